//! Names of people and organisations, as lines of their own show them.

use crate::import::dates;
use crate::import::repair::{shape, words};

/// Small words inside names.
const PARTICLES: [&str; 22] = [
    "de", "da", "di", "du", "del", "della", "der", "den", "van", "von", "zu", "la", "le", "el", "al", "bin", "ibn",
    "ter", "ten", "dos", "af", "y",
];

const BEFORE: [&str; 20] = [
    "by ",
    "written by ",
    "author: ",
    "authors: ",
    "author(s): ",
    "text: ",
    "text by ",
    "words by ",
    "words: ",
    "von ",
    "autor: ",
    "autorin: ",
    "autoren: ",
    "par ",
    "por ",
    "автор: ",
    "submitted by ",
    "posted by ",
    "авторы: ",
    "аўтар: ",
];

/// The bytes of `By ` or `Author: `, and the rest.
pub fn unlabelled(text: &str) -> (usize, &str) {
    let text = text.trim();
    for before in BEFORE {
        let head: String = text.chars().take(before.chars().count()).collect();
        if head.to_lowercase() == before && text.len() > head.len() {
            return (head.len(), text[head.len()..].trim());
        }
    }
    (0, text)
}

/// A line in capitals as names are written: `BY UNA HARROW AND IDA LIND`.
pub fn calm(text: &str) -> String {
    if !words::shouted(text) {
        return text.to_owned();
    }
    titled(text).replace(" And ", " and ").replace(" Und ", " und ")
}

/// The people of a line: as many as there are before something that is no name.
pub fn people(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    // `Lena Fisk in Port Amrit`
    let text = text.split(" in ").next().unwrap_or(text);
    let text = text
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace(" und ", ",")
        .replace(" et ", ",")
        .replace(" и ", ",")
        .replace(';', ",");
    for part in text.split(',') {
        let name = part.trim().trim_start_matches("and ").trim_end_matches(['*', '†', '‡', '.']).trim();
        if name.is_empty() {
            continue;
        }
        if !is_name(name) {
            break;
        }
        out.push(if words::shouted(name) { titled(name) } else { name.to_owned() });
    }
    out
}

fn titled(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut start = true;
    lower
        .chars()
        .map(|c| {
            let out = if start { c.to_uppercase().next().unwrap_or(c) } else { c };
            start = matches!(c, ' ' | '-' | '\'' | '’' | '.');
            out
        })
        .collect()
}

/// A body's name out of capitals: all but the small words begin with one.
pub fn titled_body(name: &str) -> String {
    let small = ["of", "for", "and", "the", "on", "in", "der", "für", "und", "de", "des", "du"];
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    let words = name.split(' ').enumerate();
    let words: Vec<String> =
        words.map(|(n, word)| if n > 0 && small.contains(&word) { word.to_owned() } else { capital(word) }).collect();
    words.join(" ")
}

/// All of the line is names.
pub fn is_line(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 120 || words::shouted(text) {
        return false;
    }
    let parts: Vec<&str> =
        text.split([',', ';', '&']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" und ")).collect();
    parts.iter().all(|part| is_name(part.trim().trim_end_matches(['*', '†', '‡']).trim()))
}

/// All of the line is names, and the document does not write all their words small elsewhere: `Accord After Ten Years` is
/// the end of a title.
pub fn is_line_of(text: &str, small: impl Fn(&str) -> bool) -> bool {
    is_line(text) && !is_common(text, small)
}

/// The document writes most of its words small as well: those that `small` tells so.
pub fn is_common(text: &str, small: impl Fn(&str) -> bool) -> bool {
    let small = |word: &&str| words::is_small(&word.to_lowercase()) || small(word);
    let long = words::split(text).into_iter().map(|(_, word)| words::stem(word).0).filter(|word| word.len() > 2);
    let long: Vec<&str> = long.collect();
    long.iter().filter(|word| small(word)).count() * 2 > long.len()
}

pub fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    if !(2..=5).contains(&parts.len()) || is_role(name) || named_body(name) {
        return false;
    }
    let mut capitals = 0;
    for part in &parts {
        let first = part.chars().next();
        if PARTICLES.contains(&part.to_lowercase().as_str()) {
            continue;
        }
        let letters = part.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, '-' | '.' | '\'' | '’')
                || unicode_normalization::char::is_combining_mark(c)
        });
        if !letters || !first.is_some_and(char::is_uppercase) || SMALL.contains(&part.to_lowercase().as_str()) {
            return false;
        }
        capitals += 1;
    }
    capitals >= 2
}

