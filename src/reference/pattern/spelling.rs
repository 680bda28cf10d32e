//! Classes of letters in patterns, spelled out.
//!
//! A hundred patterns read notes, and most documents need most of them. What makes a pattern dear to compile is the tables
//! of Unicode: 650 ranges for `\p{L}`, each a branch, again for each place where it stands, and twice because the engine
//! reads both ways. So `\p{L}`, `\p{Lu}`, `\w`, `\d` and `\s` mean here what they mean in the scripts that printed notes
//! are set in. Elsewhere a letter is read as the sign of a foreign script that it is, and its words stay literal.

/// `\p{L}` in Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, the scripts of India and Thailand with the signs for their
/// vowels, Georgian, kana, Han and hangul.
const LETTERS: &str = "A-Za-zªµºÀ-ÖØ-öø-\u{2c1}\u{370}-\u{374}\u{376}\u{377}\u{37b}-\u{37d}\u{37f}\u{386}\u{388}-\u{3f5}\
    \u{3f7}-\u{481}\u{48a}-\u{52f}\u{531}-\u{556}\u{560}-\u{588}\u{5d0}-\u{5ea}\u{620}-\u{64a}\u{671}-\u{6d3}\
    \u{900}-\u{963}\u{980}-\u{e4e}\u{10a0}-\u{10fa}\u{10fc}-\u{10ff}\u{1c90}-\u{1cbf}\u{1e00}-\u{1fff}\
    \u{3041}-\u{3096}\u{30a1}-\u{30fa}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{ac00}-\u{d7a3}";

/// `\p{Lu}` in Latin, Greek, Cyrillic and Armenian, in Georgian, and in the additions to Latin, as the inside of a class.
const CAPITALS: &str = r"[\p{Lu}&&[A-\x{556}\x{10a0}-\x{10ff}\x{1c90}-\x{1cbf}\x{1e00}-\x{1eff}]]";

/// What a class of the pattern language stands for, and how long its name is. None for a name that stays.
fn class(escape: &str) -> Option<(&str, &'static str, &'static str)> {
    let known = [
        ("\\p{Lu}", CAPITALS, ""),
        ("\\p{L}", LETTERS, ""),
        ("\\w", LETTERS, "0-9_\u{300}-\u{36f}"),
        ("\\d", "0-9", ""),
        // Escaped, for a pattern that ignores its blanks ignores them in classes too.
        ("\\s", r"\t\n\x0b\x0c\r\x20\x{85}\x{a0}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}", ""),
    ];
    known.into_iter().find(|(name, ..)| escape.starts_with(name))
}

/// The pattern with its classes spelled out. Letters have both cases already: where the pattern does not mind the case,
/// nobody has to look for the other one of each.
pub fn spelled(text: &str) -> String {
    let insensitive = text.starts_with("(?i");
    let mut out = String::with_capacity(text.len() * 2);
    // Where a class of several began, and whether it holds letters.
    let mut within: Option<(usize, bool)> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, ranges, more)) = class(rest) {
            let letters = insensitive && ranges == LETTERS;
            match &mut within {
                Some((_, held)) => {
                    out.extend([ranges, more]);
                    *held |= letters;
                }
                None if letters => out.extend(["(?-i:[", ranges, more, "])"]),
                None => out.extend(["[", ranges, more, "]"]),
            }
            rest = &rest[name.len()..];
            continue;
        }
        let escaped = if c == '\\' { rest.chars().nth(1) } else { None };
        if c == '[' {
            within.get_or_insert((out.len(), false));
        }
        out.push(c);
        out.extend(escaped);
        if c == ']'
            && let Some((start, true)) = within.take()
        {
            out.insert_str(start, "(?-i:");
            out.push(')');
        }
        rest = &rest[c.len_utf8() + escaped.map_or(0, char::len_utf8)..];
    }
    out
}

#[cfg(test)]
mod tests {
    use regex_automata::meta;

    use super::*;
    use crate::reference::pattern::{Gate, Pattern};

    fn pattern(text: &str) -> Pattern {
        Pattern::new(text, Gate::Open)
    }

    /// Character by character, where notes are printed. What differs is nobody's letter: code points without a
    /// character, and marks.
    #[test]
    fn classes_are_those_of_unicode() {
        for (name, blocks, differ) in [
            (r"\p{Lu}", [0..0x5d0, 0x10a0..0x1100, 0x1c90..0x1cc0, 0x1e00..0x1f00], ""),
            (r"\p{L}", [0..0x2c2, 0x370..0x378, 0x37b..0x483, 0x48a..0x559], "\u{38b}\u{38d}\u{3a2}"),
            (r"\w", [0..0x2c2, 0x300..0x378, 0x10d0..0x10fb, 0x4e00..0x9fff], ""),
            (r"\d", [0..0x660, 0x1e00..0x1f00, 0x2000..0x2100, 0x3000..0x3100], ""),
            (r"\s", [0..0x660, 0x1680..0x1680, 0x2000..0x2100, 0x3000..0x3100], ""),
        ] {
            let (ours, unicode) = (pattern(name), meta::Regex::new(name).unwrap());
            let told: String = blocks
                .into_iter()
                .flatten()
                .filter_map(char::from_u32)
                .filter(|c| ours.is_match(&c.to_string()) != unicode.is_match(&c.to_string()))
                .collect();
            assert_eq!(told, differ, "{name}");
        }
        assert!(pattern(r"(?x)^a [\s] b$").is_match("a b"), "blanks are ignored in the pattern, not in the class");
    }

    #[test]
    fn a_class_is_spelled_out_inside_and_outside_of_brackets() {
        assert_eq!(spelled(r"a\d[^\d,]\]\\d\b"), r"a[0-9][^0-9,]\]\\d\b");
        assert_eq!(spelled(r"[\[x\d]\(\d"), r"[\[x0-9]\([0-9]");
        let name = pattern(r"^\p{Lu}[\p{L}’-]+$");
        for good in ["Łukasz", "Żeleński", "Ґалаґан", "Ольга", "O’Brien", "Ñandú", "Ệ-ê", "Ωμέγα"]
        {
            assert!(name.is_match(good), "{good}");
        }
        for bad in ["łukasz", "żeleński", "ґалаґан", "4chan", "“Ąą", "ệ"] {
            assert!(!name.is_match(bad), "{bad}");
        }
    }
}
