//! How wide a line is where letters are not alike.
//!
//! A text tells how many letters a line has, not how wide it was in print. An `m` takes the room of three `i`: of lines that
//! were equally wide, those with many narrow letters hold more of them. Widths in the usual typefaces differ little in
//! their proportions, so that one table serves for all.

/// Width of a letter in thousandths of the type's size, as in Times.
fn width(c: char) -> u16 {
    match c {
        'i' | 'j' | 'l' | 't' | '/' | ';' | ':' | '\u{301}' | 'ı' | 'ł' => 278,
        ' ' | '.' | ',' | '|' | '’' | '‘' | '\'' | '·' => 250,
        'f' | 'r' | '(' | ')' | '[' | ']' | '-' | '‐' | 'I' | '!' | 'т' | 'г' => 333,
        's' | 'J' | 'ş' | 'š' | 'ś' => 389,
        'a' | 'c' | 'e' | 'z' | '“' | '”' | '„' | '?' | 'ä' | 'á' | 'à' | 'â' | 'ą' | 'é' | 'è' | 'ê' | 'ë' | 'ę'
        | 'ć' | 'č' | 'ç' | 'ż' | 'ź' | 'ž' | 'с' | 'з' | 'э' | '"' => 444,
        'F' | 'P' | 'S' | 'Г' | 'Ś' | 'Š' => 556,
        'E' | 'L' | 'T' | 'Z' | 'Е' | 'Т' | 'É' | 'Ł' | 'Ż' | 'Ž' => 611,
        'B' | 'C' | 'R' | 'Č' | 'Ç' | 'ы' | 'ж' => 667,
        'm' | 'ш' | 'щ' | 'ю' | 'м' => 778,
        'w' | 'æ' | 'œ' => 722,
        'M' | 'Æ' | 'Œ' | 'Ш' | 'Щ' | 'Ю' | 'М' | 'Ж' => 889,
        'W' | '%' | '&' => 890,
        '\u{ad}' | '\u{200b}' => 0,
        // Scripts without cases, as Chinese, are as wide as they are high.
        '—' | '…' | '\u{2e80}'..='\u{ffef}' => 1000,
        c if c.is_uppercase() => 722,
        _ => 500,
    }
}

/// Width of a usual letter of a text, spaces among them.
const USUAL: f32 = 405.0;

/// How wide a text is in print, in letters of usual width.
pub fn letters(text: &str) -> f32 {
    text.chars().map(|c| f32::from(width(c))).sum::<f32>() / USUAL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_letters_take_less_room() {
        assert!(letters("illicit titillation") < letters("common memoranda") * 0.9);
        // A sentence has about as many letters as it is wide.
        let text = "It is tempting to think that most of the lines of a text have the same number of letters.";
        let count = f32::from(u16::try_from(text.len()).unwrap_or(0));
        assert!((letters(text) / count - 1.0).abs() < 0.1);
    }
}
