//! Linking: all files together become one [`Site`] in which every reference is bound.
//!
//! [`site`] is pure and linear: it joins tables by their keys, and no order that is printed comes from a hash map. Its
//! steps are the modules, in order:
//! 1. [`publish`]      which files become pages, at which addresses ([`urls`]);
//! 2. [`works`]        the bibliography as one table; [`groups`]: authors, topics, series;
//! 3. [`bind`]         each article by itself, in parallel: its cites ([`antecedents`]), links ([`links`]), files;
//! 4. [`relations`]    the rows of all articles, and the reverse of each.
//!
//! What is not here: trees of blocks, HTML, the words that a citation style prints, rules about good content (`check`).

pub mod antecedents;
pub mod bind;
mod diag;
pub mod entities;
mod events;
pub mod fault;
pub mod groups;
pub mod ibids;
pub mod links;
mod menu;
pub mod nearest;
pub mod publish;
pub mod relations;
mod report;
mod reverse;
pub mod survey;
pub mod urls;
pub mod works;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diag::Diagnostic;
use crate::base::text::fold_case;
use crate::model::article::{Article, ArticleId, BoundLink, Kind};
use crate::model::cite::Styles;
use crate::model::config::Config;
use crate::model::facts::Facts;
use crate::model::site::Site;
use crate::model::url::built_in;
use crate::model::work::Work;

pub use entities::entity_names;

use bind::{Binding, Tables};
use links::{Anchors, Names};
use publish::Placed;
use report::Reporter;
use urls::Addresses;

/// Binds everything to everything. `files` are all files under `content/`, by their paths from there
/// (`kaliningrad/map.svg`). The order of `facts` does not matter; that of `works` says which of two with one key is kept.
#[must_use]
pub fn site(
    facts: Vec<Arc<Facts>>,
    works: Vec<Arc<Work>>,
    files: &BTreeSet<String>,
    config: &Arc<Config>,
    styles: &dyn Styles,
) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut addresses = Addresses::new(config.pretty_urls);
    let (facts, held) = publish::sort_out(facts, config, &mut diagnostics);
    let mut placed: Vec<Placed> = Vec::with_capacity(facts.len());
    for kind in [Kind::Briefing, Kind::Entity, Kind::Author] {
        let mut some = publish::place(kind, &facts, &mut addresses, config, &mut diagnostics);
        publish::sort(&mut some);
        placed.append(&mut some);
    }
    let (mut works, keys) = works::table(works, &mut addresses, styles.named(None), &mut diagnostics);
    let authors = groups::authors(&placed, &mut addresses);
    let topics = groups::topics(&placed, &mut addresses);
    let series = groups::series(&placed, &mut addresses);
    // Pages come last: their folders are free, so only they can ask for an address of a page that ibid makes.
    let mut pages = publish::place(Kind::Page, &facts, &mut addresses, config, &mut diagnostics);
    publish::sort(&mut pages);
    placed.append(&mut pages);
    let redirects = publish::redirects(&placed, &mut addresses, config, &mut diagnostics);

    let names = Names::of(&placed, &keys);
    let order = entities::in_order(&placed);
    let mut entities = entities::table(&order, &placed, &names, &mut diagnostics);
    let count = u32::try_from(order.len()).unwrap_or(u32::MAX);
    let tables = Tables { works: &works, keys: &keys, names: &names, files, styles, entities: count };
    let own: HashMap<ArticleId, u32> = order.iter().copied().zip(0..).collect();
    let mut bindings: Vec<Binding> = placed
        .par_iter()
        .enumerate()
        .map(|(at, placed)| {
            let id = ArticleId(u32::try_from(at).unwrap_or(u32::MAX));
            bind::article(id, &placed.facts, own.get(&id).copied(), &tables)
        })
        .collect();

    let mut reporter = Reporter::new(&placed, &held, &names, &keys, files, config);
    for binding in &mut bindings {
        diagnostics.extend(binding.faults.drain(..).filter_map(|fault| reporter.word(fault)));
    }
    check_anchors(&placed, &mut bindings, &mut diagnostics);
    let unmade = [
        (built_in::ENTITIES, entities.is_empty()),
        (built_in::NAMES, entities.is_empty()),
        (built_in::AUTHORS, authors.is_empty()),
        (built_in::TOPICS, topics.is_empty()),
        (built_in::SERIES, series.is_empty()),
        (built_in::MAP, !config.map || placed.iter().filter(|placed| placed.kind == Kind::Briefing).count() < 2),
        (built_in::TIMELINE, placed.iter().all(|placed| placed.facts.matter.events.is_empty())),
        (built_in::SEARCH, true),
    ];
    let unmade = unmade.into_iter().filter(|(_, unmade)| *unmade).map(|(name, _)| name).collect();
    let pages = menu::Pages { placed: &placed, names: &names, works: &works, addresses: &addresses, unmade };
    let menu = menu::bind(config, &pages, &mut reporter, &mut diagnostics);
    check_media(&placed, &bindings, &mut diagnostics);

    let briefings = placed.iter().take_while(|placed| placed.kind == Kind::Briefing).count();
    let mut relations = Vec::with_capacity(bindings.iter().map(|binding| binding.rows.len()).sum());
    let mut articles: Vec<Article> = Vec::with_capacity(placed.len());
    for (placed, mut binding) in placed.into_iter().zip(bindings) {
        relations::aim(&mut binding.rows, &binding.links);
        relations.append(&mut binding.rows);
        let Placed { kind, slug, url, facts } = placed;
        let Binding { cites, entries, links, files, .. } = binding;
        let events = events::bind(&facts, &mut diagnostics);
        let (linked_from, cites_rows) = (Vec::new(), Vec::new());
        articles.push(Article {
            kind,
            slug,
            url,
            facts,
            cites,
            entries,
            links,
            files,
            events,
            linked_from,
            cites_rows,
        });
    }
    reverse::fill(&relations, &mut articles, &mut works, &mut entities);
    let config = Arc::clone(config);
    (
        Site { config, articles, briefings, works, entities, authors, topics, series, relations, redirects, menu },
        diagnostics,
    )
}

