//! A name that two entities have: in a text it can lead to one of them only.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::base::diag::Diagnostic;
use crate::base::text::squeeze;
use crate::model::site::Site;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut known = HashMap::new();
    for entity in &site.entities {
        let matter = &site.article(entity.article).facts.matter;
        for name in std::iter::once(&matter.title).chain(&matter.aliases) {
            match known.entry(squeeze(&name.value)) {
                Entry::Vacant(place) => {
                    place.insert((entity, name.span));
                }
                Entry::Occupied(first) => {
                    let (other, span) = *first.get();
                    if other.article != entity.article {
                        diagnostics.push(diag::duplicate_alias(name.span, &name.value, span, &other.name));
                    }
                }
            }
        }
    }
}
