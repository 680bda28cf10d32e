//! What stands before the title: authors, a body, the number of a report, who testified.

use super::house::House;
use super::parts::{Before, Kind, Part};
use super::pattern::{Match, pattern};
use super::stated::{Field, Stated};
use super::tail::Tail;
use super::text::Even;
use super::{names, words};
use crate::model::work::Name;

#[derive(Clone, Debug, Default)]
pub struct Front {
    /// Where the reference begins, if words before the names are no part of it.
    pub start: Option<usize>,
    pub people: bool,
}

pattern!(
    REPORT,
    needs = [
        "Report",
        "Paper",
        "Brief",
        "Memo",
        "Insight",
        "In Focus",
        "Testimony",
        "Note",
        "Bulletin",
        "Circular",
        "Study"
    ],
    r"^(?:(.{2,60}?)\s)?((?:Research |Working |Policy |Discussion |Briefing |Occasional |Technical |Staff |Issue )?(?:Report|Paper|Brief|Memorandum|Memo|Insight|In Focus|Testimony|Note|Bulletin|Circular|Study)s?)(?:\s(?:No\.|Nr\.|no\.|number|#))?\s([A-Z]{0,5}[-–]?\d[\w./–-]*)$"
);
pattern!(
    TESTIMONY,
    needs = ["testimony", "statement", "evidence", "remarks", "speech", "address"],
    r"(?i)^(?:(?:prepared |written |oral )?(?:testimony|statement|evidence) (?:of|by)|remarks (?:of|by)|speech (?:of|by)|address (?:of|by))\s+(.+)$"
);

pattern!(SLAVIC, r"^\p{Lu}[\p{Cyrillic}’'ʼ-]+,? \p{Lu}\.(?:\s?\p{Lu}\.)?");

/// The name at the start of a text; nobody looks for one where no letter is Cyrillic.
fn slavic_name(text: &str) -> Option<Match<'_>> {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    text.contains(cyrillic).then(|| SLAVIC.find(text)).flatten()
}

/// "Петренко О. В. Порти України": the initials end the name, and the title follows without a mark.
pub fn part_slavic(even: &Even, parts: &mut Vec<Part>) {
    for n in 0..parts.len().min(6) {
        let part = &parts[n];
        let text = even.get(part.inner.clone());
        let Some(found) = slavic_name(text).filter(|_| part.kind == Kind::Words) else { return };
        let rest = text.get(found.end()..).unwrap_or("");
        if rest.trim().is_empty() {
            continue;
        }
        let title = rest.trim_start();
        if rest.starts_with(' ')
            && title.starts_with(char::is_uppercase)
            && title.chars().nth(1).is_some_and(char::is_lowercase)
        {
            let at = part.inner.start + found.end();
            let end = part.outer.end;
            let title_at = part.inner.end - title.len();
            let second =
                Part { kind: Kind::Words, inner: title_at..part.inner.end, outer: title_at..end, before: Before::Stop };
            let first = Part {
                kind: Kind::Words,
                inner: part.inner.start..at,
                outer: part.outer.start..at,
                before: part.before,
            };
            parts[n] = first;
            parts.insert(n + 1, second);
        }
        return;
    }
}

/// How many of the first parts are names of the form "Петренко О. В.", where a title follows.
pub fn slavic(tail: &Tail<'_>) -> Option<usize> {
    let names = (0..tail.parts.len()).take_while(|n| {
        let text = tail.text(*n);
        tail.parts[*n].kind == Kind::Words && slavic_name(text).is_some_and(|found| found.end() == text.len())
    });
    let count = names.count();
    (count > 0
        && tail.parts.get(count).is_some_and(|part| part.kind == Kind::Words && part.before == Before::Stop)
        && tail.is_plain(count))
    .then_some(count)
}

/// "(eds)", "(@handle)", "(Hg.)" among the names.
pub fn is_role(text: &str) -> bool {
    let bare = text.trim().trim_end_matches('.').to_lowercase();
    text.starts_with('@')
        || matches!(
            bare.as_str(),
            "ed" | "eds"
                | "hg"
                | "hgg"
                | "hrsg"
                | "dir"
                | "éd"
                | "éds"
                | "red"
                | "ред"
                | "editor"
                | "editors"
                | "trans"
                | "cur"
                | "coord"
                | "упоряд"
                | "отв. ред"
                | "за ред"
        )
}

