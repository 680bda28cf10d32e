//! Entities that the running text names.
//!
//! Not in headings, tables, captions, pull quotes and notes; not in links, code, an author's own citation, `[[!Name]]`.

use std::collections::HashSet;

use super::names::Names;
use super::reading::{Reading, to_u32};
use super::sentences::Sentences;
use crate::model::facts::MentionFacts;
use crate::model::walk::Role;

/// Sentences are numbers among all.
pub fn find(
    reading: &Reading<'_, '_>,
    names: &Names,
    own: Option<u32>,
    link: bool,
    sentences: &mut Sentences,
) -> Vec<MentionFacts> {
    let mut mentions = Vec::new();
    let mut linked = HashSet::new();
    for number in reading.body.runs.clone() {
        let run = &reading.runs[number];
        if run.role != Role::Paragraph {
            continue;
        }
        // Boundaries are those of the paragraph: a name may be set in bold inside a word.
        let text = reading.slice(&run.text);
        let start = run.text.start;
        for leaf in reading.leaves[run.leaves.clone()].iter().filter(|leaf| leaf.free) {
            names.find(text, leaf.text.start - start, leaf.text.end - start, &mut |found| {
                if own == Some(found.entity) {
                    return;
                }
                let Some(sentence) = sentences.at(number, start + found.start) else { return };
                sentences.keep_one(Some(sentence));
                mentions.push(MentionFacts {
                    entity: found.entity,
                    paragraph: run.block,
                    start: to_u32(found.start),
                    end: to_u32(found.end),
                    spelling: text[found.start..found.end].to_owned(),
                    section: run.section,
                    sentence,
                    linked: link && linked.insert((run.section, found.entity)),
                });
            });
        }
    }
    mentions
}
