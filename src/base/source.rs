//! A source file in memory, with its lines.

use std::sync::{Arc, OnceLock};

use super::span::{FileId, Span};

/// One file as it was read: valid UTF-8, a byte-order mark cut off, lines ended by LF or CR LF.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: FileId,
    /// Relative to the site's folder, with `/` on every system.
    pub path: Arc<str>,
    pub text: Arc<str>,
    lines: OnceLock<Arc<[u32]>>,
    marks: OnceLock<Arc<[u32]>>,
}

/// How far apart the marks of [`Source::characters_before`] stand, in bytes.
const STRIDE: usize = 512;

/// A position for people: lines and columns count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Source {
    #[must_use]
    pub fn new(id: FileId, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { id, path: path.into(), text: text.into(), lines: OnceLock::new(), marks: OnceLock::new() }
    }

    /// Line and column of a byte offset; an offset inside a character or past the end is moved back.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start as usize <= end).saturating_sub(1);
        let start = starts.get(line).copied().unwrap_or(0) as usize;
        let column = self.characters_before(end) - self.characters_before(start);
        Position { line: to_u32(line) + 1, column: to_u32(column) + 1 }
    }

    /// The bytes of a line (from 1) without its line end; none where the file has no such line.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<std::ops::Range<usize>> {
        let starts = self.line_starts();
        let index = (number as usize).checked_sub(1)?;
        let start = *starts.get(index)? as usize;
        let next = starts.get(index + 1).map_or(self.text.len(), |next| *next as usize);
        let line = self.text.get(start..next)?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        Some(start..start + line.strip_suffix('\r').unwrap_or(line).len())
    }

    /// The words at a span; empty where the span does not fit this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// A line ends with LF, CR LF or a CR alone, as in Markdown.
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
                .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
            std::iter::once(0).chain(ends.map(|at| to_u32(at) + 1)).collect()
        })
    }

    /// Characters that start before a byte offset. Counted from a mark nearby, so that a thousand diagnostics in a
    /// paragraph of a million characters on one line cost no more than a thousand in short lines.
    fn characters_before(&self, offset: usize) -> usize {
        let marks = self.marks.get_or_init(|| {
            let counts = self.text.as_bytes().chunks(STRIDE).scan(0, |before, chunk| {
                let here = *before;
                *before += starts_of_characters(chunk);
                Some(to_u32(here))
            });
            counts.collect()
        });
        let mark = (offset / STRIDE).min(marks.len().saturating_sub(1));
        let before = marks.get(mark).copied().unwrap_or(0) as usize;
        before + starts_of_characters(self.text.as_bytes().get(mark * STRIDE..offset).unwrap_or(&[]))
    }
}

fn starts_of_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{FileId, Source};

    fn position(text: &str, offset: u32) -> (u32, u32) {
        let position = Source::new(FileId(0), "a.md", text).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(position("Сувалки gap", 14), (1, 8));
        assert_eq!(position("a\nСу", 4), (2, 2));
        assert_eq!(position("a\nСу", 3), (2, 1), "inside a character");
        assert_eq!(position("a\n", 99), (2, 1), "past the end");
        assert_eq!(position("", 0), (1, 1));
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let source = Source::new(FileId(0), "a.md", "one\r\ntwo\rthree\n");
        let lines: Vec<_> = (1..=5).map(|n| source.line(n).map(|range| &source.text[range])).collect();
        assert_eq!(lines, [Some("one"), Some("two"), Some("three"), Some(""), None]);
        assert_eq!(source.position(9), super::Position { line: 3, column: 1 });
    }

    #[test]
    fn columns_far_into_a_long_line_are_right() {
        let text = "ł".repeat(4000);
        for character in [0, 255, 256, 257, 3999, 4000] {
            assert_eq!(position(&text, character * 2), (1, character + 1));
        }
    }
}
