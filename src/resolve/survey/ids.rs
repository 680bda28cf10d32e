//! Addresses inside the page: of headings, paragraphs, sentences, notes with a word for a label.
//!
//! They are public: made from words, so that an insertion above does not change them, and never one of the page's own.

use std::collections::{HashMap, HashSet};

use super::diag;
use super::reading::{Reading, to_u32};
use crate::base::diag::Diagnostic;
use crate::base::slug::slug;
use crate::base::span::Span;
use crate::model::facts::{ParagraphFacts, Section, TableFacts};
use crate::model::walk::{Role, STAND_INS};

/// Ids that templates use themselves: a heading with one of these is set off by `h-`.
pub const RESERVED: [&str; 35] = [
    "main",
    "about",
    "top",
    "notes",
    "contents",
    "works",
    "works-cited",
    "entities",
    "names",
    "mentions",
    "together",
    "briefings",
    "related",
    "linked-from",
    "mentioned-in",
    "cite",
    "cite-this",
    "cite-as",
    "search",
    "search-form",
    "search-results",
    "results",
    "q",
    "menu",
    "nav",
    "site",
    "header",
    "footer",
    "page",
    "title",
    "body",
    "text",
    "skip",
    "live",
    "theme",
];

/// And the starts of those that it makes from words and numbers.
const PREFIXES: [&str; 5] = ["note-", "s-", "p-", "w-", "letter-"];

const WORDS: usize = 6;
const BYTES: usize = 48;

/// Words that tell little: left out of an address while others are there.
const SMALL: [&str; 24] = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "is", "was", "are", "were", "that", "it",
    "its", "as", "with", "be", "this", "has",
];

/// All ids of one page.
pub struct Ids {
    used: HashSet<String>,
    /// The next number to try for an id that was taken.
    next: HashMap<String, u32>,
}

impl Ids {
    pub fn new(size: usize) -> Self {
        Self { used: HashSet::with_capacity(size / 128 + 16), next: HashMap::new() }
    }

    /// An address from the first words of a text.
    pub fn words(&mut self, prefix: &str, text: &str) -> String {
        let mut id = String::with_capacity(BYTES + 8);
        id.push_str(prefix);
        if !gather(&mut id, text, true) && !gather(&mut id, text, false) {
            id.truncate(prefix.len() - 1);
        }
        self.unique(id)
    }

    /// `note-<label>` where the label is a word.
    pub fn note(&mut self, label: &str) -> Option<String> {
        if label.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let name = slug(label);
        (!name.is_empty()).then(|| self.unique(format!("note-{name}")))
    }

    fn heading(&mut self, wanted: &str) -> String {
        let id = if is_own(wanted) { format!("h-{wanted}") } else { wanted.to_owned() };
        self.unique(id)
    }

