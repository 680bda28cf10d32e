//! Words in larger letters or italics that float beside the text: a pull quote with the lines of a paragraph to its left
//! or right. A reader that goes down the page meets the lines of both in turn.

use super::printed;
use super::rows::Row;

/// Lines of such a float.
const LINES: usize = 14;
/// Lines before and after it that may stand beside it.
const NEAR: usize = 40;

/// Brings the lines of each float together, before the first line that stands beside them.
pub fn gather(rows: Vec<Row>) -> Vec<Row> {
    let Some(usual) = printed::size(&rows) else { return rows };
    let mut taken = vec![false; rows.len()];
    // Where a float goes, and its lines.
    let mut moves: Vec<(usize, Vec<usize>)> = Vec::new();
    for n in 0..rows.len() {
        if taken[n] || !apart(&rows[n], usual) {
            continue;
        }
        let lines = lines(&rows, n, usual, &taken);
        let beside = |at: usize| lines.iter().any(|line| is_beside(&rows[*line], &rows[at], usual));
        let from = n.saturating_sub(NEAR);
        let to = rows.len().min(lines.last().map_or(n, |last| last + 1) + NEAR);
        let first = (from..to).find(|at| !apart(&rows[*at], usual) && beside(*at));
        let interleaved = lines.windows(2).any(|two| two[1] > two[0] + 1);
        if let Some(first) = first.filter(|first| interleaved || *first < n) {
            for line in &lines {
                taken[*line] = true;
            }
            moves.push((first.min(n), lines));
        }
    }
    if moves.is_empty() {
        return rows;
    }
    moves.sort_by_key(|(to, _)| *to);
    let mut left: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut moves = moves.into_iter().peekable();
    let mut out = Vec::with_capacity(left.len());
    for n in 0..left.len() {
        while let Some((_, lines)) = moves.next_if(|(to, _)| *to == n) {
            for (k, line) in lines.into_iter().enumerate() {
                let row = left[line].take();
                out.extend(row.map(|row| Row { gap: k == 0, ..row }));
            }
        }
        if !taken[n] {
            out.extend(left[n].take());
        }
    }
    out
}

/// In letters that set it apart from the text.
fn apart(row: &Row, usual: f32) -> bool {
    let letters = || row.text.pieces.iter().filter(|piece| piece.mark.is_none() && !piece.text.trim().is_empty());
    let italic = letters().all(|piece| piece.look.italic) && letters().next().is_some();
    row.open() && row.at.y > 0.0 && (row.at.size > usual + 1.0 || italic && row.at.size > usual - printed::SEEN)
}

/// The lines below that look alike and begin at the same place, one close under the other.
fn lines(rows: &[Row], first: usize, usual: f32, taken: &[bool]) -> Vec<usize> {
    let mut out = vec![first];
    let mut last = &rows[first];
    for (n, row) in rows.iter().enumerate().skip(first + 1).take(2 * LINES + NEAR) {
        let alike = apart(row, usual)
            && row.at.page == last.at.page
            && row.at.column == last.at.column
            && (row.at.size - last.at.size).abs() < 0.6
            && (row.at.left - last.at.left).abs() < 3.0;
        if alike && !taken[n] {
            if !(0.0..2.2 * row.at.size).contains(&(row.at.y - last.at.y)) || out.len() == LINES {
                break;
            }
            out.push(n);
            last = row;
        }
    }
    out
}

/// At the same height, and left or right of it.
fn is_beside(line: &Row, row: &Row, usual: f32) -> bool {
    let clear = row.at.left > line.at.right + 2.0 || row.at.right + 2.0 < line.at.left;
    row.open()
        && row.at.page == line.at.page
        && row.at.column == line.at.column
        && (row.at.y - line.at.y).abs() < usual
        && clear
        && row.text.len() > 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::{Piece, Text};
    use crate::import::evidence::At;

    fn row(words: &str, y: f32, left: f32, size: f32) -> Row {
        let right = left + size * 0.45 * f32::from(u16::try_from(words.len()).unwrap());
        let at = At { page: 1, y, left, right, size, ..At::default() };
        let text = Text { pieces: vec![Piece { text: words.to_owned(), ..Piece::default() }] };
        Row { text, at, ..Row::default() }
    }

    fn read(rows: Vec<Row>) -> Vec<String> {
        gather(rows).iter().map(|row| row.text.printed().into_owned()).collect()
    }

    #[test]
    fn the_lines_of_a_float_come_together_before_the_text_beside_them() {
        let rows = vec![
            row("The harbour was built in a year and paid for in thirty of them.", 100.0, 90.0, 11.0),
            row("Nobody asked the town", 118.0, 330.0, 15.0),
            row("A second harbour was drawn and then", 120.0, 90.0, 11.0),
            row("forgotten by all who had drawn it, and", 133.0, 90.0, 11.0),
            row("what it would cost", 136.0, 330.0, 15.0),
            row("the plans lie in the cellar of the", 146.0, 90.0, 11.0),
            row("town hall to this day.", 159.0, 90.0, 11.0),
        ];
        assert_eq!(
            read(rows),
            [
                "The harbour was built in a year and paid for in thirty of them.",
                "Nobody asked the town",
                "what it would cost",
                "A second harbour was drawn and then",
                "forgotten by all who had drawn it, and",
                "the plans lie in the cellar of the",
                "town hall to this day.",
            ]
        );
    }

    #[test]
    fn headings_and_large_lines_above_each_other_stay_where_they_are() {
        let rows = vec![
            row("A harbour and its owners", 90.0, 90.0, 15.0),
            row("The harbour was built in a year and paid for in thirty of them.", 110.0, 90.0, 11.0),
            row("The second harbour", 140.0, 90.0, 15.0),
            row("It was drawn and then forgotten by all who had drawn it.", 160.0, 90.0, 11.0),
        ];
        let before: Vec<String> = rows.iter().map(|row| row.text.printed().into_owned()).collect();
        assert_eq!(read(rows), before);
    }
}
