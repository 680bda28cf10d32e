//! The facts that a survey of small files gives, in a short notation.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use ibid::base::diag::Diagnostic;
use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::model::config::Dialect;
use ibid::model::facts::{CiteStyle, CiteTarget, Facts, LinkTarget};
use ibid::parse::parse;
use ibid::resolve::survey::names::Names;
use ibid::resolve::survey::survey;

mod notes;
mod places;
mod quotes;

pub struct Surveyed {
    pub source: Source,
    pub facts: Facts,
    pub diagnostics: Vec<Diagnostic>,
}

pub fn read(markdown: &str) -> Surveyed {
    read_as(markdown, "content/a.md", &[], None, Dialect::default())
}

pub fn read_as(
    markdown: &str,
    path: &str,
    entities: &[(&str, &[&str])],
    own: Option<u32>,
    dialect: Dialect,
) -> Surveyed {
    let text = if markdown.starts_with("---") {
        markdown.to_owned()
    } else {
        format!("---\ntitle: T\ndate: 2023-03-30\n---\n{markdown}")
    };
    let source = Source::new(FileId(0), path, text);
    let (briefing, faults) = parse(&source, &keys_in(markdown));
    assert!(faults.is_empty(), "{faults:?}");
    let list: Vec<(String, Vec<String>)> = entities
        .iter()
        .map(|(name, aliases)| ((*name).to_owned(), aliases.iter().map(|alias| (*alias).to_owned()).collect()))
        .collect();
    let (facts, diagnostics) = survey(&briefing, &source, &Names::new(&list), own, &dialect);
    Surveyed { source, facts, diagnostics }
}

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "reads better where it is called")]
pub fn check(markdown: &str, expected: Expect) {
    expected.assert_eq(&read(markdown).show());
}

impl Surveyed {
    /// Everything but sections, paragraphs and summary.
    pub fn show(&self) -> String {
        let mut out = String::new();
        let facts = &self.facts;
        let sentence =
            |number: Option<u32>| number.map_or("-".to_owned(), |number| facts.sentences[number as usize].id.clone());
        for (number, note) in facts.notes.iter().enumerate() {
            let anchor = note.anchor.as_deref().unwrap_or("-");
            let _ = write!(out, "note {} {} x{} {anchor}: {}", number + 1, note.label, note.references, note.text);
            let _ = writeln!(
                out,
                "{}{}",
                if note.defined { "" } else { " (made)" },
                if note.untied { " (untied)" } else { "" }
            );
        }
        for noteref in &facts.noterefs {
            let words = self.source.slice(noteref.span);
            let place = sentence(noteref.sentence);
            let _ = writeln!(out, "ref {words} -> {}.{} in {} {place}", noteref.note, noteref.nth, noteref.section);
        }
        for found in &facts.sentences {
            let _ = writeln!(out, "{} in {}: {}", found.id, found.section, found.text);
        }
        for cite in &facts.cites {
            let key = match &cite.target {
                CiteTarget::Key(key) => key.as_str(),
                CiteTarget::Preceding => "(preceding)",
                CiteTarget::Earlier(_) => "(earlier)",
            };
            let style = match cite.style {
                CiteStyle::Literal { ibid: Some(_) } => "ibid",
                CiteStyle::Literal { ibid: None } => "literal",
                CiteStyle::Bracketed => "bracketed",
                CiteStyle::Narrative => "narrative",
            };
            let locator = cite.locator.as_ref().map_or(String::new(), |locator| format!(" {}", locator.printed()));
            let note = cite.note.map_or(String::new(), |note| format!(" note {note}"));
            let words = self.source.slice(cite.span);
            let _ = writeln!(
                out,
                "cite {key} {style}{locator}{note} at {words} in {} {}",
                cite.section,
                sentence(cite.sentence)
            );
        }
        for link in &facts.links {
            let target = match &link.target {
                LinkTarget::Slug(slug) => format!("[[{slug}]]"),
                LinkTarget::Source(path) => path.clone(),
            };
            let note = link.note.map_or(String::new(), |note| format!(" note {note}"));
            let _ =
                writeln!(out, "link {target}#{}{note} in {} {}", link.anchor, link.section, sentence(link.sentence));
        }
        for file in &facts.files {
            let _ = writeln!(out, "file {}{}", file.path, if file.image { " (picture)" } else { "" });
        }
        for mention in &facts.mentions {
            let mark = if mention.linked { "linked" } else { "plain" };
            let place = sentence(Some(mention.sentence));
            let _ =
                writeln!(out, "mention {} {} {mark} in {} {place}", mention.entity, mention.spelling, mention.section);
        }
        for pull in &facts.pulls {
            let _ = writeln!(out, "pull {:?} {}: {}", pull.state, sentence(pull.sentence), pull.text);
        }
        out.push_str(&self.told());
        out
    }

