//! The lines that say who wrote it.

use super::names;
use crate::import::draft::{Author, Draft, Kind};
use crate::import::repair::printed;
use crate::import::repair::shape;
use crate::import::repair::words::{self, Words};

/// The authors of a line; `marked` where the format says that it is their line.
pub fn byline(draft: &mut Draft, n: usize, marked: bool) {
    let printed = draft.chunks[n].text.plain().into_owned();
    let (label, rest) = names::unlabelled(&printed);
    let found = names::people(&names::calm(rest));
    let line = names::is_line(&names::calm(&printed)) || words::shouted(&printed);
    if found.is_empty() || (label == 0 && !marked && !line) {
        if draft.chunks[n].kind == Kind::Byline {
            draft.chunks[n].kind = Kind::Body;
        }
        return;
    }
    let lines = draft.chunks[n].lines();
    draft.decide(
        "front matter",
        format!("authors: {}", found.join(", ")),
        lines,
        if label > 0 || marked { 0.98 } else { 0.92 },
    );
    let whole = std::mem::take(&mut draft.chunks[n].text);
    draft.chunks[n].kind = Kind::Body;
    let at = whole.printed().find(rest).unwrap_or(0);
    let (head, tail) = whole.split(at);
    draft.leave(head, "word before the authors", true);
    draft.leave(tail, "authors, in the front matter", true);
    for name in found {
        if !draft.front.authors.iter().any(|author| author.name == name) {
            draft.front.authors.push(Author { name, bio: None });
        }
    }
}

/// Names stand below the title: those above it are no authors.
pub fn signed(draft: &Draft, title: usize) -> bool {
    let below = draft.chunks[title..].iter().filter(|chunk| !chunk.text.is_empty()).take(3);
    below.map(|chunk| chunk.text.plain()).any(|text| {
        let (label, rest) = names::unlabelled(&text);
        names::is_line(&text) || label > 0 && !names::people(rest).is_empty()
    })
}

/// `By Una Harrow`, or names alone beside the title.
pub fn is_byline(
    draft: &Draft,
    n: usize,
    after: bool,
    title: Option<usize>,
    signed_at: Option<usize>,
    words: &Words,
) -> bool {
    let mut text = draft.chunks[n].text.plain();
    // Where the page tells sizes, a line in capitals that is no larger than the text is no heading.
    if after && draft.front.authors.is_empty() && printed::is_plain(draft, n) {
        text = names::calm(&text).into();
    }
    let (label, rest) = names::unlabelled(&text);
    let labelled = label > 0 && !names::people(rest).is_empty() && shape::words(&text) < 20;
    let beside =
        signed_at.is_some_and(|at| draft.chunks[at..n].iter().filter(|chunk| !chunk.text.is_empty()).count() == 0);
    let near = draft.front.authors.is_empty() || beside || title.is_some_and(|title| n < title + 4);
    // In capitals a line of names looks like a heading; a star or an initial shows that it is none.
    let close = title.is_some_and(|title| n > title && n < title + 3);
    let signed =
        text.trim().ends_with(['*', '†']) || draft.notes.iter().any(|note| note.printed == "*") && text.contains(". ");
    let loud = close && signed && words::shouted(&text) && names::people(&text).len() == text.split([',', '&']).count();
    // Or at once before the title, where nothing else stands.
    let above = n == 0 && title == Some(1) && !draft.chunks[0].sure;
    labelled || ((after || above) && near && (names::is_line_of(&text, |word| words.has_small(word)) || loud))
}
