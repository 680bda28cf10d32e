//! Notes that stand in the text itself, right where their marks would be: in the margin, as Tufte sets them, or in a
//! box that opens, as `LaTeXML` writes them.

use std::collections::BTreeSet;

use super::class;
use super::notes::{self, Note};
use super::page::{Fate, Page};
use super::tree::{DOCUMENT, Id, some, tidy};

const NAMES: [&str; 6] =
    ["sidenote", "marginnote", "ltx_role_footnote", "ltx_role_endnote", "inline-footnote", "footnote-inline"];

/// Takes them out of the text; each becomes a mark at its place.
pub fn take(page: &mut Page, notes: &mut Vec<Note>, labels: &mut BTreeSet<String>) {
    let tree = &page.tree;
    let found: Vec<Id> = tree
        .all(DOCUMENT)
        .filter(|id| matches!(tree.name(*id), "span" | "small" | "aside") && class::token(tree, *id, "class", &NAMES))
        .filter(|id| page.fates[*id] == Fate::Keep && !tree.text(*id).trim().is_empty())
        // Words in the margin beside a picture are its caption.
        .filter(|id| !tree.ancestors(*id).take(3).any(|around| tree.name(around) == "figure"))
        .collect();
    for id in found {
        if page.tree.ancestors(id).any(|around| page.fates[around] != Fate::Keep) {
            continue;
        }
        let printed = own_marks(page, id);
        let number = notes.len() + 1;
        let said = if printed.is_empty() { number.to_string() } else { printed };
        let label = notes::label(&said, number, labels);
        notes.push(Note { label, mark: String::new(), parts: vec![id] });
    }
    toggles(page);
}

/// What is printed as the mark, in the text and again before the note.
fn own_marks(page: &mut Page, note: Id) -> String {
    let tree = &page.tree;
    let marks: Vec<Id> =
        tree.all(note).filter(|id| class::token(tree, *id, "class", &["ltx_note_mark", "ltx_tag_note"])).collect();
    let printed = marks.first().map(|id| tidy(&tree.text(*id)).into_owned()).unwrap_or_default();
    for id in marks {
        page.fates[id] = Fate::Back;
    }
    printed
}

/// What a small screen shows to open a note in the margin.
fn toggles(page: &mut Page) {
    let tree = &page.tree;
    let opens = |id: Id| {
        let mut after = some(tree.nodes[id].after);
        // The box that the label ticks stands between.
        for _ in 0..4 {
            let Some(next) = after else { return false };
            if class::token(tree, next, "class", &["sidenote", "marginnote"]) {
                return true;
            }
            after = some(tree.nodes[next].after);
        }
        false
    };
    let labels: Vec<Id> = tree.all(DOCUMENT).filter(|id| tree.name(*id) == "label" && opens(*id)).collect();
    for id in labels {
        if page.fates[id] == Fate::Keep {
            page.fates[id] = Fate::Back;
        }
    }
}
