//! The marks in the text and the notes that they lead to.
//!
//! Each place that may be a mark gets a weight by how it looks. Then one assignment is made over the whole document:
//! notes in the order of their bodies, marks in reading order, no two crossing, the sum of the weights as large as can
//! be (a heaviest increasing sequence). So a year or a quantity is no mark unless nothing better has its number.

mod looks;

use std::collections::{BTreeMap, BTreeSet};

pub use self::looks::{Candidate, candidates};
use self::looks::{SPACED, is_stop};
use crate::import::draft::{Draft, Kind, NOWHERE, Note, Piece, SURE, Text};
use crate::import::evidence::Mark;

/// At least so heavy is a mark that no other reading explains.
const STRONG: u32 = 8;
/// So heavy is a plain number at once behind a stop.
const PLAIN: u32 = 7;
/// Marks of one number that are weighed against one note, nearest first.
const NEAR: usize = 48;

/// A mark and the note that it may lead to.
struct Pair {
    note: usize,
    /// The mark's place in reading order.
    mark: usize,
    weight: u64,
}

/// What the marks of a document say of each other.
#[derive(Default)]
struct Series {
    /// Nearly every note has its mark: a number that fits in between is one as well, however it looks.
    whole: bool,
    /// Notes whose marks cross others: the order of the text is not that of the page.
    crossing: BTreeSet<usize>,
}

/// Ties marks to notes and takes them out of the letters.
pub fn tie(draft: &mut Draft) {
    given(draft);
    let mut notes: Vec<usize> = (0..draft.notes.len())
        .filter(|n| !draft.notes[*n].placed && draft.notes[*n].printed.parse::<u32>().is_ok())
        .collect();
    // Those that a PDF marks were found before the others. Lines of a text in columns are in no order.
    if notes.iter().any(|n| draft.notes[*n].at.y > 0.0) {
        notes.sort_by_key(|n| draft.notes[*n].at.line);
    }
    let mut marks: Vec<(usize, Candidate)> = Vec::new();
    for (n, chunk) in draft.chunks.iter().enumerate() {
        if holds_marks(&chunk.kind) {
            marks.extend(candidates(&chunk.text).into_iter().map(|mark| (n, mark)));
        }
    }
    let pairs = pairs(draft, &notes, &marks);
    let chosen = heaviest(&pairs, notes.len());
    let mut tied: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in chosen {
        tied.insert(pairs[pair].mark, notes[pairs[pair].note]);
        draft.notes[notes[pairs[pair].note]].placed = true;
    }
    let crossing = crossing(draft, &notes, &marks, &mut tied);
    again(draft, &notes, &marks, &mut tied);
    let placed = notes.iter().filter(|n| draft.notes[**n].placed).count();
    let series = Series { whole: placed > 3 && placed * 10 >= notes.len() * 9, crossing };
    place(draft, &marks, &tied, &series);
    stars(draft);
    tell(draft);
}

fn holds_marks(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Body
            | Kind::Item { .. }
            | Kind::Quote { .. }
            | Kind::Heading(_)
            | Kind::Caption
            | Kind::Cell { .. }
            | Kind::Box { .. }
    )
}

/// Marks of the format itself.
fn given(draft: &mut Draft) {
    let places: BTreeMap<String, usize> =
        draft.notes.iter().enumerate().map(|(n, note)| (note.printed.clone(), n)).collect();
    let mut placed = Vec::new();
    for chunk in &mut draft.chunks {
        for piece in &mut chunk.text.pieces {
            if let Some(Mark::Noteref(label)) = &mut piece.mark
                && let Some(n) = places.get(label)
            {
                *label = n.to_string();
                placed.push(*n);
            }
        }
    }
    for n in placed {
        draft.notes[n].placed = true;
    }
}

fn pairs(draft: &Draft, notes: &[usize], marks: &[(usize, Candidate)]) -> Vec<Pair> {
    let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, n) in notes.iter().enumerate() {
        if let Ok(number) = draft.notes[*n].printed.parse() {
            by_number.entry(number).or_default().push(place);
        }
    }
    let mut out = Vec::new();
    for (mark, (chunk, candidate)) in marks.iter().enumerate() {
        let Some(places) = by_number.get(&candidate.number) else { continue };
        let chunk = &draft.chunks[*chunk];
        let line = chunk.at.line;
        let middle = places.partition_point(|place| draft.notes[notes[*place]].at.line < line);
        let from = middle.saturating_sub(NEAR / 2);
        for place in places.iter().skip(from).take(NEAR) {
            let note = &draft.notes[notes[*place]];
            let (pages, page) = ((chunk.at.page, chunk.end.page), note.at.page);
            // Numbers begin again on each page: the note stands on a page of the paragraph.
            let far = places.len() > 1 && page > 0 && (page < pages.0 || page > pages.1 + 1);
            if !far {
                let near = places.len() > 1 && (pages.0..=pages.1).contains(&page);
                // One pair more always outweighs a fraction of a better look.
                let weight = u64::from(candidate.weight) * 16 + u64::from(near);
                out.push(Pair { note: *place, mark, weight });
            }
        }
    }
    out
}

