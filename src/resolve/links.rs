//! What a link between pages names, and whether the place on the page exists.
//!
//! What is not here: links to other sites, and the words of a link.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::base::slug::slug;
use crate::model::article::{ArticleId, BoundLink, Kind, WorkId};
use crate::model::facts::{Facts, FileFacts, LinkFacts, LinkTarget};
use crate::model::url::Url;

use super::diag;
use super::fault::Fault;
use super::nearest::Nearest;
use super::publish::Placed;
use super::urls;
use super::works::Keys;

/// Every name that a link may use.
#[derive(Debug)]
pub struct Names<'a> {
    /// One table a rank; the first that has the name decides.
    ranks: [Table<'a>; 7],
    /// `entities/minsk`, `handbook/notes`: never ambiguous.
    paths: HashMap<Cow<'a, str>, ArticleId>,
    /// From the `content` folder.
    sources: HashMap<&'a str, ArticleId>,
    works: &'a Keys,
}

type Table<'a> = HashMap<&'a str, Vec<ArticleId>>;

const BRIEFINGS: usize = 0;
const ENTITIES: usize = 1;
const ENTITY_NAMES: usize = 2;
const AUTHORS: usize = 3;
const AUTHOR_NAMES: usize = 4;
const PAGE_PATHS: usize = 5;
const PAGES: usize = 6;

impl<'a> Names<'a> {
    #[must_use]
    pub fn of(placed: &'a [Placed], works: &'a Keys) -> Self {
        let mut ranks: [Table<'a>; 7] = Default::default();
        let mut paths = HashMap::new();
        let mut sources = HashMap::new();
        for (id, placed) in (0..).map(ArticleId).zip(placed) {
            let mut enter = |rank: usize, name: &'a str| {
                let ids = ranks[rank].entry(name).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            };
            let matter = &placed.facts.matter;
            match placed.kind {
                Kind::Briefing => enter(BRIEFINGS, &placed.slug),
                Kind::Entity => {
                    enter(ENTITIES, &placed.slug);
                    for name in std::iter::once(&matter.title).chain(&matter.aliases) {
                        enter(ENTITY_NAMES, name.value.trim());
                    }
                }
                Kind::Author => {
                    enter(AUTHORS, &placed.slug);
                    enter(AUTHOR_NAMES, matter.title.value.trim());
                }
                Kind::Page => {
                    enter(PAGE_PATHS, placed.url.stem());
                    enter(PAGES, &placed.slug);
                }
            }
            paths.insert(path_of(placed), id);
            let path = placed.facts.path.as_str();
            sources.insert(path.strip_prefix("content/").unwrap_or(path), id);
        }
        Self { ranks, paths, sources, works }
    }

    /// The page or work that a link names, not yet looked at for its anchor. `here` is the page that holds it.
    pub fn bind(&self, link: &LinkFacts, here: ArticleId, faults: &mut Vec<Fault>) -> BoundLink {
        let to = |article: ArticleId| BoundLink::Article { article, anchor: link.anchor.clone() };
        let span = link.span;
        match &link.target {
            LinkTarget::Slug(slug) if slug.is_empty() => to(here),
            LinkTarget::Slug(slug) => match self.look_up(slug) {
                Found::Article(article) => to(article),
                Found::Work(work) => {
                    if !link.anchor.is_empty() {
                        let found = diag::dead_anchor(span, &link.anchor, "the page of a work", None);
                        faults.push(Fault::Found(found));
                    }
                    BoundLink::Work(work)
                }
                Found::Several(candidates) => {
                    faults.push(Fault::Ambiguous { span, slug: slug.clone(), candidates });
                    BoundLink::Dead
                }
                Found::Nothing => {
                    faults.push(Fault::DeadLink { span, slug: slug.clone() });
                    BoundLink::Dead
                }
            },
            LinkTarget::Source(path) => {
                if let Some(article) = self.sources.get(path.as_str()) {
                    return to(*article);
                }
                faults.push(Fault::DeadSource { span, path: path.clone() });
                BoundLink::Dead
            }
        }
    }

