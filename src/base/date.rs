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

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    pub year: i16,
    pub month: i8,
    pub day: i8,
}

impl Date {
    /// `2023-03-30`; a time after it (`2023-03-30T12:00:00Z`) is allowed and not kept.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
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

    /// `30 March 2023`.
    #[must_use]
    pub fn long(self) -> String {
        format!("{} {} {}", self.day, self.month_name(), self.year)
    }

    #[must_use]
    pub fn month_name(self) -> &'static str {
        usize::try_from(self.month - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or("")
    }

    /// Midnight UTC as RFC 3339 writes it, for feeds.
    #[must_use]
    pub fn rfc3339(self) -> String {
        format!("{self}T00:00:00Z")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
