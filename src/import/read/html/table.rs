//! Tables of data, and tables that old pages are laid out with.

use super::flow::{self, Context, Place, Writing};
use super::page::Fate;
use super::tree::{Id, is_heading};
use super::{blocks, refuse};
use crate::import::evidence::{At, Line, Role};
use crate::import::limits;

pub fn read(writing: &mut Writing, table: Id, context: &Context) {
    let rows = rows(writing, table);
    let holds_cells = matches!(context.place, Place::Body | Place::Box(_) | Place::Quote | Place::Item { .. });
    if !holds_cells || is_layout(writing, table, &rows) {
        for cell in rows.iter().flat_map(|row| &row.cells) {
            blocks::contents(writing, *cell, context);
            flow::flush(writing, context);
        }
        return;
    }
    let tree = &writing.page.tree;
    for caption in
        tree.children(table).filter(|id| tree.name(*id) == "caption" && writing.page.fates[*id] == Fate::Keep)
    {
        let inside = Context { place: Place::Body, role: Some(Role::Caption), ..context.clone() };
        blocks::contents(writing, caption, &inside);
        flow::flush(writing, &inside);
    }
    let number = writing.table_count;
    writing.table_count += 1;
    // How many more rows the cell above covers, for each column.
    let mut covered: Vec<u32> = Vec::new();
    for (row_number, row) in rows.iter().enumerate() {
        let row_number = u32::try_from(row_number).unwrap_or(u32::MAX);
        self::row(writing, row, number, row_number, &mut covered, context);
        if writing.refusal.is_some() {
            return;
        }
    }
}

struct Row {
    cells: Vec<Id>,
    header: bool,
}

fn row(writing: &mut Writing, row: &Row, table: u32, number: u32, covered: &mut Vec<u32>, context: &Context) {
    let tree = &writing.page.tree;
    let mut column = 0;
    let mut new: Vec<(usize, u32)> = Vec::new();
    for cell in &row.cells {
        while covered.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        let span = |name: &str| tree.attribute(*cell, name).and_then(|it| it.trim().parse::<u32>().ok()).unwrap_or(1);
        // Browsers do not go beyond these either.
        let width = span("colspan").clamp(1, limits::SPAN) as usize;
        let height = span("rowspan").clamp(1, limits::SPAN);
        if column + width > limits::SPAN as usize {
            writing.refusal = Some(refuse::too_wide());
            return;
        }
        let at = u32::try_from(column).unwrap_or(u32::MAX);
        let place = Place::Cell { table, row: number, column: at, header: row.header };
        let inside = Context { place, role: None, ..context.clone() };
        let before = writing.reading.lines.len();
        blocks::contents(writing, *cell, &inside);
        flow::flush(writing, &inside);
        if writing.reading.lines.len() == before {
            let role = Role::Cell { table, row: number, column: at, header: row.header };
            let at = At { line: tree.nodes[*cell].line, ..At::default() };
            writing.reading.lines.push(Line { role, at, ..Line::default() });
        }
        new.extend((column..column + width).map(|column| (column, height)));
        column += width;
    }
    for rows in covered.iter_mut() {
        *rows = rows.saturating_sub(1);
    }
    for (column, height) in new {
        if covered.len() <= column {
            covered.resize(column + 1, 0);
        }
        covered[column] = covered[column].max(height - 1);
    }
}

/// The rows of a table, those of tables inside it left out.
fn rows(writing: &Writing, table: Id) -> Vec<Row> {
    let page = writing.page;
    let tree = &page.tree;
    let mut out = Vec::new();
    let mut next = tree.next(table, table, true);
    while let Some(id) = next {
        let name = tree.name(id);
        let kept = page.fates[id] == Fate::Keep;
        if kept && name == "tr" {
            let cells =
                tree.children(id).filter(|id| matches!(tree.name(*id), "td" | "th") && page.fates[*id] == Fate::Keep);
            let cells: Vec<Id> = cells.collect();
            let head = tree.parent(id).is_some_and(|parent| tree.name(parent) == "thead");
            let header = head || !cells.is_empty() && cells.iter().all(|id| tree.name(*id) == "th");
            if !cells.is_empty() {
                out.push(Row { cells, header });
            }
        }
        let into = kept && matches!(name, "thead" | "tbody" | "tfoot");
        next = tree.next(id, table, into);
    }
    out
}

/// A table that only puts things beside each other: it says so, it has one cell, or it holds what data never holds.
fn is_layout(writing: &Writing, table: Id, rows: &[Row]) -> bool {
    let tree = &writing.page.tree;
    if matches!(tree.attribute(table, "role"), Some("presentation" | "none")) {
        return true;
    }
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if cells <= 1 {
        return true;
    }
    let named = rows.iter().flat_map(|row| &row.cells).any(|id| tree.name(*id) == "th");
    !named && tree.all(table).skip(1).any(|id| is_heading(tree.name(id)) || tree.name(id) == "table")
}
