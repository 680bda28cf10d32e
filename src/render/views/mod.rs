//! What each page shows, as closed views.
//!
//! [`prepare`] walks the site once; after that a page costs what stands on it. [`article()`] makes the page of a source
//! file from its tree, [`listings`] names all other pages and [`page`] makes one of them, so that a caller can make
//! them in parallel and let each go when it is written.
//!
//! What is not here: HTML but for sentences, and any decision of what is bound to what.

mod addresses;
mod article;
mod bylines;
mod citations;
mod cited;
mod dots;
mod entity;
pub(super) mod files;
mod groups;
mod home;
mod index;
mod kinds;
mod map;
mod places;
mod plain;
mod related;
mod sentence;
mod shared;
mod timeline;
mod work;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use crate::base::date::Date;
use crate::base::language::{is_foreign, is_right_to_left};
use crate::model::article::{Article, ArticleId, Kind, WorkId};
use crate::model::facts::Facts;
use crate::model::page::{DateView, Head, MenuView, Page, SiteView, View};
use crate::model::site::{Group, MenuGoal, Site};
use crate::model::url::{Url, built_in};

pub use article::{article, frame};
pub use bylines::{By, byline, join};
pub use citations::Part;
pub use groups::orcid;
pub use index::Grouping;
pub use places::sentence as sentence_of;
pub use sentence::plain as plain_sentence;
pub use shared::{Shared, prepare};
pub use work::{cite_this, doi_link, outer_link};

/// A page that no source file of its own makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    Home,
    Archive,
    Citations(Part),
    Work(WorkId),
    Entities,
    /// The same from A to Z.
    Names,
    Authors,
    /// Index into the site's authors: one without a page of an editor's.
    Author(u32),
    Topics,
    Topic(u32),
    SeriesList,
    Series(u32),
    Map,
    Timeline,
    NotFound,
    /// Index into the site's redirects.
    Redirect(u32),
}

/// All pages besides those of the articles, in a fixed order. Kinds of page that a site has no use for are left out.
#[must_use]
pub fn listings(shared: &Shared<'_>) -> Vec<Listing> {
    let site = shared.site;
    let mut out = vec![Listing::Home, Listing::Archive];
    out.extend(citations::parts(shared).into_iter().map(Listing::Citations));
    out.extend(ids(site.works.len()).map(|work| Listing::Work(WorkId(work))));
    if !site.entities.is_empty() {
        out.push(Listing::Entities);
        out.push(Listing::Names);
    }
    if !site.authors.is_empty() {
        out.push(Listing::Authors);
    }
    let without_page = ids(site.authors.len()).filter(|at| site.authors[*at as usize].page.is_none());
    out.extend(without_page.map(Listing::Author));
    if !site.topics.is_empty() {
        out.push(Listing::Topics);
    }
    out.extend(ids(site.topics.len()).map(Listing::Topic));
    if !site.series.is_empty() {
        out.push(Listing::SeriesList);
    }
    out.extend(ids(site.series.len()).map(Listing::Series));
    if map::is_wanted(site) {
        out.push(Listing::Map);
    }
    if timeline::is_wanted(site) {
        out.push(Listing::Timeline);
    }
    out.push(Listing::NotFound);
    out.extend(ids(site.redirects.len()).map(Listing::Redirect));
    out
}

/// Makes one of [`listings`].
#[must_use]
pub fn page(shared: &Shared<'_>, listing: &Listing) -> Page {
    match listing {
        Listing::Home => home::home(shared),
        Listing::Archive => home::archive(shared),
        Listing::Citations(part) => citations::page(shared, part),
        Listing::Work(work) => work::page(shared, *work),
        Listing::Entities => entity::index(shared),
        Listing::Names => entity::a_to_z(shared),
        Listing::Authors => groups::authors(shared),
        Listing::Author(author) => groups::author(shared, *author as usize),
        Listing::Topics => groups::topics(shared),
        Listing::Topic(topic) => groups::topic(shared, *topic as usize),
        Listing::SeriesList => groups::series_list(shared),
        Listing::Series(series) => groups::series(shared, *series as usize),
        Listing::Map => map::page(shared),
        Listing::Timeline => timeline::page(shared),
        Listing::NotFound => home::not_found(shared),
        Listing::Redirect(redirect) => home::redirect(shared, *redirect as usize),
    }
}

