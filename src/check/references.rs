//! Notes that look like a reference and are tied to no work: the citation index cannot know them.

use std::collections::BTreeSet;

use crate::base::diag::Diagnostic;
use crate::model::article::Article;
use crate::model::cite::Form;
use crate::model::facts::CiteTarget;
use crate::model::site::Site;
use crate::reference::Library;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut library = None;
    for article in &site.articles {
        let told = short_forms(article);
        for (number, note) in (1..).zip(&article.facts.notes) {
            if note.untied && !told.contains(&number) {
                let library = library.get_or_insert_with(|| of(site));
                let likely = likely(library, &note.text);
                let likely = likely.as_deref().map(|key| (key, note.tie.as_ref()));
                diagnostics.push(diag::untied_reference(note.span, number, likely));
            }
        }
    }
}

fn of(site: &Site) -> Library {
    Library::new(site.works.iter().map(|work| (*work.work).clone()).collect())
}

/// The key of the one work that the words of a note fit.
fn likely(library: &Library, text: &str) -> Option<String> {
    let mut hits = library.in_words(text).into_iter();
    let best = hits.next()?;
    hits.next().is_none_or(|next| next.score < best.score).then_some(best.key)
}

/// The notes in which a short form is bound to a work, or reported because it fits several.
fn short_forms(article: &Article) -> BTreeSet<u32> {
    let cites = article.facts.cites.iter().zip(&article.cites);
    let told = cites.filter(|(cite, bound)| matches!(cite.target, CiteTarget::Earlier(_)) && bound.form == Form::Short);
    told.filter_map(|(cite, _)| cite.note).collect()
}
