//! From a span in the tree to its row in the facts: sorted lists and binary search.

use crate::model::briefing::Briefing;
use crate::model::facts::{CiteTarget, Facts, MentionFacts, Sentence};

/// The rows of one article's facts by where they start in the source.
pub struct Index<'a> {
    pub noterefs: Starts,
    /// Cites with a key, by the start of the key.
    pub cites: Starts,
    /// The first cite of each citation.
    pub groups: Starts,
    /// Typed Ibid. without a tie, by the start of the word.
    pub ibids: Starts,
    pub links: Starts,
    pub files: Starts,
    pub pulls: Starts,
    /// Headings; the section before the first is not among them.
    pub sections: Starts,
    pub tables: Starts,
    /// Notes of the tree, by the start of their definition.
    pub notes: Starts,
    /// Notes of the tree by label; the first of a label comes first.
    labels: Vec<(&'a str, usize)>,
}

impl<'a> Index<'a> {
    pub fn new(briefing: &'a Briefing<'_>, facts: &Facts) -> Self {
        let keyed = |want: bool| {
            facts.cites.iter().enumerate().filter(move |(_, cite)| matches!(cite.target, CiteTarget::Key(_)) == want)
        };
        let mut labels: Vec<_> = briefing.notes.iter().enumerate().map(|(n, note)| (&*note.label, n)).collect();
        labels.sort_unstable();
        Self {
            noterefs: Starts::new(facts.noterefs.iter().map(|noteref| noteref.span.start).enumerate()),
            cites: Starts::new(keyed(true).map(|(n, cite)| (n, cite.span.start))),
            groups: Starts::new(keyed(true).map(|(n, cite)| (n, cite.group.start))),
            ibids: Starts::new(keyed(false).map(|(n, cite)| (n, cite.span.start))),
            links: Starts::new(facts.links.iter().map(|link| link.span.start).enumerate()),
            files: Starts::new(facts.files.iter().map(|file| file.span.start).enumerate()),
            pulls: Starts::new(facts.pulls.iter().map(|pull| pull.span.start).enumerate()),
            sections: Starts::new(facts.sections.iter().map(|section| section.span.start).enumerate().skip(1)),
            tables: Starts::new(facts.tables.iter().map(|table| table.start).enumerate()),
            notes: Starts::new(briefing.notes.iter().map(|note| note.span.start).enumerate()),
            labels,
        }
    }

    /// The note of the tree that is defined here; failing that, the first with this label.
    pub fn note(&self, start: u32, label: &str) -> Option<usize> {
        if let Some(note) = self.notes.at(start) {
            return Some(note);
        }
        let at = self.labels.partition_point(|(other, _)| *other < label);
        self.labels.get(at).filter(|(other, _)| *other == label).map(|(_, n)| *n)
    }
}

/// Row numbers by start, sorted.
pub struct Starts(Vec<(u32, u32)>);

impl Starts {
    fn new(rows: impl Iterator<Item = (usize, u32)>) -> Self {
        let mut rows: Vec<_> = rows.filter_map(|(row, start)| Some((start, u32::try_from(row).ok()?))).collect();
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        Self(rows)
    }

    /// The first row that starts here.
    pub fn at(&self, start: u32) -> Option<usize> {
        let at = self.0.partition_point(|(other, _)| *other < start);
        self.0.get(at).filter(|(other, _)| *other == start).map(|(_, row)| *row as usize)
    }

    /// The first start, and its row, within `from..to`.
    pub fn within(&self, from: u32, to: u32) -> Option<(u32, usize)> {
        let at = self.0.partition_point(|(other, _)| *other < from);
        self.0.get(at).filter(|(other, _)| *other < to).map(|(start, row)| (*start, *row as usize))
    }
}

/// The sentences with an address in the paragraph that starts at `start`.
pub fn sentences(facts: &Facts, start: u32) -> &[Sentence] {
    run(&facts.sentences, start, |sentence| sentence.paragraph)
}

/// The names of entities in the paragraph that starts at `start`.
pub fn mentions(facts: &Facts, start: u32) -> &[MentionFacts] {
    run(&facts.mentions, start, |mention| mention.paragraph)
}

/// The id of the paragraph that starts at `start`.
pub fn paragraph_id(facts: &Facts, start: u32) -> Option<&str> {
    run(&facts.paragraphs, start, |paragraph| paragraph.start).first().map(|paragraph| paragraph.id.as_str())
}

fn run<T>(rows: &[T], key: u32, of: impl Fn(&T) -> u32) -> &[T] {
    let from = rows.partition_point(|row| of(row) < key);
    let len = rows[from..].partition_point(|row| of(row) == key);
    &rows[from..from + len]
}
