//! Dates as notes print them, found in running words.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::pattern::pattern;

/// A date and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    /// ISO as far as it is printed (`2024-03`); as printed where the order of day and month is not clear, or a season.
    pub value: String,
    pub year: i32,
    pub day: bool,
}

/// The months in English, German, French, Spanish, Italian, Polish, Russian and Ukrainian, as dates name them.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen stycznia stycz styczeń января январь янв січня січень січ",
    "february feb februar febr février févr fév febrero febbraio lutego luty февраля февраль фев февр лютого лютий лют",
    "march mar märz mrz mars marzo marca marzec марта март мар березня березень бер",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень квіт",
    "may mai mayo maggio mag maja maj мая май травня травень трав",
    "june jun juni juin junio giugno giu czerwca czerwiec июня июнь июн червня червень черв",
    "july jul juli juillet juil julio luglio lug lipca lipiec июля июль июл липня липень лип",
    "august aug août aout agosto ago sierpnia sierpień августа август авг серпня серпень серп",
    "september sept sep septembre septiembre settembre set września wrzesień сентября сентябрь сент сен вересня вересень вер",
    "october oct oktober okt octobre octubre ottobre ott października październik октября октябрь окт жовтня жовтень жовт",
    "november nov novembre noviembre listopada listopad ноября ноябрь ноя нояб листопада листопад лист",
    "december dec dezember dez décembre déc diciembre dic dicembre grudnia grudzień декабря декабрь дек грудня грудень груд",
];

static BY_WORD: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    MONTHS.iter().zip(1..).flat_map(|(words, n)| words.split(' ').map(move |word| (word, n))).collect()
});

pub fn month(word: &str) -> Option<u8> {
    BY_WORD.get(word.trim_end_matches('.').to_lowercase().as_str()).copied()
}

// No month's name is longer than twelve letters. To count them makes a pattern four times as large.
pattern!(
    DAY_FIRST,
    r"(?x)
    \b(\d{1,2})(?:st|nd|rd|th|er|\.)?(?:[–-]\d{1,2}\.?)?\s+(?:de\s+|of\s+)?(\p{L}{3,}\.?),?\s+(?:de\s+)?((?:1[4-9]|20|21)\d\d)\b"
);
pattern!(
    MONTH_FIRST,
    r"\b(\p{L}{3,})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?(?:[–-]\d{1,2})?,?\s+)?((?:1[4-9]|20|21)\d\d)\b"
);
pattern!(YEAR_FIRST, r"\b((?:1[4-9]|20|21)\d\d),?\s+(\p{L}{3,})\.?\s+(\d{1,2})\b");
pattern!(TWO_MONTHS, r"\b(\p{L}{3,}\.?)\s?[/–-]\s?(\p{L}{3,}\.?),?\s+((?:1[4-9]|20|21)\d\d)\b");
pattern!(ISO, r"\b((?:1[4-9]|20|21)\d\d)-(\d\d)-(\d\d)\b");
pattern!(NUMBERS, r"\b(\d{1,2})([./])(\d{1,2})([./])((?:1[4-9]|20|21)\d\d)\b");
pattern!(
    SEASON,
    needs = ["spring", "summer", "autumn", "fall", "winter", "frühjahr", "herbst", "printemps", "automne"],
    r"(?i)\b(spring|summer|autumn|fall|winter|frühjahr|herbst|printemps|automne)(?:/\p{L}+)?,?\s+((?:1[4-9]|20|21)\d\d)(?:[–/-]\d\d)?\b"
);

/// The first date in a text.
pub fn first(text: &str) -> Option<Found> {
    // Each has a year. Most of the words that are asked have none.
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    if let Some(found) = months(text) {
        return Some(found);
    }
    let all = [iso(text), day_first(text), month_first(text), year_first(text), numbers(text), season(text)];
    all.into_iter().flatten().min_by_key(|found| (found.range.start, usize::MAX - found.range.len()))
}

/// A text that is nothing but a date.
pub fn whole(text: &str) -> Option<Found> {
    let text = text.trim();
    first(text).filter(|found| {
        found.range.start == 0
            && matches!(text.get(found.range.end..), Some("" | "." | " г." | " г" | " р." | " року" | " r." | " year"))
    })
}

fn make(range: Range<usize>, year: &str, month: Option<u8>, day: Option<&str>) -> Option<Found> {
    let number: i32 = year.parse().ok()?;
    let day: Option<u8> = match day {
        Some(day) => Some(day.parse().ok().filter(|day| (1..=31).contains(day))?),
        None => None,
    };
    let value = match (month, day) {
        (Some(month), Some(day)) => format!("{number}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{number}-{month:02}"),
        _ => return None,
    };
    Some(Found { range, value, year: number, day: day.is_some() })
}

fn day_first(text: &str) -> Option<Found> {
    DAY_FIRST.captures_iter(text).find_map(|found| {
        let [all, day, word, year] = [0, 1, 2, 3].map(|n| found.get(n));
        make(all?.range(), year?.as_str(), Some(month(word?.as_str())?), Some(day?.as_str()))
    })
}

fn month_first(text: &str) -> Option<Found> {
    MONTH_FIRST.captures_iter(text).find_map(|found| {
        let month = month(found.get(1)?.as_str())?;
        make(
            found.get(0)?.range(),
            found.get(3)?.as_str(),
            Some(month),
            found.get(2).map(super::pattern::Match::as_str),
        )
    })
}

