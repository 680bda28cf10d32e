//! Hayagriva YAML: works under their keys, each inside the works that hold it (`parent`).

use super::csl::written_name;
use super::{dates, diag, new_work, repeated, set};
use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::base::text::squeeze;
use crate::model::work::{Name, Work};
use crate::parse::diag::{bad_value, unknown_field};
use crate::parse::value::{Key, Node, Value};

const TYPES: &[&str] = &[
    "anthology",
    "anthos",
    "article",
    "artwork",
    "audio",
    "blog",
    "book",
    "case",
    "chapter",
    "conference",
    "entry",
    "exhibition",
    "legislation",
    "manuscript",
    "misc",
    "newspaper",
    "original",
    "patent",
    "performance",
    "periodical",
    "post",
    "proceedings",
    "reference",
    "report",
    "repository",
    "scene",
    "thesis",
    "thread",
    "video",
    "web",
];

const FIELDS: &[&str] = &[
    "type",
    "title",
    "author",
    "date",
    "parent",
    "abstract",
    "genre",
    "editor",
    "affiliated",
    "publisher",
    "location",
    "organization",
    "issue",
    "chapter",
    "volume",
    "volume-total",
    "edition",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    "url",
    "serial-number",
    "language",
    "archive",
    "archive-location",
    "call-number",
    "note",
];

/// What a work takes from what holds it: containers of containers are few.
const MAX_PARENTS: usize = 3;

pub fn works(entries: &[(Key, Node)], diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    entries.iter().filter_map(|(key, node)| work(key, node, diagnostics)).collect()
}

fn work(key: &Key, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Work> {
    if !matches!(node.value, Value::Map(_)) {
        diagnostics.push(diag::not_a_work(node.span, node.what()));
        return None;
    }
    if key.text.trim().is_empty() {
        diagnostics.push(diag::no_key(key.span));
        return None;
    }
    let parents = parents(node);
    let own = kind(node, diagnostics);
    let mut work = new_work(&key.text, key.span, csl_kind(own, node, &parents));
    check_fields(node, diagnostics);
    own_fields(&mut work, node, diagnostics);
    for (level, parent) in parents.iter().enumerate() {
        check_fields(parent, diagnostics);
        inherit(&mut work, parent, level, diagnostics);
    }
    Some(work)
}

/// The work that holds this one, the one that holds that … Of several in one place, the first is meant.
fn parents(node: &Node) -> Vec<&Node> {
    let mut out: Vec<&Node> = Vec::new();
    let mut at = node;
    while let Some(parent) =
        at.get("parent").and_then(|parent| parent.items().first()).filter(|_| out.len() < MAX_PARENTS)
    {
        out.push(parent);
        at = parent;
    }
    out
}

fn kind<'a>(node: &'a Node, diagnostics: &mut Vec<Diagnostic>) -> &'a str {
    let Some(field) = node.get("type") else { return "misc" };
    let name = field.as_text().unwrap_or("").trim();
    if !TYPES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        diagnostics.push(diag::unknown_type(field.span, name, TYPES));
    }
    name
}

