//! Citations, in reading order: those of the text, then those of the notes by number.

use std::ops::Range;

use super::ibid;
use super::notes::{Numbered, Numbering};
use super::reading::{Mark, MarkKind, Part, Reading, to_u32};
use super::sentences::Sentences;
use super::short;
use super::untied;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::model::cite::{CiteForm, CiteGroup, Locator};
use crate::model::facts::{CiteFacts, CiteStyle, CiteTarget};

/// Sentences are numbers among all.
pub fn find(
    reading: &Reading<'_, '_>,
    numbering: &Numbering,
    sentences: &mut Sentences,
    source: &Source,
) -> Vec<CiteFacts> {
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
    place_ibids(&mut cites, source);
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
        CiteForm::Tied(_) => {
            let found = ibid::read(reading.slice(&(mark.at..mark.end)));
            CiteStyle::Literal { ibid: found.and_then(|found| ibid_place(reading, mark, found.words)) }
        }
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

/// Where each Ibid. that is tied stands in the file, emphasis that holds nothing else with it.
fn place_ibids(cites: &mut [CiteFacts], source: &Source) {
    for cite in cites {
        let CiteStyle::Literal { ibid: Some(place) } = &mut cite.style else { continue };
        let bytes = source.text.as_bytes();
        let around = |place: &Span| {
            let before = bytes.get((place.start as usize).checked_sub(1)?)?;
            (bytes.get(place.end as usize)? == before && matches!(before, b'*' | b'_')).then_some(())
        };
        for _ in 0..3 {
            if around(place).is_none() {
                break;
            }
            place.start -= 1;
            place.end += 1;
        }
    }
}

/// The place of the word of an Ibid., for a short form to take. A stop that also ends the sentence is no part of it.
fn ibid_place(reading: &Reading<'_, '_>, mark: &Mark<'_, '_>, words: Range<usize>) -> Option<Span> {
    let mut words = mark.at + words.start..mark.at + words.end;
    let run = reading.runs.get(mark.run)?;
    let rest = reading.slice(&(words.end..run.text.end)).trim_start();
    let ends = rest.chars().next().is_none_or(char::is_uppercase);
    let italic = reading.leaves.get(run.leaves.clone()).unwrap_or(&[]).iter();
    let italic = italic.filter(|leaf| leaf.text.contains(&words.start)).any(|leaf| leaf.italic);
    // A stop inside the emphasis goes with it: it stands before the sign that ends it.
    if ends && !italic && reading.slice(&words).ends_with('.') {
        words.end -= 1;
    }
    reading.span(mark.run, &words)
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
        Some(CiteFacts { style: CiteStyle::Literal { ibid: None }, ..cite })
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
        style: CiteStyle::Literal { ibid: Some(span) },
        locator,
        prefix: String::new(),
        suffix: String::new(),
        suppress_author: false,
        note: None,
        section: 0,
        sentence: None,
    })
}
