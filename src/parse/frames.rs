//! The open containers, and which one a tag of markdown opens.
//!
//! What a container becomes when it ends is the business of [`blocks`](super::blocks).

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, LinkType, Tag};

use super::blocks::Builder;
use super::{diag, links, runs};
use crate::model::block::{Alignment, Block, Definition};
use crate::model::inline::{Inline, Target};

/// A container that is open, with what was found in it so far.
pub struct Frame<'s> {
    pub kind: FrameKind<'s>,
    pub start: usize,
    pub blocks: Vec<Block<'s>>,
    /// Words that stand directly in the container: of a leaf block, or of a tight list item.
    pub inlines: Vec<Inline<'s>>,
    /// Where those words start.
    pub words: Option<usize>,
}

/// What is open, with what its tag said.
pub enum FrameKind<'s> {
    Root,
    Paragraph,
    Heading { level: u8, id: Option<Cow<'s, str>>, classes: Vec<Cow<'s, str>> },
    Quote,
    Code(Cow<'s, str>, String),
    Html(Range<usize>),
    List { start: Option<u64>, tight: bool, items: Vec<Vec<Block<'s>>> },
    Item,
    Note(Cow<'s, str>),
    Definitions(Vec<Definition<'s>>),
    Term,
    Details,
    Table { alignments: Vec<Alignment>, head: Vec<Vec<Inline<'s>>>, rows: Vec<Vec<Vec<Inline<'s>>>> },
    Row(Vec<Vec<Inline<'s>>>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link(Target<'s>, Cow<'s, str>, Shape),
    Tied { key: Cow<'s, str>, title: Cow<'s, str> },
    Image { path: Cow<'s, str>, title: Cow<'s, str> },
}

/// How a link is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Words,
    /// `[[slug]]`: the parser gives the slug as words, which are not the editor's.
    Bare,
    /// `[[!Name]]`.
    Unlinked,
}

impl<'s> Frame<'s> {
    pub fn new(kind: FrameKind<'s>, start: usize) -> Self {
        Self { kind, start, blocks: Vec::new(), inlines: Vec::new(), words: None }
    }
}

impl<'s> Builder<'s, '_> {
    /// What a tag opens.
    pub fn kind(&mut self, tag: Tag<'s>, range: &Range<usize>) -> FrameKind<'s> {
        match tag {
            Tag::Paragraph | Tag::MetadataBlock(_) => {
                // Only an item with paragraphs is loose.
                let above = self.open.len().checked_sub(2).and_then(|at| self.open.get_mut(at));
                if let Some(Frame { kind: FrameKind::List { tight, .. }, .. }) = above {
                    *tight = false;
                }
                FrameKind::Paragraph
            }
            Tag::Heading { level, id, classes, attrs } => {
                for (name, _) in attrs {
                    self.diagnostics.push(diag::refused_attribute(self.span(range), &name));
                }
                let classes = classes.into_iter().map(cow).collect();
                FrameKind::Heading { level: level as u8, id: id.map(cow), classes }
            }
            Tag::BlockQuote(_) => FrameKind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => FrameKind::Code(cow(info), String::new()),
            Tag::CodeBlock(CodeBlockKind::Indented) => FrameKind::Code(Cow::Borrowed(""), String::new()),
            Tag::HtmlBlock => FrameKind::Html(range.clone()),
            Tag::List(start) => FrameKind::List { start, tight: true, items: Vec::new() },
            Tag::Item => FrameKind::Item,
            Tag::FootnoteDefinition(label) => FrameKind::Note(runs::label_of(cow(label))),
            Tag::DefinitionList => FrameKind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => FrameKind::Term,
            Tag::DefinitionListDefinition => FrameKind::Details,
            Tag::Table(alignments) => FrameKind::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead | Tag::TableRow => FrameKind::Row(Vec::new()),
            Tag::TableCell => FrameKind::Cell,
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, cow(dest_url), cow(title), range),
            Tag::Image { dest_url, title, .. } => FrameKind::Image { path: cow(dest_url), title: cow(title) },
        }
    }

    fn link(&mut self, kind: LinkType, url: Cow<'s, str>, title: Cow<'s, str>, range: &Range<usize>) -> FrameKind<'s> {
        match kind {
            LinkType::WikiLink { has_pothole } => {
                if !has_pothole && url.starts_with('!') {
                    return FrameKind::Link(
                        Target::Slug { slug: url, anchor: Cow::Borrowed("") },
                        title,
                        Shape::Unlinked,
                    );
                }
                // In a table the bar is written `\|`.
                let whole = url.trim_end_matches('\\').trim().to_owned();
                let (slug, anchor) = whole.split_once('#').unwrap_or((&whole, ""));
                let target = Target::Slug {
                    slug: Cow::Owned(slug.trim().to_owned()),
                    anchor: Cow::Owned(anchor.trim().to_owned()),
                };
                FrameKind::Link(target, title, if has_pothole { Shape::Words } else { Shape::Bare })
            }
            LinkType::Email => {
                let url = Cow::Owned(format!("mailto:{}", url.trim_start_matches("mailto:")));
                FrameKind::Link(Target::Url(url), title, Shape::Words)
            }
            _ => {
                if let Some(key) = url.strip_prefix("cite:") {
                    return FrameKind::Tied { key: Cow::Owned(links::decode(key).into_owned()), title };
                }
                let target = links::target(url);
                if let Target::Refused(url) = &target {
                    self.diagnostics.push(diag::refused_url(self.span(range), url));
                }
                FrameKind::Link(target, title, Shape::Words)
            }
        }
    }
}

/// Whether a tag stands among words.
pub fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// The parser's text as text of the file, borrowed where it can be.
pub fn cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        CowStr::Boxed(_) | CowStr::Inlined(_) => Cow::Owned(text.into_string()),
    }
}
