//! Numbers of notes in a text that has lost its layout.
//!
//! Some stand one below the other before the notes: `1`, `2`, `3`, and then three notes. An extractor writes so where the
//! numbers stand out to the left of their notes, and takes them for a column. Others stand in line, at once below the
//! text and with nothing between: that they count up tells them from the lines of the text.

mod leading;
mod strayed;

use std::collections::{BTreeMap, BTreeSet};

pub use self::leading::leading;
use self::strayed::strayed;
use super::rows::Row;
use super::shape::{self, Form};
use super::words;

/// Numbers of notes that stand in a line of their own above each note go before its first line; a mark that fell into
/// the line below its sentence goes back to it. Both only where the numbers count up.
pub fn alone(rows: Vec<Row>) -> Vec<Row> {
    let beside = |a: usize, b: usize| {
        let (above, below) = (&rows[a], rows.get(b)?);
        (above.at.page == below.at.page && above.column == below.column && !below.gap && below.open()).then_some(below)
    };
    // An extractor may part a number from its note by an empty line. Then a mark with this number has to stand somewhere.
    let glued = marks(&rows, false);
    // Or alone in the line below its sentence.
    let alone: Vec<(usize, u32)> = (1..rows.len()).filter_map(|n| Some((n, number(rows.get(n))?))).collect();
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    last.extend(alone.iter().map(|(n, number)| (*number, *n)));
    let fell = |(n, number): &(usize, u32)| {
        // The same number comes again, before its note.
        !glued.contains(number)
            && last.get(number).is_some_and(|last| last > n)
            && beside(n - 1, *n).is_some()
            && beside(*n, n + 1).is_none()
            && shape::ends(&rows[n - 1].text.printed())
    };
    let fallen: BTreeMap<usize, u32> = alone.iter().copied().filter(fell).collect();
    let likely = marks(&rows, true);
    let marked: BTreeSet<u32> = fallen.values().chain(&glued).copied().collect();
    // And no note may begin with it already. A number with a stop may be that of a heading or an item.
    let own = |row: &Row| {
        let (form, number, _) = shape::label(&row.text.printed())?;
        (form.series() == Form::Plain).then_some((row.at.page, number))
    };
    let labelled: BTreeSet<(u32, u32)> = rows.iter().filter_map(own).collect();
    let below = |n: usize, number: u32| {
        beside(n, n + 1).or_else(|| {
            let next = rows.get(n + 1)?;
            let near = next.at.page == rows[n].at.page && next.column == rows[n].column && next.open();
            let marked = marked.contains(&number) || next.at.page > 0 && likely.contains(&number);
            (near && marked && !labelled.contains(&(next.at.page, number))).then_some(next)
        })
    };
    // The notes that begin with their number, by page: a mark leads to one of them.
    let mut labels: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        if let Some(number) = number(Some(row)) {
            let below = below(n, number);
            let note = below.map(|row| row.text.printed()).unwrap_or_default();
            let begins = below.is_some_and(begins);
            // At the top of a page stand its number and its head.
            let inside = match row.at.page {
                // Without pages, a number above an empty line may be a page's, with the head that all pages have.
                0 => {
                    let again = || rows.iter().filter(|row| row.open() && row.text.printed() == note).count() > 1;
                    marked.contains(&number)
                        && !labelled.contains(&(0, number))
                        && rows.get(n + 1).is_some_and(|next| next.gap)
                        && (note.len() < 12 || !again())
                }
                page => n.checked_sub(1).is_some_and(|above| rows[above].at.page == page),
            };
            if begins && inside && !fallen.contains_key(&n) {
                found.push((n, number));
                labels.insert((row.at.page, number));
            }
        } else if let Some((_, number, _)) = shape::label(&row.text.printed()) {
            labels.insert((row.at.page, number));
        }
    }

    let under = under(&rows, &likely, &labelled);
    found.retain(|found| !under.contains_key(found));
    let mut heads = counting(&rows, &found, &under, &likely);
    let mut under: BTreeMap<usize, usize> =
        under.into_iter().filter(|((n, _), _)| heads.contains(n)).map(|((n, _), first)| (first, n)).collect();
    under.extend(strayed(&rows, &heads, &glued));
    let moved: BTreeSet<usize> = under.values().copied().collect();
    heads.retain(|n| !moved.contains(n));
    let mark = |n: usize, number: u32| {
        let above =
            n.checked_sub(1).filter(|above| beside(*above, n).is_some()).map(|above| rows[above].text.printed());
        // The last number of a page is the page's own.
        let page = rows[n].at.page;
        let inside =
            rows.get(n + 1).is_some_and(|below| below.at.page == page) && (page > 0 || !glued.contains(&number));
        inside
            && above.is_some_and(|above| shape::ends(&above))
            && labels.contains(&(rows[n].at.page, number))
            && found.binary_search_by_key(&n, |(place, _)| *place).is_err()
            && !moved.contains(&n)
    };
    let marks: BTreeSet<usize> = (0..rows.len())
        .filter(|n| !heads.contains(n) && number(rows.get(*n)).is_some_and(|number| mark(*n, number)))
        .collect();
    placed(rows, &heads, &under, &marks)
}

