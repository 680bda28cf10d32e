//! The page of a source file: a briefing, an entity, an author or a plain page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::shared::{Shared, minutes};
use super::{
    article_date, bylines, date_view, entity, files, groups, places, plain, related, simple, timeline, to_u32, work,
};
use crate::model::article::{Article, ArticleId, Kind, WorkId};
use crate::model::briefing::Briefing;
use crate::model::page::{AlsoView, BriefingView, ByView, EntityLinkView, LinkView, Page, View, WorkCitedView};
use crate::model::site::{Object, Site};
use crate::model::url::Url;
use crate::render::html::{Body, Html, Images, Mode, body, short_name};
use crate::render::{escape, metadata, rich};

/// Makes the page of an article. `briefing` is the tree that its facts were made from.
#[must_use]
pub fn article(shared: &Shared<'_>, id: ArticleId, briefing: &Briefing<'_>, images: &Images) -> Page {
    let body = body(briefing, shared.site.article(id), shared.site, &Html { mode: Mode::Page, prefix: "", images });
    frame(shared, id, body)
}

/// The page of an article around a body that is written already. With an empty one it tells, without a tree, all that
/// the page shows of the rest of the site.
#[must_use]
pub fn frame(shared: &Shared<'_>, id: ArticleId, body: Body) -> Page {
    let site = shared.site;
    let this = site.article(id);
    let matter = &this.facts.matter;
    let view = match this.kind {
        Kind::Briefing => View::Briefing(Box::new(briefing_view(shared, id, body))),
        Kind::Page => View::Plain(Box::new(plain::view(shared, id, this, body))),
        Kind::Entity => {
            let entity = shared.entity_of.get(&id).and_then(|at| site.entities.get(*at as usize));
            View::Entity(Box::new(entity::view(shared, this, entity, body)))
        }
        Kind::Author => match shared.author_of.get(&id).and_then(|at| site.authors.get(*at as usize)) {
            Some(author) => {
                let view = groups::author_view(shared, author, body.html, body.notes, this.facts.has_code);
                View::Author(Box::new(view))
            }
            None => View::Plain(Box::new(plain::view(shared, id, this, body))),
        },
    };
    let mut page = simple(shared, this.url.clone(), &matter.title.value, view);
    metadata::article(shared, id, &mut page.head);
    super::voice(&mut page.head, &site.config.language);
    page
}

/// The works that an article cites, in the order of the index, each with the marks that cite it.
pub fn works_cited(shared: &Shared<'_>, id: ArticleId) -> Vec<WorkCitedView> {
    let site = shared.site;
    let this = site.article(id);
    let mut marks: Vec<(WorkId, usize, LinkView)> = Vec::new();
    for (n, row) in this.cites_rows.iter().enumerate() {
        let Some(row) = site.relations.get(*row as usize) else { continue };
        let Object::Work(work) = row.to else { continue };
        let title = row.from.note.map_or_else(|| "§".to_owned(), |note| note.to_string());
        marks.push((work, n, LinkView { title, url: super::link_to(&this.url, &this.url, &row.from.anchor) }));
    }
    marks.sort_by_key(|(work, n, _)| (*work, *n));
    // A note may cite a work twice; its mark is one.
    marks.dedup_by(|(work, _, mark), (before, _, other)| work == before && mark.url == other.url);
    marks
        .chunk_by(|(a, ..), (b, ..)| a == b)
        .map(|marks| {
            let entry = site.work(marks[0].0);
            let citing = shared.cited_by.get(marks[0].0.0 as usize).map_or(0, Vec::len);
            WorkCitedView {
                url: this.url.to(&entry.url),
                entry_html: rich::to_html(this.entries.get(&marks[0].0).unwrap_or(&entry.entry)),
                marks: marks.iter().map(|(.., mark)| mark.clone()).collect(),
                elsewhere: to_u32(citing.saturating_sub(1)),
            }
        })
        .collect()
}

/// Where else the works of each note are cited, on the first note that cites them; by the number of the note.
fn also_cited(shared: &Shared<'_>, id: ArticleId) -> Vec<(u32, Vec<AlsoView>)> {
    let site = shared.site;
    let this = site.article(id);
    let mut seen = BTreeSet::new();
    let mut found: BTreeMap<u32, Vec<AlsoView>> = BTreeMap::new();
    for row in this.cites_rows.iter().filter_map(|row| site.relations.get(*row as usize)) {
        let (Object::Work(work), Some(note)) = (row.to, row.from.note) else { continue };
        if !seen.insert(work) {
            continue;
        }
        let entry = site.work(work);
        // Places are in the order of the articles: the newest comes first.
        let mut places = entry.places.iter().filter_map(|row| site.relations.get(*row as usize));
        let Some(other) = places.find(|place| place.from.article != id) else { continue };
        let article = site.article(other.from.article);
        let citing = shared.cited_by.get(work.0 as usize).map_or(0, Vec::len);
        found.entry(note).or_default().push(AlsoView {
            work: short_name(&entry.work),
            url: this.url.to(&entry.url),
            briefing: LinkView {
                title: article.facts.matter.title.value.clone(),
                url: super::link_to(&this.url, &article.url, &other.from.anchor),
            },
            more: to_u32(citing.saturating_sub(2)),
        });
    }
    found.into_iter().collect()
}

