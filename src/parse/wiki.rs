//! What a link becomes when it ends: words, a title to be shown, or, where it is half written, what is left of it.

use std::borrow::Cow;
use std::ops::Range;

use super::blocks::Builder;
use super::diag;
use super::frames::Shape;
use crate::model::inline::{Inline, Link, Target};
use crate::model::walk;

impl<'s> Builder<'s, '_> {
    pub fn end_link(
        &mut self,
        target: Target<'s>,
        title: Cow<'s, str>,
        shape: Shape,
        words: Vec<Inline<'s>>,
        range: &Range<usize>,
    ) {
        let span = self.span(range);
        let empty = crate::base::text::squeeze(&walk::plain(&words)).is_empty();
        let pictured = words.iter().any(|word| matches!(word, Inline::Image(_)));
        let wiki = self.whole[range.clone()].starts_with("[[");
        let shape = match (shape, &target) {
            (Shape::Words | Shape::Bare, Target::Slug { slug, anchor })
                if wiki && slug.is_empty() && anchor.is_empty() =>
            {
                self.diagnostics.push(diag::link_without_target(span));
                match shape {
                    // The words stay, and lead nowhere.
                    Shape::Words if !empty => words.into_iter().for_each(|word| self.push(word)),
                    _ => self.push(Inline::Text(Cow::Borrowed(&self.whole[range.clone()]), span)),
                }
                return;
            }
            (Shape::Words, Target::Slug { slug, anchor }) if wiki && empty && !pictured => {
                let mark = if anchor.is_empty() { "" } else { "#" };
                self.diagnostics.push(diag::link_without_words(span, &format!("{slug}{mark}{anchor}")));
                Shape::Bare
            }
            _ => shape,
        };
        let inline = match (shape, &target) {
            (Shape::Unlinked, Target::Slug { slug, .. }) => {
                Inline::Unlinked(Cow::Owned(slug.trim_start_matches('!').to_owned()), span)
            }
            (Shape::Bare, _) => Inline::Link(Link { target, words: Vec::new(), title, span }),
            _ => Inline::Link(Link { target, words, title, span }),
        };
        self.push(inline);
    }

    /// `[[]]` and `[[|words]]` are plain text to the markdown parser.
    pub fn tell_empty_links(&mut self) {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else { return };
        let (start, text) = (first.start, self.whole.get(first.start..last.end).unwrap_or(""));
        for (at, brackets) in text.match_indices("[[") {
            let inner = text[at + brackets.len()..].trim_start_matches([' ', '|']);
            let named = text[at + brackets.len()..].len() == inner.len();
            if (named && !inner.starts_with("]]")) || text[..at].ends_with(['\\', '[', '`']) {
                continue;
            }
            // Of one line, and not longer than words are: work stays linear.
            let line = inner.char_indices().take(200).take_while(|(_, c)| !matches!(c, '\n' | '['));
            let close = line.map(|(at, _)| at).find(|at| inner[*at..].starts_with("]]"));
            if let Some(close) = close {
                let end = text.len() - inner.len() + close + "]]".len();
                let span = self.span(&(start + at..start + end));
                self.diagnostics.push(diag::link_without_target(span));
            }
        }
    }
}
