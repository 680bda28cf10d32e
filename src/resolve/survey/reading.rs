//! One pass over the tree: all plain text in one string, and the marks that stand in it.
//!
//! The text of a run is what [`walk::plain`](crate::model::walk::plain) gives, byte for byte; a line feed stands
//! between two runs, so that an offset belongs to one run only. Nothing is judged here.

use std::ops::Range;

use crate::base::span::Span;
use crate::model::block::{Block, BlockKind, Heading};
use crate::model::briefing::Briefing;
use crate::model::cite::{CiteForm, CiteGroup};
use crate::model::inline::{Image, Inline, Link, Noteref, Target};
use crate::model::walk::{BARE_LINK, CITATION, Role};

/// Offsets are bytes of `text`.
#[allow(clippy::struct_excessive_bools, reason = "where the walk stands: each is on or off by itself")]
pub struct Reading<'a, 's> {
    pub text: String,
    /// Of the body first, then of each note.
    pub runs: Vec<Run>,
    /// In reading order, as `runs`.
    pub marks: Vec<Mark<'a, 's>>,
    pub leaves: Vec<Leaf>,
    /// The first section stands before the first heading.
    pub headings: Vec<HeadingAt<'a, 's>>,
    pub pulls: Vec<PullAt>,
    /// Where each table starts.
    pub tables: Vec<u32>,
    pub files: Vec<FileAt<'a>>,
    pub body: Part,
    /// In order of definition.
    pub notes: Vec<Part>,
    pub has_code: bool,
    section: u32,
    in_note: bool,
    italic: bool,
    solid: bool,
}

/// The runs and marks of the body or of one note.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub runs: Range<usize>,
    pub marks: Range<usize>,
    /// Holds something that is no text: a picture, code, HTML.
    pub solid: bool,
}

/// A run of inlines: a paragraph, a heading, a cell.
pub struct Run {
    pub role: Role,
    /// Where the span of its block starts.
    pub block: u32,
    pub section: u32,
    pub text: Range<usize>,
    pub leaves: Range<usize>,
}

#[derive(Clone, Copy)]
pub struct Mark<'a, 's> {
    pub at: usize,
    /// The end of its words; `at` where it has none.
    pub end: usize,
    pub run: usize,
    pub kind: MarkKind<'a, 's>,
}

#[derive(Clone, Copy)]
pub enum MarkKind<'a, 's> {
    Noteref(&'a Noteref<'s>),
    Cite(&'a CiteGroup<'s>),
    Link(&'a Link<'s>),
}

/// A piece of text that stands together in the source.
pub struct Leaf {
    pub text: Range<usize>,
    pub span: Span,
    /// Running text: not code, not a link's words, not a citation.
    pub free: bool,
    pub italic: bool,
}

pub struct HeadingAt<'a, 's> {
    pub heading: &'a Heading<'s>,
    pub span: Span,
    pub run: usize,
}

pub struct PullAt {
    pub span: Span,
    pub altered: bool,
    pub runs: Range<usize>,
    /// Holds a noteref, a citation or a link.
    pub marked: bool,
}

/// A picture, or a link to what is no source file.
pub struct FileAt<'a> {
    pub path: &'a str,
    pub span: Span,
    pub image: bool,
}

impl<'a, 's> Reading<'a, 's> {
    pub fn of(briefing: &'a Briefing<'s>, size: usize) -> Self {
        let mut reading = Self::new(size, briefing.notes.len());
        reading.body = reading.part(&briefing.blocks);
        reading.in_note = true;
        for note in &briefing.notes {
            let part = reading.part(&note.blocks);
            reading.notes.push(part);
        }
        reading
    }

    fn new(size: usize, notes: usize) -> Self {
        Self {
            text: String::with_capacity(size),
            runs: Vec::with_capacity(64),
            marks: Vec::with_capacity(64),
            leaves: Vec::with_capacity(256),
            headings: Vec::new(),
            pulls: Vec::new(),
            tables: Vec::new(),
            files: Vec::new(),
            body: Part::default(),
            notes: Vec::with_capacity(notes),
            has_code: false,
            section: 0,
            in_note: false,
            italic: false,
            solid: false,
        }
    }

    pub fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    /// The place in the source of a piece of a run's text; near enough where escapes or line ends shift it. Ends of
    /// pieces are exact, so a span is on character boundaries wherever the text stands in the source to the letter.
    pub fn span(&self, run: usize, range: &Range<usize>) -> Option<Span> {
        let leaves = self.leaves.get(self.runs.get(run)?.leaves.clone())?;
        let first = leaves.get(leaves.partition_point(|leaf| leaf.text.end <= range.start))?;
        let last = leaves.get(leaves.partition_point(|leaf| leaf.text.start < range.end).checked_sub(1)?)?;
        let start = first.place(range.start.max(first.text.start)).unwrap_or(first.span.start as usize);
        let end = last.place(range.end.min(last.text.end)).unwrap_or(last.span.end as usize);
        Some(Span::new(first.span.file, start, end.max(start)))
    }

