//! What stands before, or after, the text and goes into the front matter: title, authors, date, standfirst, disclaimer.
//!
//! Nothing is made up: what is not printed stays open. What the format says outright comes first.

mod names;
mod title;

use super::headings::{capital, opening, restore};
use super::shape;
use super::words::{self, Words};
use crate::import::dates;
use crate::import::draft::{Author, Draft, Kind, Text};
use crate::import::evidence::{Claim, Field};

/// A paragraph of the text has more words; what is shorter may stand before it.
const PARAGRAPH: usize = 25;
/// So many stretches are looked at for what stands before the text.
const HEAD: usize = 40;

pub fn find(draft: &mut Draft, claims: &[Claim], words: &Words) {
    given(draft, words);
    labelled(draft);
    let title = title::find(draft, words);
    around(draft, title, words);
    disclaimers(draft);
    afterwards(draft);
    claimed(draft, claims);
    stars(draft);
    draft.chunks.retain(|chunk| {
        !chunk.text.is_empty() || matches!(chunk.kind, Kind::Rule | Kind::NoteRule | Kind::NoteHeading)
    });
}

/// What the format marks.
fn given(draft: &mut Draft, words: &Words) {
    for n in 0..draft.chunks.len() {
        match draft.chunks[n].kind {
            Kind::Title if draft.front.title.is_none() => set_title(draft, n, words, 0.99),
            Kind::Title => draft.chunks[n].kind = Kind::Heading(1),
            Kind::Kicker if draft.front.kicker.is_none() => {
                let text = take(draft, n);
                draft.front.kicker = Some(text);
            }
            Kind::Standfirst => {
                let text = take(draft, n);
                let all = draft.front.standfirst.take().map_or(text.clone(), |before| format!("{before} {text}"));
                draft.front.standfirst = Some(all);
            }
            Kind::Date => {
                let printed = draft.chunks[n].text.plain();
                if let Some(date) = dates::printed(&printed).filter(|_| draft.front.date.is_none()) {
                    date_of(draft, n, date);
                } else {
                    draft.chunks[n].kind = Kind::Body;
                }
            }
            Kind::Byline => byline(draft, n, true),
            _ => {}
        }
    }
}

/// The words of a stretch, which leaves the text.
fn take(draft: &mut Draft, n: usize) -> String {
    let text = std::mem::take(&mut draft.chunks[n].text);
    draft.chunks[n].kind = Kind::Body;
    let plain = text.plain().trim().to_owned();
    draft.fronted.push(text);
    plain
}

pub(super) fn set_title(draft: &mut Draft, n: usize, words: &Words, confidence: f32) {
    let mut text = std::mem::take(&mut draft.chunks[n].text);
    draft.chunks[n].kind = Kind::Body;
    let mut unsure = Vec::new();
    if words::shouted(&text.plain()) {
        unsure = restore(&mut text, words);
    }
    let title = text.plain().trim().trim_end_matches(['*', '†', '‡']).to_owned();
    let lines = draft.chunks[n].lines();
    draft.decide("front matter", format!("title: {title}"), lines, confidence);
    if !unsure.is_empty() {
        let names: Vec<String> = unsure.into_iter().map(|(word, _)| word).collect();
        draft.decide("headings", format!("small letters in the title: {}", names.join(", ")), lines, 0.85);
        if let Some(last) = draft.decisions.last_mut() {
            last.alternative = Some("capitals, where one is a name".to_owned());
        }
    }
    draft.front.title = Some(title);
    draft.fronted.push(text);
}

fn date_of(draft: &mut Draft, n: usize, date: String) {
    let text = std::mem::take(&mut draft.chunks[n].text);
    draft.chunks[n].kind = Kind::Body;
    let lines = draft.chunks[n].lines();
    draft.decide("front matter", format!("date: {date}, printed as “{}”", text.plain().trim()), lines, 0.97);
    draft.leave(text, "date, in the front matter", true);
    draft.front.date = Some(date);
}

