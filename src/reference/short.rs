//! The parts of a short form: names and a short title before the pointer, the place behind it.

use std::ops::Range;

use super::parts::{self, Before, Group, Kind};
use super::pattern::pattern;
use super::shelf::Shelf;
use super::text::Even;
use super::{dates, imprint, locators, names, words};
use crate::model::cite::{Locator, LocatorLabel};
use crate::model::work::Name;

/// What stands behind a pointer.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    pub locator: Option<Locator>,
    pub volume: Option<String>,
    /// A remark that is no part of the citation.
    pub after: String,
    /// Where the citation ends.
    pub end: usize,
}

pub fn tail(even: &Even, groups: &[Group], range: Range<usize>) -> Tail {
    let mut out = Tail { end: range.start, ..Tail::default() };
    let parts = parts::cut(even, groups, range.clone());
    for (n, part) in parts.iter().enumerate() {
        let text = even.get(part.inner.clone());
        pattern!(VOLUME, r"(?i)^(?:vols?\.?|volume|bd\.|t\.|tome|т\.|том)\s?(\d+|[ivxlc]+)$");
        if let Some(found) = VOLUME.captures(text) {
            out.volume = found.get(1).map(|volume| imprint::arabic(volume.as_str()));
        } else if part.kind == Kind::Words
            && out.volume.is_none()
            && locators::roman(text).is_some()
            && parts.get(n + 1).is_some_and(|next| locators::whole(even.get(next.inner.clone())).is_some())
        {
            out.volume = Some(imprint::arabic(text));
        } else if part.kind == Kind::Square
            && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'))
            && !text.is_empty()
        {
            out.locator = Some(Locator { label: LocatorLabel::Paragraph, value: text.to_owned() });
        } else if let Some(found) =
            locators::whole(text).filter(|found| found.locator.label != LocatorLabel::Note || out.locator.is_none())
        {
            match &mut out.locator {
                // "12, 15"
                Some(last) if !found.labelled && last.label == LocatorLabel::Page && part.before == Before::Comma => {
                    last.value = format!("{}, {}", last.value, found.locator.value);
                }
                _ => out.locator = Some(found.locator),
            }
        } else if let Some(found) =
            locators::at_start(text).filter(|found| part.kind == Kind::Words && found.labelled && out.locator.is_none())
        {
            // "p. 5 and passim"
            out.locator = Some(found.locator);
            out.end = part.inner.start + found.len;
            break;
        } else {
            break;
        }
        out.end = part.outer.end;
    }
    even.get(out.end..range.end)
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'))
        .clone_into(&mut out.after);
    out
}

/// What stands before a pointer.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub authors: Vec<Name>,
    pub title: String,
    /// The work that has this number.
    numbered: Option<usize>,
}

/// Words at the end of the names of laws and treaties: no family's.
const LAWS: [&str; 12] = [
    "Convention",
    "Treaty",
    "Agreement",
    "Act",
    "Protocol",
    "Charter",
    "Report",
    "Regulations",
    "Regulation",
    "Directive",
    "Covenant",
    "Constitution",
];

pub fn head(even: &Even, groups: &[Group], range: Range<usize>, shelf: &Shelf) -> Head {
    let parts = parts::cut(even, groups, range.clone());
    let mut out = Head::default();
    if parts.is_empty() {
        return out;
    }
    if let Some(at) = parts.iter().position(|part| matches!(part.kind, Kind::Quoted | Kind::Italic)) {
        even.get(parts[at].inner.clone()).clone_into(&mut out.title);
        if at > 0 {
            let text = even.get(parts[0].outer.start..parts[at - 1].outer.end);
            out.authors = authors(text);
        }
        return out;
    }
    let whole = even.get(range).trim().trim_end_matches([',', '.', ' ']).trim_start_matches("in ").to_owned();
    if let Some(entry) = shelf.alias(&whole) {
        out.numbered = Some(entry);
        out.title = whole;
        return out;
    }
    if whole.contains(' ') && LAWS.iter().any(|law| whole.ends_with(law)) {
        out.title = whole;
        return out;
    }
    let people = names::read(&whole).map(|people| people.names).unwrap_or_default();
    if shelf.knows_authors(&people) {
        out.authors = people;
        return out;
    }
    if let Some((first, rest)) = whole.split_once(", ") {
        let people = names::read(first).map(|people| people.names).unwrap_or_default();
        if shelf.knows_authors(&people) && !shelf.short(&people, rest, None).is_empty() {
            out.authors = people;
            rest.clone_into(&mut out.title);
            return out;
        }
    }
    out.numbered = whole
        .split(' ')
        .next_back()
        .filter(|last| last.contains(|c: char| c.is_ascii_digit()))
        .and_then(|last| shelf.named(last))
        .or_else(|| shelf.named(&whole))
        .or_else(|| shelf.alias(&whole));
    let titled = !shelf.short(&[], &whole, None).is_empty();
    let person = people.iter().all(|name| matches!(name, Name::Person { .. })) && !people.is_empty();
    if out.numbered.is_some()
        || titled
        || (!person && whole.contains(|c: char| c.is_ascii_digit()))
        || whole.contains(" v ")
        || whole.contains(" v. ")
    {
        out.title = whole;
    } else {
        out.authors = authors(&whole);
    }
    out
}

fn authors(text: &str) -> Vec<Name> {
    let text = text.trim().trim_end_matches(',').trim_start_matches("in ");
    names::read(text).map_or_else(|| vec![Name::Literal(text.to_owned())], |people| people.names)
}

impl Head {
    /// The works that fit.
    pub fn entries(&self, shelf: &Shelf) -> Vec<usize> {
        if let Some(entry) = self.numbered {
            return vec![entry];
        }
        if self.authors.is_empty() && self.title.is_empty() {
            return Vec::new();
        }
        let found = shelf.short(&self.authors, &self.title, None);
        if found.is_empty() && !self.title.is_empty() {
            return shelf.alias(&self.title).into_iter().collect();
        }
        found
    }
}

/// "Vasquez et al. 2020, 22"
#[derive(Clone, Debug, PartialEq)]
pub struct AuthorYear {
    pub authors: Vec<Name>,
    pub year: i32,
    /// The "a" of "2019a".
    pub letter: Option<char>,
    pub locator: Option<Locator>,
}

pub fn author_year(text: &str) -> Option<AuthorYear> {
    pattern!(
        FORM,
        r"^([^\d()\[\]“‘”«»:;]+?),?\s[(\[]?((?:1[5-9]|20)\d\d)([a-z])?[)\]]?(?:(?:,|:|\))\s?(.{1,40}?))?\)?\.?$"
    );
    let found = FORM.captures(text.trim().trim_start_matches('('))?;
    let names = found.get(1)?.as_str();
    // Not in the pattern: ninety times a class is what makes one dear.
    if !(2..=90).contains(&names.chars().count()) {
        return None;
    }
    let names = names.trim();
    if words::is_prose(names) || names.split_whitespace().count() > 10 {
        return None;
    }
    let year = dates::year(found.get(2)?.as_str())?;
    let letter = found.get(3).and_then(|letter| letter.as_str().chars().next());
    let locator = match found.get(4) {
        None => None,
        Some(place) => Some(locators::whole(place.as_str().trim_end_matches(')'))?.locator),
    };
    Some(AuthorYear { authors: names::read(names)?.names, year, letter, locator })
}
