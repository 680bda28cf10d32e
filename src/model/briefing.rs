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

    /// Whether it speaks of this path, as the text writes it, and not of one that only holds it.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        let path = harmless(path);
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"/\\._-%".contains(c));
        let ends = |rest: &str| outside(rest.strip_prefix('.').unwrap_or(rest).chars().next());
        !path.is_empty()
            && self
                .words
                .match_indices(path.as_str())
                .any(|(at, _)| outside(self.words[..at].chars().next_back()) && ends(&self.words[at + path.len()..]))
    }
}

/// Words as a comment holds them.
fn harmless(words: &str) -> String {
    squeeze(words).replace("--", "––").replace("->", "–>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_names_a_path_whole() {
        let review = |words: &'static str| Review { words: Cow::Borrowed(words), span: Span::new(FileId(0), 0, 0) };
        for words in ["put images/a.png here", "images/a.png", "where is images/a.png?", "see images/a.png."] {
            assert!(review(words).names("images/a.png"), "{words}");
        }
        for words in ["put images/a.png.gz here", "old-images/a.png", "images/a.pngs", "a.png", ""] {
            assert!(!review(words).names("images/a.png"), "{words}");
        }
        assert!(!review("a picture").names(""));
        // Written as a comment can hold it, it is found again.
        let mark = Review::mark("put  a--b->c.png\nhere");
        assert_eq!(mark, "<!-- review: put a––b–>c.png here -->");
        let words = mark.strip_prefix("<!-- review: ").and_then(|rest| rest.strip_suffix(" -->")).unwrap().to_owned();
        assert!(Review { words: Cow::Owned(words), span: Span::new(FileId(0), 0, 0) }.names("a--b->c.png"));
    }
}
