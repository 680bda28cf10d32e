//! One parsed file.

use std::borrow::Cow;

use super::block::Block;
use super::matter::Matter;
use crate::base::span::{FileId, Span};
use crate::base::text::squeeze;

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

impl Review<'_> {
    /// The mark with these words; they cannot end it early.
    #[must_use]
    pub fn mark(words: &str) -> String {
        format!("<!-- review: {} -->", harmless(words))
    }

    /// The words for a picture that an imported document names and does not hold.
    #[must_use]
    pub fn awaiting(path: &str, place: &str) -> String {
        format!("{PICTURE}{path}{MISSING}: save it under that path {place}")
    }

    /// The path of the picture that it awaits, as [`Review::path`] writes it.
    #[must_use]
    pub fn awaited(&self) -> Option<&str> {
        Some(self.words.strip_prefix(PICTURE)?.rsplit_once(MISSING)?.0)
    }

    /// A path as a mark holds it.
    #[must_use]
    pub fn path(path: &str) -> String {
        harmless(path)
    }
}

const PICTURE: &str = "the picture ";
const MISSING: &str = " is not in the document";

/// Words as a comment holds them.
fn harmless(words: &str) -> String {
    squeeze(words).replace("--", "––").replace("->", "–>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_awaits_a_picture() {
        let review = |words: &str| Review { words: Cow::Owned(words.to_owned()), span: Span::new(FileId(0), 0, 0) };
        for path in ["images/a.png", "a--b->c.png", "is not in the document/a  b.png"] {
            let mark = Review::mark(&Review::awaiting(path, "here"));
            let words = mark.strip_prefix("<!-- review: ").and_then(|rest| rest.strip_suffix(" -->")).unwrap();
            assert_eq!(review(words).awaited(), Some(Review::path(path).as_str()), "{words}");
        }
        assert_eq!(Review::mark("put  a--b->c.png\nhere"), "<!-- review: put a––b–>c.png here -->");
        assert_eq!(review("is this images/a.png?").awaited(), None);
    }
}
