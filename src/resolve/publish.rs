//! Which source files become pages, at which addresses, in which order.
//!
//! What is not here: anything inside a page.

use std::sync::Arc;

use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::base::text::fold;
use crate::model::article::{ArticleId, Kind};
use crate::model::config::Config;
use crate::model::facts::Facts;
use crate::model::matter::Matter;
use crate::model::url::Url;

use super::diag;
use super::urls::{self, Addresses, Owner};

/// A source file that becomes a page.
#[derive(Clone, Debug)]
pub struct Placed {
    pub kind: Kind,
    pub slug: String,
    pub url: Url,
    pub facts: Arc<Facts>,
}

/// Whether the public may see a file: no draft, and no briefing of a later day.
#[must_use]
pub fn is_published(path: &str, matter: &Matter, config: &Config) -> bool {
    config.drafts || !(matter.draft || matter.withheld || is_later(path, matter, config))
}

fn is_later(path: &str, matter: &Matter, config: &Config) -> bool {
    Kind::of(path) == Kind::Briefing && matter.date.as_ref().is_some_and(|date| date.value > config.today)
}

/// Takes out what is not published and says so. Both lists are in order of path.
pub fn sort_out(
    mut facts: Vec<Arc<Facts>>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Facts>>, Vec<Arc<Facts>>) {
    facts.sort_by(|a, b| a.path.cmp(&b.path));
    let (published, held): (Vec<_>, Vec<_>) =
        facts.into_iter().partition(|facts| is_published(&facts.path, &facts.matter, config));
    // One cause, one message: why a file is withheld was told when it was read.
    for facts in held.iter().filter(|facts| !facts.matter.withheld) {
        diagnostics.push(match &facts.matter.date {
            Some(date) if !facts.matter.draft => diag::unpublished_until(date.span, &date.value.long()),
            _ => diag::unpublished_draft(Span::top(facts.file)),
        });
    }
    (published, held)
}

/// Gives the files of one kind (in order of path) their addresses. Of two that ask for the same one the first gets it;
/// the second gets no page, unless it is an entity: mentions count entities by their place in the list of names, so it
/// stays there under another address.
pub fn place(
    kind: Kind,
    facts: &[Arc<Facts>],
    addresses: &mut Addresses,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Placed> {
    let mut placed = Vec::new();
    for facts in facts.iter().filter(|facts| Kind::of(&facts.path) == kind) {
        let top = Span::top(facts.file);
        let name = urls::name(&facts.path, &facts.matter, config.pretty_urls);
        for (written, now, span) in &name.changed {
            diagnostics.push(match span {
                Some(span) => diag::changed_slug(*span, written, now),
                None => diag::changed_name(top, written, now),
            });
        }
        let span = facts.matter.slug.as_ref().map_or(top, |slug| slug.span);
        let owner = Owner::Source { path: facts.path.clone(), span };
        let (mut slug, mut url) = (name.slug, name.url);
        if let Err(before) = addresses.claim(&url, owner.clone()) {
            diagnostics.push(diag::duplicate_url(span, &url.0, &facts.path, &before));
            if kind != Kind::Entity {
                continue;
            }
            (slug, url) = addresses.next_free("entities", &slug, &owner);
        }
        placed.push(Placed { kind, slug, url, facts: Arc::clone(facts) });
    }
    placed
}

/// Briefings newest first and those without a date last; all others by name. The path decides between equals.
pub fn sort(placed: &mut [Placed]) {
    if placed.first().is_some_and(|first| first.kind == Kind::Briefing) {
        placed.sort_by(|a, b| {
            let date = |placed: &Placed| placed.facts.matter.date.as_ref().map(|date| date.value);
            date(b).cmp(&date(a)).then_with(|| a.facts.path.cmp(&b.facts.path))
        });
    } else {
        placed.sort_by_cached_key(|placed| (fold(&placed.facts.matter.title.value), placed.facts.path.clone()));
    }
}

/// The former addresses that `aliases` name, each leading to its page; an entity's aliases are other names of it.
pub fn redirects(
    placed: &[Placed],
    addresses: &mut Addresses,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Url, ArticleId)> {
    let mut redirects = Vec::new();
    for (id, placed) in (0..).map(ArticleId).zip(placed) {
        if placed.kind == Kind::Entity {
            continue;
        }
        for alias in &placed.facts.matter.aliases {
            let url = match urls::former(&alias.value, &config.base_url, config.pretty_urls) {
                Ok(url) => url,
                Err(reason) => {
                    diagnostics.push(diag::bad_former(alias.span, &alias.value, reason));
                    continue;
                }
            };
            if url == placed.url {
                continue;
            }
            let path = &placed.facts.path;
            match addresses.claim(&url, Owner::Former { path: path.clone(), span: alias.span }) {
                Ok(()) => redirects.push((url, id)),
                Err(before) => diagnostics.push(diag::duplicate_former(alias.span, &url.0, path, &before)),
            }
        }
    }
    redirects
}
