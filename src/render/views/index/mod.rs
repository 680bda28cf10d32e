//! The cited works in the orders that the index can be read in: by author, kind, year and publication.
//!
//! Made once, in linear time but for the sorting. A small site has one page for each order; a large one has a page for
//! each group of an order, and one for each part of a group that is large by itself. Groups are named by what stands in
//! them and never by numbers, so an address changes only with the works.
//!
//! What is not here: views and addresses.

mod authors;
mod publications;

use std::collections::{BTreeMap, HashMap};

use super::{kinds, to_u32};
use crate::base::slug::slug;
use crate::base::text::fold;
use crate::model::article::WorkId;
use crate::model::site::SiteWork;
use crate::model::work::{Name, Work};

pub use authors::Heading;
pub use publications::Class;

/// A page of the index with more works, or with more rows (works and places), is divided.
const LARGE: usize = 500;
const LONG: usize = 1500;

/// What works are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    Author,
    Kind,
    Year,
    Publication,
}

impl Grouping {
    pub const ALL: [Self; 4] = [Self::Author, Self::Kind, Self::Year, Self::Publication];
}

/// All orders of the index.
#[derive(Debug, Default)]
pub struct Index {
    /// Cited works, and the places that cite them.
    pub works: u32,
    pub places: u32,
    /// Each group has a page of its own, and only the pages by author show the places.
    pub large: bool,
    /// What works stand under in the order of authors: names, and titles of works that have none.
    pub headings: Vec<Heading>,
    /// Of each work: the heading that it stands under.
    pub heading_of: Vec<Option<u32>>,
    /// Of each work: the headings of its authors.
    pub authors_of: Vec<Vec<u32>>,
    /// Of each work: group and section of its publication or publisher.
    pub publication_of: Vec<Option<(u32, u32)>>,
    orders: [Vec<Group>; 4],
}

/// Works that stand on one page: a letter, a kind, a year.
#[derive(Debug, Default)]
pub struct Group {
    /// Its part of an address: `w`, `books`, `2021`.
    pub name: String,
    /// `W`, `Books`, `2021`.
    pub title: String,
    /// Its place on a page: `letter-w`.
    pub id: String,
    /// Parts of it. Where it is [`divided`](Self::divided), each is a page.
    pub sections: Vec<Section>,
    pub divided: bool,
    pub works: u32,
    pub places: u32,
}

#[derive(Debug, Default)]
pub struct Section {
    /// Its part of an address, where it is a page.
    pub name: String,
    pub title: String,
    pub id: String,
    pub class: Option<Class>,
    pub rows: Rows,
    pub works: u32,
    pub places: u32,
}

#[derive(Debug)]
pub enum Rows {
    /// A part of [`Index::headings`].
    Headings(std::ops::Range<usize>),
    Works(Vec<WorkId>),
}

impl Default for Rows {
    fn default() -> Self {
        Self::Works(Vec::new())
    }
}

impl Index {
    /// `passim`: of a work with more places, none is shown.
    pub fn of(works: &[SiteWork], passim: usize) -> Self {
        let cited: Vec<WorkId> =
            (0..).map(WorkId).zip(works).filter(|(_, work)| !work.places.is_empty()).map(|(id, _)| id).collect();
        let shown = |id: &WorkId| works.get(id.0 as usize).map_or(0, |work| shown(work, passim));
        let rows: usize = cited.iter().map(|id| 1 + shown(id)).sum();
        let mut index = Self {
            works: to_u32(cited.len()),
            places: cited.iter().map(|id| places(works, *id)).sum(),
            large: cited.len() > LARGE || rows > LONG,
            heading_of: vec![None; works.len()],
            authors_of: vec![Vec::new(); works.len()],
            publication_of: vec![None; works.len()],
            ..Self::default()
        };
        let by_author = authors::order(&mut index, works, &cited, passim);
        let by_publication = publications::order(&mut index, works, &cited);
        index.orders =
            [by_author, by_kind(works, &cited, index.large), by_year(works, &cited, index.large), by_publication];
        index
    }

    pub fn groups(&self, by: Grouping) -> &[Group] {
        &self.orders[by as usize]
    }

    pub fn group(&self, by: Grouping, at: u32) -> Option<&Group> {
        self.groups(by).get(at as usize)
    }
}

/// How many places of a work the index shows.
fn shown(work: &SiteWork, passim: usize) -> usize {
    if work.places.len() > passim { 0 } else { work.places.len() }
}

fn places(works: &[SiteWork], id: WorkId) -> u32 {
    works.get(id.0 as usize).map_or(0, |work| to_u32(work.places.len()))
}

