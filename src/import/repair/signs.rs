//! Signs of lists in lines of their own: bullets and numbers with a stop that an extractor parted from their items.
//!
//! It writes each above its item, or all of them above the first one, or all of them at the end of the page. The first
//! two go back to their items. For the last nobody can say which lines they stood before: they leave the text, and the
//! editor is told.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Row;
use super::shape;
use crate::base::text::count;
use crate::import::draft::Draft;
use crate::import::evidence::Role;

/// Lines of an item, at most, on average.
const LINES: usize = 8;
/// Of the widest line: what is shorter may be the last line of an item.
const SHORT: f32 = 0.9;

/// What stands alone in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Bullet(char),
    /// `3.`, `3)`.
    Number(u32),
}

/// Puts signs before their items.
pub fn join(mut rows: Vec<Row>, draft: &mut Draft) -> Vec<Row> {
    let signs: Vec<Option<Sign>> = rows.iter().map(sign).collect();
    let runs = runs(&rows, &signs);
    // The items, each with its sign; signs that have none.
    let mut items: BTreeMap<usize, usize> = BTreeMap::new();
    let mut lost: Vec<&[usize]> = Vec::new();
    let mut told: Vec<(usize, bool)> = Vec::new();
    for run in runs.iter().filter(|run| run.len() > 1) {
        let Some(found) = beginnings(&rows, &signs, run) else {
            lost.push(run);
            continue;
        };
        tell(&mut rows, &signs, run, &found, draft);
        let Beginnings { starts, end, .. } = found;
        // However short a line is: what stands between two items belongs to the first.
        told.extend((starts[0]..end).map(|n| (n, starts.binary_search(&n).is_err())));
        items.extend(starts.into_iter().zip(run.iter().copied()));
    }
    for (n, goes_on) in told {
        rows[n].goes_on = Some(goes_on);
    }
    for (sign, item) in singles(&rows, &signs, &runs) {
        items.entry(item).or_insert(sign);
    }
    if items.is_empty() && lost.is_empty() {
        return rows;
    }
    for run in &lost {
        let (first, last) = (&rows[run[0]], &rows[run[run.len() - 1]]);
        let what = format!(
            "{} of a list stood apart from it, in line {} of the document, and are left out: which lines are its items?",
            counted(&signs, run),
            first.at.line
        );
        draft.doubts.push(what.clone());
        draft.decide("lists", what, (first.at.line, last.at.line), 0.5);
    }
    let listed = listed(&rows, &signs, items.values().copied());
    placed(rows, &items, &listed, &lost.concat())
}

/// The signs stood above all items, so that which lines begin one is read off their words, or only off their widths.
fn tell(rows: &mut [Row], signs: &[Option<Sign>], run: &[usize], found: &Beginnings, draft: &mut Draft) {
    let lines: Vec<String> = found.starts.iter().map(|n| rows[*n].at.line.to_string()).collect();
    let what = format!("{} stood above a list; its items begin in lines {}", counted(signs, run), lines.join(", "));
    let last = rows[found.end - 1].at.line;
    draft.decide("lists", what, (rows[run[0]].at.line, last), if found.by_sentences { 0.93 } else { 0.8 });
    if !found.by_sentences
        && let Some(piece) = rows[found.starts[0]].text.pieces.first_mut()
    {
        piece.review = Some(format!("does this list have {} items, and do they begin where they should?", run.len()));
    }
}

/// As an editor calls them: `3 bullets`.
fn counted(signs: &[Option<Sign>], run: &[usize]) -> String {
    match signs[run[0]] {
        Some(Sign::Number(_)) => count(run.len(), "number", "numbers"),
        _ => count(run.len(), "bullet", "bullets"),
    }
}

/// Of the signs of items, in their order, the numbers of lists. Those of notes stand alone in the same way; but where a
/// line of the text begins with one of the numbers already, the others that count up with it are no notes either.
fn listed(rows: &[Row], signs: &[Option<Sign>], items: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let label = |row: &Row| shape::label(&row.text.printed()).map(|(_, number, _)| number);
    let labels: BTreeSet<u32> = rows.iter().filter(|row| row.open()).filter_map(label).collect();
    let number = |n: usize| if let Some(Sign::Number(number)) = signs[n] { Some(number) } else { None };
    let numbers: Vec<(usize, u32)> = items.filter_map(|n| Some((n, number(n)?))).collect();
    let lists = numbers.chunk_by(|(_, a), (_, b)| a + 1 == *b);
    let taken = lists.filter(|list| list.iter().any(|(_, number)| labels.contains(number)));
    taken.flatten().map(|(n, _)| *n).collect()
}

/// `items` with their signs, those of a `listed` number behind a bullet, so that nobody takes it for that of a note.
fn placed(rows: Vec<Row>, items: &BTreeMap<usize, usize>, listed: &BTreeSet<usize>, lost: &[usize]) -> Vec<Row> {
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    for n in lost {
        if let Some(row) = &mut rows[*n] {
            row.role = Role::Furniture;
        }
    }
    for (item, sign) in items {
        let bullet = listed.contains(sign);
        let Some(mut sign) = rows[*sign].take() else { continue };
        if let Some(piece) = sign.text.pieces.first_mut().filter(|_| bullet) {
            piece.text.insert(0, '•');
        }
        if let Some(row) = &mut rows[*item] {
            let words = std::mem::replace(&mut row.text, sign.text);
            row.text.append(words);
            (row.at.left, row.gap) = (sign.at.left, true);
        }
    }
    rows.into_iter().flatten().collect()
}

