//! Where front matter begins and ends, and the slips that hide it.

use super::schema;

/// The lines around front matter.
pub enum Fences<'a> {
    None,
    Unclosed(&'a str),
    /// Something stands before the first line of it.
    Late(usize),
    Found {
        fence: &'a str,
        start: usize,
        end: usize,
        body: usize,
    },
}

pub fn fences(text: &str) -> Fences<'_> {
    let first = text.lines().next().unwrap_or("");
    let fence = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return late(text),
    };
    let start = line_end(text, 0);
    let mut at = start;
    while at < text.len() {
        let next = line_end(text, at);
        let line = text[at..next].trim_end();
        if line == fence || (fence == "---" && line == "...") {
            return Fences::Found { fence, start, end: at, body: next };
        }
        at = next;
    }
    // A thematic break at the top of a text is no front matter: only a fence that is followed by a field is one.
    let field = text[start..].lines().next().is_some_and(|line| line.contains([':', '=']));
    let mut lines = text[start..].lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    if field || lines.next().is_some_and(begins_a_field) { Fences::Unclosed(fence) } else { Fences::None }
}

/// The fence, and the bytes between the two.
pub fn inner(text: &str) -> Option<(&str, usize, usize)> {
    match fences(text) {
        Fences::Found { fence, start, end, .. } => Some((fence, start, end)),
        _ => None,
    }
}

/// A line that was meant to end front matter: dashes, but not three, among the lines before the first blank one.
pub fn almost_a_fence(text: &str) -> Option<std::ops::Range<usize>> {
    let mut at = line_end(text, 0);
    while at < text.len() {
        let next = line_end(text, at);
        let line = text[at..next].trim_end();
        let dashes = line.trim_start().chars().filter(|c| *c != ' ').all(|c| matches!(c, '-' | '–' | '—' | '+'));
        if line.is_empty() {
            return None;
        }
        if dashes && line.len() > 1 {
            return Some(at..at + line.len());
        }
        at = next;
    }
    None
}

/// Whether a line is one of the fields that files have.
fn begins_a_field(line: &str) -> bool {
    line.contains([':', '=']) && schema::find(line.split([':', '=']).next().unwrap_or("").trim()).is_some()
}

/// Blank lines, or blanks before the dashes: meant as front matter, and no front matter to any tool.
fn late(text: &str) -> Fences<'_> {
    let rest = text.trim_start();
    let at = text.len() - rest.len();
    let mut lines = rest.lines();
    let fence = lines.next().is_some_and(|line| matches!(line.trim_end(), "---" | "+++" | "----"));
    let field = lines.next().is_some_and(begins_a_field);
    if fence && field && (at > 0 || rest.starts_with("----")) { Fences::Late(at) } else { Fences::None }
}

fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n + 1)
}
