//! Places in a text that may be marks of notes, and how much they look like it.
//!
//! Years, quantities and names with digits weigh nothing: `CO2`, `COVID-19`, `Article 5`, `3.5 per cent`.

use crate::import::draft::Text;
use crate::import::repair::shape;

/// How heavy a plain number is behind a stop and a space.
pub const SPACED: u32 = 6;

/// A place that may be a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub number: u32,
    /// In the printed text.
    pub start: usize,
    pub end: usize,
    pub weight: u32,
}

/// All places in a text that may be marks.
pub fn candidates(text: &Text) -> Vec<Candidate> {
    let printed = text.printed();
    let mut out = Vec::new();
    let mut at = 0;
    for piece in &text.pieces {
        let (start, end) = (at, at + piece.text.len());
        at = end;
        if piece.mark.is_none()
            && piece.look.superscript
            && let Ok(number) = piece.text.trim().parse::<u32>()
            && number > 0
        {
            out.push(Candidate { number, start, end, weight: 10 });
        }
    }
    let raised_runs: Vec<(usize, usize)> = out.iter().map(|found| (found.start, found.end)).collect();
    let mut run = 0;
    let bytes = printed.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &printed[at..];
        let Some(c) = rest.chars().next() else { break };
        if let Some(end) =
            raised_runs.get(run).filter(|(_, end)| at < *end).filter(|(start, _)| *start <= at).map(|(_, end)| *end)
        {
            at = end;
            run += 1;
            continue;
        }
        let found = if shape::superscript(c).is_some() {
            raised(&printed, at)
        } else if c == '[' || c == '(' {
            bracketed(&printed, at)
        } else if c == '^' {
            caret(&printed, at)
        } else if c.is_ascii_digit() {
            plain(&printed, at)
        } else {
            None
        };
        if c == '[' && found.is_none() {
            let several = listed(&printed, at);
            if let Some(last) = several.last() {
                at = last.end;
                out.extend(several);
                continue;
            }
        }
        match found {
            Some(found) => {
                at = found.end;
                if found.weight > 0 {
                    out.push(found);
                }
            }
            None => at += c.len_utf8(),
        }
    }
    out.sort_by_key(|found| found.start);
    out
}

fn raised(text: &str, at: usize) -> Option<Candidate> {
    let (number, len) = shape::raised(&text[at..])?;
    let before = text[..at].chars().next_back();
    // m², 10⁶ and CO²: a unit or a power.
    let unit = before.is_some_and(|c| c.is_ascii_digit()) || ends_with_unit(&text[..at]);
    Some(Candidate { number, start: at, end: at + len, weight: if unit && number < 10 { 2 } else { 10 } })
}

/// `fails.^11`, as programs that turn a page into text write a raised number; `10^6` and `x^2` are powers.
fn caret(text: &str, at: usize) -> Option<Candidate> {
    let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + 1 + digits;
    let number = text[at + 1..end].parse().ok().filter(|number| *number > 0 && digits < 4)?;
    let after = text[end..].chars().next();
    let before = text[..at].chars().next_back()?;
    let word = text[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let power = before.is_whitespace() || before.is_ascii_digit() || before.is_alphabetic() && word.chars().count() < 3;
    let done = after.is_none_or(|c| !c.is_alphanumeric() && c != '^');
    (done && !power).then_some(Candidate { number, start: at, end, weight: 9 })
}

fn ends_with_unit(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word, "m" | "km" | "cm" | "mm" | "CO" | "R")
        || (word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()) && word.len() < 3)
}

fn bracketed(text: &str, at: usize) -> Option<Candidate> {
    let square = text[at..].starts_with('[');
    let inner = &text[at + 1..];
    let len = inner.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > 3 || !inner[len..].starts_with(if square { ']' } else { ')' }) {
        return None;
    }
    let number = inner[..len].parse().ok()?;
    let end = at + len + 2;
    let before = text[..at].chars().next_back();
    let glued = before.is_some_and(|c| !c.is_whitespace());
    let stop = before.is_some_and(is_stop);
    let weight = match (square, glued, stop) {
        (true, true, _) => 9,
        (true, false, _) | (false, true, true) => 8,
        (false, true, false) => 5,
        (false, false, _) => 1,
    };
    Some(Candidate { number, start: at, end, weight })
}

