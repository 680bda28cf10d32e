//! The page of a work: every place that cites it, by briefing and by locator.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::shared::Shared;
use super::{addresses, files, kinds, link_to, places, related, simple, spoken, title_of, to_u32};
use crate::model::article::WorkId;
use crate::model::cite::Locator;
use crate::model::page::{LinkView, LocatorView, Page, View, WorkView};
use crate::model::url::{Url, built_in};
use crate::model::work::Work;
use crate::render::exports::coins;
use crate::render::{escape, metadata, rich};

pub fn page(shared: &Shared<'_>, id: WorkId) -> Page {
    let site = shared.site;
    let entry = site.work(id);
    let work = &entry.work;
    let url = &entry.url;
    let title = if work.title().is_empty() { crate::render::html::short_name(work) } else { work.title().to_owned() };
    let files = files::of_work(shared, url);
    let links = files::links("describedby", &files);
    let view = WorkView {
        title: title.clone(),
        language_html: work.field("language").map_or_else(String::new, |tag| spoken(tag, &site.config.language)),
        entry_html: rich::to_html(&entry.entry),
        kind: kinds::of(&work.kind).one.to_owned(),
        key: work.key.clone(),
        link: link(work),
        count: to_u32(entry.places.len()),
        briefings: places::by_article(shared, url, &entry.places),
        locators: locators(shared, url, &entry.places),
        together: related::works(shared, id, url),
        index: LinkView {
            title: "Citation index".to_owned(),
            url: url.to(&addresses::page(site, built_in::CITATIONS)),
        },
        files,
        coins: coins::coins(work),
    };
    let mut page = simple(shared, url.clone(), &title, View::Work(Box::new(view)));
    page.head.description = entry.entry.text();
    page.head.links = links;
    page.head.json_ld_html = Some(metadata::work(work, page.head.canonical.as_deref()));
    page
}

/// Where the work itself can be read.
pub fn link(work: &Work) -> Option<LinkView> {
    if let Some(doi) = work.field("DOI").filter(|doi| !doi.is_empty()) {
        return Some(doi_link(doi));
    }
    work.field("URL").and_then(outer_link)
}

/// `10.1000/x`, `doi:10.1000/x` or the full address.
pub fn doi_link(doi: &str) -> LinkView {
    let mut name = doi.trim();
    for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    let mut url = String::new();
    escape::href(&mut url, name.trim());
    LinkView { title: format!("doi:{}", name.trim()), url: format!("https://doi.org/{}", url.replace("&amp;", "&")) }
}

/// A link out of the site, named by its host; none where the address is not safe.
pub fn outer_link(url: &str) -> Option<LinkView> {
    let url = url.trim();
    let (_, rest) = url.split_once("://").filter(|_| escape::is_safe(url))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    Some(LinkView { title: host.strip_prefix("www.").unwrap_or(host).to_owned(), url: url.to_owned() })
}

/// The places of each locator, in the order of its numbers.
fn locators(shared: &Shared<'_>, from: &Url, rows: &[u32]) -> Vec<LocatorView> {
    let site = shared.site;
    let mut found: BTreeMap<(&str, u64, String), Vec<LinkView>> = BTreeMap::new();
    for row in rows.iter().filter_map(|row| site.relations.get(*row as usize)) {
        if let Some(locator) = &row.locator {
            let mut title = title_of(site, row.from.article).to_owned();
            if let Some(note) = row.from.note {
                let _ = write!(title, ", note {note}");
            }
            let url = link_to(from, &site.article(row.from.article).url, &row.from.anchor);
            found.entry(key(locator)).or_default().push(LinkView { title, url });
        }
    }
    found.into_iter().map(|((.., locator), places)| LocatorView { locator, places }).collect()
}

fn key(locator: &Locator) -> (&'static str, u64, String) {
    let digits: String =
        locator.value.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(18).collect();
    (locator.label.csl(), digits.parse().unwrap_or(0), locator.printed())
}
