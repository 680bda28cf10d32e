//! What was done, what is doubted, what was left out: for an editor as markdown, for a program as JSON.

#![allow(clippy::format_push_string, reason = "a line put together in one place reads best")]

use serde::Serialize;

use super::conserve::Sum;
use super::draft::{Decision, Draft, Kind, Left};
use super::evidence::{Dropped, Reading};

/// [`SURE`](super::draft::SURE) in two digits.
const SURE_TOLD: f64 = 0.9;

/// The report of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    pub title: String,
    /// Numbers for the summary.
    pub counts: Counts,
    pub decisions: Vec<Told>,
    /// Words left out, each with its line and reason.
    pub dropped: Vec<Gone>,
    /// Words that became structure.
    pub structure: Vec<Gone>,
    pub words: Words,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub notes: usize,
    pub notes_placed: usize,
    pub joins: usize,
    pub pull_quotes: usize,
    pub pull_quotes_altered: usize,
    pub headings: usize,
    pub review: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    pub decision: String,
    /// First and last line of the source.
    pub lines: (u32, u32),
    pub pass: &'static str,
    pub confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gone {
    pub line: u32,
    pub text: String,
    pub reason: String,
}

/// The sum over the words of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    pub source: usize,
    pub placed: usize,
    pub structure: usize,
    pub dropped: usize,
    pub closes: bool,
    pub faults: Vec<Gone>,
}

pub fn report(reading: &Reading, draft: &Draft, sum: &Sum) -> Report {
    let count = |kind: fn(&Kind) -> bool| draft.chunks.iter().filter(|chunk| kind(&chunk.kind)).count();
    let notes = draft.notes.iter().filter(|note| !note.gone);
    let decisions: Vec<Told> = draft.decisions.iter().map(told).collect();
    let mut dropped: Vec<Gone> = draft.left.iter().filter(|left| !left.kept).map(|left| gone(reading, left)).collect();
    dropped.extend(reading.dropped.iter().map(left_by_reader));
    dropped.sort_by_key(|gone| gone.line);
    let mut structure: Vec<Gone> = draft.left.iter().filter(|left| left.kept).map(|left| gone(reading, left)).collect();
    structure.sort_by_key(|gone| gone.line);
    let faults =
        sum.faults.iter().map(|fault| Gone { line: fault.line, text: fault.what.clone(), reason: "sum".to_owned() });
    Report {
        title: draft.front.title.clone().unwrap_or_default(),
        counts: Counts {
            notes: notes.clone().count(),
            notes_placed: notes.filter(|note| note.placed).count(),
            joins: draft.decisions.iter().filter(|decision| decision.pass == "joins").count(),
            pull_quotes: count(|kind| matches!(kind, Kind::Pull { .. })),
            pull_quotes_altered: count(|kind| matches!(kind, Kind::Pull { altered: true })),
            headings: count(|kind| matches!(kind, Kind::Heading(_))),
            review: reviews(draft),
        },
        decisions,
        dropped,
        structure,
        words: Words {
            source: sum.source,
            placed: sum.placed,
            structure: sum.kept,
            dropped: sum.dropped,
            closes: sum.faults.is_empty(),
            faults: faults.collect(),
        },
    }
}

/// Doubts told at their places.
fn reviews(draft: &Draft) -> usize {
    let chunks: usize = draft
        .chunks
        .iter()
        .map(|chunk| chunk.reviews.len() + chunk.text.pieces.iter().filter(|piece| piece.review.is_some()).count())
        .sum();
    draft.doubts.len()
        + draft.front_doubts.len()
        + chunks
        + draft.notes.iter().filter(|note| !note.gone).map(|note| note.reviews.len()).sum::<usize>()
}

fn told(decision: &Decision) -> Told {
    Told {
        decision: decision.what.clone(),
        lines: decision.lines,
        pass: decision.pass,
        // Two digits are all that such a number can mean.
        confidence: (f64::from(decision.confidence) * 100.0).round() / 100.0,
        alternative: decision.alternative.clone(),
    }
}

fn gone(reading: &Reading, left: &Left) -> Gone {
    let row = left.text.rows().map_or(0, |(row, _)| row);
    let line = reading.lines.get(row as usize).map_or(0, |line| line.at.line);
    Gone { line, text: squeezed(&left.text.printed()), reason: left.reason.to_owned() }
}

fn left_by_reader(dropped: &Dropped) -> Gone {
    Gone { line: dropped.line, text: squeezed(&dropped.text), reason: dropped.reason.to_owned() }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Report {
    /// “18 notes placed, 17 paragraphs joined, 2 pull quotes differ from the text, 3 places to review”.
    pub fn summary(&self) -> String {
        let counts = &self.counts;
        let mut parts = Vec::new();
        let mut say = |n: usize, one: &str, many: &str| {
            if n > 0 {
                parts.push(format!("{n} {}", if n == 1 { one } else { many }));
            }
        };
        say(counts.notes_placed, "note placed", "notes placed");
        say(counts.notes - counts.notes_placed, "note without a mark", "notes without a mark");
        say(counts.joins, "paragraph joined", "paragraphs joined");
        say(counts.pull_quotes_altered, "pull quote differs from the text", "pull quotes differ from the text");
        say(counts.review, "place to review", "places to review");
        if !self.words.closes {
            parts.push(format!("the words of {} lines do not add up", self.words.faults.len()));
        }
        if parts.is_empty() { format!("{} words", self.words.placed) } else { parts.join(", ") }
    }

    /// For an editor.
    pub fn markdown(&self, source: &str) -> String {
        let mut out = format!("# Import of {}\n\n{}.\n", cell(source), self.summary());
        let unsure: Vec<&Told> = self.decisions.iter().filter(|told| told.confidence < SURE_TOLD).collect();
        section(&mut out, "To review", &unsure);
        let words = &self.words;
        out.push_str(&format!(
            "\n## Words\n\nThe source has {} words. {} are in the text, in notes or in the front matter, {} became structure, {} were left out. {}\n",
            words.source,
            words.placed,
            words.structure,
            words.dropped,
            if words.closes { "The sum closes." } else { "The sum does not close:" }
        ));
        list(&mut out, &words.faults);
        for (name, gone) in [("Left out", &self.dropped), ("Became structure", &self.structure)] {
            if !gone.is_empty() {
                out.push_str(&format!("\n## {name}\n"));
                list(&mut out, gone);
            }
        }
        let sure: Vec<&Told> = self.decisions.iter().filter(|told| told.confidence >= SURE_TOLD).collect();
        section(&mut out, "Decided", &sure);
        out
    }
}

fn section(out: &mut String, name: &str, all: &[&Told]) {
    if all.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {name}\n\n| Lines | Pass | Decision | Sure | Otherwise |\n|---|---|---|---|---|\n"));
    for told in all {
        let (first, last) = told.lines;
        let lines = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let other = told.alternative.as_deref().unwrap_or("");
        out.push_str(&format!(
            "| {lines} | {} | {} | {:.2} | {} |\n",
            told.pass,
            cell(&told.decision),
            told.confidence,
            cell(other)
        ));
    }
}

fn list(out: &mut String, all: &[Gone]) {
    if !all.is_empty() {
        out.push('\n');
    }
    for gone in all {
        out.push_str(&format!("- line {}, {}: {}\n", gone.line, gone.reason, cell(&gone.text)));
    }
}

/// Words of a document in a report are words.
fn cell(words: &str) -> String {
    let mut out = String::new();
    super::write::escape::text(&words.replace(['\n', '\r'], " "), super::write::escape::Place::Inside, None, &mut out);
    out
}
