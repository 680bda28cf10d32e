//! The pieces of a column become rows: what is read on one line, raised figures and large first letters with it.

use super::cells;
use super::columns::{self, Area};
use super::piece::Piece;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// From left to right.
    pub pieces: Vec<Piece>,
    /// Which of the frames it is, if it is no text.
    pub picture: Option<usize>,
    pub left: f64,
    pub right: f64,
    /// Base line of the letters that are most.
    pub y: f64,
    pub size: f64,
    /// Of all parts of its page that are read from top to foot.
    pub part: usize,
    /// Of the columns that stand side by side, from 1; 0 for what stands alone.
    pub column: u8,
    /// Left edge of that column.
    pub edge: f64,
    /// Where cells of a table begin, but for its first.
    pub cells: Vec<f64>,
}

/// Rows in reading order; `frames` are the places of pictures: left, top, right, bottom. `gutter` is the middle of that
/// between two columns, from page to page.
pub fn read(pieces: Vec<Piece>, frames: &[[f64; 4]], gutter: &mut Option<f64>) -> Vec<Row> {
    let mut areas: Vec<Area> = pieces
        .iter()
        .map(|piece| Area {
            left: piece.left,
            right: piece.right,
            y: piece.y,
            size: piece.size,
            letters: piece.text.chars().count(),
        })
        .collect();
    let count = areas.len();
    let size = columns::middle(areas.iter().map(|area| area.size).collect()).unwrap_or(10.0);
    // A picture fills its column, as a line of text does.
    areas.extend(frames.iter().map(|frame| Area { left: frame[0], right: frame[2], y: frame[3], size, letters: 40 }));
    let mut slots: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    let mut rows = Vec::new();
    for (part, column) in columns::read(&areas, gutter).into_iter().enumerate() {
        let from = rows.len();
        let (text, pictures): (Vec<usize>, Vec<usize>) = column.areas.into_iter().partition(|&index| index < count);
        let pieces = text.into_iter().filter_map(|index| slots.get_mut(index).and_then(Option::take)).collect();
        let mut found = lines(pieces);
        lone_marks(&mut found);
        cells::find(&mut found);
        rows.extend(found);
        for picture in pictures.into_iter().map(|index| index - count) {
            let frame = frames[picture];
            rows.push(Row { picture: Some(picture), left: frame[0], right: frame[2], y: frame[3], ..Row::default() });
        }
        rows[from..].sort_by(|a, b| a.y.total_cmp(&b.y));
        beside_initials(&mut rows[from..]);
        let edge = rows[from..].iter().map(|row| row.left).fold(f64::MAX, f64::min);
        for row in &mut rows[from..] {
            (row.part, row.column) = (part, column.number);
            row.edge = if column.number == 0 { 0.0 } else { edge };
        }
    }
    // Beside columns, what stands in the full width is set in from the page's edge as well.
    if rows.iter().any(|row| row.column > 0) {
        let edge = rows.iter().map(|row| row.left).fold(f64::MAX, f64::min);
        rows.iter_mut().filter(|row| row.column == 0).for_each(|row| row.edge = edge);
    }
    rows
}

/// The rows of one column. Words in other letters that float beside the text have base lines of their own, and some of
/// them meet those of the text by chance.
fn lines(pieces: Vec<Piece>) -> Vec<Row> {
    let grouped = on_base_lines(pieces);
    let parted = grouped.into_iter().flat_map(|pieces| match beside(pieces) {
        (all, floating) if floating.is_empty() => vec![all],
        (text, floating) => on_base_lines(text).into_iter().chain(on_base_lines(floating)).collect(),
    });
    parted.map(row).collect()
}

/// The pieces of a row without those that stand beside it in larger letters, past a gap; and these.
fn beside(mut pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let usual = most(pieces.iter().map(|piece| (piece.size, piece.text.len())));
    let (least, largest) =
        pieces.iter().fold((f64::MAX, 0.0_f64), |(low, high), piece| (low.min(piece.size), high.max(piece.size)));
    if largest < 1.15 * least {
        return (pieces, Vec::new());
    }
    pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    let letters = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.trim().chars().count()).sum::<usize>();
    let sizes = |pieces: &[Piece]| most(pieces.iter().map(|piece| (piece.size, piece.text.len())));
    let cut = (1..pieces.len()).find(|&n| {
        let (left, right) = pieces.split_at(n);
        let edge = left.iter().map(|piece| piece.right).fold(f64::MIN, f64::max);
        let gap = right.first().is_some_and(|first| first.left - edge > 0.8 * usual);
        let (a, b) = (sizes(left), sizes(right));
        gap && (a - b).abs() > 0.15 * a.min(b) && letters(left) > 6 && letters(right) > 6
    });
    let Some(cut) = cut else { return (pieces, Vec::new()) };
    let right = pieces.split_off(cut);
    if sizes(&right) > sizes(&pieces) { (pieces, right) } else { (right, pieces) }
}

