//! Dates as they are printed in a document. Nothing is made up: a month stays a month.

/// Months by the start of their names in English, German, French, Spanish, Polish, Russian, Ukrainian and Belarusian.
const MONTHS: [(&str, u8); 62] = [
    ("january", 1),
    ("jan", 1),
    ("februar", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
    ("januar", 1),
    ("jänner", 1),
    ("märz", 3),
    ("mai", 5),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("janvier", 1),
    ("février", 2),
    ("mars", 3),
    ("avril", 4),
    ("juin", 6),
    ("juillet", 7),
    ("août", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("января", 1),
    ("февраля", 2),
    ("марта", 3),
    ("апреля", 4),
    ("мая", 5),
    ("июня", 6),
    ("июля", 7),
    ("августа", 8),
    ("сентября", 9),
    ("октября", 10),
];
const MORE_MONTHS: [(&str, u8); 54] = [
    ("stycznia", 1),
    ("lutego", 2),
    ("marca", 3),
    ("kwietnia", 4),
    ("maja", 5),
    ("czerwca", 6),
    ("lipca", 7),
    ("sierpnia", 8),
    ("września", 9),
    ("października", 10),
    ("listopada", 11),
    ("grudnia", 12),
    ("січня", 1),
    ("лютого", 2),
    ("березня", 3),
    ("квітня", 4),
    ("травня", 5),
    ("червня", 6),
    ("липня", 7),
    ("серпня", 8),
    ("вересня", 9),
    ("жовтня", 10),
    ("листопада", 11),
    ("грудня", 12),
    ("студзеня", 1),
    ("лютага", 2),
    ("сакавіка", 3),
    ("красавіка", 4),
    ("траўня", 5),
    ("чэрвеня", 6),
    ("ліпеня", 7),
    ("жніўня", 8),
    ("верасня", 9),
    ("кастрычніка", 10),
    ("лістапада", 11),
    ("снежня", 12),
    ("ноября", 11),
    ("декабря", 12),
    ("февраль", 2),
    ("март", 3),
    ("апрель", 4),
    ("июнь", 6),
    ("июль", 7),
    ("август", 8),
    ("сентябрь", 9),
    ("октябрь", 10),
    ("ноябрь", 11),
    ("декабрь", 12),
    ("январь", 1),
    ("february", 2),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("май", 5),
];

/// ISO as far as printed: `2023-03-30`, `2024-06`, of a text that is nothing but a date, a label before it apart.
pub fn printed(text: &str) -> Option<String> {
    let text = unlabelled(text.trim()).trim_end_matches('.');
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    if let Some(iso) = numeric(text) {
        return Some(iso);
    }
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        let lower = word.trim_end_matches('.').to_lowercase();
        if let Some(n) = month_of(&lower) {
            if month.replace(n).is_some() {
                return None;
            }
        } else if lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit()) {
            if year.replace(lower.parse::<u16>().ok()?).is_some() {
                return None;
            }
        } else if let Some(n) = day_of(&lower) {
            if day.replace(n).is_some() {
                return None;
            }
        } else if !is_time(&lower)
            && !WEEKDAYS.contains(&lower.as_str())
            && !matches!(lower.as_str(), "of" | "de" | "г" | "the" | "r" | "року" | "р")
        {
            return None;
        }
    }
    let (month, year) = (month?, year?);
    if !(1500..=2200).contains(&year) {
        return None;
    }
    iso(year, month, day)
}

/// `06.00`, `14:30`, `BST`: nothing of the day.
fn is_time(word: &str) -> bool {
    let zones = ["bst", "gmt", "utc", "cet", "cest", "est", "edt", "am", "pm", "at"];
    let clock = word.split_once([':', '.']).is_some_and(|(hour, minute)| {
        let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits(hour) && digits(minute.trim_end_matches(['a', 'p', 'm']))
    });
    clock || zones.contains(&word)
}

const WEEKDAYS: [&str; 17] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
];

