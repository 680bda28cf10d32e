//! Web pages: the article, its notes, and what the page says of itself.
//!
//! Notes are taken out first, for they often stand outside of what looks like the article. Then everything goes that
//! the page itself calls navigation, advertisement or hidden, and what is left outside of the article. Each piece that
//! goes is listed with its words. Nothing is fetched: pictures are named by their addresses.

mod address;
mod article;
mod blocks;
mod claims;
mod class;
mod encoding;
mod flow;
mod inline;
mod inside;
mod leave;
mod listed;
mod notes;
mod page;
mod parse;
mod picture;
mod pull;
mod quotes;
mod refuse;
mod roles;
mod sheet;
mod table;
mod tree;

#[cfg(test)]
mod tests;

use tree::Id;

use super::Refusal;
use crate::import::evidence::Reading;

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    let text = encoding::decode(bytes);
    let tree = parse::parse(&text)?;
    drop(text);
    let claims = claims::claims(&tree);
    let mut page = page::page(tree);
    let notes = notes::take(&mut page);
    leave::leave(&mut page);
    listed::take_signs(&mut page);
    let root = article::find(&mut page);
    let (above, below) = article::around(&page, root);
    let parts: Vec<Id> = above.into_iter().chain([root]).chain(below).collect();
    article::drop_rest(&mut page, &parts);
    page::count(&mut page);
    let mut reading = blocks::read(&page, &parts, &notes)?;
    if reading.lines.iter().all(|line| line.runs.is_empty()) {
        return Err(refuse::empty());
    }
    reading.claims.splice(0..0, claims);
    page.dropped.sort_by_key(|dropped| dropped.line);
    reading.dropped = page.dropped;
    Ok(reading)
}