fn sign(row: &Row) -> Option<Sign> {
    if !row.open() || row.at.y > 0.0 {
        return None;
    }
    let text = row.text.printed();
    let text = text.trim();
    let mut chars = text.chars();
    if let (Some(first), None) = (chars.next(), chars.next()) {
        return matches!(first, '•' | '◦' | '▪' | '‣' | '●' | '○' | '➢' | '✓').then_some(Sign::Bullet(first));
    }
    let digits = text.strip_suffix(['.', ')'])?;
    let number = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    number.then(|| digits.parse().ok().map(Sign::Number)).flatten()
}

/// Signs of one kind one below the other: the same bullets, or numbers that count up.
fn runs(rows: &[Row], signs: &[Option<Sign>]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    for (n, sign) in signs.iter().enumerate() {
        let Some(sign) = sign else { continue };
        let before = n.checked_sub(1).and_then(|before| Some((before, signs[before]?)));
        let goes_on = |(before, last): (usize, Sign)| {
            let near = rows[before].at.page == rows[n].at.page && rows[before].column == rows[n].column;
            near && match (last, *sign) {
                (Sign::Bullet(a), Sign::Bullet(b)) => a == b,
                (Sign::Number(a), Sign::Number(b)) => a + 1 == b,
                _ => false,
            }
        };
        match out.last_mut().filter(|_| before.is_some_and(goes_on)) {
            Some(run) => run.push(n),
            None => out.push(vec![n]),
        }
    }
    out
}

/// Where the items begin whose signs stood above all of them.
struct Beginnings {
    /// As many lines as there are signs.
    starts: Vec<usize>,
    /// The line after the last item.
    end: usize,
    /// Each line after the end of a sentence begins one; else only those after a short line.
    by_sentences: bool,
}

/// The lines below the signs with which as many items begin; none where that is not to be seen.
fn beginnings(rows: &[Row], signs: &[Option<Sign>], run: &[usize]) -> Option<Beginnings> {
    let first = run[run.len() - 1] + 1;
    let here = |n: usize| {
        let row = rows.get(n)?;
        let last = &rows[run[0]];
        let near = row.open() && row.at.page == last.at.page && row.column == last.column && signs[n].is_none();
        near.then(|| row.text.printed())
    };
    // Below are the notes of the page, or nothing.
    let other = |text: &str| shape::label(text).is_some() || shape::bullet(text).is_some() || shape::words(text) < 2;
    if here(first).is_none_or(|text| other(&text)) {
        return None;
    }
    let most = first + run.len() * LINES;
    let end = (first..rows.len().min(most)).find(|n| here(*n).is_none()).unwrap_or(rows.len().min(most));
    let begins = |n: &usize| {
        let (before, text) = (rows[n - 1].text.printed(), rows[*n].text.printed());
        shape::ends(&before) && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“‘„«\"".contains(c))
    };
    // The items end at the first gap after all of them have begun.
    let block = |starts: &[usize]| {
        let last = *starts.get(run.len() - 1)?;
        (last + 1..end).find(|n| rows[*n].gap || begins(n)).or(Some(end))
    };
    let all: Vec<usize> = std::iter::once(first).chain((first + 1..end).filter(begins)).collect();
    let till = block(&all)?;
    let within = |starts: Vec<usize>, end: usize, by_sentences: bool| {
        (starts.len() == run.len()).then_some(Beginnings { starts, end, by_sentences })
    };
    let inside = |n: &&usize| **n < till;
    if let Some(found) = within(all.iter().filter(inside).copied().collect(), till, true)
        && (till == end || rows[till].gap)
    {
        return Some(found);
    }
    // A sentence may end with a line of its item: the last line of an item is short.
    let gap = (first + 1..end).find(|n| rows[*n].gap).unwrap_or(end);
    let full = rows[first..gap].iter().map(|row| row.at.right).fold(0.0, f32::max);
    let short = |n: &&usize| **n == first || **n < gap && rows[**n - 1].at.right < full * SHORT;
    let found: Vec<usize> = all.iter().filter(short).copied().collect();
    // Where the last one ends is not to be seen.
    let last = found.last().map_or(gap, |last| last + 1);
    within(found, last, false)
}

