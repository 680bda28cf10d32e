//! The citation index: every work with each place that cites it, A to Z by author.
//!
//! A site of up to [`LARGE`] works has one page with everything; above that the page lists the works, and the places
//! are on a page for each letter. Each kind of work has a page of its own where there are several kinds.

use std::collections::BTreeMap;

use super::shared::Shared;
use super::{addresses, files, kinds, places, simple, to_u32};
use crate::base::text::fold;
use crate::model::article::WorkId;
use crate::model::page::{CitationsView, IndexAuthorView, IndexLinkView, IndexWorkView, LetterView, Page, View};
use crate::model::site::Site;
use crate::model::url::{Url, built_in};
use crate::model::work::Work;
use crate::render::exports::coins;
use crate::render::rich;

/// Above so many works the index is divided by letters.
const LARGE: usize = 500;

/// A page of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    All,
    /// `W`, or `#` for what starts with no letter.
    Letter(String),
    /// A CSL type, or `document` for all others.
    Kind(&'static str),
}

pub fn parts(shared: &Shared<'_>) -> Vec<Part> {
    let index = &shared.index;
    let mut parts = vec![Part::All];
    if index.large() {
        parts.extend(index.letters.keys().cloned().map(Part::Letter));
    }
    if index.kinds.len() > 1 {
        parts.extend(index.kinds.keys().copied().map(Part::Kind));
    }
    parts
}

/// The cited works by letter and by kind, in the order of the index. Made once.
#[derive(Debug, Default)]
pub struct Index {
    letters: BTreeMap<String, Vec<WorkId>>,
    kinds: BTreeMap<&'static str, Vec<WorkId>>,
    works: u32,
    places: u32,
}

impl Index {
    pub fn of(works: &[crate::model::site::SiteWork]) -> Self {
        let mut index = Self::default();
        for (id, work) in (0..).map(WorkId).zip(works) {
            if work.places.is_empty() {
                continue;
            }
            index.works += 1;
            index.places += to_u32(work.places.len());
            index.letters.entry(letter(&work.work)).or_default().push(id);
            index.kinds.entry(kinds::of(&work.work.kind).name).or_default().push(id);
        }
        index
    }

    fn large(&self) -> bool {
        self.works as usize > LARGE
    }
}

pub fn address(site: &Site, part: &Part) -> Url {
    match part {
        Part::All => addresses::page(site, built_in::CITATIONS),
        Part::Letter(letter) => addresses::citations_part(site, letter),
        Part::Kind(kind) => addresses::citations_part(site, kinds::of(kind).many),
    }
}

pub fn page(shared: &Shared<'_>, part: &Part) -> Page {
    let site = shared.site;
    let index = &shared.index;
    let none = Vec::new();
    let url = address(site, part);
    let (title, ids): (String, Vec<WorkId>) = match part {
        Part::All => ("Citation index".to_owned(), index.letters.values().flatten().copied().collect()),
        Part::Letter(letter) => {
            let works = index.letters.get(letter).unwrap_or(&none);
            (format!("Works under {letter}"), works.clone())
        }
        Part::Kind(kind) => {
            let works = index.kinds.get(kind).unwrap_or(&none);
            (kinds::of(kind).many.to_owned(), works.clone())
        }
    };
    let brief = index.large() && !matches!(part, Part::Letter(_));
    let groups = groups(shared, &url, &ids, brief);
    let letters = letters(shared, part, &url, &groups);
    let files = files::of_site(&url);
    let mut links = files::links("alternate", &files);
    let feed = url.to(&Url(built_in::NEW_WORKS.to_owned()));
    links.push(files::feed(&feed));
    let view = CitationsView {
        title: title.clone(),
        works: to_u32(ids.len()),
        places: ids.iter().map(|id| to_u32(site.work(*id).places.len())).sum(),
        letters,
        kinds: kind_links(shared, part, &url),
        groups,
        brief,
        files,
        feed,
    };
    let of = &site.config.title;
    let description = match part {
        Part::All => format!("Every work that {of} cites, each with the sentences that cite it."),
        Part::Letter(_) | Part::Kind(_) => {
            format!("{title} in the citation index of {of}, with the sentences that cite them.")
        }
    };
    let mut page = simple(shared, url, &title, View::Citations(Box::new(view)));
    page.head.description = description;
    page.head.links = links;
    page
}