/// The heaviest sequence in which notes and marks both go up. In the order of marks; a Fenwick tree of best sums.
fn heaviest(pairs: &[Pair], notes: usize) -> Vec<usize> {
    let mut best: Vec<(u64, Option<usize>)> = vec![(0, None); notes + 1];
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut sums = vec![0_u64; pairs.len()];
    let mut at = 0;
    while at < pairs.len() {
        let mut end = at;
        while end < pairs.len() && pairs[end].mark == pairs[at].mark {
            let mut sum = (0, None);
            let mut n = pairs[end].note;
            while n > 0 {
                if best[n].0 > sum.0 {
                    sum = best[n];
                }
                n &= n - 1;
            }
            before[end] = sum.1;
            sums[end] = sum.0 + pairs[end].weight;
            end += 1;
        }
        for pair in at..end {
            let mut n = pairs[pair].note + 1;
            while n <= notes {
                if best[n].0 < sums[pair] {
                    best[n] = (sums[pair], Some(pair));
                }
                n += n & n.wrapping_neg();
            }
        }
        at = end;
    }
    let mut last = (0..pairs.len()).max_by_key(|pair| (sums[*pair], std::cmp::Reverse(*pair)));
    let mut out = Vec::new();
    while let Some(pair) = last {
        out.push(pair);
        last = before[pair];
    }
    out.reverse();
    out
}

/// Marks of notes that are left over, where an extractor has read columns across and the marks are in no order: only those
/// that are alone with their number.
fn crossing(
    draft: &mut Draft,
    notes: &[usize],
    marks: &[(usize, Candidate)],
    tied: &mut BTreeMap<usize, usize>,
) -> BTreeSet<usize> {
    let number = |n: usize| draft.notes[n].printed.parse::<u32>().ok();
    let mut series: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for n in notes {
        if let Some(number) = number(*n) {
            series.entry(number).or_default().push(*n);
        }
    }
    let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (mark, (_, candidate)) in marks.iter().enumerate().filter(|(_, (_, mark))| mark.weight >= PLAIN) {
        found.entry(candidate.number).or_default().push(mark);
    }
    let mut out = BTreeSet::new();
    for (number, notes) in series {
        if let ([note], Some([mark])) = (&notes[..], found.get(&number).map(Vec::as_slice))
            && !draft.notes[*note].placed
            && !tied.contains_key(mark)
        {
            tied.insert(*mark, *note);
            draft.notes[*note].placed = true;
            out.insert(*note);
        }
    }
    out
}

/// Marks that lead to a note a second time: only those that look like nothing else.
fn again(draft: &Draft, notes: &[usize], marks: &[(usize, Candidate)], tied: &mut BTreeMap<usize, usize>) {
    let mut series: BTreeMap<u32, usize> = BTreeMap::new();
    let mut unique: BTreeMap<u32, usize> = BTreeMap::new();
    for n in notes {
        if let Ok(number) = draft.notes[*n].printed.parse() {
            *unique.entry(number).or_default() += 1;
        }
    }
    for (mark, (_, candidate)) in marks.iter().enumerate() {
        if let Some(note) = tied.get(&mark) {
            series.insert(candidate.number, *note);
        } else if candidate.weight >= STRONG
            && unique.get(&candidate.number) == Some(&1)
            && let Some(note) = series.get(&candidate.number)
        {
            tied.insert(mark, *note);
        }
    }
}

/// Puts noterefs into the texts; at marks that lead nowhere it says so. Each text is walked once.
fn place(draft: &mut Draft, marks: &[(usize, Candidate)], tied: &BTreeMap<usize, usize>, series: &Series) {
    let mut from = 0;
    for group in marks.chunk_by(|a, b| a.0 == b.0) {
        let marked: Vec<(&Candidate, Option<usize>)> = (from..)
            .zip(group)
            .map(|(n, (_, mark))| (mark, tied.get(&n).copied()))
            .filter(|(mark, note)| note.is_some() || mark.weight >= 9)
            .collect();
        from += group.len();
        if let Some((chunk, _)) = group.first() {
            put(draft, *chunk, &marked, series);
        }
    }
}

