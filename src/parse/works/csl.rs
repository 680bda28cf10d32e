//! CSL items, from YAML or JSON.

use super::variables::{DATES, IGNORED, NAMES, OLDER, OLDER_TYPES, TEXTS, TYPES};
use super::{dates, diag, new_work, repeated, set};
use crate::base::diag::Diagnostic;
use crate::base::text::squeeze;
use crate::model::work::{Name, Work, WorkDate};
use crate::parse::diag::{bad_value, unknown_field};
use crate::parse::value::{Key, Node, Value};

/// Works that stand under their keys.
pub fn by_key(entries: &[(Key, Node)], diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    entries.iter().filter_map(|(key, item)| work(item, Some(key), diagnostics)).collect()
}

/// One item; its key is its `id` unless it stands before it.
pub fn work(item: &Node, key: Option<&Key>, diagnostics: &mut Vec<Diagnostic>) -> Option<Work> {
    let Value::Map(entries) = &item.value else {
        diagnostics.push(diag::not_a_work(item.span, item.what()));
        return None;
    };
    // Zotero writes an address of its own as `id`, and the key that people use beside it.
    let named = |name: &str| item.get(name).and_then(|node| Some((node.as_text()?, node.span)));
    let id =
        named("id").filter(|(id, _)| !id.contains("://")).or_else(|| named("citation-key")).or_else(|| named("id"));
    let id = id.or(key.map(|key| (key.text.as_str(), key.span))).filter(|(id, _)| !id.trim().is_empty());
    let Some((id, span)) = id else {
        diagnostics.push(diag::no_key(item.span));
        return None;
    };
    let kind = item.get("type").map_or("document", |node| kind(node, diagnostics));
    let mut work = new_work(id, span, kind);
    for (key, node) in repeated(entries, diagnostics) {
        let name = key.text.as_str();
        let name = OLDER.iter().find(|(old, _)| *old == name).map_or(name, |(_, name)| name);
        if IGNORED.contains(&name) || node.is_null() {
        } else if NAMES.contains(&name) {
            let names: Vec<Name> = node.items().iter().filter_map(|item| person(item, name, diagnostics)).collect();
            if !names.is_empty() {
                work.names.push((name.to_owned(), names));
            }
        } else if DATES.contains(&name) {
            work.dates.extend(date(node, diagnostics).map(|date| (name.to_owned(), date)));
        } else if !TEXTS.contains(&name) {
            diagnostics.push(unknown_field(key.span, name, &known()));
        } else if let Some(text) = text(node) {
            set(&mut work, name, &without_tags(&text), node.span, diagnostics);
        } else {
            diagnostics.push(bad_value(node.span, name, "text", &format!("{} stands here", node.what())));
        }
    }
    Some(work)
}

fn known() -> Vec<&'static str> {
    [TEXTS, NAMES, DATES].concat()
}

fn kind(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> &'static str {
    let name = node.as_text().unwrap_or("").trim();
    let name = OLDER_TYPES.iter().find(|(old, _)| *old == name).map_or(name, |(_, name)| name);
    TYPES.iter().find(|kind| **kind == name).copied().unwrap_or_else(|| {
        diagnostics.push(diag::unknown_type(node.span, name, TYPES));
        "document"
    })
}

/// Text, or several (as some programs write keywords and ISBNs).
fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.clone()),
        Value::List(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Node::as_text).collect();
            texts.map(|texts| texts.join(", "))
        }
        Value::Null | Value::Map(_) => None,
    }
}

