//! Brackets of citations that were opened and never closed.

use super::runs::{Narrative, Piece};
use super::{cites, diag};
use crate::base::diag::Diagnostic;
use crate::base::span::{FileId, Span};

/// Longer words before a key are no "see, for example,".
const SIGNAL: usize = 60;

/// A `[` that a citation begins after and no `]` ends: what is closed is no text any more.
pub fn left_open(pieces: &[Piece<'_>], whole: &str, file: FileId, handles: Narrative<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut open = None;
    for piece in pieces {
        // An escaped sign, or one that is written as an entity, is meant as it is.
        let typed = whole.get(piece.start..piece.end) == Some(&*piece.text)
            && whole.as_bytes().get(piece.start.wrapping_sub(1)) != Some(&b'\\');
        for (at, sign) in piece.text.char_indices().filter(|_| typed) {
            match sign {
                '[' => open = Some(piece.start + at),
                ']' => open = None,
                '@' => {
                    let key = cites::key_of_sign(&piece.text[at..], 0, 0);
                    let key = key.and_then(|found| piece.text.get(at + found.key.0..at + found.key.1));
                    let near = |start: &usize| {
                        let words = whole.get(*start..piece.start + at).unwrap_or("");
                        words.len() <= SIGNAL && !words.contains(". ")
                    };
                    if let (Some(start), Some(key)) = (open.filter(near), key)
                        && handles.allows(key)
                        && cites::key_of_sign(whole, start, piece.start + at).is_some()
                    {
                        found.push(diag::open_citation(Span::new(file, start, piece.start + at + 1 + key.len()), key));
                        open = None;
                    }
                }
                _ => {}
            }
        }
    }
    found
}
