//! `COinS`: a work as an `OpenURL` (Z39.88-2004) in the `title` of an empty span, which reference managers and libraries'
//! link resolvers look for on a page of many works.

use super::clean;
use crate::model::work::{Name, Work, WorkDate};

/// The value of `title`, as text: whoever writes the attribute escapes it.
#[must_use]
pub fn coins(work: &Work) -> String {
    let mut url = OpenUrl { out: String::from("ctx_ver=Z39.88-2004"), work };
    let shape = shape(&work.kind);
    url.pair("rft_val_fmt", &format!("info:ofi/fmt:kev:mtx:{}", shape.format));
    url.ids();
    match shape.format {
        "dc" => url.pair("rft.type", shape.genre),
        "journal" | "book" => url.pair("rft.genre", shape.genre),
        _ => {}
    }
    url.titles(&shape);
    url.people(&shape);
    url.rest(&shape);
    url.out
}

struct Shape {
    /// The metadata format of the registry of `OpenURL`.
    format: &'static str,
    /// Of journals and books; in Dublin Core the type, in Zotero's words, which no registry gives.
    genre: &'static str,
}

fn shape(kind: &str) -> Shape {
    let (format, genre) = match kind {
        "article-journal" | "review" | "review-book" => ("journal", "article"),
        "book" | "classic" | "collection" | "pamphlet" => ("book", "book"),
        "chapter" | "entry" | "entry-dictionary" | "entry-encyclopedia" => ("book", "bookitem"),
        "paper-conference" => ("book", "proceeding"),
        "report" | "standard" => ("book", "report"),
        "thesis" => ("dissertation", ""),
        "patent" => ("patent", ""),
        "article-magazine" => ("dc", "magazineArticle"),
        "article-newspaper" => ("dc", "newspaperArticle"),
        "post-weblog" => ("dc", "blogPost"),
        "post" => ("dc", "forumPost"),
        "bill" => ("dc", "bill"),
        "legal_case" => ("dc", "case"),
        "legislation" | "regulation" | "treaty" => ("dc", "statute"),
        "hearing" => ("dc", "hearing"),
        "interview" => ("dc", "interview"),
        "personal_communication" => ("dc", "letter"),
        "manuscript" => ("dc", "manuscript"),
        "map" => ("dc", "map"),
        "motion_picture" => ("dc", "film"),
        "speech" => ("dc", "presentation"),
        "software" => ("dc", "computerProgram"),
        "figure" | "graphic" => ("dc", "artwork"),
        "song" | "musical_score" => ("dc", "audioRecording"),
        "webpage" => ("dc", "webpage"),
        _ => ("dc", "document"),
    };
    Shape { format, genre }
}

struct OpenUrl<'a> {
    out: String,
    work: &'a Work,
}

impl OpenUrl<'_> {
    fn pair(&mut self, key: &str, value: &str) {
        let value = clean(value);
        if value.is_empty() {
            return;
        }
        self.out.push('&');
        self.out.push_str(key);
        self.out.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                self.out.push(char::from(byte));
            } else {
                self.out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    self.out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }

    fn field(&mut self, key: &str, variable: &str) {
        if let Some(value) = self.work.field(variable) {
            self.pair(key, value);
        }
    }

    fn ids(&mut self) {
        for (before, variable) in [("info:doi/", "DOI"), ("urn:isbn:", "ISBN"), ("", "URL")] {
            if let Some(id) = self.work.field(variable) {
                self.pair("rft_id", &format!("{before}{id}"));
            }
        }
    }

    fn titles(&mut self, shape: &Shape) {
        let (own, whole) = match (shape.format, shape.genre) {
            ("journal", _) => ("rft.atitle", "rft.jtitle"),
            ("book", "bookitem" | "proceeding") => ("rft.atitle", "rft.btitle"),
            ("book", _) => ("rft.btitle", "rft.series"),
            ("dc", _) => ("rft.title", "rft.source"),
            _ => ("rft.title", ""),
        };
        self.field(own, "title");
        if !whole.is_empty() {
            self.field(whole, "container-title");
        }
        if shape.format == "journal" {
            self.field("rft.stitle", "container-title-short");
        }
        if shape.format == "book" && (whole != "rft.series" || self.work.field("container-title").is_none()) {
            self.field("rft.series", "collection-title");
        }
    }

    fn people(&mut self, shape: &Shape) {
        let names = self.work.authors();
        let (each, first) = match shape.format {
            "patent" => ("rft.inventor", Some(("rft.invlast", "rft.invfirst"))),
            "dc" => ("rft.creator", None),
            _ => ("rft.au", Some(("rft.aulast", "rft.aufirst"))),
        };
        for (n, name) in names.iter().enumerate() {
            match name {
                Name::Literal(words) if words == "others" => {}
                Name::Literal(words) => self.pair("rft.aucorp", words),
                Name::Person { given, .. } => {
                    if let Some((last, given_first)) = first.filter(|_| n == 0) {
                        self.pair(last, &name.short());
                        self.pair(given_first, given);
                    }
                    self.pair(each, &name.family_first());
                }
            }
        }
    }

    fn rest(&mut self, shape: &Shape) {
        let issued = self.work.dates.iter().find(|(name, _)| name == "issued").map(|(_, date)| date.clone());
        if let Some(WorkDate::Parts { from: (year, month, day), .. }) = issued {
            let date = match (month, day) {
                (0, _) => format!("{year:04}"),
                (month, 0) => format!("{year:04}-{month:02}"),
                (month, day) => format!("{year:04}-{month:02}-{day:02}"),
            };
            self.pair("rft.date", &date);
        }
        let fields: &[(&str, &str)] = match shape.format {
            "journal" => {
                &[("rft.volume", "volume"), ("rft.issue", "issue"), ("rft.pages", "page"), ("rft.issn", "ISSN")]
            }
            "book" => &[
                ("rft.place", "publisher-place"),
                ("rft.pub", "publisher"),
                ("rft.edition", "edition"),
                ("rft.pages", "page"),
                ("rft.tpages", "number-of-pages"),
                ("rft.isbn", "ISBN"),
            ],
            "dissertation" => &[("rft.inst", "publisher"), ("rft.degree", "genre"), ("rft.tpages", "number-of-pages")],
            "patent" => &[("rft.number", "number"), ("rft.assignee", "authority")],
            _ => &[
                ("rft.publisher", "publisher"),
                ("rft.volume", "volume"),
                ("rft.issue", "issue"),
                ("rft.pages", "page"),
                ("rft.issn", "ISSN"),
            ],
        };
        for (key, variable) in fields {
            self.field(key, variable);
        }
        self.field("rft.language", "language");
    }
}
