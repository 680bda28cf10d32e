//! Lists as Word saves them for the web: paragraphs with the sign of an item typed before them.
//!
//! `class=MsoListParagraph` or `style="mso-list:l0 level2 lfo1"` says that a paragraph is an item; its first `span`
//! holds the sign and the room behind it.

use super::page::{Fate, Page};
use super::tree::{DOCUMENT, Id};

/// What a paragraph of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub depth: u8,
    pub number: Option<u32>,
}

/// Takes the signs of items out of the text.
pub fn take_signs(page: &mut Page) {
    let signs: Vec<Id> =
        page.tree.all(DOCUMENT).filter(|id| is_listed(page, *id)).filter_map(|id| sign(page, id)).collect();
    for id in signs {
        page.fates[id] = Fate::Back;
    }
}

/// Whether a paragraph is an item, and which.
pub fn item(page: &Page, id: Id) -> Option<Item> {
    if !is_listed(page, id) {
        return None;
    }
    let style = page.tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
    let level = style.split("level").nth(1).and_then(|rest| rest.chars().next()).and_then(|c| c.to_digit(10));
    let depth = level.map_or(0, |level| u8::try_from(level.clamp(1, 9) - 1).unwrap_or(0));
    let printed = sign(page, id).map(|id| bare(page, id)).unwrap_or_default();
    let number = printed.trim_end_matches(['.', ')']).parse().ok();
    (!printed.is_empty()).then_some(Item { depth, number })
}

fn is_listed(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let class = tree.attribute(id, "class").unwrap_or_default();
    let style = tree.attribute(id, "style").unwrap_or_default();
    tree.name(id) == "p"
        && (class.split_ascii_whitespace().any(|it| it.starts_with("MsoListParagraph")) || style.contains("mso-list:"))
}

/// The element with the sign: at the paragraph's start, of few letters, with room behind them.
fn sign(page: &Page, paragraph: Id) -> Option<Id> {
    let tree = &page.tree;
    let first = tree.children(paragraph).find(|id| tree.letters(*id).is_none_or(|it| !it.trim().is_empty()))?;
    if tree.name(first) != "span" {
        return None;
    }
    let room = |id: Id| {
        let style = tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
        style.contains("7.0pt") || style.contains("mso-list:ignore") || style.contains("mso-tab-count")
    };
    let all = tree.all(first).take(12).any(room);
    (all && (1..=6).contains(&bare(page, first).chars().count())).then_some(first)
}

fn bare(page: &Page, id: Id) -> String {
    page.tree.text(id).chars().filter(|c| !c.is_whitespace()).take(8).collect()
}
