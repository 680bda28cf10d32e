//! Works as the engine takes them: plain text without a character that would change a word.
//!
//! What is worked out at the end travels as a mark and comes back in [`runs`](super::runs): addresses, which become
//! links; quotation marks and apostrophes of titles, which turn with the marks around them.

use super::locale::Words;
use crate::base::slug::is_invisible;
use crate::base::text::squeeze;
use crate::model::work::{Name, Work, WorkDate};

/// More of a field than this is not printed in a citation.
const MAX_FIELD: usize = 2000;
const MAX_NAMES: usize = 100;

/// Marks, from Unicode's private use area, which is taken out of all input.
pub mod mark {
    pub const URL: char = '\u{e000}';
    pub const DOI: char = '\u{e001}';
    pub const OPEN: char = '\u{e002}';
    pub const CLOSE: char = '\u{e003}';
    pub const APOSTROPHE: char = '\u{e004}';
    /// The next letter has a capital where it opens the note or entry.
    pub const START: char = '\u{e005}';
    /// The next letter has a capital where it opens a sentence.
    pub const SENTENCE: char = '\u{e006}';
    /// A space between parts that a style sets on lines or in columns of their own.
    pub const BREAK: char = '\u{e007}';
}

/// A work for the engine, and what its marks stand for.
#[derive(Debug)]
pub struct Prepared {
    pub kind: String,
    pub url: String,
    pub doi: String,
    /// A language tag, where the work has one.
    pub language: Option<String>,
    fields: Vec<(String, String)>,
    names: Vec<(String, Vec<Name>)>,
    dates: Vec<(String, WorkDate)>,
}

impl Prepared {
    /// Of a variable that is there; never empty.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub fn people(&self, role: &str) -> &[Name] {
        self.names.iter().find(|(name, _)| name == role).map_or(&[], |(_, names)| names)
    }

    pub fn date(&self, variable: &str) -> Option<&WorkDate> {
        self.dates.iter().find(|(name, _)| name == variable).map(|(_, date)| date)
    }
}

/// Fields that are not for readers.
const LEFT_OUT: [&str; 8] = ["id", "type", "language", "abstract", "annote", "keyword", "categories", "system_id"];

pub fn prepare(work: &Work, words: &Words, note_style: bool) -> Prepared {
    let (mut url, mut doi) = (String::new(), String::new());
    let mut fields = Vec::new();
    for (name, value) in &work.fields {
        let value = clean(value);
        if value.is_empty() || LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        let marked = match name.as_str() {
            "URL" => {
                url = value;
                mark::URL.to_string()
            }
            "DOI" => {
                doi = crate::base::web::doi(&value).map_or(value.clone(), str::to_owned);
                mark::DOI.to_string()
            }
            _ => with_marks(&value),
        };
        fields.push((name.clone(), marked));
    }
    let names = work.names.iter().map(|(role, names)| {
        let names: Vec<Name> = names.iter().take(MAX_NAMES).filter_map(name).collect();
        (role.clone(), names)
    });
    let dates =
        work.dates.iter().filter_map(|(variable, written)| Some((variable.clone(), date(written, words, note_style)?)));
    Prepared {
        kind: work.kind.clone(),
        url,
        doi,
        language: work.field("language").map(str::to_owned).filter(|language| !language.is_empty()),
        fields,
        names: names.filter(|(_, names)| !names.is_empty()).collect(),
        dates: dates.collect(),
    }
}

/// One space for white space, no character that is not seen or that turns the direction of text, no mark of ours.
fn clean(text: &str) -> String {
    let fits = |c: &char| !is_invisible(*c) && !matches!(c, '\u{e000}'..='\u{e00f}');
    let text = squeeze(text);
    let text: String = text.chars().filter(fits).take(MAX_FIELD).collect();
    text.replace("...", "…")
}

fn name(name: &Name) -> Option<Name> {
    let text = |text: &str| with_marks(&clean(text));
    let literal = |text: String| Some(text).filter(|text| !text.is_empty()).map(Name::Literal);
    match name {
        Name::Literal(name) => literal(text(name)),
        Name::Person { family, given, .. } if clean(family).is_empty() => literal(text(given)),
        Name::Person { family, given, particle, suffix } => Some(Name::Person {
            family: text(family),
            given: text(given),
            particle: text(particle),
            suffix: text(suffix),
        }),
    }
}

/// Quotation marks and apostrophes as marks, whether they were typed straight or curly. Marks of other languages stay.
fn with_marks(text: &str) -> String {
    if !text.contains(['"', '\'', '“', '”', '‘', '’']) {
        return text.to_owned();
    }
    let foreign = text.contains(['„', '«', '‚']);
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut singles = 0usize;
    // From the end: how many single marks could still close a quotation.
    let mut closers =
        chars.iter().enumerate().filter(|(at, c)| matches!(c, '\'' | '’') && ends_word(&chars, *at)).count();
    for (at, c) in chars.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c));
        let closes = matches!(c, '\'' | '’') && ends_word(&chars, at);
        closers -= usize::from(closes);
        out.push(match c {
            '“' | '”' | '‘' if foreign => c,
            '“' => mark::OPEN,
            '"' if opens => mark::OPEN,
            '”' | '"' => mark::CLOSE,
            '‘' => {
                singles += 1;
                mark::OPEN
            }
            '\'' if opens && !closes && closers > 0 => {
                singles += 1;
                mark::OPEN
            }
            '\'' | '’' if closes && singles > 0 => {
                singles -= 1;
                mark::CLOSE
            }
            '\'' | '’' => mark::APOSTROPHE,
            c => c,
        });
    }
    out
}