    pub fn told(&self) -> String {
        let mut out = String::new();
        for diagnostic in &self.diagnostics {
            let at = diagnostic.primary.map_or("", |span| self.source.slice(span));
            let _ = write!(out, "! {} at {at:?}", diagnostic.code.name());
            if !diagnostic.note.is_empty() {
                let _ = write!(out, " ({})", diagnostic.note);
            }
            for label in &diagnostic.labels {
                let _ = write!(out, ", {} {:?}", label.text, self.source.slice(label.span));
            }
            for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
                let _ = write!(out, ", write {:?}", edit.text);
            }
            out.push('\n');
        }
        out
    }
}

#[test]
fn a_file_without_text_has_facts() {
    check("", expect![[""]]);
}

/// Any cut of a file full of everything is surveyed without a panic, and its facts fit together.
#[test]
fn cut_files_are_surveyed() {
    let whole = "# A[^a]\n\nText @k [p. 3].[^a] [@k, 4]\n\n> [!pullquote]\n> Text … [^b]\n\n| a[^c] | b |\n|---|---|\n| ![x](y.png) | [[z]] |\n\n\
        - “One.” Two[^1]\n\n> [!box] T\n> Łódź — NATO.\n\n[^a]: Ibid., p. 3[^b]\n[^b]: See [^b] [w](cite:k \"3\")\n[^1]: x";
    for (at, _) in whole.char_indices() {
        let text = format!("---\ntitle: T\ndate: 2023-03-30\n---\n{}", &whole[..at]);
        let source = Source::new(FileId(0), "content/a.md", text);
        let (briefing, _) = parse(&source, &std::collections::BTreeSet::new());
        let names = Names::new(&[("Łódź".to_owned(), Vec::new()), ("NATO".to_owned(), vec!["Text".to_owned()])]);
        for note_style in [false, true] {
            let (facts, diagnostics) = survey(&briefing, &source, &names, None, &Dialect { note_style });
            let sentences = facts.sentences.len();
            let held = |sentence: Option<u32>| sentence.is_none_or(|number| (number as usize) < sentences);
            assert!(
                facts.noterefs.iter().all(|r| held(r.sentence) && r.note as usize <= facts.notes.len() && r.note > 0)
            );
            assert!(facts.cites.iter().all(|cite| held(cite.sentence)));
            assert!(facts.links.iter().all(|link| held(link.sentence)));
            assert!(facts.mentions.iter().all(|mention| held(Some(mention.sentence))));
            for (number, note) in facts.notes.iter().enumerate() {
                let count = facts.noterefs.iter().filter(|r| r.note as usize == number + 1).count();
                assert_eq!(note.references as usize, count);
            }
            for span in diagnostics.iter().filter_map(|found| found.primary) {
                assert!(source.text.get(span.range()).is_some());
            }
        }
    }
}

/// Every word after an `@`: in these tests all of them are keys.
fn keys_in(markdown: &str) -> std::collections::BTreeSet<String> {
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    markdown.split('@').skip(1).filter_map(|rest| rest.split(ends).next()).map(str::to_owned).collect()
}
