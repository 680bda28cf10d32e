//! The marks in the text and the notes that they lead to.
//!
//! Each place that may be a mark gets a weight by how it looks. Then one assignment is made over the whole document:
//! notes in the order of their bodies, marks in reading order, no two crossing, the sum of the weights as large as can
//! be (a heaviest increasing sequence). So a year or a quantity is no mark unless nothing better has its number.

use std::collections::BTreeMap;

use super::shape;
use crate::import::draft::{Draft, Kind, NOWHERE, Note, Piece, SURE, Text};
use crate::import::evidence::Mark;

/// A place that may be a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub number: u32,
    /// In the printed text.
    pub start: usize,
    pub end: usize,
    pub weight: u32,
}

/// At least so heavy is a mark that no other reading explains.
const STRONG: u32 = 8;
/// Marks of one number that are weighed against one note, nearest first.
const NEAR: usize = 48;

/// All places in a text that may be marks.
pub fn candidates(text: &Text) -> Vec<Candidate> {
    let printed = text.printed();
    let mut out = Vec::new();
    let mut at = 0;
    for piece in &text.pieces {
        let (start, end) = (at, at + piece.text.len());
        at = end;
        if piece.mark.is_none()
            && piece.look.superscript
            && let Ok(number) = piece.text.trim().parse::<u32>()
            && number > 0
        {
            out.push(Candidate { number, start, end, weight: 10 });
        }
    }
    let bytes = printed.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &printed[at..];
        let Some(c) = rest.chars().next() else { break };
        let taken = out.iter().any(|found: &Candidate| found.start <= at && at < found.end && found.weight == 10);
        if taken {
            at += c.len_utf8();
            continue;
        }
        let found = if shape::superscript(c).is_some() {
            raised(&printed, at)
        } else if c == '[' || c == '(' {
            bracketed(&printed, at)
        } else if c.is_ascii_digit() {
            plain(&printed, at)
        } else {
            None
        };
        if c == '[' && found.is_none() {
            let several = listed(&printed, at);
            if let Some(last) = several.last() {
                at = last.end;
                out.extend(several);
                continue;
            }
        }
        match found {
            Some(found) => {
                at = found.end;
                if found.weight > 0 {
                    out.push(found);
                }
            }
            None => at += c.len_utf8(),
        }
    }
    out.sort_by_key(|found| found.start);
    out
}

fn raised(text: &str, at: usize) -> Option<Candidate> {
    let (number, len) = shape::raised(&text[at..])?;
    let before = text[..at].chars().next_back();
    // m², 10⁶ and CO²: a unit or a power.
    let unit = before.is_some_and(|c| c.is_ascii_digit()) || ends_with_unit(&text[..at]);
    Some(Candidate { number, start: at, end: at + len, weight: if unit && number < 10 { 2 } else { 10 } })
}

fn ends_with_unit(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word, "m" | "km" | "cm" | "mm" | "CO" | "R")
        || (word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()) && word.len() < 3)
}

fn bracketed(text: &str, at: usize) -> Option<Candidate> {
    let square = text[at..].starts_with('[');
    let inner = &text[at + 1..];
    let len = inner.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > 3 || !inner[len..].starts_with(if square { ']' } else { ')' }) {
        return None;
    }
    let number = inner[..len].parse().ok()?;
    let end = at + len + 2;
    let before = text[..at].chars().next_back();
    let glued = before.is_some_and(|c| !c.is_whitespace());
    let stop = before.is_some_and(is_stop);
    let weight = match (square, glued, stop) {
        (true, true, _) => 9,
        (true, false, _) => 7,
        (false, true, true) => 8,
        (false, true, false) => 5,
        (false, false, _) => 1,
    };
    Some(Candidate { number, start: at, end, weight })
}

