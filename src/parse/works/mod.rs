//! Bibliographies: CSL items as YAML or JSON, BibTeX and BibLaTeX, Hayagriva YAML.
//!
//! Each reader keeps what it can: an entry that cannot be read is told and left out, the others stay. Nothing here
//! knows which works are cited, or other bibliographies.

mod bib;
mod bibnames;
mod bibtypes;
mod csl;
mod dates;
mod diag;
mod hayagriva;
mod latex;
mod variables;

use std::collections::HashMap;

use super::value::{Key, Node, SyntaxError, Value};
use super::{json, yaml};
use crate::base::diag::Diagnostic;
use crate::base::slug::is_invisible;
use crate::base::source::Source;
use crate::base::span::{FileId, Span};
use crate::base::text::squeeze;
use crate::base::web;
use crate::model::work::Work;

/// Reads a bibliography; the format is told by the ending of its name, and by its content.
#[must_use]
pub fn read(source: &Source) -> (Vec<Work>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = &*source.text;
    let ending = source.path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let works = match ending.as_str() {
        "bib" | "bibtex" | "biblatex" => bib::read(text, source.id, &mut diagnostics),
        "json" => from_json(text, source.id, &mut diagnostics),
        "yaml" | "yml" => from_yaml(text, source.id, &mut diagnostics),
        _ if text.trim_start().starts_with(['{', '[']) => from_json(text, source.id, &mut diagnostics),
        _ if text.lines().any(|line| line.starts_with('@')) => bib::read(text, source.id, &mut diagnostics),
        _ => from_yaml(text, source.id, &mut diagnostics),
    };
    (without_duplicates(works, &mut diagnostics), diagnostics)
}

fn from_json(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    let (root, faults) = json::read(text, file);
    diagnostics.extend(faults.iter().map(diag::syntax));
    let items = match &root.value {
        Value::List(items) => items.as_slice(),
        Value::Map(_) => match ["items", "references"].into_iter().find_map(|name| root.get(name)) {
            Some(items) => items.items(),
            // One work, or works by their keys.
            None if root.get("id").is_some() => std::slice::from_ref(&root),
            None => return csl::by_key(root.entries(), diagnostics),
        },
        _ => &[],
    };
    items.iter().filter_map(|item| csl::work(item, None, diagnostics)).collect()
}

fn from_yaml(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    match yaml::read(text, file, 0) {
        Ok(root) => from_node(&root, diagnostics),
        Err(_) => pieces(text)
            .into_iter()
            .flat_map(|(at, piece)| match yaml::read(piece, file, at) {
                Ok(node) => from_node(&node, diagnostics),
                Err(error) => {
                    diagnostics.push(diag::syntax(&error));
                    Vec::new()
                }
            })
            .collect(),
    }
}

fn from_node(root: &Node, diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    match (&root.value, root.get("references")) {
        (_, Some(items)) => items.items().iter().filter_map(|item| csl::work(item, None, diagnostics)).collect(),
        (Value::List(items), _) => items.iter().filter_map(|item| csl::work(item, None, diagnostics)).collect(),
        (Value::Map(_), _) if root.get("id").is_some_and(|id| id.as_text().is_some()) => {
            csl::work(root, None, diagnostics).into_iter().collect()
        }
        (Value::Map(entries), _) => hayagriva::works(entries, diagnostics),
        (Value::Null, _) => Vec::new(),
        (Value::Scalar { .. }, _) => {
            diagnostics.push(diag::syntax(&SyntaxError::new(root.span, "a list of works is expected")));
            Vec::new()
        }
    }
}

/// The works of a YAML text one by one, for when the whole has a fault: list items of the first indentation, or the
/// groups that start at the margin.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let of_list = text.lines().find(|line| is_item(line)).map(indent);
    let of_list = of_list.filter(|_| {
        let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with(['#', '-', '%']));
        first.is_none_or(|line| line.trim_end() == "references:") || text.starts_with("- ")
    });
    let starts_piece = |line: &str| match of_list {
        Some(column) => is_item(line) && indent(line) == column,
        None => !line.starts_with([' ', '\t', '#', '-', '\n', '\r', '}', ']']) && !line.is_empty(),
    };
    let mut out: Vec<(usize, &str)> = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in text.split_inclusive('\n') {
        if starts_piece(line) {
            out.extend(start.map(|start| (start, &text[start..at])));
            start = Some(at);
        }
        at += line.len();
    }
    out.extend(start.map(|start| (start, &text[start..])));
    out
}

/// The first of several works with one key counts. The very same work once more is no fault.
fn without_duplicates(works: Vec<Work>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    let mut first: HashMap<String, usize> = HashMap::with_capacity(works.len());
    let mut out: Vec<Work> = Vec::with_capacity(works.len());
    for work in works {
        let Some(other) = first.get(&work.key).and_then(|n| out.get(*n)) else {
            first.insert(work.key.clone(), out.len());
            out.push(work);
            continue;
        };
        if *other != (Work { span: other.span, ..work.clone() }) {
            diagnostics.push(diag::duplicate_work(work.span, other.span, &work.key));
        }
    }
    out
}

/// Sets a field that may be an address; the others as they are. Empty ones are not set.
fn set(work: &mut Work, name: &str, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let text = squeeze(text);
    let text = if text.contains(is_invisible) { text.replace(is_invisible, "") } else { text };
    if text.is_empty() || work.field(name).is_some() {
        return;
    }
    let value = match name {
        "URL" => match web::address(&text) {
            Some(url) => url.to_owned(),
            None => return diagnostics.push(super::diag::refused_url(span, &text)),
        },
        "DOI" => {
            let Some(doi) = web::doi(&text) else {
                let help = "it is left out; an address goes to URL, words go to note";
                return diagnostics.push(super::diag::bad_value(span, "a DOI", "like 10.1234/abc", help));
            };
            doi.to_owned()
        }
        // "box 3, folder 4", or the address of a copy.
        "archive" | "archive_location" if looks_like_address(&text) => match web::address(&text) {
            Some(url) => url.to_owned(),
            None => return diagnostics.push(super::diag::refused_url(span, &text)),
        },
        _ => text,
    };
    work.fields.push((name.to_owned(), value));
}

fn looks_like_address(text: &str) -> bool {
    !text.contains(' ') && (text.contains("://") || text.starts_with("www."))
}

fn new_work(key: &str, span: Span, kind: &str) -> Work {
    Work {
        key: key.trim().to_owned(),
        span,
        kind: kind.to_owned(),
        names: Vec::new(),
        dates: Vec::new(),
        fields: Vec::new(),
    }
}

/// A field that occurs twice: the first counts, as everywhere.
fn repeated<'a>(entries: &'a [(Key, Node)], diagnostics: &mut Vec<Diagnostic>) -> Vec<&'a (Key, Node)> {
    let mut first: HashMap<&str, Span> = HashMap::new();
    let mut out = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(span) = first.get(entry.0.text.as_str()) {
            diagnostics.push(super::diag::duplicate_field(entry.0.span, &entry.0.text, *span));
        } else {
            first.insert(&entry.0.text, entry.0.span);
            out.push(entry);
        }
    }
    out
}

#[cfg(test)]
mod tests;
