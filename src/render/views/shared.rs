//! What many pages need of the whole site, worked out once and in linear time.

use std::collections::BTreeMap;

use super::bylines::{self, By};
use super::citations::Index;
use super::{article_date, ids, spoken_by, to_u32};
use crate::base::date::Date;
use crate::model::article::{Article, ArticleId, Kind, WorkId};
use crate::model::facts::CiteStyle;
use crate::model::matter::EntityKind;
use crate::model::page::CardView;
use crate::model::site::{Author, Object, Relation, Site, SiteWork};
use crate::model::url::{Url, built_in};
use crate::render::exports::briefing::Cited;

/// Words that are read in a minute.
const PACE: u32 = 230;

/// The site and the lists that its pages share.
#[derive(Debug)]
pub struct Shared<'a> {
    pub site: &'a Site,
    /// Of each briefing; the address is still empty, because it depends on the page that shows the card.
    pub(super) cards: Vec<CardView>,
    /// Of each article: the works it cites, each once, in the order of the index.
    pub(super) works_of: Vec<Vec<WorkId>>,
    /// Of each work: the articles that cite it, each once, in order.
    pub(super) cited_by: Vec<Vec<ArticleId>>,
    /// Of each article: the entities it names, each once, in order.
    pub(super) names_of: Vec<Vec<u32>>,
    /// Of each entity: the briefings that name it, each once, in order.
    pub(super) named_in: Vec<Vec<ArticleId>>,
    /// Of each article: the works cited in each sentence, sorted by sentence.
    pub(super) sentence_works: Vec<Vec<(u32, WorkId)>>,
    /// Of each article: the citations in running text that the style formats, by sentence and place: sentence, start,
    /// row of its first cite.
    pub(super) sentence_groups: Vec<Vec<(u32, u32, u32)>>,
    /// Of each article: indices of its topics and authors.
    pub(super) topics_of: Vec<Vec<u32>>,
    pub(super) authors_of: Vec<Vec<u32>>,
    /// Of each article: its series and its place in it.
    pub(super) series_of: Vec<Option<(u32, u32)>>,
    /// Of each article: the entity or author that it is the page of.
    pub(super) entity_of: BTreeMap<ArticleId, u32>,
    pub(super) author_of: BTreeMap<ArticleId, u32>,
    pub(super) index: Index,
    /// Plain pages by folder, in order.
    pub(super) folders: BTreeMap<String, Vec<ArticleId>>,
    /// Each briefing as others cite it; empty where nobody has said how.
    pub(super) cited: &'a [Cited],
}

/// Walks the site once.
#[must_use]
pub fn prepare(site: &Site) -> Shared<'_> {
    let works_of: Vec<Vec<WorkId>> = site.articles.iter().map(|article| works_of(site, article)).collect();
    let mut cited_by = vec![Vec::new(); site.works.len()];
    for (article, works) in (0..).zip(&works_of) {
        for work in works {
            if let Some(list) = cited_by.get_mut(work.0 as usize) {
                list.push(ArticleId(article));
            }
        }
    }
    let (names_of, named_in) = names(site);
    let mut shared = Shared {
        site,
        cards: Vec::new(),
        works_of,
        cited_by,
        names_of,
        named_in,
        sentence_works: site.articles.iter().map(|article| sentence_works(site, article)).collect(),
        sentence_groups: site.articles.iter().map(sentence_groups).collect(),
        topics_of: vec![Vec::new(); site.articles.len()],
        authors_of: vec![Vec::new(); site.articles.len()],
        series_of: vec![None; site.articles.len()],
        entity_of: ids(site.entities.len()).map(|at| (site.entities[at as usize].article, at)).collect(),
        author_of: ids(site.authors.len())
            .filter_map(|at| site.authors[at as usize].page.map(|page| (page, at)))
            .collect(),
        index: Index::of(&site.works),
        folders: folders(site),
        cited: &[],
    };
    shared.join_groups();
    shared.cards = ids(site.briefings).map(|id| card(&shared, ArticleId(id))).collect();
    shared
}

