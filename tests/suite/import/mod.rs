//! Documents of other layouts than those that the importer was written with, each with what has to come out of it.
//!
//! `tests/import/NAME.txt` is a document as an extractor gives it, `pages/NAME.html` a saved page, `NAME.facts` a list of
//! facts, one a line. All texts, people and places in them are invented.

mod cli;
mod properties;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::import::{Imported, Library, import};
use ibid::model::block::{Block, BlockKind};
use ibid::model::briefing::Briefing;
use ibid::model::inline::Inline;
use ibid::model::walk;
use ibid::parse::parse;

use crate::site::repository;

pub fn imported(name: &str, text: &str) -> Imported {
    import(name, text.as_bytes(), None, "0", &Library::default()).expect("a text")
}

/// The texts of `tests/import`: names and texts.
pub fn documents() -> Vec<(String, String)> {
    let out = of("tests/import", "txt");
    assert!(out.len() > 5);
    out
}

/// The files of a folder with an ending.
fn of(folder: &str, ending: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(repository().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut out: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|it| it == ending))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    out.sort();
    out
}

#[test]
fn documents_of_other_layouts_hold_their_facts() {
    let mut faults = Vec::new();
    let texts = documents().into_iter().map(|(name, text)| ("tests/import", name, text));
    let pages = of("tests/import/pages", "html").into_iter().map(|(name, text)| ("tests/import/pages", name, text));
    for (folder, name, text) in texts.chain(pages) {
        let facts = name.rsplit_once('.').unwrap().0.to_owned() + ".facts";
        let facts = repository().join(folder).join(facts);
        let facts = fs::read_to_string(facts).unwrap();
        let imported = imported(&name, &text);
        let source = Source::new(FileId(0), "content/a.md", imported.markdown.as_str());
        let (briefing, _) = parse(&source, &BTreeSet::new());
        let seen = Seen::of(&briefing, &imported);
        let missed: Vec<&str> = facts.lines().filter(|fact| !fact.is_empty() && !seen.holds(fact)).collect();
        if !missed.is_empty() {
            faults.push(format!("{name}:\n  {}\n\n{}", missed.join("\n  "), imported.markdown));
        }
        assert_eq!(imported.report.words.faults, [], "{name}");
        let told = imported.report.decisions.iter().filter(|told| told.confidence < 0.9).count();
        let marks = imported.markdown.matches("<!-- review: ").count();
        assert!(marks >= told && imported.report.counts.review == marks, "{name}: {told} doubts, {marks} marks");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// What came out of a document.
struct Seen {
    title: String,
    authors: String,
    date: String,
    publisher: String,
    headings: Vec<String>,
    paragraphs: Vec<String>,
    pulls: Vec<String>,
    boxes: Vec<String>,
    credits: Vec<String>,
    items: usize,
    /// In the order of first reference: the words before the mark, and those of the note.
    notes: Vec<(String, String)>,
    cites: BTreeMap<usize, String>,
    all: String,
}

impl Seen {
    fn of(briefing: &Briefing<'_>, imported: &Imported) -> Self {
        let matter = &briefing.matter;
        let authors: Vec<&str> = matter.authors.iter().map(|author| author.value.name.as_str()).collect();
        let date = imported.markdown.lines().find_map(|line| line.strip_prefix("date: ")).unwrap_or("");
        let mut seen = Self {
            title: matter.title.value.clone(),
            authors: authors.join("; "),
            date: date.to_owned(),
            publisher: matter.publisher.clone().unwrap_or_default(),
            headings: Vec::new(),
            paragraphs: Vec::new(),
            pulls: Vec::new(),
            boxes: Vec::new(),
            credits: Vec::new(),
            items: 0,
            notes: Vec::new(),
            cites: BTreeMap::new(),
            all: String::new(),
        };
        let mut order: Vec<String> = Vec::new();
        let mut before: Vec<String> = Vec::new();
        seen.blocks(&briefing.blocks);
        walk::runs(&briefing.blocks, &mut |_, _, inlines| {
            let plain = walk::plain(inlines);
            seen.all.push_str(&plain);
            seen.all.push('\n');
            for (n, inline) in inlines.iter().enumerate() {
                if let Inline::Noteref(noteref) = inline
                    && !order.contains(&noteref.label.to_string())
                {
                    order.push(noteref.label.to_string());
                    before.push(walk::plain(&inlines[..n]));
                }
            }
        });
        for (n, label) in order.iter().enumerate() {
            let note = briefing.notes.iter().find(|note| note.label == label.as_str());
            let Some(note) = note else { continue };
            let mut words = String::new();
            walk::runs(&note.blocks, &mut |_, _, inlines| {
                words.push_str(&walk::plain(inlines));
                for inline in inlines {
                    if let Inline::Cite(group) = inline {
                        seen.cites.insert(n + 1, group.items[0].key.to_string());
                    }
                }
            });
            seen.all.push_str(&words);
            seen.notes.push((before[n].clone(), words));
        }
        seen
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        let words = |blocks: &[Block<'_>]| {
            let mut out = String::new();
            walk::runs(blocks, &mut |_, _, inlines| out.push_str(&walk::plain(inlines)));
            out
        };
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) => self.headings.push(walk::plain(&heading.words)),
                BlockKind::Paragraph(inlines) => self.paragraphs.push(walk::plain(inlines)),
                BlockKind::PullQuote(quote) => self.pulls.push(words(&quote.blocks)),
                BlockKind::Callout(callout) => self.boxes.push(walk::plain(&callout.title)),
                BlockKind::Figure(figure) => {
                    self.credits.extend(figure.credit.iter().map(|credit| walk::plain(&credit.words)));
                }
                BlockKind::List(list) => self.items += list.items.len(),
                _ => {}
            }
        }
    }

    fn holds(&self, fact: &str) -> bool {
        let (what, want) = fact.split_once(" = ").expect("a fact");
        let mut words = what.split(' ');
        match words.next().unwrap() {
            "title" if words.next() == Some("folded") => self.title.to_lowercase() == want.to_lowercase(),
            "title" => self.title == want,
            "authors" => self.authors == want,
            "date" => self.date == want,
            "publisher" => self.publisher == want,
            "heading" => self.headings.iter().any(|heading| heading == want),
            "paragraphs" => self.paragraphs.len() == want.parse::<usize>().unwrap(),
            "items" => self.items == want.parse::<usize>().unwrap(),
            "pull" => self.pulls.iter().any(|pull| pull == want),
            "box" => self.boxes.iter().any(|title| title.to_lowercase().contains(&want.to_lowercase())),
            "credit" => self.credits.iter().any(|credit| credit == want),
            "join" => self.paragraphs.iter().any(|paragraph| paragraph.contains(want)),
            "kept" => self.all.contains(want),
            "gone" => !self.all.contains(want),
            "cites" => self.cites.get(&words.next().unwrap().parse().unwrap()).is_some_and(|key| key == want),
            "note" => {
                let n: usize = words.next().unwrap().parse().unwrap();
                let after = what.split_once(" after ").unwrap().1;
                self.notes.get(n - 1).is_some_and(|(before, note)| before.ends_with(after) && note.starts_with(want))
            }
            other => panic!("no such fact: {other}"),
        }
    }
}

