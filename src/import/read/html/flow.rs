//! Letters that stand in one line of text, until a block ends it and makes it a line of the reading.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::address::Base;
use super::page::Page;
use super::sheet::Sheet;
use super::tree::Id;
use crate::import::dates;
use crate::import::evidence::{At, Dropped, Line, Look, Mark, Reading, Role, Run};
use crate::import::read::Refusal;

/// A reading in the making.
#[derive(Debug)]
pub struct Writing<'p> {
    pub page: &'p Page,
    pub reading: Reading,
    pub runs: Vec<Run>,
    /// Line of the markup where the first letter stands.
    pub line: u32,
    /// The text proper has begun: what looks like a byline now is none.
    pub begun: bool,
    /// A title has been found.
    pub titled: bool,
    pub table_count: u32,
    pub box_count: u32,
    /// Quotations inside quotations.
    pub quotes: usize,
    pub language: String,
    /// Pictures by their addresses.
    pub pictures: BTreeMap<String, usize>,
    /// Notes that stand in the text, by their elements.
    pub labels: BTreeMap<Id, String>,
    /// What the page's own style sheet says of letters.
    pub sheet: Sheet,
    /// Where the page stood, for addresses that are relative to it.
    pub place: Base,
    pub refusal: Option<Refusal>,
}

/// Where letters stand.
#[derive(Clone, Debug)]
pub struct Context {
    pub place: Place,
    /// What they are there.
    pub role: Option<Role>,
    pub look: Look,
    pub list_depth: u8,
    pub quote_depth: u8,
}

#[derive(Clone, Debug)]
pub enum Place {
    Body,
    Note(String),
    Cell { table: u32, row: u32, column: u32, header: bool },
    Box(u32),
    Pull,
    Quote,
    Item { depth: u8, number: Option<u32>, first: Rc<Cell<bool>> },
}

pub fn body() -> Context {
    Context { place: Place::Body, role: None, look: Look::default(), list_depth: 0, quote_depth: 0 }
}

/// Words after which a text has begun.
const BEGINS: usize = 25;

/// Ends the line: what has come so far is one paragraph.
pub fn flush(writing: &mut Writing, context: &Context) {
    let mut runs = std::mem::take(&mut writing.runs);
    trim(&mut runs);
    if runs.is_empty() {
        return;
    }
    let pictures = runs.iter().all(|run| matches!(run.mark, Some(Mark::Picture(_))) || run.text.trim().is_empty());
    let role =
        if pictures && matches!(context.place, Place::Body | Place::Quote) { Role::Paragraph } else { role(context) };
    if role == Role::Paragraph && !writing.begun {
        let words: usize = runs.iter().map(|run| run.text.split_whitespace().count()).sum();
        writing.begun = words >= BEGINS;
    }
    if says_what_it_is(&role) {
        plain(&mut runs);
    }
    if !writing.begun && matches!(context.place, Place::Body) && in_parts(writing, &runs, &role) {
        return;
    }
    // What a line before the text held beside a date that stands by itself now.
    let rest = role == Role::Paragraph
        && !writing.begun
        && runs.first().is_some_and(|run| run.mark.is_none() && run.text.starts_with(['|', '·', '•']));
    if rest || matches!(role, Role::Byline | Role::Date | Role::Kicker) {
        without_separators(&mut runs);
        if role == Role::Byline {
            without_connective(writing, &mut runs);
        }
        if runs.is_empty() {
            return;
        }
    }
    // A sign that is drawn in a box says nothing.
    if matches!(role, Role::Box { .. })
        && runs.iter().all(|run| run.mark.is_none() && !run.text.contains(char::is_alphanumeric))
    {
        return;
    }
    writing.titled |= role == Role::Title;
    let at = At { line: writing.line, ..At::default() };
    writing.reading.lines.push(Line { runs, role, at, gap: false, goes_on: None });
}

fn role(context: &Context) -> Role {
    match &context.place {
        Place::Note(label) => Role::Note(label.clone()),
        Place::Cell { table, row, column, header } => {
            Role::Cell { table: *table, row: *row, column: *column, header: *header }
        }
        Place::Box(number) => match context.role {
            Some(Role::Caption) => Role::Caption,
            Some(Role::Credit) => Role::Credit,
            _ => Role::Box { number: *number, title: matches!(context.role, Some(Role::Heading(_) | Role::Title)) },
        },
        Place::Pull => Role::PullQuote,
        Place::Quote => Role::Quote { depth: context.quote_depth.saturating_sub(1) },
        Place::Item { depth, number, first } => {
            Role::Item { depth: *depth, number: *number, first: first.replace(false) }
        }
        Place::Body => context.role.clone().unwrap_or(Role::Paragraph),
    }
}

/// A heading that is bold all over says nothing by it.
fn says_what_it_is(role: &Role) -> bool {
    matches!(role, Role::Heading(_) | Role::Title | Role::Standfirst | Role::Kicker | Role::Byline | Role::Date)
        || matches!(role, Role::Caption | Role::Credit | Role::PullQuote | Role::Box { title: true, .. })
        || matches!(role, Role::Cell { header: true, .. })
}

fn plain(runs: &mut [Run]) {
    let letters = |run: &&Run| run.mark.is_none() && !run.text.trim().is_empty();
    let bold = runs.iter().filter(letters).all(|run| run.look.bold);
    let italic = runs.iter().filter(letters).all(|run| run.look.italic);
    for run in runs {
        run.look.bold &= !bold;
        run.look.italic &= !italic;
    }
}