/// `[2, 3]` and `[4–6]`: each number is a mark; those inside a range take no letters.
fn listed(text: &str, at: usize) -> Vec<Candidate> {
    let Some(len) = text[at..].find(']').filter(|len| *len < 24) else { return Vec::new() };
    let inner = &text[at + 1..at + len];
    let mut out: Vec<Candidate> = Vec::new();
    let mut start = at;
    for part in inner.split_inclusive([',', ';', '–', '-']) {
        let digits = part.trim().trim_end_matches([',', ';', '–', '-']).trim();
        let number =
            digits.parse::<u32>().ok().filter(|n| (1..1000).contains(n) && digits.bytes().all(|b| b.is_ascii_digit()));
        let Some(number) = number else { return Vec::new() };
        let end = if out.is_empty() { at + 1 + part.len() } else { start + part.len() };
        let range = out.last().filter(|last| text[..last.end].ends_with(['–', '-'])).map(|last| last.number);
        if let Some(from) = range {
            if number <= from || number - from > 20 {
                return Vec::new();
            }
            out.extend((from + 1..number).map(|number| Candidate { number, start, end: start, weight: 8 }));
        }
        out.push(Candidate { number, start, end, weight: 8 });
        start = end;
    }
    if let Some(last) = out.last_mut() {
        last.end = at + len + 1;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// Digits at a word's end: `paid.1`, `coffee;5`, `warning”,4`.
fn plain(text: &str, at: usize) -> Option<Candidate> {
    let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + len;
    let none = Candidate { number: 0, start: at, end, weight: 0 };
    if len > 3 || text[at..].starts_with('0') {
        return Some(none);
    }
    let number = text[at..end].parse().ok()?;
    let mut before = text[..at].chars().rev();
    let (Some(last), second) = (before.next(), before.next()) else { return Some(none) };
    let after = text[end..].chars().next();
    let done = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '”' | '"' | '’' | '—' | '–' | '?' | '!')
    });
    if !done || last.is_whitespace() {
        return Some(none);
    }
    let word = second.is_some_and(|c| !c.is_ascii_digit() && !c.is_whitespace());
    let quoted = second.is_some_and(is_stop);
    let next_digit = after.is_some_and(|c| matches!(c, '.' | ',' | ':'))
        && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    let weight = match last {
        _ if next_digit => 0,
        '.' | '!' | '?' | '…' if word && !abbreviates(&text[..at]) => 7,
        // `in 2017.1 The`: a decimal has no capital after it.
        '.' | '?' | '!' if ends_in_number(&text[..at]) && starts_anew(&text[end..]) => 5,
        ';' | ',' | ':' if word => 7,
        '”' | '"' | '’' | '\'' | ')' | '»' if quoted || word => 7,
        c if c.is_lowercase() && lower_word(&text[..at]) > 3 => 4,
        _ => 0,
    };
    Some(Candidate { number, weight, ..none })
}

/// `p.1`, `no.2`: a number after an abbreviation.
fn abbreviates(before: &str) -> bool {
    let word = before.trim_end_matches('.').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(
        word.to_lowercase().as_str(),
        "p" | "pp" | "no" | "nos" | "vol" | "fig" | "art" | "ch" | "sec" | "para" | "v"
    )
}

fn ends_in_number(before: &str) -> bool {
    let digits = before.trim_end_matches(['.', '?', '!']);
    let word = digits.rsplit([' ', '\u{a0}', '–', '-']).next().unwrap_or("");
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_digit() || b == b',')
}

/// A sentence begins, or the paragraph is at its end.
fn starts_anew(after: &str) -> bool {
    let rest = after.trim_start();
    rest.is_empty()
        || (rest.len() < after.len() && rest.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_uppercase))
}

fn lower_word(before: &str) -> usize {
    before.chars().rev().take_while(|c| c.is_lowercase()).count()
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '"' | '’' | '\'' | ')' | '…' | '»')
}

/// A mark and the note that it may lead to.
struct Pair {
    note: usize,
    /// The mark's place in reading order.
    mark: usize,
    weight: u64,
}

