//! Quotations and brackets: `“Stop. Go home,” she said.` is one sentence.
//!
//! A stop inside ends no sentence where the sentence goes on after the closing mark, or where it began before the
//! opening one. A quotation of whole sentences (`“It failed. They left.” Then …`) has those sentences.

use super::is_stop;

/// In bytes. What is longer is read sentence by sentence; so is what was never closed.
const LONGEST: usize = 600;

/// Marks that may stand open at a time.
const DEEPEST: usize = 8;

/// The outermost pairs, in order: the place of the opening mark, and of the closing one.
#[derive(Debug)]
pub(super) struct Pairs {
    pairs: Vec<(usize, usize)>,
    at: usize,
}

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut before = ' ';
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map_or(' ', |(_, next)| *next);
            if let Some(found) = open.iter().rposition(|(_, opener)| closes(*opener, c, after)) {
                let start = open[found].0;
                open.truncate(found);
                if at - start <= LONGEST {
                    while pairs.last().is_some_and(|(inner, _)| *inner > start) {
                        pairs.pop();
                    }
                    pairs.push((start, at));
                }
            } else if opens(c, before, after) {
                if open.len() == DEEPEST {
                    open.remove(0);
                }
                open.push((at, c));
            }
            before = c;
        }
        Self { pairs, at: 0 }
    }

    /// Whether a sentence from `start` cannot end at `end`. Asked with places that only grow.
    pub(super) fn hold(&mut self, text: &str, start: usize, end: usize) -> bool {
        while self.pairs.get(self.at).is_some_and(|(_, close)| *close < end) {
            self.at += 1;
        }
        let Some(&(open, close)) = self.pairs.get(self.at).filter(|(open, _)| *open < end) else { return false };
        let embedded = text.get(start..open).is_some_and(|lead| lead.contains(char::is_alphanumeric));
        embedded || goes_on(text, close)
    }
}

/// Whether the sentence goes on after the closing mark.
fn goes_on(text: &str, close: usize) -> bool {
    let stopped = text[..close].trim_end().ends_with(is_stop);
    let after = text[close..].trim_start_matches(super::is_closer);
    let mut next = after.trim_start().chars();
    match next.next() {
        None => false,
        Some(c) if c.is_lowercase() || matches!(c, ',' | ';' | ':' | '—' | '–' | '-' | '،' | '、') => true,
        Some(c) => !stopped && !is_stop(c),
    }
}

fn opens(c: char, before: char, after: char) -> bool {
    match c {
        '(' | '[' | '“' | '„' | '«' | '»' | '「' | '『' | '（' => true,
        // Not an inch, nor a mark that closes what was never opened.
        '"' => !before.is_alphanumeric() && !after.is_whitespace() && !is_stop(before),
        _ => false,
    }
}

fn closes(opener: char, c: char, after: char) -> bool {
    match opener {
        '(' => c == ')',
        '[' => c == ']',
        '“' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '»' => c == '«',
        '「' => c == '」',
        '『' => c == '』',
        '（' => c == '）',
        '"' => c == '"' && !after.is_alphanumeric(),
        _ => false,
    }
}
