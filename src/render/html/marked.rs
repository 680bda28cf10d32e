//! Paragraphs in which sentences have ids and names lead to their entities.
//!
//! Sentences and names are ranges of the paragraph's plain text (see [`walk`]), which know
//! nothing of elements. A sentence's `<span>` never crosses the border of an element: it is closed and opened again,
//! with its id on the first piece only. It is written around whole elements where it holds them whole.

use super::Writer;
use super::inlines::inner;
use crate::model::facts::{MentionFacts, Sentence};
use crate::model::inline::Inline;
use crate::model::walk;

/// Where the writer stands in the plain text, and what is still to come.
struct Marks<'f> {
    at: u32,
    sentences: &'f [Sentence],
    mentions: &'f [MentionFacts],
    /// The id of the first of `sentences` is written.
    begun: bool,
}

impl<'s> Writer<'_, 's> {
    /// The words of a paragraph with its sentences and mentions.
    pub fn marked_paragraph(&mut self, inlines: &[Inline<'s>], sentences: &[Sentence], mentions: &[MentionFacts]) {
        if sentences.is_empty() && !mentions.iter().any(|mention| mention.linked) {
            self.inlines(inlines);
            return;
        }
        let mut marks = Marks { at: 0, sentences, mentions, begun: false };
        self.marked(inlines, &mut marks, false);
        self.skip_sentences(&mut marks, u32::MAX);
    }

    /// `covered`: a span of the present sentence is open outside.
    fn marked(&mut self, inlines: &[Inline<'s>], marks: &mut Marks<'_>, covered: bool) {
        let mut open = false;
        for inline in inlines {
            let len = length(inline);
            if len == 0 {
                // A mark behind the full stop stays with its sentence.
                self.inlines(std::slice::from_ref(inline));
                continue;
            }
            if let Inline::Text(text, _) | Inline::Unlinked(text, _) = inline {
                let linked = matches!(inline, Inline::Text(..));
                self.marked_text(text, linked, marks, covered, &mut open);
                continue;
            }
            let end = marks.at.saturating_add(len);
            let inner = inner(inline);
            if !covered {
                self.close_ended(marks, &mut open);
                let whole = marks.sentences.first().is_some_and(|sentence| {
                    let starts = sentence.start <= marks.at || (inner.is_none() && sentence.start < end);
                    starts && (end <= sentence.end || inner.is_none())
                });
                if whole && !open {
                    self.open_sentence(marks);
                    open = true;
                } else if !whole && open {
                    self.push("</span>");
                    open = false;
                }
            }
            if let Some(inner) = inner {
                let after = self.enter(inline);
                self.marked(inner, marks, covered || open);
                self.leave(after);
            } else {
                self.leaf(inline);
            }
            marks.at = end;
        }
        if open {
            self.push("</span>");
        }
    }

    fn marked_text(&mut self, text: &str, linked: bool, marks: &mut Marks<'_>, covered: bool, open: &mut bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let mut stop = u32::MAX;
            if !covered {
                self.close_ended(marks, open);
                if let Some(sentence) = marks.sentences.first() {
                    if sentence.start <= marks.at && !*open {
                        self.open_sentence(marks);
                        *open = true;
                    }
                    stop = if *open { sentence.end } else { sentence.start };
                }
            }
            while marks.mentions.first().is_some_and(|mention| mention.end <= marks.at || !mention.linked) {
                marks.mentions = &marks.mentions[1..];
            }
            let mut entity = None;
            if let Some(mention) = marks.mentions.first() {
                if mention.start > marks.at {
                    stop = stop.min(mention.start);
                } else {
                    stop = stop.min(mention.end);
                    entity = Some(mention.entity);
                }
            }
            let (piece, tail) = split(rest, stop.saturating_sub(marks.at));
            match entity {
                Some(entity) if linked => self.entity(entity, piece),
                _ => self.text(piece),
            }
            marks.at = marks.at.saturating_add(to_u32(piece.len()));
            rest = tail;
        }
    }

    fn entity(&mut self, entity: u32, words: &str) {
        let target = self.site.entities.get(entity as usize).map(|entity| entity.article);
        match target.filter(|id| !self.in_link && self.site.article(*id).url != self.article.url) {
            Some(id) => {
                self.push("<a class=\"entity\"");
                self.site_href("href", &self.site.article(id).url, "");
                self.preview(id);
                self.push(">");
                self.text(words);
                self.push("</a>");
            }
            None => self.text(words),
        }
    }

    fn open_sentence(&mut self, marks: &mut Marks<'_>) {
        self.push("<span");
        if let (false, Some(sentence)) = (marks.begun, marks.sentences.first()) {
            self.id(&sentence.id);
            marks.begun = true;
        }
        self.push(" class=\"sentence\">");
    }

    fn close_ended(&mut self, marks: &mut Marks<'_>, open: &mut bool) {
        if marks.sentences.first().is_some_and(|sentence| sentence.end <= marks.at) {
            if *open {
                self.push("</span>");
                *open = false;
            }
            self.skip_sentences(marks, marks.at);
        }
    }

    /// Leaves the sentences that end at or before `at`. One that had no room for a span of its own (inside a piece of
    /// code, say) still gets its id, so that every link to a sentence has a goal.
    fn skip_sentences(&mut self, marks: &mut Marks<'_>, at: u32) {
        while let Some(sentence) = marks.sentences.first().filter(|sentence| sentence.end <= at) {
            if !marks.begun {
                self.push("<span");
                self.id(&sentence.id);
                self.push("></span>");
            }
            marks.sentences = &marks.sentences[1..];
            marks.begun = false;
        }
    }
}

/// Bytes of plain text.
fn length(inline: &Inline<'_>) -> u32 {
    if let Inline::Text(text, _) = inline {
        return to_u32(text.len());
    }
    let mut len = 0;
    walk::pieces(std::slice::from_ref(inline), &mut |piece, _| len += piece.len());
    to_u32(len)
}

/// The first `len` bytes or a little more, at least one character, and the rest.
fn split(text: &str, len: u32) -> (&str, &str) {
    let mut end = (len as usize).clamp(1, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.split_at(end)
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
