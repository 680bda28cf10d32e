//! Authors of a briefing who seem to be meant for an author page that they do not reach. A plain name needs no page.

use std::collections::BTreeMap;

use crate::base::diag::Diagnostic;
use crate::base::text::{nearest, squeeze};
use crate::model::site::Site;

use super::diag;

/// Names are compared with every author page; no more than this many names.
const MOST: usize = 500;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let pages: Vec<_> = site.authors.iter().filter(|author| author.page.is_some()).collect();
    let slugs = || pages.iter().map(|author| author.slug.as_str());
    let names = || pages.iter().map(|author| author.name.as_str());
    let mut amiss: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for name in site.authors.iter().filter(|author| author.page.is_none()).map(|author| author.name.as_str()).take(MOST)
    {
        let near = if is_id(name) { nearest(name, slugs()) } else { nearest(name, names()) };
        if is_id(name) || near.is_some() {
            amiss.insert(name, near);
        }
    }
    for author in site.articles[..site.briefings].iter().flat_map(|briefing| &briefing.facts.matter.authors) {
        let name = squeeze(&author.value.name);
        match amiss.get(name.as_str()) {
            Some(Some(near)) if !is_id(&name) => diagnostics.push(diag::author_nearly_known(author.span, &name, near)),
            Some(near) => diagnostics.push(diag::author_without_page(author.span, &name, *near)),
            None => {}
        }
    }
}

/// `jane-doe`, `jdoe`: nothing but small letters, digits and hyphens.
fn is_id(name: &str) -> bool {
    name.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '-')
}