/// Those that count up, of numbers that stand alone: above their notes, and below them. None where too few do.
fn counting(
    rows: &[Row],
    found: &[(usize, u32)],
    under: &BTreeMap<(usize, u32), usize>,
    likely: &BTreeSet<u32>,
) -> BTreeSet<usize> {
    // Some notes have their number before them already.
    let labels_of = |(n, row): (usize, &Row)| {
        let (form, number, _) = shape::label(&row.text.printed())?;
        (form.series() == Form::Plain).then_some((n, number, true))
    };
    let own = rows.iter().enumerate().filter_map(labels_of).filter(|(_, number, _)| likely.contains(number));
    let lone = found.iter().copied().chain(under.keys().copied()).map(|(n, number)| (n, number, false));
    let mut all: Vec<(usize, u32, bool)> = lone.chain(own).collect();
    all.sort_unstable();
    let mut last = 0;
    let mut heads: BTreeSet<usize> = BTreeSet::new();
    for (at, (n, number, own)) in all.iter().enumerate() {
        // A page's own number is no beginning.
        let follows = |first: u32| all.get(at + 1).is_none_or(|(_, next, _)| (first + 1..=first + 3).contains(next));
        // Some of them may be lost.
        if *number == 1 && !own && (last == 0 || follows(1)) || (last + 1..=last + 3).contains(number) {
            last = *number;
            if !own {
                heads.insert(*n);
            }
        }
    }
    // One that is missing among them has only strayed.
    let counted: BTreeSet<u32> =
        all.iter().filter(|(n, _, own)| *own || heads.contains(n)).map(|(_, number, _)| *number).collect();
    let stray = |(_, number, own): &&(usize, u32, bool)| !own && *number < last && !counted.contains(number);
    let lone = found.len() + under.len() - all.iter().filter(stray).count();
    if heads.len() < FEWEST || heads.len() * 10 < lone * 8 {
        heads.clear();
    }
    heads
}

/// Puts each number before its note: those of `heads` before the next line, those of `under` before the first line of
/// the note above them; and marks behind the line above.
fn placed(
    rows: Vec<Row>,
    heads: &BTreeSet<usize>,
    under: &BTreeMap<usize, usize>,
    marks: &BTreeSet<usize>,
) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut head: Option<Row> = None;
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    for n in 0..rows.len() {
        let number = under.get(&n).and_then(|n| rows.get_mut(*n)?.take());
        let Some(mut row) = rows[n].take() else { continue };
        if let Some(number) = number {
            let note = std::mem::replace(&mut row.text, number.text);
            row.text.append(note);
            row.gap = true;
        }
        if heads.contains(&n) {
            head = Some(row);
            continue;
        }
        if let Some(number) = head.take() {
            let note = std::mem::replace(&mut row.text, number.text);
            row.text.append(note);
            (row.at.left, row.gap) = (number.at.left, true);
        }
        if let Some(above) = out.last_mut().filter(|_| marks.contains(&n)) {
            row.text.pieces.iter_mut().for_each(|piece| piece.look.superscript = true);
            above.text.append(row.text);
            continue;
        }
        out.push(row);
    }
    out.extend(head);
    out
}