    /// The words of a note, its paragraphs joined by a space.
    pub fn note_text(&self, note: usize) -> String {
        let part = &self.notes[note];
        let mut out = String::new();
        for run in &self.runs[part.runs.clone()] {
            let text = self.slice(&run.text).trim();
            if !out.is_empty() && !text.is_empty() {
                out.push(' ');
            }
            out.push_str(text);
        }
        out
    }

    fn part(&mut self, blocks: &'a [Block<'s>]) -> Part {
        let (run, mark) = (self.runs.len(), self.marks.len());
        self.solid = false;
        self.blocks(blocks, None);
        Part { runs: run..self.runs.len(), marks: mark..self.marks.len(), solid: self.solid }
    }

    fn blocks(&mut self, blocks: &'a [Block<'s>], role: Option<Role>) {
        for block in blocks {
            self.block(block, role);
        }
    }

    /// What stands in a box or list is a part of its section: a heading in it ends with it.
    fn inside(&mut self, blocks: &'a [Block<'s>], role: Option<Role>) {
        let section = self.section;
        self.blocks(blocks, role);
        self.section = section;
    }

    fn block(&mut self, block: &'a Block<'s>, role: Option<Role>) {
        let span = block.span;
        match &block.kind {
            BlockKind::Heading(heading) => {
                let own = role.unwrap_or(Role::Heading { level: heading.level });
                if role.is_none() && !self.in_note {
                    self.headings.push(HeadingAt { heading, span, run: self.runs.len() });
                    self.section = to_u32(self.headings.len());
                }
                self.run(own, span, &heading.words);
            }
            BlockKind::Paragraph(inlines) => self.run(role.unwrap_or(Role::Paragraph), span, inlines),
            BlockKind::Quote(inner) => self.inside(inner, role),
            BlockKind::PullQuote(quote) => {
                let (run, mark) = (self.runs.len(), self.marks.len());
                self.inside(&quote.blocks, Some(Role::PullQuote));
                let marked = self.marks.len() > mark;
                self.pulls.push(PullAt { span, altered: quote.altered, runs: run..self.runs.len(), marked });
            }
            BlockKind::Callout(callout) => {
                if !callout.title.is_empty() {
                    self.run(role.unwrap_or(Role::Label), span, &callout.title);
                }
                self.inside(&callout.blocks, role);
            }
            BlockKind::Figure(figure) => {
                if let Some(image) = &figure.image {
                    self.image(image);
                }
                self.inside(&figure.caption, Some(role.unwrap_or(Role::Label)));
                if let Some(credit) = &figure.credit {
                    self.run(role.unwrap_or(Role::Label), span, &credit.words);
                }
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.inside(item, role)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.run(role.unwrap_or(Role::Label), span, &definition.term);
                    definition.details.iter().for_each(|details| self.inside(details, role));
                }
            }
            BlockKind::Table(table) => {
                self.tables.push(span.start);
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    self.run(role.unwrap_or(Role::Cell), span, cell);
                }
            }
            BlockKind::Code { .. } => {
                self.has_code = true;
                self.solid = true;
            }
            BlockKind::Html(_) => self.solid = true,
            BlockKind::Rule => {}
        }
    }

    fn run(&mut self, role: Role, span: Span, inlines: &'a [Inline<'s>]) {
        let (start, leaves) = (self.text.len(), self.leaves.len());
        self.inlines(inlines, true);
        self.runs.push(Run {
            role,
            block: span.start,
            section: if self.in_note { 0 } else { self.section },
            text: start..self.text.len(),
            leaves: leaves..self.leaves.len(),
        });
        self.text.push('\n');
    }

    fn inlines(&mut self, inlines: &'a [Inline<'s>], free: bool) {
        for inline in inlines {
            match inline {
                Inline::Text(text, span) => self.leaf(text, *span, free),
                Inline::Code(text, span) | Inline::Unlinked(text, span) => {
                    self.leaf(text, *span, false);
                }
                Inline::Emphasis(inner) => {
                    let italic = std::mem::replace(&mut self.italic, true);
                    self.inlines(inner, free);
                    self.italic = italic;
                }
                Inline::Strong(inner) | Inline::Strikethrough(inner) => self.inlines(inner, free),
                Inline::Link(link) => {
                    let mark = self.mark(MarkKind::Link(link));
                    if link.is_bare() {
                        let mut sign = [0; 4];
                        self.leaf(BARE_LINK.encode_utf8(&mut sign), link.span, false);
                    }
                    self.inlines(&link.words, false);
                    self.marks[mark].end = self.text.len();
                    if let Target::Path { path, .. } = &link.target
                        && !super::links::is_source(path)
                    {
                        self.files.push(FileAt { path, span: link.span, image: false });
                    }
                }
                Inline::Cite(group) => {
                    let mark = self.mark(MarkKind::Cite(group));
                    match &group.form {
                        CiteForm::Tied(words) => self.inlines(words, false),
                        CiteForm::Bracketed | CiteForm::Narrative => {
                            let mut sign = [0; 4];
                            self.leaf(CITATION.encode_utf8(&mut sign), group.span, false);
                        }
                    }
                    self.marks[mark].end = self.text.len();
                }
                Inline::Noteref(noteref) => {
                    self.mark(MarkKind::Noteref(noteref));
                }
                Inline::Image(image) => self.image(image),
                Inline::HardBreak => self.text.push(' '),
                Inline::TaskMarker(_) | Inline::Html(..) => {}
            }
        }
    }

    fn mark(&mut self, kind: MarkKind<'a, 's>) -> usize {
        let at = self.text.len();
        self.marks.push(Mark { at, end: at, run: self.runs.len(), kind });
        self.marks.len() - 1
    }

    fn image(&mut self, image: &'a Image<'s>) {
        self.solid = true;
        self.files.push(FileAt { path: &image.path, span: image.span, image: true });
    }

    fn leaf(&mut self, text: &str, span: Span, free: bool) {
        let start = self.text.len();
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.text.push(' ');
            }
            self.text.push_str(line);
        }
        self.leaves.push(Leaf { text: start..self.text.len(), span, free, italic: self.italic });
    }
}

