//! Patterns, each compiled once, and the first time that it is used.
//!
//! A hundred of them read notes, and most documents need most of them. What makes a pattern dear to compile is the tables
//! of Unicode: 650 ranges for `\p{L}`, each a branch, again for each place where it stands, and twice because the engine
//! reads both ways. So `\p{L}`, `\p{Lu}`, `\w`, `\d` and `\s` mean here what they mean in the scripts that printed notes
//! are set in. Elsewhere a letter is read as the sign of a foreign script that it is, and its words stay literal.

use std::ops::Range;
use std::sync::LazyLock;

use regex_automata::meta;
use regex_automata::util::captures;

/// A regular expression that is written out. They are linear on any text.
macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: std::sync::LazyLock<crate::reference::pattern::Pattern> =
            std::sync::LazyLock::new(|| crate::reference::pattern::compile($text));
    };
}

pub(super) use pattern;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern(meta::Regex);

/// Where a pattern or one of its groups was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'h> {
    text: &'h str,
    start: usize,
    end: usize,
}

/// The groups of a pattern that was found; 0 is the whole.
#[derive(Debug)]
pub(super) struct Captures<'h> {
    text: &'h str,
    groups: captures::Captures,
}

impl Pattern {
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    pub fn find<'h>(&self, text: &'h str) -> Option<Match<'h>> {
        self.0.find(text).map(|found| Match { text, start: found.start(), end: found.end() })
    }

    pub fn captures<'h>(&self, text: &'h str) -> Option<Captures<'h>> {
        let mut groups = self.0.create_captures();
        self.0.captures(text, &mut groups);
        groups.is_match().then_some(Captures { text, groups })
    }

    pub fn captures_iter<'h>(&self, text: &'h str) -> impl Iterator<Item = Captures<'h>> {
        self.0.captures_iter(text).map(move |groups| Captures { text, groups })
    }
}

impl<'h> Captures<'h> {
    /// How many groups the pattern has, the whole counted.
    pub fn count(&self) -> usize {
        self.groups.group_len()
    }

    pub fn get(&self, group: usize) -> Option<Match<'h>> {
        self.groups.get_group(group).map(|span| Match { text: self.text, start: span.start, end: span.end })
    }
}

impl<'h> Match<'h> {
    pub fn as_str(self) -> &'h str {
        &self.text[self.start..self.end]
    }

    pub fn start(self) -> usize {
        self.start
    }

    pub fn end(self) -> usize {
        self.end
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// `\p{L}` in Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, the scripts of India and Thailand with the signs for their
/// vowels, Georgian, kana, Han and hangul.
const LETTERS: &str = "A-Za-zªµºÀ-ÖØ-öø-\u{2c1}\u{370}-\u{374}\u{376}\u{377}\u{37b}-\u{37d}\u{37f}\u{386}\u{388}-\u{3f5}\
    \u{3f7}-\u{481}\u{48a}-\u{52f}\u{531}-\u{556}\u{560}-\u{588}\u{5d0}-\u{5ea}\u{620}-\u{64a}\u{671}-\u{6d3}\
    \u{900}-\u{963}\u{980}-\u{e4e}\u{10a0}-\u{10fa}\u{10fc}-\u{10ff}\u{1c90}-\u{1cbf}\u{1e00}-\u{1fff}\
    \u{3041}-\u{3096}\u{30a1}-\u{30fa}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{ac00}-\u{d7a3}";

/// The blocks whose capitals [`CAPITALS`] holds: Latin, Greek, Cyrillic and Armenian; Georgian; additions to Latin.
const CASED: [Range<u32>; 4] = [0x41..0x557, 0x10a0..0x1100, 0x1c90..0x1cc0, 0x1e00..0x1f00];

/// `\p{Lu}` in the scripts that have capitals, as the inside of a class.
static CAPITALS: LazyLock<String> = LazyLock::new(|| {
    CASED.iter().flat_map(Clone::clone).filter_map(char::from_u32).filter(|c| c.is_uppercase()).collect()
});

/// What a class of the pattern language stands for, and how long its name is. None for a name that stays.
fn class(escape: &str) -> Option<(&str, &'static str, &'static str)> {
    let known = [
        ("\\p{Lu}", CAPITALS.as_str(), ""),
        ("\\p{L}", LETTERS, ""),
        ("\\w", LETTERS, "0-9_\u{300}-\u{36f}"),
        ("\\d", "0-9", ""),
        // Escaped, for a pattern that ignores its blanks ignores them in classes too.
        ("\\s", r"\t\n\x0b\x0c\r\x20\x{85}\x{a0}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}", ""),
    ];
    known.into_iter().find(|(name, ..)| escape.starts_with(name))
}

/// The pattern with its classes spelled out.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut within = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, ranges, more)) = class(rest) {
            let (open, close) = if within { ("", "") } else { ("[", "]") };
            out.extend([open, ranges, more, close]);
            rest = &rest[name.len()..];
            continue;
        }
        let escaped = if c == '\\' { rest.chars().nth(1) } else { None };
        match c {
            '[' => within = true,
            ']' => within = false,
            _ => (),
        }
        out.push(c);
        out.extend(escaped);
        rest = &rest[c.len_utf8() + escaped.map_or(0, char::len_utf8)..];
    }
    out
}

/// Compiles a pattern of this module. Notes are short: a search for the letters of a pattern, ahead of the pattern
/// itself, takes longer to make than it ever saves.
#[allow(clippy::unwrap_used, reason = "patterns are literals; the first test that uses one would tell")]
pub(super) fn compile(text: &str) -> Pattern {
    let config = meta::Config::new().auto_prefilter(false);
    Pattern(meta::Regex::builder().configure(config).build(&spelled(text)).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let (ours, unicode) = (compile(name), meta::Regex::new(name).unwrap());
            let told: String = blocks
                .into_iter()
                .flatten()
                .filter_map(char::from_u32)
                .filter(|c| ours.is_match(&c.to_string()) != unicode.is_match(&c.to_string()))
                .collect();
            assert_eq!(told, differ, "{name}");
        }
        assert!(compile(r"(?x)^a [\s] b$").is_match("a b"), "blanks are ignored in the pattern, not in the class");
    }

    #[test]
    fn a_class_is_spelled_out_inside_and_outside_of_brackets() {
        assert_eq!(spelled(r"a\d[^\d,]\]\\d\b"), r"a[0-9][^0-9,]\]\\d\b");
        assert_eq!(spelled(r"[\[x\d]\(\d"), r"[\[x0-9]\([0-9]");
        let name = compile(r"^\p{Lu}[\p{L}’-]+$");
        for good in ["Łukasz", "Żeleński", "Ґалаґан", "Ольга", "O’Brien", "Ñandú", "Ệ-ê", "Ωμέγα"]
        {
            assert!(name.is_match(good), "{good}");
        }
        for bad in ["łukasz", "żeleński", "ґалаґан", "4chan", "“Ąą", "ệ"] {
            assert!(!name.is_match(bad), "{bad}");
        }
    }
}