/// Ties marks to notes and takes them out of the letters.
pub fn tie(draft: &mut Draft) {
    given(draft);
    let notes: Vec<usize> = (0..draft.notes.len())
        .filter(|n| !draft.notes[*n].placed && draft.notes[*n].printed.parse::<u32>().is_ok())
        .collect();
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
    again(draft, &notes, &marks, &mut tied);
    place(draft, &marks, &tied);
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

/// Puts noterefs into the texts; at marks that lead nowhere it says so.
fn place(draft: &mut Draft, marks: &[(usize, Candidate)], tied: &BTreeMap<usize, usize>) {
    for (n, (chunk, mark)) in marks.iter().enumerate().rev() {
        match tied.get(&n) {
            Some(note) => noteref(draft, *chunk, mark, *note),
            None if mark.weight >= 9 => lost(draft, *chunk, mark),
            None => {}
        }
    }
}

fn noteref(draft: &mut Draft, chunk: usize, mark: &Candidate, note: usize) {
    let text = &mut draft.chunks[chunk].text;
    let (mut head, rest) = std::mem::take(text).split(mark.start);
    let (mut taken, tail) = rest.split(mark.end - mark.start);
    // A space before a mark was the extractor's.
    while let Some(last) = head.pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() || last.mark.is_some() {
            break;
        }
        head.pieces.pop();
    }
    if taken.pieces.is_empty() {
        taken.pieces.push(Piece { row: NOWHERE, ..Piece::default() });
    }
    for (k, piece) in taken.pieces.iter_mut().enumerate() {
        piece.mark = Some(if k == 0 { Mark::Noteref(note.to_string()) } else { Mark::Backlink });
    }
    let line = draft.chunks[chunk].at.line;
    let words = tail_words(&head.plain());
    head.pieces.extend(taken.pieces);
    head.pieces.extend(tail.pieces);
    draft.chunks[chunk].text = head;
    let label = draft.notes[note].printed.clone();
    let confidence = match mark.weight {
        STRONG.. => 0.99,
        7 => 0.96,
        _ => 0.8,
    };
    draft.decide("markers", format!("note {label} after “{words}”"), (line, draft.notes[note].at.line), confidence);
    if confidence < SURE {
        draft.chunks[chunk].reviews.push(format!("is this the mark of note {label}, after “{words}”?"));
    }
}

fn lost(draft: &mut Draft, chunk: usize, mark: &Candidate) {
    let text = std::mem::take(&mut draft.chunks[chunk].text);
    let (head, mut rest) = text.split(mark.start);
    let words = format!("the mark {} after “{}” has no note", mark.number, tail_words(&head.plain()));
    if let Some(first) = rest.pieces.first_mut() {
        first.review = Some(words.clone());
    }
    let pieces = head.pieces.into_iter().chain(rest.pieces).collect();
    draft.chunks[chunk].text = Text { pieces };
    let lines = draft.chunks[chunk].lines();
    draft.decide("markers", words, lines, 0.5);
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
            noteref(draft, chunk, &mark, note);
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
    use crate::import::draft::Piece;

    fn text(words: &str) -> Text {
        Text { pieces: vec![Piece { text: words.to_owned(), ..Piece::default() }] }
    }

    #[test]
    fn numbers_that_are_no_marks_weigh_nothing() {
        for words in [
            "CO2 cost",
            "COVID-19 and",
            "the G7 met",
            "Article 5 says",
            "in 2021.",
            "3.5 per cent",
            "pays 4.10 a",
            "at 18.40 from",
            "p.12 and",
            "H5N1",
            "1,204 owners",
        ] {
            assert!(candidates(&text(words)).is_empty(), "{words}: {:?}", candidates(&text(words)));
        }
        for (words, number) in [
            ("paid.1 The", 1),
            ("warning”,4 and", 4),
            ("coffee;5 one", 5),
            ("end.12", 12),
            ("so.³ The", 3),
            ("door\".[1]", 1),
        ] {
            assert_eq!(candidates(&text(words)).first().map(|mark| mark.number), Some(number), "{words}");
        }
    }

    #[test]
    fn several_marks_may_stand_in_one_pair_of_brackets() {
        let numbers = |words: &str| candidates(&text(words)).iter().map(|mark| mark.number).collect::<Vec<_>>();
        assert_eq!(numbers("habit [2, 3]. We"), [2, 3]);
        assert_eq!(numbers("habit.[4–6] We"), [4, 5, 6]);
        assert_eq!(numbers("in [a, 3] and [1998, 2004] and [9-2]"), [0_u32; 0]);
    }

    #[test]
    fn the_heaviest_sequence_never_crosses() {
        let pair = |note, mark, weight| Pair { note, mark, weight };
        let pairs = [pair(1, 0, 9), pair(0, 1, 9), pair(1, 2, 8), pair(2, 3, 1)];
        assert_eq!(heaviest(&pairs, 3), [1, 2, 3]);
    }
}
