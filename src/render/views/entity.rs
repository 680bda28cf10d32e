//! The index of names, and the page of one: where it is mentioned, with whom, and what is cited there.

use std::collections::BTreeMap;

use super::index::Letter;
use super::shared::Shared;
use super::{addresses, dots, link_to, places, related, simple, to_u32};
use crate::base::text::fold;
use crate::model::article::{Article, WorkId};
use crate::model::matter::EntityKind;
use crate::model::page::{
    CountView, EntitiesView, EntityGroupView, EntityRowView, EntityView, IndexLinkView, LinkView, Page, SpellingView,
    View,
};
use crate::model::site::{Entity, Relation};
use crate::model::url::{Url, built_in};
use crate::render::html::Body;

/// Names of one sentence that are looked at: a list of names is no company.
const LOOKED_AT: usize = 20;

/// All entities by kind and name.
pub fn index(shared: &Shared<'_>) -> Page {
    let from = addresses::page(shared.site, built_in::ENTITIES);
    let mut kinds: BTreeMap<EntityKind, Vec<EntityRowView>> = BTreeMap::new();
    for entity in sorted(shared) {
        kinds.entry(entity.kind).or_default().push(row(shared, &from, entity, None));
    }
    let group = |(kind, entities): (EntityKind, _)| {
        let (id, title) = (kind.name().to_owned(), kind.plural().to_owned());
        EntityGroupView { id, title, entities }
    };
    listing(shared, from, built_in::ENTITIES, kinds.into_iter().map(group).collect())
}

/// All entities from A to Z.
pub fn a_to_z(shared: &Shared<'_>) -> Page {
    let from = addresses::page(shared.site, built_in::NAMES);
    let mut letters: BTreeMap<Letter, Vec<EntityRowView>> = BTreeMap::new();
    for entity in sorted(shared) {
        let letter = Letter::of(&fold(indexed(shared, entity)));
        letters.entry(letter).or_default().push(row(shared, &from, entity, Some(entity.kind)));
    }
    let group = |(letter, entities): (Letter, _)| {
        let (id, title) = (format!("letter-{}", letter.name()), letter.title());
        EntityGroupView { id, title, entities }
    };
    listing(shared, from, built_in::NAMES, letters.into_iter().map(group).collect())
}

/// In the order of the index.
fn sorted<'a>(shared: &Shared<'a>) -> Vec<&'a Entity> {
    let mut entities: Vec<&Entity> = shared.site.entities.iter().collect();
    entities.sort_by_cached_key(|entity| (fold(indexed(shared, entity)), entity.article));
    entities
}

fn listing(shared: &Shared<'_>, url: Url, here: &str, groups: Vec<EntityGroupView>) -> Page {
    let site = shared.site;
    let entities = to_u32(site.entities.len());
    let order = |(title, name): (&str, &str)| IndexLinkView {
        title: title.to_owned(),
        url: url.to(&addresses::page(site, name)),
        count: entities,
        here: name == here,
        id: String::new(),
    };
    let orders = [("By kind", built_in::ENTITIES), ("A–Z", built_in::NAMES)].map(order).into();
    let view = EntitiesView { orders, groups, entities };
    let title = if here == built_in::NAMES { "Names, A–Z" } else { "Names" };
    let mut page = simple(shared, url, title, View::Entities(Box::new(view)));
    page.head.description = format!(
        "People, organisations, places, events and concepts in {}, and where each is mentioned.",
        site.config.title
    );
    page
}

/// The view of an entity's own page, whose text is written already.
pub fn view(shared: &Shared<'_>, article: &Article, entity: Option<&Entity>, body: Body) -> EntityView {
    let site = shared.site;
    let facts = &article.facts;
    let matter = &facts.matter;
    let from = &article.url;
    let mentions: &[u32] = entity.map_or(&[], |entity| &entity.mentions);
    let name = entity.map_or(&matter.title.value, |entity| &entity.name);
    let briefings = places::by_article(shared, from, mentions);
    EntityView {
        name: name.clone(),
        kind: entity.map_or(matter.entity.kind, |entity| entity.kind).name().to_owned(),
        description: matter.entity.description.clone(),
        body_html: body.html,
        notes: body.notes,
        spellings: entity.map_or(Vec::new(), |entity| {
            let others = entity.spellings.iter().filter(|(text, _)| text != name);
            others.map(|(text, count)| SpellingView { text: text.clone(), count: *count }).collect()
        }),
        same_as: matter.entity.same_as.iter().filter_map(|url| super::work::outer_link(&url.value)).collect(),
        see_also: entity.map_or(Vec::new(), |entity| {
            let others = entity.see_also.iter().map(|other| LinkView {
                title: super::title_of(site, *other).to_owned(),
                url: link_to(from, &site.article(*other).url, ""),
            });
            others.collect()
        }),
        count: to_u32(mentions.len()),
        timeline_svg_html: dots::svg(&briefings),
        briefings,
        together: together(shared, from, mentions, article),
        works: works(shared, from, mentions),
        linked_from: places::linked_from(shared, from, &article.linked_from),
        has_code: facts.has_code,
    }
}

