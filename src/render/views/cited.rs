//! The list of cited authors: each name with how many works of it are cited and at how many places, and a link to them
//! in the citation index. A large list has a page for each letter.

use super::citations::{self, Part};
use super::index::{Group, Grouping, Heading};
use super::shared::Shared;
use super::{link_to, simple, to_u32};
use crate::model::page::{CitedAuthorView, CitedAuthorsView, CitedLetterView, IndexLinkView, LinkView, Page, View};
use crate::model::url::Url;

/// All authors, or those of one group of the order by author.
pub fn page(shared: &Shared<'_>, group: Option<u32>) -> Page {
    let index = &shared.index;
    let part = group.map_or(Part::Authors, Part::AuthorsOf);
    let url = citations::address(shared, &part);
    let shown = group.and_then(|at| index.group(Grouping::Author, at));
    let title = shown.map_or_else(|| "Cited authors".to_owned(), |group| format!("Cited authors: {}", group.title));
    let letters =
        (0..).zip(index.groups(Grouping::Author)).filter(|(_, group)| headings(shared, group).next().is_some());
    let groups: Vec<CitedLetterView> = match shown {
        Some(group) => vec![letter(shared, &url, group)],
        None if index.large => Vec::new(),
        None => letters.clone().map(|(_, group)| letter(shared, &url, group)).collect(),
    };
    let link = |(at, group): (u32, &Group)| {
        let count = to_u32(headings(shared, group).count());
        let to = citations::address(shared, &Part::AuthorsOf(at));
        let (here, id) = (to == url, group.id.clone());
        match index.large {
            true if shown.is_none() => IndexLinkView { title: group.title.clone(), url: url.to(&to), count, here, id },
            true => IndexLinkView { title: group.title.clone(), url: url.to(&to), count, here, id: String::new() },
            false => {
                let url = link_to(&url, &url, &group.id);
                IndexLinkView { title: group.title.clone(), url, count, here: false, id: String::new() }
            }
        }
    };
    let view = CitedAuthorsView {
        title: title.clone(),
        authors: to_u32(index.headings.iter().filter(|heading| !heading.name.is_empty()).count()),
        orders: citations::orders(shared, &url, None),
        letters: letters.map(link).collect(),
        groups,
        whole: shown.map(|_| LinkView {
            title: "Cited authors".to_owned(),
            url: url.to(&citations::address(shared, &Part::Authors)),
        }),
    };
    let mut page = simple(shared, url, &title, View::CitedAuthors(Box::new(view)));
    page.head.description = format!("{title}: whom {} cites, and how often.", shared.site.config.title);
    page
}

fn letter(shared: &Shared<'_>, from: &Url, group: &Group) -> CitedLetterView {
    let author = |(at, heading): (u32, &Heading)| {
        let (_, page) = citations::author_place(shared, at)?;
        Some(CitedAuthorView {
            name: heading.name.clone(),
            url: link_to(from, &page, &heading.id),
            works: to_u32(heading.works.len() + heading.see.len()),
            places: heading.places,
        })
    };
    CitedLetterView {
        id: group.id.clone(),
        letter: group.title.clone(),
        authors: headings(shared, group).filter_map(author).collect(),
    }
}

/// The names of a letter, each with its place among all headings.
fn headings<'a>(shared: &'a Shared<'_>, group: &'a Group) -> impl Iterator<Item = (u32, &'a Heading)> {
    let ranges = group.sections.iter().filter_map(|section| match &section.rows {
        super::index::Rows::Headings(range) => Some(range.clone()),
        super::index::Rows::Works(_) => None,
    });
    ranges
        .flat_map(|range| (to_u32(range.start)..).zip(shared.index.headings.get(range).unwrap_or(&[])))
        .filter(|(_, heading)| !heading.name.is_empty())
}
