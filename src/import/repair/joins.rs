//! Paragraphs that a page, a column, a picture or a note has cut in two.
//!
//! What stands *before* the cut decides: a paragraph goes on where its sentence has not ended, whatever the blank line
//! and the capital after it say.

use super::hyphens;
use super::shape;
use super::words::{self, Words};
use crate::import::draft::{Draft, Kind, SURE, Text};

pub fn join(draft: &mut Draft, words: &Words) {
    let mut open: Option<usize> = None;
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        match &chunk.kind {
            Kind::Body if chunk.text.is_empty() => {}
            Kind::Body => {
                let judged = open.and_then(|before| Some((before, confidence(draft, before, n)?)));
                match judged {
                    Some((before, confidence)) => merge(draft, before, n, words, confidence),
                    None => open = Some(n),
                }
            }
            // An item may be cut by a page as well.
            Kind::Item { .. } => open = Some(n),
            Kind::Heading(_) | Kind::Title | Kind::Quote { .. } | Kind::Code | Kind::Rule => open = None,
            _ => {}
        }
    }
    draft.chunks.retain(|chunk| !chunk.text.is_empty() || chunk.kind == Kind::Rule);
}

/// How sure it is that the second goes on where the first stops; nothing where it does not.
fn confidence(draft: &Draft, before: usize, n: usize) -> Option<f32> {
    let (a, b) = (&draft.chunks[before], &draft.chunks[n]);
    let (first, second) = (a.text.tail(), b.text.head());
    if shape::ends(&first) || shape::caption(&a.text.head()) || shape::words(&second) == 0 || shape::turn(&second) {
        return None;
    }
    // A first line that is set in begins a paragraph.
    let step = b.at.left - b.end.left;
    if b.at.y > 0.0 && !shape::goes_on(&second) && (0.8 * b.at.size..4.0 * b.at.size).contains(&step) {
        return None;
    }
    // Nor does a paragraph change its letters at such a place: a remark in italics stands by itself.
    let italic = |text: &Text| text.pieces.iter().all(|piece| piece.look.italic || piece.text.trim().is_empty());
    if b.at.y > 0.0 && !shape::goes_on(&second) && italic(&b.text) && !italic(&a.text) {
        return None;
    }
    let item = matches!(a.kind, Kind::Item { .. });
    let small = shape::goes_on(&second);
    if item && !(small && (a.end.page != b.at.page || n > before + 1) && !first.ends_with([';', ':'])) {
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
    let tied = first.ends_with([',', '-', '–', '—', '(']) || ends_small(first);
    if shape::words(first) < 12 && n == before + 1 && !small && !tied && a.end.page == b.at.page {
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

/// The last word cannot end a sentence: an article, a preposition, a conjunction.
fn ends_small(text: &str) -> bool {
    const SMALL: [&str; 44] = [
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "and", "or", "but", "that",
        "which", "who", "is", "are", "was", "were", "has", "have", "had", "not", "its", "their", "his", "her", "this",
        "these", "into", "than", "der", "die", "das", "und", "von", "mit", "в", "и", "на",
    ];
    let last = text.rsplit(' ').next().unwrap_or("").to_lowercase();
    SMALL.contains(&last.as_str())
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
        draft.chunks.iter().map(|chunk| chunk.text.printed()).collect()
    }

    #[test]
    fn the_missing_end_before_decides() {
        assert_eq!(seen("The firm and the bank of\n\nTidewater paid for it.").len(), 1);
        assert_eq!(seen("The firm and the bank paid.\n\nand so it was.").len(), 2);
        assert_eq!(seen("They were met by repression of unlawful\n\ndetentions in the city.³").len(), 1);
        assert_eq!(seen("The firm has paid the bank.”³\n\nThen it left.").len(), 2);
    }
}
