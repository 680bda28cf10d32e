//! What the notes of one file cite, and the edits that tie their words to the works.
//!
//! Edits only put brackets around words: nothing that stands in the file is changed or taken away. Each file is read
//! again with its edits before anybody writes it; where a note would then say something else, its edits are dropped.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::base::edit;
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::base::text::squeeze;
use crate::base::web;
use crate::model::cite::Locator;
use crate::model::facts::{CiteTarget, Facts};
use crate::model::walk::CITATION;
use crate::model::wording::{Wording, Wordings};
use crate::model::work::Work;
use crate::parse;
use crate::reference::weave::{self, Refusal};
use crate::reference::{self, CiteReading, Form, LIKELY, Library, NoteText, Reading, SURE, Target, WorkRef};

/// Longer notes are no notes.
const LONGEST: usize = 1 << 16;

#[derive(Clone, Debug, Default)]
pub struct Annotation {
    /// In order of notes and words.
    pub cites: Vec<Proposed>,
    pub edits: Vec<Edit>,
    /// The text with the edits; none where there are none.
    pub text: Option<String>,
    /// Works that the edits tie to and the library has not, in the order in which they are first cited.
    pub works: Vec<Work>,
    /// Works that may be one, in words.
    pub doubts: Vec<String>,
}

/// A citation that was read in the words of a note.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The number of the note.
    pub note: u32,
    pub span: Span,
    pub words: String,
    /// The key and the title of the work; none where it could not be told.
    pub work: Option<(String, String)>,
    /// The library has not got it.
    pub new: bool,
    pub locator: Option<Locator>,
    pub confidence: f64,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Tied,
    /// Tied, with a review mark.
    Doubted,
    /// Too little is known of it.
    Unsure,
    /// It may mean any of these works.
    Ambiguous(Vec<String>),
    Refused(Refusal),
    /// With the tie the note would not say what it says.
    Unsafe,
}

/// Reads the notes of one file. `source` is the text that `facts` were made from.
#[must_use]
pub fn annotate(source: &Source, facts: &Facts, library: &Library) -> Annotation {
    let wordings = parse::wording::read(source);
    let numbered = numbered(facts, &wordings);
    let notes: Vec<NoteText<'_>> = numbered.iter().map(|note| note.text.clone()).collect();
    let mut reading = reference::read(&notes, library);
    add_addresses(&numbered, &mut reading);
    let mut out = Annotation::default();
    let mut plans = Vec::new();
    for (note, read) in numbered.iter().zip(&reading.notes) {
        let Some(wording) = note.wording else { continue };
        for cite in &read.cites {
            let (proposed, plan) = propose(source, wording, note.text.number, cite, library, &reading.works);
            if let Some(plan) = plan {
                plans.push((out.cites.len(), plan));
            }
            out.cites.push(proposed);
        }
    }
    keep_safe(source, &wordings, &mut out, plans);
    let written: BTreeSet<&str> = out
        .cites
        .iter()
        .filter(|cite| cite.is_written())
        .filter_map(|cite| cite.work.as_ref().map(|(key, _)| key.as_str()))
        .collect();
    out.works = reading.works.iter().filter(|work| written.contains(work.key.as_str())).cloned().collect();
    let named = |work: &WorkRef| name(work, library, &reading.works).map_or(String::new(), |(key, _)| key);
    let doubts = reading.proposals.iter().map(|doubt| {
        format!("“{}” and “{}” may be one work: {}", named(&doubt.one), named(&doubt.other), doubt.reason)
    });
    out.doubts = doubts.collect();
    out
}

impl Proposed {
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self.outcome, Outcome::Tied | Outcome::Doubted)
    }
}

/// A note in the order in which it is printed.
struct Numbered<'w> {
    text: NoteText<'w>,
    /// None for one that a citation in the text makes.
    wording: Option<&'w Wording>,
}

fn numbered<'w>(facts: &Facts, wordings: &'w Wordings) -> Vec<Numbered<'w>> {
    const MADE: &str = "\u{fffc}";
    debug_assert!(MADE.starts_with(CITATION));
    let by_start: HashMap<usize, &Wording> = wordings.notes.iter().map(|note| (note.start, note)).collect();
    let mut made: BTreeMap<u32, Vec<(Range<usize>, String)>> = BTreeMap::new();
    for cite in &facts.cites {
        if let (Some(note), CiteTarget::Key(key)) = (cite.note, &cite.target) {
            made.entry(note).or_default().push((0..MADE.len(), key.clone()));
        }
    }
    let number = |(number, note): (u32, &crate::model::facts::NoteFacts)| {
        let wording = by_start.get(&(note.span.start as usize)).copied().filter(|_| note.defined);
        let wording = wording.filter(|wording| wording.text.len() <= LONGEST);
        let (text, tied) = match wording {
            Some(wording) => (wording.text.as_str(), wording.tied.clone()),
            None => (MADE, made.remove(&number).unwrap_or_default()),
        };
        Numbered { text: NoteText { number, text, tied }, wording }
    };
    (1..).zip(&facts.notes).map(number).collect()
}

