//! One work under two keys: the index lists it twice, and each entry knows half of the places.
//!
//! Only works that are cited: what a large bibliography holds besides is nobody's trouble. What is not told as one here:
//! two editions, two volumes, two reports of one title with numbers of their own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::base::diag::Diagnostic;
use crate::model::short::words;
use crate::model::site::Site;
use crate::model::work::{Name, Work};
use crate::reference::library::{doi, url};

use super::diag::{self, Twin};

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_doi = HashMap::new();
    let mut by_url = HashMap::new();
    let mut by_words = HashMap::new();
    for (n, work) in site.works.iter().enumerate() {
        let at = |other: usize| site.works.get(other).map(|work| &*work.work);
        let own = &*work.work;
        // The first sign that two are one is told, and no other of the two.
        let mut told = false;
        let mut compare = |before: Option<usize>, twin: Twin| {
            let Some(first) = before.filter(|_| !told) else { return };
            let cited = !work.places.is_empty() || site.works.get(first).is_some_and(|work| !work.places.is_empty());
            if let Some(first) = at(first).filter(|first| cited && may_be_one(first, own, twin)) {
                told = true;
                let (first, second) = in_order(first, own);
                diagnostics.push(diag::twins(second, first, twin));
            }
        };
        compare(doi(own.field("DOI").unwrap_or("")).and_then(|doi| before(&mut by_doi, doi, n)), Twin::Doi);
        compare(url(own.field("URL").unwrap_or("")).and_then(|url| before(&mut by_url, url, n)), Twin::Url);
        compare(said(own).and_then(|said| before(&mut by_words, said, n)), Twin::Words);
    }
}

/// The first work with this sign; none for the first itself.
fn before<K: std::hash::Hash + Eq>(known: &mut HashMap<K, usize>, key: K, n: usize) -> Option<usize> {
    match known.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(place) => {
            place.insert(n);
            None
        }
    }
}

/// The words of title and author, and the year; none where one of them is missing.
fn said(work: &Work) -> Option<(Vec<String>, Vec<String>, i32)> {
    let title = words(work.title());
    let author = words(&work.authors().first().map(Name::given_first)?);
    // Of the given name its initial: "Wilson, A." is "Wilson, Andrew".
    let family = words(&work.authors().first().map(Name::short)?);
    let initial = author.first().and_then(|word| word.chars().next()).map(String::from).unwrap_or_default();
    let who = family.into_iter().chain([initial]).collect();
    (!title.is_empty()).then_some((title, who, work.year()?))
}

fn may_be_one(a: &Work, b: &Work, twin: Twin) -> bool {
    let differs = |field: &str| match (a.field(field), b.field(field)) {
        (Some(a), Some(b)) => words(a) != words(b),
        _ => false,
    };
    let dois = || match (a.field("DOI").and_then(doi), b.field("DOI").and_then(doi)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    match twin {
        Twin::Doi => true,
        // One address may hold a paper and its data, or a page that changed.
        Twin::Url => !differs("title") || (a.authors() == b.authors() && a.year() == b.year()),
        Twin::Words => !["volume", "issue", "number", "edition", "container-title"].into_iter().any(differs) && !dois(),
    }
}

/// As they stand in their file; of two files the order of the index counts.
fn in_order<'w>(a: &'w Work, b: &'w Work) -> (&'w Work, &'w Work) {
    if a.span.file == b.span.file && b.span.start < a.span.start { (b, a) } else { (a, b) }
}
