//! Pull quotes, each tied to the sentence of the running text that it repeats.
//!
//! Compared are words, not letters (see [`words`]). In order: the quote as it stands (*exact* where it is whole
//! sentences, else *trimmed*); its parts in order where it has an ellipsis (*trimmed*); the best alignment, if it keeps
//! six words of ten (*altered*). What a quote repeats from headings, tables, notes or other quotes does not count.

mod align;
mod find;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use super::diag;
use super::reading::{PullAt, Reading};
use super::sentences::Sentences;
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::model::facts::{PullFacts, PullState};
use crate::model::walk::STAND_INS;
use align::{Alignment, Difference};
use find::Diagonal;
use words::Word;

/// How many places of the text are looked at for one quote.
const PLACES: usize = 4;
const BANDS: usize = 3;

/// Sentences are numbers among all.
pub fn tie(
    reading: &Reading<'_, '_>,
    source: &Source,
    sentences: &mut Sentences,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PullFacts> {
    if reading.pulls.is_empty() {
        return Vec::new();
    }
    let body = Body::of(reading, sentences);
    let quotes: Vec<Quote> = reading.pulls.iter().map(|pull| Quote::of(reading, pull, source)).collect();
    let found = find_all(&quotes, &body);
    let mut out = Vec::with_capacity(quotes.len());
    for ((pull, quote), found) in reading.pulls.iter().zip(quotes).zip(found) {
        let (state, sentence) = match &found {
            Found::Nowhere => {
                diagnostics.push(diag::pull_quote_not_found(quote.span.unwrap_or(pull.span)));
                (PullState::NotFound, None)
            }
            Found::Whole(words) => (PullState::Exact, Some(body.sentence(words.start))),
            Found::Part(words) => (PullState::Trimmed, Some(body.sentence(words.start))),
            Found::Altered(alignment) => {
                if !pull.altered {
                    diagnostics.push(altered(reading, sentences, &body, pull, &quote, alignment));
                }
                (PullState::Altered, body.main_sentence(alignment))
            }
        };
        let sentence = sentence.map(super::reading::to_u32);
        sentences.keep_one(sentence);
        out.push(PullFacts { span: pull.span, text: quote.text, state, sentence });
    }
    out
}

/// The running text as words.
struct Body {
    words: Vec<Word>,
    /// The first word of each sentence, and the end.
    first: Vec<usize>,
}

struct Quote {
    text: String,
    words: Vec<Word>,
    /// Words with an ellipsis before them.
    gaps: Vec<usize>,
    span: Option<Span>,
}

enum Found {
    Whole(Range<usize>),
    Part(Range<usize>),
    Altered(Alignment),
    Nowhere,
}

impl Body {
    fn of(reading: &Reading<'_, '_>, sentences: &Sentences) -> Self {
        let mut words = Vec::with_capacity(reading.text.len() / 6);
        let mut first = Vec::with_capacity(sentences.all.len() + 1);
        for sentence in &sentences.all {
            first.push(words.len());
            words::add(reading.slice(&sentence.text), sentence.text.start, &mut words);
        }
        first.push(words.len());
        Self { words, first }
    }

    fn sentence(&self, word: usize) -> usize {
        self.first.partition_point(|first| *first <= word).saturating_sub(1)
    }

    fn is_whole(&self, words: &Range<usize>) -> bool {
        self.first.binary_search(&words.start).is_ok() && self.first.binary_search(&words.end).is_ok()
    }

    /// Words at an end of the quote that the text has not stand for the words that the sentence has there: all that
    /// are left of it, or as many where it goes on much longer.
    fn fill_ends(&self, alignment: &Alignment, quote: usize, differences: &mut [Difference]) {
        let (Some((_, first)), Some((_, last))) = (alignment.matches.first(), alignment.matches.last()) else { return };
        let fitting = |own: usize, there: usize| if there <= 2 * own + 2 { there } else { own };
        if let Some(lead) = differences.first_mut().filter(|d| d.quote.start == 0 && d.body.is_empty()) {
            let start = self.first.get(self.sentence(*first)).copied().unwrap_or(*first);
            lead.body = first - fitting(lead.quote.len(), first - start)..*first;
        }
        if let Some(tail) = differences.last_mut().filter(|d| d.quote.end == quote && d.body.is_empty()) {
            let end = self.first.get(self.sentence(*last) + 1).copied().unwrap_or(last + 1);
            tail.body = last + 1..last + 1 + fitting(tail.quote.len(), end - last - 1);
        }
    }

    /// The first sentence that holds a fair share of the words: a stray one before it does not count.
    fn main_sentence(&self, alignment: &Alignment) -> Option<usize> {
        let mut start = 0;
        while let Some((_, word)) = alignment.matches.get(start) {
            let sentence = self.sentence(*word);
            let end = self.first.get(sentence + 1).copied().unwrap_or(usize::MAX);
            let here = alignment.matches[start..].partition_point(|(_, word)| *word < end);
            if here * 4 >= alignment.matches.len() {
                return Some(sentence);
            }
            start += here.max(1);
        }
        alignment.matches.first().map(|(_, word)| self.sentence(*word))
    }
}

impl Quote {
    fn of(reading: &Reading<'_, '_>, pull: &PullAt, source: &Source) -> Self {
        let mut quote = Self { text: String::new(), words: Vec::new(), gaps: Vec::new(), span: None };
        for number in pull.runs.clone() {
            let run = &reading.runs[number];
            let text = reading.slice(&run.text);
            if !quote.text.is_empty() {
                quote.text.push(' ');
            }
            quote.text.push_str(text.trim());
            let before = quote.words.len();
            words::add(text, run.text.start, &mut quote.words);
            for (number, pair) in quote.words[before..].windows(2).enumerate() {
                let between = reading.slice(&(pair[0].end..pair[1].start));
                if between.contains('…') || between.contains("..") || between.contains(". .") {
                    quote.gaps.push(before + number + 1);
                }
            }
            let span = reading.span(number, &run.text);
            quote.span = match (quote.span, span) {
                (Some(all), Some(more)) => Some(Span { end: more.end.max(all.end), ..all }),
                (all, more) => all.or(more),
            };
        }
        quote.span = quote.span.map(|span| without_marker(span, source));
        quote
    }

    /// For telling equal quotes from others.
    fn hash(&self) -> u64 {
        let words = self.words.iter().fold(0, |hash, word| words::mix(hash, word.hash));
        self.gaps.iter().fold(words, |hash, gap| words::mix(hash, *gap as u64))
    }
}

/// Where the words of a quote share a paragraph with `[!pullquote]`, their span may hold it, too.
fn without_marker(span: Span, source: &Source) -> Span {
    let text = source.slice(span);
    let Some(rest) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest) else {
        return span;
    };
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("{altered}").unwrap_or(rest);
    let words = rest.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    Span::new(span.file, span.end as usize - words.len(), span.end as usize)
}

