//! The repaired document as the tree that a briefing is.

mod inlines;
mod lists;

use std::borrow::Cow;

use self::inlines::inlines;
use super::draft::{Chunk, Draft, Kind, Text};
use super::evidence::Mark;
use crate::base::span::{FileId, Span};
use crate::model::block::{
    Alignment, Block, BlockKind, Callout, CalloutKind, Credit, Figure, Heading, PullQuote, Table, credit_label,
};
use crate::model::briefing::{Note, Review};
use crate::model::inline::{Image, Inline};

/// Nothing of an imported tree has a place in a file yet.
const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// What the text refers to by number: labels of notes, paths of pictures; an empty one for a picture that has none.
#[derive(Clone, Debug)]
pub struct Names {
    pub notes: Vec<String>,
    pub pictures: Vec<String>,
}

impl Names {
    pub fn of(draft: &Draft, pictures: Vec<String>) -> Self {
        Self { notes: draft.notes.iter().map(|note| note.label.clone()).collect(), pictures }
    }
}

/// Doubts that stand by themselves.
pub fn reviews(words: &[String]) -> Vec<Block<'static>> {
    words.iter().map(|words| block(BlockKind::Html(Cow::Owned(Review::mark(words))))).collect()
}

pub fn blocks(draft: &Draft, names: &Names) -> Vec<Block<'static>> {
    let mut out = Vec::new();
    let mut n = 0;
    while n < draft.chunks.len() {
        let run = run(&draft.chunks[n..]);
        let chunks = &draft.chunks[n..n + run];
        n += run;
        let kind = kind(chunks, names);
        out.extend(kind.map(block));
        let told = !matches!(chunks[0].kind, Kind::Body | Kind::Item { .. });
        let reviews = chunks.iter().flat_map(|chunk| &chunk.reviews).filter(|_| told);
        out.extend(reviews.map(|words| block(BlockKind::Html(Cow::Owned(Review::mark(words))))));
    }
    out
}

pub fn notes(draft: &Draft, names: &Names) -> Vec<Note<'static>> {
    let note = |note: &super::draft::Note| {
        let mut blocks: Vec<Block<'static>> =
            note.text.iter().map(|text| block(BlockKind::Paragraph(inlines(text, names)))).collect();
        if let Some(BlockKind::Paragraph(words)) = blocks.last_mut().map(|block| &mut block.kind) {
            tell(words, &note.reviews);
        }
        Note { label: Cow::Owned(note.label.clone()), label_span: NOWHERE, span: NOWHERE, blocks, duplicate: false }
    };
    draft.notes.iter().filter(|note| !note.gone).map(note).collect()
}

fn block(kind: BlockKind<'static>) -> Block<'static> {
    Block { kind, span: NOWHERE }
}

/// How many stretches make the next block.
fn run(chunks: &[Chunk]) -> usize {
    let same = |other: &Chunk| match (&chunks[0].kind, &other.kind) {
        (Kind::Item { .. }, Kind::Item { .. })
        | (Kind::Code, Kind::Code)
        | (Kind::Figure, Kind::Caption | Kind::Credit)
        | (Kind::Caption, Kind::Credit)
        | (Kind::Quote { .. }, Kind::Quote { .. }) => true,
        (Kind::Cell { table: a, .. }, Kind::Cell { table: b, .. })
        | (Kind::Box { number: a, .. }, Kind::Box { number: b, .. }) => a == b,
        _ => false,
    };
    1 + chunks[1..].iter().take_while(|chunk| same(chunk)).count()
}

fn kind(chunks: &[Chunk], names: &Names) -> Option<BlockKind<'static>> {
    let first = &chunks[0];
    let words = || inlines(&first.text, names);
    // What is set apart is bold already.
    let apart = || inlines(&unbold(&first.text), names);
    Some(match &first.kind {
        Kind::Heading(level) => {
            BlockKind::Heading(Heading { level: *level, id: None, classes: Vec::new(), words: apart() })
        }
        Kind::Quote { .. } => BlockKind::Quote(lists::quotes(chunks, names, 0)),
        Kind::Pull { altered } => {
            BlockKind::PullQuote(PullQuote { altered: *altered, blocks: vec![block(BlockKind::Paragraph(apart()))] })
        }
        Kind::Box { .. } => boxed(chunks, names),
        Kind::Figure => figure(chunks, names)?,
        Kind::Credit => {
            BlockKind::Figure(Figure { image: None, caption: Vec::new(), credit: Some(credit(first, names)) })
        }
        // Its picture was lost on the way.
        Kind::Caption => BlockKind::Figure(Figure {
            image: None,
            caption: vec![block(BlockKind::Paragraph(words()))],
            credit: chunks[1..].iter().find(|chunk| chunk.kind == Kind::Credit).map(|chunk| credit(chunk, names)),
        }),
        Kind::Item { .. } => return lists::list(chunks, names, 0),
        Kind::Cell { .. } => table(chunks, names),
        Kind::Code => {
            let lines: Vec<Cow<'_, str>> = chunks.iter().map(|chunk| chunk.text.printed()).collect();
            BlockKind::Code { language: Cow::Borrowed(""), text: Cow::Owned(lines.join("\n")) }
        }
        Kind::Rule => BlockKind::Rule,
        Kind::Note(_) | Kind::NoteRule | Kind::NoteHeading => return None,
        _ => paragraph(first, names),
    })
}

