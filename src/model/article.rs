//! A page made from one source file, with everything in it bound.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cite::{Form, Position};
use super::facts::Facts;
use super::url::Url;
use super::work::Rich;

/// Index into [`Site::articles`](super::site::Site).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// Index into [`Site::works`](super::site::Site).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Briefing,
    Entity,
    Author,
    Page,
}

impl Kind {
    /// By the place of a file in the site's folder.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let inside = path.strip_prefix("content/").unwrap_or(path);
        match inside.split_once('/') {
            Some(("entities", _)) => Self::Entity,
            Some(("authors", _)) => Self::Author,
            Some(("pages", _)) => Self::Page,
            _ => Self::Briefing,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Article {
    pub kind: Kind,
    pub slug: String,
    pub url: Url,
    pub facts: Arc<Facts>,
    /// Parallel to `facts.cites`.
    pub cites: Vec<BoundCite>,
    /// Of the works that it cites, as its own citation style words them; empty where it has the site's.
    pub entries: BTreeMap<WorkId, Rich>,
    /// Parallel to `facts.links`.
    pub links: Vec<BoundLink>,
    /// Parallel to `facts.files`: the address of the copied file; none where it is missing.
    pub files: Vec<Option<Url>>,
    /// Parallel to the events of its front matter: the id on its page where it tells of each; empty for none.
    pub events: Vec<String>,
    /// Rows of [`Site::relations`](super::site::Site) that lead here from other pages (`Links` only).
    pub linked_from: Vec<u32>,
    /// Rows that start here (`Cites`).
    pub cites_rows: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundCite {
    /// None: an unknown key, an Ibid. without antecedent, or a short form that fits no work or several; its words stay
    /// as they are.
    pub work: Option<WorkId>,
    pub position: Position,
    /// [`Form::Short`] also for a short form that fits several works, which is reported; one that fits none is
    /// [`Form::Full`].
    pub form: Form,
    /// What the style prints in place of the whole citation, on the first cite of its group; none on the others, none
    /// for the author's own words, and none where a work of the group is unknown: then it stays as it was typed.
    pub formatted: Option<Rich>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundLink {
    Article {
        article: ArticleId,
        anchor: String,
    },
    Work(WorkId),
    /// Nothing has this name: the words are shown without a link.
    Dead,
}
