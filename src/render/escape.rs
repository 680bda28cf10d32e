//! Text into HTML, XML, addresses and scripts, each in the way its place asks for (THREATS A1, A2, A4).
//!
//! Nothing here builds an element: the functions only make text harmless. Characters that neither HTML nor XML 1.0
//! allows (controls, U+FFFE, U+FFFF) are left out, because no reader could see them.

use std::io;

use serde::Serialize;

/// Text between tags, in HTML and in XML.
pub fn text(out: &mut String, text: &str) {
    escape(out, text, &TEXT);
}

/// Text inside a double-quoted attribute, in HTML and in XML.
pub fn attribute(out: &mut String, text: &str) {
    escape(out, text, &ATTRIBUTE);
}

/// [`text`] as a string of its own.
#[must_use]
pub fn to_text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    text(&mut out, words);
    out
}

/// [`attribute`] as a string of its own.
#[must_use]
pub fn to_attribute(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    attribute(&mut out, words);
    out
}

/// What templates escape by: right between tags and in quoted attributes.
pub fn write(input: &str, out: &mut dyn io::Write) -> io::Result<()> {
    if input.bytes().all(|byte| ATTRIBUTE[usize::from(byte)] == 0) {
        return out.write_all(input.as_bytes());
    }
    let mut escaped = String::with_capacity(input.len() + 16);
    attribute(&mut escaped, input);
    out.write_all(escaped.as_bytes())
}

/// JSON that may stand in a `<script>`: nothing in it can end the element or a line of the script.
///
/// Empty where the value cannot be written as JSON, which no type of ours does.
#[must_use]
pub fn script_json(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// An address inside a double-quoted attribute: what may not stand in an address is percent-encoded, what is encoded
/// already stays.
pub fn href(out: &mut String, url: &str) {
    let bytes = url.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'%' if !encoded_at(bytes, at) => out.push_str("%25"),
            b'%' => out.push('%'),
            _ if byte.is_ascii_alphanumeric() || b"-_.~!*'();:@=+$,/?#".contains(&byte) => out.push(char::from(byte)),
            _ => percent(out, byte),
        }
    }
}

/// A fragment's name inside a double-quoted attribute, without its `#`.
pub fn fragment(out: &mut String, id: &str) {
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!*();:@+,/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            percent(out, byte);
        }
    }
}

/// Whether an address may stand in a link: http, https, mailto, or one without a scheme.
///
/// Judged as a browser reads it, after white space and controls are taken out. The parser has judged it before; this
/// is the second lock on the same door.
#[must_use]
pub fn is_safe(url: &str) -> bool {
    let mut scheme = String::new();
    for c in url.chars().filter(|c| !c.is_control() && !c.is_whitespace()) {
        match c {
            ':' => return matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto"),
            '/' | '?' | '#' => return true,
            c if scheme.len() < 32 => scheme.push(c),
            _ => return false,
        }
    }
    true
}

fn encoded_at(bytes: &[u8], at: usize) -> bool {
    let digit = |n: usize| bytes.get(at + n).is_some_and(u8::is_ascii_hexdigit);
    digit(1) && digit(2)
}

fn percent(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// What to do at a byte: 0 nothing, 1 look closer.
type Table = [u8; 256];

const TEXT: Table = table(b"&<>");
const ATTRIBUTE: Table = table(b"&<>\"'");

const fn table(special: &[u8]) -> Table {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 0x20 {
        if !matches!(at, 0x09 | 0x0A | 0x0D) {
            table[at] = 1;
        }
        at += 1;
    }
    table[0x7F] = 1;
    // First bytes of U+0080–U+009F and of U+FFFE, U+FFFF (and of many harmless neighbours).
    table[0xC2] = 1;
    table[0xEF] = 1;
    let mut n = 0;
    while n < special.len() {
        table[special[n] as usize] = 1;
        n += 1;
    }
    table
}

fn escape(out: &mut String, text: &str, table: &Table) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if table[usize::from(byte)] == 0 {
            continue;
        }
        let (instead, len) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            0xC2 if bytes.get(at + 1).is_some_and(|next| *next < 0xA0) => ("", 2),
            0xEF if bytes.get(at + 1..at + 3).is_some_and(|next| matches!(next, [0xBF, 0xBE | 0xBF])) => ("", 3),
            0xC2 | 0xEF => continue,
            _ => ("", 1),
        };
        out.push_str(&text[done..at]);
        out.push_str(instead);
        done = at + len;
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::{attribute, fragment, href, is_safe, script_json, to_text};

    #[test]
    fn a1_text_is_shown_as_text() {
        assert_eq!(to_text("a < b && c > \"d\""), "a &lt; b &amp;&amp; c &gt; \"d\"");
        let mut out = String::new();
        attribute(&mut out, "\"><script>'x'</script>");
        assert_eq!(out, "&quot;&gt;&lt;script&gt;&#39;x&#39;&lt;/script&gt;");
    }

    #[test]
    fn a2_characters_that_xml_forbids_are_left_out() {
        assert_eq!(to_text("a\u{0}b\u{1}c\u{b}d\u{7f}e\u{85}f\u{fffe}g\u{ffff}h"), "abcdefgh");
        assert_eq!(
            to_text("tab\tline\nnbsp\u{a0}«é» \u{feff}\u{fffd}\u{ff21}"),
            "tab\tline\nnbsp\u{a0}«é» \u{feff}\u{fffd}\u{ff21}"
        );
    }

    #[test]
    fn a2_json_in_a_script_cannot_end_it() {
        assert_eq!(script_json(&"</script>&\u{2028}\u{2029}"), r#""\u003c/script\u003e\u0026\u2028\u2029""#);
    }

    #[test]
    fn a4_only_harmless_schemes_are_links() {
        for url in ["https://a.b/c?d#e", "HTTP://x", "mailto:a@b.c", "a/b.html", "#n3", "?q=a:b", "a/b:c", ""] {
            assert!(is_safe(url), "{url}");
        }
        for url in
            ["javascript:alert(1)", "java\nscript:x", " \u{1}JavaScript:x", "data:text/html,x", "vbscript:x", "x:y"]
        {
            assert!(!is_safe(url), "{url}");
        }
    }

    #[test]
    fn addresses_are_encoded_once() {
        let mut out = String::new();
        href(&mut out, "https://x/a b\"c%20d%zz?e=1&f=ł[1]");
        assert_eq!(out, "https://x/a%20b%22c%20d%25zz?e=1&amp;f=%C5%82%5B1%5D");
        let mut out = String::new();
        fragment(&mut out, "the-suwałki gap%");
        assert_eq!(out, "the-suwa%C5%82ki%20gap%25");
    }
}
