//! Changes of a file as a unified diff, which people read and `patch` applies.

use std::fmt::Write as _;
use std::ops::Range;

use crate::base::edit;
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::span::Span;

/// Lines shown before and after what changes.
const AROUND: u32 = 1;

/// Changes, each with a word of what it is for; in any order, none overlapping another.
#[must_use]
pub fn unified(source: &Source, changes: &[(&str, &[Edit])]) -> String {
    let mut hunks: Vec<Hunk> = changes.iter().filter_map(|(name, edits)| hunk(source, name, edits)).collect();
    hunks.sort_by_key(|hunk| (hunk.lines.start, hunk.lines.end));
    let mut out = String::new();
    let mut moved: i64 = 0;
    let mut hunks = hunks.into_iter().peekable();
    while let Some(mut hunk) = hunks.next() {
        // Those that meet are shown as one.
        while let Some(next) = hunks.next_if(|next| next.lines.start <= hunk.lines.end + 2 * AROUND) {
            hunk.join(next);
        }
        if out.is_empty() {
            let _ = write!(out, "--- {0}\n+++ {0}\n", source.path);
        }
        moved += print(source, &hunk, moved, &mut out).unwrap_or(0);
    }
    out
}

struct Hunk {
    /// From 1, the last one included.
    lines: Range<u32>,
    names: Vec<String>,
    /// What changes, in order, in lines of its own.
    parts: Vec<(Range<u32>, Vec<Edit>)>,
}

impl Hunk {
    fn join(&mut self, next: Self) {
        self.lines.end = self.lines.end.max(next.lines.end);
        for (lines, edits) in next.parts {
            match self.parts.last_mut().filter(|(last, _)| lines.start <= last.end) {
                Some((last, known)) => {
                    last.end = last.end.max(lines.end);
                    known.extend(edits);
                }
                None => self.parts.push((lines, edits)),
            }
        }
        for name in next.names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }
}

fn hunk(source: &Source, name: &str, edits: &[Edit]) -> Option<Hunk> {
    let start = edits.iter().map(|edit| source.position(edit.span.start).line).min()?;
    let end = edits.iter().map(|edit| source.position(edit.span.end).line).max()?;
    let lines = start..end;
    Some(Hunk { lines: lines.clone(), names: vec![name.to_owned()], parts: vec![(lines, edits.to_vec())] })
}

/// Prints one, and tells by how many lines the file has grown.
fn print(source: &Source, hunk: &Hunk, moved: i64, out: &mut String) -> Option<i64> {
    let text = &source.text;
    let first = hunk.lines.start.saturating_sub(AROUND).max(1);
    let mut at = source.line(first)?.start;
    let mut pieces: Vec<(char, String)> = Vec::new();
    for (lines, edits) in &hunk.parts {
        let (start, end) = (source.line(lines.start)?.start, after(source, lines.end));
        pieces.push((' ', text.get(at..start)?.to_owned()));
        let old = text.get(start..end)?;
        let shift = |edit: &Edit| {
            let at = |place: u32| (place as usize).saturating_sub(start);
            Edit { span: Span::new(source.id, at(edit.span.start), at(edit.span.end)), text: edit.text.clone() }
        };
        let new = edit::apply(old, &edits.iter().map(shift).collect::<Vec<_>>())?;
        pieces.push(('-', old.to_owned()));
        pieces.push(('+', new));
        at = end;
    }
    pieces.push((' ', text.get(at..after(source, hunk.lines.end + AROUND).max(at))?.to_owned()));
    let count = |but: char| -> i64 {
        let lines = pieces.iter().filter(|(sign, _)| *sign != but).map(|(_, text)| text.split_inclusive('\n').count());
        i64::try_from(lines.sum::<usize>()).unwrap_or(i64::MAX)
    };
    let (olds, news) = (count('+'), count('-'));
    let names = hunk.names.join(", ");
    let _ = writeln!(out, "@@ -{first},{olds} +{},{news} @@ {names}", i64::from(first) + moved);
    for (sign, text) in &pieces {
        for line in text.split_inclusive('\n') {
            let _ = write!(out, "{sign}{line}");
            if !line.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    Some(news - olds)
}

/// The byte behind a line and its end.
fn after(source: &Source, line: u32) -> usize {
    source.line(line + 1).map_or(source.text.len(), |next| next.start)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::base::span::FileId;

    fn replace(source: &Source, from: &str, to: &str) -> Vec<Edit> {
        let at = source.text.find(from).unwrap();
        vec![Edit { span: Span::new(FileId(0), at, at + from.len()), text: to.to_owned() }]
    }

    #[test]
    fn changes_are_shown_with_a_line_around_them() {
        let source = Source::new(FileId(0), "a.md", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight");
        let (a, b, c) = (replace(&source, "two", "2\n2"), replace(&source, "four", ""), replace(&source, "eight", "8"));
        expect![[r"
            --- a.md
            +++ a.md
            @@ -1,5 +1,6 @@ x, y
             one
            -two
            +2
            +2
             three
            -four
            +
             five
            @@ -7,2 +8,2 @@ x
             seven
            -eight
            \ No newline at end of file
            +8
            \ No newline at end of file
        "]]
        .assert_eq(&unified(&source, &[("x", &c), ("x", &a), ("y", &b)]));
        assert_eq!(unified(&source, &[]), "");
    }
}
