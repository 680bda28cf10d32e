//! CSL-JSON: items of CSL 1.0.2, as citation processors and reference managers read them.

use serde_json::{Map, Value, json};

use super::clean;
use crate::model::work::{Name, Work, WorkDate};

/// A file with one item; a list, as the schema asks.
#[must_use]
pub fn csl_json(work: &Work) -> String {
    list([work])
}

/// A file of items, one a line, so that a change of one work is a change of one line.
#[must_use]
pub fn list<'a>(works: impl IntoIterator<Item = &'a Work>) -> String {
    let mut out = String::from("[");
    for (n, work) in works.into_iter().enumerate() {
        out.push_str(if n > 0 { ",\n" } else { "\n" });
        out.push_str(&Value::Object(item(work)).to_string());
    }
    out.push_str("\n]\n");
    out
}

/// A work as an item, in the fields of CSL's schema for data, version 1.0.2.
#[must_use]
pub fn item(work: &Work) -> Map<String, Value> {
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(clean(&work.key)));
    item.insert("type".to_owned(), json!(work.kind));
    for (role, names) in &work.names {
        let names: Vec<Value> = names.iter().filter_map(name).collect();
        // The schema has no name for who does both.
        let roles = if role == "editor-translator" { &["editor", "translator"][..] } else { &[role.as_str()] };
        for role in roles.iter().filter(|_| !names.is_empty()) {
            item.entry(*role).or_insert_with(|| Value::Array(names.clone()));
        }
    }
    for (variable, written) in &work.dates {
        item.insert(variable.clone(), date(written));
    }
    for (variable, value) in &work.fields {
        let value = clean(value);
        if let Some(name) = field(variable).filter(|_| !value.is_empty()) {
            item.insert(name.to_owned(), json!(value));
        }
    }
    item
}

/// What the schema calls a variable; none where it has no place for it.
fn field(variable: &str) -> Option<&str> {
    Some(match variable {
        "part-number" => "part",
        "printing-number" => "printing",
        "supplement-number" => "supplement",
        "license" => return None,
        other => other,
    })
}

fn name(name: &Name) -> Option<Value> {
    let parts: Vec<(&str, String)> = match name {
        Name::Literal(name) => vec![("literal", clean(name))],
        Name::Person { family, given, particle, suffix } => vec![
            ("family", clean(family)),
            ("given", clean(given)),
            ("non-dropping-particle", clean(particle)),
            ("suffix", clean(suffix)),
        ],
    };
    let known: Map<String, Value> = (parts.into_iter())
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    (!known.is_empty()).then_some(Value::Object(known))
}

fn date(date: &WorkDate) -> Value {
    let parts = |(year, month, day): (i32, u8, u8)| match (month, day) {
        (0, _) => json!([year]),
        (month, 0) => json!([year, month]),
        (month, day) => json!([year, month, day]),
    };
    match date {
        WorkDate::Literal(words) => json!({ "literal": clean(words) }),
        WorkDate::Parts { from, to, circa } => {
            let list: Vec<Value> = std::iter::once(*from).chain(*to).map(parts).collect();
            if *circa { json!({ "date-parts": list, "circa": true }) } else { json!({ "date-parts": list }) }
        }
    }
}
