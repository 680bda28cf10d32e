//! From a source file to its tree.
//!
//! [`parse`] never fails: faults become diagnostics, and every word stays. It knows no other file: whether a key, a
//! slug or a picture exists is not its business.

pub mod cites;
pub mod config;
pub mod diag;
pub mod edit;
pub mod json;
pub mod links;
pub mod schema;
pub mod toml;
pub mod value;
pub mod wording;
pub mod works;
pub mod yaml;

mod annotations;
mod authors;
mod blocks;
mod brackets;
mod comments;
mod events;
mod fences;
mod frames;
mod frontmatter;
mod runs;
mod slips;
mod wiki;

use std::collections::BTreeSet;

use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::model::article::Kind;
use crate::model::briefing::Briefing;

/// Parses one markdown file. `keys` are those of the site's works: a bare `@word` that is none of them, and does not look
/// like one, is somebody's handle and stays text.
#[must_use]
pub fn parse<'s>(source: &'s Source, keys: &BTreeSet<String>) -> (Briefing<'s>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (matter, body) = frontmatter::read(source, Kind::of(&source.path), &mut diagnostics);
    // A briefing with a bibliography of its own has keys that are not known here.
    let keys = matter.bibliography.is_empty().then_some(keys);
    let text = blocks::read(source, body, keys, &mut diagnostics);
    let briefing = Briefing { file: source.id, matter, blocks: text.blocks, notes: text.notes, reviews: text.reviews };
    (briefing, diagnostics)
}

#[cfg(test)]
mod tests;
