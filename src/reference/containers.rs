//! What a work stands in: a journal with its volume, a newspaper, a book with its editors; and the parts that are left.

use super::parts::{Before, Kind};
use super::pattern::pattern;
use super::stated::Field;
use super::tail::Tail;
use super::{dates, front, genres, imprint, locators, names, words};

pattern!(
    VOLUME_FIRST,
    r"^(?:\(?((?:1[89]|20)\d\d)\)?\s)?(\d{1,4}|[ivxlc]+)(?:\s?\((\w[\w–/-]*)\)|[.:](\d{1,3}))?\s(\p{Lu}.*?[^\d ,])\s(?:at\s)?(\d[\d,]*)(?:[-–](\d+))?$"
);
pattern!(VOLUME_NAME, r"^(\d{1,4})(?:\s?\((\w[\w–/-]*)\))?\s(\p{Lu}\p{L}.*?[^\d ,])$");
pattern!(
    NAME_VOLUME,
    r"(?i)^(.*?[^\d ,.(])[,.]?\s(?:vol\.?\s|volume\s|bd\.\s|т\.\s|t\.\s|jg\.\s)?(\d{1,4}|[ivxlc]+)(?:[./:]\s?(\d{1,4})|\s?\(([^()]{1,20})\)|[ ,]+(?:no|nr|issue|№|n°|h|heft)\.?\s?([\w–/-]+))?$"
);
pattern!(NAME_ISSUE, r"(?i)^(.*?[^\d ,.])[,.]?\s(?:no|nr|issue|№|n°|heft|h)\.?\s?([\w–/-]+)$");

/// Takes words as the container; a volume, an issue, a page in them go into their fields.
pub fn put(tail: &mut Tail<'_>, text: &str) {
    let text = text.trim().trim_end_matches(',');
    let get = |found: &super::pattern::Captures<'_>, n: usize| found.get(n).map(|part| part.as_str().to_owned());
    if let Some(found) = VOLUME_FIRST.captures(text).filter(|_| tail.stated.get(Field::Volume).is_none()) {
        if let Some(year) = get(&found, 1) {
            tail.stated.year = tail.stated.year.or(year.parse().ok());
        }
        tail.stated.put(Field::Volume, imprint::arabic(&get(&found, 2).unwrap_or_default()));
        if let Some(issue) = get(&found, 3).or(get(&found, 4)) {
            tail.stated.put(Field::Issue, issue);
        }
        tail.stated.put(Field::Container, get(&found, 5).unwrap_or_default());
        let mut pages = get(&found, 6).unwrap_or_default();
        if let Some(last) = get(&found, 7) {
            pages = format!("{pages}-{last}");
        }
        tail.stated.put(Field::Pages, pages);
        tail.journal = true;
        return;
    }
    if let Some(found) =
        VOLUME_NAME.captures(text).filter(|_| tail.stated.get(Field::Volume).is_none() && tail.title == Kind::Quoted)
    {
        tail.stated.put(Field::Volume, get(&found, 1).unwrap_or_default());
        if let Some(issue) = get(&found, 2) {
            tail.stated.put(Field::Issue, issue);
        }
        tail.stated.put(Field::Container, get(&found, 3).unwrap_or_default());
        tail.journal = true;
        return;
    }
    if let Some(found) = NAME_ISSUE
        .captures(text)
        .filter(|found| found.get(2).is_some_and(|n| n.as_str().contains(|c: char| c.is_ascii_digit())))
    {
        let name = get(&found, 1).unwrap_or_default();
        tail.stated.put(Field::Issue, get(&found, 2).unwrap_or_default());
        tail.journal = true;
        put(tail, &name);
        return;
    }
    if let Some(found) = NAME_VOLUME.captures(text) {
        let (name, volume) = (get(&found, 1).unwrap_or_default(), get(&found, 2).unwrap_or_default());
        let roman = locators::roman(&volume).is_some();
        let capital = roman && volume.chars().all(char::is_uppercase) && volume.len() < 2;
        if let Some(year) = dates::year(&volume).filter(|_| tail.stated.year.is_none()) {
            tail.stated.year = Some(year);
            tail.stated.put(Field::Container, name);
            return;
        }
        if !capital && tail.stated.get(Field::Volume).is_none() {
            tail.stated.put(Field::Volume, imprint::arabic(&volume));
            if let Some(issue) = get(&found, 3).or(get(&found, 4)).or(get(&found, 5)) {
                if let Some(year) = dates::year(&issue) {
                    tail.stated.year = tail.stated.year.or(Some(year));
                } else {
                    tail.stated.put(Field::Issue, issue);
                }
            }
            tail.stated.put(Field::Container, name);
            tail.journal = true;
            return;
        }
    }
    tail.stated.put(Field::Container, text);
}

