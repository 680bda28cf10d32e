//! From bytes to text: what a byte-order mark says, then what the page says of itself, then UTF-8, then the encoding
//! that old pages have without saying so.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Browsers look for the declaration in so many bytes.
const HEAD: usize = 4096;

pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    // Many pages are UTF-8 and say otherwise; text in another encoding is hardly ever sound UTF-8.
    let (text, faulty) = UTF_8.decode_without_bom_handling(bytes);
    if !faulty {
        return text;
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]).filter(|encoding| *encoding != UTF_8);
    match declared {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
        // One bad byte in a long page that is UTF-8 otherwise makes it no other encoding.
        None if text.matches('\u{fffd}').count() * 50 < text.matches(|c: char| !c.is_ascii()).count() => text,
        None => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// `charset=…` in a meta element, or `encoding="…"` in an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    for word in ["charset", "encoding"] {
        for (at, _) in head.match_indices(word) {
            let rest = head[at + word.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('=') else { continue };
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            let label = rest.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/')).next()?;
            // A page that could be read so far is in no encoding of two bytes a letter.
            let found = Encoding::for_label(label.as_bytes()).filter(|it| it.is_ascii_compatible());
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_of_itself_is_believed_where_it_is_not_utf_8() {
        assert_eq!(decode(b"<meta charset=windows-1251>\xcf\xf0\xe8\xe2\xe5\xf2"), "<meta charset=windows-1251>Привет");
        let meta = b"<meta http-equiv=x content=\"text/html; charset=iso-8859-2\">\xb1".as_slice();
        assert!(decode(meta).ends_with('ą'));
        assert_eq!(decode("<meta charset=latin1>Größe".as_bytes()), "<meta charset=latin1>Größe");
    }

    #[test]
    fn a_page_that_says_nothing_is_utf_8_or_what_old_pages_are() {
        assert_eq!(decode("\u{feff}Größe".as_bytes()), "Größe");
        assert_eq!(decode(b"caf\xe9 \x96 \x93so\x94"), "café – “so”");
        assert_eq!(decode(b"\xff\xfeH\0i\0"), "Hi");
    }
}
