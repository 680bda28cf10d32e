//! What stands before, or after, the text and goes into the front matter: title, authors, date, standfirst, disclaimer.
//!
//! Nothing is made up: what is not printed stays open. What the format says outright comes first.

mod about;
mod byline;
mod claims;
mod disclaimer;
pub(super) mod names;
mod standfirst;
mod title;

use self::about::{afterwards, bio, stars};
use self::byline::{byline, is_byline, signed};
use self::claims::claimed;
use self::disclaimer::{disclaimers, is_disclaimer};
use self::standfirst::{is_headed, is_standfirst, standfirst, summary};
use super::headings::restore;
use super::shape;
use super::words::{self, Words};
use crate::import::dates;
use crate::import::draft::{Author, Draft, Kind};
use crate::import::evidence::Claim;

/// A paragraph of the text has more words; what is shorter may stand before it.
const PARAGRAPH: usize = 25;
/// So many stretches are looked at for what stands before the text.
const HEAD: usize = 40;

pub fn find(draft: &mut Draft, claims: &[Claim], words: &Words) {
    claims::mark_authors(draft, claims);
    given(draft, words);
    labelled(draft, 0..8);
    let title = title::find(draft, words);
    around(draft, title, words);
    disclaimers(draft);
    labelled(draft, 8..usize::MAX);
    afterwards(draft);
    empty_labels(draft);
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
            Kind::Title if draft.front.title.is_none() => {
                set_title(draft, n, words, 0.99);
                kicker_above(draft, n, words);
            }
            Kind::Title => draft.chunks[n].kind = Kind::Heading(1),
            Kind::Kicker if draft.front.kicker.is_none() => {
                let text = take(draft, n);
                draft.front.kicker = Some(text);
            }
            // Some write who wrote it where others have a second title.
            Kind::Standfirst if names::is_line(&draft.chunks[n].text.plain()) => byline(draft, n, true),
            // A second title and an abstract are two things, and the front matter has one place.
            Kind::Standfirst if draft.front.standfirst.as_deref().is_some_and(|before| !shape::ends(before)) => {
                draft.chunks[n].kind = Kind::Body;
            }
            Kind::Standfirst => {
                unlinked(draft, n);
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
            Kind::Byline => {
                let about = about_author(draft, n);
                if !about {
                    byline(draft, n, true);
                }
            }
            _ => {}
        }
    }
}

/// A line that the format marks as one about the author: it begins with the name, and goes on.
fn about_author(draft: &mut Draft, n: usize) -> bool {
    let text = draft.chunks[n].text.plain();
    let text = text.trim();
    let author = draft.front.authors.iter().position(|author| {
        let rest = text.strip_prefix(author.name.as_str());
        author.bio.is_none() && rest.is_some_and(|rest| rest.starts_with([' ', ',']) && shape::words(rest) > 1)
    });
    let marked = draft.chunks[n].text.pieces.iter().any(|piece| piece.mark.is_some());
    let Some(author) = author.filter(|_| shape::ends(text) && shape::words(text) <= 120 && !marked) else {
        return false;
    };
    let lines = draft.chunks[n].lines();
    draft.decide("front matter", format!("about {}", draft.front.authors[author].name), lines, 0.95);
    let bio = take(draft, n);
    draft.front.authors[author].bio = Some(bio);
    true
}

/// One short line above a title that the format marks: a kicker, where it is nothing else.
fn kicker_above(draft: &mut Draft, title: usize, words: &Words) {
    let mut before = (0..title).filter(|n| !draft.chunks[*n].text.is_empty());
    let (Some(n), None) = (before.next(), before.next()) else { return };
    let text = draft.chunks[n].text.plain();
    let text = text.trim();
    let short = shape::words(text) <= 5 && !shape::ends(text) && text.contains(char::is_alphabetic);
    let other = names::unlabelled(text).0 > 0 || dates::printed(text).is_some() || names::is_line(text);
    if draft.chunks[n].kind != Kind::Body || !draft.chunks[n].sure || !short || other || draft.front.kicker.is_some() {
        return;
    }
    let lines = draft.chunks[n].lines();
    let kicker = small(draft, n, words);
    draft.decide("front matter", format!("kicker: {kicker}"), lines, 0.9);
    draft.front.kicker = Some(kicker);
}

/// The front matter holds words, and no links: those of a standfirst are told.
fn unlinked(draft: &mut Draft, n: usize) {
    let links: Vec<&str> = draft.chunks[n].text.pieces.iter().filter_map(|piece| piece.look.link.as_deref()).collect();
    if links.is_empty() {
        return;
    }
    let what = format!("the standfirst’s words are kept and not its links: {}", links.join(", "));
    let lines = draft.chunks[n].lines();
    draft.decide("front matter", what, lines, 0.95);
}

/// The words of a stretch, which leaves the text.
fn take(draft: &mut Draft, n: usize) -> String {
    let text = std::mem::take(&mut draft.chunks[n].text);
    draft.chunks[n].kind = Kind::Body;
    let plain = text.plain().trim().to_owned();
    draft.fronted.push(text);
    plain
}

