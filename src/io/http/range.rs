//! Conditional and range requests (RFC 9110, sections 13 and 14), for one representation in memory.

use std::ops::Range;

use hyper::header::{HeaderMap, IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    Whole,
    NotModified,
    PreconditionFailed,
    Part(Range<usize>),
    NotSatisfiable,
}

/// What of a representation of `len` bytes a request asks for. `etag` is strong, with its quotes.
pub fn select(headers: &HeaderMap, etag: &str, len: usize, is_get: bool) -> Selection {
    let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if value(IF_MATCH).is_some_and(|list| !matches(list, etag, false)) {
        return Selection::PreconditionFailed;
    }
    if value(IF_NONE_MATCH).is_some_and(|list| matches(list, etag, true)) {
        return Selection::NotModified;
    }
    let fresh = !headers.contains_key(IF_RANGE) || value(IF_RANGE) == Some(etag);
    let single = headers.get_all(RANGE).iter().count() == 1;
    match value(RANGE).filter(|_| is_get && fresh && single).and_then(|range| part(range, len)) {
        None => Selection::Whole,
        Some(part) if part.is_empty() => Selection::NotSatisfiable,
        Some(part) => Selection::Part(part),
    }
}

fn matches(list: &str, etag: &str, weak: bool) -> bool {
    list.trim() == "*"
        || list.split(',').map(str::trim).any(|one| one == etag || (weak && one.strip_prefix("W/") == Some(etag)))
}

/// `None` for what is no single range of bytes: the whole is sent then. Empty for one that lies outside.
fn part(range: &str, len: usize) -> Option<Range<usize>> {
    let (unit, spec) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = spec.trim().split_once('-')?;
    // More digits than a length can have mean the end.
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<usize>().unwrap_or(usize::MAX))
    };
    let found = if first.is_empty() {
        len.saturating_sub(number(last)?)..len
    } else {
        let first = number(first)?;
        let last = if last.is_empty() { usize::MAX } else { number(last)? };
        if last < first {
            return None;
        }
        first..last.saturating_add(1).min(len)
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn check(pairs: &[(&'static str, &'static str)]) -> Selection {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        select(&headers, "\"e\"", 10, true)
    }

    /// THREATS F3.
    #[test]
    fn f3_single_ranges() {
        let range = |value| check(&[("range", value)]);
        assert_eq!(range("bytes=0-0"), Selection::Part(0..1));
        assert_eq!(range("bytes=2-5"), Selection::Part(2..6));
        assert_eq!(range("Bytes=2-"), Selection::Part(2..10));
        assert_eq!(range("bytes=2-99999999999999999999999"), Selection::Part(2..10));
        assert_eq!(range("bytes=-3"), Selection::Part(7..10));
        assert_eq!(range("bytes=-99"), Selection::Part(0..10));
        for outside in ["bytes=10-", "bytes=99999999999999999999999-", "bytes=-0"] {
            assert_eq!(range(outside), Selection::NotSatisfiable, "{outside}");
        }
        for other in
            ["bytes=5-2", "bytes=0-1,3-4", "bytes=", "bytes=-", "bytes=a-b", "lines=0-1", "bytes", "bytes=+1-2"]
        {
            assert_eq!(range(other), Selection::Whole, "{other}");
        }
        assert_eq!(check(&[("range", "bytes=0-0"), ("range", "bytes=1-1")]), Selection::Whole);
    }

    #[test]
    fn f3_conditionals() {
        for list in ["\"e\"", "W/\"e\"", "\"a\", \"e\"", "*"] {
            assert_eq!(check(&[("if-none-match", list)]), Selection::NotModified, "{list}");
        }
        assert_eq!(check(&[("if-none-match", "\"a\"")]), Selection::Whole);
        assert_eq!(check(&[("if-match", "\"a\"")]), Selection::PreconditionFailed);
        assert_eq!(check(&[("if-match", "W/\"e\"")]), Selection::PreconditionFailed);
        assert_eq!(check(&[("if-match", "\"e\"")]), Selection::Whole);
        assert_eq!(check(&[("if-range", "\"e\""), ("range", "bytes=1-1")]), Selection::Part(1..2));
        assert_eq!(check(&[("if-range", "\"a\""), ("range", "bytes=1-1")]), Selection::Whole);
        assert_eq!(check(&[("if-range", "W/\"e\""), ("range", "bytes=1-1")]), Selection::Whole);
    }
}