/// Numbers in the line below their note, with nothing after them: where a small raised number is read after the lines that
/// it begins. By line and number, with the first line of the note. Only those that a mark leads to and no note begins with.
fn under(rows: &[Row], glued: &BTreeSet<u32>, labelled: &BTreeSet<(u32, u32)>) -> BTreeMap<(usize, u32), usize> {
    let mut out = BTreeMap::new();
    for (n, row) in rows.iter().enumerate().skip(1) {
        let free = |number: &u32| glued.contains(number) && !labelled.contains(&(row.at.page, *number));
        let Some(number) = number(Some(row)).filter(free) else {
            continue;
        };
        let goes_on = |n: usize| {
            let (above, row) = (&rows[n - 1], &rows[n]);
            !row.gap && above.at.page == row.at.page && above.column == row.column && above.open()
        };
        let last = rows.get(n + 1).is_none_or(|below| below.gap || below.at.page != row.at.page);
        if !last || !goes_on(n) || is_over(rows, n) {
            continue;
        }
        // The text may end at once above the note: with a sentence, in a line that is not full.
        let full = rows[n.saturating_sub(LINES * 2)..n].iter().map(|row| row.at.right).fold(0.0, f32::max);
        let starts = |first: &usize| {
            let above = &rows[first - 1];
            !goes_on(*first)
                || begins(&rows[*first]) && shape::ends(&above.text.printed()) && above.at.right < full * 0.95
        };
        let Some(first) = (1..n).rev().take(LINES).find(starts) else { continue };
        // Or it breaks off there: then words show where the note begins.
        let text = marks(&rows[first..n], false).is_empty();
        let first = if text { Some(first) } else { (first..n).rev().find(|first| refers(&rows[*first])) };
        let Some(first) = first else { continue };
        let block = &rows[first..n];
        // Where the number above has these lines, the lines below are this one's.
        let above = first.checked_sub(1).and_then(|above| Some((above, self::number(rows.get(above))?)));
        let had = above.is_some_and(|above| glued.contains(&above.1) && !out.contains_key(&above));
        // `p.` and its number may stand in two lines.
        let other = block.iter().any(|row| self::number(Some(row)).is_some_and(|number| glued.contains(&number)));
        if !had && !other && begins(&block[0]) {
            out.insert((n, number), first);
        }
    }
    out
}

/// A number with an empty line after it belongs to the lines below it: what follows next on its page is a note without a
/// number of its own, or one whose number goes on into another note.
fn is_over(rows: &[Row], n: usize) -> bool {
    let page = rows[n].at.page;
    let same = |n: usize| rows.get(n).filter(|row| row.at.page == page && row.open());
    let Some(first) = same(n + 1).filter(|row| number(Some(row)).is_none() && begins(row)) else { return false };
    let block = |at: &usize| same(*at).is_some_and(|row| !row.gap && number(Some(row)).is_none());
    let after = (n + 2..rows.len()).find(|at| !block(at)).unwrap_or(rows.len());
    match same(after) {
        Some(row) if number(Some(row)).is_some() => row.gap || same(after + 1).is_some_and(|below| !below.gap),
        Some(_) => false,
        None => first.at.page > 0,
    }
}

/// A line begins with words that refer to a work.
fn refers(row: &Row) -> bool {
    const LEADS: [&str; 16] = [
        "see ",
        "cf. ",
        "ibid",
        "quoted in ",
        "cited in ",
        "compare ",
        "for a ",
        "vgl. ",
        "siehe ",
        "ebd",
        "zob. ",
        "por. ",
        "voir ",
        "cf ",
        "см. ",
        "див. ",
    ];
    let text = row.text.printed();
    text.starts_with(char::is_uppercase) && LEADS.iter().any(|lead| text.to_lowercase().starts_with(lead))
}

/// A line begins as a note does.
fn begins(row: &Row) -> bool {
    let text = row.text.printed();
    let heading = shape::words(&text) > 1 && words::shouted(&text);
    !heading && text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '„' | '«' | '»' | '"'))
        || text.starts_with("http")
}