impl<'a> Shared<'a> {
    /// With each briefing as others cite it.
    #[must_use]
    pub fn with_cited(self, cited: &'a [Cited]) -> Self {
        Self { cited, ..self }
    }
}

impl Shared<'_> {
    /// The card of a briefing as the page at `from` shows it.
    pub(super) fn card(&self, from: &Url, briefing: ArticleId) -> Option<CardView> {
        let mut card = self.cards.get(briefing.0 as usize)?.clone();
        card.url = from.to(&self.site.article(briefing).url);
        Some(card)
    }

    pub(super) fn cards(&self, from: &Url, briefings: &[ArticleId]) -> Vec<CardView> {
        briefings.iter().filter_map(|briefing| self.card(from, *briefing)).collect()
    }

    /// The works that an article cites, each once, in the order of the index.
    #[must_use]
    pub fn works_cited_by(&self, id: ArticleId) -> &[WorkId] {
        self.works_of.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// A briefing as others cite it.
    #[must_use]
    pub fn cited(&self, id: ArticleId) -> Option<&Cited> {
        self.cited.get(id.0 as usize)
    }

    /// When a briefing first cited a work, and where.
    #[must_use]
    pub fn first_cited(&self, work: &SiteWork) -> Option<(Date, &Relation)> {
        let rows = work.places.iter().filter_map(|row| self.site.relations.get(*row as usize));
        let dated = rows.filter_map(|row| {
            let article = self.site.article(row.from.article);
            let date = article.facts.matter.date.as_ref().filter(|_| article.kind == Kind::Briefing)?;
            Some((date.value, row))
        });
        // The first of those of one day, in the order of the site.
        dated.min_by_key(|(date, _)| *date)
    }

    /// Where the citation index stands.
    #[must_use]
    pub fn citations(&self) -> Url {
        super::addresses::page(self.site, built_in::CITATIONS)
    }

    /// The byline of a briefing.
    pub(crate) fn byline(&self, id: ArticleId) -> Vec<By<'_>> {
        let authors = self.authors_of.get(id.0 as usize).into_iter().flatten();
        let authors = authors.filter_map(|at| self.site.authors.get(*at as usize));
        bylines::join(authors, &self.site.article(id).facts.matter)
    }

    #[must_use]
    pub(crate) fn entity_kind(&self, id: ArticleId) -> EntityKind {
        let entity = self.entity_of.get(&id).and_then(|at| self.site.entities.get(*at as usize));
        entity.map_or(EntityKind::Concept, |entity| entity.kind)
    }

    #[must_use]
    pub(crate) fn author(&self, id: ArticleId) -> Option<&Author> {
        self.author_of.get(&id).and_then(|at| self.site.authors.get(*at as usize))
    }

    fn join_groups(&mut self) {
        let site = self.site;
        for (topic, group) in (0..).zip(&site.topics) {
            for briefing in &group.briefings {
                push(&mut self.topics_of, *briefing, topic);
            }
        }
        for (at, author) in (0..).zip(&site.authors) {
            for briefing in &author.briefings {
                push(&mut self.authors_of, *briefing, at);
            }
        }
        for (series, group) in (0..).zip(&site.series) {
            for (place, briefing) in (0..).zip(&group.briefings) {
                if let Some(slot) = self.series_of.get_mut(briefing.0 as usize) {
                    *slot = Some((series, place));
                }
            }
        }
    }
}

fn push(lists: &mut [Vec<u32>], article: ArticleId, what: u32) {
    if let Some(list) = lists.get_mut(article.0 as usize) {
        list.push(what);
    }
}

fn works_of(site: &Site, article: &Article) -> Vec<WorkId> {
    let mut works: Vec<WorkId> = cited(site, article).map(|(_, work)| work).collect();
    works.sort_unstable();
    works.dedup();
    works
}

