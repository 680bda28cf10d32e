//! Works as entries of `references.yaml`.

#![allow(clippy::format_push_string, reason = "a line put together in one place reads best")]

use crate::import::write::front::quoted;
use crate::model::work::{Name, Work, WorkDate};

/// The items of a list, to stand under `references:`, set in by so many spaces.
pub fn entries(works: &[Work], indent: usize) -> String {
    let text = items(works);
    let pad = " ".repeat(indent);
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{pad}{}\n", &line[2..]) };
    text.lines().map(line).collect()
}

fn items(works: &[Work]) -> String {
    let mut out = String::new();
    for work in works {
        out.push_str(&format!("  - id: {}\n    type: {}\n", quoted(&work.key), work.kind));
        for (role, names) in &work.names {
            out.push_str(&format!("    {role}:\n"));
            for name in names {
                match name {
                    Name::Literal(name) => out.push_str(&format!("      - literal: {}\n", quoted(name))),
                    Name::Person { family, given, .. } => {
                        out.push_str(&format!("      - family: {}\n", quoted(family)));
                        if !given.is_empty() {
                            out.push_str(&format!("        given: {}\n", quoted(given)));
                        }
                    }
                }
            }
        }
        for (field, value) in &work.fields {
            out.push_str(&format!("    {field}: {}\n", quoted(value)));
        }
        for (field, date) in &work.dates {
            if let WorkDate::Parts { from: (year, ..), .. } = date {
                out.push_str(&format!("    {field}:\n      date-parts:\n        - [{year}]\n"));
            }
        }
        out.push('\n');
    }
    out
}