/// Signs that stand each above its item.
fn singles(rows: &[Row], signs: &[Option<Sign>], runs: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let single: Vec<usize> = runs.iter().filter(|run| run.len() == 1).map(|run| run[0]).collect();
    let item = |n: usize| {
        let row = rows.get(n + 1)?;
        let near = row.at.page == rows[n].at.page && row.column == rows[n].column;
        (near && row.open() && signs[n + 1].is_none()).then_some(n + 1)
    };
    let with_sign = |bullet: char| {
        let own = |row: &Row| row.open() && row.text.len() > 4 && row.text.printed().starts_with(bullet);
        rows.iter().any(own)
    };
    let mut out = Vec::new();
    let mut last = 0;
    for (at, n) in single.iter().enumerate() {
        let Some(Sign::Bullet(_) | Sign::Number(_)) = signs[*n] else { continue };
        let fits = match signs[*n] {
            // One alone is an ornament.
            Some(Sign::Bullet(bullet)) => {
                single.iter().any(|other| other != n && signs[*other] == signs[*n]) || with_sign(bullet)
            }
            Some(Sign::Number(number)) => {
                let next = single.get(at + 1).and_then(|next| signs[*next]);
                let counts = number == last + 1 && number > 1 || number == 1 && next == Some(Sign::Number(2));
                last = if counts { number } else { 0 };
                counts
            }
            None => false,
        };
        if let Some(item) = item(*n).filter(|_| fits) {
            out.push((*n, item));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::draft::SURE;
    use crate::import::read::text::lines;

    fn joined(text: &str) -> (Vec<String>, Draft) {
        let mut draft = Draft::default();
        let rows = join(rows(&lines(text)), &mut draft);
        (rows.iter().map(|row| row.text.printed().into_owned()).collect(), draft)
    }

    #[test]
    fn each_above_its_item() {
        let (seen, _) =
            joined("What to do\n•\nThe dues should\nbe cut.\n•\nThe locks should go.\n1.\nOne.\n2.\nTwo.\n");
        let want = ["What to do", "• The dues should", "be cut.", "• The locks should go.", "1. One.", "2. Two."];
        assert_eq!(seen, want);
        // Notes have these numbers already.
        let (seen, _) = joined("1.\nOne.\n2.\nTwo.\n\n1. Roe, Locks, 4.\n2. Roe, Dues, 9.\n");
        assert_eq!(seen[..2], ["•1. One.", "•2. Two."]);
        let (seen, _) = joined("1.\nOne.\n2.\nTwo.\n3.\nThree.\n\n1. Roe, Locks, 4.\n");
        assert_eq!(seen[..3], ["•1. One.", "•2. Two.", "•3. Three."]);
        // An ornament between two parts, and a number that counts nothing.
        for text in ["It ended.\n\n•\n\nIt began again.\n", "He came in\n7.\nThen he went.\n"] {
            assert_eq!(joined(text).0.len(), 3, "{text}");
        }
    }

    #[test]
    fn all_above_the_first_item() {
        let signs = "What to do\n\n•\n\n•\n•\n\n";
        let items = "The dues should be cut by a third, and\nat once. And no lock should be built.\nAll locks should be listed.\nA fund should be set up\nwhen it ends.\n\nNone of it is new.\n";
        let (seen, draft) = joined(&format!("{signs}{items}"));
        let want = [
            "What to do",
            "• The dues should be cut by a third, and",
            "at once. And no lock should be built.",
            "• All locks should be listed.",
            "• A fund should be set up",
            "when it ends.",
            "None of it is new.",
        ];
        assert_eq!(seen, want);
        assert!(draft.doubts.is_empty() && draft.left.is_empty());
        let told = &draft.decisions[0];
        assert_eq!(told.what, "3 bullets stood above a list; its items begin in lines 8, 10, 11");
        assert!((told.confidence - 0.93).abs() < 0.001);
        let placed = join(rows(&lines(&format!("{signs}{items}"))), &mut Draft::default());
        let goes_on: Vec<Option<bool>> = placed.iter().map(|row| row.goes_on).collect();
        let (item, more) = (Some(false), Some(true));
        assert_eq!(goes_on, [None, item, more, item, item, more, None]);
        // A sentence ends where a line of an item does.
        let text = "1.\n2.\nThe first of them is to be cut by half.\nIt is too high.\nThe second one should stay as it is now.\n";
        let (seen, draft) = joined(text);
        assert_eq!(draft.decisions[0].what, "2 numbers stood above a list; its items begin in lines 3, 5");
        assert!(draft.decisions[0].confidence < SURE);
        let placed = join(rows(&lines(text)), &mut Draft::default());
        let doubts = |row: &Row| row.text.pieces.iter().filter(|piece| piece.review.is_some()).count();
        assert_eq!(placed.iter().map(doubts).collect::<Vec<_>>(), [1, 0, 0]);
        assert_eq!(seen[0], "1. The first of them is to be cut by half.");
        assert_eq!(seen[2], "2. The second one should stay as it is now.");
    }

    #[test]
    fn those_at_the_end_of_a_page_are_told() {
        let text = "All locks should be listed.\nA fund should be set up.\n•\n•\n1. Roe, Locks, 4.\n2. Roe, Dues, 9.\n";
        let (seen, draft) = joined(text);
        assert_eq!(seen.len(), 6, "they leave with the furniture");
        assert!(
            draft.doubts[0].starts_with("2 bullets of a list stood apart from it, in line 3"),
            "{:?}",
            draft.doubts
        );
    }
}