/// Where one of [`listings`] stands.
#[must_use]
pub fn address(shared: &Shared<'_>, listing: &Listing) -> Url {
    let site = shared.site;
    let group = |group: Option<&Group>| group.map_or_else(addresses::home, |group| group.url.clone());
    match listing {
        Listing::Home => addresses::home(),
        Listing::Archive => addresses::page(site, built_in::ARCHIVE),
        Listing::Citations(part) => citations::address(shared, part),
        Listing::Work(work) => site.work(*work).url.clone(),
        Listing::Entities => addresses::page(site, built_in::ENTITIES),
        Listing::Names => addresses::page(site, built_in::NAMES),
        Listing::Authors => addresses::page(site, built_in::AUTHORS),
        Listing::Author(at) => site.authors.get(*at as usize).map_or_else(addresses::home, |author| author.url.clone()),
        Listing::Topics => addresses::page(site, built_in::TOPICS),
        Listing::Topic(at) => group(site.topics.get(*at as usize)),
        Listing::SeriesList => addresses::page(site, built_in::SERIES),
        Listing::Series(at) => group(site.series.get(*at as usize)),
        Listing::Map => addresses::page(site, built_in::MAP),
        Listing::Timeline => addresses::page(site, built_in::TIMELINE),
        Listing::NotFound => Url(built_in::NOT_FOUND.to_owned()),
        Listing::Redirect(at) => {
            site.redirects.get(*at as usize).map_or_else(addresses::home, |(from, _)| from.clone())
        }
    }
}