/// Reads the parts before the title into names; nothing where they are no part of a reference.
pub fn read(even: &Even, parts: &[Part], stated: &mut Stated, sure: &mut f64) -> Option<Front> {
    let mut front = Front::default();
    let Some(first) = parts.first() else { return Some(front) };
    let mut text = String::new();
    for part in parts {
        let inner = even.get(part.inner.clone());
        if part.kind == Kind::Round && inner.starts_with('@') {
            // A handle says who it is once more.
        } else if matches!(part.kind, Kind::Words | Kind::Round | Kind::Square) {
            let outer = even.get(part.outer.clone());
            if !text.is_empty() {
                text.push_str(if matches!(part.before, Before::Comma | Before::Semicolon | Before::Colon) {
                    ", "
                } else {
                    " "
                });
            }
            text.push_str(if part.kind == Kind::Words { inner } else { outer });
        }
    }
    let text = text.trim();
    if text.is_empty() {
        return Some(front);
    }
    if let Some(found) = REPORT.captures(text) {
        stated.put(Field::Number, found.get(3).map_or("", |n| n.as_str()));
        if let Some(body) = found.get(1).filter(|body| !super::genres::is_modifier(body.as_str())) {
            stated.put(Field::Publisher, body.as_str());
        }
        stated.kind = "report";
        return Some(front);
    }
    if let Some(found) = TESTIMONY.captures(text) {
        let who = found.get(1).map_or("", |who| who.as_str());
        stated.kind = if text.to_lowercase().contains("testimony") || text.to_lowercase().contains("statement of") {
            "hearing"
        } else {
            "speech"
        };
        let (who, rest) = match who.split_once(", in ").or_else(|| who.split_once(" in ")) {
            Some((who, rest)) => (who, rest),
            None => {
                (who.split(", before ").next().unwrap_or(who), who.split_once(", before ").map_or("", |(_, rest)| rest))
            }
        };
        // "Ada Voss, Director of Ports": the office is no name.
        let who = who.split(", ").next().unwrap_or(who);
        stated.authors.extend(names::one(names::titleless(who)));
        if !rest.is_empty() {
            stated.put(Field::Container, rest.trim_end_matches(','));
        }
        return Some(front);
    }
    if text.starts_with('@') && !text.contains(' ') {
        stated.authors.push(Name::Literal(text.to_owned()));
        return Some(front);
    }
    if let Some(people) = names::read(text) {
        front.people = true;
        if people.editors {
            stated.editors = people.names;
        } else {
            stated.authors = people.names;
        }
        return Some(front);
    }
    // Words of a sentence, then names: "The figures are from Ada Voss".
    let all = even.get(first.outer.start..parts.last().map_or(first.outer.end, |part| part.outer.end));
    if let Some((at, people)) = names_at_end(all) {
        front.people = true;
        front.start = Some(first.outer.start + at);
        stated.authors = people;
        *sure *= 0.8;
        return Some(front);
    }
    // A sentence whose end quotes a title.
    if words::is_prose(text) || text.split_whitespace().count() > 12 || !text.starts_with(char::is_uppercase) {
        return None;
    }
    stated.authors.push(Name::Literal(text.trim_end_matches(',').to_owned()));
    *sure *= 0.7;
    Some(front)
}

/// The longest row of capitalised words at the end that are names, after a word in small letters.
fn names_at_end(text: &str) -> Option<(usize, Vec<Name>)> {
    let trimmed = text.trim_end_matches([',', ' ', ':']);
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in trimmed.split(' ') {
        starts.push(at);
        at += word.len() + 1;
    }
    let small = starts.iter().rposition(|start| {
        let word = trimmed.get(*start..).unwrap_or("").split(' ').next().unwrap_or("");
        word.starts_with(char::is_lowercase) && !names::PARTICLES_AND.contains(&word)
    })?;
    let start = *starts.get(small + 1)?;
    let people = names::read(trimmed.get(start..)?)?;
    let persons = people.names.iter().all(|name| matches!(name, Name::Person { given, .. } if !given.is_empty()));
    persons.then_some((start, people.names))
}

/// How many of the first parts are names, where no mark tells the title.
pub fn length(tail: &Tail<'_>, house: &House) -> usize {
    let parts = tail.parts;
    let plain = |n: usize| parts.get(n).is_some_and(|part| part.kind == Kind::Words && tail.is_plain(n));
    let person = |n: usize| {
        plain(n)
            && matches!(names::one(names::titleless(tail.text(n))), Some(Name::Person { given, .. }) if !given.is_empty())
    };
    let first = tail.text(0);
    if parts.get(1).is_some_and(|part| part.kind == Kind::Round) && !is_role(tail.text(1)) {
        // "Annual Survey of Crossings (Warsaw, 2020)" and "Voss (2020)": the bracket tells.
        return 0;
    }
    if parts.get(1).is_some_and(|part| part.kind == Kind::Round) {
        return 2;
    }
    // "A B, C D, and E F, Title"
    for n in 1..parts.len().min(8) {
        let Some(last) = plain(n)
            .then(|| tail.text(n))
            .and_then(|text| text.strip_prefix("and ").or_else(|| text.strip_prefix("& ")))
        else {
            continue;
        };
        if names::one(last).is_some_and(|name| matches!(name, Name::Person { .. })) && (0..n).all(&plain) {
            return n + 1;
        }
    }
    let single = !first.contains(' ');
    let second = tail.text(1);
    let given = (names::is_initials(second) && second.contains('.'))
        || (house.family_first
            && second.split(' ').count() <= 2
            && names::one(&format!("{second} {first}")).is_some_and(|name| matches!(name, Name::Person { .. })));
    if single && plain(1) && given && parts[1].before == Before::Comma && !words::acronym(first) {
        return 2;
    }
    // "Müller, Hans: Titel"
    if let Some(colon) = (1..parts.len().min(6)).find(|n| parts[*n].before == Before::Colon)
        && (0..colon).all(plain)
        && colon <= 5
    {
        let text = tail.even.get(parts[0].outer.start..parts[colon - 1].outer.end);
        let people = names::read(text);
        if people.is_some_and(|people| {
            people.names.iter().all(|name| matches!(name, Name::Person { given, .. } if !given.is_empty()))
        }) {
            return colon;
        }
    }
    let named = names::read(first).is_some_and(|people| {
        people.names.iter().all(|name| match name {
            Name::Person { .. } => true,
            Name::Literal(name) => name.split(' ').count() <= 9,
        })
    });
    let follows = parts.get(1).is_some_and(|part| matches!(part.before, Before::Comma | Before::Stop | Before::Colon));
    usize::from(named && (follows || parts.len() == 1) && (person(0) || plain(0)))
}
