//! The second half of a build: pages, feeds and files of a linked site into a [`Sink`].
//!
//! A page is made only where its key differs from the one of the last publication. The key of an article's page is
//! worked out without its tree, so an unchanged page costs no parsing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::{Analysis, Fault, World, exports};
use crate::base::hash::Fingerprint;
use crate::base::source::Source;
use crate::model::article::ArticleId;
use crate::model::page::Page;
use crate::model::site::Site;
use crate::model::url::{Url, built_in};
use crate::parse;
use crate::render::theme::{self, Theme};
use crate::render::views::{self, Listing, Shared};
use crate::render::{feeds, graph, html, notes_css, redirects};

/// Where a site is written to. All methods may be called from many threads; each path is given once.
pub trait Sink: Sync {
    /// The key of the file as the last publication wrote it, where it still stands.
    fn previous(&self, path: &str) -> Option<Fingerprint>;

    /// The file stays as it is; false where it does not stand there any more.
    fn keep(&self, path: &str, key: Fingerprint) -> Result<bool, Fault>;

    fn put(&self, path: &str, key: Fingerprint, bytes: Vec<u8>) -> Result<(), Fault>;

    /// A copy of a file of the site's folder, `from`.
    fn copy(&self, path: &str, from: &str) -> Result<(), Fault>;
}

/// A file was changed by somebody while the site was being built: the build has to start again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedMeanwhile {
    pub path: String,
}

impl std::fmt::Display for ChangedMeanwhile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} was changed while the site was being built", self.path)
    }
}

impl std::error::Error for ChangedMeanwhile {}

/// Writes the site. `files` are further files of the theme: path from the site's root, bytes.
pub fn write(
    analysis: &Analysis,
    theme: &Theme,
    files: &[(String, Vec<u8>)],
    world: &dyn World,
    sink: &dyn Sink,
) -> Result<(), Fault> {
    let site = &analysis.site;
    let shared = views::prepare(site).with_cited(&analysis.cited);
    let listings = views::listings(&shared);
    let progress = Progress { world, done: AtomicU64::new(0), all: (site.articles.len() + listings.len()) as u64 };
    let work = Work { analysis, shared: &shared, theme, world, sink, progress };
    (0..site.articles.len()).into_par_iter().try_for_each(|at| work.article(at))?;
    listings.par_iter().try_for_each(|listing| work.listing(listing))?;
    work.feed()?;
    work.exports()?;
    work.media()?;
    work.assets(files)
}

struct Work<'a> {
    analysis: &'a Analysis,
    shared: &'a Shared<'a>,
    theme: &'a Theme,
    world: &'a dyn World,
    sink: &'a dyn Sink,
    progress: Progress<'a>,
}

struct Progress<'a> {
    world: &'a dyn World,
    done: AtomicU64,
    all: u64,
}

impl Progress<'_> {
    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.world.progress(done, self.all);
    }
}

