//! The words of the running text, and where others stand in them.
//!
//! The place is voted for: each word that both have in common votes for the distance between its two places, a rare word
//! with more weight. Around the winner the words are aligned one by one.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use crate::import::draft::{Draft, Kind};
use crate::import::repair::words;

/// The words of the running text, joined.
pub struct Body {
    words: Vec<String>,
    /// As written.
    pub forms: Vec<String>,
    /// The stretch that each stands in.
    chunks: Vec<usize>,
    /// Whether a sentence begins with it.
    pub starts: Vec<bool>,
    places: HashMap<String, Vec<usize>>,
    /// How often each run of [`RUN`] words stands in it, by their hash; made when first asked for.
    runs: OnceCell<HashMap<u64, u32>>,
}

/// Words of a run.
const RUN: usize = 5;
/// Words that the start and the end of a pull quote have in common with those of a sentence that it alters.
pub const START: usize = 5;
pub const END: usize = 3;
/// And such a part of all its words.
pub const ALIKE: f32 = 0.75;

/// Where a pull quote stands in the text.
pub struct Found {
    /// For each of its words the one in the text.
    pub matches: Vec<Option<usize>>,
    pub share: f32,
}

impl Body {
    pub fn of(draft: &Draft) -> Self {
        let mut body = Self {
            words: Vec::new(),
            forms: Vec::new(),
            chunks: Vec::new(),
            starts: Vec::new(),
            places: HashMap::new(),
            runs: OnceCell::new(),
        };
        for (n, chunk) in draft.chunks.iter().enumerate() {
            if !matches!(chunk.kind, Kind::Body | Kind::Item { .. } | Kind::Quote { .. }) {
                continue;
            }
            let text = chunk.text.plain();
            let mut before = 0;
            for (at, word) in words::split(&text) {
                let between = &text[before..at];
                body.starts.push(before == 0 || between.contains(['.', '?', '!', ':', '“', '"']));
                before = at + word.len();
                let folded = words::fold(word);
                body.places.entry(folded.clone()).or_default().push(body.words.len());
                body.words.push(folded);
                body.forms.push(word.to_owned());
                body.chunks.push(n);
            }
        }
        body
    }

    /// The first words of what is said stand in the text twice, here and elsewhere. A look-up, where the best place is a
    /// search.
    pub fn says_again(&self, spoken: &[String]) -> bool {
        let hash = |words: &[String]| {
            let mut hasher = DefaultHasher::new();
            words.hash(&mut hasher);
            hasher.finish()
        };
        let runs = self.runs.get_or_init(|| {
            let mut runs = HashMap::new();
            self.words.windows(RUN).for_each(|run| *runs.entry(hash(run)).or_default() += 1);
            runs
        });
        spoken.get(..RUN).is_some_and(|run| runs.get(&hash(run)).is_some_and(|count| *count > 1))
    }

    /// The best place; `but` are stretches that are not looked at.
    pub fn best(&self, spoken: &[String], but: &Range<usize>) -> Option<Found> {
        const COMMON: usize = 200;
        let mut votes: HashMap<isize, f32> = HashMap::new();
        for (n, word) in spoken.iter().enumerate() {
            let Some(places) = self.places.get(word) else { continue };
            let weight = 1.0 / float(places.len());
            for place in places.iter().take(COMMON).filter(|place| !but.contains(&self.chunks[**place])) {
                // Words left out move what follows: neighbours share their votes.
                let distance = place.cast_signed() - n.cast_signed();
                *votes.entry(distance.div_euclid(4)).or_default() += weight;
            }
        }
        let mut ranked: Vec<(isize, f32)> = votes
            .keys()
            .map(|bucket| {
                let near = |n: isize| votes.get(&(bucket + n)).copied().unwrap_or(0.0);
                (*bucket, near(0) + near(-1).max(near(1)))
            })
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(3);
        let found = ranked.into_iter().map(|(bucket, _)| self.lay(spoken, bucket * 4, but));
        found.max_by(|a, b| a.share.total_cmp(&b.share))
    }

