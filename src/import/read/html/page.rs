//! A page while it is read: its tree, and what becomes of each element.

use std::collections::BTreeSet;

use super::tree::{DOCUMENT, Id, Tree, tidy};
use crate::import::evidence::Dropped;

#[derive(Debug)]
pub struct Page {
    pub tree: Tree,
    pub fates: Vec<Fate>,
    /// Place of each node in the order of the page, and that of the first one after it and all in it.
    pub order: Vec<(u32, u32)>,
    /// Words in each element, without those that go.
    pub words: Vec<u32>,
    pub dropped: Vec<Dropped>,
    /// The first heading of the first level with words.
    pub title: Option<Id>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    #[default]
    Keep,
    /// It and all in it goes; the words have been listed.
    Gone,
    /// A mark of the note of this label, with the printed mark.
    Mark(String, String),
    /// A way back from a note, or its printed mark.
    Back,
    /// The text of a note: it is read by itself.
    Note,
    /// A letter or two between marks: no words.
    Between,
}

pub fn page(tree: Tree) -> Page {
    let count = tree.nodes.len();
    let mut page = Page {
        tree,
        fates: vec![Fate::Keep; count],
        order: vec![(0, 0); count],
        words: vec![0; count],
        dropped: Vec::new(),
        title: None,
    };
    let all: Vec<Id> = page.tree.all(DOCUMENT).collect();
    for (at, id) in all.iter().enumerate() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        page.order[*id] = (at, at + 1);
    }
    for id in all.iter().rev() {
        if let Some(parent) = page.tree.parent(*id) {
            page.order[parent].1 = page.order[parent].1.max(page.order[*id].1);
        }
    }
    page
}

/// Whether `inner` is `outer` or stands in it.
pub fn within(page: &Page, inner: Id, outer: Id) -> bool {
    let (first, end) = page.order[outer];
    (first..end).contains(&page.order[inner].0)
}

/// Counts the words of every element anew.
pub fn count(page: &mut Page) {
    let all: Vec<Id> = kept(page, DOCUMENT);
    page.words.fill(0);
    for id in all.into_iter().rev() {
        if let Some(letters) = page.tree.letters(id) {
            page.words[id] =
                u32::try_from(letters.split_ascii_whitespace().filter(|it| is_word(it)).count()).unwrap_or(u32::MAX);
        }
        if let Some(parent) = page.tree.parent(id) {
            page.words[parent] = page.words[parent].saturating_add(page.words[id]);
        }
    }
}

fn is_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// `root` and all in it that stays.
pub fn kept(page: &Page, root: Id) -> Vec<Id> {
    let mut out = Vec::new();
    let mut next = Some(root);
    while let Some(id) = next {
        let stays = page.fates[id] == Fate::Keep;
        if stays {
            out.push(id);
        }
        next = page.tree.next(id, root, stays);
    }
    out
}

/// The words of an element without what goes or is read elsewhere.
pub fn text(page: &Page, root: Id) -> String {
    let mut out = String::new();
    for id in kept(page, root) {
        let before = super::tree::some(page.tree.nodes[id].before);
        if before.is_some_and(|before| {
            page.tree.letters(before).is_none() && !super::tree::is_inline(page.tree.name(before))
        }) {
            out.push(' ');
        }
        match page.tree.letters(id) {
            Some(letters) => out.push_str(letters),
            None if page.tree.name(id) == "br" || !super::tree::is_inline(page.tree.name(id)) => out.push(' '),
            None => {}
        }
    }
    tidy(&out).into_owned()
}

/// Takes an element out and lists its words. Notes and their marks in it stay what they are.
pub fn drop(page: &mut Page, id: Id, reason: &'static str) {
    remove(page, id, reason, false);
}

/// Takes an element out that may be a part of the text after all.
pub fn drop_in_doubt(page: &mut Page, id: Id, reason: &'static str) {
    remove(page, id, reason, true);
}

fn remove(page: &mut Page, id: Id, reason: &'static str, doubt: bool) {
    if page.fates[id] != Fate::Keep {
        return;
    }
    let words = text(page, id);
    page.fates[id] = Fate::Gone;
    if is_word(&words) {
        page.dropped.push(Dropped { text: words, line: page.tree.nodes[id].line, reason, doubt });
    }
}

/// Letters without spaces, marks and capitals: whether two texts say the same.
pub fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first time that these words come.
pub fn is_new(seen: &mut BTreeSet<String>, text: &str) -> bool {
    seen.insert(folded(text))
}
