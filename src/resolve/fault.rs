//! What binding a file finds, as data: files are bound in parallel, while proposals share one bounded effort.

use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::model::article::ArticleId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Needs nothing more.
    Found(Diagnostic),
    UnknownWork {
        span: Span,
        key: String,
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
    },
}
