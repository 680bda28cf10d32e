//! Runs of text: the pieces that the markdown parser gives, joined, and what only ibid sees in them.
//!
//! `@key [p. 3]` and a `[^label]` without a definition are plain text to the markdown parser. They are found here, in
//! the joined text, unless an escape or an entity stands at the sign (`\@key`, `&#64;key`).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::cites;
use crate::base::span::{FileId, Span};
use crate::model::cite::{CiteForm, CiteGroup, CiteItem};
use crate::model::inline::{Inline, Noteref};

/// A piece of text, and its bytes in the file.
#[derive(Clone, Debug)]
pub struct Piece<'s> {
    pub text: Cow<'s, str>,
    pub start: usize,
    pub end: usize,
}

/// Whether a bare `@word` is a citation.
#[derive(Clone, Copy, Debug)]
pub enum Narrative<'k> {
    /// Nothing is: the words of a link.
    None,
    /// These keys are, and what looks like one; all words are where the keys are not known.
    Of(Option<&'k BTreeSet<String>>),
}

impl Narrative<'_> {
    /// Whether a key without a place after it is meant as one.
    pub fn allows(self, key: &str) -> bool {
        match self {
            Self::None => false,
            Self::Of(None) => true,
            Self::Of(Some(keys)) => keys.contains(key) || is_formed_like_a_key(key, keys),
        }
    }
}

/// A name and a year, `wilson2021` or `wilson2021a`, in the case that keys have on this site: of such a word a slip is
/// told. Any other unknown word behind an `@` is somebody's handle, or a package.
fn is_formed_like_a_key(word: &str, keys: &BTreeSet<String>) -> bool {
    let stem = word.strip_suffix(|c: char| c.is_ascii_lowercase() && c < 'k').unwrap_or(word);
    let Some((name, year)) = stem.len().checked_sub(4).and_then(|at| Some((stem.get(..at)?, stem.get(at..)?))) else {
        return false;
    };
    let year = year.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year));
    let capitals = name.contains(char::is_uppercase);
    // Capitals sort before small letters, so the first key tells whether there are keys with capitals.
    let usual = !capitals || keys.first().is_some_and(|key| key.starts_with(char::is_uppercase));
    year && usual && name.chars().count() > 1 && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
}

/// Joins the pieces and adds what they hold to `out`; `whole` is the text of the file.
pub fn flush<'s>(
    pieces: &mut Vec<Piece<'s>>,
    whole: &'s str,
    file: FileId,
    narrative: Narrative<'_>,
    out: &mut Vec<Inline<'s>>,
) {
    let marked = pieces.iter().any(|piece| memchr::memchr2(b'@', b'^', piece.text.as_bytes()).is_some());
    let Some(run) = Run::join(pieces, whole, file) else { return };
    if marked {
        run.scan(narrative, out);
    } else {
        let end = run.text.len();
        out.push(run.inline(0, end));
    }
}

struct Run<'s> {
    text: Cow<'s, str>,
    file: FileId,
    /// Offsets in `text` and in the file of each piece.
    starts: Vec<(usize, usize)>,
    end: usize,
    /// Offsets in `text` of characters that were escaped or written as entities.
    escaped: Vec<usize>,
}

impl<'s> Run<'s> {
    fn join(pieces: &mut Vec<Piece<'s>>, whole: &'s str, file: FileId) -> Option<Self> {
        let end = pieces.last()?.end;
        let mut run = Self { text: Cow::Borrowed(""), file, starts: Vec::new(), end, escaped: Vec::new() };
        // Borrowed as long as the pieces follow each other in the file to the letter.
        let first = pieces[0].start;
        let mut last = first;
        let verbatim = pieces.iter().all(|piece| {
            let here = piece.start == last && whole.get(piece.start..piece.end) == Some(&*piece.text);
            last = piece.end;
            here
        });
        if verbatim {
            run.text = Cow::Borrowed(&whole[first..last]);
            run.starts.push((0, first));
            if whole.as_bytes().get(first.wrapping_sub(1)) == Some(&b'\\') {
                run.escaped.push(0);
            }
            pieces.clear();
            return Some(run);
        }
        let mut text = String::with_capacity(last.saturating_sub(first));
        let mut before = usize::MAX;
        for piece in pieces.drain(..) {
            let verbatim = whole.get(piece.start..piece.end) == Some(&*piece.text);
            let backslash = piece.start > 0 && whole.as_bytes()[piece.start - 1] == b'\\' && before != piece.start;
            if !verbatim || backslash {
                run.escaped.push(text.len());
            }
            run.starts.push((text.len(), piece.start));
            before = piece.end;
            text.push_str(&piece.text);
        }
        run.text = Cow::Owned(text);
        Some(run)
    }

