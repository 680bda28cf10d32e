//! Lines become stretches of text: what a line's width broke goes together again.
//!
//! A line goes on in the next one where the next one's first word would not have fitted. No blank line is bridged here;
//! that is for [`joins`](super::joins), which knows what the stretches are.

use super::hyphens;
use super::measure;
use super::numbers;
use super::printed;
use super::rows::Row;
use super::shape;
use super::tables;
use super::words::{self, Words};
use crate::import::dates;
use crate::import::draft::{Chunk, Draft, Kind, Text};
use crate::import::evidence::{Mark, Role};

/// Lines wider than this are whole paragraphs.
const WIDEST: f32 = 170.0;
/// Of the width: how wide a full line may look where letters are counted.
const NEARLY: f32 = 0.85;
/// A stretch with more letters is text: title, names and dates are behind.
const TEXT: usize = 200;
/// Letters of difference in size that part two lines, in points.
const SIZES: f32 = 0.6;

/// The stretches of a text, tables taken out as cells.
pub fn gather(rows: Vec<Row>, words: &Words, draft: &mut Draft) -> Vec<Chunk> {
    let widths = widths(&rows);
    let tables = tables::find(&rows);
    let counted = numbers::counted(&rows);
    let local = local(&rows, &widths);
    let printed = printed(&rows);
    let parted = parted(&rows, &local);
    let mut out: Vec<Chunk> = Vec::new();
    let mut last: Option<Row> = None;
    // The paragraph that the format named last: a page's folio may stand in the middle of it.
    let mut told: Option<usize> = None;
    let mut begun = false;
    let mut headed = false;
    for (n, mut row) in rows.into_iter().enumerate() {
        if let Some(table) = tables.get(&n) {
            for (column, cell) in tables::cells(std::mem::take(&mut row.text)).into_iter().enumerate() {
                let column = u32::try_from(column).unwrap_or(u32::MAX);
                let kind = Kind::Cell { table: table.number, row: table.row, column, header: table.row == 0 };
                out.push(Chunk { gap: row.gap, sure: false, ..chunk(cell, kind, &row) });
            }
            last = None;
            continue;
        }
        if row.goes_on == Some(true)
            && let Some(chunk) = told.and_then(|told| out.get_mut(told))
        {
            squeeze(&mut row.text);
            let text = std::mem::take(&mut row.text);
            hyphens::append(&mut chunk.text, text, words, row.at.line, draft);
            chunk.end = row.at;
            continue;
        }
        told = row.goes_on.map_or(told, |_| Some(out.len()));
        if !row.open() {
            let kind = kind(&row.role);
            let kept = row.clone();
            let chunk = Chunk { sure: true, ..chunk(std::mem::take(&mut row.text), kind, &row) };
            out.push(chunk);
            // Of a note that spans several lines, a PDF marks the first.
            last =
                Some(kept).filter(|row| matches!(row.role, Role::Note(_)) && row.at.y > 0.0 && row.goes_on.is_none());
            continue;
        }
        squeeze(&mut row.text);
        let width = local[n];
        let broken = last.as_ref().is_some_and(|last| broken(last, &row, width));
        // Titles and names have a width of their own.
        let printed = if begun || n > HEAD { printed[n] } else { f32::MAX };
        let around = Around { width, printed, parted, begun, headed };
        let joined = row.goes_on.is_none()
            && !counted[n]
            && last
                .as_ref()
                .is_some_and(|last| broken || out.last().is_some_and(|chunk| continues(chunk, last, &row, &around)));
        let mut kept = row.clone();
        if let Some(last) = last.as_ref().filter(|_| broken && joined) {
            kept.at.right += last.at.right + 1.0 - row.at.left;
        }
        if let Some(chunk) = out.last_mut().filter(|_| joined) {
            let text = std::mem::take(&mut row.text);
            hyphens::append(&mut chunk.text, text, words, row.at.line, draft);
            chunk.end = row.at;
            begun = begun || chunk.text.len() > TEXT;
        } else {
            headed = out.last().is_some_and(|chunk| numbered(&chunk.text.printed()));
            begun = begun || opens(&row.text.printed());
            let chunk = chunk(std::mem::take(&mut row.text), Kind::Body, &row);
            // Notes and items are paragraphs to a PDF.
            let text = chunk.text.printed();
            let labelled = shape::label(&text).is_some() || shape::bullet(&text).is_some() || raised(&chunk.text);
            out.push(Chunk { sure: row.goes_on.is_some() && !labelled, ..chunk });
        }
        last = Some(kept);
    }
    out.retain(|chunk| !chunk.text.is_empty() || chunk.kind == Kind::Rule);
    out
}

