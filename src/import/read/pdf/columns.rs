//! Columns: where a page is read down to its foot before the eye goes up again.
//!
//! Rows are looked at from the top. White that goes through several rows, with text at both of its sides, is a gutter;
//! a row that crosses it ends it. So a page may begin with a title over its whole width, go on in two columns, and end
//! in notes over the whole width again. What only looks like columns, a table or a list, has short rows and stays
//! together.

/// A piece or a picture, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub letters: usize,
}

/// Rows with text at both sides that make a gutter; more where it is hardly wider than the white between two words.
const ROWS: usize = 4;
const ROWS_IF_NARROW: usize = 6;
/// The same where the gutter is in the middle of the page, or where that of another page was: a last column may be short.
const ROWS_IF_EXPECTED: usize = 2;
const BOTH_IF_EXPECTED: usize = 12;
/// Of the size: narrower is no gutter, and from the second on it is a plain one.
const NARROWEST: f64 = 0.7;
const PLAIN: f64 = 1.2;
/// Narrower is no column, in points.
const COLUMN: f64 = 60.0;
/// Of a column's width, how much its rows fill on average.
const FILLED: f64 = 0.5;
/// Letters of a row on average: fewer are the cells of a table.
const LETTERS: f64 = 12.0;
/// Rows that stand in the first column before the second begins, at most.
const TAKEN: usize = 100;
/// Stripes of white that are followed at once.
const FOLLOWED: usize = 16;

/// What is read from its top to its foot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Indices of areas.
    pub areas: Vec<usize>,
    /// From 1 where several stand side by side; 0 for what stands alone.
    pub number: u8,
}

/// In the order in which they are read.
pub fn read(areas: &[Area], known: &mut Option<f64>) -> Vec<Column> {
    let rows = rows(areas);
    let size = middle(areas.iter().map(|area| area.size).collect()).unwrap_or(10.0);
    let narrowest = (size * NARROWEST).clamp(5.0, 18.0);
    let (left, right) = areas.iter().fold((f64::MAX, f64::MIN), |(l, r), area| (l.min(area.left), r.max(area.right)));
    let page = Page { left, right, size, known: *known };
    let mut bands: Vec<Band> = Vec::new();
    let mut band = Band::default();
    for (index, row) in rows.iter().enumerate() {
        let white = row.white(left, right, narrowest);
        let next = band.followed(&white, row, narrowest);
        let begins = !band.stripes.iter().any(Stripe::parts) && row.parted(&white, &next, narrowest);
        let lost = band.stripes.iter().any(|stripe| stripe.holds(page))
            && !next.iter().any(|stripe| stripe.holds(page))
            || band.is_crossed(&next, &rows, areas, page);
        if lost || begins || next.is_empty() || band.rows.is_empty() {
            let above = if begins { band.leave_first_column(&white, row, &rows, areas) } else { Vec::new() };
            bands.push(std::mem::take(&mut band));
            band.stripes = Stripe::fresh(&white, row);
            for &index in &above {
                let row = &rows[index];
                band.stripes = band.followed(&row.white(left, right, narrowest), row, narrowest);
            }
            band.rows = above;
        } else {
            band.stripes = next;
        }
        band.rows.push(index);
    }
    bands.push(band);
    let mut columns: Vec<Column> = Vec::new();
    let mut whole = Column::default();
    for band in bands {
        let gutters = band.gutters(&rows, areas, page);
        if gutters.is_empty() {
            whole.areas.extend(band.rows.iter().flat_map(|&row| rows[row].areas.iter().copied()));
            continue;
        }
        if let [gutter] = gutters.as_slice() {
            *known = Some(f64::midpoint(gutter.from, gutter.to));
        }
        let (body, tail) = band.without_tail(&rows, &gutters, areas);
        columns.push(std::mem::take(&mut whole));
        for (number, (from, to)) in (1..).zip(spans(&gutters, left, right)) {
            let inside = |&area: &usize| {
                let center = f64::midpoint(areas[area].left, areas[area].right);
                center >= from && center < to
            };
            let areas = body.iter().flat_map(|&row| rows[row].areas.iter().copied()).filter(inside).collect();
            columns.push(Column { areas, number });
        }
        whole.areas.extend(tail.iter().flat_map(|&row| rows[row].areas.iter().copied()));
    }
    columns.push(whole);
    columns.retain(|column| !column.areas.is_empty());
    columns
}

/// Areas whose base lines are close, from left to right; columns beside each other need not share them exactly.
struct Row {
    y: f64,
    areas: Vec<usize>,
    /// What is written on, from left to right, without overlaps.
    ink: Vec<(f64, f64)>,
}

