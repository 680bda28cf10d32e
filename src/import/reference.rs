//! The readings of notes, tied to the draft: which words of a note cite which work.
//!
//! What the notes say is read in [`crate::reference`]. Here it meets the pieces of the draft: at 0.9 and above a tie is
//! written silently, from 0.6 on with a review mark, and below the words stay as they are. Where a typed Ibid. stands for
//! a note that could not be read, a record holds its words, and both are tied to it.

mod unread;
mod yaml;

pub use self::yaml::entries;

use std::collections::{BTreeSet, HashSet};

use super::draft::{Cite, Draft, SURE};
use crate::base::span::{FileId, Span};
use crate::model::cite::Locator;
use crate::model::work::Work;
use crate::reference::{self, CiteReading, Form, LIKELY, Library, NoteText, Reading, Target, WorkRef};

/// A reference in a note: its bytes, its place in the work, the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub locator: Option<String>,
    pub work: Work,
}

/// Ties the notes to works and gives back those that are new. `known` are those that the site has.
pub fn tie(draft: &mut Draft, known: &[Work]) -> Vec<Work> {
    let words: Vec<Words> = (0..draft.notes.len()).map(|n| Words::of(draft, n)).collect();
    let notes: Vec<NoteText<'_>> = words
        .iter()
        .zip(&draft.notes)
        .zip(1..)
        .map(|((words, note), place)| NoteText {
            number: note.printed.parse().unwrap_or(place),
            text: &words.marked,
            tied: Vec::new(),
        })
        .collect();
    let reading = reference::read(&notes, &Library::new(known.to_vec()));
    let mut works = reading.works.clone();
    let weak = weak(&reading);
    // For each note the keys of the works that it cites.
    let mut cited: Vec<Vec<String>> = vec![Vec::new(); draft.notes.len()];
    for (n, note) in reading.notes.iter().enumerate() {
        for cite in note.cites.iter().rev() {
            let Target::Work(work) = &cite.target else { continue };
            if cite.confidence < LIKELY || weak.contains(work) {
                continue;
            }
            let key = key(work, &reading);
            // A note that repair could not tie to the note before it is left to a person.
            let doubted = draft.notes[n].antecedent.is_some_and(|(_, sure)| sure < SURE);
            if doubted && matches!(cite.form, Form::Ibid | Form::Loccit) {
                continue;
            }
            let range = words[n].plain(&cite.range);
            let found = Found {
                start: range.0,
                end: range.1,
                locator: cite.locator.as_ref().map(Locator::printed),
                work: empty(),
            };
            attach(draft, n, &found, &key);
            unlink(draft, n, &key, &mut works);
            told(draft, n, cite, &key);
            cited[n].insert(0, key);
        }
    }
    unread(draft, &words, &mut cited, &mut works, known);
    ibids(draft, &words, &reading, &mut cited);
    let used: BTreeSet<&String> = cited.iter().flatten().collect();
    works.retain(|work| used.contains(&work.key));
    works
}

/// Works whose full reference was too doubtful to be tied.
fn weak(reading: &Reading) -> HashSet<WorkRef> {
    let mut seen = HashSet::new();
    let mut out = HashSet::new();
    for cite in reading.notes.iter().flat_map(|note| &note.cites) {
        if let Target::Work(work) = &cite.target
            && seen.insert(work.clone())
            && matches!(work, WorkRef::New(_))
            && cite.confidence < LIKELY
        {
            out.insert(work.clone());
        }
    }
    out
}

fn key(work: &WorkRef, reading: &Reading) -> String {
    match work {
        WorkRef::Known(key) => key.clone(),
        WorkRef::New(n) => reading.works.get(*n).map(|work| work.key.clone()).unwrap_or_default(),
    }
}

/// The report's line, and the review mark of what is likely and not sure.
fn told(draft: &mut Draft, n: usize, cite: &CiteReading, key: &str) {
    let label = draft.notes[n].printed.clone();
    let line = draft.notes[n].at.line;
    if cite.confidence < reference::SURE {
        draft.notes[n].reviews.push(format!("is this {key}? Its record was read with doubts"));
    }
    #[allow(clippy::cast_possible_truncation, reason = "between 0 and 1")]
    draft.decide("references", format!("note {label} cites {key}"), (line, line), cite.confidence as f32);
}

/// The words of a note with its italics marked, and the way back.
struct Words {
    marked: String,
    /// Places in the marked text where a mark was put in.
    marks: Vec<usize>,
    whole: String,
}

