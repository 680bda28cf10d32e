//! Paragraphs that a page, a column, a picture or a note has cut in two.
//!
//! What stands *before* the cut decides: a paragraph goes on where its sentence has not ended, whatever the blank line
//! and the capital after it say.

use super::hyphens;
use super::printed;
use super::shape;
use super::words::{self, Words};
use crate::import::draft::{Chunk, Draft, Kind, SURE, Text};

/// Pieces of a stretch that is short enough to be looked at whole.
const SHORT: usize = 40;

pub fn join(draft: &mut Draft, words: &Words) {
    let width = width(&draft.chunks);
    let mut open: Option<usize> = None;
    // Nothing stands between but numbers.
    let mut beside = true;
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        match &chunk.kind {
            // A number alone is a page's, or a cell of a table: the text goes on behind it.
            Kind::Body if !chunk.text.pieces.iter().any(|piece| piece.text.contains(char::is_alphabetic)) => {}
            Kind::Body => {
                let judged = open.and_then(|before| Some((before, confidence(draft, before, n, beside, width)?)));
                beside = true;
                match judged {
                    Some((before, confidence)) => merge(draft, before, n, words, confidence),
                    None => open = Some(n),
                }
            }
            // An item may be cut by a page as well.
            Kind::Item { .. } => (open, beside) = (Some(n), true),
            Kind::Heading(_) | Kind::Title | Kind::Quote { .. } | Kind::Code | Kind::Rule => open = None,
            _ => beside = false,
        }
    }
    draft.chunks.retain(|chunk| !chunk.text.is_empty() || chunk.kind == Kind::Rule);
}

/// How sure it is that the second goes on where the first stops; nothing where it does not.
fn confidence(draft: &Draft, before: usize, n: usize, beside: bool, width: Option<f32>) -> Option<f32> {
    let (a, b) = (&draft.chunks[before], &draft.chunks[n]);
    let (first, second) = (a.text.tail(), b.text.head());
    let captions = shape::caption(&a.text.head()) || shape::caption(&second) && b.text.pieces.len() < SHORT;
    let credit = b.text.pieces.len() < SHORT && shape::labelled_credit(&b.text.printed()).is_some();
    if shape::ends(&first) || captions || credit || shape::words(&second) == 0 || shape::turn(&second) {
        return None;
    }
    // What stands in quotation marks by itself is no half.
    let small = shape::goes_on(&second);
    if !small && (apart(a) || apart(b)) {
        return None;
    }
    // A page or a picture cuts where a line is full; a short line has ended.
    if !small && width.is_some_and(|width| a.end.right - a.end.left < FULL * width) {
        return None;
    }
    // A first line that is set in begins a paragraph.
    if b.at.y > 0.0 && !shape::goes_on(&second) && printed::set_in(b.at.left - b.end.left, b.at.size) {
        return None;
    }
    // Nor does a paragraph change its letters at such a place: a remark in italics stands by itself.
    let italic = |text: &Text| text.pieces.iter().all(|piece| piece.look.italic || piece.text.trim().is_empty());
    if b.at.y > 0.0 && !shape::goes_on(&second) && italic(&b.text) && !italic(&a.text) {
        return None;
    }
    let item = matches!(a.kind, Kind::Item { .. });
    // Its line is full, and an empty line stands below each.
    let usual = if b.at.y > 0.0 { f32::MAX } else { USUAL };
    let cut = b.gap && a.end.right - a.end.left > NEARLY * width.unwrap_or(usual);
    let whole = !small || first.ends_with([';', ':']) || a.end.page == b.at.page && beside && !cut;
    if item && whole {
        return None;
    }
    // Paragraphs that the format marks are whole, unless both sides say otherwise.
    if a.sure && b.sure && !small {
        return None;
    }
    if a.sure && b.sure && first.ends_with([':', ';']) {
        return None;
    }
    let first = shape::unmarked(&first);
    if first.ends_with(':') {
        return small.then_some(0.85);
    }
    // A number at the seam may be that of a note, an item or a page.
    let numbered = second.trim_start().starts_with(|c: char| c.is_ascii_digit()) && shape::label(&second).is_some()
        || second.split(' ').next().is_some_and(|word| word.ends_with(']'));
    let loud = first.rsplit(' ').take(3).filter(|word| word.chars().any(char::is_alphabetic)).collect::<Vec<_>>();
    let loud = loud.len() > 1 && loud.iter().all(|word| words::shouted(word));
    if numbered || loud {
        return Some(0.75);
    }
    let tied = shape::hangs(first);
    let beside = beside && a.end.page == b.at.page;
    // Cells of a table that lost its lines.
    if beside && !tied && shape::words(first) < 4 && b.text.pieces.len() < SHORT && shape::words(&second) < 4 {
        return None;
    }
    if beside && !small && !tied && (shape::words(first) < 12 || !b.gap && b.at.y <= 0.0) {
        // A short line without an end: a heading or a name, not half a paragraph.
        return None;
    }
    if small {
        if a.sure && b.sure {
            // Lines of a verse or an address begin small as well.
            return Some(if shape::words(first) < 12 { 0.8 } else { 0.95 });
        }
        return Some(0.98);
    }
    if first.ends_with(';') {
        return Some(0.9);
    }
    Some(if tied { 0.97 } else { 0.91 })
}

