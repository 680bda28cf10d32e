//! Pull quotes: which elements are one, and who is said to have spoken.

use super::class;
use super::page::Page;
use super::tree::{Id, is_inline};

/// Whether an element is a pull quote by its name or its role.
pub fn is_pull(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    matches!(tree.name(id), "aside" | "figure" | "blockquote" | "div" | "p" | "span" | "section" | "q")
        && (class::has(tree, id, &["pullquote", "pullquotes", "pulledquote", "quotepull", "pullout", "breakoutquote"])
            || class::token(tree, id, "role", &["doc-pullquote"])
            || class::token(tree, id, "epub:type", &["pullquote"]))
}

/// Whether an element names the speaker of the pull quote around it: a pull quote has only words of the text.
pub fn is_speaker(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let name = tree.name(id);
    let called = class::has(
        tree,
        id,
        &["attribution", "speaker", "quoteauthor", "quotesource", "quotecite", "pullquoteauthor", "pullquotesource"],
    );
    if !(matches!(name, "footer" | "cite" | "figcaption") || called) || page.words[id] == 0 || page.words[id] > 20 {
        return false;
    }
    let Some(around) = tree.ancestors(id).take(5).find(|around| is_pull(page, *around)) else { return false };
    let all = page.words[id] == page.words[around];
    // A title in the quotation is a `cite` as well: one that names a speaker stands at the end, and not in a sentence.
    let last = || {
        let mut at = id;
        let ends = |at: Id| {
            let mut after = super::tree::some(tree.nodes[at].after);
            std::iter::from_fn(|| {
                let now = after?;
                after = super::tree::some(tree.nodes[now].after);
                Some(now)
            })
            .all(|after| page.words[after] == 0)
        };
        while at != around {
            if !ends(at) {
                return false;
            }
            let Some(parent) = tree.parent(at) else { return false };
            at = parent;
        }
        true
    };
    let alone = || {
        let parent = tree.parent(id).unwrap_or(around);
        page.words[parent] == page.words[id]
            || parent == around
            || !is_inline(tree.name(parent)) && tree.name(parent) != "p"
    };
    !all && (name != "cite" || alone()) && last()
}
