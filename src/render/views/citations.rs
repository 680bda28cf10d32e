//! The citation index: every cited work with each place that cites it, by author, kind, year or publication.
//!
//! A small index is one page for each order, a large one a page for each group of it ([`Index::large`]); then only the
//! pages by author show the places. A work with more places than the site's limit is *passim*: its briefings are named
//! instead, and its own page shows every place.

use super::index::{Class, Group, Grouping, Heading, Index, Rows, Section};
use super::shared::Shared;
use super::{addresses, files, kinds, link_to, places, related, simple, to_u32};
use crate::model::article::WorkId;
use crate::model::page::{
    CitationsView, CountView, IndexAuthorView, IndexGroupView, IndexLinkView, IndexPartsView, IndexWorkView, LinkView,
    Page, PassimView, View,
};
use crate::model::site::Site;
use crate::model::url::{Url, built_in};
use crate::render::exports::coins;
use crate::render::{html, rich};

/// How many briefings are named where a work is cited passim.
const NAMED: usize = 8;

/// How many works the first page of a large index lists.
const MOST: usize = 25;

/// A page of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    All(Grouping),
    /// Index into the groups of an order.
    Group(Grouping, u32),
    /// A part of a group that is large by itself.
    Section(Grouping, u32, u32),
    /// The list of cited authors.
    Authors,
    /// Index into the groups of the order by author.
    AuthorsOf(u32),
}

pub fn parts(shared: &Shared<'_>) -> Vec<Part> {
    let index = &shared.index;
    if index.works == 0 {
        return vec![Part::All(Grouping::Author)];
    }
    let mut parts: Vec<Part> = Grouping::ALL.into_iter().map(Part::All).collect();
    for by in Grouping::ALL.into_iter().filter(|_| index.large) {
        for (at, group) in (0..).zip(index.groups(by)) {
            parts.push(Part::Group(by, at));
            let sections = (0..).zip(&group.sections).filter(|_| group.divided);
            parts.extend(sections.map(|(section, _)| Part::Section(by, at, section)));
        }
    }
    parts.push(Part::Authors);
    if index.large {
        parts.extend((0..).zip(index.groups(Grouping::Author)).map(|(at, _)| Part::AuthorsOf(at)));
    }
    parts
}

pub fn address(shared: &Shared<'_>, part: &Part) -> Url {
    let (site, index) = (shared.site, &shared.index);
    let group = |by: Grouping, at: u32| index.group(by, at).map_or("", |group| group.name.as_str());
    let named = |by: Grouping, names: &[&str]| match by {
        Grouping::Publication => addresses::citations_part(site, &[&["publications"], names].concat()),
        Grouping::Author | Grouping::Kind | Grouping::Year => addresses::citations_part(site, names),
    };
    match part {
        Part::All(Grouping::Author) => addresses::page(site, built_in::CITATIONS),
        Part::All(Grouping::Kind) => addresses::citations_part(site, &["kinds"]),
        Part::All(Grouping::Year) => addresses::citations_part(site, &["years"]),
        Part::All(Grouping::Publication) => addresses::citations_part(site, &["publications"]),
        Part::Group(by, at) => named(*by, &[group(*by, *at)]),
        Part::Section(by, at, section) => {
            let section = index.group(*by, *at).and_then(|group| group.sections.get(*section as usize));
            named(*by, &[group(*by, *at), section.map_or("", |section| section.name.as_str())])
        }
        Part::Authors => addresses::citations_part(site, &["authors"]),
        Part::AuthorsOf(at) => addresses::citations_part(site, &["authors", group(Grouping::Author, *at)]),
    }
}

/// Where a heading of the order by author stands: its page, and its place there.
pub fn author_place<'a>(shared: &'a Shared<'_>, at: u32) -> Option<(&'a Heading, Url)> {
    let heading = shared.index.headings.get(at as usize)?;
    Some((heading, address(shared, &holder(&shared.index, Grouping::Author, heading.at))))
}

/// Where the publication of a work stands.
pub fn publication_place<'a>(shared: &'a Shared<'_>, work: WorkId) -> Option<(&'a Section, Url)> {
    let at = shared.index.publication_of.get(work.0 as usize).copied().flatten()?;
    let section = shared.index.group(Grouping::Publication, at.0)?.sections.get(at.1 as usize)?;
    Some((section, address(shared, &holder(&shared.index, Grouping::Publication, at))))
}

