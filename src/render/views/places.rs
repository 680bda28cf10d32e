//! Rows of the table of relations as places on a page.

use std::collections::BTreeSet;

use super::sentence::{self, Mark};
use super::shared::Shared;
use super::{article_date, link_to, spoken_by, title_of};
use crate::model::cite::Form;
use crate::model::page::{BacklinkView, LinkView, PlaceView, PlacesView};
use crate::model::site::{Object, Relation, RelationKind};
use crate::model::url::Url;
use crate::render::escape;

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
        sentence_html: sentence(shared, row),
        language_html: spoken_by(shared.site, row.from.article),
    }
}

/// Places of rows that are in the order of articles, those of one article together. A sentence that names an entity
/// twice is one place.
pub fn by_article(shared: &Shared<'_>, from: &Url, rows: &[u32]) -> Vec<PlacesView> {
    let site = shared.site;
    let mut rows: Vec<&Relation> = rows.iter().filter_map(|row| site.relations.get(*row as usize)).collect();
    rows.dedup_by(|b, a| {
        a.kind == RelationKind::Mentions
            && a.from.sentence.is_some()
            && (a.from.article, a.from.sentence) == (b.from.article, b.from.sentence)
    });
    rows.chunk_by(|a, b| a.from.article == b.from.article)
        .map(|rows| {
            let article = site.article(rows[0].from.article);
            PlacesView {
                title: article.facts.matter.title.value.clone(),
                url: from.to(&article.url),
                date: article_date(&article.facts),
                places: rows.iter().map(|row| place(shared, from, row)).collect(),
            }
        })
        .collect()
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
                sentence_html: sentence::html(shared, row.from.article, row.from.sentence, Mark::Nothing),
                place: row.aim.as_deref().map(|aim| aimed(shared, row.to, aim)),
                language_html: spoken_by(shared.site, row.from.article),
            }
        })
        .collect()
}

/// The place on the page itself that a link leads to, in words.
fn aimed(shared: &Shared<'_>, to: Object, aim: &str) -> LinkView {
    let mut url = "#".to_owned();
    escape::fragment(&mut url, aim);
    let Object::Article(to) = to else { return LinkView { title: "this passage".to_owned(), url } };
    let facts = &shared.site.article(to).facts;
    let note = aim.strip_prefix(['n', 'r']).map(|rest| rest.split('-').next().unwrap_or(rest));
    let note = note.and_then(|number| number.parse::<usize>().ok());
    let named = || facts.notes.iter().position(|note| note.anchor.as_deref() == Some(aim)).map(|at| at + 1);
    let title = if let Some(note) = note.or_else(named) {
        format!("note {note}")
    } else if let Some(at) = facts.tables.iter().position(|table| table.id == aim) {
        format!("table {}", at + 1)
    } else {
        match facts.sections.iter().find(|section| section.id == aim) {
            Some(section) if !section.words.is_empty() => format!("“{}”", section.words),
            _ => "this passage".to_owned(),
        }
    };
    LinkView { title, url }
}

/// The sentence of a place as HTML, what cites or names set off.
pub fn sentence(shared: &Shared<'_>, row: &Relation) -> Option<String> {
    sentence::html(shared, row.from.article, row.from.sentence, mark(row))
}

fn mark(row: &Relation) -> Mark {
    match (&row.to, row.from.note) {
        (Object::Work(_), Some(note)) => Mark::Note(note),
        (Object::Work(work), None) => Mark::Work(*work),
        (Object::Entity(entity), _) => Mark::Entity(*entity),
        (Object::Article(_) | Object::Sentence(_), _) => Mark::Nothing,
    }
}
