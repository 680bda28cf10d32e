//! Briefings and works that belong together because the same sources stand behind them.

use std::collections::BTreeMap;

use super::article_date;
use super::shared::Shared;
use crate::base::text;
use crate::model::article::{ArticleId, WorkId};
use crate::model::page::{CountView, RelatedView};
use crate::model::url::Url;

/// A source that everybody cites relates nobody; and counting its pairs would not be linear.
const COMMON: usize = 200;
/// Works of one briefing that are looked at.
const LOOKED_AT: usize = 100;

/// The briefings with the most sources in common, at most five.
pub fn briefings(shared: &Shared<'_>, id: ArticleId, from: &Url) -> Vec<RelatedView> {
    let site = shared.site;
    let mut counts = vec![0_u32; site.briefings];
    let mut touched = Vec::new();
    for work in shared.works_of.get(id.0 as usize).into_iter().flatten().take(LOOKED_AT) {
        let citing = shared.cited_by.get(work.0 as usize).map_or(&[][..], Vec::as_slice);
        if citing.len() > COMMON {
            continue;
        }
        for other in citing.iter().filter(|other| **other != id) {
            if let Some(count) = counts.get_mut(other.0 as usize) {
                if *count == 0 {
                    touched.push(*other);
                }
                *count += 1;
            }
        }
    }
    // The newest first among equals.
    touched.sort_unstable_by_key(|other| (std::cmp::Reverse(counts[other.0 as usize]), *other));
    touched
        .into_iter()
        .take(5)
        .map(|other| {
            let article = site.article(other);
            let n = counts[other.0 as usize] as usize;
            RelatedView {
                title: article.facts.matter.title.value.clone(),
                url: from.to(&article.url),
                reason: format!("{} in common", text::count(n, "source", "sources")),
                date: article_date(&article.facts),
            }
        })
        .collect()
}

/// Works that are cited by the same briefings, most often first, at most eight.
pub fn works(shared: &Shared<'_>, id: WorkId, from: &Url) -> Vec<CountView> {
    let citing = shared.cited_by.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
    let others = citing.iter().take(COMMON).flat_map(|article| {
        shared.works_of.get(article.0 as usize).into_iter().flatten().take(LOOKED_AT).filter(|work| **work != id)
    });
    most_often(others.copied(), 8)
        .into_iter()
        .map(|(work, count)| {
            let work = shared.site.work(work);
            CountView { title: title(&work.work), url: from.to(&work.url), count }
        })
        .collect()
}

/// The values that occur most often, in their own order among equals.
pub fn most_often<T: Ord + Copy>(values: impl Iterator<Item = T>, most: usize) -> Vec<(T, u32)> {
    let mut counts: BTreeMap<T, u32> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(T, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    counts.truncate(most);
    counts
}

/// A work named in a list: "Wilson 2021, Belarus".
pub fn title(work: &crate::model::work::Work) -> String {
    let name = crate::render::html::short_name(work);
    let title = crate::render::html::shorten(work.title(), 80);
    if work.authors().is_empty() || title.is_empty() { name } else { format!("{name}, {title}") }
}
