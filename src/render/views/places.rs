//! Rows of the table of relations as places on a page.

use std::collections::BTreeSet;

use super::sentence::{self, Mark};
use super::shared::Shared;
use super::{article_date, link_to, spoken_by, title_of};
use crate::model::cite::Form;
use crate::model::page::{BacklinkView, PlaceView, PlacesView};
use crate::model::site::{Object, Relation};
use crate::model::url::Url;

/// A place as the page at `from` shows it.
pub fn place(shared: &Shared<'_>, from: &Url, row: &Relation) -> PlaceView {
    let article = shared.site.article(row.from.article);
    let facts = &article.facts;
    PlaceView {
        url: link_to(from, &article.url, &row.from.anchor),
        title: facts.matter.title.value.clone(),
        date: article_date(facts),
        section: facts.sections.get(row.from.section as usize).map_or(String::new(), |section| section.words.clone()),
        note: row.from.note,
        locator: row.locator.as_ref().map(crate::model::cite::Locator::printed),
        form: match row.form {
            Form::Full => "full",
            Form::Short => "short",
            Form::Ibid => "ibid",
        }
        .to_owned(),
        sentence_html: sentence::html(shared, row.from.article, row.from.sentence, &mark(shared, row)),
        language_html: spoken_by(shared.site, row.from.article),
    }
}

/// Places of rows that are in the order of articles, those of one article together.
pub fn by_article(shared: &Shared<'_>, from: &Url, rows: &[u32]) -> Vec<PlacesView> {
    let site = shared.site;
    let rows: Vec<&Relation> = rows.iter().filter_map(|row| site.relations.get(*row as usize)).collect();
    rows.chunk_by(|a, b| a.from.article == b.from.article)
        .map(|rows| {
            let article = site.article(rows[0].from.article);
            PlacesView {
                title: article.facts.matter.title.value.clone(),
                url: from.to(&article.url),
                date: article_date(&article.facts),
                // A sentence that names somebody twice is shown once, with both names set off.
                places: (rows.chunk_by(|a, b| named_together(a, b))).map(|rows| place(shared, from, rows[0])).collect(),
            }
        })
        .collect()
}

fn named_together(a: &Relation, b: &Relation) -> bool {
    matches!(a.to, Object::Entity(_)) && a.from.sentence.is_some() && a.from.sentence == b.from.sentence
}

/// The pages that link to an article, each sentence once.
pub fn linked_from(shared: &Shared<'_>, from: &Url, rows: &[u32]) -> Vec<BacklinkView> {
    let mut seen = BTreeSet::new();
    rows.iter()
        .filter_map(|row| shared.site.relations.get(*row as usize))
        .filter(|row| seen.insert((row.from.article, row.from.sentence, row.from.note)))
        .map(|row| {
            let article = shared.site.article(row.from.article);
            BacklinkView {
                title: title_of(shared.site, row.from.article).to_owned(),
                url: link_to(from, &article.url, &row.from.anchor),
                date: article_date(&article.facts),
                sentence_html: sentence::html(shared, row.from.article, row.from.sentence, &Mark::Nothing),
                language_html: spoken_by(shared.site, row.from.article),
            }
        })
        .collect()
}

fn mark(shared: &Shared<'_>, row: &Relation) -> Mark {
    match (&row.to, row.from.note) {
        (Object::Work(_), Some(note)) => Mark::Note(note),
        (Object::Work(work), None) => Mark::Work(*work),
        (Object::Entity(entity), _) => name(shared, row, *entity),
        (Object::Article(_) | Object::Sentence(_), _) => Mark::Nothing,
    }
}

/// The name of an entity wherever it stands in the sentence.
fn name(shared: &Shared<'_>, row: &Relation, entity: u32) -> Mark {
    let facts = &shared.site.article(row.from.article).facts;
    let Some(index) = row.from.sentence else { return Mark::Nothing };
    let Some(sentence) = facts.sentences.get(index as usize) else { return Mark::Nothing };
    let from = facts.mentions.partition_point(|mention| mention.sentence < index);
    let here = facts.mentions[from..].iter().take_while(|mention| mention.sentence == index);
    let here = here.filter(|mention| mention.entity == entity && mention.start >= sentence.start);
    Mark::Words(here.map(|mention| (mention.start - sentence.start, mention.end - sentence.start)).collect())
}
