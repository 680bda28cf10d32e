//! The forms of one line each: for editors, and for the log of a workflow at GitHub.

use std::fmt::Write;

use super::place::{Found, Place};
use super::word;
use crate::base::diag::Severity;

/// `file:line:column: severity: message [code]`, with labels and help as notes, as compilers print them.
pub(super) fn gcc(found: &[Found]) -> String {
    let mut out = String::new();
    for one in found {
        let diagnostic = one.diagnostic;
        let severity = match diagnostic.severity {
            Severity::Info => "note",
            other => word(other),
        };
        let at = one.place.as_ref().map_or_else(|| "ibid".to_owned(), at);
        let _ = writeln!(out, "{at}: {severity}: {} [{}]", line(&diagnostic.message), diagnostic.code.name());
        for (place, text) in &one.labels {
            let _ = writeln!(out, "{}: note: {}", self::at(place), line(text));
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "{at}: note: help: {}", line(help));
        }
    }
    out
}

fn at(place: &Place) -> String {
    format!("{}:{}:{}", line(&place.path), place.start.line, place.start.column)
}

/// Without line ends and other control characters: nothing in a message can start a line or move the cursor.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `::error file=…,line=…,col=…,title=code::message`.
pub(super) fn github(found: &[Found]) -> String {
    let mut out = String::new();
    for one in found {
        let diagnostic = one.diagnostic;
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Off => "notice",
        };
        let _ = write!(out, "::{command} ");
        if let Some(Place { path, start, end, .. }) = &one.place {
            let _ = write!(out, "file={},line={},col={},", property(path), start.line, start.column);
            let _ = write!(out, "endLine={},", end.line);
            if start.line == end.line {
                // A column of the end is refused where the end is on another line.
                let _ = write!(out, "endColumn={},", end.column);
            }
        }
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let _ = writeln!(out, "title={}::{}", property(diagnostic.code.name()), data(&message));
    }
    out
}

/// As `@actions/core` escapes the message of a command, without what would colour the log.
fn data(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As `@actions/core` escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
