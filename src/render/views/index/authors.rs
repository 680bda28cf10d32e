//! The order of authors: each name that a cited work has, and the works that have none under their titles.

use std::collections::BTreeMap;

use super::{Group, Ids, Index, LARGE, LONG, Letter, Rows, Section, heading, places, shown, sort_key};
use crate::base::text::fold;
use crate::model::article::WorkId;
use crate::model::site::SiteWork;
use crate::model::work::Name;
use crate::render::views::to_u32;

/// What works stand under: "Wilson, Andrew".
#[derive(Debug, Default)]
pub struct Heading {
    /// As in an index, the family name first; empty for a title.
    pub name: String,
    /// Its place on the page; empty for a title.
    pub id: String,
    pub letter: Letter,
    /// The first two letters, which divide a large group.
    two: Letter,
    /// Works that stand here.
    pub works: Vec<WorkId>,
    /// Works that stand under the first of their authors, who is another.
    pub see: Vec<WorkId>,
    /// Places that cite any of them.
    pub places: u32,
    /// Group and section in the order of authors.
    pub at: (u32, u32),
}

pub fn order(index: &mut Index, works: &[SiteWork], cited: &[WorkId], passim: usize) -> Vec<Group> {
    index.headings = headings(works, cited);
    let mut ids = Ids::default();
    for (at, heading) in (0..).zip(&mut index.headings) {
        for work in &heading.works {
            if let Some(place) = index.heading_of.get_mut(work.0 as usize) {
                *place = Some(at);
            }
        }
        if heading.name.is_empty() {
            continue;
        }
        heading.id = ids.free("a", &heading.name);
        for work in heading.works.iter().chain(&heading.see) {
            if let Some(authors) = index.authors_of.get_mut(work.0 as usize) {
                authors.push(at);
            }
        }
    }
    let mut groups = Vec::new();
    let mut start = 0;
    for same in index.headings.chunk_by(|a, b| a.letter == b.letter) {
        groups.push(group(works, same, start, index.large, passim));
        start += same.len();
    }
    for (at, group) in (0..).zip(&groups) {
        for (part, section) in (0..).zip(&group.sections) {
            let Rows::Headings(range) = &section.rows else { continue };
            for heading in &mut index.headings[range.clone()] {
                heading.at = (at, part);
            }
        }
    }
    groups
}

/// In their order: by letter, then by name or title.
fn headings(works: &[SiteWork], cited: &[WorkId]) -> Vec<Heading> {
    // A title comes behind a name that is the same.
    let mut found: BTreeMap<(Letter, Letter, String, bool, String), Heading> = BTreeMap::new();
    // Two letters are in the key so that those of one page stand together whatever they are.
    let place = |words: &str, is_title: bool| {
        let key = sort_key(words);
        (Letter::of(&key), Letter::two(&key), key, is_title, fold(words))
    };
    for id in cited {
        let work = &works[id.0 as usize].work;
        let names = work.authors();
        if names.is_empty() {
            let words = heading(work);
            let entry = found.entry(place(&words, true)).or_default();
            entry.works.push(*id);
            entry.places += places(works, *id);
        }
        for (n, name) in names.iter().enumerate() {
            let words = Name::family_first(name);
            let entry = found.entry(place(&words, false)).or_default();
            if entry.name.is_empty() {
                entry.name = words;
            }
            let listed = [&entry.works, &entry.see].into_iter().any(|works| works.last() == Some(id));
            if listed {
                continue;
            }
            if n == 0 {
                entry.works.push(*id);
            } else {
                entry.see.push(*id);
            }
            entry.places += places(works, *id);
        }
    }
    found.into_iter().map(|((letter, two, ..), heading)| Heading { letter, two, ..heading }).collect()
}

/// The headings of one letter, from `start` on.
fn group(works: &[SiteWork], headings: &[Heading], start: usize, large: bool, passim: usize) -> Group {
    let letter = headings.first().map(|heading| heading.letter.clone()).unwrap_or_default();
    let whole = section(works, headings, start, &letter);
    let rows: usize =
        headings.iter().flat_map(|heading| &heading.works).map(|id| 1 + shown(&works[id.0 as usize], passim)).sum();
    let mut group = Group {
        name: letter.name().to_owned(),
        title: letter.title(),
        id: whole.id.clone(),
        works: whole.works,
        places: whole.places,
        ..Group::default()
    };
    let mut at = start;
    if large && (whole.works as usize > LARGE || rows > LONG) {
        for same in headings.chunk_by(|a, b| a.two == b.two) {
            let letters = same.first().map(|heading| heading.two.clone()).unwrap_or_default();
            group.sections.push(section(works, same, at, &letters));
            at += same.len();
        }
    }
    group.divided = group.sections.len() > 1;
    if !group.divided {
        group.sections = vec![whole];
    }
    group
}

fn section(works: &[SiteWork], headings: &[Heading], start: usize, letters: &Letter) -> Section {
    let ids = || headings.iter().flat_map(|heading| &heading.works);
    Section {
        name: letters.name().to_owned(),
        title: letters.title(),
        id: format!("letter-{}", letters.name()),
        class: None,
        works: to_u32(ids().count()),
        places: ids().map(|id| places(works, *id)).sum(),
        rows: Rows::Headings(start..start + headings.len()),
    }
}
