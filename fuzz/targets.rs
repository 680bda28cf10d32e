//! One function for each parser that meets outside bytes (THREATS G3): it may not panic, whatever the bytes.
//!
//! `fuzz_targets/` hands them to libFuzzer, `tests/suite/fuzz.rs` runs them over the committed corpus and over seeded
//! damage to it.
#![allow(dead_code, reason = "each binary runs one of them")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ibid::base::code::Code;
use ibid::base::date::Date;
use ibid::base::diag::Diagnostic;
use ibid::base::hash::Fingerprint;
use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::cite::{Memo as CiteMemo, Style};
use ibid::io::manifest::Manifest;
use ibid::memo::{Head, Memo, Stamp};
use ibid::pipeline::{Inputs, Listed, World, analyse};
use ibid::render::html::{Html, Images, Mode, body};

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

pub fn csl(data: &[u8]) {
    let _ = Style::load("own.csl", Some(&text(data)), "en");
}

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

struct Texts(BTreeMap<&'static str, String>);

impl World for Texts {
    fn source(&self, id: FileId, path: &str) -> Result<Source, Box<Diagnostic>> {
        let text = self.0.get(path).map(|text| Source::new(id, path, text.as_str()));
        text.ok_or_else(|| Box::new(Diagnostic::new(Code::MissingFile, None, path)))
    }

    fn image_size(&self, _: &str) -> Option<(u32, u32)> {
        None
    }
}

fn write(briefing: &str, html: bool) {
    let world = Texts(BTreeMap::from([
        (BRIEFING, briefing.to_owned()),
        ("content/entities/gap.md", "---\nname: the Gap\nkind: place\n---\nWords.\n".to_owned()),
        ("references.yaml", WORKS.to_owned()),
    ]));
    let mut config = ibid::parse::config::defaults(TODAY);
    config.bibliography = vec!["references.yaml".to_owned()];
    config.html = html;
    config.drafts = true;
    let listed = |path: &str| Listed { path: path.to_owned(), stamp: Stamp::default() };
    let inputs = Inputs {
        config: Arc::new(config),
        content: vec![listed(BRIEFING), listed("content/entities/gap.md")],
        csl: None,
        program: Fingerprint::default(),
    };
    let Ok(analysis) = analyse(&inputs, &world, &mut Memo::default()) else { panic!("the program is broken") };
    let images = Images::new();
    for article in &analysis.site.articles {
        let Ok(source) = world.source(article.facts.file, &article.facts.path) else { continue };
        point_into(&analysis.diagnostics, &source);
        let (briefing, _) = ibid::parse::parse(&source, &analysis.keys);
        for mode in [Mode::Page, Mode::Feed] {
            let _ = body(&briefing, article, &analysis.site, &Html { mode, prefix: "", images: &images });
        }
    }
}
