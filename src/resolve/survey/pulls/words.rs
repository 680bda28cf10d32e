//! Words as a comparison sees them: lower case, composed, without punctuation; each is its hash and its place.
//!
//! A hyphen or dash parts words, an apostrophe does not: `client-state` is `client state`, `Putin’s` is `putins`, and
//! an editor's `[T]he` is `the`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::base::slug::is_invisible;

/// A word of the reading's text.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub hash: u64,
    pub start: usize,
    pub end: usize,
}

/// What a byte is for the fast path.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Gap,
    Letter,
    /// Not ASCII, or a sign that may stand inside a word.
    Other,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut out = [Class::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation, reason = "counts bytes; `try_from` is not const")]
        let b = byte as u8;
        if b.is_ascii_alphanumeric() {
            out[byte] = Class::Letter;
        } else if !b.is_ascii() || b == b'\'' || b == b'[' || b == b']' {
            out[byte] = Class::Other;
        }
        byte += 1;
    }
    out
}

/// Adds the words of `text`, which stands at `base` of the reading's text.
pub fn add(text: &str, base: usize, out: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut buffer = String::new();
    while at < bytes.len() {
        match CLASSES[bytes[at] as usize] {
            Class::Gap => at += 1,
            Class::Letter => {
                let start = at;
                while at < bytes.len() && CLASSES[bytes[at] as usize] == Class::Letter {
                    at += 1;
                }
                if at == bytes.len() || CLASSES[bytes[at] as usize] == Class::Gap || is_sign(&bytes[at..]) {
                    out.push(Word { hash: hash_ascii(&bytes[start..at]), start: base + start, end: base + at });
                } else {
                    at = slow(text, start, base, &mut buffer, out);
                }
            }
            Class::Other => at = slow(text, at, base, &mut buffer, out),
        }
    }
}

/// Dashes and double quotes, which part words: `–`, `—`, `“`, `”`, `…`.
fn is_sign(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe2, 0x80, 0x93 | 0x94 | 0x9c | 0x9d | 0xa6, ..])
}

/// A word with any sign in it, from `start`; returns where to go on.
fn slow(text: &str, start: usize, base: usize, buffer: &mut String, out: &mut Vec<Word>) -> usize {
    buffer.clear();
    let mut end = start;
    let mut marks = false;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let at = start + offset;
        if c.is_ascii_alphanumeric() {
            buffer.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            marks |= is_combining_mark(c);
            // Upper case first: ß is SS, and both sigmas are one.
            buffer.extend(c.to_uppercase().flat_map(char::to_lowercase));
        } else if is_invisible(c) || c == '\u{ad}' {
        } else if buffer.is_empty() || !joins(c, next) {
            let past = at + c.len_utf8();
            return push(start, if buffer.is_empty() { past } else { end }, base, buffer, marks, out).unwrap_or(past);
        }
        end = at + c.len_utf8();
    }
    push(start, end, base, buffer, marks, out).unwrap_or(text.len())
}

/// Whether a sign stands inside a word: an apostrophe, or the bracket of `[T]he`.
fn joins(c: char, next: Option<char>) -> bool {
    match c {
        '\'' | '’' | '‘' | 'ʼ' => next.is_some_and(char::is_alphanumeric),
        ']' => next.is_some_and(char::is_lowercase),
        _ => false,
    }
}

fn push(start: usize, end: usize, base: usize, buffer: &str, marks: bool, out: &mut Vec<Word>) -> Option<usize> {
    if buffer.is_empty() {
        return None;
    }
    let hash = if buffer.is_ascii() {
        hash_ascii(buffer.as_bytes())
    } else if marks {
        hash(buffer.nfc().collect::<String>().as_bytes(), 0)
    } else {
        hash(buffer.as_bytes(), 0)
    };
    out.push(Word { hash, start: base + start, end: base + end });
    Some(end)
}

/// Letters and digits of ASCII: one bit makes them lower case.
fn hash_ascii(bytes: &[u8]) -> u64 {
    hash(bytes, 0x2020_2020_2020_2020)
}

/// Eight bytes at a time. Nothing hangs on a collision but the tie of a pull quote.
fn hash(bytes: &[u8], bits: u64) -> u64 {
    let mut out = bytes.len() as u64 ^ bits;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        out = mix(out, u64::from_le_bytes(eight) | bits);
    }
    let mut tail = 0;
    for byte in chunks.remainder() {
        tail = tail << 8 | u64::from(*byte);
    }
    mix(out, tail | bits)
}

/// One step of a hash.
pub fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        add(text, 0, &mut out);
        out.iter().map(|word| &text[word.start..word.end]).collect()
    }

    #[track_caller]
    fn same(a: &str, b: &str, equal: bool) {
        let hashes = |text: &str| {
            let mut out = Vec::new();
            add(text, 7, &mut out);
            out.iter().map(|word| word.hash).collect::<Vec<_>>()
        };
        assert_eq!(hashes(a) == hashes(b), equal, "{a:?} {b:?}");
    }

    #[test]
    fn words_have_their_places() {
        assert_eq!(
            words("The “client-state” of Putin’s, ‘heel’."),
            ["The", "client", "state", "of", "Putin’s", "heel"]
        );
        assert_eq!(words("20.6 per cent — no"), ["20", "6", "per", "cent", "no"]);
        assert_eq!(words("[T]he al[l] x]"), ["T]he", "al", "l", "x"]);
        assert_eq!(words("—’’ 'tis — Łódź"), ["tis", "Łódź"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }

    #[test]
    fn what_counts_as_equal() {
        same("PUTIN’S HEEL", "Putin's “heel”", true);
        same("client–state", "Client state!", true);
        same("[T]he regime", "the regime", true);
        same("Łukaszenka", "łUKASZENKA", true);
        same("STRASSE", "Straße", true);
        same("Gdańsk", "Gdan\u{301}sk", true);
        same("БЕЛАРУСЬ", "Беларусь", true);
        same("soft\u{ad}ware", "software", true);
        same("abcdefgh", "abcdefghi", false);
        same("abcdefghij", "abcdefghiJ", true);
        same("war", "was", false);
        same("it's", "it is", false);
        same("a b", "ab", false);
    }
}
