//! What a card or a description says of a text: its length and its first words.

use super::reading::{Reading, Run};
use crate::base::sentence;
use crate::model::walk::{BARE_LINK, Role, STAND_INS};

/// In characters.
const EXCERPT: usize = 300;

/// Words of the running text.
pub fn words(reading: &Reading<'_, '_>) -> u32 {
    paragraphs(reading).map(|run| count(reading.slice(&run.text))).fold(0, u32::saturating_add)
}

/// The first whole sentences of the text; where the first is too long, its first words.
pub fn excerpt(reading: &Reading<'_, '_>) -> String {
    let found = first_sentences(reading, true);
    if found.is_empty() { first_sentences(reading, false) } else { found }
}

/// `whole`: only sentences all of whose words are known.
fn first_sentences(reading: &Reading<'_, '_>, whole: bool) -> String {
    let mut out = String::new();
    let mut left = EXCERPT;
    for run in paragraphs(reading) {
        let text = reading.slice(&run.text);
        for range in sentence::split(text) {
            // The words of a link without any are known to its target alone: better an end than a hole.
            if whole && text[range.clone()].contains(BARE_LINK) {
                if out.is_empty() {
                    continue;
                }
                return out;
            }
            let words = clean(&text[range], left + 1);
            let len = words.chars().count();
            if len == 0 {
                continue;
            }
            let space = usize::from(!out.is_empty());
            if len + space > left {
                if out.chars().count() < EXCERPT / 3 {
                    cut(&mut out, &words, left.saturating_sub(space + 1));
                }
                return out;
            }
            if space == 1 {
                out.push(' ');
            }
            out.push_str(&words);
            left -= len + space;
        }
    }
    out
}

fn paragraphs<'r>(reading: &'r Reading<'_, '_>) -> impl Iterator<Item = &'r Run> {
    reading.runs[reading.body.runs.clone()].iter().filter(|run| run.role == Role::Paragraph)
}

/// Words between white space; a dash that stands alone is none, and neither is a formatted citation.
fn count(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let is_space = |byte: u8| byte == b' ' || byte == b'\n' || byte == b'\t';
    let starts = bytes.windows(2).filter(|pair| is_space(pair[0]) && !is_space(pair[1])).count();
    let first = bytes.first().is_some_and(|byte| !is_space(*byte));
    let mut lone: usize = 0;
    for at in memchr::memchr2_iter(0xe2, 0xef, bytes) {
        let sign = ["–", "—", "…", "\u{fffc}"].iter().find(|sign| bytes[at..].starts_with(sign.as_bytes()));
        let before = at == 0 || is_space(bytes[at - 1]);
        if let Some(sign) = sign.filter(|_| before) {
            let rest = text[at + sign.len()..].trim_start_matches(['.', ',', ';', ')']);
            lone += usize::from(rest.is_empty() || rest.starts_with([' ', '\n', '\t']));
        }
    }
    super::reading::to_u32((starts + usize::from(first)).saturating_sub(lone))
}

/// Squeezed, without citations, at most `limit` characters of it.
fn clean(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut left = limit;
    let mut gap = false;
    for c in text.chars() {
        if STAND_INS.contains(&c) {
            continue;
        }
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if gap && !matches!(c, '.' | ',' | ';' | ':' | '?' | '!') {
            out.push(' ');
            left = left.saturating_sub(1);
        }
        gap = false;
        if left == 0 {
            break;
        }
        out.push(c);
        left -= 1;
    }
    out
}

/// Adds as many whole words as fit, and `…`.
fn cut(out: &mut String, words: &str, limit: usize) {
    let end = words.char_indices().nth(limit).map_or(words.len(), |(at, _)| at);
    let head = &words[..end];
    let head = if end < words.len() { head.rfind(' ').map_or(head, |at| &head[..at]) } else { head };
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(head.trim_end_matches(|c: char| !c.is_alphanumeric()));
    out.push('…');
}

#[cfg(test)]
mod tests {
    use super::{clean, count, cut};

    #[test]
    fn words_are_counted_as_people_do() {
        assert_eq!(count("One two  three."), 3);
        assert_eq!(count(" a – b — c \u{fffc}. "), 3);
        assert_eq!(count("twenty–thirty, 20.6"), 2);
        assert_eq!(count(""), 0);
        assert_eq!(count("  "), 0);
    }

    #[test]
    fn citations_leave_no_hole() {
        assert_eq!(clean("It  fell \u{fffc}. Yes", 99), "It fell. Yes");
        assert_eq!(clean("abcdef", 3), "abc");
    }

    #[test]
    fn a_cut_is_between_words() {
        let mut out = String::new();
        cut(&mut out, "one two, three", 9);
        assert_eq!(out, "one two…");
    }
}