/// `2. Data and method`; a note has a comma or a year.
fn numbered(text: &str) -> bool {
    let label = shape::label(text).filter(|(form, ..)| matches!(form, shape::Form::Stop | shape::Form::Plain));
    label.is_some_and(|(.., len)| {
        let name = &text[len..];
        let plain = !name.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '('));
        plain && name.starts_with(char::is_uppercase) && !shape::ends(name) && shape::words(name) <= NAME
    })
}

/// Words of the heading of a section with a number, at most.
const NAME: usize = 8;

/// The heading of a first section: below it is text.
fn opens(text: &str) -> bool {
    const FIRST: [&str; 12] = [
        "introduction",
        "einleitung",
        "einführung",
        "introducción",
        "introduzione",
        "wstęp",
        "wprowadzenie",
        "введение",
        "вступ",
        "summary",
        "executive summary",
        "zusammenfassung",
    ];
    let number = shape::label(text).filter(|(form, number, _)| *form == shape::Form::Stop && *number == 1);
    let name = &text[number.map_or(0, |(.., len)| len)..];
    FIRST.contains(&name.trim_end_matches([':', '.']).to_lowercase().as_str())
}

fn chunk(text: Text, kind: Kind, row: &Row) -> Chunk {
    Chunk { text, kind, at: row.at, end: row.at, gap: row.gap, sure: false, reviews: Vec::new() }
}

fn kind(role: &Role) -> Kind {
    match role {
        Role::Unknown | Role::Paragraph | Role::Furniture | Role::Note(_) => Kind::Body,
        Role::Heading(level) => Kind::Heading(*level),
        Role::Title => Kind::Title,
        Role::Standfirst => Kind::Standfirst,
        Role::Kicker => Kind::Kicker,
        Role::Byline => Kind::Byline,
        Role::Date => Kind::Date,
        Role::Item { depth, number, first } => Kind::Item { depth: *depth, number: *number, first: *first },
        Role::Cell { table, row, column, header } => {
            Kind::Cell { table: *table, row: *row, column: *column, header: *header }
        }
        Role::Quote { depth } => Kind::Quote { depth: *depth },
        Role::PullQuote => Kind::Pull { altered: false },
        Role::Box { number, title } => Kind::Box { number: *number, title: *title },
        Role::Caption => Kind::Caption,
        Role::Credit => Kind::Credit,
        Role::Code => Kind::Code,
        Role::Rule => Kind::Rule,
    }
}

/// One space between words.
pub fn squeeze(text: &mut Text) {
    let odd = |piece: &str| piece.contains(['\t', '\u{2003}', '\u{2002}']) || piece.contains("  ");
    // Most lines have one already. Two pieces may have two between them.
    if text.pieces.len() < 2 && !text.pieces.iter().any(|piece| odd(&piece.text)) {
        return;
    }
    let mut blank = false;
    text.map(|_, piece| {
        let mut out = String::with_capacity(piece.len());
        for c in piece.chars() {
            let space = matches!(c, ' ' | '\t' | '\u{2003}' | '\u{2002}');
            if !(space && blank) {
                out.push(if space { ' ' } else { c });
            }
            blank = space;
        }
        out
    });
}

