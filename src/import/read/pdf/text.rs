//! The strings of a PDF outside its pages: titles, names, replacements.

/// UTF-16 with its mark, UTF-8 with its mark, or the format's own encoding, which is nearly Latin-1.
pub fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| letter(byte)).collect(),
    };
    // Marks of language are set between two escapes.
    let mut inside = false;
    text.chars()
        .filter(|&letter| {
            let escape = letter == '\u{1b}';
            inside ^= escape;
            !escape && !inside && (!letter.is_control() || letter.is_whitespace())
        })
        .collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])))
        .map(|letter| letter.unwrap_or('\u{fffd}'))
        .collect()
}

fn letter(byte: u8) -> char {
    match byte {
        0x18..=0x1f => '\u{b4}',
        0x80..=0x9e => PDF_DOC.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        0xa0 => '€',
        _ => byte.into(),
    }
}

const PDF_DOC: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_in_one_of_three_encodings() {
        assert_eq!(decode(b"\xfe\xff\x00A\x20\x19"), "A\u{2019}");
        assert_eq!(decode(b"\xef\xbb\xbfA\xc3\xa9"), "Aé");
        assert_eq!(decode(b"A\x90s \x84 \xe9"), "A’s — é");
        assert_eq!(decode(b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A"), "A");
    }
}
