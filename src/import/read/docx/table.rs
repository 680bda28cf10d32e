//! Tables: which cell stands where, with cells that cover others.

use super::document::{self, Document, Place};
use super::look;
use super::runs::chosen;
use super::xml::{Element, Space};
use super::{blocks, refuse};
use crate::import::evidence::Role;
use crate::import::limits;

pub fn read<'t>(document: &mut Document<'t>, table: Element<'t>, place: &Place) {
    let rows = parts(table, "tr");
    if !matches!(place, Place::Body | Place::Box(_)) {
        // A table in a cell or in a note: its words stay where it stands.
        for cell in rows.iter().flat_map(|row| parts(*row, "tc")) {
            blocks::read(document, cell, place);
        }
        return;
    }
    if let [row] = rows.as_slice()
        && let [cell] = parts(*row, "tc").as_slice()
    {
        // One cell holds no table: it is how a box is drawn.
        document.box_count += 1;
        let number = document.box_count;
        blocks::read(document, *cell, &Place::Box(number));
        return;
    }
    let number = document.table_count;
    document.table_count += 1;
    let mut row_number = 0;
    for row in rows {
        if row.part("trPr").is_some_and(|it| it.part("del").is_some()) {
            document::drop_words(document, &document::words(row), "deleted in the document (tracked change)");
            continue;
        }
        self::row(document, row, number, row_number);
        row_number += 1;
    }
}

fn row<'t>(document: &mut Document<'t>, row: Element<'t>, table: u32, number: u32) {
    let properties = row.part("trPr");
    let header = properties.and_then(|it| it.part("tblHeader")).is_some_and(look::on);
    let mut column = properties.map_or(0, |it| span(it, "gridBefore", 0));
    for cell in parts(row, "tc") {
        let properties = cell.part("tcPr");
        let width = properties.map_or(1, |it| span(it, "gridSpan", 1)).max(1);
        if width > limits::SPAN || column > limits::SPAN {
            document.refusal = Some(refuse::too_wide());
            return;
        }
        let merged = properties.and_then(|it| it.part("vMerge").or(it.part("hMerge")));
        if merged.is_some_and(|it| it.attribute("val") != Some("restart")) {
            // Its words, if it has any, are not shown.
            document::drop_words(document, &document::words(cell), "in a cell that another one covers");
        } else {
            let place = Place::Cell { table, row: number, column, header };
            let before = document.reading.lines.len();
            blocks::read(document, cell, &place);
            let mut lines = document.reading.lines.split_off(before);
            if lines.iter().any(|line| !line.runs.is_empty()) {
                // Empty paragraphs around the words of a cell are only room.
                lines.retain(|line| !line.runs.is_empty() || !matches!(line.role, Role::Cell { .. }));
                document.reading.lines.extend(lines);
            } else {
                let line = document.line;
                document::emit(document, Vec::new(), Role::Cell { table, row: number, column, header }, line);
            }
        }
        column = column.saturating_add(width);
    }
}

fn span(properties: Element, name: &str, without: u32) -> u32 {
    properties.value(name).and_then(|it| it.parse().ok()).unwrap_or(without)
}

/// Rows of a table or cells of a row, whatever wraps them.
fn parts<'t>(element: Element<'t>, name: &str) -> Vec<Element<'t>> {
    let mut out = Vec::new();
    let mut waiting = vec![element];
    while let Some(element) = waiting.pop() {
        if element.word() == name {
            out.push(element);
            continue;
        }
        let first = waiting.len();
        for child in element.children() {
            match (child.space(), child.name()) {
                (Space::Word, found) if found == name => waiting.push(child),
                (Space::Word, "sdt") => waiting.extend(child.part("sdtContent")),
                (Space::Word, "ins" | "moveTo" | "customXml" | "smartTag") => waiting.push(child),
                (Space::Compatibility, "AlternateContent") => waiting.extend(chosen(child)),
                _ => {}
            }
        }
        waiting[first..].reverse();
    }
    out
}
