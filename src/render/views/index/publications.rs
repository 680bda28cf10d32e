//! The order of publications: newspapers, journals, institutes and whoever else brought a work out.

use std::collections::BTreeMap;

use super::{Group, Ids, Index, Letter, Rows, Section, section, sort_key};
use crate::model::article::WorkId;
use crate::model::site::SiteWork;
use crate::model::work::Work;
use crate::render::views::to_u32;
use crate::render::views::work::outer_link;

/// What kind of publication it is, by the works that it brought out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Newspaper,
    Magazine,
    Journal,
    /// Reports, books, laws: whoever published them.
    Publisher,
    /// Chapters, papers, entries: the book that holds them.
    Collection,
    Website,
    Broadcaster,
}

impl Class {
    pub const ALL: [Self; 7] = [
        Self::Newspaper,
        Self::Magazine,
        Self::Journal,
        Self::Publisher,
        Self::Collection,
        Self::Website,
        Self::Broadcaster,
    ];

    /// "Newspapers".
    pub fn many(self) -> &'static str {
        match self {
            Self::Newspaper => "Newspapers",
            Self::Magazine => "Magazines",
            Self::Journal => "Journals",
            Self::Publisher => "Institutes and publishers",
            Self::Collection => "Collections",
            Self::Website => "Web sites",
            Self::Broadcaster => "Broadcasters",
        }
    }
}

#[derive(Default)]
struct Publication {
    /// Each spelling, with how many works have it.
    spellings: BTreeMap<String, u32>,
    classes: BTreeMap<Class, u32>,
    works: Vec<WorkId>,
}

pub fn order(index: &mut Index, works: &[SiteWork], cited: &[WorkId]) -> Vec<Group> {
    let mut found: BTreeMap<(Letter, String), Publication> = BTreeMap::new();
    let mut rest = Vec::new();
    for id in cited {
        let work = &works[id.0 as usize].work;
        let Some((name, class)) = of(work) else {
            rest.push(*id);
            continue;
        };
        let key = key(&name);
        let publication = found.entry((Letter::of(&key), key)).or_default();
        *publication.spellings.entry(name).or_default() += 1;
        *publication.classes.entry(class).or_default() += 1;
        publication.works.push(*id);
    }
    let mut ids = Ids::default();
    let mut groups: Vec<Group> = Vec::new();
    for ((letter, _), publication) in found {
        let title = most(&publication.spellings).cloned().unwrap_or_default();
        if groups.last().is_none_or(|group| group.name != letter.name()) {
            let (name, title) = (letter.name().to_owned(), letter.title());
            groups.push(Group { id: format!("letter-{name}"), name, title, ..Group::default() });
        }
        add(
            index,
            &mut groups,
            Section {
                id: ids.free("in", &title),
                class: most(&publication.classes).copied(),
                title,
                ..section(works, String::new(), publication.works)
            },
        );
    }
    if !rest.is_empty() {
        let title = "Not named".to_owned();
        let group =
            Group { id: "letter-none".to_owned(), name: "none".to_owned(), title: title.clone(), ..Group::default() };
        groups.push(group);
        let id = ids.free("in", "none named");
        add(index, &mut groups, Section { title, id, ..section(works, String::new(), rest) });
    }
    for group in &mut groups {
        group.works = group.sections.iter().map(|section| section.works).sum();
        group.places = group.sections.iter().map(|section| section.places).sum();
    }
    groups
}

/// Adds to the last of the groups.
fn add(index: &mut Index, groups: &mut [Group], section: Section) {
    let at = groups.len().saturating_sub(1);
    let Some(group) = groups.last_mut() else { return };
    if let (Rows::Works(ids), true) = (&section.rows, section.class.is_some()) {
        for id in ids {
            if let Some(place) = index.publication_of.get_mut(id.0 as usize) {
                *place = Some((to_u32(at), to_u32(group.sections.len())));
            }
        }
    }
    group.sections.push(section);
}

/// "The Economist" and "Economist" are one, and stand under E.
fn key(name: &str) -> String {
    let key = sort_key(name);
    let rest = ["the ", "a ", "an "].iter().find_map(|article| key.strip_prefix(article));
    rest.map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(&key).to_owned()
}

/// The commonest; among equals the first in their own order.
fn most<T: Ord>(counts: &BTreeMap<T, u32>) -> Option<&T> {
    counts.iter().rev().max_by_key(|(_, count)| **count).map(|(value, _)| value)
}

/// Where a work came out.
fn of(work: &Work) -> Option<(String, Class)> {
    let field = |name: &str| work.field(name).map(str::trim).filter(|value| !value.is_empty());
    let first = |names: &[&str]| names.iter().find_map(|name| field(name)).map(str::to_owned);
    let class = match work.kind.as_str() {
        "article-newspaper" => Class::Newspaper,
        "article-magazine" => Class::Magazine,
        "article-journal" | "article" | "review" | "review-book" => Class::Journal,
        "chapter" | "paper-conference" | "entry" | "entry-dictionary" | "entry-encyclopedia" => Class::Collection,
        "webpage" | "post" | "post-weblog" => Class::Website,
        "broadcast" => Class::Broadcaster,
        _ => Class::Publisher,
    };
    if class == Class::Publisher {
        let name = first(&["publisher", "authority", "container-title"])?;
        return Some((name, class));
    }
    if let Some(name) = first(&["container-title"]) {
        return Some((name, class));
    }
    let host = || work.field("URL").and_then(outer_link).map(|link| link.title);
    match first(&["publisher"]) {
        Some(name) => Some((name, Class::Publisher)),
        None if class == Class::Website => Some((host()?, class)),
        None => None,
    }
}
