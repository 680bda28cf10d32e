//! Running heads by their place: a short document prints each of them once.

use std::collections::BTreeMap;

use super::HEAD;
use crate::import::evidence::Mark;
use crate::import::repair::rows::Row;
use crate::import::repair::{printed, shape};

/// Of the text's size, how much white is below a running head at least.
const WHITE: f32 = 2.2;

/// Letters of a line of text, at least.
const LINE: usize = 30;

/// First and last lines of pages that hold the page's number among other words: `14 Slow Ships`, `Slow Ships   15`.
pub fn numbered(rows: &[Row], out: &[Option<&'static str>]) -> Vec<usize> {
    let mut found: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    let mut end = 0;
    for page in rows.chunk_by(|a, b| a.at.page == b.at.page) {
        let from = end;
        end += page.len();
        let Some(first) = page.first().map(|row| row.at.page).filter(|page| *page > 1) else { continue };
        let open = |n: &usize| out[*n].is_none() && rows[*n].open();
        let top = (from..end).find(open);
        let foot = (from..end).rev().find(open);
        for (n, last) in [(top, false), (foot, true)].into_iter().filter_map(|(n, last)| Some((n?, last))) {
            // A note begins with its number, and stands at the foot.
            let Some(number) = number(&rows[n].text.printed(), last) else { continue };
            found.entry(i64::from(number) - i64::from(first)).or_default().push(n);
        }
    }
    let most = found.into_values().max_by_key(Vec::len).unwrap_or_default();
    if most.len() > 1 { most } else { Vec::new() }
}

fn number(text: &str, last: bool) -> Option<u32> {
    let text = text.trim();
    if text.len() > HEAD || text.chars().filter(|c| c.is_alphabetic()).count() < 4 || shape::ends(text) {
        return None;
    }
    let digits = |word: &&str| (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let first = text.split(' ').next().filter(digits).filter(|_| !last);
    first.or_else(|| text.rsplit(' ').next().filter(digits))?.parse().ok()
}

/// A line at the top of a page behind which a sentence goes on: no heading stands there.
pub fn between(rows: &[Row], out: &[Option<&'static str>]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut end = 0;
    for page in rows.chunk_by(|a, b| a.at.page == b.at.page) {
        let from = end;
        end += page.len();
        let mut open = (from..end).filter(|n| out[*n].is_none() && rows[*n].open());
        let (Some(first), Some(next)) = (open.next(), open.next()) else { continue };
        let (head, text) = (rows[first].text.printed(), rows[next].text.printed());
        let short = head.len() <= HEAD && !shape::ends(&head) && !shape::goes_on(&head) && !shape::hangs(&head);
        let heads = short && shape::label(&head).is_none() && head.chars().any(char::is_alphabetic);
        // The line of a paragraph is as long as the next one.
        let part = if rows[next].gap { 0.9 } else { 0.7 };
        let line =
            rows[first].at.right < rows[next].at.right * part && text.chars().count() > LINE && shape::goes_on(&text);
        if page[0].at.page > 1 && heads && line && rows[next].column == rows[first].column && !pictured(&rows[first]) {
            found.push(first);
        }
    }
    found
}

/// Small lines at the top of a page, far above all others of it. The first page has none: there a small line may be
/// anything.
pub fn heads(rows: &[Row], out: &[Option<&'static str>]) -> Vec<usize> {
    let Some(usual) = printed::size(rows) else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while from < rows.len() {
        let page = rows[from].at.page;
        let count = rows[from..].iter().take_while(|row| row.at.page == page).count();
        if page > 1 {
            found.extend(head(&rows[from..from + count], &out[from..from + count], usual).map(|n| from + n));
        }
        from += count;
    }
    found
}

fn head(page: &[Row], out: &[Option<&'static str>], usual: f32) -> Option<usize> {
    let mut order: Vec<usize> = (0..page.len()).filter(|&n| out[n].is_none()).collect();
    order.sort_by(|&a, &b| page[a].at.y.total_cmp(&page[b].at.y));
    let (first, next) = (&page[*order.first()?], &page[*order.get(1)?]);
    let text = first.text.printed();
    let small = first.at.size > 0.0 && first.at.size < usual - 0.8;
    let apart = next.at.y - first.at.y > WHITE * usual && !pictured(next) && !pictured(first);
    let short = text.len() <= HEAD && !text.ends_with(['.', '!', ':']) && !shape::caption(&text);
    let label = shape::label(&text).is_some();
    (small && apart && short && !label && first.open()).then(|| order[0])
}

fn pictured(row: &Row) -> bool {
    row.text.pieces.iter().any(|piece| matches!(piece.mark, Some(Mark::Picture(_))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::{Piece, Text};
    use crate::import::evidence::At;

    fn line(page: u32, y: f32, size: f32, words: &str) -> Row {
        let piece = Piece { text: words.to_owned(), ..Piece::default() };
        let at = At { page, y, size, right: 400.0, ..At::default() };
        Row { text: Text { pieces: vec![piece] }, at, ..Row::default() }
    }

    #[test]
    fn a_line_before_the_rest_of_a_sentence_is_a_running_head() {
        let seen = |head: &str, next: &str| {
            let text = format!("The first page ends in the middle of a sentence, as\n\u{c}{head}\n{next}");
            between(&super::super::super::rows::rows(&crate::import::read::text::lines(&text)), &[None; 3])
        };
        assert_eq!(seen("Slow Ships", "pages do, and then the sentence goes on in the next."), [1]);
        assert!(seen("Slow Ships", "Pages do, and then the sentence goes on in the next.").is_empty());
        assert!(
            seen("Ostrava County did so from the window of a train", "that was late, and has been late ever since it.")
                .is_empty()
        );
    }

    #[test]
    fn lines_with_the_number_of_their_page_are_running_heads() {
        let page = |n: u32, head: &str| {
            [line(n, 40.0, 10.0, head), line(n, 80.0, 10.0, "text of it"), line(n, 700.0, 10.0, "3 Ibid")]
        };
        let rows =
            [page(1, "Slow Ships 1"), page(2, "12 Slow Ships"), page(3, "The lamp 13"), page(4, "14 Slow Ships")]
                .concat();
        assert_eq!(numbered(&rows, &vec![None; rows.len()]), [3, 6, 9]);
    }

    #[test]
    fn a_small_line_far_above_the_text_is_a_running_head() {
        let text = "a line of the text, which is longer than its heads are, and goes on";
        let page = |number, head: &str| {
            let lines = (0..6_u8).map(|n| line(number, 80.0 + 12.0 * f32::from(n), 10.0, text));
            [line(number, 40.0, 8.0, head)].into_iter().chain(lines).collect::<Vec<_>>()
        };
        let rows = [page(1, "Working papers"), page(2, "The lamp"), page(3, "1. Ibid")].concat();
        assert_eq!(heads(&rows, &vec![None; rows.len()]), [7]);
    }
}
