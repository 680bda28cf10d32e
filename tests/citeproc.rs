//! Our words beside those of citeproc-js, the reference implementation of CSL.
//!
//! Two sets of works: the notes of one briefing, as a site that is built, in six styles that are files of the site; and
//! some seventy invented works of all types that CSL knows, in some forty styles. What is not the same stands in
//! `tests/citeproc/differences.md` with the reason; every difference that is listed has to be one. `tests/run` fetches
//! citeproc-js and the styles, and asks it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names of files are ours")]

#[path = "suite/html.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod html;
#[path = "suite/site.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod site;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::cite::{Formatting, Style};
use ibid::model::cite::{CiteRequest, Formatter, Locator, LocatorLabel, Position};
use ibid::model::work::Work;
use serde::Deserialize;
use site::{SiteTest, repository};

const LANGUAGE: &str = "en-GB";

#[derive(Deserialize)]
struct Reference {
    briefing: BTreeMap<String, Briefing>,
    works: BTreeMap<String, Words>,
    groups: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Briefing {
    notes: Vec<String>,
    entries: BTreeMap<String, String>,
}

/// By key: a first cite, one right after it at another page, one much later, the entry.
#[derive(Deserialize)]
struct Words {
    first: BTreeMap<String, String>,
    ibid: BTreeMap<String, String>,
    later: BTreeMap<String, String>,
    entries: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Cited {
    works: serde_json::Value,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    work: String,
    locator: Option<String>,
}

fn read(name: &str) -> String {
    let path: PathBuf = repository().join("tests/citeproc").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; tests/run fetches it", path.display()))
}

fn reference() -> Reference {
    serde_json::from_str(&read("reference.json")).unwrap()
}

/// White space apart, and the column in which a number stands.
fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.split_once(' ') {
        Some((head, rest)) if head.len() < 5 && head.contains(|c: char| c.is_ascii_digit()) => {
            let number = head.chars().all(|c| c.is_ascii_digit() || "[].()".contains(c));
            if number { format!("{head}{rest}") } else { text }
        }
        _ => text,
    }
}

/// A row of the list: in such styles and works, these words of the reference are those of ours.
struct Difference {
    style: String,
    work: String,
    theirs: String,
    ours: String,
}

fn differences() -> Vec<Difference> {
    let text = read("differences.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| style"));
    let rows = rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(|cell| cell.trim_matches([' ', '`'])).collect();
        let [style, work, theirs, ours, reason] = cells[..] else { panic!("five cells: {line}") };
        assert!(!reason.is_empty(), "no reason: {line}");
        // A space at the edge of a cell is written as ␣.
        let words = |cell: &str| cell.replace('␣', " ");
        Difference { style: style.to_owned(), work: work.to_owned(), theirs: words(theirs), ours: words(ours) }
    });
    rows.collect()
}

/// Compares texts, and counts which rows of the list explain a difference.
struct Judge {
    differences: Vec<Difference>,
    used: Vec<bool>,
    faults: String,
    same: usize,
    listed: usize,
}

impl Judge {
    fn new() -> Self {
        let differences = differences();
        Self { used: vec![false; differences.len()], differences, faults: String::new(), same: 0, listed: 0 }
    }

    fn compare(&mut self, style: &str, work: &str, what: &str, theirs: &str, ours: &str) -> bool {
        let (mut theirs, ours) = (plain(theirs), plain(ours));
        if theirs == ours {
            self.same += 1;
            return true;
        }
        let original = theirs.clone();
        let mut rows = Vec::new();
        for (n, row) in self.differences.iter().enumerate() {
            let fits = |pattern: &str, name: &str| pattern == "*" || pattern == name;
            if fits(&row.style, style) && fits(&row.work, work) && theirs.contains(&row.theirs) {
                theirs = theirs.replace(&row.theirs, &row.ours);
                rows.push(n);
            }
        }
        if theirs == ours {
            self.listed += 1;
            for n in rows {
                self.used[n] = true;
            }
        } else {
            let _ = writeln!(self.faults, "{style}, {work}, {what}\n  theirs {original}\n  ours   {ours}");
        }
        false
    }

