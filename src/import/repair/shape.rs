//! What the words of a line look like: its end, its start, the sign before it.

use crate::import::dates;
use crate::model::block::credit_label;

/// What introduces a note's body or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// `¹` or a raised 1.
    Raised,
    /// `[1]`
    Square,
    /// `(1)`
    Round,
    /// `1.` or `1)`
    Stop,
    /// `1 `
    Plain,
    /// `1Returns`: a raised 1 whose look is lost.
    Glued,
    /// `*`, `†`
    Star,
}

impl Form {
    /// Raised numbers whose look is lost are one series, whether a space follows them or none.
    pub fn series(self) -> Self {
        if self == Self::Glued { Self::Plain } else { self }
    }
}

/// A label at the start of a text: its form, its number (of a star: 0), the bytes with the space after it.
pub fn label(text: &str) -> Option<(Form, u32, usize)> {
    let first = text.chars().next()?;
    if let Some((number, len)) = raised(text) {
        return Some((Form::Raised, number, len + blanks(&text[len..])));
    }
    if matches!(first, '*' | '†' | '‡') {
        let len = text.chars().take_while(|c| *c == first).map(char::len_utf8).sum::<usize>();
        let after = &text[len..];
        let words = after.trim_start().chars().next().is_some_and(char::is_alphabetic);
        return (words && len < 10).then(|| (Form::Star, 0, len + blanks(after)));
    }
    for (open, close, form) in [('[', ']', Form::Square), ('(', ')', Form::Round)] {
        if first == open {
            let (number, len) = digits(&text[1..])?;
            let after = text[1 + len..].strip_prefix(close)?;
            let len = len + 2;
            return (!after.is_empty()).then(|| (form, number, len + blanks(after)));
        }
    }
    let (number, len) = digits(text)?;
    let after = &text[len..];
    if dates::begins(text) {
        return None;
    }
    if let Some(rest) = after.strip_prefix(['.', ')']) {
        let spaced = rest.starts_with([' ', '\u{a0}']) && !rest.trim().is_empty();
        return spaced.then(|| (Form::Stop, number, len + 1 + blanks(rest)));
    }
    let rest = after.trim_start_matches([' ', '\u{a0}']);
    let spaced = rest.len() < after.len();
    if !spaced && is_glued(rest) {
        return Some((Form::Glued, number, len));
    }
    let starts =
        rest.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit() && !matches!(c, '%' | '.' | ','));
    let small = ["ibid", "id.", "http", "www.", "vgl.", "ebd.", "tamże", "zob.", "см.", "див.", "там же", "там само"];
    (spaced && (starts || small.iter().any(|word| rest.starts_with(word))))
        .then(|| (Form::Plain, number, len + blanks(after)))
}

/// A word as notes begin with, at once behind its number: `Returns`, `HC Deb`, `Q12`; `3D` and `4G` are none.
fn is_glued(rest: &str) -> bool {
    let bare = rest.trim_start_matches(['“', '‘', '«', '»', '„', '"']);
    let mut letters = bare.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let second = letters.next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '.');
    let word =
        capital && (second || rest.len() > bare.len() || bare.chars().take_while(|c| c.is_uppercase()).count() > 1);
    word || rest.starts_with("http") || rest.starts_with("ibid")
}

/// Superscript digits at the start.
pub fn raised(text: &str) -> Option<(u32, usize)> {
    let mut number = 0_u32;
    let mut len = 0;
    for c in text.chars().take(4) {
        let Some(digit) = superscript(c) else { break };
        number = number * 10 + digit;
        len += c.len_utf8();
    }
    (len > 0).then_some((number, len))
}

pub fn superscript(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁴') + 4),
        _ => None,
    }
}

