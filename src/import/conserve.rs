//! Every word of the source is placed, or listed as left out, in the order of its line. Where that sum does not close,
//! the import says so.
//!
//! Letters are counted, not words: a letter-spaced heading, a ligature or a word cut at a line's end changes how many
//! words there are and no letter. That no two words grew together is looked at by itself.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::draft::{Draft, NOWHERE, Text};
use super::evidence::{Mark, Reading};
use super::repair::words_of;

/// The account of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Words in the source.
    pub source: usize,
    /// In the text, in notes and in the front matter.
    pub placed: usize,
    /// Became structure: numbers of notes, bullets, a date.
    pub kept: usize,
    /// Left out, each listed.
    pub dropped: usize,
    pub faults: Vec<Fault>,
}

/// A line whose words do not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: u32,
    pub what: String,
}

pub fn check(reading: &Reading, draft: &Draft) -> Sum {
    let mut rows: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
    let mut sum = Sum::default();
    let notes = draft.notes.iter().flat_map(|note| &note.text);
    let texts = draft.chunks.iter().map(|chunk| &chunk.text).chain(notes).chain(&draft.fronted);
    for text in texts.clone() {
        sum.placed += words_of(&text.plain());
        collect(text, &mut rows);
    }
    for left in &draft.left {
        let words = words_of(&left.text.plain());
        if left.kept {
            sum.kept += words;
        } else {
            sum.dropped += words;
        }
        collect(&left.text, &mut rows);
    }
    let mut mended: BTreeMap<u32, Vec<(String, String)>> = BTreeMap::new();
    for (row, from, to) in &draft.mended {
        mended.entry(*row).or_default().push((fold(from), fold(to)));
    }
    for (row, line) in (0_u32..).zip(&reading.lines) {
        let text: String =
            line.runs.iter().filter(|run| run.mark != Some(Mark::Backlink)).map(|run| run.text.as_str()).collect();
        sum.source += words_of(&text);
        // Most lines are as they were.
        if let (Some([(_, placed)]), None) = (rows.get(&row).map(Vec::as_slice), mended.get(&row))
            && placed.trim() == text.trim()
        {
            continue;
        }
        let mut want = fold(&text);
        for (from, to) in mended.get(&row).into_iter().flatten() {
            want = want.replacen(from, to, 1);
        }
        let pieces = rows.entry(row).or_default();
        pieces.sort_by_key(|(start, _)| *start);
        let have: String = pieces.iter().map(|(_, text)| fold(text)).collect();
        if want != have {
            let placed: String = pieces.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
            sum.faults.push(Fault { line: line.at.line, what: difference(&text, &placed) });
        }
    }
    for text in texts {
        grown(text, reading, &mut sum.faults);
    }
    sum
}

fn collect<'t>(text: &'t Text, rows: &mut BTreeMap<u32, Vec<(u32, &'t str)>>) {
    for piece in text.pieces.iter().filter(|piece| piece.row != NOWHERE) {
        rows.entry(piece.row).or_default().push((piece.start, &piece.text));
    }
}

/// Letters and digits without their case, marks and forms.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    let letters = text.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.filter(|c| c.is_alphanumeric()).map(|c| if c == 'ς' { 'σ' } else { c }).collect()
}

fn difference(source: &str, placed: &str) -> String {
    let count = |text: &str| {
        let mut out: BTreeMap<String, i32> = BTreeMap::new();
        for word in text.split_whitespace() {
            *out.entry(fold(word)).or_default() += 1;
        }
        out
    };
    let (mut missing, mut added) = (Vec::new(), Vec::new());
    let placed = count(placed);
    let source = count(source);
    for (word, n) in &source {
        if placed.get(word).copied().unwrap_or(0) < *n && !word.is_empty() {
            missing.push(word.as_str());
        }
    }
    for (word, n) in &placed {
        if source.get(word).copied().unwrap_or(0) < *n && !word.is_empty() {
            added.push(word.as_str());
        }
    }
    match (missing.is_empty(), added.is_empty()) {
        (true, true) => "its words stand in another order".to_owned(),
        (false, true) => format!("missing: {}", missing.join(" ")),
        (true, false) => format!("too much: {}", added.join(" ")),
        (false, false) => format!("missing: {}; too much: {}", missing.join(" "), added.join(" ")),
    }
}

/// Words of two lines that became one without being the halves of a cut word.
fn grown(text: &Text, reading: &Reading, faults: &mut Vec<Fault>) {
    let filled = text.pieces.iter().filter(|piece| !piece.text.is_empty());
    for (a, b) in filled.clone().zip(filled.skip(1)) {
        let close = a.text.ends_with(char::is_alphanumeric) && b.text.starts_with(char::is_alphanumeric);
        if a.row != b.row && close && !b.glued && a.mark.is_none() && b.mark.is_none() {
            let line = reading.lines.get(b.row as usize).map_or(0, |line| line.at.line);
            faults.push(Fault { line, what: "its first word grew together with the word before".to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::text::lines;
    use super::super::repair::repair;
    use super::*;

    #[test]
    fn a_lost_and_a_doubled_word_are_told() {
        let reading = lines("One paragraph of so many words that it is a paragraph.\n\nAnd another one.");
        let mut draft = repair(&reading);
        assert_eq!(check(&reading, &draft).faults, []);
        let piece = &mut draft.chunks[0].text.pieces[0].text;
        *piece = piece.replace("many ", "");
        assert_eq!(check(&reading, &draft).faults, [Fault { line: 1, what: "missing: many".to_owned() }]);
        let chunk = draft.chunks[1].clone();
        draft.chunks.push(chunk);
        assert_eq!(check(&reading, &draft).faults.len(), 2);
    }
}
