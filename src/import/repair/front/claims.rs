//! What a document says about itself outside its text.

use super::super::shape;
use super::{HEAD, names};
use crate::import::dates;
use crate::import::draft::{Author, Chunk, Draft, Kind};
use crate::import::evidence::{Claim, Field};

/// What the document says about itself outside its text. A Word file's properties are often an older file's: they
/// count only where the text says the same.
pub fn claimed(draft: &mut Draft, claims: &[Claim]) {
    let text: String =
        draft.chunks.iter().take(HEAD).map(|chunk| chunk.text.plain() + "\n").collect::<String>().to_lowercase();
    for claim in claims {
        let doubtful =
            ["core", "app", "custom", "info"].iter().any(|place| claim.place.to_lowercase().starts_with(place));
        if doubtful && !text.contains(&claim.value.to_lowercase()) {
            continue;
        }
        let value = match claim.field {
            Field::Author => straight(&claim.value),
            _ => claim.value.trim().to_owned(),
        };
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
    twice(draft);
}

/// Lines before the text that say no more than the front matter does: who wrote it, when, and its standfirst.
fn twice(draft: &mut Draft) {
    let begun = |chunk: &Chunk| {
        let text = chunk.text.plain();
        shape::words(&text) > 25 && Some(text.trim()) != draft.front.standfirst.as_deref()
            || matches!(chunk.kind, Kind::Heading(_))
    };
    let head = draft.chunks.iter().take(HEAD).position(begun).unwrap_or(draft.chunks.len().min(HEAD));
    let mut found = Vec::new();
    for (n, chunk) in draft.chunks[..head].iter().enumerate().filter(|(_, chunk)| chunk.kind == Kind::Body) {
        let text = chunk.text.plain();
        let text = text.trim();
        let date = dates::printed(text)
            .filter(|date| [&draft.front.date, &draft.front.updated].contains(&&Some(date.clone())));
        if is_byline(draft, text) {
            found.push((n, "authors, in the front matter"));
        } else if date.is_some() {
            found.push((n, "date, in the front matter"));
        } else if !text.is_empty() && draft.front.standfirst.as_deref() == Some(text) {
            found.push((n, "standfirst, in the front matter"));
        }
    }
    for (n, reason) in found {
        let text = std::mem::take(&mut draft.chunks[n].text);
        draft.leave(text, reason, true);
    }
}

fn is_byline(draft: &Draft, text: &str) -> bool {
    let known = |name: &str| draft.front.authors.iter().any(|author| author.name.to_lowercase() == name.to_lowercase());
    let (_, rest) = names::unlabelled(text);
    let people = names::people(rest);
    if people.is_empty() {
        return known(rest);
    }
    people.iter().all(|name| known(name)) && rest.split([',', ';', '&']).count() <= people.len() && names::is_line(rest)
}

/// `Quill, Rosa` as it is printed: `Rosa Quill`.
fn straight(name: &str) -> String {
    let name = name.trim();
    match name.split_once(", ") {
        Some((family, given)) if names::is_name(&format!("{given} {family}")) && !given.contains(',') => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// Marks lines before the text that are no more than the name of an author whom the document names outside it.
pub fn mark_authors(draft: &mut Draft, claims: &[Claim]) {
    let known: Vec<String> = claims
        .iter()
        .filter(|claim| claim.field == Field::Author)
        .map(|claim| straight(&claim.value).to_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    let long = |chunk: &Chunk| shape::words(&chunk.text.plain()) > 25;
    for chunk in draft.chunks.iter_mut().take(HEAD).take_while(|chunk| !long(chunk)) {
        let text = chunk.text.plain();
        let (_, rest) = names::unlabelled(&text);
        if matches!(chunk.kind, Kind::Body | Kind::Heading(_)) && known.contains(&rest.to_lowercase()) {
            chunk.kind = Kind::Byline;
        }
    }
}