fn digits(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > 3 || text.starts_with('0') {
        return None;
    }
    Some((text[..len].parse().ok()?, len))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A bullet or letter before an item: the bytes with the space after it, its number.
pub fn bullet(text: &str) -> Option<(usize, Option<u32>)> {
    let first = text.chars().next()?;
    if matches!(first, '•' | '◦' | '▪' | '‣' | '●' | '■' | '·' | '○' | '–' | '—' | '-' | '*' | '➢' | '✓')
    {
        let after = &text[first.len_utf8()..];
        let spaced = blanks(after) > 0 || matches!(first, '•' | '▪' | '●' | '‣');
        let len = first.len_utf8() + blanks(after);
        let number = label(&text[len..]).filter(|(form, ..)| first == '•' && *form == Form::Stop);
        let (more, number) = number.map_or((0, None), |(_, number, more)| (more, Some(number)));
        return (spaced && !after.trim().is_empty()).then_some((len + more, number));
    }
    let inner = text.strip_prefix('(')?;
    let end = inner.find(')')?;
    let name = &inner[..end];
    let letter = matches!(name.len(), 1..=4) && name.chars().all(|c| c.is_ascii_lowercase());
    let roman = name.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let after = &inner[end + 1..];
    ((name.len() == 1 || roman) && letter && blanks(after) > 0).then(|| (end + 2 + blanks(after), None))
}

/// The text without marks of notes and closing quotes at its end.
pub fn unmarked(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let before = text;
        text =
            text.trim_end_matches(|c: char| superscript(c).is_some() || matches!(c, '*' | '†' | '‡' | ' ' | '\u{a0}'));
        for (open, close) in [('[', ']'), ('(', ')')] {
            if let Some(inner) = text.strip_suffix(close) {
                let cut = inner.trim_end_matches(|c: char| c.is_ascii_digit());
                if cut.len() < inner.len() && inner.len() - cut.len() <= 3 && cut.ends_with(open) {
                    text = &cut[..cut.len() - 1];
                }
            }
        }
        let cut = text.trim_end_matches(|c: char| c.is_ascii_digit());
        // Some extractors put a space before a raised mark: `so. 7`, but `No. 7`.
        let glued = cut.trim_end();
        let stop = glued.trim_end_matches(['”', '"', '’', '\'', ')', '»', '“']);
        let marked = (1..=3).contains(&(text.len() - cut.len())) && stop.ends_with(['.', '!', '?', '…', ';', ',']);
        if marked && (glued.len() == cut.len() || is_word(stop)) {
            text = glued;
        }
        if text.len() == before.len() {
            return text;
        }
    }
}

/// Words that are cut short where a stop follows, in the languages of the notes.
const SHORTENED: [&str; 96] = [
    "abs", "abt", "al", "anm", "app", "apr", "art", "aug", "arts", "bd", "bl", "br", "bzw", "ca", "cap", "cf", "cfr",
    "ch", "chs", "cit", "cl", "co", "col", "dec", "dok", "dr", "ed", "eds", "esp", "etc", "fasc", "feb", "ff", "fig",
    "figs", "fn", "fol", "gen", "gov", "hg", "hon", "hrsg", "ibid", "inc", "jan", "jg", "jr", "jul", "jun", "kap",
    "lt", "ltd", "maj", "mar", "mr", "mrs", "ms", "nn", "no", "nos", "nov", "nr", "oct", "op", "par", "pkt", "pl",
    "poz", "pp", "prof", "pt", "red", "rep", "rev", "rn", "rys", "rz", "sc", "sec", "sen", "sep", "ser", "sgt", "sq",
    "ss", "st", "str", "tab", "tom", "ust", "vol", "vols", "ziff", "див", "мл", "ст",
];

/// What stands before a stop is a word, and no abbreviation such as `No.` or `vol.`
pub fn is_word(before: &str) -> bool {
    let word = before.trim_end_matches(['.', '!', '?', '…', ';', ',', ':', '”', '"', '’', ')', '»']);
    let last = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    last.chars().nth(1).is_some() && !SHORTENED.contains(&last.to_lowercase().as_str())
        || before.ends_with(['!', '?', '”', '"', '’', ')', '»'])
}

/// An arrow at the end that leads back from a note.
pub fn leads_back(text: &str) -> bool {
    text.trim_end_matches(['\u{fe0e}', '\u{fe0f}', ' ']).ends_with(['↩', '⤴', '↑'])
}

/// A sentence ends here.
pub fn ends(text: &str) -> bool {
    let text = unmarked(text).trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '›', '“', '‘', '■', ' ']);
    text.ends_with(['.', '!', '?', '…', '。', '؟', '।', '！', '？'])
}

/// What stands before a seam cannot be an end: a comma, a dash, or a word that leads on, such as an article or a preposition.
pub fn hangs(text: &str) -> bool {
    // Words of several languages: none is the end of a sentence in another, as the Polish `do` is.
    const SMALL: [&str; 68] = [
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "and", "or", "but", "that",
        "which", "who", "its", "their", "into", "than", "under", "der", "das", "den", "dem", "ein", "eine", "einer",
        "und", "oder", "von", "vom", "mit", "für", "im", "zur", "zum", "auf", "ihre", "seine", "le", "la", "les", "de",
        "du", "et", "el", "los", "oraz", "dla", "przez", "w", "z", "na", "у", "в", "і", "та", "на", "до", "для", "про",
        "и", "с", "от",
    ];
    let text = text.trim_end();
    let last = text.rsplit([' ', '\u{a0}']).next().unwrap_or("");
    // `Annex A` ends.
    let small = last.starts_with(char::is_lowercase) || last.len() > 1;
    text.ends_with([',', '-', '‐', '–', '—', '(']) || small && SMALL.contains(&last.to_lowercase().as_str())
}

