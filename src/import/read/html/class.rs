//! What the names that a page gives its elements say: `class`, `id`, `role`, `itemprop`, `rel`.

use super::tree::{Id, Tree};

/// Words of an element's classes and id, in small letters: `PullQuote--mobile` is `pull`, `quote`, `mobile`, and joined
/// as well, `pullquote`.
pub fn words(tree: &Tree, id: Id) -> Vec<String> {
    let mut out = Vec::new();
    for name in [tree.attribute(id, "class"), tree.attribute(id, "id")].into_iter().flatten() {
        // A class that goes on for pages says nothing.
        for token in name.split_ascii_whitespace().take(40).filter(|token| token.len() < 100) {
            let first = out.len();
            split(token, &mut out);
            if out.len() > first + 1 {
                for at in first..out.len() - 1 {
                    let pair = format!("{}{}", out[at], out[at + 1]);
                    out.push(pair);
                }
            }
        }
    }
    out
}

fn split(token: &str, out: &mut Vec<String>) {
    let mut word = String::new();
    let mut small = false;
    for c in token.chars() {
        if !c.is_alphanumeric() {
            small = false;
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            continue;
        }
        if c.is_uppercase() && small && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        small = c.is_lowercase();
        word.extend(c.to_lowercase());
    }
    if !word.is_empty() {
        out.push(word);
    }
}

/// Whether one of `wanted` is among the element's words.
pub fn has(tree: &Tree, id: Id, wanted: &[&str]) -> bool {
    words(tree, id).iter().any(|word| wanted.contains(&word.as_str()))
}

/// Whether one of the tokens of an attribute is `wanted`.
pub fn token(tree: &Tree, id: Id, attribute: &str, wanted: &[&str]) -> bool {
    let value = tree.attribute(id, attribute).unwrap_or_default();
    value.split_ascii_whitespace().any(|token| wanted.iter().any(|it| it.eq_ignore_ascii_case(token)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words_and_pairs() {
        let mut out = Vec::new();
        split("article-PullQuote__text2", &mut out);
        assert_eq!(out, ["article", "pull", "quote", "text2"]);
        let mut out = Vec::new();
        split("WPBlock", &mut out);
        assert_eq!(out, ["wpblock"]);
    }
}
