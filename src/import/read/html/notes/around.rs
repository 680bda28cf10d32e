//! What stands around marks and notes and belongs to neither: brackets, commas, the heading of a list of notes.

use super::{Note, heading_words};
use std::collections::BTreeSet;

use crate::import::read::html::class;
use crate::import::read::html::page::{self, Fate, Page};
use crate::import::read::html::tree::{self, DOCUMENT, Id, is_heading, is_inline, tidy};

/// Commas and brackets between marks in one `sup`, and around marks in a line: `[1, 2]`.
pub fn between(page: &mut Page) {
    let marks: Vec<Id> = page.tree.all(DOCUMENT).filter(|id| matches!(page.fates[*id], Fate::Mark(..))).collect();
    for mark in marks {
        in_brackets(page, mark);
    }
    let sups: Vec<Id> = page.tree.all(DOCUMENT).filter(|id| page.tree.name(*id) == "sup").collect();
    for sup in sups {
        let children: Vec<Id> = page.tree.children(sup).collect();
        if !children.iter().any(|id| matches!(page.fates[*id], Fate::Mark(..))) {
            continue;
        }
        for id in children {
            if page.tree.letters(id).is_some_and(|it| !it.contains(char::is_alphanumeric)) {
                page.fates[id] = Fate::Between;
            }
        }
    }
}

/// Takes the brackets around marks in a line of text away. `first` may be any of them; the others are passed over.
fn in_brackets(page: &mut Page, first: Id) {
    let tree = &page.tree;
    let Some(open) = tree::some(tree.nodes[first].before) else { return };
    let Some(before) = tree.letters(open).and_then(|it| it.strip_suffix(['[', '('])) else { return };
    let bracket = if tree.letters(open).is_some_and(|it| it.ends_with('[')) { ']' } else { ')' };
    let before = before.to_owned();
    let (mut at, mut separators) = (first, Vec::new());
    let close = loop {
        let Some(next) = tree::some(tree.nodes[at].after) else { return };
        match tree.letters(next) {
            Some(text) if text.starts_with(bracket) => break next,
            Some(text) if text.trim().chars().all(|c| matches!(c, ',' | ';' | '–' | '-')) => separators.push(next),
            None if matches!(page.fates[next], Fate::Mark(..)) => {}
            _ => return,
        }
        at = next;
    };
    let rest = page.tree.letters(close).map(|text| text[1..].to_owned()).unwrap_or_default();
    let joins = rest.starts_with(char::is_alphanumeric);
    let before = if joins { before } else { before.trim_end().to_owned() };
    for (id, text) in [(open, before), (close, rest)] {
        if let tree::Kind::Text(letters) = &mut page.tree.nodes[id].kind {
            *letters = text;
        }
    }
    for id in separators {
        page.fates[id] = Fate::Between;
    }
}

/// “Notes” above notes, and the line: nothing stands below them any more.
pub fn headings(page: &mut Page, notes: &[Note]) {
    page::count(page);
    let mut seen = BTreeSet::new();
    for first in notes.iter().filter_map(|note| note.parts.first().copied()) {
        let Some(list) = page.tree.parent(first).filter(|list| !seen.contains(list)) else { continue };
        if !is_inline(page.tree.name(first)) {
            before_notes(page, first);
        }
        let mut at = list;
        // What holds notes and at most a heading.
        while seen.insert(at) && page.words[at] <= 12 && page.tree.name(at) != "body" {
            if is_list_of_notes(page, at) {
                own_heading(page, at);
            }
            before_notes(page, at);
            let Some(parent) = page.tree.parent(at) else { break };
            at = parent;
        }
    }
}

fn own_heading(page: &mut Page, list: Id) {
    let children: Vec<Id> = page.tree.children(list).filter(|id| page.fates[*id] == Fate::Keep).collect();
    for id in children {
        if page.tree.name(id) == "hr" {
            page.fates[id] = Fate::Gone;
        } else if is_heading(page.tree.name(id)) {
            page::drop(page, id, "heading of the notes");
        }
    }
}

fn is_list_of_notes(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    matches!(tree.name(id), "ol" | "ul" | "dl" | "table" | "tbody")
        || class::has(tree, id, &["footnotes", "endnotes", "notes", "references", "footnote", "endnote"])
        || class::token(tree, id, "role", &["doc-endnotes", "doc-footnotes"])
        || class::token(tree, id, "epub:type", &["footnotes", "endnotes", "rearnotes"])
        || tree.attribute(id, "data-footnotes").is_some()
}

/// A heading right before the notes, in words that mean nothing else.
fn before_notes(page: &mut Page, id: Id) {
    const NAMES: &[&str] = &[
        "notes",
        "footnotes",
        "endnotes",
        "references",
        "notes and references",
        "anmerkungen",
        "fussnoten",
        "fußnoten",
        "endnoten",
        "notas",
        "note",
        "notes de bas de page",
        "przypisy",
        "примечания",
        "заўвагі",
        "voetnoten",
        "noter",
    ];
    let mut before = page.tree.nodes[id].before;
    while let Some(at) = tree::some(before) {
        before = page.tree.nodes[at].before;
        let name = page.tree.name(at);
        let blank = page.tree.letters(at).map_or(name.is_empty(), |it| it.trim().is_empty()) || name == "hr";
        let may_be = is_heading(name) || matches!(name, "p" | "div");
        if name == "hr" {
            page.fates[at] = Fate::Gone;
        }
        if blank {
            continue;
        }
        let words = tidy(&heading_words(page, at)).to_lowercase();
        if may_be && NAMES.contains(&words.trim_end_matches(':')) {
            page::drop(page, at, "heading of the notes");
        }
        break;
    }
}
