//! The people, organisations, places and events of a site: their names before the text is read, and what was found.
//!
//! What is not here: finding the names in the text.

use std::collections::HashMap;

use crate::base::diag::Diagnostic;
use crate::model::article::{ArticleId, Kind};
use crate::model::config::Config;
use crate::model::matter::Matter;
use crate::model::site::Entity;

use super::diag;
use super::links::Names;
use super::nearest::Nearest;
use super::publish::{Placed, is_published};

/// The name and other names of each published entity, in order of path. `MentionFacts::entity` counts in this list, and
/// `Site::entities` is in the same order.
#[must_use]
pub fn entity_names<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a Matter)>,
    config: &Config,
) -> Vec<(String, Vec<String>)> {
    let mut files: Vec<(&str, &Matter)> = files
        .into_iter()
        .filter(|(path, matter)| Kind::of(path) == Kind::Entity && is_published(path, matter, config))
        .collect();
    files.sort_by_key(|(path, _)| *path);
    files
        .into_iter()
        .map(|(_, matter)| {
            (matter.title.value.clone(), matter.aliases.iter().map(|alias| alias.value.clone()).collect())
        })
        .collect()
}

/// The articles of the entities in the order of [`entity_names`].
#[must_use]
pub fn in_order(placed: &[Placed]) -> Vec<ArticleId> {
    let mut order: Vec<(&str, ArticleId)> = (0..)
        .map(ArticleId)
        .zip(placed)
        .filter(|(_, placed)| placed.kind == Kind::Entity)
        .map(|(id, placed)| (placed.facts.path.as_str(), id))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, id)| id).collect()
}

/// The entities in the given order, without their mentions.
#[must_use]
pub fn table(
    order: &[ArticleId],
    placed: &[Placed],
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entity> {
    let mut nearest: Option<Nearest<'_>> = None;
    let slugs = || order.iter().map(|id| placed[id.0 as usize].slug.as_str());
    let spellings = spellings(order.len(), order, placed);
    let mut entities = Vec::with_capacity(order.len());
    for (article, spellings) in order.iter().zip(spellings) {
        let matter = &placed[article.0 as usize].facts.matter;
        let mut see_also = Vec::new();
        for other in &matter.entity.see_also {
            match names.entity(other.value.trim()) {
                Some(found) if found == *article || see_also.contains(&found) => {}
                Some(found) => see_also.push(found),
                None => {
                    let near = nearest.get_or_insert_with(|| Nearest::among(slugs())).one(&other.value);
                    diagnostics.push(diag::unknown_see_also(other.span, &other.value, near));
                }
            }
        }
        entities.push(Entity {
            article: *article,
            kind: matter.entity.kind,
            name: matter.title.value.clone(),
            spellings,
            mentions: Vec::new(),
            see_also,
        });
    }
    entities
}

/// How often each entity is spelled in which way on other pages than its own; most often first, then by letter.
fn spellings(entities: usize, order: &[ArticleId], placed: &[Placed]) -> Vec<Vec<(String, u32)>> {
    let mut counts: Vec<HashMap<&str, u32>> = vec![HashMap::new(); entities];
    for (id, placed) in (0..).map(ArticleId).zip(placed) {
        for mention in &placed.facts.mentions {
            let entity = mention.entity as usize;
            if entity < entities && order[entity] != id {
                *counts[entity].entry(&mention.spelling).or_default() += 1;
            }
        }
    }
    let sorted = |counts: HashMap<&str, u32>| {
        let mut counts: Vec<(String, u32)> = counts.into_iter().map(|(words, n)| (words.to_owned(), n)).collect();
        counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        counts
    };
    counts.into_iter().map(sorted).collect()
}
