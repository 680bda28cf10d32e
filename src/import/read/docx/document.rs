//! What is known while a document is walked through, and how its lines are made.

use std::collections::{BTreeMap, VecDeque};

use super::field::Fields;
use super::notes::Notes;
use super::numbering::{self, Numbering};
use super::package::Relations;
use super::picture::{Foreign, Pictures};
use super::styles::{self, Styles};
use super::xml::{Element, Space};
use super::{Parts, notes, sources};
use crate::import::evidence::{At, Claim, Dropped, Field, Line, Look, Mark, Reading, Role, Run};
use crate::import::limits;
use crate::import::read::Refusal;
use crate::model::work::Work;

#[derive(Debug)]
pub struct Document<'t> {
    pub styles: Styles,
    pub numbering: Numbering,
    /// Of the part that is being read.
    pub relations: &'t Relations,
    pub notes: Notes<'t>,
    pub fields: Fields,
    pub pictures: Pictures,
    /// Charts and diagrams, whose words stand in parts of their own.
    pub foreign: Vec<Foreign>,
    pub reading: Reading,
    /// Number of the paragraph that is being read.
    pub line: u32,
    /// An empty paragraph stood before.
    pub gap: bool,
    /// Text boxes wait here until the paragraph or table ends to which they are tied.
    pub boxes: VecDeque<Element<'t>>,
    pub box_count: u32,
    pub table_count: u32,
    /// Letters that belong to the next paragraph: a drop cap, or text before a paragraph mark that was deleted.
    pub carried: Vec<Run>,
    /// Number of the box that consecutive framed paragraphs make.
    pub frame: Option<u32>,
    /// The item of a list that a further paragraph would belong to.
    pub item: Option<(u8, Option<u32>)>,
    /// A content control says what its paragraphs are.
    pub control: Option<Role>,
    /// Where each comment is tied.
    pub comments: BTreeMap<&'t str, u32>,
    /// Word's own list of works, by their tags.
    pub sources: BTreeMap<String, Work>,
    pub refusal: Option<Refusal>,
    languages: BTreeMap<String, usize>,
    characters: usize,
}

/// Where paragraphs stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    Body,
    Cell { table: u32, row: u32, column: u32, header: bool },
    Note(String),
    Box(u32),
    Furniture,
}

pub fn begin(parts: &Parts) -> Document<'_> {
    Document {
        styles: styles::read(parts.styles.as_ref()),
        numbering: numbering::read(parts.numbering.as_ref()),
        relations: &parts.document.relations,
        notes: notes::read(parts),
        fields: Fields::default(),
        pictures: Pictures::default(),
        foreign: Vec::new(),
        reading: Reading::default(),
        line: 0,
        gap: false,
        boxes: VecDeque::new(),
        box_count: 0,
        table_count: 0,
        carried: Vec::new(),
        frame: None,
        item: None,
        control: None,
        comments: BTreeMap::new(),
        sources: sources::read(&parts.sources),
        refusal: None,
        languages: BTreeMap::new(),
        characters: 0,
    }
}

/// Adds a line. One without a word or a picture only says that there is a gap; a cell must have one all the same.
pub fn emit(document: &mut Document, mut runs: Vec<Run>, role: Role, line: u32) {
    trim(&mut runs);
    let empty = runs.iter().all(|run| !matches!(run.mark, Some(Mark::Picture(_))) && run.text.trim().is_empty());
    if empty && !runs.iter().any(|run| matches!(run.mark, Some(Mark::Noteref(_)))) && !matches!(role, Role::Cell { .. })
    {
        document.gap = true;
        return;
    }
    for run in &runs {
        let count = run.text.chars().count();
        document.characters += count;
        if let Some(language) = &run.look.language {
            *document.languages.entry(language.clone()).or_default() += count;
        }
    }
    if document.characters > limits::CHARACTERS {
        document.refusal = Some(super::refuse::too_long());
    }
    let size = common_size(&runs);
    for run in &mut runs {
        if same(run.look.size, size) {
            run.look.size = 0.0;
        }
    }
    if says_what_it_is(&role) {
        plain(&mut runs);
    }
    let at = At { line, size, ..At::default() };
    document.reading.lines.push(Line { runs, role, at, gap: std::mem::take(&mut document.gap), goes_on: None });
}

fn same(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.01
}

/// Roles that make a look over all their letters say nothing more: a heading is bold anyway.
fn says_what_it_is(role: &Role) -> bool {
    matches!(role, Role::Heading(_) | Role::Title | Role::Standfirst | Role::Kicker | Role::Byline | Role::Date)
        || matches!(role, Role::Caption | Role::Credit | Role::Quote { .. } | Role::PullQuote | Role::Code)
        || matches!(role, Role::Cell { header: true, .. })
}