fn paragraph(chunk: &Chunk, names: &Names) -> BlockKind<'static> {
    let mut words = inlines(&chunk.text, names);
    tell(&mut words, &chunk.reviews);
    BlockKind::Paragraph(words)
}

/// Doubts behind the words that they are about.
fn tell(words: &mut Vec<Inline<'static>>, reviews: &[String]) {
    if !reviews.is_empty() {
        words.push(Inline::Text(Cow::Borrowed(" "), NOWHERE));
    }
    for doubt in reviews {
        words.push(Inline::Html(Cow::Owned(Review::mark(doubt)), NOWHERE));
    }
}

/// A text without bold, where all of it is.
fn unbold(text: &Text) -> Text {
    let mut text = text.clone();
    if text.pieces.iter().all(|piece| piece.look.bold || piece.text.trim().is_empty() || piece.mark.is_some()) {
        text.pieces.iter_mut().for_each(|piece| piece.look.bold = false);
    }
    text
}

fn boxed(chunks: &[Chunk], names: &Names) -> BlockKind<'static> {
    let mut title = Vec::new();
    let mut blocks = Vec::new();
    for chunk in chunks {
        match chunk.kind {
            Kind::Box { title: true, .. } if title.is_empty() => title = inlines(&unbold(&chunk.text), names),
            _ => blocks.push(block(BlockKind::Paragraph(inlines(&chunk.text, names)))),
        }
    }
    BlockKind::Callout(Callout { kind: CalloutKind::Box, title, blocks })
}

fn figure(chunks: &[Chunk], names: &Names) -> Option<BlockKind<'static>> {
    let picture = chunks[0].text.pieces.iter().find_map(|piece| match piece.mark {
        Some(Mark::Picture(n)) => Some((n, piece.text.clone())),
        _ => None,
    });
    let (n, alt) = picture?;
    let path = names.pictures.get(n).cloned().unwrap_or_default();
    let mut caption = Vec::new();
    let image = if path.is_empty() {
        // Its words are all that is left of it.
        caption.extend((!alt.is_empty()).then(|| block(BlockKind::Paragraph(vec![Inline::Text(alt.into(), NOWHERE)]))));
        None
    } else {
        Some(Image { path: Cow::Owned(path), alt, title: Cow::Borrowed(""), span: NOWHERE })
    };
    let of = |kind: Kind| chunks[1..].iter().filter(move |chunk| chunk.kind == kind);
    caption.extend(of(Kind::Caption).map(|chunk| block(BlockKind::Paragraph(inlines(&chunk.text, names)))));
    let credit = of(Kind::Credit).next().map(|chunk| credit(chunk, names));
    let nothing = image.is_none() && caption.is_empty() && credit.is_none();
    (!nothing).then_some(BlockKind::Figure(Figure { image, caption, credit }))
}

/// `Photo: L. Abara`: the printed label and the words after it.
fn credit(chunk: &Chunk, names: &Names) -> Credit<'static> {
    let printed = chunk.text.printed();
    let label = credit_label(&printed);
    let (_, mut rest) = chunk.text.clone().split(label.map_or(0, |label| label.len() + 1));
    rest.trim();
    // The format said that it is one, and printed no label.
    let label = label.map_or("Picture", str::trim).to_owned();
    Credit { label: Cow::Owned(label), words: inlines(&rest, names), span: NOWHERE }
}

fn table(chunks: &[Chunk], names: &Names) -> BlockKind<'static> {
    let mut rows: Vec<Vec<Vec<Inline<'static>>>> = Vec::new();
    let mut last = None;
    for chunk in chunks {
        let Kind::Cell { row, column, .. } = chunk.kind else { continue };
        if last != Some(row) {
            rows.push(Vec::new());
            last = Some(row);
        }
        let head = rows.len() == 1;
        let Some(cells) = rows.last_mut() else { continue };
        let column = usize::try_from(column).unwrap_or(0).min(super::limits::SPAN as usize);
        while cells.len() <= column {
            cells.push(Vec::new());
        }
        let mut words = if head { inlines(&unbold(&chunk.text), names) } else { inlines(&chunk.text, names) };
        if !cells[column].is_empty() {
            cells[column].push(Inline::Text(Cow::Borrowed(" "), NOWHERE));
        }
        cells[column].append(&mut words);
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for cells in &mut rows {
        cells.resize(width, Vec::new());
    }
    let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    BlockKind::Table(Table { alignments: vec![Alignment::None; width], head, rows })
}
