//! Marks that were read at the start of the line after theirs: `6 From then on` below `the hand is that of Aas.`

use std::collections::{BTreeMap, BTreeSet};

use super::marks;
use crate::import::repair::rows::Row;
use crate::import::repair::shape::{self, Form};

/// Lines between two notes, at most.
const NEAR: usize = 2;

/// Puts such marks behind the line above. A number at the start of a line in the middle of a paragraph is one where the
/// text has no other mark with it, and a note further down that counts on begins with the same number.
pub fn leading(mut rows: Vec<Row>) -> Vec<Row> {
    let labels: Vec<(usize, u32, usize)> =
        (0..rows.len()).filter_map(|n| label(&rows[n]).map(|it| (n, it.0, it.1))).collect();
    let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    labels.iter().enumerate().for_each(|(at, (_, number, _))| places.entry(*number).or_default().push(at));
    let inside: Vec<usize> = (0..labels.len()).filter(|at| is_inside(&rows, &labels, &places, *at)).collect();
    if inside.is_empty() {
        return rows;
    }
    let glued = marks(&rows, false);
    let mut taken = BTreeSet::new();
    for at in inside {
        let (n, number, len) = labels[at];
        if glued.contains(&number) || !taken.insert(number) {
            continue;
        }
        let text = std::mem::take(&mut rows[n].text);
        let (mut mark, mut rest) = text.split(len);
        mark.trim();
        rest.trim();
        mark.pieces.iter_mut().for_each(|piece| piece.look.superscript = true);
        rows[n].text = rest;
        rows[n - 1].text.pieces.append(&mut mark.pieces);
    }
    rows
}

/// A number with nothing but a space before the words of a line, and how many bytes it takes.
fn label(row: &Row) -> Option<(u32, usize)> {
    let plain = row.open() && row.at.y <= 0.0;
    let (form, number, len) = plain.then(|| shape::label(&row.text.printed())).flatten()?;
    (form == Form::Plain).then_some((number, len))
}

/// The line stands in a paragraph, behind the end of a sentence, and its number comes again below, among numbers that
/// count up; here none of them is near.
fn is_inside(rows: &[Row], labels: &[(usize, u32, usize)], places: &BTreeMap<u32, Vec<usize>>, at: usize) -> bool {
    let (n, number, _) = labels[at];
    let joined =
        |above: &Row, row: &Row| !row.gap && above.open() && above.at.page == row.at.page && above.column == row.column;
    if n == 0
        || !joined(&rows[n - 1], &rows[n])
        || label(&rows[n - 1]).is_some()
        || !shape::ends(&rows[n - 1].text.printed())
    {
        return false;
    }
    // In a text without blank lines its notes may stand in the same block.
    let first = (n.saturating_sub(NEAR) + 1..=n).rev().find(|n| !joined(&rows[n - 1], &rows[*n]));
    let last = (n + 1..rows.len().min(n + 1 + NEAR)).find(|n| !joined(&rows[n - 1], &rows[*n]));
    let block = first.unwrap_or(n.saturating_sub(NEAR))..last.unwrap_or(n + 1 + NEAR);
    let alone =
        (at == 0 || labels[at - 1].0 < block.start) && labels.get(at + 1).is_none_or(|next| next.0 >= block.end);
    let again = places.get(&number).and_then(|of| of.get(of.partition_point(|place| *place <= at)).copied());
    let counts = |again: usize| {
        let before = labels[..again].iter().rev().find(|(other, ..)| *other != n);
        let after = labels.get(again + 1);
        before.is_some_and(|(_, before, _)| before + 1 == number)
            || after.is_some_and(|(_, after, _)| number + 1 == *after)
    };
    alone && again.is_some_and(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::text::lines;
    use crate::import::repair::rows::rows;

    fn seen(text: &str) -> Vec<String> {
        leading(rows(&lines(text))).iter().map(|row| row.text.printed().into_owned()).collect()
    }

    #[test]
    fn a_mark_before_the_line_after_its_own_goes_back() {
        let text = "It is true of the town.5 The letter\nis signed; the hand is that of Aas.\n6 From then on there were two\narchives, and one was empty.7\n\n5 Lie, p. 4.\n6 Lie, p. 9.\n7 Ibid.\n";
        let seen = seen(text);
        assert_eq!(seen[1..3], ["is signed; the hand is that of Aas.6", "From then on there were two"]);
        assert!(seen.contains(&"6 Lie, p. 9.".to_owned()));
    }

    #[test]
    fn notes_items_and_figures_stay() {
        for text in [
            // Its mark is there already.
            "It is true.6 The letter\nis signed; the hand is that of Aas.\n6 From then on there were two\n\n5 Lie, p. 4.\n6 Lie.\n",
            // No note has it.
            "The letter is signed; the hand is that of Aas.\n6 From then on there were two\n\n4 Lie, p. 4.\n5 Lie.\n",
            // The sentence goes on.
            "The letter is signed; and there were\n6 Archives of the town\n\n5 Lie, p. 4.\n6 Lie.\n",
            // Notes below each other, in two places.
            "It is true.1 The letter is short.2\n\n1 Lie.\n2 Roe, and\nLie.\n\nMore.\n\n1 Lie.\n2 Ibid.\n",
        ] {
            let want: Vec<String> = rows(&lines(text)).iter().map(|row| row.text.printed().into_owned()).collect();
            assert_eq!(seen(text), want, "{text}");
        }
    }
}