fn csl_kind(own: &str, node: &Node, parents: &[&Node]) -> &'static str {
    let of = |node: &Node| node.get("type").and_then(Node::as_text).unwrap_or("").to_ascii_lowercase();
    let parent = parents.first().map(|parent| of(parent)).unwrap_or_default();
    let has = |name: &str| node.get(name).is_some() || parents.iter().any(|parent| parent.get(name).is_some());
    match (own.to_ascii_lowercase().as_str(), parent.as_str()) {
        ("article" | "entry", "newspaper") => "article-newspaper",
        ("article" | "entry" | "web", "blog") => "post-weblog",
        ("article" | "chapter", "proceedings" | "conference") => "paper-conference",
        ("article", "web") | ("web" | "blog", _) => "webpage",
        ("article", "periodical") if has("volume") || has("issue") || has("serial-number") => "article-journal",
        ("article", "periodical") => "article-magazine",
        ("article", _) => "article",
        ("chapter" | "anthos", _) => "chapter",
        ("entry", "reference" | "anthology" | "book") => "entry-encyclopedia",
        ("entry", _) => "entry",
        ("book" | "anthology" | "proceedings" | "reference" | "original", _) => "book",
        ("report", _) => "report",
        ("thesis", _) => "thesis",
        ("post" | "thread", _) => "post",
        ("video", "video" | "audio") | ("audio", "audio" | "video" | "web" | "blog") => "broadcast",
        ("video" | "scene", _) => "motion_picture",
        ("audio", _) => "song",
        ("repository", _) => "software",
        ("case", _) => "legal_case",
        ("legislation", _) => "legislation",
        ("patent", _) => "patent",
        ("manuscript", _) => "manuscript",
        ("performance", _) => "performance",
        ("artwork", _) => "graphic",
        ("periodical" | "newspaper", _) => "periodical",
        _ => "document",
    }
}

fn check_fields(node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    for (key, _) in repeated(node.entries(), diagnostics) {
        if !FIELDS.contains(&key.text.as_str()) {
            diagnostics.push(unknown_field(key.span, &key.text, FIELDS));
        }
    }
}

fn own_fields(work: &mut Work, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(title) = node.get("title") {
        text(work, "title", title, diagnostics);
        if let Some(short) = title.get("short") {
            text(work, "title-short", short, diagnostics);
        }
    }
    for (field, role) in [("author", "author"), ("editor", "editor")] {
        people(work, node, field, role, diagnostics);
    }
    affiliated(work, node, diagnostics);
    for (field, variable) in [
        ("abstract", "abstract"),
        ("genre", "genre"),
        ("note", "note"),
        ("language", "language"),
        ("chapter", "chapter-number"),
        ("page-range", "page"),
        ("page-total", "number-of-pages"),
        ("runtime", "dimensions"),
        ("archive", "archive"),
        ("archive-location", "archive_location"),
        ("call-number", "call-number"),
        ("volume", "volume"),
    ] {
        if let Some(field) = node.get(field) {
            text(work, variable, field, diagnostics);
        }
    }
    both(work, node, diagnostics);
    // A body that stands behind a work without another publisher.
    if let Some(organization) = node.get("organization") {
        let variable = if work.kind == "legal_case" { "authority" } else { "publisher" };
        text(work, variable, organization, diagnostics);
    }
}

fn inherit(work: &mut Work, parent: &Node, level: usize, diagnostics: &mut Vec<Diagnostic>) {
    // What holds a book is a series; so is what holds the book that holds a chapter.
    let is_series = level > 0 || matches!(&*work.kind, "book" | "report" | "thesis");
    if let Some(title) = parent.get("title") {
        let variable = if is_series { "collection-title" } else { "container-title" };
        text(work, variable, title, diagnostics);
    }
    if is_series {
        people(work, parent, "editor", "collection-editor", diagnostics);
        if let Some(volume) = parent.get("volume") {
            text(work, "collection-number", volume, diagnostics);
        }
    } else {
        people(work, parent, "author", "container-author", diagnostics);
        people(work, parent, "editor", "editor", diagnostics);
        if let Some(volume) = parent.get("volume") {
            text(work, "volume", volume, diagnostics);
        }
    }
    both(work, parent, diagnostics);
}

