//! Citations and entries, worded by CSL styles.
//!
//! hayagriva is the engine; this part prepares what goes in and mends what comes out. It knows no note, no page and no
//! numbering: the linking stage says at which position a citation stands, and gets words with styles, never HTML.

pub mod diag;
pub mod memo;
pub mod style;

mod csl;
mod engine;
mod formatting;
mod groups;
mod item;
mod locale;
mod rewrite;
mod runs;
mod shelf;
mod specialise;
mod tidy;

pub use formatting::Formatting;
pub use memo::Memo;
pub use shelf::{Shelf, dialect, is_file, of_briefing};
pub use style::{Style, StyleError};

#[cfg(test)]
mod tests;