    /// Of the rows for some works.
    fn every_row_is_used(&self, concerns: impl Fn(&str) -> bool) {
        let rows = self.differences.iter().zip(&self.used).filter(|(row, used)| !**used && concerns(&row.work));
        let unused: Vec<String> =
            rows.map(|(row, _)| format!("{} {} {} {}", row.style, row.work, row.theirs, row.ours)).collect();
        assert!(unused.is_empty(), "no difference any more: take them off the list\n{}", unused.join("\n"));
    }
}

#[test]
fn the_notes_of_a_briefing_read_as_in_the_reference() {
    let reference = reference();
    let cited: Cited = serde_json::from_str(&read("briefing.json")).unwrap();
    let settings = format!(
        "title = \"Test\"\nbase_url = \"https://site.example/\"\nlanguage = \"{LANGUAGE}\"\nbibliography = \"works.json\"\n"
    );
    let mut test = SiteTest::new().file("ibid.toml", settings).file("works.json", cited.works.to_string());
    let mut text = String::new();
    for n in 1..=cited.notes.len() {
        let _ = writeln!(text, "Sentence {n} has a note.[^{n}]\n");
    }
    for (n, Note { work, locator }) in cited.notes.iter().enumerate() {
        let locator = locator.as_ref().map(|locator| format!(", pp. {locator}")).unwrap_or_default();
        let _ = writeln!(text, "[^{}]: [@{work}{locator}]\n", n + 1);
    }
    for style in reference.briefing.keys() {
        let matter = format!("---\ntitle: {style}\ndate: 2024-01-02\ncitation_style: styles/{style}.csl\n---\n");
        test = test.file(&format!("content/{style}.md"), format!("{matter}{text}"));
        test = test.file(&format!("styles/{style}.csl"), read(&format!("styles/{style}.csl")));
    }
    test.build();
    let mut judge = Judge::new();
    let mut rates = String::new();
    for (style, wanted) in &reference.briefing {
        let page = test.page(&format!("{style}.html"));
        let (mut notes, mut entries) = (0, 0);
        for (n, (note, wanted)) in cited.notes.iter().zip(&wanted.notes).enumerate() {
            let note_of_page = html::between(&page, &format!("<li id=\"n{}\">", n + 1), "</li>").unwrap();
            let words = html::between(note_of_page, "<p>", " <a href=\"#r").unwrap();
            notes += usize::from(judge.compare(style, &note.work, &format!("note {}", n + 1), wanted, &text_of(words)));
        }
        let list = html::between(&page, "<section class=\"works", "</section>").unwrap();
        for (key, wanted) in &wanted.entries {
            let entry = list.split("<li").find(|entry| entry.contains(&format!("works/{key}.html"))).unwrap();
            let words = entry.split("<span class=\"marks\"").next().unwrap().split_once('>').unwrap().1;
            entries += usize::from(judge.compare(style, key, "entry", wanted, &text_of(words)));
        }
        let _ = writeln!(
            rates,
            "{style}: {notes} of {} notes, {entries} of {} entries",
            cited.notes.len(),
            wanted.entries.len()
        );
    }
    println!("{rates}");
    assert!(judge.faults.is_empty(), "{}", judge.faults);
    let keys: Vec<String> = reference.briefing.values().flat_map(|wanted| wanted.entries.keys().cloned()).collect();
    judge.every_row_is_used(|work| keys.iter().any(|key| key == work));
}