fn plain(runs: &mut [Run]) {
    let all = |of: fn(&Look) -> bool, runs: &[Run]| {
        runs.iter().filter(|run| run.mark.is_none() && !run.text.trim().is_empty()).all(|run| of(&run.look))
    };
    let (bold, italic, small_caps) =
        (all(|look| look.bold, runs), all(|look| look.italic, runs), all(|look| look.small_caps, runs));
    for run in runs {
        run.look.bold &= !bold;
        run.look.italic &= !italic;
        run.look.small_caps &= !small_caps;
    }
}

/// The size of most letters.
fn common_size(runs: &[Run]) -> f32 {
    let mut counts: Vec<(f32, usize)> = Vec::new();
    for run in runs.iter().filter(|run| run.look.size > 0.0) {
        let count = run.text.chars().count();
        // Sizes that differ within one paragraph are few; a paragraph made to hold many is not counted to its end.
        if let Some((_, all)) = counts.iter_mut().find(|(size, _)| same(*size, run.look.size)) {
            *all += count;
        } else if counts.len() < 32 {
            counts.push((run.look.size, count));
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(0.0, |(size, _)| size)
}

/// Spaces and breaks at both ends say nothing.
fn trim(runs: &mut Vec<Run>) {
    let first = runs.iter().position(|run| {
        !matches!(run.mark, Some(Mark::Break | Mark::Backlink)) && (run.mark.is_some() || !run.text.trim().is_empty())
    });
    let Some(first) = first else {
        runs.retain(|run| run.mark.is_some() && run.mark != Some(Mark::Break));
        return;
    };
    let mut at = 0;
    runs.retain(|run| {
        at += 1;
        at > first || run.mark == Some(Mark::Backlink)
    });
    while runs
        .last()
        .is_some_and(|run| run.mark == Some(Mark::Break) || run.mark.is_none() && run.text.trim().is_empty())
    {
        runs.pop();
    }
    if let Some(run) = runs.iter_mut().find(|run| run.mark != Some(Mark::Backlink)).filter(|run| run.mark.is_none()) {
        run.text = run.text.trim_start().to_owned();
    }
    if let Some(run) = runs.last_mut().filter(|run| run.mark.is_none()) {
        run.text = run.text.trim_end().to_owned();
    }
}

/// Lists words that are left out.
pub fn drop_words(document: &mut Document, text: &str, reason: &'static str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        let line = document.line;
        document.reading.dropped.push(Dropped { text, line, reason, doubt: false });
    }
}

/// The words of an element, whatever state they are in.
pub fn words(element: Element) -> String {
    let mut out = String::new();
    let mut waiting = vec![element];
    while let Some(element) = waiting.pop() {
        match (element.space(), element.name()) {
            (Space::Word, "t" | "delText") | (Space::Math, "t") => out.push_str(&element.text()),
            (Space::Word, "p" | "tab" | "br" | "cr") => out.push(' '),
            (Space::Word, "noBreakHyphen") => out.push('\u{2011}'),
            // The same words in another form.
            (Space::Compatibility, "Fallback") => continue,
            _ => {}
        }
        let first = waiting.len();
        waiting.extend(element.children());
        waiting[first..].reverse();
    }
    out
}

/// Says in which language the document is, marks only letters of another one, and joins letters of one look.
pub fn end(mut document: Document) -> Document {
    // Word marks each run with a language and its country; only another language is worth a mark.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (language, count) in &document.languages {
        *counts.entry(primary(language)).or_default() += count;
    }
    let main = counts.into_iter().max_by_key(|(_, count)| *count).map(|(language, _)| language.to_owned());
    let with_country = document.languages.iter().filter(|(language, _)| Some(primary(language)) == main.as_deref());
    if let Some((language, _)) = with_country.max_by_key(|(_, count)| **count) {
        let place = "w:lang".to_owned();
        document.reading.claims.push(Claim { field: Field::Language, value: language.clone(), place });
    }
    for line in &mut document.reading.lines {
        for run in &mut line.runs {
            run.look.language = run.look.language.take().filter(|it| Some(primary(it)) != main.as_deref());
        }
        line.runs = joined(std::mem::take(&mut line.runs));
    }
    document
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match out.last_mut() {
            Some(last) if last.mark.is_none() && run.mark.is_none() && last.look == run.look => {
                last.text.push_str(&run.text);
            }
            _ if run.text.is_empty() && run.mark.is_none() => {}
            _ => out.push(run),
        }
    }
    out
}
