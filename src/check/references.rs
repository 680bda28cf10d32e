//! Notes that look like a reference and are tied to no work: the citation index cannot know them.

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for article in &site.articles {
        for (number, note) in (1..).zip(&article.facts.notes) {
            if note.untied {
                diagnostics.push(diag::untied_reference(note.span, number));
            }
        }
    }
}
