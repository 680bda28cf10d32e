//! Who wrote a briefing: the names of its front matter, each with the author that the site knows by it.

use std::collections::BTreeMap;

use crate::base::slug::slug;
use crate::base::text::{fold_case, squeeze};
use crate::model::article::ArticleId;
use crate::model::matter::{AuthorRef, Matter};
use crate::model::site::{Author, Site};

/// One name of a byline.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// As it is printed: front matter may hold the id of a page.
    pub name: &'a str,
    pub written: &'a AuthorRef,
    pub author: Option<&'a Author>,
}

impl By<'_> {
    /// `https://orcid.org/…`
    #[must_use]
    pub fn orcid(&self) -> Option<String> {
        let orcid = self.written.orcid.as_deref().or_else(|| self.author?.orcid.as_deref());
        orcid.and_then(super::orcid).map(|link| link.url)
    }

    /// The author's own site.
    #[must_use]
    pub fn site(&self) -> Option<String> {
        let url = self.written.url.as_deref().or_else(|| self.author?.link.as_deref());
        url.and_then(super::outer_link).map(|link| link.url)
    }
}

/// The byline of a briefing; walks the list of authors.
#[must_use]
pub fn byline(site: &Site, id: ArticleId) -> Vec<By<'_>> {
    let authors = site.authors.iter().filter(|author| author.briefings.contains(&id));
    join(authors, &site.article(id).facts.matter)
}

/// Of authors that are known to have written the briefing.
pub fn join<'a>(authors: impl Iterator<Item = &'a Author>, matter: &'a Matter) -> Vec<By<'a>> {
    let mut known: BTreeMap<String, &Author> = BTreeMap::new();
    for author in authors {
        for key in [fold_case(&author.name), fold_case(&author.slug), fold_case(&slug(&author.name))] {
            known.entry(key).or_insert(author);
        }
    }
    matter
        .authors
        .iter()
        .map(|by| {
            let written = &by.value;
            let name = fold_case(&squeeze(&written.name));
            let author = known.get(&name).or_else(|| known.get(&fold_case(&slug(&written.name)))).copied();
            By { name: author.map_or(&written.name, |author| &author.name), written, author }
        })
        .collect()
}

/// "Ann Bee, Carl Dee and Eva Fee".
#[must_use]
pub fn names(byline: &[By<'_>]) -> String {
    let names: Vec<&str> = byline.iter().map(|by| by.name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
