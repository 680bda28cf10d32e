//! The words of a note, made even, each byte with its place in the note as it was printed.
//!
//! Breaks of lines and the hyphens before them go, italics become ranges, the mark of the note itself is cut off, stops and
//! commas that lost their space get it back. Values are read from the even text, ranges told in the printed one.

use std::collections::HashSet;
use std::ops::Range;

/// A note, made even.
#[derive(Clone, Debug, Default)]
pub struct Even {
    pub text: String,
    /// For each byte of the text, the range of the character of the source that it came from.
    from: Vec<(u32, u32)>,
    /// What stands in italics, in order.
    pub italics: Vec<Range<usize>>,
}

/// The words of the whole document: which halves of a word that a line's end cut are words themselves.
#[derive(Debug, Default)]
pub struct Lexicon(HashSet<String>);

impl Lexicon {
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        for text in texts {
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3) {
                words.insert(word.to_lowercase());
            }
        }
        Self(words)
    }

    fn knows(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }
}

/// What the note's own mark in front of its words may look like in this document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    /// Several notes begin with their own number.
    pub numbered: bool,
}

/// The length of the note's own mark at the start of its text: "²", "4. ", "1Harlow".
pub fn mark(text: &str, number: u32, marks: Marks) -> usize {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..).unwrap_or("");
    let raised = rest.len() - rest.trim_start_matches(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)).len();
    if raised > 0 {
        return start + raised;
    }
    let label = number.to_string();
    for (open, close) in [("[", "]"), ("(", ")"), ("^", "^"), ("", "")] {
        let Some(after) = rest.strip_prefix(open).and_then(|rest| rest.strip_prefix(label.as_str())) else { continue };
        let Some(after) = after.strip_prefix(close) else { continue };
        let end = text.len() - after.len();
        if !open.is_empty() {
            return if after.starts_with([' ', '\n']) || open == "^" { end } else { 0 };
        }
        if let Some(rest) = after.strip_prefix(['.', ')'])
            && rest.starts_with([' ', '\n', '\t', '\u{a0}'])
        {
            return end + 1;
        }
        let glued = after.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '"' | '*'));
        let spaced = after.starts_with(' ') && marks.numbered;
        return if glued || spaced { end } else { 0 };
    }
    0
}

/// The note's own number stands before its words, with nothing between that would tell it from a number of the text.
pub fn begins_with_number(text: &str, number: u32) -> bool {
    let text = text.trim_start();
    if text.starts_with(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)) {
        return true;
    }
    let rest = text.strip_prefix(number.to_string().as_str());
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Makes a note even. `cut` bytes at its start are its mark.
pub fn even(source: &str, cut: usize, lexicon: &Lexicon) -> Even {
    let mut out = Builder { even: Even::default(), url: false };
    let chars: Vec<(usize, char)> = source.char_indices().filter(|(at, _)| *at >= cut).collect();
    let emphasis = emphasis(&chars);
    let mut open: Option<usize> = None;
    let mut n = 0;
    while let Some(&(at, c)) = chars.get(n) {
        let next = chars.get(n + 1).map(|(_, c)| *c);
        let place = (at, at + c.len_utf8());
        n += 1;
        match c {
            '\\' if next.is_some_and(|c| c.is_ascii_punctuation()) => {
                if let Some(&(at, c)) = chars.get(n) {
                    out.push(c, (at, at + c.len_utf8()));
                    n += 1;
                }
            }
            '*' | '_' if emphasis.contains(&(n - 1)) => match open.take() {
                None => open = Some(out.even.text.len()),
                Some(start) => out.italic(start),
            },
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '<' | '>' if angle(&chars, n - 1) => {}
            '-' | '\u{2010}' | '–' if next == Some('\n') || (next == Some('\r')) => {
                let mut m = n;
                while chars.get(m).is_some_and(|(_, c)| c.is_whitespace()) {
                    m += 1;
                }
                n = m;
                let after: String =
                    chars.iter().skip(m).map(|(_, c)| *c).take_while(|c| c.is_alphanumeric()).take(40).collect();
                if !out.joins(&after, c, lexicon) {
                    out.push(c, place);
                }
            }
            '\n' | '\r' if out.breaks_address(next) => {}
            c if c.is_whitespace() => out.space(place),
            '`' if next == Some('`') => {
                n += 1;
                out.push('“', place);
            }
            '\'' if next == Some('\'') => {
                n += 1;
                out.push('”', place);
            }
            c => out.push(c, place),
        }
    }
    if let Some(start) = open {
        out.italic(start);
    }
    let mut even = out.even;
    let end = even.text.trim_end().len();
    even.text.truncate(end);
    even.from.truncate(end);
    // A note that stands in italics as a whole says nothing by them.
    if even.italics.iter().any(|range| range.len() * 10 > even.text.len() * 9 && range.len() > 30) {
        even.italics.clear();
    }
    even.italics.retain_mut(|range| {
        range.end = range.end.min(end);
        range.start < range.end
    });
    even
}