fn groups(shared: &Shared<'_>, from: &Url, ids: &[WorkId], brief: bool) -> Vec<LetterView> {
    let site = shared.site;
    let mut letters: BTreeMap<String, Vec<WorkId>> = BTreeMap::new();
    for id in ids {
        letters.entry(letter(&site.work(*id).work)).or_default().push(*id);
    }
    letters
        .into_iter()
        .map(|(letter, ids)| {
            let authors = ids
                .chunk_by(|a, b| author(&site.work(*a).work) == author(&site.work(*b).work))
                .map(|ids| IndexAuthorView {
                    name: author(&site.work(ids[0]).work),
                    works: ids.iter().map(|id| entry(shared, from, *id, brief)).collect(),
                })
                .collect();
            LetterView { id: letter_id(&letter), letter, authors }
        })
        .collect()
}

fn entry(shared: &Shared<'_>, from: &Url, id: WorkId, brief: bool) -> IndexWorkView {
    let work = shared.site.work(id);
    let rows = if brief { &[][..] } else { &work.places };
    IndexWorkView {
        id: format!("w-{}", work.work.key.replace(char::is_whitespace, "-")),
        url: from.to(&work.url),
        entry_html: rich::to_html(&work.entry),
        kind: kinds::of(&work.work.kind).one.to_owned(),
        // A page of thousands of works is no list that somebody takes into a library of his own.
        coins: if brief { String::new() } else { coins::coins(&work.work) },
        count: to_u32(work.places.len()),
        briefings: shared.cited_by.get(id.0 as usize).map_or(0, |citing| to_u32(citing.len())),
        places: rows
            .iter()
            .filter_map(|row| shared.site.relations.get(*row as usize))
            .map(|row| places::place(shared, from, row))
            .collect(),
    }
}

/// Anchors on this page; in a large index the pages of the letters.
fn letters(shared: &Shared<'_>, part: &Part, from: &Url, groups: &[LetterView]) -> Vec<IndexLinkView> {
    let index = &shared.index;
    if index.large() && !matches!(part, Part::Kind(_)) {
        let link = |(letter, works): (&String, &Vec<WorkId>)| IndexLinkView {
            title: letter.clone(),
            url: from.to(&address(shared.site, &Part::Letter(letter.clone()))),
            count: to_u32(works.len()),
            here: *part == Part::Letter(letter.clone()),
        };
        return index.letters.iter().map(link).collect();
    }
    groups
        .iter()
        .map(|group| IndexLinkView {
            title: group.letter.clone(),
            url: super::link_to(from, from, &group.id),
            count: to_u32(group.authors.iter().map(|author| author.works.len()).sum()),
            here: false,
        })
        .collect()
}

fn kind_links(shared: &Shared<'_>, part: &Part, from: &Url) -> Vec<IndexLinkView> {
    let index = &shared.index;
    let all = IndexLinkView {
        title: "All".to_owned(),
        url: from.to(&address(shared.site, &Part::All)),
        count: index.works,
        here: *part == Part::All,
    };
    if index.kinds.len() < 2 {
        return vec![all];
    }
    let kinds = index.kinds.iter().map(|(kind, works)| IndexLinkView {
        title: kinds::of(kind).many.to_owned(),
        url: from.to(&address(shared.site, &Part::Kind(kind))),
        count: to_u32(works.len()),
        here: *part == Part::Kind(kind),
    });
    std::iter::once(all).chain(kinds).collect()
}

/// "Wilson, Andrew"; of several authors all, in the order of writing.
fn author(work: &Work) -> String {
    let names = work.authors();
    let Some((first, rest)) = names.split_first() else { return String::new() };
    let mut out = first.family_first();
    for (n, name) in rest.iter().take(3).enumerate() {
        out.push_str(if n + 1 == rest.len() { " and " } else { ", " });
        out.push_str(&name.given_first());
    }
    if rest.len() > 3 {
        out.push_str(" et al.");
    }
    out
}

fn letter(work: &Work) -> String {
    let author = work.authors().first().map(crate::model::work::Name::family_first);
    let words = fold(&author.unwrap_or_else(|| work.title().to_owned()));
    let first = words.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
    first.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().collect())
}

fn letter_id(letter: &str) -> String {
    if letter == "#" { "letter-other".to_owned() } else { format!("letter-{}", letter.to_lowercase()) }
}
