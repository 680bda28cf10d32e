//! What the format did not say: passes over the lines, one subject each, the same for all formats.
//!
//! Each takes the whole and gives the whole; none may lose a word. Their order is here and nowhere else.

pub mod antecedents;
mod bylines;
pub mod characters;
mod chunks;
mod columns;
mod doubts;
mod floats;
mod front;
mod furniture;
mod headings;
mod hyphens;
mod joins;
mod markers;
mod measure;
mod notes;
mod numbers;
mod printed;
mod pulls;
mod rows;
mod runtogether;
mod sections;
mod shape;
mod signs;
mod sort;
mod tables;
mod titles;
mod typography;
mod variants;
mod words;

use std::collections::BTreeMap;

use self::rows::Row;
use self::words::Words;
use super::draft::{Draft, Kind};
use super::evidence::{Reading, Role};
use super::read::inline;

/// Runs all passes.
pub fn repair(reading: &Reading) -> Draft {
    let mut draft = Draft::default();
    let roles: BTreeMap<u32, Role> = (0_u32..).zip(&reading.lines).map(|(n, line)| (n, line.role.clone())).collect();
    let mut rows = floats::gather(columns::unfold(rows::rows(reading), &mut draft));
    rows.iter_mut().for_each(mark_up);
    characters::mend(&mut rows, &mut draft);
    let mut rows = bylines::part(rows);
    bylines::open_block(&mut rows);
    let rows = sections::find(rows, &mut draft);
    let rows = signs::join(rows, &mut draft);
    let mut rows = furniture::clear(numbers::leading(numbers::alone(numbers::back(rows))), &mut draft);
    pulls::lines::apart(&mut rows);
    let cut = cut_words(&rows);
    draft.chunks = chunks::gather(rows, &cut, &mut draft);

    sort::figures(&mut draft);
    sort::captions(&mut draft);
    printed::captions(&mut draft);
    notes::mark_borders(&mut draft);
    notes::find(&mut draft, &roles);
    sort::quotes(&mut draft);
    let mut words = Words::default();
    draft.chunks.iter().for_each(|chunk| words.learn(&chunk.text.plain()));
    draft.notes.iter().flat_map(|note| &note.text).for_each(|text| words.learn(&text.plain()));

    pulls::echoes(&mut draft, &words);
    pulls::mark(&mut draft);
    printed::pulls(&mut draft);
    front::find(&mut draft, &reading.claims, &words);
    sort::boxes(&mut draft, &words);
    headings::find(&mut draft, &words);
    sort::items(&mut draft);
    headings::openings(&mut draft, &words);
    pulls::repeated(&mut draft);
    joins::join(&mut draft, &cut);
    runtogether::part(&mut draft, &words);
    markers::tie(&mut draft);
    pulls::repeated(&mut draft);
    pulls::align(&mut draft, &words);
    end_mark(&mut draft);
    soft_hyphens(&mut draft);
    antecedents::bind(&mut draft);
    variants::tell(&mut draft, &words);
    doubts::tell(&mut draft);
    titles::emphasise(&mut draft);
    typography::set(&mut draft, typography::is_english(&words));
    label(&mut draft);
    draft.chunks.retain(|chunk| !matches!(chunk.kind, Kind::Note(_) | Kind::NoteRule | Kind::NoteHeading));
    unread(&mut draft, &reading.unread);
    for remark in &reading.remarks {
        if remark.doubt {
            draft.doubts.push(remark.what.clone());
        }
        draft.decide("reader", remark.what.clone(), (remark.line, remark.line), if remark.doubt { 0.8 } else { 0.95 });
    }
    for dropped in &reading.dropped {
        let what = format!("left out, {}: {}", dropped.reason, dropped.text);
        if dropped.doubt {
            draft.doubts.push(what.clone());
        }
        draft.decide("reader", what, (dropped.line, dropped.line), if dropped.doubt { 0.8 } else { 0.95 });
    }
    draft
}

