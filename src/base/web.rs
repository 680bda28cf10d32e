//! Addresses on the web that may stand in a link.

use std::borrow::Cow;

use super::slug::is_invisible;

/// The address without white space around it, where it is a full http or https one and nothing in it could end an
/// attribute or hide its true target (THREATS A4).
#[must_use]
pub fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let after = |scheme: &str| text.get(..scheme.len()).filter(|head| head.eq_ignore_ascii_case(scheme));
    let scheme = after("https://").or_else(|| after("http://"))?;
    let rest = &text[scheme.len()..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let fits = |c: char| !c.is_whitespace() && !is_invisible(c) && !"\"'<>\\^`{|}".contains(c);
    (!host.is_empty() && rest.chars().all(fits)).then_some(text)
}

/// The page of a DOI, written bare, with `doi:` or as an address; `None` where it is none.
#[must_use]
pub fn doi(text: &str) -> Option<&str> {
    let mut text = text.trim();
    for head in ["https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "doi:"] {
        if text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head)) {
            text = text[head.len()..].trim_start();
        }
    }
    let fits = |c: char| !c.is_whitespace() && !is_invisible(c);
    (text.starts_with("10.") && text.contains('/') && text.chars().all(fits)).then_some(text)
}

/// Percent signs decoded, where two hexadecimal digits follow; none where the bytes are no text.
#[must_use]
pub fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let byte = match after {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        out.push(byte.map_or(*first, |(high, low)| high << 4 | low));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{address, decode, doi};

    #[test]
    fn percent_signs() {
        assert_eq!(decode("a%20b%2e%2E%zz%").as_deref(), Some("a b..%zz%"));
        assert_eq!(decode("%ff"), None);
        assert_eq!(decode("%é").as_deref(), Some("%é"));
        // A sign is no digit.
        assert_eq!(decode("%+1%-1% 1").as_deref(), Some("%+1%-1% 1"));
    }

    #[test]
    fn a4_only_full_web_addresses_pass() {
        assert_eq!(address(" https://a.example/b?c=d#e "), Some("https://a.example/b?c=d#e"));
        assert_eq!(address("HTTP://a.example"), Some("HTTP://a.example"));
        for bad in ["javascript:alert(1)", "https://", "a.example", "https://a.example/\"x", "https:// a", "ftp://a"] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_doi_is_found_in_its_usual_dress() {
        for text in ["10.5555/a_b", "doi:10.5555/a_b", "https://doi.org/10.5555/a_b", "http://dx.doi.org/10.5555/a_b"] {
            assert_eq!(doi(text), Some("10.5555/a_b"), "{text}");
        }
        assert_eq!(doi("forthcoming"), None);
    }
}
