//! Where a link points, and whether it may.
//!
//! An address is judged as a browser would read it (THREATS A4): after entities (decoded by the markdown parser),
//! percent signs and control characters are out of the way.

use std::borrow::Cow;

use crate::base::web;
use crate::model::inline::Target;

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "doi"];

/// Judges the address of a link.
#[must_use]
pub fn target(url: Cow<'_, str>) -> Target<'_> {
    match scheme(&url) {
        Some(scheme) if SCHEMES.contains(&scheme.as_str()) => Target::Url(doi(url)),
        Some(_) => Target::Refused(url),
        None if url.starts_with("//") || url.starts_with('\\') || url.contains(|c: char| c.is_control()) => {
            Target::Refused(url)
        }
        None => {
            let owned = |text: &str| Cow::Owned(decode(text).into_owned());
            let (path, anchor) = match url.split_once('#') {
                Some((path, anchor)) => (owned(path), owned(anchor)),
                None => (owned(&url), Cow::Borrowed("")),
            };
            if scheme(&path).is_some() {
                return Target::Refused(url);
            }
            if path.is_empty() { Target::Slug { slug: path, anchor } } else { Target::Path { path, anchor } }
        }
    }
}

/// `doi:10.1/x` is no address that a browser knows.
fn doi(url: Cow<'_, str>) -> Cow<'_, str> {
    match url.get(..4) {
        Some(head) if head.eq_ignore_ascii_case("doi:") => {
            Cow::Owned(format!("https://doi.org/{}", url[4..].trim_start_matches('/')))
        }
        _ => url,
    }
}

/// The scheme, as a browser finds it, in lower case.
fn scheme(url: &str) -> Option<String> {
    let mut out = String::new();
    let decoded = decode(url);
    for c in decoded.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).chars() {
        match c {
            ':' if !out.is_empty() => return Some(out),
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') => out.push(c.to_ascii_lowercase()),
            // Browsers take these out before they look.
            '\t' | '\n' | '\r' => {}
            c if c.is_control() || crate::base::slug::is_invisible(c) => {}
            _ => return None,
        }
    }
    None
}

/// Percent signs decoded; what gives no text stays as it is.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    web::decode(text).unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(url: &str) -> &'static str {
        match target(Cow::Borrowed(url)) {
            Target::Slug { .. } => "here",
            Target::Path { .. } => "path",
            Target::Url(_) => "url",
            Target::Refused(_) => "refused",
        }
    }

    #[test]
    fn a4_only_known_schemes_pass() {
        for url in ["https://a.example", "HTTP://a.example", "mailto:a@b.example", "doi:10.1/x"] {
            assert_eq!(kind(url), "url", "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java%73cript:alert(1)",
            " javascript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "javascript%3Aalert(1)",
            "\\\\evil.example",
            "java\u{200b}script:x",
        ] {
            assert_eq!(kind(url), "refused", "{url}");
        }
        for url in ["other.md", "../a/b.md#x", "a b.svg", "50%.md"] {
            assert_eq!(kind(url), "path", "{url}");
        }
        assert_eq!(kind("#heading"), "here");
    }
}
