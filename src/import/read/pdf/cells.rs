//! Tables without rules or tags: rows below each other whose parts begin, or end, at the same places.

use super::rows::Row;

/// Of the size: less white is between two words.
const WHITE: f64 = 0.9;
/// So many rows make a table.
const ROWS: usize = 3;
/// Points by which edges may differ.
const SLACK: f64 = 1.5;

/// Writes into the rows where cells begin.
pub fn find(rows: &mut [Row]) {
    let parts: Vec<Vec<(f64, f64)>> = rows.iter().map(parts).collect();
    let mut from = 0;
    while from < rows.len() {
        let mut to = from + 1;
        while to < rows.len() && alike(&parts[to - 1], &parts[to]) && alike(&parts[from], &parts[to]) {
            to += 1;
        }
        let list = parts[from].len() == 2 && rows[from..to].iter().all(labelled);
        if to - from >= ROWS && parts[from].len() > 1 && !list {
            for (row, parts) in rows[from..to].iter_mut().zip(&parts[from..to]) {
                row.cells = parts.iter().skip(1).map(|&(left, _)| left).collect();
            }
        }
        from = to;
    }
}

/// It begins as an item or a note does.
fn labelled(row: &Row) -> bool {
    let Some(first) = row.pieces.first() else { return false };
    let text = first.text.trim();
    let short = text.chars().count() <= 5;
    let figures = text.chars().count() <= 2 && text.chars().all(|letter| letter.is_ascii_digit());
    let sign = text.ends_with(['.', ')', ']', ':']) || !text.chars().any(char::is_alphanumeric);
    short && (figures || sign || first.look.raised || first.size < row.size * 0.9)
}

/// The edges of what wide gaps part.
fn parts(row: &Row) -> Vec<(f64, f64)> {
    let mut parts: Vec<(f64, f64)> = Vec::new();
    for piece in &row.pieces {
        match parts.last_mut() {
            Some(last) if piece.left - last.1 < WHITE * row.size => last.1 = last.1.max(piece.right),
            _ => parts.push((piece.left, piece.right)),
        }
    }
    parts
}

fn alike(a: &[(f64, f64)], b: &[(f64, f64)]) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < SLACK;
    let same = |(a, b): (&(f64, f64), &(f64, f64))| near(a.0, b.0) || near(a.1, b.1) || near(a.0 + a.1, b.0 + b.1);
    a.len() > 1 && a.len() == b.len() && a.iter().zip(b).all(same)
}

#[cfg(test)]
mod tests {
    use super::super::piece::Piece;
    use super::*;

    fn row(parts: &[(f64, f64)]) -> Row {
        let pieces = parts.iter().map(|&(left, right)| Piece { left, right, size: 10.0, ..Piece::default() }).collect();
        Row { pieces, size: 10.0, ..Row::default() }
    }

    #[test]
    fn parts_that_begin_or_end_at_the_same_places_are_cells() {
        let mut rows = vec![
            row(&[(50.0, 90.0), (120.0, 140.0), (160.0, 200.0)]),
            row(&[(50.0, 70.0), (120.0, 131.0), (181.0, 200.0)]),
            row(&[(50.0, 75.0), (120.0, 150.0), (190.0, 200.0)]),
        ];
        find(&mut rows);
        assert_eq!(rows[1].cells, [120.0, 181.0]);
        let mut list =
            vec![row(&[(50.0, 53.0), (65.0, 300.0)]), row(&[(65.0, 280.0)]), row(&[(50.0, 53.0), (65.0, 90.0)])];
        find(&mut list);
        assert!(list.iter().all(|row| row.cells.is_empty()));
    }
}
