//! One parsed file.

use std::borrow::Cow;

use super::block::Block;
use super::matter::Matter;
use crate::base::span::{FileId, Span};

/// A briefing, page, entity or author as its own file says it: no numbers, no addresses, nothing of another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Briefing<'s> {
    pub file: FileId,
    pub matter: Matter,
    pub blocks: Vec<Block<'s>>,
    /// In order of definition.
    pub notes: Vec<Note<'s>>,
    /// `<!-- review: … -->`, taken out of the text.
    pub reviews: Vec<Review<'s>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'s> {
    pub label: Cow<'s, str>,
    /// Of `[^label]:`.
    pub label_span: Span,
    pub span: Span,
    pub blocks: Vec<Block<'s>>,
    /// Its label was defined before: told by the parser, never referred to, printed after the other notes.
    pub duplicate: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review<'s> {
    pub words: Cow<'s, str>,
    pub span: Span,
}
