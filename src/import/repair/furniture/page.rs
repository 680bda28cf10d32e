//! Running heads by their place: a short document prints each of them once.

use std::collections::BTreeMap;

use super::HEAD;
use crate::import::evidence::Mark;
use crate::import::repair::rows::Row;
use crate::import::repair::{printed, shape};

/// Of the text's size, how much white is below a running head at least.
const WHITE: f32 = 2.2;

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
