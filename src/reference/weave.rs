//! Where a tie is written: the bytes of the file between which the words of a citation stand.
//!
//! A tie is a link, and a link cannot begin inside emphasis that it does not end in, hold another link, or go on in the
//! next paragraph. So the words are made a little longer or shorter where that is what it takes, and refused where it
//! would change what they say.

use std::fmt::Write as _;
use std::ops::Range;

use crate::base::slug::is_invisible;
use crate::model::cite::Locator;
use crate::model::wording::{Emphasis, Part, PartKind, Wording};

/// Where the brackets of a tie stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The words in the note's text.
    pub text: Range<usize>,
    /// The same words in the file.
    pub source: Range<usize>,
}

/// Why words cannot be tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// All of them are a link already, or something else that stays whole.
    Link,
    /// Emphasis begins or ends in the middle of them.
    Emphasis,
    /// There are none.
    Empty,
}

impl Refusal {
    /// Why, and what an editor does about it.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Link => ("its words are a link already", "write [@key] beside it, or tie words of your own"),
            Self::Emphasis => {
                ("emphasis begins or ends in the middle of its words", "end the emphasis where the reference ends")
            }
            Self::Empty => ("no words of it are left", "tie it by hand: [words](cite:key)"),
        }
    }
}

/// How many letters more a tie may hold so that it holds emphasis whole: "See ".
const MORE: usize = 16;

/// Where the brackets stand for the words `range` of a note's text.
pub fn place(note: &Wording, range: Range<usize>) -> Result<Place, Refusal> {
    let stretch = stretch(note, range)?;
    let range = balanced(note, stretch)?;
    let range = trimmed(&note.text, range);
    let (Some(first), Some(last)) = (first(note, range.start), last(note, range.end)) else {
        return Err(Refusal::Empty);
    };
    // Emphasis that the tie holds whole stands inside its brackets with its own signs.
    let whole = |emphasis: &&Emphasis| {
        let words = words_of(note, &emphasis.text);
        range.start <= words.start && words.end <= range.end
    };
    let starts = note.emphases.iter().filter(whole).filter(|e| first_words(note, e) == Some(first));
    let ends = note.emphases.iter().filter(whole).filter(|e| last_words(note, e) == Some(last));
    let start = starts.map(|e| e.source.start).fold(inner(first, range.start, true), usize::min);
    let end = ends.map(|e| e.source.end).fold(inner(last, range.end, false), usize::max);
    if start >= end { Err(Refusal::Empty) } else { Ok(Place { text: range, source: start..end }) }
}

/// The bytes that come before and after the words: `[` and `](cite:key "p. 279")`.
#[must_use]
pub fn brackets(key: &str, locator: Option<&Locator>) -> (String, String) {
    let place = locator.map(Locator::printed).filter(|place| is_plain(place));
    let place = place.map_or(String::new(), |place| format!(" \"{place}\""));
    ("[".to_owned(), format!("](cite:{}{place})", address(key)))
}

/// A locator that could end its quotation marks, or a cell of a table, is left out: the words have it.
fn is_plain(place: &str) -> bool {
    !place
        .contains(|c: char| c.is_control() || is_invisible(c) || matches!(c, '"' | '\\' | '|' | '<' | '>' | '&' | '`'))
}

/// A key as it stands in an address: what could end it is written with percent signs.
fn address(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '/' | '+') || (c == '_' && !key.contains('*')) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The words of one paragraph without a link in them: of the paragraph that has most of the words, the first stretch that
/// says something.
fn stretch(note: &Wording, range: Range<usize>) -> Result<Range<usize>, Refusal> {
    let from = note.parts.partition_point(|part| part.text.end < range.start);
    let near = note.parts.get(from..).unwrap_or(&[]).iter().take_while(|part| part.text.start <= range.end);
    let touched = |part: &&Part| {
        let empty = part.text.is_empty() && range.start < part.text.start && part.text.start < range.end;
        empty || (part.text.start < range.end && part.text.end > range.start)
    };
    let parts: Vec<&Part> = near.filter(touched).collect();
    let runs = parts.chunk_by(|a, b| a.run == b.run);
    let length = |run: &&[&Part]| run.iter().map(|part| part.text.len()).sum::<usize>();
    // Of two that are as long the first.
    let run = runs.rev().max_by_key(length).ok_or(Refusal::Empty)?;
    let mut found: Option<Range<usize>> = None;
    let mut fixed = false;
    for part in run {
        if part.kind != PartKind::Fixed {
            let piece = part.text.start.max(range.start)..part.text.end.min(range.end);
            found = Some(found.map_or(piece.clone(), |before| before.start..piece.end));
            continue;
        }
        fixed = true;
        if found.as_ref().is_some_and(|found| says(&note.text[found.clone()])) {
            break;
        }
        found = None;
    }
    match found.filter(|found| says(&note.text[found.clone()])) {
        Some(found) => Ok(found),
        None if fixed => Err(Refusal::Link),
        None => Err(Refusal::Empty),
    }
}