    /// An entity by its slug or a name of its own.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<ArticleId> {
        let name = compose(name);
        [ENTITIES, ENTITY_NAMES].into_iter().find_map(|rank| self.ranks[rank].get(&*name)?.first().copied())
    }

    /// What a link may say, for proposals.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        #[allow(clippy::iter_over_hash_type, reason = "Nearest sorts them")]
        let names = self.ranks.iter().flat_map(|rank| rank.keys().copied());
        names.chain(self.works.keys().map(String::as_str))
    }

    /// Paths from the `content` folder, for proposals.
    pub fn all_sources(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().copied()
    }

    fn look_up(&self, name: &str) -> Found {
        let name = compose(name.trim());
        for rank in &self.ranks {
            match rank.get(&*name).map(Vec::as_slice) {
                Some([article]) => return Found::Article(*article),
                Some(several) => return Found::Several(several.to_vec()),
                None => {}
            }
        }
        if let Some(work) = self.works.get(&*name) {
            return Found::Work(*work);
        }
        if let Some(article) = self.paths.get(&*name) {
            return Found::Article(*article);
        }
        match name.strip_prefix("works/").and_then(|key| self.works.get(key)) {
            Some(work) => Found::Work(*work),
            None => Found::Nothing,
        }
    }
}

enum Found {
    Article(ArticleId),
    Several(Vec<ArticleId>),
    Work(WorkId),
    Nothing,
}

/// The name of a page that no other page has: what to write where the short one is ambiguous.
#[must_use]
pub fn path_of(placed: &Placed) -> Cow<'_, str> {
    match placed.kind {
        Kind::Briefing => Cow::Owned(format!("briefings/{}", placed.slug)),
        Kind::Entity => Cow::Owned(format!("entities/{}", placed.slug)),
        Kind::Author => Cow::Owned(format!("authors/{}", placed.slug)),
        Kind::Page => Cow::Borrowed(placed.url.stem()),
    }
}

fn compose(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// The ids on a page that a link can lead to, each with the id that the page really has.
#[derive(Debug)]
pub struct Anchors<'a>(HashMap<Cow<'a, str>, Cow<'a, str>>);

impl<'a> Anchors<'a> {
    #[must_use]
    pub fn of(facts: &'a Facts) -> Self {
        let mut ids: HashMap<Cow<'a, str>, Cow<'a, str>> = HashMap::new();
        for (number, note) in (1_u32..).zip(&facts.notes) {
            let own = format!("n{number}");
            if note.anchor.is_none() && note.defined {
                ids.insert(Cow::Owned(format!("note-{}", note.label)), Cow::Owned(own.clone()));
            }
            ids.insert(Cow::Owned(own.clone()), Cow::Owned(own));
        }
        let headings = facts.sections.iter().map(|section| section.id.as_str()).filter(|id| !id.is_empty());
        let notes = facts.notes.iter().filter_map(|note| note.anchor.as_deref());
        let sentences = facts.sentences.iter().map(|sentence| sentence.id.as_str()).filter(|id| !id.is_empty());
        let paragraphs = facts.paragraphs.iter().map(|paragraph| paragraph.id.as_str());
        let tables = facts.tables.iter().map(|table| table.id.as_str());
        for id in sentences.chain(paragraphs).chain(tables).chain(notes).chain(headings) {
            ids.insert(Cow::Borrowed(id), Cow::Borrowed(id));
        }
        for noteref in &facts.noterefs {
            let id = noteref_id(noteref.note, noteref.nth);
            ids.insert(Cow::Owned(id.clone()), Cow::Owned(id));
        }
        Self(ids)
    }

    /// The id for what a link says: itself, or for the words of a heading the heading's.
    #[must_use]
    pub fn find(&self, anchor: &str) -> Option<&str> {
        let anchor = compose(anchor);
        self.0.get(&*anchor).or_else(|| self.0.get(slug(&anchor).as_str())).map(|id| &**id)
    }

    /// The nearest among what an editor would write: headings and notes, not ids made from sentences.
    #[must_use]
    pub fn nearest(&self) -> Nearest<'_> {
        let made = |id: &str| id.starts_with("s-") || id.starts_with("p-");
        Nearest::among(self.0.keys().map(|id| &**id).filter(|id| !made(id)))
    }
}

/// The id of a noteref: `r3`, and `r3-2` for a second reference to the same note.
#[must_use]
pub fn noteref_id(note: u32, nth: u32) -> String {
    if nth <= 1 { format!("r{note}") } else { format!("r{note}-{nth}") }
}

/// The address of a file that a page shows or links to, under `media/`.
pub fn file(file: &FileFacts, files: &BTreeSet<String>, faults: &mut Vec<Fault>) -> Option<Url> {
    if files.contains(&file.path) {
        return Some(urls::media(&file.path).0);
    }
    let FileFacts { span, ref path, image, awaited } = *file;
    faults.push(Fault::MissingFile { span, path: path.clone(), image, awaited });
    None
}
