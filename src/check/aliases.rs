//! A name that two entities have. Two may share an alias, a family name say: the text decides. But what is the name of
//! one cannot be an alias of another, for no text could decide then.

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
        for (own, name) in
            std::iter::once((true, &matter.title)).chain(matter.aliases.iter().map(|alias| (false, alias)))
        {
            match known.entry(squeeze(&name.value)) {
                Entry::Vacant(place) => {
                    place.insert((entity, name.span, own));
                }
                Entry::Occupied(first) => {
                    let (other, span, theirs) = *first.get();
                    if other.article != entity.article && (own || theirs) {
                        diagnostics.push(diag::duplicate_alias(name.span, &name.value, span, &other.name));
                    }
                }
            }
        }
    }
}
