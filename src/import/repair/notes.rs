//! The bodies of notes: which stretches they are, which label they have, and where their tails went.
//!
//! A raised number at the start of a stretch is a note wherever it stands. Other labels need a sign: a rule before them,
//! a heading such as “Notes”, or numbers that count up from 1 with a mark in the text for each.

use std::collections::{BTreeMap, BTreeSet};

use super::printed;
use super::shape::{self, Form};
use super::words;
use crate::import::draft::{Chunk, Draft, Kind, Note, Text};
use crate::import::evidence::{Mark, Role};

const HEADINGS: [&str; 26] = [
    "notes",
    "endnotes",
    "end notes",
    "footnotes",
    "references",
    "references and notes",
    "notes and references",
    "sources",
    "citations",
    "works cited",
    "anmerkungen",
    "fußnoten",
    "endnoten",
    "einzelnachweise",
    "quellen",
    "notas",
    "notes de bas de page",
    "références",
    "referencias",
    "примечания",
    "сноски",
    "источники",
    "примітки",
    "przypisy",
    "note",
    "заўвагі",
];

/// Turns stretches into notes. `roles` are those that the format gave, by the stretch's row.
pub fn find(draft: &mut Draft, roles: &BTreeMap<u32, Role>) {
    given(draft, roles);
    let zones = zones(&draft.chunks);
    let mut picked = pick(&draft.chunks, &zones, !draft.notes.is_empty());
    let typed = if draft.notes.is_empty() { typed(&draft.chunks, &zones) } else { BTreeMap::new() };
    let last_typed = typed.keys().next_back().copied();
    picked.extend(typed);
    let mut open: Option<usize> = None;
    let mut cut_off: Option<(usize, usize)> = None;
    for (n, zone) in zones.iter().enumerate() {
        let chunk = &draft.chunks[n];
        if !picked.contains_key(&n) && (chunk.sure || chunk.kind != Kind::Body) {
            // What stands between two notes that somebody has typed is a further paragraph of the first.
            let between = last_typed.is_some_and(|last| n < last) && *zone == Some(Zone::Heading);
            let further = matches!(chunk.kind, Kind::Item { first: false, .. });
            let paragraph = matches!(chunk.kind, Kind::Body | Kind::Item { .. }) && (between || further);
            if let Some(note) = open.filter(|_| paragraph && zone.is_some()) {
                let text = std::mem::take(&mut draft.chunks[n].text);
                draft.notes[note].text.push(text);
                draft.chunks[n].kind = Kind::Note(note);
            }
            continue;
        }
        if let Some(label) = picked.get(&n) {
            let tail = cut(&draft.chunks, n);
            let note = begin(draft, n, label);
            open = Some(note);
            cut_off = tail.then_some((n + 1, note));
        } else if let Some((_, note)) = cut_off.filter(|(place, _)| *place == n) {
            tail(draft, n, note);
        } else if zone.is_some() {
            let first = n == 0
                || matches!(draft.chunks[n - 1].kind, Kind::NoteRule | Kind::Note(_))
                || draft.chunks[n].at.y > 0.0 && zones[n - 1].is_none();
            let small = shape::goes_on(&draft.chunks[n].text.printed());
            // A star note or a short one may stand between a note and its tail.
            let cut = open.and_then(|last| (0..=last).rev().take(4).find(|note| !complete(draft, *note)));
            if let Some(note) = cut.filter(|_| first && small) {
                tail(draft, n, note);
            }
        }
    }
}

fn complete(draft: &Draft, note: usize) -> bool {
    draft.notes[note].text.last().is_none_or(|text| {
        let text = text.printed();
        // A short note may end in a number or a name: only a small word at its end says that it was cut.
        shape::ends(&text) || text.ends_with(|c: char| c.is_ascii_digit()) || shape::words(&text) < 4
    })
}

/// Notes that the format marks.
fn given(draft: &mut Draft, roles: &BTreeMap<u32, Role>) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for n in 0..draft.chunks.len() {
        let Some((row, _)) = draft.chunks[n].text.rows() else { continue };
        let Some(Role::Note(label)) = roles.get(&row) else { continue };
        let mut text = std::mem::take(&mut draft.chunks[n].text);
        text.pieces.retain(|piece| piece.mark != Some(Mark::Backlink));
        text.trim();
        let note = *places.entry(label.clone()).or_insert_with(|| {
            draft.notes.push(Note { printed: label.clone(), at: draft.chunks[n].at, ..Note::default() });
            draft.notes.len() - 1
        });
        draft.notes[note].text.push(text);
        draft.chunks[n].kind = Kind::Note(note);
    }
}

/// Why a stretch may be a note: a rule above it, or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Rule,
    Heading,
}

