//! Pages as templates see them: closed views, complete, with no way back to the site.
//!
//! Fields that end in `html` hold finished, safe HTML; every other string is plain text that the template escapes.
//! Every `url` is relative to the page that holds it, ready for `href`, an `#anchor` included where there is one.
//! A page's fingerprint is that of its serialised view and of the templates: a template can see nothing else.

use serde::Serialize;

use super::url::Url;

/// A page that is to be written: address, template, view.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    #[serde(skip)]
    pub url: Url,
    pub head: Head,
    /// From this page to the site's root: empty or `../`; for `404.html` the site's absolute path, `/` or `/sub/`.
    pub root: String,
    pub page: View,
}

/// The same on every page; templates see it as `site`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub language: String,
    pub base_url: String,
    /// `own` or `system`.
    pub fonts: String,
    /// `spaced` or `indented`.
    pub paragraphs: String,
    /// Links from the root; a template puts `root` before those that are not `external`.
    pub menu: Vec<MenuView>,
    /// The length of the site's longest list of notes: `notes.css` holds rules for so many.
    pub most_notes: u32,
    pub has_code: bool,
    pub generator: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct MenuView {
    pub title: String,
    pub url: String,
    pub external: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Of the page alone; templates add the site's title.
    pub title: String,
    pub description: String,
    pub language: String,
    /// Full address; none on 404.
    pub canonical: Option<String>,
    /// `OpenGraph` type: `article` or `website`.
    pub og_type: String,
    /// Full address of a picture.
    pub image: Option<String>,
    /// Highwire Press and Dublin Core tags, in order: `citation_title` …
    pub meta: Vec<MetaView>,
    /// Escaped for `<script type="application/ld+json">`.
    pub json_ld_html: Option<String>,
    pub noindex: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct MetaView {
    pub name: String,
    pub content: String,
}

/// The template is `<name>.html`; templates see the fields as `page`.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    Home(Box<HomeView>),
    Archive(Box<ArchiveView>),
    Briefing(Box<BriefingView>),
    Plain(Box<PlainView>),
    Citations(Box<CitationsView>),
    Work(Box<WorkView>),
    Entities(Box<EntitiesView>),
    Entity(Box<EntityView>),
    Authors(Box<GroupsView>),
    Author(Box<AuthorView>),
    Topics(Box<GroupsView>),
    Topic(Box<GroupView>),
    SeriesList(Box<GroupsView>),
    Series(Box<GroupView>),
    NotFound(Box<NotFoundView>),
    /// A former address: leads to the new one.
    Redirect(Box<RedirectView>),
}

impl View {
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Archive(_) => "archive.html",
            Self::Briefing(_) => "briefing.html",
            Self::Plain(_) => "page.html",
            Self::Citations(_) => "citations.html",
            Self::Work(_) => "work.html",
            Self::Entities(_) => "entities.html",
            Self::Entity(_) => "entity.html",
            Self::Authors(_) => "authors.html",
            Self::Author(_) => "author.html",
            Self::Topics(_) => "topics.html",
            Self::Topic(_) => "topic.html",
            Self::SeriesList(_) => "series-list.html",
            Self::Series(_) => "series.html",
            Self::NotFound(_) => "404.html",
            Self::Redirect(_) => "redirect.html",
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// `2023-03-30`.
    pub iso: String,
    /// `30 March 2023`.
    pub long: String,
    pub year: i16,
}

#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub url: String,
}

