//! Names as BibTeX writes them: `Wilson, Andrew and {NATO} and van der Berg, Jr., Ann and others`.

use super::latex;
use crate::base::text::squeeze;
use crate::model::work::Name;

pub fn read(value: &str) -> Vec<Name> {
    let mut names = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for word in split(value, char::is_whitespace).into_iter().filter(|word| !word.is_empty()).chain(["and"]) {
        if word.eq_ignore_ascii_case("and") {
            names.extend(name(&words));
            words.clear();
        } else {
            words.push(word);
        }
    }
    names
}

/// One name, as words. Braces keep a body together.
fn name(words: &[&str]) -> Option<Name> {
    let whole = words.join(" ");
    match words {
        [] => return None,
        // "et al." in a list of names; styles print it as it stands.
        [one] if one.eq_ignore_ascii_case("others") => return Some(Name::Literal("others".to_owned())),
        [one] if is_braced(one) => return literal(one),
        _ => {}
    }
    if words.iter().any(|word| word.contains('='))
        && let Some(name) = extended(&whole)
    {
        return Some(name);
    }
    let commas: Vec<&str> = split(&whole, |c| c == ',').into_iter().map(str::trim).collect();
    let (before, suffix, given) = match commas[..] {
        [_] => {
            let (given, rest) = words.split_at(given_words(words));
            return if given.is_empty() { literal(&whole) } else { person(&rest.join(" "), &given.join(" "), "") };
        }
        [family, given] => (family, "", given),
        [family, suffix, given, ..] => (family, suffix, given),
        [] => return None,
    };
    person(before, given, suffix)
}

/// How many of the words in "Ludwig van Beethoven" are given names: all before the particle, or before the last.
fn given_words(words: &[&str]) -> usize {
    let last = words.len().saturating_sub(1);
    words[..last].iter().position(|word| is_particle(word)).unwrap_or(last)
}

fn person(family: &str, given: &str, suffix: &str) -> Option<Name> {
    let words: Vec<&str> = split(family, char::is_whitespace).into_iter().filter(|word| !word.is_empty()).collect();
    let particles = words.iter().take(words.len().saturating_sub(1)).take_while(|word| is_particle(word)).count();
    let (particle, family) = words.split_at(particles);
    let clean = |latex: &str| squeeze(&latex::text(latex));
    let (family, given) = (clean(&family.join(" ")), clean(given));
    if family.is_empty() || given.is_empty() {
        return literal(&format!("{family}{given}"));
    }
    Some(Name::Person { family, given, particle: clean(&particle.join(" ")), suffix: clean(suffix) })
}

fn literal(latex: &str) -> Option<Name> {
    let text = squeeze(&latex::text(latex));
    (!text.is_empty()).then_some(Name::Literal(text))
}

/// BibLaTeX's `family=Wilson, given=Andrew`.
fn extended(whole: &str) -> Option<Name> {
    let (mut family, mut given, mut particle, mut suffix) =
        (String::new(), String::new(), String::new(), String::new());
    for part in split(whole, |c| c == ',') {
        let (name, value) = part.split_once('=')?;
        let value = squeeze(&latex::text(value.trim().trim_matches('"')));
        match name.trim() {
            "family" => family = value,
            "given" => given = value,
            "prefix" => particle = value,
            "suffix" => suffix = value,
            name if name.ends_with("-i") || name == "useprefix" || name == "id" => {}
            _ => return None,
        }
    }
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (false, false) => Some(Name::Person { family, given, particle, suffix }),
        _ => Some(Name::Literal(format!("{family}{given}"))),
    }
}

/// A word that starts with a small letter outside of braces: "von", "de", "\'a".
fn is_particle(word: &str) -> bool {
    !word.starts_with('{') && latex::text(word).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

fn is_braced(word: &str) -> bool {
    word.starts_with('{') && split(word, |_| true).len() == 1 && word.ends_with('}')
}

/// The parts between characters that stand outside of braces.
fn split(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0usize);
    let mut escaped = false;
    for (n, c) in text.char_indices() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 && at(c) => {
                out.push(&text[start..n]);
                start = n + c.len_utf8();
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out.push(&text[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        let shown = |value: &str| {
            read(value)
                .iter()
                .map(|name| match name {
                    Name::Literal(text) => format!("[{text}]"),
                    Name::Person { family, given, particle, suffix } => format!("{family}|{given}|{particle}|{suffix}"),
                })
                .collect::<Vec<_>>()
                .join("; ")
        };
        for (value, expected) in [
            ("Wilson, Andrew and Clark, Mason", "Wilson|Andrew||; Clark|Mason||"),
            ("Andrew Wilson AND {NATO and Friends}", "Wilson|Andrew||; [NATO and Friends]"),
            ("van der Berg, Jr., K\\\"{a}te", "Berg|Käte|van der|Jr."),
            ("Ludwig van Beethoven", "Beethoven|Ludwig|van|"),
            ("{van der Berg}, Ann", "van der Berg|Ann||"),
            ("Wilson, Andrew and others", "Wilson|Andrew||; [others]"),
            ("family=Wilson, given=Andrew, given-i=A", "Wilson|Andrew||"),
            ("bell hooks", "[bell hooks]"),
            ("Plato", "[Plato]"),
            ("{\\'E}mile Zola", "Zola|Émile||"),
            ("", ""),
            ("and and", ""),
            (", Andrew", "[Andrew]"),
            ("{{European Union}}", "[European Union]"),
        ] {
            assert_eq!(shown(value), expected, "{value}");
        }
    }
}