/// The words of a piece of HTML.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn works_of_all_types_read_as_in_the_reference() {
    let reference = reference();
    let source = Source::new(FileId(0), "works.json", read("works.json"));
    let (works, diagnostics) = ibid::parse::works::read(&source);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let works: Vec<Arc<Work>> = works.into_iter().map(Arc::new).collect();
    let mut judge = Judge::new();
    let mut rates = String::new();
    for (name, wanted) in &reference.works {
        let style = Style::of_file(&read(&format!("styles/{name}.csl")), &|_| None, LANGUAGE).unwrap();
        let formatting = Formatting::new(style, &works, Arc::default());
        let (mut own, mut of) = (0, 0);
        for (n, work) in works.iter().enumerate() {
            let cite = |position, value: &str| {
                let locator = Locator { label: LocatorLabel::Page, value: value.to_owned() };
                let first_note = u32::try_from(2 * n + 1).unwrap();
                let (prefix, suffix, locator) = ("", "", Some(&locator));
                let (suppress_author, narrative) = (false, false);
                let request =
                    CiteRequest { work, position, locator, prefix, suffix, suppress_author, narrative, first_note };
                formatting.cite(&[request])
            };
            let rows = [
                ("first", &wanted.first, cite(Position::First, "33-35")),
                ("right after", &wanted.ibid, cite(Position::IbidWithLocator, "40")),
                ("later", &wanted.later, cite(Position::Subsequent, "34")),
                ("entry", &wanted.entries, formatting.entry(work)),
            ];
            for (what, wanted, ours) in rows {
                // Where a style prints nothing, we print the names and the title.
                let Some(wanted) = wanted.get(&work.key).filter(|wanted| !wanted.is_empty()) else { continue };
                of += 1;
                own += usize::from(judge.compare(name, &work.key, what, wanted, &ours.text()));
            }
        }
        let _ = writeln!(rates, "{name}: {own} of {of}");
    }
    println!("{rates}\nthe same: {}, listed: {}", judge.same, judge.listed);
    assert!(judge.faults.is_empty(), "{}", judge.faults);
    judge.every_row_is_used(|key| key == "*" || works.iter().any(|work| work.key == key));
}

/// Citations of several works: their order, and what is not said twice.
#[test]
fn works_cited_together_read_as_in_the_reference() {
    let reference = reference();
    let source = Source::new(FileId(0), "works.json", read("works.json"));
    let works: Vec<Arc<Work>> = ibid::parse::works::read(&source).0.into_iter().map(Arc::new).collect();
    let groups: Vec<Vec<String>> = serde_json::from_str(&read("groups.json")).unwrap();
    let mut judge = Judge::new();
    let mut rates = String::new();
    for (name, wanted) in &reference.groups {
        let style = Style::of_file(&read(&format!("styles/{name}.csl")), &|_| None, LANGUAGE).unwrap();
        let formatting = Formatting::new(style, &works, Arc::default());
        let mut own = 0;
        for (group, wanted) in groups.iter().zip(wanted) {
            let cites: Vec<(&Work, Option<Locator>)> = group
                .iter()
                .map(|cite| {
                    let (key, page) =
                        cite.split_once(':').map_or((cite.as_str(), None), |(key, page)| (key, Some(page)));
                    let work = works.iter().find(|work| work.key == key).unwrap();
                    (&**work, page.map(|page| Locator { label: LocatorLabel::Page, value: page.to_owned() }))
                })
                .collect();
            let requests: Vec<CiteRequest<'_>> = cites
                .iter()
                .map(|(work, locator)| CiteRequest {
                    work,
                    position: Position::First,
                    locator: locator.as_ref(),
                    prefix: "",
                    suffix: "",
                    suppress_author: false,
                    narrative: false,
                    first_note: 1,
                })
                .collect();
            let ours = formatting.cite(&requests).text();
            own += usize::from(judge.compare(name, "together", &group.join(" "), wanted, &ours));
        }
        let _ = writeln!(rates, "{name}: {own} of {}", groups.len());
    }
    println!("{rates}");
    assert!(judge.faults.is_empty(), "{}", judge.faults);
    judge.every_row_is_used(|work| work == "together");
}
