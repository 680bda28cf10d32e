//! Numbers, pages and their labels.

use hayagriva::citationberg::{Locale, NumberForm, OrdinalLookup, PageRangeFormat};

use super::Engine;

/// CSL's `is-numeric`: numbers with letters close to them ("2", "12a", "D-3"), in a row or a range.
pub fn is_numeric(value: &str) -> bool {
    let parts = value.split([',', '&', '-', '–', ';']).map(str::trim);
    let mut any = false;
    for part in parts {
        let letters = |text: &str| text.chars().all(char::is_alphabetic);
        let digits = part.trim_start_matches(char::is_alphabetic);
        let head = &part[..part.len() - digits.len()];
        let tail = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() == tail.len() || !letters(tail) || head.chars().count() > 4 {
            return false;
        }
        any = true;
    }
    any
}

/// Whether a value names more than one: a range, a row.
pub fn is_plural(value: &str) -> bool {
    let value = value.trim();
    value.char_indices().any(|(at, c)| {
        let near = |c: char| c.is_alphanumeric();
        match c {
            '-' | '–' | '&' | ',' | ';' => {
                let before = value[..at].trim_end().ends_with(near);
                let after = value[at + c.len_utf8()..].trim_start().starts_with(near);
                before && after && value.contains(|c: char| c.is_ascii_digit() || "ivxlcIVXLC".contains(c))
            }
            _ => false,
        }
    })
}

/// Ranges with a dash, rows with a space after the comma.
pub fn dashed(value: &str, dash: &str) -> String {
    let mut out = String::with_capacity(value.len() + 4);
    let mut rest = value;
    while let Some(at) = rest.find(['-', '–']) {
        let (before, after) = rest.split_at(at);
        let sign = if after.starts_with('–') { "–" } else { "-" };
        let after = &after[sign.len()..];
        let joins =
            before.trim_end().ends_with(char::is_alphanumeric) && after.trim_start().starts_with(char::is_alphanumeric);
        out.push_str(if joins { before.trim_end() } else { before });
        out.push_str(if joins { dash } else { sign });
        rest = if joins { after.trim_start() } else { after };
    }
    out + rest
}

/// A range of pages in the style's form: "321–28".
pub fn pages(value: &str, format: Option<PageRangeFormat>, dash: &str) -> String {
    let ranges: Vec<String> = value
        .split_inclusive([',', ';', '&'])
        .map(|part| {
            let (part, sign) = match part.char_indices().next_back() {
                Some((at, sign @ (',' | ';' | '&'))) => (&part[..at], Some(sign)),
                _ => (part, None),
            };
            let lead = &part[..part.len() - part.trim_start().len()];
            let mut text = format!("{lead}{}", range(part.trim(), format, dash));
            if sign == Some('&') {
                text.push(' ');
            }
            text.extend(sign);
            text
        })
        .collect();
    ranges.concat()
}

fn range(text: &str, format: Option<PageRangeFormat>, dash: &str) -> String {
    let Some((from, to)) = text.split_once(['-', '–']) else { return text.to_owned() };
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() || to.is_empty() || to.contains(['-', '–']) || from.contains(' ') {
        return dashed(text, dash);
    }
    let split = |text: &str| text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, digits) = from.split_at(split(from));
    let (to_head, to_digits) = to.split_at(split(to));
    // "12a–b", "xii–xv", "A12–B3" have no figures to save.
    if digits.is_empty() || to_digits.is_empty() || !(to_head.is_empty() || to_head == head) {
        return format!("{from}{dash}{to}");
    }
    // A style that says nothing of ranges leaves them as they are written.
    let Some(format) = format else { return format!("{from}{dash}{to}") };
    let whole = match digits.len().checked_sub(to_digits.len()) {
        Some(missing) if missing > 0 => format!("{}{to_digits}", &digits[..missing]),
        _ => to_digits.to_owned(),
    };
    // One that goes down is no range of pages: "12-3" of an appendix.
    if (whole.len(), whole.as_str()) <= (digits.len(), digits) {
        return format!("{from}{dash}{to}");
    }
    let changed = changed(digits, &whole);
    let last = |least: usize| whole[whole.len() - changed.max(least).min(whole.len())..].to_owned();
    let end = match format {
        PageRangeFormat::Expanded => return format!("{from}{dash}{head}{whole}"),
        PageRangeFormat::Minimal => last(1),
        PageRangeFormat::MinimalTwo => last(2),
        PageRangeFormat::Chicago15 | PageRangeFormat::Chicago16 => {
            let short = digits.len() < 3 || digits.ends_with("00");
            if short || (format == PageRangeFormat::Chicago15 && digits.len() == 4 && changed >= 3) {
                whole.clone()
            } else if digits.as_bytes().get(digits.len() - 2) == Some(&b'0') {
                last(1)
            } else {
                last(2)
            }
        }
    };
    format!("{from}{dash}{end}")
}

