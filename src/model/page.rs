//! Pages as templates see them: closed views, complete, with no way back to the site.
//!
//! Fields that end in `html` hold finished, safe HTML; every other string is plain text that the template escapes.
//! Every `url` is relative to the page that holds it, ready for `href`, an `#anchor` included where there is one.
//! The views of the indexes (works, entities, authors, topics, series) are beside this file and named here too.
//! A page's fingerprint is that of its serialised view and of the templates: a template can see nothing else.

use serde::Serialize;

pub use super::index_views::{
    AuthorView, CitationsView, CitedAuthorView, CitedAuthorsView, CitedLetterView, EntitiesView, EntityGroupView,
    EntityRowView, EntityView, FormatView, GroupView, GroupsView, IndexAuthorView, IndexGroupView, IndexLinkView,
    IndexPartsView, IndexWorkView, LocatedView, LocatorView, PassimView, PlaceView, PlacesView, SpellingView,
    StyledView, WorkView,
};
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
    /// Plain pages that the foot of every page leads to: those on their own, and the first of each folder.
    pub pages: Vec<MenuView>,
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
    /// `ltr` or `rtl`: how the language is written.
    pub direction: String,
    /// Attributes for what the theme itself says on a page in another language than the site's; otherwise empty.
    pub interface_html: String,
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
    /// What `<link>` says besides: `cite-as`, `describedby` …
    pub links: Vec<RelView>,
    pub noindex: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct MetaView {
    pub name: String,
    pub content: String,
}

/// A `<link>` of the head.
#[derive(Clone, Debug, Serialize)]
pub struct RelView {
    pub rel: String,
    /// Relative to the page, or a full address.
    pub url: String,
    /// Media type; may be empty.
    pub media_type: String,
    /// May be empty.
    pub title: String,
}

/// A file beside a page, for other programs.
#[derive(Clone, Debug, Serialize)]
pub struct FileView {
    /// "`BibTeX`".
    pub name: String,
    pub url: String,
    pub media_type: String,
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
    CitedAuthors(Box<CitedAuthorsView>),
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
    Map(Box<MapView>),
    Timeline(Box<TimelineView>),
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
            Self::CitedAuthors(_) => "cited-authors.html",
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
            Self::Map(_) => "map.html",
            Self::Timeline(_) => "timeline.html",
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

/// Something that happened, on a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    pub date: DateView,
    pub until: Option<DateView>,
    pub text: String,
    /// The language of the text, as attributes, where it is not the page's.
    pub language_html: String,
    /// The place in a briefing that tells of it; empty where none is named.
    pub url: String,
    /// The briefings that tell of it; none on the briefing's own page.
    pub told_in: Vec<LinkView>,
}

/// The events of all briefings, the earliest first.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    pub years: Vec<TimelineYearView>,
    pub events: u32,
    pub briefings: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct TimelineYearView {
    pub year: i16,
    pub events: Vec<EventView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub url: String,
}

/// Something with a count: a topic, a series, a work, an entity.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    pub title: String,
    pub url: String,
    pub count: u32,
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
    /// Attributes for its words where they are in another language than the site's.
    pub language_html: String,
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
    /// What the site holds, each with the page that lists it; its address is empty where there is none.
    pub evidence: Vec<CountView>,
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
    /// What `notes` say of other briefings, by the number of the note; here because it is known before they are.
    pub also: Vec<(u32, Vec<AlsoView>)>,
    pub works: Vec<WorkCitedView>,
    /// People, organisations, places … in it, by weight.
    pub entities: Vec<EntityLinkView>,
    /// What it tells of, the earliest first.
    pub events: Vec<EventView>,
    /// The timeline of the site, where it has events.
    pub timeline_url: String,
    pub linked_from: Vec<BacklinkView>,
    pub related: Vec<RelatedView>,
    /// "Cite this briefing": plain text to select.
    pub cite_as: String,
    /// The same with its italics and links.
    pub cite_as_html: String,
    /// The briefing itself for reference managers.
    pub files: Vec<FileView>,
    /// The works that it cites for reference managers.
    pub references: Vec<FileView>,
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
    /// Where else the works of the note are cited; on the first note that cites each.
    pub also: Vec<AlsoView>,
    /// `n3`.
    pub id: String,
    /// `note-gap`, a second address.
    pub anchor: Option<String>,
    /// Blocks, with the back-links inside the last paragraph.
    pub html: String,
    /// "Linked from …" with the pages that lead to the note; empty where none does.
    pub linked_html: String,
    /// Over 60 words: clipped in the margin.
    pub long: bool,
}

/// Another briefing that cites a work of a note.
#[derive(Clone, Debug, Serialize)]
pub struct AlsoView {
    /// "Wilson 2021".
    pub work: String,
    /// The page of the work.
    pub url: String,
    /// The newest of the other briefings, at the place that cites it.
    pub briefing: LinkView,
    /// How many others there are besides.
    pub more: u32,
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
    /// The sentence of this page that mentions it first: `#s-a-sentence`; empty where that has no address.
    pub first: String,
}

/// A page that links here, with the sentence.
#[derive(Clone, Debug, Serialize)]
pub struct BacklinkView {
    pub title: String,
    pub url: String,
    pub date: Option<DateView>,
    pub sentence_html: Option<String>,
    /// The place on this page that it leads to: a heading, a note, a table, a passage. None for the page itself.
    pub place: Option<LinkView>,
    /// As on a card.
    pub language_html: String,
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

#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    pub latest: Vec<CardView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    pub to: LinkView,
}

/// The site as a picture.
#[derive(Clone, Debug, Serialize)]
pub struct MapView {
    pub groups: Vec<MapGroupView>,
    /// Nodes on the picture, and of the whole site.
    pub shown: u32,
    pub all: u32,
    /// What stands inside `<svg viewBox="0 0 1000 1000">`.
    pub svg_html: String,
    /// Of `graph.json`.
    pub data_url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct MapGroupView {
    /// `briefing`, `work` or `name`.
    pub kind: String,
    pub title: String,
    /// Those with the most edges first.
    pub nodes: Vec<MapNodeView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MapNodeView {
    pub title: String,
    pub url: String,
    /// How many others it is joined to.
    pub joined: u32,
}
