//! Paragraphs, headings, lists, boxes, figures and pull quotes.

use std::fmt::Write as _;

use super::Writer;
use super::index::{mentions, paragraph_id, sentences};
use super::raw;
use crate::base::span::Span;
use crate::model::block::{Block, BlockKind, Callout, CalloutKind, Definition, Figure, Heading, List, PullQuote};
use crate::model::facts::PullState;
use crate::model::inline::Inline;
use crate::model::page::ContentsView;
use crate::model::walk;
use crate::render::{highlight, sanitise};

impl<'s> Writer<'_, 's> {
    pub fn blocks(&mut self, blocks: &[Block<'s>]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub fn block(&mut self, block: &Block<'s>) {
        match &block.kind {
            BlockKind::Paragraph(words) => {
                self.push("<p");
                self.paragraph_id(block.span);
                self.push(">");
                self.paragraph(words, block.span);
                self.push("</p>\n");
            }
            BlockKind::Heading(heading) => self.heading(heading, block.span),
            BlockKind::Quote(inner) => {
                self.push("<blockquote>\n");
                self.blocks(inner);
                self.push("</blockquote>\n");
            }
            BlockKind::PullQuote(quote) => self.pull_quote(quote, block.span),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Code { language, text } => self.code(language, text),
            BlockKind::Table(table) => self.table(table, block.span),
            BlockKind::Rule => self.push("<hr>\n"),
            BlockKind::Html(html) => self.raw_block(html),
        }
    }

    /// The words of a paragraph, sentences and mentions marked.
    pub fn paragraph(&mut self, words: &[Inline<'s>], span: Span) {
        if self.feed() || self.note.is_some() || self.in_link {
            self.inlines(words);
        } else if self.site.config.html && raw::holds_html(words) {
            // Spans of sentences would cross the raw tags: the sentences keep their ids, before the words.
            for sentence in sentences(self.facts, span.start) {
                self.push("<span");
                self.id(&sentence.id);
                self.push("></span>");
            }
            self.inlines(words);
        } else {
            let facts = self.facts;
            self.marked_paragraph(words, sentences(facts, span.start), mentions(facts, span.start));
        }
    }

    fn paragraph_id(&mut self, span: Span) {
        if self.feed() || self.note.is_some() || self.in_link {
            return;
        }
        if let Some(id) = paragraph_id(self.facts, span.start) {
            self.id(id);
        }
    }

    /// Typed levels become a ladder without gaps under the title: the first is an `h2` whatever was typed.
    fn heading(&mut self, heading: &Heading<'s>, span: Span) {
        while self.headings.last().is_some_and(|level| *level >= heading.level) {
            self.headings.pop();
        }
        self.headings.push(heading.level);
        let level = u8::try_from(self.headings.len() + 1).unwrap_or(6).min(6);
        let _ = write!(self.out, "<h{level}");
        let facts = self.facts;
        let section = self.index.sections.at(span.start).and_then(|row| facts.sections.get(row));
        if let Some(section) = section {
            self.id(&section.id);
            if level <= 3 {
                self.contents.push(ContentsView {
                    id: format!("{}{}", self.options.prefix, section.id),
                    title: section.words.clone(),
                    level,
                });
            }
        }
        if !heading.classes.is_empty() {
            self.attribute("class", &heading.classes.join(" "));
        }
        self.push(">");
        self.inlines(&heading.words);
        let _ = writeln!(self.out, "</h{level}>");
        if let Some(section) = section {
            self.linked_line(&section.id);
        }
    }

    fn callout(&mut self, callout: &Callout<'s>) {
        let name = callout.kind.name();
        let title = if callout.title.is_empty() {
            callout.kind.title().to_owned()
        } else {
            walk::plain(&callout.title).replace(walk::STAND_INS, "")
        };
        let label = match (callout.kind, title.as_str()) {
            (CalloutKind::Box | CalloutKind::KeyPoints, "") => "Box".to_owned(),
            (CalloutKind::Box | CalloutKind::KeyPoints, title) => title.to_owned(),
            (kind, title) if title == kind.title() => title.to_owned(),
            (kind, title) => format!("{}: {title}", kind.title()),
        };
        let _ = write!(self.out, "<div class=\"callout callout-{name}\" role=\"note\"");
        self.attribute("aria-label", &label);
        self.push(">\n");
        if !title.is_empty() {
            self.push("<p class=\"callout-title\">");
            if callout.title.is_empty() {
                self.text(&title);
            } else {
                self.inlines(&callout.title);
            }
            self.push("</p>\n");
        }
        self.blocks(&callout.blocks);
        self.push("</div>\n");
    }

    fn figure(&mut self, figure: &Figure<'s>) {
        self.push(if figure.image.is_some() { "<figure>\n" } else { "<figure class=\"figure-lost\">\n" });
        if let Some(image) = &figure.image {
            self.image(image);
            self.push("\n");
        }
        if !figure.caption.is_empty() || figure.credit.is_some() {
            self.push("<figcaption>");
            match figure.caption.as_slice() {
                [Block { kind: BlockKind::Paragraph(words), .. }] => self.inlines(words),
                blocks => self.blocks(blocks),
            }
            if let Some(credit) = &figure.credit {
                self.push(if figure.caption.is_empty() { "" } else { " " });
                self.push("<span class=\"credit\">");
                self.text(&credit.label);
                self.push(credit.sign());
                self.inlines(&credit.words);
                self.push("</span>");
            }
            self.push("</figcaption>\n");
        }
        self.push("</figure>\n");
    }

    fn list(&mut self, list: &List<'s>) {
        match list.start {
            None => self.push("<ul>\n"),
            Some(1) => self.push("<ol>\n"),
            Some(start) => {
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
            }
        }
        for item in &list.items {
            self.item("li", item, list.tight);
        }
        self.push(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn definitions(&mut self, definitions: &[Definition<'s>]) {
        self.push("<dl>\n");
        for definition in definitions {
            self.push("<dt>");
            self.inlines(&definition.term);
            self.push("</dt>\n");
            for details in &definition.details {
                self.item("dd", details, details.len() == 1);
            }
        }
        self.push("</dl>\n");
    }

    /// A list item; in a tight one its paragraphs are not set as paragraphs, and the item takes the first one's id.
    fn item(&mut self, tag: &str, blocks: &[Block<'s>], tight: bool) {
        let _ = write!(self.out, "<{tag}");
        let first = blocks.first().filter(|block| tight && matches!(block.kind, BlockKind::Paragraph(_)));
        if let Some(first) = first {
            self.paragraph_id(first.span);
        }
        self.push(">");
        if first.is_none() && !blocks.is_empty() {
            self.push("\n");
        }
        for (n, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(words) if tight => {
                    if n > 0 {
                        self.push("<span");
                        self.paragraph_id(block.span);
                        self.push(">");
                    }
                    self.paragraph(words, block.span);
                    self.push(if n > 0 { "</span>" } else { "" });
                    self.push(if n + 1 < blocks.len() { "\n" } else { "" });
                }
                _ => self.block(block),
            }
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    /// The repeated words are hidden from assistive technology; a named link outside leads to the sentence.
    fn pull_quote(&mut self, quote: &PullQuote<'s>, span: Span) {
        let facts = self.facts;
        let pull = self.index.pulls.at(span.start).and_then(|row| facts.pulls.get(row));
        let sentence = pull
            .filter(|pull| pull.state != PullState::NotFound)
            .and_then(|pull| facts.sentences.get(pull.sentence? as usize));
        if self.feed() {
            // Words that repeat nothing are words of the text.
            if sentence.is_none() {
                self.push("<blockquote>\n");
                self.blocks(&quote.blocks);
                self.push("</blockquote>\n");
            }
            return;
        }
        self.push("<figure class=\"pullquote\"><blockquote");
        self.push(if sentence.is_some() { " aria-hidden=\"true\">" } else { ">" });
        let outer = std::mem::replace(&mut self.in_link, true);
        self.blocks(&quote.blocks);
        self.in_link = outer;
        self.trim_line();
        self.push("</blockquote>");
        if let Some(sentence) = sentence {
            self.push("<a");
            self.local_href(&sentence.id);
            self.push(" aria-label=\"Pull quote: read it in the text\">in the text</a>");
        }
        self.after_mark = usize::MAX;
        if !self.in_link {
            self.flush_marks();
        }
        self.push("</figure>\n");
    }

    fn code(&mut self, language: &str, text: &str) {
        // `group` and not `region`: a page of samples is no page of landmarks.
        self.push("<pre class=\"code\" tabindex=\"0\" role=\"group\"");
        let label = if language.is_empty() { "Code".to_owned() } else { format!("Code: {language}") };
        self.attribute("aria-label", &label);
        self.push("><code");
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.push(">");
        highlight::code(&mut self.out, language, text);
        self.push("</code></pre>\n");
    }

    fn raw_block(&mut self, html: &str) {
        if self.site.config.html {
            self.out.push_str(&sanitise::clean(html));
            self.push("\n");
        } else {
            self.push("<p class=\"raw\">");
            self.text(html.trim_end());
            self.push("</p>\n");
        }
    }

    fn trim_line(&mut self) {
        if self.out.ends_with('\n') {
            self.out.pop();
        }
    }
}