/// `[2, 3]` and `[4–6]`: each number is a mark; those inside a range take no letters.
fn listed(text: &str, at: usize) -> Vec<Candidate> {
    let Some(len) = text[at..].find(']').filter(|len| *len < 24) else { return Vec::new() };
    let inner = &text[at + 1..at + len];
    let mut out: Vec<Candidate> = Vec::new();
    let mut start = at;
    for part in inner.split_inclusive([',', ';', '–', '-']) {
        let digits = part.trim().trim_end_matches([',', ';', '–', '-']).trim();
        let number =
            digits.parse::<u32>().ok().filter(|n| (1..1000).contains(n) && digits.bytes().all(|b| b.is_ascii_digit()));
        let Some(number) = number else { return Vec::new() };
        let end = if out.is_empty() { at + 1 + part.len() } else { start + part.len() };
        let range = out.last().filter(|last| text[..last.end].ends_with(['–', '-'])).map(|last| last.number);
        if let Some(from) = range {
            if number <= from || number - from > 20 {
                return Vec::new();
            }
            out.extend((from + 1..number).map(|number| Candidate { number, start, end: start, weight: 8 }));
        }
        out.push(Candidate { number, start, end, weight: 8 });
        start = end;
    }
    if let Some(last) = out.last_mut() {
        last.end = at + len + 1;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// Digits at a word's end: `paid.1`, `coffee;5`, `warning”,4`.
fn plain(text: &str, at: usize) -> Option<Candidate> {
    let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + len;
    let none = Candidate { number: 0, start: at, end, weight: 0 };
    if len > 3 || text[at..].starts_with('0') {
        return Some(none);
    }
    let number = text[at..end].parse().ok()?;
    let mut before = text[..at].chars().rev();
    let (Some(last), second) = (before.next(), before.next()) else { return Some(none) };
    let after = text[end..].chars().next();
    let done = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '”' | '"' | '’' | '—' | '–' | '?' | '!')
    });
    if done && last == ' ' {
        return Some(Candidate { number, weight: spaced(&text[..at], &text[end..]), ..none });
    }
    if !done || last.is_whitespace() {
        return Some(none);
    }
    let word = second.is_some_and(|c| !c.is_ascii_digit() && !c.is_whitespace());
    let quoted = second.is_some_and(is_stop);
    let next_digit = after.is_some_and(|c| matches!(c, '.' | ',' | ':'))
        && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    let weight = match last {
        _ if next_digit => 0,
        '.' | '!' | '?' | '…' if word && !abbreviates(&text[..at]) => 7,
        // `in 2017.1 The`: a decimal has no capital after it.
        '.' | '?' | '!' if ends_in_number(&text[..at]) && starts_anew(&text[end..]) => 5,
        ';' | ',' | ':' if word => 7,
        // `“` closes in German.
        '”' | '“' | '"' | '’' | '‘' | '\'' | ')' | '»' | '«' if quoted || word => 7,
        c if c.is_lowercase() && lower_word(&text[..at]) > 3 => 4,
        _ => 0,
    };
    Some(Candidate { number, weight, ..none })
}

/// `paid. 1 The`: some extractors put a space before a raised mark. After a comma it may as well be a quantity.
fn spaced(before: &str, after: &str) -> u32 {
    let words = before.trim_end();
    if before.len() - words.len() != 1 || !shape::is_word(words) {
        return 0;
    }
    let inside = after.starts_with(' ') && after[1..].starts_with(char::is_lowercase);
    let stop = words.trim_end_matches(['”', '“', '"', '’', '‘', '\'', ')', '»', '«']);
    match stop.chars().next_back() {
        Some('.' | '!' | '?' | '…') if starts_anew(after) => SPACED,
        Some(',' | ';' | ':') if inside => 3,
        _ => 0,
    }
}

/// `p.1`, `no.2`: a number after an abbreviation.
fn abbreviates(before: &str) -> bool {
    let word = before.trim_end_matches('.').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(
        word.to_lowercase().as_str(),
        "p" | "pp" | "no" | "nos" | "vol" | "fig" | "art" | "ch" | "sec" | "para" | "v"
    )
}

fn ends_in_number(before: &str) -> bool {
    let digits = before.trim_end_matches(['.', '?', '!']);
    let word = digits.rsplit([' ', '\u{a0}', '–', '-']).next().unwrap_or("");
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_digit() || b == b',')
}

/// A sentence begins, or the paragraph is at its end.
fn starts_anew(after: &str) -> bool {
    let rest = after.trim_start();
    rest.is_empty()
        || (rest.len() < after.len() && rest.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_uppercase))
}

fn lower_word(before: &str) -> usize {
    before.chars().rev().take_while(|c| c.is_lowercase()).count()
}

pub fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '"' | '’' | '\'' | ')' | '…' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::Piece;

    fn text(words: &str) -> Text {
        Text { pieces: vec![Piece { text: words.to_owned(), ..Piece::default() }] }
    }

    #[test]
    fn a_caret_raises_a_number_and_a_power_is_none() {
        let numbers = |words: &str| candidates(&text(words)).iter().map(|mark| mark.number).collect::<Vec<_>>();
        assert_eq!(numbers("an operator fails.^11 We heard^2, and “so it was”.^3"), [11, 2, 3]);
        assert!(numbers("10^6 people, x^2 and m^3, ^4 and 2^1^").is_empty());
    }

    #[test]
    fn numbers_that_are_no_marks_weigh_nothing() {
        for words in [
            "CO2 cost",
            "COVID-19 and",
            "the G7 met",
            "Article 5 says",
            "in 2021.",
            "3.5 per cent",
            "pays 4.10 a",
            "at 18.40 from",
            "p.12 and",
            "H5N1",
            "1,204 owners",
            "see No. 6 The",
            "Art. 6 The",
            "J. 6 The",
            "vol. 6 The",
            "it rose, 3 Ministers",
            "He came. 14 of them",
            "at home. 12.5 per cent",
        ] {
            assert!(candidates(&text(words)).is_empty(), "{words}: {:?}", candidates(&text(words)));
        }
        for (words, number) in [
            ("the war. 5 The", 5),
            ("in the EU. 12 Yet", 12),
            ("paid.1 The", 1),
            ("warning”,4 and", 4),
            ("coffee;5 one", 5),
            ("end.12", 12),
            ("so.³ The", 3),
            ("door\".[1]", 1),
            ("was paid. 6 The", 6),
            ("said “so it is.” 7 And", 7),
            ("On paper, 8 a group", 8),
        ] {
            assert_eq!(candidates(&text(words)).first().map(|mark| mark.number), Some(number), "{words}");
        }
    }

    #[test]
    fn several_marks_may_stand_in_one_pair_of_brackets() {
        let numbers = |words: &str| candidates(&text(words)).iter().map(|mark| mark.number).collect::<Vec<_>>();
        assert_eq!(numbers("habit [2, 3]. We"), [2, 3]);
        assert_eq!(numbers("habit.[4–6] We"), [4, 5, 6]);
        assert_eq!(numbers("in [a, 3] and [1998, 2004] and [9-2]"), [0_u32; 0]);
    }
}