/// Marks of one text, in their order.
fn put(draft: &mut Draft, chunk: usize, marks: &[(&Candidate, Option<usize>)], series: &Series) {
    let places: Vec<usize> = marks.iter().flat_map(|(mark, _)| [mark.start, mark.end]).collect();
    let parts = std::mem::take(&mut draft.chunks[chunk].text).cut(&places);
    let mut out = Text::default();
    for (n, mut part) in parts.into_iter().enumerate() {
        let Some((mark, note)) = marks.get(n / 2).filter(|_| n % 2 == 1) else {
            out.pieces.append(&mut part.pieces);
            continue;
        };
        let words = tail_words(&out.tail());
        if let Some(note) = note {
            raise(&mut out, part, *note);
            tied(draft, chunk, (mark, *note), &words, series);
        } else {
            let what = format!("the mark {} after “{words}” has no note", mark.number);
            if let Some(first) = part.pieces.first_mut() {
                first.review = Some(what.clone());
            }
            out.pieces.append(&mut part.pieces);
            let lines = draft.chunks[chunk].lines();
            draft.decide("markers", what, lines, 0.5);
        }
    }
    draft.chunks[chunk].text = out;
}

/// Appends a mark as a noteref.
fn raise(out: &mut Text, mut mark: Text, note: usize) {
    // A space before a mark was the extractor's.
    while let Some(last) = out.pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() || last.mark.is_some() {
            break;
        }
        out.pieces.pop();
    }
    if mark.pieces.is_empty() {
        mark.pieces.push(Piece { row: NOWHERE, ..Piece::default() });
    }
    for (k, piece) in mark.pieces.iter_mut().enumerate() {
        piece.mark = Some(if k == 0 { Mark::Noteref(note.to_string()) } else { Mark::Backlink });
    }
    out.pieces.append(&mut mark.pieces);
}

/// Tells of a tie.
fn tied(draft: &mut Draft, chunk: usize, (mark, note): (&Candidate, usize), words: &str, series: &Series) {
    let line = draft.chunks[chunk].at.line;
    let label = draft.notes[note].printed.clone();
    let confidence = match mark.weight {
        _ if series.crossing.contains(&note) => 0.88,
        STRONG.. => 0.99,
        PLAIN => 0.96,
        SPACED if series.whole => 0.95,
        _ => 0.8,
    };
    draft.decide("markers", format!("note {label} after “{words}”"), (line, draft.notes[note].at.line), confidence);
    if confidence < SURE {
        draft.chunks[chunk].reviews.push(format!("is this the mark of note {label}, after “{words}”?"));
    }
}

/// A star after a word leads to the note with the same star.
fn stars(draft: &mut Draft) {
    for note in 0..draft.notes.len() {
        let Note { printed, placed, gone, .. } = &draft.notes[note];
        if *placed || *gone || !printed.starts_with(['*', '†', '‡']) {
            continue;
        }
        let star = printed.clone();
        let found = draft.chunks.iter().enumerate().find_map(|(n, chunk)| {
            let text = holds_marks(&chunk.kind).then(|| chunk.text.printed())?;
            let start = text.match_indices(star.as_str()).map(|(at, _)| at).find(|at| {
                text[..*at].ends_with(|c: char| c.is_alphanumeric() || is_stop(c))
                    && !text[at + star.len()..].starts_with(|c: char| c.is_alphanumeric() || star.contains(c))
            })?;
            Some((n, Candidate { number: 0, start, end: start + star.len(), weight: STRONG }))
        });
        if let Some((chunk, mark)) = found {
            draft.notes[note].placed = true;
            put(draft, chunk, &[(&mark, Some(note))], &Series::default());
        }
    }
}

fn tail_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[words.len().saturating_sub(4)..].join(" ")
}

/// Says which notes have no mark.
fn tell(draft: &mut Draft) {
    for n in 0..draft.notes.len() {
        let note = &draft.notes[n];
        if note.placed || note.gone {
            continue;
        }
        let (label, line) = (note.printed.clone(), note.at.line);
        let words = format!("no mark was found for note {label}; put its mark where it belongs");
        draft.notes[n].reviews.push(words.clone());
        draft.decide("markers", words, (line, line), 0.5);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_sequence_never_crosses() {
        let pair = |note, mark, weight| Pair { note, mark, weight };
        let pairs = [pair(1, 0, 9), pair(0, 1, 9), pair(1, 2, 8), pair(2, 3, 1)];
        assert_eq!(heaviest(&pairs, 3), [1, 2, 3]);
    }
}
