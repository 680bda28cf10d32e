//! What stands below each other: paragraphs, tables, and what wraps them.

use super::document::{self, Document, Place};
use super::runs::{bound_role, chosen, is_placeholder};
use super::xml::{Element, Space};
use super::{Parts, field, paragraph, runs, table};
use crate::import::evidence::Role;

/// The text itself.
pub fn body<'t>(document: &mut Document<'t>, parts: &'t Parts) {
    document.fields = field::of_part(&parts.document.tree);
    if let Some(body) = parts.document.tree.root().part("body") {
        read(document, body, &Place::Body);
    }
}

/// Reads what stands in `element`. Its depth is that of the tree, which is bounded.
pub fn read<'t>(document: &mut Document<'t>, element: Element<'t>, place: &Place) {
    walk(document, element, place);
    flush(document, place);
}

/// Text that should be joined to a next paragraph where there is none.
fn flush(document: &mut Document, place: &Place) {
    if !document.carried.is_empty() {
        let runs = std::mem::take(&mut document.carried);
        let line = document.line;
        document::emit(document, runs, alone(place), line);
    }
}

fn alone(place: &Place) -> Role {
    match place.clone() {
        Place::Body => Role::Paragraph,
        Place::Cell { table, row, column, header } => Role::Cell { table, row, column, header },
        Place::Note(label) => Role::Note(label),
        Place::Box(number) => Role::Box { number, title: false },
        Place::Furniture => Role::Furniture,
    }
}

fn walk<'t>(document: &mut Document<'t>, element: Element<'t>, place: &Place) {
    for child in element.children() {
        match (child.space(), child.name()) {
            (Space::Word, "p") => {
                paragraph::read(document, child, place);
                boxes(document, place);
            }
            (Space::Word, "tbl") => {
                flush(document, place);
                table::read(document, child, place);
                boxes(document, place);
            }
            (Space::Word, "sdt") => control(document, child, place),
            (Space::Word, "ins" | "moveTo" | "customXml" | "smartTag") => walk(document, child, place),
            (Space::Word, "del" | "moveFrom") => {
                document::drop_words(document, &document::words(child), "deleted in the document (tracked change)");
            }
            (Space::Word, "altChunk" | "subDoc") => {
                document::drop_words(document, "[document]", "another document inside this one: import it by itself");
            }
            (Space::Math, "oMath" | "oMathPara") | (Space::Word, "r" | "hyperlink") => {
                document::drop_words(document, &document::words(child), "outside of any paragraph");
            }
            (Space::Compatibility, "AlternateContent") => {
                if let Some(chosen) = chosen(child) {
                    walk(document, chosen, place);
                }
            }
            _ => {}
        }
    }
}

fn control<'t>(document: &mut Document<'t>, control: Element<'t>, place: &Place) {
    let properties = control.part("sdtPr");
    let Some(content) = control.part("sdtContent") else { return };
    let gallery = properties.and_then(|it| it.part("docPartObj")).and_then(|it| it.value("docPartGallery"));
    if gallery == Some("Table of Contents") {
        document::drop_words(document, &document::words(content), field::CONTENTS);
        return;
    }
    if properties.is_some_and(is_placeholder) {
        document::drop_words(document, &document::words(content), runs::PLACEHOLDER);
        return;
    }
    let role = properties.and_then(bound_role);
    let before = document.control.clone();
    document.control = role.or(document.control.take());
    walk(document, content, place);
    document.control = before;
}

/// Text boxes come after what they are tied to; one inside another after that.
fn boxes(document: &mut Document, place: &Place) {
    if !matches!(place, Place::Body) {
        return;
    }
    while let Some(content) = document.boxes.pop_front() {
        document.box_count += 1;
        let number = document.box_count;
        read(document, content, &Place::Box(number));
    }
}
