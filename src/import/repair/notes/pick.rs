//! Which stretches are notes: labels that count up, with marks in the text that ask for them.

use std::collections::{BTreeMap, BTreeSet};

use super::Zone;
use crate::import::draft::{Chunk, Kind};
use crate::import::repair::markers;
use crate::import::repair::shape::{self, Form};
use crate::import::repair::words;

/// Notes that somebody has typed where the format could have marked them: paragraphs or items under a heading, or
/// paragraphs with a raised number. Most of their numbers have to have a mark in the text.
pub fn typed(chunks: &[Chunk], zones: &[Option<Zone>]) -> BTreeMap<usize, Label> {
    let mut run: Vec<(usize, Label)> = Vec::new();
    for (n, chunk) in chunks.iter().enumerate() {
        let headed = zones[n] == Some(Zone::Heading);
        let label = match chunk.kind {
            Kind::Body if chunk.sure => {
                label(chunk).filter(|label| headed || matches!(label.form, Form::Raised | Form::Square))
            }
            Kind::Item { depth: 0, number: Some(number), first: true } if headed => {
                Some(Label { form: Form::Stop, number, len: 0, printed: number.to_string() })
            }
            _ => None,
        };
        let previous = run.last().map_or(0, |(_, label)| label.number);
        run.extend(label.filter(|label| (previous + 1..previous + 4).contains(&label.number)).map(|label| (n, label)));
    }
    let marks = marks_before(chunks, &run);
    let headed = run.iter().all(|(n, _)| zones[*n] == Some(Zone::Heading));
    if marks == run.len() || headed && marks * 10 >= run.len() * 6 {
        run.into_iter().collect()
    } else {
        BTreeMap::new()
    }
}

/// The label of a stretch that may be a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub form: Form,
    pub number: u32,
    /// Bytes of the stretch that it takes.
    pub len: usize,
    pub printed: String,
}

pub fn label(chunk: &Chunk) -> Option<Label> {
    let text = chunk.text.printed();
    // A raised run at the start: the digits are plain, their look is not.
    if let Some(piece) = chunk.text.pieces.iter().find(|piece| !piece.text.is_empty())
        && piece.look.superscript
        && let Ok(number) = piece.text.trim().parse::<u32>()
    {
        let len = text.len() - text[piece.text.len()..].trim_start().len();
        return Some(Label { form: Form::Raised, number, len, printed: piece.text.trim().to_owned() });
    }
    let (form, number, len) = shape::label(&text)?;
    let printed = if number > 0 { number.to_string() } else { text[..len].trim().to_owned() };
    Some(Label { form, number, len, printed })
}

