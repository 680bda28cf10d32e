//! Numbers of notes, by first reference in reading order.
//!
//! Noterefs of the text come first, then those inside the notes in order of number. What nothing refers to comes last,
//! in order of definition: its words stay. Notes are not printed here, and no noteref is dropped in silence.

use std::collections::{HashMap, HashSet};

use super::diag;
use super::reading::{MarkKind, Part, Reading, to_u32};
use super::sentences::Sentences;
use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::base::text::nearest;
use crate::model::briefing::Note;
use crate::model::cite::CiteForm;
use crate::model::config::Dialect;
use crate::model::facts::NorefFacts;
use crate::model::inline::Noteref;

pub struct Numbering {
    /// `notes[0]` is note 1.
    pub notes: Vec<Entry>,
    /// Sentences are numbers among all.
    pub noterefs: Vec<NorefFacts>,
}

pub struct Entry {
    pub note: Numbered,
    pub references: u32,
    /// Of the first reference; a note that is referred to in a note stands where that one does.
    pub section: u32,
    pub sentence: Option<u32>,
}

#[derive(Clone, Copy)]
pub enum Numbered {
    /// Index into the briefing's notes.
    Defined(usize),
    /// A formatted citation in the body makes a note of its own (note styles).
    Made { mark: usize, span: Span },
}

/// How many labels are looked through for one that was meant, and how often: work stays linear.
const LABELS: usize = 512;
const GUESSES: usize = 32;

