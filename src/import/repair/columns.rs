//! Columns that stand side by side on each line, as `pdftotext -layout` writes them, are put one after the other.
//!
//! A gutter is a place where many lines of a page have two spaces or more before a word. What crosses it stands by
//! itself and ends a pair of columns. Tables look alike; their cells hold fewer words.

use std::collections::BTreeMap;

use super::rows::Row;

/// So many lines have to show a gutter, and such a part of the page.
const LINES: usize = 4;
const PART: f32 = 0.25;
/// How far a line of the right column may be set in. What begins further right is a running head.
const INDENT: usize = 8;
/// Words of a column's line, on average.
const WORDS: usize = 3;

pub fn unfold(rows: Vec<Row>) -> Vec<Row> {
    let mut out = Vec::with_capacity(rows.len());
    let mut page: Vec<Row> = Vec::new();
    for row in rows {
        if page.last().is_some_and(|last| last.at.page != row.at.page) {
            out.extend(unfold_page(std::mem::take(&mut page)));
        }
        page.push(row);
    }
    out.extend(unfold_page(page));
    out
}

/// Says in which half of a page each line stands, where there are two: each half has a width of its own.
fn number(page: &mut [Row]) {
    let left = page.iter().map(|row| row.at.left).fold(f32::MAX, f32::min);
    let right = page.iter().map(|row| row.at.right).fold(0.0, f32::max);
    let middle = f32::midpoint(left, right);
    let slack = (right - left) * 0.03;
    let side = |row: &Row| match row {
        row if row.at.right <= middle + slack => 1,
        row if row.at.left >= middle - slack => 2,
        _ => 0,
    };
    let count = |column: u8| page.iter().filter(|row| side(row) == column).count();
    let enough = page.len() / 4;
    if count(1) > enough && count(2) > enough && count(0) * 2 < page.len() {
        for row in page {
            row.column = side(row);
        }
    }
}

/// How a line lies to the gutter.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Left,
    Right,
    /// Words on both sides; the right ones begin at this byte.
    Both(usize),
    Across,
}

fn unfold_page(mut page: Vec<Row>) -> Vec<Row> {
    if page.iter().any(|row| !row.open()) {
        return page;
    }
    // Points on a page: the reader has put the columns in order.
    if page.iter().any(|row| row.at.y > 0.0) {
        number(&mut page);
        return page;
    }
    let Some(gutter) = gutter(&page) else { return page };
    let sides: Vec<Side> = page.iter().map(|row| side(row, gutter)).collect();
    let mut out = Vec::with_capacity(page.len() + page.len() / 2);
    let mut at = 0;
    while at < page.len() {
        let Some((from, to)) = region(&page, &sides, at) else { break };
        out.extend_from_slice(&page[at..from]);
        columns(&page[from..to], &sides[from..to], gutter, &mut out);
        at = to;
    }
    out.extend_from_slice(&page[at..]);
    out
}

/// The next lines, from `at` on, that stand in two columns.
fn region(page: &[Row], sides: &[Side], at: usize) -> Option<(usize, usize)> {
    let right = |side: &Side| matches!(side, Side::Both(_) | Side::Right);
    let first = (at..page.len()).find(|n| matches!(sides[*n], Side::Both(_)))?;
    let mut from = first;
    while from > at && !page[from].gap && sides[from - 1] != Side::Across {
        from -= 1;
    }
    let mut to = first + 1;
    let mut last = first + 1;
    while to < page.len() && sides[to] != Side::Across {
        to += 1;
        if right(&sides[to - 1]) {
            last = to;
        }
    }
    // The left column may be the longer one, but what stands far below it is the page's foot.
    while last < to {
        let blank = page[last].at.line.saturating_sub(page[last - 1].at.line);
        if blank > 2 {
            break;
        }
        last += 1;
    }
    Some((from, last))
}

fn columns(page: &[Row], sides: &[Side], gutter: usize, out: &mut Vec<Row>) {
    let mut right: Vec<Row> = Vec::new();
    let mut left_line = 0;
    let push = |mut row: Row, column: u8, before: &mut u32, into: &mut Vec<Row>| {
        row.text.trim();
        row.gap = *before + 1 != row.at.line;
        row.column = column;
        *before = row.at.line;
        into.push(row);
    };
    let mut right_line = 0;
    for (row, side) in page.iter().zip(sides) {
        match side {
            Side::Left | Side::Across => push(row.clone(), 1, &mut left_line, out),
            Side::Right => push(shifted(row.clone(), gutter), 2, &mut right_line, &mut right),
            Side::Both(byte) => {
                let (head, tail) = row.text.clone().split(*byte);
                let (mut a, mut b) = (Row { text: head, ..row.clone() }, Row { text: tail, ..row.clone() });
                a.text.trim();
                a.at.right = a.at.left + width(&a);
                b.at.left = place(row) + count(&row.text.printed()[..*byte]);
                b.at.right = b.at.left + width(&b);
                push(a, 1, &mut left_line, out);
                push(shifted(b, gutter), 2, &mut right_line, &mut right);
            }
        }
    }
    out.append(&mut right);
}

