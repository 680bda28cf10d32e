//! The sentences of the text, and which of them are kept.
//!
//! While the survey goes on a sentence is known by its number among all; only those that cite, link, mention or are
//! quoted get an address, at the end.

use std::ops::Range;

use super::ids::Ids;
use super::reading::{Reading, to_u32};
use crate::base::sentence;
use crate::model::facts::Sentence;
use crate::model::walk::Role;

pub struct Sentences {
    /// In order of place; offsets of the reading's text.
    pub all: Vec<Located>,
    /// Words beside the running text that cite as well: of headings, cells, captions, pull quotes. Their numbers go
    /// on after those of `all`.
    beside: Vec<Located>,
    kept: Vec<bool>,
}

pub struct Located {
    pub text: Range<usize>,
    pub run: usize,
}

/// From the number among all to that among the kept.
pub struct Places(Vec<u32>);

impl Sentences {
    pub fn of(reading: &Reading<'_, '_>) -> Self {
        let mut all = Vec::with_capacity(reading.text.len() / 96 + 4);
        let mut beside = Vec::new();
        for number in reading.body.runs.clone() {
            let run = &reading.runs[number];
            let start = run.text.start;
            let text = reading.slice(&run.text);
            let out = if run.role == Role::Paragraph { &mut all } else { &mut beside };
            if matches!(run.role, Role::Heading { .. } | Role::Cell) {
                let words = text.trim();
                let from = start + text.len() - text.trim_start().len();
                if !words.is_empty() {
                    out.push(Located { text: from..from + words.len(), run: number });
                }
                continue;
            }
            for range in sentence::split(text) {
                out.push(Located { text: start + range.start..start + range.end, run: number });
            }
        }
        let kept = vec![false; all.len() + beside.len()];
        Self { all, beside, kept }
    }

    /// The sentence at a place of a run: for words, the one that they stand in.
    pub fn at(&self, run: usize, at: usize) -> Option<u32> {
        let find = |list: &[Located]| {
            let after = list.partition_point(|sentence| sentence.text.start <= at);
            // Words after a blank at the start of a cell have none before them.
            after.checked_sub(1).filter(|last| list[*last].run == run)
        };
        self.number(find(&self.all), || find(&self.beside))
    }

    /// The sentence that a noteref belongs to: after a full stop it is the one before, even past a space.
    pub fn before(&self, run: usize, at: usize) -> Option<u32> {
        let find = |list: &[Located]| {
            let after = list.partition_point(|sentence| sentence.text.start < at);
            // At the start of a paragraph there is none before.
            let last = after.checked_sub(1).filter(|last| list[*last].run == run);
            last.or_else(|| list.get(after).filter(|next| next.run == run).map(|_| after))
        };
        self.number(find(&self.all), || find(&self.beside))
    }

    fn number(&self, running: Option<usize>, beside: impl FnOnce() -> Option<usize>) -> Option<u32> {
        running.or_else(|| beside().map(|at| self.all.len() + at)).map(to_u32)
    }

    pub fn keep_one(&mut self, sentence: Option<u32>) {
        if let Some(kept) = sentence.and_then(|sentence| self.kept.get_mut(sentence as usize)) {
            *kept = true;
        }
    }

    /// The kept ones with their ids, and where each went.
    pub fn keep(&self, reading: &Reading<'_, '_>, ids: &mut Ids) -> (Vec<Sentence>, Places) {
        let mut places = vec![u32::MAX; self.kept.len()];
        let mut out = Vec::new();
        let all = self.all.iter().chain(&self.beside).enumerate();
        for (number, sentence) in all.filter(|(number, _)| self.kept[*number]) {
            places[number] = to_u32(out.len());
            let run = &reading.runs[sentence.run];
            let text = reading.slice(&sentence.text);
            let running = number < self.all.len();
            out.push(Sentence {
                id: if running { ids.words("s-", text) } else { String::new() },
                paragraph: if running { run.block } else { u32::MAX },
                start: to_u32(sentence.text.start - run.text.start),
                end: to_u32(sentence.text.end - run.text.start),
                section: run.section,
                text: text.to_owned(),
            });
        }
        (out, Places(places))
    }
}

impl Places {
    pub fn of(&self, sentence: Option<u32>) -> Option<u32> {
        self.0.get(sentence? as usize).copied().filter(|place| *place != u32::MAX)
    }
}