/// The width of the text in full lines, in columns, and in the right one.
fn widths(rows: &[Row]) -> [f32; 4] {
    let mut out = [0.0; 4];
    for (column, width) in out.iter_mut().enumerate() {
        let mut all: Vec<f32> = rows
            .iter()
            .filter(|row| row.open() && usize::from(row.column.min(3)) == column)
            .map(|row| row.at.right)
            .collect();
        all.sort_by(f32::total_cmp);
        // The longest lines of all may be something else.
        *width = all.get(all.len() * 19 / 20).or(all.last()).copied().unwrap_or(0.0);
    }
    out
}

/// The width of the text in print, in full lines, as letters of usual width: by columns. Zero for points, which are exact.
fn printed(rows: &[Row]) -> Vec<f32> {
    let text = |row: &Row| row.open() && row.at.y <= 0.0;
    let wide = |row: &Row| if text(row) { row.at.left + measure::letters(&row.text.printed()) } else { 0.0 };
    let lines: Vec<f32> = rows.iter().map(wide).collect();
    let column = |row: &Row| usize::from(row.column.min(3));
    let mut full = [0.0; 4];
    for (n, full) in full.iter_mut().enumerate() {
        let mut all: Vec<f32> =
            rows.iter().zip(&lines).filter(|(row, _)| column(row) == n).map(|(_, line)| *line).collect();
        all.sort_by(f32::total_cmp);
        *full = all.get(all.len() * 9 / 10).copied().unwrap_or(0.0);
    }
    rows.iter().map(|row| full[column(row)]).collect()
}

/// The width of the text around each line: in a text whose notes are set smaller, their lines hold more letters.
fn local(rows: &[Row], widths: &[f32; 4]) -> Vec<f32> {
    let mut out: Vec<f32> = rows.iter().map(|row| widths[usize::from(row.column.min(3))]).collect();
    let together = |a: &Row, b: &Row| !b.gap && a.at.page == b.at.page && a.column == b.column;
    let mut end = 0;
    for block in rows.chunk_by(together) {
        let from = end;
        end += block.len();
        let width = block.iter().map(|row| row.at.right).fold(0.0, f32::max);
        // Before the text, a standfirst may have lines of its own width.
        let early = from < HEAD && end < HEAD + BLOCK && block.len() > 1;
        let most = if early { 0.97 } else { 0.85 };
        let text = (block.len() >= BLOCK || early) && block.iter().all(|row| row.open() && row.at.y <= 0.0);
        if text && width > out[from] * 0.5 && width < out[from] * most {
            out[from..end].fill(width);
        }
    }
    out
}

/// Lines before the text, at most.
const HEAD: usize = 12;
/// Lines that show how wide the text is where they stand.
const BLOCK: usize = 5;

/// Blank lines stand between the paragraphs of this text: where there is none, a short line is no end.
fn parted(rows: &[Row], widths: &[f32]) -> bool {
    let (mut blank, mut short) = (0, 0);
    for (n, pair) in rows.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        let text = a.open() && b.open() && a.at.y <= 0.0 && a.at.page == b.at.page && a.column == b.column;
        if !text || !shape::ends(&a.text.printed()) {
            continue;
        }
        let after = b.text.printed();
        if shape::label(&after).is_some() || shape::bullet(&after).is_some() || shape::words(&after) < 6 {
            continue;
        }
        blank += usize::from(b.gap);
        short += usize::from(!b.gap && a.at.right < widths[n] * SHORT);
    }
    blank >= 3 && short * 4 <= blank
}

/// Of the width: a line that is surely not full.
const SHORT: f32 = 0.7;

/// What is known about the place of two lines.
struct Around {
    /// Of the text here, in letters or points.
    width: f32,
    /// The same, as [`measure`] counts.
    printed: f32,
    /// Blank lines stand between the paragraphs.
    parted: bool,
    /// A paragraph of text stands before.
    begun: bool,
    /// The first line stands below a heading with a number.
    headed: bool,
}