/// The page that shows a section of a group.
fn holder(index: &Index, by: Grouping, (group, section): (u32, u32)) -> Part {
    let divided = index.group(by, group).is_some_and(|group| group.divided);
    match (index.large, divided) {
        (false, _) => Part::All(by),
        (true, false) => Part::Group(by, group),
        (true, true) => Part::Section(by, group, section),
    }
}

pub fn page(shared: &Shared<'_>, part: &Part) -> Page {
    let (by, group, section) = match part {
        Part::All(by) => (*by, None, None),
        Part::Group(by, group) => (*by, Some(*group), None),
        Part::Section(by, group, section) => (*by, Some(*group), Some(*section)),
        Part::Authors => return super::cited::page(shared, None),
        Part::AuthorsOf(group) => return super::cited::page(shared, Some(*group)),
    };
    let index = &shared.index;
    let url = address(shared, part);
    let pages = Pages { shared, by, url: &url, brief: index.large && by != Grouping::Author };
    let at = group.and_then(|group| index.group(by, group));
    let of_group = section.and_then(|section| at?.sections.get(section as usize));
    let (title, works, places) = match (at, of_group) {
        (_, Some(section)) => (title_of(by, &section.title), section.works, section.places),
        (Some(group), None) => (title_of(by, &group.title), group.works, group.places),
        (None, None) => (whole(by).to_owned(), index.works, index.places),
    };
    let groups = match (at, of_group) {
        (_, Some(section)) => vec![pages.section(section, "")],
        (Some(group), None) if group.divided => Vec::new(),
        (Some(group), None) => pages.group(group, by == Grouping::Publication),
        (None, None) if index.large => Vec::new(),
        (None, None) => index.groups(by).iter().flat_map(|group| pages.group(group, true)).collect(),
    };
    let files = files::of_site(&url);
    let mut links = files::links("alternate", &files);
    let feed = url.to(&Url(built_in::NEW_WORKS.to_owned()));
    links.push(files::feed(&feed, "Newly cited works"));
    let view = CitationsView {
        by: word(by).to_owned(),
        works,
        places,
        orders: orders(shared, &url, Some(by)),
        parts: pages.parts(at.zip(group)),
        most: if groups.is_empty() && at.is_none() { pages.most() } else { Vec::new() },
        brief: pages.brief || groups.is_empty(),
        groups,
        whole: pages.up(at.zip(group), section.is_some()),
        title: title.clone(),
        files,
        feed,
    };
    let of = &shared.site.config.title;
    let description = match part {
        Part::All(Grouping::Author) => format!("Every work that {of} cites, each with the sentences that cite it."),
        _ => format!("{title} in the citation index of {of}, with the places that cite them."),
    };
    let mut page = simple(shared, url.clone(), &title, View::Citations(Box::new(view)));
    page.head.description = description;
    page.head.links = links;
    page
}

/// The orders of the index, the one that is shown marked, and the list of cited authors.
pub fn orders(shared: &Shared<'_>, from: &Url, shown: Option<Grouping>) -> Vec<IndexLinkView> {
    if shared.index.works == 0 {
        return Vec::new();
    }
    let order = |(part, title): (Part, &str)| IndexLinkView {
        title: title.to_owned(),
        here: match part {
            Part::All(by) => shown == Some(by),
            _ => shown.is_none(),
        },
        url: from.to(&address(shared, &part)),
        count: shared.index.works,
        id: String::new(),
    };
    let orders = [
        (Part::All(Grouping::Author), "By author"),
        (Part::All(Grouping::Kind), "By kind"),
        (Part::All(Grouping::Year), "By year"),
        (Part::All(Grouping::Publication), "By publication"),
        (Part::Authors, "Cited authors"),
    ];
    orders.into_iter().map(order).collect()
}

fn word(by: Grouping) -> &'static str {
    match by {
        Grouping::Author => "author",
        Grouping::Kind => "kind",
        Grouping::Year => "year",
        Grouping::Publication => "publication",
    }
}

fn whole(by: Grouping) -> &'static str {
    match by {
        Grouping::Author => "Citation index",
        Grouping::Kind => "Works by kind",
        Grouping::Year => "Works by year",
        Grouping::Publication => "Works by publication",
    }
}