/// Who is named where, in both directions; only briefings count.
fn names(site: &Site) -> (Vec<Vec<u32>>, Vec<Vec<ArticleId>>) {
    let mut named_in = vec![Vec::new(); site.entities.len()];
    let names_of = (0..)
        .zip(&site.articles)
        .map(|(id, article)| {
            let mut names: Vec<u32> = article.facts.mentions.iter().map(|mention| mention.entity).collect();
            names.sort_unstable();
            names.dedup();
            for name in names.iter().filter(|_| article.kind == Kind::Briefing) {
                if let Some(list) = named_in.get_mut(*name as usize) {
                    list.push(ArticleId(id));
                }
            }
            names
        })
        .collect();
    (names_of, named_in)
}

fn sentence_works(site: &Site, article: &Article) -> Vec<(u32, WorkId)> {
    let mut works: Vec<(u32, WorkId)> =
        cited(site, article).filter_map(|(sentence, work)| Some((sentence?, work))).collect();
    works.sort_unstable();
    works.dedup();
    works
}

fn cited<'a>(site: &'a Site, article: &'a Article) -> impl Iterator<Item = (Option<u32>, WorkId)> + 'a {
    article.cites_rows.iter().filter_map(|row| {
        let row = site.relations.get(*row as usize)?;
        match row.to {
            Object::Work(work) => Some((row.from.sentence, work)),
            _ => None,
        }
    })
}

fn sentence_groups(article: &Article) -> Vec<(u32, u32, u32)> {
    let facts = &article.facts;
    let in_text = |note: Option<u32>| match note {
        None => true,
        // A note that the citation itself makes.
        Some(note) => {
            (note as usize).checked_sub(1).and_then(|at| facts.notes.get(at)).is_some_and(|note| !note.defined)
        }
    };
    let mut groups: Vec<(u32, u32, u32)> = (0..)
        .zip(&facts.cites)
        .filter(|(_, cite)| !matches!(cite.style, CiteStyle::Literal { .. }) && in_text(cite.note))
        .filter_map(|(row, cite)| Some((cite.sentence?, cite.group.start, row)))
        .collect();
    groups.sort_unstable();
    groups.dedup_by_key(|(_, start, _)| *start);
    groups
}

fn card(shared: &Shared<'_>, id: ArticleId) -> CardView {
    let article = shared.site.article(id);
    let matter = &article.facts.matter;
    CardView {
        title: matter.title.value.clone(),
        url: String::new(),
        kicker: matter.kicker.clone(),
        standfirst: matter.standfirst.clone(),
        date: article_date(&article.facts),
        authors: shared.byline(id).iter().map(|by| by.name.to_owned()).collect(),
        series: matter.series.as_ref().map(|series| series.value.clone()),
        number: matter.number.clone(),
        minutes: minutes(article.facts.words),
        notes: to_u32(article.facts.notes.len()),
        works: to_u32(shared.works_cited_by(id).len()),
        language_html: spoken_by(shared.site, id),
    }
}

/// Reading time, at least one minute.
pub(super) fn minutes(words: u32) -> u32 {
    ((words + PACE / 2) / PACE).max(1)
}

fn folders(site: &Site) -> BTreeMap<String, Vec<ArticleId>> {
    let mut folders: BTreeMap<String, Vec<ArticleId>> = BTreeMap::new();
    for (id, article) in (0..).zip(&site.articles) {
        if let Some(folder) = folder(article).filter(|_| article.kind == Kind::Page) {
            folders.entry(folder).or_default().push(ArticleId(id));
        }
    }
    for pages in folders.values_mut() {
        pages.sort_by_cached_key(|page| {
            let facts = &site.article(*page).facts;
            let index = facts.path.ends_with("/index.md");
            (
                !index,
                facts.matter.weight.unwrap_or(i64::MAX),
                facts.matter.title.value.to_lowercase(),
                facts.path.clone(),
            )
        });
    }
    folders
}

/// The folder below `content/pages/` that a page stands in; none for a page on its own.
pub(super) fn folder(article: &Article) -> Option<String> {
    let path = article.facts.path.strip_prefix("content/").unwrap_or(&article.facts.path);
    let (folder, _) = path.strip_prefix("pages/").unwrap_or(path).rsplit_once('/')?;
    Some(folder.to_owned())
}
