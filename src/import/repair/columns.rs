//! Columns that stand side by side on each line, as `pdftotext -layout` writes them, are put one after the other.
//!
//! A gutter is a place where many lines of a page have two spaces or more before a word. What crosses it stands by
//! itself and ends a pair of columns. Tables look alike; their cells hold fewer words.

mod merged;
mod touching;

use std::collections::BTreeMap;

use super::rows::Row;
use super::shape;
use crate::import::draft::Draft;

/// So many lines have to show a gutter, and such a part of the page.
const LINES: usize = 4;
const PART: f32 = 0.25;
/// How far first lines and items are set in, as a rule.
const SET_IN: usize = 8;
/// How far a line of the right column may be set in, with the lines of items. What begins further right is a running
/// head.
const INDENT: usize = 14;
/// Words of a column's line, on average.
const WORDS: usize = 3;
/// A line with such a part of its column's width goes on in the next one.
const FULL: f32 = 0.85;
/// So many lines have to go on beyond a line of another column before two columns are said to lie at different heights.
const UNEVEN: usize = 3;
/// So many gaps a line has between columns and cells, at most.
const MOST: usize = 4;
/// Characters of a column.
const NARROWEST: usize = 18;

/// Puts columns one after the other, and numbers them.
pub fn unfold(rows: Vec<Row>, draft: &mut Draft) -> Vec<Row> {
    let mut out = Vec::with_capacity(rows.len());
    let mut page: Vec<Row> = Vec::new();
    for row in rows {
        if page.last().is_some_and(|last| last.at.page != row.at.page) {
            out.extend(unfold_page(std::mem::take(&mut page), draft));
        }
        page.push(row);
    }
    out.extend(unfold_page(page, draft));
    merged::tell(&mut out, draft);
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

fn unfold_page(mut page: Vec<Row>, draft: &mut Draft) -> Vec<Row> {
    if page.iter().any(|row| !row.open()) {
        return page;
    }
    // Points on a page: the reader has put the columns in order.
    if page.iter().any(|row| row.at.y > 0.0) {
        number(&mut page);
        return page;
    }
    let mut out = Vec::with_capacity(page.len() + page.len() / 2);
    if let Some(found) = touching::find(&page) {
        apart(&page, &found, draft, &mut out);
    } else {
        part(page, &mut 0, &mut out);
    }
    out
}

/// Puts columns that touch one after the other, and tells of it.
fn apart(page: &[Row], found: &touching::Touching, draft: &mut Draft, out: &mut Vec<Row>) {
    let cut = |n: &usize| matches!(found.sides[*n], Side::Both(_));
    let lines = (0..page.len()).find(cut).zip((0..page.len()).rev().find(cut));
    if let Some((first, last)) = lines {
        let lines = (page[first].at.line, page[last].at.line);
        let what = format!(
            "the columns in lines {} to {} touch: {} of these lines were parted by the width of their letters, {} of them \
             where another word fits nearly as well. Read them again, or import the PDF itself, which says where its columns are",
            lines.0,
            lines.1,
            found.cut,
            found.unclear.len()
        );
        draft.doubts.push(what.clone());
        draft.decide("columns", what, lines, 0.6);
    }
    let mut at = 0;
    let mut column = 0_u8;
    while let Some((from, to)) = region(page, &found.sides, &[], at) {
        out.extend_from_slice(&page[at..from]);
        // Their place on the line says nothing.
        let (left, mut right) = columns(&page[from..to], &found.sides[from..to], 0);
        for row in &mut right {
            let unclear = found.unclear.iter().any(|n| page[*n].at.line == row.at.line);
            if let Some(piece) = row.text.pieces.first_mut().filter(|_| unclear) {
                piece.review =
                    Some("does the right column begin here, in a line where it touches the left one?".to_owned());
            }
            row.at.right -= row.at.left;
            row.at.left = 0.0;
        }
        for half in [left, right] {
            column = column.saturating_add(1);
            out.extend(half.into_iter().map(|row| Row { column, ..row }));
        }
        at = to;
    }
    out.extend_from_slice(&page[at..]);
}

/// Puts the columns of some lines one after the other. Each part may have columns of its own: a pair that stands beside
/// a third one, or above two others. `column` is the last number that a column has got.
fn part(lines: Vec<Row>, column: &mut u8, out: &mut Vec<Row>) {
    let gutters = gutters(&lines);
    let Some(&gutter) = gutters.first() else {
        out.extend(lines);
        return;
    };
    let mut sides: Vec<Side> = lines.iter().map(|row| side(row, &gutters)).collect();
    for n in 0..lines.len() {
        let apart = lines[n].gap && lines.get(n + 1).is_none_or(|below| below.gap);
        if apart && is_head(&lines[n], sides[n], &gutters) {
            sides[n] = Side::Across;
        }
    }
    let mut at = 0;
    while let Some((from, to)) = region(&lines, &sides, &gutters, at) {
        out.extend_from_slice(&lines[at..from]);
        let (left, right) = columns(&lines[from..to], &sides[from..to], gutter);
        for half in [left, right] {
            let first = out.len();
            let before = *column;
            part(half, column, out);
            if *column == before {
                *column = column.saturating_add(1);
                out[first..].iter_mut().for_each(|row| row.column = *column);
            }
        }
        at = to;
    }
    out.extend_from_slice(&lines[at..]);
}

/// Words stand on both sides: in this line, or in this one and the next where the lines of two columns lie at different
/// heights.
fn pairs(page: &[Row], sides: &[Side], n: usize) -> bool {
    let beside = |a: Side, b: Side| a == Side::Left && b == Side::Right || a == Side::Right && b == Side::Left;
    matches!(sides[n], Side::Both(_))
        || sides.get(n + 1).is_some_and(|next| beside(sides[n], *next) && page[n].at.line + 1 == page[n + 1].at.line)
}

/// The next lines, from `at` on, that stand in two columns. No gutters where they have no place of their own.
fn region(page: &[Row], sides: &[Side], gutters: &[usize], at: usize) -> Option<(usize, usize)> {
    let right = |side: &Side| matches!(side, Side::Both(_) | Side::Right);
    let first = (at..page.len()).find(|n| pairs(page, sides, *n))?;
    let mut from = first;
    while from > at && !page[from].gap && sides[from - 1] != Side::Across {
        from -= 1;
    }
    // The right column may begin above the left one, with a paragraph of its own.
    let above = (at..from).rev().take_while(|n| sides[*n] != Side::Across);
    let near = |n: usize| gutters.first().is_none_or(|gutter| whole(page[n].at.left) <= gutter + INDENT);
    let begins = |n: &usize| sides[*n] == Side::Right && near(*n);
    from = above.filter(begins).last().unwrap_or(from);
    let mut to = first + 1;
    let mut last = first + 1;
    while to < page.len() && sides[to] != Side::Across {
        to += 1;
        if right(&sides[to - 1]) {
            last = to;
        }
    }
    // Below three columns, a line may go across two of them.
    let wide = |n: &usize| gutters.iter().skip(1).any(|gutter| side(&page[*n], &[*gutter]) == Side::Across);
    to = (last..to).find(wide).unwrap_or(to);
    // What stands close above a line that goes across belongs to it: the number of a note in a line of its own.
    if to < page.len() && !page[to].gap {
        while to > last && !page[to].gap {
            to -= 1;
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

/// A line by itself whose right half begins further right than first lines do: a running head.
fn is_head(row: &Row, side: Side, gutters: &[usize]) -> bool {
    let Side::Both(byte) = side else { return false };
    let at = whole(row.at.left) + row.text.printed()[..byte].chars().count();
    gutters.iter().all(|gutter| at + 1 < *gutter || at > gutter + SET_IN)
}

/// The lines left of the gutter, and those right of it.
fn columns(page: &[Row], sides: &[Side], gutter: usize) -> (Vec<Row>, Vec<Row>) {
    let (mut left, mut right): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    for (row, side) in page.iter().zip(sides) {
        match side {
            Side::Left | Side::Across => left.push(row.clone()),
            Side::Right => right.push(shifted(row.clone(), gutter)),
            Side::Both(byte) => {
                let (head, tail) = row.text.clone().split(*byte);
                let (mut a, mut b) = (Row { text: head, ..row.clone() }, Row { text: tail, ..row.clone() });
                a.text.trim();
                a.at.right = a.at.left + width(&a);
                b.text.trim();
                b.at.left = row.at.left + count(&row.text.printed()[..*byte]);
                b.at.right = b.at.left + width(&b);
                left.push(a);
                right.push(shifted(b, gutter));
            }
        }
    }
    gaps(&mut left, page);
    gaps(&mut right, page);
    (left, right)
}

/// Says where a line of a column has a gap above it.
fn gaps(column: &mut [Row], page: &[Row]) {
    let lines: Vec<u32> = page.iter().map(|row| row.at.line).collect();
    let full = column.iter().map(|row| row.at.right).fold(0.0, f32::max) * FULL;
    let blank = |a: &Row, b: &Row| (a.at.line + 1..b.at.line).any(|line| lines.binary_search(&line).is_err());
    // Only a line of another column stands between two lines, in the middle of a sentence.
    let passed = |a: &Row, b: &Row| {
        a.at.line + 2 == b.at.line && !blank(a, b) && a.at.right >= full && !shape::ends(&a.text.printed())
    };
    // The lines of two columns may lie at different heights.
    let uneven = column.windows(2).filter(|pair| passed(&pair[0], &pair[1])).count() >= UNEVEN;
    for n in 0..column.len() {
        column[n].gap = n == 0 || {
            let (above, row) = (&column[n - 1], &column[n]);
            let close = uneven && above.at.line + 2 == row.at.line && !blank(above, row) && above.at.right >= full;
            above.at.line + 1 != row.at.line && !close
        };
    }
}

fn shifted(mut row: Row, gutter: usize) -> Row {
    let gutter = float(gutter);
    row.at.left = (row.at.left - gutter).max(0.0);
    row.at.right = (row.at.right - gutter).max(0.0);
    row
}

/// How a line lies to the first of the gutters.
fn side(row: &Row, gutters: &[usize]) -> Side {
    let gutter = gutters[0];
    let left = whole(row.at.left);
    if left + 1 >= gutter {
        return Side::Right;
    }
    let begins = |at: usize| {
        gutters.iter().any(|other| *other >= gutter && (other.saturating_sub(1)..=other + INDENT).contains(&at))
    };
    let mut blanks = 0;
    for (n, (byte, c)) in row.text.printed().char_indices().enumerate() {
        let at = left + n;
        if c == ' ' {
            blanks += 1;
            continue;
        }
        // The middle one of three columns may have nothing here.
        if at + 1 >= gutter && blanks >= 2 && at - blanks <= gutter && begins(at) {
            return Side::Both(byte);
        }
        if at >= gutter {
            return Side::Across;
        }
        blanks = 0;
    }
    Side::Left
}

/// Places where the right halves of many lines begin, the one with the most first.
fn gutters(page: &[Row]) -> Vec<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for row in page {
        for start in starts(row) {
            *votes.entry(start).or_default() += 1;
        }
    }
    // Items and first lines are set in.
    let near = |at: usize| votes.range(at..=at + SET_IN).map(|(_, count)| count).sum();
    let several = votes.iter().filter(|(_, count)| **count > 1);
    let mut votes: Vec<(usize, usize)> = several.map(|(at, _)| (*at, near(*at))).collect();
    votes.retain(|(_, count)| *count >= LINES && float(*count) >= float(page.len()) * PART);
    votes.sort_unstable_by_key(|(at, count)| std::cmp::Reverse((*count, *at)));
    let mut out: Vec<usize> = Vec::new();
    for (at, _) in votes {
        if out.iter().all(|other| other.abs_diff(at) >= NARROWEST) && is_gutter(page, at) {
            out.push(at);
        }
    }
    out
}

/// Both sides hold text, not the cells of a table.
fn is_gutter(page: &[Row], gutter: usize) -> bool {
    let sides: Vec<Side> = page.iter().map(|row| side(row, &[gutter])).collect();
    let (mut left, mut right) = ((0, 0), (0, 0));
    let (mut gaps, mut wide) = (0, 0);
    let add = |sum: &mut (usize, usize), text: &str| {
        *sum = (sum.0 + 1, sum.1 + text.split_whitespace().count());
    };
    for n in (0..page.len()).filter(|n| pairs(page, &sides, *n) || *n > 0 && pairs(page, &sides, n - 1)) {
        let text = page[n].text.printed();
        match sides[n] {
            Side::Both(byte) => {
                gaps += 1;
                wide += usize::from(text[..byte].ends_with("   "));
                add(&mut left, &text[..byte]);
                add(&mut right, &text[byte..]);
            }
            Side::Left => add(&mut left, &text),
            Side::Right => add(&mut right, &text),
            Side::Across => {}
        }
    }
    // Lines that were filled up with spaces have two of them here and there.
    wide * 3 >= gaps && [left, right].iter().all(|(lines, words)| *lines >= LINES && *words >= WORDS * lines)
}

/// Columns of the page where a word stands after two spaces or more. Many such places in a line only fill it up.
fn starts(row: &Row) -> Vec<usize> {
    let left = whole(row.at.left);
    let mut out = Vec::new();
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
    if out.len() > MOST {
        out.clear();
    }
    if left >= 20 {
        out.push(left);
    }
    out
}

fn width(row: &Row) -> f32 {
    count(&row.text.printed())
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
        unfold(rows(&lines(text)), &mut Draft::default()).iter().map(|row| row.text.printed().into_owned()).collect()
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
    fn three_columns_follow_each_other_over_a_wide_note() {
        let text = "A title over all of it\n\n\
                    The first column begins in    the sea and the river. It    of the city, which are\n\
                    the harbour and goes on to    is the longest one of all    older than they seem.\n\
                    the bridge, which is not      that have been measured\n\
                    far. From there it climbs     by the office. It ends at    They were built in two\n\
                    up to the castle between      last before the walls        years by four masons.\n\n\
                    1\n  A note that is as wide as two of the columns and a little wider than that.\n";
        assert_eq!(
            seen(text),
            [
                "A title over all of it",
                "The first column begins in",
                "the harbour and goes on to",
                "the bridge, which is not",
                "far. From there it climbs",
                "up to the castle between",
                "the sea and the river. It",
                "is the longest one of all",
                "that have been measured",
                "by the office. It ends at",
                "last before the walls",
                "of the city, which are",
                "older than they seem.",
                "They were built in two",
                "years by four masons.",
                "1",
                "A note that is as wide as two of the columns and a little wider than that.",
            ]
        );
    }

    #[test]
    fn lines_of_two_columns_may_lie_at_different_heights() {
        let text = "The first column begins in the\n                                        the sea and the river. It is the\n\
                    harbour and goes on as far as the\n                                        longest one of all that have been\n\
                    bridge, which is not at all far. In\n                                        measured by the office until now.\n\
                    the end it climbs up to the castle\n                                        It has its end before the walls\n\
                    between the gardens.\n                                        which are older than they seem.\n";
        let rows = unfold(rows(&lines(text)), &mut Draft::default());
        let first: Vec<String> = rows.iter().take(5).map(|row| row.text.printed().into_owned()).collect();
        assert_eq!(first[1..3], ["harbour and goes on as far as the", "bridge, which is not at all far. In"]);
        assert!(rows[1..5].iter().all(|row| !row.gap), "{rows:?}");
    }

    #[test]
    fn lines_that_were_filled_up_with_spaces_are_no_columns() {
        let text = "The  harbour  has  been  dredged  again  and  the\nboats  come  in  at  low  tide  as  they  did  once.\n\
                    Nobody  knows  for  how  long  the  sand  will  stay\naway,  and  nobody  has  asked  the  river  about  it.\n\
                    There  is  a  plan  to  build  a  wall  of  stones  in\nthe  bay,  for  which  the  council  has  no  money.";
        assert_eq!(seen(text).len(), 6);
    }

    #[test]
    fn a_table_is_no_pair_of_columns() {
        let text = "Carrier          Fee    Returned\nNorthern Metro   none   47%\nCoast Trams      3.50   31%\nValley Rail      5.00   28%\nHill Cable       1.00   11%";
        assert_eq!(seen(text).len(), 5);
    }
}