/// Of its column, a line that another one follows fills more.
const FULL: f32 = 0.55;

/// Letters of a line where no two lines stand together that would show it.
const USUAL: f32 = 70.0;

/// A line that fills more has not ended by itself.
const NEARLY: f32 = 0.8;

/// How wide most lines are; nothing where the format has no lines.
fn width(chunks: &[Chunk]) -> Option<f32> {
    let lines = chunks.iter().filter(|chunk| chunk.kind == Kind::Body && chunk.at != chunk.end);
    let mut widths: Vec<f32> = lines.map(|chunk| chunk.at.right - chunk.at.left).filter(|width| *width > 0.0).collect();
    widths.sort_by(f32::total_cmp);
    (widths.len() >= 4).then(|| widths.get(widths.len() / 2).copied()).flatten()
}

/// All of it is one quotation, and it is short.
fn apart(chunk: &Chunk) -> bool {
    let short = chunk.text.pieces.len() < SHORT && chunk.text.len() < 600;
    short && shape::quoted(&chunk.text.printed()).is_some()
}

fn merge(draft: &mut Draft, before: usize, n: usize, words: &Words, confidence: f32) {
    let text = std::mem::take(&mut draft.chunks[n].text);
    let reviews = std::mem::take(&mut draft.chunks[n].reviews);
    let (at, end) = (draft.chunks[n].at, draft.chunks[n].end);
    let mut first = std::mem::take(&mut draft.chunks[before].text);
    let seam = format!("“{} | {}”", last_words(&first.tail()), first_words(&text.head()));
    hyphens::append(&mut first, text, words, at.line, draft);
    let line = draft.chunks[before].end.line;
    let chunk = &mut draft.chunks[before];
    chunk.text = first;
    chunk.end = end;
    chunk.reviews.extend(reviews);
    if confidence < SURE {
        chunk.reviews.push(format!("one paragraph or two? {seam}"));
    }
    draft.decide("joins", format!("one paragraph: {seam}"), (line, at.line), confidence);
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[words.len().saturating_sub(4)..].join(" ")
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{chunks, rows::rows};
    use super::*;
    use crate::import::read::text::lines;

    fn seen(text: &str) -> Vec<String> {
        let mut draft = Draft::default();
        draft.chunks = chunks::gather(rows(&lines(text)), &Words::default(), &mut draft);
        join(&mut draft, &Words::default());
        draft.chunks.iter().map(|chunk| chunk.text.printed().into_owned()).collect()
    }

    #[test]
    fn the_missing_end_before_decides() {
        assert_eq!(seen("The firm and the bank of\n\nTidewater paid for it.").len(), 1);
        assert_eq!(seen("The firm and the bank paid.\n\nand so it was.").len(), 2);
        assert_eq!(seen("They were met by repression of unlawful\n\ndetentions in the city.³").len(), 1);
        assert_eq!(seen("The firm has paid the bank.”³\n\nThen it left.").len(), 2);
    }
}
