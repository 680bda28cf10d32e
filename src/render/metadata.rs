//! What a page says of itself to machines: descriptions, tags, JSON-LD, and the links of its head.
//!
//! All values are text: templates escape the tags, and JSON-LD is escaped for its `<script>` here.

mod tags;

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::escape;
use super::exports::briefing;
use super::views::{By, Shared, doi_link, files, outer_link};
use crate::base::text::squeeze;
use crate::base::web;
use crate::model::article::{Article, ArticleId, Kind, WorkId};
use crate::model::config::Config;
use crate::model::matter::EntityKind;
use crate::model::page::{Head, RelView};
use crate::model::site::{Author, Site};
use crate::model::url::Url;
use crate::model::work::{Name, Work, WorkDate};

/// Search engines show about so much.
const DESCRIPTION: usize = 300;

const CONTEXT: &str = "https://schema.org";

/// Fills the head of an article's page; title, language and address stand in it already.
pub fn article(shared: &Shared<'_>, id: ArticleId, head: &mut Head) {
    let site = shared.site;
    let this = site.article(id);
    let matter = &this.facts.matter;
    if let Some(language) = &matter.language {
        head.language.clone_from(&language.value);
    }
    let said = [&matter.summary, &matter.standfirst, &matter.entity.description, &matter.author.bio];
    let said = said.into_iter().flatten().find(|words| !words.trim().is_empty()).unwrap_or(&this.facts.excerpt);
    head.description = super::html::shorten(&squeeze(said), DESCRIPTION);
    head.image = image(site, this);
    let url = this.url.absolute(&site.config.base_url);
    let works = shared.works_cited_by(id);
    let json = match this.kind {
        Kind::Briefing => {
            "article".clone_into(&mut head.og_type);
            let byline = shared.byline(id);
            let cited = shared.cited(id).map(|cited| Cow::Borrowed(&cited.work));
            let own = cited.unwrap_or_else(|| Cow::Owned(briefing::work_of(site, this, &byline)));
            head.meta = tags::briefing(site, this, &own, &byline, works);
            head.links = links(shared, this, &url);
            report(site, this, &own, &url, &byline, works)
        }
        Kind::Entity => entity(this, shared.entity_kind(id), &url),
        Kind::Author => match shared.author(id) {
            Some(author) => person_value(author, Some(&url)),
            None => web_page(this, &url),
        },
        Kind::Page => web_page(this, &url),
    };
    head.json_ld_html = Some(escape::script_json(&json));
}

/// JSON-LD of the home page.
#[must_use]
pub fn website(config: &Config) -> String {
    escape::script_json(&json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": config.title,
        "description": config.description,
        "url": config.base_url,
        "inLanguage": config.language,
    }))
}

/// JSON-LD of the page of a work.
#[must_use]
pub fn work(work: &Work, page: Option<&str>) -> String {
    let mut value = creative_work(work);
    value.insert("@context".to_owned(), json!(CONTEXT));
    if let Some(page) = page {
        value.insert("mainEntityOfPage".to_owned(), json!(page));
    }
    escape::script_json(&value)
}

/// JSON-LD of an author's page.
#[must_use]
pub fn person(author: &Author, page: Option<&str>) -> String {
    escape::script_json(&person_value(author, page))
}

/// `cite-as` and `describedby`, as Signposting has them: the lasting address, and what describes the page.
fn links(shared: &Shared<'_>, this: &Article, url: &str) -> Vec<RelView> {
    let matter = &this.facts.matter;
    let link =
        |rel: &str, url: String| RelView { rel: rel.to_owned(), url, media_type: String::new(), title: String::new() };
    let lasting = matter.doi.as_ref().and_then(|doi| web::doi(&doi.value)).map(|doi| doi_link(doi).url);
    let mut links = vec![link("cite-as", lasting.unwrap_or_else(|| url.to_owned()))];
    links.extend(files::links("describedby", &files::of_briefing(shared, this)));
    let license = matter.license.as_deref().or_else(|| Some(shared.site.config.license.as_str()));
    links.extend(license.and_then(outer_link).map(|found| link("license", found.url)));
    links
}

