//! From markdown events to typed blocks.
//!
//! One pass over the events with a stack of open containers: the walk, and what the end of each one makes. What a tag
//! opens is in [`frames`](super::frames). Footnote definitions, review marks and citations are taken out of the stream
//! where they stand; block quotes become callouts in [`annotations`].

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::frames::{Frame, FrameKind, cow, is_inline};
use super::runs::{self, Piece};
use super::{annotations, brackets, cites, comments, diag};
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::{FileId, Span};
use crate::model::block::{Block, BlockKind, Definition, Heading, List, Table};
use crate::model::briefing::{Note, Review};
use crate::model::cite::{CiteForm, CiteGroup, CiteItem};
use crate::model::inline::{Image, Inline, Noteref};
use crate::model::walk;

/// Containers inside each other; the levels beyond are dropped and their words kept.
pub const MAX_DEPTH: usize = 64;

/// The address that marks a citation found by the markdown parser's callback for unknown links.
pub const CITATION: &str = "ibid:citation";

pub struct Text<'s> {
    pub blocks: Vec<Block<'s>>,
    pub notes: Vec<Note<'s>>,
    pub reviews: Vec<Review<'s>>,
}

/// Reads the text of a file from byte `body` on.
pub fn read<'s>(
    source: &'s Source,
    body: usize,
    keys: Option<&BTreeSet<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Text<'s> {
    let text = &source.text[body..];
    let mut builder = Builder {
        whole: &source.text,
        file: source.id,
        offset: body,
        open: vec![Frame::new(FrameKind::Root, body)],
        made: Vec::new(),
        pieces: Vec::new(),
        notes: Vec::new(),
        labels: HashMap::new(),
        reviews: Vec::new(),
        html_told: usize::MAX,
        depth_told: false,
        skip: None,
        keys,
        diagnostics,
    };
    for (event, range) in events(text) {
        builder.event(event, range.start + body..range.end + body);
    }
    let blocks = builder.close();
    Text { blocks, notes: builder.notes, reviews: builder.reviews }
}

/// The events of markdown as ibid reads it, with their bytes in `text`. A citation is a link to [`CITATION`].
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let citation = |link: BrokenLink<'_>| {
        let inner = text.get(link.span.start + 1..link.span.end.saturating_sub(1)).unwrap_or("");
        let wanted = link.link_type == LinkType::Shortcut && cites::has_key(inner);
        wanted.then_some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")))
    };
    Parser::new_with_broken_link_callback(text, options, Some(citation)).into_offset_iter()
}

/// The state of the walk.
pub struct Builder<'s, 'd> {
    pub whole: &'s str,
    file: FileId,
    offset: usize,
    /// Never empty: the first is the root.
    pub(super) open: Vec<Frame<'s>>,
    /// For each open tag of the markdown parser, whether it has a frame.
    made: Vec<bool>,
    pub pieces: Vec<Piece<'s>>,
    notes: Vec<Note<'s>>,
    /// Where each label was defined first.
    labels: HashMap<Cow<'s, str>, Span>,
    reviews: Vec<Review<'s>>,
    /// The block whose raw HTML was told already.
    html_told: usize,
    depth_told: bool,
    /// Inside a citation: how many tags are open in it, and where it stands.
    skip: Option<(usize, Range<usize>)>,
    /// The keys of the site's works, where they are known.
    keys: Option<&'d BTreeSet<String>>,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'s> Builder<'s, '_> {
    fn event(&mut self, event: Event<'s>, range: Range<usize>) {
        if let Some((depth, _)) = &mut self.skip {
            match event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth > 0 => *depth -= 1,
                Event::End(_) => {
                    if let Some((_, range)) = self.skip.take() {
                        self.citation(range);
                    }
                }
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == CITATION => self.skip = Some((0, range)),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range.end),
            // Math is not switched on; its text would be plain.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, range),
            Event::SoftBreak => {
                self.pieces.push(Piece { text: Cow::Borrowed("\n"), start: range.start, end: range.end });
            }
            Event::Code(text) => self.inline(Inline::Code(cow(text), self.span(&range)), &range),
            Event::FootnoteReference(label) => {
                let noteref = Noteref { label: runs::label_of(cow(label)), span: self.span(&range) };
                self.inline(Inline::Noteref(noteref), &range);
            }
            Event::HardBreak => self.inline(Inline::HardBreak, &range),
            Event::TaskListMarker(done) => self.inline(Inline::TaskMarker(done), &range),
            Event::Rule => {
                self.flush_words();
                self.block(BlockKind::Rule, range);
            }
            Event::InlineHtml(_) => self.inline_html(&range),
            Event::Html(_) => {
                if let Some(Frame { kind: FrameKind::Html(whole), .. }) = self.open.last_mut() {
                    whole.end = range.end;
                }
            }
        }
    }