/// It goes on in lower case.
pub fn goes_on(text: &str) -> bool {
    text.trim_start_matches(['(', '“', '"', '‘', '\'', '[', '«', '„', '–', '—', ' '])
        .starts_with(|c: char| c.is_lowercase())
}

/// What a byte is to [`words`]: a blank, a letter or a digit, the first byte of a letter that has to be decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Blank,
    Letter,
    First,
    Other,
}

const BYTES: [Byte; 256] = {
    let mut out = [Byte::Other; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        out[byte] = match byte {
            0x20 | 0x09..=0x0d => Byte::Blank,
            0x30..=0x39 | 0x41..=0x5a | 0x61..=0x7a => Byte::Letter,
            0xc0.. => Byte::First,
            _ => Byte::Other,
        };
        byte += 1;
    }
    out
};

/// How many words it has: stretches between blanks with a letter or a digit.
pub fn words(text: &str) -> usize {
    words_up_to(text, usize::MAX)
}

/// As [`words`], but `most` where there are more: a paragraph is not counted to its end to see that it is no caption.
pub fn words_up_to(text: &str, most: usize) -> usize {
    let (mut count, mut inside) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        // Nearly all text: nothing is decoded for it.
        let kind = match BYTES[usize::from(byte)] {
            Byte::First => match text[at..].chars().next().unwrap_or(' ') {
                c if c.is_whitespace() => Byte::Blank,
                c if c.is_alphanumeric() => Byte::Letter,
                _ => Byte::Other,
            },
            kind => kind,
        };
        match kind {
            Byte::Letter if !inside => {
                inside = true;
                count += 1;
                if count >= most {
                    break;
                }
            }
            Byte::Blank => inside = false,
            _ => {}
        }
    }
    count
}

/// Its words have capitals, small ones apart.
pub fn is_titled(text: &str) -> bool {
    let mut long = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    long.all(|word| !word.starts_with(char::is_lowercase))
}

/// The text inside quotes that hold all of it.
pub fn quoted(text: &str) -> Option<&str> {
    const PAIRS: [(char, &str); 7] =
        [('“', "”"), ('"', "\""), ('„', "“"), ('«', "»"), ('»', "«"), ('‘', "’"), ('„', "”")];
    let text = text.trim();
    let first = text.chars().next()?;
    for (open, close) in PAIRS {
        if first != open {
            continue;
        }
        let Some(inner) = text[open.len_utf8()..].trim_end_matches(['.', ',']).strip_suffix(close) else { continue };
        if !inner.contains(open) && !inner.contains(close) && !inner.is_empty() {
            return Some(inner);
        }
    }
    None
}

/// A picture's credit: `Photo: …`. What says `Source:` may be a table's; only beside a picture it is a credit.
pub fn credit(text: &str) -> bool {
    labelled_credit(text).is_some_and(|label| !matches!(label.to_lowercase().as_str(), "source" | "sources"))
}

/// The label of a line short enough to be a credit.
pub fn labelled_credit(text: &str) -> Option<&str> {
    let label = credit_label(text)?;
    (text.len() < 200 && !text[label.len() + 1..].trim().is_empty()).then(|| label.trim())
}

/// A turn of an interview: `Q: …`, `A: …`, `ML: …`.
pub fn turn(text: &str) -> bool {
    let Some((who, said)) = text.split_once(':') else { return false };
    (1..=3).contains(&who.len()) && who.bytes().all(|b| b.is_ascii_uppercase()) && said.starts_with(' ')
}

/// `Table 1: …`, `Figure 2. …`.
pub fn caption(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "table",
        "figure",
        "fig.",
        "chart",
        "map",
        "box",
        "tabelle",
        "abbildung",
        "abb.",
        "tableau",
        "tabla",
        "таблица",
        "рис.",
        "рисунок",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            if !rest.starts_with([' ', '\u{a0}']) {
                return false;
            }
            let rest = rest.trim_start();
            let name = rest.split([':', '.', ' ', '–', '-']).next().unwrap_or("");
            let number = !name.is_empty()
                && name.len() < 4
                && name.chars().all(|c| c.is_ascii_alphanumeric())
                && (name.len() == 1 || name.bytes().all(|b| b.is_ascii_digit()));
            number
                && rest[name.len()..].starts_with([':', '.', '–'])
                && !rest[name.len()..].trim_matches([':', '.', ' ']).is_empty()
        })
    })
}

