//! Columns that touch: only one space stands between them where the left line is full.
//!
//! `pdftotext -layout` writes so where the gutter is no wider than a letter, as in LaTeX's two columns, and then the
//! columns do not even stay at their place down the page. What remains is the width of the letters: a line that was full
//! in print is as wide as its column, so that a row of two full lines is cut where both halves come nearest to that.

use std::borrow::Cow;

use super::{Side, whole};
use crate::import::repair::measure;
use crate::import::repair::rows::Row;
use crate::import::repair::shape::{self, Form};

/// So many lines have to stand in the right half by themselves, and so many have to touch.
const LINES: usize = 3;
const TOUCHING: usize = 3;
/// No right column begins nearer to the edge than this, in characters.
const NEAREST: usize = 36;
/// How far full lines lie from the width of their column, in letters: most of them by less.
const SPREAD: f32 = 1.3;
/// A cut that is worse is none: a line that goes across.
const WORST: f32 = 20.0;
/// What speaks against the right half being the short last line of a paragraph: few lines are.
const LAST: f32 = 9.0;
/// What speaks against a cut while the row has a wide gap that may be the gutter.
const PASSED: f32 = 9.0;
/// A cut that is so much better than the next one is clear.
const CLEAR: f32 = 8.0;
/// A line that is nowhere near its column's width.
const SHORT: f32 = 4.0;

/// The columns of a page that touch.
pub struct Touching {
    /// How each row lies to the gutter, wherever that is.
    pub sides: Vec<Side>,
    /// Rows that were cut by the width of their letters.
    pub cut: usize,
    /// Of these, those that might as well be cut at another word.
    pub unclear: Vec<usize>,
}

/// How wide the columns are, in usual letters.
struct Widths {
    text: f32,
    /// Notes are set smaller: their lines hold more.
    notes: f32,
    /// The rows where the notes of each column begin.
    first: [usize; 2],
}

impl Widths {
    /// How wide full lines are in this row, left and right.
    fn at(&self, row: usize) -> [f32; 2] {
        self.first.map(|first| if row < first { self.text } else { self.notes })
    }
}

/// A place where a row may be cut.
#[derive(Clone, Copy)]
struct Cut {
    /// Where the right half begins.
    byte: usize,
    cost: f32,
    /// Spaces before it.
    gap: usize,
}

/// Finds out whether the columns of a page touch, and where each row is cut.
pub fn find(page: &[Row]) -> Option<Touching> {
    let mut widths = widths(page)?;
    let texts: Vec<Cow<'_, str>> = page.iter().map(|row| row.text.printed()).collect();
    let mut out = sides(page, &texts, &widths);
    // The rows that were cut say better how wide the columns are.
    for _ in 0..2 {
        let halves = texts.iter().zip(&out.sides).filter_map(|(text, side)| match side {
            Side::Both(byte) if touches(text, *byte) => Some([letters(&text[..*byte]), letters(&text[*byte..])]),
            _ => None,
        });
        let full: Vec<f32> = halves.flatten().filter(|half| (half - widths.text).abs() < SHORT).collect();
        if full.len() > LINES {
            widths.text = part(full, 0.5)?;
        }
        out = sides(page, &texts, &widths);
        widths.first[1] = notes_of_right(&texts, &out.sides);
    }
    let across = out.sides.iter().filter(|side| **side == Side::Across).count();
    let pairs = out.sides.iter().filter(|side| matches!(side, Side::Both(_))).count();
    // Where the rows that would be cut have wide gaps as well, there are gutters, and more of them.
    let gaps = |(text, side): &(&Cow<'_, str>, &Side)| {
        matches!(side, Side::Both(byte) if touches(text, *byte)) && text.contains("   ")
    };
    let gaps = texts.iter().zip(&out.sides).filter(gaps).count();
    head(page, &texts, &mut out.sides);
    let unclear = |n: &usize| matches!(out.sides[*n], Side::Both(byte) if touches(&texts[*n], byte) && !is_clear(&texts[*n], byte, widths.at(*n)));
    out.unclear = (0..page.len()).filter(unclear).collect();
    (out.cut >= TOUCHING && across * 3 <= pairs && gaps * 3 <= out.cut).then_some(out)
}

