//! The works of all bibliographies as one table, in the order of the citation index.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diag::Diagnostic;
use crate::base::text::fold;
use crate::model::article::WorkId;
use crate::model::cite::Formatter;
use crate::model::site::SiteWork;
use crate::model::url::{Url, built_in};
use crate::model::work::Work;

use super::diag;
use super::urls::{self, Addresses, Owner};

/// The work of each key.
pub type Keys = HashMap<String, WorkId>;

/// Works in the order of the index: by first author, year, title; one without an author stands under its title, one
/// without a year after those that have one.
///
/// Of two works with one key the first is kept; a second that is the same in every field is no fault.
pub fn table(
    works: Vec<Arc<Work>>,
    addresses: &mut Addresses,
    cite: &dyn Formatter,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<SiteWork>, Keys) {
    let mut works = distinct(works, diagnostics);
    works.sort_by_cached_key(|work| {
        let year = work.year().map_or((true, 0), |year| (false, year));
        (fold(&heading(work)), year, fold(work.title()), work.key.clone())
    });
    let urls = urls(&works, addresses);
    let entries: Vec<_> = works.par_iter().map(|work| cite.entry(work)).collect();
    let keys = (0..).map(WorkId).zip(&works).map(|(id, work)| (work.key.clone(), id)).collect();
    let works = works
        .into_iter()
        .zip(urls)
        .zip(entries)
        .map(|((work, url), entry)| SiteWork { work, url, entry, places: Vec::new() })
        .collect();
    (works, keys)
}

/// What a work stands under in the index.
fn heading(work: &Work) -> String {
    work.authors().first().map_or_else(|| work.title().to_owned(), crate::model::work::Name::family_first)
}

fn distinct(works: Vec<Arc<Work>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Arc<Work>> {
    let mut first: HashMap<String, usize> = HashMap::with_capacity(works.len());
    let mut kept: Vec<Arc<Work>> = Vec::with_capacity(works.len());
    for work in works {
        match first.entry(work.key.clone()) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(work);
            }
            Entry::Occupied(place) => {
                let before = &kept[*place.get()];
                if !same(before, &work) {
                    diagnostics.push(diag::duplicate_work(&work, before));
                }
            }
        }
    }
    kept
}

/// In all but the place where they are defined.
fn same(a: &Work, b: &Work) -> bool {
    a.kind == b.kind && a.names == b.names && a.dates == b.dates && a.fields == b.fields
}

/// A key that can be a file name gets its own; the others, in order of key, what is free. So an address changes only
/// with the keys, never with authors, years or the order of the bibliography.
fn urls(works: &[Arc<Work>], addresses: &mut Addresses) -> Vec<Url> {
    let mut order: Vec<(bool, &str, usize)> = works
        .iter()
        .enumerate()
        .map(|(at, work)| (matches!(urls::portable(&work.key), std::borrow::Cow::Owned(_)), work.key.as_str(), at))
        .collect();
    order.sort_unstable();
    let mut out: Vec<Url> = works.iter().map(|_| Url(String::new())).collect();
    for (_, key, at) in order {
        out[at] = addresses.next_free(built_in::WORKS, &urls::portable(key), &Owner::Ibid).1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{Plain, work};
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(works: Vec<Work>, expected: &Expect) {
        let mut diagnostics = Vec::new();
        let works = works.into_iter().map(Arc::new).collect();
        let (works, keys) = table(works, &mut Addresses::new(false), &Plain { notes: true }, &mut diagnostics);
        let mut lines: Vec<String> = Vec::new();
        for (at, work) in works.iter().enumerate() {
            assert_eq!(keys[&work.work.key].0 as usize, at);
            lines.push(format!("{} {}\n", work.work.key, work.url));
        }
        lines.extend(diagnostics.iter().map(|found| format!("{}: {}\n", found.code.name(), found.message)));
        expected.assert_eq(&lines.concat());
    }

    #[test]
    fn the_index_goes_by_author_year_and_title_whatever_the_accents() {
        let mut undated = work("undated", "Wilson", 0, "Z");
        undated.dates.clear();
        check(
            vec![
                undated,
                work("wilson2021b", "Wilson", 2021, "B"),
                work("wilson2021a", "Wilson", 2021, "A"),
                work("wilson2011", "Wilson", 2011, "C"),
                work("lukasz", "Łukasz", 2020, "D"),
                work("lyons", "Lyons", 2020, "D"),
                work("anon", "", 2020, "Éclair"),
                work("eberle", "Eberle", 2020, "D"),
            ],
            &expect![[r"
                eberle works/eberle.html
                anon works/anon.html
                lukasz works/lukasz.html
                lyons works/lyons.html
                wilson2011 works/wilson2011.html
                wilson2021a works/wilson2021a.html
                wilson2021b works/wilson2021b.html
                undated works/undated.html
            "]],
        );
    }

    #[test]
    fn keys_become_addresses_that_every_system_can_hold() {
        check(
            vec![
                work("a/b", "A", 2001, "T"),
                work("a-b", "A", 2002, "T"),
                work("A-B", "A", 2003, "T"),
                work("../x", "A", 2004, "T"),
                work("nul", "A", 2005, "T"),
                work("?", "A", 2006, "T"),
                work("??", "A", 2007, "T"),
            ],
            &expect![[r"
                a/b works/a-b-3.html
                a-b works/a-b-2.html
                A-B works/A-B.html
                ../x works/x.html
                nul works/nul-.html
                ? works/untitled.html
                ?? works/untitled-2.html
            "]],
        );
    }

    #[test]
    fn one_key_is_one_work() {
        let elsewhere =
            Work { span: crate::base::span::Span::top(crate::base::span::FileId(901)), ..work("a", "A", 2001, "T") };
        check(
            vec![work("a", "A", 2001, "T"), elsewhere, work("a", "A", 2002, "T")],
            &expect![[r"
                a works/a.html
                duplicate-work: the key “a” stands for two different works
            "]],
        );
    }
}