/// A person with named parts, a body under `literal` or `name`, or text as in "Wilson, Andrew".
fn person(node: &Node, role: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Name> {
    if let Some(text) = node.as_text() {
        return written_name(text);
    }
    let part = |name: &str| node.get(name).and_then(Node::as_text).map(squeeze).unwrap_or_default();
    let literal = ["literal", "name"].into_iter().map(part).find(|text| !text.is_empty());
    let family = part("family");
    let mut known = vec!["family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix"];
    known.extend(["name", "comma-suffix", "parse-names", "static-ordering", "isInstitution", "multi"]);
    for (key, _) in node.entries() {
        if !known.contains(&key.text.as_str()) {
            diagnostics.push(unknown_field(key.span, &key.text, &known[..6]));
        }
    }
    if let Some(literal) = literal {
        return Some(Name::Literal(literal));
    }
    let given = part("given");
    match (family.is_empty(), given.is_empty()) {
        (true, true) => {
            diagnostics.push(bad_value(node.span, role, "a name", "write family and given, or literal for a body"));
            None
        }
        (true, false) => Some(Name::Literal(given)),
        _ => {
            let particle = squeeze(&format!("{} {}", part("dropping-particle"), part("non-dropping-particle")));
            Some(Name::Person { family, given, particle, suffix: part("suffix") })
        }
    }
}

/// "Wilson, Andrew", "King, Jr., Martin Luther"; without a comma it is kept as it is.
pub fn written_name(text: &str) -> Option<Name> {
    let text = squeeze(text);
    let mut parts = text.splitn(3, ',').map(|part| part.trim().to_owned());
    let family = parts.next().filter(|family| !family.is_empty())?;
    Some(match (parts.next(), parts.next()) {
        (None, _) => Name::Literal(family),
        (Some(given), None) => Name::Person { family, given, particle: String::new(), suffix: String::new() },
        (Some(suffix), Some(given)) => Name::Person { family, given, particle: String::new(), suffix },
    })
}

/// All the ways in which CSL items and Pandoc write dates.
fn date(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<WorkDate> {
    let written = |text: &str, diagnostics: &mut Vec<Diagnostic>| {
        let (date, fits) = dates::read(text);
        if !fits {
            diagnostics.push(diag::bad_date(node.span, text));
        }
        date
    };
    match &node.value {
        Value::Null => None,
        Value::Scalar { text, .. } => written(text, diagnostics),
        Value::List(items) => parts(items, false, node, diagnostics),
        Value::Map(_) => {
            let circa =
                node.get("circa").is_some_and(|circa| !matches!(circa.as_text(), None | Some("0" | "false" | "")));
            if let Some(season) = node.get("season").and_then(Node::as_text) {
                let year = node
                    .get("date-parts")
                    .and_then(|parts| parts.items().first())
                    .and_then(|date| date.items().first()?.as_text());
                let year = year.or_else(|| node.get("year")?.as_text()).unwrap_or("");
                let code = season.trim().parse::<u8>().map_or(0, |season| 20 + season);
                let named = written(&format!("{year}-{code}"), &mut Vec::new());
                return named
                    .filter(|_| code > 20)
                    .or_else(|| Some(WorkDate::Literal(squeeze(&format!("{season} {year}")))));
            }
            if let Some(date) = node.get("date-parts") {
                return parts(date.items(), circa, node, diagnostics);
            }
            if node.get("year").is_some() {
                return parts(std::slice::from_ref(node), circa, node, diagnostics);
            }
            let text = ["raw", "literal", "edtf"].into_iter().find_map(|name| node.get(name)?.as_text());
            if text.is_none() {
                diagnostics.push(diag::bad_date(node.span, "this"));
            }
            text.and_then(|text| written(text, diagnostics))
        }
    }
}

/// One or two dates (`[[2021, 5, 3], [2022]]`, or groups with `year`), or the parts of one.
fn parts(items: &[Node], circa: bool, whole: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<WorkDate> {
    let one_date = items.iter().all(|item| item.as_text().is_some());
    let sides: Vec<Vec<&str>> = if one_date {
        vec![items.iter().filter_map(Node::as_text).collect()]
    } else {
        items
            .iter()
            .map(|item| match &item.value {
                Value::Map(_) => ["year", "month", "day"].into_iter().map_while(|n| item.get(n)?.as_text()).collect(),
                _ => item.items().iter().filter_map(Node::as_text).collect(),
            })
            .collect()
    };
    let mut read = sides.iter().filter(|side| side.iter().any(|part| !part.trim().is_empty())).map(|side| {
        let year = side.first()?.trim().parse::<i32>().ok().filter(|year| year.abs() < 100_000)?;
        let part = |n: usize| match side.get(n).map(|part| part.trim()) {
            None | Some("") => Some(0),
            Some(part) => part.parse::<u8>().ok(),
        };
        Some(dates::checked(
            year,
            part(1).or_else(|| Some(dates::month(side.get(1)?))).unwrap_or(99),
            part(2).unwrap_or(99),
        ))
    });
    let (from, to) = (read.next(), read.next());
    let bad = diag::bad_date(whole.span, &sides.iter().map(|side| side.join("-")).collect::<Vec<_>>().join("/"));
    match (from, to) {
        (None, _) => None,
        (Some(None), _) => {
            diagnostics.push(bad);
            None
        }
        (Some(Some((from, from_fits))), to) => {
            let to_fits = to.is_none_or(|to| to.is_some_and(|(_, fits)| fits));
            if !(from_fits && to_fits) {
                diagnostics.push(bad);
            }
            let to = to.flatten().map(|(to, _)| to).filter(|to| *to != from && to.0 != 0);
            Some(WorkDate::Parts { from, to, circa })
        }
    }
}

/// The few tags that CSL allows in titles: their words stay.
fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').filter(|end| *end < 60).map_or(0, |end| end + 1);
        let name = rest[..end].trim_start_matches(['<', '/']).trim_end_matches('>').split(' ').next().unwrap_or("");
        let known = matches!(name, "i" | "b" | "sup" | "sub" | "sc" | "span" | "em" | "strong");
        if !known {
            out.push('<');
        }
        rest = &rest[if known { end } else { 1 }..];
    }
    out.push_str(rest);
    out
}
