//! The home page, the archive, and the pages for addresses that lead nowhere or elsewhere.

use super::shared::Shared;
use super::{addresses, article_date, ids, simple, to_u32};
use crate::model::article::ArticleId;
use crate::model::page::{
    ArchiveView, CountView, HomeView, LinkView, NotFoundView, Page, RedirectView, View, YearView,
};
use crate::model::site::Group;
use crate::model::url::{Url, built_in, encode};
use crate::render::metadata;

/// How many briefings the home page lists after the newest.
const LISTED: usize = 49;

/// An issue page: the newest briefing, then the ones before it by year.
pub fn home(shared: &Shared<'_>) -> Page {
    let site = shared.site;
    let url = addresses::home();
    let briefings: Vec<ArticleId> = ids(site.briefings).map(ArticleId).collect();
    let (latest, rest) = briefings.split_first().map_or((None, &[][..]), |(latest, rest)| (Some(*latest), rest));
    let view = HomeView {
        latest: latest.and_then(|latest| shared.card(&url, latest)),
        years: years(shared, &url, &rest[..rest.len().min(LISTED)]),
        briefings: to_u32(site.briefings),
        works: to_u32(site.works.iter().filter(|work| !work.places.is_empty()).count()),
        notes: site.articles.iter().take(site.briefings).map(|article| to_u32(article.facts.notes.len())).sum(),
        entities: to_u32(site.entities.len()),
        evidence: evidence(shared, &url),
        archive: LinkView { title: "All briefings".to_owned(), url: url.to(&addresses::page(site, built_in::ARCHIVE)) },
        series: counts(&site.series, &url),
        topics: counts(&site.topics, &url),
    };
    let mut page = simple(shared, url, &site.config.title, View::Home(Box::new(view)));
    page.head.json_ld_html = Some(metadata::website(&site.config));
    page
}

/// What there is, in numbers; what there is none of is not named.
fn evidence(shared: &Shared<'_>, from: &Url) -> Vec<CountView> {
    let site = shared.site;
    let cited = site.works.iter().filter(|work| !work.places.is_empty()).count();
    let notes: usize = site.articles.iter().take(site.briefings).map(|article| article.facts.notes.len()).sum();
    let rows = [
        ("Briefings", site.briefings, Some(built_in::ARCHIVE)),
        ("Works cited", cited, Some(built_in::CITATIONS)),
        ("Notes", notes, None),
        ("Names", site.entities.len(), Some(built_in::ENTITIES)),
    ];
    let view = |(title, count, page): (&str, usize, Option<&str>)| CountView {
        title: title.to_owned(),
        url: page.map_or_else(String::new, |page| from.to(&addresses::page(site, page))),
        count: to_u32(count),
    };
    rows.into_iter().filter(|(_, count, _)| *count > 0).map(view).collect()
}

pub fn archive(shared: &Shared<'_>) -> Page {
    let site = shared.site;
    let url = addresses::page(site, built_in::ARCHIVE);
    let briefings: Vec<ArticleId> = ids(site.briefings).map(ArticleId).collect();
    let view = ArchiveView { years: years(shared, &url, &briefings), briefings: to_u32(site.briefings) };
    let mut page = simple(shared, url, "All briefings", View::Archive(Box::new(view)));
    page.head.description = format!("All briefings of {}, the newest first.", site.config.title);
    page
}

/// Its links are full paths: nobody knows at which address it is shown.
pub fn not_found(shared: &Shared<'_>) -> Page {
    let site = shared.site;
    let url = Url(built_in::NOT_FOUND.to_owned());
    let root = root_path(&site.config.base_url);
    let newest: Vec<ArticleId> = ids(site.briefings).take(5).map(ArticleId).collect();
    let mut latest = shared.cards(&url, &newest);
    for (card, id) in latest.iter_mut().zip(&newest) {
        card.url = format!("{root}{}", encode(&site.article(*id).url.0));
    }
    let mut page = simple(shared, url, "Page not found", View::NotFound(Box::new(NotFoundView { latest })));
    page.root = root;
    page.head.canonical = None;
    page.head.noindex = true;
    page
}

pub fn redirect(shared: &Shared<'_>, index: usize) -> Page {
    let site = shared.site;
    let (from, to) = match site.redirects.get(index) {
        Some((from, to)) => (from.clone(), Some(*to)),
        None => (addresses::home(), None),
    };
    let (title, target) = match to {
        Some(to) => (super::title_of(site, to).to_owned(), site.article(to).url.clone()),
        None => (site.config.title.clone(), addresses::home()),
    };
    let to = LinkView { title: title.clone(), url: crate::render::html::relative(&from, &target) };
    let mut page = simple(shared, from, &title, View::Redirect(Box::new(RedirectView { to })));
    page.head.canonical = Some(target.absolute(&site.config.base_url));
    page.head.noindex = true;
    page
}

/// `/` or `/sub/` of the site's address.
fn root_path(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.find('/').map_or("/", |slash| &rest[slash..]).to_owned()
}

/// Briefings that are sorted newest first.
fn years(shared: &Shared<'_>, from: &Url, briefings: &[ArticleId]) -> Vec<YearView> {
    let year = |id: &ArticleId| article_date(&shared.site.article(*id).facts).map_or(0, |date| date.year);
    briefings
        .chunk_by(|a, b| year(a) == year(b))
        .map(|briefings| YearView { year: year(&briefings[0]), briefings: shared.cards(from, briefings) })
        .collect()
}

fn counts(groups: &[Group], from: &Url) -> Vec<CountView> {
    groups
        .iter()
        .map(|group| CountView {
            title: group.name.clone(),
            url: from.to(&group.url),
            count: to_u32(group.briefings.len()),
        })
        .collect()
}