/// The words of a stretch out of capitals.
fn small(draft: &mut Draft, n: usize, words: &Words) -> String {
    if words::shouted(&draft.chunks[n].text.plain()) {
        let text = &mut draft.chunks[n].text;
        restore(text, words);
        text.map(|_, piece| names::titled_body(piece));
    }
    take(draft, n)
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
    let confidence = if unsure.is_empty() { confidence } else { confidence.min(0.85) };
    draft.decide("front matter", format!("title: {title}"), lines, confidence);
    if !unsure.is_empty() {
        let names: Vec<String> = unsure.into_iter().map(|(word, _)| word).collect();
        draft.decide("front matter", format!("small letters in the title: {}", names.join(", ")), lines, 0.85);
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

const LABELS: [&str; 15] = [
    "author",
    "authors",
    "about the author",
    "about the authors",
    "the author",
    "the authors",
    "autor",
    "autorin",
    "autoren",
    "o autorze",
    "o autorce",
    "автор",
    "авторы",
    "автори",
    "über den autor",
];

/// A label whose lines have all gone into the front matter.
fn empty_labels(draft: &mut Draft) {
    for n in 0..draft.chunks.len().saturating_sub(1) {
        let text = draft.chunks[n].text.plain();
        let label = LABELS.contains(&text.trim().trim_end_matches(':').to_lowercase().as_str());
        if label && draft.chunks[n + 1].text.is_empty() && matches!(draft.chunks[n].kind, Kind::Body | Kind::Heading(_))
        {
            let text = std::mem::take(&mut draft.chunks[n].text);
            draft.leave(text, "word before the authors", true);
        }
    }
}

/// `AUTHOR` in a line of its own, and the lines after it.
fn labelled(draft: &mut Draft, places: std::ops::Range<usize>) {
    for n in places.start..draft.chunks.len().min(places.end) {
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
        about(&mut draft.front.authors, &bio, found);
    }
}

/// Gives each author the sentences that begin with their name.
fn about(authors: &mut Vec<Author>, bio: &str, found: Vec<String>) {
    for name in found {
        if !authors.iter().any(|author| author.name == name) {
            authors.push(Author { name, bio: None });
        }
    }
    let starts = |name: &str| {
        let found = bio.match_indices(name).map(|(at, _)| at);
        found.into_iter().find(|at| *at == 0 || bio[..*at].trim_end().ends_with(['.', ';', ']']))
    };
    let mut places: Vec<(usize, usize)> =
        authors.iter().enumerate().filter_map(|(n, author)| Some((starts(&author.name)?, n))).collect();
    places.sort_unstable();
    if places.first().is_none_or(|(at, _)| *at > 0) {
        // The name follows a title: `Dr Ada Cole`.
        let first = places.first().map_or(0, |(_, n)| *n);
        places.insert(0, (0, first));
        places.dedup_by_key(|(_, n)| *n);
    }
    for (k, (at, n)) in places.iter().enumerate() {
        let end = places.get(k + 1).map_or(bio.len(), |(next, _)| *next);
        if let Some(author) = authors.get_mut(*n) {
            author.bio = Some(bio[*at..end].trim().to_owned());
        }
    }
}

/// It is printed at the head of other pages as well.
fn is_running_head(draft: &Draft, text: &str) -> bool {
    // A page number may stand at either end; a year in the title is part of it.
    let number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let key = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let from = words.iter().take_while(|word| number(word)).count();
        let kept = words.len() - words.iter().rev().take_while(|word| number(word)).count();
        let words = words.get(from..kept).unwrap_or_default().concat();
        words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let own = key(text);
    own.len() > 4 && draft.left.iter().any(|left| left.reason == "running head" && key(&left.text.printed()) == own)
}

/// Before the title: a kicker, where nothing else explains a short line.
fn kicker(draft: &mut Draft, title: Option<usize>, words: &Words) {
    if let Some(title) = title {
        let before = (0..title).rev().find(|n| !draft.chunks[*n].text.is_empty());
        if let Some(n) = before.filter(|n| *n + 4 > title) {
            let text = draft.chunks[n].text.plain();
            let figures = text.contains(|c: char| c.is_ascii_digit());
            let dotted = title::is_dotted(&text);
            let short =
                shape::words(&text) <= if dotted { 8 } else { 5 } && !shape::ends(&text) && (dotted || !figures);
            let free = draft.chunks[n].kind == Kind::Body
                && (!draft.chunks[n].sure || draft.chunks[n].at.y > 0.0)
                && !names::is_line(&text)
                && !names::is_organisation(&text);
            if short && free && draft.front.kicker.is_none() && draft.front.title.is_some() {
                let mut kicker = std::mem::take(&mut draft.chunks[n].text);
                if words::shouted(&kicker.plain()) {
                    restore(&mut kicker, words);
                }
                let lines = draft.chunks[n].lines();
                draft.decide("front matter", format!("kicker: {}", kicker.plain()), lines, 0.9);
                draft.front.kicker = Some(kicker.plain().into_owned());
                draft.fronted.push(kicker);
            }
        }
    }
}

/// Before the title: the head that the other pages have too.
fn above(draft: &mut Draft, at: usize, words: &Words) {
    for n in 0..at {
        let text = draft.chunks[n].text.plain();
        if draft.chunks[n].kind == Kind::Body && is_running_head(draft, &text) {
            if names::is_organisation(&text) && draft.front.publisher.is_none() {
                let lines = draft.chunks[n].lines();
                let publisher = small(draft, n, words);
                draft.decide("front matter", format!("publisher: {publisher}"), lines, 0.93);
                draft.front.publisher = Some(publisher);
                continue;
            }
            let text = std::mem::take(&mut draft.chunks[n].text);
            draft.leave(text, "running head", false);
        }
    }
}

/// A line that names an author and says who that is.
fn described(draft: &mut Draft, n: usize, name: String) {
    let lines = draft.chunks[n].lines();
    draft.decide("front matter", format!("author: {name}"), lines, 0.94);
    let text = draft.chunks[n].text.plain();
    let (label, _) = names::unlabelled(text.trim());
    let (head, rest) = std::mem::take(&mut draft.chunks[n].text).split(label);
    draft.leave(head, "word before the authors", true);
    draft.front.authors.push(Author { name, bio: Some(rest.plain().trim().to_owned()) });
    draft.fronted.push(rest);
}

/// What stands beside the title.
fn around(draft: &mut Draft, title: Option<usize>, words: &Words) {
    let at = title.unwrap_or(0);
    above(draft, at, words);
    kicker(draft, title, words);
    if draft.front.standfirst.is_none()
        && let Some(n) = super::printed::standfirst(draft, title)
    {
        standfirst(draft, n, 0, 0.95, words);
    }
    let mut after = false;
    // Where the last line of names stood: the next person may have a line as well.
    let mut signed_at = None;
    let end = draft.chunks.len().min(at + HEAD);
    let mut n = if title.is_some() { 0 } else { at };
    while n < end {
        let text = draft.chunks[n].text.plain().into_owned();
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
        } else if n < at && names::is_line(text) && draft.front.publisher.is_none() && signed(draft, at) {
            let lines = draft.chunks[n].lines();
            let publisher = take(draft, n);
            draft.decide("front matter", format!("publisher: {publisher}, above the title"), lines, 0.75);
            draft.front.publisher = Some(publisher);
        } else if is_byline(draft, n, after, title, signed_at, words) {
            signed_at = Some(n);
            let decided = draft.decisions.len();
            byline(draft, n, false);
            // Two words with capitals above the title may be a body as well.
            if n < at
                && let Some(decision) = draft.decisions.get_mut(decided)
            {
                decision.confidence = decision.confidence.min(0.8);
            }
        } else if let Some(name) =
            names::described(names::unlabelled(text).1).filter(|_| draft.front.authors.is_empty())
        {
            described(draft, n, name);
        } else if names::is_organisation(text) && shape::words(text) < 10 && draft.front.publisher.is_none() {
            let lines = draft.chunks[n].lines();
            let publisher = small(draft, n, words);
            draft.decide("front matter", format!("publisher: {publisher}"), lines, 0.93);
            draft.front.publisher = Some(publisher);
        } else if names::is_number(text) && draft.front.number.is_none() {
            let number = take(draft, n);
            draft.front.number = Some(number);
        } else if after
            && !words::shouted(text)
            && super::printed::is_imprint(draft, n)
            && draft.front.publisher.is_none()
        {
            let lines = draft.chunks[n].lines();
            let publisher = take(draft, n);
            draft.decide("front matter", format!("publisher: {publisher}, by its place under the title"), lines, 0.75);
            draft.doubts.push(format!("is “{publisher}” the publisher?"));
            draft.front.publisher = Some(publisher);
        } else if is_disclaimer(text) {
            // Taken with the others.
        } else if bio(draft, n) {
            continue;
        } else if draft.front.standfirst.is_none() && is_headed(draft, n) {
            let label = std::mem::take(&mut draft.chunks[n].text);
            draft.leave(label, "word before the standfirst", true);
            standfirst(draft, n + 1, 0, 0.95, words);
        } else if let Some(len) = summary(text) {
            standfirst(draft, n, len, 0.96, words);
        } else if let Some(sure) = is_standfirst(draft, n, words).filter(|_| after && draft.front.standfirst.is_none())
        {
            standfirst(draft, n, 0, sure, words);
        } else if draft.front.standfirst.is_none()
            && title.is_some_and(|title| {
                let between = draft.chunks.get(title + 1..n);
                between.is_some_and(|between| between.iter().all(|chunk| chunk.text.is_empty()))
                    && title::introduced(draft, title)
            })
        {
            standfirst(draft, n, 0, 0.85, words);
        } else if after
            && (shape::words(text) >= PARAGRAPH
                || (!draft.chunks[n].sure && draft.front.standfirst.is_some() && shape::words(text) > 8))
        {
            break;
        }
        n += 1;
    }
}