/// A link in the words of a full reference is where its work is found.
fn add_addresses(numbered: &[Numbered<'_>], reading: &mut Reading) {
    for (note, read) in numbered.iter().zip(&reading.notes) {
        let Some(wording) = note.wording else { continue };
        for cite in read.cites.iter().filter(|cite| cite.form == Form::Full) {
            let Target::Work(WorkRef::New(at)) = &cite.target else { continue };
            let inside = |range: &Range<usize>| cite.range.start <= range.start && range.end <= cite.range.end;
            let mut links = wording.links.iter().filter(|(range, _)| inside(range));
            let (Some((_, address)), None, Some(work)) = (links.next(), links.next(), reading.works.get_mut(*at))
            else {
                continue;
            };
            if work.field("URL").is_some() || work.field("DOI").is_some() {
                continue;
            }
            let (field, value) = match web::doi(address) {
                Some(doi) => ("DOI", doi),
                None => ("URL", address.as_str()),
            };
            work.fields.push((field.to_owned(), value.to_owned()));
        }
    }
}

fn name(work: &WorkRef, library: &Library, new: &[Work]) -> Option<(String, String)> {
    let work = match work {
        WorkRef::Known(key) => library.get(key)?,
        WorkRef::New(at) => new.get(*at)?,
    };
    Some((work.key.clone(), work.title().to_owned()))
}

/// The edits of one tie, and where its words stand in the note.
struct Plan {
    /// Where the note starts in the file.
    note: usize,
    edits: [Edit; 2],
}

fn propose(
    source: &Source,
    wording: &Wording,
    number: u32,
    cite: &CiteReading,
    library: &Library,
    new: &[Work],
) -> (Proposed, Option<Plan>) {
    let place = weave::place(wording, cite.range.clone());
    let at = place.as_ref().map_or(wording.start..wording.start, |place| place.source.clone());
    let words = wording.text.get(cite.range.clone()).unwrap_or("");
    let mut proposed = Proposed {
        note: number,
        span: Span::new(source.id, at.start, at.end),
        words: squeeze(words),
        work: None,
        new: false,
        locator: cite.locator.clone(),
        confidence: cite.confidence,
        outcome: Outcome::Unsure,
    };
    match &cite.target {
        Target::Ambiguous(candidates) => {
            let keys = candidates.iter().filter_map(|work| name(work, library, new)).map(|(key, _)| key);
            proposed.outcome = Outcome::Ambiguous(keys.collect());
            return (proposed, None);
        }
        Target::Work(work) => {
            proposed.work = name(work, library, new);
            proposed.new = matches!(work, WorkRef::New(_));
        }
    }
    let Some((key, title)) = proposed.work.clone().filter(|_| cite.confidence >= LIKELY) else {
        return (proposed, None);
    };
    let place = match place {
        Ok(place) => place,
        Err(refusal) => {
            proposed.outcome = Outcome::Refused(refusal);
            return (proposed, None);
        }
    };
    let (open, mut close) = weave::brackets(&key, cite.locator.as_ref());
    proposed.outcome = Outcome::Tied;
    if cite.confidence < SURE {
        close.push_str(&review(&key, &title, cite.confidence));
        proposed.outcome = Outcome::Doubted;
    }
    let edit = |at: usize, text: String| Edit { span: Span::new(source.id, at, at), text };
    let edits = [edit(place.source.start, open), edit(place.source.end, close)];
    (proposed, Some(Plan { note: wording.start, edits }))
}

/// The doubt, where it stands. What is not of ibid's own is cut to signs that end no comment.
fn review(key: &str, title: &str, confidence: f64) -> String {
    let plain = |text: &str| {
        let kept: String = text.chars().filter(|c| c.is_alphanumeric() || " ,.:;’'“”–?!()".contains(*c)).collect();
        squeeze(&kept)
    };
    let title: String = plain(title).chars().take(80).collect();
    let key = key.replace("--", "-").replace(['<', '>', '\n'], "");
    format!("<!-- review: is this {key}, “{title}”? {:.0} % sure -->", confidence * 100.0)
}

/// Keeps the edits after which every note says what it says now and is tied as it was meant. Where one does not, its
/// own are dropped; ties that two notes could only have together are not looked for.
fn keep_safe(source: &Source, before: &Wordings, out: &mut Annotation, mut plans: Vec<(usize, Plan)>) {
    // Once for all, once without those that failed, and once to be sure.
    for _ in 0..3 {
        let edits: Vec<Edit> = plans.iter().flat_map(|(_, plan)| plan.edits.iter().cloned()).collect();
        if edits.is_empty() {
            return;
        }
        let Some(text) = edit::apply(&source.text, &edits) else { break };
        let after = parse::wording::read(&Source::new(source.id, source.path.clone(), text.as_str()));
        let failed = changed(before, &after, &plans, &out.cites);
        if failed.is_empty() {
            out.edits = edits;
            out.text = Some(text);
            return;
        }
        plans.retain(|(cite, plan)| {
            let kept = !failed.contains(&plan.note);
            if !kept {
                out.cites[*cite].outcome = Outcome::Unsafe;
            }
            kept
        });
    }
    for (cite, _) in plans {
        out.cites[cite].outcome = Outcome::Unsafe;
    }
}

/// The notes, by where they start, that an edit changed otherwise than by its ties.
fn changed(before: &Wordings, after: &Wordings, plans: &[(usize, Plan)], cites: &[Proposed]) -> BTreeSet<usize> {
    let all = || plans.iter().map(|(_, plan)| plan.note).collect();
    if before.body != after.body || before.notes.len() != after.notes.len() {
        return all();
    }
    let mut added: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (cite, plan) in plans {
        let key = cites.get(*cite).and_then(|cite| cite.work.as_ref()).map_or("", |(key, _)| key.as_str());
        added.entry(plan.note).or_default().push(key);
    }
    let mut failed = BTreeSet::new();
    for (old, new) in before.notes.iter().zip(&after.notes) {
        let mut wanted: Vec<&str> = old.tied.iter().map(|(_, key)| key.as_str()).collect();
        wanted.extend(added.get(&old.start).into_iter().flatten());
        let mut found: Vec<&str> = new.tied.iter().map(|(_, key)| key.as_str()).collect();
        wanted.sort_unstable();
        found.sort_unstable();
        if old.text != new.text || wanted != found {
            failed.insert(old.start);
        }
    }
    failed
}
