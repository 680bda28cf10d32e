//! A page that was updated before it was published.

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for matter in site.articles.iter().map(|article| &article.facts.matter) {
        let (Some(date), Some(updated)) = (&matter.date, &matter.updated) else { continue };
        if updated.value < date.value {
            let (before, after) = (updated.value.long(), date.value.long());
            diagnostics.push(diag::updated_before_date(updated.span, &before, date.span, &after));
        }
    }
}
