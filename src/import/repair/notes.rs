//! The bodies of notes: which stretches they are, which label they have, and where their tails went.
//!
//! A raised number at the start of a stretch is a note wherever it stands. Other labels need a sign: a rule before them,
//! a heading such as “Notes”, or numbers that count up from 1 with a mark in the text for each.

mod pick;

use std::collections::BTreeMap;

use self::pick::{Label, cut, pick, typed};
use super::printed;
use super::shape;
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
    order(draft);
}

/// Puts notes that an extractor read out of their order into the order of their numbers: marks are tied in it.
fn order(draft: &mut Draft) {
    let number = |note: &Note| note.printed.parse::<u32>().ok();
    let numbers: Vec<Option<u32>> = draft.notes.iter().map(number).collect();
    let unique = numbers.iter().flatten().collect::<std::collections::BTreeSet<_>>().len();
    if numbers.is_sorted() || unique < numbers.len() {
        return;
    }
    tell(draft);
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_by_key(|n| numbers[*n]);
    let mut moved = vec![0; places.len()];
    for (place, note) in places.iter().enumerate() {
        moved[*note] = place;
    }
    for chunk in &mut draft.chunks {
        if let Kind::Note(note) = &mut chunk.kind {
            *note = moved[*note];
        }
    }
    let mut notes: Vec<Option<Note>> = std::mem::take(&mut draft.notes).into_iter().map(Some).collect();
    draft.notes = places.iter().filter_map(|n| notes[*n].take()).collect();
}

/// Names the notes that stand behind one with a higher number.
fn tell(draft: &mut Draft) {
    let mut highest = 0;
    let mut late: Vec<&Note> = Vec::new();
    for note in &draft.notes {
        let number = note.printed.parse::<u32>().unwrap_or(0);
        if number < highest {
            late.push(note);
        }
        highest = highest.max(number);
    }
    let (Some(first), Some(last)) = (late.first(), late.last()) else { return };
    let names: Vec<&str> = late.iter().take(NAMED).map(|note| note.printed.as_str()).collect();
    let more = if late.len() > NAMED { ", …" } else { "" };
    let (note, is, whole) =
        if late.len() == 1 { ("note", "stands", "is it") } else { ("notes", "stand", "is each one") };
    let what = format!("{note} {}{more} {is} out of order in the document: {whole} whole?", names.join(", "));
    let lines = (first.at.line, last.at.line.max(first.at.line));
    draft.decide("notes", what.clone(), lines, 0.85);
    draft.doubts.push(what);
}

/// So many notes are named in one line.
const NAMED: usize = 8;

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
        let text = draft.chunks[n].text.printed().into_owned();
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

    fn found(text: &str) -> Draft {
        let mut draft = Draft::default();
        draft.chunks = chunks::gather(rows(&lines(text)), &Words::default(), &mut draft);
        mark_borders(&mut draft);
        find(&mut draft, &BTreeMap::new());
        draft
    }

    fn seen(text: &str) -> Vec<String> {
        let draft = found(text);
        draft.notes.iter().map(|note| format!("{} {}", note.printed, note.text[0].printed())).collect()
    }

    #[test]
    fn raised_numbers_are_notes_anywhere() {
        assert_eq!(seen("Text of one.¹\n\n¹Deni, John. 2022.\n\nAnd text."), ["1 Deni, John. 2022."]);
    }

    #[test]
    fn notes_of_a_page_stand_between_two_items_of_a_list() {
        let page = "It was so.1 And so.2 Nobody asked.3\n\n1. Lowe, p. 4.\n2. Ibid.\n3. Ibid.\n";
        let next = "It had two links,4 and more,5 as follows:\n\n1. Trains were delayed.\n\n2. Supplies went by road.\n\n4. Lowe, p. 157.\n5. Lowe, p. 140.\n";
        let text = format!("{page}\u{c}{next}\u{c}3. The roads were blocked.\n\nAnd that was all.");
        assert_eq!(seen(&text), ["1 Lowe, p. 4.", "2 Ibid.", "3 Ibid.", "4 Lowe, p. 157.", "5 Lowe, p. 140."]);
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

    #[test]
    fn notes_out_of_order_are_put_in_order() {
        let text = "It was so.1 It is so.2 It may be so.3 It will be so.4 It was.5\n\n1. Bread is dear.\n2. Peace is dear.\n\n\
                    4. Salt is dear.\n\nSome other words stand here.\n\n3. Coal is dear.\n5. Wood is dear.";
        assert_eq!(
            seen(text),
            ["1 Bread is dear.", "2 Peace is dear.", "3 Coal is dear.", "4 Salt is dear.", "5 Wood is dear."]
        );
        assert_eq!(found(text).doubts, ["note 3 stands out of order in the document: is it whole?"]);
    }

    #[test]
    fn numbered_headings_before_the_marks_are_no_notes() {
        let text = "1 Introduction\n\nIt was so.1 And it is so.2\n\n2 Results\n\nIt will be so.3\n\n\
                    1Bread is dear.\n2Peace is dear.\n3Coal is dear.";
        assert_eq!(seen(text), ["1 Bread is dear.", "2 Peace is dear.", "3 Coal is dear."]);
    }

    #[test]
    fn notes_without_a_stop_at_the_end_are_notes() {
        let text = "It was so.1 It is so.2 It may be so.3 It will be so.4\n\n\
                    1. Q12 [Dr Low]\n2. Survey of quays, p 4\n3. Q14\n4. Survey of quays, p 9";
        assert_eq!(seen(text).len(), 4);
    }
}