/// The second line goes on with what the first says.
fn continues(chunk: &Chunk, a: &Row, b: &Row, around: &Around) -> bool {
    let Around { width, printed, parted, begun, headed } = *around;
    let (before, after) = (a.text.printed(), b.text.printed());
    if b.gap || a.column != b.column || a.at.page != b.at.page {
        return false;
    }
    if (a.at.size - b.at.size).abs() > SIZES || picture(&a.text) || picture(&b.text) {
        return false;
    }
    if shape::rule(&before).is_some()
        || shape::rule(&after).is_some()
        || shape::credit(&after)
        || shape::credit(&before)
    {
        return false;
    }
    if raised(&b.text) && b.text.pieces.first().is_some_and(|piece| piece.text.trim().parse::<u32>().is_ok()) {
        // The mark of a note may have gone to the next line; a note's own begins one of another's.
        return !raised(&chunk.text);
    }
    let points = a.at.y > 0.0;
    if !points && begins_set_in(a, b) {
        return false;
    }
    if points && (indented(a, b, width) || bold(&a.text) && !bold(&b.text) && a.at.right < width * 0.8) {
        return false;
    }
    // Under a title, a date and the names before it are lines of their own.
    if !begun && dates::printed(&after).is_some() && !shape::hangs(&before) {
        return false;
    }
    let caps = words::shouted(&before);
    // In capitals, a heading or a quotation goes on in the next line, however short its own is.
    if begun && caps && words::shouted(&after) && !shape::ends(&before) && shape::label(&after).is_none() {
        return true;
    }
    if caps != words::shouted(&after) && shape::words(&after) > 1 && shape::words(&before) > 1 {
        return false;
    }
    // A note's label parts notes; its number counts up.
    if let Some((form, number, _)) = shape::label(&after) {
        let open = shape::label(&chunk.text.head());
        let next = open.is_some_and(|(open, n, _)| open.series() == form.series() && number == n + 1);
        // So does one where a sentence has ended, at the foot of a page.
        let foot = form == shape::Form::Stop && shape::ends(&before);
        if next || foot || form == shape::Form::Raised {
            return false;
        }
    }
    let clear = !shape::goes_on(&after) || after.starts_with(['•', '▪', '●', '(']);
    if clear && shape::bullet(&after).is_some() {
        return false;
    }
    // The second line of an item is set in.
    let item = shape::bullet(&chunk.text.head()).is_some()
        || matches!(shape::label(&chunk.text.head()), Some((shape::Form::Stop, ..)));
    if item && b.at.left > chunk.at.left + 1.0 && !shape::ends(&before) && shape::label(&after).is_none() {
        return true;
    }
    let letters = before.chars().count().max(1);
    let one = if points { (a.at.right - a.at.left) / float(letters) } else { 1.0 };
    let wide = width / one;
    if wide > WIDEST || width <= 0.0 {
        return false;
    }
    let first = after.split(' ').next().unwrap_or("").chars().count();
    let full = a.at.right + one * float(1 + first) > width - one;
    // Letters differ in width: a line that is nearly full is so where no sentence ends.
    if full || a.at.right > width * NEARLY && !shape::ends(&before) && !before.ends_with([':', ';']) {
        return true;
    }
    let open = !shape::ends(&before) && !before.ends_with([':', ';']);
    // No second heading, but the first line of a paragraph.
    if headed && open && !points && a.at.right > width * SHORT && !shape::is_titled(&before) {
        return true;
    }
    if parted
        && begun
        && !points
        && !item
        && shape::label(&chunk.text.head()).is_none()
        && a.at.right > width * SHORT
        && !before.ends_with([':', ';'])
    {
        return true;
    }
    // The next word would not have fitted in print.
    let word = after.split(' ').next().unwrap_or("");
    if !points
        && a.at.left + measure::letters(&before) + measure::letters(word) + if open { 0.6 } else { -0.4 } > printed
        && a.at.right > width * 0.7
    {
        return true;
    }
    // A short line that ends no sentence, with a small letter after it, was broken by hand or by a picture.
    !shape::ends(&before) && shape::goes_on(&after) && !before.ends_with([':', ';']) && a.at.right > width * 0.5
}