fn report(site: &Site, this: &Article, own: &Work, url: &str, byline: &[By<'_>], works: &[WorkId]) -> Value {
    let matter = &this.facts.matter;
    let author = |(by, name): (&By<'_>, &Name)| {
        let kind = if matches!(name, Name::Literal(_)) { "Organization" } else { "Person" };
        without_nulls(json!({ "@type": kind, "name": by.name, "url": by.site(), "sameAs": by.orcid() }))
    };
    let authors: Vec<Value> = byline.iter().zip(own.people("author")).map(author).collect();
    let citations: Vec<Value> = works.iter().map(|id| Value::Object(creative_work(&site.work(*id).work))).collect();
    let publisher = matter.publisher.as_ref().unwrap_or(&site.config.title);
    without_nulls(json!({
        "@context": CONTEXT,
        "@type": "Report",
        "headline": matter.title.value,
        "name": matter.title.value,
        "description": matter.standfirst,
        "abstract": matter.summary,
        "author": authors,
        "datePublished": matter.date.as_ref().map(|date| date.value.to_string()),
        "dateModified": matter.updated.as_ref().map(|date| date.value.to_string()),
        "inLanguage": matter.language.as_ref().map_or(&site.config.language, |language| &language.value),
        "publisher": { "@type": "Organization", "name": publisher },
        "reportNumber": matter.number,
        "isPartOf": matter.series.as_ref().map(|series| json!({ "@type": "CreativeWorkSeries", "name": series.value })),
        "keywords": matter.topics.iter().map(|topic| topic.value.as_str()).collect::<Vec<_>>(),
        "license": matter.license,
        "identifier": matter.doi.as_ref().map(|doi| doi_link(&doi.value).url),
        "wordCount": this.facts.words,
        "citation": citations,
        "url": url,
        "mainEntityOfPage": url,
    }))
}

fn entity(this: &Article, kind: EntityKind, url: &str) -> Value {
    let matter = &this.facts.matter;
    let kind = match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Event => "Event",
        EntityKind::Concept => "DefinedTerm",
    };
    let same: Vec<String> =
        matter.entity.same_as.iter().filter_map(|url| outer_link(&url.value)).map(|link| link.url).collect();
    let aliases: Vec<&str> = matter.aliases.iter().map(|alias| alias.value.as_str()).collect();
    without_nulls(json!({
        "@context": CONTEXT,
        "@type": kind,
        "name": matter.title.value,
        "alternateName": aliases,
        "description": matter.entity.description,
        "sameAs": same,
        "mainEntityOfPage": url,
    }))
}

fn person_value(author: &Author, page: Option<&str>) -> Value {
    let orcid = author.orcid.as_deref().and_then(super::views::orcid);
    without_nulls(json!({
        "@context": CONTEXT,
        "@type": "Person",
        "name": author.name,
        "description": author.bio,
        "url": author.link.as_deref().and_then(outer_link).map(|link| link.url),
        "sameAs": orcid.map(|link| link.url),
        "mainEntityOfPage": page,
    }))
}

fn web_page(this: &Article, url: &str) -> Value {
    let matter = &this.facts.matter;
    without_nulls(json!({
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": matter.title.value,
        "description": matter.standfirst,
        "inLanguage": matter.language.as_ref().map(|language| &language.value),
        "url": url,
    }))
}

fn creative_work(work: &Work) -> Map<String, Value> {
    let kind = match work.kind.as_str() {
        "book" => "Book",
        "chapter" => "Chapter",
        "article-journal" => "ScholarlyArticle",
        "article-newspaper" => "NewsArticle",
        "article-magazine" | "article" => "Article",
        "report" => "Report",
        "thesis" => "Thesis",
        "dataset" => "Dataset",
        "webpage" => "WebPage",
        "post-weblog" => "BlogPosting",
        "legislation" | "bill" => "Legislation",
        _ => "CreativeWork",
    };
    let authors: Vec<Value> = work
        .authors()
        .iter()
        .map(|name| match name {
            Name::Person { .. } => json!({ "@type": "Person", "name": name.given_first() }),
            Name::Literal(name) => json!({ "@type": "Organization", "name": name }),
        })
        .collect();
    let issued = work.dates.iter().find(|(name, _)| name == "issued").map(|(_, date)| iso(date));
    let doi = work.field("DOI").filter(|doi| !doi.is_empty()).map(|doi| doi_link(doi).url);
    let url = work.field("URL").and_then(outer_link).map(|link| link.url);
    let value = without_nulls(json!({
        "@type": kind,
        "name": work.title(),
        "author": authors,
        "datePublished": issued,
        "isPartOf": work.field("container-title").map(|name| json!({ "@type": "CreativeWork", "name": name })),
        "publisher": work.field("publisher").map(|name| json!({ "@type": "Organization", "name": name })),
        "identifier": doi,
        "url": url,
    }));
    match value {
        Value::Object(value) => value,
        _ => Map::new(),
    }
}

/// `2021`, `2021-03`, `2021-03-05`, or the words of a date that is none.
pub(super) fn iso(date: &WorkDate) -> String {
    match date {
        WorkDate::Parts { from: (year, 0, _), .. } => format!("{year:04}"),
        WorkDate::Parts { from: (year, month, 0), .. } => format!("{year:04}-{month:02}"),
        WorkDate::Parts { from: (year, month, day), .. } => format!("{year:04}-{month:02}-{day:02}"),
        WorkDate::Literal(words) => words.clone(),
    }
}

/// The picture of the front matter, where it was copied.
fn image(site: &Site, this: &Article) -> Option<String> {
    let wanted = this.facts.matter.image.as_ref()?;
    let row = this.facts.files.iter().position(|file| file.span == wanted.span)?;
    let url: &Url = this.files.get(row)?.as_ref()?;
    Some(url.absolute(&site.config.base_url))
}

/// Leaves out what is not known: null, no words, an empty list.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| match value {
                    Value::Null => false,
                    Value::Array(list) => !list.is_empty(),
                    Value::String(text) => !text.is_empty(),
                    _ => true,
                })
                .collect(),
        ),
        other => other,
    }
}
