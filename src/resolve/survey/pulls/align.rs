//! The alignment of a quote with the words of the text near one diagonal: which words stay, which differ.
//!
//! Edit distance over words in a band of fixed width, free at both ends of the text: linear in the quote.

use super::find::{Diagonal, signed};
use super::words::Word;

/// Widest half of a band: so many words may be left out or added.
const WIDEST: usize = 32;

/// What a word of the quote costs that the text has not; a word of the text that is left out costs 1. So one or two
/// words are skipped to find the next equal one, but no more.
const DIFFERS: u32 = 2;

pub struct Alignment {
    /// Pairs of equal words (quote, text), in order.
    pub matches: Vec<(usize, usize)>,
    pub cost: u32,
}

/// A stretch where the two differ, as ranges of words; one of them may be empty.
pub struct Difference {
    pub quote: std::ops::Range<usize>,
    pub body: std::ops::Range<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Pair,
    /// A word of the quote that the text has not.
    Added,
    /// A word of the text that the quote has not.
    LeftOut,
    Start,
}

/// Half the width of the band for a quote of so many words.
pub fn half(words: usize) -> usize {
    (words / 2).clamp(8, WIDEST)
}

pub fn align(quote: &[Word], body: &[Word], diagonal: Diagonal) -> Alignment {
    let half = half(quote.len());
    let width = 2 * half + 1;
    // Row i, column o stand for i words of the quote and `first + i + o` words of the text.
    let first = diagonal - signed(half);
    let word = |row: usize, column: usize| usize::try_from(first + signed(row + column)).ok();
    let valid = |row: usize, column: usize| word(row, column).filter(|at| *at <= body.len());
    let far = u32::MAX / 2;
    let mut costs: Vec<u32> = (0..width).map(|column| if valid(0, column).is_some() { 0 } else { far }).collect();
    let mut steps = vec![Step::Start; width];
    steps.reserve(width * quote.len());
    for (row, own) in quote.iter().enumerate().map(|(row, own)| (row + 1, own)) {
        let mut left = far;
        for column in 0..width {
            let Some(at) = valid(row, column) else {
                costs[column] = far;
                left = far;
                steps.push(Step::Start);
                continue;
            };
            let same = at.checked_sub(1).and_then(|last| body.get(last)).map(|word| word.hash == own.hash);
            let pair = same.map_or(far, |same| costs[column].saturating_add(if same { 0 } else { DIFFERS }));
            let added = costs.get(column + 1).copied().unwrap_or(far).saturating_add(DIFFERS);
            let left_out = left.saturating_add(1);
            let (cost, step) = if pair <= added && pair <= left_out {
                (pair, Step::Pair)
            } else if added <= left_out {
                (added, Step::Added)
            } else {
                (left_out, Step::LeftOut)
            };
            costs[column] = cost.min(far);
            left = costs[column];
            steps.push(step);
        }
    }
    let end = (0..width).min_by_key(|column| costs[*column]).unwrap_or(0);
    let cost = costs[end];
    let (mut row, mut column) = (quote.len(), end);
    let mut matches = Vec::new();
    while row > 0 && cost < far {
        match steps[row * width + column] {
            Step::Pair => {
                row -= 1;
                if let Some(at) = word(row, column)
                    && body.get(at).is_some_and(|word| word.hash == quote[row].hash)
                {
                    matches.push((row, at));
                }
            }
            Step::Added => {
                row -= 1;
                column += 1;
            }
            Step::LeftOut if column > 0 => column -= 1,
            Step::LeftOut | Step::Start => break,
        }
    }
    matches.reverse();
    Alignment { matches, cost }
}

impl Alignment {
    /// What differs: between two equal words, and at the quote's ends.
    pub fn differences(&self, words: usize) -> Vec<Difference> {
        let mut out = Vec::new();
        let (mut quote, mut body) = (0, self.matches.first().map_or(0, |(_, at)| *at));
        for &(own, at) in &self.matches {
            if own > quote || at > body {
                out.push(Difference { quote: quote..own, body: body..at });
            }
            (quote, body) = (own + 1, at + 1);
        }
        if quote < words {
            out.push(Difference { quote: quote..words, body: body..body });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::add;
    use super::*;

    fn show(quote: &str, body: &str, diagonal: Diagonal) -> String {
        let (mut own, mut all) = (Vec::new(), Vec::new());
        add(quote, 0, &mut own);
        add(body, 0, &mut all);
        let found = align(&own, &all, diagonal);
        let join = |words: &[Word], text: &str| {
            words.iter().map(|word| text[word.start..word.end].to_owned()).collect::<Vec<_>>().join(" ")
        };
        let differences: Vec<String> = found
            .differences(own.len())
            .iter()
            .map(|d| format!("{}/{}", join(&own[d.quote.clone()], quote), join(&all[d.body.clone()], body)))
            .collect();
        format!("{} {}", found.matches.len(), differences.join(", "))
    }

    #[test]
    fn words_that_differ_are_told() {
        assert_eq!(show("a b c", "x a b c y", 1), "3 ");
        assert_eq!(show("a X c", "x a b c y", 1), "2 X/b");
        assert_eq!(show("a c", "x a b c y", 1), "2 /b");
        assert_eq!(show("a b and c", "x a b c y", 1), "3 and/");
        assert_eq!(show("X a b c Y", "a b c", 0), "3 X/, Y/");
        assert_eq!(show("X Y Z", "a b c", 0), "0 X Y Z/");
        assert_eq!(show("a", "", 0), "0 a/");
        assert_eq!(show("", "a", 0), "0 ");
    }

    #[test]
    fn a_diagonal_outside_the_text_is_harmless() {
        assert_eq!(show("a b", "a b", 500), "0 a b/");
        assert_eq!(show("a b", "a b", -500), "0 a b/");
    }
}