/// "Works under W", "Books", "Works of 2021".
fn title_of(by: Grouping, group: &str) -> String {
    match by {
        Grouping::Author => format!("Works under {group}"),
        Grouping::Kind => group.to_owned(),
        Grouping::Year if group.starts_with(|c: char| c.is_ascii_digit()) => format!("Works of {group}"),
        Grouping::Year => format!("Works {}", group.to_lowercase()),
        Grouping::Publication => format!("Publications under {group}"),
    }
}

/// One page in the making.
struct Pages<'a> {
    shared: &'a Shared<'a>,
    by: Grouping,
    url: &'a Url,
    brief: bool,
}

impl Pages<'_> {
    /// The sections of a group that the page shows; without a heading where the title of the page is it.
    fn group(&self, group: &Group, headed: bool) -> Vec<IndexGroupView> {
        let section = |section: &Section| {
            let title = if section.title.is_empty() { &group.title } else { &section.title };
            let view = self.section(section, if headed { title } else { "" });
            IndexGroupView { id: if view.id.is_empty() { group.id.clone() } else { view.id }, ..view }
        };
        group.sections.iter().map(section).collect()
    }

    fn section(&self, section: &Section, title: &str) -> IndexGroupView {
        let entries = |ids: &[WorkId]| ids.iter().map(|id| self.entry(*id)).collect();
        let authors = match &section.rows {
            Rows::Headings(range) => {
                let headings = self.shared.index.headings.get(range.clone()).unwrap_or(&[]);
                let heading = |heading: &Heading| IndexAuthorView {
                    id: heading.id.clone(),
                    name: heading.name.clone(),
                    works: entries(&heading.works),
                    see: heading.see.iter().map(|id| self.see(*id)).collect(),
                };
                headings.iter().map(heading).collect()
            }
            Rows::Works(ids) => {
                vec![IndexAuthorView { id: String::new(), name: String::new(), works: entries(ids), see: Vec::new() }]
            }
        };
        IndexGroupView {
            id: section.id.clone(),
            title: title.to_owned(),
            works: section.works,
            places: section.places,
            authors,
        }
    }

    fn entry(&self, id: WorkId) -> IndexWorkView {
        let shared = self.shared;
        let work = shared.site.work(id);
        let passim = work.places.len() > shared.site.config.passim;
        let rows = if self.brief || passim { &[][..] } else { &work.places };
        IndexWorkView {
            id: work_id(&work.work.key),
            url: self.url.to(&work.url),
            entry_html: rich::to_html(&work.entry),
            kind: kinds::of(&work.work.kind).one.to_owned(),
            // In a large index only the pages by author, where a work stands once, are for taking works over.
            coins: if self.brief { String::new() } else { coins::coins(&work.work) },
            count: to_u32(work.places.len()),
            briefings: shared.cited_by.get(id.0 as usize).map_or(0, |citing| to_u32(citing.len())),
            places: rows
                .iter()
                .filter_map(|row| shared.site.relations.get(*row as usize))
                .map(|row| places::place(shared, self.url, row))
                .collect(),
            passim: (passim && !self.brief).then(|| self.passim(id)),
        }
    }

    /// The link of "see": to the entry of the work.
    fn see(&self, id: WorkId) -> LinkView {
        let shared = self.shared;
        let work = &shared.site.work(id).work;
        let heading = shared.index.heading_of.get(id.0 as usize).copied().flatten();
        let at = heading.and_then(|at| shared.index.headings.get(at as usize)).map(|heading| heading.at);
        let page =
            at.map_or_else(|| self.url.clone(), |at| address(shared, &holder(&shared.index, Grouping::Author, at)));
        LinkView { title: html::short_name(work), url: link_to(self.url, &page, &work_id(&work.key)) }
    }

    fn passim(&self, id: WorkId) -> PassimView {
        let site = self.shared.site;
        let rows: Vec<_> = (site.work(id).places.iter()).filter_map(|row| site.relations.get(*row as usize)).collect();
        let mut briefings: Vec<_> = rows.chunk_by(|a, b| a.from.article == b.from.article).collect();
        let all = briefings.len();
        briefings.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
        briefings.truncate(NAMED);
        let named = |rows: &&[&crate::model::site::Relation]| {
            let row = rows.first()?;
            let article = site.article(row.from.article);
            Some(CountView {
                title: article.facts.matter.title.value.clone(),
                url: link_to(self.url, &article.url, &row.from.anchor),
                count: to_u32(rows.len()),
            })
        };
        let named: Vec<CountView> = briefings.iter().filter_map(named).collect();
        PassimView { more: to_u32(all.saturating_sub(named.len())), briefings: named }
    }

    /// What this order is divided into, or this group of it.
    fn parts(&self, group: Option<(&Group, u32)>) -> Vec<IndexPartsView> {
        let index = &self.shared.index;
        if let Some((group, at)) = group.filter(|(group, _)| group.divided) {
            let link = |(part, section): (u32, &Section)| {
                self.link(&Part::Section(self.by, at, part), &section.title, section.works, "")
            };
            return vec![unnamed((0..).zip(&group.sections).map(link).collect())];
        }
        let groups = (0..).zip(index.groups(self.by));
        match (self.by, index.large) {
            (Grouping::Publication, _) => self.publications(),
            (_, true) => {
                let link = |(at, group): (u32, &Group)| {
                    self.link(&Part::Group(self.by, at), &group.title, group.works, &group.id)
                };
                vec![unnamed(groups.map(link).collect())]
            }
            (_, false) => {
                let link = |(_, group): (u32, &Group)| self.anchor(&group.title, group.works, &group.id);
                vec![unnamed(groups.map(link).collect())]
            }
        }
    }

    /// Newspapers, magazines … each with all its names; on a page of some, only those.
    fn publications(&self) -> Vec<IndexPartsView> {
        let index = &self.shared.index;
        let named = || {
            (0..)
                .zip(index.groups(Grouping::Publication))
                .flat_map(|(at, group)| group.sections.iter().map(move |section| (at, section)))
        };
        if index.large && *self.url != address(self.shared, &Part::All(Grouping::Publication)) {
            return Vec::new();
        }
        let of_class = |class: Class| IndexPartsView {
            title: class.many().to_owned(),
            links: named()
                .filter(|(_, section)| section.class == Some(class))
                .map(|(at, section)| {
                    let page = address(self.shared, &holder(index, Grouping::Publication, (at, 0)));
                    IndexLinkView {
                        title: section.title.clone(),
                        url: link_to(self.url, &page, &section.id),
                        count: section.works,
                        here: false,
                        id: String::new(),
                    }
                })
                .collect(),
        };
        Class::ALL.into_iter().map(of_class).filter(|part| !part.links.is_empty()).collect()
    }

    fn link(&self, part: &Part, title: &str, count: u32, id: &str) -> IndexLinkView {
        let to = address(self.shared, part);
        IndexLinkView {
            title: title.to_owned(),
            url: self.url.to(&to),
            count,
            here: to == *self.url,
            id: if *self.url == address(self.shared, &Part::All(self.by)) { id.to_owned() } else { String::new() },
        }
    }

    fn anchor(&self, title: &str, count: u32, id: &str) -> IndexLinkView {
        let url = link_to(self.url, self.url, id);
        IndexLinkView { title: title.to_owned(), url, count, here: false, id: String::new() }
    }

    fn up(&self, group: Option<(&Group, u32)>, in_section: bool) -> Option<LinkView> {
        let (group, at) = group?;
        let (title, part) = if in_section {
            (title_of(self.by, &group.title), Part::Group(self.by, at))
        } else {
            (whole(self.by).to_owned(), Part::All(self.by))
        };
        Some(LinkView { title, url: self.url.to(&address(self.shared, &part)) })
    }

    fn most(&self) -> Vec<CountView> {
        let site: &Site = self.shared.site;
        let works = (0..).map(WorkId).zip(&site.works).filter(|(_, work)| !work.places.is_empty());
        let mut works: Vec<(WorkId, usize)> = works.map(|(id, work)| (id, work.places.len())).collect();
        works.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        works
            .into_iter()
            .take(MOST)
            .map(|(id, count)| {
                let work = site.work(id);
                CountView { title: related::title(&work.work), url: self.url.to(&work.url), count: to_u32(count) }
            })
            .collect()
    }
}

fn unnamed(links: Vec<IndexLinkView>) -> IndexPartsView {
    IndexPartsView { title: String::new(), links }
}

/// The place of a work's entry on a page of the index.
fn work_id(key: &str) -> String {
    format!("w-{}", key.replace(char::is_whitespace, "-"))
}
