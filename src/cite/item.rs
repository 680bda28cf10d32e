//! Works as the engine takes them: CSL-JSON items that cannot make it panic, wait, or change a word.
//!
//! What the engine would spoil travels as a mark and comes back in [`runs`](super::runs): addresses (it breaks them in
//! places), quotation marks and apostrophes of titles (it does not turn the inner ones), dates that are no dates.

use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use super::locale::Words;
use super::rewrite::HAS_CONTAINER;
use crate::base::slug::is_invisible;
use crate::base::text::squeeze;
use crate::model::work::{Name, Work, WorkDate};

/// The engine's time grows faster than the length of a field.
const MAX_FIELD: usize = 2000;
const MAX_NAMES: usize = 100;

/// Marks, from Unicode's private use area, which is taken out of all input.
pub mod mark {
    pub const URL: char = '\u{e000}';
    pub const DOI: char = '\u{e001}';
    pub const OPEN: char = '\u{e002}';
    pub const CLOSE: char = '\u{e003}';
    pub const APOSTROPHE: char = '\u{e004}';
}

/// A work for the engine, and what its marks stand for.
#[derive(Debug)]
pub struct Prepared {
    pub item: Item,
    pub url: String,
    pub doi: String,
    /// Years that stand for words.
    pub years: Vec<(String, String)>,
}

/// Fields that no style should print: `language` would switch title case on, the rest is not for readers.
const LEFT_OUT: [&str; 9] =
    ["id", HAS_CONTAINER, "type", "language", "abstract", "annote", "keyword", "categories", "system_id"];

/// How a work is told from others of its authors and year: `2021a`.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The year that stands for year and letter while the engine works.
    pub stand_in: i16,
    pub letter: String,
}

pub fn prepare(work: &Work, words: &Words, note_style: bool, letter: Option<&Letter>) -> Prepared {
    let mut item = Item(std::collections::BTreeMap::new());
    let mut put = |name: &str, value: Value| item.0.insert(name.to_owned(), value);
    put("id", Value::String(work.key.clone()));
    put("type", Value::String(work.kind.clone()));
    let (mut url, mut doi) = (String::new(), String::new());
    let mut all_text = String::new();
    for (name, value) in &work.fields {
        let value = clean(value);
        if value.is_empty() || LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        all_text.push_str(&value);
        let marked = match name.as_str() {
            "container-title" => {
                put(HAS_CONTAINER, Value::String("yes".to_owned()));
                with_marks(&value)
            }
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
        put(name, Value::String(marked));
    }
    for (role, names) in &work.names {
        let names: Vec<NameValue> = names.iter().take(MAX_NAMES).filter_map(name).collect();
        if !names.is_empty() {
            put(role, Value::Names(names));
        }
    }
    let mut years: Vec<(String, String)> = Vec::new();
    if let Some(Letter { stand_in, letter }) = letter {
        let issued = work.dates.iter().find(|(variable, _)| variable == "issued");
        let (parts, text) = match issued.map(|(_, written)| date(written, words, note_style)) {
            Some(Printed::Date(mut parts, _)) => {
                let year = parts.first().copied().unwrap_or_default();
                parts.iter_mut().take(1).for_each(|part| *part = *stand_in);
                (parts, format!("{year}{letter}"))
            }
            Some(Printed::Words(text)) => (vec![*stand_in], format!("{text}{letter}")),
            Some(Printed::Nothing) | None => (vec![*stand_in], format!("{}-{letter}", words.no_date)),
        };
        years.push((stand_in.to_string(), text));
        put("issued", date_value(parts, false));
    }
    for (variable, written) in &work.dates {
        if variable == "issued" && letter.is_some() {
            continue;
        }
        let value = match date(written, words, note_style) {
            Printed::Date(parts, circa) => date_value(parts, circa),
            Printed::Words(text) => {
                let year = stand_in(&text, &all_text, &years);
                years.push((year.to_string(), with_marks(&clean(&text))));
                date_value(vec![year], false)
            }
            Printed::Nothing => continue,
        };
        put(variable, value);
    }
    Prepared { item, url, doi, years }
}

/// One space for white space, no character that is not seen or that turns the direction of text, no mark of ours.
fn clean(text: &str) -> String {
    let fits = |c: &char| !is_invisible(*c) && !matches!(c, '\u{e000}'..='\u{e00f}');
    let text = squeeze(text);
    let text: String = text.chars().filter(fits).take(MAX_FIELD).collect();
    text.replace("...", "…")
}

fn name(name: &Name) -> Option<NameValue> {
    let text = |text: &str| with_marks(&clean(text));
    let full = |text: String| Some(text).filter(|text| !text.is_empty());
    match name {
        Name::Literal(literal) => Some(NameValue::Literal(LiteralName { literal: full(text(literal))? })),
        Name::Person { family, given, particle, suffix } => {
            let (family, given) = (text(family), text(given));
            if family.is_empty() {
                return Some(NameValue::Literal(LiteralName { literal: full(given)? }));
            }
            Some(NameValue::Item(NameItem {
                family,
                given: full(given),
                non_dropping_particle: full(text(particle)),
                dropping_particle: None,
                suffix: full(text(suffix)),
                comma_suffix: None,
            }))
        }
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

enum Printed {
    /// Never without a year.
    Date(Vec<i16>, bool),
    Words(String),
    Nothing,
}

fn date(date: &WorkDate, words: &Words, note_style: bool) -> Printed {
    match date {
        WorkDate::Literal(text) if clean(text).is_empty() => Printed::Nothing,
        WorkDate::Literal(text) => match the_year(text) {
            // Citations by author and date name the year alone.
            Some(year) if !note_style => Printed::Date(vec![year], false),
            _ => Printed::Words(text.clone()),
        },
        WorkDate::Parts { from, to: None, circa } => match i16::try_from(from.0) {
            Ok(year @ 1..9000) => Printed::Date(parts(year, from.1, from.2), *circa),
            _ => Printed::Words(spelled(*from, words)),
        },
        WorkDate::Parts { from, to: Some(to), .. } if note_style => Printed::Words(range(*from, *to, words)),
        WorkDate::Parts { from, to: Some(to), .. } => Printed::Words(years(from.0, to.0)),
    }
}

/// Only what the engine can take: month 1 to 12, day 1 to 31.
fn parts(year: i16, month: u8, day: u8) -> Vec<i16> {
    match (month, day) {
        (1..=12, 1..=31) => vec![year, i16::from(month), i16::from(day)],
        (1..=12, _) => vec![year, i16::from(month)],
        _ => vec![year],
    }
}

fn date_value(parts: Vec<i16>, circa: bool) -> Value {
    let date_parts = VecDateRange(vec![VecDate(parts)]);
    Value::Date(DateValue::DateParts { date_parts, literal: None, season: None, circa })
}

/// The only number of four digits in a text.
fn the_year(text: &str) -> Option<i16> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let year = years.next()?.parse().ok().filter(|year| (1000..9000).contains(year));
    year.filter(|_| years.next().is_none())
}

/// A year that stands for words: one that the work does not hold.
fn stand_in(words: &str, all_text: &str, taken: &[(String, String)]) -> i16 {
    let sum = words.bytes().fold(0u32, |sum, byte| (sum * 31 + u32::from(byte)) % 1000);
    let candidates = (0..1000).map(|step| 9000 + (sum + step) % 1000);
    let free = candidates
        .map(|year| year.to_string())
        .find(|year| !all_text.contains(year.as_str()) && taken.iter().all(|(other, _)| other != year));
    free.and_then(|year| year.parse().ok()).unwrap_or(9999)
}

/// A year that may stand for another in a work.
pub fn free_year(work: &Work) -> i16 {
    let all_text: String = work.fields.iter().map(|(_, value)| value.as_str()).collect();
    stand_in(&work.kind, &all_text, &[])
}

fn years(from: i32, to: i32) -> String {
    if from == to { year(from) } else { format!("{}–{}", year(from), year(to)) }
}

fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - i64::from(year)) }
}

