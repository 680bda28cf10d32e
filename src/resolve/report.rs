//! Faults of all articles become diagnostics, in order of articles, with proposals.

use std::collections::HashMap;

use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::model::config::Config;

use super::diag;
use super::fault::Fault;
use super::links::{Names, path_of};
use super::nearest::Nearest;
use super::publish::Placed;
use super::urls;
use super::works::Keys;

/// Words the faults. The searches for near names are set up only where something is amiss.
#[derive(Debug)]
pub struct Reporter<'a> {
    placed: &'a [Placed],
    names: &'a Names<'a>,
    keys: &'a Keys,
    files: &'a std::collections::BTreeSet<String>,
    /// Slugs and paths of what is not published, and where it is.
    held: HashMap<String, Span>,
    near_keys: Option<Nearest<'a>>,
    near_names: Option<Nearest<'a>>,
    near_sources: Option<Nearest<'a>>,
    near_files: Option<Nearest<'a>>,
}

impl<'a> Reporter<'a> {
    #[must_use]
    pub fn new(
        placed: &'a [Placed],
        held: &[std::sync::Arc<crate::model::facts::Facts>],
        names: &'a Names<'a>,
        keys: &'a Keys,
        files: &'a std::collections::BTreeSet<String>,
        config: &Config,
    ) -> Self {
        let held = held
            .iter()
            .flat_map(|facts| {
                let span = facts.matter.date.as_ref().map_or(Span::top(facts.file), |date| date.span);
                let path = facts.path.strip_prefix("content/").unwrap_or(&facts.path).to_owned();
                [(urls::name(&facts.path, &facts.matter, config.pretty_urls).slug, span), (path, span)]
            })
            .collect();
        let (near_keys, near_names, near_sources, near_files) = (None, None, None, None);
        Self { placed, names, keys, files, held, near_keys, near_names, near_sources, near_files }
    }

    /// None for what was worded before, where the style is known.
    pub fn word(&mut self, fault: Fault) -> Option<Diagnostic> {
        Some(match fault {
            Fault::Found(diagnostic) => diagnostic,
            Fault::TiedIbid { .. } => return None,
            Fault::UnknownWork { span, key } => {
                let keys = self.keys;
                let near = self.near_keys.get_or_insert_with(|| Nearest::among(keys.keys().map(String::as_str)));
                diag::unknown_work(span, &key, near.few(&key))
            }
            Fault::DeadLink { span, slug } => {
                if let Some(target) = self.held.get(slug.as_str()) {
                    return Some(diag::unpublished_link(span, &slug, *target));
                }
                let names = self.names;
                let near = self.near_names.get_or_insert_with(|| Nearest::among(names.all()));
                diag::dead_link(span, &slug, near.one(&slug))
            }
            Fault::DeadSource { span, path } => {
                if let Some(target) = self.held.get(path.as_str()) {
                    return Some(diag::unpublished_link(span, &path, *target));
                }
                let names = self.names;
                let near = self.near_sources.get_or_insert_with(|| Nearest::among(names.all_sources()));
                diag::dead_source_link(span, &path, near.one(&path))
            }
            Fault::Ambiguous { span, slug, candidates } => {
                let placed = self.placed;
                let candidates: Vec<(String, Span)> = candidates
                    .iter()
                    .map(|id| &placed[id.0 as usize])
                    .map(|placed| (path_of(placed).into_owned(), placed.facts.matter.title.span))
                    .collect();
                diag::ambiguous_link(span, &slug, &candidates)
            }
            Fault::MissingFile { span, path, awaited: true, .. } => diag::awaited_file(span, &path),
            Fault::MissingFile { span, path, image, .. } => {
                let files = self.files;
                let near = self.near_files.get_or_insert_with(|| Nearest::among(files.iter().map(String::as_str)));
                diag::missing_file(span, &path, image, near.one(&path))
            }
        })
    }
}
