//! What was read out of notes, as JSON; `docs/citations.md` is its contract.

use std::path::Path;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::cmd::Failure;
use crate::model::cite::Locator;
use crate::model::work::Name;
use crate::reference::{CiteReading, MergeProposal, NoteReading, NoteText, Reading, Target, WorkRef};

/// The notes of one file and what was read in them.
#[derive(Debug)]
pub struct Document<'a> {
    pub file: &'a Path,
    pub notes: &'a [NoteText<'a>],
    pub reading: &'a Reading,
}

/// One document is printed as it is, several as a list; each says the name of its file.
pub fn print(documents: &[Document<'_>]) -> Result<String, Failure> {
    let text = match documents {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    let mut text = text.map_err(|error| Failure::new(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { file, notes, reading } = self;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("file", &file.to_string_lossy())?;
        let notes = notes.iter().zip(&reading.notes).map(|(note, read)| ReadNote { note, read, reading });
        map.serialize_entry("notes", &List(notes))?;
        if !reading.proposals.is_empty() {
            let proposals = reading.proposals.iter().map(|proposal| Proposal { proposal, reading });
            map.serialize_entry("merge_proposals", &List(proposals))?;
        }
        map.end()
    }
}

/// What an iterator gives, as an array.
struct List<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        for item in self.0.clone() {
            list.serialize_element(&item)?;
        }
        list.end()
    }
}

struct ReadNote<'a> {
    note: &'a NoteText<'a>,
    read: &'a NoteReading,
    reading: &'a Reading,
}

impl Serialize for ReadNote<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("n", &self.note.number)?;
        map.serialize_entry("text", self.note.text)?;
        let cites = self.read.cites.iter().map(|cite| ReadCite { cite, reading: self.reading });
        map.serialize_entry("cites", &List(cites))?;
        map.end()
    }
}

struct Proposal<'a> {
    proposal: &'a MergeProposal,
    reading: &'a Reading,
}

impl Serialize for Proposal<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let MergeProposal { one, other, reason } = self.proposal;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("one", &key(one, self.reading))?;
        map.serialize_entry("other", &key(other, self.reading))?;
        map.serialize_entry("reason", reason)?;
        map.end()
    }
}

fn key<'a>(work: &'a WorkRef, reading: &'a Reading) -> Option<&'a str> {
    match work {
        WorkRef::Known(key) => Some(key),
        WorkRef::New(n) => reading.works.get(*n).map(|work| work.key.as_str()),
    }
}

struct ReadCite<'a> {
    cite: &'a CiteReading,
    reading: &'a Reading,
}

impl Serialize for ReadCite<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { cite, reading } = self;
        let mut map = to.serialize_map(None)?;
        match &cite.target {
            Target::Work(work) => map.serialize_entry("work", &key(work, reading))?,
            Target::Ambiguous(candidates) => {
                map.serialize_entry("work", &None::<&str>)?;
                map.serialize_entry("ambiguous", &true)?;
                map.serialize_entry("candidates", &List(candidates.iter().map(|work| key(work, reading))))?;
            }
        }
        let stated = &cite.stated;
        map.serialize_entry("form", cite.form.name())?;
        text(&mut map, "type", stated.kind)?;
        for (field, people) in
            [("authors", &stated.authors), ("editors", &stated.editors), ("translators", &stated.translators)]
        {
            if !people.is_empty() {
                map.serialize_entry(field, &List(people.iter().map(Person)))?;
            }
        }
        for (field, value) in &stated.fields {
            text(&mut map, field.name(), value)?;
        }
        if let Some(year) = stated.year {
            map.serialize_entry("year", &year)?;
        }
        for (field, locator) in [("locator", &cite.locator), ("resolved_locator", &cite.resolved_locator)] {
            if let Some(locator) = locator {
                map.serialize_entry(field, &Place(locator))?;
            }
        }
        text(&mut map, "signal", cite.signal.as_deref().unwrap_or(""))?;
        if let Some(number) = stated.note_ref {
            map.serialize_entry("note_ref", &number)?;
        }
        text(&mut map, "text_before", &stated.text_before)?;
        text(&mut map, "text_after", &stated.text_after)?;
        map.serialize_entry("range", &[cite.range.start, cite.range.end])?;
        map.serialize_entry("confidence", &((cite.confidence * 1000.0).round() / 1000.0))?;
        map.end()
    }
}

/// An entry that is left out where nothing is said.
fn text<M: SerializeMap>(map: &mut M, field: &str, value: &str) -> Result<(), M::Error> {
    if value.is_empty() { Ok(()) } else { map.serialize_entry(field, value) }
}

struct Person<'a>(&'a Name);

impl Serialize for Person<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self.0 {
            Name::Literal(name) => map.serialize_entry("literal", name)?,
            Name::Person { family, given, particle, suffix } => {
                if particle.is_empty() {
                    map.serialize_entry("family", family)?;
                } else {
                    map.serialize_entry("family", &format_args!("{particle} {family}"))?;
                }
                match (given.is_empty(), suffix.is_empty()) {
                    (true, true) => {}
                    (false, true) => map.serialize_entry("given", given)?,
                    (_, false) => map.serialize_entry("given", &format_args!("{given}, {suffix}"))?,
                }
            }
        }
        map.end()
    }
}

struct Place<'a>(&'a Locator);

impl Serialize for Place<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("label", self.0.label.csl())?;
        map.serialize_entry("value", &self.0.value)?;
        map.end()
    }
}
