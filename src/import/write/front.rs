//! Front matter, as YAML: each text in quotes, so that no word in it means anything.

use crate::model::article::Kind;
use crate::model::matter::Matter;

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// A date, a number or a truth: as it is.
    Bare(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    /// Keys without values.
    Set(Vec<String>),
}

pub type Fields = Vec<(String, Value)>;

/// The block with its fences; nothing where there are no fields.
pub fn yaml(fields: &Fields) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let mut out = String::from("---\n");
    for (key, value) in fields {
        field(key, value, 0, &mut out);
    }
    out.push_str("---\n");
    out
}

fn field(key: &str, value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Text(text) => out.push_str(&format!("{indent}{key}: {}\n", quoted(text))),
        Value::Bare(text) => out.push_str(&format!("{indent}{key}: {text}\n")),
        Value::Map(fields) => {
            out.push_str(&format!("{indent}{key}:\n"));
            for (key, value) in fields {
                field(key, value, depth + 1, out);
            }
        }
        Value::Set(keys) => {
            out.push_str(&format!("{indent}{key}:\n"));
            for key in keys {
                out.push_str(&format!("{indent}  {}:\n", quoted(key)));
            }
        }
        Value::List(values) => {
            out.push_str(&format!("{indent}{key}:\n"));
            for value in values {
                match value {
                    Value::Map(fields) => {
                        for (n, (key, value)) in fields.iter().enumerate() {
                            let mut line = String::new();
                            field(key, value, depth + 2, &mut line);
                            let sign = if n == 0 { format!("{indent}  - ") } else { format!("{indent}    ") };
                            out.push_str(&sign);
                            out.push_str(line.trim_start());
                        }
                    }
                    Value::Text(text) => out.push_str(&format!("{indent}  - {}\n", quoted(text))),
                    Value::Bare(text) => out.push_str(&format!("{indent}  - {text}\n")),
                    Value::List(_) | Value::Set(_) => {}
                }
            }
        }
    }
}

/// In double quotes; what YAML would read in them is escaped.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{85}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The fields of a parsed file.
pub fn of(matter: &Matter, kind: Kind) -> Fields {
    let named = matches!(kind, Kind::Entity | Kind::Author);
    let mut out = Fields::new();
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            out.push((key.to_owned(), Value::Text(value.to_owned())));
        }
    };
    text(if named { "name" } else { "title" }, Some(&matter.title.value));
    text("slug", matter.slug.as_ref().map(|at| at.value.as_str()));
    text("kicker", matter.kicker.as_deref());
    text("standfirst", matter.standfirst.as_deref());
    text("series", matter.series.as_ref().map(|at| at.value.as_str()));
    text("number", matter.number.as_deref());
    text("publisher", matter.publisher.as_deref());
    text("language", matter.language.as_ref().map(|at| at.value.as_str()));
    text("doi", matter.doi.as_ref().map(|at| at.value.as_str()));
    text("url", matter.url.as_ref().map(|at| at.value.as_str()));
    text("license", matter.license.as_deref());
    text("rights", matter.rights.as_deref());
    text("disclaimer", matter.disclaimer.as_deref());
    text("summary", matter.summary.as_deref());
    text("image", matter.image.as_ref().map(|at| at.value.as_str()));
    text("citation_style", matter.citation_style.as_ref().map(|at| at.value.as_str()));
    text("sort", matter.entity.sort.as_deref());
    text("description", matter.entity.description.as_deref());
    text("bio", matter.author.bio.as_deref());
    text("orcid", matter.author.orcid.as_deref());
    if kind == Kind::Entity {
        out.push(("kind".to_owned(), Value::Bare(matter.entity.kind.name().to_owned())));
    }
    for (key, date) in [("date", &matter.date), ("updated", &matter.updated)] {
        if let Some(date) = date {
            out.push((key.to_owned(), Value::Bare(date.value.to_string())));
        }
    }
    if matter.draft {
        out.push(("draft".to_owned(), Value::Bare("true".to_owned())));
    }
    if !matter.link_entities {
        out.push(("link_entities".to_owned(), Value::Bare("false".to_owned())));
    }
    if let Some(weight) = matter.weight {
        out.push(("weight".to_owned(), Value::Bare(weight.to_string())));
    }
    for (key, values) in [
        ("topics", &matter.topics),
        ("aliases", &matter.aliases),
        ("bibliography", &matter.bibliography),
        ("same_as", &matter.entity.same_as),
        ("see_also", &matter.entity.see_also),
        ("not", &matter.entity.not),
    ] {
        if !values.is_empty() || key == "aliases" && !matter.entity.unlinked.is_empty() {
            let values = values.iter().map(|at| Value::Text(at.value.clone()));
            let unlinked = matter.entity.unlinked.iter().filter(|_| key == "aliases");
            let unlinked = unlinked.map(|at| {
                let fields = [("name", Value::Text(at.value.clone())), ("link", Value::Bare("false".to_owned()))];
                Value::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            });
            out.push((key.to_owned(), Value::List(values.chain(unlinked).collect())));
        }
    }
    if !matter.authors.is_empty() {
        let author = |author: &crate::model::matter::At<crate::model::matter::AuthorRef>| {
            let author = &author.value;
            let more = [("bio", &author.bio), ("url", &author.url), ("orcid", &author.orcid)];
            let mut fields = vec![("name".to_owned(), Value::Text(author.name.clone()))];
            let more = more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), Value::Text(value.clone()?))));
            fields.extend(more);
            if fields.len() == 1 { Value::Text(author.name.clone()) } else { Value::Map(fields) }
        };
        out.push(("authors".to_owned(), Value::List(matter.authors.iter().map(author).collect())));
    }
    if !matter.events.is_empty() {
        let event = |event: &crate::model::matter::At<crate::model::matter::EventMatter>| {
            let event = &event.value;
            let text = |text: &String| Value::Text(text.clone());
            let fields = [
                ("date", Some(Value::Bare(event.date.to_string()))),
                ("until", event.until.map(|until| Value::Bare(until.to_string()))),
                ("text", Some(text(&event.text))),
                ("at", event.at.as_ref().map(|at| text(&at.value))),
            ];
            Value::Map(fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
        };
        out.push(("events".to_owned(), Value::List(matter.events.iter().map(event).collect())));
    }
    if !matter.source.is_empty() {
        out.push(("source".to_owned(), source(&matter.source)));
    }
    out
}

/// What a text was imported from. The three things that the importer writes are keys without values: what stands in
/// the values of front matter are words of the text, and these are none.
pub fn source(fields: &[(String, String)]) -> Value {
    let ours = |key: &str| matches!(key, "file" | "sha256" | "importer");
    if fields.iter().all(|(key, _)| ours(key)) {
        let sign = |(key, value): &(String, String)| match key.as_str() {
            "sha256" => format!("SHA-256 {value}"),
            _ => value.clone(),
        };
        return Value::Set(fields.iter().map(sign).collect());
    }
    Value::Map(fields.iter().map(|(key, value)| (key.clone(), Value::Text(value.clone()))).collect())
}
