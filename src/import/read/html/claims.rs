//! What a page says of itself: JSON-LD, meta elements of libraries and networks, links, names in its markup.

use std::collections::BTreeMap;

use serde_json::Value;

use super::class;
use super::tree::{DOCUMENT, Id, Tree, tidy};
use crate::import::evidence::{Claim, Field};

/// All claims; those that are made for machines to cite stand first.
pub fn claims(tree: &Tree) -> Vec<Claim> {
    let mut out = Vec::new();
    for id in tree.all(DOCUMENT) {
        let kind = tree.attribute(id, "type").unwrap_or_default();
        if tree.name(id) == "script" && kind.trim().eq_ignore_ascii_case("application/ld+json") {
            linked_data(&tree.text(id), &mut out);
        }
    }
    let mut metas: Vec<(u8, Claim)> = Vec::new();
    for id in tree.all(DOCUMENT) {
        match tree.name(id) {
            "meta" => metas.extend(meta(tree, id).into_iter().flat_map(apart)),
            "link" => metas.extend(link(tree, id).map(|claim| (3, claim))),
            "html" | "body" => {
                let language = tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang"));
                metas.extend(
                    language
                        .filter(|it| is_language(it))
                        .and_then(|it| claim(Field::Language, it, "html lang"))
                        .map(|it| (3, it)),
                );
            }
            "title" if tree.ancestors(id).any(|id| tree.name(id) == "head") => {
                metas.extend(claim(Field::Title, &tree.text(id), "title").map(|it| (5, it)));
            }
            _ if class::token(tree, id, "itemprop", &["author", "datePublished", "dateModified"]) => {
                metas.extend(microdata(tree, id).map(|it| (2, it)));
            }
            "a" if class::token(tree, id, "rel", &["author"]) => {
                metas.extend(claim(Field::Author, &tree.text(id), "rel=\"author\"").map(|it| (4, it)));
            }
            "a" if class::token(tree, id, "rel", &["license"]) => {
                let address = tree.attribute(id, "href").unwrap_or_default();
                metas.extend(claim(Field::License, address, "rel=\"license\"").map(|it| (4, it)));
            }
            _ => {}
        }
    }
    metas.extend(written_by(tree).map(|claim| (2, claim)));
    metas.sort_by_key(|(rank, _)| *rank);
    out.extend(metas.into_iter().map(|(_, claim)| claim));
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|claim| seen.insert((claim.field, claim.value.clone(), claim.place.clone())));
    out
}

fn claim(field: Field, value: &str, place: &str) -> Option<Claim> {
    let value = tidy(value).into_owned();
    (!value.is_empty() && value.len() < 2_000).then(|| Claim { field, value, place: place.to_owned() })
}

/// Several authors in one element.
fn apart((rank, claim): (u8, Claim)) -> Vec<(u8, Claim)> {
    let authors = claim.value.split(';').map(str::trim).filter(|it| !it.is_empty());
    if claim.field != Field::Author {
        return vec![(rank, claim)];
    }
    authors.map(|it| (rank, Claim { value: it.to_owned(), ..claim.clone() })).collect()
}

