//! What belongs to the page and not to the text: running heads, page numbers, menus, sharing lines. All of it is listed
//! in the report, so that nothing vanishes in silence.

mod contents;
mod page;
mod running;
mod web;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::rows::Row;
use super::shape;
use crate::import::draft::Draft;
use crate::import::evidence::Role;

/// A running head is no longer.
const HEAD: usize = 120;
/// How many lines at the top and the foot of a page may be furniture.
const EDGE: usize = 3;
/// Lines between two notes, at most.
const NEAR: usize = 4;
/// Lines of a page in which a title stands.
const TITLE: usize = 12;

/// Takes the furniture out, and numbers the pages where only their numbers tell where they end.
pub fn clear(mut rows: Vec<Row>, draft: &mut Draft) -> Vec<Row> {
    let mut out: Vec<Option<&'static str>> = vec![None; rows.len()];
    let running = running::find(&rows);
    for n in &running {
        out[*n] = Some("running head");
    }
    let folios = if running.is_empty() { folios(&rows) } else { running.clone() };
    for n in folios.iter().filter(|_| running.is_empty()) {
        out[*n] = Some("page number");
    }
    if rows.iter().all(|row| row.at.page == 0) {
        number_pages(&mut rows, &folios);
    }
    for n in contents::find(&rows) {
        out[n] = Some("table of contents");
    }
    heads(&rows, &mut out);
    for n in page::numbered(&rows, &out) {
        out[n] = Some("running head");
    }
    for n in page::heads(&rows, &out) {
        out[n] = Some("running head");
    }
    for n in page::between(&rows, &out) {
        out[n] = Some("running head");
    }
    for (n, reason) in web::find(&rows, &out) {
        out[n] = Some(reason);
    }
    for (n, row) in rows.iter().enumerate() {
        if row.role == Role::Furniture {
            out[n] = Some("marked as no part of the text");
        }
    }
    let mut kept = Vec::with_capacity(rows.len());
    let mut gap = false;
    for (row, reason) in rows.into_iter().zip(out) {
        match reason {
            None => {
                let gap_here = row.gap || gap;
                kept.push(Row { gap: gap_here, ..row });
                gap = false;
            }
            Some(reason) => {
                gap = true;
                if reason == "running head" {
                    numbered(&row, draft);
                }
                draft.leave(row.text, reason, false);
            }
        }
    }
    kept
}

/// `Working Paper 14` in a running head is the document's number.
fn numbered(row: &Row, draft: &mut Draft) {
    let text = row.text.printed();
    for part in parts(&text) {
        let Some((words, number)) = part.trim().rsplit_once(' ') else { continue };
        let last = words.rsplit(' ').next().unwrap_or("").to_lowercase();
        let named = ["paper", "brief", "briefing", "report", "note", "no.", "number", "memo", "memorandum", "essay"];
        let digits = number.len() < 5 && number.bytes().all(|b| b.is_ascii_digit());
        if digits && words.contains(' ') && named.contains(&last.as_str()) && draft.front.number.is_none() {
            draft.front.number = Some(part.trim().to_owned());
            draft.decide("front matter", format!("number: {}", part.trim()), (row.at.line, row.at.line), 0.9);
        }
    }
}

/// Parts of a line with wide gaps between.
fn parts(text: &str) -> Vec<&str> {
    text.split("    ").map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Words without their numbers, to find them again on another page.
fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    for word in text.split_whitespace() {
        let before = out.len();
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            // Nearly all letters: their small ones are one byte.
            if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
        }
        if out.len() > before {
            out.push(' ');
        }
    }
    out
}

/// The number of a line that holds nothing else: `12`, `- 3 -`, `Page 4 of 9`.
pub fn folio(text: &str) -> Option<u32> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.len() > 24 {
        return None;
    }
    let lower = text.to_lowercase();
    let lower = ["page", "seite", "стр.", "стр", "p.", "s."]
        .iter()
        .find_map(|word| lower.strip_prefix(word))
        .map_or(lower.as_str(), str::trim);
    let mut words = lower.split([' ', '/']).filter(|word| !word.is_empty());
    let number = words.next()?;
    let rest: Vec<&str> = words.collect();
    let total = matches!(rest.as_slice(), [] | [_]) && rest.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()))
        || matches!(rest.as_slice(), ["of" | "von" | "из" | "|", n] if n.bytes().all(|b| b.is_ascii_digit()));
    let digits = number.len() < 5 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (digits && total && (rest.is_empty() || text.contains(['/', 'f', 'v', 'и', '|'])))
        .then(|| number.parse().ok())
        .flatten()
}

