//! People and bodies, as notes write them.

use super::words::{self, PARTICLES};
use crate::model::work::Name;

/// Names and what they did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    pub names: Vec<Name>,
    /// "(eds)", "Hg." behind the names.
    pub editors: bool,
    /// The order of given and family name was a guess.
    pub unsure: bool,
}

/// More are no list of authors.
const MOST: usize = 24;

/// The names in a stretch of words; none where it holds something else.
pub fn read(text: &str) -> Option<People> {
    let mut out = People::default();
    let mut text = text
        .trim()
        .trim_start_matches("By ")
        .trim_start_matches("by ")
        .trim_matches(|c: char| matches!(c, ',' | ';' | ':') || c.is_whitespace());
    if let Some(head) = without_editors(text) {
        out.editors = true;
        text = head;
    }
    let text = without_others(text);
    if text.is_empty() || text.len() > 400 || !text.starts_with(|c: char| c.is_alphabetic() || c == '@') {
        return None;
    }
    if text.starts_with(char::is_lowercase) && !PARTICLES.iter().any(|particle| text.starts_with(particle)) {
        return None;
    }
    let pieces = pieces(text);
    if pieces.len() > MOST {
        return None;
    }
    let mut n = 0;
    while let Some(piece) = pieces.get(n) {
        let next = pieces.get(n + 1);
        let piece_text = titleless(piece.text);
        if piece_text.is_empty() {
            n += 1;
            continue;
        }
        if let Some(suffix) = is_suffix(piece_text).then_some(piece_text) {
            if let Some(Name::Person { suffix: slot, .. }) = out.names.last_mut() {
                suffix.clone_into(slot);
            }
            n += 1;
            continue;
        }
        // "Smith, J." and "Smith, John": the comma turns the name round.
        if let Some(next) = next.filter(|next| !next.joined && is_family(piece_text)) {
            let given = next.text.trim();
            let rest = &pieces[n + 2..];
            if is_initials(given) || (!spaced(piece_text) && is_given(given) && turns(n, &out, rest, given)) {
                out.names.push(person(piece_text, given));
                n += 2;
                continue;
            }
        }
        out.names.push(one(piece_text)?);
        n += 1;
    }
    (!out.names.is_empty()).then_some(out)
}

/// Whether "Family, Given" is one name here and not two.
fn turns(n: usize, out: &People, rest: &[Piece<'_>], given: &str) -> bool {
    if n > 0 {
        // All others were turned as well.
        return matches!(out.names.first(), Some(Name::Person { .. })) && !given.contains(' ');
    }
    let whole = |piece: &Piece<'_>| piece.text.split_whitespace().count() >= 2;
    rest.is_empty() || rest.iter().all(whole) || rest.first().is_some_and(|piece| piece.joined) || rest.len() % 2 == 0
}

struct Piece<'t> {
    text: &'t str,
    /// "and" stands before it.
    joined: bool,
}

/// Small words that stand inside a row of names.
pub const PARTICLES_AND: [&str; 14] =
    ["and", "und", "et", "van", "von", "de", "der", "den", "del", "della", "di", "da", "du", "la"];

const AND: [&str; 11] = ["and", "&", "und", "et", "y", "и", "та", "і", "й", "e", "u."];

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for part in text.split([',', ';', '/']) {
        let mut joined = false;
        let mut start = 0;
        let mut at = 0;
        let mut push = |from: usize, to: usize, joined: bool| {
            let text = part.get(from..to).unwrap_or("").trim();
            if !text.is_empty() {
                out.push(Piece { text, joined });
            }
        };
        if words::is_body(part) && !looks_like_list(part) {
            let bare = part.trim();
            let joined = AND.iter().any(|and| bare.strip_prefix(and).is_some_and(|rest| rest.starts_with(' ')));
            let from = if joined { part.find(bare).unwrap_or(0) + bare.find(' ').unwrap_or(0) } else { 0 };
            push(from, part.len(), joined);
            continue;
        }
        for word in part.split(' ') {
            let end = at + word.len();
            if AND.contains(&word) && !(word == "e" && at == 0) {
                push(start, at, joined);
                joined = true;
                start = end;
            }
            at = end + 1;
        }
        push(start, part.len(), joined);
    }
    out
}

/// "Ministry of War and John Smith": a body and a person; "Ministry of Roads and Bridges" is one body.
fn looks_like_list(part: &str) -> bool {
    part.split(" and ").flat_map(|part| part.split(" & ")).skip(1).any(|last| {
        last.split_whitespace().count() >= 2
            && !words::is_body(last)
            && last.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    })
}