type Parts = (i32, u8, u8);

/// "March 5–7, 2022", "5 March–7 April 2022", "2021–2022".
fn range(from: Parts, to: Parts, words: &Words) -> String {
    if from == to {
        return spelled(from, words);
    }
    if from.1 == 0 || to.1 == 0 {
        return years(from.0, to.0);
    }
    if from.0 != to.0 {
        return format!("{}–{}", spelled(from, words), spelled(to, words));
    }
    let days = if from.1 == to.1 && from.2 != 0 && to.2 != 0 {
        let days = format!("{}–{}", from.2, to.2);
        month_and_day(from.1, &days, words)
    } else {
        let side = |(_, month, day): Parts| month_and_day(month, &day_word(day), words);
        format!("{}–{}", side(from), side(to))
    };
    let comma = if words.month_first && to.2 != 0 { "," } else { "" };
    format!("{days}{comma} {}", year(from.0))
}

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
    fn dates_that_the_engine_cannot_take_become_words() {
        let words = super::super::locale::words(&[], "en-US");
        let words = Words { months: ["", "", "March", "April"].map(str::to_owned).to_vec(), ..words };
        let british = Words { month_first: false, ..words.clone() };
        assert_eq!(range((2022, 3, 5), (2022, 3, 7), &words), "March 5–7, 2022");
        assert_eq!(range((2022, 3, 5), (2022, 4, 7), &british), "5 March–7 April 2022");
        assert_eq!(range((2021, 0, 0), (2022, 0, 0), &words), "2021–2022");
        assert_eq!(range((2021, 3, 5), (2022, 4, 0), &words), "March 5, 2021–April 2022");
        assert_eq!(year(-43), "44 BC");
        assert_eq!(the_year("Spring 1968"), Some(1968));
        assert_eq!(the_year("1968 or 1969"), None);
        assert_eq!(parts(2020, 13, 45), [2020]);
    }
}
