//! Citations and entries, worded by CSL styles.
//!
//! Styles and languages come from hayagriva's archive; what they say of a work is worked out by [`engine`]. It knows no note, no page and no
//! numbering: the linking stage says at which position a citation stands, and gets words with styles, never HTML.

pub mod diag;
pub mod memo;
pub mod style;

mod cluster;
mod csl;
mod csl_text;
mod engine;
mod formatting;
mod groups;
mod item;
mod locale;
mod rewrite;
mod runs;
mod shelf;
mod tidy;

pub use csl::{Fault, Why};
pub use formatting::Formatting;
pub use memo::Memo;
pub use shelf::{Shelf, dialect, is_file};
pub use style::{Listed, Style, StyleError};

#[cfg(test)]
mod tests;
