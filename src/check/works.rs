//! Cited works that a reader could not find by what the bibliography says of them. Works that nothing cites are nobody's
//! trouble yet.

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

use super::diag;

/// CSL types that have no title by nature.
const UNTITLED: [&str; 4] = ["interview", "personal_communication", "post", "legal_case"];

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for work in site.works.iter().filter(|work| !work.places.is_empty()).map(|work| &*work.work) {
        if !work.title().trim().is_empty() {
            continue;
        }
        match work.authors().first() {
            None => diagnostics.push(diag::work_without_name(work.span, &work.key)),
            Some(author) if !UNTITLED.contains(&work.kind.as_str()) => {
                diagnostics.push(diag::work_without_title(work.span, &work.key, &author.given_first()));
            }
            Some(_) => {}
        }
    }
}