/// One name that is written straight, or that of a body.
pub fn one(text: &str) -> Option<Name> {
    let text = text.trim().trim_end_matches(['.', ',']).trim();
    let text = if words::keeps_stop(text) && !text.is_empty() { with_stop(text) } else { text.to_owned() };
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > 14 {
        return None;
    }
    if words::is_body(&text) {
        return Some(Name::Literal(text));
    }
    if words.len() == 1 {
        return text.starts_with(|c: char| c.is_uppercase()).then(|| person(&text, ""));
    }
    if words.len() > 6 || words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    if !words.iter().all(|word| {
        word.starts_with(char::is_uppercase)
            || PARTICLES.contains(&word.to_lowercase().as_str())
            || word.starts_with("d’")
            || word.starts_with("d'")
            || word.starts_with("al-")
            || word.starts_with("el-")
            || word.starts_with("ʿ")
    }) {
        return None;
    }
    let last = words.last().copied().unwrap_or("");
    // "Vasquez M.", "Петренко О. В."
    let first_initial = words.iter().position(|word| is_initials(word)).filter(|at| *at > 0);
    if let Some(at) = first_initial
        && words[at..].iter().all(|word| is_initials(word))
    {
        return Some(person(&words[..at].join(" "), &words[at..].join(" ")));
    }
    if is_suffix(last) && words.len() > 2 {
        let Name::Person { family, given, particle, .. } = one(&words[..words.len() - 1].join(" "))? else {
            return None;
        };
        return Some(Name::Person { family, given, particle, suffix: last.to_owned() });
    }
    // "DUPONT Jean"
    let shouts =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2 && word.chars().all(|c| !c.is_lowercase());
    if shouts(words[0]) && !shouts(last) && !words[0].contains('.') {
        return Some(person(words[0], &words[1..].join(" ")));
    }
    let family_from = (1..words.len())
        .find(|n| PARTICLES.contains(&words[*n]) || words[*n].starts_with("d’"))
        .unwrap_or(words.len() - 1);
    if PARTICLES.contains(&words[0].to_lowercase().as_str()) {
        return Some(person(&text, ""));
    }
    Some(person(&words[family_from..].join(" "), &words[..family_from].join(" ")))
}

fn with_stop(text: &str) -> String {
    format!("{text}.")
}

/// A person, the particle parted from the family name.
pub fn person(family: &str, given: &str) -> Name {
    let family = family.trim();
    let mut words: Vec<&str> = family.split_whitespace().collect();
    let mut particle = Vec::new();
    while words.len() > 1 && PARTICLES.contains(&words[0]) {
        particle.push(words.remove(0));
    }
    Name::Person {
        family: words.join(" "),
        given: given.trim().trim_end_matches(',').to_owned(),
        particle: particle.join(" "),
        suffix: String::new(),
    }
}

/// "J.", "J. R.", "J.-P.", "JR": nothing but initials.
pub fn is_initials(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().count() <= 14
        && (text.ends_with('.')
            || text.chars().count() <= 2
                && text.chars().all(char::is_uppercase)
                && super::locators::roman(text).is_none())
        && text.split([' ', '.', '-', '‑']).filter(|word| !word.is_empty()).all(|word| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase)
                && (chars.clone().count() == 0
                    || matches!(word, "Yu" | "Ya" | "Ch" | "Zh" | "Sh" | "Th" | "Ph" | "Ye" | "Kh"))
        })
}

fn is_suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// What may stand before the comma: one name of a family, with its particles.
fn is_family(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.iter().filter(|word| !PARTICLES.contains(&word.to_lowercase().as_str())).count();
    (1..=2).contains(&plain)
        && words.len() <= 4
        && !text.contains('.')
        && !text.chars().any(|c| c.is_ascii_digit())
        && (plain == 1 || words.len() == plain)
        && !words::is_body(text)
        && (plain == 1 || words.iter().all(|word| word.starts_with(char::is_uppercase)))
}

/// Two names of a family look like a whole name, unless initials follow.
fn spaced(text: &str) -> bool {
    text.split(' ').filter(|word| !PARTICLES.contains(&word.to_lowercase().as_str())).count() > 1
}

/// "John", "Dale W.", "Inés": nothing that a title or a body would be.
fn is_given(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3).contains(&words.len())
        && words.iter().all(|word| {
            let bare = word.trim_end_matches('.');
            (word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
                && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'))
        })
        && !words::is_body(text)
}

