//! Topics, series and authors: all of them, and each with its briefings.

use super::shared::Shared;
use super::{addresses, files, simple, to_u32};
use crate::base::text::fold;
use crate::model::page::{AuthorView, CountView, GroupView, GroupsView, LinkView, NoteView, Page, View};
use crate::model::site::{Author, Group};
use crate::model::url::{Url, built_in};
use crate::render::{feeds, metadata};

pub fn topics(shared: &Shared<'_>) -> Page {
    let url = addresses::page(shared.site, built_in::TOPICS);
    let view = groups("Topics", &shared.site.topics, &url);
    described(simple(shared, url, "Topics", View::Topics(Box::new(view))), shared, "The topics of", "")
}

pub fn topic(shared: &Shared<'_>, index: usize) -> Page {
    let group = &shared.site.topics[index];
    let mut view = group_view(shared, group, "Topics", built_in::TOPICS);
    let feed = group.url.to(&feeds::of_topic(group));
    view.feed = Some(feed.clone());
    let mut page = simple(shared, group.url.clone(), &group.name, View::Topic(Box::new(view)));
    page.head.links.push(files::feed(&feed, &format!("Briefings on {}", group.name)));
    described(page, shared, "Briefings of", &format!(" on the topic “{}”", group.name))
}

pub fn series_list(shared: &Shared<'_>) -> Page {
    let url = addresses::page(shared.site, built_in::SERIES);
    let view = groups("Series", &shared.site.series, &url);
    described(simple(shared, url, "Series", View::SeriesList(Box::new(view))), shared, "The series of", "")
}

pub fn series(shared: &Shared<'_>, index: usize) -> Page {
    let group = &shared.site.series[index];
    let view = group_view(shared, group, "Series", built_in::SERIES);
    let page = simple(shared, group.url.clone(), &group.name, View::Series(Box::new(view)));
    described(page, shared, "Briefings of", &format!(" in the series “{}”", group.name))
}

pub fn authors(shared: &Shared<'_>) -> Page {
    let url = addresses::page(shared.site, built_in::AUTHORS);
    let rows = shared.site.authors.iter().map(|author| CountView {
        title: author.name.clone(),
        url: url.to(&author.url),
        count: to_u32(author.briefings.len()),
    });
    let view = GroupsView { title: "Authors".to_owned(), groups: by_name(rows.collect()) };
    described(simple(shared, url, "Authors", View::Authors(Box::new(view))), shared, "The authors of", "")
}

/// An author whom no editor wrote a page for.
pub fn author(shared: &Shared<'_>, index: usize) -> Page {
    let author = &shared.site.authors[index];
    let view = author_view(shared, author, String::new(), Vec::new(), false);
    let page = simple(shared, author.url.clone(), &author.name, View::Author(Box::new(view)));
    let mut page = described(page, shared, "Briefings of", &format!(" by {}", author.name));
    page.head.json_ld_html = Some(metadata::person(author, page.head.canonical.as_deref()));
    page
}

/// The line for search engines: "Briefings of *the site* in the series “Flank Atlas”."
fn described(mut page: Page, shared: &Shared<'_>, what: &str, which: &str) -> Page {
    page.head.description = format!("{what} {}{which}.", shared.site.config.title);
    page
}

pub fn author_view(
    shared: &Shared<'_>,
    author: &Author,
    body_html: String,
    notes: Vec<NoteView>,
    has_code: bool,
) -> AuthorView {
    AuthorView {
        name: author.name.clone(),
        bio: author.bio.clone(),
        link: author.link.as_deref().and_then(super::work::outer_link),
        orcid: author.orcid.as_deref().and_then(orcid),
        body_html,
        notes,
        briefings: shared.cards(&author.url, &author.briefings),
        has_code,
    }
}

/// `0000-0002-1825-0097`, or the full address of it.
pub fn orcid(text: &str) -> Option<LinkView> {
    let id = text.trim().trim_end_matches('/').rsplit('/').next()?;
    let digits = id.bytes().filter(|byte| byte.is_ascii_digit() || matches!(byte, b'X' | b'x')).count();
    let shaped = digits == 16 && id.len() == 19 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    shaped.then(|| LinkView { title: id.to_owned(), url: format!("https://orcid.org/{id}") })
}

fn groups(title: &str, groups: &[Group], from: &Url) -> GroupsView {
    let rows = groups.iter().map(|group| CountView {
        title: group.name.clone(),
        url: from.to(&group.url),
        count: to_u32(group.briefings.len()),
    });
    GroupsView { title: title.to_owned(), groups: by_name(rows.collect()) }
}

fn by_name(mut rows: Vec<CountView>) -> Vec<CountView> {
    rows.sort_by_cached_key(|row| (fold(&row.title), row.title.clone()));
    rows
}

fn group_view(shared: &Shared<'_>, group: &Group, title: &str, index: &str) -> GroupView {
    let index = addresses::page(shared.site, index);
    GroupView {
        title: group.name.clone(),
        briefings: shared.cards(&group.url, &group.briefings),
        feed: None,
        index: LinkView { title: title.to_owned(), url: group.url.to(&index) },
    }
}
