//! Files for machines: the Atom feed of briefings, the site map, robots.txt.
//!
//! No clock: the feed was updated when its newest briefing was. What cannot stand in XML 1.0 is left out by
//! [`escape`].

use std::fmt::Write as _;

use super::escape;
use super::html::{Body, Html, Images, Mode, body};
use super::views::{self, Shared};
use crate::base::date::Date;
use crate::model::article::{ArticleId, Kind};
use crate::model::briefing::Briefing;
use crate::model::facts::Facts;
use crate::model::site::{Group, Site};
use crate::model::url::{Url, built_in};

/// What the protocol allows in one file.
const MOST_ADDRESSES: usize = 50_000;

/// The briefings of the feed, newest first.
#[must_use]
pub fn entries(site: &Site) -> Vec<ArticleId> {
    (0..).map(ArticleId).take(site.briefings.min(site.config.feed_limit)).collect()
}

/// One entry of the feed, with its full text: written in parallel, put together by [`atom`].
#[must_use]
pub fn entry(site: &Site, id: ArticleId, briefing: &Briefing<'_>, images: &Images) -> String {
    let this = site.article(id);
    let matter = &this.facts.matter;
    // Ids of the entries of one feed may meet on one page of a reader.
    let prefix = format!("{}-", this.url.stem().replace('/', "-"));
    let text = body(briefing, this, site, &Html { mode: Mode::Feed, prefix: &prefix, images });
    let mut out = String::with_capacity(text.html.len() * 5 / 4 + 1024);
    open_entry(&mut out, site, id);
    out.push_str("<content type=\"html\">");
    content(&mut out, &text, matter.standfirst.as_deref());
    out.push_str("</content>\n</entry>\n");
    out
}

/// An entry without its text, and without its end.
fn open_entry(out: &mut String, site: &Site, id: ArticleId) {
    let this = site.article(id);
    let matter = &this.facts.matter;
    let url = this.url.absolute(&site.config.base_url);
    let language = matter.language.as_ref().map(|language| &language.value);
    out.push_str("<entry");
    if let Some(language) = language {
        attribute(out, "xml:lang", language);
    }
    attribute(out, "xml:base", &url);
    out.push_str(">\n");
    element(out, "id", &url);
    element(out, "title", &matter.title.value);
    link(out, "alternate", "text/html", &url);
    element(out, "updated", &updated(&this.facts).rfc3339());
    if let Some(date) = &matter.date {
        element(out, "published", &date.value.rfc3339());
    }
    for by in views::byline(site, id) {
        person(out, by.name);
    }
    if matter.authors.is_empty() {
        person(out, author_of(site));
    }
    for topic in &matter.topics {
        out.push_str("<category");
        attribute(out, "term", &topic.value);
        out.push_str("/>\n");
    }
    if let Some(summary) = matter.summary.as_ref().or(matter.standfirst.as_ref()) {
        element(out, "summary", summary);
    }
    if let Some(rights) = matter.license.as_ref().or(matter.rights.as_ref()) {
        element(out, "rights", rights);
    }
}

/// What feeds of one site differ in before their entries.
pub(super) struct Opening<'a> {
    pub id: &'a str,
    pub title: &'a str,
    /// Empty: none.
    pub subtitle: &'a str,
    /// The address of the feed itself.
    pub here: &'a str,
    /// The page that shows the same.
    pub page: &'a str,
    /// The newest of its entries.
    pub updated: Option<Date>,
}

/// A feed (RFC 4287) up to its entries.
pub(super) fn open_feed(site: &Site, opening: &Opening<'_>) -> String {
    let config = &site.config;
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    attribute(&mut out, "xml:lang", &config.language);
    out.push_str(">\n");
    element(&mut out, "id", opening.id);
    element(&mut out, "title", opening.title);
    if !opening.subtitle.is_empty() {
        element(&mut out, "subtitle", opening.subtitle);
    }
    link(&mut out, "self", "application/atom+xml", opening.here);
    link(&mut out, "alternate", "text/html", opening.page);
    element(&mut out, "updated", &opening.updated.unwrap_or(BEGINNING).rfc3339());
    person(&mut out, author_of(site));
    if !config.license.is_empty() {
        element(&mut out, "rights", &config.license);
    }
    out.push_str("<generator>ibid</generator>\n");
    out
}

