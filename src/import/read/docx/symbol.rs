//! Letters of symbol fonts as the characters that they show.
//!
//! Word stores them by their place in the font, often 0xF000 above it. Adobe's table of the Symbol font is public; of the
//! Wingdings only marks that occur in running text are known here. Other letters stay as they are stored.

/// Places 0x20 to 0x7E of the Symbol font.
const SYMBOL_LOW: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼";
/// Places 0xA1 to 0xDA.
const SYMBOL_HIGH: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨";
const SYMBOL_ARROWS: &str = "⇔⇐⇑⇒⇓◊";

const WINGDINGS: &[(u32, char)] = &[
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// What the letter at `code` of `font` shows.
pub fn shown(font: &str, code: u32) -> Option<char> {
    let place = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.to_lowercase();
    let at = |table: &str, first: u32| table.chars().nth(usize::try_from(place - first).unwrap_or(usize::MAX));
    match font.as_str() {
        "symbol" | "symbolmt" | "symbol mt" => match place {
            0x20..=0x7E => at(SYMBOL_LOW, 0x20),
            0xA0 => Some('€'),
            0xA1..=0xDA => at(SYMBOL_HIGH, 0xA1),
            0xDB..=0xE0 => at(SYMBOL_ARROWS, 0xDB),
            _ => None,
        },
        "wingdings" => WINGDINGS.iter().find(|(known, _)| *known == place).map(|(_, shown)| *shown),
        // A text font: the place is the character.
        _ if place == code => char::from_u32(code),
        _ => None,
    }
}

/// Letters of a run as they show, where its font is one of symbols.
pub fn text(font: Option<&str>, text: &str) -> String {
    let is_symbols =
        |font: &str| matches!(font.to_lowercase().as_str(), "symbol" | "symbolmt" | "symbol mt" | "wingdings");
    match font.filter(|font| is_symbols(font)) {
        Some(font) => {
            let private = |c: &char| ('\u{F000}'..='\u{F0FF}').contains(c);
            text.chars().map(|c| if private(&c) { shown(font, u32::from(c)).unwrap_or(c) } else { c }).collect()
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greek_letters_and_marks_are_found_at_their_places() {
        assert_eq!(shown("Symbol", 0xF061), Some('α'));
        assert_eq!(shown("Symbol", 0x57), Some('Ω'));
        assert_eq!(shown("Symbol", 0xF0B7), Some('•'));
        assert_eq!(shown("Symbol", 0xF0AE), Some('→'));
        assert_eq!(shown("Symbol", 0xF0DE), Some('⇒'));
        assert_eq!(shown("Symbol", 0xF0D6), Some('√'));
        assert_eq!(shown("Wingdings", 0xF0E0), Some('→'));
        assert_eq!(shown("Wingdings", 0xF001), None);
        assert_eq!(shown("Times", 0x2013), Some('–'));
    }
}
