//! Ibid. as people type it, and the locator after it.
//!
//! `Ibid.` stands for the work of the note before. `Idem` and `Id.` do so only with nothing but a locator after them:
//! "idem, *Le Fleuve*" is the same author's other work, and "Id. cards" is no citation.

use std::ops::Range;

use crate::model::cite::{Locator, LocatorLabel};

#[derive(Debug, PartialEq, Eq)]
pub struct Ibid {
    pub words: Range<usize>,
    /// Where its locator ends.
    pub end: usize,
    pub locator: Option<Locator>,
}

/// What stands for the work before, in lower case; those with `true` also before other words.
const WORDS: [(&str, bool); 16] = [
    ("ibidem", true),
    ("ibíd", true),
    ("ibid", true),
    ("ibd", true),
    ("ebenda", true),
    ("ebd", true),
    ("там само", true),
    ("там же", true),
    ("тамсама", true),
    ("tamże", true),
    ("loc. cit", true),
    ("loc cit", true),
    ("op. cit", true),
    ("op cit", true),
    ("idem", false),
    ("id", false),
];

const SIGNALS: [&str; 20] = [
    "see, e.g.,",
    "see, for example,",
    "see generally",
    "see also",
    "see in",
    "but see",
    "but cf.",
    "see",
    "cf.",
    "cf",
    "also",
    "compare",
    "accord",
    "quoted in",
    "cited in",
    "quoting",
    "citing",
    "in",
    "from",
    "vgl.",
];

/// Reads an Ibid. at the start of a text.
pub fn read(text: &str) -> Option<Ibid> {
    let lead =
        text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"')).len();
    // Most notes are no Ibid.: the first letter tells.
    let mut at = lead;
    for _ in 0..2 {
        if let Some((end, only)) = word(text, at) {
            return finish(text, at, end, only);
        }
        at += signal(&text[at..])?;
    }
    None
}

/// The length of a signal at the start of a text, and of the space after it.
pub fn signal(text: &str) -> Option<usize> {
    let signal =
        SIGNALS.iter().find(|signal| starts(text, signal) && text[signal.len()..].starts_with(char::is_whitespace))?;
    let rest = &text[signal.len()..];
    Some(signal.len() + (rest.len() - rest.trim_start().len()))
}

/// The end of the words at `at`, and whether they need nothing but a locator after them.
fn word(text: &str, at: usize) -> Option<(usize, bool)> {
    let head = &text[at..];
    let first = head.chars().next()?;
    if !matches!(first, 'i' | 'I' | 'e' | 'E' | 't' | 'T' | 'l' | 'L' | 'o' | 'O' | 'т' | 'Т') {
        return None;
    }
    let (len, free) = WORDS.iter().find_map(|(word, free)| {
        let len = folded_len(head, word)?;
        head[len..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-').then_some((len, *free))
    })?;
    let stop = usize::from(head[len..].starts_with('.'));
    // "Id" without its full stop is a word of its own.
    if head[..len].eq_ignore_ascii_case("id") && stop == 0 && !head[len..].trim().is_empty() {
        return None;
    }
    Some((at + len + stop, !free))
}

fn finish(text: &str, start: usize, end: usize, only: bool) -> Option<Ibid> {
    let (locator, after) = match locator(&text[end..]) {
        Some((locator, len)) => (Some(locator), end + len),
        None => (None, end),
    };
    let rest = text[after..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '”' | '"'));
    let closed = rest.is_empty() || rest.starts_with(['.', ';']);
    (!only || closed).then_some(Ibid { words: start..end, end: after, locator })
}

/// The locator at the start of a text, and its length: ", p. 33", " at 891", " 33–35".
pub fn locator(text: &str) -> Option<(Locator, usize)> {
    let head = text.trim_start_matches([',', ' ', '\u{a0}', ':']);
    let head = strip_at(head);
    let (label, rest) = label(head);
    let len = value_len(rest, label.is_some());
    if len == 0 {
        return None;
    }
    let value = rest[..len].to_owned();
    Some((Locator { label: label.unwrap_or_default(), value }, text.len() - rest.len() + len))
}

/// "at 891" and "at p. 17" name pages; only "at 12:40" is a time.
fn strip_at(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("at ") else { return text };
    let number = rest.trim_start();
    let time = number.split([' ', ',', ';']).next().is_some_and(|word| word.contains(':'));
    if time { text } else { number }
}

