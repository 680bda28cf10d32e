//! A search by typed words: `wilson belarus 2021`, with slips of the pen and unfinished words.

use std::collections::{BTreeMap, BTreeSet};

use super::index::words;
use super::{Hit, Library, agree};
use crate::base::text::fold;

/// More words are a pasted reference; the first ones find it.
const WORDS: usize = 16;
/// A hit has to have this share of what the best one has.
const NEAR: f64 = 0.6;
/// And to answer this share of the words, weighed by how rare they are.
const LEAST: f64 = 0.3;
const UNFINISHED: f64 = 0.85;
const SLIPS: [f64; 2] = [0.7, 0.55];

impl Library {
    /// The works that words name, best first, at most so many. A DOI, an address or a key finds its work at once.
    #[must_use]
    pub fn search(&self, typed: &str, most: usize) -> Vec<Hit> {
        let typed = typed.trim();
        let named = [agree::doi(typed).and_then(|doi| self.by_doi.get(&doi)), self.by_address(typed)];
        if let Some(numbers) = named.into_iter().flatten().next() {
            return self.hits(numbers.iter().take(most).map(|number| (*number, 1.0)));
        }
        if let Some(number) = self.by_key.get(typed.trim_start_matches('@')) {
            return self.hits(std::iter::once((*number, 1.0)));
        }
        let mut asked: Vec<String> = words(typed).collect();
        // A key with signs in it is one word of the index.
        if !typed.contains(char::is_whitespace) && asked.len() > 1 {
            let key = fold(typed.trim_start_matches('@'));
            if !self.index.exactly(&key).is_empty() {
                asked = vec![key];
            }
        }
        let mut seen = BTreeSet::new();
        asked.retain(|word| seen.insert(word.clone()));
        asked.truncate(WORDS);
        self.weigh(&asked, most)
    }

    fn by_address(&self, typed: &str) -> Option<&Vec<u32>> {
        let address = agree::url(typed).filter(|_| typed.contains("://"))?;
        self.by_url.get(&address)
    }

    fn weigh(&self, asked: &[String], most: usize) -> Vec<Hit> {
        let mut scores: BTreeMap<u32, f64> = BTreeMap::new();
        let all = self.works.len().max(1);
        let mut whole = 0.0;
        for word in asked {
            let found = self.answers(word);
            let weight = rarity(all, found.len());
            whole += weight;
            for (number, quality) in found {
                *scores.entry(number).or_default() += weight * quality;
            }
        }
        if whole <= 0.0 {
            return Vec::new();
        }
        let best = scores.values().copied().fold(0.0, f64::max);
        let good = scores.into_iter().filter(|(_, score)| *score >= NEAR * best && *score >= LEAST * whole);
        // Rounded, so that the order of additions decides nothing.
        let mut hits = self.hits(good.map(|(number, score)| (number, (score / whole * 1e6).round() / 1e6)));
        hits.truncate(most);
        hits
    }

    /// The works that one word finds, with how well: exactly or by its beginning, else with slips.
    fn answers(&self, word: &str) -> BTreeMap<u32, f64> {
        let mut out: BTreeMap<u32, f64> = BTreeMap::new();
        let mut add = |found: &[(u32, super::Place)], quality: f64| {
            for (number, place) in found {
                let value = out.entry(*number).or_default();
                *value = value.max(quality * place.weight());
            }
        };
        add(self.index.exactly(word), 1.0);
        if word.chars().count() > 1 {
            self.index.beginning(word).for_each(|found| add(found, UNFINISHED));
        }
        if out.is_empty() {
            for (away, found) in self.index.nearly(word) {
                for (number, place) in found {
                    let quality = SLIPS.get(away - 1).copied().unwrap_or(0.0) * place.weight();
                    let value = out.entry(*number).or_default();
                    *value = value.max(quality);
                }
            }
        }
        out
    }
}

/// What a word is worth that so many of all works answer to; one that none has counts as the rarest.
#[allow(clippy::cast_precision_loss, reason = "there are not so many works")]
fn rarity(all: usize, found: usize) -> f64 {
    (1.0 + all as f64 / found.max(1) as f64).ln()
}