impl Even {
    pub fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or("")
    }

    /// A range of the even text in the note as it was printed; marks of italics that it cuts in two are drawn in.
    pub fn printed(&self, range: &Range<usize>, source: &str) -> Range<usize> {
        let start = self.from.get(range.start).map_or(0, |(start, _)| *start as usize);
        let end = range.end.checked_sub(1).and_then(|at| self.from.get(at)).map_or(start, |(_, end)| *end as usize);
        let (mut start, mut end) = (start, end.max(start));
        // `<` and `>` belong to the address between them.
        if source.get(..start).is_some_and(|before| before.ends_with('<')) {
            start -= 1;
        }
        let open = source.get(start..end).is_some_and(|text| text.matches('<').count() > text.matches('>').count());
        if open && source.get(end..).is_some_and(|after| after.starts_with('>')) {
            end += 1;
        }
        for mark in ['*', '_'] {
            let odd = |range: Range<usize>| source.get(range).is_some_and(|text| text.matches(mark).count() % 2 == 1);
            if odd(start..end) {
                if source.get(..start).is_some_and(|before| before.ends_with(mark)) {
                    start -= 1;
                } else if source.get(end..).is_some_and(|after| after.starts_with(mark)) {
                    end += 1;
                }
            }
        }
        start..end
    }
}

struct Builder {
    even: Even,
    /// Inside an address.
    url: bool,
}

impl Builder {
    fn push(&mut self, c: char, (start, end): (usize, usize)) {
        let text = &self.even.text;
        // ` ,` and ` .` lose their space, `,Annual` gets one.
        let before = text.chars().next_back();
        if matches!(c, ',' | '.' | ';') && before == Some(' ') && !self.url {
            let mut last = text.trim_end().chars().rev();
            if last.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '”' | '’' | '"')) {
                self.even.text.pop();
                self.even.from.pop();
            }
        }
        let lacks = match before {
            Some(',') => c.is_alphabetic() || (c.is_ascii_digit() && self.letter_before_comma()),
            Some(')') => c.is_uppercase(),
            Some(';') => c.is_alphanumeric(),
            _ => false,
        };
        if lacks && !self.url {
            self.put(' ', (start, start));
        }
        self.put(c, (start, end));
        if !self.url && self.even.text.ends_with("://") {
            self.url = true;
        }
    }

    fn letter_before_comma(&self) -> bool {
        self.even.text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
    }

    /// A line's end inside an address: behind one of its marks, or before one.
    fn breaks_address(&self, next: Option<char>) -> bool {
        let last = self.even.text.chars().next_back();
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '?' | '=' | '&' | '-' | '_' | '%');
        self.url
            && (last.is_some_and(|c| matches!(c, '/' | '=' | '&' | '?' | '_' | '%' | '#')) && next.is_some_and(goes_on)
                || next.is_some_and(|c| matches!(c, '/' | '?' | '=' | '&' | '_' | '%')))
    }

    fn space(&mut self, place: (usize, usize)) {
        self.url = false;
        if !self.even.text.is_empty() && !self.even.text.ends_with(' ') {
            self.put(' ', place);
        }
    }

    fn put(&mut self, c: char, (start, end): (usize, usize)) {
        self.even.text.push(c);
        let place = (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX));
        self.even.from.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    fn italic(&mut self, start: usize) {
        let end = self.even.text.len();
        if start < end {
            self.even.italics.push(start..end);
        }
    }

    /// Whether the hyphen at a line's end goes: it cut a word. In the name of a host most hyphens are its own.
    fn joins(&self, after: &str, hyphen: char, lexicon: &Lexicon) -> bool {
        if hyphen == '–' || !after.starts_with(char::is_lowercase) {
            return false;
        }
        let text = &self.even.text;
        let head = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let whole = format!("{head}{after}");
        if lexicon.knows(&whole) {
            return true;
        }
        let both = head.len() > 3 && after.len() > 3 && lexicon.knows(head) && lexicon.knows(after);
        if both && self.url {
            return false;
        }
        let host = self.url && !text.rsplit("://").next().unwrap_or("").contains('/');
        !host
    }
}

