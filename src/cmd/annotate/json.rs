//! What was read out of notes, as JSON; `docs/citations.md` is its contract.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::cmd::Failure;
use crate::model::cite::Locator;
use crate::model::work::Name;
use crate::reference::{CiteReading, NoteText, Reading, Target, WorkRef};

/// One document's notes are printed as they are, several as a list with the name of each file.
pub fn print(files: &[PathBuf], notes: Vec<Value>) -> Result<String, Failure> {
    let named = files.iter().zip(notes).map(|(file, mut value)| {
        value["file"] = Value::String(file.display().to_string());
        value
    });
    let mut list: Vec<Value> = named.collect();
    let value = if list.len() == 1 { list.swap_remove(0) } else { Value::Array(list) };
    let mut text = serde_json::to_string_pretty(&value).map_err(|error| Failure::new(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// The notes of one document.
pub fn notes(notes: &[NoteText<'_>], reading: &Reading) -> Value {
    let key = |work: &WorkRef| key(work, reading);
    let list = notes.iter().zip(&reading.notes).map(|(note, read)| {
        let cites: Vec<Value> = read.cites.iter().map(|cite| self::cite(cite, &key)).collect();
        json!({ "n": note.number, "text": note.text, "cites": cites })
    });
    let proposals = reading
        .proposals
        .iter()
        .map(|proposal| json!({ "one": key(&proposal.one), "other": key(&proposal.other), "reason": proposal.reason }));
    let mut out = json!({ "notes": list.collect::<Vec<_>>() });
    let proposals: Vec<Value> = proposals.collect();
    if !proposals.is_empty() {
        out["merge_proposals"] = Value::Array(proposals);
    }
    out
}

fn key(work: &WorkRef, reading: &Reading) -> Value {
    match work {
        WorkRef::Known(key) => Value::String(key.clone()),
        WorkRef::New(n) => reading.works.get(*n).map_or(Value::Null, |work| Value::String(work.key.clone())),
    }
}

fn cite(cite: &CiteReading, key: &dyn Fn(&WorkRef) -> Value) -> Value {
    let mut out = Map::new();
    match &cite.target {
        Target::Work(work) => {
            out.insert("work".to_owned(), key(work));
        }
        Target::Ambiguous(candidates) => {
            out.insert("work".to_owned(), Value::Null);
            out.insert("ambiguous".to_owned(), Value::Bool(true));
            out.insert("candidates".to_owned(), candidates.iter().map(key).collect());
        }
    }
    let mut put = |field: &str, value: Value| {
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if !empty {
            out.insert(field.to_owned(), value);
        }
    };
    let stated = &cite.stated;
    put("form", json!(cite.form.name()));
    put("type", json!(stated.kind));
    put("authors", names(&stated.authors));
    put("editors", names(&stated.editors));
    put("translators", names(&stated.translators));
    for (field, value) in &stated.fields {
        put(field.name(), json!(value));
    }
    put("year", stated.year.map_or(Value::Null, |year| json!(year)));
    put("locator", cite.locator.as_ref().map_or(Value::Null, locator));
    put("resolved_locator", cite.resolved_locator.as_ref().map_or(Value::Null, locator));
    put("signal", json!(cite.signal));
    put("note_ref", stated.note_ref.map_or(Value::Null, |number| json!(number)));
    put("text_before", json!(stated.text_before));
    put("text_after", json!(stated.text_after));
    put("range", json!([cite.range.start, cite.range.end]));
    put("confidence", json!((cite.confidence * 1000.0).round() / 1000.0));
    Value::Object(out)
}

fn names(names: &[Name]) -> Value {
    let name = |name: &Name| match name {
        Name::Literal(name) => json!({ "literal": name }),
        Name::Person { family, given, particle, suffix } => {
            let family = if particle.is_empty() { family.clone() } else { format!("{particle} {family}") };
            let given = if suffix.is_empty() { given.clone() } else { format!("{given}, {suffix}") };
            if given.is_empty() { json!({ "family": family }) } else { json!({ "family": family, "given": given }) }
        }
    };
    Value::Array(names.iter().map(name).collect())
}

fn locator(locator: &Locator) -> Value {
    json!({ "label": locator.label.csl(), "value": locator.value })
}