fn ends_word(chars: &[char], at: usize) -> bool {
    at > 0 && !chars[at - 1].is_whitespace() && chars.get(at + 1).is_none_or(|next| !next.is_alphanumeric())
}

/// A date that can be printed, or words that stand for one.
fn date(date: &WorkDate, words: &Words, note_style: bool) -> Option<WorkDate> {
    let literal = |text: &str| WorkDate::Literal(with_marks(&clean(text)));
    match date {
        WorkDate::Literal(text) if clean(text).is_empty() => None,
        WorkDate::Literal(text) => Some(match the_year(text) {
            // Citations by author and date name the year alone.
            Some(year) if !note_style => WorkDate::Parts { from: (year, 0, 0), to: None, circa: false },
            _ => literal(text),
        }),
        WorkDate::Parts { from, to, circa } => {
            if from.0 > 9999 || to.is_some_and(|to| to.0 > 9999) {
                return Some(literal(&match to {
                    Some(to) => format!("{}–{}", spelled(*from, words), spelled(*to, words)),
                    None => spelled(*from, words),
                }));
            }
            Some(WorkDate::Parts { from: real(*from), to: to.map(real), circa: *circa })
        }
    }
}

/// Month 1 to 12 or a season (13 to 16, 21 to 24), day 1 to 31; what is neither is left out.
fn real((year, month, day): Parts) -> Parts {
    match (month, day) {
        (1..=12, 1..=31) => (year, month, day),
        (1..=16 | 21..=24, _) => (year, month, 0),
        _ => (year, 0, 0),
    }
}

/// The only number of four digits in a text.
fn the_year(text: &str) -> Option<i32> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let year = years.next()?.parse().ok().filter(|year| (1000..9000).contains(year));
    year.filter(|_| years.next().is_none())
}

fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - i64::from(year)) }
}

type Parts = (i32, u8, u8);

/// A date that is none of our calendar's, in words.
fn spelled((y, month, day): Parts, words: &Words) -> String {
    if month == 0 {
        return year(y);
    }
    let comma = if words.month_first && day != 0 { "," } else { "" };
    format!("{}{comma} {}", month_and_day(month, &day_word(day), words), year(y))
}

fn day_word(day: u8) -> String {
    if day == 0 { String::new() } else { day.to_string() }
}

fn month_and_day(month: u8, day: &str, words: &Words) -> String {
    let month = words.months.get(usize::from(month).wrapping_sub(1)).map_or("", String::as_str);
    match (day.is_empty(), words.month_first) {
        (true, _) => month.to_owned(),
        (false, true) => format!("{month} {day}"),
        (false, false) => format!("{day} {month}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        with_marks(&clean(text))
            .chars()
            .map(|c| match c {
                mark::OPEN => '<',
                mark::CLOSE => '>',
                mark::APOSTROPHE => '’',
                c => c,
            })
            .collect()
    }

    #[test]
    fn quotation_marks_and_apostrophes_are_told_apart() {
        for (text, expected) in [
            ("Putin’s “Achilles’ heel”", "Putin’s <Achilles’ heel>"),
            ("It's \"the gap\" again", "It’s <the gap> again"),
            ("The 'Suwalki gap' and Putin's plan", "The <Suwalki gap> and Putin’s plan"),
            ("‘workers’ and workers’ rights", "<workers> and workers’ rights"),
            ("the '90s", "the ’90s"),
            ("(\"a\")", "(<a>)"),
            ("Das „Ende“ der Welt", "Das „Ende“ der Welt"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn what_is_not_seen_is_taken_out() {
        assert_eq!(shown(" a\u{202e}b\u{e000}\n c... "), "ab c…");
    }

    #[test]
    fn odd_dates_are_cut_or_become_words() {
        let words = super::super::locale::words(&[], "en-US");
        let one = |from| date(&WorkDate::Parts { from, to: None, circa: false }, &words, true);
        assert_eq!(one((2020, 13, 45)), Some(WorkDate::Parts { from: (2020, 13, 0), to: None, circa: false }));
        assert_eq!(one((2020, 99, 1)), Some(WorkDate::Parts { from: (2020, 0, 0), to: None, circa: false }));
        assert_eq!(one((i32::MAX, 0, 0)), Some(WorkDate::Literal(i32::MAX.to_string())));
        assert_eq!(date(&WorkDate::Literal(" ".into()), &words, true), None);
        assert_eq!(year(-43), "44 BC");
        assert_eq!(the_year("Spring 1968"), Some(1968));
        assert_eq!(the_year("1968 or 1969"), None);
    }
}
