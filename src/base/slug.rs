//! Names for addresses: stable, portable, readable.

use unicode_normalization::UnicodeNormalization;

/// No segment of an address is longer, in bytes of UTF-8 (THREATS B5).
pub const MAX_BYTES: usize = 200;

const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Letters and digits of any script in NFC and lower case, with single hyphens between; empty where nothing is left.
///
/// Apostrophes vanish (`Putin’s` is `putins`). A name that Windows reserves gets a hyphen at its end.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if matches!(c, '\'' | '’' | '‘' | 'ʼ' | '\u{ad}') || is_invisible(c) {
            return;
        }
        if c.is_alphanumeric() || is_mark(c) {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut push);
    } else {
        text.nfc().for_each(&mut push);
    }
    let mut out = if out.is_ascii() { out } else { out.nfc().collect() };
    if out.len() > MAX_BYTES {
        let end = (0..=MAX_BYTES).rev().find(|at| out.is_char_boundary(*at)).unwrap_or(0);
        out.truncate(end);
        out.truncate(out.trim_end_matches('-').len());
    }
    if is_reserved(&out) {
        out.push('-');
    }
    out
}

/// Names that Windows keeps for devices: `con`, `nul`, `com1` …
#[must_use]
pub fn is_reserved(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or("").to_lowercase();
    let device =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    RESERVED.contains(&stem.as_str()) || device("com") || device("lpt")
}

/// Characters that change how text runs, or show nothing at all: never part of an address.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_become_an_address() {
        assert_eq!(slug("Putin’s “Achilles’ heel”?"), "putins-achilles-heel");
        assert_eq!(slug("  The Suwałki gap — again "), "the-suwałki-gap-again");
        assert_eq!(slug("Максим Шпакун"), "максим-шпакун");
        assert_eq!(slug("***"), "");
    }

    #[test]
    fn names_that_windows_reserves_are_changed() {
        assert_eq!(slug("CON"), "con-");
        assert_eq!(slug("Com 1"), "com-1");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let long = slug(&"ł".repeat(150));
        assert!(long.len() <= super::MAX_BYTES && long.chars().all(|c| c == 'ł'));
    }
}