fn rows(areas: &[Area]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by(|&a, &b| areas[a].y.total_cmp(&areas[b].y));
    let mut rows: Vec<Row> = Vec::new();
    for index in order {
        let area = areas[index];
        match rows.last_mut() {
            Some(row) if area.y - row.y <= 0.6 * area.size => row.areas.push(index),
            _ => rows.push(Row { y: area.y, areas: vec![index], ink: Vec::new() }),
        }
    }
    for row in &mut rows {
        row.areas.sort_by(|&a, &b| areas[a].left.total_cmp(&areas[b].left));
        for &index in &row.areas {
            let (left, right) = (areas[index].left, areas[index].right);
            match row.ink.last_mut() {
                Some(last) if left <= last.1 => last.1 = last.1.max(right),
                _ => row.ink.push((left, right)),
            }
        }
    }
    rows
}

impl Row {
    fn white(&self, left: f64, right: f64, narrowest: f64) -> Vec<(f64, f64)> {
        let mut white = Vec::new();
        let mut from = left;
        for &(start, end) in &self.ink {
            white.push((from, start));
            from = end;
        }
        white.push((from, right));
        white.retain(|(from, to)| to - from >= narrowest);
        white
    }
}

impl Row {
    /// Whether it has white between words that none of the stripes goes through.
    fn parted(&self, white: &[(f64, f64)], stripes: &[Stripe], narrowest: f64) -> bool {
        let (Some(first), Some(last)) = (self.ink.first(), self.ink.last()) else { return false };
        white
            .iter()
            .filter(|(from, to)| *from >= first.1 && *to <= last.0)
            .any(|(from, to)| !stripes.iter().any(|stripe| stripe.to.min(*to) - stripe.from.max(*from) >= narrowest))
    }
}

/// What is known of a page besides its rows.
#[derive(Clone, Copy)]
struct Page {
    left: f64,
    right: f64,
    size: f64,
    /// The middle of the gutter of a page before it.
    known: Option<f64>,
}

impl Page {
    /// A gutter of two columns is where that of other pages is, or in the middle.
    fn expects(&self, stripe: &Stripe) -> bool {
        let middle = f64::midpoint(self.left, self.right);
        let within = |place: f64, slack: f64| stripe.from - slack < place && place < stripe.to + slack;
        // Lines that end where they may leave the middle a little aside.
        let expected = within(middle, 2.0 * self.size) || self.known.is_some_and(|place| within(place, 1.0));
        expected && stripe.to - stripe.from < 4.0 * self.size
    }
}

/// White that goes through all rows of a band so far.
#[derive(Clone, Copy, Debug, Default)]
struct Stripe {
    from: f64,
    to: f64,
    /// Rows with text before it, and after it.
    before: usize,
    after: usize,
}

impl Stripe {
    fn fresh(white: &[(f64, f64)], row: &Row) -> Vec<Stripe> {
        white.iter().take(FOLLOWED).map(|&(from, to)| Stripe { from, to, ..Stripe::default() }.counted(row)).collect()
    }

    fn counted(mut self, row: &Row) -> Stripe {
        self.before += usize::from(row.ink.first().is_some_and(|&(_, end)| end <= self.from + 0.1));
        self.after += usize::from(row.ink.last().is_some_and(|&(start, _)| start >= self.to - 0.1));
        self
    }

    /// It has stood between two texts.
    fn parts(&self) -> bool {
        self.before > 0 && self.after > 0
    }

    fn holds(&self, page: Page) -> bool {
        let rows = if self.to - self.from < PLAIN * page.size { ROWS_IF_NARROW } else { ROWS };
        let expected = page.expects(self)
            && self.before + self.after >= BOTH_IF_EXPECTED
            && self.before.min(self.after) >= ROWS_IF_EXPECTED;
        expected || self.before >= rows && self.after >= rows
    }
}

#[derive(Default)]
struct Band {
    rows: Vec<usize>,
    stripes: Vec<Stripe>,
}

impl Band {
    /// What of the stripes is white in the next row too.
    fn followed(&self, white: &[(f64, f64)], row: &Row, narrowest: f64) -> Vec<Stripe> {
        let mut next = Vec::new();
        for stripe in &self.stripes {
            for &(from, to) in white {
                let (from, to) = (from.max(stripe.from), to.min(stripe.to));
                if to - from >= narrowest && next.len() < FOLLOWED {
                    next.push(Stripe { from, to, ..*stripe }.counted(row));
                }
            }
        }
        next
    }

