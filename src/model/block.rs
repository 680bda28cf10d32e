//! The blocks of a text: paragraphs, headings, lists, boxes.

use std::borrow::Cow;

use super::inline::{Image, Inline};
use crate::base::span::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'s> {
    pub kind: BlockKind<'s>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind<'s> {
    Heading(Heading<'s>),
    Paragraph(Vec<Inline<'s>>),
    Quote(Vec<Block<'s>>),
    PullQuote(PullQuote<'s>),
    Callout(Callout<'s>),
    Figure(Figure<'s>),
    List(List<'s>),
    Definitions(Vec<Definition<'s>>),
    Code {
        language: Cow<'s, str>,
        text: Cow<'s, str>,
    },
    Table(Table<'s>),
    Rule,
    /// Raw HTML as it was typed.
    Html(Cow<'s, str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'s> {
    /// 1 to 6, as it was typed; the title of the page is above all of them.
    pub level: u8,
    /// From `{#id}`; otherwise the id is made from the words.
    pub id: Option<Cow<'s, str>>,
    pub classes: Vec<Cow<'s, str>>,
    pub words: Vec<Inline<'s>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullQuote<'s> {
    /// `{altered}`: the editor knows that the words differ.
    pub altered: bool,
    pub blocks: Vec<Block<'s>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout<'s> {
    pub kind: CalloutKind,
    /// Empty: the kind's own name is the title.
    pub title: Vec<Inline<'s>>,
    pub blocks: Vec<Block<'s>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalloutKind {
    Box,
    KeyPoints,
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl CalloutKind {
    pub const ALL: [Self; 7] =
        [Self::Box, Self::KeyPoints, Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution];

    /// As it is written after `[!`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::KeyPoints => "keypoints",
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    /// The title where the editor gave none.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Box => "",
            Self::KeyPoints => "Key points",
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure<'s> {
    /// Missing where the source text lost the picture.
    pub image: Option<Image<'s>>,
    pub caption: Vec<Block<'s>>,
    pub credit: Option<Credit<'s>>,
}

/// `Picture: kremlin.ru, CC BY 4.0`: whose a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit<'s> {
    /// The word before the colon, as typed: `Picture`, `Foto`.
    pub label: Cow<'s, str>,
    pub words: Vec<Inline<'s>>,
    pub span: Span,
}

impl Credit<'_> {
    /// What stands between the label and the words: `Foto: Ida Brook`, but `Fot. Ida Brook`.
    pub fn sign(&self) -> &'static str {
        if bare(&self.label) { " " } else { ": " }
    }
}

/// Bytes of a label, at most.
const CREDIT_LABEL: usize = 48;

/// What a line of credit may begin with.
const CREDIT_LABELS: [&str; 47] = [
    "picture",
    "pictures",
    "picture credit",
    "picture credits",
    "picture by",
    "image",
    "images",
    "image credit",
    "image credits",
    "image by",
    "image source",
    "photo",
    "photos",
    "photo credit",
    "photo credits",
    "photo by",
    "photograph",
    "photographs",
    "photograph by",
    "photographer",
    "photography",
    "credit",
    "credits",
    "source",
    "sources",
    "illustration",
    "illustrations",
    "illustration by",
    "drawing",
    "graphic",
    "graphics",
    "map",
    "map by",
    "chart",
    "bild",
    "bilder",
    "foto",
    "fotos",
    "grafik",
    "abbildung",
    "karte",
    "crédit photo",
    "zdjęcie",
    "fot.",
    "фото",
    "фот.",
    "ілюстрація",
];

/// The label of a line of credit: its bytes before the colon, or before a space where it needs none (`Fot. Ida Brook`,
/// `Photo by Ida Brook`) and a name follows.
pub fn credit_label(line: &str) -> Option<&str> {
    let known = |label: &str| {
        let label = label.trim();
        label.len() <= CREDIT_LABEL && CREDIT_LABELS.contains(&label.to_lowercase().as_str())
    };
    if let Some((label, _)) = line.split_once(':')
        && known(label)
    {
        return Some(label);
    }
    let start = line.len() - line.trim_start().len();
    let mut ends = line.match_indices(' ').map(|(at, _)| at).filter(|at| *at > start).take(3);
    let at = ends.find(|at| bare(&line[start..*at]) && known(&line[..*at]))?;
    let named = line[at..].trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '©' | '@'));
    let said = line.trim_end().ends_with(['.', '!', '?']) || line.split_whitespace().count() > CREDIT_WORDS;
    (named && !said).then(|| &line[..at])
}

/// More words are a sentence that begins like a credit.
const CREDIT_WORDS: usize = 12;

/// A label that stands before its name without a colon.
fn bare(label: &str) -> bool {
    label.ends_with('.') || label.ends_with(['y', 'Y']) && label.to_lowercase().ends_with(" by")
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<'s> {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// No blank lines between: paragraphs of the items are not set as paragraphs.
    pub tight: bool,
    pub items: Vec<Vec<Block<'s>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition<'s> {
    pub term: Vec<Inline<'s>>,
    pub details: Vec<Vec<Block<'s>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'s> {
    pub alignments: Vec<Alignment>,
    pub head: Vec<Vec<Inline<'s>>>,
    pub rows: Vec<Vec<Vec<Inline<'s>>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

#[cfg(test)]
mod tests {
    use super::credit_label;

    #[test]
    fn a_credit_has_a_label() {
        for (line, label) in [
            ("Picture: kremlin.ru, CC BY 4.0", Some("Picture")),
            ("Fot. Paweł Brandys", Some("Fot.")),
            ("Photo by Lena Kirkbride", Some("Photo by")),
            ("Photo by: Lena", Some("Photo by")),
            ("Photo Lena", None),
            ("Photo by photo, it grew", None),
            ("Fot. 3 shows it", None),
            ("Map by Hand is a film that nobody has seen.", None),
        ] {
            assert_eq!(credit_label(line), label, "{line}");
        }
    }
}
