//! The table of contents: lines that end in a row of dots and a page number, and the heading above them.

use crate::import::repair::rows::Row;

/// Fewer are no table of contents.
const FEWEST: usize = 3;
const HEADINGS: [&str; 10] = [
    "contents",
    "table of contents",
    "inhalt",
    "inhaltsverzeichnis",
    "spis treści",
    "зміст",
    "содержание",
    "змест",
    "table des matières",
    "índice",
];

pub fn find(rows: &[Row]) -> Vec<usize> {
    let leads: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].open() && leads(&rows[*n].text.printed())).collect();
    if leads.len() < FEWEST {
        return Vec::new();
    }
    let headed = |n: usize| {
        let text = rows[n].text.printed().trim().trim_end_matches(':').to_lowercase();
        rows[n].open() && HEADINGS.contains(&text.as_str())
    };
    let heading = leads.first().and_then(|first| first.checked_sub(1)).filter(|n| headed(*n));
    heading.into_iter().chain(leads).collect()
}

/// `What it costs ........ 12`
fn leads(text: &str) -> bool {
    let words = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
    let page = text.trim_end().len() - words.len();
    let words = words.trim_end();
    let dots = words.chars().rev().take_while(|c| matches!(c, '.' | '…' | '·' | ' ')).filter(|c| *c != ' ').count();
    (1..=4).contains(&page) && (dots > 3 || words.ends_with('…'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::text::lines;
    use crate::import::repair::rows::rows;

    #[test]
    fn lines_that_lead_to_pages_are_a_table_of_contents() {
        let text = "A report\nContents\nSummary ...... 1\nThe oil . . . . . 12\nNotes…………iv\nSummary\nIt rose to 12\nand so ... 3";
        assert_eq!(find(&rows(&lines(text))), [1, 2, 3, 4]);
        assert!(find(&rows(&lines("He paid ..... 4\nand left ..... 5"))).is_empty());
    }
}
