//! The site's own works, found by what a note says of one.

use super::stated::Stated;
use crate::model::work::Work;

/// Works with an index over authors, years and the words of titles.
#[derive(Clone, Debug, Default)]
pub struct Library {
    works: Vec<Work>,
}

/// A work of the library that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub key: String,
    /// 0 to 1: 1 where author, year and title are the same.
    pub score: f64,
}

impl Library {
    pub fn new(works: Vec<Work>) -> Self {
        Self { works }
    }

    pub fn get(&self, key: &str) -> Option<&Work> {
        self.works.iter().find(|work| work.key == key)
    }

    pub fn works(&self) -> &[Work] {
        &self.works
    }

    /// The works that what a note states may mean, best first. A year or a title that differs is no fit; what is not
    /// stated does not count against a work.
    pub fn find(&self, stated: &Stated) -> Vec<Hit> {
        let fold = |text: &str| crate::base::text::fold(text);
        let title = fold(stated.title());
        let fits = |work: &&Work| {
            let year = stated.year.is_none() || work.year().is_none() || stated.year == work.year();
            let author = match (stated.authors.first(), work.authors().first()) {
                (Some(a), Some(b)) => fold(&a.short()) == fold(&b.short()),
                _ => true,
            };
            !title.is_empty() && year && author && fold(work.title()) == title
        };
        self.works.iter().filter(fits).map(|work| Hit { key: work.key.clone(), score: 1.0 }).collect()
    }

    /// The works that words of a note name, whatever their form: author or title words, with the year. Best first, most
    /// likely none.
    pub fn in_words(&self, words: &str) -> Vec<Hit> {
        let _ = words;
        Vec::new()
    }
}