fn label(text: &str) -> (Option<LocatorLabel>, &str) {
    let mut best: Option<(LocatorLabel, usize)> = None;
    for label in LocatorLabel::ALL {
        for word in label.written() {
            if !starts(text, word) || best.is_some_and(|(_, len)| word.len() <= len) {
                continue;
            }
            let next = text[word.len()..].chars().next();
            if next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit() || word.ends_with(['.', '§', '¶'])) {
                best = Some((*label, word.len()));
            }
        }
    }
    best.map_or((None, text), |(label, len)| (Some(label), text[len..].trim_start_matches([' ', '\u{a0}', '.'])))
}

/// How far the numbers go: "33–35, 40 and more" ends after "40".
fn value_len(text: &str, labelled: bool) -> usize {
    let mut end = 0;
    let mut at = 0;
    while let Some(len) = number_len(&text[at..], labelled || end > 0) {
        end = at + len;
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '—', '&', '\u{a0}']).len();
        if gap == 0 || rest[..gap].trim().is_empty() {
            break;
        }
        at = end + gap;
    }
    end
}

/// A number of digits or Roman numerals, with what belongs to it: "14(2)(b)", "118ff", "12:40", "23v".
fn number_len(text: &str, roman: bool) -> Option<usize> {
    let len = text
        .char_indices()
        .find(|(at, c)| {
            let next = || text[at + c.len_utf8()..].chars().next();
            match c {
                ':' | '/' => next().is_none_or(|n| !n.is_ascii_digit()),
                '(' => *at == 0 || text[at + 1..].split(')').next().is_none_or(|part| part.len() > 3),
                ')' => !text[..*at].contains('('),
                c => !c.is_alphanumeric(),
            }
        })
        .map_or(text.len(), |(at, _)| at);
    let word = &text[..len];
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    let numerals = roman && len > 0 && word.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    (digits || numerals).then_some(len)
}

pub fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// The length in `text` of `word`, without regard to case; a space of the word is any white space.
fn folded_len(text: &str, word: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in word.chars() {
        let (_, c) = chars.next()?;
        let same = if expected == ' ' { c.is_whitespace() } else { c.to_lowercase().eq(std::iter::once(expected)) };
        if !same {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        read(text).map_or("-".to_owned(), |ibid| {
            let locator = ibid.locator.map_or(String::new(), |l| format!(" {} {}", l.label.csl(), l.value));
            format!("{}{locator} |{}", &text[ibid.words], &text[ibid.end..])
        })
    }

    #[test]
    fn typed_forms() {
        for (text, expected) in [
            ("Ibid", "Ibid |"),
            ("Ibid.", "Ibid. |"),
            ("ibidem", "ibidem |"),
            ("Ibid., p. 33.", "Ibid. page 33 |."),
            ("Ibid., 208.", "Ibid. page 208 |."),
            ("ibid. 33–35", "ibid. page 33–35 |"),
            (" ibid , p.4", "ibid page 4 |"),
            ("Ibid., §§ 204-206.", "Ibid. section 204-206 |."),
            ("Ibid., vol. ii", "Ibid. volume ii |"),
            ("Ibid., s 14(2)(b).", "Ibid. |, s 14(2)(b)."),
            ("Ibid., sec. 14(2)(b).", "Ibid. section 14(2)(b) |."),
            ("Id. at 891.", "Id. page 891 |."),
            ("Ibid., at 12:40", "Ibid. timestamp 12:40 |"),
            ("Ibid., ch. 3, 41 and elsewhere", "Ibid. chapter 3, 41 | and elsewhere"),
            ("See ibid.", "ibid. |"),
            ("See also Ibid., 4; Clark, 5.", "Ibid. page 4 |; Clark, 5."),
            ("Ibid. The author adds more.", "Ibid. | The author adds more."),
            ("IBID., 4", "IBID. page 4 |"),
            ("Ebd., 12.", "Ebd. page 12 |."),
            ("Там само, 12.", "Там само page 12 |."),
            ("там же", "там же |"),
            ("Loc. cit.", "Loc. cit. |"),
            ("Op. cit., p. 12.", "Op. cit. page 12 |."),
            ("Idem.", "Idem. |"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "Idem, Le Fleuve (Paris, 1934).",
            "Id. cards were issued.",
            "ID cards",
            "Ibidus wrote",
            "See Wilson, ibid.",
            "The idea",
            "See",
            "",
            "In the text",
            "Tamżeby",
        ] {
            assert_eq!(show(text), "-", "{text}");
        }
    }
}
