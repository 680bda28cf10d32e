//! What the codes of a simple font stand for, where the font does not say it itself.

use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    Dingbats,
}

impl Encoding {
    pub fn named(name: &[u8]) -> Option<Encoding> {
        match name {
            b"StandardEncoding" => Some(Encoding::Standard),
            b"WinAnsiEncoding" => Some(Encoding::WinAnsi),
            b"MacRomanEncoding" => Some(Encoding::MacRoman),
            _ => None,
        }
    }

    pub fn letter(self, code: u8) -> Option<char> {
        let at = |table: &str, from: u8| {
            code.checked_sub(from).and_then(|index| table.chars().nth(index.into())).filter(|&letter| letter != '\0')
        };
        match self {
            Encoding::Dingbats => match code {
                0x6c => Some('●'),
                0x6e => Some('■'),
                0x71 | 0x6f => Some('❑'),
                0x75 => Some('◆'),
                0x33 | 0x34 => Some('✓'),
                0x20 => Some(' '),
                0xe4 | 0xe8 | 0xd4 => Some('➔'),
                _ => None,
            },
            Encoding::Symbol if code < 0x80 => at(SYMBOL, 0x20),
            Encoding::Symbol => at(SYMBOL_UPPER, 0x80),
            Encoding::Standard if code == 0x27 => Some('’'),
            Encoding::Standard if code == 0x60 => Some('‘'),
            _ if (0x20..0x7f).contains(&code) => Some(code.into()),
            _ if code < 0x80 => None,
            Encoding::Standard => at(STANDARD, 0x80),
            Encoding::MacRoman => at(MAC_ROMAN, 0x80),
            Encoding::WinAnsi if code < 0xa0 => at(WIN_ANSI, 0x80),
            Encoding::WinAnsi => Some(code.into()),
        }
    }
}

/// The characters of a glyph's name, and whether it is drawn raised: `uni00E9`, `f_i`, `a.sc`, `one.superior`.
pub fn of_glyph(name: &str) -> Option<(String, bool)> {
    let (base, variant) = name.split_once('.').map_or((name, ""), |(base, variant)| (base, variant));
    let raised = matches!(variant, "superior" | "sups" | "sup");
    let mut out = String::new();
    for part in base.split('_').filter(|part| !part.is_empty()) {
        out.push_str(&one(part)?);
    }
    (!out.is_empty()).then_some((out, raised))
}

fn one(name: &str) -> Option<String> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter.into());
    }
    if let Some(&letter) = GLYPHS.get(name) {
        return Some(letter.into());
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(digits) =
        name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0 && digits.is_ascii())
    {
        return (0..digits.len() / 4).map(|index| hex(&digits[index * 4..index * 4 + 4])).collect();
    }
    let digits = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?;
    hex(digits).map(String::from)
}

static GLYPHS: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    include_str!("glyphs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (name, code) = line.split_once(' ')?;
            Some((name, u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?))
        })
        .collect()
});

const STANDARD: &str = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶\
    •‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\
    \0\0ı\0\0łøœß\0\0\0\0";
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ\
    ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\0ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
const WIN_ANSI: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψ\
    ζ{|}∼";
const SYMBOL_UPPER: &str = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•\
    ÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \0\0\0\0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_whole() {
        for table in [STANDARD, MAC_ROMAN, SYMBOL_UPPER] {
            assert_eq!(table.chars().count(), 128);
        }
        assert_eq!((WIN_ANSI.chars().count(), SYMBOL.chars().count()), (32, 95));
        assert_eq!(Encoding::Standard.letter(0xae), Some('ﬁ'));
        assert_eq!(Encoding::Standard.letter(0xd0), Some('—'));
        assert_eq!(Encoding::MacRoman.letter(0xd5), Some('’'));
        assert_eq!(Encoding::WinAnsi.letter(0x93), Some('“'));
        assert_eq!(Encoding::Symbol.letter(0xb7), Some('•'));
        assert_eq!(Encoding::Symbol.letter(0x62), Some('β'));
    }

    #[test]
    fn names_of_glyphs_are_characters() {
        let text = |name| of_glyph(name).map(|(text, _)| text);
        assert_eq!(text("quoteright").as_deref(), Some("’"));
        assert_eq!(text("uni00E90301").as_deref(), Some("é\u{301}"));
        assert_eq!(text("u1F600").as_deref(), Some("😀"));
        assert_eq!(text("f_f_i").as_deref(), Some("ffi"));
        assert_eq!(of_glyph("one.superior"), Some(("1".into(), true)));
        assert_eq!(text("a.sc").as_deref(), Some("a"));
        assert_eq!(text("g23"), None);
        assert_eq!(text("unié"), None);
    }
}
