//! Footnotes, endnotes and comments: each has a part of its own, and ids that are its own.

use std::collections::BTreeMap;

use super::document::{self, Document, Place};
use super::runs::{Making, is_own_mark};
use super::xml::{Element, Tree};
use super::{Part, Parts, blocks, field};
use crate::import::evidence::{Look, Mark, Run};

#[derive(Debug, Default)]
pub struct Notes<'t> {
    written: BTreeMap<Id, Element<'t>>,
    labels: BTreeMap<Id, String>,
    /// In the order of their first marks.
    order: Vec<Id>,
    footnotes: u32,
    endnotes: u32,
    with_own_marks: u32,
    /// There are real footnotes, so that endnotes need other labels.
    both: bool,
    /// Marks that authors chose, by label, until the note is read.
    pub own_marks: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Id {
    endnote: bool,
    id: String,
}

pub fn read(parts: &Parts) -> Notes<'_> {
    let mut out = Notes::default();
    for (part, endnote) in [(&parts.footnotes, false), (&parts.endnotes, true)] {
        for note in part.iter().flat_map(|part| part.tree.root().children()) {
            // Lines between text and notes are kept as notes of a type.
            let separates = note.attribute("type").is_some_and(|it| it != "normal");
            if let Some(id) =
                note.attribute("id").filter(|_| !separates && matches!(note.word(), "footnote" | "endnote"))
            {
                out.both |= !endnote;
                out.written.insert(Id { endnote, id: id.to_owned() }, note);
            }
        }
    }
    out
}

/// A mark in the text. Footnotes are 1, 2, 3; endnotes too where there are no footnotes, and e1, e2 otherwise.
pub fn refer(document: &mut Document, run: Element, reference: Element, making: &mut Making, look: &Look) {
    let id = Id {
        endnote: reference.name() == "endnoteReference",
        id: reference.attribute("id").unwrap_or_default().into(),
    };
    let notes = &mut document.notes;
    if !notes.written.contains_key(&id) || making.dropped.is_some() {
        return;
    }
    let mark = if is_own_mark(reference) { document::words(run) } else { String::new() };
    let label = match notes.labels.get(&id) {
        Some(label) => label.clone(),
        None => new_label(notes, &id, mark.trim()),
    };
    let look = Look { link: None, ..look.clone() };
    making.runs.push(Run { text: mark.trim().to_owned(), look, mark: Some(Mark::Noteref(label)) });
}

fn new_label(notes: &mut Notes, id: &Id, mark: &str) -> String {
    let label = if mark.is_empty() {
        let count = if id.endnote { &mut notes.endnotes } else { &mut notes.footnotes };
        *count += 1;
        if id.endnote && notes.both { format!("e{count}") } else { count.to_string() }
    } else {
        notes.with_own_marks += 1;
        format!("mark{}", notes.with_own_marks)
    };
    if !mark.is_empty() {
        notes.own_marks.insert(label.clone(), mark.to_owned());
    }
    notes.labels.insert(id.clone(), label.clone());
    notes.order.push(id.clone());
    label
}

/// The notes themselves, after the text.
pub fn emit<'t>(document: &mut Document<'t>, parts: &'t Parts) {
    let mut at = 0;
    // A note with a mark in it lengthens the list; each note comes once.
    while at < document.notes.order.len() {
        let id = document.notes.order[at].clone();
        at += 1;
        let (Some(note), Some(label)) =
            (document.notes.written.get(&id).copied(), document.notes.labels.get(&id).cloned())
        else {
            continue;
        };
        enter(document, if id.endnote { parts.endnotes.as_ref() } else { parts.footnotes.as_ref() });
        document.gap = false;
        blocks::read(document, note, &Place::Note(label));
        document.boxes.clear();
    }
    let unused: Vec<String> = document
        .notes
        .written
        .iter()
        .filter(|(id, _)| !document.notes.labels.contains_key(id))
        .map(|(_, it)| document::words(*it))
        .collect();
    for words in unused {
        document::drop_words(document, &words, "note that nothing in the text refers to");
    }
}

/// Notes refer to other parts by relations of their own, and a field does not reach from one part into another.
pub fn enter<'t>(document: &mut Document<'t>, part: Option<&'t Part>) {
    if let Some(part) = part
        && !std::ptr::eq(document.relations, &raw const part.relations)
    {
        document.relations = &part.relations;
        document.fields = field::of_part(&part.tree);
    }
}

/// What readers of a draft wrote beside it is no part of the text.
pub fn comments(document: &mut Document, tree: Option<&Tree>) {
    for comment in tree.into_iter().flat_map(|tree| tree.root().children()).filter(|it| it.word() == "comment") {
        let line = comment.attribute("id").and_then(|id| document.comments.get(id)).copied();
        document.line = line.unwrap_or(document.line);
        document::drop_words(document, &document::words(comment), "comment");
    }
}
