//! Citations, in reading order: those of the text, then those of the notes by number.

use super::ibid;
use super::notes::{Numbered, Numbering};
use super::reading::{Mark, MarkKind, Part, Reading, to_u32};
use super::sentences::Sentences;
use crate::base::span::Span;
use crate::model::cite::{CiteForm, CiteGroup};
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
                if let Some(cite) = typed_ibid(reading, part) {
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

/// An Ibid. that stands at the start of a note and is tied to nothing.
fn typed_ibid(reading: &Reading<'_, '_>, part: &Part) -> Option<CiteFacts> {
    let number = part.runs.clone().find(|run| !reading.slice(&reading.runs[*run].text).trim().is_empty())?;
    let run = &reading.runs[number];
    let found = ibid::read(reading.slice(&run.text))?;
    let at = |offset: usize| run.text.start + offset;
    let words = at(found.words.start)..at(found.words.end);
    let tied = reading.marks[part.marks.clone()]
        .iter()
        .any(|mark| matches!(mark.kind, MarkKind::Cite(_)) && mark.at < words.end && words.start < mark.end);
    if tied {
        return None;
    }
    let span = reading.span(number, &words)?;
    let whole = reading.span(number, &(words.start..at(found.end))).unwrap_or(span);
    Some(CiteFacts {
        span,
        group: Span { end: whole.end.max(span.end), ..span },
        target: CiteTarget::Preceding,
        style: CiteStyle::Literal { ibid: true },
        locator: found.locator,
        prefix: String::new(),
        suffix: String::new(),
        suppress_author: false,
        note: None,
        section: 0,
        sentence: None,
    })
}
