//! Where sentences end.

use std::ops::Range;

/// The sentences of one paragraph's plain text, as byte ranges without the white space around them; they cover every
/// other character. Never empty unless the text is.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = text.len() - text.trim_start().len();
    let bytes = text.as_bytes();
    for at in memchr::memchr3_iter(b'.', b'?', b'!', bytes) {
        if at < start {
            continue;
        }
        let mut end = at + 1;
        while let Some(c) = text[end..].chars().next() {
            if !matches!(c, '.' | '?' | '!' | '"' | '\'' | '”' | '’' | ')' | ']' | '»') {
                break;
            }
            end += c.len_utf8();
        }
        let rest = &text[end..];
        let next = rest.trim_start();
        if next.len() == rest.len() || next.is_empty() {
            continue;
        }
        let opener = next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«']);
        if opener.chars().next().is_some_and(char::is_lowercase) {
            continue;
        }
        out.push(start..end);
        start = text.len() - next.len();
    }
    let end = text.trim_end().len();
    if start < end {
        out.push(start..end);
    }
    out
}
