//! Words that the format itself says to cite a work: the tie is certain, and so is the work.
//!
//! [`works`] gives the works their keys before the notes are read, so that a typed reference to the same work meets
//! it; [`attach`] ties the words.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::draft::{Cite, Draft, NOWHERE, Text};
use super::evidence::{Citation, Reading};
use crate::base::slug::slug;
use crate::model::work::{Name, Work};

/// What the citations of a document came to.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    /// Works that the site has not yet.
    pub works: Vec<Work>,
    /// For each citation its keys, in its order.
    keys: Vec<Vec<String>>,
}

/// Keys for all works that are cited; `known` are those of the site.
pub fn works(reading: &Reading, known: &[Work]) -> Ties {
    let mut out = Ties::default();
    if reading.citations.is_empty() {
        return out;
    }
    let mut shelf = Shelf::default();
    for work in known {
        shelf.add(work);
    }
    for citation in &reading.citations {
        let keys = citation.cited.iter().map(|cited| {
            shelf.find(&cited.work).unwrap_or_else(|| {
                let work = Work { key: shelf.new_key(&cited.work), ..cited.work.clone() };
                shelf.add(&work);
                out.works.push(work.clone());
                work.key
            })
        });
        let keys: Vec<String> = keys.collect();
        out.keys.push(keys);
    }
    out
}

/// The year of a work, and its key.
type Dated = (Option<i32>, String);

#[derive(Default)]
struct Shelf {
    keys: HashSet<String>,
    by_doi: HashMap<String, String>,
    /// By folded title and family name: year and key.
    by_title: HashMap<(String, String), Vec<Dated>>,
}

impl Shelf {
    fn add(&mut self, work: &Work) {
        self.keys.insert(work.key.clone());
        if let Some(doi) = work.field("DOI") {
            self.by_doi.entry(doi.to_lowercase()).or_insert_with(|| work.key.clone());
        }
        self.by_title.entry(folded(work)).or_default().push((work.year(), work.key.clone()));
    }

    /// The key of the same work.
    fn find(&self, work: &Work) -> Option<String> {
        let same_doi = work.field("DOI").and_then(|doi| self.by_doi.get(&doi.to_lowercase()));
        let near = |year: Option<i32>| year == work.year() || year.is_none() || work.year().is_none();
        let same_title = || self.by_title.get(&folded(work))?.iter().find(|(year, _)| near(*year)).map(|(_, key)| key);
        same_doi.or_else(same_title).cloned()
    }

    /// What the reference manager calls it, or family name and year.
    fn new_key(&self, work: &Work) -> String {
        let family = work.authors().first().map_or_else(|| work.title().to_owned(), Name::short);
        let name: String = slug(&family).chars().filter(|c| *c != '-').take(24).collect();
        let name = if name.is_empty() { "work".to_owned() } else { name };
        let made = format!("{name}{}", work.year().map_or_else(String::new, |year| year.to_string()));
        let stem = if work.key.is_empty() { made } else { work.key.clone() };
        let letters = ('b'..='z').map(|letter| format!("{stem}{letter}"));
        // So many works of one family and year share their letters; the next are counted by all that are there.
        let number = format!("{stem}-{}", self.keys.len());
        let mut all = std::iter::once(stem.clone()).chain(letters);
        all.find(|key| !self.keys.contains(key)).unwrap_or(number)
    }
}

fn folded(work: &Work) -> (String, String) {
    let fold =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    (fold(work.title()), work.authors().first().map_or_else(String::new, |name| fold(&name.short())))
}

/// Ties the words of the citations, and gives back the works that are new: `read` are those that notes were found to
/// name before; where the format knows better, they are cited no more.
pub fn attach(draft: &mut Draft, reading: &Reading, ties: Ties, read: Vec<Work>) -> Vec<Work> {
    if reading.citations.is_empty() {
        return read;
    }
    let mut told = Vec::new();
    for chunk in &mut draft.chunks {
        let doubts = tie(&mut chunk.text, reading, &ties, &mut told);
        chunk.reviews.extend(doubts);
    }
    for note in &mut draft.notes {
        for text in &mut note.text {
            let doubts = tie(text, reading, &ties, &mut told);
            note.reviews.extend(doubts);
        }
    }
    for Told { what, line, sure } in told {
        draft.decide("references", what, (line, line), if sure { 0.97 } else { 0.8 });
    }
    let texts = draft.chunks.iter().map(|chunk| &chunk.text).chain(draft.notes.iter().flat_map(|note| &note.text));
    let cites = texts.flat_map(|text| &text.pieces).filter_map(|piece| piece.cite.as_ref());
    let used: BTreeSet<&str> = cites.map(|cite| cite.key.as_str()).collect();
    ties.works.into_iter().chain(read.into_iter().filter(|work| used.contains(work.key.as_str()))).collect()
}

struct Told {
    what: String,
    line: u32,
    sure: bool,
}

