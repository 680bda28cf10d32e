//! Links: to pages and files of the site, and out of it.

use super::Writer;
use super::inlines::After;
use crate::model::article::{ArticleId, BoundLink};
use crate::model::inline::{Link, Target};
use crate::model::url::Url;
use crate::render::escape;

/// Where a link leads.
enum Goal<'a> {
    Page(&'a Url, &'a str, Option<ArticleId>),
    Out(&'a str),
    /// Dead or refused: only the words are shown.
    Nowhere,
}

impl<'a, 's> Writer<'a, 's> {
    pub fn enter_link(&mut self, link: &Link<'s>) -> After {
        if self.in_link {
            return After::Nothing;
        }
        match self.goal(link) {
            Goal::Page(url, anchor, article) => {
                self.push("<a");
                self.site_href("href", url, anchor);
                if let Some(article) = article {
                    self.preview(article);
                }
            }
            Goal::Out(url) => {
                self.push("<a href=\"");
                if let Some(doi) = strip_doi(url) {
                    self.push("https://doi.org/");
                    escape::href(&mut self.out, doi);
                } else {
                    escape::href(&mut self.out, url);
                }
                self.push("\"");
            }
            Goal::Nowhere => return After::Nothing,
        }
        if !link.title.is_empty() {
            self.attribute("title", &link.title);
        }
        self.push(">");
        self.in_link = true;
        After::Link
    }

    /// `[[slug]]`: the title of what it leads to; `[[slug#heading]]`: the heading.
    pub fn bare_link(&mut self, link: &Link<'s>) {
        let words = self.bare_words(link);
        let after = self.enter_link(link);
        self.text(&words);
        self.leave(after);
    }

    fn bare_words(&self, link: &Link<'s>) -> String {
        let row = self.index.links.at(link.span.start);
        let bound = row.and_then(|row| self.article.links.get(row));
        let own = match &link.target {
            Target::Slug { slug, anchor } if slug.is_empty() => Some(&**anchor),
            _ => None,
        };
        if let Some(words) = bound.and_then(|bound| self.site.shown(bound, own)) {
            return words.to_owned();
        }
        match &link.target {
            Target::Slug { slug, .. } if !slug.is_empty() => slug.to_string(),
            Target::Slug { anchor, .. } => anchor.to_string(),
            Target::Path { path, .. } => path.to_string(),
            Target::Url(url) | Target::Refused(url) => url.to_string(),
        }
    }

    fn goal<'l>(&self, link: &'l Link<'s>) -> Goal<'l>
    where
        'a: 'l,
    {
        match &link.target {
            Target::Url(url) if escape::is_safe(url) || strip_doi(url).is_some() => Goal::Out(url),
            Target::Url(_) | Target::Refused(_) => Goal::Nowhere,
            Target::Slug { .. } | Target::Path { .. } => {
                let start = link.span.start;
                let row = self.index.links.at(start);
                match row.and_then(|row| self.article.links.get(row)) {
                    Some(BoundLink::Article { article, anchor }) => {
                        Goal::Page(&self.site.article(*article).url, anchor, Some(*article))
                    }
                    Some(BoundLink::Work(work)) => Goal::Page(&self.site.work(*work).url, "", None),
                    Some(BoundLink::Dead) => Goal::Nowhere,
                    None => {
                        let file = self.index.files.at(start).and_then(|row| self.article.files.get(row));
                        file.and_then(Option::as_ref).map_or(Goal::Nowhere, |url| Goal::Page(url, "", None))
                    }
                }
            }
        }
    }
}

/// What follows `doi:`.
fn strip_doi(url: &str) -> Option<&str> {
    let head = url.get(..4)?;
    head.eq_ignore_ascii_case("doi:").then(|| &url[4..])
}