fn year_first(text: &str) -> Option<Found> {
    YEAR_FIRST.captures_iter(text).find_map(|found| {
        let month = month(found.get(2)?.as_str())?;
        make(found.get(0)?.range(), found.get(1)?.as_str(), Some(month), Some(found.get(3)?.as_str()))
    })
}

fn iso(text: &str) -> Option<Found> {
    let found = ISO.captures(text)?;
    let month = found.get(2)?.as_str().parse().ok().filter(|month| (1..=12).contains(month))?;
    make(found.get(0)?.range(), found.get(1)?.as_str(), Some(month), Some(found.get(3)?.as_str()))
}

fn numbers(text: &str) -> Option<Found> {
    let found = NUMBERS.captures(text)?;
    let part = |n: usize| found.get(n).map_or("", |part| part.as_str());
    if part(2) != part(4) {
        return None;
    }
    let (a, b): (u8, u8) = (part(1).parse().ok()?, part(3).parse().ok()?);
    let range = found.get(0)?.range();
    let year = part(5);
    match (part(2), a, b) {
        (".", 1..=31, 1..=12) | ("/", 13..=31, 1..=12) => make(range, year, Some(b), Some(part(1))),
        ("/", 1..=12, 13..=31) => make(range, year, Some(a), Some(part(3))),
        ("/", 1..=12, 1..=12) => {
            let value = text.get(range.clone())?.to_owned();
            Some(Found { range, value, year: year.parse().ok()?, day: true })
        }
        _ => None,
    }
}

/// "May/June 2019": two months, as printed.
fn months(text: &str) -> Option<Found> {
    TWO_MONTHS.captures_iter(text).find_map(|found| {
        month(found.get(1)?.as_str())?;
        month(found.get(2)?.as_str())?;
        let all = found.get(0)?;
        Some(Found {
            range: all.range(),
            value: all.as_str().to_owned(),
            year: found.get(3)?.as_str().parse().ok()?,
            day: false,
        })
    })
}

fn season(text: &str) -> Option<Found> {
    let found = SEASON.captures(text)?;
    let all = found.get(0)?;
    let value = all.as_str().replace(',', "");
    Some(Found { range: all.range(), value, year: found.get(2)?.as_str().parse().ok()?, day: false })
}

/// A year that stands by itself: "2016", "c. 1890", `1990 [1985]`, "2020a", "2019–20".
pub fn year(text: &str) -> Option<i32> {
    let text = text
        .trim()
        .trim_end_matches('.')
        .trim_start_matches("c. ")
        .trim_start_matches("ca. ")
        .trim_start_matches("circa ");
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = text.get(4..)?;
    let number: i32 = digits.parse().ok().filter(|year| (1400..2200).contains(year))?;
    let letter = rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase());
    let range = rest
        .strip_prefix(['–', '-', '/'])
        .is_some_and(|end| matches!(end.len(), 2 | 4) && end.bytes().all(|b| b.is_ascii_digit()));
    (rest.is_empty() || letter || range || matches!(rest, " г" | " р" | " r")).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_they_are_printed() {
        for (text, value) in [
            ("4 May 1937", "1937-05-04"),
            ("on June 14, 2023, at", "2023-06-14"),
            ("Feb. 3, 2029", "2029-02-03"),
            ("3rd March 2020", "2020-03-03"),
            ("March 2024", "2024-03"),
            ("2020, March 3", "2020-03-03"),
            ("2022-02-07", "2022-02-07"),
            ("3/9/2021", "3/9/2021"),
            ("23/9/2021", "2021-09-23"),
            ("05.04.2019", "2019-04-05"),
            ("Fall 2020", "Fall 2020"),
            ("12. März 2019", "2019-03-12"),
            ("1er juillet 1988", "1988-07-01"),
            ("12 février 2003", "2003-02-12"),
            ("12 de octubre de 2010", "2010-10-12"),
            ("5 травня 2020", "2020-05-05"),
            ("24 лютого 2022", "2022-02-24"),
            ("11 декабря 1993", "1993-12-11"),
            ("7 ноября 2001", "2001-11-07"),
            ("14 września 1939", "1939-09-14"),
            ("15 серпня 2014", "2014-08-15"),
            ("9 листопада 2018", "2018-11-09"),
        ] {
            assert_eq!(first(text).map(|found| found.value).as_deref(), Some(value), "{text}");
        }
        for text in ["Marine 2020", "2020", "FY2024", "vol. 12, 2003", "No. 120-455", "The Mayor 1999", "41 May 2020"] {
            assert_eq!(first(text).filter(|found| found.day), None, "{text}");
        }
    }

    #[test]
    fn every_month_of_every_language() {
        for (names, language) in [
            ("January February March April May June July August September October November December", "en"),
            ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "de"),
            ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "fr"),
            ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "es"),
            ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", "ru"),
            ("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня", "uk"),
            (
                "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
                "pl",
            ),
            ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "it"),
        ] {
            for (name, number) in names.split(' ').zip(1..) {
                assert_eq!(month(name), Some(number), "{name} ({language})");
            }
        }
    }

    #[test]
    fn a_year_by_itself() {
        for (text, want) in
            [("2016", Some(2016)), ("2020a", Some(2020)), ("c. 1890", Some(1890)), ("20165", None), ("12", None)]
        {
            assert_eq!(year(text), want, "{text}");
        }
    }
}
