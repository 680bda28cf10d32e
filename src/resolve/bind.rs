//! One article, everything in it bound to the rest of the site. Articles are bound in parallel: this reads the tables
//! of the site and changes none.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::article::{ArticleId, BoundCite, BoundLink, WorkId};
use crate::model::cite::{CiteRequest, Formatter, Styles};
use crate::model::facts::{CiteFacts, CiteStyle, Facts};
use crate::model::site::{Relation, SiteWork};
use crate::model::url::Url;
use crate::model::work::Rich;

use super::antecedents::{self, Bound};
use super::fault::Fault;
use super::ibids;
use super::links::{self, Names};
use super::relations;
use super::works::Keys;

/// What one article gets.
#[derive(Debug)]
pub struct Binding {
    pub cites: Vec<BoundCite>,
    pub entries: BTreeMap<WorkId, Rich>,
    /// Anchors as they were written.
    pub links: Vec<BoundLink>,
    pub files: Vec<Option<Url>>,
    pub rows: Vec<Relation>,
    pub faults: Vec<Fault>,
}

/// What all articles share.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "styles have no words of their own")]
pub struct Tables<'a> {
    pub works: &'a [SiteWork],
    pub keys: &'a Keys,
    pub names: &'a Names<'a>,
    pub files: &'a BTreeSet<String>,
    pub styles: &'a dyn Styles,
    /// How many entities there are.
    pub entities: u32,
}

/// `own_entity`: the entity that the article is about.
#[must_use]
pub fn article(id: ArticleId, facts: &Facts, own_entity: Option<u32>, tables: &Tables<'_>) -> Binding {
    let mut faults = Vec::new();
    let own_style = facts.matter.citation_style.as_ref().map(|name| name.value.as_str());
    let style = tables.styles.named(own_style);
    let bound = antecedents::bind(facts, tables.keys, tables.works, style.is_note_style(), &mut faults);
    // Worded here, where the style is known that prints the short form.
    let worded = |fault| match fault {
        Fault::TiedIbid { cite, work, why } => {
            ibids::word(facts, cite, work, &why, tables.works, style).map(Fault::Found)
        }
        other => Some(other),
    };
    let mut faults: Vec<Fault> = faults.into_iter().filter_map(worded).collect();
    let mut formatted = format(facts, &bound, tables.works, style);
    let cited = bound.iter().filter(|_| own_style.is_some()).filter_map(|bound| bound.work);
    let cited: BTreeSet<WorkId> = cited.collect();
    let entry = |id: WorkId| (id, style.entry(&tables.works[id.0 as usize].work));
    let entries = cited.into_iter().map(entry).collect();
    let links: Vec<BoundLink> = facts.links.iter().map(|link| tables.names.bind(link, id, &mut faults)).collect();
    let files = facts.files.iter().map(|file| links::file(file, tables.files, &mut faults)).collect();
    let rows = relations::rows(id, facts, &bound, &links, own_entity, tables.entities);
    let cites = bound
        .iter()
        .zip(&mut formatted)
        .map(|(bound, formatted)| BoundCite {
            work: bound.work,
            position: bound.position,
            form: bound.form,
            formatted: formatted.take(),
        })
        .collect();
    Binding { cites, entries, links, files, rows, faults }
}

/// The words of each citation that the style formats, on the first cite of its group. A group with an unknown work
/// stays as it was typed, so that no word of it is lost.
fn format(facts: &Facts, bound: &[Bound<'_>], works: &[SiteWork], style: &dyn Formatter) -> Vec<Option<Rich>> {
    let cites: &[CiteFacts] = &facts.cites;
    let mut out = vec![None; cites.len()];
    let mut start = 0;
    for group in cites.chunk_by(|a, b| a.group == b.group) {
        let here = start;
        start += group.len();
        if matches!(group[0].style, CiteStyle::Literal { .. }) {
            continue;
        }
        // The words of a citation in the text open the note that it makes: "see" becomes "See".
        let note = group[0].note.and_then(|note| facts.notes.get((note as usize).wrapping_sub(1)));
        let opens = note.is_some_and(|note| !note.defined);
        let opening = if opens { capital(&group[0].prefix) } else { group[0].prefix.clone() };
        let requests: Option<Vec<CiteRequest<'_>>> = group
            .iter()
            .zip(&bound[here..start])
            .enumerate()
            .map(|(n, (cite, bound))| {
                Some(CiteRequest {
                    work: &works[bound.work?.0 as usize].work,
                    position: bound.position,
                    locator: cite.locator.as_ref(),
                    prefix: if n == 0 { &opening } else { &cite.prefix },
                    suffix: &cite.suffix,
                    suppress_author: cite.suppress_author,
                    // In a note style the name stands in the sentence, and the note holds the whole.
                    narrative: cite.style == CiteStyle::Narrative && !style.is_note_style(),
                    first_note: bound.first_note,
                })
            })
            .collect();
        out[here] = requests.map(|requests| style.cite(&requests));
    }
    out
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
