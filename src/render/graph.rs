//! `graph.json`: the relations of the whole site as nodes and edges, for those who draw and count by themselves.
//!
//! Addresses are from the site's root. A cite or a link is an edge for each place, with its sentence; mentions of one
//! name in one briefing are one edge with their number.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::views::{self, Shared};
use crate::model::article::{ArticleId, Kind};
use crate::model::cite::{Form, Locator};
use crate::model::site::{Object, Relation, RelationKind};
use crate::model::url::Url;

/// Of a site with more relations the sentences are left out: they stand in `citations.json` and on the pages.
const SENTENCES: usize = 40_000;

/// One node or edge a line, in the order of the site.
#[must_use]
pub fn json(shared: &Shared<'_>) -> String {
    let site = shared.site;
    let mut out = String::from("{\"nodes\": [");
    let mut first = true;
    let mut push = |out: &mut String, value: &Value| {
        out.push_str(if std::mem::take(&mut first) { "\n" } else { ",\n" });
        out.push_str(&value.to_string());
    };
    for (id, article) in (0..).map(ArticleId).zip(&site.articles) {
        let kind = match article.kind {
            Kind::Briefing => "briefing",
            Kind::Entity => shared.entity_kind(id).name(),
            Kind::Author => "author",
            Kind::Page => "page",
        };
        let matter = &article.facts.matter;
        let date = matter.date.as_ref().map(|date| date.value.to_string());
        push(&mut out, &json!({ "id": article.url.0, "kind": kind, "title": matter.title.value, "date": date }));
    }
    for work in site.works.iter().filter(|work| !work.places.is_empty()) {
        push(&mut out, &json!({ "id": work.url.0, "kind": "work", "title": work.work.title(), "key": work.work.key }));
    }
    out.push_str("\n],\n\"edges\": [");
    let mut first = true;
    let mut push = |out: &mut String, value: &Value| {
        out.push_str(if std::mem::take(&mut first) { "\n" } else { ",\n" });
        out.push_str(&value.to_string());
    };
    let mut mentions: BTreeMap<(ArticleId, u32), u32> = BTreeMap::new();
    for row in &site.relations {
        match (row.kind, row.to) {
            (RelationKind::Mentions, Object::Entity(entity)) => {
                *mentions.entry((row.from.article, entity)).or_default() += 1;
            }
            (RelationKind::Cites, Object::Work(work)) => {
                push(&mut out, &edge(shared, row, "cites", &site.work(work).url));
            }
            (RelationKind::Links, Object::Article(article)) => {
                push(&mut out, &edge(shared, row, "links", &site.article(article).url));
            }
            _ => {}
        }
    }
    for ((article, entity), count) in mentions {
        let Some(entity) = site.entities.get(entity as usize) else { continue };
        let (from, to) = (&site.article(article).url, &site.article(entity.article).url);
        push(&mut out, &json!({ "from": from.0, "to": to.0, "kind": "mentions", "count": count }));
    }
    out.push_str("\n]}\n");
    out
}

fn edge(shared: &Shared<'_>, row: &Relation, kind: &str, to: &Url) -> Value {
    let site = shared.site;
    let mut edge = json!({
        "from": site.article(row.from.article).url.0,
        "to": to.0,
        "kind": kind,
        "anchor": row.from.anchor,
        "note": row.from.note,
    });
    let Value::Object(fields) = &mut edge else { return edge };
    if row.kind == RelationKind::Cites {
        fields.insert("locator".to_owned(), json!(row.locator.as_ref().map(Locator::printed)));
        let form = match row.form {
            Form::Full => "full",
            Form::Short => "short",
            Form::Ibid => "ibid",
        };
        fields.insert("form".to_owned(), json!(form));
    }
    if site.relations.len() <= SENTENCES {
        let sentence = views::plain_sentence(shared, row.from.article, row.from.sentence);
        fields.insert("sentence".to_owned(), json!(sentence));
    }
    edge
}
