//! A source file in memory, with its lines.

use std::sync::{Arc, OnceLock};

use super::span::{FileId, Span};

/// One file as it was read: valid UTF-8, a byte-order mark cut off, line ends as they were.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: FileId,
    /// Relative to the site's folder, with `/` on every system.
    pub path: Arc<str>,
    pub text: Arc<str>,
    lines: OnceLock<Arc<[u32]>>,
}

/// A position for people: lines and columns count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Source {
    #[must_use]
    pub fn new(id: FileId, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { id, path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// Line and column of a byte offset; an offset inside a character or past the end is moved back.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = starts.get(line).copied().unwrap_or(0) as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.text.get(start..end).map_or(0, |before| before.chars().count());
        Position { line: to_u32(line) + 1, column: to_u32(column) + 1 }
    }

    /// The words at a span; empty where the span does not fit this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let newlines = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| to_u32(at) + 1);
            std::iter::once(0).chain(newlines).collect()
        })
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