    /// Takes the last rows out that are the top of the first column beside which another one begins with `row`: none
    /// reaches over the gutter, and the first is as wide and as large as the text.
    fn leave_first_column(&mut self, white: &[(f64, f64)], row: &Row, rows: &[Row], areas: &[Area]) -> Vec<usize> {
        let (Some(first), Some(last)) = (row.ink.first(), row.ink.last()) else { return Vec::new() };
        let Some(&(from, to)) = white.iter().find(|(from, to)| *from >= first.1 && *to <= last.0) else {
            return Vec::new();
        };
        let size = |row: &Row| row.areas.first().map_or(0.0, |&area| areas[area].size);
        let own = size(row);
        let inside = |row: &Row| row.ink.last().is_some_and(|&(_, end)| end <= f64::midpoint(from, to));
        let body = |row: &Row| (size(row) - own).abs() < own * 0.05;
        // A further column may begin a line or two higher.
        let later = |above: &Row| {
            let aligned = |start: f64| row.ink.iter().any(|&(at, _)| (at - start).abs() < 1.0);
            body(above) && above.ink.iter().all(|&(start, _)| start >= to - 0.1 && aligned(start))
        };
        let high = self.rows.iter().rev().take_while(|&&at| later(&rows[at])).count();
        if high > 0 {
            return self.rows.split_off(self.rows.len() - high);
        }
        let mut kept = self.rows.len();
        while let Some(above) = kept.checked_sub(1).map(|at| &rows[self.rows[at]]).filter(|above| inside(above)) {
            if size(above) > own * 1.8 || self.rows.len() - kept >= TAKEN {
                break;
            }
            kept -= 1;
        }
        // It begins with a full line of text: a heading over two columns stays there.
        let full = |row: &Row| body(row) && row.ink.last().is_some_and(|&(_, end)| end > from - 2.5 * own);
        while self.rows.get(kept).is_some_and(|&at| !full(&rows[at])) {
            kept += 1;
        }
        self.rows.split_off(kept)
    }

    /// One of several gutters goes no further: notes at the foot of three columns may be as wide as two of them.
    fn is_crossed(&self, next: &[Stripe], rows: &[Row], areas: &[Area], page: Page) -> bool {
        let ends = |stripe: &Stripe| !next.iter().any(|next| next.from < stripe.to && next.to > stripe.from);
        let mut held = self.stripes.iter().filter(|stripe| stripe.holds(page));
        if held.clone().count() < 2 || !held.any(ends) {
            return false;
        }
        let gutters = self.gutters(rows, areas, page);
        gutters.len() > 1 && gutters.iter().any(ends)
    }

    /// The stripes that part columns, from left to right.
    fn gutters(&self, rows: &[Row], areas: &[Area], page: Page) -> Vec<Stripe> {
        let mut gutters: Vec<Stripe> = self.stripes.iter().filter(|stripe| stripe.holds(page)).copied().collect();
        gutters.sort_by(|a, b| a.from.total_cmp(&b.from));
        // A column that is none loses its gutter, until all that are left are sound.
        while !gutters.is_empty() {
            let spans = spans(&gutters, page.left, page.right);
            let fewest = if gutters.iter().all(|stripe| page.expects(stripe)) { ROWS_IF_EXPECTED } else { ROWS };
            let Some(bad) = spans.iter().position(|&span| !self.is_column(span, rows, areas, fewest)) else { break };
            gutters.remove(bad.min(gutters.len() - 1));
        }
        gutters
    }

    fn is_column(&self, (from, to): (f64, f64), rows: &[Row], areas: &[Area], fewest: usize) -> bool {
        let (mut filled, mut letters, mut count) = (0.0, 0, 0usize);
        let (mut left, mut right) = (f64::MAX, f64::MIN);
        for &row in &self.rows {
            let inside = rows[row]
                .areas
                .iter()
                .map(|&area| areas[area])
                .filter(|area| area.left >= from - 0.1 && area.right <= to + 0.1);
            let (mut any, mut width) = (false, 0.0);
            for area in inside {
                any = true;
                width += area.right - area.left;
                letters += area.letters;
                (left, right) = (left.min(area.left), right.max(area.right));
            }
            if any {
                count += 1;
                filled += width;
            }
        }
        let (rows, letters) = (number(count), number(letters));
        count >= fewest
            && right - left >= COLUMN
            && filled >= FILLED * rows * (right - left)
            && letters >= LETTERS * rows
    }

    /// The rows without the last ones, where they stand apart below the columns, at the left: a heading of what follows.
    fn without_tail(&self, rows: &[Row], gutters: &[Stripe], areas: &[Area]) -> (&[usize], &[usize]) {
        let first = gutters.first().map_or(f64::MAX, |stripe| stripe.from);
        let only_left = |row: usize| rows[row].areas.iter().all(|&area| areas[area].right <= first + 0.1);
        let steps: Vec<f64> = self.rows.windows(2).map(|pair| rows[pair[1]].y - rows[pair[0]].y).collect();
        let usual = middle(steps.clone()).unwrap_or(0.0);
        for tail in 1..=2usize.min(self.rows.len().saturating_sub(1)) {
            let at = self.rows.len() - tail;
            if !only_left(self.rows[at]) {
                break;
            }
            if steps[at - 1] > usual * 1.5 {
                return self.rows.split_at(at);
            }
        }
        (&self.rows, &[])
    }
}

