//! Review marks: the importer's doubts, one where each stands.

use crate::base::diag::Diagnostic;
use crate::base::text::squeeze;
use crate::model::site::Site;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (span, words) in site.articles.iter().flat_map(|article| &article.facts.reviews) {
        diagnostics.push(diag::review_mark(*span, &squeeze(words)));
    }
}
