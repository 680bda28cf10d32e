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
                    Name::Person { family, given, particle, suffix } => {
                        out.push_str(&format!("      - family: {}\n", quoted(family)));
                        let rest = [("given", given), ("non-dropping-particle", particle), ("suffix", suffix)];
                        for (part, value) in rest.into_iter().filter(|(_, value)| !value.is_empty()) {
                            out.push_str(&format!("        {part}: {}\n", quoted(value)));
                        }
                    }
                }
            }
        }
        for (field, value) in &work.fields {
            out.push_str(&format!("    {field}: {}\n", quoted(value)));
        }
        for (field, date) in &work.dates {
            match date {
                WorkDate::Parts { from: (year, month, day), .. } => {
                    let mut parts = year.to_string();
                    for part in [month, day].into_iter().take_while(|part| **part > 0) {
                        parts.push_str(&format!(", {part}"));
                    }
                    out.push_str(&format!("    {field}:\n      date-parts:\n        - [{parts}]\n"));
                }
                WorkDate::Literal(words) => {
                    out.push_str(&format!("    {field}:\n      literal: {}\n", quoted(words)));
                }
            }
        }
        out.push('\n');
    }
    out
}