    fn scan(&self, narrative: Narrative<'_>, out: &mut Vec<Inline<'s>>) {
        let mut at = 0;
        let mut from = 0;
        while let Some(next) = memchr::memchr2(b'@', b'[', &self.text.as_bytes()[from..]).map(|n| n + from) {
            let found =
                if self.text.as_bytes()[next] == b'@' { self.cite(next, narrative) } else { self.noteref(next) };
            match found {
                Some((start, end, inline)) if start >= at => {
                    if start > at {
                        out.push(self.inline(at, start));
                    }
                    out.push(inline);
                    at = end;
                    from = end;
                }
                _ => from = next + 1,
            }
        }
        if at < self.text.len() {
            out.push(self.inline(at, self.text.len()));
        }
    }

    fn noteref(&self, at: usize) -> Option<(usize, usize, Inline<'s>)> {
        let rest = self.text.get(at..)?.strip_prefix("[^")?;
        // No further than a label can go: a line of `[^` without an end takes linear time.
        let len = rest.find(|c: char| c.is_whitespace() || matches!(c, ']' | '[' | '^')).filter(|len| *len > 0)?;
        let label = &rest[..len];
        if self.escaped.contains(&at) || !rest[len..].starts_with(']') {
            return None;
        }
        let end = at + len + 3;
        let label = label_of(Cow::Owned(label.to_owned()));
        Some((at, end, Inline::Noteref(Noteref { label, span: self.span(at, end) })))
    }

    fn cite(&self, at: usize, narrative: Narrative<'_>) -> Option<(usize, usize, Inline<'s>)> {
        let dash = usize::from(self.text[..at].ends_with('-'));
        let found = cites::key_of_sign(&self.text, at - dash, at)?;
        if self.escaped.contains(&at) || self.escaped.contains(&found.start) {
            return None;
        }
        let (mut end, mut locator) = (found.end, None);
        let rest = &self.text[found.end..];
        if let Some(inner) = rest.trim_start_matches([' ', '\n']).strip_prefix('[')
            && let Some(len) = inner.find(['[', ']']).filter(|len| inner[*len..].starts_with(']'))
            && let (Some(place), "") = cites::locator(&inner[..len])
        {
            locator = Some(place);
            end = self.text.len() - inner.len() + len + 1;
        }
        let key = &self.text[found.key.0..found.key.1];
        if locator.is_none() && !narrative.allows(key) {
            return None;
        }
        let item = CiteItem {
            key: Cow::Owned(self.text[found.key.0..found.key.1].to_owned()),
            span: self.span(found.key.0, found.key.1),
            prefix: Cow::Borrowed(""),
            locator,
            suffix: Cow::Borrowed(""),
            suppress_author: found.suppress_author,
        };
        let group = CiteGroup { form: CiteForm::Narrative, items: vec![item], span: self.span(found.start, end) };
        Some((found.start, end, Inline::Cite(group)))
    }

    fn inline(&self, start: usize, end: usize) -> Inline<'s> {
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
            Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
        };
        Inline::Text(text, self.span(start, end))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.place(start), if end == self.text.len() { self.end } else { self.place(end) })
    }

    fn place(&self, at: usize) -> usize {
        let piece = self.starts.partition_point(|(offset, _)| *offset <= at).saturating_sub(1);
        self.starts.get(piece).map_or(0, |(offset, place)| (place + at - offset).min(self.end))
    }
}

/// Labels are compared without regard to case, as the markdown parser does.
#[must_use]
pub fn label_of(label: Cow<'_, str>) -> Cow<'_, str> {
    if label.contains(char::is_uppercase) { Cow::Owned(label.to_lowercase()) } else { label }
}
