//! The index of names, and the page of one: where it is mentioned, with whom, and what is cited there.

use std::collections::BTreeMap;

use super::shared::Shared;
use super::{addresses, dots, link_to, places, related, simple, to_u32};
use crate::base::text::fold;
use crate::model::article::{Article, WorkId};
use crate::model::matter::EntityKind;
use crate::model::page::{
    CountView, EntitiesView, EntityKindView, EntityRowView, EntityView, LinkView, Page, SpellingView, View,
};
use crate::model::site::{Entity, Relation};
use crate::model::url::{Url, built_in};
use crate::render::html::Body;

/// Names of one sentence that are looked at: a list of names is no company.
const LOOKED_AT: usize = 20;

/// All entities by kind and name.
pub fn index(shared: &Shared<'_>) -> Page {
    let site = shared.site;
    let url = addresses::page(site, built_in::ENTITIES);
    let mut kinds: BTreeMap<EntityKind, Vec<&Entity>> = BTreeMap::new();
    for entity in &site.entities {
        kinds.entry(entity.kind).or_default().push(entity);
    }
    let kinds = kinds
        .into_iter()
        .map(|(kind, mut entities)| {
            entities.sort_by_cached_key(|entity| (fold(indexed(shared, entity)), entity.article));
            EntityKindView {
                kind: kind.name().to_owned(),
                title: kind.plural().to_owned(),
                entities: entities.into_iter().map(|entity| row(shared, &url, entity)).collect(),
            }
        })
        .collect();
    let view = EntitiesView { kinds, entities: to_u32(site.entities.len()) };
    let mut page = simple(shared, url, "Names", View::Entities(Box::new(view)));
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

fn row(shared: &Shared<'_>, from: &Url, entity: &Entity) -> EntityRowView {
    let rows = rows(shared, &entity.mentions);
    let briefings = rows.chunk_by(|a, b| a.from.article == b.from.article).count();
    EntityRowView {
        name: indexed(shared, entity).to_owned(),
        url: from.to(&shared.site.article(entity.article).url),
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
