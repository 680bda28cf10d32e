//! A picture of a graph: where each node stands.
//!
//! Forces after Fruchterman and Reingold: nodes push each other away, edges pull. No chance and no clock: the first
//! places are a sunflower's, in order of the nodes, and only addition, multiplication, division and roots are used,
//! which every machine works out alike. So the same graph is the same picture.

/// Steps until it stands still.
const STEPS: u32 = 160;

/// The places of `nodes` nodes in a square of side 1, `0.0..=1.0` each. `edges` are pairs of nodes; what names no node is
/// passed over. Quadratic in the nodes: give it hundreds, not thousands.
#[must_use]
pub fn places(nodes: usize, edges: &[(u32, u32)]) -> Vec<(f64, f64)> {
    let mut at = sunflower(nodes);
    if nodes < 2 {
        return at;
    }
    let count = f64::from(u32::try_from(nodes).unwrap_or(u32::MAX));
    // The distance that a pair with an edge comes to rest at.
    let rest = (1.0 / count).sqrt();
    let mut push = vec![(0.0_f64, 0.0_f64); nodes];
    let mut degree = vec![0.0_f64; nodes];
    for (a, b) in edges {
        for end in [a, b] {
            if let Some(degree) = degree.get_mut(*end as usize) {
                *degree += 1.0;
            }
        }
    }
    for step in 0..STEPS {
        for (n, force) in push.iter_mut().enumerate() {
            // A little towards the middle, so that what has no edge does not leave the picture.
            let (x, y) = at[n];
            *force = ((0.5 - x) * 0.4 * rest, (0.5 - y) * 0.4 * rest);
        }
        for a in 0..nodes {
            for b in a + 1..nodes {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let square = (dx * dx + dy * dy).max(1e-9);
                let strength = rest * rest / square;
                push[a].0 += dx * strength;
                push[a].1 += dy * strength;
                push[b].0 -= dx * strength;
                push[b].1 -= dy * strength;
            }
        }
        for (a, b) in edges {
            let (a, b) = (*a as usize, *b as usize);
            if a >= nodes || b >= nodes || a == b {
                continue;
            }
            let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
            // What has many edges would else be drawn into one heap.
            let slack = degree[a].min(degree[b]).max(1.0).sqrt();
            let strength = (dx * dx + dy * dy).sqrt() / rest / slack;
            push[a].0 -= dx * strength;
            push[a].1 -= dy * strength;
            push[b].0 += dx * strength;
            push[b].1 += dy * strength;
        }
        let heat = 0.1 * (1.0 - f64::from(step) / f64::from(STEPS)) + 0.001;
        for (place, force) in at.iter_mut().zip(&push) {
            let length = (force.0 * force.0 + force.1 * force.1).sqrt().max(1e-9);
            let far = length.min(heat) / length;
            place.0 += force.0 * far;
            place.1 += force.1 * far;
        }
    }
    fit(&mut at);
    at
}

/// Evenly over a disc, in a spiral: each turned by the golden angle from the one before.
fn sunflower(nodes: usize) -> Vec<(f64, f64)> {
    // Cosine and sine of the golden angle, so that no library's own are used.
    const TURN: (f64, f64) = (-0.737_368_878_078_319_8, 0.675_490_294_261_524_1);
    let count = f64::from(u32::try_from(nodes).unwrap_or(u32::MAX)).max(1.0);
    let mut direction = (1.0_f64, 0.0_f64);
    (0..nodes)
        .map(|n| {
            let radius = 0.45 * ((f64::from(u32::try_from(n).unwrap_or(u32::MAX)) + 0.5) / count).sqrt();
            let place = (0.5 + radius * direction.0, 0.5 + radius * direction.1);
            direction = (direction.0 * TURN.0 - direction.1 * TURN.1, direction.0 * TURN.1 + direction.1 * TURN.0);
            place
        })
        .collect()
}

/// Stretches the picture to the whole square.
fn fit(at: &mut [(f64, f64)]) {
    let range = |values: &dyn Fn(&(f64, f64)) -> f64| {
        let low = at.iter().map(values).fold(f64::INFINITY, f64::min);
        let high = at.iter().map(values).fold(f64::NEG_INFINITY, f64::max);
        (low, (high - low).max(1e-9))
    };
    let ((left, width), (top, height)) = (range(&|place| place.0), range(&|place| place.1));
    for place in at {
        *place = (((place.0 - left) / width).clamp(0.0, 1.0), ((place.1 - top) / height).clamp(0.0, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
        ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
    }

    #[test]
    fn what_belongs_together_stands_together() {
        // Two groups of five, one edge between.
        let mut edges = Vec::new();
        for group in [0, 5] {
            for a in group..group + 5 {
                edges.extend((a + 1..group + 5).map(|b| (a, b)));
            }
        }
        edges.push((0, 5));
        let at = places(10, &edges);
        let inside = apart(at[1], at[2]);
        let between = apart(at[1], at[7]);
        assert!(between > 2.0 * inside, "{inside} {between}");
    }

    #[test]
    fn any_graph_has_a_picture_and_always_the_same() {
        for nodes in [0, 1, 2, 3, 60] {
            let edges: Vec<(u32, u32)> = (0..40).map(|n| (n * 7 % 61, n * 11 % 63)).chain([(0, 0), (900, 1)]).collect();
            let at = places(nodes, &edges);
            assert_eq!(at.len(), nodes);
            assert!(at.iter().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)), "{at:?}");
            assert_eq!(at, places(nodes, &edges));
        }
    }
}
