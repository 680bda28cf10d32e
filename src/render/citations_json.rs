//! The citation index as data: every cited work with each place that cites it. `docs/citations.schema.json` says what
//! each field means; a copy is published beside the data.

use serde_json::{Map, Value, json};

use super::escape;
use super::exports::csl_json;
use super::views::{self, Shared};
use crate::model::cite::{Form, Locator};
use crate::model::config::Config;
use crate::model::site::{Relation, SiteWork};
use crate::model::url::{Url, built_in};

/// Grows when a field goes or changes its meaning.
const VERSION: u32 = 1;

const SCHEMA: &str = include_str!("../../docs/citations.schema.json");
/// The line of the schema that a site makes its own.
const ID: &str = "\"$id\": \"citations.schema.json\"";

/// The schema with an address of the site for its name.
#[must_use]
pub fn schema(config: &Config) -> String {
    let url = Url(built_in::CITATIONS_SCHEMA.to_owned()).absolute(&config.base_url);
    SCHEMA.replacen(ID, &format!("\"$id\": {}", json!(url)), 1)
}

/// The whole file; each work is a line, so that a change of one work is a change of one line.
#[must_use]
pub fn write(shared: &Shared<'_>) -> String {
    let config = &shared.site.config;
    let site = json!({ "title": config.title, "url": config.base_url, "language": config.language });
    let mut out = format!(
        "{{\"$schema\":{},\"version\":{VERSION},\n\"site\":{site},\n\"style\":{},\n\"works\":[",
        json!(built_in::CITATIONS_SCHEMA),
        json!(config.citation_style),
    );
    let cited = shared.site.works.iter().filter(|work| !work.places.is_empty());
    for (n, entry) in cited.enumerate() {
        out.push_str(if n > 0 { ",\n" } else { "\n" });
        out.push_str(&work(shared, entry).to_string());
    }
    out.push_str("\n]}\n");
    out
}

fn work(shared: &Shared<'_>, entry: &SiteWork) -> Value {
    let rows = entry.places.iter().filter_map(|row| shared.site.relations.get(*row as usize));
    let mut articles: Vec<_> = rows.clone().map(|row| row.from.article).collect();
    articles.dedup();
    known(json!({
        "id": entry.work.key,
        "url": entry.url.absolute(&shared.site.config.base_url),
        "entry": entry.entry.text(),
        "csl": csl_json::item(&entry.work),
        "first_cited": shared.first_cited(entry).map(|(date, _)| date.to_string()),
        "pages": articles.len(),
        "places": rows.map(|row| place(shared, row)).collect::<Vec<_>>(),
    }))
}

fn place(shared: &Shared<'_>, row: &Relation) -> Value {
    let article = shared.site.article(row.from.article);
    let facts = &article.facts;
    let mut url = article.url.absolute(&shared.site.config.base_url);
    if !row.from.anchor.is_empty() {
        url.push('#');
        escape::fragment(&mut url, &row.from.anchor);
    }
    let section = facts.sections.get(row.from.section as usize).map(|section| section.words.as_str());
    known(json!({
        "url": url,
        "title": facts.matter.title.value,
        "date": facts.matter.date.as_ref().map(|date| date.value.to_string()),
        "section": section.filter(|words| !words.is_empty()),
        "note": row.from.note,
        "locator": row.locator.as_ref().map(locator),
        "form": form(row.form),
        "sentence": views::plain_sentence(shared, row.from.article, row.from.sentence),
    }))
}

pub(super) fn locator(locator: &Locator) -> Value {
    json!({ "label": locator.label.csl(), "value": locator.value, "printed": locator.printed() })
}

pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Full => "full",
        Form::Short => "short",
        Form::Ibid => "ibid",
    }
}

/// Without what is not known.
pub(super) fn known(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
        }
        other => other,
    }
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
