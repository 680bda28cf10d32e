//! Views of the indexes and of what they lead to: works, entities, authors, topics, series.
//!
//! The rest of the site knows them by [`page`](super::page), where the rules for all views are.

use serde::Serialize;

use super::page::{BacklinkView, CardView, CountView, DateView, FileView, LinkView, NoteView};

/// A page of the citation index: the whole in one of its orders, or a part of it.
#[derive(Clone, Debug, Serialize)]
pub struct CitationsView {
    /// "Citation index", "Works by kind", "Works under W".
    pub title: String,
    /// What the works are grouped by: `author`, `kind`, `year` or `publication`.
    pub by: String,
    pub works: u32,
    pub places: u32,
    /// The orders of the index, this one marked, and the list of cited authors.
    pub orders: Vec<IndexLinkView>,
    /// What this page or order is divided into: anchors here, or pages of their own in a large index.
    pub parts: Vec<IndexPartsView>,
    pub groups: Vec<IndexGroupView>,
    /// The works that most places cite, where the page itself lists none.
    pub most: Vec<CountView>,
    /// No places are shown: they are on the pages by author and on those of the works.
    pub brief: bool,
    /// Of a part: what it is a part of.
    pub whole: Option<LinkView>,
    /// All works for reference managers, and the index as data.
    pub files: Vec<FileView>,
    /// The feed of works that are cited for the first time.
    pub feed: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndexLinkView {
    pub title: String,
    pub url: String,
    /// How many works.
    pub count: u32,
    pub here: bool,
    /// The id of its place on the page of the whole; empty where the place is elsewhere on the page.
    pub id: String,
}

/// A row of links under a title of their own; the title may be empty.
#[derive(Clone, Debug, Serialize)]
pub struct IndexPartsView {
    pub title: String,
    pub links: Vec<IndexLinkView>,
}

/// A letter, a kind, a year, a newspaper.
#[derive(Clone, Debug, Serialize)]
pub struct IndexGroupView {
    pub id: String,
    /// Empty where the title of the page says it.
    pub title: String,
    pub works: u32,
    pub places: u32,
    pub authors: Vec<IndexAuthorView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndexAuthorView {
    /// Its place on the page; empty for works without an author, and where works are not grouped by authors.
    pub id: String,
    /// "Wilson, Andrew".
    pub name: String,
    pub works: Vec<IndexWorkView>,
    /// Works that this author wrote with another, under whom they stand.
    pub see: Vec<LinkView>,
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
    /// In place of the places of a work that is cited throughout.
    pub passim: Option<PassimView>,
}

/// Where a work is cited *passim*: the briefings with the most places.
#[derive(Clone, Debug, Serialize)]
pub struct PassimView {
    /// Each with its places; the link leads to the first.
    pub briefings: Vec<CountView>,
    /// How many briefings are not named.
    pub more: u32,
}

/// The authors of cited works, all or those of one letter.
#[derive(Clone, Debug, Serialize)]
pub struct CitedAuthorsView {
    /// "Cited authors", "Cited authors: W".
    pub title: String,
    /// How many names there are on the site.
    pub authors: u32,
    pub orders: Vec<IndexLinkView>,
    pub letters: Vec<IndexLinkView>,
    pub groups: Vec<CitedLetterView>,
    pub whole: Option<LinkView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CitedLetterView {
    pub id: String,
    pub letter: String,
    pub authors: Vec<CitedAuthorView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CitedAuthorView {
    /// "Wilson, Andrew".
    pub name: String,
    /// Its place in the citation index.
    pub url: String,
    pub works: u32,
    pub places: u32,
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
    /// Its authors as in an index, each with how many of its works are cited; the address is empty where none is.
    pub authors: Vec<CountView>,
    /// The newspaper, journal or publisher, in the index, with how many of its works are cited.
    pub publication: Option<CountView>,
    pub link: Option<LinkView>,
    /// When somebody last saw it there: "3 May 2022".
    pub accessed: Option<String>,
    /// A copy that is kept elsewhere.
    pub archived: Option<LinkView>,
    pub count: u32,
    /// How many of the places are an Ibid., and how many another short form.
    pub as_ibid: u32,
    pub as_short: u32,
    pub briefings: Vec<PlacesView>,
    /// "p. 279" and the places that name it.
    pub locators: Vec<LocatorView>,
    /// "Cite this work": its reference in several styles.
    pub styles: Vec<StyledView>,
    /// The same for reference managers.
    pub formats: Vec<FormatView>,
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
    /// By briefing, in the order of the places.
    pub places: Vec<LocatedView>,
}

/// The places of one briefing that name a locator.
#[derive(Clone, Debug, Serialize)]
pub struct LocatedView {
    /// Of the briefing.
    pub title: String,
    /// "note 6", then the numbers alone.
    pub notes: Vec<LinkView>,
}

/// A reference in one style.
#[derive(Clone, Debug, Serialize)]
pub struct StyledView {
    /// "Chicago, notes".
    pub name: String,
    pub entry_html: String,
}

/// A work in the format of a reference manager.
#[derive(Clone, Debug, Serialize)]
pub struct FormatView {
    /// "`BibTeX`".
    pub name: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntitiesView {
    /// By kind and from A to Z, this one marked.
    pub orders: Vec<IndexLinkView>,
    /// Kinds or letters.
    pub groups: Vec<EntityGroupView>,
    pub entities: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntityGroupView {
    /// `person`, `letter-a`.
    pub id: String,
    /// "People", "A".
    pub title: String,
    pub entities: Vec<EntityRowView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntityRowView {
    pub name: String,
    pub url: String,
    /// `person`, where the names stand by letters.
    pub kind: Option<String>,
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
    /// The inside of an SVG that shows when; empty where that says nothing.
    pub timeline_svg_html: String,
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
    /// The address of its own feed.
    pub feed: Option<String>,
    pub briefings: Vec<CardView>,
    pub index: LinkView,
}
