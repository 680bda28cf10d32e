//! The site's own works: found by what a note says of one, and by words that somebody types.
//!
//! Works can be added, so that what one document brings is known to the next. All answers come best first, equals in order
//! of key. Spelling is forgiven where a word is long enough to tell; a year never is.

mod agree;
mod index;
mod search;
mod words;

use std::collections::{BTreeSet, HashMap};

use self::agree::Known;
pub use self::agree::{doi, url};
use self::index::{Index, Place};
use super::stated::Stated;
use crate::model::work::Work;

/// Works with an index over authors, years and the words of titles.
#[derive(Clone, Debug, Default)]
pub struct Library {
    works: Vec<Work>,
    /// Parallel to `works`.
    known: Vec<Known>,
    by_key: HashMap<String, u32>,
    by_doi: HashMap<String, Vec<u32>>,
    by_url: HashMap<String, Vec<u32>>,
    index: Index,
}

/// A work of the library that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub key: String,
    /// 0 to 1: 1 where author, year and title are the same.
    pub score: f64,
}

/// How many works are looked at for one word; a word of more tells nothing by itself.
const CANDIDATES: usize = 128;
/// How many words of a title are looked up.
const TITLE_WORDS: usize = 3;
/// Less is no fit.
const LEAST: f64 = 0.5;

impl Library {
    /// Of works with one key the first is kept.
    #[must_use]
    pub fn new(works: Vec<Work>) -> Self {
        let mut library = Self::default();
        for work in works {
            library.add(work);
        }
        library
    }

    /// A work whose key is taken is left out.
    pub fn add(&mut self, work: Work) {
        let number = u32::try_from(self.works.len()).unwrap_or(u32::MAX);
        if self.by_key.contains_key(&work.key) {
            return;
        }
        let known = Known::of(&work);
        self.by_key.insert(work.key.clone(), number);
        if let Some(doi) = &known.doi {
            self.by_doi.entry(doi.clone()).or_default().push(number);
        }
        if let Some(url) = &known.url {
            self.by_url.entry(url.clone()).or_default().push(number);
        }
        self.index.add(number, &work);
        self.known.push(known);
        self.works.push(work);
    }

    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Work> {
        self.by_key.get(key).and_then(|number| self.works.get(*number as usize))
    }

    #[must_use]
    pub fn works(&self) -> &[Work] {
        &self.works
    }

    /// The works that what a note states may mean, best first. A year or a title that differs is no fit; what is not
    /// stated does not count against a work. From 0.9 on it is the work unless another has the same score, from 0.6 on
    /// it may be.
    #[must_use]
    pub fn find(&self, stated: &Stated) -> Vec<Hit> {
        let asked = Known::stated(stated);
        let scored = |number: u32| Some((number, asked.agrees(self.known.get(number as usize)?)));
        self.hits(self.candidates(&asked).into_iter().filter_map(scored).filter(|(_, score)| *score >= LEAST))
    }

    /// The works that words of a note name, whatever their form: author and title, or author, year and something of the
    /// title. Best first, most likely none.
    #[must_use]
    pub fn in_words(&self, words: &str) -> Vec<Hit> {
        self.hits(self.named_in(words).into_iter())
    }

    /// Works that share the author, a telling word of the title, the DOI or the address.
    fn candidates(&self, asked: &Known) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        let same = |map: &HashMap<String, Vec<u32>>, value: Option<&String>| {
            value.and_then(|value| map.get(value)).into_iter().flatten().copied().take(CANDIDATES).collect::<Vec<_>>()
        };
        out.extend(same(&self.by_doi, asked.doi.as_ref()));
        out.extend(same(&self.by_url, asked.url.as_ref()));
        let year = asked.year.map(|year| self.index.exactly(&year.to_string()));
        if let Some(word) = asked.authors.first().and_then(|who| who.family.last()) {
            let found = self.with(word, &[Place::Author, Place::Contributor]);
            if found.len() <= CANDIDATES {
                out.extend(found);
            } else if let Some(year) = year {
                // A body with hundreds of reports: those of the year.
                let dated: BTreeSet<u32> = year.iter().map(|(number, _)| *number).collect();
                out.extend(found.into_iter().filter(|number| dated.contains(number)).take(CANDIDATES));
            }
        }
        let titled = asked.title.words.iter().chain(&asked.short.words).filter(|word| word.chars().count() > 2);
        let mut lists: Vec<Vec<u32>> = titled.map(|word| self.with(word, &[Place::Title])).collect();
        lists.retain(|list| !list.is_empty());
        // The rarest words tell most; those that stand everywhere only together with others.
        lists.sort_by_key(Vec::len);
        for (n, list) in lists.iter().take(TITLE_WORDS).enumerate() {
            if list.len() <= CANDIDATES {
                out.extend(list);
            } else if let Some(next) = lists.get(n + 1) {
                let next: BTreeSet<u32> = next.iter().copied().collect();
                out.extend(list.iter().filter(|number| next.contains(number)).take(CANDIDATES));
            }
        }
        out
    }

    /// The works with a word in one of these fields; where none has it, those with a word like it.
    fn with(&self, word: &str, places: &[Place]) -> Vec<u32> {
        let fits = |found: &[(u32, Place)]| -> Vec<u32> {
            found.iter().filter(|(_, place)| places.contains(place)).map(|(number, _)| *number).collect()
        };
        let exact = fits(self.index.exactly(word));
        if !exact.is_empty() {
            return exact;
        }
        let mut near: Vec<u32> = self.index.nearly(word).into_iter().flat_map(|(_, found)| fits(found)).collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    fn hits(&self, scored: impl Iterator<Item = (u32, f64)>) -> Vec<Hit> {
        let hit = |(number, score): (u32, f64)| Some(Hit { key: self.works.get(number as usize)?.key.clone(), score });
        let mut hits: Vec<Hit> = scored.filter_map(hit).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
        hits
    }
}

#[cfg(test)]
mod tests;
