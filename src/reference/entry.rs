//! Works as entries of a bibliography in YAML, as an editor would type them.

use crate::base::slug::is_invisible;
use crate::model::work::{Name, Work, WorkDate};

/// The items of a list, each set in by so many spaces and followed by an empty line.
#[must_use]
pub fn entries(works: &[Work], indent: usize) -> String {
    let mut out = String::new();
    for work in works {
        let mut lines = Lines { out: &mut out, indent };
        lines.line(0, &format!("- id: {}", value(&work.key)));
        lines.line(2, &format!("type: {}", value(&work.kind)));
        for (role, names) in &work.names {
            lines.line(2, &format!("{role}:"));
            for name in names {
                lines.name(name);
            }
        }
        for (field, text) in &work.fields {
            lines.line(2, &format!("{field}: {}", value(text)));
        }
        for (field, date) in &work.dates {
            lines.line(2, &format!("{field}:"));
            lines.date(date);
        }
        out.push('\n');
    }
    out
}

struct Lines<'o> {
    out: &'o mut String,
    indent: usize,
}

impl Lines<'_> {
    fn line(&mut self, more: usize, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', self.indent + more));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn name(&mut self, name: &Name) {
        match name {
            Name::Literal(body) => self.line(4, &format!("- literal: {}", value(body))),
            Name::Person { family, given, particle, suffix } => {
                self.line(4, &format!("- family: {}", value(family)));
                for (part, text) in [("given", given), ("non-dropping-particle", particle), ("suffix", suffix)] {
                    if !text.is_empty() {
                        self.line(6, &format!("{part}: {}", value(text)));
                    }
                }
            }
        }
    }

    fn date(&mut self, date: &WorkDate) {
        match date {
            WorkDate::Literal(words) => self.line(4, &format!("literal: {}", value(words))),
            WorkDate::Parts { from, to, circa } => {
                self.line(4, "date-parts:");
                for (year, month, day) in std::iter::once(from).chain(to) {
                    let parts = match (month, day) {
                        (0, _) => format!("{year}"),
                        (month, 0) => format!("{year}, {month}"),
                        (month, day) => format!("{year}, {month}, {day}"),
                    };
                    self.line(6, &format!("- [{parts}]"));
                }
                if *circa {
                    self.line(4, "circa: true");
                }
            }
        }
    }
}

/// Bare where YAML reads it as the same words, in quotation marks where it would not.
fn value(text: &str) -> String {
    let first = text.chars().next();
    let bare = first.is_some_and(char::is_alphabetic)
        && !text.ends_with([' ', ':'])
        && ![": ", " #", "\t"].iter().any(|sign| text.contains(sign))
        && text.chars().all(|c| !c.is_control() && !is_invisible(c))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    let number = !text.is_empty() && text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit());
    if bare || number { text.to_owned() } else { quoted(text) }
}

/// What YAML takes for something else than words.
const WORDS: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan"];

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}') => {
                let number = u32::from(c);
                let escape = if number > 0xFFFF { format!("\\U{number:08x}") } else { format!("\\u{number:04x}") };
                out.push_str(&escape);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
