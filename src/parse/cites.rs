//! Citations as Pandoc writes them: `[see @wilson2021, pp. 33-35; -@clark2021]`, `@wilson2021 [p. 33]`.

use std::borrow::Cow;

use crate::base::span::{FileId, Span};
use crate::model::cite::{CiteItem, Locator, LocatorLabel};

/// Whether a bracketed text holds the key of a work, so that it is a citation and not words in brackets.
#[must_use]
pub fn has_key(text: &str) -> bool {
    next_key(text, 0).is_some()
}

/// A key in a text: where its `-` or `@` stands, where the key itself stands, where the rest starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAt {
    pub start: usize,
    pub key: (usize, usize),
    pub end: usize,
    pub suppress_author: bool,
}

/// The first key at or after byte `from`. E-mail addresses and `\@` hold none.
#[must_use]
pub fn next_key(text: &str, from: usize) -> Option<KeyAt> {
    let mut signs = memchr::memchr_iter(b'@', text.as_bytes().get(from..)?).map(|at| from + at);
    signs.find_map(|at| key_of_sign(text, from, at))
}

/// The key of the `@` at byte `at`, if it has one; a `-` before it counts from byte `from`.
#[must_use]
pub fn key_of_sign(text: &str, from: usize, at: usize) -> Option<KeyAt> {
    let dash = at > from && text.as_bytes()[at - 1] == b'-' && !ends_in_word(&text[..at - 1]);
    let start = if dash { at - 1 } else { at };
    let before = &text[..start];
    // What may stand before the `@` of an e-mail address or in a path.
    if ends_in_word(before) || before.ends_with(['\\', '@', '/', '.', '+', '=', '%', '#', '$', '~']) {
        return None;
    }
    let (key, end) = key_at(text, at + 1)?;
    Some(KeyAt { start, key, end, suppress_author: dash })
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// The key that starts at `at`, just after the `@`: `{anything}`, or letters and digits with single signs between.
fn key_at(text: &str, at: usize) -> Option<((usize, usize), usize)> {
    let rest = &text[at..];
    if let Some(inner) = rest.strip_prefix('{') {
        let len = inner.find(['}', '\n', '{']).filter(|len| *len > 0 && inner[*len..].starts_with('}'))?;
        return Some(((at + 1, at + 1 + len), at + len + 2));
    }
    let mut end = 0;
    let mut sign = false;
    for (n, c) in rest.char_indices() {
        if c.is_alphanumeric() || c == '_' {
            end = n + c.len_utf8();
            sign = false;
        } else if n > 0 && !sign && ":.#$%&-+?<>~/".contains(c) {
            sign = true;
        } else {
            break;
        }
    }
    (end > 0).then_some(((at, at + end), at + end))
}

/// Reads what stands between the brackets of a citation; `offset` is its place in the file. Fails with the reason.
pub fn group(text: &str, file: FileId, offset: usize) -> Result<Vec<CiteItem<'_>>, &'static str> {
    let mut items = Vec::new();
    let mut start = 0;
    for part in parts(text) {
        let at = offset + start;
        start += part.len() + 1;
        items.push(item(part, file, at)?);
    }
    Ok(items)
}

/// Splits at semicolons that stand in no brackets or braces.
fn parts(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b';' if depth == 0 => {
                out.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
}

fn item(part: &str, file: FileId, offset: usize) -> Result<CiteItem<'_>, &'static str> {
    let found = next_key(part, 0).ok_or("a part between semicolons names no work")?;
    if next_key(part, found.end).is_some() {
        return Err("two works need a semicolon between them");
    }
    let (locator, suffix) = locator(&part[found.end..]);
    Ok(CiteItem {
        key: Cow::Borrowed(&part[found.key.0..found.key.1]),
        span: Span::new(file, offset + found.key.0, offset + found.key.1),
        prefix: Cow::Borrowed(part[..found.start].trim()),
        locator,
        suffix: Cow::Borrowed(suffix.trim_end()),
        suppress_author: found.suppress_author,
    })
}

/// The locator at the start of what follows a key (`, pp. 33-35, and after`), and the words after it.
#[must_use]
pub fn locator(text: &str) -> (Option<Locator>, &str) {
    let head = text.trim_start();
    let head = head.strip_prefix(',').unwrap_or(head).trim_start();
    if let Some(inner) = head.strip_prefix('{')
        && let Some(end) = inner.find(['{', '}']).filter(|end| inner[*end..].starts_with('}'))
    {
        let (label, value) = label(&inner[..end]);
        let value = value.trim().to_owned();
        let locator = (!value.is_empty()).then(|| Locator { label: label.unwrap_or_default(), value });
        return (locator, &inner[end + 1..]);
    }
    let (label, rest) = label(head);
    let end = value_end(rest);
    if end == 0 || (label.is_none() && !rest.starts_with(|c: char| c.is_ascii_digit())) {
        return (None, text);
    }
    (Some(Locator { label: label.unwrap_or_default(), value: rest[..end].to_owned() }), &rest[end..])
}

/// The label at the start: "pp. 33" is a page, and "33" is left.
fn label(text: &str) -> (Option<LocatorLabel>, &str) {
    let mut best: Option<(LocatorLabel, usize)> = None;
    for label in LocatorLabel::ALL {
        for word in label.written() {
            let matches = text
                .get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word) || head.to_lowercase() == **word);
            let ends = || {
                let next = text[word.len()..].chars().next();
                next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit() || word.ends_with(['.', '§', '¶']))
            };
            if matches && ends() && best.is_none_or(|(_, len)| word.len() > len) {
                best = Some((*label, word.len()));
            }
        }
    }
    match best {
        Some((label, len)) => (Some(label), text[len..].trim_start()),
        None => (None, text),
    }
}

