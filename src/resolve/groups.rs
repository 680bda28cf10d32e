//! What gathers briefings: authors, topics, series.
//!
//! What is not here: whether an author ought to have a page (see `check`).

use std::collections::HashMap;

use crate::base::slug::slug;
use crate::base::text::{fold, fold_case, squeeze};
use crate::model::article::{ArticleId, Kind};
use crate::model::site::{Author, Group};
use crate::model::url::built_in;

use super::publish::Placed;
use super::urls::{Addresses, Owner, portable};

/// All authors by name: those with a page of their own, and those whom briefings name. A name, the id of a page and
/// spellings with the same slug are one author.
#[must_use]
pub fn authors(placed: &[Placed], addresses: &mut Addresses) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (id, page) in ids(placed).filter(|(_, page)| page.kind == Kind::Author) {
        let matter = &page.facts.matter;
        for name in [fold_case(&page.slug), key(&matter.title.value)] {
            known.entry(name).or_insert(authors.len());
        }
        authors.push(Author {
            name: matter.title.value.clone(),
            slug: page.slug.clone(),
            url: page.url.clone(),
            page: Some(id),
            bio: matter.author.bio.clone(),
            link: matter.author.url.as_ref().map(|url| url.value.clone()),
            orcid: matter.author.orcid.clone(),
            briefings: Vec::new(),
        });
    }
    for (id, briefing) in briefings(placed) {
        for author in &briefing.facts.matter.authors {
            let author = &author.value;
            let name = squeeze(&author.name);
            if name.is_empty() {
                continue;
            }
            let (words, id_key) = (fold_case(&name), key(&name));
            let at = known.get(&words).or_else(|| known.get(&id_key)).copied().unwrap_or(authors.len());
            if at == authors.len() {
                let (slug, url) = addresses.next_free(built_in::AUTHORS, &portable_slug(&name), &Owner::Ibid);
                let (page, bio, link, orcid, briefings) = (None, None, None, None, Vec::new());
                authors.push(Author { name: name.clone(), slug, url, page, bio, link, orcid, briefings });
            }
            known.insert(words, at);
            known.entry(id_key).or_insert(at);
            let found = &mut authors[at];
            found.bio = found.bio.take().or_else(|| author.bio.clone());
            found.link = found.link.take().or_else(|| author.url.clone());
            found.orcid = found.orcid.take().or_else(|| author.orcid.clone());
            if found.briefings.last() != Some(&id) {
                found.briefings.push(id);
            }
        }
    }
    authors.sort_by_cached_key(|author| (fold(&author.name), author.slug.clone()));
    authors
}

/// By name; spelled as in the oldest briefing, so that a new one does not rename the page.
#[must_use]
pub fn topics(placed: &[Placed], addresses: &mut Addresses) -> Vec<Group> {
    let named = briefings(placed)
        .flat_map(|(id, briefing)| briefing.facts.matter.topics.iter().map(move |topic| (id, topic.value.as_str())));
    groups(named, built_in::TOPICS, addresses)
}

/// By name; each in its own order.
#[must_use]
pub fn series(placed: &[Placed], addresses: &mut Addresses) -> Vec<Group> {
    let named = briefings(placed)
        .filter_map(|(id, briefing)| Some((id, briefing.facts.matter.series.as_ref()?.value.as_str())));
    let mut series = groups(named, built_in::SERIES, addresses);
    for group in &mut series {
        in_order(group, placed);
    }
    series
}

/// By number where every briefing of the series has one, else oldest first; those without a date last.
fn in_order(group: &mut Group, placed: &[Placed]) {
    let facts = |id: &ArticleId| &placed[id.0 as usize].facts;
    let number =
        |id: &ArticleId| facts(id).matter.number.as_deref().and_then(|number| number.trim().parse::<u64>().ok());
    let numbered = group.briefings.iter().all(|id| number(id).is_some());
    group.briefings.sort_by_cached_key(|id| {
        let date = facts(id).matter.date.as_ref().map(|date| date.value);
        let number = if numbered { number(id) } else { None };
        (number, date.is_none(), date, facts(id).path.clone())
    });
}

/// `named` in the order of articles, newest first.
fn groups<'a>(
    named: impl Iterator<Item = (ArticleId, &'a str)>,
    folder: &str,
    addresses: &mut Addresses,
) -> Vec<Group> {
    let mut found: HashMap<String, usize> = HashMap::new();
    let mut members: Vec<(String, Vec<ArticleId>)> = Vec::new();
    for (id, name) in named {
        let name = squeeze(name);
        if name.is_empty() {
            continue;
        }
        let at = *found.entry(key(&name)).or_insert(members.len());
        if at == members.len() {
            members.push((name.clone(), Vec::new()));
        }
        let (spelling, briefings) = &mut members[at];
        *spelling = name;
        if briefings.last() != Some(&id) {
            briefings.push(id);
        }
    }
    members.sort_by_cached_key(|(name, _)| (fold(name), name.clone()));
    members
        .into_iter()
        .map(|(name, briefings)| {
            let (slug, url) = addresses.next_free(folder, &portable_slug(&name), &Owner::Ibid);
            Group { name, slug, url, briefings }
        })
        .collect()
}

/// What makes two names one: their slug; the words themselves where no slug is left of them.
fn key(name: &str) -> String {
    let slug = slug(name);
    fold_case(if slug.is_empty() { name } else { &slug })
}

fn portable_slug(name: &str) -> String {
    portable(&slug(name)).into_owned()
}

fn briefings(placed: &[Placed]) -> impl Iterator<Item = (ArticleId, &Placed)> {
    ids(placed).take_while(|(_, placed)| placed.kind == Kind::Briefing)
}

fn ids(placed: &[Placed]) -> impl Iterator<Item = (ArticleId, &Placed)> {
    (0..).map(ArticleId).zip(placed)
}