/// Where notes may stand, and the rules and headings that say so.
fn zones(chunks: &[Chunk]) -> Vec<Option<Zone>> {
    let mut out = vec![None; chunks.len()];
    let mut zone: Option<(Zone, u32)> = None;
    for (n, chunk) in chunks.iter().enumerate() {
        if zone.is_some_and(|(kind, page)| kind == Zone::Rule && page != chunk.at.page) {
            zone = None;
        }
        match chunk.kind {
            Kind::NoteRule => zone = Some((Zone::Rule, chunk.at.page)),
            Kind::NoteHeading => zone = Some((Zone::Heading, 0)),
            Kind::Heading(_) => zone = None,
            _ => out[n] = zone.map(|(kind, _)| kind),
        }
    }
    // Small letters at the foot of a page are notes as much as those under a rule.
    for (n, foot) in printed::feet(chunks).into_iter().enumerate() {
        if foot && out[n].is_none() {
            out[n] = Some(Zone::Rule);
        }
    }
    out
}

/// Marks rules above notes and headings over them.
pub fn mark_borders(draft: &mut Draft) {
    for n in 0..draft.chunks.len() {
        let text = draft.chunks[n].text.printed();
        if draft.chunks[n].kind == Kind::Body && !draft.chunks[n].sure && shape::rule(&text).is_some() {
            let note = draft.chunks.get(n + 1).is_some_and(|next| shape::label(&next.text.printed()).is_some());
            let tail = shape::rule(&text) == Some(true)
                && draft.chunks.get(n + 1).is_some_and(|next| shape::goes_on(&next.text.printed()));
            let kind = if note || tail { Kind::NoteRule } else { Kind::Rule };
            let text = std::mem::take(&mut draft.chunks[n].text);
            draft.leave(text, "rule", true);
            draft.chunks[n].kind = kind;
        }
        if !matches!(draft.chunks[n].kind, Kind::Body | Kind::Heading(_)) {
            continue;
        }
        let name = text.trim_end_matches([':', '.']).to_lowercase();
        let labelled = draft.chunks[n + 1..].iter().find(|next| next.kind != Kind::Rule).is_some_and(|next| {
            let text = next.text.printed();
            // Where the format marks paragraphs and items, there have to be marks that nobody has linked.
            let typed = next.sure && !matches!(next.kind, Kind::Note(_));
            (!typed || is_marked(&draft.chunks[..n]))
                && (shape::label(&text).is_some()
                    || next.kind.clone() == Kind::Note(0)
                    || matches!(next.kind, Kind::Item { number: Some(1), .. }))
        });
        let given = draft.chunks.get(n + 1).is_some_and(|next| matches!(next.kind, Kind::Note(_)));
        if HEADINGS.contains(&name.as_str()) && (labelled || given) {
            draft.chunks[n].kind = Kind::NoteHeading;
            let text = std::mem::take(&mut draft.chunks[n].text);
            draft.leave(text, "heading of the notes", true);
        }
    }
}

/// A 1 somewhere in the text looks like the mark of a note, and the format does not say that it is one.
fn is_marked(chunks: &[Chunk]) -> bool {
    let first = |chunk: &Chunk| super::markers::candidates(&chunk.text).iter().any(|mark| mark.number == 1);
    !chunks.iter().any(|chunk| matches!(chunk.kind, Kind::Note(_))) && chunks.iter().any(first)
}

