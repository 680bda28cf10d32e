//! Tables that a text shows by wide gaps: lines below each other with as many cells as the first.

use std::collections::BTreeMap;

use super::rows::Row;
use crate::import::draft::Text;

/// A line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRow {
    pub number: u32,
    pub row: u32,
}

/// So many lines make a table.
const ROWS: usize = 3;
/// Words in a cell of a text's table.
const WORDS: usize = 8;

/// Lines that are rows of tables.
pub fn find(rows: &[Row]) -> BTreeMap<usize, TableRow> {
    let mut out = BTreeMap::new();
    let mut number = first_number(rows);
    let mut at = 0;
    while at < rows.len() {
        let count = count(&rows[at]);
        let mut end = at + 1;
        while count > 1 && end < rows.len() && follows(&rows[end - 1], &rows[end]) && self::count(&rows[end]) == count {
            end += 1;
        }
        if count > 1 && end - at >= ROWS {
            for (row, n) in (at..end).enumerate() {
                out.insert(n, TableRow { number, row: u32::try_from(row).unwrap_or(u32::MAX) });
            }
            number += 1;
        }
        at = end;
    }
    out
}

/// Tables that the format knows have numbers of their own.
fn first_number(rows: &[Row]) -> u32 {
    use crate::import::evidence::Role;
    let known = rows.iter().filter_map(|row| if let Role::Cell { table, .. } = row.role { Some(table) } else { None });
    known.max().map_or(1, |n| n.saturating_add(1))
}

/// The next row of the same table; in print there is more white between rows than between lines.
fn follows(above: &Row, below: &Row) -> bool {
    let (step, size) = (below.at.y - above.at.y, below.at.size);
    !below.gap || size > 0.0 && above.at.page == below.at.page && (0.0..3.0 * size).contains(&step)
}

fn count(row: &Row) -> usize {
    if !row.open() {
        return 0;
    }
    let text = row.text.printed();
    // Most lines are one cell.
    if !text.contains('\t') && !text.contains("  ") {
        return 1;
    }
    let cells: Vec<&str> =
        text.split('\t').flat_map(|part| part.split("  ")).map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if cells.iter().any(|cell| cell.split(' ').count() > WORDS) { 0 } else { cells.len() }
}

/// A row's cells.
pub fn cells(text: Text) -> Vec<Text> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        let printed = rest.printed();
        let at = [printed.find('\t'), printed.find("  ")].into_iter().flatten().min();
        let Some(at) = at else { break };
        let (mut head, mut tail) = rest.split(at);
        head.trim();
        tail.trim();
        if !head.is_empty() {
            out.push(head);
        }
        rest = tail;
    }
    rest.trim();
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    #[test]
    fn lines_with_as_many_cells_make_a_table() {
        let found = rows(&lines(
            "Carrier      Fee   Share\nNorth Metro  none  47%\nCoast        3.50  31%\n\nSource: returns.",
        ));
        let table = find(&found);
        assert_eq!(table.len(), 3);
        let seen: Vec<String> = cells(found[1].text.clone()).iter().map(|text| text.printed().into_owned()).collect();
        assert_eq!(seen, ["North Metro", "none", "47%"]);
        assert!(find(&rows(&lines("He  said\nso  twice"))).is_empty());
    }
}