/// Chooses the stretches that are notes.
pub fn pick(chunks: &[Chunk], zones: &[Option<Zone>], given: bool) -> BTreeMap<usize, Label> {
    let open = |n: usize| chunks[n].kind == Kind::Body && !chunks[n].sure;
    let found: Vec<(usize, Label)> =
        (0..chunks.len()).filter(|n| open(*n)).filter_map(|n| Some((n, label(&chunks[n])?))).collect();
    let mut out = BTreeMap::new();
    let mut previous = 0;
    let numbers: BTreeSet<usize> =
        found.iter().filter(|(_, label)| label.form != Form::Star).map(|(place, _)| *place).collect();
    let numbered = |n: usize| numbers.contains(&n);
    let starred = found.iter().any(|(_, label)| label.form == Form::Star) && has_star(chunks);
    for (n, label) in &found {
        let counts = label.number == previous + 1
            || label.number == 1
            || (label.number > previous && label.number < previous + 4);
        let keep = match label.form {
            Form::Raised => true,
            Form::Star => zones[*n].is_some() || (starred && (near_marks(&out, *n) || numbered(*n + 1))),
            _ => zones[*n].is_some() && counts,
        };
        if keep {
            if label.form != Form::Star {
                previous = label.number;
            }
            out.insert(*n, label.clone());
        }
    }
    // Where the format marks its notes, a list that counts up is a list.
    if given {
        return out;
    }
    if out.values().any(|label| label.form != Form::Star) {
        astray(chunks, &found, &mut out);
        return out;
    }
    // Without a sign: numbers that count up and have a mark before them in the text.
    let listed = listed(chunks);
    let feet = feet(chunks, &found, &listed);
    let sentence = |n: usize| is_sentence(chunks, n) || cut(chunks, n) || feet.contains(&n);
    let places = places(chunks, &found);
    for form in [Form::Square, Form::Round, Form::Plain, Form::Stop] {
        // Headings have numbers too, and no stop; items follow a colon.
        let free = |n: usize| form != Form::Stop || sentence(n) && !listed[n];
        let of: Vec<&(usize, Label)> =
            found.iter().filter(|(n, label)| label.form.series() == form && free(*n)).collect();
        let weight = |(n, label): &(usize, Label)| {
            let page = chunks[*n].at.page;
            let marked = places.get(&label.number).is_some_and(|at| at < n || page > 0 && chunks[*at].at.page == page);
            1 + 2 * u32::from(marked) + u32::from(sentence(*n))
        };
        let run = chain(chunks, &of, weight);
        let alone = matches!(form, Form::Stop | Form::Plain);
        let last = run.len() > 1 && run.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
        let marks = marks_before(chunks, &run);
        if !run.is_empty()
            && marks * 10 >= run.len() * 8
            && (form != Form::Stop || last || run.len() > 1 && marks * 10 >= run.len() * 9)
            && (!alone
                || last
                || run.iter().all(|(n, _)| sentence(*n))
                || sentences(chunks, &run)
                || together(chunks, &run))
        {
            out.extend(run);
            astray(chunks, &found, &mut out);
            return out;
        }
    }
    out.extend(scattered(&found, &places, &listed));
    out
}

/// Where columns were read across, notes stand in no order and among other lines: those of a form are notes where they have
/// all numbers from 1 on, each once, and the text has a mark for each.
fn scattered(found: &[(usize, Label)], places: &BTreeMap<u32, usize>, listed: &[bool]) -> Vec<(usize, Label)> {
    for form in [Form::Square, Form::Round, Form::Plain, Form::Stop] {
        let of = found.iter().filter(|(n, label)| label.form.series() == form && !listed[*n]);
        let mut run: Vec<(usize, Label)> = of.cloned().collect();
        run.sort_by_key(|(n, label)| (label.number, *n));
        let counts = run.iter().zip(1..).all(|((_, label), number)| label.number == number);
        if counts && run.len() >= FEWEST && run.iter().all(|(_, label)| places.contains_key(&label.number)) {
            return run;
        }
    }
    Vec::new()
}

/// Notes that stand out of order, where an extractor has read columns across: their number is missing among the notes
/// that were found, the text has a mark for it, and no other stretch begins with it.
fn astray(chunks: &[Chunk], found: &[(usize, Label)], out: &mut BTreeMap<usize, Label>) {
    let numbers: BTreeSet<u32> = out.values().map(|label| label.number).collect();
    let forms: BTreeSet<Form> =
        out.values().map(|label| label.form.series()).filter(|form| *form != Form::Star).collect();
    // Where numbers begin again, none is missing.
    if numbers.len() < out.len() || forms.len() != 1 {
        return;
    }
    let missing = |(n, label): &&(usize, Label)| {
        forms.contains(&label.form.series()) && !numbers.contains(&label.number) && is_sentence(chunks, *n)
    };
    let missing: Vec<&(usize, Label)> = found.iter().filter(missing).collect();
    if missing.is_empty() {
        return;
    }
    let places = places(chunks, found);
    let listed = listed(chunks);
    let mut by_number: BTreeMap<u32, Vec<&(usize, Label)>> = BTreeMap::new();
    for item in missing.into_iter().filter(|(n, label)| places.contains_key(&label.number) && !listed[*n]) {
        by_number.entry(item.1.number).or_default().push(item);
    }
    let alone = by_number.into_values().filter(|items| items.len() == 1).flatten();
    out.extend(alone.cloned());
}

