//! The whole site, every reference bound. No HTML, and no field that means "not yet".

use std::collections::BTreeMap;
use std::sync::Arc;

use super::article::{Article, ArticleId, BoundLink, WorkId};
use super::cite::{Form, Locator};
use super::config::Config;
use super::matter::EntityKind;
use super::url::Url;
use super::work::{Rich, Work};

#[derive(Clone, Debug)]
pub struct Site {
    pub config: Arc<Config>,
    /// Briefings first, newest first (then by path); then entities, authors and plain pages, each by name.
    pub articles: Vec<Article>,
    /// How many of `articles` are briefings.
    pub briefings: usize,
    /// Cited or not; in the order of the index: by author, year, title.
    pub works: Vec<SiteWork>,
    /// In the order of the names list that mentions refer to.
    pub entities: Vec<Entity>,
    pub authors: Vec<Author>,
    pub topics: Vec<Group>,
    pub series: Vec<Group>,
    /// Every relation, in reading order of the articles.
    pub relations: Vec<Relation>,
    /// Former addresses, each with the page that it leads to.
    pub redirects: Vec<(Url, ArticleId)>,
    /// Entries of the site's own menu, behind those that ibid makes.
    pub menu: Vec<MenuLink>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuLink {
    pub title: String,
    pub to: MenuGoal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuGoal {
    Out(String),
    /// The anchor may be empty.
    Page {
        url: Url,
        anchor: String,
    },
}

#[derive(Clone, Debug)]
pub struct SiteWork {
    pub work: Arc<Work>,
    pub url: Url,
    /// The entry as the site's style prints it in a bibliography.
    pub entry: Rich,
    /// Rows of `Site::relations` that cite it, in the order of articles and reading.
    pub places: Vec<u32>,
}

#[derive(Clone, Debug)]
pub struct Entity {
    pub article: ArticleId,
    pub kind: EntityKind,
    pub name: String,
    /// Spellings that occur, with counts, most frequent first.
    pub spellings: Vec<(String, u32)>,
    /// Rows of `Site::relations` that mention it.
    pub mentions: Vec<u32>,
    pub see_also: Vec<ArticleId>,
}

#[derive(Clone, Debug)]
pub struct Author {
    pub name: String,
    pub slug: String,
    pub url: Url,
    /// The page an editor wrote, where there is one.
    pub page: Option<ArticleId>,
    pub bio: Option<String>,
    pub link: Option<String>,
    pub orcid: Option<String>,
    /// Newest first.
    pub briefings: Vec<ArticleId>,
}

/// A topic or a series.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: String,
    pub slug: String,
    pub url: Url,
    /// Topics: newest first. Series: in their order (number, then date).
    pub briefings: Vec<ArticleId>,
}

/// One row of the table of all relations. The citation index, back-references and "mentioned in" are queries on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub kind: RelationKind,
    pub from: Place,
    pub to: Object,
    /// Of a link to a page: the id of the place on it; none where it leads to the page itself.
    pub aim: Option<Box<str>>,
    pub locator: Option<Locator>,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    Cites,
    Mentions,
    Links,
    Quotes,
}

/// A place in an article that a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub article: ArticleId,
    /// Index into the article's sections.
    pub section: u32,
    /// The number of the note, where it stands in one.
    pub note: Option<u32>,
    /// The id of the element: the noteref, the sentence or the note.
    pub anchor: String,
    /// Index into the article's sentences.
    pub sentence: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    Work(WorkId),
    /// Index into `Site::entities`.
    Entity(u32),
    Article(ArticleId),
    /// Index into the sentences of the same article.
    Sentence(u32),
}

impl Site {
    /// What other pages' links lead to on the page of an article, by the id of the place; of each page the first link.
    #[must_use]
    pub fn linked_places<'a>(&'a self, article: &Article) -> BTreeMap<&'a str, Vec<&'a Relation>> {
        let mut places: BTreeMap<&str, Vec<&Relation>> = BTreeMap::new();
        for row in article.linked_from.iter().filter_map(|row| self.relations.get(*row as usize)) {
            let Some(aim) = row.aim.as_deref() else { continue };
            let rows = places.entry(aim).or_default();
            // Rows of one page stand together.
            if rows.last().is_none_or(|last| last.from.article != row.from.article) {
                rows.push(row);
            }
        }
        places
    }

    #[must_use]
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// What a link without words shows: the words of the heading that it names, else the title of the page or work.
    /// `own` is the place on its own page that it was written for; none where it leads to another page.
    #[must_use]
    pub fn shown<'a>(&'a self, link: &'a BoundLink, own: Option<&'a str>) -> Option<&'a str> {
        let (article, anchor) = match link {
            BoundLink::Article { article, anchor } => (self.article(*article), anchor.as_str()),
            BoundLink::Work(work) => return Some(self.work(*work).work.title()),
            BoundLink::Dead => return None,
        };
        let mut headings = article.facts.sections.iter().filter(|section| !section.words.is_empty());
        let heading = headings.find(|section| section.id == anchor && !anchor.is_empty());
        let own = own.filter(|place| !place.is_empty());
        Some(heading.map(|section| section.words.as_str()).or(own).unwrap_or(&article.facts.matter.title.value))
    }

    #[must_use]
    pub fn work(&self, id: WorkId) -> &SiteWork {
        &self.works[id.0 as usize]
    }
}