/// The numbers that stand at once behind a word or its stop, as marks of notes do: `changed.1`, `maps”.12`. With `figures`,
/// those behind a year or another number as well, which may be a decimal: `in 2014.2`.
fn marks(rows: &[Row], figures: bool) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for row in rows.iter().filter(|row| row.open() && row.at.y <= 0.0) {
        let text = row.text.printed();
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut before = "";
        for word in text.split_whitespace() {
            // Some extractors put a space before a raised mark.
            let spaced = figures && shape::ends(before) && (shape::is_word(before) || before.len() > 2);
            before = word;
            if spaced && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
                out.extend(word.parse::<u32>());
            }
            let bare = word.trim_end_matches([',', '.', ';', ':']);
            let digits = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
            let (head, number) = bare.split_at(bare.len() - digits);
            let stop = head.ends_with(['.', ',', ';', ':', '?', '!', '”', '’', '“', '"', ')', '»']);
            let word = head.contains(char::is_alphabetic) || head.ends_with(").");
            let year =
                figures && head.trim_end_matches(['.', ',']).chars().rev().take_while(char::is_ascii_digit).count() > 1;
            if (1..=3).contains(&digits) && (stop && (word || year) || head.ends_with(char::is_lowercase)) {
                out.extend(number.parse::<u32>());
            }
        }
    }
    out
}

/// So many numbers above their notes have to count up.
const FEWEST: usize = 2;

/// Lines that begin with a number which goes on counting from line to line: a note or an item begins there.
pub fn counted(rows: &[Row]) -> Vec<bool> {
    let label = |row: &Row| {
        let (form, number, _) = (row.open() && row.at.y <= 0.0).then(|| shape::label(&row.text.printed())).flatten()?;
        matches!(form, Form::Stop | Form::Plain | Form::Glued).then_some((form.series(), number))
    };
    let labels: Vec<Option<(Form, u32)>> = rows.iter().map(label).collect();
    let mut last: BTreeMap<Form, u32> = BTreeMap::new();
    let mut out = vec![false; rows.len()];
    for (n, label) in labels.iter().enumerate() {
        let Some((form, number)) = *label else { continue };
        let near = &labels[n + 1..(n + 1 + AHEAD).min(labels.len())];
        let ahead = |step: u32| near.contains(&Some((form, number + step)));
        let goes_on = last.get(&form).is_some_and(|last| last + 1 == number);
        out[n] = goes_on || ahead(1) && (number == 1 || ahead(2));
        if out[n] {
            last.insert(form, number);
        }
    }
    out
}

/// Lines after one with a number in which the next has to come.
const AHEAD: usize = 12;
/// Lines of a note, at most, on average.
const LINES: usize = 8;

/// Puts each number before its note again, where there are as many notes as numbers.
pub fn back(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut at = 0;
    while at < rows.len() {
        let count = column(&rows[at..]);
        if let Some((from, starts)) = Some(count).filter(|count| *count > 1).and_then(|count| notes(&rows, at, count)) {
            let mut numbers: Vec<Row> = rows[at..at + count].iter_mut().filter_map(Option::take).collect();
            numbers.reverse();
            out.extend(rows[at + count..from].iter_mut().filter_map(Option::take));
            for (n, starts) in starts.iter().enumerate() {
                let Some(mut row) = rows[from + n].take() else { continue };
                if let Some(number) = numbers.pop_if(|_| *starts) {
                    let note = std::mem::replace(&mut row.text, number.text);
                    row.text.append(note);
                }
                out.push(row);
            }
            at = from + starts.len();
        } else {
            out.extend(rows[at..at + count.max(1)].iter_mut().filter_map(Option::take));
            at += count.max(1);
        }
    }
    out
}

