//! The site's own entries of its menu: pages by the names that links use, by their files, or by their addresses.

use super::diag;
use super::links::{Anchors, Names};
use super::publish::Placed;
use super::report::Reporter;
use super::urls::Addresses;
use crate::base::diag::Diagnostic;
use crate::model::article::{ArticleId, BoundLink};
use crate::model::config::{Config, MenuItem, MenuTarget};
use crate::model::facts::{LinkFacts, LinkTarget};
use crate::model::site::{MenuGoal, MenuLink, SiteWork};
use crate::model::url::{Url, built_in};

/// Where an entry can lead.
#[derive(Debug)]
pub struct Pages<'a> {
    pub placed: &'a [Placed],
    pub names: &'a Names<'a>,
    pub works: &'a [SiteWork],
    pub addresses: &'a Addresses,
    /// Built-in pages that this site has no use for: their addresses are taken, and nothing stands there.
    pub unmade: Vec<&'static str>,
}

/// An entry that leads nowhere is told and left out.
pub fn bind(
    config: &Config,
    pages: &Pages<'_>,
    reporter: &mut Reporter<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MenuLink> {
    let mut out = Vec::with_capacity(config.menu.len());
    for item in &config.menu {
        let to = match &item.to {
            MenuTarget::Url(url) => Some(MenuGoal::Out(url.clone())),
            MenuTarget::Page { name, anchor } if name.is_empty() => {
                Some(MenuGoal::Page { url: Url(built_in::HOME.to_owned()), anchor: anchor.clone() })
            }
            MenuTarget::Page { name, anchor } => {
                let mut faults = Vec::new();
                let bound = pages.names.bind(&link(item, name, anchor), ArticleId(0), &mut faults);
                let goal = match bound {
                    BoundLink::Article { article, anchor } => {
                        let page = &pages.placed[article.0 as usize];
                        Some(MenuGoal::Page { url: page.url.clone(), anchor: on(page, item, &anchor, diagnostics) })
                    }
                    BoundLink::Work(work) => pages
                        .works
                        .get(work.0 as usize)
                        .map(|work| MenuGoal::Page { url: work.url.clone(), anchor: String::new() }),
                    BoundLink::Dead => pages.made(name).map(|url| MenuGoal::Page { url, anchor: anchor.clone() }),
                };
                if goal.is_none() {
                    diagnostics.extend(faults.into_iter().filter_map(|fault| reporter.word(fault)));
                }
                goal
            }
        };
        out.extend(to.map(|to| MenuLink { title: item.title.clone(), to }));
    }
    out
}

impl Pages<'_> {
    /// A page or file that ibid makes, or any page by its address.
    fn made(&self, name: &str) -> Option<Url> {
        let url = self.addresses.find(name.trim_start_matches(['.', '/']).trim_end_matches('/'))?;
        (!self.unmade.contains(&url.stem())).then_some(url)
    }
}

/// As a text would link to it.
fn link(item: &MenuItem, name: &str, anchor: &str) -> LinkFacts {
    let name = name.trim_start_matches("./");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let file = ["md", "markdown"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    let target = if file {
        LinkTarget::Source(name.trim_start_matches("content/").to_owned())
    } else {
        LinkTarget::Slug(name.to_owned())
    };
    LinkFacts {
        span: item.span,
        target,
        anchor: anchor.to_owned(),
        section: 0,
        sentence: None,
        note: None,
        bare: false,
    }
}

/// The place on the page; none where the page has no such place.
fn on(page: &Placed, item: &MenuItem, anchor: &str, diagnostics: &mut Vec<Diagnostic>) -> String {
    if anchor.is_empty() {
        return String::new();
    }
    let anchors = Anchors::of(&page.facts);
    if let Some(id) = anchors.find(anchor) {
        return id.to_owned();
    }
    let mut nearest = anchors.nearest();
    let title = format!("“{}”", page.facts.matter.title.value);
    diagnostics.push(diag::dead_anchor(item.span, anchor, &title, nearest.one(anchor)));
    String::new()
}