    fn text(&mut self, text: CowStr<'s>, range: Range<usize>) {
        if let Some(Frame { kind: FrameKind::Code(_, code), .. }) = self.open.last_mut() {
            code.push_str(&text);
            return;
        }
        if self.pieces.is_empty() {
            self.words_start(range.start);
        }
        self.pieces.push(Piece { text: cow(text), start: range.start, end: range.end });
    }

    fn words_start(&mut self, at: usize) {
        if let Some(frame) = self.open.last_mut() {
            frame.words.get_or_insert(at);
        }
    }

    fn inline(&mut self, inline: Inline<'s>, range: &Range<usize>) {
        self.flush_text();
        self.words_start(range.start);
        if let Some(frame) = self.open.last_mut() {
            frame.inlines.push(inline);
        }
    }

    fn flush_text(&mut self) {
        self.tell_empty_links();
        if !self.pieces.is_empty()
            && let Some(frame) = self.open.last_mut()
        {
            let in_link = matches!(frame.kind, FrameKind::Link(..));
            self.diagnostics.extend(brackets::broken_tie(&self.pieces, self.whole, self.file));
            let handles = if in_link { runs::Narrative::None } else { runs::Narrative::Of(self.keys) };
            self.diagnostics.extend(brackets::left_open(&self.pieces, self.whole, self.file, handles));
            runs::flush(&mut self.pieces, self.whole, self.file, handles, &mut frame.inlines);
        }
        self.pieces.clear();
    }

    /// Words that stand directly in a container become a paragraph before a block starts or the container ends.
    fn flush_words(&mut self) {
        self.flush_text();
        let Some(frame) = self.open.last_mut() else { return };
        let holds_blocks = matches!(
            frame.kind,
            FrameKind::Root | FrameKind::Quote | FrameKind::Item | FrameKind::Note(_) | FrameKind::Details
        );
        if !holds_blocks || frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        let start = frame.words.take().unwrap_or(frame.start);
        let end = self.whole[start..].find('\n').map_or(self.whole.len(), |n| start + n);
        let span = Span::new(self.file, start, end);
        frame.blocks.push(Block { kind: BlockKind::Paragraph(inlines), span });
    }

    fn block(&mut self, kind: BlockKind<'s>, range: Range<usize>) {
        let span = self.span(&range);
        if let Some(frame) = self.open.last_mut() {
            frame.blocks.push(Block { kind, span });
        }
    }