    fn unique(&mut self, id: String) -> String {
        if !self.used.contains(&id) {
            self.used.insert(id.clone());
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(2);
        loop {
            let numbered = format!("{id}-{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// The sections of the body; the first has no heading.
pub fn sections(reading: &Reading<'_, '_>, ids: &mut Ids, diagnostics: &mut Vec<Diagnostic>) -> Vec<Section> {
    let file = reading.headings.first().map(|heading| heading.span.file);
    let top = file.map_or(Span { file: crate::base::span::FileId(0), start: 0, end: 0 }, Span::top);
    let mut sections = Vec::with_capacity(reading.headings.len() + 1);
    sections.push(Section { id: String::new(), level: 0, words: String::new(), span: top });
    // What an editor wrote is kept, so that no heading made from words takes it first.
    let mut explicit: HashMap<&str, Span> = HashMap::new();
    let mut given: Vec<Option<String>> = Vec::with_capacity(reading.headings.len());
    for heading in &reading.headings {
        let id = heading.heading.id.as_deref().map(str::trim).filter(|id| is_id(id));
        given.push(id.map(|id| {
            if let Some(first) = explicit.get(id) {
                diagnostics.push(diag::duplicate_heading_id(heading.span, *first, id));
            } else {
                explicit.insert(id, heading.span);
            }
            ids.heading(id)
        }));
    }
    for (heading, given) in reading.headings.iter().zip(given) {
        let words = heading_words(reading.slice(&reading.runs[heading.run].text));
        let id = given.unwrap_or_else(|| {
            let name = slug(&words);
            ids.heading(if name.is_empty() { "section" } else { &name })
        });
        sections.push(Section { id, level: heading.heading.level, words, span: heading.span });
    }
    sections
}

pub fn paragraphs(reading: &Reading<'_, '_>, ids: &mut Ids) -> Vec<ParagraphFacts> {
    let runs = &reading.runs[reading.body.runs.clone()];
    let mut out = Vec::with_capacity(runs.len());
    for run in runs.iter().filter(|run| run.role == Role::Paragraph) {
        out.push(ParagraphFacts { start: to_u32(run.block as usize), id: ids.words("p-", reading.slice(&run.text)) });
    }
    out
}

/// Tables are counted: their words change more often than their order.
pub fn tables(reading: &Reading<'_, '_>, ids: &mut Ids) -> Vec<TableFacts> {
    let tables = (1_u32..).zip(&reading.tables);
    tables.map(|(number, start)| TableFacts { start: *start, id: ids.unique(format!("table-{number}")) }).collect()
}

fn heading_words(text: &str) -> String {
    if text.contains(STAND_INS) {
        crate::base::text::squeeze(&text.replace(STAND_INS, ""))
    } else {
        text.trim().to_owned()
    }
}

/// Adds the first words to `id`, or says that there are none.
fn gather(id: &mut String, text: &str, skip_small: bool) -> bool {
    let start = id.len();
    let mut words = 0;
    // An address needs few words: a text without any is not read to its end.
    for token in text.split_whitespace().take(40) {
        let before = id.len();
        if before > start {
            id.push('-');
        }
        let at = id.len();
        if token.len() > 64 {
            id.push_str(&slug(&token[..floor(token, 64)]));
        } else if token.is_ascii() {
            ascii(id, token);
        } else {
            id.push_str(&slug(token));
        }
        let word = &id[at..];
        if word.is_empty() || (skip_small && SMALL.contains(&word)) {
            id.truncate(before);
            continue;
        }
        if id.len() - start > BYTES && words > 0 {
            id.truncate(before);
            break;
        }
        words += 1;
        if words == WORDS {
            break;
        }
    }
    if id.len() - start > BYTES {
        let end = floor(id, start + BYTES);
        id.truncate(end);
        id.truncate(id.trim_end_matches('-').len());
    }
    id.len() > start
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// [`slug`] of one token, without its costs.
fn ascii(id: &mut String, token: &str) {
    let start = id.len();
    let mut gap = false;
    for byte in token.bytes() {
        if byte.is_ascii_alphanumeric() {
            if gap && id.len() > start {
                id.push('-');
            }
            gap = false;
            id.push(char::from(byte.to_ascii_lowercase()));
        } else if byte != b'\'' {
            gap = true;
        }
    }
}

/// Whether the page itself has this id, or may have: `n3`, `r3-2`, `s-…`.
fn is_own(id: &str) -> bool {
    let folded = id.to_lowercase();
    let numbered = folded.strip_prefix(['n', 'r']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    });
    numbered
        || RESERVED.contains(&folded.as_str())
        || PREFIXES.iter().any(|prefix| folded.starts_with(prefix))
        || matches!(folded.as_str(), "s" | "p" | "note" | "w")
}

/// What may be an id at all: one word without signs that mean something in an address.
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= crate::base::slug::MAX_BYTES
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(texts: &[&str]) -> Vec<String> {
        let mut ids = Ids::new(0);
        texts.iter().map(|text| ids.words("p-", text)).collect()
    }

    #[test]
    fn an_address_is_made_of_the_words_that_tell() {
        assert_eq!(ids(&["The Suwałki gap is a choke point of the alliance."]), ["p-suwałki-gap-choke-point-alliance"]);
        assert_eq!(ids(&["It is.", "…", "  "]), ["p-it-is", "p", "p-2"]);
        assert_eq!(ids(&["Putin’s “client-state”, don't"]), ["p-putins-client-state-dont"]);
        assert_eq!(ids(&["Белоруссия и война"]), ["p-белоруссия-и-война"]);
    }

    #[test]
    fn an_address_is_short() {
        let long = "x".repeat(300);
        assert_eq!(ids(&[&long])[0].len(), 2 + BYTES);
        assert!(ids(&[&"ł".repeat(300)])[0].len() <= 2 + BYTES);
        let six = "Responsibility belongs elsewhere, internationally considered, notwithstanding";
        assert_eq!(ids(&[six]), ["p-responsibility-belongs-elsewhere-internationally"]);
    }

    #[test]
    fn a_repeated_address_is_numbered() {
        assert_eq!(
            ids(&["War", "War 2", "War", "War", "War 2"]),
            ["p-war", "p-war-2", "p-war-3", "p-war-4", "p-war-2-2"]
        );
    }

    #[test]
    fn an_id_of_the_page_is_not_for_headings() {
        for own in ["n3", "r3", "r3-2", "note-gap", "s-war", "p-war", "main", "Notes", "works"] {
            assert!(is_own(own), "{own}");
        }
        for free in ["n", "nato", "r-and-d", "notes-on-method", "noted", "russia", "n3rd"] {
            assert!(!is_own(free), "{free}");
        }
    }

    #[test]
    fn a_label_that_is_a_word_is_an_address() {
        let mut ids = Ids::new(0);
        assert_eq!(ids.note("12"), None);
        assert_eq!(ids.note("Gap 2").as_deref(), Some("note-gap-2"));
        assert_eq!(ids.note("gap-2").as_deref(), Some("note-gap-2-2"));
        assert_eq!(ids.note("***"), None);
    }
}
