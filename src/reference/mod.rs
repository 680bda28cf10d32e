//! Reading notes: the text of a document's footnotes becomes citations, each with its work.
//!
//! `read` gets the notes of one document in order and the site's own works. It tells which words cite what, in which
//! form (full, short, *Ibid.* …), what the words state (author, title, page …), which work is meant, and how sure that is.
//! It opens no file, knows no page, and writes nothing: an annotating command and the importer do.
//!
//! What is not sure is said to be so. An *Ibid.* after a note of two works is `Target::Ambiguous`; two records that may be
//! one work are a `MergeProposal` and stay two.

mod archive;
mod brackets;
mod confidence;
mod containers;
mod dates;
pub mod entry;
mod front;
mod general;
mod genres;
mod house;
mod imprint;
mod kinds;
mod law;
mod lean;
pub mod library;
mod locators;
mod names;
mod parts;
mod pattern;
mod record;
mod resolve;
mod segment;
mod shelf;
mod short;
mod stated;
mod stretch;
mod tail;
mod text;
pub mod weave;
mod web;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;

use self::house::House;
pub use self::library::Library;
pub use self::record::free_key;
use self::resolve::Resolver;
pub use self::stated::{Field, Stated};
use self::stretch::Cut;
use self::text::{Even, Lexicon, Marks};
use crate::model::cite::Locator;
use crate::model::work::Work;

/// At least this confidence: written without a word. Of what is told at it, 98 in 100 have all fields right.
pub const SURE: f64 = 0.9;
/// At least this confidence: written with a review mark; below it the words stay as they are.
pub const LIKELY: f64 = 0.6;

/// A note as it stands in the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteText<'a> {
    /// As printed; a "(n 4)" leads to the last note before it that has this number.
    pub number: u32,
    /// Its words. Italics may be marked as in Markdown (`*Title*`, `_Title_`), and a backslash may stand before
    /// punctuation; both are evidence and no part of a value. Ranges of the reading count in this text.
    pub text: &'a str,
    /// Ranges that are tied to a work of the library already, in order: they are not read again, but an *Ibid.* after
    /// them stands for their work.
    pub tied: Vec<(Range<usize>, String)>,
}

/// What was read out of the notes of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Parallel to the notes.
    pub notes: Vec<NoteReading>,
    /// Works that the library has not, each with a key that is free in it, in the order in which they are first cited.
    pub works: Vec<Work>,
    pub proposals: Vec<MergeProposal>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteReading {
    /// In order, and not overlapping; none: the note cites nothing.
    pub cites: Vec<CiteReading>,
}

/// One work cited at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct CiteReading {
    /// Bytes of the note's text, on boundaries of characters: the words that cite, without signal and remarks.
    pub range: Range<usize>,
    pub form: Form,
    pub target: Target,
    /// What these words say themselves.
    pub stated: Stated,
    /// The place in the work that these words name.
    pub locator: Option<Locator>,
    /// For an *Ibid.* or *loc. cit.* without a place: that of its antecedent.
    pub resolved_locator: Option<Locator>,
    /// "see", "see also", "cf.", "quoting" …, in lower case.
    pub signal: Option<String>,
    /// 0 to 1; see [`SURE`] and [`LIKELY`].
    pub confidence: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Full,
    Short,
    /// *Ibid.*, *Id.*, *Ebd.*, *Там само*
    Ibid,
    Opcit,
    Loccit,
    /// "supra note 4", "(n 4)"
    Supra,
    /// A name that an earlier note gave the work: "hereafter …".
    Alias,
}

impl Form {
    /// As it is called in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Ibid => "ibid",
            Self::Opcit => "opcit",
            Self::Loccit => "loccit",
            Self::Supra => "supra",
            Self::Alias => "alias",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Work(WorkRef),
    /// Any of these, or none where the list is empty: the reader does not guess.
    Ambiguous(Vec<WorkRef>),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkRef {
    /// The key of a work of the library.
    Known(String),
    /// Its place in [`Reading::works`].
    New(usize),
}

/// Two records that may be one work; they stay two until a person says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeProposal {
    pub one: WorkRef,
    pub other: WorkRef,
    /// In words: "same author and year, titles alike".
    pub reason: String,
}

/// Reads the notes of one document. Linear in their length; never fails.
pub fn read(notes: &[NoteText<'_>], library: &Library) -> Reading {
    let lexicon = Lexicon::of(notes.iter().map(|note| note.text));
    let marks =
        Marks { numbered: notes.iter().filter(|note| text::begins_with_number(note.text, note.number)).count() > 1 };
    let even = |note: &NoteText<'_>| text::even(note.text, text::mark(note.text, note.number, marks), &lexicon);
    let even: Vec<Even> = notes.par_iter().map(even).collect();
    let house = House::of(&even);
    let cut: Vec<Cut> = notes.par_iter().zip(&even).map(|(note, even)| Cut::of(note, even, &house)).collect();
    let mut resolver = Resolver::new(library, house);
    let read = notes.iter().zip(&even).zip(cut).map(|((note, even), cut)| resolver.note(note, even, cut)).collect();
    let mut taken: HashSet<String> = library.works().iter().map(|work| work.key.clone()).collect();
    let new = resolver.shelf.entries.iter().filter(|entry| matches!(entry.work, WorkRef::New(_)));
    let works = new.map(|entry| record::work(&entry.stated, &mut taken)).collect();
    Reading { notes: read, works, proposals: resolver.shelf.proposals }
}

/// Has the patterns compiled that most documents need, beside what the caller does next: while a document is taken apart,
/// say. On one core it costs nothing but a few notes read in vain.
pub fn prepare() {
    const USUAL: [&str; 4] = [
        "See Ann Roe, *Rivers of Salt* (London: Penguin, 2012), pp. 12–14.",
        "Sam Prior, “Ports in Peril,” *Northern Affairs* 12, no. 3 (2014): 5–9, https://harbour.example/peril (accessed 3 May 2016).",
        "Roe, *Rivers*, p. 4; cf. Prior, op. cit.",
        "Harbour Institute, Report No. 12, Arle, March 2019.",
    ];
    // One core stays with the caller.
    let cores = rayon::current_num_threads().saturating_sub(1).max(1);
    for texts in USUAL.chunks(USUAL.len().div_ceil(cores)) {
        rayon::spawn(move || {
            for text in texts {
                let _ = read(&[NoteText { number: 1, text, tied: Vec::new() }], &Library::default());
            }
        });
    }
}

#[cfg(test)]
mod tests;