fn find_all(quotes: &[Quote], body: &Body) -> Vec<Found> {
    // Equal quotes are sought once.
    let mut firsts: HashMap<u64, usize> = HashMap::new();
    let same: Vec<usize> =
        (0..quotes.len()).map(|index| *firsts.entry(quotes[index].hash()).or_insert(index)).collect();
    let words: Vec<&[Word]> = quotes.iter().map(|quote| quote.words.as_slice()).collect();
    let mut out: Vec<Option<Found>> = quotes.iter().map(|_| None).collect();
    for size in [3, 2, 1] {
        let wanted: Vec<usize> = (0..quotes.len())
            .filter(|index| {
                same[*index] == *index && (words[*index].len() == size || (size == 3 && words[*index].len() > 3))
            })
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let diagonals = find::diagonals(&words, &wanted, &body.words, size, false);
        for (index, diagonals) in wanted.iter().zip(diagonals) {
            out[*index] =
                verbatim(&quotes[*index], body, &diagonals).or_else(|| best(&quotes[*index], body, &diagonals));
        }
    }
    // So altered that no three words in a row are left: the rare words tell.
    let wanted: Vec<usize> = (0..quotes.len())
        .filter(|index| same[*index] == *index && out[*index].is_none() && words[*index].len() > 3)
        .collect();
    if !wanted.is_empty() {
        let diagonals = find::diagonals(&words, &wanted, &body.words, 1, true);
        for (index, diagonals) in wanted.iter().zip(diagonals) {
            out[*index] = best(&quotes[*index], body, &diagonals);
        }
    }
    (0..quotes.len()).map(|index| out[same[index]].as_ref().map_or(Found::Nowhere, Found::again)).collect()
}

