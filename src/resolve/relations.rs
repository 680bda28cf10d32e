//! The table of all relations: one row for each place that cites, links, mentions or quotes.
//!
//! What is not here: the queries on it (they are for the pages that show them).

use crate::model::article::{ArticleId, BoundLink};
use crate::model::cite::Form;
use crate::model::facts::{Facts, NorefFacts};
use crate::model::site::{Object, Place, Relation, RelationKind};

use super::antecedents::Bound;
use super::links::noteref_id;

/// A note that is referred to more often than this is a place for its first references only, so that many cites in one
/// note with many references cannot multiply (THREATS E3).
const MOST_REFERENCES: usize = 64;

/// The rows of one article: cites, links, mentions, pull quotes, each in reading order. `own_entity` is the entity that
/// the page is about: it does not mention itself. `entities` is how many there are.
#[must_use]
pub fn rows(
    article: ArticleId,
    facts: &Facts,
    cites: &[Bound<'_>],
    links: &[BoundLink],
    own_entity: Option<u32>,
    entities: u32,
) -> Vec<Relation> {
    let places = Places::of(article, facts);
    let mut rows = Vec::with_capacity(cites.len() + links.len() + facts.mentions.len());
    for (cite, bound) in facts.cites.iter().zip(cites) {
        let Some(work) = bound.work else { continue };
        let mut row = |from: Place| {
            let locator = bound.locator.cloned();
            let (kind, to) = (RelationKind::Cites, Object::Work(work));
            rows.push(Relation { kind, from, to, aim: None, locator, form: bound.form });
        };
        match cite.note {
            Some(note) => places.of_note(note, cite.section, cite.sentence).for_each(&mut row),
            None => row(places.in_text(cite.section, cite.sentence)),
        }
    }
    let plain = |kind, from, to| Relation { kind, from, to, aim: None, locator: None, form: Form::Full };
    for (link, bound) in facts.links.iter().zip(links) {
        let to = match bound {
            BoundLink::Article { article, .. } => Object::Article(*article),
            BoundLink::Work(work) => Object::Work(*work),
            BoundLink::Dead => continue,
        };
        let from = link.note.and_then(|note| places.of_note(note, link.section, link.sentence).next());
        let from = from.unwrap_or_else(|| places.in_text(link.section, link.sentence));
        rows.push(plain(RelationKind::Links, from, to));
    }
    for mention in &facts.mentions {
        if mention.entity < entities && own_entity != Some(mention.entity) {
            let from = places.in_text(mention.section, Some(mention.sentence));
            rows.push(plain(RelationKind::Mentions, from, Object::Entity(mention.entity)));
        }
    }
    for sentence in facts.pulls.iter().filter_map(|pull| pull.sentence) {
        let section = facts.sentences.get(sentence as usize).map_or(0, |sentence| sentence.section);
        let from = places.in_text(section, Some(sentence));
        rows.push(plain(RelationKind::Quotes, from, Object::Sentence(sentence)));
    }
    rows
}

/// Enters the places that the links of one article lead to, which are known when all pages are. `rows` are those that
/// [`rows`] made of the same links.
pub fn aim(rows: &mut [Relation], links: &[BoundLink]) {
    let live = links.iter().filter(|link| **link != BoundLink::Dead);
    for (row, link) in rows.iter_mut().filter(|row| row.kind == RelationKind::Links).zip(live) {
        if let BoundLink::Article { anchor, .. } = link
            && !anchor.is_empty()
        {
            row.aim = Some(anchor.as_str().into());
        }
    }
}

/// The places of one article.
struct Places<'f> {
    article: ArticleId,
    facts: &'f Facts,
    /// By note, then by number of the reference.
    noterefs: Vec<&'f NorefFacts>,
}

impl<'f> Places<'f> {
    fn of(article: ArticleId, facts: &'f Facts) -> Self {
        let mut noterefs: Vec<&NorefFacts> = facts.noterefs.iter().collect();
        noterefs.sort_by_key(|noteref| (noteref.note, noteref.nth));
        Self { article, facts, noterefs }
    }

    /// Each place that refers to a note; for a note that nothing refers to, the note itself.
    fn of_note(&self, note: u32, section: u32, sentence: Option<u32>) -> impl Iterator<Item = Place> {
        let start = self.noterefs.partition_point(|noteref| noteref.note < note);
        let referring = self.noterefs[start..].iter().take_while(move |noteref| noteref.note == note);
        let mut referring = referring
            .take(MOST_REFERENCES)
            .map(move |noteref| {
                let anchor = noteref_id(note, noteref.nth);
                self.place(noteref.section, Some(note), anchor, noteref.sentence)
            })
            .peekable();
        let own = referring.peek().is_none().then(|| {
            let made = self.facts.notes.get((note as usize).wrapping_sub(1)).is_some_and(|note| !note.defined);
            let anchor = if made { noteref_id(note, 1) } else { format!("n{note}") };
            self.place(section, Some(note), anchor, sentence)
        });
        referring.chain(own)
    }

    /// The sentence, or where it has no address (in a heading or table) its section.
    fn in_text(&self, section: u32, sentence: Option<u32>) -> Place {
        let anchor = match sentence.and_then(|at| self.facts.sentences.get(at as usize)) {
            Some(sentence) if !sentence.id.is_empty() => sentence.id.clone(),
            _ => self.facts.sections.get(section as usize).map_or(String::new(), |section| section.id.clone()),
        };
        self.place(section, None, anchor, sentence)
    }

    fn place(&self, section: u32, note: Option<u32>, anchor: String, sentence: Option<u32>) -> Place {
        let sentence = sentence.filter(|at| (*at as usize) < self.facts.sentences.len());
        Place { article: self.article, section, note, anchor, sentence }
    }
}