#[test]
fn a_fact_that_does_not_hold_is_noticed() {
    let (name, text) = documents().swap_remove(0);
    let imported = imported(&name, &text);
    let source = Source::new(FileId(0), "content/a.md", imported.markdown.as_str());
    let seen = Seen::of(&parse(&source, &BTreeSet::new()).0, &imported);
    for fact in
        ["title = Another", "note 1 after nowhere = X", "paragraphs = 99", "kept = never said", "heading = None"]
    {
        assert!(!seen.holds(fact), "{fact}");
    }
}

#[test]
fn what_is_set_apart_is_not_bold_as_well() {
    let page = "<html><head><title>A</title></head><body><main><h1>A pier</h1><p>The lantern on the pier was lit by the \
        trust, and the trust is gone, as everybody in the town knows.</p><aside class=\"pullquote\"><p><b>The trust is \
        gone</b></p></aside><div class=\"infobox\"><h3><b>Lamps</b></h3><p>There is <b>one</b> lamp, and it is out.</p>\
        </div><table><tr><td><b>Year</b></td><td><b>Falls</b></td></tr><tr><td><b>1931</b></td><td>0</td></tr></table>\
        <p>Nobody took the lantern over, and nobody took it down, and so it hangs there still.</p></main></body></html>";
    let markdown = imported("a.html", page).markdown;
    for want in ["> The trust is gone\n", "> [!box] Lamps\n", "is **one** lamp", "| Year | Falls |", "| **1931** | 0 |"]
    {
        assert!(markdown.contains(want), "{want}\n{markdown}");
    }
}

#[test]
fn idem_is_the_author_of_the_note_before() {
    let text = "The lamp at the pier\n\nBy Una Harrow\n\nThe lamp has been paid for out of three funds since the war, \
        and each of them was meant for something else.¹ Nobody has asked which.²\n\n\
        ¹Mott, A. “What a Lamp Costs”, Nautical Accounts 4 (1991), 3.\n²Idem, “Waivers”, Nautical Accounts 9 (1996), 8.\n";
    let text = text.replace("Mott, A. “", "Mott, “");
    let works: Vec<String> = imported("a.txt", &text).works.into_iter().map(|work| work.key).collect();
    assert_eq!(works, ["mott1991", "mott1996"]);
}

#[test]
fn a_program_that_knows_no_author_is_not_believed() {
    let page = |author: &str| {
        let head = format!("<html><head><title>Locks</title><meta name=\"author\" content=\"{author}\"></head>");
        let words = "The lock was built in a single year and paid for in thirty of them, as all who live by it know. ";
        let text = format!("{head}<body><article><h1>Locks</h1><p>{words}</p><p>{words}</p></article></body></html>");
        imported("locks.html", &text).markdown
    };
    assert!(page("Una Harrow").contains("Una Harrow"));
    for nobody in ["Anonymous", "admin", "Microsoft Office User", " windows user "] {
        assert!(!page(nobody).contains("authors"), "{nobody}");
    }
}

#[test]
fn the_last_word_of_a_paragraph_is_no_page_number() {
    let text = "The care of locks\n\nBy Una Harrow\n\nThe lock was built in a single year and paid for in thirty of them, as all \
        who live\nby it know. Those who counted the boats that waited in front of it put the number at\n53.\n\x0c\
        The second page is about the people who paid for it, and about those who were paid, as far\nas they can be told \
        from each other.\n";
    let markdown = imported("a.txt", text).markdown;
    assert!(markdown.contains("put the number at 53."), "{markdown}");
}