/// `en`, `en-GB`; some programs write `C`.
fn is_language(text: &str) -> bool {
    let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The language of the page, as its elements say.
pub fn language(tree: &Tree) -> &str {
    let said =
        |name: &str| tree.find(DOCUMENT, name).and_then(|id| tree.attribute(id, "lang")).filter(|it| is_language(it));
    said("html").or_else(|| said("body")).unwrap_or_default()
}

fn meta(tree: &Tree, id: Id) -> Option<(u8, Claim)> {
    let written = ["name", "property", "itemprop", "http-equiv"].iter().find_map(|name| tree.attribute(id, name))?;
    let name = written.trim().to_ascii_lowercase();
    let value = tree.attribute(id, "content")?.trim();
    let (rank, field) = match name.as_str() {
        "citation_title" => (0, Field::Title),
        "citation_author" => (0, Field::Author),
        "citation_publication_date" | "citation_date" | "citation_online_date" => (0, Field::Date),
        "citation_publisher" | "citation_technical_report_institution" => (0, Field::Publisher),
        "citation_journal_title" | "citation_series_title" => (0, Field::Series),
        "citation_doi" => (0, Field::Doi),
        "citation_language" => (0, Field::Language),
        "citation_abstract" => (0, Field::Standfirst),
        "dc.title" | "dcterms.title" => (1, Field::Title),
        "dc.creator" | "dcterms.creator" => (1, Field::Author),
        "dc.date" | "dc.date.issued" | "dcterms.issued" | "dcterms.date" | "dc.date.created" => (1, Field::Date),
        "dcterms.modified" | "dc.date.modified" => (1, Field::Updated),
        "dc.publisher" | "dcterms.publisher" => (1, Field::Publisher),
        "dc.language" | "dcterms.language" => (1, Field::Language),
        "dc.description" | "dcterms.abstract" => (1, Field::Standfirst),
        "dc.rights" | "dcterms.license" | "dcterms.rights" => (1, Field::License),
        "dc.identifier" if value.starts_with("10.") || value.contains("doi") => (1, Field::Doi),
        "og:title" => (2, Field::Title),
        "og:description" => (2, Field::Standfirst),
        "og:site_name" => (2, Field::Publisher),
        "og:url" => (2, Field::Url),
        "og:image" => (2, Field::Image),
        "og:locale" => (2, Field::Language),
        "article:author" | "og:article:author" if !value.contains("://") => (2, Field::Author),
        "article:published_time" | "og:article:published_time" => (2, Field::Date),
        "article:modified_time" | "og:updated_time" => (2, Field::Updated),
        "article:section" => (2, Field::Kicker),
        "author" | "byl" | "parsely-author" | "sailthru.author" => (3, Field::Author),
        "date" | "pubdate" | "publish-date" | "datepublished" | "parsely-pub-date" => (3, Field::Date),
        "datemodified" => (3, Field::Updated),
        "description" => (3, Field::Standfirst),
        "publisher" => (3, Field::Publisher),
        "language" | "content-language" => (3, Field::Language),
        "headline" => (3, Field::Title),
        "license" => (3, Field::License),
        "twitter:title" => (4, Field::Title),
        "twitter:description" => (4, Field::Standfirst),
        "twitter:image" | "twitter:image:src" => (4, Field::Image),
        _ => return None,
    };
    let value = if name == "og:locale" { value.replace('_', "-") } else { value.to_owned() };
    Some((rank, claim(field, &value, &format!("meta {}", written.trim()))?))
}

/// What an element says by `itemprop`.
fn microdata(tree: &Tree, id: Id) -> Option<Claim> {
    let field = match tree.attribute(id, "itemprop").unwrap_or_default() {
        "author" => Field::Author,
        "datePublished" => Field::Date,
        _ => Field::Updated,
    };
    let place = format!("itemprop {}", tree.attribute(id, "itemprop").unwrap_or_default());
    if field == Field::Author {
        let named = tree.all(id).take(50).skip(1).find(|id| class::token(tree, *id, "itemprop", &["name"]));
        let name = named.map_or_else(
            || tree.text(id),
            |id| tree.attribute(id, "content").map_or_else(|| tree.text(id), str::to_owned),
        );
        return claim(field, &name, &place).filter(|claim| claim.value.split(' ').count() <= 5);
    }
    let value = ["datetime", "content", "title"].iter().find_map(|name| tree.attribute(id, name))?;
    claim(field, value, &place).filter(|claim| claim.value.starts_with(|c: char| c.is_ascii_digit()))
}

/// `twitter:label1` is “Written by”, and `twitter:data1` who did.
fn written_by(tree: &Tree) -> Option<Claim> {
    let content = |wanted: &str| {
        let named = |id: &Id| tree.name(*id) == "meta" && tree.attribute(*id, "name") == Some(wanted);
        tree.all(DOCUMENT).find(named).and_then(|id| tree.attribute(id, "content"))
    };
    let label = content("twitter:label1")?.trim().to_lowercase();
    matches!(label.as_str(), "written by" | "verfasst von" | "écrit par" | "escrito por" | "автор" | "autor")
        .then(|| content("twitter:data1"))
        .flatten()
        .and_then(|name| claim(Field::Author, name, "meta twitter:data1"))
}

fn link(tree: &Tree, id: Id) -> Option<Claim> {
    let address = tree.attribute(id, "href")?;
    let relation = |name: &str| class::token(tree, id, "rel", &[name]);
    if relation("canonical") {
        claim(Field::Url, address, "link rel=\"canonical\"")
    } else if relation("license") {
        claim(Field::License, address, "link rel=\"license\"")
    } else {
        None
    }
}

const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "Report",
    "ScholarlyArticle",
    "BlogPosting",
    "TechArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ReportageNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "SocialMediaPosting",
    "Chapter",
    "PublicationIssue",
    "Legislation",
    "CreativeWork",
];

