//! Notes of invented documents, family by family, and what is read out of them.

mod books;
mod hostile;
mod language_free;
mod languages;
mod law;
mod short;

use std::fmt::Write as _;

use expect_test::Expect;

use super::{CiteReading, Library, NoteText, Reading, Target, WorkRef, read};
use crate::model::work::Name;

/// Reads the notes of one document, numbered from 1, and shows each citation on a line.
#[track_caller]
fn check(notes: &[&str], want: &Expect) {
    want.assert_eq(&shown(notes, &Library::default()));
}

fn shown(texts: &[&str], library: &Library) -> String {
    let notes: Vec<NoteText<'_>> =
        texts.iter().zip(1..).map(|(text, number)| NoteText { number, text, tied: Vec::new() }).collect();
    let reading = read(&notes, library);
    let mut out = String::new();
    for (number, note) in (1..).zip(&reading.notes) {
        if note.cites.is_empty() {
            let _ = writeln!(out, "{number} cites nothing");
        }
        for cite in &note.cites {
            let _ = writeln!(out, "{number} {}", line(cite, &reading));
        }
    }
    out
}

fn line(cite: &CiteReading, reading: &Reading) -> String {
    let key = |work: &WorkRef| match work {
        WorkRef::Known(key) => key.clone(),
        WorkRef::New(n) => reading.works[*n].key.clone(),
    };
    let target = match &cite.target {
        Target::Work(work) => key(work),
        Target::Ambiguous(list) => format!("one of {:?}", list.iter().map(key).collect::<Vec<_>>()),
    };
    let sure = match cite.confidence {
        sure if sure >= super::SURE => "",
        sure if sure >= super::LIKELY => " (likely)",
        _ => " (doubtful)",
    };
    let mut parts = vec![format!("{} {target}{sure}", cite.form.name())];
    let stated = &cite.stated;
    parts.extend((!stated.kind.is_empty()).then(|| stated.kind.to_owned()));
    for (role, names) in [("by", &stated.authors), ("ed", &stated.editors), ("tr", &stated.translators)] {
        if !names.is_empty() {
            parts.push(format!("{role} {}", names.iter().map(Name::family_first).collect::<Vec<_>>().join("; ")));
        }
    }
    parts.extend(stated.fields.iter().map(|(field, value)| format!("{} {value}", field.name())));
    parts.extend(stated.year.map(|year| year.to_string()));
    parts.extend(cite.locator.as_ref().map(|place| format!("at {} {}", place.label.csl(), place.value)));
    parts.extend(cite.resolved_locator.as_ref().map(|place| format!("inherits {} {}", place.label.csl(), place.value)));
    parts.extend(cite.signal.as_ref().map(|signal| format!("signal {signal}")));
    parts.extend((!stated.text_after.is_empty()).then(|| format!("then {:?}", stated.text_after)));
    parts.join(" | ")
}
