//! Lines that say who an author is.

use super::take;
use crate::import::draft::{Draft, Kind, Text};
use crate::import::repair::{printed, shape};

/// A paragraph that begins with an author's name and says who they are.
pub fn bio(draft: &mut Draft, n: usize) -> bool {
    let text = draft.chunks[n].text.plain();
    let text = text.trim();
    // `The author farms sheep`: in small letters there is only one whom it can mean.
    let small = printed::is_small(draft, n) && draft.front.authors.len() == 1;
    let Some(author) = draft.front.authors.iter().position(|author| {
        author.bio.is_none() && small && text.starts_with("The author ")
            || author.bio.is_none()
                && text.strip_prefix(author.name.as_str()).is_some_and(|rest| {
                    let word = rest.trim_start().split(' ').next().unwrap_or("");
                    rest.starts_with([' ', ',']) && (VERBS.contains(&word) || rest.starts_with(", "))
                })
    }) else {
        return false;
    };
    if shape::words(text) > 120 || draft.chunks[n].text.pieces.iter().any(|piece| piece.mark.is_some()) {
        return false;
    }
    let lines = draft.chunks[n].lines();
    draft.decide("front matter", format!("about {}", draft.front.authors[author].name), lines, 0.95);
    let bio = take(draft, n);
    draft.front.authors[author].bio = Some(bio);
    true
}

/// What people do in the line about them.
const VERBS: [&str; 34] = [
    "is",
    "was",
    "are",
    "teaches",
    "writes",
    "works",
    "holds",
    "graduated",
    "studies",
    "studied",
    "leads",
    "heads",
    "directs",
    "edits",
    "covers",
    "serves",
    "has",
    "lives",
    "runs",
    "researches",
    "specialises",
    "specializes",
    "joined",
    "received",
    "sits",
    "ist",
    "lehrt",
    "forscht",
    "arbeitet",
    "leitet",
    "est",
    "es",
    "работает",
    "преподаёт",
];

/// Lines about the authors at the end.
pub fn afterwards(draft: &mut Draft) {
    let text = |n: &usize| !matches!(draft.chunks[*n].kind, Kind::Note(_) | Kind::NoteHeading | Kind::NoteRule);
    let last: Vec<usize> = (0..draft.chunks.len()).rev().filter(text).take(8).collect();
    for n in last.into_iter().rev() {
        if draft.chunks[n].kind == Kind::Body && !draft.chunks[n].text.is_empty() {
            bio(draft, n);
        }
    }
}

/// A star behind an author's name: the note with the star is about them.
pub fn stars(draft: &mut Draft) {
    let note = draft.notes.iter().position(|note| note.printed.starts_with(['*', '†']) && !note.gone);
    let starred = draft
        .left
        .iter()
        .chain([])
        .any(|left| left.reason == "authors, in the front matter" && left.text.printed().contains('*'));
    if let Some(note) =
        note.filter(|_| starred && draft.front.authors.len() == 1 && draft.front.authors[0].bio.is_none())
    {
        let text: Vec<Text> = std::mem::take(&mut draft.notes[note].text);
        draft.notes[note].gone = true;
        let words: Vec<String> = text.iter().map(|text| text.plain().trim().to_owned()).collect();
        draft.front.authors[0].bio = Some(words.join(" "));
        draft.fronted.extend(text);
        let line = draft.notes[note].at.line;
        draft.decide("front matter", "the star note is about the author".to_owned(), (line, line), 0.95);
    }
}