impl Found {
    fn again(&self) -> Self {
        match self {
            Self::Whole(words) => Self::Whole(words.clone()),
            Self::Part(words) => Self::Part(words.clone()),
            Self::Altered(found) => Self::Altered(Alignment { matches: found.matches.clone(), cost: found.cost }),
            Self::Nowhere => Self::Nowhere,
        }
    }
}

/// The quote word for word: whole sentences before parts of one, then the first in the text.
fn verbatim(quote: &Quote, body: &Body, diagonals: &[Diagonal]) -> Option<Found> {
    let mut part = None;
    for diagonal in find::best(diagonals, PLACES) {
        if let Some(words) = stands(&quote.words, body, diagonal) {
            if body.is_whole(&words) {
                return Some(Found::Whole(words));
            }
            part = part.or(Some(words));
        } else if !quote.gaps.is_empty() && part.is_none() {
            part = in_parts(quote, body, diagonal);
        }
    }
    part.map(Found::Part)
}

fn stands(words: &[Word], body: &Body, diagonal: Diagonal) -> Option<Range<usize>> {
    let start = usize::try_from(diagonal).ok()?;
    let place = body.words.get(start..start + words.len())?;
    let same = place.iter().zip(words).all(|(a, b)| a.hash == b.hash);
    same.then(|| start..start + words.len())
}

/// The parts of a quote with ellipses, in order, around the part that stands on the diagonal.
fn in_parts(quote: &Quote, body: &Body, diagonal: Diagonal) -> Option<Range<usize>> {
    let ends = quote.gaps.iter().copied().chain([quote.words.len()]);
    let mut start = 0;
    let parts: Vec<Range<usize>> =
        ends.map(|end| std::mem::replace(&mut start, end)..end).filter(|part| !part.is_empty()).collect();
    let on = |part: &Range<usize>| stands(&quote.words[part.clone()], body, diagonal + find::signed(part.start));
    let (anchor, place) =
        parts.iter().enumerate().filter(|(_, part)| part.len() >= 3).find_map(|(n, part)| Some((n, on(part)?)))?;
    // A bound on the work, however often a text repeats itself.
    let mut budget = 1024 + 16 * quote.words.len();
    let reach = 64 + 4 * quote.words.len();
    let (mut from, mut to) = (place.start, place.end);
    for part in &parts[anchor + 1..] {
        let last = body.words.len().min(to + reach);
        let words = &quote.words[part.clone()];
        to = (to..last).find(|at| equal_at(words, body, *at, &mut budget))? + words.len();
    }
    for part in parts[..anchor].iter().rev() {
        let words = &quote.words[part.clone()];
        let last = from.checked_sub(words.len())?;
        from = (last.saturating_sub(reach)..=last).rev().find(|at| equal_at(words, body, *at, &mut budget))?;
    }
    (body.sentence(to - 1) - body.sentence(from) <= 3).then_some(from..to)
}

fn equal_at(words: &[Word], body: &Body, at: usize, budget: &mut usize) -> bool {
    let Some(place) = body.words.get(at..at + words.len()) else { return false };
    for (own, word) in words.iter().zip(place) {
        *budget = budget.saturating_sub(1);
        if own.hash != word.hash || *budget == 0 {
            return false;
        }
    }
    true
}