/// Where the right half has its first note, in the lower half of the page.
fn notes_of_right(texts: &[Cow<'_, str>], sides: &[Side]) -> usize {
    let labelled = |n: &usize| match sides[*n] {
        Side::Right => is_noted(&texts[*n]),
        Side::Both(byte) => is_noted(&texts[*n][byte..]),
        _ => false,
    };
    (texts.len() / 2..texts.len()).find(labelled).unwrap_or(usize::MAX)
}

/// A line begins as notes do: with a number that has no stop.
fn is_noted(text: &str) -> bool {
    shape::label(text).is_some_and(|(form, ..)| form.series() == Form::Plain || form == Form::Raised)
}

/// Only one space stands before this place.
fn touches(text: &str, byte: usize) -> bool {
    text[..byte].ends_with(' ') && !text[..byte].ends_with("  ")
}

fn sides(page: &[Row], texts: &[Cow<'_, str>], widths: &Widths) -> Touching {
    let mut out = Touching { sides: Vec::with_capacity(page.len()), cut: 0, unclear: Vec::new() };
    let mut from = 0;
    while from < page.len() {
        let to = (from + 1..page.len()).find(|n| page[*n].gap).unwrap_or(page.len());
        let judged: Vec<Side> = (from..to).map(|n| side(&page[n], &texts[n], widths.at(n))).collect();
        // Some line of a block has to show that there are two columns.
        let shown = (from..to).zip(&judged).any(|(n, side)| match side {
            Side::Right => true,
            Side::Both(byte) => !touches(&texts[n], *byte),
            _ => false,
        });
        for (n, side) in (from..to).zip(judged) {
            let cut = matches!(side, Side::Both(byte) if touches(&texts[n], byte));
            out.cut += usize::from(cut && shown);
            out.sides.push(if cut && !shown { Side::Across } else { side });
        }
        from = to;
    }
    out
}

/// How a row lies to the gutter.
fn side(row: &Row, text: &str, widths: [f32; 2]) -> Side {
    if is_right(row, text, widths[1]) {
        return Side::Right;
    }
    let width = letters(text);
    let whole = if width <= widths[0] { 0.0 } else { off(width, widths[0]) };
    // Names side by side, and cells.
    let parts: Vec<&str> = text.split("   ").filter(|part| !part.trim().is_empty()).collect();
    if parts.len() > 2 && parts.iter().all(|part| letters(part) < widths[0] * 0.6) {
        return Side::Across;
    }
    let best = cuts(text, widths).into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost));
    match best.filter(|cut| cut.cost <= WORST && (cut.gap > 2 || cut.cost < whole)) {
        Some(cut) => Side::Both(cut.byte),
        None if whole > WORST => Side::Across,
        None => Side::Left,
    }
}

/// No other place of the row is nearly as good for a cut.
fn is_clear(text: &str, byte: usize, widths: [f32; 2]) -> bool {
    let cuts = cuts(text, widths);
    let cost = cuts.iter().find(|cut| cut.byte == byte).map_or(0.0, |cut| cut.cost);
    cuts.iter().all(|cut| cut.byte == byte || cut.cost >= cost + CLEAR)
}