impl Words {
    fn of(draft: &Draft, n: usize) -> Self {
        let mut out = Self { marked: String::new(), marks: Vec::new(), whole: String::new() };
        let note = &draft.notes[n];
        let Some(text) = note.text.first().filter(|_| !note.gone) else { return out };
        out.whole = text.plain().into_owned();
        // Marks inside a note would move the places.
        if out.whole != text.printed() {
            out.whole.clear();
            return out;
        }
        let mut italic = false;
        for piece in &text.pieces {
            // Spaces at the edge of italics are none.
            if piece.look.italic != italic && !piece.text.trim().is_empty() {
                let spaces = out.marked.len() - out.marked.trim_end().len();
                if italic && spaces > 0 {
                    let at = out.marked.len() - spaces;
                    out.marked.insert(at, '*');
                    out.marks.push(at);
                } else {
                    out.marks.push(out.marked.len());
                    out.marked.push('*');
                }
                italic = piece.look.italic;
            }
            out.marked.push_str(&piece.text);
        }
        if italic {
            out.marks.push(out.marked.len());
            out.marked.push('*');
        }
        out
    }

    /// A range of the marked text in the words as they are printed.
    fn plain(&self, range: &std::ops::Range<usize>) -> (usize, usize) {
        let at = |place: usize| place - self.marks.iter().filter(|mark| **mark < place).count();
        (at(range.start), at(range.end))
    }
}

/// An Ibid. stands for a note that names one source, in no form that can be read: the source gets a record of its words.
fn unread(draft: &mut Draft, words: &[Words], cited: &mut [Vec<String>], works: &mut Vec<Work>, known: &[Work]) {
    let targets: BTreeSet<usize> = draft
        .notes
        .iter()
        .filter_map(|note| note.antecedent)
        .filter(|(_, sure)| *sure >= SURE)
        .map(|(to, _)| to)
        .collect();
    let mut taken: HashSet<String> = known.iter().chain(works.iter()).map(|work| work.key.clone()).collect();
    for n in targets {
        if !cited[n].is_empty() {
            continue;
        }
        let Some(mut found) = unread::source(&words[n].whole) else { continue };
        let key = reference::free_key(&unread::stem(&found.work), found.work.year(), &mut taken);
        found.work.key.clone_from(&key);
        works.push(found.work.clone());
        attach(draft, n, &found, &key);
        unlink(draft, n, &key, works);
        let note = &mut draft.notes[n];
        note.reviews.push(format!("a record {key} was made of these words; complete it in the bibliography"));
        let what = format!("note {} names one source, in no known form: {key} holds its words", note.printed);
        let line = note.at.line;
        draft.decide("references", what, (line, line), 0.8);
        cited[n].push(key);
    }
}

/// Typed Ibid.s and their like whose note was read only now.
fn ibids(draft: &mut Draft, words: &[Words], reading: &Reading, cited: &mut [Vec<String>]) {
    for n in 0..draft.notes.len() {
        let Some((target, confidence)) = draft.notes[n].antecedent else { continue };
        let [key] = cited[target].as_slice() else { continue };
        if confidence < SURE || !cited[n].is_empty() {
            continue;
        }
        let Some(cite) =
            reading.notes.get(n).and_then(|note| note.cites.first()).filter(|cite| cite.form != Form::Full)
        else {
            continue;
        };
        let key = key.clone();
        let (start, end) = words[n].plain(&cite.range);
        let found = Found { start, end, locator: cite.locator.as_ref().map(Locator::printed), work: empty() };
        attach(draft, n, &found, &key);
        unlink(draft, n, &key, &mut []);
        cited[n] = vec![key];
    }
}

fn attach(draft: &mut Draft, note: usize, found: &Found, key: &str) {
    let Some(text) = draft.notes[note].text.first_mut() else { return };
    let (mut head, rest) = std::mem::take(text).split(found.start);
    let (mut middle, tail) = rest.split(found.end.saturating_sub(found.start));
    for piece in &mut middle.pieces {
        piece.cite = Some(Cite { key: key.to_owned(), locator: found.locator.clone() });
    }
    head.pieces.extend(middle.pieces);
    head.pieces.extend(tail.pieces);
    *text = head;
}

/// A link has no link in it: an address inside a tie becomes its words, and the work keeps it where it has none.
fn unlink(draft: &mut Draft, note: usize, key: &str, works: &mut [Work]) {
    let Some(text) = draft.notes[note].text.first_mut() else { return };
    for piece in text.pieces.iter_mut().filter(|piece| piece.cite.as_ref().is_some_and(|cite| cite.key == key)) {
        let Some(address) = piece.look.link.take() else { continue };
        let work = works.iter_mut().find(|work| work.key == key);
        if let Some(work) = work.filter(|work| work.field("URL").is_none() && address.starts_with("http")) {
            work.fields.push(("URL".to_owned(), address));
        }
    }
}

pub fn empty() -> Work {
    let span = Span::top(FileId(0));
    Work { key: String::new(), span, kind: String::new(), names: Vec::new(), dates: Vec::new(), fields: Vec::new() }
}