/// Words that titles have and names have not.
const SMALL: [&str; 34] = [
    "the",
    "a",
    "an",
    "of",
    "and",
    "in",
    "on",
    "for",
    "to",
    "with",
    "how",
    "why",
    "what",
    "who",
    "is",
    "are",
    "report",
    "paper",
    "policy",
    "war",
    "new",
    "briefing",
    "politics",
    "systems",
    "food",
    "from",
    "at",
    "introduction",
    "summary",
    "conclusion",
    "background",
    "not",
    "its",
    "our",
];

fn is_role(text: &str) -> bool {
    const ROLES: [&str; 16] = [
        "fellow",
        "professor",
        "director",
        "editor",
        "analyst",
        "researcher",
        "correspondent",
        "lecturer",
        "advisor",
        "adviser",
        "head",
        "associate",
        "scholar",
        "minister",
        "officer",
        "president",
    ];
    text.to_lowercase().split_whitespace().any(|word| ROLES.contains(&word))
}

fn named_body(text: &str) -> bool {
    const WORDS: [&str; 62] = [
        "office",
        "ministry",
        "institute",
        "institution",
        "centre",
        "center",
        "forum",
        "council",
        "university",
        "foundation",
        "department",
        "agency",
        "bureau",
        "society",
        "association",
        "commission",
        "committee",
        "academy",
        "college",
        "trust",
        "school",
        "bank",
        "network",
        "initiative",
        "group",
        "press",
        "institut",
        "stiftung",
        "zentrum",
        "universität",
        "ministerium",
        "verein",
        "институт",
        "центр",
        "министерство",
        "фонд",
        "court",
        "authority",
        "chamber",
        "assembly",
        "parliament",
        "observatory",
        "amt",
        "bundesamt",
        "akademie",
        "hochschule",
        "gesellschaft",
        "ośrodek",
        "instytut",
        "centrum",
        "fundacja",
        "ministerstwo",
        "uniwersytet",
        "stowarzyszenie",
        "rada",
        "izba",
        "інститут",
        "міністерство",
        "рада",
        "академія",
        "університет",
        "агентство",
    ];
    text.to_lowercase().split_whitespace().any(|word| WORDS.contains(&word))
}

pub fn is_organisation(text: &str) -> bool {
    let text = text.trim();
    if is_role(text) || text.split_once(',').is_some_and(|(name, _)| leading(name).is_some()) {
        return false;
    }
    let upper = text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    let small = text
        .split_whitespace()
        .filter(|word| {
            word.starts_with(char::is_lowercase)
                && !["of", "for", "and", "the", "on", "in", "für", "der", "und", "de", "des", "du"].contains(word)
        })
        .count();
    // Not in all languages has each word of a name a capital.
    let first = text.split_whitespace().next().unwrap_or("");
    let whole = upper > 1 && small == 0;
    let leading = first.starts_with(char::is_uppercase) && named_body(first) && small < 5;
    (whole || leading) && !text.ends_with(['.', '?', '!', ':', ',']) && !text.contains(':') && named_body(text)
}

/// `Working Paper 14` alone in its line, or a code: `HC 611`, `Cm 9437`, `COM(2021) 345`.
pub fn is_number(text: &str) -> bool {
    let text = text.trim();
    if is_code(text) {
        return true;
    }
    let Some((words, number)) = text.rsplit_once(' ') else { return false };
    let digits = number.chars().count() < 8
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '–' | '-' | '.'));
    let words = words.to_lowercase();
    let series = [
        "paper",
        "brief",
        "briefing",
        "report",
        "note",
        "no.",
        "no",
        "number",
        "memo",
        "bulletin",
        "nr.",
        "№",
        "issue",
        "commentary",
        "comment",
        "insight",
        "memorandum",
        "monograph",
        "session",
        "studie",
        "studien",
        "arbeitspapier",
        "analyse",
        "numéro",
        "nr",
        "zeszyt",
    ];
    digits && shape::words(&words) < 6 && words.rsplit(' ').next().is_some_and(|last| series.contains(&last))
}

/// Two to four letters that begin with a capital, and numbers: no year behind them, which would be a title's
/// (`NATO 2030`).
fn is_code(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (head, number) = text.split_at(letters);
    let bare = number.trim_start();
    let year = bare.len() == 4 && bare.starts_with(['1', '2']);
    (2..=4).contains(&letters)
        && head.starts_with(|c: char| c.is_ascii_uppercase())
        && number.len() < 16
        && number.starts_with([' ', '(', '/', '-'])
        && bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '/' | '-'))
        && bare.bytes().any(|b| b.is_ascii_digit())
        && bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'(' | b')' | b'/' | b'-' | b' ' | b'.'))
        && !year
        && dates::printed(text).is_none()
}

