//! Letters as they were meant: ligatures, soft hyphens, TeX's quotes, letter-spaced words, and text that was decoded
//! with the wrong table, where the way back proves it.

use unicode_normalization::UnicodeNormalization as _;

use super::rows::Row;
use crate::import::draft::{Draft, Text};

/// Mends the letters of all lines.
pub fn mend(rows: &mut [Row], draft: &mut Draft) {
    let tex = rows.iter().any(|row| row.text.pieces.iter().any(|piece| piece.text.contains("``")));
    for row in rows {
        // At a line's end a soft hyphen is the one that the reader sees.
        let last = row.text.pieces.last().map_or("", |piece| piece.text.trim_end());
        let cut = last.ends_with('\u{ad}') && (row.open() || row.at.y > 0.0);
        for piece in &mut row.text.pieces {
            if piece.text.is_ascii() && !piece.text.contains('`') && !piece.text.contains('\u{7f}') {
                continue;
            }
            if let Some(mended) = mojibake(&piece.text) {
                draft.decide(
                    "characters",
                    format!("“{}” was “{}”", mended.trim(), piece.text.trim()).chars().take(120).collect::<String>(),
                    (row.at.line, row.at.line),
                    0.97,
                );
                draft.mended.push((piece.row, std::mem::replace(&mut piece.text, mended.clone()), mended));
            }
            piece.text = plain(&piece.text);
        }
        if let Some(last) = row.text.pieces.last_mut().filter(|_| cut) {
            last.text.truncate(last.text.trim_end().len());
            last.text.push('\u{ad}');
        }
        if row.open() {
            parted(&mut row.text);
            spaced(&mut row.text);
            if tex {
                tex_quotes(&mut row.text);
            }
        }
    }
}

/// Ligatures and invisible characters.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}' => out.extend(std::iter::once(c).nfkd()),
            '\u{ad}'
            | '\u{200b}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{85}' => out.push(' '),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// UTF-8 that was read as Windows-1252: each run of its letters turns into valid UTF-8 and back.
pub fn mojibake(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â', 'Ä', 'Å', 'Ð', 'Ñ', 'Î', 'Ï', 'Æ']) {
        return None;
    }
    let mut out = String::new();
    let mut run: Vec<(char, u8)> = Vec::new();
    let mut changed = false;
    let mut flush = |run: &mut Vec<(char, u8)>, out: &mut String| {
        let bytes: Vec<u8> = run.iter().map(|(_, byte)| *byte).collect();
        match std::str::from_utf8(&bytes) {
            Ok(text) if run.len() > 1 && !text.chars().any(char::is_control) => {
                out.push_str(text);
                changed = true;
            }
            _ => out.extend(run.iter().map(|(c, _)| *c)),
        }
        run.clear();
    };
    for c in text.chars() {
        if let Some(byte) = byte_of(c).filter(|byte| *byte >= 0x80) {
            run.push((c, byte));
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    changed.then_some(out)
}

/// The upper half of Windows-1252 where it is not Latin-1.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

fn byte_of(c: char) -> Option<u8> {
    if let Some(n) = UPPER.iter().position(|upper| *upper == c) {
        return u8::try_from(n + 0x80).ok();
    }
    u8::try_from(u32::from(c)).ok()
}

/// `P OLICY BRIEF`: where letters are spaced a little, an extractor parts the first one from its word.
fn parted(text: &mut Text) {
    let Some(piece) = text.pieces.first_mut() else { return };
    let mut letters = piece.text.chars();
    let (Some(first), Some(' ')) = (letters.next(), letters.next()) else { return };
    let rest = letters.as_str();
    // These are words, in some language.
    let word = !first.is_ascii_uppercase() || matches!(first, 'A' | 'E' | 'I' | 'O' | 'U' | 'W' | 'Y' | 'Z');
    let next = rest.split(' ').next().unwrap_or("");
    let small = next.chars().all(char::is_lowercase);
    let loud = super::words::shouted(rest) && next.chars().all(char::is_uppercase);
    if !word && next.chars().count() > 2 && (small || loud) && super::shape::words(rest) < 8 {
        piece.text.remove(1);
    }
}

/// A line of nothing but single letters: `T H E  C O S T`. Two spaces stand between words.
fn spaced(text: &mut Text) {
    let [piece] = text.pieces.as_mut_slice() else { return };
    let words: Vec<&str> = piece.text.split("  ").map(str::trim).filter(|word| !word.is_empty()).collect();
    let single = |word: &&str| {
        word.split(' ').all(|letter| {
            let mut chars = letter.chars();
            chars.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | ':' | '?' | '&'))
                && chars.next().is_none_or(|c| !c.is_alphanumeric())
        })
    };
    let letters = piece.text.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 4 && words.iter().all(single) && piece.text.contains(' ') {
        piece.text = words.iter().map(|word| word.replace(' ', "")).collect::<Vec<_>>().join(" ");
    }
}

/// Two back ticks and two apostrophes around a quotation, or one of each.
fn tex_quotes(text: &mut Text) {
    let printed = text.printed().into_owned();
    let mut open = false;
    text.map(|_, piece| {
        let mut out = String::with_capacity(piece.len());
        let mut chars = piece.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '`' if chars.peek() == Some(&'`') => {
                    chars.next();
                    out.push('“');
                }
                '\'' if chars.peek() == Some(&'\'') => {
                    chars.next();
                    out.push('”');
                }
                '`' => {
                    open = true;
                    out.push('‘');
                }
                '\'' if open && !chars.peek().is_some_and(|next| next.is_alphanumeric()) => {
                    open = false;
                    out.push('’');
                }
                c => out.push(c),
            }
        }
        out
    });
    debug_assert!(printed.is_empty() || !text.is_empty());
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let mut rows = rows(&lines(text));
        mend(&mut rows, &mut Draft::default());
        let seen: Vec<String> = rows.iter().map(|row| row.text.printed().into_owned()).collect();
        assert_eq!(seen.join("\n"), want);
    }

    #[test]
    fn ligatures_and_soft_hyphens_go() {
        check("diﬃcult to ﬁnd, oﬃ\u{ad}cial", "difficult to find, official");
    }

    #[test]
    fn tex_quotes_are_quotes() {
        check("``I said `No','' he’s not", "“I said ‘No’,” he’s not");
        check("the `word' alone", "the `word' alone");
    }

    #[test]
    fn spaced_letters_are_words() {
        check("T H E  C O S T  O F  A  L I S T", "THE COST OF A LIST");
        check("C O N C L U S I O N", "CONCLUSION");
        check("I am a B", "I am a B");
    }

    #[test]
    fn only_what_turns_back_is_mojibake() {
        assert_eq!(mojibake("cafÃ©-sized").as_deref(), Some("café-sized"));
        assert_eq!(mojibake("itâ€™s").as_deref(), Some("it’s"));
        for right in ["château", "Ångström", "SÃO PAULO", "Ð", "naïve Â§"] {
            let mended = mojibake(right);
            assert!(mended.is_none() || right == "naïve Â§", "{right}: {mended:?}");
        }
    }
}
