//! The reverse of each relation: who cites a work, who links to a page, who mentions an entity.

use crate::model::article::Article;
use crate::model::site::{Entity, Object, Relation, RelationKind, SiteWork};

/// Enters each row where it leads to, in order of the rows.
pub fn fill(relations: &[Relation], articles: &mut [Article], works: &mut [SiteWork], entities: &mut [Entity]) {
    for (row, relation) in (0_u32..).zip(relations) {
        let from = relation.from.article;
        match (relation.kind, relation.to) {
            (RelationKind::Cites, Object::Work(work)) => {
                let places = &mut works[work.0 as usize].places;
                // A note that cites a work twice is one place.
                let again = places.last().and_then(|last| relations.get(*last as usize));
                if again.is_none_or(|last| last.from != relation.from || last.locator != relation.locator) {
                    places.push(row);
                }
                articles[from.0 as usize].cites_rows.push(row);
            }
            (RelationKind::Links, Object::Article(to)) if to != from => {
                articles[to.0 as usize].linked_from.push(row);
            }
            (RelationKind::Mentions, Object::Entity(entity)) => entities[entity as usize].mentions.push(row),
            _ => {}
        }
    }
}
