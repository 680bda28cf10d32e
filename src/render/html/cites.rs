//! Citations: words tied to a work, citations that the style formats, and typed Ibid.
//!
//! Each leads to the page of its work. A key that no bibliography has stays on the page as it was typed.

use std::ops::Range;

use super::inlines::After;
use super::{Writer, short_name};
use crate::base::span::Span;
use crate::model::article::WorkId;
use crate::model::cite::{CiteForm, CiteGroup};
use crate::model::facts::{CiteStyle, CiteTarget};
use crate::model::work::{Rich, Run};
use crate::render::rich::{self, Links};

impl<'s> Writer<'_, 's> {
    /// Opens the link around the author's own words.
    pub fn enter_tied(&mut self, group: &CiteGroup<'s>) -> After {
        if !matches!(group.form, CiteForm::Tied(_)) || self.in_link {
            return After::Nothing;
        }
        let row = group.items.first().and_then(|item| self.index.cites.at(item.span.start));
        let Some(row) = row else { return After::Nothing };
        let Some(work) = self.work_of(row) else { return After::Nothing };
        self.open_cite(work, "cite");
        self.in_link = true;
        let ibid =
            self.facts.cites.get(row).is_some_and(|cite| matches!(cite.style, CiteStyle::Literal { ibid: Some(_) }));
        if ibid { After::Ibid(work) } else { After::Link }
    }

    /// A citation that the style formats; in a note style, the mark of the note that it makes.
    pub fn citation(&mut self, group: &CiteGroup<'s>) {
        let narrative = matches!(group.form, CiteForm::Narrative);
        let first = self.index.groups.at(group.span.start);
        match (self.made_note(group.span.start, first), first) {
            (Some((note, nth)), _) => {
                if narrative {
                    self.narrative_names(group);
                } else if self.out.ends_with(' ') {
                    // "… said so [@key]." in a note style: the mark stands at its word.
                    self.out.pop();
                }
                self.mark(note, nth);
            }
            (None, Some(first)) => self.formatted(first),
            (None, None) => self.as_typed(group),
        }
    }

    /// Number and reference of the note that a citation in the text makes.
    fn made_note(&self, start: u32, first: Option<usize>) -> Option<(u32, u32)> {
        if let Some(noteref) = self.index.noterefs.at(start).and_then(|row| self.facts.noterefs.get(row)) {
            return Some((noteref.note, noteref.nth));
        }
        let note = self.facts.cites.get(first?)?.note.filter(|_| self.note.is_none())?;
        let facts = self.facts.notes.get((note as usize).checked_sub(1)?)?;
        (!facts.defined).then_some((note, 1))
    }

    /// One citation as the style prints it, from row `first` on; as it was typed where a work of it is unknown.
    pub fn formatted(&mut self, first: usize) {
        let article = self.article;
        let rows = self.group_rows(first);
        let works: Vec<WorkId> = rows.clone().filter_map(|row| self.work_of(row)).collect();
        let printed = article.cites.get(first).and_then(|bound| bound.formatted.as_ref());
        match printed.filter(|_| works.len() == rows.len()) {
            Some(printed) if self.words_follow => self.linked_runs(&without_stop(printed), &works),
            Some(printed) => self.linked_runs(printed, &works),
            None => self.typed(rows),
        }
    }

    /// The rows of the citation that starts at row `first`.
    fn group_rows(&self, first: usize) -> Range<usize> {
        let rest = self.facts.cites.get(first..).unwrap_or(&[]);
        let len = rest.iter().take_while(|cite| cite.group == rest[0].group).count();
        first..first + len
    }

    /// Words of the style, each part linked to its work; addresses in them keep links of their own.
    fn linked_runs(&mut self, printed: &Rich, works: &[WorkId]) {
        // A style that does not say whose words are whose: all lead to the first work.
        let told = printed.0.iter().any(|run| run.cite.is_some());
        let work = |run: &Run| if told { works.get(usize::from(run.cite?)).copied() } else { works.first().copied() };
        let mut open: Option<Option<u16>> = None;
        for run in &printed.0 {
            let linked = run.link.is_some() || self.in_link;
            let work = work(run).filter(|_| !linked);
            if open.is_some_and(|cite| cite != run.cite || work.is_none()) {
                self.push("</a>");
                open = None;
            }
            if let (None, Some(work)) = (open, work) {
                self.open_cite(work, "cite");
                open = Some(run.cite);
            }
            let links = if self.in_link { Links::Drop } else { Links::Keep };
            rich::run(&mut self.out, run, &run.text, links);
        }
        self.push(if open.is_some() { "</a>" } else { "" });
    }

    /// Where the typed Ibid. of this row ends within `text`, which stands at `span`.
    pub fn end_of_ibid(&self, text: &str, span: Span, row: usize) -> Option<usize> {
        let cite = self.facts.cites.get(row)?;
        let len = (cite.span.end - cite.span.start) as usize;
        let mut end = if text.len() == span.range().len() {
            (cite.span.start - span.start) as usize + len
        } else {
            // The text is not the source letter for letter (an entity, an escape): look for the word.
            let word = text.as_bytes().windows(4).position(|word| word.eq_ignore_ascii_case(b"ibid"))?;
            word + len
        };
        end = end.min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Some(end)
    }

    /// " [Wilson 2021]" after a typed Ibid.
    pub fn antecedent(&mut self, row: usize) {
        if let Some(work) = self.work_of(row) {
            self.push(" ");
            self.named(work, "antecedent");
        }
    }

    /// The same inside the link of a tied one.
    pub fn antecedent_in_link(&mut self, work: WorkId) {
        self.push(" <span class=\"antecedent\">[");
        let name = short_name(&self.site.work(work).work);
        self.text(&name);
        self.push("]</span>");
    }

    /// A citation as it was typed.
    fn typed(&mut self, rows: Range<usize>) {
        let facts = self.facts;
        let cites = facts.cites.get(rows).unwrap_or(&[]);
        let narrative = cites.iter().any(|cite| cite.style == CiteStyle::Narrative);
        self.push("<span class=\"unresolved\">");
        self.push(if narrative { "" } else { "[" });
        for (n, cite) in cites.iter().enumerate() {
            self.push(if n > 0 { "; " } else { "" });
            if !cite.prefix.is_empty() {
                self.text(&cite.prefix);
                self.push(" ");
            }
            if let CiteTarget::Key(key) = &cite.target {
                self.push(if cite.suppress_author { "-@" } else { "@" });
                self.text(key);
            }
            if let Some(locator) = &cite.locator {
                self.push(if narrative { " [" } else { ", " });
                self.text(&locator.printed());
                self.push(if narrative { "]" } else { "" });
            }
            self.text(&cite.suffix);
        }
        self.push(if narrative { "</span>" } else { "]</span>" });
    }

    fn as_typed(&mut self, group: &CiteGroup<'s>) {
        self.push("<span class=\"unresolved\">[");
        for (n, item) in group.items.iter().enumerate() {
            self.push(if n > 0 { "; @" } else { "@" });
            self.text(&item.key);
        }
        self.push("]</span>");
    }

    /// "Wilson" before the mark of `@wilson2021` in a note style.
    fn narrative_names(&mut self, group: &CiteGroup<'s>) {
        let row = group.items.first().and_then(|item| self.index.cites.at(item.span.start));
        let Some(work) = row.and_then(|row| self.work_of(row)) else {
            self.as_typed(group);
            return;
        };
        let entry = &self.site.work(work).work;
        let names: Vec<String> = entry.authors().iter().take(4).map(crate::model::work::Name::short).collect();
        let words = match names.as_slice() {
            [] => entry.title().to_owned(),
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [one, two, three] => format!("{one}, {two} and {three}"),
            [one, ..] => format!("{one} et al."),
        };
        let link = !self.in_link;
        if link {
            self.open_cite(work, "cite");
        }
        self.text(&words);
        if link {
            self.push("</a>");
        }
    }

    fn work_of(&self, row: usize) -> Option<WorkId> {
        self.article.cites.get(row).and_then(|bound| bound.work)
    }

    fn open_cite(&mut self, work: WorkId, class: &str) {
        let site = self.site;
        self.push("<a");
        self.attribute("class", class);
        self.site_href("href", &site.work(work).url, "");
        self.push(">");
    }

    fn named(&mut self, work: WorkId, class: &str) {
        let name = short_name(&self.site.work(work).work);
        let link = !self.in_link;
        if link {
            self.open_cite(work, class);
        }
        self.push(if class == "antecedent" { "[" } else { "" });
        self.text(&name);
        self.push(if class == "antecedent" { "]" } else { "" });
        if link {
            self.push("</a>");
        }
    }
}

/// The style's own full stop, taken off where the author's words go on.
fn without_stop(printed: &Rich) -> Rich {
    let mut printed = printed.clone();
    if let Some(last) = printed.0.last_mut()
        && last.text.ends_with('.')
        && !last.text.ends_with("..")
    {
        last.text.pop();
    }
    printed
}
