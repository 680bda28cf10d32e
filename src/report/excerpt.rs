//! The lines around a place, cut to a width that can be read.
//!
//! Editors write one line a paragraph, so a line may have ten thousand characters: it is cut on both sides of the
//! place. All scans are bounded by the width and never run along the whole line.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::base::source::Source;
use crate::base::span::Span;

/// Columns of a line that are shown.
const WIDTH: usize = 100;
/// Columns before the place, where the line goes on after it.
const LEAD: usize = 32;
/// A cut moves up to this far so as not to split a word.
const WORD: usize = 14;
/// A place that runs over more lines is shown up to this many.
const LINES: u32 = 4;
/// Two places are shown together if no more lines than this lie between them.
const GAP: u32 = 3;
/// Characters without width are followed no further than this, in bytes.
const REACH: usize = 8 * WIDTH;
const CUT: &str = "…";

/// Lines that follow each other in the file, and the places in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) line: u32,
    /// Lines joined by `\n`; `…` where a line was cut.
    pub(super) text: String,
    /// Which of the spans, and its bytes in `text`.
    pub(super) marks: Vec<(usize, Range<usize>)>,
    /// A mark's own words were cut.
    pub(super) clipped: bool,
}

/// Excerpts that show all the spans of one file, those that lie together in one.
pub(super) fn excerpts(source: &Source, spans: &[Span]) -> Vec<Excerpt> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let (range, clipped) = tidy(source, *span);
        let first = source.position(to_u32(range.start)).line;
        let last = source.position(to_u32(range.end)).line;
        let focus = if first == last {
            vec![(first, range.clone())]
        } else {
            // What matters in a place of several lines is where it starts and where it ends.
            let end = source.line(last).map_or(range.end, |line| range.end.min(line.end));
            vec![(first, range.start..range.start), (last, end..end)]
        };
        let group = if let Some(at) = groups.iter().position(|group| group.takes(source, &focus)) {
            &mut groups[at]
        } else {
            groups.push(Group::default());
            let last = groups.len() - 1;
            &mut groups[last]
        };
        group.add(index, range, focus);
        group.clipped |= clipped;
    }
    groups.into_iter().map(|group| group.excerpt(source)).collect()
}

#[derive(Default)]
struct Group {
    /// The part of each line that has to be seen.
    focus: BTreeMap<u32, Range<usize>>,
    marks: Vec<(usize, Range<usize>)>,
    clipped: bool,
}

impl Group {
    fn takes(&self, source: &Source, focus: &[(u32, Range<usize>)]) -> bool {
        let (Some((first, _)), Some((last, _))) = (self.focus.first_key_value(), self.focus.last_key_value()) else {
            return true;
        };
        focus.iter().all(|(line, range)| {
            let near = *line + GAP >= *first && *line <= *last + GAP;
            let fits = self.focus.get(line).is_none_or(|here| {
                let both = here.start.min(range.start)..here.end.max(range.end);
                both.len() < REACH && source.text.get(both).is_some_and(|text| width(text) <= WIDTH - LEAD)
            });
            near && fits
        })
    }

    fn add(&mut self, index: usize, range: Range<usize>, focus: Vec<(u32, Range<usize>)>) {
        for (line, part) in focus {
            let here = self.focus.entry(line).or_insert_with(|| part.clone());
            *here = here.start.min(part.start)..here.end.max(part.end);
        }
        self.marks.push((index, range));
    }

