//! Names as BibTeX reads them: `van der Berg, Jr., Ann and {NATO} and others`.

use super::super::clean;
use super::super::latex::escaped;
use crate::model::work::Name;

pub fn list(names: &[Name]) -> String {
    names.iter().filter_map(name).collect::<Vec<_>>().join(" and ")
}

fn name(name: &Name) -> Option<String> {
    match name {
        Name::Literal(words) => {
            let words = clean(words);
            // "and others" is BibTeX's own "et al.".
            if words == "others" { Some(words) } else { body(&words) }
        }
        Name::Person { family, given, particle, suffix } => {
            let [family, given, particle, suffix] = [family, given, particle, suffix].map(|part| clean(part));
            person(&family, &given, &particle, &suffix)
        }
    }
}

fn person(family: &str, given: &str, particle: &str, suffix: &str) -> Option<String> {
    if given.is_empty() || family.is_empty() {
        let parts = [given, particle, family, suffix].into_iter().filter(|part| !part.is_empty());
        return body(&parts.collect::<Vec<_>>().join(" "));
    }
    let family = match particle {
        "" => part(family, true),
        // Only what is written small is a particle to BibTeX.
        _ if particle.split(' ').all(is_small) && !is_odd(particle) && !particle.ends_with(['’', '\'']) => {
            format!("{} {}", escaped(particle), part(family, true))
        }
        _ => {
            let joint = if particle.ends_with(['’', '\'', '-']) { "" } else { " " };
            format!("{{{}}}", escaped(&format!("{particle}{joint}{family}")))
        }
    };
    let given = part(given, false);
    Some(if suffix.is_empty() {
        format!("{family}, {given}")
    } else {
        format!("{family}, {}, {given}", part(suffix, false))
    })
}

/// In braces a name is never taken apart.
fn body(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| format!("{{{}}}", escaped(words)))
}

/// A part of a name, in braces where something in it would divide it.
fn part(words: &str, is_family: bool) -> String {
    let particle_inside = || words.rsplit(' ').skip(1).any(is_small);
    let words_escaped = escaped(words);
    if is_odd(words) || is_family && particle_inside() { format!("{{{words_escaped}}}") } else { words_escaped }
}

fn is_odd(words: &str) -> bool {
    words.contains([',', '=', '"', '\\', '{', '}']) || words.split(' ').any(|word| word.eq_ignore_ascii_case("and"))
}

fn is_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}