/// The places of marks that begin or end emphasis; those without a partner are letters.
fn emphasis(chars: &[(usize, char)]) -> HashSet<usize> {
    let mut out = HashSet::new();
    let mut open: Option<(usize, char)> = None;
    for n in 0..chars.len() {
        let c = chars[n].1;
        if !matches!(c, '*' | '_') || (n > 0 && chars[n - 1].1 == '\\') {
            continue;
        }
        let before = n.checked_sub(1).and_then(|n| chars.get(n)).map(|(_, c)| *c);
        let after = chars.get(n + 1).map(|(_, c)| *c);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let inner = c == '_' && word(before) && word(after);
        match open {
            Some((start, mark)) if mark == c && solid(before) && !inner => {
                out.extend([start, n]);
                open = None;
            }
            None if solid(after) && !inner => open = Some((n, c)),
            _ => {}
        }
    }
    out
}

/// `<` and `>` around an address.
fn angle(chars: &[(usize, char)], n: usize) -> bool {
    match chars.get(n).map(|(_, c)| *c) {
        Some('<') => {
            let next: String = chars.iter().skip(n + 1).take(4).map(|(_, c)| *c).collect();
            next == "http" || next == "www."
        }
        _ => {
            let start = n.saturating_sub(400);
            let mut back = chars.get(start..n).unwrap_or(&[]).iter().rev().map(|(_, c)| *c);
            back.find(|c| matches!(c, '<' | '>')) == Some('<')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> String {
        even(text, 0, &Lexicon::default()).text
    }

    #[test]
    fn lines_italics_and_lost_spaces() {
        assert_eq!(made("The *Long\nWay* , p. 4 ."), "The Long Way, p. 4.");
        assert_eq!(made("A sur-\nvey, pp. 15–\n33"), "A survey, pp. 15–33");
        assert_eq!(
            made("Office for Tolls ,Yearbook (Arle:OT,2001),p.3"),
            "Office for Tolls, Yearbook (Arle:OT, 2001), p.3"
        );
        assert_eq!(made("at *3 (D. Arle)"), "at *3 (D. Arle)");
        assert_eq!(made(r"a\_b \[sic\] <https://a.example/b_c>"), "a_b [sic] https://a.example/b_c");
        let words = even("*A* and _B c_ snake_case_word", 0, &Lexicon::default());
        assert_eq!(words.italics, [0..1, 6..9]);
    }

    #[test]
    fn an_address_keeps_the_hyphens_of_its_host() {
        let lexicon = Lexicon::of(["Border crossings"].into_iter());
        let made = even("https://www.lake-\ntolls.example/cross-\nings", 0, &lexicon);
        assert_eq!(made.text, "https://www.lake-tolls.example/crossings");
    }

    #[test]
    fn ranges_lead_back_to_the_print() {
        let source = "See *Tolls* , 4";
        let made = even(source, 0, &Lexicon::default());
        let at = made.text.find("Tolls").unwrap_or(0);
        assert_eq!(&source[made.printed(&(at..made.text.len()), source)], "*Tolls* , 4");
        assert_eq!(&source[made.printed(&(at..at + 5), source)], "Tolls");
    }

    #[test]
    fn the_mark_of_a_note() {
        let marks = Marks::default();
        assert_eq!(mark("² ibid", 2, marks), "²".len());
        assert_eq!(mark("4. Vane", 4, marks), 2);
        assert_eq!(mark("1Harker", 1, marks), 1);
        assert_eq!(mark("61 U.S.C. § 4", 61, marks), 0);
        assert_eq!(mark("5 https://a.example", 5, Marks { numbered: true }), 1);
        assert_eq!(mark("12 May 2020", 3, marks), 0);
    }
}