/// Fields that stand with a work or with what holds it.
fn both(work: &mut Work, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    for (field, variable) in [
        ("volume-total", "number-of-volumes"),
        ("issue", "issue"),
        ("edition", "edition"),
        ("location", "publisher-place"),
    ] {
        if let Some(field) = node.get(field) {
            text(work, variable, field, diagnostics);
        }
    }
    if let Some(publisher) = node.get("publisher") {
        match publisher.get("name") {
            Some(name) => text(work, "publisher", name, diagnostics),
            None => text(work, "publisher", publisher, diagnostics),
        }
        if let Some(place) = publisher.get("location") {
            text(work, "publisher-place", place, diagnostics);
        }
    }
    if let Some(date) = node.get("date") {
        set_date(work, "issued", date, diagnostics);
    }
    if let Some(url) = node.get("url") {
        text(work, "URL", url, diagnostics);
        if let Some(date) = url.get("date") {
            set_date(work, "accessed", date, diagnostics);
        }
    }
    serial_number(work, node, diagnostics);
}

/// A single value, or the `value` of a group.
fn text(work: &mut Work, variable: &str, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    match node.as_text().or_else(|| node.get("value")?.as_text()) {
        Some(text) => set(work, variable, text, node.span, diagnostics),
        None if node.is_null() => {}
        None => diagnostics.push(bad_value(node.span, variable, "text", &format!("{} stands here", node.what()))),
    }
}

fn set_date(work: &mut Work, variable: &str, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    if work.dates.iter().any(|(name, _)| name == variable) {
        return;
    }
    let text = node.as_text().unwrap_or("");
    let (date, fits) = dates::read(text);
    if !fits || node.as_text().is_none() {
        diagnostics.push(diag::bad_date(node.span, if text.is_empty() { "this" } else { text }));
    }
    work.dates.extend(date.map(|date| (variable.to_owned(), date)));
}

fn serial_number(work: &mut Work, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    let Some(serial) = node.get("serial-number") else { return };
    if serial.as_text().is_some() {
        return text(work, "number", serial, diagnostics);
    }
    for (key, value) in serial.entries() {
        let variable = match key.text.as_str() {
            "doi" => "DOI",
            "isbn" => "ISBN",
            "issn" => "ISSN",
            "pmid" => "PMID",
            "pmcid" => "PMCID",
            _ => "number",
        };
        text(work, variable, value, diagnostics);
    }
}

fn people(work: &mut Work, node: &Node, field: &str, role: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Some(field) = node.get(field).filter(|_| work.people(role).is_empty()) else { return };
    let names: Vec<Name> = field.items().iter().filter_map(|item| person(item, role, diagnostics)).collect();
    if !names.is_empty() {
        work.names.push((role.to_owned(), names));
    }
}

/// Others who had a part: `role: translator`, `names: …`.
fn affiliated(work: &mut Work, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    for group in node.get("affiliated").map_or(&[][..], Node::items) {
        let role = match group.get("role").and_then(Node::as_text).unwrap_or("") {
            role @ ("translator" | "compiler" | "composer" | "director" | "illustrator" | "narrator" | "organizer") => {
                role
            }
            "producer" | "executive-producer" | "production-company" => "producer",
            "writer" => "script-writer",
            "cast-member" => "performer",
            "holder" => "authority",
            _ => "contributor",
        };
        if role == "authority" {
            if let Some(names) = group.get("names").and_then(Node::as_text) {
                set(work, "authority", names, group.span, diagnostics);
            }
        } else {
            people(work, group, "names", role, diagnostics);
        }
    }
}

fn person(node: &Node, role: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Name> {
    if let Some(text) = node.as_text() {
        return written_name(text);
    }
    let part = |name: &str| node.get(name).and_then(Node::as_text).map(squeeze).unwrap_or_default();
    let (family, given) = (part("name"), part("given-name"));
    match (family.is_empty(), given.is_empty()) {
        (true, _) => {
            no_name(node.span, role, diagnostics);
            None
        }
        (false, true) => Some(Name::Literal(family)),
        (false, false) => Some(Name::Person { family, given, particle: part("prefix"), suffix: part("suffix") }),
    }
}

fn no_name(span: Span, role: &str, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(bad_value(span, role, "a name", "write it like \"Wilson, Andrew\", or name: NATO for a body"));
}
