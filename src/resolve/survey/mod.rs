//! What one file alone can tell: its [`Facts`].
//!
//! 1. [`reading`]  one pass over the tree: the plain text of everything, and the marks in it.
//! 2. [`sentences`] where the sentences of the running text stand.
//! 3. [`notes`]    numbers by first reference.
//! 4. [`pulls`]    each pull quote at the sentence that it repeats.
//! 5. [`cites`], [`links`], [`mentions`]: what each sentence leads to.
//! 6. [`ids`]      addresses made from words.
//!
//! No other file is looked at: whether a key, a slug or a picture exists is decided when all facts are there. Work is
//! linear in the size of the file.

mod cites;
mod diag;
mod ibid;
mod ids;
mod links;
mod mentions;
pub mod names;
mod notes;
mod pulls;
mod reading;
mod sentences;
mod short;
mod summary;
mod tie;
mod untied;

use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::model::briefing::Briefing;
use crate::model::config::Dialect;
use crate::model::facts::{CiteFacts, CiteTarget, Facts, NoteFacts};
use names::Names;
use notes::Numbered;
use reading::Reading;
use sentences::Sentences;

/// Surveys one parsed file. `own` is the entity that the file itself describes: its page does not mention it.
#[must_use]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the dialect will hold more than one setting")]
pub fn survey(
    briefing: &Briefing<'_>,
    source: &Source,
    names: &Names,
    own: Option<u32>,
    dialect: &Dialect,
) -> (Facts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let reading = Reading::of(briefing, source.text.len());
    let mut sentences = Sentences::of(&reading);
    let numbering = notes::number(&reading, &briefing.notes, &mut sentences, *dialect, &mut diagnostics);
    let mut cites = cites::find(&reading, &numbering, &mut sentences, source);
    let mut pulls = pulls::tie(&reading, source, &mut sentences, &mut diagnostics);
    let (mut links, files) = links::find(
        &reading,
        source,
        briefing.matter.image.as_ref(),
        &briefing.reviews,
        &numbering,
        &mut sentences,
        &mut diagnostics,
    );
    let link = briefing.matter.link_entities;
    let mut mentions = mentions::find(&reading, names, own, link, &mut sentences, &mut diagnostics);

    let mut ids = ids::Ids::new(reading.text.len());
    let sections = ids::sections(&reading, &mut ids, &mut diagnostics);
    let paragraphs = ids::paragraphs(&reading, &mut ids);
    let tables = ids::tables(&reading, &mut ids);
    let (kept, place) = sentences.keep(&reading, &mut ids);
    let notes = note_facts(&reading, briefing, source, &numbering, &cites, &mut ids);
    let mut noterefs = numbering.noterefs;

    for cite in &mut cites {
        cite.sentence = place.of(cite.sentence);
    }
    for noteref in &mut noterefs {
        noteref.sentence = place.of(noteref.sentence);
    }
    for link in &mut links {
        link.sentence = place.of(link.sentence);
    }
    for pull in &mut pulls {
        pull.sentence = place.of(pull.sentence);
    }
    mentions.retain_mut(|mention| {
        let kept = place.of(Some(mention.sentence));
        mention.sentence = kept.unwrap_or(0);
        kept.is_some()
    });

    let facts = Facts {
        file: source.id,
        path: source.path.to_string(),
        matter: briefing.matter.clone(),
        sections,
        notes,
        noterefs,
        sentences: kept,
        cites,
        links,
        mentions,
        pulls,
        paragraphs,
        tables,
        files,
        reviews: briefing.reviews.iter().map(|review| (review.span, review.words.to_string())).collect(),
        words: summary::words(&reading),
        excerpt: summary::excerpt(&reading),
        has_code: reading.has_code,
    };
    (facts, diagnostics)
}

fn note_facts(
    reading: &Reading<'_, '_>,
    briefing: &Briefing<'_>,
    source: &Source,
    numbering: &notes::Numbering,
    cites: &[CiteFacts],
    ids: &mut ids::Ids,
) -> Vec<NoteFacts> {
    let mut tied = vec![false; numbering.notes.len()];
    // A short form is tied only where a work fits it, which is not known here.
    let sure = cites.iter().filter(|cite| !matches!(cite.target, CiteTarget::Earlier(_)));
    for number in sure.filter_map(|cite| cite.note) {
        if let Some(tied) = tied.get_mut((number as usize).wrapping_sub(1)) {
            *tied = true;
        }
    }
    let facts = |(entry, tied): (&notes::Entry, bool)| match entry.note {
        Numbered::Made { span, .. } => NoteFacts {
            label: String::new(),
            span,
            defined: false,
            references: entry.references,
            anchor: None,
            text: crate::model::walk::CITATION.to_string(),
            untied: false,
            tie: None,
        },
        Numbered::Defined(index) => {
            let note = &briefing.notes[index];
            let untied = !tied && untied::looks_like_reference(reading, index);
            NoteFacts {
                label: note.label.to_string(),
                span: note.span,
                defined: true,
                references: entry.references,
                anchor: ids.note(&note.label),
                text: reading.note_text(index),
                untied,
                tie: if untied { tie::of(note, &reading.notes[index], source) } else { None },
            }
        }
    };
    numbering.notes.iter().zip(tied).map(facts).collect()
}
