//! The edits that mend a file without anybody being asked, each with the diagnostic that it answers.
//!
//! What is mended: what a diagnostic calls safe, an Ibid. whose tie says more than the word does, and notes in plain words
//! whose work is known for sure. What never is: the number of a note, a key, the words of a text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::annotate::{Annotation, Outcome};
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::edit;
use crate::base::fix::{Applicability, Edit};
use crate::base::source::Source;
use crate::model::wording::Wordings;
use crate::parse;

/// One thing mended.
#[derive(Clone, Debug)]
pub struct Mended {
    pub code: Code,
    /// In order; none overlaps another or one of another mended thing.
    pub edits: Vec<Edit>,
}

#[derive(Clone, Debug, Default)]
pub struct Fixes {
    pub mended: Vec<Mended>,
    /// The text with all edits.
    pub text: String,
    /// How many could have been mended by themselves, and were left because the file would say something else.
    pub left: usize,
}

/// Whether the fix of a diagnostic is made without asking.
#[must_use]
pub fn is_sure(diagnostic: &Diagnostic) -> bool {
    let Some(fix) = &diagnostic.fix else { return false };
    // The tie says which work is meant, so the short form says no more than the Ibid. did.
    let tied = matches!(diagnostic.code, Code::BrokenIbid | Code::AmbiguousIbid);
    tied || fix.applicability == Applicability::Safe
}

/// The fixes of a file of content. `diagnostics` are all of the site; `annotation` is that of the file.
#[must_use]
pub fn of_content(source: &Source, diagnostics: &[Diagnostic], annotation: &Annotation) -> Fixes {
    let mut wanted = of_diagnostics(source, diagnostics);
    let tied = annotation.cites.iter().zip(ties(annotation)).filter(|(cite, _)| !cite.new);
    wanted.extend(
        tied.filter(|(cite, _)| cite.outcome == Outcome::Tied)
            .filter_map(|(_, edits)| edits.map(|edits| Mended { code: Code::UntiedReference, edits: edits.to_vec() })),
    );
    let before = parse::wording::read(source);
    keep(source, wanted, |text| {
        let after = parse::wording::read(&Source::new(source.id, source.path.clone(), text));
        same_notes(&before, &after)
    })
}

/// The fixes of a bibliography or of the settings; `faults` counts what is wrong with a text of that kind.
#[must_use]
pub fn of_data(source: &Source, diagnostics: &[Diagnostic], faults: impl Fn(&str) -> usize) -> Fixes {
    let before = faults(&source.text);
    keep(source, of_diagnostics(source, diagnostics), |text| faults(text) < before)
}

fn of_diagnostics(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Mended> {
    let sure = diagnostics.iter().filter(|found| is_sure(found));
    let fixes = sure.filter_map(|found| Some(Mended { code: found.code, edits: found.fix.as_ref()?.edits.clone() }));
    fixes.filter(|mended| mended.edits.iter().all(|edit| edit.span.file == source.id)).collect()
}

/// The pair of edits of each cite that is written, in order of the cites.
fn ties(annotation: &Annotation) -> impl Iterator<Item = Option<&[Edit]>> {
    let mut pairs = annotation.edits.chunks(2);
    annotation.cites.iter().map(move |cite| if cite.is_written() { pairs.next() } else { None })
}

/// All that go together, or else those that are right one by one.
fn keep(source: &Source, wanted: Vec<Mended>, fits: impl Fn(&str) -> bool) -> Fixes {
    /// Each is tried by itself only where there are few.
    const MOST: usize = 64;
    let mut mended: Vec<Mended> = Vec::new();
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    let all = wanted.len();
    for one in wanted {
        let ranges: Vec<Range<u32>> = one.edits.iter().map(|edit| edit.span.start..edit.span.end).collect();
        // Those that are there do not overlap, so only the last one that starts before the end can be in the way.
        let free = |range: &Range<u32>| {
            taken
                .range(..range.end.max(range.start + 1))
                .next_back()
                .is_none_or(|(start, end)| *end <= range.start && *start <= range.start)
        };
        if ranges.iter().all(free) {
            taken.extend(ranges.into_iter().map(|range| (range.start, range.end)));
            mended.push(one);
        }
    }
    let apply = |mended: &[Mended]| {
        let edits: Vec<Edit> = mended.iter().flat_map(|one| one.edits.iter().cloned()).collect();
        edit::apply(&source.text, &edits).filter(|text| fits(text))
    };
    if mended.is_empty() {
        return Fixes { left: all, ..Fixes::default() };
    }
    if let Some(text) = apply(&mended) {
        return Fixes { left: all - mended.len(), mended, text };
    }
    let mut kept: Vec<Mended> = Vec::new();
    let mut text = String::new();
    for one in mended.into_iter().take(MOST) {
        kept.push(one);
        match apply(&kept) {
            Some(better) => text = better,
            None => drop(kept.pop()),
        }
    }
    Fixes { left: all - kept.len(), mended: kept, text }
}

/// The same notes in the same order, referred to at the same places, with the ties they had.
fn same_notes(before: &Wordings, after: &Wordings) -> bool {
    let labels = |wordings: &Wordings| wordings.notes.iter().map(|note| note.label.clone()).collect::<Vec<_>>();
    let noterefs = |wordings: &Wordings| -> Vec<String> {
        let marks = wordings.body.split('\0').filter_map(|mark| mark.strip_prefix('^'));
        marks.map(|rest| rest.split(char::is_whitespace).next().unwrap_or("").to_owned()).collect()
    };
    let tied = before.notes.iter().zip(&after.notes).all(|(before, after)| {
        let mut keys = after.tied.iter().map(|(_, key)| key);
        before.tied.iter().all(|(_, key)| keys.any(|other| other == key))
    });
    tied && labels(before) == labels(after) && noterefs(before).len() == noterefs(after).len()
}
