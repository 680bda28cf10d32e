//! What a reader found in a document: lines, in the order of the source, each with what is known about it.
//!
//! A text extracted from a PDF knows little of a line (its number, how far it is indented); a PDF knows where each line
//! stands and how large its letters are; a Word file or a web page knows what a paragraph is, and which note a mark
//! leads to. All say it in the same terms, so that the passes after them are the same for all. What a format does not
//! say is left open (`Role::Unknown`, zero): no reader guesses.

use crate::model::work::Work;

/// A document as its reader hands it over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In reading order where the format has one; otherwise as the source holds them.
    pub lines: Vec<Line>,
    /// What the document says about itself outside its text: a Word file's properties, a page's meta elements.
    pub claims: Vec<Claim>,
    pub pictures: Vec<Picture>,
    /// Words that the reader left out, each with its reason: navigation, scripts, deleted text.
    pub dropped: Vec<Dropped>,
    /// Pages of a PDF that are pictures, most likely of text, which nobody has read.
    pub unread: Vec<u32>,
    /// What the format itself says that some of its words cite.
    pub citations: Vec<Citation>,
    /// What an editor has to know about words that are kept: a formula that became a line of letters.
    pub remarks: Vec<Remark>,
}

/// Something about words that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub what: String,
    /// As [`At::line`].
    pub line: u32,
    /// The editor is asked to look.
    pub doubt: bool,
}

/// A citation that a reference manager or Word has left in the text with the data of its works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Who says so: `Zotero`.
    pub by: &'static str,
    pub cited: Vec<Cited>,
}

/// A work of a citation. Its key is what the format calls it; empty where it calls it nothing that people would use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    pub work: Work,
    /// As a tie writes it: `p. 279`.
    pub locator: Option<String>,
}

/// A line of a text, or a whole paragraph where the format marks its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub runs: Vec<Run>,
    pub role: Role,
    pub at: At,
    /// A blank line, or a gap wider than a line's, stands before it.
    pub gap: bool,
    /// Whether it goes on in the paragraph of the line before it, where the format says so: a tagged PDF does.
    pub goes_on: Option<bool>,
}

/// Where a line stands in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct At {
    /// From 1: the line of a text; the paragraph of a Word file; the line of markup of a web page.
    pub line: u32,
    /// From 1; 0 where the format has no pages. A form feed begins the next.
    pub page: u32,
    /// Left edge, and the right one: points on a page, characters in a text; both 0 where unknown.
    pub left: f32,
    pub right: f32,
    /// Base line from the top of the page in points; 0 where unknown.
    pub y: f32,
    /// Size of most of its letters in points; 0 where unknown.
    pub size: f32,
    /// From 1, where the reader knows that it stands in one of several columns; 0 elsewhere.
    pub column: u8,
    /// Left edge of that column; of the page for what stands above or below columns.
    pub edge: f32,
}

/// Letters of one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub look: Look,
    pub mark: Option<Mark>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "the looks combine freely")]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
    pub subscript: bool,
    pub small_caps: bool,
    pub strikethrough: bool,
    pub code: bool,
    /// In points where it differs from the line's; 0 otherwise.
    pub size: f32,
    /// The address that it leads to, as written; not judged yet.
    pub link: Option<String>,
    /// BCP 47, where the format says so.
    pub language: Option<String>,
    /// The place in [`Reading::citations`] of what these words cite.
    pub cite: Option<u32>,
}

/// What stands at a run besides, or instead of, its letters.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// The format itself says that this leads to the note of this label; the run's text is the printed mark, if any.
    Noteref(String),
    /// A picture of `Reading::pictures`; the run's text is its alternative text.
    Picture(usize),
    /// The printed mark of a note's own body, or its way back into the text: no words of the document.
    Backlink,
    /// A break of line that is meant.
    Break,
}

/// What the format says outright.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Role {
    /// A line of a text or of a PDF: the passes find out.
    #[default]
    Unknown,
    /// A whole paragraph.
    Paragraph,
    /// 1 to 6, as the format counts.
    Heading(u8),
    Title,
    Standfirst,
    Kicker,
    Byline,
    Date,
    /// A paragraph of a list's item; `depth` from 0, `number` in ordered lists. `first` where the item begins.
    Item {
        depth: u8,
        number: Option<u32>,
        first: bool,
    },
    /// A paragraph of a cell. Tables are numbered through the document, rows and columns from 0.
    Cell {
        table: u32,
        row: u32,
        column: u32,
        header: bool,
    },
    /// A paragraph of the note of this label.
    Note(String),
    /// A quotation in a block of its own; `depth` from 0.
    Quote {
        depth: u8,
    },
    PullQuote,
    /// A box beside the text, numbered through the document; `title` for its heading.
    Box {
        number: u32,
        title: bool,
    },
    /// Words below a picture or a table.
    Caption,
    Credit,
    Code,
    Rule,
    /// Sharing lines, newsletter forms and the like: the format marks them, the report lists them.
    Furniture,
}

/// Something that the document says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub field: Field,
    pub value: String,
    /// Where it stands, in words of the format: `meta name="author"`, `core.xml`.
    pub place: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    Standfirst,
    Kicker,
    Author,
    /// ISO, or as printed.
    Date,
    Updated,
    Publisher,
    Series,
    Language,
    License,
    Url,
    Doi,
    Image,
}

/// A picture taken out of a document, to be saved beside the markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// As the document calls it, without folders; never to be believed as a path.
    pub name: String,
    /// Empty where the document only names an address, which is then `name`.
    pub bytes: Vec<u8>,
}

/// Words that do not go into the markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    pub text: String,
    /// As [`At::line`].
    pub line: u32,
    pub reason: &'static str,
    /// They may be words of the text after all: the editor is asked.
    pub doubt: bool,
}

impl Line {
    /// Its letters without their looks; marks of notes included as they are printed.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}
