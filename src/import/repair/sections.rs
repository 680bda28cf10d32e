//! Numbers before headings in a text that has lost its layout: `2.1 The panel`, or the number in a line of its own.
//!
//! A number with a short line after it may be a note, an item or a heading. Headings count up through the whole text, and
//! a paragraph or a further heading follows each of them.

use super::rows::Row;
use super::shape;
use crate::import::draft::Draft;
use crate::import::evidence::Role;

/// Words of a numbered heading.
const WORDS: usize = 9;
/// So many have to count up.
const FEWEST: usize = 2;
/// So many show that the text counts its headings.
const SEVERAL: usize = 3;
/// Of the width: a line of a paragraph is longer.
const PROSE: f32 = 0.6;

/// A heading that may be one: its line, the line of its number where that is another, and the number.
struct Found {
    line: usize,
    number: Vec<u32>,
    apart: bool,
}

/// Makes headings of the lines that are.
pub fn find(rows: Vec<Row>, draft: &mut Draft) -> Vec<Row> {
    let width = width(&rows);
    let all: Vec<Found> = (0..rows.len()).filter_map(|n| found(&rows, n)).collect();
    // The next line is a heading below this one: `2 Two ports`, `2.1 Arle`.
    let below = |head: &Found| {
        let at = head.line + 1;
        let place = all.partition_point(|found| found.line < at);
        let next = all[place..].iter().take(2).find(|found| found.line == at || found.apart && found.line == at + 1);
        next.is_some_and(|next| next.number.len() > head.number.len() && next.number.starts_with(&head.number))
    };
    let mut chosen: Vec<&Found> = Vec::new();
    for found in &all {
        let after = rows.get(found.line + 1);
        let prose = after.is_some_and(|after| {
            let text = after.text.printed();
            after.at.right - after.at.left > width * PROSE && text.starts_with(char::is_uppercase)
                || shape::caption(&text)
                || shape::bullet(&text).is_some()
                || after.gap && shape::words(&text) > 3 && text.starts_with(char::is_uppercase)
        });
        // A table or a short line may follow one of several: then the line before ends a sentence.
        let above = found.line.checked_sub(1 + usize::from(found.apart)).map(|above| &rows[above]);
        let row = &rows[found.line];
        let told = chosen.len() >= SEVERAL
            && row.at.right - row.at.left < width * PROSE
            && above.is_some_and(|above| shape::ends(&above.text.printed()))
            && after.is_some_and(|after| after.text.printed().starts_with(char::is_uppercase));
        let last = chosen.last().map_or(&[][..], |last| last.number.as_slice());
        if follows(last, &found.number) && (prose || told || below(found)) {
            chosen.push(found);
        }
    }
    let first = chosen.iter().filter(|found| found.number.len() == 1).count();
    if first < FEWEST {
        return rows;
    }
    let heads: Vec<(usize, bool, u8)> = chosen
        .iter()
        .map(|found| (found.line, found.apart, u8::try_from(found.number.len() + 1).unwrap_or(6).min(6)))
        .collect();
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut heads = heads.into_iter().peekable();
    let mut fresh = false;
    for (n, mut row) in rows.into_iter().enumerate() {
        row.gap |= std::mem::take(&mut fresh);
        if let Some((_, apart, level)) = heads.next_if(|(line, ..)| *line == n) {
            if let Some(number) = out.pop_if(|_| apart) {
                let words = std::mem::replace(&mut row.text, number.text);
                row.text.append(words);
            }
            row.role = Role::Heading(level);
            row.gap = true;
            fresh = true;
            let what = format!("“{}” is a heading, by its number", row.text.printed());
            draft.decide("headings", what, (row.at.line, row.at.line), 0.95);
        }
        out.push(row);
    }
    out
}

/// The width of the text, in letters.
fn width(rows: &[Row]) -> f32 {
    let mut all: Vec<f32> = rows.iter().filter(|row| row.open()).map(|row| row.at.right - row.at.left).collect();
    all.sort_by(f32::total_cmp);
    all.get(all.len() * 8 / 10).copied().unwrap_or(0.0)
}

/// Whether a line may be a heading, with its number before it or in the line above.
fn found(rows: &[Row], n: usize) -> Option<Found> {
    let row = rows.get(n).filter(|row| row.open() && row.at.y <= 0.0)?;
    let text = row.text.printed();
    if let Some((number, rest)) = text.split_once(' ')
        && let Some(number) = numbers(number)
    {
        return named(rest.trim()).then_some(Found { line: n, number, apart: false });
    }
    let above =
        n.checked_sub(1).and_then(|n| rows.get(n)).filter(|above| above.open() && above.at.page == row.at.page)?;
    let number = numbers(&above.text.printed())?;
    named(&text).then_some(Found { line: n, number, apart: true })
}

/// `2.1` or `3.`
fn numbers(text: &str) -> Option<Vec<u32>> {
    let text = text.trim_end_matches('.');
    let part = |part: &str| {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()) && !part.starts_with('0');
        plain.then(|| part.parse().ok()).flatten()
    };
    text.split('.').map(part).collect::<Option<Vec<u32>>>().filter(|parts| parts.len() < 5)
}

/// Words that a heading may have, and a note or an item hardly has.
fn named(text: &str) -> bool {
    (1..=WORDS).contains(&shape::words(text))
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', ',', ';', ':', '!', ')', ']', '”', '"', '-'])
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '•' | '@' | '(' | '“' | '"'))
}

/// The next number at the same depth, one deeper, or one of those above.
fn follows(last: &[u32], number: &[u32]) -> bool {
    let Some((tail, head)) = number.split_last() else { return false };
    match last.get(head.len()) {
        Some(before) => last.starts_with(head) && *tail == before + 1,
        None => last == head && *tail == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    fn headings(text: &str) -> Vec<String> {
        let found = find(rows(&lines(text)), &mut Draft::default());
        found.iter().filter(|row| !row.open()).map(|row| row.text.printed().into_owned()).collect()
    }

    const PROSE: &str = "The regulator publishes a return for each of the districts and each quarter.\n";

    #[test]
    fn numbers_that_count_up_before_short_lines_make_headings() {
        let text = format!(
            "1\n\nThe coast\n\n{PROSE}{PROSE}2 Two ports\n2.1 Arle\n{PROSE}2.2\n\nKelmar\n{PROSE}3 Results\n{PROSE}"
        );
        assert_eq!(headings(&text), ["1 The coast", "2 Two ports", "2.1 Arle", "2.2 Kelmar", "3 Results"]);
    }

    #[test]
    fn notes_and_items_are_none() {
        for text in [
            format!("{PROSE}\n1 Letter to the author\n2 Ibid\n3 Harbour Returns\n\n{PROSE}"),
            format!("{PROSE}\n1. Bread\n2. Peace\n\n{PROSE}"),
            format!("{PROSE}\n1\n\nHarbour Returns\n2\n\nLetter to the author\n\n{PROSE}"),
            format!("{PROSE}12 Ships\n{PROSE}"),
        ] {
            assert!(headings(&text).is_empty(), "{text}");
        }
    }
}