/// Pages that are pictures of text, among others that were read.
fn unread(draft: &mut Draft, pages: &[u32]) {
    if pages.is_empty() {
        return;
    }
    let numbers: Vec<String> = pages.iter().map(u32::to_string).collect();
    let (page, is) = if pages.len() == 1 { ("page", "is a picture") } else { ("pages", "are pictures") };
    let what = format!("{page} {} {is}: any words on it are missing here", numbers.join(", "));
    draft.doubts.push(what.clone());
    draft.decide("reader", what, (1, 1), 0.3);
}

/// The marks that extractors leave in a text become looks.
fn mark_up(row: &mut Row) {
    if !row.open() {
        return;
    }
    let pieces = std::mem::take(&mut row.text.pieces);
    for piece in pieces {
        if piece.mark.is_some() || !piece.text.contains(['*', '\\', '^', '_']) {
            row.text.pieces.push(piece);
            continue;
        }
        let mut start = piece.start;
        for run in inline::runs(&piece.text) {
            let mut look = piece.look.clone();
            look.italic |= run.look.italic;
            look.bold |= run.look.bold;
            look.superscript |= run.look.superscript;
            let len = u32::try_from(run.text.len()).unwrap_or(0);
            row.text.pieces.push(super::draft::Piece { text: run.text, look, start, ..piece.clone() });
            start += len;
        }
    }
}

/// The words of the document, without those that a line's end may have cut.
fn cut_words(rows: &[Row]) -> Words {
    let mut words = Words::default();
    let mut cut = false;
    for row in rows {
        let text = row.text.printed();
        let mut text = text.trim();
        // What begins small after a gap may be the second half as well.
        if cut || (row.gap && shape::goes_on(text)) {
            text = text.split_once(' ').map_or("", |(_, rest)| rest);
        }
        cut = text.ends_with(['-', '‐', '\u{ad}']);
        if cut {
            text = text.rsplit_once(' ').map_or("", |(rest, _)| rest);
        }
        words.learn(text);
    }
    words
}

/// Soft hyphens at the ends of lines that nothing has followed.
fn soft_hyphens(draft: &mut Draft) {
    let texts = draft.chunks.iter_mut().map(|chunk| &mut chunk.text);
    let notes = draft.notes.iter_mut().flat_map(|note| &mut note.text);
    for piece in texts.chain(notes).flat_map(|text| &mut text.pieces) {
        piece.text.retain(|c| c != '\u{ad}');
    }
}

/// `■` at the end of a piece.
fn end_mark(draft: &mut Draft) {
    for chunk in &mut draft.chunks {
        let Some(piece) = chunk.text.pieces.last_mut() else { continue };
        let kept = piece.text.trim_end();
        if let Some(kept) = kept.strip_suffix(['■', '∎', '◼', '▪', '□', '●', '◆', '♦']) {
            piece.text = kept.trim_end().to_owned();
        }
    }
    draft.chunks.retain(|chunk| !chunk.text.is_empty() || chunk.kind == Kind::Rule);
}

/// Labels for the markdown: the printed numbers, or new ones where those begin again.
fn label(draft: &mut Draft) {
    let mut seen = std::collections::BTreeSet::new();
    let again = draft.notes.iter().filter(|note| !note.gone).any(|note| !seen.insert(note.printed.clone()));
    let mut number = 0;
    for note in &mut draft.notes {
        if note.gone {
            continue;
        }
        number += 1;
        let word: String = note.printed.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        note.label = if again {
            number.to_string()
        } else if word.is_empty() {
            "star".to_owned() + &"-".repeat(usize::from(number == 0))
        } else {
            word
        };
    }
    let mut labels = std::collections::BTreeSet::new();
    for note in draft.notes.iter_mut().filter(|note| !note.gone) {
        let mut label = note.label.clone();
        let mut n = 1;
        while !labels.insert(label.clone()) {
            n += 1;
            label = format!("{}-{n}", note.label);
        }
        note.label = label;
    }
}

/// The words of a text, for those outside.
pub fn words_of(text: &str) -> usize {
    shape::words(text)
}
