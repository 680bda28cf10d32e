//! The list of notes, each with a way back to every mark that leads to it.

use std::fmt::Write as _;

use super::Writer;
use crate::model::block::{Block, BlockKind};
use crate::model::facts::{NoteFacts, PullFacts, PullState};
use crate::model::page::NoteView;
use crate::model::site::Relation;

/// Longer notes are clipped in the margin.
const LONG: usize = 60;

/// Drawn, because the fonts lack U+21A9 and phones make a picture of it.
const ARROW: &str = "<svg class=\"icon\" viewBox=\"0 0 16 16\" width=\"12\" height=\"12\" aria-hidden=\"true\" \
    focusable=\"false\"><path d=\"M6.5 3 2.5 7l4 4M2.5 7h7.25a3.75 3.75 0 0 1 0 7.5H8\" fill=\"none\" \
    stroke=\"currentColor\" stroke-width=\"1.5\"/></svg>";

impl<'s> Writer<'_, 's> {
    /// Writes the notes in order of number; those that nothing refers to stand last, without a way back.
    pub fn notes(&mut self) -> Vec<NoteView> {
        let references = self.references();
        let facts = self.facts;
        let mut views = Vec::with_capacity(facts.notes.len());
        for (number, note) in (1..).zip(&facts.notes) {
            self.note = Some(number);
            self.after_mark = usize::MAX;
            self.note_blocks(number, note, references.get(number as usize - 1).map_or(&[], Vec::as_slice));
            let html = std::mem::take(&mut self.out);
            // A note has two addresses, and its number in the text is a third.
            let linked = note.anchor.as_deref().into_iter().map(str::to_owned).chain([format!("n{number}")]);
            let linked: Vec<&Relation> = linked.filter_map(|id| self.linked.remove(id.as_str())).flatten().collect();
            if !linked.is_empty() {
                self.linked(&linked);
            }
            views.push(NoteView {
                number,
                linked_html: std::mem::take(&mut self.out),
                id: format!("{}n{number}", self.options.prefix),
                anchor: note.anchor.as_ref().map(|anchor| format!("{}{anchor}", self.options.prefix)),
                also: Vec::new(),
                html,
                long: note.text.split_whitespace().nth(LONG).is_some(),
            });
        }
        self.note = None;
        views
    }

    fn note_blocks(&mut self, number: u32, note: &NoteFacts, references: &[u32]) {
        if !note.defined {
            self.push("<p>");
            if let Some(first) = self.index.groups.at(note.span.start) {
                self.formatted(first);
            }
            self.back_links(number, references);
            self.push("</p>");
            return;
        }
        let briefing = self.briefing;
        let blocks = self
            .index
            .note(note.span.start, &note.label)
            .and_then(|at| briefing.notes.get(at))
            .map(|note| &note.blocks);
        let blocks: &[Block<'s>] = blocks.map_or(&[], Vec::as_slice);
        if let Some((Block { kind: BlockKind::Paragraph(words), .. }, before)) = blocks.split_last() {
            self.blocks(before);
            self.push("<p>");
            self.inlines(words);
        } else {
            self.blocks(blocks);
            if references.is_empty() {
                return;
            }
            self.push("<p>");
        }
        self.back_links(number, references);
        self.push("</p>");
    }

    /// One arrow, or a letter for each of several references.
    fn back_links(&mut self, note: u32, references: &[u32]) {
        if let [nth] = references {
            self.push(" <a");
            self.reference_id(" href=\"#", "r", note, *nth);
            let _ =
                write!(self.out, " role=\"doc-backlink\" aria-label=\"Back to note {note} in the text\">{ARROW}</a>");
            return;
        }
        for (n, nth) in references.iter().enumerate() {
            let letter = letters(n);
            self.push(" <a");
            self.reference_id(" href=\"#", "r", note, *nth);
            let _ = write!(
                self.out,
                " role=\"doc-backlink\" aria-label=\"{letter}, back to note {note} in the text\">{letter}</a>"
            );
        }
    }

    /// For each note the ordinal numbers of the references that are written.
    fn references(&self) -> Vec<Vec<u32>> {
        let mut references = vec![Vec::new(); self.facts.notes.len()];
        // A feed leaves out the pull quotes that repeat the text, and their marks with them.
        let mut left_out: Vec<&PullFacts> = Vec::new();
        if self.feed() {
            left_out.extend(
                self.facts.pulls.iter().filter(|pull| pull.state != PullState::NotFound && pull.sentence.is_some()),
            );
            left_out.sort_unstable_by_key(|pull| pull.span.start);
        }
        for noteref in &self.facts.noterefs {
            let before = left_out.partition_point(|pull| pull.span.start <= noteref.span.start);
            let hidden = before.checked_sub(1).is_some_and(|at| left_out[at].span.contains(noteref.span));
            let list = (noteref.note as usize).checked_sub(1).and_then(|at| references.get_mut(at));
            if let Some(list) = list.filter(|_| !hidden) {
                list.push(noteref.nth);
            }
        }
        for (note, list) in self.facts.notes.iter().zip(&mut references) {
            if !note.defined && note.references == 0 {
                list.push(1);
            }
        }
        references
    }
}

/// a, b … z, aa, ab …
fn letters(n: usize) -> String {
    let mut out = Vec::new();
    let mut n = n + 1;
    while n > 0 {
        out.push(b'a' + u8::try_from((n - 1) % 26).unwrap_or(0));
        n = (n - 1) / 26;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 1, 25, 26, 27, 701, 702].map(letters), ["a", "b", "z", "aa", "ab", "zz", "aaa"]);
    }
}
