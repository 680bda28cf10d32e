//! `graph.json`: the relations of the whole site as nodes and edges, for those who draw and count by themselves.
//! `docs/graph.schema.json` says what each field means; a copy is published beside the data.
//!
//! Addresses are from the site's root. A cite or a link is an edge for each place; mentions of one name in one briefing
//! are one edge, with their number and the first sentence.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::citations_json::{form, known, locator};
use super::views::{self, Shared};
use crate::model::article::{ArticleId, Kind};
use crate::model::config::Config;
use crate::model::site::{Object, Relation, RelationKind};
use crate::model::url::{Url, built_in};

/// Grows when a field goes or changes its meaning.
const VERSION: u32 = 1;

/// Of a site with more relations the sentences are left out: they stand in `citations.json` and on the pages.
const SENTENCES: usize = 40_000;

const SCHEMA: &str = include_str!("../../docs/graph.schema.json");
/// The line of the schema that a site makes its own.
const ID: &str = "\"$id\": \"graph.schema.json\"";

/// The schema with an address of the site for its name.
#[must_use]
pub fn schema(config: &Config) -> String {
    let url = Url(built_in::GRAPH_SCHEMA.to_owned()).absolute(&config.base_url);
    SCHEMA.replacen(ID, &format!("\"$id\": {}", json!(url)), 1)
}

/// The whole file; each node and each edge is a line, in the order of the site.
#[must_use]
pub fn json(shared: &Shared<'_>) -> String {
    let config = &shared.site.config;
    let site = json!({ "title": config.title, "url": config.base_url, "language": config.language });
    let mut out = format!(
        "{{\"$schema\":{},\"version\":{VERSION},\n\"site\":{site},\n\"nodes\":[",
        json!(built_in::GRAPH_SCHEMA)
    );
    lines(&mut out, nodes(shared));
    out.push_str("\n],\n\"edges\":[");
    lines(&mut out, edges(shared));
    out.push_str("\n]}\n");
    out
}

fn lines(out: &mut String, values: impl Iterator<Item = Value>) {
    for (n, value) in values.enumerate() {
        out.push_str(if n > 0 { ",\n" } else { "\n" });
        out.push_str(&known(value).to_string());
    }
}

fn nodes<'a>(shared: &'a Shared<'a>) -> impl Iterator<Item = Value> + 'a {
    let site = shared.site;
    let articles = (0..).map(ArticleId).zip(&site.articles).map(|(id, article)| {
        let kind = match article.kind {
            Kind::Briefing => "briefing",
            Kind::Entity => shared.entity_kind(id).name(),
            Kind::Author => "author",
            Kind::Page => "page",
        };
        let matter = &article.facts.matter;
        let date = matter.date.as_ref().map(|date| date.value.to_string());
        json!({ "id": article.url.0, "kind": kind, "title": matter.title.value, "date": date })
    });
    let cited = site.works.iter().filter(|work| !work.places.is_empty());
    let works =
        cited.map(|work| json!({ "id": work.url.0, "kind": "work", "title": work.work.title(), "key": work.work.key }));
    articles.chain(works)
}

fn edges<'a>(shared: &'a Shared<'a>) -> impl Iterator<Item = Value> + 'a {
    let site = shared.site;
    let mut mentions: BTreeMap<(ArticleId, u32), (u32, &Relation)> = BTreeMap::new();
    for row in &site.relations {
        if let (RelationKind::Mentions, Object::Entity(entity)) = (row.kind, row.to) {
            mentions.entry((row.from.article, entity)).or_insert((0, row)).0 += 1;
        }
    }
    let places = site.relations.iter().filter_map(|row| match (row.kind, row.to) {
        (RelationKind::Cites, Object::Work(work)) => Some(edge(shared, row, "cites", &site.work(work).url, None)),
        // A way within one page leads from nothing to nothing else.
        (RelationKind::Links, Object::Article(article)) if article != row.from.article => {
            Some(edge(shared, row, "links", &site.article(article).url, None))
        }
        _ => None,
    });
    places.chain(mentions.into_iter().filter_map(|((_, entity), (count, first))| {
        let entity = site.entities.get(entity as usize)?;
        Some(edge(shared, first, "mentions", &site.article(entity.article).url, Some(count)))
    }))
}

fn edge(shared: &Shared<'_>, row: &Relation, kind: &str, to: &Url, count: Option<u32>) -> Value {
    let site = shared.site;
    let cites = row.kind == RelationKind::Cites;
    let sentence = (site.relations.len() <= SENTENCES)
        .then(|| views::plain_sentence(shared, row.from.article, row.from.sentence))
        .flatten();
    json!({
        "from": site.article(row.from.article).url.0,
        "to": to.0,
        "kind": kind,
        "anchor": (!row.from.anchor.is_empty()).then_some(&row.from.anchor),
        "note": row.from.note,
        "to_anchor": row.aim,
        "count": count,
        "locator": row.locator.as_ref().filter(|_| cites).map(locator),
        "form": cites.then(|| form(row.form)),
        "sentence": sentence,
    })
}

#[cfg(test)]
mod tests {
    use super::{ID, SCHEMA};

    #[test]
    fn the_schema_has_the_name_that_a_site_replaces() {
        assert_eq!(SCHEMA.matches(ID).count(), 1);
        assert!(serde_json::from_str::<serde_json::Value>(SCHEMA).is_ok());
    }
}
