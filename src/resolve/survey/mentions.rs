//! Entities that the running text names.
//!
//! Not in headings, tables, captions, pull quotes and notes; not in links, code, an author's own citation, `[[!Name]]`.
//! A name that several entities have is of the one that the text also names in full; where it names none of them, or
//! two, it is left alone and told.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::diag;
use super::names::{Found, Names, Owner};
use super::reading::{Reading, to_u32};
use super::sentences::Sentences;
use crate::base::diag::Diagnostic;
use crate::model::facts::MentionFacts;
use crate::model::walk::Role;

/// Sentences are numbers among all.
pub fn find(
    reading: &Reading<'_, '_>,
    names: &Names,
    own: Option<u32>,
    link: bool,
    sentences: &mut Sentences,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MentionFacts> {
    let all = all(reading, names);
    let sure: BTreeSet<u32> = all
        .iter()
        .filter_map(|(_, found)| match found.owner {
            Owner::Entity(entity) => Some(entity),
            Owner::Shared(_) => None,
        })
        .chain(own)
        .collect();
    let mut decided: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    let mut mentions = Vec::new();
    let mut linked = HashSet::new();
    for (number, found) in all {
        let run = &reading.runs[number];
        let text = reading.slice(&run.text);
        let entity = match found.owner {
            Owner::Entity(entity) => Some(entity),
            Owner::Shared(index) => *decided.entry(index).or_insert_with(|| {
                let mut named = names.shared(index).iter().filter(|entity| sure.contains(entity));
                let one = named.next().copied().filter(|_| named.next().is_none());
                if let Some(span) = reading.span(number, &(run.text.start + found.start..run.text.start + found.end))
                    && one.is_none()
                    && link
                {
                    let labels: Vec<&str> = names.shared(index).iter().map(|entity| names.label(*entity)).collect();
                    diagnostics.push(diag::ambiguous_name(span, &text[found.start..found.end], &labels));
                }
                one
            }),
        };
        let Some(entity) = entity.filter(|entity| own != Some(*entity)) else { continue };
        let Some(sentence) = sentences.at(number, run.text.start + found.start) else { continue };
        sentences.keep_one(Some(sentence));
        mentions.push(MentionFacts {
            entity,
            paragraph: run.block,
            start: to_u32(found.start),
            end: to_u32(found.end),
            spelling: text[found.start..found.end].to_owned(),
            section: run.section,
            sentence,
            linked: link && linked.insert((run.section, entity)),
        });
    }
    mentions
}

/// Every name, with the run that it stands in.
fn all(reading: &Reading<'_, '_>, names: &Names) -> Vec<(usize, Found)> {
    let mut out = Vec::new();
    for number in reading.body.runs.clone() {
        let run = &reading.runs[number];
        if run.role != Role::Paragraph {
            continue;
        }
        // Boundaries are those of the paragraph: a name may be set in bold inside a word.
        let text = reading.slice(&run.text);
        let start = run.text.start;
        for leaf in reading.leaves[run.leaves.clone()].iter().filter(|leaf| leaf.free) {
            names.find(text, leaf.text.start - start, leaf.text.end - start, &mut |found| out.push((number, found)));
        }
    }
    out
}