fn briefing_view(shared: &Shared<'_>, id: ArticleId, body: Body) -> BriefingView {
    let site = shared.site;
    let this = site.article(id);
    let facts = &this.facts;
    let matter = &facts.matter;
    let at = id.0 as usize;
    let (previous, next) = neighbours(shared, id);
    let also = also_cited(shared, id);
    let mut notes = body.notes;
    for note in &mut notes {
        if let Ok(found) = also.binary_search_by_key(&note.number, |(number, _)| *number) {
            note.also.clone_from(&also[found].1);
        }
    }
    let cited = shared.cited.get(at).filter(|cited| !cited.entry.0.is_empty());
    BriefingView {
        kicker: matter.kicker.clone(),
        title: matter.title.value.clone(),
        standfirst: matter.standfirst.clone(),
        date: article_date(facts),
        updated: matter.updated.as_ref().map(|date| date_view(date.value)),
        authors: byline(shared, id),
        series: shared.series_of.get(at).copied().flatten().and_then(|(series, _)| {
            let group = site.series.get(series as usize)?;
            Some(LinkView { title: group.name.clone(), url: this.url.to(&group.url) })
        }),
        number: matter.number.clone(),
        publisher: matter.publisher.clone(),
        topics: shared
            .topics_of
            .get(at)
            .into_iter()
            .flatten()
            .filter_map(|topic| {
                let group = site.topics.get(*topic as usize)?;
                Some(LinkView { title: group.name.clone(), url: this.url.to(&group.url) })
            })
            .collect(),
        disclaimer: matter.disclaimer.clone(),
        rights: matter
            .license
            .clone()
            .or_else(|| matter.rights.clone())
            .or_else(|| Some(site.config.license.clone()).filter(|license| !license.is_empty())),
        doi: matter.doi.as_ref().map(|doi| work::doi_link(&doi.value)),
        first_published: matter.url.as_ref().and_then(|url| work::outer_link(&url.value)),
        minutes: minutes(facts.words),
        words: facts.words,
        contents: body.contents,
        body_html: body.html,
        notes,
        also,
        works: works_cited(shared, id),
        entities: entities(site, this),
        events: timeline::of_briefing(this),
        timeline_url: timeline::address(site, &this.url),
        linked_from: places::linked_from(shared, &this.url, &this.linked_from),
        related: related::briefings(shared, id, &this.url),
        cite_as: cited.map_or_else(|| cite_as(shared, id), |cited| cited.entry.text()),
        cite_as_html: cited.map_or_else(|| escape::to_text(&cite_as(shared, id)), |cited| rich::to_html(&cited.entry)),
        files: files::of_briefing(shared, this),
        references: files::references(shared, id),
        permalink: this.url.absolute(&site.config.base_url),
        previous,
        next,
        has_code: facts.has_code,
    }
}

/// The authors in the order of the byline, each with what the briefing or the site says of them.
fn byline(shared: &Shared<'_>, id: ArticleId) -> Vec<ByView> {
    let from = &shared.site.article(id).url;
    let view = |by: &bylines::By<'_>| ByView {
        name: by.name.to_owned(),
        url: by.author.map_or_else(String::new, |author| from.to(&author.url)),
        bio: by.written.bio.clone().or_else(|| by.author?.bio.clone()),
    };
    shared.byline(id).iter().map(view).collect()
}

fn neighbours(shared: &Shared<'_>, id: ArticleId) -> (Option<LinkView>, Option<LinkView>) {
    let site = shared.site;
    let Some((series, place)) = shared.series_of.get(id.0 as usize).copied().flatten() else { return (None, None) };
    let Some(group) = site.series.get(series as usize) else { return (None, None) };
    let from: &Url = &site.article(id).url;
    let link = |other: &ArticleId| LinkView {
        title: super::title_of(site, *other).to_owned(),
        url: from.to(&site.article(*other).url),
    };
    let place = place as usize;
    (place.checked_sub(1).and_then(|at| group.briefings.get(at)).map(link), group.briefings.get(place + 1).map(link))
}

/// The entities of a text, the most mentioned first.
fn entities(site: &Site, this: &Article) -> Vec<EntityLinkView> {
    let mut first: BTreeMap<u32, &str> = BTreeMap::new();
    for mention in &this.facts.mentions {
        let sentence = this.facts.sentences.get(mention.sentence as usize);
        first.entry(mention.entity).or_insert_with(|| sentence.map_or("", |sentence| sentence.id.as_str()));
    }
    let mentioned = this.facts.mentions.iter().map(|mention| mention.entity);
    related::most_often(mentioned, usize::MAX)
        .into_iter()
        .filter_map(|(at, count)| {
            let entity = site.entities.get(at as usize)?;
            Some(EntityLinkView {
                name: entity.name.clone(),
                url: this.url.to(&site.article(entity.article).url),
                kind: entity.kind.name().to_owned(),
                count,
                first: match first.get(&at) {
                    Some(id) if !id.is_empty() => super::link_to(&this.url, &this.url, id),
                    _ => String::new(),
                },
            })
        })
        .collect()
}

/// "Ann Bee, “Title”, Series 5 (Publisher, 12 November 2024), https://…".
fn cite_as(shared: &Shared<'_>, id: ArticleId) -> String {
    let site = shared.site;
    let this = site.article(id);
    let matter = &this.facts.matter;
    let mut out = bylines::names(&shared.byline(id));
    if !out.is_empty() {
        out.push_str(", ");
    }
    let _ = write!(out, "“{}”", matter.title.value);
    if let Some(series) = &matter.series {
        let _ = write!(out, ", {}", series.value);
        if let Some(number) = &matter.number {
            let _ = write!(out, " {number}");
        }
    }
    let publisher = matter.publisher.clone().unwrap_or_else(|| site.config.title.clone());
    let date = matter.date.as_ref().map(|date| date.value.long());
    let place: Vec<String> = [Some(publisher), date].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if !place.is_empty() {
        let _ = write!(out, " ({})", place.join(", "));
    }
    let url = matter.doi.as_ref().map(|doi| work::doi_link(&doi.value).url);
    let _ = write!(out, ", {}.", url.unwrap_or_else(|| this.url.absolute(&site.config.base_url)));
    out
}
