//! What the rest of the site needs to know of one file, without its tree.
//!
//! Facts are made once from the tree (`resolve::survey`) and kept in the cache: they depend on the file's bytes, the
//! dialect and the list of entity names, and on nothing else. All text is owned and small: the sentences kept are
//! those that cite, link, mention or are quoted.

use serde::{Deserialize, Serialize};

use super::cite::Locator;
use super::matter::Matter;
use super::short::Short;
use crate::base::span::{FileId, Span};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub file: FileId,
    pub path: String,
    pub matter: Matter,
    /// The first is what stands before the first heading: level 0, no words, no id.
    pub sections: Vec<Section>,
    /// Numbered: `notes[0]` is note 1. Notes that nothing refers to come last, in order of definition.
    pub notes: Vec<NoteFacts>,
    /// In reading order: the text first, then the notes in order of number.
    pub noterefs: Vec<NorefFacts>,
    /// Those of the running text in order of place, then those of headings, cells, captions and pull quotes.
    pub sentences: Vec<Sentence>,
    /// In reading order; a note's cites stand where the note is printed, in order of number.
    pub cites: Vec<CiteFacts>,
    pub links: Vec<LinkFacts>,
    pub mentions: Vec<MentionFacts>,
    pub pulls: Vec<PullFacts>,
    /// Each paragraph of the running text and its id, in order.
    pub paragraphs: Vec<ParagraphFacts>,
    /// Each table and its id, in order: those of the text, then those of the notes.
    pub tables: Vec<TableFacts>,
    /// Paths of pictures and files beside the page that it shows or links to, as written.
    pub files: Vec<FileFacts>,
    pub reviews: Vec<(Span, String)>,
    /// Words of the running text, notes not counted.
    pub words: u32,
    /// The first words of the text, for descriptions where there is no standfirst; at most 300 characters.
    pub excerpt: String,
    pub has_code: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub id: String,
    pub level: u8,
    pub words: String,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteFacts {
    pub label: String,
    pub span: Span,
    /// False: a note made by a `[@key]` in the body (note styles); then `span` is the citation's.
    pub defined: bool,
    /// How many noterefs lead to it.
    pub references: u32,
    /// `note-<label>` where the label is a word.
    pub anchor: Option<String>,
    /// Plain text, for exports and lists; citations formatted by a style are U+FFFC in it.
    pub text: String,
    /// Looks like a reference to a work, and nothing in it is tied to one, short forms not counted.
    pub untied: bool,
    /// Where it could be tied, if it is untied and the edit is certain to give a link.
    pub tie: Option<Tie>,
}

/// The words of a note that would stand in the brackets of `[words](cite:key)`, and the place that they name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    pub span: Span,
    pub locator: Option<Locator>,
}

/// One noteref: the n-th reference (from 1) to note `note` (from 1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NorefFacts {
    pub span: Span,
    pub note: u32,
    pub nth: u32,
    pub section: u32,
    /// Index into [`Facts::sentences`]; none inside notes.
    pub sentence: Option<u32>,
}

/// A sentence that cites, links, mentions or is quoted. Those of the running text have an address of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// `s-` and words; unique on the page. Empty for the words of a heading, cell, caption or pull quote.
    pub id: String,
    /// The start of its paragraph's span, and its bytes in the paragraph's plain text. The greatest number where it
    /// is no paragraph of the running text.
    pub paragraph: u32,
    pub start: u32,
    pub end: u32,
    pub section: u32,
    /// Plain text; a citation that the style formats is U+FFFC in it.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphFacts {
    pub start: u32,
    /// `p-` and words; unique on the page.
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFacts {
    pub start: u32,
    /// `table-2`, or where a heading has that one `table-2-2`; unique on the page.
    pub id: String,
}

/// One cited work at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CiteFacts {
    /// Of the key; of the words "Ibid." or the last of a short form where it is typed without a tie.
    pub span: Span,
    /// The whole citation that this belongs to; cites of one group share it.
    pub group: Span,
    pub target: CiteTarget,
    pub style: CiteStyle,
    pub locator: Option<Locator>,
    pub prefix: String,
    pub suffix: String,
    pub suppress_author: bool,
    /// The note it stands in or makes (from 1); none in running text.
    pub note: Option<u32>,
    pub section: u32,
    /// The sentence that cites: of the running text, or the one that carries the note's first reference.
    pub sentence: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CiteTarget {
    Key(String),
    /// A typed Ibid., Id. … with no tie: stands for the work of the preceding note.
    Preceding,
    /// Words with no tie that may stand for a work cited earlier: they do where one fits, and are talk where none does.
    Earlier(Box<Short>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CiteStyle {
    /// Formatted by the style.
    Bracketed,
    Narrative,
    /// Words of the author's own, and where the Ibid. stands that they are.
    Literal {
        ibid: Option<Span>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkFacts {
    pub span: Span,
    pub target: LinkTarget,
    pub anchor: String,
    pub section: u32,
    pub sentence: Option<u32>,
    /// In the note with this number.
    pub note: Option<u32>,
    /// `[[slug]]`: it shows the target's title.
    pub bare: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkTarget {
    /// `[[slug]]`; empty for this page.
    Slug(String),
    /// A path from the site's `content` folder, already joined and tidied: `handbook/notes.md`.
    Source(String),
}

/// An entity's name in the running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionFacts {
    /// Index into the list of entities that the names were taken from.
    pub entity: u32,
    /// The start of the paragraph's span, and the bytes of the name in the paragraph's plain text.
    pub paragraph: u32,
    pub start: u32,
    pub end: u32,
    /// As it is spelled here.
    pub spelling: String,
    pub section: u32,
    pub sentence: u32,
    /// The first of this entity in its section: this one is linked.
    pub linked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullFacts {
    pub span: Span,
    pub text: String,
    pub state: PullState,
    /// The first of the sentences that it repeats; none where not found.
    pub sentence: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PullState {
    Exact,
    Trimmed,
    Altered,
    NotFound,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    pub span: Span,
    /// From the site's `content` folder, joined and tidied: `kaliningrad/map.svg`.
    pub path: String,
    pub image: bool,
    /// A review mark names it: an importer found it named, and nobody has put it there yet.
    pub awaited: bool,
}
