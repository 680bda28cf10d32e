//! The sentences of the running text, and which of them are kept.
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
        for number in reading.body.runs.clone() {
            let run = &reading.runs[number];
            if run.role != Role::Paragraph {
                continue;
            }
            let start = run.text.start;
            for range in sentence::split(reading.slice(&run.text)) {
                all.push(Located { text: start + range.start..start + range.end, run: number });
            }
        }
        let kept = vec![false; all.len()];
        Self { all, kept }
    }

    /// The sentence at a place of a run: for words, the one that they stand in.
    pub fn at(&self, run: usize, at: usize) -> Option<u32> {
        let after = self.all.partition_point(|sentence| sentence.text.start <= at);
        self.of_run(after.checked_sub(1)?, run)
    }

    /// The sentence that a noteref belongs to: after a full stop it is the one before, even past a space.
    pub fn before(&self, run: usize, at: usize) -> Option<u32> {
        let after = self.all.partition_point(|sentence| sentence.text.start < at);
        // At the start of a paragraph there is none before.
        after.checked_sub(1).and_then(|last| self.of_run(last, run)).or_else(|| self.of_run(after, run))
    }

    pub fn keep_one(&mut self, sentence: Option<u32>) {
        if let Some(kept) = sentence.and_then(|sentence| self.kept.get_mut(sentence as usize)) {
            *kept = true;
        }
    }

    /// The kept ones with their ids, and where each went.
    pub fn keep(&self, reading: &Reading<'_, '_>, ids: &mut Ids) -> (Vec<Sentence>, Places) {
        let mut places = vec![u32::MAX; self.all.len()];
        let mut out = Vec::new();
        for (number, sentence) in self.all.iter().enumerate().filter(|(number, _)| self.kept[*number]) {
            places[number] = to_u32(out.len());
            let run = &reading.runs[sentence.run];
            let text = reading.slice(&sentence.text);
            out.push(Sentence {
                id: ids.words("s-", text),
                paragraph: run.block,
                start: to_u32(sentence.text.start - run.text.start),
                end: to_u32(sentence.text.end - run.text.start),
                section: run.section,
                text: text.to_owned(),
            });
        }
        (out, Places(places))
    }

    fn of_run(&self, sentence: usize, run: usize) -> Option<u32> {
        self.all.get(sentence).filter(|found| found.run == run).map(|_| to_u32(sentence))
    }
}

impl Places {
    pub fn of(&self, sentence: Option<u32>) -> Option<u32> {
        self.0.get(sentence? as usize).copied().filter(|place| *place != u32::MAX)
    }
}
