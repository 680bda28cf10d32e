//! What a body takes from the site, as a fingerprint.

use serde::Serialize;

use super::Images;
use crate::base::hash::Fingerprint;
use crate::model::article::{Article, BoundLink};
use crate::model::site::Site;
use crate::model::url::Url;
use crate::model::work::{Name, Rich, WorkDate};

/// One thing that a body shows and its own file does not say.
#[derive(Serialize)]
enum Input<'a> {
    Cite(Option<Cited<'a>>, Option<&'a Rich>),
    Page { url: &'a Url, title: &'a str, anchor: &'a str },
    Work(Cited<'a>),
    Dead,
    File(Option<&'a Url>, Option<(u32, u32)>),
    Mention { start: (u32, u32, u32), linked: bool, url: Option<&'a Url> },
}

/// A work but for the place in its file.
#[derive(Serialize)]
struct Cited<'a> {
    url: &'a Url,
    key: &'a str,
    kind: &'a str,
    names: &'a [(String, Vec<Name>)],
    dates: &'a [(String, WorkDate)],
    fields: &'a [(String, String)],
}

/// Changes whenever [`body`](super::body) could write something else for the same file. The file's own bytes are not in
/// it.
#[must_use]
pub fn inputs(article: &Article, site: &Site, images: &Images) -> Fingerprint {
    let facts = &article.facts;
    let cited = |id| {
        let work = site.work(id);
        let entry = &work.work;
        Cited {
            url: &work.url,
            key: &entry.key,
            kind: &entry.kind,
            names: &entry.names,
            dates: &entry.dates,
            fields: &entry.fields,
        }
    };
    let cites = article.cites.iter().map(|cite| Input::Cite(cite.work.map(cited), cite.formatted.as_ref()));
    let links = article.links.iter().map(|link| match link {
        BoundLink::Article { article, anchor } => {
            let target = site.article(*article);
            Input::Page { url: &target.url, title: &target.facts.matter.title.value, anchor }
        }
        BoundLink::Work(work) => Input::Work(cited(*work)),
        BoundLink::Dead => Input::Dead,
    });
    let files = article
        .files
        .iter()
        .zip(&facts.files)
        .map(|(url, file)| Input::File(url.as_ref(), images.get(&file.path).copied()));
    let mentions = facts.mentions.iter().map(|mention| Input::Mention {
        start: (mention.paragraph, mention.start, mention.end),
        linked: mention.linked,
        url: site.entities.get(mention.entity as usize).map(|entity| &site.article(entity.article).url),
    });
    let all: Vec<Input<'_>> = cites.chain(links).chain(files).chain(mentions).collect();
    let own = (&article.url, site.config.html, &site.config.base_url);
    Fingerprint::of(&postcard::to_stdvec(&(own, all)).unwrap_or_default())
}