/// A number with a stop, at once below a line that lacks its end: the last word of a paragraph, as in "a total of / 53."
/// or "Doe, The Lock, p. / 72."
fn ends_a_sentence(rows: &[Row], n: usize) -> bool {
    let stopped = rows[n].text.printed().trim_end().ends_with('.');
    let above = n.checked_sub(1).map(|above| &rows[above]).filter(|above| above.open() && !rows[n].gap);
    let open = |above: &Row| {
        let text = above.text.printed();
        let locator = ["p.", "pp.", "S.", "vol.", "no."].iter().any(|word| text.trim_end().ends_with(word));
        above.at.page == rows[n].at.page && text.len() > 20 && (locator || !shape::ends(&text))
    };
    stopped && above.is_some_and(open)
}

/// Lines with page numbers: the longest run of them that counts up by one.
fn folios(rows: &[Row]) -> Vec<usize> {
    let found: Vec<(usize, u32)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.open())
        .filter_map(|(n, row)| Some((n, folio(&row.text.printed())?)))
        .filter(|(n, _)| !ends_a_sentence(rows, *n))
        .collect();
    // A page that knows where its lines stand has edges, be it the only one.
    let paged = rows.iter().any(|row| row.at.page > 1 || row.at.y > 0.0);
    if let Some(counted) = counted(rows, &found) {
        return counted;
    }
    // For each number the longest chain that ends there: chains are as long as the document has pages.
    let mut best: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(found.len());
    let mut longest: Option<(usize, usize)> = None;
    for (place, (_, number)) in found.iter().enumerate() {
        let (length, previous) =
            number.checked_sub(1).and_then(|n| best.get(&n)).map_or((1, None), |(length, at)| (length + 1, Some(*at)));
        before.push(previous);
        if best.get(number).is_none_or(|(old, _)| *old <= length) {
            best.insert(*number, (length, place));
        }
        if longest.is_none_or(|(old, _)| length > old) {
            longest = Some((length, place));
        }
    }
    let Some((length, mut at)) = longest else { return Vec::new() };
    let edge = |n: usize| {
        let page = rows[n].at.page;
        n + 1 == rows.len() || n == 0 || rows[n + 1].at.page != page || rows[n - 1].at.page != page
    };
    let heads = LazyCell::new(|| repeated(rows));
    let lone = |n: usize| {
        paged && edge(n)
            || [n.wrapping_sub(1), n + 1]
                .iter()
                .any(|near| rows.get(*near).is_some_and(|row| heads.contains(&key(&row.text.printed()))))
    };
    if length < 2 {
        return found.iter().map(|(n, _)| *n).filter(|n| lone(*n)).collect();
    }
    let mut out = vec![found[at].0];
    while let Some(previous) = before[at] {
        at = previous;
        out.push(found[at].0);
    }
    out.reverse();
    out
}

/// Where the pages are known: the numbers that are as far from their page's as on most pages, one a page.
fn counted(rows: &[Row], found: &[(usize, u32)]) -> Option<Vec<usize>> {
    let offset = |(n, number): &(usize, u32)| i64::from(*number) - i64::from(rows[*n].at.page);
    let mut pages: BTreeMap<i64, BTreeMap<u32, usize>> = BTreeMap::new();
    for number in found.iter().filter(|(n, _)| rows[*n].at.page > 0) {
        // The last of a page: tables and lists stand above it.
        pages.entry(offset(number)).or_default().insert(rows[number.0].at.page, number.0);
    }
    let (_, most) = pages.into_iter().max_by_key(|(offset, pages)| (pages.len(), std::cmp::Reverse(offset.abs())))?;
    (most.len() > 1).then(|| most.into_values().collect())
}

/// Keys of short lines that stand in the text more than once and look like a page's edge.
fn repeated(rows: &[Row]) -> HashSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.open()) {
        let text = row.text.printed();
        if text.len() <= HEAD {
            *seen.entry(key(&text)).or_default() += 1;
        }
    }

    seen.into_iter().filter(|(key, count)| *count > 1 && key.len() > 4).map(|(key, _)| key).collect()
}

