//! Edits that a diagnostic proposes.

use serde::{Deserialize, Serialize};

use super::span::Span;

/// Whether an edit may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Applicability {
    /// Changes no word that a reader sees.
    Safe,
    /// Changes words: an editor has to agree.
    Unsafe,
}

/// Replace the bytes at `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub applicability: Applicability,
    /// Do not overlap; in order of position.
    pub edits: Vec<Edit>,
}
