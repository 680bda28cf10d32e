//! "Linked from …" at a heading, a note or a table that other pages lead to.

use super::Writer;
use crate::model::site::Relation;

/// So many pages are named at one place; the others stand in the list of the whole page.
const NAMED: usize = 3;

/// The id of that list.
const LIST: &str = "linked-from";

impl<'a> Writer<'a, '_> {
    /// A line of its own, or nothing where no other page leads here.
    pub fn linked_line(&mut self, id: &str) {
        let Some(rows) = self.linked.remove(id) else { return };
        self.push("<p class=\"also\">");
        self.linked(&rows);
        self.push("</p>\n");
    }

    /// "Linked from A, B and 2 more".
    pub fn linked(&mut self, rows: &[&'a Relation]) {
        self.push("Linked from ");
        for (n, row) in rows.iter().take(NAMED).enumerate() {
            let page = self.site.article(row.from.article);
            if n > 0 {
                self.push(if n + 1 == rows.len() { " and " } else { ", " });
            }
            self.push("<a");
            self.site_href("href", &page.url, &row.from.anchor);
            self.preview(row.from.article);
            self.push(">");
            self.text(&page.facts.matter.title.value);
            self.push("</a>");
        }
        if rows.len() > NAMED {
            self.push(&format!(" and <a href=\"#{LIST}\">{} more</a>", rows.len() - NAMED));
        }
    }
}