fn number(row: Option<&Row>) -> Option<u32> {
    let row = row.filter(|row| row.open() && row.at.y <= 0.0)?;
    let text = row.text.printed();
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// How many lines from the first on are numbers that count up.
fn column(rows: &[Option<Row>]) -> usize {
    let mut count = 0;
    let mut last = None;
    for (n, row) in rows.iter().enumerate() {
        let Some(number) = number(row.as_ref()) else { break };
        let gap = row.as_ref().is_some_and(|row| row.gap);
        if last.is_some_and(|last| last + 1 != number) || n > 0 && gap {
            break;
        }
        last = Some(number);
        count += 1;
    }
    count
}

/// Where the notes begin, and which of their lines do: those after a full stop or a short line.
fn notes(rows: &[Option<Row>], at: usize, count: usize) -> Option<(usize, Vec<bool>)> {
    // A page's own number may follow.
    let from = at + count + rows[at + count..].iter().take(2).take_while(|row| number(row.as_ref()).is_some()).count();
    let first = rows.get(from)?.as_ref()?;
    if number(Some(first)).is_some() {
        return None;
    }
    let block: Vec<&Row> = rows[from..]
        .iter()
        .flatten()
        .enumerate()
        .take(count * LINES)
        .take_while(|(n, row)| row.at.page == first.at.page && row.open() && (*n == 0 || !row.gap))
        .map(|(_, row)| row)
        .collect();
    if block.len() < count || block.iter().any(|row| shape::label(&row.text.printed()).is_some()) {
        return None;
    }
    if block.len() == count {
        return Some((from, vec![true; count]));
    }
    let width = block.iter().map(|row| row.at.right).fold(0.0, f32::max);
    let starts: Vec<bool> = block
        .iter()
        .enumerate()
        .map(|(n, _)| {
            n.checked_sub(1).and_then(|n| block.get(n)).is_none_or(|above| {
                shape::ends(&above.text.printed()) && above.at.right < width * 0.95 || above.at.right < width * 0.6
            })
        })
        .collect();
    (starts.iter().filter(|starts| **starts).count() == count).then_some((from, starts))
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    fn seen(text: &str) -> Vec<String> {
        back(rows(&lines(text))).iter().map(|row| row.text.printed().into_owned()).collect()
    }

    #[test]
    fn each_number_comes_before_its_note() {
        let text = "The text of the page.\n3\n4\n5\n1\n\nHarbour returns, 1998.\nIbid., 4.\nLetter to the\nauthor.\n\nMore text.";
        let found = seen(&text.replace("Letter to the\n", "Letter to the "));
        assert_eq!(
            found,
            [
                "The text of the page.",
                "1",
                "3 Harbour returns, 1998.",
                "4 Ibid., 4.",
                "5 Letter to the author.",
                "More text."
            ]
        );
        let wrapped = "3\n4\n\nHarbour returns of the year 1998, in the room under the\nstairs.\nIbid., 4.";
        assert_eq!(
            seen(wrapped),
            ["3 Harbour returns of the year 1998, in the room under the", "stairs.", "4 Ibid., 4."]
        );
    }

    #[test]
    fn a_number_above_its_note_goes_before_it_and_a_fallen_mark_back() {
        let text =
            "\u{c}So the text ends with its sentence.\n 2\n\n1\n  Harbour returns,\n1998.\n2\n  Letter to the author.";
        let found: Vec<String> = alone(rows(&lines(text))).iter().map(|row| row.text.printed().into_owned()).collect();
        assert_eq!(
            found,
            ["So the text ends with its sentence. 2", "1 Harbour returns,", "1998.", "2 Letter to the author."]
        );
        for text in ["The marks were\n12\nAnd not more.", "It was so.\n12\n\nAnd so on."] {
            assert_eq!(alone(rows(&lines(text))).len(), 3, "{text}");
        }
    }

    #[test]
    fn notes_below_the_text_count_up() {
        let text = "The text goes on to the foot of its page, as\n1. Harbour returns,\n1998.\n2. Ibid.\n3. Letter.\n\nand then\n7 Ministers met.\n4. Ibid.";
        let found = counted(&rows(&lines(text)));
        assert_eq!(found, [false, true, false, true, true, false, false, true]);
    }

    #[test]
    fn other_numbers_stay() {
        for text in ["1\n2\n\nOne note for two.", "7\n\nA line.\nAnother.", "1\n2\n\n1. A line.\n2. Another."] {
            assert_eq!(seen(text).len(), text.split('\n').filter(|line| !line.is_empty()).count(), "{text}");
        }
    }
}