fn shifted(mut row: Row, gutter: usize) -> Row {
    let gutter = float(gutter);
    row.at.left = (row.at.left - gutter).max(0.0);
    row.at.right = (row.at.right - gutter).max(0.0);
    row
}

fn side(row: &Row, gutter: usize) -> Side {
    let left = whole(row.at.left);
    if left + 1 >= gutter {
        return Side::Right;
    }
    let text = row.text.printed();
    let mut before = ['x'; 2];
    let mut blanks = 0;
    for (n, (byte, c)) in text.char_indices().enumerate() {
        let at = left + n;
        if c == ' ' {
            blanks += 1;
        } else {
            if (gutter.saturating_sub(1)..=gutter + INDENT).contains(&at) && blanks >= 2 {
                return Side::Both(byte);
            }
            if at >= gutter {
                return Side::Across;
            }
            blanks = 0;
        }
        before = [before[1], c];
    }
    Side::Left
}

/// The column of the page where most right halves begin.
fn gutter(page: &[Row]) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for row in page {
        for start in starts(row) {
            *votes.entry(start).or_default() += 1;
        }
    }
    let (&gutter, &count) = votes.iter().max_by_key(|(at, count)| (**count, std::cmp::Reverse(**at)))?;
    if count < LINES || (float(count) / float(page.len())) < PART {
        return None;
    }
    let (mut pairs, mut left, mut right) = (0, 0, 0);
    for row in page {
        if let Side::Both(byte) = side(row, gutter) {
            let text = row.text.printed();
            let (a, b) = text.split_at(byte);
            pairs += 1;
            left += a.split_whitespace().count();
            right += b.split_whitespace().count();
        }
    }
    (pairs >= LINES && left >= WORDS * pairs && right >= WORDS * pairs).then_some(gutter)
}

/// Columns of the page where a word stands after two spaces or more.
fn starts(row: &Row) -> Vec<usize> {
    let left = whole(row.at.left);
    let mut out = Vec::new();
    if left >= 20 {
        out.push(left);
    }
    let mut blanks = 0;
    for (n, c) in row.text.printed().chars().enumerate() {
        if c == ' ' {
            blanks += 1;
        } else {
            if blanks >= 2 {
                out.push(left + n);
            }
            blanks = 0;
        }
    }
    out
}

fn width(row: &Row) -> f32 {
    count(&row.text.printed())
}

fn place(row: &Row) -> f32 {
    row.at.left
}

fn count(text: &str) -> f32 {
    float(text.chars().count())
}

#[allow(clippy::cast_precision_loss, reason = "a line is never so long that it matters")]
fn float(n: usize) -> f32 {
    n as f32
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns are small and whole")]
fn whole(n: f32) -> usize {
    n.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    fn seen(text: &str) -> Vec<String> {
        unfold(rows(&lines(text))).iter().map(|row| row.text.printed()).collect()
    }

    #[test]
    fn two_columns_follow_each_other() {
        let text = "A title that is not wide\n\n\
                    The first column says one      second, which goes on in\n\
                    thing and then another and     the same words as before\n\
                    in the end comes to            and then ends here.\n\
                    nothing. So it is with the     \n\
                    columns that are long.         “A NOTE THAT STANDS OUT”\n\n\n1\n";
        assert_eq!(
            seen(text),
            [
                "A title that is not wide",
                "The first column says one",
                "thing and then another and",
                "in the end comes to",
                "nothing. So it is with the",
                "columns that are long.",
                "second, which goes on in",
                "the same words as before",
                "and then ends here.",
                "“A NOTE THAT STANDS OUT”",
                "1",
            ]
        );
    }

    #[test]
    fn a_table_is_no_pair_of_columns() {
        let text = "Carrier          Fee    Returned\nNorthern Metro   none   47%\nCoast Trams      3.50   31%\nValley Rail      5.00   28%\nHill Cable       1.00   11%";
        assert_eq!(seen(text).len(), 5);
    }
}
