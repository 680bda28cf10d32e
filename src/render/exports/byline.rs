//! A name of a byline in the parts that bibliographies need: family name, given names, or a body that has none.
//!
//! An editor's word comes first: `sort` or `kind` on the author's page, or a comma in the name. Otherwise a name is read as
//! English prints it, and what looks like an office, a desk or an institute stays whole.

use crate::base::text::squeeze;
use crate::model::matter::{EntityKind, EntityMatter};
use crate::model::work::Name;

/// `page` is what the author's own page says.
#[must_use]
pub fn name(printed: &str, page: Option<&EntityMatter>, has_orcid: bool) -> Name {
    let printed = squeeze(printed);
    let kind = page.map(|page| page.kind).unwrap_or_default();
    if kind == EntityKind::Organisation {
        return Name::Literal(printed);
    }
    let sort = page.and_then(|page| page.sort.as_deref()).unwrap_or(&printed);
    if let Some(person) = in_parts(sort) {
        return person;
    }
    let is_person = has_orcid || kind == EntityKind::Person;
    if !is_person && is_body(&printed) { Name::Literal(printed) } else { read(&printed) }
}

/// "Berg, Ann" and "King, Martin Luther, Jr."
fn in_parts(text: &str) -> Option<Name> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (family, given, suffix) = match parts[..] {
        [family, given] => (family, given, ""),
        [family, given, suffix] if is_suffix(suffix) => (family, given, suffix),
        [family, suffix, given] if is_suffix(suffix) => (family, given, suffix),
        _ => return None,
    };
    if family.is_empty() || given.is_empty() || is_suffix(given) {
        return None;
    }
    let (particle, family) = particle(family);
    Some(person(family, given, particle, suffix))
}

/// "Ludwig van Beethoven", "Martin Luther King Jr."
fn read(text: &str) -> Name {
    let mut words: Vec<&str> = text.split(' ').map(|word| word.trim_end_matches(',')).collect();
    let suffix = if words.len() > 2 { words.pop_if(|word| is_suffix(word)).unwrap_or("") } else { "" };
    let last = words.len().saturating_sub(1);
    let from = words.iter().skip(1).position(|word| is_small(word)).map_or(last, |at| (at + 1).min(last));
    let (given, family) = words.split_at(from);
    if given.is_empty() {
        return Name::Literal(text.to_owned());
    }
    let family = family.join(" ");
    let (particle, family) = particle(&family);
    person(family, &given.join(" "), particle, suffix)
}

fn person(family: &str, given: &str, particle: &str, suffix: &str) -> Name {
    let [family, given, particle, suffix] = [family, given, particle, suffix].map(str::to_owned);
    Name::Person { family, given, particle, suffix }
}

/// The small words that a family name begins with.
fn particle(family: &str) -> (&str, &str) {
    let mut at = 0;
    for word in family.split_inclusive(' ') {
        if at + word.len() == family.len() || !is_small(word) {
            break;
        }
        at += word.len();
    }
    (family[..at].trim_end(), &family[at..])
}

fn is_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "MP" | "KC" | "QC")
}

/// No person is called so.
fn is_body(text: &str) -> bool {
    let words: Vec<String> = text.split([' ', '/', '-', '’', '\'']).map(str::to_lowercase).collect();
    let first = words.first().map_or("", String::as_str);
    words.len() < 2
        || first == "the"
        || text.contains(|c: char| c.is_ascii_digit() || c == '&' || c == '/')
        || words.iter().any(|word| matches!(word.as_str(), "and" | "of" | "for" | "on"))
        || words.iter().skip(1).chain(words.first()).any(|word| BODIES.contains(&word.as_str()))
}

const BODIES: [&str; 48] = [
    "academy",
    "agency",
    "alliance",
    "association",
    "authority",
    "board",
    "bureau",
    "centre",
    "center",
    "centrum",
    "club",
    "college",
    "commission",
    "committee",
    "company",
    "council",
    "department",
    "desk",
    "directorate",
    "editors",
    "editorial",
    "federation",
    "forum",
    "foundation",
    "group",
    "inc",
    "initiative",
    "institut",
    "institute",
    "lab",
    "league",
    "ltd",
    "ministry",
    "network",
    "observatory",
    "office",
    "organisation",
    "organization",
    "party",
    "press",
    "programme",
    "project",
    "research",
    "service",
    "society",
    "staff",
    "team",
    "university",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &Name) -> String {
        match name {
            Name::Literal(words) => format!("[{words}]"),
            Name::Person { family, given, particle, suffix } => format!("{family}|{given}|{particle}|{suffix}"),
        }
    }

    #[test]
    fn names_are_read_as_they_are_printed() {
        for (printed, expected) in [
            ("Andrew Wilson", "Wilson|Andrew||"),
            ("J. R. R. Tolkien", "Tolkien|J. R. R.||"),
            ("Ludwig van Beethoven", "Beethoven|Ludwig|van|"),
            ("Ursula von der Leyen", "Leyen|Ursula|von der|"),
            ("Martin Luther King Jr.", "King|Martin Luther||Jr."),
            ("Martin Luther King, Jr.", "King|Martin Luther||Jr."),
            ("van der Berg, Ann", "Berg|Ann|van der|"),
            ("Сяргей Навумчык", "Навумчык|Сяргей||"),
            ("The Editors", "[The Editors]"),
            ("Maps and Figures Desk", "[Maps and Figures Desk]"),
            ("Sources Desk", "[Sources Desk]"),
            ("Chatham House & Friends", "[Chatham House & Friends]"),
            ("Institute for the Study of War", "[Institute for the Study of War]"),
            ("Plato", "[Plato]"),
            ("", "[]"),
            (",", "[,]"),
        ] {
            assert_eq!(shown(&name(printed, None, false)), expected, "{printed}");
        }
    }

    #[test]
    fn an_editors_word_comes_first() {
        let page =
            |kind, sort: Option<&str>| EntityMatter { kind, sort: sort.map(str::to_owned), ..EntityMatter::default() };
        let of = |printed, page: &EntityMatter| shown(&name(printed, Some(page), false));
        assert_eq!(of("Nguyen Van An", &page(EntityKind::Concept, Some("Nguyen, Van An"))), "Nguyen|Van An||");
        assert_eq!(of("Anna Company", &page(EntityKind::Person, None)), "Company|Anna||");
        assert_eq!(of("Chatham House", &page(EntityKind::Organisation, None)), "[Chatham House]");
        assert_eq!(shown(&name("Anna Press", None, true)), "Press|Anna||");
    }
}