/// Words before a date that say what it is.
const LABELS: [&str; 27] = [
    "ordered by the house of commons to be printed on",
    "ordered by the house of commons to be printed",
    "ordered to be printed on",
    "ordered to be printed",
    "printed on",
    "released on",
    "released",
    "last modified on",
    "last modified",
    "opublikowano",
    "опубліковано",
    "first published",
    "published on",
    "published",
    "updated on",
    "updated",
    "last updated",
    "posted on",
    "posted",
    "date",
    "issued",
    "publication date",
    "datum",
    "veröffentlicht am",
    "veröffentlicht",
    "дата",
    "опубликовано",
];

/// The text after `Published:` and the like.
pub fn unlabelled(text: &str) -> &str {
    let lower = text.to_lowercase();
    for label in LABELS {
        if lower.starts_with(label) && text.is_char_boundary(label.len()) {
            let rest = &text[label.len()..];
            if rest.starts_with([':', ' ']) {
                return rest.trim_start_matches([':', ' ']);
            }
        }
    }
    text
}

/// `3 May 2009 and …`: a text begins with a day and its month.
pub fn begins(text: &str) -> bool {
    let mut words = text.split([' ', '\u{a0}']);
    let day = words.next().is_some_and(|word| day_of(word.trim_end_matches('.')).is_some());
    day && words.next().is_some_and(|word| month_of(&word.trim_end_matches([',', '.']).to_lowercase()).is_some())
}

fn month_of(word: &str) -> Option<u8> {
    MONTHS.iter().chain(&MORE_MONTHS).find(|(name, _)| *name == word).map(|(_, n)| *n)
}

fn day_of(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = &word[digits.len()..];
    if !matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er") {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// `2023-03-30`, `30.03.2023`; days and months before each other (`03/04/2023`) are left alone.
fn numeric(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).map(str::trim).collect();
    let number = |n: usize| parts.get(n).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?.parse::<u16>().ok();
    let [a, b, c] = [number(0)?, number(1)?, number(2)?];
    if parts.len() != 3 {
        return None;
    }
    let small = |n: u16| u8::try_from(n).ok();
    if parts[0].len() == 4 && text.contains(['-', '/']) {
        return iso(a, small(b)?, Some(small(c)?));
    }
    if parts[2].len() == 4 && (text.contains('.') || a > 12) {
        return iso(c, small(b)?, Some(small(a)?));
    }
    None
}

fn iso(year: u16, month: u8, day: Option<u8>) -> Option<String> {
    if !(1..=12).contains(&month) {
        return None;
    }
    let Some(day) = day else { return Some(format!("{year:04}-{month:02}")) };
    let text = format!("{year:04}-{month:02}-{day:02}");
    crate::base::date::Date::parse(&text).map(|_| text)
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn dates_are_read_as_far_as_they_are_printed() {
        let cases = [
            ("Mar 30th 2023", "2023-03-30"),
            ("9 November 2023", "2023-11-09"),
            ("June 2024", "2024-06"),
            ("Published: 5 July 2018", "2018-07-05"),
            ("Monday, January 5, 2015", "2015-01-05"),
            ("30. März 2021", "2021-03-30"),
            ("5 мая 2020 г.", "2020-05-05"),
            ("5 października 2020 r.", "2020-10-05"),
            ("24 серпня 2021 року", "2021-08-24"),
            ("Last modified on Sun 7 Nov 2021 10.12 CET", "2021-11-07"),
            ("2017/03/02", "2017-03-02"),
            ("31.12.1999", "1999-12-31"),
            ("Mon 4 Apr 2022 06.00 BST", "2022-04-04"),
        ];
        for (words, want) in cases {
            assert_eq!(printed(words).as_deref(), Some(want), "{words}");
        }
        for words in
            ["2023", "03/04/2023", "30 February 2023", "Since May 2019 all", "May", "12 May 2023 and 3 June 2024"]
        {
            assert_eq!(printed(words), None, "{words}");
        }
    }
}
