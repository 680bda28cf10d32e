//! Plain text, as PDF extractors give it. Only lines, their indent and pages are known.

use super::Refusal;
use crate::import::evidence::{At, Line, Reading, Run};
use crate::import::limits;

/// Columns of a tab stop, as terminals and `pdftotext -layout` count.
const TAB: usize = 8;

pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    Ok(lines(&decode(bytes)?))
}

/// The lines of a text; a form feed begins a page.
pub fn lines(text: &str) -> Reading {
    let mut reading = Reading::default();
    let paged = text.contains('\u{c}');
    let (mut page, mut gap) = (1_u32, false);
    for (n, line) in split(text).enumerate() {
        for (part, words) in line.split('\u{c}').enumerate() {
            if part > 0 {
                page += 1;
                gap = true;
            }
            let words = expand(words);
            let kept = words.trim();
            if kept.is_empty() {
                gap |= part == 0;
                continue;
            }
            let indent = words.chars().count() - words.trim_start().chars().count();
            let width = kept.chars().count();
            reading.lines.push(Line {
                runs: vec![Run { text: kept.to_owned(), ..Run::default() }],
                at: At {
                    line: u32::try_from(n + 1).unwrap_or(u32::MAX),
                    page: if paged { page } else { 0 },
                    left: columns(indent),
                    right: columns(indent + width),
                    ..At::default()
                },
                gap,
                ..Line::default()
            });
            gap = false;
        }
    }
    reading
}

/// UTF-8, UTF-16 with its mark, or Windows-1252.
pub fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let text = if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        utf16(rest, u16::from_be_bytes)
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            Err(_) if memchr::memchr(0, bytes).is_some() => return Err(no_text()),
            Err(_) => bytes.iter().map(|byte| super::super::repair::characters::windows_1252(*byte)).collect(),
        }
    };
    if text.len() > limits::CHARACTERS {
        return Err(Refusal {
            cause: format!("it has more than {} million characters", limits::CHARACTERS >> 20),
            remedy: "cut it into parts".to_owned(),
        });
    }
    let strange = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if strange * 20 > text.len() {
        return Err(no_text());
    }
    if text.trim().is_empty() {
        return Err(Refusal { cause: "it is empty".to_owned(), remedy: "give a file with text in it".to_owned() });
    }
    Ok(text)
}

fn no_text() -> Refusal {
    Refusal {
        cause: "it is no text, and no kind of document that is known".to_owned(),
        remedy: "save it as text, Word (docx), PDF or a web page, or say what it is with --from".to_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// Lines ended by LF, CR LF or CR.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

fn expand(line: &str) -> String {
    if !line.contains('\t') {
        return line.to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for c in line.chars() {
        if c == '\t' {
            let width = TAB - at % TAB;
            out.extend(std::iter::repeat_n(' ', width));
            at += width;
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}

#[allow(clippy::cast_precision_loss, reason = "a line is never so long that it matters")]
fn columns(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_feed_begins_a_page_and_a_blank_line_is_a_gap() {
        let reading = lines("One\ntwo\n\n  three\n\u{c}four\r\nfive");
        let seen: Vec<_> =
            reading.lines.iter().map(|line| (line.text(), line.at.line, line.at.page, line.gap)).collect();
        let want = [
            ("One", 1, 1, false),
            ("two", 2, 1, false),
            ("three", 4, 1, true),
            ("four", 5, 2, true),
            ("five", 6, 2, false),
        ];
        assert_eq!(seen, want.map(|(text, line, page, gap)| (text.to_owned(), line, page, gap)));
    }

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(decode(b"caf\xe9 \x93so\x94").as_deref(), Ok("café “so”"));
        assert_eq!(decode(&[0xff, 0xfe, 0x41, 0, 0x42, 0x04]).as_deref(), Ok("Aт"));
        assert!(decode(b"\x00\x01\xff").is_err());
    }
}
