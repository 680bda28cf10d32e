//! Cases, statutes, bills, treaties: forms that lawyers have fixed to the letter.

mod cases;
mod laws;
mod signs;

use std::ops::Range;

use signs::Signs;

use super::dates;
use super::general::Read;
use super::pattern::pattern;
use super::stated::{Field, Stated};
use super::text::Even;
use crate::model::cite::{Locator, LocatorLabel};

pattern!(
    BEGINS,
    r"(?x)^(?:
    \d{1,3}\s(?:U\.\s?S\.\s?C\.|C\.\s?F\.\s?R\.|USC|CFR)\b|(?:Joined\s)?Cases?\s[CTF][-‑–]\d|(?:H\.\s?R\.|S\.)\s(?:Rep\.\sNo\.\s)?\d|Pub\.\sL\.|P\.L\.\s\d|Exec(?:utive|\.)\sOrder
    |(?:BVerfG|BGH|BVerwG|BAG|EuGH|EGMR)E?,?\s|(?:In\sre|Ex\sparte|Re)\s\p{Lu}|.{2,80}?\sv\.?\s\p{Lu}|\p{Lu}[\p{L}’\s]{3,60}\sAct\s\d{4})"
);

/// Whether words begin like a case or a law.
pub fn begins(text: &str) -> bool {
    BEGINS.is_match(text)
}

/// Reads a stretch as a case or a law.
pub fn read(even: &Even, range: Range<usize>) -> Option<Read> {
    let text = even.get(range.clone()).trim_end_matches(['.', ' ']);
    if text.len() < 6 || text.len() > 700 {
        return None;
    }
    let signs = Signs::of(text);
    let found = cases::read(text, signs).or_else(|| laws::read(text, signs))?;
    let mut stated = found.stated;
    let rest = text.get(found.len..).unwrap_or("");
    let mut locator = found.locator;
    let mut len = found.len;
    if let Some((alias, taken)) = alias(rest) {
        stated.put(Field::ShortTitle, alias);
        len += taken;
        if locator.is_none() {
            let (later, more) = pinpoint(text.get(len..).unwrap_or(""));
            locator = later;
            len += more;
        }
    } else {
        rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';'))
            .clone_into(&mut stated.text_after);
    }
    // What was not understood may be a part of the reference.
    let left = stated.text_after.split_whitespace().count();
    let clear = left == 0 || stated.text_after.starts_with(['(', '[']) || super::words::is_prose(&stated.text_after);
    let sure = if clear { found.sure } else { found.sure * 0.8 };
    Some(Read {
        locator,
        front: String::new(),
        year_first: false,
        range: range.start..range.start + len,
        sure,
        marked: true,
        stated,
    })
}

pub struct Found {
    pub stated: Stated,
    pub locator: Option<Locator>,
    pub len: usize,
    pub sure: f64,
}

fn alias(rest: &str) -> Option<(String, usize)> {
    pattern!(
        ALIAS,
        r"^[\s,]*[\[(](?:hereinafter|hereafter|henceforth|“|‘|the “|the ‘)\s?(?:referred to as |cited as )?([^\])]+?)[”’]?[\])]"
    );
    pattern!(
        NAME,
        r"^\s?\(((?:[A-Z][\w’-]*\s)*(?:Convention|Agreement|Treaty|Act|Protocol|Charter|Covenant|Regulation|Directive|Statute|Regulations|[A-Z]{3,8}))\)"
    );
    let found = ALIAS.captures(rest).or_else(|| NAME.captures(rest))?;
    let name = found.get(1)?.as_str().trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '"' | ' '));
    Some((name.trim_start_matches("the ").trim_start_matches(['“', '‘']).to_owned(), found.get(0)?.end()))
}

/// "889", `[34]`, "para 27", "at 12" behind a reference; the place and the length it took.
pub fn pinpoint(rest: &str) -> (Option<Locator>, usize) {
    pattern!(SQUARE, r"^,?\s?(?:at\s|paras?\s)?\[(\d+)\](?:\s?[-–]\s?\[?(\d+)\]?)?");
    if let Some(found) = SQUARE.captures(rest) {
        let first = found.get(1).map_or("", |n| n.as_str());
        let value = found.get(2).map_or_else(|| first.to_owned(), |last| format!("{first}-{}", last.as_str()));
        return (
            Some(Locator { label: LocatorLabel::Paragraph, value }),
            found.get(0).map_or(0, super::pattern::Match::end),
        );
    }
    let lead = rest.len() - rest.trim_start_matches([',', ' ']).len();
    if lead == 0 && !rest.is_empty() {
        return (None, 0);
    }
    match super::locators::at_start(rest.get(lead..).unwrap_or("")) {
        Some(found) => {
            let mut len = lead + found.len;
            let mut locator = found.locator;
            // "art. 5, § 2": the narrower place goes with it.
            let more = rest.get(len..).unwrap_or("");
            let skip = more.len() - more.trim_start_matches([',', ' ']).len();
            if skip > 0
                && more.get(skip..).is_some_and(|more| {
                    more.starts_with('§')
                        || more.starts_with("cl.")
                        || more.starts_with("Abs.")
                        || more.starts_with("para")
                })
            {
                let end = more.find(" (").or_else(|| more.find("; ")).unwrap_or(more.len());
                if locator.label == LocatorLabel::Article && end < 40 {
                    locator.value = format!("{}{}", locator.value, more.get(..end).unwrap_or(""));
                    len += end;
                }
            }
            (Some(locator), len)
        }
        None => (None, 0),
    }
}

/// "(12th Cir. 2021)", "(D. Mass. Mar. 3, 2020)", "(2019)", "(HL)": the court, the year, the length.
pub fn court(rest: &str, stated: &mut Stated) -> usize {
    pattern!(COURT, r"^,?\s?\(([^()]{1,80})\)");
    let Some(found) = COURT.captures(rest) else { return 0 };
    let (Some(all), Some(inner)) = (found.get(0), found.get(1)) else { return 0 };
    let inner = inner.as_str().trim();
    let mut court = inner;
    if let Some(date) = dates::first(inner).filter(|date| date.range.end == inner.len()) {
        stated.year = stated.year.or(Some(date.year));
        stated.put(Field::Date, date.value);
        court = inner.get(..date.range.start).unwrap_or("");
    } else if let Some(year) = inner.rsplit(' ').next().and_then(dates::year) {
        stated.year = stated.year.or(Some(year));
        court = inner.get(..inner.len() - 4).unwrap_or("");
    } else if inner.split(' ').count() > 5
        || inner.starts_with(char::is_lowercase)
        || inner.ends_with(" J")
        || inner.ends_with(" LJ")
        || inner.starts_with("Lord ")
        || inner.starts_with("Lady ")
    {
        return 0;
    }
    let court = court.trim().trim_end_matches(',');
    if !court.is_empty() && court.len() < 40 && court != "West" {
        stated.put(Field::Authority, court);
    }
    all.end()
}
