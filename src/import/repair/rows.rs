//! Lines as the passes before paragraphs see them.

use crate::import::draft::{Piece, Text};
use crate::import::evidence::{At, Mark, Reading, Role};

/// A line of the source, or its part in one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub text: Text,
    pub role: Role,
    pub at: At,
    pub gap: bool,
    /// 0: the full width; 1, 2 …: a column.
    pub column: u8,
    /// As [`Line::goes_on`](crate::import::evidence::Line::goes_on).
    pub goes_on: Option<bool>,
}

impl Row {
    /// The passes have to find out what it is.
    pub fn open(&self) -> bool {
        self.role == Role::Unknown
    }
}

pub fn rows(reading: &Reading) -> Vec<Row> {
    let row = |(n, line): (usize, &crate::import::evidence::Line)| {
        let row = u32::try_from(n).unwrap_or(u32::MAX - 1);
        let mut start = 0;
        let piece = |run: &crate::import::evidence::Run| {
            let piece = Piece {
                text: run.text.clone(),
                look: run.look.clone(),
                mark: run.mark.clone(),
                row,
                start,
                ..Piece::default()
            };
            start += u32::try_from(run.text.len()).unwrap_or(0);
            piece
        };
        // What leads back into the text is no word of it.
        let pieces = line.runs.iter().filter(|run| run.mark != Some(Mark::Backlink)).map(piece).collect();
        // In a column, places count from its edge.
        let at = At { left: line.at.left - line.at.edge, right: line.at.right - line.at.edge, ..line.at };
        Row {
            text: Text { pieces },
            role: line.role.clone(),
            at,
            gap: line.gap,
            column: line.at.column,
            goes_on: line.goes_on,
        }
    };
    reading.lines.iter().enumerate().map(row).collect()
}
