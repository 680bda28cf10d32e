//! Front matter: what a file says of itself before its text.

use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::span::Span;

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At<T> {
    pub value: T,
    pub span: Span,
}

/// The front matter of any file under `content/`; what a kind of page does not use is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// The title of a briefing or page, the name of an entity or author. Falls back to the file's name.
    pub title: At<String>,
    /// Always there on a briefing that is published.
    pub date: Option<At<Date>>,
    pub updated: Option<At<Date>>,
    pub draft: bool,
    /// What says whether it may be published cannot be read, which is told: it is held back.
    pub withheld: bool,
    pub slug: Option<At<String>>,
    pub kicker: Option<String>,
    pub standfirst: Option<String>,
    pub authors: Vec<At<AuthorRef>>,
    pub series: Option<At<String>>,
    pub number: Option<String>,
    pub publisher: Option<String>,
    pub topics: Vec<At<String>>,
    /// A BCP 47 tag; falls back to the site's.
    pub language: Option<At<String>>,
    pub doi: Option<At<String>>,
    /// Where it was first published.
    pub url: Option<At<String>>,
    pub license: Option<String>,
    pub rights: Option<String>,
    pub disclaimer: Option<String>,
    pub summary: Option<String>,
    pub image: Option<At<String>>,
    /// Paths of further bibliographies, beside this file.
    pub bibliography: Vec<At<String>>,
    pub citation_style: Option<At<String>>,
    /// Former addresses of a page; other names of an entity.
    pub aliases: Vec<At<String>>,
    pub link_entities: bool,
    /// What happened and when, as the briefing tells it; in order of writing.
    pub events: Vec<At<EventMatter>>,
    /// Where the text was imported from: `file`, `sha256`, `importer` …
    pub source: Vec<(String, String)>,
    /// Order among plain pages; lower first.
    pub weight: Option<i64>,
    pub entity: EntityMatter,
    pub author: AuthorMatter,
}

/// One entry of `authors`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorRef {
    /// A name, or the id (slug) of an author page.
    pub name: String,
    pub bio: Option<String>,
    pub url: Option<String>,
    pub orcid: Option<String>,
}

/// One entry of `events`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMatter {
    pub date: Date,
    /// The last day (month, year) of something that took longer; never before `date`.
    pub until: Option<Date>,
    pub text: String,
    /// Where the briefing tells of it: a heading, a note or a paragraph of its own.
    pub at: Option<At<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityMatter {
    pub kind: EntityKind,
    /// The name as the index of names has it: "Lukashenka, Alexander".
    pub sort: Option<String>,
    pub same_as: Vec<At<String>>,
    /// Ids (slugs) of other entities.
    pub see_also: Vec<At<String>>,
    /// Other names that are not linked where they stand: `aliases: [{ name: Sasha, link: false }]`.
    pub unlinked: Vec<At<String>>,
    /// Spellings that are near its name, and that an editor has said are not it.
    pub not: Vec<At<String>>,
    pub description: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
    Event,
    #[default]
    Concept,
}

impl EntityKind {
    pub const ALL: [Self; 5] = [Self::Person, Self::Organisation, Self::Place, Self::Event, Self::Concept];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Event => "event",
            Self::Concept => "concept",
        }
    }

    /// The heading of its group in the index.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organisation => "Organisations",
            Self::Place => "Places",
            Self::Event => "Events",
            Self::Concept => "Concepts",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorMatter {
    pub bio: Option<String>,
    pub url: Option<At<String>>,
    pub orcid: Option<String>,
}
