//! Headers and footers: each different one once.

use std::collections::BTreeSet;

use super::document::{Document, Place};
use super::{Parts, blocks, notes};

pub fn emit<'t>(document: &mut Document<'t>, parts: &'t Parts) {
    let mut seen = BTreeSet::new();
    for part in &parts.furniture {
        notes::enter(document, Some(part));
        let before = document.reading.lines.len();
        blocks::read(document, part.tree.root(), &Place::Furniture);
        while let Some(content) = document.boxes.pop_front() {
            blocks::read(document, content, &Place::Furniture);
        }
        let mut lines = document.reading.lines.split_off(before);
        lines.retain(|line| seen.insert(line.text()));
        document.reading.lines.extend(lines);
    }
}