fn number_pages(rows: &mut [Row], folios: &[usize]) {
    if folios.is_empty() {
        return;
    }
    // A number before all text stands at the top of its page.
    let top = folios.first().is_some_and(|n| *n == 0);
    let mut page = u32::from(!top);
    let mut ends = folios.iter().peekable();
    for (n, row) in rows.iter_mut().enumerate() {
        let here = ends.next_if(|end| **end == n).is_some();
        if here && top {
            page += 1;
        }
        row.at.page = page;
        if here && !top {
            page += 1;
        }
    }
}

/// Lines at the edges of pages that come again, whole or in part.
fn heads(rows: &[Row], out: &mut [Option<&'static str>]) {
    let edges = edges(rows, out);
    let mut whole: HashMap<String, usize> = HashMap::new();
    let mut part: HashMap<String, usize> = HashMap::new();
    for n in &edges {
        let text = rows[*n].text.printed();
        *whole.entry(key(&text)).or_default() += 1;
        for words in parts(&text) {
            *part.entry(key(words)).or_default() += 1;
        }
    }
    let mut lowest: HashMap<u32, f32> = HashMap::new();
    for row in rows {
        let y = lowest.entry(row.at.page).or_default();
        *y = y.max(row.at.y);
    }
    let pageless = rows.iter().all(|row| row.at.page == 0);
    let repeated = LazyCell::new(|| repeated(rows));
    for (n, row) in rows.iter().enumerate() {
        let edge = edges.contains(&n);
        if out[n].is_some() || !row.open() || !edge && !pageless {
            continue;
        }
        let text = row.text.printed();
        let parts = parts(&text);
        let wide = parts.len() > 1;
        if text.len() > HEAD || !edge && !wide || key(&text).len() < 4 || noted(rows, n) {
            continue;
        }
        let twice = edge && whole.get(&key(&text)).is_some_and(|count| *count > 1);
        let partly = edge
            && wide
            && parts.iter().any(|words| key(words).len() > 4 && part.get(&key(words)).is_some_and(|count| *count > 1));
        let alone = pageless && wide && repeated.contains(&key(&text));
        // The first of them may be the title itself.
        let bare = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
        let paginated = bare(text.split(' ').next()) || bare(text.rsplit(' ').next());
        let foot = row.at.y > 0.0 && lowest.get(&row.at.page).is_some_and(|lowest| *lowest <= row.at.y);
        // A title stands at the top of its page, or what makes one does.
        let same = |above: &&Row| above.at.page == row.at.page;
        let top = rows[..n].iter().rev().take(TITLE).take_while(same).count() < TITLE;
        let title = row.at.page <= 1 && !wide && !paginated && !foot && top;
        if ((twice && !title) || partly || alone) && !shape::ends(&text) {
            out[n] = Some("running head");
        }
    }
}

/// It begins as notes do: `3. Ibid` may stand at the foot of several pages. A number without a stop may be a page's, but
/// not where the notes around it count on.
fn noted(rows: &[Row], n: usize) -> bool {
    let label = |row: &Row| shape::label(&row.text.printed()).map(|(form, number, _)| (form, number));
    let raised = rows[n].text.pieces.first().is_some_and(|piece| piece.look.superscript);
    let Some((form, number)) = label(&rows[n]) else { return raised };
    let near = |row: &Row| {
        row.at.page == rows[n].at.page
            && label(row).is_some_and(|(other, near)| other == form && near.abs_diff(number) == 1)
    };
    let above = || rows[..n].iter().rev().take(NEAR).any(near);
    let below = || rows[n + 1..].iter().take(NEAR).any(near);
    raised || form != shape::Form::Plain || above() || below()
}

/// The first and last lines of each page, page numbers apart.
fn edges(rows: &[Row], out: &[Option<&'static str>]) -> BTreeSet<usize> {
    let mut edges = BTreeSet::new();
    let mut page: Vec<usize> = Vec::new();
    for n in 0..=rows.len() {
        if n == rows.len() || page.last().is_some_and(|last| rows[*last].at.page != rows[n].at.page) {
            edges.extend(page.iter().take(EDGE));
            edges.extend(page.iter().rev().take(EDGE));
            // A foot on the left is read after the left column, in the midst of the page.
            page.retain(|n| rows[*n].at.y > 0.0);
            page.sort_by(|a, b| rows[*a].at.y.total_cmp(&rows[*b].at.y));
            edges.extend(page.iter().take(EDGE));
            edges.extend(page.iter().rev().take(EDGE));
            page.clear();
        }
        if n < rows.len() && out[n].is_none() && rows[n].open() && rows[n].at.page > 0 {
            page.push(n);
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    fn kept(text: &str) -> (Vec<String>, Draft) {
        let mut draft = Draft::default();
        let rows = clear(rows(&lines(text)), &mut draft);
        (rows.iter().map(|row| row.text.printed().into_owned()).collect(), draft)
    }

    #[test]
    fn running_heads_and_page_numbers_go() {
        let page = |n: u32, words: &str| {
            let lines = ["first", "second", "third"].map(|line| format!("the {line} line says {words}"));
            format!("Slow Ships             Working Paper 7\n\n{words}\n{}\n\n{n}\n\n", lines.join("\n"))
        };
        let text = [page(1, "One has"), page(2, "two has"), page(3, "three has")].concat();
        let (rows, draft) = kept(&text);
        assert_eq!(rows.len(), 12, "{rows:?}");
        assert_eq!(draft.front.number.as_deref(), Some("Working Paper 7"));
        assert_eq!(draft.left.len(), 6);
    }

    #[test]
    fn a_note_that_comes_again_is_no_running_head() {
        let page = |n: u32| {
            let body = "the line of the page that goes on and on\n".repeat(6);
            format!(
                "{body}\n{} Lowe, p. 4.\n{} The numbers differ; see\nZelny, 27.\n{} Ibid.\n\n{n}\n\n",
                n * 3,
                n * 3 + 1,
                n * 3 + 2
            )
        };
        let (rows, _) = kept(&(page(1) + &page(2)));
        assert_eq!(rows.iter().filter(|row| row.contains("The numbers differ")).count(), 2, "{rows:?}");
    }

    #[test]
    fn page_numbers_have_many_forms() {
        let cases = [
            ("12", Some(12)),
            ("- 3 -", Some(3)),
            ("Page 4 of 9", Some(4)),
            ("4/9", Some(4)),
            ("Seite 2", Some(2)),
            ("47%", Some(47)),
            ("2. What is kept", None),
            ("1994 12", None),
        ];
        for (text, want) in cases {
            assert_eq!(folio(text), want, "{text}");
        }
    }

    #[test]
    fn a_number_in_a_list_is_no_page_number() {
        let (rows, _) = kept("The marks were\n\n12\n\nand not more.");
        assert_eq!(rows.len(), 3);
    }

    /// In the order of reading, the left column with what stands under it comes before the right one.
    #[test]
    fn a_foot_under_the_left_column_is_furniture_on_all_pages() {
        let line = |page: u32, y: f32, words: &str| {
            let pieces = vec![crate::import::draft::Piece { text: words.to_owned(), ..Default::default() }];
            let at = crate::import::evidence::At { page, y, size: 9.0, right: 200.0, ..Default::default() };
            Row { text: crate::import::draft::Text { pieces }, at, ..Row::default() }
        };
        let column = |number: u32, words: [&str; 4]| {
            let rows = words
                .iter()
                .zip(1_u8..)
                .map(|(word, n)| line(number, 60.0 + 12.0 * f32::from(n), &format!("a line of {word} that goes on")));
            rows.collect::<Vec<_>>()
        };
        let page = |number, left, right| {
            [column(number, left), vec![line(number, 760.0, "Uplands Review")], column(number, right)].concat()
        };
        let rows = [
            page(1, ["oak", "elm", "ash", "fir"], ["yew", "box", "bay", "fig"]),
            page(2, ["rye", "oats", "hay", "hops"], ["ale", "wine", "tea", "milk"]),
        ]
        .concat();
        let kept = clear(rows, &mut Draft::default());
        assert_eq!(kept.len(), 16);
        assert!(kept.iter().all(|row| row.text.printed().starts_with("a line")));
    }
}
