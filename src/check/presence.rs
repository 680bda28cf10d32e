//! A site without any page.

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    if site.articles.is_empty() {
        diagnostics.push(diag::empty_site());
    }
}