pub fn number(
    reading: &Reading<'_, '_>,
    notes: &[Note<'_>],
    sentences: &mut Sentences,
    dialect: Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> Numbering {
    let mut labels = HashMap::with_capacity(notes.len());
    for (index, note) in notes.iter().enumerate().filter(|(_, note)| !note.duplicate) {
        labels.entry(&*note.label).or_insert(index);
    }
    let mut numbers = Numbers {
        labels,
        notes,
        number_of: vec![0; notes.len()],
        entries: Vec::with_capacity(notes.len()),
        noterefs: Vec::with_capacity(notes.len()),
        links: vec![Vec::new(); notes.len()],
        guesses: 0,
        diagnostics,
    };
    numbers.body(reading, sentences, dialect);
    numbers.inside_notes(reading);
    numbers.unused(reading);
    numbers.rings();
    for (index, note) in notes.iter().enumerate() {
        if is_empty(reading, &reading.notes[index]) {
            numbers.diagnostics.push(diag::empty_note(note.label_span, &note.label));
        }
    }
    Numbering { notes: numbers.entries, noterefs: numbers.noterefs }
}

struct Numbers<'l, 'n, 's, 'd> {
    labels: HashMap<&'l str, usize>,
    notes: &'n [Note<'s>],
    /// 0: none yet.
    number_of: Vec<u32>,
    entries: Vec<Entry>,
    noterefs: Vec<NorefFacts>,
    /// Noterefs from note to note, by definition.
    links: Vec<Vec<(usize, Span)>>,
    guesses: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Numbers<'_, '_, '_, '_> {
    fn body(&mut self, reading: &Reading<'_, '_>, sentences: &mut Sentences, dialect: Dialect) {
        for index in reading.body.marks.clone() {
            let mark = &reading.marks[index];
            let section = reading.runs[mark.run].section;
            match mark.kind {
                MarkKind::Noteref(noteref) => {
                    let sentence = sentences.before(mark.run, mark.at);
                    sentences.keep_one(sentence);
                    self.refer(noteref, section, sentence, sentence);
                }
                MarkKind::Cite(group) if dialect.note_style && !matches!(group.form, CiteForm::Tied(_)) => {
                    let sentence = sentences.at(mark.run, mark.at);
                    sentences.keep_one(sentence);
                    let note = Numbered::Made { mark: index, span: group.span };
                    self.entries.push(Entry { note, references: 1, section, sentence });
                    let note = to_u32(self.entries.len());
                    self.noterefs.push(NorefFacts { span: group.span, note, nth: 1, section, sentence });
                }
                _ => {}
            }
        }
    }

    /// The list of notes grows while it is read.
    fn inside_notes(&mut self, reading: &Reading<'_, '_>) {
        let mut at = 0;
        while at < self.entries.len() {
            self.inside(reading, at);
            at += 1;
        }
    }

    fn inside(&mut self, reading: &Reading<'_, '_>, at: usize) {
        let Entry { note: Numbered::Defined(from), section, sentence, .. } = self.entries[at] else { return };
        for mark in &reading.marks[reading.notes[from].marks.clone()] {
            if let MarkKind::Noteref(noteref) = mark.kind
                && let Some(to) = self.refer(noteref, section, None, sentence)
            {
                self.links[from].push((to, noteref.span));
            }
        }
    }

    /// Counts one noteref; `carried` is the sentence that a note first referred to here stands for.
    fn refer(
        &mut self,
        noteref: &Noteref<'_>,
        section: u32,
        sentence: Option<u32>,
        carried: Option<u32>,
    ) -> Option<usize> {
        let Some(&index) = self.labels.get(&*noteref.label) else {
            self.unresolved(noteref);
            return None;
        };
        if self.number_of[index] == 0 {
            self.enter(index, section, carried);
        }
        let note = self.number_of[index];
        let entry = &mut self.entries[note as usize - 1];
        entry.references += 1;
        self.noterefs.push(NorefFacts { span: noteref.span, note, nth: entry.references, section, sentence });
        Some(index)
    }

    fn enter(&mut self, index: usize, section: u32, sentence: Option<u32>) {
        self.entries.push(Entry { note: Numbered::Defined(index), references: 0, section, sentence });
        self.number_of[index] = to_u32(self.entries.len());
    }

    /// Notes that the text does not reach. Only the first of a chain is reported: the others hang on it.
    fn unused(&mut self, reading: &Reading<'_, '_>) {
        let reached = self.entries.len();
        if self.number_of.iter().all(|number| *number != 0) {
            return;
        }
        let mut leads = vec![true; self.notes.len()];
        for (from, part) in reading.notes.iter().enumerate() {
            for mark in &reading.marks[part.marks.clone()] {
                if let MarkKind::Noteref(noteref) = mark.kind
                    && let Some(to) = self.labels.get(&*noteref.label)
                    && *to != from
                {
                    leads[*to] = false;
                }
            }
        }
        let order: Vec<usize> = (0..self.notes.len()).filter(|index| self.number_of[*index] == 0).collect();
        let mut hanging: HashSet<usize> = HashSet::new();
        // First those that nothing refers to, then what is left: rings of notes.
        for lead in [true, false] {
            for &index in order.iter().filter(|index| leads[**index] == lead) {
                if hanging.insert(index) {
                    let note = &self.notes[index];
                    if !note.duplicate {
                        self.diagnostics.push(diag::unused_note(note.label_span, &note.label));
                    }
                    self.follow(reading, index, &mut hanging);
                }
            }
        }
        for index in order {
            self.enter(index, 0, None);
        }
        for at in reached..self.entries.len() {
            self.inside(reading, at);
        }
    }

    fn follow(&self, reading: &Reading<'_, '_>, index: usize, hanging: &mut HashSet<usize>) {
        let mut open = vec![index];
        while let Some(from) = open.pop() {
            for mark in &reading.marks[reading.notes[from].marks.clone()] {
                if let MarkKind::Noteref(noteref) = mark.kind
                    && let Some(to) = self.labels.get(&*noteref.label)
                    && hanging.insert(*to)
                {
                    open.push(*to);
                }
            }
        }
    }

    /// Reports each noteref that closes a ring of notes (THREATS E4), and each note that refers to itself, once.
    fn rings(&mut self) {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done,
        }
        if self.links.iter().all(Vec::is_empty) {
            return;
        }
        let mut state = vec![State::New; self.notes.len()];
        let mut told = HashSet::new();
        let order: Vec<usize> = self
            .entries
            .iter()
            .filter_map(|entry| if let Numbered::Defined(index) = entry.note { Some(index) } else { None })
            .collect();
        for start in order {
            if state[start] != State::New {
                continue;
            }
            state[start] = State::Open;
            let mut path = vec![(start, 0)];
            while let Some((from, next)) = path.last_mut() {
                let from = *from;
                let Some(&(to, span)) = self.links[from].get(*next) else {
                    state[from] = State::Done;
                    path.pop();
                    continue;
                };
                *next += 1;
                match state[to] {
                    State::New => {
                        state[to] = State::Open;
                        path.push((to, 0));
                    }
                    State::Open if told.insert((from, to)) => {
                        let note = &self.notes[to];
                        self.diagnostics.push(diag::self_referring_note(
                            span,
                            &note.label,
                            (from != to).then_some(note.label_span),
                        ));
                    }
                    _ => {}
                }
            }
        }
    }

    fn unresolved(&mut self, noteref: &Noteref<'_>) {
        self.guesses += 1;
        // A label of one or two signs is near to any other.
        let short = |label: &str| (3..=64).contains(&label.len());
        let near = if self.guesses <= GUESSES && short(&noteref.label) {
            let labels = self.notes.iter().take(LABELS).map(|note| &*note.label).filter(|label| short(label));
            nearest(&noteref.label, labels)
        } else {
            None
        };
        self.diagnostics.push(diag::unresolved_noteref(noteref.span, &noteref.label, near));
    }
}

fn is_empty(reading: &Reading<'_, '_>, part: &Part) -> bool {
    part.marks.is_empty()
        && !part.solid
        && reading.runs[part.runs.clone()].iter().all(|run| reading.slice(&run.text).trim().is_empty())
}