/// `Dr Helena Brook, Senior Fellow, Institute for Coastal Studies`: the name in a line that says who it is.
pub fn described(text: &str) -> Option<String> {
    if let Some((name, rest)) = text.trim().split_once(" (") {
        let body = rest.split(')').next().is_some_and(is_organisation);
        return leading(name).filter(|whole| body && whole.split(' ').count() == name.split(' ').count());
    }
    let (name, rest) = text.trim().split_once(", ")?;
    let who = is_role(rest) || rest.split(',').any(is_organisation);
    (who && text.len() < 160 && !text.trim().ends_with(['.', '?', '!'])).then(|| leading(name)).flatten()
}

/// The name at the start of `Oliver Davis graduated from …`.
pub fn leading(text: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for word in text.split_whitespace().take(6) {
        let bare = word.trim_end_matches(',');
        let particle = PARTICLES.contains(&bare);
        if !bare.starts_with(char::is_uppercase) && (!particle || parts.is_empty()) {
            break;
        }
        parts.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    // Titles before a name are no part of it.
    while parts.first().is_some_and(|part| {
        ["Dr", "Dr.", "Prof", "Prof.", "Professor", "Mr", "Mrs", "Ms", "Sir", "Dame", "The"].contains(part)
    }) {
        parts.remove(0);
    }
    let name = parts.join(" ");
    is_name(&name).then_some(name)
}

/// `The Harbour Policy Forum is an independent body`: who it is.
pub fn publisher(text: &str) -> Option<String> {
    let rest = text.strip_prefix("The ").or(text.strip_prefix("the ")).unwrap_or(text);
    let mut parts: Vec<&str> = Vec::new();
    for word in rest.split_whitespace().take(14) {
        if matches!(word, "is" | "was" | "are") {
            let last_small = parts.last().is_some_and(|last| last.starts_with(char::is_lowercase));
            return (parts.len() > 1 && !last_small).then(|| parts.join(" "));
        }
        let small = ["of", "for", "and", "the", "on", "in", "de", "der", "für"].contains(&word);
        if !word.starts_with(char::is_uppercase) && !small {
            return None;
        }
        parts.push(word.trim_end_matches(','));
    }
    None
}

/// `in this Quayside Paper`: the name of the series.
pub fn series(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if !word.eq_ignore_ascii_case("this") {
            continue;
        }
        let mut name = Vec::new();
        while let Some(next) = words.next_if(|next| next.starts_with(char::is_uppercase)) {
            let bare = next.trim_end_matches(['.', ',', ';']);
            name.push(bare);
            if bare.len() < next.len() {
                break;
            }
        }
        if name.len() > 1 {
            return Some(name.join(" "));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles() {
        for name in ["Corin Hale", "Zoë Fairfax-Ng", "Silas McCrae", "J. R. de la Cruz", "Марта Ковальчук"]
        {
            assert!(is_line(name), "{name}");
        }
        for line in [
            "Night trains",
            "Food Systems",
            "The Long Way",
            "Office for Lost Property",
            "PEAT LAND",
            "Senior Fellow",
            "A Long Name Of Many Words Here",
        ] {
            assert!(!is_line(line), "{line}");
        }
        assert!(is_line("Marta Ellingsen and Jonas Quill"));
        assert_eq!(people("Marta Ellingsen, Jonas Quill and A. Dray"), ["Marta Ellingsen", "Jonas Quill", "A. Dray"]);
    }

    #[test]
    fn a_disclaimer_says_who_publishes() {
        assert_eq!(
            publisher("The Harbour Policy Forum is an independent body").as_deref(),
            Some("Harbour Policy Forum")
        );
        assert_eq!(
            publisher("The Centre for Slow Studies and Rest is the town's think tank").as_deref(),
            Some("Centre for Slow Studies and Rest")
        );
        assert_eq!(publisher("The views expressed are those of the author"), None);
        assert_eq!(series("views expressed in this Quayside Paper are").as_deref(), Some("Quayside Paper"));
        assert_eq!(series("The aim of this briefing is"), None);
    }

    #[test]
    fn a_line_may_say_who_an_author_is() {
        assert_eq!(described("Dr Ada Cole, Senior Fellow, Institute for Coasts").as_deref(), Some("Ada Cole"));
        assert_eq!(described("Noor Halim (University of Senn)").as_deref(), Some("Noor Halim"));
        assert_eq!(described("Night trains, and the way home"), None);
        assert_eq!(described("Office for Lost Property (closed)"), None);
    }

    #[test]
    fn a_bio_begins_with_its_name() {
        assert_eq!(leading("Oliver Davis graduated from King's College").as_deref(), Some("Oliver Davis"));
        assert_eq!(leading("Dr Ada van der Berg, a fellow").as_deref(), Some("Ada van der Berg"));
        assert_eq!(leading("The author farms sheep"), None);
    }
}
