//! The standfirst: one or two sentences under the title that say what the paper is about.

use super::{is_disclaimer, names};
use crate::import::dates;
use crate::import::draft::{Draft, Kind};
use crate::import::repair::headings::{capital, opening};
use crate::import::repair::markers;
use crate::import::repair::shape;
use crate::import::repair::words::{self, Words};

const LABELS: [&str; 6] = ["executive summary", "summary", "abstract", "zusammenfassung", "in brief", "résumé"];

/// How sure a standfirst is that only its place and length show.
const LIKELY: f32 = 0.85;

/// `Abstract` in a line of its own, with one paragraph after it.
pub fn is_headed(draft: &Draft, n: usize) -> bool {
    let name = draft.chunks[n].text.plain().trim().trim_end_matches([':', '.']).to_lowercase();
    let body =
        |k: usize| draft.chunks.get(n + k).filter(|chunk| chunk.kind == Kind::Body).map(|chunk| chunk.text.plain());
    let said = body(1).is_some_and(|text| shape::ends(&text) && (6..130).contains(&shape::words(&text)));
    // A second paragraph makes it a section.
    let alone = body(2).is_none_or(|text| shape::words(&text) < 16);
    LABELS.contains(&name.as_str()) && said && alone
}

/// `Summary Carriers return …`: the length of the label.
pub fn summary(text: &str) -> Option<usize> {
    for label in LABELS {
        let Some(head) = text.get(..label.len()) else { continue };
        if head.to_lowercase() == label {
            let rest = text[label.len()..].trim_start_matches([':', '.', '–', '—', ' ']);
            let capital = rest.chars().next().is_some_and(char::is_uppercase);
            if capital && shape::words(rest) > 5 && shape::ends(rest) {
                return Some(text.len() - rest.len());
            }
        }
    }
    None
}

/// One or two sentences under the title that say what the paper is about; how sure that is.
pub fn is_standfirst(draft: &Draft, n: usize, words: &Words) -> Option<f32> {
    let chunk = &draft.chunks[n];
    let text = chunk.text.plain();
    let count = shape::words(&text);
    let marked = chunk.text.pieces.iter().any(|piece| piece.mark.is_some());
    let beside = |text: &str| {
        is_disclaimer(text) || dates::printed(text).is_some() || names::is_line(text) || names::unlabelled(text).0 > 0
    };
    let rest = || {
        draft.chunks[n + 1..]
            .iter()
            .filter(|next| next.kind == Kind::Body && !next.text.is_empty() && !beside(&next.text.plain()))
    };
    // A short line before the text is its first heading.
    let next = rest().take(2).find(|next| shape::words(&next.text.plain()) > 11);
    let heading =
        rest().next().is_some_and(|next| shape::words(&next.text.plain()) < 12 && !shape::ends(&next.text.plain()));
    let prose = next.is_some_and(|next| !shape::goes_on(&next.text.plain()));
    if marked
        || !prose
        || count < 5
        || !markers::candidates(&chunk.text).is_empty()
        || shape::goes_on(&text)
        || shape::turn(&text)
        || shape::bullet(&text).is_some()
        || shape::label(&text).is_some()
        || itemised(draft, n)
    {
        return None;
    }
    if !shape::ends(&text) {
        let only = (6..=40).contains(&count)
            && !text.ends_with([':', ',', ';', '-'])
            && next.is_some_and(|next| shape::words(&next.text.plain()) > count)
            && !heading;
        return only.then_some(LIKELY);
    }
    let lower = text.to_lowercase();
    let says = [
        "this paper",
        "this article",
        "this briefing",
        "this report",
        "this essay",
        "this note",
        "this study",
        "dieser beitrag",
        "эта статья",
    ]
    .iter()
    .any(|words| lower.contains(words));
    let italic =
        chunk.text.pieces.iter().all(|piece| piece.look.italic || piece.look.bold || piece.text.trim().is_empty());
    let opening = words::split(&text).first().is_some_and(|(_, word)| {
        words::shouted(words::stem(word).0) && words.get(words::stem(word).0).is_none_or(|forms| forms.upper < 2)
    });
    let shorter = next.is_some_and(|next| shape::words(&next.text.plain()) > count * 3 / 2);
    // In a text, what no empty line parts from the text is its first line.
    let parted = chunk.sure || chunk.at.y > 0.0 || rest().next().is_some_and(|next| next.gap);
    let short = count <= 32 && shorter && !heading && parted;
    let told = italic || opening && says || says && (shorter || heading);
    // A first paragraph that is shorter than the next may be no more than that.
    (count <= 90 && (told || short)).then_some(if told { 0.92 } else { LIKELY })
}

/// A bullet stands before one of its neighbours: it is an item of a list that lost its own. Where the format marks
/// lists it would be marked as well.
fn itemised(draft: &Draft, n: usize) -> bool {
    if draft.chunks[n].sure {
        return false;
    }
    let near = [n.checked_sub(1), Some(n + 1)];
    near.into_iter()
        .flatten()
        .filter_map(|near| draft.chunks.get(near))
        .any(|chunk| matches!(chunk.kind, Kind::Item { .. }) || shape::bullet(&chunk.text.head()).is_some())
}

pub fn standfirst(draft: &mut Draft, n: usize, label: usize, confidence: f32, words: &Words) {
    let (head, mut rest) = std::mem::take(&mut draft.chunks[n].text).split(label);
    draft.leave(head, "word before the standfirst", true);
    let lines = draft.chunks[n].lines();
    opening(&mut rest, words);
    if let Some(first) = rest.pieces.first_mut() {
        first.text = open(&first.text);
    }
    draft.decide("front matter", "the standfirst".to_owned(), lines, confidence);
    draft.front.standfirst = Some(rest.plain().trim().to_owned());
    draft.chunks[n].kind = Kind::Body;
    draft.fronted.push(rest);
}

/// A first letter as a sentence has it.
fn open(text: &str) -> String {
    if text.starts_with(char::is_lowercase) { capital(text) } else { text.to_owned() }
}
