//! Words, emphasis, marks and pictures inside a paragraph.

use std::fmt::Write as _;

use super::Writer;
use crate::base::span::Span;
use crate::model::article::WorkId;
use crate::model::cite::CiteForm;
use crate::model::inline::{Image, Inline, Noteref};
use crate::render::escape;

/// Whether the author goes on after a citation; then its full stop is the author's business.
fn has_words(inline: &Inline<'_>) -> bool {
    match inline {
        Inline::Text(text, _) | Inline::Code(text, _) => !text.trim().is_empty(),
        Inline::Noteref(_) | Inline::HardBreak | Inline::TaskMarker(_) => false,
        _ => true,
    }
}

/// What [`Writer::leave`] has to write.
#[derive(Clone, Copy)]
#[must_use]
pub enum After {
    Nothing,
    Tag(&'static str),
    Link,
    /// The link of a tied Ibid.: the name of its work goes into it.
    Ibid(WorkId),
}

impl<'s> Writer<'_, 's> {
    pub fn inlines(&mut self, inlines: &[Inline<'s>]) {
        if self.site.config.html && inlines.iter().any(|inline| matches!(inline, Inline::Html(..))) {
            self.raw_inlines(inlines);
            return;
        }
        for (at, inline) in inlines.iter().enumerate() {
            self.words_follow_in(&inlines[at + 1..]);
            self.one(inline);
        }
    }

    pub fn one(&mut self, inline: &Inline<'s>) {
        if let Some(inner) = inner(inline) {
            let after = self.enter(inline);
            self.inlines(inner);
            self.leave(after);
        } else {
            self.leaf(inline);
        }
    }

    pub fn words_follow_in(&mut self, inlines: &[Inline<'s>]) {
        self.words_follow = inlines.iter().any(has_words);
    }

    /// Opens an inline that holds others.
    pub fn enter(&mut self, inline: &Inline<'s>) -> After {
        match inline {
            Inline::Emphasis(_) => self.tag("<em>", "</em>"),
            Inline::Strong(_) => self.tag("<strong>", "</strong>"),
            Inline::Strikethrough(_) => self.tag("<s>", "</s>"),
            Inline::Link(link) => self.enter_link(link),
            Inline::Cite(group) => self.enter_tied(group),
            _ => After::Nothing,
        }
    }

    pub fn leave(&mut self, after: After) {
        match after {
            After::Nothing => {}
            After::Tag(tag) => self.push(tag),
            After::Link | After::Ibid(_) => {
                if let After::Ibid(work) = after {
                    self.antecedent_in_link(work);
                }
                self.push("</a>");
                self.in_link = false;
                self.flush_marks();
            }
        }
    }

    pub fn leaf(&mut self, inline: &Inline<'s>) {
        match inline {
            Inline::Text(text, span) => self.words(text, *span),
            Inline::Unlinked(text, _) => self.text(text),
            Inline::Code(text, _) => {
                self.push("<code>");
                self.text(text);
                self.push("</code>");
            }
            Inline::HardBreak => self.push("<br>\n"),
            // Where the site allows raw HTML, tags are judged with their neighbours, in `raw`.
            Inline::Html(html, _) => self.text(html),
            Inline::TaskMarker(done) => self.push(if *done {
                "<span class=\"task\" role=\"img\" aria-label=\"Done\">☑</span> "
            } else {
                "<span class=\"task\" role=\"img\" aria-label=\"To do\">☐</span> "
            }),
            Inline::Image(image) => self.image(image),
            Inline::Noteref(noteref) => self.noteref(noteref),
            Inline::Cite(group) => self.citation(group),
            Inline::Link(link) => self.bare_link(link),
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) => {}
        }
    }

    /// Text of a note or paragraph; what stands for an earlier work is followed by its name.
    fn words(&mut self, text: &str, span: Span) {
        let mut done = 0;
        let mut from = span.start;
        while let Some((start, row)) = self.index.ibids.within(from, span.end) {
            from = start + 1;
            let Some(end) = self.end_of_ibid(text, span, row).filter(|end| *end >= done) else { continue };
            self.text(&text[done..end]);
            self.antecedent(row);
            done = end;
        }
        self.text(&text[done..]);
    }

    /// `<img>`; the alternative text alone where there is no file.
    pub fn image(&mut self, image: &Image<'s>) {
        let row = self.index.files.at(image.span.start);
        let url = row.and_then(|row| self.article.files.get(row)).and_then(Option::as_ref);
        if let Some(url) = url {
            self.push("<img");
            self.site_href("src", url, "");
        } else if escape::is_safe(&image.path) && image.path.contains("://") && self.feed() {
            // A page shows no picture of another site (THREATS A6); a feed reader may.
            self.push("<img src=\"");
            escape::href(&mut self.out, &image.path);
            self.push("\"");
        } else {
            self.push("<span class=\"missing-image\">");
            self.text(&image.alt);
            self.push("</span>");
            return;
        }
        self.attribute("alt", &image.alt);
        let path = row.and_then(|row| self.facts.files.get(row)).map(|file| file.path.as_str());
        if let Some((width, height)) = path.and_then(|path| self.options.images.get(path)) {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.push(" loading=\"lazy\" decoding=\"async\">");
    }

    pub fn noteref(&mut self, noteref: &Noteref<'s>) {
        let row = self.index.noterefs.at(noteref.span.start).and_then(|row| self.facts.noterefs.get(row));
        if let Some(row) = row {
            self.mark(row.note, row.nth);
        } else {
            // A label that no note has: the words as they were typed.
            self.push("<span class=\"unresolved\">[^");
            self.text(&noteref.label);
            self.push("]</span>");
        }
    }

    /// The mark of a note, now or after the link that it stands in.
    pub fn mark(&mut self, note: u32, nth: u32) {
        if self.in_link {
            self.waiting.push((note, nth));
            return;
        }
        if self.after_mark == self.out.len() {
            self.push("<span class=\"noteref-comma\">,</span>");
        } else if self.out.ends_with(['?', '!', '-', '–', '—', '…', '/', '%']) {
            // Lines may break after these: a word joiner keeps the mark with its word.
            self.push("&#8288;");
        }
        self.push("<a class=\"noteref\"");
        self.reference_id(" id=\"", "r", note, nth);
        self.reference_id(" href=\"#", "n", note, 1);
        let _ = write!(self.out, " role=\"doc-noteref\">{note}</a>");
        self.after_mark = self.out.len();
    }

    /// ` id="r3-2"`, ` href="#r3"`.
    pub fn reference_id(&mut self, start: &str, letter: &str, note: u32, nth: u32) {
        self.push(start);
        escape::fragment(&mut self.out, self.options.prefix);
        let _ = write!(self.out, "{letter}{note}");
        if nth > 1 {
            let _ = write!(self.out, "-{nth}");
        }
        self.push("\"");
    }

    pub fn flush_marks(&mut self) {
        for (note, nth) in std::mem::take(&mut self.waiting) {
            self.mark(note, nth);
        }
    }

    fn tag(&mut self, open: &'static str, close: &'static str) -> After {
        self.push(open);
        After::Tag(close)
    }
}

/// The words that an inline holds, where it holds any.
pub fn inner<'t, 's>(inline: &'t Inline<'s>) -> Option<&'t [Inline<'s>]> {
    match inline {
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => Some(inner),
        Inline::Link(link) if !link.words.is_empty() => Some(&link.words),
        Inline::Cite(group) => match &group.form {
            CiteForm::Tied(words) => Some(words),
            CiteForm::Bracketed | CiteForm::Narrative => None,
        },
        _ => None,
    }
}
