//! The words of a note as a reader of references sees them, each with its place in the file.
//!
//! The text is a small part of markdown: emphasis stands between `*`, and a backslash stands before a sign that would
//! be read as markup. Paragraphs are two line ends apart. What is not here: the blocks and links of the note.

use std::ops::Range;

/// One note of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Where its definition starts in the file.
    pub start: usize,
    pub label: String,
    pub text: String,
    /// In order; what stands in no part was put in between two.
    pub parts: Vec<Part>,
    /// Emphasis of every kind, in order of their ends.
    pub emphases: Vec<Emphasis>,
    /// Words that are tied to a work, with its key, in order.
    pub tied: Vec<(Range<usize>, String)>,
    /// Words that lead to an address of the web, in order.
    pub links: Vec<(Range<usize>, String)>,
}

/// A piece of the text. Ranges are bytes of the text and of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub text: Range<usize>,
    pub source: Range<usize>,
    /// The paragraph, cell or heading it stands in.
    pub run: u32,
    pub kind: PartKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// The same bytes in the file.
    Words,
    /// One sign that is written otherwise in the file: escaped, an entity, a line end.
    Sign,
    /// The `*` at either end of emphasis.
    Mark,
    /// Stays whole.
    Code,
    /// A comment of HTML: no text.
    Comment,
    /// What cannot stand in the words of a link: a link, a tie, a citation, a noteref, a picture, HTML, a block of code.
    Fixed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emphasis {
    pub text: Range<usize>,
    pub source: Range<usize>,
}

/// All notes of a file, in order of definition, and a print of everything else that changes when its words or links do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wordings {
    pub notes: Vec<Wording>,
    pub body: String,
}
