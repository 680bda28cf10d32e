//! What day it is: the one place that looks at the clock.

use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::base::date::Date;

/// The day of the build: that of `SOURCE_DATE_EPOCH` (UTC) where it is set, so that a build can be repeated; else the
/// local day.
#[must_use]
pub fn today() -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    epoch.as_deref().and_then(day_of).unwrap_or_else(|| date(&Zoned::now()))
}

/// Nanoseconds since 1970, on the clock by which the file system stamps files.
#[must_use]
pub fn now_ns() -> i64 {
    i64::try_from(Timestamp::now().as_nanosecond()).unwrap_or(i64::MAX)
}

fn day_of(epoch: &str) -> Option<Date> {
    let time = Timestamp::from_second(epoch.trim().parse().ok()?).ok()?;
    Some(date(&time.to_zoned(TimeZone::UTC)))
}

fn date(zoned: &Zoned) -> Date {
    Date { year: zoned.year(), month: zoned.month(), day: zoned.day() }
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn source_date_epoch_is_a_day_of_utc() {
        assert_eq!(day_of("1680134400").map(|day| day.to_string()).as_deref(), Some("2023-03-30"));
        assert_eq!(day_of("1680134399").map(|day| day.to_string()).as_deref(), Some("2023-03-29"));
        assert_eq!(day_of("soon"), None);
        assert_eq!(day_of("99999999999999999999"), None);
        assert_eq!(day_of("9223372036854775807"), None);
    }
}
