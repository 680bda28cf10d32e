//! Texts of the repository's site, damaged at random from fixed seeds: nothing panics, and every page that comes out is
//! well formed, with unique ids, and each mark with its note.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ibid::base::date::Date;
use ibid::base::diag::Diagnostic;
use ibid::base::hash::Fingerprint;
use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::cite::Style;
use ibid::memo::{Memo, Stamp};
use ibid::pipeline::sink::{InMemory, Kept};
use ibid::pipeline::{Inputs, Listed, World, analyse};
use ibid::render::theme::Theme;
use ibid::render::views;

#[path = "../../fuzz/targets.rs"]
mod targets;

use crate::html::{Tag, tags};
use crate::site::{files_of, repository};

/// xorshift64*: enough to damage texts, and the same on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From 0 to `end`, `end` left out.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % end.max(1)
    }

    fn at(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).unwrap()
    }
}

/// A site in memory.
struct Texts(BTreeMap<String, String>);

impl World for Texts {
    fn source(&self, id: FileId, path: &str) -> Result<Source, Box<Diagnostic>> {
        let missing = || Diagnostic::new(ibid::base::code::Code::MissingFile, None, path);
        self.0.get(path).map(|text| Source::new(id, path, text.as_str())).ok_or_else(|| Box::new(missing()))
    }

    fn text(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }

    fn image_size(&self, _path: &str) -> Option<(u32, u32)> {
        None
    }
}

const TODAY: Date = Date { year: 2026, month: 11, day: 22 };
const FILES: usize = 40;
const SITES: u64 = 50;

#[test]
fn e1_damaged_texts_make_whole_pages() {
    let seeds = seeds();
    for seed in 1..=SITES {
        let texts = damaged(&seeds, seed);
        let pages = std::panic::catch_unwind(|| build(&texts)).unwrap_or_else(|_| {
            let alone = texts.iter().filter(|(path, _)| path.ends_with(".md"));
            for (path, text) in alone {
                let one = BTreeMap::from([(path.clone(), text.clone())]);
                assert!(std::panic::catch_unwind(|| build(&one)).is_ok(), "panics on (seed {seed}) {path}:\n{text}");
            }
            panic!("the site of seed {seed} panics, and none of its files alone does");
        });
        for (path, page) in &pages {
            let faults = std::panic::catch_unwind(|| faults(&tags(page)));
            let faults = faults.unwrap_or_else(|_| vec!["see above".to_owned()]);
            let source = texts.iter().find(|(source, _)| source.contains(path.trim_end_matches(".html")));
            assert!(faults.is_empty(), "seed {seed}, {path}: {faults:?}\n{source:?}\n{page}");
        }
    }
}