/// A name as it stands in the index: as the editor wants it sorted, and never turned round by guessing.
fn indexed<'a>(shared: &Shared<'a>, entity: &'a Entity) -> &'a str {
    let sort = &shared.site.article(entity.article).facts.matter.entity.sort;
    sort.as_deref().map(str::trim).filter(|sort| !sort.is_empty()).unwrap_or(&entity.name)
}

fn row(shared: &Shared<'_>, from: &Url, entity: &Entity, kind: Option<EntityKind>) -> EntityRowView {
    let rows = rows(shared, &entity.mentions);
    let briefings = rows.chunk_by(|a, b| a.from.article == b.from.article).count();
    EntityRowView {
        name: indexed(shared, entity).to_owned(),
        url: from.to(&shared.site.article(entity.article).url),
        kind: kind.map(|kind| kind.name().to_owned()),
        count: to_u32(entity.mentions.len()),
        briefings: to_u32(briefings),
        spellings: entity.spellings.iter().map(|(text, _)| text.clone()).filter(|text| *text != entity.name).collect(),
    }
}

/// Entities mentioned in the same sentences.
fn together(shared: &Shared<'_>, from: &Url, mentions: &[u32], own: &Article) -> Vec<CountView> {
    let site = shared.site;
    let mut others = Vec::new();
    for row in sentences(shared, mentions) {
        let facts = &site.article(row.from.article).facts;
        let Some(sentence) = row.from.sentence else { continue };
        let start = facts.mentions.partition_point(|mention| mention.sentence < sentence);
        let here = facts.mentions[start..].iter().take_while(|mention| mention.sentence == sentence).take(LOOKED_AT);
        let mut here: Vec<u32> = here.map(|mention| mention.entity).collect();
        here.sort_unstable();
        here.dedup();
        others.extend(here);
    }
    let others = others
        .into_iter()
        .filter(|at| site.entities.get(*at as usize).is_some_and(|other| site.article(other.article).url != own.url));
    related::most_often(others, 8)
        .into_iter()
        .map(|(at, count)| {
            let entity = &site.entities[at as usize];
            CountView { title: entity.name.clone(), url: from.to(&site.article(entity.article).url), count }
        })
        .collect()
}

/// Works cited in the sentences that mention it.
fn works(shared: &Shared<'_>, from: &Url, mentions: &[u32]) -> Vec<CountView> {
    let mut works: Vec<WorkId> = Vec::new();
    for row in sentences(shared, mentions) {
        let Some(sentence) = row.from.sentence else { continue };
        let cited = shared.sentence_works.get(row.from.article.0 as usize).map_or(&[][..], Vec::as_slice);
        let start = cited.partition_point(|(other, _)| *other < sentence);
        let here = cited[start..].iter().take_while(|(other, _)| *other == sentence).take(LOOKED_AT);
        works.extend(here.map(|(_, work)| *work));
    }
    related::most_often(works.into_iter(), 8)
        .into_iter()
        .map(|(work, count)| {
            let work = shared.site.work(work);
            CountView { title: related::title(&work.work), url: from.to(&work.url), count }
        })
        .collect()
}

fn rows<'a>(shared: &Shared<'a>, rows: &[u32]) -> Vec<&'a Relation> {
    let site = shared.site;
    rows.iter().filter_map(|row| site.relations.get(*row as usize)).collect()
}

/// The rows, one for each sentence.
fn sentences<'a>(shared: &Shared<'a>, mentions: &[u32]) -> Vec<&'a Relation> {
    let mut rows = rows(shared, mentions);
    rows.dedup_by_key(|row| (row.from.article, row.from.sentence));
    rows
}