/// A briefing in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    pub title: String,
    pub url: String,
    pub kicker: Option<String>,
    pub standfirst: Option<String>,
    pub date: Option<DateView>,
    pub authors: Vec<String>,
    pub series: Option<String>,
    pub number: Option<String>,
    /// Reading time at 230 words a minute, at least 1.
    pub minutes: u32,
    pub notes: u32,
    pub works: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    pub latest: Option<CardView>,
    /// The next ones, newest first, by year; at most 49 in all.
    pub years: Vec<YearView>,
    /// How many briefings there are in all; the archive lists them.
    pub briefings: u32,
    pub works: u32,
    pub notes: u32,
    pub entities: u32,
    pub archive: LinkView,
    pub series: Vec<CountView>,
    pub topics: Vec<CountView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    pub year: i16,
    pub briefings: Vec<CardView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    pub years: Vec<YearView>,
    pub briefings: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct BriefingView {
    pub kicker: Option<String>,
    pub title: String,
    pub standfirst: Option<String>,
    pub date: Option<DateView>,
    pub updated: Option<DateView>,
    pub authors: Vec<ByView>,
    pub series: Option<LinkView>,
    pub number: Option<String>,
    pub publisher: Option<String>,
    pub topics: Vec<LinkView>,
    pub disclaimer: Option<String>,
    /// `license` or `rights`.
    pub rights: Option<String>,
    pub doi: Option<LinkView>,
    /// Where it was first published.
    pub first_published: Option<LinkView>,
    pub minutes: u32,
    pub words: u32,
    pub contents: Vec<ContentsView>,
    pub body_html: String,
    pub notes: Vec<NoteView>,
    pub works: Vec<WorkCitedView>,
    /// People, organisations, places … in it, by weight.
    pub entities: Vec<EntityLinkView>,
    pub linked_from: Vec<BacklinkView>,
    pub related: Vec<RelatedView>,
    /// "Cite this briefing": plain text to select.
    pub cite_as: String,
    pub permalink: String,
    /// In its series.
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub has_code: bool,
}

/// One author in a byline.
#[derive(Clone, Debug, Serialize)]
pub struct ByView {
    pub name: String,
    pub url: String,
    pub bio: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ContentsView {
    pub id: String,
    pub title: String,
    /// 2 or 3, as set on the page.
    pub level: u8,
}

#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    pub number: u32,
    /// `n3`.
    pub id: String,
    /// `note-gap`, a second address.
    pub anchor: Option<String>,
    /// Blocks, with the back-links inside the last paragraph.
    pub html: String,
    /// Over 60 words: clipped in the margin.
    pub long: bool,
}

/// A work in the list under a briefing.
#[derive(Clone, Debug, Serialize)]
pub struct WorkCitedView {
    pub url: String,
    pub entry_html: String,
    /// The marks that cite it: number of the note (or `§`), address of the mark.
    pub marks: Vec<LinkView>,
    /// How many other briefings cite it.
    pub elsewhere: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct EntityLinkView {
    pub name: String,
    pub url: String,
    pub kind: String,
    pub count: u32,
}

/// A page that links here, with the sentence.
#[derive(Clone, Debug, Serialize)]
pub struct BacklinkView {
    pub title: String,
    pub url: String,
    pub date: Option<DateView>,
    pub sentence_html: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RelatedView {
    pub title: String,
    pub url: String,
    /// "3 sources in common".
    pub reason: String,
    pub date: Option<DateView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PlainView {
    pub title: String,
    pub standfirst: Option<String>,
    pub updated: Option<DateView>,
    pub contents: Vec<ContentsView>,
    pub body_html: String,
    pub notes: Vec<NoteView>,
    pub works: Vec<WorkCitedView>,
    pub linked_from: Vec<BacklinkView>,
    /// The pages of the same folder in order, this one among them (`here`); empty for a page on its own.
    pub siblings: Vec<SiblingView>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub has_code: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct SiblingView {
    pub title: String,
    pub url: String,
    pub here: bool,
}

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
}

#[derive(Clone, Debug, Serialize)]
pub struct LocatorView {
    pub locator: String,
    pub places: Vec<LinkView>,
}

/// Something with a count: a topic, a series, a work, an entity.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    pub title: String,
    pub url: String,
    pub count: u32,
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

#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    pub latest: Vec<CardView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    pub to: LinkView,
}