impl Work<'_> {
    fn site(&self) -> &Site {
        &self.analysis.site
    }

    fn article(&self, at: usize) -> Result<(), Fault> {
        let id = ArticleId(u32::try_from(at)?);
        let article = self.site().article(id);
        let key = self.article_key(id);
        self.progress.step();
        if self.sink.previous(&article.url.0) == Some(key) && self.sink.keep(&article.url.0, key)? {
            return Ok(());
        }
        let source = self.source(id)?;
        let (briefing, _) = parse::parse(&source, &self.analysis.keys);
        let page = views::article(self.shared, id, &briefing, &self.analysis.images);
        let html = theme::html(&page, self.theme)?;
        self.sink.put(&article.url.0, key, html.into_bytes())
    }

    /// Complete: the frame of the page, the bytes of its file, all that the body takes from the site, the theme, and the
    /// program, which may make another body of the same.
    fn article_key(&self, id: ArticleId) -> Fingerprint {
        let frame = views::frame(self.shared, id, html::Body::default());
        let bytes = self.analysis.bytes.get(id.0 as usize).copied().unwrap_or_default();
        let body = html::inputs(self.site().article(id), self.site(), &self.analysis.images);
        Fingerprint::of_parts([
            &theme::fingerprint(&frame, self.theme).0.to_le_bytes()[..],
            &bytes.0.to_le_bytes(),
            &body.0.to_le_bytes(),
            &self.analysis.program.0.to_le_bytes(),
        ])
    }

    /// The text of an article as the first pass read it.
    fn source(&self, id: ArticleId) -> Result<Source, Fault> {
        let facts = &self.site().article(id).facts;
        let changed = || ChangedMeanwhile { path: facts.path.clone() };
        let source = self.world.source(facts.file, &facts.path).map_err(|_| changed())?;
        let known = self.analysis.bytes.get(id.0 as usize).copied().unwrap_or_default();
        if Fingerprint::of(source.text.as_bytes()) == known { Ok(source) } else { Err(changed().into()) }
    }

    fn listing(&self, listing: &Listing) -> Result<(), Fault> {
        let mut page: Page = views::page(self.shared, listing);
        let work = match listing {
            Listing::Work(id) => Some(self.site().work(*id)),
            _ => None,
        };
        let cite_as = work.map_or(Fingerprint::default(), |work| self.analysis.cite_as.key(&work.work));
        let key = Fingerprint::of_parts([
            &theme::fingerprint(&page, self.theme).0.to_le_bytes()[..],
            &cite_as.0.to_le_bytes(),
            &self.analysis.program.0.to_le_bytes(),
        ]);
        self.progress.step();
        if self.sink.previous(&page.url.0) == Some(key) && self.sink.keep(&page.url.0, key)? {
            return Ok(());
        }
        if let Some(work) = work {
            views::cite_this(&mut page, &work.work, &self.analysis.cite_as.entries(work));
        }
        let html = theme::html(&page, self.theme)?;
        self.sink.put(&page.url.0, key, html.into_bytes())
    }

    /// The feed holds the full text of the newest briefings, so its key holds theirs.
    fn feed(&self) -> Result<(), Fault> {
        let entries = feeds::entries(self.site());
        let mut parts: Vec<[u8; 16]> = entries.iter().map(|id| self.article_key(*id).0.to_le_bytes()).collect();
        parts.push(self.site_key().0.to_le_bytes());
        let key = Fingerprint::of_parts(parts.iter().map(|part| &part[..]));
        if self.sink.previous(built_in::FEED) == Some(key) && self.sink.keep(built_in::FEED, key)? {
            return Ok(());
        }
        let entries = entries
            .par_iter()
            .map(|id| {
                let source = self.source(*id)?;
                let (briefing, _) = parse::parse(&source, &self.analysis.keys);
                Ok(feeds::entry(self.site(), *id, &briefing, &self.analysis.images))
            })
            .collect::<Result<Vec<String>, Fault>>()?;
        self.sink.put(built_in::FEED, key, feeds::atom(self.site(), &entries).into_bytes())
    }

    fn site_key(&self) -> Fingerprint {
        let config = &self.site().config;
        Fingerprint::of(format!("{} {config:?}", self.analysis.program.hex()).as_bytes())
    }

    fn exports(&self) -> Result<(), Fault> {
        let site = self.site();
        self.text(built_in::SITEMAP, feeds::sitemap(self.shared))?;
        self.text(built_in::ROBOTS, feeds::robots(site))?;
        if let Some(lines) = redirects::file(site) {
            self.text(built_in::REDIRECTS, lines)?;
        }
        site.topics.par_iter().try_for_each(|topic| self.text(&feeds::of_topic(topic).0, feeds::topic(site, topic)))?;
        self.text(built_in::GRAPH_SCHEMA, graph::schema(&site.config))?;
        // Both walk all relations.
        let (graph, index) = rayon::join(
            || self.text(built_in::GRAPH_JSON, graph::json(self.shared)),
            || exports::write(self.shared, self.analysis.program, self.sink),
        );
        graph.and(index)
    }

    /// Pictures and other files that pages show or lead to; what no page uses is not published.
    fn media(&self) -> Result<(), Fault> {
        let used: BTreeSet<(&Url, &str)> = self
            .site()
            .articles
            .iter()
            .flat_map(|article| article.files.iter().zip(&article.facts.files))
            .filter_map(|(url, file)| Some((url.as_ref()?, file.path.as_str())))
            .collect();
        used.into_par_iter().try_for_each(|(url, path)| self.sink.copy(&url.0, &format!("content/{path}")))
    }

    fn assets(&self, files: &[(String, Vec<u8>)]) -> Result<(), Fault> {
        for (path, bytes) in files {
            self.bytes(path, bytes.clone())?;
        }
        let most = views::site_view(self.site()).most_notes;
        self.text(&format!("{}/notes.css", built_in::ASSETS), notes_css::notes_css(most))
    }

    fn text(&self, path: &str, text: String) -> Result<(), Fault> {
        self.bytes(path, text.into_bytes())
    }

    fn bytes(&self, path: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        self.sink.put(path, Fingerprint::of(&bytes), bytes)
    }
}
