//! Dates of bibliographies: ISO 8601 and what EDTF adds to it, names of months, and words.

use crate::base::date::Date;
use crate::model::work::WorkDate;

pub type Parts = (i32, u8, u8);

/// A date as text. The second is false where it looks like a date but is none (`2021-13`); what can be read is kept.
pub fn read(text: &str) -> (Option<WorkDate>, bool) {
    let text = text.trim();
    if text.is_empty() {
        return (None, true);
    }
    let circa = text.contains(['~', '%']) || text.starts_with("c.") || text.starts_with("ca.");
    let plain = text.trim_start_matches("ca.").trim_start_matches("c.");
    let plain: String = plain.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    let mut sides = plain.trim().splitn(2, '/');
    let (from, to) = (sides.next().unwrap_or(""), sides.next());
    let (Some((from, from_fits)), to) = (one(from), to.map(str::trim)) else {
        return (Some(WorkDate::Literal(text.to_owned())), !looks_like_a_date(text));
    };
    match to {
        None | Some("" | ".." | "open" | "unknown") if from.1 <= 12 => {
            (Some(WorkDate::Parts { from, to: None, circa }), from_fits)
        }
        None => (Some(season(from)), from_fits),
        Some(to) => match one(to) {
            Some((to, to_fits)) if from.1 <= 12 && to.1 <= 12 => {
                let to = Some(to).filter(|to| *to != from);
                (Some(WorkDate::Parts { from, to, circa }), from_fits && to_fits)
            }
            _ => (Some(WorkDate::Literal(text.to_owned())), false),
        },
    }
}

/// `2021`, `-0044`, `2021-05`, `2021-05-03`, `2021-05-03T12:00`; the second is false where month or day do not exist.
fn one(text: &str) -> Option<(Parts, bool)> {
    let text = text.trim();
    let text = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = digits.split('-');
    let year = parts.next().filter(|year| (3..=5).contains(&year.len()) && year.bytes().all(|b| b.is_ascii_digit()))?;
    let year = sign * year.parse::<i32>().ok()?;
    let mut small = || match parts.next() {
        None => Some(0),
        Some(part) => {
            let fits = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u8>().ok().filter(|_| fits)
        }
    };
    let (month, day) = (small()?, small()?);
    parts.next().is_none().then(|| checked(year, month, day))
}

/// Month and day as far as they exist; EDTF's seasons are 21 to 24.
pub fn checked(year: i32, month: u8, day: u8) -> (Parts, bool) {
    match (month, day) {
        (0..=12 | 21..=24, 0) => ((year, month, 0), true),
        (1..=12, _) if exists(year, month, day) => ((year, month, day), true),
        (1..=12, _) => ((year, month, 0), false),
        _ => ((year, 0, 0), false),
    }
}

fn exists(year: i32, month: u8, day: u8) -> bool {
    // The calendar repeats after 400 years.
    let year = year.rem_euclid(400) + 2000;
    Date::parse(&format!("{year:04}-{month:02}-{day:02}")).is_some()
}

fn season((year, season, _): Parts) -> WorkDate {
    let name = match season {
        21 => "Spring",
        22 => "Summer",
        23 => "Autumn",
        _ => "Winter",
    };
    WorkDate::Literal(format!("{name} {year}"))
}

fn looks_like_a_date(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b"-/.".contains(&b))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `5`, `05`, `may`, `May.`: 0 for anything else.
pub fn month(text: &str) -> u8 {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Ok(number @ 1..=12) = text.parse::<u8>() {
        return number;
    }
    let found = MONTHS.iter().position(|month| text.starts_with(month));
    found.and_then(|n| u8::try_from(n + 1).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let (date, fits) = read(text);
        let date = match date {
            None => "none".to_owned(),
            Some(WorkDate::Literal(words)) => format!("“{words}”"),
            Some(WorkDate::Parts { from, to, circa }) => {
                let to = to.map_or_else(String::new, |to| format!(" to {to:?}"));
                format!("{from:?}{to}{}", if circa { " circa" } else { "" })
            }
        };
        format!("{date}{}", if fits { "" } else { " !" })
    }

    #[test]
    fn dates_are_read() {
        for (text, expected) in [
            ("2021", "(2021, 0, 0)"),
            ("2021-05", "(2021, 5, 0)"),
            ("2021-05-03", "(2021, 5, 3)"),
            ("2021-05-03T10:00:00Z", "(2021, 5, 3)"),
            ("2021/2022", "(2021, 0, 0) to (2022, 0, 0)"),
            ("2021-05-03/2021-05-07", "(2021, 5, 3) to (2021, 5, 7)"),
            ("2021/..", "(2021, 0, 0)"),
            ("2021~", "(2021, 0, 0) circa"),
            ("~2021", "(2021, 0, 0) circa"),
            ("2021?", "(2021, 0, 0)"),
            ("-0043", "(-43, 0, 0)"),
            ("1968-21", "“Spring 1968”"),
            ("forthcoming", "“forthcoming”"),
            ("12 May 2021", "“12 May 2021”"),
            ("2021-02-29", "(2021, 2, 0) !"),
            ("2020-02-29", "(2020, 2, 29)"),
            ("2021-13", "(2021, 0, 0) !"),
            ("2021/5/3", "“2021/5/3” !"),
            ("20210503", "“20210503” !"),
            ("", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
