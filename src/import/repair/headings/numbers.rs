//! Numbers of headings: `2.1 What comes back`.

use std::collections::BTreeSet;

use super::{fits, follows};
use crate::import::draft::{Draft, Kind};
use crate::import::repair::shape;

/// Words of a numbered line that is no heading where it goes on in a small letter.
const HALF: usize = 7;

/// Numbered headings: at least two, counting up, each short.
pub fn numbered(draft: &Draft) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    let mut last: Vec<u32> = Vec::new();
    for (n, chunk) in draft.chunks.iter().enumerate() {
        let text = chunk.text.printed();
        // A long line that goes on in a small letter is the first half of an item.
        let next = || draft.chunks.get(n + 1).filter(|_| shape::words(&text) > HALF);
        let half = || next().is_some_and(|next| shape::goes_on(&next.text.head()));
        if chunk.kind != Kind::Body || !fits(&text) || !follows(draft, n) || half() {
            continue;
        }
        // `12 Ships` may be anything: a number without a stop needs room around it, and a short name after it.
        let first = text.split(' ').next().unwrap_or("");
        let stopped = first.contains('.');
        let room = chunk.gap && draft.chunks.get(n + 1).is_none_or(|next| next.gap) && shape::words(&text) <= 9;
        if number(&text).is_none() || !(stopped || room) {
            continue;
        }
        let parts: Vec<u32> = first.trim_end_matches('.').split('.').filter_map(|part| part.parse().ok()).collect();
        let next = match parts.as_slice() {
            [first] => *first == last.first().map_or(1, |n| n + 1),
            [head @ .., tail] => last.starts_with(head) && *tail == last.get(head.len()).map_or(1, |n| n + 1),
            [] => false,
        };
        if next {
            last = parts;
            out.insert(n);
        }
    }
    if out.len() < 2 { BTreeSet::new() } else { out }
}

/// Numbers that are typed in headings which the format marks: `2.1`, with a tab, or counting up.
pub fn given(draft: &mut Draft) {
    let headings: Vec<usize> =
        (0..draft.chunks.len()).filter(|n| matches!(draft.chunks[*n].kind, Kind::Heading(_))).collect();
    let of = |draft: &Draft, n: usize| number(&draft.chunks[n].text.printed());
    let found: Vec<usize> = headings.iter().copied().filter(|n| of(draft, *n).is_some()).collect();
    if found.len() < 2 || found.len() * 2 < headings.len() {
        return;
    }
    for n in found {
        let Some((_, len)) = of(draft, n) else { continue };
        let (mut mark, rest) = std::mem::take(&mut draft.chunks[n].text).split(len);
        mark.trim();
        draft.leave(mark, "number of a heading", true);
        draft.chunks[n].text = rest;
    }
}

/// `1.1 What comes back`: the level, and the bytes of the number with its space.
pub fn number(text: &str) -> Option<(u8, usize)> {
    let len = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let rest = &text[len..];
    let parts: Vec<&str> = text[..len].trim_end_matches('.').split('.').collect();
    let numbers = parts.iter().all(|part| (1..=2).contains(&part.len()) && !part.starts_with('0'));
    let spaced = rest.starts_with([' ', '\u{a0}', '\t']);
    let capital = rest.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '‘' | '"'));
    let depth = u8::try_from(parts.len()).ok().filter(|depth| *depth < 5)?;
    (numbers && spaced && capital).then(|| (depth + 1, len + rest.len() - rest.trim_start().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        for (words, want) in [
            ("1. What", Some((2, 3))),
            ("1.1 What", Some((3, 4))),
            ("12 Ships", Some((2, 3))),
            ("2.5 per", None),
            ("1994. So", None),
        ] {
            assert_eq!(number(words), want, "{words}");
        }
    }
}