/// What every page shows.
#[must_use]
pub fn site_view(site: &Site) -> SiteView {
    let config = &site.config;
    let most_notes = site.articles.iter().map(|article| article.facts.notes.len()).max().unwrap_or(0);
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        fonts: match config.theme.fonts {
            crate::model::config::Fonts::Own => "own".to_owned(),
            crate::model::config::Fonts::System => "system".to_owned(),
        },
        paragraphs: match config.theme.paragraphs {
            crate::model::config::Paragraphs::Spaced => "spaced".to_owned(),
            crate::model::config::Paragraphs::Indented => "indented".to_owned(),
        },
        menu: menu(site),
        pages: pages(site),
        most_notes: to_u32(most_notes),
        has_code: site.articles.iter().any(|article| article.facts.has_code),
        generator: concat!("ibid ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

fn menu(site: &Site) -> Vec<MenuView> {
    let root = addresses::home();
    let built_in = [
        (true, "Briefings", built_in::ARCHIVE),
        (site.works.iter().any(|work| !work.places.is_empty()), "Citations", built_in::CITATIONS),
        (!site.entities.is_empty(), "Names", built_in::ENTITIES),
        (!site.topics.is_empty(), "Topics", built_in::TOPICS),
        (!site.series.is_empty(), "Series", built_in::SERIES),
    ];
    let mut menu: Vec<MenuView> = built_in
        .into_iter()
        .filter(|(wanted, ..)| *wanted)
        .map(|(_, title, name)| {
            let url = root.to(&addresses::page(site, name));
            MenuView { title: title.to_owned(), url, external: false }
        })
        .collect();
    for item in &site.menu {
        let (url, external) = match &item.to {
            MenuGoal::Page { url, anchor } => (link_to(&root, url, anchor), false),
            MenuGoal::Out(url) => (url.clone(), true),
        };
        menu.push(MenuView { title: item.title.clone(), url, external });
    }
    menu
}

/// How many plain pages the foot of a page names: it is no table of contents.
const NAMED: usize = 8;

/// "About", "The handbook": pages that no list of briefings, works or names leads to.
fn pages(site: &Site) -> Vec<MenuView> {
    let root = addresses::home();
    let in_menu = |page: &Url| {
        site.menu
            .iter()
            .any(|item| matches!(&item.to, MenuGoal::Page { url, anchor } if anchor.is_empty() && url == page))
    };
    let mut pages: Vec<_> = (site.articles.iter())
        .filter(|article| article.kind == Kind::Page && !in_menu(&article.url))
        .filter(|article| match shared::folder(article) {
            None => true,
            Some(folder) => !folder.contains('/') && article.facts.path.ends_with("/index.md"),
        })
        .collect();
    pages.sort_by_cached_key(|page| {
        let matter = &page.facts.matter;
        (matter.weight.unwrap_or(i64::MAX), matter.title.value.to_lowercase(), page.facts.path.clone())
    });
    let link = |page: &Article| MenuView {
        title: page.facts.matter.title.value.clone(),
        url: root.to(&page.url),
        external: false,
    };
    let made =
        [(timeline::is_wanted(site), "Timeline", built_in::TIMELINE), (map::is_wanted(site), "Map", built_in::MAP)];
    let made = made.into_iter().filter(|(wanted, ..)| *wanted).map(|(_, title, name)| MenuView {
        title: title.to_owned(),
        url: root.to(&addresses::page(site, name)),
        external: false,
    });
    pages.into_iter().take(NAMED).map(link).chain(made).collect()
}

/// Says how the language of a page is written, and in which one the theme speaks on it.
fn voice(head: &mut Head, site: &str) {
    direction(&head.language).clone_into(&mut head.direction);
    head.interface_html = spoken(site, &head.language);
}

fn direction(tag: &str) -> &'static str {
    if is_right_to_left(tag) { "rtl" } else { "ltr" }
}

/// The attributes of an element in the language `tag` among text in another; none where nothing has to be said.
fn spoken(tag: &str, around: &str) -> String {
    let mut out = String::new();
    if is_foreign(tag, around) {
        let _ = write!(out, " lang=\"{}\"", super::escape::to_attribute(tag));
        if direction(tag) != direction(around) {
            let _ = write!(out, " dir=\"{}\"", direction(tag));
        }
    }
    out
}

/// The same for the words of an article on a page in the language of the site.
fn spoken_by(site: &Site, article: ArticleId) -> String {
    let language = &site.article(article).facts.matter.language;
    language.as_ref().map_or_else(String::new, |language| spoken(&language.value, &site.config.language))
}

/// A page without metadata of its own: address, title, view.
fn simple(shared: &Shared<'_>, url: Url, title: &str, view: View) -> Page {
    let config = &shared.site.config;
    let mut head = Head {
        title: title.to_owned(),
        description: config.description.clone(),
        language: config.language.clone(),
        canonical: Some(url.absolute(&config.base_url)),
        og_type: "website".to_owned(),
        ..Head::default()
    };
    voice(&mut head, &config.language);
    Page { root: "../".repeat(url.0.matches('/').count()), url, head, page: view }
}

fn date_view(date: Date) -> DateView {
    DateView { iso: date.to_string(), long: date.long(), year: date.year }
}

fn article_date(facts: &Facts) -> Option<DateView> {
    facts.matter.date.as_ref().map(|date| date_view(date.value))
}

/// From one page to a place on another.
fn link_to(from: &Url, to: &Url, anchor: &str) -> String {
    let mut out = if from == to && !anchor.is_empty() { String::new() } else { super::html::relative(from, to) };
    if !anchor.is_empty() {
        out.push('#');
        super::escape::fragment(&mut out, anchor);
    }
    out
}

fn ids(n: usize) -> impl Iterator<Item = u32> {
    0..to_u32(n)
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn title_of(site: &Site, article: ArticleId) -> &str {
    &site.article(article).facts.matter.title.value
}
