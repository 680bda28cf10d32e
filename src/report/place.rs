//! Diagnostics bound to their files: what every form starts from.

use std::sync::Arc;

use super::Files;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::source::{Position, Source};
use crate::base::span::Span;

/// A diagnostic whose numbers of files have become paths and lines.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    /// None for what belongs to no file.
    pub(super) place: Option<Place>,
    /// Those whose file is known, in the order they were given.
    pub(super) labels: Vec<(Place, &'a str)>,
    pub(super) fix: Option<Remedy<'a>>,
}

#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) start: Position,
    pub(super) end: Position,
    pub(super) source: Arc<Source>,
    pub(super) span: Span,
}

/// A proposed change, all of whose places are known.
#[derive(Debug)]
pub(super) struct Remedy<'a> {
    pub(super) safe: bool,
    pub(super) edits: Vec<(Place, &'a str)>,
}

/// By path, position and code; what belongs to no file comes first. The numbers of the files play no part.
pub(super) fn in_order<'a>(diagnostics: &'a [Diagnostic], files: &dyn Files, prefix: &str) -> Vec<Found<'a>> {
    let mut found: Vec<Found> = diagnostics.iter().map(|diagnostic| bind(diagnostic, files, prefix)).collect();
    found.sort_by(|a, b| key(a).cmp(&key(b)));
    found
}

fn key<'f>(found: &'f Found) -> impl Ord + 'f {
    let place = found.place.as_ref().map(|place| (place.path.as_str(), place.span.start, place.span.end));
    (place, found.diagnostic.code.name(), found.diagnostic.message.as_str())
}

fn bind<'a>(diagnostic: &'a Diagnostic, files: &dyn Files, prefix: &str) -> Found<'a> {
    let bound = |span: Span, text: &'a str| place(span, files, prefix).map(|place| (place, text));
    let fix = diagnostic.fix.as_ref().and_then(|fix| {
        let edits: Option<Vec<_>> = fix.edits.iter().map(|edit| bound(edit.span, &edit.text)).collect();
        Some(Remedy { safe: fix.applicability == Applicability::Safe, edits: edits? })
    });
    Found {
        diagnostic,
        place: diagnostic.primary.and_then(|span| place(span, files, prefix)),
        labels: diagnostic.labels.iter().filter_map(|label| bound(label.span, &label.text)).collect(),
        fix: fix.filter(|fix| !fix.edits.is_empty()),
    }
}

fn place(span: Span, files: &dyn Files, prefix: &str) -> Option<Place> {
    let source = files.source(span.file)?;
    let path = format!("{prefix}{}", source.path);
    Some(Place {
        path,
        start: source.position(span.start),
        end: source.position(span.end.max(span.start)),
        source,
        span,
    })
}
