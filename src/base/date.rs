//! Calendar dates as front matter writes them.

use std::fmt;

use jiff::civil;
use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar that exists, or a month or a year, where a document prints no more.
///
/// What is left open is 0, so that `2019-10` comes before its first day, and `2019` before its first month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    pub year: i16,
    pub month: i8,
    pub day: i8,
}

impl Date {
    /// `2023-03-30`, `2023-03`, `2023`; a time after a day (`2023-03-30T12:00:00Z`) is allowed and not kept.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(whole) = match text.len() {
            4 => Some(format!("{text}-01-01")),
            7 => Some(format!("{text}-01")),
            _ => None,
        } {
            let first = Self::parse(&whole)?;
            return Some(Self { month: if text.len() == 4 { 0 } else { first.month }, day: 0, ..first });
        }
        let day = text.get(..10)?;
        let tail = text.get(10..)?;
        if !(tail.is_empty() || tail.starts_with(['T', 't', ' '])) {
            return None;
        }
        let mut parts = day.split('-');
        let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(date, 2)) {
            return None;
        }
        let found = civil::Date::new(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?).ok()?;
        Some(Self { year: found.year(), month: found.month(), day: found.day() })
    }

    /// `30 March 2023`, `March 2023`, `2023`.
    #[must_use]
    pub fn long(self) -> String {
        if self.month == 0 {
            return self.year.to_string();
        }
        if self.day == 0 {
            return format!("{} {}", self.month_name(), self.year);
        }
        format!("{} {} {}", self.day, self.month_name(), self.year)
    }

    #[must_use]
    pub fn month_name(self) -> &'static str {
        usize::try_from(self.month - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or("")
    }

    /// Midnight UTC as RFC 3339 writes it, for feeds: of the first day, where no day is known.
    #[must_use]
    pub fn rfc3339(self) -> String {
        format!("{}T00:00:00Z", Self { month: self.month.max(1), day: self.day.max(1), ..self })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (month, 0) => write!(f, "{:04}-{month:02}", self.year),
            (month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn a_month_or_a_year_stays_what_it_is() {
        let seen = |text: &str| Date::parse(text).map(|date| (date.to_string(), date.long(), date.rfc3339()));
        for (text, long, first) in [
            ("2019-10-05", "5 October 2019", "2019-10-05"),
            ("2019-10", "October 2019", "2019-10-01"),
            ("2019", "2019", "2019-01-01"),
        ] {
            assert_eq!(seen(text), Some((text.to_owned(), long.to_owned(), format!("{first}T00:00:00Z"))));
        }
        for text in ["2019-13", "2019-1", "19-10", "201", "2019-00", "0x19", "2019-10-32"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        let order: Vec<Option<Date>> = ["2019", "2019-10", "2019-10-01"].map(Date::parse).into();
        assert!(order.is_sorted());
    }
}
