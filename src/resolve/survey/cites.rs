//! Citations, in reading order: those of the text, then those of the notes by number.

use std::ops::Range;

use super::ibid;
use super::notes::{Numbered, Numbering};
use super::reading::{Mark, MarkKind, Part, Reading, to_u32};
use super::sentences::Sentences;
use super::short;
use super::untied;
use crate::base::span::Span;
use crate::model::cite::{CiteForm, CiteGroup, Locator};
use crate::model::facts::{CiteFacts, CiteStyle, CiteTarget};

/// Sentences are numbers among all.
pub fn find(reading: &Reading<'_, '_>, numbering: &Numbering, sentences: &mut Sentences) -> Vec<CiteFacts> {
    let made: Vec<usize> = numbering
        .notes
        .iter()
        .filter_map(|entry| if let Numbered::Made { mark, .. } = entry.note { Some(mark) } else { None })
        .collect();
    let mut cites = Vec::with_capacity(reading.marks.len());
    for index in reading.body.marks.clone() {
        let mark = &reading.marks[index];
        let MarkKind::Cite(group) = mark.kind else { continue };
        if made.binary_search(&index).is_ok() {
            continue;
        }
        let run = &reading.runs[mark.run];
        let sentence = sentences.at(mark.run, mark.at);
        sentences.keep_one(sentence);
        add(&mut cites, reading, mark, group, None, run.section, sentence);
    }
    for (index, entry) in numbering.notes.iter().enumerate() {
        let number = Some(to_u32(index + 1));
        match entry.note {
            Numbered::Made { mark, .. } => {
                let mark = &reading.marks[mark];
                if let MarkKind::Cite(group) = mark.kind {
                    add(&mut cites, reading, mark, group, number, entry.section, entry.sentence);
                }
            }
            Numbered::Defined(note) => {
                let part = &reading.notes[note];
                for cite in typed(reading, part) {
                    cites.push(CiteFacts { note: number, section: entry.section, sentence: entry.sentence, ..cite });
                }
                for mark in &reading.marks[part.marks.clone()] {
                    if let MarkKind::Cite(group) = mark.kind {
                        add(&mut cites, reading, mark, group, number, entry.section, entry.sentence);
                    }
                }
            }
        }
    }
    cites
}

fn add(
    cites: &mut Vec<CiteFacts>,
    reading: &Reading<'_, '_>,
    mark: &Mark<'_, '_>,
    group: &CiteGroup<'_>,
    note: Option<u32>,
    section: u32,
    sentence: Option<u32>,
) {
    let style = match group.form {
        CiteForm::Bracketed => CiteStyle::Bracketed,
        CiteForm::Narrative => CiteStyle::Narrative,
        CiteForm::Tied(_) => CiteStyle::Literal { ibid: ibid::read(reading.slice(&(mark.at..mark.end))).is_some() },
    };
    cites.extend(group.items.iter().map(|item| CiteFacts {
        span: item.span,
        group: group.span,
        target: CiteTarget::Key(item.key.to_string()),
        style,
        locator: item.locator.clone(),
        prefix: item.prefix.to_string(),
        suffix: item.suffix.to_string(),
        suppress_author: item.suppress_author,
        note,
        section,
        sentence,
    }));
}

/// What stands at the start of a note for works cited before, and is tied to nothing: an Ibid., or short forms.
fn typed(reading: &Reading<'_, '_>, part: &Part) -> Vec<CiteFacts> {
    let filled = |run: &usize| !reading.slice(&reading.runs[*run].text).trim().is_empty();
    let Some(number) = part.runs.clone().find(filled) else { return Vec::new() };
    let text = reading.slice(&reading.runs[number].text);
    if let Some(found) = ibid::read(text) {
        let target = CiteTarget::Preceding;
        let cite = literal(reading, number, target, &found.words, found.words.start..found.end, found.locator);
        return cite.filter(|_| !is_tied(reading, part, number, &found.words)).into_iter().collect();
    }
    // Beside a tied work or a link it is for the editor to say what the words lead to.
    let leads = |mark: &Mark<'_, '_>| matches!(mark.kind, MarkKind::Cite(_) | MarkKind::Link(_));
    if reading.marks[part.marks.clone()].iter().any(leads) {
        return Vec::new();
    }
    let forms = short::read(text);
    let more = |run: usize| untied::judge(reading.slice(&reading.runs[run].text).trim(), false);
    if forms.is_empty() || (number + 1..part.runs.end).any(more) {
        return Vec::new();
    }
    let cite = |form: short::Form| {
        let target = CiteTarget::Earlier(Box::new(form.short));
        let cite = literal(reading, number, target, &form.words, form.whole, form.locator)?;
        Some(CiteFacts { style: CiteStyle::Literal { ibid: false }, ..cite })
    };
    forms.into_iter().filter_map(cite).collect()
}

fn is_tied(reading: &Reading<'_, '_>, part: &Part, run: usize, words: &Range<usize>) -> bool {
    let start = reading.runs[run].text.start;
    let words = start + words.start..start + words.end;
    reading.marks[part.marks.clone()]
        .iter()
        .any(|mark| matches!(mark.kind, MarkKind::Cite(_)) && mark.at < words.end && words.start < mark.end)
}

/// Ranges are those of the run's text.
fn literal(
    reading: &Reading<'_, '_>,
    run: usize,
    target: CiteTarget,
    words: &Range<usize>,
    whole: Range<usize>,
    locator: Option<Locator>,
) -> Option<CiteFacts> {
    let start = reading.runs[run].text.start;
    let place = |range: &Range<usize>| reading.span(run, &(start + range.start..start + range.end));
    let span = place(words)?;
    let whole = place(&whole).unwrap_or(span);
    Some(CiteFacts {
        span,
        group: Span { start: whole.start.min(span.start), end: whole.end.max(span.end), ..span },
        target,
        style: CiteStyle::Literal { ibid: true },
        locator,
        prefix: String::new(),
        suffix: String::new(),
        suppress_author: false,
        note: None,
        section: 0,
        sentence: None,
    })
}
