//! Pull quotes between the lines of a text without blank lines.
//!
//! An extractor that keeps only lines writes a pull quote as lines like all others. What shows it is that they say, whole
//! lines of them and word for word, what the text says elsewhere in the middle of a line.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use super::body::{ALIKE, END, START};
use crate::import::repair::rows::Row;
use crate::import::repair::shape;
use crate::import::repair::words;

/// Words that two places have in common before they are compared.
const RUN: usize = START;
/// Words of a pull quote, at least.
const FEWEST: usize = 8;
/// Words and lines of a pull quote, at most.
const MOST: usize = 60;
const LINES: usize = 5;
/// Places with the same words that are looked at.
const PLACES: usize = 4;
/// So many times words are laid against others: where more lines begin alike, the text repeats itself.
const TRIES: usize = 200;
/// Above this line stand the title and what belongs to it.
const HEAD: usize = 6;

/// Sets such lines apart from those around them.
pub fn apart(rows: &mut [Row]) {
    if rows.iter().any(|row| row.at.y > 0.0) {
        return;
    }
    let said = Said::of(rows);
    let tries = Cell::new(TRIES);
    let mut n = HEAD;
    while n < rows.len() {
        let Some(end) = (!rows[n].gap).then(|| echo(rows, &said, n, &tries)).flatten() else {
            n += 1;
            continue;
        };
        rows[n].gap = true;
        if let Some(next) = rows.get_mut(end) {
            next.gap = true;
        }
        n = end;
    }
}

/// All words in their order, as numbers, and the range of those of each line.
struct Said {
    words: Vec<u64>,
    lines: Vec<Range<usize>>,
    /// Where each run of [`RUN`] words begins.
    places: HashMap<u64, Vec<usize>>,
}

impl Said {
    fn of(rows: &[Row]) -> Self {
        let mut said = Self { words: Vec::new(), lines: Vec::with_capacity(rows.len()), places: HashMap::new() };
        for row in rows {
            let from = said.words.len();
            if row.open() {
                said.words.extend(words::split(&row.text.printed()).into_iter().map(|(_, word)| number(word)));
            }
            said.lines.push(from..said.words.len());
        }
        // Only runs that begin a line are looked for.
        let begins = said.lines.iter().filter_map(|line| said.run(line.start)).map(|run| (run, Vec::new()));
        said.places = begins.collect();
        for at in 0..said.words.len() {
            let Some(run) = said.run(at) else { break };
            if let Some(places) = said.places.get_mut(&run).filter(|places| places.len() < PLACES) {
                places.push(at);
            }
        }
        said
    }

    fn run(&self, at: usize) -> Option<u64> {
        let words = self.words.get(at..at + RUN)?;
        Some(words.iter().fold(0, |sum: u64, word| sum.wrapping_mul(0x0100_0000_01b3).wrapping_add(*word)))
    }
}

impl Said {
    /// These words begin and end as those from `place` on, and most of them stand there in the same order.
    fn alters(&self, quote: &Range<usize>, place: usize) -> bool {
        let spoken = &self.words[quote.clone()];
        let reach = place..self.words.len().min(place + spoken.len() * 3 / 2 + 1);
        let text = &self.words[reach.clone()];
        let tail = &spoken[spoken.len() - END..];
        let end = (spoken.len() / 2..=text.len()).find(|end| text[..*end].ends_with(tail));
        let Some(text) =
            end.map(|end| &text[..end]).filter(|_| !quote.contains(&place) && !reach.contains(&quote.start))
        else {
            return false;
        };
        // The longest sequence that both have, row by row.
        let mut last = vec![0_u16; text.len() + 1];
        for word in spoken {
            let mut row = vec![0_u16; text.len() + 1];
            for (n, other) in text.iter().enumerate() {
                row[n + 1] = if word == other { last[n] + 1 } else { row[n].max(last[n + 1]) };
            }
            last = row;
        }
        f32::from(last[text.len()]) >= ALIKE * f32::from(u16::try_from(spoken.len()).unwrap_or(u16::MAX))
    }
}

