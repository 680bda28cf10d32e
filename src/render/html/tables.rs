//! Tables: in a box of their own that scrolls, named for those who reach it by keyboard.

use super::{Writer, shorten};
use crate::base::span::Span;
use crate::model::block::{Alignment, Table};
use crate::model::inline::Inline;
use crate::model::walk;

impl<'s> Writer<'_, 's> {
    pub fn table(&mut self, table: &Table<'s>, span: Span) {
        self.tables += 1;
        let columns: Vec<String> =
            table.head.iter().map(|cell| walk::plain(cell)).filter(|cell| !cell.is_empty()).collect();
        // Regions of one page need names that differ.
        let number = if self.tables > 1 { format!(" {}", self.tables) } else { String::new() };
        let label = format!("Table{number}: {}", shorten(&columns.join(", ").replace(walk::STAND_INS, ""), 80));
        let facts = self.facts;
        let id = self.index.tables.at(span.start).and_then(|row| facts.tables.get(row)).map(|table| table.id.as_str());
        let id = id.filter(|_| !self.feed());
        self.push("<div class=\"table-wrap\"");
        if let Some(id) = id {
            self.id(id);
        }
        self.push(" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", label.trim_end_matches([':', ' ']));
        self.push(">\n<table>\n");
        if !columns.is_empty() {
            self.push("<thead>\n");
            self.row(&table.head, &table.alignments, true);
            self.push("</thead>\n");
        }
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            for row in &table.rows {
                self.row(row, &table.alignments, false);
            }
            self.push("</tbody>\n");
        }
        self.push("</table>\n</div>\n");
        if let Some(id) = id {
            self.linked_line(id);
        }
    }

    fn row(&mut self, cells: &[Vec<Inline<'s>>], alignments: &[Alignment], head: bool) {
        self.push("<tr>");
        for (n, cell) in cells.iter().enumerate() {
            // An empty head cell is no header: screen readers would announce nothing as the name of a column.
            let header = head && !cell.is_empty();
            self.push(if header { "<th scope=\"col\"" } else { "<td" });
            match alignments.get(n) {
                Some(Alignment::Left) => self.push(" class=\"left\""),
                Some(Alignment::Center) => self.push(" class=\"center\""),
                Some(Alignment::Right) => self.push(" class=\"right\""),
                Some(Alignment::None) | None => {}
            }
            self.push(">");
            self.inlines(cell);
            self.push(if header { "</th>" } else { "</td>" });
        }
        self.push("</tr>\n");
    }
}