/// Ranks and titles say nothing of the name.
const RANKS: [&str; 52] = [
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Dr",
    "Dr.",
    "Prof.",
    "Professor",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "General",
    "Gen.",
    "Lieutenant",
    "Lt.",
    "Major",
    "Maj.",
    "Colonel",
    "Col.",
    "Captain",
    "Capt.",
    "Admiral",
    "Adm.",
    "Vice",
    "Rear",
    "Brigadier",
    "Commander",
    "Cmdr.",
    "Senator",
    "Sen.",
    "Rep.",
    "Representative",
    "Ambassador",
    "Minister",
    "President",
    "Secretary",
    "Judge",
    "Justice",
    "Hon.",
    "Rev.",
    "Sergeant",
    "Chairman",
    "Herr",
    "Frau",
    "M.",
    "Mme",
    "Baron",
    "Count",
    "Viscount",
];

pub fn titleless(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((first, rest)) = text.split_once(' ') {
        let initial =
            matches!(first, "M.") && words::is_initial(rest.split(' ').next().unwrap_or("").trim_end_matches('.'));
        if !RANKS.contains(&first) || first == "M." || initial || rest.is_empty() {
            break;
        }
        text = rest.trim_start();
    }
    text
}

fn without_others(text: &str) -> &str {
    for sign in [
        " et al.",
        " et al",
        ", et al.",
        " and others",
        " u. a.",
        " u.a.",
        " et alii",
        " и др.",
        " та ін.",
        " та інші",
        " i in.",
    ] {
        if let Some(at) = text.rfind(sign).filter(|at| at + sign.len() == text.len()) {
            return text.get(..at).unwrap_or("").trim_end_matches([',', ' ']);
        }
    }
    text
}

/// The names before "(eds)", "(Hg.)", "ed.".
fn without_editors(text: &str) -> Option<&str> {
    const SIGNS: [&str; 26] = [
        "(eds.)",
        "(eds)",
        "(ed.)",
        "(ed)",
        "(Eds.)",
        "(Ed.)",
        "(Hg.)",
        "(Hrsg.)",
        "(Hgg.)",
        "(dir.)",
        "(éd.)",
        "(éds)",
        "(ред.)",
        "(red.)",
        "(eds .)",
        ", eds.",
        ", ed.",
        ", eds",
        ", editors",
        ", editor",
        " (Hrsg)",
        "(Hg)",
        "(coord.)",
        "(упоряд.)",
        "(отв. ред.)",
        "(cur.)",
    ];
    SIGNS.iter().find_map(|sign| text.strip_suffix(sign)).map(|head| head.trim_end().trim_end_matches(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        for (text, want) in [
            ("Ada Voss", "Voss, Ada"),
            ("Voss, Ada", "Voss, Ada"),
            ("Voss, Ada, and Kai Lind", "Voss, Ada; Lind, Kai"),
            ("Voss, Ada and Kai Lind", "Voss, Ada; Lind, Kai"),
            ("Ada Voss, Kai Lind, and Joy Marr", "Voss, Ada; Lind, Kai; Marr, Joy"),
            ("Voss, A., Lind, K., & Marr, J. R.", "Voss, A.; Lind, K.; Marr, J. R."),
            ("Voss A., Lind K., and Marr J.", "Voss, A.; Lind, K.; Marr, J."),
            ("Voss and Lind", "Voss; Lind"),
            ("Voss et al.", "Voss"),
            ("A. J. P. Voss", "Voss, A. J. P."),
            ("Vice Admiral Ada Voss", "Voss, Ada"),
            ("Sir Kai Lind", "Lind, Kai"),
            ("Anna van der Berg", "van der Berg, Anna"),
            ("van der Berg, Anna", "van der Berg, Anna"),
            ("Ministry of Ports and Tolls", "Ministry of Ports and Tolls"),
            ("U.S. Office of Ferries", "U.S. Office of Ferries"),
            ("Martin Lind, Jr.", "Lind, Martin Jr."),
            ("Петренко О. В.", "Петренко, О. В."),
            ("Олена Петренко та Іван Коваль", "Петренко, Олена; Коваль, Іван"),
            ("Иванов И.И., Петров П.П.", "Иванов, И.И.; Петров, П.П."),
            ("Orlow, Hans/Weiss, Ute", "Orlow, Hans; Weiss, Ute"),
            ("Hans Orlow und Ute Weiss", "Orlow, Hans; Weiss, Ute"),
            ("K. Dworak", "Dworak, K."),
        ] {
            let people = read(text).unwrap_or_default();
            let seen: Vec<String> = people.names.iter().map(Name::family_first).collect();
            assert_eq!(seen.join("; "), want, "{text}");
        }
        assert!(read("Ute Weiss (Hg.)").is_some_and(|people| people.editors));
        for text in ["the ferrymen of Arle", "12 May", "", "2020"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
