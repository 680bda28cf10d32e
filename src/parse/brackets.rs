//! Brackets of citations that were opened and never closed, and ties that were meant and are none.

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

/// The first address of a tie that stands in the text as words. One behind brackets that are escaped, or that is escaped
/// itself, is meant as it is: a page that explains ties shows one so.
pub fn broken_tie(pieces: &[Piece<'_>], whole: &str, file: FileId) -> Option<Diagnostic> {
    const ADDRESS: &str = "(cite:";
    // The last bracket that opens was escaped; the one that closes right before here belongs to no link.
    let (mut opened, mut closed) = (false, false);
    for piece in pieces {
        let before = whole.as_bytes().get(..piece.start).unwrap_or(&[]);
        let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        for (at, sign) in piece.text.char_indices() {
            let escaped = at == 0 && backslashes % 2 == 1;
            match sign {
                '[' => (opened, closed) = (escaped, false),
                ']' => (opened, closed) = (false, escaped || opened),
                '(' if !escaped && !closed && piece.text[at..].starts_with(ADDRESS) => {
                    let start = piece.start + at;
                    return Some(diag::broken_tie(Span::new(file, start, start + ADDRESS.len())));
                }
                _ if sign.is_whitespace() => {}
                _ => closed = false,
            }
        }
    }
    None
}
