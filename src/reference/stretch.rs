//! What each stretch of a note says by itself: all that needs no other note, so that notes can be read side by side.
//!
//! What needs the notes before (which work a short form means, what an *Ibid.* stands for) is [`super::resolve`]'s.

use std::ops::Range;

use super::general::{self, Read};
use super::house::House;
use super::lean::{self, Lean};
use super::parts::{self, Group};
use super::segment::{self, Segment};
use super::text::Even;
use super::{NoteText, archive, law};

/// A note, cut into what may cite.
pub struct Cut {
    pub groups: Vec<Group>,
    /// In order; what is tied already is not among them.
    pub stretches: Vec<Stretch>,
}

/// A segment and the words of it.
pub struct Stretch {
    pub segment: Segment,
    /// In the printed note.
    pub printed: Range<usize>,
    pub words: Words,
}

/// What the words of a segment are, before it is known what was cited earlier.
pub enum Words {
    /// *Idem*, and the rest after so many bytes; none where the rest says nothing.
    Idem(Option<Read>),
    /// *Ibid.*, *op. cit.*, "(n 4)" … If nothing fits, it may still be words.
    Lean(Lean),
    /// A law or a case.
    Law(Read),
    /// Any other; none where they name no work.
    Other(Option<Read>),
}

impl Cut {
    pub fn of(note: &NoteText<'_>, even: &Even, house: &House) -> Self {
        let groups = parts::groups(&even.text);
        let tied = |printed: &Range<usize>| {
            note.tied.iter().any(|(tied, _)| tied.start < printed.end && printed.start < tied.end)
        };
        let mut stretches = Vec::new();
        for segment in segment::cut(even, &groups) {
            let printed = even.printed(&segment.range, note.text);
            if !tied(&printed) && even.get(segment.range.clone()).len() >= 2 {
                let words = Words::of(even, &groups, &segment.range, house);
                stretches.push(Stretch { segment, printed, words });
            }
        }
        Self { groups, stretches }
    }
}

impl Words {
    fn of(even: &Even, groups: &[Group], range: &Range<usize>, house: &House) -> Self {
        if let Some(len) = lean::idem(even.get(range.clone())) {
            return Self::Idem(general::with_names(even, groups, range.start + len..range.end, house, false));
        }
        match lean::read(even, range.clone()) {
            Some(lean) => Self::Lean(lean),
            None => Self::long(even, groups, range, house),
        }
    }

    /// The same, no short form taken for one.
    pub fn long(even: &Even, groups: &[Group], range: &Range<usize>, house: &House) -> Self {
        if let Some(read) = law::read(even, range.clone()) {
            return Self::Law(read);
        }
        let read = archive::read(even, groups, range.clone());
        Self::Other(read.or_else(|| general::read(even, groups, range.clone(), house)))
    }
}
