//! Plain pages: about, handbook.

use super::shared::{Shared, folder};
use super::{article, date_view, places};
use crate::model::article::{Article, ArticleId};
use crate::model::page::{LinkView, PlainView, SiblingView};
use crate::render::html::Body;

/// How many pages of a folder are listed on each of them: all would be a square.
const SIBLINGS: usize = 60;

pub fn view(shared: &Shared<'_>, id: ArticleId, this: &Article, body: Body) -> PlainView {
    let matter = &this.facts.matter;
    let folder = folder(this).and_then(|folder| shared.folders.get(&folder));
    let pages: &[ArticleId] = folder.map_or(&[], Vec::as_slice);
    let at = pages.iter().position(|page| *page == id).unwrap_or(0);
    let link = |page: &ArticleId| LinkView {
        title: super::title_of(shared.site, *page).to_owned(),
        url: this.url.to(&shared.site.article(*page).url),
    };
    let shown = at.saturating_sub(SIBLINGS / 2).min(pages.len().saturating_sub(SIBLINGS));
    PlainView {
        title: matter.title.value.clone(),
        standfirst: matter.standfirst.clone(),
        updated: matter.updated.as_ref().or(matter.date.as_ref()).map(|date| date_view(date.value)),
        contents: body.contents,
        body_html: body.html,
        notes: body.notes,
        works: article::works_cited(shared, id),
        linked_from: places::linked_from(shared, &this.url, &this.linked_from),
        siblings: pages
            .iter()
            .skip(shown)
            .take(SIBLINGS)
            .map(|page| {
                let LinkView { title, url } = link(page);
                SiblingView { title, url, here: *page == id }
            })
            .collect(),
        previous: at.checked_sub(1).and_then(|at| pages.get(at)).map(link),
        next: pages.get(at + 1).map(link),
        has_code: this.facts.has_code,
    }
}