/// Looks up the places on pages that links lead to; one that does not exist becomes the page itself. The ids of a page
/// are gathered once, and only where a link asks for one.
fn check_anchors(placed: &[Placed], bindings: &mut [Binding], diagnostics: &mut Vec<Diagnostic>) {
    let mut targets: Vec<ArticleId> = bindings.iter().flat_map(|binding| &binding.links).filter_map(asked).collect();
    targets.sort_unstable();
    targets.dedup();
    let anchors: Vec<Anchors<'_>> = targets.par_iter().map(|id| Anchors::of(&placed[id.0 as usize].facts)).collect();
    let mut nearest: HashMap<ArticleId, nearest::Nearest<'_>> = HashMap::new();
    for (from, binding) in placed.iter().zip(bindings) {
        for (link, bound) in from.facts.links.iter().zip(&mut binding.links) {
            let BoundLink::Article { article, anchor } = bound else { continue };
            let Some(ids) = targets.binary_search(article).ok().and_then(|at| anchors.get(at)) else { continue };
            if anchor.is_empty() {
                continue;
            }
            let found = ids.find(anchor).map(str::to_owned);
            if found.is_none() {
                let near = nearest.entry(*article).or_insert_with(|| ids.nearest()).one(anchor);
                let title = &placed[article.0 as usize].facts.matter.title.value;
                diagnostics.push(diag::dead_anchor(link.span, anchor, &format!("“{title}”"), near));
            }
            *anchor = found.unwrap_or_default();
        }
    }
}

fn asked(link: &BoundLink) -> Option<ArticleId> {
    match link {
        BoundLink::Article { article, anchor } if !anchor.is_empty() => Some(*article),
        _ => None,
    }
}

/// Files that content shows are copied under their own names: two that some systems take for one are a fault.
fn check_media(placed: &[Placed], bindings: &[Binding], diagnostics: &mut Vec<Diagnostic>) {
    let mut known = HashMap::new();
    for (placed, binding) in placed.iter().zip(bindings) {
        for (file, url) in placed.facts.files.iter().zip(&binding.files) {
            let Some(url) = url else { continue };
            match known.entry(fold_case(&url.0)) {
                std::collections::hash_map::Entry::Vacant(place) => {
                    if urls::media(&file.path).1 {
                        diagnostics.push(diag::unportable_file(file.span, &file.path, &url.0));
                    }
                    place.insert(file);
                }
                std::collections::hash_map::Entry::Occupied(place) => {
                    let first = place.get();
                    if first.path != file.path {
                        diagnostics.push(diag::duplicate_media(file.span, &file.path, &first.path, first.span));
                    }
                }
            }
        }
    }
}