    /// Aligns the words around a distance: the longest sequence that both have.
    fn lay(&self, spoken: &[String], distance: isize, but: &Range<usize>) -> Found {
        let slack = 12 + spoken.len() / 3;
        let from = usize::try_from(distance - slack.cast_signed()).unwrap_or(0).min(self.words.len());
        let to = usize::try_from(distance + (spoken.len() + slack).cast_signed()).unwrap_or(0).min(self.words.len());
        let text = &self.words[from..to.max(from)];
        let width = text.len() + 1;
        let mut table = vec![0_u16; (spoken.len() + 1) * width];
        let same = |a: usize, b: usize| spoken[a] == text[b] && !but.contains(&self.chunks[from + b]);
        for a in (0..spoken.len()).rev() {
            for b in (0..text.len()).rev() {
                table[a * width + b] = if same(a, b) {
                    // Neighbours before scattered words: a run counts a little more.
                    let run = a + 1 < spoken.len() && b + 1 < text.len() && same(a + 1, b + 1);
                    table[(a + 1) * width + b + 1] + 8 + u16::from(run)
                } else {
                    table[(a + 1) * width + b].max(table[a * width + b + 1])
                };
            }
        }
        let mut matches = vec![None; spoken.len()];
        let (mut a, mut b, mut count) = (0, 0, 0);
        while a < spoken.len() && b < text.len() {
            if same(a, b) {
                matches[a] = Some(from + b);
                count += 1;
                a += 1;
                b += 1;
            } else if table[(a + 1) * width + b] >= table[a * width + b + 1] {
                a += 1;
            } else {
                b += 1;
            }
        }
        // A small word far from the others stands nearer to them as well.
        for a in (0..spoken.len()).rev().skip(1) {
            if let (Some(here), Some(next)) = (matches[a], matches[a + 1])
                && next > here + 1
                && same(a, next - 1 - from)
            {
                matches[a] = Some(next - 1);
            }
        }
        Found { matches, share: float(count) / float(spoken.len().max(1)) }
    }
}

impl Found {
    /// All of its words, one after the other; a page or a picture may cut the sentence, and a hyphen one of its words. Of
    /// a dozen words one may differ.
    pub fn in_one_go(&self, body: &Body) -> bool {
        let places: Vec<(usize, usize)> =
            self.matches.iter().enumerate().filter_map(|(n, place)| Some((n, (*place)?))).collect();
        let cut = |two: &&[(usize, usize)]| body.chunks[two[1].1] != body.chunks[two[0].1];
        let cuts = places.windows(2).filter(cut).count();
        let missing = self.matches.len() - places.len();
        let follows = |two: &[(usize, usize)]| two[1].1 - two[0].1 == two[1].0 - two[0].0 || cut(&two);
        cuts <= 2 && missing <= cuts.max(self.matches.len() / 12) && places.windows(2).all(follows)
    }

    /// It begins and ends as a stretch of the text does that is not much longer, and has most of its words.
    pub fn alters(&self) -> bool {
        let in_row = |places: &[Option<usize>]| {
            places.windows(2).all(|pair| pair[0].zip(pair[1]).is_some_and(|(a, b)| a + 1 == b))
        };
        let (start, end) = (self.matches.get(..START), self.matches.len().checked_sub(END));
        let ends = [start, end.map(|end| &self.matches[end..])];
        let span = self.matches.last().copied().flatten().zip(self.matches.first().copied().flatten());
        let near = span.is_some_and(|(last, first)| last - first <= self.matches.len() * 3 / 2);
        self.share >= ALIKE && near && ends.iter().all(|part| part.is_some_and(in_row))
    }

    /// What differs, in words: added, left out, or put instead.
    pub fn differences(&self, spoken: &[&str], body: &Body) -> Vec<String> {
        let mut out = Vec::new();
        let mut last: Option<usize> = None;
        let mut added: Vec<&str> = Vec::new();
        for (n, place) in self.matches.iter().enumerate() {
            let Some(place) = *place else {
                added.extend(spoken.get(n));
                continue;
            };
            let left: Vec<&str> = match last {
                Some(last) => body.forms[last + 1..place.max(last + 1)].iter().map(String::as_str).collect(),
                None => Vec::new(),
            };
            told(&mut out, &added, &left);
            added.clear();
            last = Some(place);
        }
        told(&mut out, &added, &[]);
        out
    }
}

fn told(out: &mut Vec<String>, added: &[&str], left: &[&str]) {
    match (added.is_empty(), left.is_empty()) {
        (true, true) => {}
        (false, true) => out.push(format!("the text has no “{}”", added.join(" "))),
        (true, false) => out.push(format!("it leaves out “{}”", left.join(" "))),
        (false, false) => out.push(format!("“{}”, in the text “{}”", added.join(" "), left.join(" "))),
    }
}

#[allow(clippy::cast_precision_loss, reason = "numbers of words are small")]
fn float(n: usize) -> f32 {
    n as f32
}
