//! RIS: one record for a work, in the tags that reference managers have in common.
//!
//! A value is one line whatever was in it, so no value can begin a tag or end a record.

use super::clean;
use crate::model::work::{Name, Work, WorkDate};

/// A record, from `TY` to `ER`, with an empty line behind it. Lines end as the format asks.
#[must_use]
pub fn ris(work: &Work) -> String {
    let mut record = Record { out: String::new(), work };
    record.line("TY", kind(&work.kind));
    record.line("ID", &work.key);
    record.people();
    record.titles();
    record.dates();
    record.numbers();
    record.texts();
    record.out.push_str("ER  - \r\n\r\n");
    record.out
}

struct Record<'a> {
    out: String,
    work: &'a Work,
}

impl Record<'_> {
    fn line(&mut self, tag: &str, value: &str) {
        let value = clean(value);
        if !value.is_empty() {
            self.out.push_str(tag);
            self.out.push_str("  - ");
            self.out.push_str(&value);
            self.out.push_str("\r\n");
        }
    }

    fn field(&mut self, tag: &str, variable: &str) {
        if let Some(value) = self.work.field(variable) {
            self.line(tag, value);
        }
    }

    fn people(&mut self) {
        for (tag, roles) in [
            ("AU", &["author", "director", "composer"][..]),
            ("A2", &["container-author", "interviewer", "recipient"]),
            ("ED", &["editor", "editorial-director", "compiler"]),
            ("A3", &["collection-editor", "producer"]),
            ("A4", &["translator"]),
        ] {
            for name in roles.iter().flat_map(|role| self.work.people(role)) {
                // "et al." is nobody's name.
                if *name != Name::Literal("others".to_owned()) {
                    self.line(tag, &person(name));
                }
            }
        }
    }

    fn titles(&mut self) {
        self.field("TI", "title");
        self.field("ST", "title-short");
        let series = match self.work.field("container-title") {
            Some(container) => {
                self.line("T2", container);
                "T3"
            }
            // Where nothing else is the whole, the series is.
            None => "T2",
        };
        self.field(series, "collection-title");
        self.field("J2", "container-title-short");
    }

    fn dates(&mut self) {
        let date = |variable: &str| self.work.dates.iter().find(|(name, _)| name == variable).map(|(_, date)| date);
        let (issued, accessed) = (date("issued").cloned(), date("accessed").cloned());
        match issued {
            Some(WorkDate::Parts { from, .. }) => {
                self.line("PY", &format!("{:04}", from.0));
                self.line("DA", &slashed(from));
            }
            Some(WorkDate::Literal(words)) => self.line("PY", &words),
            None => {}
        }
        match accessed {
            Some(WorkDate::Parts { from, .. }) => self.line("Y2", &slashed(from)),
            Some(WorkDate::Literal(words)) => self.line("Y2", &words),
            None => {}
        }
    }

    fn numbers(&mut self) {
        self.field("VL", "volume");
        self.field("IS", "issue");
        match self.work.field("page").map(clean) {
            Some(pages) => match range(&pages) {
                Some((from, to)) => {
                    self.line("SP", from);
                    self.line("EP", to);
                }
                None => self.line("SP", &pages),
            },
            None => self.field("SP", "number-of-pages"),
        }
        self.field("ET", "edition");
        self.field("ET", "version");
        self.field("NV", "number-of-volumes");
        self.field("SE", "section");
        // A report's number stands where a book's ISBN does.
        let number = if matches!(self.work.kind.as_str(), "report" | "patent" | "standard") { "SN" } else { "M1" };
        self.field(number, "number");
        self.field("SN", "ISBN");
        self.field("SN", "ISSN");
    }

    fn texts(&mut self) {
        for (tag, variable) in [
            ("M3", "genre"),
            ("CY", "publisher-place"),
            ("PB", "publisher"),
            ("LA", "language"),
            ("DB", "archive"),
            ("AN", "archive_location"),
            ("CN", "call-number"),
            ("AB", "abstract"),
            ("N1", "note"),
            ("DO", "DOI"),
            ("UR", "URL"),
        ] {
            self.field(tag, variable);
        }
        if self.work.field("publisher").is_none() {
            self.field("PB", "authority");
        }
        for word in self.work.field("keyword").unwrap_or("").split([',', ';']) {
            self.line("KW", word);
        }
    }
}

/// "Berg, Ann, Jr."; the particle stays with the family name.
fn person(name: &Name) -> String {
    match name {
        Name::Literal(words) => words.clone(),
        Name::Person { family, given, particle, suffix } => {
            let head = if particle.is_empty() { family.clone() } else { format!("{particle} {family}") };
            // A comma of their own would move the parts.
            let parts = [&head, given, suffix].map(|part| part.replace(',', " "));
            let kept = parts.iter().map(String::as_str).filter(|part| !part.trim().is_empty());
            kept.collect::<Vec<_>>().join(", ")
        }
    }
}

/// `2021/05/03/`: what is not known is empty.
fn slashed((year, month, day): (i32, u8, u8)) -> String {
    let part = |part: u8| if part == 0 { String::new() } else { format!("{part:02}") };
    format!("{year:04}/{}/{}/", part(month), part(day))
}

/// The two ends of "33–67", where it is one range of numbers.
fn range(pages: &str) -> Option<(&str, &str)> {
    let (from, to) = pages.split_once(['-', '–', '—'])?;
    let fits = |part: &str| !part.is_empty() && !part.contains(['-', '–', '—', ',', ';']);
    let (from, to) = (from.trim(), to.trim());
    (fits(from) && fits(to)).then_some((from, to))
}

fn kind(csl: &str) -> &'static str {
    match csl {
        "article-journal" | "review" | "review-book" => "JOUR",
        "article-magazine" => "MGZN",
        "article-newspaper" => "NEWS",
        "article" | "manuscript" => "UNPB",
        "bill" => "BILL",
        "book" | "collection" => "BOOK",
        "broadcast" | "motion_picture" => "MPCT",
        "chapter" => "CHAP",
        "classic" => "CLSWK",
        "dataset" => "DATA",
        "entry" | "entry-encyclopedia" => "ENCYC",
        "entry-dictionary" => "DICT",
        "figure" => "FIGURE",
        "graphic" => "ART",
        "hearing" => "HEAR",
        "interview" | "personal_communication" => "PCOMM",
        "legal_case" => "CASE",
        "legislation" | "regulation" => "STAT",
        "map" => "MAP",
        "musical_score" => "MUSIC",
        "pamphlet" => "PAMP",
        "paper-conference" => "CONF",
        "patent" => "PAT",
        "periodical" => "JFULL",
        "post-weblog" => "BLOG",
        "post" | "webpage" => "ELEC",
        "report" => "RPRT",
        "software" => "COMP",
        "song" => "SOUND",
        "speech" => "SLIDE",
        "standard" => "STAND",
        "thesis" => "THES",
        "treaty" => "LEGAL",
        _ => "GEN",
    }
}