/// How far a value reaches: "33–35, 40 and more" ends after "40".
fn value_end(text: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    loop {
        let word = word_len(&text[at..]);
        if word == 0 || !is_number(&text[at..at + word]) {
            return end;
        }
        end = at + word;
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '&', '\u{a0}']).len();
        if gap == 0 || rest[..gap].trim().is_empty() {
            return end;
        }
        at = end + gap;
    }
}

fn word_len(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || c == '*' {
            end = at + c.len_utf8();
        } else if !matches!(c, '.' | ':' | '/') {
            break;
        }
    }
    end
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) || word.chars().all(|c| "ivxlcdmIVXLCDM".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match group(text, FileId(0), 0) {
            Err(why) => why.to_owned(),
            Ok(items) => items
                .iter()
                .map(|item| {
                    let locator =
                        item.locator.as_ref().map_or(String::new(), |l| format!("{} {}", l.label.csl(), l.value));
                    let dash = if item.suppress_author { "-" } else { "" };
                    format!("{}|{dash}{}|{locator}|{}", item.prefix, item.key, item.suffix)
                })
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    #[test]
    fn pandoc_forms() {
        assert_eq!(read("@wilson2021, p. 279"), "|wilson2021|page 279|");
        assert_eq!(read("see @wilson2021, pp. 33-35; @clark2021"), "see|wilson2021|page 33-35|; |clark2021||");
        assert_eq!(read("-@wilson2021"), "|-wilson2021||");
        assert_eq!(read("@a, 33, 35–40 and passim"), "|a|page 33, 35–40| and passim");
        assert_eq!(read("@a, ch. 3"), "|a|chapter 3|");
        assert_eq!(read("@a, §12"), "|a|section 12|");
        assert_eq!(read("@a, and others"), "|a||, and others");
        assert_eq!(read("@{https://x.example/a;b}, iv"), "|https://x.example/a;b||, iv");
        assert_eq!(read("@a, p. iv"), "|a|page iv|");
        assert_eq!(read("@a, {app. B, 3}"), "|a|appendix B, 3|");
        assert_eq!(read("@smith:2020a."), "|smith:2020a||.");
    }

    #[test]
    fn what_is_no_citation() {
        assert!(!has_key("me@example.org"));
        assert!(!has_key("\\@wilson"));
        assert!(!has_key("@ wilson"));
        assert!(!has_key("https://social.example/@name"));
        assert_eq!(read("@a @b"), "two works need a semicolon between them");
        assert_eq!(read("@a; p. 3"), "a part between semicolons names no work");
    }
}
