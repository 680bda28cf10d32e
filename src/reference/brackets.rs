//! Brackets after the title: imprints, dates, kinds, second names, remarks.

use super::parts::Kind;
use super::pattern::pattern;
use super::stated::Field;
use super::tail::{Place, Tail};
use super::{containers, dates, front, genres, imprint, locators, names, web, words};
use crate::model::cite::{Locator, LocatorLabel};

pattern!(
    ALIAS,
    begins = [
        "here",
        "henceforth",
        "im folgenden",
        "nachfolgend",
        "fortan",
        "ci-après",
        "дал",
        "cited",
        "zit",
        "abbreviated",
        "abgekürzt"
    ],
    r"(?i)^(?:hereinafter|hereafter|henceforth|herein|im folgenden|nachfolgend|fortan|ci-après|далее|далі|cited (?:hereafter |below )?as|zit(?:iert)?\.? als|abbreviated(?: as)?|abgekürzt)(?:\s(?:cited as|referred to as|as|zitiert als|zit\.))?\s*[:–—-]?\s*(.+)$"
);
pattern!(
    ORIGINAL,
    r"(?i)^(?:(?:orig(?:inally|\.)?|first)\s(?:pub(?:lished|\.|l\.)?)?\s*(?:in\s)?)?((?:1[4-9]|20)\d\d)$"
);
pattern!(VERSION, begins = ["ver", "v."], r"(?i)^(?:version|ver\.|v\.)\s?(\d[\w.]*)$");
pattern!(NUMBERED, r"(?i)^(?:no|nr|№)\.?\s?(\d[\w/-]*)$");

/// Reads the bracket that is part `n`.
pub fn read(tail: &mut Tail<'_>, n: usize) {
    let part = &tail.parts[n];
    let text = tail.text(n).trim();
    if let Some(found) = ALIAS.captures(text) {
        let name = alias(found.get(1).map_or("", |name| name.as_str()), tail);
        tail.stated.put(Field::ShortTitle, name);
        return;
    }
    if let Some(inner) = quoted_whole(text) {
        tail.stated.put(Field::ShortTitle, inner.trim_start_matches("the "));
        return;
    }
    if part.kind == Kind::Square {
        square(tail, text);
        return;
    }
    if front::is_role(text) {
        return;
    }
    if let Some(italic) =
        tail.even.italics.iter().find(|italic| part.inner.start <= italic.start && italic.end <= part.inner.end)
        && tail.title == Kind::Quoted
        && tail.stated.get(Field::Container).is_none()
    {
        // OSCOLA: "(*Harbour Blog*, 3 May 2016)".
        let name = tail.even.get(italic.clone()).trim().to_owned();
        let rest = tail.even.get(italic.end..part.inner.end).trim_matches([',', ' ']).to_owned();
        if name.to_lowercase().contains("blog") {
            tail.genre = Some("post-weblog");
        }
        containers::put(tail, &name);
        tail.date(&rest);
        return;
    }
    if kinds(tail, text) {
        return;
    }
    if let Some(found) = locators::whole(text)
        && found.labelled
    {
        tail.places.push(Place { locator: found.locator, labelled: true, at: !tail.places.is_empty() });
        return;
    }
    if tail.date(text) {
        return;
    }
    // "7 (2)": the issue after a volume.
    let issue = text.len() <= 12
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | '/'))
        && text.contains(|c: char| c.is_ascii_digit());
    if issue && (tail.stated.get(Field::Volume).is_some() || tail.stated.get(Field::Container).is_some()) {
        tail.stated.put(Field::Issue, text);
        tail.journal = true;
        return;
    }
    if imprint::bracket(text, &mut tail.stated) {
        tail.day |= tail.stated.get(Field::Date).is_some_and(|date| date.len() == 10);
        return;
    }
    // "Harbor Daily (Larch City)": where a newspaper appears.
    let town = text.split(' ').count() <= 3
        && text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'));
    if town
        && tail.title == Kind::Quoted
        && (tail.stated.get(Field::Container).is_some() || tail.open.last().is_some_and(|open| open + 1 == n))
    {
        tail.stated.put(Field::Place, text);
        return;
    }
    if town && words::is_body(text) || words::acronym(text) {
        return;
    }
    // A remark ends the reference, unless more of it follows.
    let more = tail.parts.get(n + 1..).unwrap_or(&[]).iter().enumerate().any(|(m, next)| {
        let m = n + 1 + m;
        !tail.used[m]
            && (next.kind == Kind::Round
                || locators::whole(tail.text(m)).is_some()
                || dates::first(tail.text(m)).is_some())
    });
    if more {
        tail.sure *= 0.85;
    } else if !tail.parts.get(n + 1..).unwrap_or(&[]).iter().enumerate().any(|(m, _)| !tail.used[n + 1 + m]) {
        text.clone_into(&mut tail.stated.text_after);
        tail.close(n);
        if tail.parts.len() > n + 1 {
            tail.end = tail.parts.last().map_or(tail.end, |part| part.outer.end);
        }
    } else {
        tail.sure *= 0.9;
    }
}

/// The name in "hereafter Lock-Keepers".
pub fn alias_of(tail: &Tail<'_>, text: &str) -> Option<String> {
    let found = ALIAS.captures(text)?;
    Some(alias(found.get(1)?.as_str(), tail))
}

/// "“the Act”" as a whole.
fn quoted_whole(text: &str) -> Option<&str> {
    let inner = text.trim().trim_start_matches("the ");
    let inner = inner.strip_prefix(['“', '‘', '"', '«', '„'])?;
    let inner = inner.strip_suffix(['”', '’', '"', '»', '“'])?;
    (inner.len() < 60 && !inner.contains(['“', '‘', '"'])).then_some(inner)
}

