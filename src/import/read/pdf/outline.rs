//! Bookmarks: titles, how deep they stand, and where they lead.

use super::places::{Places, Spot, catalog, string};
use crate::import::limits;
use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;
use std::collections::HashSet;

#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    pub title: String,
    /// From 1.
    pub level: u8,
    pub spot: Option<Spot>,
}

pub fn read(pdf: &Pdf, places: &Places) -> Vec<Bookmark> {
    let mut bookmarks = Vec::new();
    let mut seen = HashSet::new();
    // What comes next is on top: after an entry its first child, then its next sibling.
    let mut left: Vec<(Dict<'_>, u8)> = Vec::new();
    if let Some(first) = catalog(pdf).get::<Dict<'_>>("Outlines").and_then(|root| root.get::<Dict<'_>>("First")) {
        left.push((first, 1));
    }
    while let Some((entry, level)) = left.pop() {
        if !seen.insert(entry.data().as_ptr().addr()) || seen.len() > limits::TAGS {
            continue;
        }
        if let Some(next) = entry.get::<Dict<'_>>("Next") {
            left.push((next, level));
        }
        if let Some(first) = entry.get::<Dict<'_>>("First") {
            left.push((first, level.saturating_add(1)));
        }
        if let Some(title) = string(&entry, "Title") {
            bookmarks.push(Bookmark { title, level: level.min(6), spot: places.target(&entry, pdf) });
        }
    }
    bookmarks
}
