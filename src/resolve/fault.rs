//! What binding a file finds, as data: files are bound in parallel, while proposals share one bounded effort.

use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::model::article::{ArticleId, WorkId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Needs nothing more.
    Found(Diagnostic),
    UnknownWork {
        span: Span,
        key: String,
    },
    /// An Ibid. whose tie and whose place say two things.
    TiedIbid {
        /// Index into the cites of the file.
        cite: usize,
        /// Which the tie names.
        work: WorkId,
        why: Astray,
    },
    DeadLink {
        span: Span,
        slug: String,
    },
    DeadSource {
        span: Span,
        path: String,
    },
    Ambiguous {
        span: Span,
        slug: String,
        candidates: Vec<ArticleId>,
    },
    MissingFile {
        span: Span,
        path: String,
        image: bool,
        awaited: bool,
    },
}

/// What a reader takes a tied Ibid. for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Astray {
    /// Another work, cited at this index of the cites.
    Other(usize),
    /// A note in between that is a reference tied to nothing, and does not name the work.
    Untied(Span),
    /// Any of the works that the note before cites.
    Several,
    /// Nothing: no citation stands before it.
    Nothing,
}