/// The columns between the gutters: each from the middle of one to the middle of the next.
fn spans(gutters: &[Stripe], left: f64, right: f64) -> Vec<(f64, f64)> {
    let middles = gutters.iter().map(|stripe| f64::midpoint(stripe.from, stripe.to));
    let edges: Vec<f64> = [left - 1.0].into_iter().chain(middles).chain([right + 1.0]).collect();
    edges.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

pub fn middle(mut all: Vec<f64>) -> Option<f64> {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied()
}

#[expect(clippy::cast_precision_loss, reason = "counts of a page")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(left: f64, right: f64, y: f64) -> Area {
        Area { left, right, y, size: 10.0, letters: 40 }
    }

    fn order(areas: &[Area]) -> Vec<Vec<usize>> {
        read(areas, &mut None).into_iter().map(|column| column.areas).collect()
    }

    #[test]
    fn two_columns_under_a_title_and_over_a_note() {
        let mut areas = vec![line(100.0, 500.0, 50.0)];
        for row in 0..6 {
            let y = 100.0 + 12.0 * f64::from(row);
            areas.push(line(50.0, 290.0, y));
            areas.push(line(310.0, 550.0, y + 3.0));
        }
        areas.push(line(50.0, 550.0, 200.0));
        assert_eq!(order(&areas), [vec![0], vec![1, 3, 5, 7, 9, 11], vec![2, 4, 6, 8, 10, 12], vec![13]]);
    }

    #[test]
    fn three_columns() {
        let mut areas = Vec::new();
        for row in 0..8 {
            for column in 0..3 {
                let left = 50.0 + 180.0 * f64::from(column);
                areas.push(line(left, left + 160.0, 100.0 + 12.0 * f64::from(row)));
            }
        }
        assert_eq!(order(&areas).iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 8]);
    }

    #[test]
    fn notes_as_wide_as_two_columns_end_all_three() {
        let mut areas = Vec::new();
        for row in 0..8 {
            for column in 0..3 {
                let left = 50.0 + 180.0 * f64::from(column);
                areas.push(line(left, left + 160.0, 100.0 + 12.0 * f64::from(row)));
            }
        }
        for note in 0..5 {
            areas.push(line(50.0, 320.0, 220.0 + 10.0 * f64::from(note)));
        }
        assert_eq!(order(&areas).iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 8, 5]);
    }

    #[test]
    fn a_last_column_may_begin_higher() {
        let mut areas = vec![line(50.0, 500.0, 50.0), line(410.0, 570.0, 88.0)];
        for row in 0..8 {
            for column in 0..3 {
                let left = 50.0 + 180.0 * f64::from(column);
                areas.push(line(left, left + 160.0, 100.0 + 12.0 * f64::from(row)));
            }
        }
        assert_eq!(order(&areas).iter().map(Vec::len).collect::<Vec<_>>(), [1, 8, 8, 9]);
    }

    #[test]
    fn a_table_and_a_list_are_no_columns() {
        let mut areas = Vec::new();
        for row in 0..8 {
            let y = 100.0 + 12.0 * f64::from(row);
            areas.push(Area { letters: 6, ..line(50.0, 90.0, y) });
            areas.push(Area { letters: 6, ..line(250.0, 290.0, y) });
        }
        assert_eq!(order(&areas).len(), 1);
        let list: Vec<Area> = (0..16)
            .map(|index| {
                let y = 100.0 + 12.0 * f64::from(index / 2);
                if index % 2 == 0 { Area { letters: 1, ..line(50.0, 55.0, y) } } else { line(70.0, 540.0, y) }
            })
            .collect();
        assert_eq!(order(&list).len(), 1);
    }

    #[test]
    fn a_heading_below_the_columns_follows_both() {
        let mut areas = Vec::new();
        for row in 0..6 {
            let y = 100.0 + 12.0 * f64::from(row);
            areas.extend([line(50.0, 290.0, y), line(310.0, 550.0, y)]);
        }
        areas.push(Area { letters: 5, ..line(50.0, 90.0, 190.0) });
        areas.push(line(50.0, 550.0, 205.0));
        assert_eq!(order(&areas).last(), Some(&vec![12, 13]));
    }

    #[test]
    fn a_side_bar_is_a_column() {
        let mut areas = Vec::new();
        for row in 0..10 {
            areas.push(line(200.0, 550.0, 100.0 + 12.0 * f64::from(row)));
        }
        for row in 0..6 {
            areas.push(Area { letters: 20, ..line(50.0, 170.0, 104.0 + 12.0 * f64::from(row)) });
        }
        assert_eq!(order(&areas).iter().map(Vec::len).collect::<Vec<_>>(), [6, 10]);
    }
}
