//! One function for each parser that meets outside bytes (THREATS G3): it may not panic, whatever the bytes.
//!
//! `fuzz_targets/` hands them to libFuzzer, `tests/suite/fuzz.rs` runs them over the committed corpus and over seeded
//! damage to it.
#![allow(dead_code, reason = "each binary runs one of them")]

use std::collections::BTreeSet;
use std::sync::Arc;

use ibid::base::date::Date;
use ibid::base::diag::Diagnostic;
use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::cite::{Formatting, Memo as CiteMemo, Style};
use ibid::io::manifest::Manifest;
use ibid::memo::{Head, Memo};
use ibid::model::cite::{CiteRequest, Formatter, Locator, LocatorLabel, Position};
use ibid::model::config::Dialect;
use ibid::model::work::{Rich, Run, Work};
use ibid::render::html::{Html, Images, Mode, body, dropped};
use ibid::resolve::survey::names::Names;
use ibid::resolve::survey::survey;

type Target = fn(&[u8]);

pub const ALL: [(&str, Target); 8] = [
    ("markdown", markdown),
    ("frontmatter", frontmatter),
    ("config", config),
    ("works", works),
    ("csl", csl),
    ("cache", cache),
    ("manifest", manifest),
    ("html", html),
];

const TODAY: Date = Date { year: 2026, month: 11, day: 22 };
const BRIEFING: &str = "content/a.md";
const WORKS: &str = "references:\n- {id: marsh2019, type: book, title: The River Toll, author: [{family: Marsh}]}\n";

/// Bytes as the walk hands them over: what is not UTF-8 is refused before.
fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// A briefing beside an entity and a bibliography, so that there is something to link to.
pub fn markdown(data: &[u8]) {
    write(&text(data), false);
    write(&text(data), true);
}

pub fn html(data: &[u8]) {
    let text = text(data);
    write(&format!("---\ntitle: T\ndate: 2024-01-02\n---\n<div>\n{text}"), true);
    write(&format!("---\ntitle: T\ndate: 2024-01-02\n---\nWords {text}"), true);
}

pub fn frontmatter(data: &[u8]) {
    let text = text(data);
    for path in [BRIEFING, "content/pages/a.md", "content/entities/a.md", "content/authors/a.md"] {
        for whole in [text.clone(), format!("---\n{text}\n---\nWords.\n"), format!("+++\n{text}\n+++\nWords.\n")] {
            let source = Source::new(FileId(0), path, whole);
            let (_, diagnostics) = ibid::parse::parse(&source, &BTreeSet::new());
            point_into(&diagnostics, &source);
        }
    }
}

pub fn config(data: &[u8]) {
    let source = Source::new(FileId(0), "ibid.toml", text(data));
    let (_, diagnostics) = ibid::parse::config::read(&source, TODAY);
    point_into(&diagnostics, &source);
}

pub fn works(data: &[u8]) {
    for path in ["a.bib", "a.yaml", "a.json"] {
        let source = Source::new(FileId(0), path, text(data));
        let (_, diagnostics) = ibid::parse::works::read(&source);
        point_into(&diagnostics, &source);
    }
}

/// A style that is accepted also has to word whatever a bibliography holds.
pub fn csl(data: &[u8]) {
    let text = text(data);
    for language in ["en", "uk"] {
        if let Ok(style) = Style::of_file(&text, &|_| None, language) {
            word_all(style);
        }
    }
}

/// Words odd works at each position.
pub fn word_all(style: Style) {
    let (works, _) = ibid::parse::works::read(&Source::new(FileId(2), "references.yaml", ODD_WORKS));
    let works: Vec<Arc<Work>> = works.into_iter().map(Arc::new).collect();
    assert!(works.len() > 4, "the works are read");
    let formatting = Formatting::new(style, &works, Arc::default());
    let locators = [LocatorLabel::Page, LocatorLabel::Section]
        .map(|label| Locator { label, value: "xii–xiv, 3 & “4”".to_owned() });
    for work in &works {
        let _ = formatting.entry(work);
        for position in [Position::First, Position::Ibid, Position::IbidWithLocator, Position::Subsequent] {
            let cite = |locator| CiteRequest {
                work,
                position,
                locator,
                prefix: "see <b>",
                suffix: ", “so”",
                suppress_author: position == Position::Ibid,
                narrative: position == Position::First,
                first_note: 3,
            };
            let _ = formatting.cite(&[cite(Some(&locators[0])), cite(None), cite(Some(&locators[1]))]);
        }
    }
}

