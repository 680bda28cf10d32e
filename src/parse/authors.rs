//! Several authors in one line: `authors: Ellen Marsh and Piers Holt`.
//!
//! They are parted where that is certain: at a semicolon, and at “and” or “&” where each part is a person's name. A comma
//! may stand before a given name ("Marsh, Ellen") or in the name of a body: it is told, and the line stays one name.

use super::diag;
use super::value::{Node, Value};
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::model::matter::{At, AuthorRef};

/// What a line of front matter holds, where it is no list and holds more than one name.
pub fn in_one_line(node: &Node, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<At<AuthorRef>>> {
    let Value::Scalar { text, .. } = &node.value else { return None };
    let Some(names) = names(text) else {
        let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        // "Piers Holt, Jr.": one.
        if parts.len() > 1 && !parts[1..].iter().all(|part| is_suffix(part)) {
            diagnostics.push(diag::unclear_authors(node.span, text, &parts));
        }
        return None;
    };
    // Each where it is written, so that a proposal for one leaves the others alone.
    let written = source.slice(node.span);
    let mut from = 0;
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let at = from + written.get(from..)?.find(name)?;
        from = at + name.len();
        let start = node.span.start as usize;
        let author = AuthorRef { name: crate::base::text::squeeze(name), bio: None, url: None, orcid: None };
        out.push(At { value: author, span: Span::new(node.span.file, start + at, start + from) });
    }
    Some(out)
}

/// The names of a line, where it is certain that they are several.
fn names(text: &str) -> Option<Vec<&str>> {
    let parted: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parted.len() > 1 {
        return Some(parted);
    }
    let joined = [" and ", " & "].iter().any(|word| text.contains(word));
    let parts = text.split(" and ").flat_map(|part| part.split(" & ")).flat_map(|part| part.split(','));
    let parts: Vec<&str> = parts
        .map(|part| part.trim().strip_prefix("and ").unwrap_or(part.trim()).trim())
        .filter(|part| !part.is_empty())
        .collect();
    (joined && parts.len() > 1 && parts.iter().all(|part| is_person(part))).then_some(parts)
}

/// "Ellen Marsh", "J. P. van den Berg"; "Roads" and "Ministry of Roads" are none.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let particle = |word: &str| {
        matches!(word, "de" | "la" | "von" | "van" | "den" | "der" | "du" | "da" | "di" | "al" | "bin" | "ter")
    };
    let named = |word: &&str| word.starts_with(char::is_uppercase) || particle(word);
    (2..=6).contains(&words.len())
        && words.iter().all(named)
        && words.last().is_some_and(|word| word.starts_with(char::is_uppercase))
}

fn is_suffix(part: &str) -> bool {
    matches!(
        part.trim_end_matches('.'),
        "Jr" | "Sr" | "II" | "III" | "IV" | "PhD" | "Ph.D" | "MD" | "MP" | "OBE" | "Esq"
    )
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_parted_where_that_is_certain() {
        for (line, parts) in [
            ("Ellen Marsh and Piers Holt", &["Ellen Marsh", "Piers Holt"][..]),
            ("Ellen Marsh & J. P. van den Berg", &["Ellen Marsh", "J. P. van den Berg"]),
            ("Ellen Marsh, Ann Reyes, and Piers Holt", &["Ellen Marsh", "Ann Reyes", "Piers Holt"]),
            ("Ellen Marsh, Ann Reyes and Piers Holt", &["Ellen Marsh", "Ann Reyes", "Piers Holt"]),
            ("Marsh, Ellen; Holt, Piers", &["Marsh, Ellen", "Holt, Piers"]),
            ("ellen-marsh; piers-holt;", &["ellen-marsh", "piers-holt"]),
        ] {
            assert_eq!(names(line).as_deref(), Some(parts), "{line}");
        }
        for line in [
            "Ellen Marsh",
            "Marsh, Ellen",
            "Ellen Marsh, Piers Holt",
            "Ministry of Roads and Bridges",
            "Centre for Peace and Security",
            "Holt and Sons",
            "Marsh, Ellen and Piers Holt",
            "Anderson Land",
            "and",
            " and ",
            ";",
            "",
        ] {
            assert_eq!(names(line), None, "{line}");
        }
    }
}