/// The book that a chapter stands in: part `n` begins with "in", `skip` bytes long.
pub fn chapter(tail: &mut Tail<'_>, n: usize, skip: usize) -> Option<usize> {
    let parts = tail.parts;
    let near = n..parts.len().min(n + 9);
    let italic = near.clone().find(|m| parts[*m].kind == Kind::Italic);
    let role = near.clone().find(|m| parts[*m].kind == Kind::Round && front::is_role(tail.text(*m)));
    let start = parts[n].inner.start + skip.min(parts[n].inner.len());
    let words_after = |m: usize| parts.get(m).is_some_and(|part| part.kind == Kind::Words);
    if let Some(role) = role.filter(|role| italic.is_none_or(|italic| *role < italic)) {
        let people = names::read(tail.even.get(start..parts[role].outer.start))?;
        tail.stated.editors = people.names;
        tail.chapter = true;
        let at = role + 1;
        if parts.get(at).is_some_and(|part| part.kind == Kind::Italic) {
            put(tail, tail.text(at));
            return Some(at + 1);
        }
        if words_after(at) {
            let (range, next) = tail.run_of_title(at, false);
            let text = tail.even.get(range);
            tail.stated.put(Field::Container, text.trim_end_matches(['.', ',']));
            return Some(next);
        }
        return Some(at);
    }
    if let Some(italic) = italic {
        let between = tail.even.get(start..parts[italic].outer.start).trim().trim_end_matches(',').trim();
        if !between.is_empty() {
            let between = between
                .trim_end_matches("eds.")
                .trim_end_matches("ed.")
                .trim_end_matches("eds")
                .trim_end_matches([',', ' ']);
            tail.stated.editors = names::read(between)?.names;
        }
        tail.chapter = true;
        put(tail, tail.text(italic));
        tail.journal = false;
        return Some(italic + 1);
    }
    // "in Rebuilding Mass, ed. X", "in: Hafenblatt 12 (1998)"
    let rest = tail.even.get(start..parts[n].inner.end).trim();
    if rest.is_empty() {
        if !words_after(n + 1) {
            return None;
        }
        let (range, next) = tail.run_of_title(n + 1, false);
        let text = tail.even.get(range).to_owned();
        tail.chapter = true;
        put(tail, &text);
        if tail.stated.get(Field::Volume).is_some() || tail.stated.get(Field::Issue).is_some() {
            tail.chapter = false;
        }
        return Some(next);
    }
    if !rest.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let (range, next) = tail.run_of_title(n, false);
    let text = tail.even.get(start..range.end.max(start)).to_owned();
    tail.chapter = true;
    put(tail, &text);
    if tail.stated.get(Field::Volume).is_some() || tail.stated.get(Field::Issue).is_some() {
        tail.chapter = false;
    }
    Some(next)
}

/// Gives the parts that have no form of their own their fields, by their order.
pub fn settle(tail: &mut Tail<'_>) {
    let open = std::mem::take(&mut tail.open);
    let mut left: Vec<(usize, String)> = open.iter().map(|n| (*n, tail.text(*n).to_owned())).collect();
    // "London: Routledge"
    if let Some(at) = (1..left.len()).find(|at| {
        left[*at].0 == left[*at - 1].0 + 1
            && tail.parts[left[*at].0].before == Before::Colon
            && is_place(&left[*at - 1].1)
    }) {
        let publisher = left.remove(at).1;
        let place = left.remove(at - 1).1;
        tail.stated.put(Field::Place, place);
        tail.stated.put(Field::Publisher, publisher.trim_end_matches(','));
    }
    // Bluebook: the title of an article is in italics, and volume and page stand around the journal.
    let journal = tail.title == Kind::Italic
        && tail.stated.get(Field::Container).is_none()
        && left.first().is_some_and(|(_, text)| {
            let dated = tail.stated.get(Field::Date).is_some() && !tail.stated.authors.is_empty();
            let news = words::is_news(text) && tail.day && !tail.stated.authors.is_empty();
            news || VOLUME_FIRST.is_match(text)
                || (dated
                    && tail.places.iter().any(|place| place.at)
                    && !words::is_city(text)
                    && !words::is_publisher(text))
        });
    if journal {
        let (_, text) = left.remove(0);
        put(tail, &text);
    }
    if tail.title == Kind::Words || tail.title == Kind::Quoted {
        quoted(tail, &mut left);
    } else {
        book(tail, &mut left);
    }
    for _ in left {
        tail.sure *= 0.7;
    }
}

