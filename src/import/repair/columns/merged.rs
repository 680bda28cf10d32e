//! Lines that two columns share, in a text that has its columns one after the other.
//!
//! Where columns touch, `pdftotext` without `-layout` puts some of their lines together and leaves the others apart, in no
//! order that would lead back. Nothing is mended: the editor is told at each of these lines, for a sentence may go on in
//! another one.

use super::whole;
use crate::import::draft::Draft;
use crate::import::repair::rows::Row;
use crate::import::repair::shape;

/// So many lines show that it is no chance.
const LINES: usize = 3;
/// Words of a line that is counted.
const WORDS: usize = 3;
/// Of the lines, in order of their width: so far up they are full.
const FULL: f32 = 0.7;
/// Such a part of all lines is no wider than one that is full, or the text has no columns.
const NARROW: f32 = 0.75;
/// So many lines are named in one doubt.
const NAMED: usize = 20;
/// So many lines around one are looked at.
const NEAR: usize = 6;

/// Marks lines that are as wide as two.
pub fn tell(rows: &mut [Row], draft: &mut Draft) {
    let width = |row: &Row| row.at.right - row.at.left;
    let counted = |row: &&Row| row.open() && row.at.y <= 0.0 && shape::words_up_to(&row.text.printed(), WORDS) >= WORDS;
    let mut widths: Vec<f32> = rows.iter().filter(counted).map(width).collect();
    widths.sort_by(f32::total_cmp);
    let Some(&full) = widths.get(whole(super::float(widths.len()) * FULL)) else { return };
    let narrow = widths.iter().filter(|width| **width <= full * 1.15).count();
    let wide: Vec<usize> = (0..rows.len()).filter(|n| is_wide(rows, *n, full)).collect();
    if wide.len() < LINES || super::float(narrow) < super::float(widths.len()) * NARROW {
        return;
    }
    let mut lines: Vec<String> = wide.iter().take(NAMED).map(|n| rows[*n].at.line.to_string()).collect();
    if wide.len() > NAMED {
        lines.push("…".to_owned());
    }
    let what = format!(
        "two columns seem to share lines {}: import the PDF itself, which says where its columns are, or read these places \
         beside it",
        lines.join(", ")
    );
    draft.decide("columns", what.clone(), (rows[wide[0]].at.line, rows[wide[wide.len() - 1]].at.line), 0.5);
    draft.doubts.push(what);
    for n in wide {
        if let Some(piece) = rows[n].text.pieces.first_mut() {
            piece.review = Some("do lines of two columns share this one?".to_owned());
        }
    }
}

/// As wide as two full lines, in a paragraph with one that is no wider than one.
fn is_wide(rows: &[Row], n: usize, full: f32) -> bool {
    let row = &rows[n];
    let within = |row: &Row, from: f32, to: f32| (from..=to).contains(&((row.at.right - row.at.left) / full));
    let wide = |row: &Row| row.open() && row.at.y <= 0.0 && row.column == 0 && within(row, 1.7, 2.25);
    if !wide(row) {
        return false;
    }
    let joined = |n: usize| !rows[n].gap && rows[n - 1].at.page == rows[n].at.page;
    let near = |n: &usize| !wide(&rows[*n]);
    let above = (n.saturating_sub(NEAR)..n).rev().take_while(|n| joined(n + 1)).find(near);
    let below = (n + 1..rows.len().min(n + 1 + NEAR)).take_while(|n| joined(*n)).find(near);
    let text = row.text.printed();
    // Notes are set smaller, and cells have gaps between them.
    [above, below].into_iter().flatten().any(|n| rows[n].open() && within(&rows[n], 0.7, 1.15))
        && !text.contains("   ")
        && shape::label(&text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::text::lines;
    use crate::import::repair::rows::rows;

    fn told(text: &str) -> (usize, Vec<String>) {
        let mut draft = Draft::default();
        let mut rows = rows(&lines(text));
        tell(&mut rows, &mut draft);
        let marked = rows.iter().filter(|row| row.text.pieces[0].review.is_some()).count();
        (marked, draft.doubts)
    }

    #[test]
    fn lines_as_wide_as_two_are_told() {
        let line = "The dues were high, and the locks were few and slow.\n";
        let two =
            "The dues were high, and the locks were few and slow. Nobody had asked for them, and no one had paid.\n";
        let text = format!("{line}{two}{line}{line}{line}{two}{line}{line}{line}{two}{line}{line}{line}{line}{line}");
        let (marked, doubts) = told(&text);
        assert_eq!((marked, doubts.len()), (3, 1));
        assert!(doubts[0].starts_with("two columns seem to share lines 2, 6, 10:"), "{doubts:?}");
    }

    #[test]
    fn wide_lines_that_stand_apart_or_are_many_or_notes_are_not() {
        let line = "The dues were high, and the locks were few and slow.\n";
        let two =
            "The dues were high, and the locks were few and slow. Nobody had asked for them, and no one had paid.\n";
        let apart =
            format!("{two}\n{line}{line}{line}\n{two}\n{line}{line}{line}\n{two}\n{line}{line}{line}{line}{line}");
        let many = format!("{line}{two}{two}").repeat(9);
        let notes = format!("{line}1 {two}").repeat(3) + &line.repeat(9);
        for text in [apart, many, notes, String::new()] {
            assert_eq!(told(&text), (0, Vec::new()), "{text}");
        }
    }
}