/// `pdftotext -raw` ends a line behind a raised mark: both parts together are one line of the page, and nearly full.
fn broken(a: &Row, b: &Row, width: f32) -> bool {
    if a.at.y > 0.0 || b.gap || a.at.page != b.at.page || a.column != b.column || width > WIDEST {
        return false;
    }
    let (before, after) = (a.text.printed(), b.text.printed());
    let whole = a.at.right + 1.0 + b.at.right - b.at.left;
    let small = shape::goes_on(&after);
    ends_in_mark(&before)
        && (words::shouted(&before) || !words::shouted(&after))
        && whole <= width + 2.0
        && (whole > width * 0.7 || small)
        && shape::label(&after).is_none()
        && shape::bullet(&after).is_none()
}

/// `paid.1`, `paper,2`: a plain number behind a stop.
fn ends_in_mark(text: &str) -> bool {
    let cut = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(text.len() - cut.len()))
        && cut.ends_with(['.', ',', ';', ':', '?', '!', '”', '"', '’', ')', '»'])
        && shape::is_word(cut)
}

/// The first line of a paragraph that is set in, after one that may be the last of its own.
fn indented(a: &Row, b: &Row, width: f32) -> bool {
    let label = shape::label(&a.text.head()).is_some() || shape::bullet(&a.text.head()).is_some() || raised(&a.text);
    printed::set_in(b.at.left - a.at.left, b.at.size)
        && !label
        && (shape::ends(&a.text.tail()) || a.at.right < width * 0.9)
}

/// The same where letters are counted: behind a sentence that has ended, two letters of white are enough.
fn begins_set_in(a: &Row, b: &Row) -> bool {
    (2.0..9.0).contains(&(b.at.left - a.at.left))
        && shape::ends(&a.text.tail())
        && shape::label(&a.text.head()).is_none()
        && shape::bullet(&a.text.head()).is_none()
}

fn bold(text: &Text) -> bool {
    text.pieces.iter().all(|piece| piece.look.bold || piece.text.trim().is_empty())
}

fn raised(text: &Text) -> bool {
    text.pieces.first().is_some_and(|piece| piece.look.superscript)
}

fn picture(text: &Text) -> bool {
    text.pieces.iter().any(|piece| matches!(piece.mark, Some(Mark::Picture(_))))
}

#[allow(clippy::cast_precision_loss, reason = "a line is never so long that it matters")]
fn float(n: usize) -> f32 {
    n as f32
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    fn seen(text: &str) -> Vec<String> {
        let chunks = gather(rows(&lines(text)), &Words::default(), &mut Draft::default());
        chunks.iter().map(|chunk| chunk.text.printed().into_owned()).collect()
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end() {
        let text = "The first line is as wide as lines are in this\ntext and goes on.\nA second one begins here, and it is as wide as\nthe first.\n• one\n• two";
        assert_eq!(
            seen(text),
            [
                "The first line is as wide as lines are in this text and goes on.",
                "A second one begins here, and it is as wide as the first.",
                "• one",
                "• two",
            ]
        );
    }

    #[test]
    fn a_line_that_is_set_in_begins_a_paragraph() {
        let text = "The first line of it is as wide as lines are here, and\nthe second one ends nearly there, but it does not so.\n    With some white before it the next paragraph begins,\nand goes on.";
        assert_eq!(seen(text).len(), 2);
    }

    #[test]
    fn a_line_that_ends_behind_a_mark_goes_on() {
        let text = "The first line is not as wide as others.\nAnother of them was paid for by the harbour.1\nWhoever\nasked for it was sent away, and came again the day\nafter, which was a feast.2\nWith a new line begins a paragraph that is as wide.";
        assert_eq!(
            seen(text),
            [
                "The first line is not as wide as others.",
                "Another of them was paid for by the harbour.1 Whoever asked for it was sent away, and came again the day after, which was a feast.2",
                "With a new line begins a paragraph that is as wide.",
            ]
        );
    }

    #[test]
    fn notes_without_blank_lines_are_parted() {
        let text =
            "1 Carriers’ returns under the rules of last year, first and second part.\n2 Survey of owners.\nand so";
        assert_eq!(seen(text).len(), 3);
    }
}