/// How many figures at the end of `to` differ from `from`; all where it has more of them.
fn changed(from: &str, to: &str) -> usize {
    if from.len() != to.len() {
        return to.len();
    }
    to.len() - from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count()
}

impl Engine<'_> {
    /// A number of a work as `cs:number` writes it.
    pub(super) fn number(&self, value: &str, form: NumberForm) -> String {
        let one = |number: &str| -> Option<String> {
            let n: i32 = number.parse().ok().filter(|n| (1..1_000_000).contains(n))?;
            match form {
                NumberForm::Numeric => None,
                NumberForm::Ordinal => Some(format!("{n}{}", self.ordinal(n))),
                NumberForm::LongOrdinal => {
                    Some(self.long_ordinal(n).unwrap_or_else(|| format!("{n}{}", self.ordinal(n))))
                }
                NumberForm::Roman => roman(n),
            }
        };
        if form == NumberForm::Numeric || !is_numeric(value) {
            return dashed(value, "–");
        }
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.find([',', '&', '-', '–', ';']) {
            let (number, after) = rest.split_at(at);
            let sign = after.chars().next().unwrap_or(',');
            let number = number.trim();
            out.push_str(&one(number).unwrap_or_else(|| number.to_owned()));
            out.push_str(match sign {
                ',' => ", ",
                ';' => "; ",
                '&' => " & ",
                _ => "–",
            });
            rest = &after[sign.len_utf8()..];
        }
        out + &one(rest.trim()).unwrap_or_else(|| rest.trim().to_owned())
    }

    pub(super) fn ordinal(&self, n: i32) -> &str {
        self.ordinals().and_then(|ordinals| ordinals.lookup(n, None)).unwrap_or("")
    }

    fn long_ordinal(&self, n: i32) -> Option<String> {
        self.ordinals().and_then(|ordinals| ordinals.lookup_long(n)).map(str::to_owned).filter(|_| n <= 10)
    }

    fn ordinals(&self) -> Option<OrdinalLookup<'_>> {
        self.style.all_locales().find_map(Locale::ordinals)
    }
}

fn roman(n: i32) -> Option<String> {
    if !(1..4000).contains(&n) {
        return None;
    }
    let signs = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = n;
    let mut out = String::new();
    for (value, sign) in signs {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        for value in ["2", "12a", "D3", "1-3", "4, 5 & 6", "2nd"] {
            assert!(is_numeric(value), "{value}");
        }
        for value in ["", "second", "1 bis", "2nd edn", "Spring"] {
            assert!(!is_numeric(value), "{value}");
        }
        assert!(is_plural("33-35") && is_plural("3, 5") && is_plural("xii–xiv"));
        assert!(!is_plural("33") && !is_plural("A-") && !is_plural(", 5"));
    }

    #[test]
    fn pages_have_the_form_of_the_style() {
        let check = |format, pairs: &[(&str, &str)]| {
            for (value, expected) in pairs {
                assert_eq!(pages(value, format, "–"), *expected, "{value} {format:?}");
            }
        };
        check(None, &[("33-35", "33–35"), ("321-8", "321–8"), ("e12-e15", "e12–e15"), ("7", "7")]);
        check(Some(PageRangeFormat::Expanded), &[("42-5", "42–45"), ("n11564-8", "n11564–n11568")]);
        check(Some(PageRangeFormat::Minimal), &[("42-45", "42–5"), ("321-328", "321–8"), ("2787-2816", "2787–816")]);
        check(Some(PageRangeFormat::MinimalTwo), &[("101-108", "101–08"), ("1536-1538", "1536–38")]);
        let both = [
            ("3-10", "3–10"),
            ("71-72", "71–72"),
            ("100-104", "100–104"),
            ("600-613", "600–613"),
            ("101-108", "101–8"),
            ("107-108", "107–8"),
            ("505-517", "505–17"),
            ("321-325", "321–25"),
            ("415-532", "415–532"),
            ("11564-11568", "11564–68"),
            ("1002-1006", "1002–6"),
            ("12-14, 101-103", "12–14, 101–3"),
        ];
        check(Some(PageRangeFormat::Chicago15), &both);
        check(Some(PageRangeFormat::Chicago16), &both);
        check(Some(PageRangeFormat::Chicago15), &[("1496-1504", "1496–1504"), ("2787-2816", "2787–2816")]);
        check(Some(PageRangeFormat::Chicago16), &[("1496-1504", "1496–504")]);
        check(None, &[("12-3", "12–3"), ("12-3-4", "12–3–4"), ("xii-xv", "xii–xv"), ("12-", "12-")]);
    }
}