/// THREATS G3: the corpus of the fuzz targets, whole and damaged.
#[test]
fn g3_no_parser_panics_on_the_corpus_or_on_damage_to_it() {
    for (name, target) in targets::ALL {
        let seeds = files_of(&repository().join("fuzz/corpus").join(name));
        assert!(!seeds.is_empty(), "{name} has no corpus");
        let program = repository().join("fuzz/fuzz_targets").join(format!("{name}.rs"));
        assert!(program.exists(), "{} is missing", program.display());
        for (path, bytes) in seeds {
            for seed in 0..12 {
                let bytes = spoilt(&bytes, seed);
                let fine = std::panic::catch_unwind(|| target(&bytes)).is_ok();
                assert!(fine, "{name} panics on {path} (seed {seed}):\n{}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}

/// Every style that an editor can name words what no bibliography should hold, in a language of its own and in another.
#[test]
fn g3_no_style_panics_on_odd_works() {
    let names: BTreeSet<&str> = Style::names().collect();
    assert!(names.len() > 80, "{}", names.len());
    for name in names {
        for language in ["en-GB", "uk"] {
            let word = || targets::word_all(Style::load(name, language).unwrap());
            assert!(std::panic::catch_unwind(word).is_ok(), "{name} panics in {language}");
        }
    }
}

/// Some bytes cut, doubled, changed or moved; none for the seed 0.
fn spoilt(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut out = bytes.to_vec();
    for _ in 0..seed {
        let at = random.at(out.len().max(1)).min(out.len());
        let end = (at + random.at(12)).min(out.len());
        match random.below(5) {
            0 => drop(out.drain(at..end)),
            1 => out.truncate(at.max(out.len() / 2)),
            2 => {
                let copy = out[at..end].repeat(1 + random.at(3));
                let to = random.at(out.len() + 1);
                out.splice(to..to, copy);
            }
            3 => out[at..end].iter_mut().for_each(|byte| *byte ^= 1 << (seed % 8)),
            _ => {
                let scrap = SCRAPS[random.at(SCRAPS.len())];
                out.splice(at..at, scrap.bytes());
            }
        }
    }
    out
}

/// What must not be in any page.
fn faults(tags: &[Tag]) -> Vec<String> {
    let mut out = Vec::new();
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        if !ids.insert(id) {
            out.push(format!("the id {id} twice"));
        }
    }
    for tag in tags {
        if let Some(anchor) = tag.get("href").and_then(|href| href.strip_prefix('#'))
            && !ids.contains(decoded(anchor).as_str())
        {
            out.push(format!("#{anchor} leads nowhere"));
        }
        if tag.name == "a" && tag.is_inside("a") {
            out.push("a link in a link".to_owned());
        }
    }
    let pairs = |role: &str| -> Vec<&Tag> { tags.iter().filter(|tag| tag.get("role") == Some(role)).collect() };
    for mark in pairs("doc-noteref") {
        let back = format!("#{}", mark.get("id").unwrap_or(""));
        let note = mark.get("href").unwrap_or("").trim_start_matches('#');
        let ways = pairs("doc-backlink").into_iter();
        if ways.filter(|way| way.get("href") == Some(&back) && way.id_around("li") == Some(note)).count() != 1 {
            out.push(format!("no way back to {back}"));
        }
    }
    out
}

fn decoded(anchor: &str) -> String {
    ibid::parse::links::decode(anchor).into_owned()
}

fn build(texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let pages = files(texts, Fingerprint::default(), BTreeMap::new()).into_iter();
    let pages = pages.filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, (_, bytes))| (path, String::from_utf8(bytes.to_vec()).unwrap())).collect()
}

/// The files of a site, made by one build of the program; `before` are those of the last time.
fn files(
    texts: &BTreeMap<String, String>,
    program: Fingerprint,
    before: BTreeMap<String, Kept>,
) -> BTreeMap<String, Kept> {
    let mut config = ibid::parse::config::defaults(TODAY);
    config.bibliography = vec!["references.yaml".to_owned()];
    let listed = |path: &String| Listed { path: path.clone(), stamp: Stamp::default() };
    let inputs = Inputs {
        config: Arc::new(config),
        content: texts.keys().filter(|path| path.starts_with("content/")).map(listed).collect(),
        program,
    };
    let world = Texts(texts.clone());
    let analysis = analyse(&inputs, &world, &mut Memo::default()).unwrap();
    let theme = Theme::load(&BTreeMap::new(), &views::site_view(&analysis.site)).unwrap();
    let sink = InMemory::new(before, |_: &str| Ok(Vec::new()));
    ibid::pipeline::write::write(&analysis, &theme, &[], &world, &sink).unwrap();
    sink.into_files()
}

/// What another build of the program has made is believed by nobody: it may have made it otherwise.
#[test]
fn a_new_program_makes_every_page_again() {
    let briefing =
        |title: &str| format!("---\ntitle: {title}\ndate: 2024-01-02\ntopics: [T]\n---\nThe Gap.[^1]\n\n[^1]: [@w].\n");
    let texts: BTreeMap<String, String> = [
        ("content/a.md", briefing("A")),
        ("content/b.md", briefing("B")),
        ("content/entities/gap.md", "---\nname: the Gap\naliases: [The Gap]\n---\nWords.\n".to_owned()),
        ("content/authors/x.md", "---\nname: X\n---\nWords.\n".to_owned()),
        ("references.yaml", "- {id: w, type: book, title: W}\n".to_owned()),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .into();
    let (old, new) = (Fingerprint::of(b"old"), Fingerprint::of(b"new"));
    let first = files(&texts, old, BTreeMap::new());
    // Bytes that no program makes: what is kept has them still.
    let marked: BTreeMap<String, Kept> =
        first.iter().map(|(path, (key, _))| (path.clone(), (*key, Vec::from(*b"kept").into()))).collect();
    let kept = |files: &BTreeMap<String, Kept>| {
        files.iter().filter(|(_, (_, bytes))| **bytes == *b"kept").map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    let again = kept(&files(&texts, old, marked.clone()));
    for path in ["a.html", "entities/gap.html", "works/w.html", "citations.html", "map.html", "a.bib"] {
        assert!(again.iter().any(|kept| kept == path), "the same program keeps {path}: {again:?}");
    }
    let other = files(&texts, new, marked);
    assert_eq!(kept(&other), Vec::<String>::new());
    assert!(other.iter().all(|(path, (_, bytes))| first.get(path).is_some_and(|(_, made)| made == bytes)));
}

/// Texts of the site and of the cases.
fn seeds() -> Vec<String> {
    let mut out = Vec::new();
    for folder in ["content", "tests/cases"] {
        for (path, bytes) in files_of(&repository().join(folder)) {
            if path.ends_with(".md") {
                out.push(String::from_utf8(bytes).unwrap());
            }
        }
    }
    assert!(out.len() > 50);
    out
}

/// What an editor's slips and a careless paste are made of.
const SCRAPS: [&str; 44] = [
    "[^1]",
    "[^1]: ",
    "[^gap]:",
    "\n\n",
    "\n",
    "\t",
    "    ",
    "> ",
    "> [!pullquote]\n> ",
    "> [!box] ",
    "> [!figure]\n> ",
    "[@",
    "@a",
    "; @",
    "]",
    "[",
    "[[",
    "]]",
    "|",
    "(cite:deni2022 \"p. 3\")",
    "](",
    ")",
    "`",
    "```\n",
    "*",
    "**",
    "_",
    "~~",
    "<",
    ">",
    "<!-- ",
    "-->",
    "&amp;",
    "&#0;",
    "\\",
    "---\n",
    "{#x}",
    "# ",
    "- ",
    "1. ",
    ": ",
    "\u{0}",
    "\u{202e}\u{301}",
    "Ibid., p. 4.",
];

fn damaged(seeds: &[String], seed: u64) -> BTreeMap<String, String> {
    let mut random = Random::new(seed);
    let mut out = BTreeMap::new();
    for n in 0..FILES {
        let whole = &seeds[random.at(seeds.len())];
        let mut text: Vec<char> = whole.chars().collect();
        let from = if random.below(3) == 0 { 0 } else { random.at(text.len()) };
        text.drain(..from);
        text.truncate(200 + random.at(1_500));
        for _ in 0..=random.at(6) {
            let at = random.at(text.len().max(1));
            match random.below(4) {
                0 => {
                    let end = (at + random.at(40)).min(text.len());
                    text.drain(at.min(end)..end);
                }
                1 => {
                    let end = (at + random.at(80)).min(text.len());
                    let copy: Vec<char> = text[at.min(end)..end].to_vec();
                    let to = random.at(text.len() + 1);
                    text.splice(to..to, copy);
                }
                _ => {
                    let scrap = SCRAPS[random.at(SCRAPS.len())];
                    let at = at.min(text.len());
                    text.splice(at..at, scrap.chars());
                }
            }
        }
        let text: String = text.into_iter().collect();
        let folder = ["", "", "", "", "pages/", "entities/"][random.at(6)];
        let path = format!("content/{folder}f{n}.md");
        // Half of them with front matter that can be read, so that their pages are published.
        let text = if random.below(2) == 0 {
            crate::site::with_matter(&path, text.trim_start_matches(['-', '+']))
        } else {
            text
        };
        out.insert(path, text);
    }
    let mut works = std::fs::read_to_string(repository().join("references.yaml")).unwrap();
    if seed.is_multiple_of(4) {
        let from = random.at(works.len());
        let at = (from..=works.len()).find(|at| works.is_char_boundary(*at)).unwrap();
        works.insert_str(at, SCRAPS[random.at(SCRAPS.len())]);
    }
    out.insert("references.yaml".to_owned(), works);
    out
}