/// The first stretch that has something like a mark of each number; stretches with a label may be notes themselves.
fn places(chunks: &[Chunk], found: &[(usize, Label)]) -> BTreeMap<u32, usize> {
    let bodies: BTreeSet<usize> = found.iter().map(|(n, _)| *n).collect();
    let mut out = BTreeMap::new();
    for (n, chunk) in chunks.iter().enumerate().filter(|(n, _)| !bodies.contains(n)) {
        for mark in markers::candidates(&chunk.text) {
            out.entry(mark.number).or_insert(n);
        }
    }
    out
}

/// Of labels in the order of the text, the heaviest sequence that counts up from 1; on a later page it may begin again.
/// One number may be lost between two. Linear: each number remembers the best sequence that ends in it.
fn chain(chunks: &[Chunk], labels: &[&(usize, Label)], weight: impl Fn(&(usize, Label)) -> u32) -> Vec<(usize, Label)> {
    let mut sums: Vec<(u32, Option<usize>)> = Vec::with_capacity(labels.len());
    let mut ends: BTreeMap<u32, usize> = BTreeMap::new();
    // The best sequence of all, and the best one on earlier pages.
    let (mut best, mut earlier): (Option<usize>, Option<usize>) = (None, None);
    for (at, item) in labels.iter().enumerate() {
        let page = chunks[item.0].at.page;
        if at > 0 && chunks[labels[at - 1].0].at.page < page {
            earlier = best;
        }
        let number = item.1.number;
        let below = [1, 2].iter().filter_map(|less| ends.get(&number.checked_sub(*less)?).copied());
        let before = if number == 1 { earlier } else { below.max_by_key(|before| (sums[*before].0, *before)) };
        let whole = number == 1 || before.is_some();
        let sum = before.map_or(0, |before| sums[before].0) + weight(item);
        sums.push((if whole { sum } else { 0 }, before));
        if !whole {
            continue;
        }
        if ends.get(&number).is_none_or(|end| sums[*end].0 < sum) {
            ends.insert(number, at);
        }
        if best.is_none_or(|best| sums[best].0 < sum) {
            best = Some(at);
        }
    }
    let mut out = Vec::new();
    while let Some(at) = best {
        out.push(labels[at].clone());
        best = sums[at].1;
    }
    out.reverse();
    out
}

/// Numbered lines that count up from 1 with a mark in the text for each, one below the other at the foot of the text or of
/// its pages: notes, though they may be no sentences.
fn feet(chunks: &[Chunk], found: &[(usize, Label)], listed: &[bool]) -> BTreeSet<usize> {
    let of: Vec<&(usize, Label)> =
        found.iter().filter(|(n, label)| label.form == Form::Stop && !listed[*n] && is_foot(chunks, *n)).collect();
    let run = chain(chunks, &of, |_| 1);
    let whole = run.len() >= FEWEST && marks_before(chunks, &run) == run.len();
    run.into_iter().filter(|_| whole).map(|(n, _)| n).collect()
}

/// The next stretch has a label as well, or is none of this page.
fn is_foot(chunks: &[Chunk], n: usize) -> bool {
    chunks.get(n + 1).is_none_or(|next| {
        next.at.page != chunks[n].at.page || label(next).is_some() || !next.text.printed().contains(char::is_alphabetic)
    })
}

/// So many notes at the foot of a text tell by themselves that they are notes.
const FEWEST: usize = 4;

/// Some word has a star behind it.
fn has_star(chunks: &[Chunk]) -> bool {
    chunks.iter().any(|chunk| {
        let text = chunk.text.printed();
        text.match_indices(['*', '†'])
            .any(|(at, _)| text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',')))
    })
}

