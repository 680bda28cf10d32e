//! Web pages: the article, its notes, and what the page says of itself.
//!
//! Notes are taken out first, for they often stand outside of what looks like the article. Then everything goes that
//! the page itself calls navigation, advertisement or hidden, and what is left outside of the article. Each piece that
//! goes is listed with its words. Nothing is fetched: pictures are named by their addresses.

mod article;
mod blocks;
mod claims;
mod class;
mod encoding;
mod flow;
mod inline;
mod leave;
mod notes;
mod page;
mod parse;
mod picture;
mod quotes;
mod refuse;
mod roles;
mod table;
mod tree;

#[cfg(test)]
mod tests;

use tree::{DOCUMENT, Id};

use super::Refusal;
use crate::import::evidence::Reading;
use page::{Fate, Page, within};

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    let text = encoding::decode(bytes);
    let tree = parse::parse(&text)?;
    drop(text);
    let claims = claims::claims(&tree);
    let mut page = page::page(tree);
    let notes = notes::take(&mut page);
    leave::leave(&mut page);
    let root = article::find(&mut page);
    let spared = above(&page, root);
    article::drop_rest(&mut page, root, &spared);
    page::count(&mut page);
    let mut reading = blocks::read(&page, root, &spared, &notes)?;
    if reading.lines.iter().all(|line| line.runs.is_empty()) {
        return Err(refuse::empty());
    }
    reading.claims.splice(0..0, claims);
    page.dropped.sort_by_key(|dropped| dropped.line);
    reading.dropped = page.dropped;
    Ok(reading)
}

/// The title with what surrounds it, where it stands above the article and not in it.
fn above(page: &Page, root: Id) -> Vec<Id> {
    let tree = &page.tree;
    let is_title = |id: &Id| tree.name(*id) == "h1" && page.words[*id] > 0;
    let kept = page::kept(page, DOCUMENT);
    if kept.iter().filter(|id| is_title(id)).any(|id| within(page, *id, root)) {
        return Vec::new();
    }
    let Some(title) = kept.into_iter().find(|id| is_title(id) && page.order[*id].0 < page.order[root].0) else {
        return Vec::new();
    };
    let fits = |id: &Id| !within(page, root, *id) && page.words[*id] <= 150 && page.fates[*id] == Fate::Keep;
    let around = tree.ancestors(title).take(3).take_while(fits).last();
    vec![around.unwrap_or(title)]
}
