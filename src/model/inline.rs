//! What stands inside a paragraph.

use std::borrow::Cow;

use super::cite::CiteGroup;
use crate::base::span::Span;

/// Text as it will be read, with a place in the source; borrowed from the source wherever it stands there unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline<'s> {
    /// A soft line break is a `\n` inside the text. Neighbouring pieces are joined.
    Text(Cow<'s, str>, Span),
    Code(Cow<'s, str>, Span),
    Emphasis(Vec<Inline<'s>>),
    Strong(Vec<Inline<'s>>),
    Strikethrough(Vec<Inline<'s>>),
    Link(Link<'s>),
    Image(Image<'s>),
    Noteref(Noteref<'s>),
    Cite(CiteGroup<'s>),
    /// `[[!Name]]`: the words, never linked to an entity.
    Unlinked(Cow<'s, str>, Span),
    HardBreak,
    /// Raw HTML as it was typed: shown as text unless the site allows a subset.
    Html(Cow<'s, str>, Span),
    /// `- [ ]` and `- [x]`.
    TaskMarker(bool),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noteref<'s> {
    pub label: Cow<'s, str>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'s> {
    pub target: Target<'s>,
    /// Empty for `[[slug]]`: the target's title is shown.
    pub words: Vec<Inline<'s>>,
    pub title: Cow<'s, str>,
    pub span: Span,
}

impl Link<'_> {
    /// `[[slug]]`: shows the title of its target.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.words.is_empty() && matches!(self.target, Target::Slug { .. })
    }
}

/// Where a link points, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'s> {
    /// `[[slug]]`, `[[slug#heading]]`; an empty slug is this page.
    Slug { slug: Cow<'s, str>, anchor: Cow<'s, str> },
    /// A relative path, with or without `#anchor`: a source file (`other.md`) or a file beside it.
    Path { path: Cow<'s, str>, anchor: Cow<'s, str> },
    /// http, https, mailto, doi: already judged safe.
    Url(Cow<'s, str>),
    /// A scheme that is not let through; only the words are shown.
    Refused(Cow<'s, str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image<'s> {
    /// As it was written.
    pub path: Cow<'s, str>,
    pub alt: String,
    pub title: Cow<'s, str>,
    pub span: Span,
}