/// `5 May 2021 · 4 min read · Freya Ode` before the text: each part is a line of its own, and the time that reading takes
/// is none. Whether the line was such.
fn in_parts(writing: &mut Writing, runs: &[Run], role: &Role) -> bool {
    if !matches!(role, Role::Paragraph | Role::Byline | Role::Date | Role::Standfirst) {
        return false;
    }
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    if text.len() > 160 || runs.iter().any(|run| run.mark.is_some()) {
        return false;
    }
    let parts: Vec<&str> = text.split(['·', '•', '|']).map(|part| part.trim_matches(is_space)).collect();
    let timed = parts.iter().any(|part| is_reading_time(part));
    let dated = parts.iter().any(|part| dates::printed(part).is_some());
    if !timed && (!dated || parts.len() < 2) {
        return false;
    }
    let line = writing.line;
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if is_reading_time(part) {
            let text = part.to_owned();
            writing.reading.dropped.push(Dropped { text, line, reason: "reading time", doubt: false });
            continue;
        }
        let role = if dates::printed(part).is_some() { Role::Date } else { Role::Byline };
        let at = At { line, ..At::default() };
        let runs = vec![Run { text: part.to_owned(), ..Run::default() }];
        writing.reading.lines.push(Line { runs, role, at, gap: false, goes_on: None });
    }
    true
}

/// `4 min`, `5 minute read`, `Lesezeit: 3 Minuten`.
fn is_reading_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace().map(|word| word.trim_end_matches([':', '.', ',']));
    let number = lower.split_whitespace().any(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let said = |word: &str| {
        let known =
            ["min", "mins", "minute", "minutes", "minuten", "read", "reading", "time", "lesezeit", "lecture", "de"];
        known.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()) || word == "~"
    };
    number && lower.contains("min") && words.clone().count() <= 5 && words.all(said)
}

/// Dots and lines between a name and a date, once the two are apart.
fn without_separators(runs: &mut Vec<Run>) {
    let separates = |c: char| is_space(c) || matches!(c, '·' | '•' | '|' | '/' | '–' | '—' | ',' | ';');
    while let Some(run) = runs.last_mut().filter(|run| run.mark.is_none()) {
        run.text.truncate(run.text.trim_end_matches(separates).len());
        if !run.text.is_empty() {
            break;
        }
        runs.pop();
    }
    while let Some(run) = runs.first_mut().filter(|run| run.mark.is_none()) {
        run.text = run.text.trim_start_matches(separates).to_owned();
        if !run.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
}

/// `by Bo Lind on`, once the date is apart: the word between them is listed.
fn without_connective(writing: &mut Writing, runs: &mut Vec<Run>) {
    const WORDS: [&str; 14] =
        ["on", "at", "in", "am", "vom", "um", "le", "el", "il", "em", "dnia", "posted", "published", "updated"];
    let Some(run) = runs.last_mut().filter(|run| run.mark.is_none()) else { return };
    let last = run.text.rsplit(is_space).next().unwrap_or_default().to_owned();
    if !WORDS.contains(&last.trim_end_matches(':').to_lowercase().as_str()) {
        return;
    }
    run.text.truncate(run.text.len() - last.len());
    let line = writing.line;
    writing.reading.dropped.push(Dropped { text: last, line, reason: "word before the date", doubt: false });
    without_separators(runs);
}

fn is_blank(run: &Run) -> bool {
    run.mark == Some(Mark::Break) || run.mark.is_none() && run.text.trim_matches(is_space).is_empty()
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{a0}'
}

fn trim(runs: &mut Vec<Run>) {
    while runs.last().is_some_and(is_blank) {
        runs.pop();
    }
    let blank = runs.iter().take_while(|run| is_blank(run)).count();
    runs.drain(..blank);
    if let Some(run) = runs.first_mut().filter(|run| run.mark.is_none()) {
        run.text = run.text.trim_start_matches(is_space).to_owned();
    }
    if let Some(run) = runs.last_mut().filter(|run| run.mark.is_none()) {
        run.text = run.text.trim_end_matches(is_space).to_owned();
    }
}

/// Adds letters, one space for every stretch of spaces.
pub fn letters(writing: &mut Writing, id: Id, text: &str, look: &Look) {
    let mut out = String::with_capacity(text.len());
    let mut space = writing.runs.last().is_none_or(|run| {
        run.text.ends_with(|c: char| c.is_ascii_whitespace()) && !matches!(run.mark, Some(Mark::Noteref(_)))
    });
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            if !space {
                out.push(' ');
            }
            space = true;
        } else {
            out.push(c);
            space = false;
        }
    }
    if out.is_empty() {
        return;
    }
    begin(writing, id);
    push(writing, out, look);
}

pub fn push(writing: &mut Writing, text: String, look: &Look) {
    match writing.runs.last_mut() {
        Some(last) if last.mark.is_none() && last.look == *look => last.text.push_str(&text),
        _ => writing.runs.push(Run { text, look: look.clone(), mark: None }),
    }
}

pub fn mark(writing: &mut Writing, id: Id, text: String, look: Look, mark: Mark) {
    begin(writing, id);
    writing.runs.push(Run { text, look, mark: Some(mark) });
}

fn begin(writing: &mut Writing, id: Id) {
    if writing.runs.is_empty() {
        writing.line = writing.page.tree.nodes[id].line;
    }
}
