//! Where in the text a quote may stand.
//!
//! The runs of three words of all quotes are put in one table, and the text is looked through once. Each run of a quote
//! counts at most [`HITS`] places, so that the work is linear even where a text repeats one word.

use std::collections::HashMap;

use super::words::{Word, mix};

/// Places that one run of words of one quote may vote for.
const HITS: u8 = 16;

/// A place: the word of the text minus the word of the quote that stands there. Equal for all words of an exact quote.
pub type Diagonal = i64;

struct Entry {
    quote: usize,
    at: usize,
    hits: u8,
}

/// For each quote of `wanted` the diagonals that share runs of `size` words with it, in order of the text.
/// With `rare` what is found everywhere does not count.
pub fn diagonals(quotes: &[&[Word]], wanted: &[usize], body: &[Word], size: usize, rare: bool) -> Vec<Vec<Diagonal>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut table: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, quote) in wanted.iter().enumerate() {
        for (at, run) in quotes[*quote].windows(size).enumerate() {
            let list = table.entry(hash(run)).or_default();
            // Only the first of equal runs of a quote: they are told apart by their neighbours.
            if list.last().is_none_or(|last| entries[*last].quote != index) {
                list.push(entries.len());
                entries.push(Entry { quote: index, at, hits: 0 });
            }
        }
    }
    let filter = Filter::of(table.keys().copied(), entries.len());
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for (at, run) in body.windows(size).enumerate() {
        let hash = hash(run);
        if !filter.may_hold(hash) {
            continue;
        }
        let Some(list) = table.get_mut(&hash) else { continue };
        list.retain(|entry| {
            hits.push((*entry, at));
            entries[*entry].hits += 1;
            entries[*entry].hits < HITS
        });
    }
    let mut out = vec![Vec::new(); wanted.len()];
    for (entry, at) in hits {
        let entry = &entries[entry];
        if !(rare && entry.hits == HITS) {
            out[entry.quote].push(signed(at) - signed(entry.at));
        }
    }
    out
}

/// The diagonals with most votes, the first ones first; at most `n`.
pub fn best(diagonals: &[Diagonal], n: usize) -> Vec<Diagonal> {
    let mut counted = sorted_counts(diagonals);
    counted.sort_by_key(|(diagonal, count)| (std::cmp::Reverse(*count), *diagonal));
    counted.into_iter().take(n).map(|(diagonal, _)| diagonal).collect()
}

/// The middles of the bands of diagonals with most votes, each `width` to both sides; at most `n`, none overlapping.
pub fn bands(diagonals: &[Diagonal], width: Diagonal, n: usize) -> Vec<Diagonal> {
    let mut counted = sorted_counts(diagonals);
    let mut out = Vec::new();
    while out.len() < n && !counted.is_empty() {
        let (mut from, mut votes, mut most) = (0, 0, (0, 0, 0));
        for to in 0..counted.len() {
            votes += counted[to].1;
            while counted[to].0 - counted[from].0 > width {
                votes -= counted[from].1;
                from += 1;
            }
            if votes > most.0 {
                most = (votes, from, to);
            }
        }
        let (_, from, to) = most;
        // The diagonal with most votes inside: most words of the quote stand on it.
        let middle = counted[from..=to].iter().max_by_key(|(diagonal, count)| (*count, -*diagonal));
        out.extend(middle.map(|(diagonal, _)| *diagonal));
        counted.drain(from..=to);
    }
    out
}

pub fn signed(n: usize) -> Diagonal {
    Diagonal::try_from(n).unwrap_or(Diagonal::MAX / 4)
}

fn sorted_counts(diagonals: &[Diagonal]) -> Vec<(Diagonal, usize)> {
    let mut sorted = diagonals.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect()
}

fn hash(run: &[Word]) -> u64 {
    run.iter().fold(0, |hash, word| mix(hash, word.hash))
}

/// Says quickly that a hash is not in the table: most of a text is in no quote.
struct Filter {
    bits: Vec<u64>,
    mask: u64,
}

impl Filter {
    fn of(hashes: impl Iterator<Item = u64>, count: usize) -> Self {
        let size = (count * 16).next_power_of_two().max(64);
        let mut filter = Self { bits: vec![0; size / 64], mask: size as u64 - 1 };
        for hash in hashes {
            let (word, bit) = filter.place(hash);
            if let Some(word) = filter.bits.get_mut(word) {
                *word |= bit;
            }
        }
        filter
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let at = hash & self.mask;
        (usize::try_from(at / 64).unwrap_or(0), 1 << (at % 64))
    }
}
