//! Citations as they are written in the text, and the terms of CSL that go with them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::inline::Inline;
use super::work::{Rich, Work};
use crate::base::span::Span;

/// One citation of one or more works: `[see @a, p. 3; @b]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteGroup<'s> {
    pub form: CiteForm<'s>,
    /// Never empty.
    pub items: Vec<CiteItem<'s>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CiteForm<'s> {
    /// `[@key]`: formatted by the site's style.
    Bracketed,
    /// `@key [p. 3]`: the author's name stands in the sentence.
    Narrative,
    /// `[words](cite:key "p. 3")`: the author's own words, kept to the letter.
    Tied(Vec<Inline<'s>>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteItem<'s> {
    pub key: Cow<'s, str>,
    /// Of the key alone.
    pub span: Span,
    /// Words before, such as "see"; as typed, without the space at its end.
    pub prefix: Cow<'s, str>,
    pub locator: Option<Locator>,
    /// Words after the locator, with the comma or space that leads to them.
    pub suffix: Cow<'s, str>,
    /// `[-@key]`: the name stands in the sentence already.
    pub suppress_author: bool,
}

/// A place inside a work. The label is one of CSL's, the value is as printed ("33–35").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Locator {
    pub label: LocatorLabel,
    pub value: String,
}

macro_rules! labels {
    ($($name:ident $csl:literal $one:literal $many:literal [$($written:literal),*];)*) => {
        /// The locator labels of CSL 1.0.2 that briefings use.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum LocatorLabel { #[default] $($name),* }

        impl LocatorLabel {
            pub const ALL: &[LocatorLabel] = &[$(LocatorLabel::$name),*];

            /// The name that CSL gives it.
            #[must_use]
            pub fn csl(self) -> &'static str {
                match self { $(Self::$name => $csl),* }
            }

            /// As it is printed before one, and before several.
            #[must_use]
            pub fn printed(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($one, $many)),* }
            }

            /// The words by which editors write it, in lower case, with their full stops.
            #[must_use]
            pub fn written(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($written),*]),* }
            }
        }
    };
}

labels! {
    Page "page" "p." "pp." ["p.", "pp.", "p", "pp", "page", "pages"];
    Chapter "chapter" "ch." "chs." ["ch.", "chs.", "chap.", "chaps.", "chapter", "chapters"];
    Section "section" "sec." "secs." ["sec.", "secs.", "section", "sections", "§", "§§", "s.", "ss."];
    Paragraph "paragraph" "para." "paras." ["para.", "paras.", "paragraph", "paragraphs", "¶", "¶¶"];
    Note "note" "n." "nn." ["n.", "nn.", "note", "notes", "fn.", "fns."];
    Figure "figure" "fig." "figs." ["fig.", "figs.", "figure", "figures"];
    Table "table" "table" "tables" ["table", "tables", "tbl."];
    Volume "volume" "vol." "vols." ["vol.", "vols.", "volume", "volumes"];
    Part "part" "pt." "pts." ["pt.", "pts.", "part", "parts"];
    Line "line" "l." "ll." ["l.", "ll.", "line", "lines"];
    Column "column" "col." "cols." ["col.", "cols.", "column", "columns"];
    Folio "folio" "fol." "fols." ["fol.", "fols.", "folio", "folios"];
    Article "article" "art." "arts." ["art.", "arts.", "article", "articles"];
    Appendix "appendix" "app." "apps." ["app.", "apps.", "appendix", "annex"];
    Timestamp "timestamp" "at" "at" ["at", "timestamp"];
}

impl Locator {
    /// "p. 279", "pp. 33–35": the label in the number that the value asks for.
    #[must_use]
    pub fn printed(&self) -> String {
        let (one, many) = self.label.printed();
        let several = self.value.contains([',', '-', '–', '&']);
        format!("{} {}", if several { many } else { one }, dashed(&self.value))
    }
}

/// A hyphen between digits is a range, and is set with a dash.
fn dashed(value: &str) -> String {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut out = String::with_capacity(value.len() + 2);
    for (at, c) in value.char_indices() {
        let range = c == '-' && digit(out.chars().next_back()) && digit(value[at + 1..].chars().next());
        out.push(if range { '–' } else { c });
    }
    out
}

/// Where a citation stands among those of its briefing: CSL's own five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Position {
    First,
    Subsequent,
    /// The same work as the note before, which cites no other, at the same place.
    Ibid,
    /// The same work as the note before, at another place.
    IbidWithLocator,
    NearNote,
}

/// How a citation is worded, for the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Full,
    Short,
    Ibid,
}

/// A citation style at work. The linking stage asks it for the words of each citation; it knows no site.
pub trait Formatter: Sync {
    /// Citations belong in notes; a `[@key]` in running text makes one.
    fn is_note_style(&self) -> bool;

    /// One citation of one or more works, in the order they are written; `group` is never empty.
    fn cite(&self, group: &[CiteRequest<'_>]) -> Rich;

    /// The entry of a bibliography.
    fn entry(&self, work: &Work) -> Rich;
}

/// The citation styles of a site.
pub trait Styles: Sync {
    /// The style that a briefing asks for by name; the site's own for one that asks for none, or for one that there is
    /// not.
    fn named(&self, name: Option<&str>) -> &dyn Formatter;
}

/// A site of one style.
impl<F: Formatter> Styles for F {
    fn named(&self, _: Option<&str>) -> &dyn Formatter {
        self
    }
}

/// One work in a citation that the style formats.
#[derive(Clone, Copy, Debug)]
pub struct CiteRequest<'a> {
    pub work: &'a Work,
    pub position: Position,
    pub locator: Option<&'a Locator>,
    pub prefix: &'a str,
    pub suffix: &'a str,
    pub suppress_author: bool,
    pub narrative: bool,
    /// The number of the note that cites the work first, or 0 in running text: some styles name it in a short form.
    pub first_note: u32,
}