/// The authors of a line; `marked` where the format says that it is their line.
fn byline(draft: &mut Draft, n: usize, marked: bool) {
    let printed = draft.chunks[n].text.plain();
    let (label, rest) = names::unlabelled(&printed);
    let found = names::people(rest);
    if found.is_empty() || (label == 0 && !marked && !names::is_line(&printed)) {
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

/// `AUTHOR` in a line of its own, and the lines after it.
fn labelled(draft: &mut Draft) {
    const LABELS: [&str; 12] = [
        "author",
        "authors",
        "about the author",
        "about the authors",
        "the author",
        "the authors",
        "autor",
        "autorin",
        "autoren",
        "автор",
        "авторы",
        "über den autor",
    ];
    for n in 0..draft.chunks.len() {
        let text = draft.chunks[n].text.plain();
        let name = text.trim().trim_end_matches(':').to_lowercase();
        if !matches!(draft.chunks[n].kind, Kind::Body | Kind::Heading(_)) || !LABELS.contains(&name.as_str()) {
            continue;
        }
        let Some(next) = draft.chunks.get(n + 1).filter(|next| next.kind == Kind::Body) else { continue };
        let bio = next.text.plain();
        let whole = names::is_line(&bio);
        let found = if whole { names::people(&bio) } else { names::leading(&bio).into_iter().collect() };
        if found.is_empty() {
            continue;
        }
        let label = std::mem::take(&mut draft.chunks[n].text);
        draft.leave(label, "word before the authors", true);
        if whole {
            byline(draft, n + 1, true);
            continue;
        }
        let lines = draft.chunks[n + 1].lines();
        draft.decide("front matter", format!("author: {}", found.join(", ")), lines, 0.95);
        let bio = take(draft, n + 1);
        for name in found {
            draft.front.authors.push(Author { name, bio: Some(bio.clone()) });
        }
    }
}

/// It is printed at the head of other pages as well.
fn is_running_head(draft: &Draft, text: &str) -> bool {
    let key = |text: &str| text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let own = key(text);
    own.len() > 4 && draft.left.iter().any(|left| left.reason == "running head" && key(&left.text.printed()) == own)
}

/// What stands beside the title.
fn around(draft: &mut Draft, title: Option<usize>, words: &Words) {
    let at = title.unwrap_or(0);
    for n in 0..at {
        let text = draft.chunks[n].text.plain();
        if draft.chunks[n].kind == Kind::Body && is_running_head(draft, &text) {
            let text = std::mem::take(&mut draft.chunks[n].text);
            draft.leave(text, "running head", false);
        }
    }
    // Before it: a kicker, where nothing else explains a short line.
    if let Some(title) = title {
        let before = (0..title).rev().find(|n| !draft.chunks[*n].text.is_empty());
        if let Some(n) = before.filter(|n| *n + 4 > title) {
            let text = draft.chunks[n].text.plain();
            let short = shape::words(&text) <= 5 && !shape::ends(&text) && !text.contains(|c: char| c.is_ascii_digit());
            let free = draft.chunks[n].kind == Kind::Body && !draft.chunks[n].sure && !names::is_line(&text);
            if short && free && draft.front.kicker.is_none() && draft.front.title.is_some() {
                let mut kicker = std::mem::take(&mut draft.chunks[n].text);
                if words::shouted(&kicker.plain()) {
                    restore(&mut kicker, words);
                }
                let lines = draft.chunks[n].lines();
                draft.decide("front matter", format!("kicker: {}", kicker.plain()), lines, 0.9);
                draft.front.kicker = Some(kicker.plain());
                draft.fronted.push(kicker);
            }
        }
    }
    let mut after = false;
    let end = draft.chunks.len().min(at + HEAD);
    let mut n = if title.is_some() { 0 } else { at };
    while n < end {
        let text = draft.chunks[n].text.plain();
        let text = text.trim();
        after |= title.is_none_or(|title| n >= title);
        let free = draft.chunks[n].kind == Kind::Body && !draft.chunks[n].text.is_empty();
        if !free {
            // A heading, a list or a table: the text has begun.
            let begun = matches!(
                draft.chunks[n].kind,
                Kind::Heading(_) | Kind::Item { .. } | Kind::Cell { .. } | Kind::Quote { .. }
            ) && after;
            if begun {
                break;
            }
            n += 1;
            continue;
        }
        if let Some(date) = dates::printed(text) {
            if draft.front.date.is_none() {
                date_of(draft, n, date);
            }
        } else if names::unlabelled(text).0 > 0
            && !names::people(names::unlabelled(text).1).is_empty()
            && shape::words(text) < 20
        {
            byline(draft, n, false);
        } else if after && draft.front.authors.is_empty() && names::is_line(text) {
            byline(draft, n, false);
        } else if let Some(name) =
            names::described(names::unlabelled(text).1).filter(|_| draft.front.authors.is_empty())
        {
            let lines = draft.chunks[n].lines();
            draft.decide("front matter", format!("author: {name}"), lines, 0.94);
            let (label, _) = names::unlabelled(text);
            let (head, rest) = std::mem::take(&mut draft.chunks[n].text).split(label);
            draft.leave(head, "word before the authors", true);
            draft.front.authors.push(Author { name, bio: Some(rest.plain().trim().to_owned()) });
            draft.fronted.push(rest);
        } else if names::is_organisation(text) && shape::words(text) < 10 && draft.front.publisher.is_none() {
            let lines = draft.chunks[n].lines();
            let publisher = take(draft, n);
            draft.decide("front matter", format!("publisher: {publisher}"), lines, 0.93);
            draft.front.publisher = Some(publisher);
        } else if names::is_number(text) && draft.front.number.is_none() {
            let number = take(draft, n);
            draft.front.number = Some(number);
        } else if is_disclaimer(text) {
            // Taken with the others.
        } else if bio(draft, n) {
        } else if let Some(len) = summary(text) {
            standfirst(draft, n, len, 0.96, words);
        } else if after && draft.front.standfirst.is_none() && is_standfirst(draft, n, words) {
            standfirst(draft, n, 0, 0.92, words);
        } else if after && shape::words(text) >= PARAGRAPH {
            break;
        } else if after && !draft.chunks[n].sure && draft.front.standfirst.is_some() && shape::words(text) > 8 {
            break;
        }
        n += 1;
    }
}

/// A paragraph that begins with an author's name and says who they are.
fn bio(draft: &mut Draft, n: usize) -> bool {
    let text = draft.chunks[n].text.plain();
    let text = text.trim();
    let Some(author) = draft.front.authors.iter().position(|author| {
        author.bio.is_none()
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

/// `Summary Carriers return …`: the length of the label.
fn summary(text: &str) -> Option<usize> {
    for label in ["executive summary", "summary", "abstract", "zusammenfassung", "in brief", "résumé"] {
        let head = text.get(..label.len())?;
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

/// One or two sentences under the title that say what the paper is about.
fn is_standfirst(draft: &Draft, n: usize, words: &Words) -> bool {
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
    if marked || !prose || count < 5 || !super::markers::candidates(&chunk.text).is_empty() || shape::goes_on(&text) {
        return false;
    }
    if !shape::ends(&text) {
        return count >= 6
            && count <= 40
            && !text.ends_with([':', ',', ';', '-'])
            && next.is_some_and(|next| shape::words(&next.text.plain()) > count)
            && !heading;
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
    let short = count <= 32 && shorter && !heading;
    count <= 90 && (italic || (opening && says) || short || (says && (shorter || heading)))
}

fn standfirst(draft: &mut Draft, n: usize, label: usize, confidence: f32, words: &Words) {
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

fn is_disclaimer(text: &str) -> bool {
    const SIGNS: [&str; 18] = [
        "views expressed",
        "opinions expressed",
        "views and opinions",
        "not necessarily",
        "cannot be reproduced",
        "may not be reproduced",
        "not be reproduced",
        "may be copied",
        "may be reproduced",
        "all rights reserved",
        "is licensed under",
        "die meinung der autor",
        "no part of this",
        "and not those of",
        "alone and do not",
        "do not represent",
        "does not represent",
        "мнение автора",
    ];
    let lower = text.to_lowercase();
    let count = SIGNS.iter().filter(|sign| lower.contains(**sign)).count();
    shape::words(text) < 200 && (count > 1 || count == 1 && (shape::words(text) < 90))
}

/// Disclaimers before the text and at its end; who publishes, and in which series, where they say it.
fn disclaimers(draft: &mut Draft) {
    let last = draft.chunks.len().saturating_sub(6);
    let first = draft.chunks.iter().position(|chunk| matches!(chunk.kind, Kind::Heading(_))).unwrap_or(12).min(12);
    for n in 0..draft.chunks.len() {
        let text = draft.chunks[n].text.plain();
        let place = n <= first || n >= last;
        if !place || draft.chunks[n].kind != Kind::Body || !is_disclaimer(&text) || draft.front.disclaimer.is_some() {
            continue;
        }
        let lines = draft.chunks[n].lines();
        draft.decide("front matter", "the disclaimer".to_owned(), lines, 0.95);
        let text = take(draft, n);
        if draft.front.publisher.is_none()
            && let Some(name) = names::publisher(&text)
        {
            draft.decide("front matter", format!("publisher: {name}"), lines, 0.92);
            draft.front.publisher = Some(name);
        }
        if draft.front.series.is_none()
            && let Some(name) = names::series(&text)
        {
            draft.decide("front matter", format!("series: {name}"), lines, 0.92);
            draft.front.series = Some(name);
        }
        draft.front.disclaimer = Some(text);
    }
}

/// Lines about the authors at the end.
fn afterwards(draft: &mut Draft) {
    let from = draft.chunks.len().saturating_sub(8);
    for n in from..draft.chunks.len() {
        if draft.chunks[n].kind == Kind::Body && !draft.chunks[n].text.is_empty() {
            bio(draft, n);
        }
    }
}

/// What the document says about itself outside its text. A Word file's properties are often an older file's: they
/// count only where the text says the same.
fn claimed(draft: &mut Draft, claims: &[Claim]) {
    let text: String =
        draft.chunks.iter().take(HEAD).map(|chunk| chunk.text.plain() + "\n").collect::<String>().to_lowercase();
    for claim in claims {
        let doubtful =
            ["core", "app", "custom", "info"].iter().any(|place| claim.place.to_lowercase().starts_with(place));
        if doubtful && !text.contains(&claim.value.to_lowercase()) {
            continue;
        }
        let value = claim.value.trim().to_owned();
        let front = &mut draft.front;
        let slot = match claim.field {
            Field::Title => &mut front.title,
            Field::Standfirst => &mut front.standfirst,
            Field::Kicker => &mut front.kicker,
            Field::Publisher => &mut front.publisher,
            Field::Series => &mut front.series,
            Field::Language => &mut front.language,
            Field::License => &mut front.license,
            Field::Url => &mut front.url,
            Field::Doi => &mut front.doi,
            Field::Author => {
                if !value.is_empty()
                    && !front
                        .authors
                        .iter()
                        .any(|author| author.name == value || author.bio.is_some() && claim.place.is_empty())
                {
                    let known = front.authors.iter().any(|author| author.name.to_lowercase() == value.to_lowercase());
                    if !known && (front.authors.is_empty() || claim.place.contains("ld+json")) {
                        front.authors.push(Author { name: value, bio: None });
                    }
                }
                continue;
            }
            Field::Date | Field::Updated => {
                let iso = value.get(..10).and_then(crate::base::date::Date::parse).map(|date| date.to_string());
                let date = iso.or_else(|| dates::printed(&value));
                let slot = if claim.field == Field::Date { &mut front.date } else { &mut front.updated };
                if slot.as_ref().is_none_or(|old| old.len() < 10) && date.is_some() {
                    *slot = date;
                }
                continue;
            }
            Field::Image => continue,
        };
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
    }
}

/// A star behind an author's name: the note with the star is about them.
fn stars(draft: &mut Draft) {
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