/// Ties the citations of one text; gives back its doubts.
fn tie(text: &mut Text, reading: &Reading, ties: &Ties, told: &mut Vec<Told>) -> Vec<String> {
    let mut doubts = Vec::new();
    let mut cites: Vec<(Range<usize>, Cite)> = Vec::new();
    let mut seen = 0;
    for pieces in text.pieces.chunk_by(|a, b| a.look.cite == b.look.cite && a.mark.is_none() && b.mark.is_none()) {
        let words: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let start = seen;
        seen += words.len();
        let Some(at) = pieces[0].look.cite.filter(|_| pieces[0].mark.is_none()) else { continue };
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let (Some(citation), Some(keys)) = (reading.citations.get(at), ties.keys.get(at)) else { continue };
        let row = pieces.iter().map(|piece| piece.row).find(|row| *row != NOWHERE).unwrap_or(0);
        let line = reading.lines.get(row as usize).map_or(0, |line| line.at.line);
        let parts = parts(&words, citation);
        if parts.is_empty() {
            continue;
        }
        let sure = parts.len() == keys.len();
        for ((part, key), cited) in parts.iter().zip(keys).zip(&citation.cited) {
            let cite = Cite { key: key.clone(), locator: cited.locator.clone() };
            cites.push((start + part.start..start + part.end, cite));
        }
        let shown = words.trim();
        let what = format!("“{shown}” cites {}, as {} says", keys.join(", "), citation.by);
        if !sure {
            doubts.push(format!("“{shown}” cites several works, and only the first is tied: {}", keys.join(", ")));
        }
        told.push(Told { what, line, sure });
    }
    if cites.is_empty() {
        return doubts;
    }
    let mut places: Vec<usize> = cites.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    places.dedup();
    let mut parts = std::mem::take(text).cut(&places);
    for (range, cite) in cites {
        let part = places.binary_search(&range.start).ok().and_then(|at| parts.get_mut(at + 1));
        for piece in part.into_iter().flat_map(|part| &mut part.pieces) {
            piece.cite = Some(cite.clone());
        }
    }
    text.pieces = parts.into_iter().flat_map(|part| part.pieces).collect();
    doubts
}

/// The words of each work of a citation; those of the whole where they cannot be told apart.
fn parts(words: &str, citation: &Citation) -> Vec<Range<usize>> {
    let whole = trimmed(words, 0..words.len());
    let inner = &words[whole.clone()];
    let bracketed = [('(', ')'), ('[', ']')]
        .iter()
        .any(|(open, close)| inner.starts_with(*open) && inner.ends_with(*close) && inner.matches(*open).count() == 1);
    let whole = if bracketed { trimmed(words, whole.start + 1..whole.end - 1) } else { whole };
    let count = citation.cited.len();
    if whole.is_empty() || count == 1 {
        return if whole.is_empty() { Vec::new() } else { vec![whole] };
    }
    for sign in [';', ','] {
        let mut places = vec![whole.start];
        places.extend(words[whole.clone()].match_indices(sign).map(|(at, _)| whole.start + at + 1));
        if places.len() == count {
            let ends = places[1..].iter().map(|next| next - 1).chain([whole.end]);
            return places.iter().copied().zip(ends).map(|(start, end)| trimmed(words, start..end)).collect();
        }
    }
    // In a sentence each begins with a name.
    let mut places = Vec::new();
    let mut from = whole.start;
    for cited in &citation.cited {
        let family = cited.work.authors().first().map(Name::short).unwrap_or_default();
        let found = words.get(from..whole.end).filter(|_| family.len() > 1).and_then(|rest| rest.find(&family));
        let Some(at) = found.map(|at| from + at) else { return vec![whole] };
        places.push(at);
        from = at + family.len();
    }
    if let Some(first) = places.first_mut() {
        *first = whole.start;
    }
    let ends: Vec<usize> = places.iter().skip(1).copied().chain([whole.end]).collect();
    places.into_iter().zip(ends).map(|(start, end)| trimmed(words, start..end)).collect()
}

/// A range without white space at its ends, nor what parts it from the next one.
fn trimmed(words: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = words.get(range.clone()) else { return range.start..range.start };
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.start + part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::{FileId, Span};
    use crate::import::evidence::Cited;

    fn cited(family: &str) -> Cited {
        let name = Name::Person {
            family: family.to_owned(),
            given: String::new(),
            particle: String::new(),
            suffix: String::new(),
        };
        let work = Work {
            key: String::new(),
            span: Span { file: FileId(0), start: 0, end: 0 },
            kind: "book".to_owned(),
            names: vec![("author".to_owned(), vec![name])],
            dates: Vec::new(),
            fields: vec![("title".to_owned(), family.to_owned())],
        };
        Cited { work, locator: None }
    }

    #[track_caller]
    fn check(words: &str, families: &[&str], want: &[&str]) {
        let citation = Citation { by: "Zotero", cited: families.iter().map(|family| cited(family)).collect() };
        let found: Vec<&str> = parts(words, &citation).into_iter().map(|range| &words[range]).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn each_work_has_its_words() {
        check("(Vell 2011, 17)", &["Vell"], &["Vell 2011, 17"]);
        check("(Vell 2011; Haddon 1998, 4)", &["Vell", "Haddon"], &["Vell 2011", "Haddon 1998, 4"]);
        check("[1,2]", &["Vell", "Haddon"], &["1", "2"]);
        check(
            "See Vell, Dues, 17, and Haddon, Lamps.",
            &["Vell", "Haddon"],
            &["See Vell, Dues, 17, and", "Haddon, Lamps."],
        );
        check("Ibid., 19.", &["Vell"], &["Ibid., 19."]);
        check("Both say so, as it is, too.", &["Vell", "Haddon"], &["Both say so, as it is, too."]);
        check(" ", &["Vell"], &[]);
    }
}
