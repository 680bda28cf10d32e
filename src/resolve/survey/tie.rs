//! Where a note in plain words could be tied to a work: the bytes that would stand in the brackets, and the place that
//! they name.
//!
//! Only where the edit is certain to give a link: one paragraph, nothing in it that is a link or a mark, no brackets.

use super::ibid;
use super::reading::Part;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::model::briefing::Note;
use crate::model::cite::Locator;
use crate::model::facts::Tie;

pub fn of(note: &Note<'_>, part: &Part, source: &Source) -> Option<Tie> {
    if note.blocks.len() != 1 || !part.marks.is_empty() || part.solid {
        return None;
    }
    let words = source.slice(Span { start: note.label_span.end.max(note.span.start), ..note.span });
    let words = words.strip_prefix(':').unwrap_or(words);
    let end = note.span.end as usize;
    let start = end - words.trim_start().len();
    let words = words.trim().trim_end_matches('.');
    let plain = !words.is_empty() && !words.contains(['[', ']', '`', '\\', '<', '>']) && !words.contains("\n\n");
    // "Emphasis added." after the reference is not of its words.
    let one = !words.contains(". ") || locator(words).is_some();
    (plain && one).then(|| Tie { span: Span::new(note.span.file, start, start + words.len()), locator: locator(words) })
}

/// The place that the words end with: "…, p. 34", "…, 42–47".
fn locator(words: &str) -> Option<Locator> {
    let mut found = None;
    for (at, _) in words.rmatch_indices(',').take(4) {
        match ibid::locator(&words[at..]) {
            Some((locator, len)) if words[at + len..].trim().is_empty() => found = Some(locator),
            _ => break,
        }
    }
    // A lone year is none.
    found.filter(|locator| locator.value.len() != 4 || words.ends_with(&locator.printed()))
}

#[cfg(test)]
mod tests {
    use super::locator;

    #[test]
    fn the_place_stands_at_the_end() {
        for (words, place) in [
            ("Marsh, *The Toll* (Harbour Press, 2019), p. 34", "p. 34"),
            ("Marsh, The Toll, 42–47", "pp. 42–47"),
            ("Marsh, The Toll, pp. 3, 5", "pp. 3, 5"),
            ("Marsh, The Toll, Harbour Press, 2019", ""),
            ("Marsh, The Toll (Harbour Press, 2019)", ""),
            ("Marsh, The Toll, 34, though she doubts it", ""),
            ("", ""),
        ] {
            assert_eq!(locator(words).map_or(String::new(), |locator| locator.printed()), place, "{words}");
        }
    }
}