/// A word of two letters, or a number.
fn says(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.chars().count() >= 2)
}

/// Longer where emphasis would be cut and little is added by taking it whole.
fn balanced(note: &Wording, range: Range<usize>) -> Result<Range<usize>, Refusal> {
    let mut range = range;
    for emphasis in &note.emphases {
        let (start, end) = (emphasis.text.start, emphasis.text.end);
        let inner = words_of(note, &emphasis.text);
        let apart = inner.end <= range.start || range.end <= inner.start;
        let holds = range.start <= inner.start && inner.end <= range.end;
        let held = inner.start <= range.start && range.end <= inner.end;
        if apart || holds || held {
            continue;
        }
        let more = if start < range.start { start..range.start } else { range.end..end };
        let added = note.text.get(more.clone()).unwrap_or("").chars().filter(|c| c.is_alphanumeric()).count();
        let fixed =
            |part: &Part| part.kind == PartKind::Fixed && part.text.start < more.end && part.text.end >= more.start;
        if added > MORE || note.parts.iter().any(fixed) {
            return Err(Refusal::Emphasis);
        }
        range = range.start.min(start)..range.end.max(end);
    }
    Ok(range)
}

/// The text of emphasis without its marks.
fn words_of(note: &Wording, range: &Range<usize>) -> Range<usize> {
    let text = note.text.get(range.clone()).unwrap_or("");
    let start = range.start + usize::from(text.starts_with('*'));
    let end = range.end - usize::from(text.len() > 1 && text.ends_with('*'));
    start..end.max(start)
}

/// Without white space and loose signs at the ends; what belongs to the words stays.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or("");
    let lead = words.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '.' | ':' | ')' | ']' | '”' | '’' | '»')
    });
    let start = range.end - lead.len();
    let tail = lead
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | '[' | '“' | '‘' | '«'));
    start..start + without_stop(tail).len()
}

/// The stop that ends a sentence stands behind the tie; that of "Ibid.", "op. cit." or "2nd ed." belongs to its word.
fn without_stop(words: &str) -> &str {
    let Some(bare) = words.strip_suffix('.') else { return words };
    let last: String = bare.chars().rev().take_while(|c| c.is_alphabetic()).collect();
    let word = last.chars().count();
    if word == 0 && !bare.is_empty() || word > 4 { bare } else { words }
}

/// The first part with text at or after a byte of the text that is no mark.
fn first(note: &Wording, at: usize) -> Option<&Part> {
    let from = note.parts.partition_point(|part| part.text.end <= at);
    note.parts.get(from..)?.iter().find(|part| part.kind != PartKind::Mark && !part.text.is_empty())
}

/// The last such part before a byte of the text.
fn last(note: &Wording, at: usize) -> Option<&Part> {
    let to = note.parts.partition_point(|part| part.text.start < at);
    note.parts.get(..to)?.iter().rev().find(|part| part.kind != PartKind::Mark && !part.text.is_empty())
}

fn first_words<'n>(note: &'n Wording, emphasis: &Emphasis) -> Option<&'n Part> {
    first(note, emphasis.text.start)
}

fn last_words<'n>(note: &'n Wording, emphasis: &Emphasis) -> Option<&'n Part> {
    last(note, emphasis.text.end)
}

/// The byte of the file for a byte of the text that lies in a part.
fn inner(part: &Part, at: usize, start: bool) -> usize {
    if part.kind == PartKind::Words {
        let at = at.clamp(part.text.start, part.text.end);
        return part.source.start + (at - part.text.start);
    }
    if start { part.source.start } else { part.source.end }
}

#[cfg(test)]
mod tests;
