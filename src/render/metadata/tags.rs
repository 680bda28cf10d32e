//! The `<meta>` tags that indexes and reference managers read: Highwire Press, then Dublin Core.
//!
//! Google Scholar, Zotero and others take a page for a report by its institution. They know no bodies among authors: a
//! name without a comma is divided at its last space. A comma at the end keeps "The Editors" whole.

use super::iso;
use crate::base::web;
use crate::model::article::{Article, WorkId};
use crate::model::page::MetaView;
use crate::model::site::Site;
use crate::model::work::{Name, Work};
use crate::render::views::By;

/// Of a briefing; `own` is the briefing as a work, with the names of the byline in their parts.
pub fn briefing(site: &Site, this: &Article, own: &Work, byline: &[By<'_>], works: &[WorkId]) -> Vec<MetaView> {
    let matter = &this.facts.matter;
    let mut tags = Vec::new();
    let mut tag = |name: &str, content: &str| {
        if !content.trim().is_empty() {
            tags.push(MetaView { name: name.to_owned(), content: content.to_owned() });
        }
    };
    let names = own.people("author");
    let field = |name: &str| own.field(name).unwrap_or("");
    tag("citation_title", field("title"));
    for (by, name) in byline.iter().zip(names) {
        tag("citation_author", &author(name, names.len() == 1));
        if let Some(orcid) = by.orcid() {
            tag("citation_author_orcid", &orcid);
        }
    }
    if let Some(date) = &matter.date {
        tag("citation_publication_date", &date.value.to_string().replace('-', "/"));
    }
    tag("citation_technical_report_institution", field("publisher"));
    tag("citation_technical_report_number", field("number"));
    tag("citation_series_title", field("collection-title"));
    tag("citation_doi", field("DOI"));
    tag("citation_language", field("language"));
    for topic in &matter.topics {
        tag("citation_keywords", &topic.value);
    }
    tag("citation_abstract", field("abstract"));
    tag("citation_public_url", field("URL"));
    tag("citation_abstract_html_url", field("URL"));
    tag("citation_fulltext_html_url", field("URL"));
    for id in works {
        tag("citation_reference", &reference(&site.work(*id).work));
    }
    tag("DC.title", field("title"));
    for name in names {
        tag("DC.creator", &name.family_first());
    }
    if let Some(date) = &matter.date {
        tag("DC.date", &date.value.to_string());
    }
    tag("DC.description", field("abstract"));
    for topic in &matter.topics {
        tag("DC.subject", &topic.value);
    }
    tag("DC.publisher", field("publisher"));
    tag("DC.language", field("language"));
    tag("DC.type", "Text");
    tag("DC.identifier", field("URL"));
    if let Some(doi) = matter.doi.as_ref().and_then(|doi| web::doi(&doi.value)) {
        tag("DC.identifier", &format!("doi:{doi}"));
    }
    if let Some(rights) = matter.license.as_ref().or(matter.rights.as_ref()) {
        tag("DC.rights", rights);
    }
    tags
}

/// An author so that readers divide the name where it is divided.
fn author(name: &Name, alone: bool) -> String {
    // Semicolons divide authors.
    let written = match name {
        Name::Literal(body) if body.contains(' ') && !body.contains(',') => format!("{body},"),
        Name::Literal(body) => body.clone(),
        Name::Person { family, given, particle, suffix } => {
            let simple = particle.is_empty() && suffix.is_empty() && !family.contains(' ');
            // Two parts with a space in each are taken for two authors where there is no other.
            let torn = alone && given.contains(' ') && (family.contains(' ') || !particle.is_empty());
            if simple || torn { name.given_first() } else { name.family_first() }
        }
    };
    written.replace(';', " ")
}

/// A work as one line of fields.
fn reference(work: &Work) -> String {
    let mut parts = vec![format!("citation_title={}", work.title())];
    let mut part = |name: &str, value: &str| {
        if !value.trim().is_empty() {
            parts.push(format!("{name}={value}"));
        }
    };
    for name in work.authors() {
        part("citation_author", &name.family_first());
    }
    // Newspapers and magazines are journals to those who read the tags; there is no other for them.
    let container = match work.kind.as_str() {
        kind if kind.starts_with("article") => "citation_journal_title",
        "paper-conference" => "citation_conference_title",
        "webpage" | "post" | "post-weblog" if work.field("publisher").is_none() => "citation_publisher",
        _ => "citation_inbook_title",
    };
    let publisher = match work.kind.as_str() {
        "report" => "citation_technical_report_institution",
        "thesis" => "citation_dissertation_institution",
        _ => "citation_publisher",
    };
    for (variable, name) in [
        ("container-title", container),
        ("publisher", publisher),
        ("volume", "citation_volume"),
        ("issue", "citation_issue"),
        ("ISSN", "citation_issn"),
        ("ISBN", "citation_isbn"),
        ("DOI", "citation_doi"),
    ] {
        part(name, work.field(variable).unwrap_or(""));
    }
    if work.kind == "report" {
        part("citation_technical_report_number", work.field("number").unwrap_or(""));
    }
    if let Some((first, last)) = pages(work.field("page").unwrap_or("")) {
        part("citation_firstpage", first);
        part("citation_lastpage", last);
    }
    if let Some((_, date)) = work.dates.iter().find(|(name, _)| name == "issued") {
        part("citation_publication_date", &iso(date).replace('-', "/"));
    }
    // Semicolons divide the fields.
    parts.iter().map(|part| part.replace(';', ",")).collect::<Vec<_>>().join("; ")
}

/// The ends of "33–67"; of one page both are the same.
fn pages(text: &str) -> Option<(&str, &str)> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, ""));
    let (first, last) = (first.trim(), last.trim());
    let fits = |page: &str| !page.is_empty() && page.chars().all(char::is_alphanumeric);
    (fits(first) && (last.is_empty() || fits(last))).then_some((first, last))
}