    fn excerpt(self, source: &Source) -> Excerpt {
        let first = self.focus.first_key_value().map_or(1, |(line, _)| *line);
        let last = self.focus.last_key_value().map_or(1, |(line, _)| *line);
        let mut text = String::new();
        let mut windows = Vec::new();
        for number in first..=last {
            let line = source.line(number).unwrap_or(source.text.len()..source.text.len());
            let focus = self.focus.get(&number).cloned().unwrap_or(line.start..line.start);
            let window = window(&source.text, &line, &focus);
            if number > first {
                text.push('\n');
            }
            if window.start > line.start {
                text.push_str(CUT);
            }
            let at = text.len();
            text.push_str(&source.text[window.clone()]);
            if window.end < line.end {
                text.push_str(CUT);
            }
            if line.is_empty() && self.focus.contains_key(&number) {
                // So that there is something to point at.
                text.push(' ');
            }
            windows.push((window, at));
        }
        let mut clipped = self.clipped;
        let mut into = |offset: usize| {
            let (window, at) = windows
                .iter()
                .rev()
                .find(|(window, _)| window.start <= offset)
                .or(windows.first())
                .map_or((0..0, 0), |(window, at)| (window.clone(), *at));
            clipped |= !(window.start..=window.end).contains(&offset);
            at + offset.clamp(window.start, window.end) - window.start
        };
        let marks = self.marks.into_iter().map(|(index, range)| (index, into(range.start)..into(range.end))).collect();
        Excerpt { line: first, text, marks, clipped }
    }
}

/// On character boundaries, inside the file, without line ends and white space at its end, and not over too many
/// lines. The second says whether words were lost.
fn tidy(source: &Source, span: Span) -> (Range<usize>, bool) {
    let text = &source.text;
    let floor = |offset: usize| {
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start as usize);
    let mut end = floor(span.end as usize).max(start);
    while let Some(space) = text[start..end].chars().next_back().filter(|c| c.is_whitespace()) {
        let before = end - space.len_utf8();
        if before == start && !matches!(space, '\n' | '\r') {
            break;
        }
        end = before;
    }
    let last = source.position(to_u32(start)).line.saturating_add(LINES - 1);
    let cap = source.line(last).map_or(end, |line| line.end.max(start));
    (start..end.min(cap), cap < end)
}

/// The part of a line that is shown: all of it where it fits, else a piece around the focus.
fn window(text: &str, line: &Range<usize>, focus: &Range<usize>) -> Range<usize> {
    let start = focus.start.clamp(line.start, line.end);
    let before = &text[line.start..start];
    let after = &text[start..line.end];
    let (back, back_width) = reach(before.chars().rev(), WIDTH);
    let (_, ahead_width) = reach(after.chars(), WIDTH);
    if back == before.len() && back_width + ahead_width <= WIDTH && width_within(after, WIDTH) {
        return line.clone();
    }
    let lead = LEAD.max(WIDTH.saturating_sub(ahead_width));
    let (back, back_width) = reach(before.chars().rev(), lead);
    let (ahead, _) = reach(after.chars(), WIDTH.saturating_sub(back_width));
    let from = start - back;
    let to = start + ahead;
    let from = if from > line.start { to_next_word(text, from, start) } else { from };
    let to = if to < line.end { to_last_word(text, to, focus.end.clamp(start, to)) } else { to };
    from..to
}

/// How many bytes of these characters fit into so many columns, and their columns. A mark that combines with the
/// character before it is never parted from it when reading forwards.
fn reach(characters: impl Iterator<Item = char>, columns: usize) -> (usize, usize) {
    let mut bytes = 0;
    let mut used = 0;
    for c in characters {
        let wide = columns_of(c);
        if used + wide > columns || bytes > REACH {
            break;
        }
        used += wide;
        bytes += c.len_utf8();
    }
    (bytes, used)
}

fn to_next_word(text: &str, from: usize, limit: usize) -> usize {
    let ahead = &text[from..limit];
    match ahead.char_indices().take(WORD).find(|(_, c)| c.is_whitespace()) {
        Some((at, c)) => from + at + c.len_utf8(),
        // No word ends nearby; at least no combining mark is left without its letter.
        None => from + ahead.chars().take_while(|c| columns_of(*c) == 0).map(char::len_utf8).sum::<usize>(),
    }
}

fn to_last_word(text: &str, to: usize, limit: usize) -> usize {
    let behind = &text[limit..to];
    behind.char_indices().rev().take(WORD).find(|(_, c)| c.is_whitespace()).map_or(to, |(at, _)| limit + at)
}

fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn width_within(text: &str, columns: usize) -> bool {
    reach(text.chars(), columns).0 == text.len()
}

/// As a terminal shows it; a tab is shown as four spaces.
fn columns_of(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1) }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
