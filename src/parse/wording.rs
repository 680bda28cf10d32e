//! The words of each note with the place of every one: what a tie is written by.
//!
//! Made from the events of markdown themselves, since a tree has no places for the signs between the words.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::{CITATION, events};
use super::frames::{cow, is_inline};
use super::{cites, frontmatter, links, runs};
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::base::web;
use crate::model::article::Kind;
use crate::model::wording::{Emphasis, Part, PartKind, Wording, Wordings};

/// Reads a file. Linear; never fails.
#[must_use]
pub fn read(source: &Source) -> Wordings {
    let (_, body) = frontmatter::read(source, Kind::of(&source.path), &mut Vec::new());
    let mut walk = Walk { whole: &source.text, offset: body, ..Walk::default() };
    for (event, range) in events(source.text.get(body..).unwrap_or("")) {
        walk.event(event, range.start + body..range.end + body);
    }
    walk.out
}

#[derive(Default)]
struct Walk<'s> {
    whole: &'s str,
    offset: usize,
    out: Wordings,
    open: Vec<Wording>,
    run: u32,
    /// Words of this run have begun.
    begun: bool,
    /// Emphasis that is open: where it starts in text and file, and whether it has its mark in the text.
    emphases: Vec<(usize, usize)>,
    /// Links that are open: where the text starts, and the address.
    links: Vec<(usize, String)>,
    /// Inside a citation or a picture: how many tags are open in it.
    skip: usize,
    /// In a block of code.
    code: bool,
    /// Where the last text ended, for signs behind a backslash.
    last: usize,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skip > 0 {
            match event {
                Event::Start(_) => self.skip += 1,
                Event::End(_) => self.skip -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let label = runs::label_of(cow(label)).into_owned();
                self.open.push(Wording { start: range.start, label, ..Wording::default() });
                self.next_run();
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.next_run();
                if let Some(mut note) = self.open.pop() {
                    handles(&mut note);
                    self.out.notes.push(note);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == CITATION => {
                self.skip = 1;
                self.citation(range);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.skip = 1;
                self.mark_body("!", &dest_url);
                self.empty(range, PartKind::Fixed);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.mark_body("[", &dest_url);
                let at = self.text_len();
                self.links.push((at, dest_url.into_string()));
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Start(Tag::Emphasis) => self.emphasis(range.start, true),
            Event::Start(Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript) => {
                self.emphasis(range.start, false);
            }
            Event::End(TagEnd::Emphasis) => self.end_emphasis(range.end, true),
            Event::End(TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript) => {
                self.end_emphasis(range.end, false);
            }
            Event::Start(tag) => {
                self.code = matches!(tag, Tag::CodeBlock(_));
                self.mark_body("<", "");
                if !is_inline(&tag) {
                    self.next_run();
                }
            }
            Event::End(_) => {
                self.code = false;
                self.mark_body(">", "");
                self.next_run();
            }
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
            Event::Code(text) => {
                let kind = self.kind(PartKind::Code);
                self.push(&escaped(&text), range, kind);
            }
            Event::SoftBreak | Event::HardBreak => {
                let kind = self.kind(PartKind::Sign);
                self.push("\n", range, kind);
            }
            Event::FootnoteReference(label) => {
                self.mark_body("^", &label);
                self.empty(range, PartKind::Fixed);
            }
            Event::InlineHtml(html) => {
                let comment = html.starts_with("<!--") && html.ends_with("-->");
                if !comment {
                    self.mark_body("h", &html);
                }
                self.empty(range, if comment { PartKind::Comment } else { PartKind::Fixed });
            }
            Event::Html(html) => {
                self.mark_body("h", &html);
                self.empty(range, PartKind::Fixed);
            }
            Event::Rule => self.mark_body("-", ""),
            Event::TaskListMarker(_) => self.mark_body("x", ""),
        }
    }

    /// What stands outside the notes leaves its print.
    fn mark_body(&mut self, sign: &str, words: &str) {
        if self.open.is_empty() {
            self.out.body.push('\0');
            self.out.body.push_str(sign);
            self.out.body.push_str(words);
        }
    }

    fn text_len(&self) -> usize {
        self.open.last().map_or(0, |note| note.text.len())
    }

    fn next_run(&mut self) {
        self.run += u32::from(self.begun);
        self.begun = false;
    }

    /// Words of a link and of code are what they are.
    fn kind(&self, kind: PartKind) -> PartKind {
        if self.links.is_empty() && !self.code { kind } else { PartKind::Fixed }
    }

    fn push(&mut self, text: &str, source: Range<usize>, kind: PartKind) {
        self.last = source.end;
        let run = self.run;
        let Some(note) = self.open.last_mut() else {
            self.out.body.push_str(text);
            return;
        };
        if !self.begun && !note.text.is_empty() {
            note.text.push_str("\n\n");
        }
        self.begun = true;
        let start = note.text.len();
        note.text.push_str(text);
        note.parts.push(Part { text: start..note.text.len(), source, run, kind });
    }

    fn empty(&mut self, source: Range<usize>, kind: PartKind) {
        let run = self.run;
        if let Some(note) = self.open.last_mut() {
            let at = note.text.len();
            note.parts.push(Part { text: at..at, source, run, kind });
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let verbatim = self.whole.get(range.clone()) == Some(text);
        let escape = verbatim && range.start > self.last && self.whole[..range.start].ends_with('\\');
        if !verbatim {
            let kind = self.kind(PartKind::Sign);
            return self.push(&escaped(text), range, kind);
        }
        let mut at = 0;
        if escape && let Some(sign) = text.chars().next() {
            at = sign.len_utf8();
            let kind = self.kind(PartKind::Sign);
            self.push(&format!("\\{sign}"), range.start - 1..range.start + at, kind);
        }
        // Signs that are no markup here, but would be in the text that the reader gets.
        while let Some(len) = text[at..].find(['*', '_', '\\']) {
            self.words(&text[at..at + len], range.start + at);
            at += len;
            let kind = self.kind(PartKind::Sign);
            self.push(&format!("\\{}", &text[at..=at]), range.start + at..range.start + at + 1, kind);
            at += 1;
        }
        self.words(&text[at..], range.start + at);
    }

    fn words(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            let kind = self.kind(PartKind::Words);
            self.push(text, start..start + text.len(), kind);
        }
    }

    fn emphasis(&mut self, start: usize, marked: bool) {
        self.mark_body("*", "");
        let at = self.text_len();
        self.emphases.push((at, start));
        if marked && !self.open.is_empty() {
            let kind = self.kind(PartKind::Mark);
            self.push("*", start..start + 1, kind);
        }
    }

    fn end_emphasis(&mut self, end: usize, marked: bool) {
        self.mark_body("*", "");
        if marked && !self.open.is_empty() {
            let kind = self.kind(PartKind::Mark);
            self.push("*", end.saturating_sub(1)..end, kind);
        }
        let Some((at, start)) = self.emphases.pop() else { return };
        if let Some(note) = self.open.last_mut() {
            note.emphases.push(Emphasis { text: at..note.text.len(), source: start..end });
        }
    }

    fn end_link(&mut self) {
        self.mark_body("]", "");
        let (Some((at, address)), Some(note)) = (self.links.pop(), self.open.last_mut()) else { return };
        let range = at..note.text.len();
        if let Some(key) = address.strip_prefix("cite:") {
            note.tied.push((range, links::decode(key).into_owned()));
        } else if let Some(address) = web::address(&address) {
            note.links.push((range, address.to_owned()));
        }
    }

    /// `[@key, p. 3; @other]` stands in the text as it is typed.
    fn citation(&mut self, range: Range<usize>) {
        let Some(typed) = self.whole.get(range.clone()) else { return };
        let items = cites::group(&typed[1..typed.len() - 1], FileId(0), range.start + 1).unwrap_or_default();
        self.push(typed, range.clone(), PartKind::Fixed);
        let Some(note) = self.open.last_mut() else { return };
        let start = note.text.len() - typed.len();
        for item in items {
            let place = |at: u32| start + (at as usize).saturating_sub(range.start);
            note.tied.push((place(item.span.start)..place(item.span.end), item.key.into_owned()));
        }
        debug_assert!(range.start >= self.offset);
    }
}

/// `@key [p. 3]` in running words.
fn handles(note: &mut Wording) {
    note.tied.sort_by_key(|(range, _)| range.start);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(key) = cites::next_key(&note.text, at) {
        at = key.end.max(at + 1);
        let before = note.tied.partition_point(|(range, _)| range.start <= key.key.0).checked_sub(1);
        let inside = before.and_then(|n| note.tied.get(n)).is_some_and(|(range, _)| key.key.0 < range.end);
        if !inside && let Some(name) = note.text.get(key.key.0..key.key.1) {
            found.push((key.start..key.end, name.to_owned()));
        }
    }
    note.tied.extend(found);
    note.tied.sort_by_key(|(range, _)| range.start);
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