/// The best alignment, if it keeps enough of the words.
fn best(quote: &Quote, body: &Body, diagonals: &[Diagonal]) -> Option<Found> {
    let len = quote.words.len();
    if len < 3 {
        return None;
    }
    let width = find::signed(align::half(len));
    let best = find::bands(diagonals, width, BANDS)
        .into_iter()
        .map(|diagonal| align::align(&quote.words, &body.words, diagonal))
        .min_by_key(|found| (std::cmp::Reverse(found.matches.len()), found.cost))?;
    let kept = best.matches.len();
    let enough = kept * 10 >= len * 6 && (len > 4 || kept + 1 >= len);
    enough.then_some(Found::Altered(best))
}

fn altered(
    reading: &Reading<'_, '_>,
    sentences: &Sentences,
    body: &Body,
    pull: &PullAt,
    quote: &Quote,
    alignment: &Alignment,
) -> Diagnostic {
    let span = quote.span.unwrap_or(pull.span);
    let (first, last) = ends(body, alignment);
    let place = sentences.all.get(first).and_then(|sentence| {
        let end = sentences.all.get(last).filter(|last| last.run == sentence.run).unwrap_or(sentence).text.end;
        reading.span(sentence.run, &(sentence.text.start..end))
    });
    // A text without stops does not replace a quote of a line, nor is it told for each (THREATS E3).
    let size: usize = sentences.all.get(first..=last).unwrap_or_default().iter().map(|found| found.text.len()).sum();
    let fits = size <= 4 * quote.text.len() + 512;
    let words = (fits && !pull.marked).then(|| as_it_stands(reading, sentences, first..=last));
    let differences = tell(reading, body, quote, alignment);
    diag::pull_quote_altered(span, place, &differences, words.as_deref().map(|words| (span, words)))
}

/// The first and last sentence that the quote repeats.
fn ends(body: &Body, alignment: &Alignment) -> (usize, usize) {
    let first = body.main_sentence(alignment).unwrap_or(0);
    // Mirrored: a stray word after the last sentence does not count, either.
    let last = alignment.matches.iter().rev().map(|(_, word)| body.sentence(*word)).find(|sentence| {
        let end = body.first.get(*sentence).copied().unwrap_or(0);
        let after = alignment.matches.len() - alignment.matches.partition_point(|(_, word)| *word < end);
        after * 4 >= alignment.matches.len()
    });
    (first, last.unwrap_or(first).max(first))
}

/// The sentences as markdown that gives their words.
fn as_it_stands(reading: &Reading<'_, '_>, sentences: &Sentences, range: std::ops::RangeInclusive<usize>) -> String {
    let mut out = String::new();
    for sentence in sentences.all.get(range).unwrap_or_default() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in reading.slice(&sentence.text).chars().filter(|c| !STAND_INS.contains(c)) {
            if matches!(c, '*' | '_' | '[' | ']' | '<' | '>' | '`' | '\\' | '@' | '^' | '~' | '&') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// What differs, in words: "the text has “vast”, the quote has “great”; the quote adds “really”".
fn tell(reading: &Reading<'_, '_>, body: &Body, quote: &Quote, alignment: &Alignment) -> String {
    const SHOWN: usize = 3;
    let join = |words: &[Word]| {
        let mut out = String::new();
        for (n, word) in words.iter().take(8).enumerate() {
            if n > 0 {
                out.push(' ');
            }
            out.push_str(reading.slice(&(word.start..word.end)));
        }
        if words.len() > 8 {
            out.push_str(" …");
        }
        out
    };
    let mut differences = alignment.differences(quote.words.len());
    body.fill_ends(alignment, quote.words.len(), &mut differences);
    let mut told: Vec<String> = differences
        .iter()
        .take(SHOWN)
        .map(|difference| {
            let own = join(&quote.words[difference.quote.clone()]);
            let text = join(&body.words[difference.body.clone()]);
            match (own.is_empty(), text.is_empty()) {
                (false, false) => format!("the text has “{text}”, the quote has “{own}”"),
                (false, true) => format!("the quote adds “{own}”"),
                _ => format!("the quote leaves out “{text}”"),
            }
        })
        .collect();
    if differences.len() > SHOWN {
        told.push(format!("{} more", differences.len() - SHOWN));
    }
    told.join("; ")
}