/// Above the columns stands what goes across: no line of it has words on both sides.
fn head(page: &[Row], texts: &[Cow<'_, str>], sides: &mut [Side]) {
    let mut from = 0;
    while from < page.len() {
        let to = (from + 1..page.len()).find(|n| page[*n].gap).unwrap_or(page.len());
        let wide = |n: usize| matches!(sides[n], Side::Both(byte) if !touches(&texts[n], byte));
        if (from..to).any(wide) {
            return;
        }
        sides[from..to].fill(Side::Across);
        from = to;
    }
}

fn is_right(row: &Row, text: &str, width: f32) -> bool {
    row.at.left >= width * 0.7 && letters(text) <= width * 1.3
}

/// Measures the columns by the lines that stand alone, and by those that fill both.
fn widths(page: &[Row]) -> Option<Widths> {
    let long = |row: &&Row| shape::words(&row.text.printed()) >= 3;
    let letters = |row: &Row| letters(&row.text.printed());
    let alone = page.iter().filter(|row| whole(row.at.left) >= NEAREST).filter(long).map(letters);
    let behind = page.iter().filter_map(|row| {
        let text = row.text.printed();
        let half = text.rfind("    ").map(|at| at + 4).filter(|at| whole(row.at.left) + at >= NEAREST)?;
        (shape::words(&text[half..]) >= 3).then(|| self::letters(&text[half..]))
    });
    let right: Vec<f32> = alone.chain(behind).collect();
    if right.len() < LINES {
        return None;
    }
    let full = part(right, 0.75)?;
    let both = page
        .iter()
        .filter(|row| row.at.left < full * 0.5)
        .map(letters)
        .filter(|both| (1.8..2.15).contains(&(both / full)));
    let both: Vec<f32> = both.map(|both| both / 2.0).collect();
    let text = if both.len() > LINES { part(both, 0.5)? } else { full };
    let labelled = |n: &usize| page[*n].at.left < full * 0.5 && is_noted(&page[*n].text.printed());
    let first = (page.len() / 2..page.len()).find(labelled).unwrap_or(page.len());
    let below: Vec<Cow<'_, str>> = page[first..].iter().map(|row| row.text.printed()).collect();
    let lines = below.iter().flat_map(|text| text.split("   ")).map(self::letters);
    let notes: Vec<f32> = lines.filter(|width| (text + SHORT..text * 1.3).contains(width)).collect();
    let notes = if notes.len() > 1 { part(notes, 0.5)? } else { text };
    Some(Widths { text, notes, first: [first, usize::MAX] })
}

/// Of numbers in their order, the one so far up.
fn part(mut all: Vec<f32>, part: f32) -> Option<f32> {
    all.sort_by(f32::total_cmp);
    let at = whole(super::float(all.len()) * part).min(all.len().checked_sub(1)?);
    all.get(at).copied()
}

/// All places where a row may be cut, with what speaks against each.
fn cuts(text: &str, [left_full, right_full]: [f32; 2]) -> Vec<Cut> {
    let whole = letters(text);
    let mut out = Vec::new();
    let mut left = 0.0;
    let mut start = 0;
    // Walks from word to word, so that each letter is measured once.
    for (at, word) in words(text) {
        if at > 0 {
            let gap = at - text[..at].trim_end().len();
            let rest = whole - left - measure::letters(" ");
            let hyphen = gap == 1 && text[start..at].trim_end().ends_with(['-', '‐', '\u{ad}']);
            let cost = before(left, gap, left_full) + after(rest, gap, right_full) - if hyphen { 3.0 } else { 0.0 };
            out.push(Cut { byte: at, cost, gap });
            left += measure::letters(" ");
        }
        left += measure::letters(word);
        start = at;
    }
    let passed = out.iter().any(|cut| cut.gap > 3 && cut.cost <= WORST);
    for cut in out.iter_mut().filter(|cut| passed && cut.gap < 2) {
        cut.cost += PASSED;
    }
    out
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

/// A left line is full, or white stands after it.
fn before(width: f32, gap: usize, full: f32) -> f32 {
    match gap {
        3.. if width <= full + SHORT => off(width, full).min(0.5),
        2 if width <= full + 1.0 => off(width, full).min(4.0),
        _ => off(width, full),
    }
}

/// A right line is full, or the last one of its paragraph; behind a wide gap it may be a note, which holds more letters.
fn after(width: f32, gap: usize, full: f32) -> f32 {
    let wide = gap > 2 && width < full * 1.3;
    if width < full || wide { off(width, full).min(LAST) } else { off(width, full) }
}

/// How far a line is from the width of its column.
fn off(width: f32, full: f32) -> f32 {
    ((width - full) / SPREAD).powi(2)
}

/// How wide a text is with one space between words.
fn letters(text: &str) -> f32 {
    measure::letters(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::unfold;
    use crate::import::draft::Draft;
    use crate::import::read::text::lines;
    use crate::import::repair::rows::rows;

    /// Lines of a page as `pdftotext -layout` writes them, of a paper in `benches/layouts`.
    fn page() -> String {
        [
            "no history before the war.                                    In 1994 the National Archive learned of it, by way of a",
            "                                                              television programme about ferries, and demanded that it",
            "I first went there in November 2019, in search of a ferry. be handed over. The town refused. There was a lawsuit,",
            "My grandmother had come over on it as a girl of six, and which lasted for five years and which both sides lost: the",
            "she remembered a name, the Havørn, and a captain who court held that the papers belonged to the state and that",
            "sang. The National Archive could find no such ship. The the state had forfeited the right to move them.8 They",
            "woman at the laundry found it in ten minutes. “He didn’t have been in the laundry ever since. A sign at the door",
            "sing,” she said, “he recited. Look, there is a complaint.”2 gives the opening hours, Tuesday and Thursday from",
            "                                                              ten to two, and the name of the owner, which has been",
            "The story of how the complaint came to be there begins",
            "                                                              painted over.",
            "with a fire. In April 1941 the town hall burned down, and",
            "with it, according to the official account, all the papers of I asked the woman at the desk what she would do if they",
            "the municipality.3 The account is wrong. A clerk named came for the shelves. She thought about it for some time.",
            "Peder Aas had spent the winter carrying ledgers home in “I’d ask them to carry it four at a time,” she said.",
            "a coal sack, four at a time, because he did not trust the",
            "roof. He stored them in his bathtub. When the fire came",
            "he owned the memory of the town, and for six years he",
        ]
        .join("\n")
    }

    #[test]
    fn columns_that_touch_are_cut_by_the_width_of_their_letters() {
        let text = page();
        let mut draft = Draft::default();
        let rows = unfold(rows(&lines(&text)), &mut draft);
        let seen: Vec<String> = rows.iter().map(|row| row.text.printed().into_owned()).collect();
        let at = |line: &str| seen.iter().position(|seen| seen == line);
        let left = at("My grandmother had come over on it as a girl of six, and");
        let right = at("which lasted for five years and which both sides lost: the");
        assert!(left.is_some() && left < right, "{seen:?}");
        assert!(at("sing,” she said, “he recited. Look, there is a complaint.”2").is_some(), "{seen:?}");
        assert!(at("I asked the woman at the desk what she would do if they").is_some(), "{seen:?}");
        assert!(draft.doubts.iter().any(|doubt| doubt.contains("touch")), "{:?}", draft.doubts);
    }

    #[test]
    fn wide_lines_of_one_column_are_not_cut() {
        let line =
            "The minister has promised to look at it, and he looked at it twice before, but what he saw there has not";
        // Below columns that touch, and alone: no line of theirs shows that there are two.
        let text = format!("{}\n\n{line}\n{line}\n{line}\n", page());
        let seen = unfold(rows(&lines(&text)), &mut Draft::default());
        assert_eq!(seen.iter().filter(|row| row.text.printed() == line).count(), 3, "{seen:?}");
        let mut draft = Draft::default();
        let right = format!("{:40}and what he saw there has not been written down by us\n", "").repeat(4);
        assert_eq!(unfold(rows(&lines(&format!("{line}\n{line}\n{line}\n\n{right}"))), &mut draft).len(), 7);
        assert!(draft.doubts.is_empty(), "{:?}", draft.doubts);
    }
}
