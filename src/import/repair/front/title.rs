//! Which line is the title.

use super::{PARAGRAPH, is_disclaimer, names, set_title};
use crate::import::dates;
use crate::import::draft::{Draft, Kind};
use crate::import::repair::shape;
use crate::import::repair::words::{Words, shouted};

/// Finds the title, takes it out, and says where it stood. A title that the format gave stands at the start.
pub fn find(draft: &mut Draft, words: &Words) -> Option<usize> {
    if draft.front.title.is_some() {
        return Some(0);
    }
    let largest = draft.chunks.iter().take(30).map(|chunk| chunk.at.size).fold(0.0, f32::max);
    let first = first_paragraph(draft);
    let mut best: Option<(i32, usize)> = None;
    for n in 0..draft.chunks.len().min(first.max(24)) {
        let Some(mut score) = score(draft, n, largest) else { continue };
        // Behind the first paragraph only a line with its author after it can be the title.
        if n >= first {
            if !authored(draft, n) {
                continue;
            }
            score -= 1;
        }
        if best.is_none_or(|(old, _)| score > old) {
            best = Some((score, n));
        }
    }
    let (score, n) = best?;
    second_line(draft, n);
    // A second line in capitals may belong to it.
    let loud = |k: usize| draft.chunks.get(k).is_some_and(|chunk| shouted(&chunk.text.printed()));
    let open = loud(n)
        && loud(n + 1)
        && !draft.chunks[n + 1].gap
        && draft.chunks[n + 1].at.size <= draft.chunks[n].at.size
        && !names::is_name(draft.chunks[n + 1].text.printed().trim_end_matches(['*', '†']));
    set_title(draft, n, words, if score > 3 && !open { 0.96 } else { 0.85 });
    Some(n)
}

/// A title in capitals that goes on in the next line: with a small word, which begins no heading and no name.
fn second_line(draft: &mut Draft, n: usize) {
    const SMALL: [&str; 16] = [
        "AFTER", "AND", "AT", "BEFORE", "BY", "FOR", "FROM", "IN", "OF", "ON", "OR", "TO", "UNDER", "WITH", "IS", "ARE",
    ];
    let Some(next) = draft.chunks.get(n + 1) else { return };
    let (text, more) = (draft.chunks[n].text.printed(), next.text.printed());
    let first = more.split(' ').next().unwrap_or("");
    let last = text.trim_end().rsplit(' ').next().unwrap_or("");
    let small = SMALL.contains(&first) && first != "BY" || SMALL.contains(&last) || last == "THE";
    if next.kind == draft.chunks[n].kind
        && !next.gap
        && small
        && shouted(&text)
        && shouted(&more)
        && shape::words(&more) < 12
    {
        let more = std::mem::take(&mut draft.chunks[n + 1].text);
        draft.chunks[n].text.append(more);
    }
}

/// The first stretch that is clearly text.
fn first_paragraph(draft: &Draft) -> usize {
    draft
        .chunks
        .iter()
        .position(|chunk| {
            let text = chunk.text.plain();
            chunk.kind == Kind::Body && shape::words(&text) >= PARAGRAPH && !is_disclaimer(&text)
        })
        .unwrap_or(draft.chunks.len())
}

fn score(draft: &Draft, n: usize, largest: f32) -> Option<i32> {
    let chunk = &draft.chunks[n];
    let text = chunk.text.plain();
    let text = text.trim();
    let count = shape::words(text);
    if !matches!(chunk.kind, Kind::Body | Kind::Heading(_)) || !(1..=22).contains(&count) || text.len() > 180 {
        return None;
    }
    let plain = text.ends_with(['.', ',', ';', ':']);
    let other = dates::printed(text).is_some()
        || names::unlabelled(text).0 > 0
        || names::is_number(text)
        || shape::credit(text)
        || shape::caption(text);
    if plain
        || other
        || shape::label(text).is_some()
        || shape::bullet(text).is_some()
        || (shape::quoted(text).is_some() && n > 2)
        || shape::turn(text)
        || !text.chars().any(char::is_alphabetic)
    {
        return None;
    }
    let mut score = 0;
    if largest > 0.0 && chunk.at.size + 0.5 >= largest {
        score += 6;
    }
    if matches!(chunk.kind, Kind::Heading(1)) {
        score += 5;
    }
    if authored(draft, n) {
        score += 3;
    }
    if shouted(text) && count > 1 {
        score += 2;
    }
    // A word alone is a kicker or a heading.
    if count == 1 && !shouted(text) {
        score -= 1;
    }
    if count > 2 {
        score += 1;
    }
    if text.contains(':') || text.ends_with('?') {
        score += 1;
    }
    if n == 0 {
        score += 1;
    }
    if super::is_running_head(draft, text) {
        score -= 5;
    }
    if names::is_line(text) || names::is_organisation(text) {
        score -= 3;
    }
    Some(score)
}

/// Its author or date stands in one of the next lines, before any text.
fn authored(draft: &Draft, n: usize) -> bool {
    draft.chunks[n + 1..].iter().filter(|chunk| !chunk.text.is_empty()).take(2).any(|chunk| {
        let text = chunk.text.plain();
        let text = text.trim();
        let (label, rest) = names::unlabelled(text);
        (label > 0 && !names::people(rest).is_empty())
            || names::is_line(text)
            || names::described(text).is_some()
            || names::is_organisation(text)
    })
}
