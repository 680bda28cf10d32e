//! Running heads that change from page to page and carry its number: `414 HARBOURNE REVIEW`, `KEEPING THE KEY 415`.

use std::collections::BTreeMap;

use super::{HEAD, key};
use crate::import::repair::rows::Row;
use crate::import::repair::words::shouted;

/// Fewer lines that count up may do so by chance.
const FEWEST: usize = 3;

/// The longest run of short lines whose first or last word is a number one higher than in the line before, where half of
/// them come again and the others are set in capitals or with room around the number.
pub fn find(rows: &[Row]) -> Vec<usize> {
    let found: Vec<(usize, u32)> = rows.iter().enumerate().filter_map(|(n, row)| Some((n, number(row)?))).collect();
    let mut best: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut before = Vec::with_capacity(found.len());
    let mut longest = None;
    for (place, (_, number)) in found.iter().enumerate() {
        let link = number.checked_sub(1).and_then(|n| best.get(&n)).copied();
        let length = link.map_or(1, |(length, _)| length + 1);
        before.push(link.map(|(_, at)| at));
        if best.get(number).is_none_or(|(old, _)| *old <= length) {
            best.insert(*number, (length, place));
        }
        if longest.is_none_or(|(old, _)| length > old) {
            longest = Some((length, place));
        }
    }
    let Some((length, last)) = longest.filter(|(length, _)| *length >= FEWEST) else { return Vec::new() };
    let mut out: Vec<usize> =
        std::iter::successors(Some(last), |at| before.get(*at).copied().flatten()).map(|at| found[at].0).collect();
    out.reverse();
    let keys: Vec<String> = out.iter().map(|n| key(&rows[*n].text.printed())).collect();
    let again = |key: &String| keys.iter().filter(|other| *other == key).count() > 1;
    let apart = |n: usize| {
        let text = rows[n].text.printed();
        shouted(&text) || text.contains("   ") || text.contains(']')
    };
    let repeated = keys.iter().filter(|key| again(key)).count();
    let sure = out.iter().zip(&keys).all(|(n, key)| again(key) || apart(*n));
    if sure && repeated * 2 >= length { out } else { Vec::new() }
}

/// The page number of a line that may be a running head.
fn number(row: &Row) -> Option<u32> {
    let text = row.text.printed();
    let text = text.trim();
    if !row.open() || text.len() > HEAD || text.ends_with(['.', '!', '?', ',', ';']) {
        return None;
    }
    let digits = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let (first, last) = (text.split(' ').next()?, text.rsplit(' ').next()?);
    let number = [first, last].into_iter().find(|word| digits(word))?.parse().ok()?;
    (key(text).len() >= 8).then_some(number)
}