/// A star note stands with the other notes of its page.
fn near_marks(out: &BTreeMap<usize, Label>, n: usize) -> bool {
    n > 0 && out.contains_key(&(n - 1))
}

/// How many of the numbers have something like a mark in the text above them, or on their page: an extractor may read a
/// column after the notes.
fn marks_before(chunks: &[Chunk], run: &[(usize, Label)]) -> usize {
    let bodies: BTreeSet<usize> = run.iter().map(|(n, _)| *n).collect();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut count = 0;
    let mut at = 0;
    for (n, label) in run {
        let page = chunks[*n].at.page;
        while at < chunks.len() && (at < *n || page > 0 && chunks[at].at.page == page) {
            if !bodies.contains(&at) {
                seen.extend(markers::candidates(&chunks[at].text).into_iter().map(|mark| mark.number));
            }
            at += 1;
        }
        count += usize::from(seen.contains(&label.number));
    }
    count
}

/// Notes may do without a stop at their ends; then they stand one below the other, or last on their page.
fn together(chunks: &[Chunk], run: &[(usize, Label)]) -> bool {
    let beside = |k: usize| {
        let n = run[k].0;
        run.get(k + 1).is_some_and(|next| next.0 == n + 1)
            || k.checked_sub(1).is_some_and(|k| run[k].0 + 1 == n)
            || chunks[n].at.page > 0 && chunks.get(n + 1).is_none_or(|next| next.at.page > chunks[n].at.page)
    };
    run.len() > 2 && (0..run.len()).filter(|k| beside(*k)).count() * 10 >= run.len() * 8
}

/// Notes are sentences or references; headings and items of a list are less.
fn sentences(chunks: &[Chunk], run: &[(usize, Label)]) -> bool {
    run.iter().filter(|(n, _)| is_sentence(chunks, *n) || cut(chunks, *n)).count() * 10 >= run.len() * 7
}

fn is_sentence(chunks: &[Chunk], n: usize) -> bool {
    let text = chunks[n].text.printed();
    // An arrow leads back to the text, whatever stands before it.
    shape::ends(&text) || shape::leads_back(&text)
}

/// Words of a note's end that a blank line parted from it.
const TAIL: usize = 40;

/// What follows at once, on its page, is no note and short: the end of this one, behind a blank line that the
/// extractor put there.
pub fn cut(chunks: &[Chunk], n: usize) -> bool {
    let (Some(note), Some(next)) = (chunks.get(n), chunks.get(n + 1)) else { return false };
    let open = next.kind == Kind::Body && !next.sure && next.at.page == note.at.page && note.at.page > 0;
    let (own, text) = (note.text.printed(), next.text.printed());
    // It ends in the middle, or in an abbreviation: `p.`
    let letters = own.trim_end_matches('.').chars().rev().take_while(|c| c.is_alphabetic()).count();
    let broken = !shape::ends(&own) || own.ends_with('.') && (1..4).contains(&letters);
    let after = chunks.get(n + 2).is_none_or(|after| after.at.page != note.at.page || label(after).is_some());
    open && after
        && broken
        && !words::shouted(&text)
        && note.at.y <= 0.0
        && label(next).is_none()
        && shape::words(&text) <= TAIL
        && shape::ends(&text)
}

/// Which stretches stand in a list that a colon opens. Its items count up: notes at the foot of the page, which count on
/// from others, end it.
fn listed(chunks: &[Chunk]) -> Vec<bool> {
    let mut opened = false;
    let mut last: Option<u32> = None;
    let mut out = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let text = chunk.text.printed();
        if let Some((_, number, _)) = shape::label(&text) {
            opened &= last.is_none_or(|last| number == last + 1 || number == 0);
            last = Some(number);
            out.push(opened);
        } else {
            out.push(opened);
            opened = text.trim_end().ends_with(':');
            last = None;
        }
    }
    out
}