impl Leaf {
    /// Inside a piece that was changed on its way (an escape, a line end in a quotation) no place is known.
    fn place(&self, at: usize) -> Option<usize> {
        let verbatim = self.text.len() == (self.span.end - self.span.start) as usize;
        verbatim.then(|| self.span.start as usize + at.saturating_sub(self.text.start))
    }
}

pub fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::base::span::FileId;
    use crate::model::cite::CiteItem;
    use crate::model::walk;

    fn text(words: &'static str, start: usize) -> Inline<'static> {
        Inline::Text(Cow::Borrowed(words), Span::new(FileId(0), start, start + words.len()))
    }

    fn empty() -> Reading<'static, 'static> {
        Reading::new(0, 0)
    }

    /// All offsets of the facts hang on this.
    #[test]
    fn a_run_has_the_plain_text_of_the_model() {
        let at = Span::new(FileId(0), 9, 9);
        let item = CiteItem {
            key: Cow::Borrowed("k"),
            span: at,
            prefix: Cow::Borrowed(""),
            locator: None,
            suffix: Cow::Borrowed(""),
            suppress_author: false,
        };
        let cite = |form| Inline::Cite(CiteGroup { form, items: vec![item.clone()], span: at });
        let inlines = vec![
            text("A\nb ", 0),
            Inline::Emphasis(vec![text("c", 5), Inline::Strong(vec![Inline::Code(Cow::Borrowed("d\n"), at)])]),
            Inline::Noteref(Noteref { label: Cow::Borrowed("n"), span: at }),
            cite(CiteForm::Bracketed),
            Inline::HardBreak,
            cite(CiteForm::Tied(vec![text("w\nx", 7)])),
            Inline::Unlinked(Cow::Borrowed("E"), at),
            Inline::Html(Cow::Borrowed("<b>"), at),
            Inline::TaskMarker(true),
            Inline::Link(Link {
                target: Target::Url(Cow::Borrowed("https://x.example")),
                words: vec![text("l", 8)],
                title: Cow::Borrowed(""),
                span: at,
            }),
            Inline::Image(Image { path: Cow::Borrowed("p"), alt: "a".into(), title: Cow::Borrowed("t"), span: at }),
        ];
        let mut reading = empty();
        reading.run(Role::Paragraph, at, &inlines);
        assert_eq!(reading.slice(&reading.runs[0].text), walk::plain(&inlines));
        assert_eq!(reading.marks.len(), 4);
        assert_eq!(reading.files.len(), 1);
    }

    #[test]
    fn places_in_the_source_are_exact_where_nothing_was_changed() {
        let changed = Inline::Text(Cow::Borrowed("x & y"), Span::new(FileId(0), 20, 29));
        let inlines = vec![text("one two", 10), changed, text(" three", 29)];
        let mut reading = empty();
        reading.run(Role::Paragraph, Span::new(FileId(0), 10, 35), &inlines);
        let span = |start, end| reading.span(0, &(start..end)).map(|span| (span.start, span.end));
        assert_eq!(span(4, 7), Some((14, 17)));
        assert_eq!(span(9, 10), Some((20, 29)), "inside a piece that was changed its whole place is given");
        assert_eq!(span(0, 14), Some((10, 31)));
        assert_eq!(reading.span(3, &(0..1)), None);
    }
}
