//! One JSON object for scripts; `docs/output.md` is its contract.

use serde::Serialize;

use super::place::{Found, Place};
use super::word;
use crate::base::source::Position;

/// Raised when a field changes its meaning or goes; new fields do not raise it.
const VERSION: u32 = 1;

pub(super) fn print(found: &[Found]) -> String {
    let object = Output { version: VERSION, diagnostics: found.iter().map(Diagnostic::of).collect() };
    line(&object)
}

/// JSON of what cannot fail to be JSON: no map with odd keys, no number that is none.
pub(super) fn line(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    start: Option<Point>,
    end: Option<Point>,
    note: Option<&'a str>,
    labels: Vec<Label<'a>>,
    help: Option<&'a str>,
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    file: &'a str,
    start: Point,
    end: Point,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    start: Point,
    end: Point,
    text: &'a str,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    offset: u32,
}

impl<'a> Diagnostic<'a> {
    fn of(found: &'a Found) -> Self {
        let diagnostic = found.diagnostic;
        let label = |(place, message): &'a (Place, &'a str)| {
            let (start, end) = points(place);
            Label { file: &place.path, start, end, message }
        };
        let edit = |(place, text): &'a (Place, &'a str)| {
            let (start, end) = points(place);
            Edit { file: &place.path, start, end, text }
        };
        let (start, end) = found.place.as_ref().map(points).unzip();
        Self {
            code: diagnostic.code.name(),
            severity: word(diagnostic.severity),
            message: &diagnostic.message,
            file: found.place.as_ref().map(|place| place.path.as_str()),
            start,
            end,
            note: (!diagnostic.note.is_empty()).then_some(diagnostic.note.as_str()),
            labels: found.labels.iter().map(label).collect(),
            help: diagnostic.help.as_deref(),
            fix: found.fix.as_ref().map(|fix| Fix { safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }),
        }
    }
}

fn points(place: &Place) -> (Point, Point) {
    let point = |Position { line, column }, offset| Point { line, column, offset };
    (point(place.start, place.span.start), point(place.end, place.span.end))
}