fn on_base_lines(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let size = most(pieces.iter().map(|piece| (piece.size, piece.text.len())));
    // A large first letter stands on the base line of its second or third row, and belongs to its first.
    let height = |piece: &Piece| {
        if is_initial(piece, size) { piece.y - 0.7 * (piece.size - size) } else { piece.y }
    };
    pieces.sort_by(|a, b| height(a).total_cmp(&height(b)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let mut base = (f64::MIN, 0.0);
    for piece in pieces {
        let y = height(&piece);
        let apart = (y - base.0).abs();
        let (small, large) = (piece.size.min(base.1), piece.size.max(base.1));
        let same = apart <= 0.25 * small || small <= 0.9 * large && apart <= 0.55 * large;
        match rows.last_mut() {
            Some(row) if same => row.push(piece.clone()),
            _ => {
                rows.push(vec![piece.clone()]);
                base = (y, 0.0);
            }
        }
        let initial = y < piece.y;
        if piece.size > base.1 && !initial {
            base = (y, piece.size);
        }
    }
    rows
}

/// The mark of a note that found no room at the end of its line stands alone in the next: it belongs to the one above.
fn lone_marks(rows: &mut Vec<Row>) {
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        match kept.last_mut() {
            Some(above) if is_mark_of(&row, above) => {
                let y = above.y;
                above.pieces.extend(row.pieces.into_iter().map(|mut piece| {
                    (piece.look.raised, piece.y) = (true, y);
                    piece
                }));
            }
            _ => kept.push(row),
        }
    }
    *rows = kept;
}

fn is_mark_of(row: &Row, above: &Row) -> bool {
    let figures = |piece: &Piece| piece.text.trim().chars().all(|letter| letter.is_ascii_digit());
    let mark = row.pieces.len() == 1 && row.pieces.iter().all(|piece| piece.text.trim().len() <= 3 && figures(piece));
    let near = row.y > above.y && row.y - above.y < 1.6 * above.size && row.left - above.left < above.size;
    mark && near && row.size < 0.8 * above.size
}

/// A first letter that reaches over several rows.
fn is_initial(piece: &Piece, size: f64) -> bool {
    piece.size > size * 1.8 && piece.text.trim().chars().count() <= 2
}

/// Rows that a large first letter pushes in begin where their column does.
fn beside_initials(rows: &mut [Row]) {
    let mut initial: Option<(f64, f64, f64)> = None;
    for row in rows {
        let pushed = initial.filter(|&(_, edge, foot)| row.y <= foot && (row.left - edge).abs() < row.size);
        if let Some((left, ..)) = pushed {
            row.left = left;
        }
        if let Some(first) = row.pieces.first().filter(|first| is_initial(first, row.size)) {
            initial = Some((first.left, first.right, first.y + 0.5 * first.size));
        }
    }
}

fn row(mut pieces: Vec<Piece>) -> Row {
    pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    // Shadows and false bold: the same word again, a hair beside.
    pieces.dedup_by(|again, first| {
        let slack = 0.15 * first.size;
        again.text == first.text && (again.left - first.left).abs() < slack && (again.y - first.y).abs() < slack
    });
    let size = most(pieces.iter().map(|piece| (piece.size, piece.text.trim().len())));
    let y = pieces.iter().find(|piece| (piece.size - size).abs() < 0.1).map_or(0.0, |piece| piece.y);
    let left = pieces.iter().map(|piece| piece.left).fold(f64::MAX, f64::min);
    // Some programs let the words begin under the large first letter.
    if let Some(at) = pieces.iter().position(|piece| is_initial(piece, size) && piece.left < left + size) {
        pieces[..=at].rotate_right(1);
    }
    let right = pieces.iter().map(|piece| piece.right).fold(f64::MIN, f64::max);
    Row { pieces, left, right, y, size, ..Row::default() }
}

/// The size that most letters have; of two that are as frequent, the larger.
pub fn most(sizes: impl Iterator<Item = (f64, usize)>) -> f64 {
    let mut all: Vec<(f64, usize)> = sizes.collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best = (0.0, 0);
    let mut at = 0;
    while let Some(&(size, _)) = all.get(at) {
        let mut count = 0;
        while let Some(&(_, letters)) = all.get(at).filter(|(other, _)| other - size < 0.1) {
            count += letters;
            at += 1;
        }
        if count >= best.1 {
            best = (size, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f64, y: f64, size: f64) -> Piece {
        let width = f64::from(u32::try_from(text.chars().count()).unwrap()) * size * 0.5;
        Piece { text: text.into(), left, right: left + width, y, size, ..Piece::default() }
    }

    fn texts(pieces: Vec<Piece>) -> Vec<String> {
        read(pieces, &[], &mut None)
            .iter()
            .map(|row| row.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn raised_figures_belong_to_their_row() {
        let rows = texts(vec![
            piece("The gap.", 50.0, 100.0, 11.0),
            piece("1", 95.0, 96.0, 7.0),
            piece("Next row", 50.0, 113.0, 11.0),
            piece("2", 120.0, 109.0, 7.0),
        ]);
        assert_eq!(rows, ["The gap.|1", "Next row|2"]);
    }

    #[test]
    fn a_large_first_letter_begins_its_first_row() {
        let rows = texts(vec![
            piece("T", 50.0, 126.0, 38.0),
            piece("he gap is a choke", 80.0, 100.0, 11.0),
            piece("point of Europe", 80.0, 113.0, 11.0),
            piece("and of others", 80.0, 126.0, 11.0),
        ]);
        assert_eq!(rows, ["T|he gap is a choke", "point of Europe", "and of others"]);
    }

    #[test]
    fn words_that_float_beside_the_text_have_rows_of_their_own() {
        let rows = texts(vec![
            piece("Of the villages that answered,", 50.0, 100.0, 10.0),
            piece("In the spring of that year", 260.0, 106.0, 14.0),
            piece("most asked for the same things:", 50.0, 113.0, 10.0),
            piece("the cost had risen", 260.0, 125.0, 14.0),
            piece("money and a telephone that rings.", 50.0, 126.0, 10.0),
        ]);
        let joined = rows.join(" / ");
        assert!(joined.contains("Of the villages that answered, / In the spring"), "{joined}");
        assert!(!joined.contains('|'), "{joined}");
    }

    #[test]
    fn a_shadow_is_no_second_word() {
        assert_eq!(texts(vec![piece("Title", 50.0, 100.0, 20.0), piece("Title", 50.4, 100.4, 20.0)]), ["Title"]);
    }
}
