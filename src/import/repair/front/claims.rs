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
    let mut first_author: Option<&str> = None;
    conflicts(draft, claims);
    for claim in claims {
        let doubtful =
            ["core", "app", "custom", "info"].iter().any(|place| claim.place.to_lowercase().starts_with(place));
        if doubtful && !text.contains(&claim.value.to_lowercase())
            || claim.field == Field::Author && nobody(&claim.value)
        {
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
                    // All that one place names, and no one else.
                    if !known && (front.authors.is_empty() || first_author == Some(claim.place.as_str())) {
                        first_author = Some(&claim.place);
                        let what = format!("author: {value}, as {} says", claim.place);
                        front.authors.push(Author { name: value, bio: None });
                        draft.decide("front matter", what, (1, 1), 0.92);
                    }
                }
                continue;
            }
            Field::Date | Field::Updated => {
                let iso = value.get(..10).and_then(crate::base::date::Date::parse).map(|date| date.to_string());
                let date = iso.or_else(|| dates::printed(&value));
                let slot = if claim.field == Field::Date { &mut front.date } else { &mut front.updated };
                if let Some(date) = date.filter(|_| slot.as_ref().is_none_or(|old| old.len() < 10)) {
                    let word = if claim.field == Field::Date { "date" } else { "updated" };
                    let what = format!("{word}: {date}, as {} says", claim.place);
                    *slot = Some(date);
                    draft.decide("front matter", what, (1, 1), 0.92);
                }
                continue;
            }
            Field::Image => continue,
        };
        if slot.is_some() || value.is_empty() || claim.field == Field::Standfirst && begins_text(&text, &value) {
            continue;
        }
        let what = format!("{}: {value}, as {} says", named(claim.field), claim.place);
        *slot = Some(value);
        if !matches!(claim.field, Field::Language) {
            draft.decide("front matter", what, (1, 1), 0.92);
        }
    }
    twice(draft);
}

/// What programs write where nobody said who the author is.
fn nobody(name: &str) -> bool {
    const NAMES: [&str; 20] = [
        "anonymous",
        "unknown",
        "unknown author",
        "author",
        "user",
        "admin",
        "administrator",
        "root",
        "owner",
        "guest",
        "default",
        "none",
        "n/a",
        "microsoft office user",
        "windows user",
        "microsoft account",
        "python-docx",
        "reportlab",
        "utilisateur windows",
        "benutzer",
    ];
    NAMES.contains(&name.trim().to_lowercase().as_str())
}

fn named(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Standfirst => "standfirst",
        Field::Kicker => "kicker",
        Field::Author => "author",
        Field::Date => "date",
        Field::Updated => "updated",
        Field::Publisher => "publisher",
        Field::Series => "series",
        Field::Language => "language",
        Field::License => "license",
        Field::Url => "url",
        Field::Doi => "doi",
        Field::Image => "image",
    }
}

/// Many programs describe a page by the first words of its text: no standfirst. `text` is in small letters.
fn begins_text(text: &str, value: &str) -> bool {
    let start: String = value.chars().take(60).collect::<String>().to_lowercase();
    let start = start.trim_end_matches(['…', '.', ' ']).trim_end_matches('[');
    start.len() > 20 && text.contains(start)
}

/// What a page prints and what it says of itself, where they are not the same: what is printed counts, and the editor
/// hears of the other.
fn conflicts(draft: &mut Draft, claims: &[Claim]) {
    let fold =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let web =
        |claim: &&Claim| !["core", "app", "custom", "info"].iter().any(|p| claim.place.to_lowercase().starts_with(p));
    let mut told = Vec::new();
    if let Some(title) = &draft.front.title {
        // `Title – Name of the site` says the same.
        let same = |other: &str| fold(other).contains(&fold(title)) || fold(title).contains(&fold(other));
        let other = claims.iter().filter(web).find(|claim| claim.field == Field::Title && !same(&claim.value));
        told.extend(other.map(|claim| (format!("title: {title}, as it is printed"), claim)));
    }
    if let Some(date) = draft.front.date.as_ref().filter(|date| date.len() == 10) {
        let day = |claim: &Claim| {
            let value = claim.value.replace('/', "-");
            value.get(..10).and_then(crate::base::date::Date::parse).map(|day| day.to_string())
        };
        let other = claims
            .iter()
            .filter(web)
            .find(|claim| claim.field == Field::Date && day(claim).is_some_and(|day| day != *date));
        told.extend(other.map(|claim| (format!("date: {date}, as it is printed"), claim)));
    }
    if !draft.front.authors.is_empty() {
        let known = |name: &str| draft.front.authors.iter().any(|author| fold(&author.name) == fold(name));
        let mut said = claims.iter().filter(web).filter(|claim| claim.field == Field::Author).peekable();
        let names: Vec<&str> = draft.front.authors.iter().map(|author| author.name.as_str()).collect();
        if said.peek().is_some()
            && let Some(claim) = said.find(|claim| !known(&straight(&claim.value)))
        {
            told.push((format!("authors: {}, as they are printed", names.join(", ")), claim));
        }
    }
    for (what, claim) in told {
        draft.decide("front matter", what, (1, 1), 0.93);
        if let Some(last) = draft.decisions.last_mut() {
            last.alternative = Some(format!("{}, as {} says", claim.value, claim.place));
        }
    }
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
    // Offices and teams write as well, and their names are no names of people.
    let parts = rest.split([',', ';', '&']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" und "));
    let mut parts = parts.map(str::trim).filter(|part| !part.is_empty()).peekable();
    if parts.peek().is_some() && parts.all(&known) {
        return true;
    }
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
        if !matches!(chunk.kind, Kind::Body | Kind::Heading(_)) {
            continue;
        }
        if known.contains(&rest.to_lowercase()) {
            chunk.kind = Kind::Byline;
        } else if let Some(places) = side_by_side(&text, &known) {
            let parts = std::mem::take(&mut chunk.text).cut(&places);
            let last = parts.len() - 1;
            for (n, mut part) in parts.into_iter().enumerate() {
                part.trim();
                if let Some(piece) = part.pieces.last_mut().filter(|_| n < last) {
                    piece.text.push(',');
                }
                chunk.text.append(part);
            }
            chunk.kind = Kind::Byline;
        }
    }
}

/// Names that stand side by side in columns, and nothing between: where those after the first begin.
fn side_by_side(text: &str, known: &[String]) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let of = |name: &&String| rest.get(..name.len()).is_some_and(|head| head.to_lowercase() == **name);
        let name = known.iter().filter(of).max_by_key(|name| name.len())?;
        at += name.len();
        at += text[at..].len() - text[at..].trim_start().len();
        if at < text.len() {
            places.push(at);
        }
    }
    (!places.is_empty()).then_some(places)
}