/// Notes that somebody has typed where the format could have marked them: paragraphs or items under a heading, or
/// paragraphs with a raised number. Most of their numbers have to have a mark in the text.
fn typed(chunks: &[Chunk], zones: &[Option<Zone>]) -> BTreeMap<usize, Label> {
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
struct Label {
    form: Form,
    number: u32,
    len: usize,
    printed: String,
}

fn label(chunk: &Chunk) -> Option<Label> {
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
fn pick(chunks: &[Chunk], zones: &[Option<Zone>], given: bool) -> BTreeMap<usize, Label> {
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
    if given || out.values().any(|label| label.form != Form::Star) {
        return out;
    }
    // Without a sign: numbers that count up and have a mark before them in the text.
    let listed = listed(chunks);
    let ending = ending(chunks, &found);
    for form in [Form::Square, Form::Round, Form::Plain, Form::Stop] {
        let mut run: Vec<(usize, Label)> = Vec::new();
        for (n, label) in found.iter().filter(|(_, label)| label.form.series() == form) {
            // Headings have numbers too, and no stop; items follow a colon.
            let sentence = is_sentence(chunks, *n) || cut(chunks, *n) || ending.is_some_and(|from| *n >= from);
            if form == Form::Stop && (!sentence || listed[*n]) {
                continue;
            }
            let previous = run.last().map_or(0, |(_, label)| label.number);
            let restart =
                label.number == 1 && run.last().is_some_and(|(at, _)| chunks[*at].at.page < chunks[*n].at.page);
            // One of them may be lost.
            if (previous + 1..previous + 3).contains(&label.number) && (previous > 0 || label.number == 1) || restart {
                run.push((*n, label.clone()));
            }
        }
        let alone = matches!(form, Form::Stop | Form::Plain);
        let last = run.len() > 1 && run.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
        let marks = marks_before(chunks, &run);
        if !run.is_empty()
            && marks * 10 >= run.len() * 8
            && (form != Form::Stop || last || run.len() > 1 && marks * 10 >= run.len() * 9)
            && (!alone || last || sentences(chunks, &run) || together(chunks, &run))
        {
            out.extend(run);
            break;
        }
    }
    out
}

/// Where the document ends in numbered lines that count up from 1, with a mark in the text for each: the first of them.
fn ending(chunks: &[Chunk], found: &[(usize, Label)]) -> Option<usize> {
    let mut run: Vec<(usize, Label)> = Vec::new();
    let mut next = chunks.len();
    for (n, label) in found.iter().rev().take_while(|(_, label)| label.form == Form::Stop) {
        let follows = run.last().is_none_or(|(_, below)| below.number == label.number + 1);
        if *n + 1 != next || !follows {
            break;
        }
        next = *n;
        run.push((*n, label.clone()));
    }
    run.reverse();
    let whole = run.first().is_some_and(|(_, label)| label.number == 1) && run.len() >= FEWEST;
    (whole && marks_before(chunks, &run) == run.len()).then_some(next)
}

/// So many notes at the end of a document tell by themselves that they are notes.
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
                seen.extend(super::markers::candidates(&chunks[at].text).into_iter().map(|mark| mark.number));
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
fn cut(chunks: &[Chunk], n: usize) -> bool {
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

/// Which stretches stand in a list that a colon opens.
fn listed(chunks: &[Chunk]) -> Vec<bool> {
    let mut opened = false;
    let mut out = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        out.push(opened);
        let text = chunk.text.printed();
        if shape::label(&text).is_none() {
            opened = text.trim_end().ends_with(':');
        }
    }
    out
}

fn begin(draft: &mut Draft, n: usize, label: &Label) -> usize {
    let text = std::mem::take(&mut draft.chunks[n].text);
    let (mark, mut rest) = text.split(label.len);
    draft.leave(mark, "number of a note", true);
    backlinks(&mut rest);
    rest.trim();
    let at = draft.chunks[n].at;
    draft.notes.push(Note { printed: label.printed.clone(), text: vec![rest], at, ..Note::default() });
    let note = draft.notes.len() - 1;
    draft.chunks[n].kind = Kind::Note(note);
    note
}

/// Arrows that lead back into the text.
fn backlinks(text: &mut Text) {
    text.map(|_, piece| piece.replace(['↩', '↑', '⤴', '\u{fe0e}', '\u{fe0f}'], ""));
    text.trim();
}

fn tail(draft: &mut Draft, n: usize, note: usize) {
    let text = std::mem::take(&mut draft.chunks[n].text);
    let lines = (draft.notes[note].at.line, draft.chunks[n].end.line);
    let label = draft.notes[note].printed.clone();
    draft.chunks[n].kind = Kind::Note(note);
    if let Some(last) = draft.notes[note].text.last_mut() {
        last.append(text);
    }
    draft.decide("notes", format!("note {label} goes on here"), lines, 0.93);
}

#[cfg(test)]
mod tests {
    use super::super::{chunks, rows::rows, words::Words};
    use super::*;
    use crate::import::read::text::lines;

    fn seen(text: &str) -> Vec<String> {
        let mut draft = Draft::default();
        draft.chunks = chunks::gather(rows(&lines(text)), &Words::default(), &mut draft);
        mark_borders(&mut draft);
        find(&mut draft, &BTreeMap::new());
        draft.notes.iter().map(|note| format!("{} {}", note.printed, note.text[0].printed())).collect()
    }

    #[test]
    fn raised_numbers_are_notes_anywhere() {
        assert_eq!(seen("Text of one.¹\n\n¹Deni, John. 2022.\n\nAnd text."), ["1 Deni, John. 2022."]);
    }

    #[test]
    fn other_labels_need_a_sign() {
        let list = "We want three things:\n\n1. Bread.\n\n2. Peace.\n\nAnd text after it.";
        assert!(seen(list).is_empty());
        assert_eq!(seen("So it is.1\n\nNotes\n\n1. Bread.\n2. Peace."), ["1 Bread.", "2 Peace."]);
        assert_eq!(seen("So it is.[1]\n\n[1] Bread."), ["1 Bread."]);
        assert_eq!(
            seen("So it was.1 And so it is.2\n\n1Bread is dear.\n2Peace is dearer."),
            ["1 Bread is dear.", "2 Peace is dearer."]
        );
    }

    #[test]
    fn a_blank_line_may_part_a_note_from_its_end() {
        let text = "So it was.1 And it was so.2\n\n     1. The Quay and the Crane (Pike & Sons,\n\n2003), p. 12.\n     2. Ibid., p.\n\n14.\n\u{c}More text stands on the next page.";
        assert_eq!(seen(text), ["1 The Quay and the Crane (Pike & Sons, 2003), p. 12.", "2 Ibid., p. 14."]);
    }

    #[test]
    fn the_tail_of_a_note_stands_under_the_next_rule() {
        let text = "Text.(1)\n\n----------\n(1) The second was withdrawn after a\n\n\u{c}More text.(2)\n\n----------\ntractor came.\n\n(2) Hansard.";
        assert_eq!(seen(text), ["1 The second was withdrawn after a tractor came.", "2 Hansard."]);
    }
}