/// A word without its case; that two words share a number costs a comparison at most.
fn number(word: &str) -> u64 {
    let letters = word.chars().flat_map(char::to_lowercase);
    letters.fold(0xcbf2_9ce4_8422_2325, |sum, c| (sum ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

/// The line after the last one of those from `n` on that say again what is said elsewhere.
fn echo(rows: &[Row], said: &Said, n: usize, tries: &Cell<usize>) -> Option<usize> {
    let text = rows[n].text.printed();
    let begins = rows[n].open()
        && text.starts_with(|c: char| c.is_uppercase() || "“\"‘„«".contains(c))
        && shape::label(&text).is_none();
    let start = said.lines[n].start;
    let places = begins.then(|| said.run(start)).flatten().and_then(|run| said.places.get(&run))?;
    let same = |place: usize| {
        let pairs = said.words[start..].iter().zip(&said.words[place..]);
        pairs.take(MOST + 1).take_while(|(a, b)| a == b).count()
    };
    // Where both begin a line, nobody can say which one is quoted.
    let inside = |place: &usize| said.lines.binary_search_by_key(place, |line| line.start).is_err();
    let elsewhere: Vec<usize> = places.iter().copied().filter(|place| *place != start && inside(place)).collect();
    let longest = elsewhere.iter().map(|place| same(*place)).max()?;
    let tried = || {
        tries.set(tries.get().saturating_sub(1));
        tries.get() > 0
    };
    let whole = |end: &usize| {
        let words = start..said.lines[end - 1].end;
        let beside = rows[n + 1..*end].iter().all(|row| row.open() && !row.gap && row.at.page == rows[n].at.page);
        beside
            && (FEWEST..=MOST).contains(&words.len())
            && shape::ends(&rows[end - 1].text.printed())
            && (words.len() <= longest || elsewhere.iter().any(|place| tried() && said.alters(&words, *place)))
    };
    let end = (n + 1..=rows.len().min(n + LINES)).rev().find(whole)?;
    // It stands between two paragraphs, or a sentence goes on behind it. The second line of a note says again what that
    // of another note says, where both refer to one work.
    let above = rows[n - 1].text.printed();
    // The mark of a note may stand behind it.
    let ended = shape::ends(shape::unmarked(above.trim_end_matches(|c: char| c.is_ascii_digit())));
    let goes_on = rows.get(end).is_some_and(|next| !next.gap && shape::goes_on(&next.text.printed()));
    ((ended || goes_on) && !is_labelled(rows, n)).then_some(end)
}

/// One of the lines above, in the same block, begins as a note or an item does.
fn is_labelled(rows: &[Row], n: usize) -> bool {
    let above = (n.saturating_sub(LINES)..n).rev();
    let block = above.take_while(|above| !rows[above + 1].gap);
    block.into_iter().any(|above| shape::label(&rows[above].text.printed()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::text::lines;
    use crate::import::repair::rows::rows;

    /// The lines that have a gap above them.
    fn set_apart(text: &str) -> Vec<String> {
        let mut rows = rows(&lines(text));
        apart(&mut rows);
        rows.iter().skip(1).filter(|row| row.gap).map(|row| row.text.printed().into_owned()).collect()
    }

    const HEADS: &str = "The slow line\nHow it was stopped\nBy Una Harrow\nIn the spring of that year\nnothing moved at all for\nseveral days. Some said so.\n";

    #[test]
    fn whole_lines_that_say_again_what_stands_in_a_line_are_set_apart() {
        let text = format!(
            "{HEADS}The cabinets were out of action.\nThose who could do nothing else let it be known\nwhat was moving.\nThey were not all of one\nmind. Those who could do nothing else let it\nbe known what was moving. That was all.\n"
        );
        let want = ["Those who could do nothing else let it be known", "They were not all of one"];
        assert_eq!(set_apart(&text), want);
    }

    #[test]
    fn altered_words_with_the_same_start_and_end_are_set_apart_too() {
        let text = format!(
            "{HEADS}Those who could do nothing else tell us\nwhat was moving and where.\nThey were not all of one\nmind. Those who could do nothing else let it\nbe known what was moving and where. That was all.\n"
        );
        let want = ["Those who could do nothing else tell us", "They were not all of one"];
        assert_eq!(set_apart(&text), want);
    }

    #[test]
    fn what_is_not_whole_lines_or_not_the_same_or_in_doubt_stays() {
        for text in [
            // Both begin a line.
            "Those who could do nothing else let it be known.\nThey were not all of one mind.\nThose who could do nothing else let it be known.\nThat was all.\n",
            // The lines go on.
            "Those who could do nothing else let it be known that\nnobody came. And so it was: those who could do\nnothing else let it be known. That was all.\n",
            // The end is another one.
            "Those who could do nothing else let it be known today.\nThey were not all of one mind, and those who could do\nnothing else let it be known to us. That was all.\n",
            // Two notes refer to one work.
            "That was all.\n1 Roe, “The Lock”, The Tolls and Dues of\nThe Northern Rivers, 3 March 1999, Kelmar (4 May).\n2 Roe, The Northern Rivers, 3 March 1999, Kelmar (4 May).\n",
            "That was all.\n1 Roe, The Lock.\nThe Northern Rivers, 3 March 1999, Kelmar (4 May).\n2 Roe, The Northern Rivers, 3 March 1999, Kelmar (4 May).\n",
            // Seven words are no quotation.
            "Those who could let it be known.\nThey were not of one mind, and those who could let it be known.\n",
        ] {
            assert!(set_apart(&format!("{HEADS}{text}")).is_empty(), "{text}");
        }
    }
}