fn is_place(text: &str) -> bool {
    words::is_city(text) || (text.split(' ').count() <= 3 && !words::is_body(text) && !words::is_publisher(text))
}

/// After a title in quotation marks, or one that nothing marks.
fn quoted(tail: &mut Tail<'_>, left: &mut Vec<(usize, String)>) {
    let unmarked = tail.title == Kind::Words && tail.stated.get(Field::Container).is_none() && !tail.chapter;
    if unmarked {
        // A journal shows its volume; what shows none is a publisher.
        let volumed = left.first().is_some_and(|(_, text)| {
            let news = words::is_news(text) && tail.day && !tail.stated.authors.is_empty();
            news || VOLUME_FIRST.is_match(text)
                || (NAME_VOLUME.is_match(text)
                    && tail.year_first
                    && text.split(' ').count() > 1
                    && dates::year(text.rsplit(' ').next().unwrap_or("")).is_none())
        });
        let news = left.first().is_some_and(|(_, text)| words::is_news(text)) && tail.stated.get(Field::Date).is_some();
        if !volumed && !news && !tail.journal {
            book(tail, left);
            return;
        }
    }
    if tail.stated.get(Field::Container).is_none() && !left.is_empty() {
        let (_, text) = left.remove(0);
        let platform = genres::is_platform(&text);
        if let Some((place, year)) =
            text.rsplit_once(' ').filter(|(place, year)| dates::year(year).is_some() && words::is_city(place))
        {
            tail.stated.put(Field::Place, place);
            tail.stated.year = tail.stated.year.or(dates::year(year));
        } else if tail.genre == Some("thesis") || (tail.genre == Some("report") && words::is_body(&text)) {
            tail.stated.put(Field::Publisher, text);
        } else {
            put(tail, &text);
            if platform {
                tail.genre = Some("post");
            }
        }
    }
    if tail.genre == Some("paper-conference") && !left.is_empty() {
        let (_, place) = left.remove(0);
        tail.stated.put(Field::Place, place);
    }
    if tail.chapter || tail.genre.is_some() {
        book(tail, left);
        return;
    }
    // "Harbor Daily, Larch City": a town; a body behind a website's name.
    if let Some((_, text)) = left.first() {
        let text = text.clone();
        if words::is_city(&text) {
            tail.stated.put(Field::Place, text);
            left.remove(0);
        } else if words::is_body(&text) || words::is_publisher(&text) {
            tail.stated.put(Field::Publisher, text);
            left.remove(0);
        }
    }
}

/// After the title of a book or a report: place and publisher in either order.
fn book(tail: &mut Tail<'_>, left: &mut Vec<(usize, String)>) {
    let has = |tail: &Tail<'_>, field| tail.stated.get(field).is_some();
    let mut taken = 0;
    while let Some((_, text)) = left.first().cloned() {
        if taken == 2 {
            break;
        }
        taken += 1;
        if let Some((head, year)) = text.rsplit_once(' ').filter(|(_, year)| dates::year(year).is_some()) {
            tail.stated.year = tail.stated.year.or(dates::year(year));
            let field = if words::is_city(head) { Field::Place } else { Field::Publisher };
            tail.stated.put(field, head.trim_end_matches(','));
            left.remove(0);
            continue;
        }
        if tail.genre == Some("thesis") && has(tail, Field::Publisher) && !words::is_city(&text) {
            break;
        }
        let city = words::is_city(&text) && !words::is_publisher(&text);
        if city && !has(tail, Field::Place) {
            tail.stated.put(Field::Place, text);
        } else if !has(tail, Field::Publisher) {
            // An unknown town before a publisher: "Arle, Harrow Press, 1998".
            let second = left.get(1).map(|(_, text)| text.clone());
            let town = second.is_some_and(|second| {
                words::is_publisher(&second) && !words::is_publisher(&text) && !words::is_body(&text)
            });
            tail.stated.put(if town && !has(tail, Field::Place) { Field::Place } else { Field::Publisher }, text);
        } else if !has(tail, Field::Place) {
            tail.stated.put(Field::Place, text);
        } else {
            break;
        }
        left.remove(0);
    }
}