/// A line of signs between parts of a page: for a note's rule, and for a break in the text.
pub fn rule(text: &str) -> Option<bool> {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let first = signs.next().filter(|c| !c.is_alphanumeric())?;
    let alike = signs.clone().all(|c| c == first);
    let count = signs.count() + 1;
    match first {
        '_' | '─' | '—' | '-' | '–' | '=' if alike && count >= 4 => Some(true),
        '*' | '·' | '•' | '~' | '#' | '⁂' | '-' | '—' if alike && (3..=40).contains(&count) => Some(false),
        _ => None,
    }
}

/// `7 min read`, in small letters.
pub fn is_reading_time(lower: &str) -> bool {
    let minutes = lower.split_whitespace().any(|word| matches!(word, "min" | "mins" | "minute" | "minutes" | "min."));
    minutes
        && lower.len() < 40
        && lower.contains(|c: char| c.is_ascii_digit())
        && (lower.contains("read") || lower.contains("lesezeit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_notes_have_many_forms() {
        let cases = [
            ("¹²Deni", Some((Form::Raised, 12, 4))),
            ("[3] So", Some((Form::Square, 3, 4))),
            ("(4) So", Some((Form::Round, 4, 4))),
            ("12. So", Some((Form::Stop, 12, 4))),
            ("1 Ellingsen", Some((Form::Plain, 1, 2))),
            ("7 ibid., 5", Some((Form::Plain, 7, 2))),
            ("8Returns of", Some((Form::Glued, 8, 1))),
            ("9https://a.example", Some((Form::Glued, 9, 1))),
            ("3D prints", None),
            ("3 May 2009 and", None),
            ("12. Mai 2009 den", None),
            ("4G masts", None),
            ("* The author", Some((Form::Star, 0, 2))),
            ("23 per cent", None),
            ("3.5 per cent", None),
            ("1998 Elections", None),
            ("(a) one", None),
        ];
        for (text, want) in cases {
            assert_eq!(label(text), want, "{text}");
        }
    }

    #[test]
    fn a_sentence_ends_under_its_marks() {
        for text in [
            "paid.1",
            "paid. 1",
            "over.” 12",
            "over.”³",
            "door.\"[1]",
            "said (so).",
            "bank.(1)",
            "Really?",
            "end. ■",
            "over.^",
        ] {
            assert_eq!(ends(text), text != "over.^", "{text}");
        }
        for text in
            ["see No. 7", "in vol. 12", "of 23", "and sell", "in 1994", "two", "the ministry,", "follows:", "G7"]
        {
            assert!(!ends(text), "{text}");
        }
    }

    #[test]
    fn a_word_that_leads_on_is_no_end() {
        for text in ["the bank of", "A White Paper on", "Custom,", "Woda oraz", "Überfahrten und ihre", "Вода та"]
        {
            assert!(hangs(text), "{text}");
        }
        for text in ["the bank", "Waterland", "What courts should do", "Annex A", "What is not"] {
            assert!(!hangs(text), "{text}");
        }
    }

    #[test]
    fn credits_and_captions_are_known_by_their_first_word() {
        assert!(credit("Picture: kremlin.ru, CC BY 4.0") && !credit("The picture: a mess") && !credit("Picture:"));
        assert!(
            caption("Table 1: Items found")
                && caption("Fig. 2. So")
                && !caption("Table 1 shows")
                && !caption("Tables: two")
        );
    }

    #[test]
    fn turns_of_an_interview_begin_with_letters() {
        assert!(turn("Q: Are you proud?") && turn("ML: Of two."));
        assert!(!turn("Peat: a history") && !turn("USA:") && !turn("A ship"));
    }

    #[test]
    fn words_have_a_letter_or_a_digit() {
        for text in [
            "",
            "  ",
            "one",
            " two words ",
            "a – b",
            "1.\t2\u{a0}3",
            "— … !",
            "Łódź  i Zürich\u{2003}ß",
            "слово, слово",
            "x\u{301} y",
        ] {
            let split = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            assert_eq!(words(text), split, "{text:?}");
        }
    }

    #[test]
    fn bullets_are_signs_or_letters() {
        assert_eq!(bullet("• the slow"), Some((4, None)));
        assert_eq!(bullet("(a) write"), Some((4, None)));
        assert_eq!(bullet("•2. The slow"), Some((6, Some(2))));
        assert_eq!(bullet("(one of them) is"), None);
        assert_eq!(bullet("-5 degrees"), None);
    }
}