/// The name that an alias gives: without marks, without the author before it.
fn alias(text: &str, tail: &Tail<'_>) -> String {
    let text = text.trim().trim_end_matches('.');
    let text = text.trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '«' | '»' | '„' | '*'));
    let author = tail.stated.authors.first().map(crate::model::work::Name::short);
    if let Some((head, rest)) = text.split_once(", ")
        && author.is_some_and(|author| head.contains(&author))
    {
        return rest.trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '"' | ' ')).to_owned();
    }
    text.strip_prefix("the ").unwrap_or(text).trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '"')).to_owned()
}

fn square(tail: &mut Tail<'_>, text: &str) {
    if let Some(found) = ORIGINAL.captures(text)
        && tail.stated.year.is_some()
    {
        tail.stated.put(Field::OriginalDate, found.get(1).map_or("", |year| year.as_str()));
        return;
    }
    let number = text.trim_start_matches("paras ").trim_start_matches("para ");
    if number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | ' ' | ']' | '['))
    {
        if dates::year(number).is_some() && tail.stated.year.is_none() {
            tail.date(number);
            return;
        }
        let value = number.replace(['[', ']'], "");
        tail.places.push(Place {
            locator: Locator { label: LocatorLabel::Paragraph, value },
            labelled: true,
            at: true,
        });
        return;
    }
    if kinds(tail, text) || tail.date(text) {}
    // "[Title in English]" after a foreign title, "[Online]".
}

/// A kind, with what else the bracket says: "(`PhD` thesis, University of Karrow, 2017)".
fn kinds(tail: &mut Tail<'_>, text: &str) -> bool {
    let pieces: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let named = pieces.iter().any(|piece| {
        genres::of(piece).is_some()
            || VERSION.is_match(piece)
            || web::accessed(piece).is_some()
            || piece.starts_with("trans")
            || piece.starts_with("transl")
    });
    if !named {
        // A bracket that is an edition and an imprint is read as one; "Working Paper No. 12" is not.
        let whole = tail.stated.clone();
        let genre = tail.genre;
        if pieces.len() == 1 && genres::take(tail, text) {
            return true;
        }
        tail.stated = whole;
        tail.genre = genre;
        return report(tail, &pieces);
    }
    for (n, piece) in pieces.iter().enumerate() {
        let rest = pieces.get(n + 1).copied().unwrap_or("");
        if let Some(found) = VERSION.captures(piece) {
            tail.stated.put(Field::Version, found.get(1).map_or("", |n| n.as_str()));
        } else if let Some(day) = web::accessed(&format!("{piece}, {rest}"))
            .filter(|_| web::accessed(piece).is_some() || piece.contains("ccessed"))
        {
            tail.stated.put(Field::Accessed, day);
        } else if genres::take(tail, piece) || tail.date(piece) {
        } else if let Some(found) = NUMBERED.captures(piece) {
            tail.stated.put(Field::Number, found.get(1).map_or("", |n| n.as_str()));
        } else if let Some(who) = piece
            .strip_prefix("trans. ")
            .or_else(|| piece.strip_prefix("transl. "))
            .or_else(|| piece.strip_prefix("translated by "))
        {
            tail.stated.translators = names::read(who).map(|people| people.names).unwrap_or_default();
        } else if tail.genre == Some("thesis") && tail.stated.get(Field::Publisher).is_some() {
            tail.stated.put(Field::Place, *piece);
        } else if let Some((place, publisher)) = piece.split_once(": ") {
            tail.stated.put(Field::Place, place);
            tail.stated.put(Field::Publisher, publisher);
        } else if let Some((head, year)) =
            piece.rsplit_once(' ').and_then(|(head, year)| Some((head, dates::year(year)?)))
        {
            tail.stated.put(Field::Publisher, head);
            tail.stated.year = tail.stated.year.or(Some(year));
        } else if piece.starts_with(char::is_uppercase) {
            tail.stated.put(
                if words::is_city(piece) && !words::is_body(piece) { Field::Place } else { Field::Publisher },
                *piece,
            );
        }
    }
    true
}

pattern!(
    REPORT,
    needs = ["Report", "Paper", "Brief", "Memorandum", "Insight"],
    r"^(?:(.{2,60}?)\s)?(?:(?:Research |Working |Policy |Discussion |Briefing |Occasional |Technical |Staff |Issue )*(?:Report|Paper|Brief|Memorandum|Insight)s?)(?:\s(?:No\.|Nr\.|no\.|number|#))?\s([A-Z]{0,5}[-–]?\d[\w./–-]*)$"
);

/// "(NBER Working Paper No. 12, 2019)", "(Report No. 5, London: Harrow, 2010)".
fn report(tail: &mut Tail<'_>, pieces: &[&str]) -> bool {
    let Some(at) = pieces.iter().position(|piece| REPORT.is_match(piece)) else { return false };
    if let Some(found) = REPORT.captures(pieces[at]) {
        tail.stated.put(Field::Number, found.get(2).map_or("", |n| n.as_str()));
        if let Some(body) = found.get(1).filter(|body| !genres::is_modifier(body.as_str())) {
            tail.stated.put(Field::Publisher, body.as_str());
        }
    }
    tail.genre = tail.genre.or(Some("report"));
    let rest: Vec<&str> = pieces.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, piece)| *piece).collect();
    if !rest.is_empty() {
        imprint::bracket(&rest.join(", "), &mut tail.stated);
    }
    true
}