fn linked_data(text: &str, out: &mut Vec<Claim>) {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("-->");
    let text = text.trim().trim_end_matches("//]]>");
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    // Things of a graph name each other by their ids.
    let mut named: BTreeMap<&str, &Value> = BTreeMap::new();
    let mut articles = Vec::new();
    let mut things = vec![&value];
    while let Some(thing) = things.pop() {
        match thing {
            Value::Array(all) => things.extend(all.iter().rev()),
            Value::Object(fields) => {
                things.extend(fields.get("@graph"));
                if let Some(id) = fields.get("@id").and_then(Value::as_str).filter(|_| fields.contains_key("name")) {
                    named.entry(id).or_insert(thing);
                }
                let kinds = strings(fields.get("@type"), &BTreeMap::new());
                if kinds.iter().any(|kind| ARTICLES.contains(kind)) {
                    articles.push((thing, kinds[0]));
                }
            }
            _ => {}
        }
    }
    for (thing, kind) in articles {
        article(thing, kind, &named, out);
    }
}

fn article(thing: &Value, kind: &str, named: &BTreeMap<&str, &Value>, out: &mut Vec<Claim>) {
    let fields: &[(&str, Field)] = &[
        ("headline", Field::Title),
        ("name", Field::Title),
        ("description", Field::Standfirst),
        ("author", Field::Author),
        ("datePublished", Field::Date),
        ("dateModified", Field::Updated),
        ("publisher", Field::Publisher),
        ("inLanguage", Field::Language),
        ("license", Field::License),
        ("articleSection", Field::Kicker),
        ("isPartOf", Field::Series),
        ("image", Field::Image),
        ("mainEntityOfPage", Field::Url),
        ("url", Field::Url),
    ];
    for (name, field) in fields {
        if *name == "name" && thing.get("headline").is_some() {
            continue;
        }
        if *field == Field::Series && thing.get(name).is_some_and(is_site) {
            continue;
        }
        let address = matches!(field, Field::Url | Field::Image | Field::License);
        for value in if address { addresses(thing.get(name)) } else { strings(thing.get(name), named) } {
            // An id that leads nowhere is no name.
            if !address && value.contains("://") {
                continue;
            }
            out.extend(claim(*field, value, &format!("JSON-LD {kind}.{name}")));
        }
    }
}

/// A page is part of its site, and an issue of its journal: only the second is a series.
fn is_site(whole: &Value) -> bool {
    let kinds = strings(whole.get("@type"), &BTreeMap::new());
    kinds.iter().any(|kind| matches!(*kind, "WebSite" | "WebPage" | "CollectionPage"))
}

/// Strings, or the names of things; several where there is a list.
fn strings<'v>(value: Option<&'v Value>, named: &BTreeMap<&str, &'v Value>) -> Vec<&'v str> {
    match value {
        None => Vec::new(),
        Some(Value::Array(all)) => all.iter().filter_map(|value| string(value, named)).collect(),
        Some(value) => string(value, named).into_iter().collect(),
    }
}

/// Where things are, not what they are called.
fn addresses(value: Option<&Value>) -> Vec<&str> {
    match value {
        None => Vec::new(),
        Some(Value::Array(all)) => all.iter().filter_map(address).collect(),
        Some(value) => address(value).into_iter().collect(),
    }
}

fn address(value: &Value) -> Option<&str> {
    let said = |key: &str| value.get(key).and_then(Value::as_str);
    value.as_str().or_else(|| ["url", "@id", "@value", "name"].iter().find_map(|key| said(key)))
}

fn string<'v>(value: &'v Value, named: &BTreeMap<&str, &'v Value>) -> Option<&'v str> {
    let Value::Object(fields) = value else { return value.as_str() };
    let said = |key: &str| fields.get(key).and_then(Value::as_str);
    let elsewhere = || named.get(said("@id")?)?.get("name")?.as_str();
    said("name").or_else(elsewhere).or_else(|| ["url", "@id", "@value"].iter().find_map(|key| said(key)))
}
