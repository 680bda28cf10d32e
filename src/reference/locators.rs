//! Places inside a work: pages, paragraphs, sections, folios, minutes.

use super::pattern::pattern;
use crate::model::cite::{Locator, LocatorLabel};

/// A page of a run may have letters and a second part: "14(2)(b)", "23v", "61-2", "118 ff.", "iv–ix".
const VALUE: &str = r"(?:\*?\d+(?:[.,]\d+)*|[A-Z]-?\d+|[ivxlcdm]+\b|[IVXLCDM]+\b)[A-Za-z]{0,2}(?:\(\w{1,4}\))*(?:\s?[-–—]\s?(?:\*?\d+|[ivxlcdm]+\b)[a-z]?(?:\(\w{1,4}\))*)?(?:(?:,|\s?&|\sand|\sund|\set|,\sand)\s\d+(?:[-–—]\d+)?)*(?:,?\s?(?:ff?\b\.?|sqq?\b\.?|et seq\.|и след\.|та ін\.))?";

const LABELS: &str = r"(?:pp?\.?|pages?|p\.p\.|S\.|Seiten?|[сСC]{1,2}\.|стр\.|стор\.|p[áa]gs?\.|str\.|ch(?:ap)?s?\.?|chapters?|Kap\.|Kapitel|chapitre|гл\.|глава|розд\.|rozdz\.|§{1,2}|ss?\.?|secs?\.?|sections?|Abschn(?:itt|\.)|paras?\.?|paragraphs?|¶{1,2}|Rn\.?|Rdnr?n?\.?|Rz\.?|Randnr\.|Ziff\.?|пп?\.|пункт|art(?:icle)?s?\.?|Art(?:icle|ikel)?s?\.?|Арт\.|ст\.|стаття|статья|nn?\.|notes?|fns?\.?|Fn\.|Anm\.|прим\.|fig(?:ure)?s?\.?|Abb\.|рис\.|tables?|tab\.|Tabelle|табл\.|tbl\.|pts?\.|parts?|Teil|lines?|ll?\.|cols?\.?|Sp\.|fols?\.?|ff?\.|Bl\.|лл?\.|арк\.|app(?:endix|\.)|annex|Anhang|прил\.|дод\.)";

pattern!(
    LABELLED,
    &format!(r"^(?:(?:at|here|hier|ici|esp\.|especially|bes\.|insb\.|see)\s+)?({LABELS})\s?(?:№\s?|no\.\s)?({VALUE})")
);
pattern!(
    CAPITAL,
    needs = ["Ch", "Sec", "Para", "Part", "Table", "Fig", "App", "Annex", "Pt"],
    &format!(
        r"^(?:at\s+)?((?:Chapter|Ch|Chap|Section|Sec|Para|Paragraph|Part|Table|Figure|Fig|Appendix|Annex|Pt)\.?)\s({VALUE})"
    )
);
pattern!(BARE, &format!(r"^(?:at\s+)?({VALUE})"));
pattern!(PAIR, r"^\d+(?:\.\d+|\()");
pattern!(TIME, r"^(?:at\s+)?(\d{1,2}:\d\d(?::\d\d)?(?:\s?[-–]\s?\d{1,2}:\d\d(?::\d\d)?)?)");

/// A place, and how much of the text it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub locator: Locator,
    pub len: usize,
    /// A label says what it is.
    pub labelled: bool,
}

/// A place at the start of a text.
pub fn at_start(text: &str) -> Option<Found> {
    if let Some(found) = time(text) {
        return Some(found);
    }
    if let Some(found) = LABELLED.captures(text).or_else(|| CAPITAL.captures(text)) {
        let (written, value) = (found.get(1)?, found.get(2)?);
        let len = found.get(0)?.end();
        let whole = !text.get(len..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
        // "s of", "part in": a number has to follow a label of letters.
        if whole && solid(value.as_str()) {
            let label = label(written.as_str());
            return Some(Found { locator: Locator { label, value: tidy(value.as_str()) }, len, labelled: true });
        }
        return None;
    }
    let found = BARE.captures(text)?;
    if PAIR.is_match(text) {
        return None;
    }
    let (all, value) = (found.get(0)?, found.get(1)?);
    let rest = text.get(all.end()..)?;
    let lettered =
        value.as_str().starts_with(char::is_uppercase) && value.as_str().contains(|c: char| c.is_ascii_digit());
    if lettered && !text.starts_with("at ") {
        return None;
    }
    if !lettered && rest.starts_with(|c: char| c.is_alphanumeric())
        || !lettered
            && !value.as_str().starts_with(|c: char| c.is_ascii_digit() || c == '*')
            && (!roman_page(value.as_str())
                || (value.as_str().len() < 2 && value.as_str().starts_with(char::is_uppercase)))
    {
        return None;
    }
    Some(Found {
        locator: Locator { label: LocatorLabel::Page, value: tidy(value.as_str()) },
        len: all.end(),
        labelled: false,
    })
}

fn time(text: &str) -> Option<Found> {
    let found = TIME.captures(text)?;
    let len = found.get(0)?.end();
    let value = found.get(1)?.as_str().to_owned();
    Some(Found { locator: Locator { label: LocatorLabel::Timestamp, value }, len, labelled: true })
}

/// A text that is one place and nothing more.
pub fn whole(text: &str) -> Option<Found> {
    let text = text.trim().trim_end_matches(',');
    let found = at_start(text)?;
    matches!(text.get(found.len..), Some("" | ".")).then_some(found)
}

fn solid(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit() || c == '*')
        || value.contains(|c: char| c.is_ascii_digit())
        || roman_page(value)
}