/// Names, dates and words of every kind that a bibliography may have, and some that none should.
const ODD_WORKS: &str = r#"references:
- {id: a, type: book, title: "The “River”: <i>Toll</i> & \u0301tax — ‘why?’", author: [{family: Marsh, given: J.-P. É.}, {literal: "The Board, Inc."}, {family: van der Loo, given: Piet, suffix: Jr.}], issued: {date-parts: [[2019, 2, 29]]}, edition: 2nd, volume: IV, number-of-volumes: 0, publisher: "", publisher-place: "«Арль»"}
- {id: b, type: article-journal, title: ".", container-title: "?!", page: "12–3, 4-", issue: "n/a", issued: {date-parts: [[-44, 3], [2021, 12, 31]]}, DOI: 10.5555/x<y>, URL: "https://a.example/?q=\"&r"}
- {id: c, type: legal_case, title: "A v B", author: [{family: "", given: X}], issued: {literal: "no date"}, authority: House, number: "[2020] UKSC 5"}
- {id: d, type: webpage, title: "", accessed: {date-parts: [[0, 0, 0]]}, author: [{family: Ильин, given: "Ё"}, {family: "ß"}, {family: "I̯"}, {family: O’Neill, given: "-"}]}
- {id: e, type: nonsense, title: "مرحبا 🏰 \u202e", issued: {date-parts: [[99999]], circa: true}, editor: [{literal: "…"}], translator: [{family: Marsh}], page-first: x, chapter-number: "1.2.3", version: "٣"}
- {id: f, type: chapter, title: T, container-title: "Of “That” and ‘this’.", container-author: [{family: Marsh, given: J.-P.}], collection-title: S, collection-number: "5th", page: "1–10000", genre: "PhD", medium: m, archive: A, archive_location: "box 3"}
"#;

pub fn cache(data: &[u8]) {
    let head = Head::read(data);
    let _ = Memo::new(head, vec![Memo::read_shard(data)]);
    let _ = CiteMemo::load(data);
}

pub fn manifest(data: &[u8]) {
    let text = text(data);
    if let Some(manifest) = Manifest::read(&text) {
        assert!(manifest.files.keys().all(|path| ibid::io::manifest::refusal(path).is_none()));
        assert_eq!(Manifest::read(&manifest.write()).as_ref(), Some(&manifest));
    }
}

/// A place outside of the file, or inside a character, would end the program when it is shown.
fn point_into(diagnostics: &[Diagnostic], source: &Source) {
    for diagnostic in diagnostics {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        for span in diagnostic.primary.into_iter().chain(labels).filter(|span| span.file == source.id) {
            assert!(source.text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
        }
    }
}

/// A style that is quick to set up: what a citation says is not the matter here.
struct Keys;

impl Formatter for Keys {
    fn is_note_style(&self) -> bool {
        true
    }

    fn cite(&self, group: &[CiteRequest<'_>]) -> Rich {
        Rich(group.iter().map(|cite| Run { text: cite.work.key.clone(), ..Run::default() }).collect())
    }

    fn entry(&self, work: &Work) -> Rich {
        Rich(vec![Run { text: work.key.clone(), ..Run::default() }])
    }
}

/// The stages of a build, without those that do not read the text.
fn write(briefing: &str, html: bool) {
    let mut config = ibid::parse::config::defaults(TODAY);
    config.html = html;
    config.drafts = true;
    let (works, _) = ibid::parse::works::read(&Source::new(FileId(2), "references.yaml", WORKS));
    let keys: BTreeSet<String> = works.iter().map(|work| work.key.clone()).collect();
    let names = Names::new(&[("the Gap".to_owned(), vec!["Gap".to_owned()])]);
    let sources = [
        Source::new(FileId(0), "content/a.md", briefing),
        Source::new(FileId(1), "content/entities/gap.md", "---\nname: the Gap\nkind: place\n---\nWords.\n"),
    ];
    let mut all = Vec::new();
    for (source, own) in sources.iter().zip([None, Some(0)]) {
        let (tree, diagnostics) = ibid::parse::parse(source, &keys);
        let (facts, more) = survey(&tree, source, &names, own, &Dialect { note_style: true });
        for found in [diagnostics, more, dropped(&tree, source)] {
            point_into(&found, source);
        }
        all.push(Arc::new(facts));
    }
    let works = works.into_iter().map(Arc::new).collect();
    let (site, diagnostics) = ibid::resolve::site(all, works, &BTreeSet::new(), &Arc::new(config), &Keys);
    point_into(&diagnostics, &sources[0]);
    let images = Images::new();
    for article in &site.articles {
        let Some(source) = sources.iter().find(|source| source.id == article.facts.file) else { continue };
        let (tree, _) = ibid::parse::parse(source, &keys);
        for mode in [Mode::Page, Mode::Feed] {
            let _ = body(&tree, article, &site, &Html { mode, prefix: "", images: &images });
        }
    }
}
