//! Views of the indexes and of what they lead to: works, entities, authors, topics, series.
//!
//! The rest of the site knows them by [`page`](super::page), where the rules for all views are.

use serde::Serialize;

use super::page::{BacklinkView, CardView, CountView, DateView, FileView, LinkView, NoteView};

/// The citation index, whole or one letter or one kind of it.
#[derive(Clone, Debug, Serialize)]
pub struct CitationsView {
    /// "All works", "Books", "Works under W".
    pub title: String,
    pub works: u32,
    pub places: u32,
    /// Letters that have works: an anchor on this page, or a page of their own in a large index.
    pub letters: Vec<IndexLinkView>,
    /// Kinds that occur, "All" first.
    pub kinds: Vec<IndexLinkView>,
    pub groups: Vec<LetterView>,
    /// The places are on the pages of the letters and works (over 500 works).
    pub brief: bool,
    /// All works for reference managers, and the index as data.
    pub files: Vec<FileView>,
    /// The feed of works that are cited for the first time.
    pub feed: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndexLinkView {
    pub title: String,
    pub url: String,
    pub count: u32,
    pub here: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    /// `W`, or `#` for what starts with no letter.
    pub letter: String,
    pub id: String,
    pub authors: Vec<IndexAuthorView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndexAuthorView {
    /// "Wilson, Andrew"; empty for works without an author.
    pub name: String,
    pub works: Vec<IndexWorkView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndexWorkView {
    /// Unique on the page: `w-wilson2021`.
    pub id: String,
    pub url: String,
    pub entry_html: String,
    /// "Book".
    pub kind: String,
    /// `OpenURL` of the work, for the `title` of a `Z3988` span.
    pub coins: String,
    /// How many places cite it, and in how many briefings.
    pub count: u32,
    pub briefings: u32,
    pub places: Vec<PlaceView>,
}

/// One place that cites, mentions or links.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    /// To the very noteref or sentence.
    pub url: String,
    pub title: String,
    pub date: Option<DateView>,
    /// The heading it stands under; empty before the first.
    pub section: String,
    pub note: Option<u32>,
    /// "p. 279".
    pub locator: Option<String>,
    /// `full`, `short` or `ibid`.
    pub form: String,
    /// The sentence, the place of the mark set off in `<mark>`.
    pub sentence_html: Option<String>,
    /// Attributes for the sentence where it is in another language than the site's.
    pub language_html: String,
}

/// The places of one briefing together.
#[derive(Clone, Debug, Serialize)]
pub struct PlacesView {
    pub title: String,
    pub url: String,
    pub date: Option<DateView>,
    pub places: Vec<PlaceView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    pub title: String,
    /// Attributes for the title where the work is in another language than the site's.
    pub language_html: String,
    pub entry_html: String,
    pub kind: String,
    pub key: String,
    pub link: Option<LinkView>,
    pub count: u32,
    pub briefings: Vec<PlacesView>,
    /// "p. 279" and the places that name it.
    pub locators: Vec<LocatorView>,
    /// Works that are cited by the same briefings, most often first, at most eight.
    pub together: Vec<CountView>,
    pub index: LinkView,
    /// The work for reference managers.
    pub files: Vec<FileView>,
    /// `OpenURL` of the work, for the `title` of a `Z3988` span.
    pub coins: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct LocatorView {
    pub locator: String,
    pub places: Vec<LinkView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntitiesView {
    pub kinds: Vec<EntityKindView>,
    pub entities: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntityKindView {
    /// `person`.
    pub kind: String,
    /// "People".
    pub title: String,
    pub entities: Vec<EntityRowView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntityRowView {
    pub name: String,
    pub url: String,
    /// Mentions.
    pub count: u32,
    pub briefings: u32,
    pub spellings: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntityView {
    pub name: String,
    /// `person`.
    pub kind: String,
    pub description: Option<String>,
    pub body_html: String,
    pub notes: Vec<NoteView>,
    /// Other spellings that occur, with counts.
    pub spellings: Vec<SpellingView>,
    pub same_as: Vec<LinkView>,
    pub see_also: Vec<LinkView>,
    pub count: u32,
    pub briefings: Vec<PlacesView>,
    /// Entities mentioned in the same sentences, most often first, at most eight.
    pub together: Vec<CountView>,
    /// Works cited in the sentences that mention it, at most eight.
    pub works: Vec<CountView>,
    pub linked_from: Vec<BacklinkView>,
    pub has_code: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct SpellingView {
    pub text: String,
    pub count: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct AuthorView {
    pub name: String,
    pub bio: Option<String>,
    pub link: Option<LinkView>,
    pub orcid: Option<LinkView>,
    pub body_html: String,
    pub notes: Vec<NoteView>,
    pub briefings: Vec<CardView>,
    pub has_code: bool,
}

/// All authors, topics or series.
#[derive(Clone, Debug, Serialize)]
pub struct GroupsView {
    pub title: String,
    pub groups: Vec<CountView>,
}

/// One topic or series.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    pub title: String,
    pub briefings: Vec<CardView>,
    pub index: LinkView,
}