    fn start(&mut self, tag: Tag<'s>, range: Range<usize>) {
        let leaf = matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock);
        let made = self.open.len() < MAX_DEPTH || (leaf && self.open.len() == MAX_DEPTH);
        self.made.push(made);
        if !made {
            if !self.depth_told {
                self.depth_told = true;
                self.diagnostics.push(diag::deep_nesting(self.span(&range)));
            }
            return;
        }
        if is_inline(&tag) {
            self.flush_text();
            self.words_start(range.start);
        } else {
            self.flush_words();
        }
        let kind = self.kind(tag, &range);
        self.open.push(Frame::new(kind, range.start));
    }

    fn end(&mut self, _tag: TagEnd, end: usize) {
        if self.made.pop() != Some(true) || self.open.len() < 2 {
            return;
        }
        self.flush_words();
        let Some(frame) = self.open.pop() else { return };
        let range = frame.start..end;
        let Frame { kind, mut blocks, inlines, .. } = frame;
        match kind {
            FrameKind::Root => {}
            FrameKind::Paragraph => self.paragraph(inlines, range),
            FrameKind::Heading { level, id, classes } => {
                self.block(BlockKind::Heading(Heading { level, id, classes, words: inlines }), range);
            }
            FrameKind::Quote => {
                let span = self.span(&range);
                let kind = annotations::quote(blocks, span, self.whole, self.diagnostics);
                self.block(kind, range);
            }
            FrameKind::Code(info, text) => {
                self.tell_unclosed_code(&range);
                let language = match info {
                    Cow::Borrowed(info) => Cow::Borrowed(first_word(info)),
                    Cow::Owned(info) => Cow::Owned(first_word(&info).to_owned()),
                };
                self.block(BlockKind::Code { language, text: Cow::Owned(text) }, range);
            }
            FrameKind::Html(range) => self.html(range),
            FrameKind::List { start, tight, items } => {
                self.block(BlockKind::List(List { start, tight, items }), range);
            }
            FrameKind::Item => {
                if let Some(Frame { kind: FrameKind::List { items, .. }, .. }) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            FrameKind::Note(label) => self.note(label, blocks, &range),
            FrameKind::Definitions(definitions) => self.block(BlockKind::Definitions(definitions), range),
            FrameKind::Term => {
                if let Some(Frame { kind: FrameKind::Definitions(definitions), .. }) = self.open.last_mut() {
                    definitions.push(Definition { term: inlines, details: Vec::new() });
                }
            }
            FrameKind::Details => {
                if let Some(Frame { kind: FrameKind::Definitions(definitions), .. }) = self.open.last_mut()
                    && let Some(definition) = definitions.last_mut()
                {
                    definition.details.push(std::mem::take(&mut blocks));
                }
            }
            FrameKind::Table { alignments, head, rows } => {
                self.block(BlockKind::Table(Table { alignments, head, rows }), range);
            }
            FrameKind::Row(cells) => {
                self.tell_lost_cells(&range);
                if let Some(Frame { kind: FrameKind::Table { head, rows, .. }, .. }) = self.open.last_mut() {
                    if head.is_empty() { *head = cells } else { rows.push(cells) }
                }
            }
            FrameKind::Cell => {
                if let Some(Frame { kind: FrameKind::Row(cells), .. }) = self.open.last_mut() {
                    cells.push(inlines);
                }
            }
            FrameKind::Emphasis => self.push(Inline::Emphasis(inlines)),
            FrameKind::Strong => self.push(Inline::Strong(inlines)),
            FrameKind::Strikethrough => self.push(Inline::Strikethrough(inlines)),
            FrameKind::Link(target, title, shape) => self.end_link(target, title, shape, inlines, &range),
            FrameKind::Tied { key, title } => self.tied(key, &title, inlines, &range),
            FrameKind::Image { path, title } => {
                let alt = crate::base::text::squeeze(&walk::plain(&inlines));
                let span = self.span(&range);
                if alt.is_empty() {
                    self.diagnostics.push(diag::image_without_alt(span));
                }
                self.push(Inline::Image(Image { path, alt, title, span }));
            }
        }
    }

    pub fn push(&mut self, inline: Inline<'s>) {
        if let Some(frame) = self.open.last_mut() {
            frame.inlines.push(inline);
        }
    }

    fn paragraph(&mut self, mut inlines: Vec<Inline<'s>>, range: Range<usize>) {
        if inlines.is_empty() {
            return;
        }
        let alone = inlines.len() == 1 && matches!(inlines[0], Inline::Image(_));
        if alone && let Some(Inline::Image(image)) = inlines.pop() {
            let span = self.span(&range);
            self.block(BlockKind::Figure(annotations::image_alone(image, span)), range);
            return;
        }
        self.block(BlockKind::Paragraph(inlines), range);
    }

    fn note(&mut self, label: Cow<'s, str>, blocks: Vec<Block<'s>>, range: &Range<usize>) {
        let opened = &self.whole[range.start..];
        let label_end = range.start + opened.find("]:").map_or(0, |at| at + 2);
        let label_span = Span::new(self.file, range.start, label_end);
        let first = self.labels.get(&label).copied();
        if let Some(first) = first {
            self.diagnostics.push(diag::duplicate_note(label_span, first, &label));
        } else {
            self.labels.insert(label.clone(), label_span);
        }
        let duplicate = first.is_some();
        self.notes.push(Note { label, label_span, span: self.span(range), blocks, duplicate });
    }

    fn tied(&mut self, key: Cow<'s, str>, title: &str, words: Vec<Inline<'s>>, range: &Range<usize>) {
        let span = self.span(range);
        let source = &self.whole[range.clone()];
        let key_at = source.rfind("cite:").map_or(range.start, |at| range.start + at + "cite:".len());
        let key_span = Span::new(self.file, key_at, (key_at + key.len()).min(range.end));
        let (locator, rest) = cites::locator(title);
        if !title.trim().is_empty() && (locator.is_none() || !rest.trim().is_empty()) {
            self.diagnostics
                .push(diag::bad_citation(span, "the words in quotation marks name no place such as p. 279"));
        }
        let item = CiteItem {
            key,
            span: key_span,
            prefix: Cow::Borrowed(""),
            locator,
            suffix: Cow::Borrowed(""),
            suppress_author: false,
        };
        self.push(Inline::Cite(CiteGroup { form: CiteForm::Tied(words), items: vec![item], span }));
    }

    fn citation(&mut self, range: Range<usize>) {
        let inner = &self.whole[range.start + 1..range.end.saturating_sub(1)];
        let span = self.span(&range);
        match cites::group(inner, self.file, range.start + 1) {
            Ok(items) => self.inline(Inline::Cite(CiteGroup { form: CiteForm::Bracketed, items, span }), &range),
            Err(why) => {
                self.diagnostics.push(diag::bad_citation(span, why));
                self.inline(Inline::Text(Cow::Borrowed(&self.whole[range.clone()]), span), &range);
            }
        }
    }

    fn inline_html(&mut self, range: &Range<usize>) {
        let left = comments::take(&self.whole[range.clone()], self.file, range.start, &mut self.reviews);
        if left.is_empty() {
            self.flush_text();
            return;
        }
        self.tell_html(range);
        self.inline(Inline::Html(left, self.span(range)), range);
    }

    fn html(&mut self, range: Range<usize>) {
        let left = comments::take(&self.whole[range.clone()], self.file, range.start, &mut self.reviews);
        if left.trim_start().starts_with("<!--") {
            // Nobody meant to publish it, and what follows it is shown.
            let start = Span::new(self.file, range.start, range.start + "<!--".len());
            self.diagnostics.push(diag::unclosed_block(start, "the comment", "that holds -->"));
            self.block(BlockKind::Html(left), range);
        } else if !left.trim().is_empty() {
            self.tell_html(&range);
            self.block(BlockKind::Html(left), range);
        }
    }

    fn tell_unclosed_code(&mut self, range: &Range<usize>) {
        let text = self.whole.get(range.clone()).unwrap_or("").trim_end();
        let fence = if text.starts_with("```") { "```" } else { "~~~" };
        let last = text.rsplit('\n').next().unwrap_or("").trim_start_matches(['>', ' ', '\t']);
        if text.starts_with(fence) && (!text.contains('\n') || !last.starts_with(fence)) {
            let line = text.find('\n').unwrap_or(text.len());
            let start = Span::new(self.file, range.start, range.start + line);
            self.diagnostics.push(diag::unclosed_block(
                start,
                "the block of code",
                &format!("that holds only {fence}"),
            ));
        }
    }

    /// The markdown parser leaves out what the head has no column for.
    fn tell_lost_cells(&mut self, range: &Range<usize>) {
        let Some(Frame { kind: FrameKind::Table { alignments, head, .. }, .. }) = self.open.last() else { return };
        if head.is_empty() {
            return;
        }
        let row = self.whole.get(range.clone()).unwrap_or("").trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        let bars = row.match_indices('|').filter(|(at, _)| !row[..*at].ends_with('\\'));
        let ends = bars.clone().any(|(at, _)| at + 1 == row.len());
        let written = bars.count() + usize::from(!ends);
        if written > alignments.len() {
            self.diagnostics.push(diag::lost_cell(self.span(range), written, alignments.len()));
        }
    }

    /// Once a block: a paragraph with ten tags is one fault.
    fn tell_html(&mut self, range: &Range<usize>) {
        let block = self.open.iter().rev().find(|frame| matches!(frame.kind, FrameKind::Paragraph | FrameKind::Cell));
        let block = block.map_or(range.start, |frame| frame.start);
        if self.html_told != block {
            self.html_told = block;
            self.diagnostics.push(diag::raw_html(self.span(range)));
        }
    }

    fn close(&mut self) -> Vec<Block<'s>> {
        while self.open.len() > 1 {
            self.made.push(true);
            self.end(TagEnd::Paragraph, self.whole.len());
        }
        self.flush_words();
        self.open.pop().map(|root| root.blocks).unwrap_or_default()
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        debug_assert!(range.start >= self.offset);
        // A block's range takes the line breaks after it in; its span does not.
        let text = self.whole.get(range.clone()).unwrap_or("");
        Span::new(self.file, range.start, range.start + text.trim_end_matches(['\n', '\r']).len())
    }
}

fn first_word(info: &str) -> &str {
    info.split([' ', ',', '{', '\t']).next().unwrap_or("")
}