fn roman_page(value: &str) -> bool {
    let first = value.split(['-', '–', '—', ' ', ',']).next().unwrap_or("");
    roman(first).is_some() && (first.chars().all(char::is_lowercase) || first.chars().all(char::is_uppercase))
}

/// The number that a Roman numeral stands for.
pub fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let digit = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    let mut sum = 0;
    for (n, value) in digits.iter().enumerate() {
        if digits.get(n + 1).is_some_and(|next| next > value) {
            sum -= i64::from(*value);
        } else {
            sum += i64::from(*value);
        }
    }
    // Letters that spell a number and nothing else: "mild" is a word.
    u32::try_from(sum).ok().filter(|sum| *sum > 0 && spelled(*sum) == text.to_ascii_lowercase())
}

fn spelled(mut number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
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
    let mut out = String::new();
    for (value, letters) in STEPS {
        while number >= value && out.len() < 16 {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

fn tidy(value: &str) -> String {
    let value = value.trim().trim_end_matches(',');
    value.replace(" – ", "–").replace(" - ", "-").replace("– ", "–").replace("- ", "-").replace("— ", "—")
}

fn label(written: &str) -> LocatorLabel {
    use LocatorLabel::{
        Appendix, Article, Chapter, Column, Figure, Folio, Line, Note, Page, Paragraph, Part, Section, Table,
    };
    let bare = written.trim_end_matches('.');
    match bare {
        "S" => return Page,
        "Rn" | "Rz" | "Ziff" | "Randnr" => return Paragraph,
        "Bl" => return Folio,
        "Abb" => return Figure,
        _ => {}
    }
    let lower = bare.to_lowercase();
    match lower.as_str() {
        "ch" | "chs" | "chap" | "chaps" | "chapter" | "chapters" | "kap" | "kapitel" | "chapitre" | "гл" | "глава"
        | "розд" | "rozdz" => Chapter,
        "§" | "§§" | "s" | "ss" | "sec" | "secs" | "section" | "sections" | "abschn" | "abschnitt" => Section,
        "para" | "paras" | "paragraph" | "paragraphs" | "¶" | "¶¶" | "rdn" | "rdnr" | "rdnrn" | "п" | "пп"
        | "пункт" => Paragraph,
        "art" | "arts" | "article" | "articles" | "artikel" | "арт" | "ст" | "стаття" | "статья" => {
            Article
        }
        "n" | "nn" | "note" | "notes" | "fn" | "fns" | "anm" | "прим" => Note,
        "fig" | "figs" | "figure" | "figures" | "рис" => Figure,
        "table" | "tables" | "tab" | "tabelle" | "табл" | "tbl" => Table,
        "pt" | "pts" | "part" | "parts" | "teil" => Part,
        "line" | "lines" | "l" | "ll" => Line,
        "col" | "cols" | "sp" => Column,
        "fol" | "fols" | "f" | "ff" | "л" | "лл" | "арк" => Folio,
        "app" | "appendix" | "annex" | "anhang" | "прил" | "дод" => Appendix,
        _ => Page,
    }
}

/// How many pages a run has: "61-2" two, "201–29" twenty-nine, "7" one; none where it is no run of numbers.
pub fn run(value: &str) -> Option<u32> {
    let value = value.replace(',', "");
    let parts: Vec<&str> = value.split(['-', '–', '—']).map(str::trim).collect();
    match parts.as_slice() {
        [_] => Some(1),
        [from, to] => {
            let (a, b): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
            let scale = 10_u32.checked_pow(u32::try_from(to.len()).ok()?)?;
            let end = if to.len() < from.len() { a / scale * scale + b } else { b };
            end.checked_sub(a).map(|n| n + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        for (text, want) in [
            ("p. 22", "page 22"),
            ("pp. 118 ff.", "page 118 ff."),
            ("pp 15–33", "page 15–33"),
            ("at p. 17", "page 17"),
            ("at 891", "page 891"),
            ("88", "page 88"),
            ("1417–18", "page 1417–18"),
            ("chap. 4", "chapter 4"),
            ("ch 2", "chapter 2"),
            ("s 14(2)(b)", "section 14(2)(b)"),
            ("§ 4402(a)", "section 4402(a)"),
            ("§§ 204-206", "section 204-206"),
            ("para 27", "paragraph 27"),
            ("paras. 3-5", "paragraph 3-5"),
            ("fol. 23v", "folio 23v"),
            ("table 4", "table 4"),
            ("12:40", "timestamp 12:40"),
            ("S. 45 f.", "page 45 f."),
            ("с. 45", "page 45"),
            ("арк. 5", "folio 5"),
            ("Rn. 5", "paragraph 5"),
            ("art. 5", "article 5"),
            ("xii–xv", "page xii–xv"),
            ("12, 15–18", "page 12, 15–18"),
            ("at *3", "page *3"),
            ("at A1", "page A1"),
        ] {
            let seen = whole(text).map(|found| format!("{} {}", found.locator.label.csl(), found.locator.value));
            assert_eq!(seen.as_deref(), Some(want), "{text}");
        }
        for text in ["", "p.", "part of it", "Tables of tolls", "s of", "note well", "mild", "3rd edn"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn runs_of_pages() {
        for (value, pages) in [
            ("7", Some(1)),
            ("61-2", Some(2)),
            ("207–8", Some(2)),
            ("201–29", Some(29)),
            ("5–39", Some(35)),
            ("v-x", None),
        ] {
            assert_eq!(run(value), pages, "{value}");
        }
        assert_eq!((roman("xxiv"), roman("ii"), roman("cat")), (Some(24), Some(2), None));
    }
}