fn by_kind(works: &[SiteWork], cited: &[WorkId], large: bool) -> Vec<Group> {
    let mut kinds: BTreeMap<usize, (kinds::Kind, Vec<WorkId>)> = BTreeMap::new();
    for id in cited {
        let kind = kinds::of(&works[id.0 as usize].work.kind);
        kinds.entry(kind.rank).or_insert_with(|| (kind, Vec::new())).1.push(*id);
    }
    let group = |(kind, ids): (kinds::Kind, Vec<WorkId>)| {
        let name = slug(kind.many);
        Group { id: format!("kind-{name}"), ..divide(works, name, kind.many.to_owned(), ids, large) }
    };
    kinds.into_values().map(group).collect()
}

/// The newest first; works without a year last.
fn by_year(works: &[SiteWork], cited: &[WorkId], large: bool) -> Vec<Group> {
    let mut years: BTreeMap<(bool, i64), Vec<WorkId>> = BTreeMap::new();
    for id in cited {
        let key = works[id.0 as usize].work.year().map_or((true, 0), |year| (false, -i64::from(year)));
        years.entry(key).or_default().push(*id);
    }
    let group = |((unknown, negative), ids): ((bool, i64), Vec<WorkId>)| {
        let year = -negative;
        let (name, title) = match year {
            _ if unknown => ("no-date".to_owned(), "Without a date".to_owned()),
            ..0 => (format!("{}-bce", -year), format!("{} BCE", -year)),
            _ => (year.to_string(), year.to_string()),
        };
        Group { id: format!("year-{name}"), ..divide(works, name, title, ids, large) }
    };
    years.into_iter().map(group).collect()
}

/// A group of works, by letters where it is large.
fn divide(works: &[SiteWork], name: String, title: String, ids: Vec<WorkId>, large: bool) -> Group {
    let mut group =
        Group { works: to_u32(ids.len()), places: ids.iter().map(|id| places(works, *id)).sum(), ..Group::default() };
    if large && ids.len() > LARGE {
        let mut letters: BTreeMap<Letter, Vec<WorkId>> = BTreeMap::new();
        for id in ids {
            letters.entry(Letter::of(&sort_key(&heading(&works[id.0 as usize].work)))).or_default().push(id);
        }
        group.divided = true;
        let section = |(letter, ids): (Letter, Vec<WorkId>)| Section {
            title: format!("{title}: {}", letter.title()),
            ..section(works, letter.name().to_owned(), ids)
        };
        group.sections = letters.into_iter().map(section).collect();
    } else {
        group.sections = vec![section(works, String::new(), ids)];
    }
    Group { name, title, ..group }
}

fn section(works: &[SiteWork], name: String, ids: Vec<WorkId>) -> Section {
    Section {
        name,
        works: to_u32(ids.len()),
        places: ids.iter().map(|id| places(works, *id)).sum(),
        rows: Rows::Works(ids),
        ..Section::default()
    }
}

/// What a work stands under: its first author, else its title.
pub fn heading(work: &Work) -> String {
    work.authors().first().map_or_else(|| work.title().to_owned(), Name::family_first)
}

/// Grouping this names and titles are in order: whatever the accents and signs, "O'Brien" beside "Obrien".
fn sort_key(words: &str) -> String {
    let letters: String = fold(words).chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    letters.trim_start().to_owned()
}

/// The letters that a page of the index is named by; what starts with none comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter(String);

impl Letter {
    /// The first letter of a sort key.
    pub fn of(key: &str) -> Self {
        let first = key.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
        Self(first.map_or_else(String::new, |c| slug(&c.to_string())))
    }

    /// The first two: "sa".
    fn two(key: &str) -> Self {
        Self(slug(&key.chars().take(2).collect::<String>()))
    }

    pub fn name(&self) -> &str {
        if self.0.is_empty() { "other" } else { &self.0 }
    }

    /// "W", "Sa", or `#` for what starts with no letter.
    pub fn title(&self) -> String {
        let mut letters = self.0.chars();
        letters.next().map_or_else(|| "#".to_owned(), |first| first.to_uppercase().chain(letters).collect())
    }
}

/// Ids that have been given, so that names which differ only by their signs get two.
#[derive(Default)]
struct Ids(HashMap<String, u32>);

impl Ids {
    fn free(&mut self, start: &str, name: &str) -> String {
        let mut id = format!("{start}-{}", slug(name));
        loop {
            let given = self.0.entry(id.clone()).or_insert(0);
            *given += 1;
            if *given == 1 {
                return id;
            }
            id = format!("{id}-{given}");
        }
    }
}
