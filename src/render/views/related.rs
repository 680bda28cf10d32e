//! Briefings and works that belong together, with the reason: the same sources, the same names, a link.

use std::collections::BTreeMap;

use super::article_date;
use super::shared::Shared;
use crate::model::article::{ArticleId, BoundLink, WorkId};
use crate::model::page::{CountView, RelatedView};
use crate::model::url::Url;

/// A source that everybody cites relates nobody; and counting its pairs would not be linear.
const COMMON: usize = 200;
/// Works of one briefing that are looked at.
const LOOKED_AT: usize = 100;

/// Names of one briefing that are looked at.
const NAMES: usize = 60;

/// Why another briefing is near.
#[derive(Clone, Debug, Default)]
struct Near {
    /// Thousandths, so that the order of adding does not matter.
    score: u64,
    works: Vec<WorkId>,
    names: Vec<u32>,
    links_to: bool,
    linked_from: bool,
}

/// The briefings that are nearest, at most five: by the works that both cite and the names that both print, each the
/// more the fewer others do, and by links.
pub fn briefings(shared: &Shared<'_>, id: ArticleId, from: &Url) -> Vec<RelatedView> {
    let site = shared.site;
    let mut near: BTreeMap<ArticleId, Near> = BTreeMap::new();
    let others = |list: &[ArticleId]| {
        let near_enough = list.len() <= COMMON;
        list.iter().copied().filter(move |other| *other != id && near_enough).collect::<Vec<_>>()
    };
    for work in shared.works_of.get(id.0 as usize).into_iter().flatten().take(LOOKED_AT) {
        let citing = shared.cited_by.get(work.0 as usize).map_or(&[][..], Vec::as_slice);
        for other in others(citing).into_iter().filter(|other| (other.0 as usize) < site.briefings) {
            let near = near.entry(other).or_default();
            near.score += rarity(citing.len(), 6000);
            near.works.push(*work);
        }
    }
    for name in shared.names_of.get(id.0 as usize).into_iter().flatten().take(NAMES) {
        let naming = shared.named_in.get(*name as usize).map_or(&[][..], Vec::as_slice);
        // What half of a site is about tells nothing of two of its briefings.
        if naming.len() * 2 > site.briefings {
            continue;
        }
        for other in others(naming) {
            let near = near.entry(other).or_default();
            near.score += rarity(naming.len(), 3000);
            near.names.push(*name);
        }
    }
    for row in site.article(id).linked_from.iter().filter_map(|row| site.relations.get(*row as usize)) {
        if (row.from.article.0 as usize) < site.briefings {
            let near = near.entry(row.from.article).or_default();
            near.score += if near.linked_from { 0 } else { 4000 };
            near.linked_from = true;
        }
    }
    for link in &site.article(id).links {
        if let BoundLink::Article { article, .. } = link
            && (article.0 as usize) < site.briefings
            && *article != id
        {
            let near = near.entry(*article).or_default();
            near.score += if near.links_to { 0 } else { 4000 };
            near.links_to = true;
        }
    }
    let mut near: Vec<(ArticleId, Near)> = near.into_iter().collect();
    // The newest first among equals.
    near.sort_by_key(|(other, near)| (std::cmp::Reverse(near.score), *other));
    near.into_iter()
        .take(5)
        .map(|(other, near)| {
            let article = site.article(other);
            RelatedView {
                title: article.facts.matter.title.value.clone(),
                url: from.to(&article.url),
                reason: reason(shared, &near),
                date: article_date(&article.facts),
            }
        })
        .collect()
}

/// `weight` for what two share, less the more do: by the root of their number.
fn rarity(shared_by: usize, weight: u64) -> u64 {
    let n = shared_by.max(2) as u64;
    weight * 1000 / (n * 1_000_000).isqrt()
}

/// “cites the same 3 works: Wilson 2021, …; names Minsk and 2 more; links here”.
fn reason(shared: &Shared<'_>, near: &Near) -> String {
    let site = shared.site;
    let mut parts = Vec::new();
    if !near.works.is_empty() {
        let names: Vec<String> =
            near.works.iter().take(3).map(|work| crate::render::html::short_name(&site.work(*work).work)).collect();
        let works = match near.works.len() {
            1 => "cites the same work: ".to_owned(),
            n => format!("cites the same {n} works: "),
        };
        parts.push(works + &listed(names, near.works.len()));
    }
    if !near.names.is_empty() {
        let mut names = near.names.clone();
        names.sort_by_key(|name| (shared.named_in.get(*name as usize).map_or(0, Vec::len), *name));
        let shown = names.iter().take(3).filter_map(|name| Some(site.entities.get(*name as usize)?.name.clone()));
        parts.push(format!("names {}", listed(shown.collect(), near.names.len())));
    }
    match (near.links_to, near.linked_from) {
        (true, true) => parts.push("linked both ways".to_owned()),
        (true, false) => parts.push("linked from here".to_owned()),
        (false, true) => parts.push("links here".to_owned()),
        (false, false) => {}
    }
    let mut reason = parts.join("; ");
    // The line stands by itself.
    if let Some(first) = reason.chars().next() {
        reason.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    reason
}

/// `A, B and C`; `A, B, C and 4 more`.
fn listed(mut names: Vec<String>, all: usize) -> String {
    if all > names.len() {
        return format!("{} and {} more", names.join(", "), all - names.len());
    }
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        Some(last) => last,
        None => String::new(),
    }
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