/// The feed (RFC 4287) of entries that [`entry`] made.
#[must_use]
pub fn atom(site: &Site, entries: &[String]) -> String {
    let config = &site.config;
    let here = Url(built_in::FEED.to_owned()).absolute(&config.base_url);
    let newest = self::entries(site).into_iter().map(|id| updated(&site.article(id).facts)).max();
    let mut out = open_feed(
        site,
        &Opening {
            id: &config.base_url,
            title: &config.title,
            subtitle: &config.description,
            here: &here,
            page: &config.base_url,
            updated: newest,
        },
    );
    for entry in entries {
        out.push_str(entry);
    }
    out.push_str("</feed>\n");
    out
}

/// Where the feed of a topic stands: beside its page.
#[must_use]
pub fn of_topic(topic: &Group) -> Url {
    Url(format!("{}.xml", topic.url.stem()))
}

/// The feed of one topic, newest first. What changes with every briefing is the feed of the site; here stand the
/// summaries, so that a site of many topics is not written many times.
#[must_use]
pub fn topic(site: &Site, topic: &Group) -> String {
    let config = &site.config;
    let here = of_topic(topic).absolute(&config.base_url);
    let mut out = open_feed(
        site,
        &Opening {
            id: &here,
            title: &format!("{}: {}", config.title, topic.name),
            subtitle: "",
            here: &here,
            page: &topic.url.absolute(&config.base_url),
            updated: topic.briefings.iter().map(|id| updated(&site.article(*id).facts)).max(),
        },
    );
    for id in topic.briefings.iter().take(config.feed_limit) {
        open_entry(&mut out, site, *id);
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// All pages that a search engine should know.
#[must_use]
pub fn sitemap(shared: &Shared<'_>) -> String {
    let site = shared.site;
    let articles = site.articles.iter().map(|article| {
        let dated = article.kind == Kind::Briefing || article.facts.matter.updated.is_some();
        (article.url.clone(), dated.then(|| updated(&article.facts)))
    });
    let listed = views::listings(shared);
    let listed = listed
        .iter()
        .filter(|listing| !matches!(listing, views::Listing::NotFound | views::Listing::Redirect(_)))
        .map(|listing| (views::address(shared, listing), None));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (url, date) in listed.chain(articles).take(MOST_ADDRESSES) {
        out.push_str("<url><loc>");
        escape::text(&mut out, &url.absolute(&site.config.base_url));
        out.push_str("</loc>");
        if let Some(date) = date {
            let _ = write!(out, "<lastmod>{date}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

#[must_use]
pub fn robots(site: &Site) -> String {
    let sitemap = Url(built_in::SITEMAP.to_owned()).absolute(&site.config.base_url);
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

/// Of a feed without entries, which still must have a date.
pub(super) const BEGINNING: Date = Date { year: 1970, month: 1, day: 1 };

fn content(out: &mut String, body: &Body, standfirst: Option<&str>) {
    let mut html = String::with_capacity(body.html.len() + 256);
    if let Some(standfirst) = standfirst {
        html.push_str("<p><strong>");
        escape::text(&mut html, standfirst);
        html.push_str("</strong></p>\n");
    }
    html.push_str(&body.html);
    if !body.notes.is_empty() {
        html.push_str("<h2>Notes</h2>\n<ol>\n");
        for note in &body.notes {
            let _ = writeln!(html, "<li id=\"{}\">{}</li>", escape::to_attribute(&note.id), note.html);
        }
        html.push_str("</ol>\n");
    }
    escape::text(out, &html);
}

fn updated(facts: &Facts) -> Date {
    let matter = &facts.matter;
    let dates = [&matter.updated, &matter.date];
    dates.into_iter().flatten().map(|date| date.value).max().unwrap_or(BEGINNING)
}

pub(super) fn author_of(site: &Site) -> &str {
    let author = &site.config.author;
    if author.is_empty() { &site.config.title } else { author }
}

pub(super) fn person(out: &mut String, name: &str) {
    out.push_str("<author><name>");
    escape::text(out, name);
    out.push_str("</name></author>\n");
}

pub(super) fn element(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "<{name}>");
    escape::text(out, text);
    let _ = writeln!(out, "</{name}>");
}

pub(super) fn link(out: &mut String, rel: &str, kind: &str, url: &str) {
    let _ = write!(out, "<link rel=\"{rel}\" type=\"{kind}\"");
    attribute(out, "href", url);
    out.push_str("/>\n");
}

pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    escape::attribute(out, value);
    out.push('"');
}
