//! Values that try to leave their place: no format lets one begin a field, a record or a command.

use crate::base::source::Source;
use crate::base::span::{FileId, Span};
use crate::model::work::{Name, Work, WorkDate};
use crate::parse;
use crate::render::exports::Format;

const BITS: [&str; 40] = [
    "{",
    "}",
    "\\",
    "%",
    "#",
    "$",
    "&",
    "_",
    "~",
    "^",
    "\"",
    "'",
    "''",
    "`",
    "``",
    "--",
    "---",
    ",",
    ",,",
    "=",
    "@",
    "\n",
    "\r\n",
    "\n}\n@book{x,\n",
    "\nER  - \nTY  - BOOK\nTI  - ",
    "\u{2028}",
    "\u{85}",
    "\t",
    "\u{0}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "<",
    ">",
    "|",
    " and ",
    "others",
    "é",
    "\\input{x}",
    "AU  - ",
];

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn text(&mut self) -> String {
        let mut out = String::new();
        for _ in 0..=self.below(6) {
            out.push_str(BITS[self.below(BITS.len())]);
            if self.below(2) == 0 {
                out.push_str(["Word", "word", "NATO", " ", "x"][self.below(5)]);
            }
        }
        out
    }
}

fn hostile(random: &mut Random) -> Work {
    let mut text = || random.text();
    let name = |text: &mut dyn FnMut() -> String, person: bool| {
        if person {
            Name::Person { family: text(), given: text(), particle: text(), suffix: text() }
        } else {
            Name::Literal(text())
        }
    };
    Work {
        key: text(),
        span: Span::top(FileId(0)),
        kind: "report".to_owned(),
        names: vec![
            ("author".to_owned(), vec![name(&mut text, true), name(&mut text, false)]),
            ("editor".to_owned(), vec![name(&mut text, true)]),
        ],
        dates: vec![("issued".to_owned(), WorkDate::Literal(text()))],
        fields: ["title", "publisher", "note", "keyword", "page", "URL", "DOI", "abstract"]
            .map(|field| (field.to_owned(), text()))
            .to_vec(),
    }
}

/// What a reader sees of a value that was written on one line.
fn seen(text: &str) -> String {
    crate::base::text::squeeze(&super::super::clean(text))
}

#[test]
fn a1_no_value_leaves_its_entry_in_biblatex() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..2000 {
        let work = hostile(&mut random);
        let text = Format::Bibtex.file([&work]);
        let braces = text.chars().fold(0_i64, |depth, c| {
            assert!(depth >= 0, "{text}");
            depth + i64::from(c == '{') - i64::from(c == '}')
        });
        assert_eq!(braces, 0, "{text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{text}");
        for line in text.lines() {
            let fits = line.starts_with("@report{") || line.starts_with("  ") && line.contains(" = {") || line == "}";
            assert!(fits, "{line}");
        }
        let (read, _) = parse::works::read(&Source::new(FileId(0), "x.bib", text.as_str()));
        assert_eq!(read.len(), 1, "{text}");
        for field in ["title", "publisher", "note", "abstract"] {
            assert_eq!(read[0].field(field).unwrap_or(""), shown(work.field(field).unwrap()), "{text}");
        }
    }
}

/// Readers of bibliographies leave joiners out as well; two hyphens are no dash unless they were one.
fn shown(text: &str) -> String {
    seen(text)
}

#[test]
fn a1_no_value_begins_a_tag_in_ris() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..2000 {
        let text = Format::Ris.file([&hostile(&mut random)]);
        let tags = text.matches("\r\n").count();
        assert_eq!(text.matches('\n').count(), tags);
        assert_eq!(text.matches('\r').count(), tags);
        let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
        assert!(lines.iter().all(|line| line.get(2..6) == Some("  - ")), "{text}");
        assert_eq!(lines.iter().filter(|line| line.starts_with("TY  - ")).count(), 1);
        assert_eq!(lines.iter().filter(|line| line.starts_with("ER  - ")).count(), 1);
        assert!(text.chars().all(|c| matches!(c, '\r' | '\n') || !c.is_control() && c != '\u{202e}'), "{text}");
    }
}

#[test]
fn a1_csl_json_is_always_json() {
    let mut random = Random(0xdead_beef_cafe_f00d);
    for _ in 0..2000 {
        let work = hostile(&mut random);
        let value: serde_json::Value = serde_json::from_str(&Format::CslJson.file([&work])).unwrap();
        let item = value.as_array().unwrap()[0].as_object().unwrap();
        let title = item.get("title").map_or("", |title| title.as_str().unwrap());
        assert_eq!(title, seen(work.field("title").unwrap()));
    }
}
