//! Files for other programs, as the page beside them offers them.

use super::shared::Shared;
use crate::model::article::{Article, ArticleId};
use crate::model::page::{FileView, RelView};
use crate::model::url::{Url, built_in};
use crate::render::exports::{Format, beside_briefings, beside_works};

/// A briefing itself.
pub fn of_briefing(shared: &Shared<'_>, this: &Article) -> Vec<FileView> {
    if beside_briefings(shared.site) { all(&this.url, |format| format.beside(&this.url)) } else { Vec::new() }
}

/// The works that a briefing cites.
pub fn references(shared: &Shared<'_>, id: ArticleId) -> Vec<FileView> {
    let url = &shared.site.article(id).url;
    if beside_briefings(shared.site) && !shared.works_cited_by(id).is_empty() {
        all(url, |format| format.references_of(url))
    } else {
        Vec::new()
    }
}

/// A work, on its own page.
pub fn of_work(shared: &Shared<'_>, page: &Url) -> Vec<FileView> {
    if beside_works(shared.site) { all(page, |format| format.beside(page)) } else { Vec::new() }
}

/// All works, and the index as data.
pub fn of_site(from: &Url) -> Vec<FileView> {
    let mut files = all(from, Format::of_site);
    files.push(FileView {
        name: "JSON".to_owned(),
        url: from.to(&Url(built_in::CITATIONS_JSON.to_owned())),
        media_type: "application/json".to_owned(),
    });
    files
}

/// The same files for the head of the page.
pub fn links(rel: &str, files: &[FileView]) -> Vec<RelView> {
    let link = |file: &FileView| RelView {
        rel: rel.to_owned(),
        url: file.url.clone(),
        media_type: file.media_type.clone(),
        title: file.name.clone(),
    };
    files.iter().map(link).collect()
}

/// A feed of less than the whole site.
pub fn feed(url: &str, title: &str) -> RelView {
    RelView {
        rel: "alternate".to_owned(),
        url: url.to_owned(),
        media_type: "application/atom+xml".to_owned(),
        title: title.to_owned(),
    }
}

fn all(from: &Url, address: impl Fn(Format) -> Url) -> Vec<FileView> {
    let view = |format: Format| FileView {
        name: format.name().to_owned(),
        url: from.to(&address(format)),
        media_type: format.media_type().to_owned(),
    };
    Format::ALL.into_iter().map(view).collect()
}
