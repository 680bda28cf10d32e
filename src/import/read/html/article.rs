//! Where on a page the article is: the smallest element that holds it.

use super::leave::{self, OUTSIDE};
use super::page::{self, Fate, Page, within};
use super::tree::{DOCUMENT, Id};
use super::{class, roles};
use crate::import::evidence::Role;

/// Finds the element with the article; in it, what only leads to other pages goes.
pub fn find(page: &mut Page) -> Id {
    let all = page::kept(page, DOCUMENT);
    let prose = prose(page, &all);
    let whole = prose[DOCUMENT];
    let root = declared(page, &all, &prose).unwrap_or_else(|| densest(page, &prose));
    teasers(page, root, whole);
    root
}

/// Words of paragraphs in each element: what a page of links has few of.
fn prose(page: &Page, all: &[Id]) -> Vec<u32> {
    let tree = &page.tree;
    let mut out = vec![0_u32; tree.nodes.len()];
    for id in all.iter().rev() {
        let own = match tree.name(*id) {
            "p" | "blockquote" | "pre" | "dd" | "h1" => page.words[*id],
            "li" | "td" | "div" | "section" => direct(page, *id),
            _ => 0,
        };
        out[*id] = if tree.name(*id) == "blockquote" { own.max(out[*id]) } else { out[*id].saturating_add(own) };
        if let Some(parent) = tree.parent(*id) {
            out[parent] = out[parent].saturating_add(out[*id]);
        }
    }
    out
}

/// Words that stand in an element itself and in no element inside it.
fn direct(page: &Page, id: Id) -> u32 {
    page.tree.children(id).filter(|id| page.tree.letters(*id).is_some()).map(|id| page.words[id]).sum()
}

/// `main`, `article` and their like, where they hold at least half of the page's paragraphs.
fn declared(page: &Page, all: &[Id], prose: &[u32]) -> Option<Id> {
    let tree = &page.tree;
    let largest = |is: &dyn Fn(Id) -> bool| {
        let found = all.iter().copied().filter(|id| is(*id)).max_by_key(|id| (prose[*id], std::cmp::Reverse(*id)))?;
        (prose[found] > 0 && prose[found] * 2 >= prose[DOCUMENT]).then_some(found)
    };
    let main = largest(&|id| tree.name(id) == "main" || class::token(tree, id, "role", &["main"]));
    let article = largest(&|id| tree.name(id) == "article" || class::token(tree, id, "role", &["article"]));
    match (main, article) {
        // What is in `main` beside a whole article is about it, or about others.
        (Some(main), Some(article)) if within(page, article, main) && prose[article] * 10 >= prose[main] * 8 => {
            Some(article)
        }
        (Some(main), _) => Some(main),
        (None, Some(article)) => Some(article),
        (None, None) => largest(&|id| {
            class::token(tree, id, "itemprop", &["articleBody"])
                || matches!(tree.name(id), "div" | "section" | "td")
                    && class::has(
                        tree,
                        id,
                        &["entrycontent", "postcontent", "articlebody", "articlecontent", "storybody", "postbody"],
                    )
        }),
    }
}

/// Goes down from the body as long as one child holds nearly all paragraphs.
fn densest(page: &Page, prose: &[u32]) -> Id {
    let tree = &page.tree;
    let mut at = tree.find(DOCUMENT, "body").unwrap_or(DOCUMENT);
    // Parts of a table are only passed through: one that holds the text in several cells is a table of data.
    let mut found = at;
    loop {
        if !matches!(tree.name(at), "table" | "tbody" | "tr") {
            found = at;
        }
        let largest = tree.children(at).filter(|id| page.fates[*id] == Fate::Keep).max_by_key(|id| prose[*id]);
        let Some(next) = largest else { return found };
        let holds = matches!(
            tree.name(next),
            "div" | "section" | "article" | "main" | "table" | "tbody" | "tr" | "td" | "center" | "form"
        );
        if !holds || prose[next] * 10 < prose[at] * 9 {
            return found;
        }
        at = next;
    }
}

/// What stands outside of the article and belongs to it: title, byline and date above it, a line about the author below.
pub fn around(page: &Page, root: Id) -> (Vec<Id>, Vec<Id>) {
    let tree = &page.tree;
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let is_main = |id: &Id| tree.name(*id) == "main" || class::token(tree, *id, "role", &["main"]);
    let main = tree.ancestors(root).find(is_main);
    // Without `main`, the smallest element that holds the title as well; what leads to other pages stands above it.
    let title = page.title.filter(|title| page.order[*title].0 < page.order[root].0 && !within(page, *title, root));
    let common = title.and_then(|title| tree.ancestors(root).find(|around| within(page, title, *around)));
    if let Some(top) = main.or(common) {
        let mut at = root;
        while at != top {
            let Some(parent) = tree.parent(at) else { break };
            let beside: Vec<Id> =
                tree.children(parent).filter(|id| page.fates[*id] == Fate::Keep && page.words[*id] > 0).collect();
            let before = |id: &Id| page.order[*id].0 < page.order[at].0;
            // Above the title of a page that does not mark its main part only a name of a section belongs to it.
            let fits = |id: &Id| main.is_some() || belongs(page, *id, title);
            let mut before: Vec<Id> = beside
                .iter()
                .copied()
                .filter(|id| before(id) && page.words[*id] <= 150 && !is_beside(page, *id) && fits(id))
                .collect();
            before.append(&mut above);
            above = before;
            below.extend(
                beside.into_iter().filter(|id| page.order[*id].0 > page.order[at].0 && roles::is_bio(page, *id)),
            );
            at = parent;
        }
    }
    // A list of works is a part of the text wherever it stands.
    let works = |id: &Id| class::token(tree, *id, "role", &["doc-bibliography"]) && page.words[*id] > 0;
    let outside = |id: &Id| !within(page, *id, root) && page.order[*id].0 > page.order[root].0;
    let listed = page::kept(page, DOCUMENT).into_iter().find(|id| works(id) && outside(id));
    below.extend(listed.filter(|id| !below.iter().any(|other| within(page, *id, *other) || within(page, *other, *id))));
    if above.len() + below.len() > MOST {
        (above, below) = (Vec::new(), Vec::new());
    }
    let is_title = |id: &Id| tree.name(*id) == "h1" && page.words[*id] > 0;
    let kept = page::kept(page, DOCUMENT);
    let has_title = |place: Id| kept.iter().filter(|id| is_title(id)).any(|id| within(page, *id, place));
    if !has_title(root) && !above.iter().any(|id| has_title(*id)) {
        let title = kept.iter().copied().find(|id| is_title(id) && page.order[*id].0 < page.order[root].0);
        let fits = |id: &Id| !within(page, root, *id) && page.words[*id] <= 150 && page.fates[*id] == Fate::Keep;
        let block = title.map(|title| tree.ancestors(title).take(3).take_while(fits).last().unwrap_or(title));
        above.splice(0..0, block);
    }
    (above, below)
}

/// A column beside the text.
fn is_beside(page: &Page, id: Id) -> bool {
    class::has(&page.tree, id, &["sidebar", "widget", "widgets", "secondary", "leftcolumn", "rightcolumn"])
}

/// Whether what stands before the text of a page is the title, stands under it, or names the section above it.
fn belongs(page: &Page, id: Id, title: Option<Id>) -> bool {
    let Some(title) = title else { return false };
    page.order[id].0 >= page.order[title].0
        || within(page, title, id)
        || matches!(roles::front(page, id, false), Some(Role::Kicker | Role::Date | Role::Byline))
}

/// Elements beside an article that may belong to it; where there are more, none does.
const MOST: usize = 24;

/// Inside the root: other articles in short, lists of nothing but links after the text.
fn teasers(page: &mut Page, root: Id, whole: u32) {
    let inside = page::kept(page, root);
    let mut gone = Vec::new();
    for id in inside {
        let name = page.tree.name(id);
        let teaser = name == "article" && id != root && page.words[id] * 5 < whole;
        let links = matches!(name, "ul" | "ol" | "div" | "section" | "aside" | "footer" | "header")
            && page.words[id] > 0
            && page
                .tree
                .ancestors(id)
                .take_while(|around| *around != root)
                .all(|around| page.tree.name(around) != "article")
            && page.tree.name(root) != "article"
            && page.tree.name(root) != "body"
            && leave_links(page, id);
        if teaser || links {
            gone.push(id);
        }
    }
    for id in gone {
        page::drop(page, id, "links to other pages");
    }
}

/// Nearly all of its words are links, and there are several of them.
fn leave_links(page: &Page, id: Id) -> bool {
    // An element with many words is prose, and its links need no counting.
    if page.words[id] > 200 {
        return false;
    }
    let links = page.tree.all(id).take(2_000).filter(|id| page.tree.name(*id) == "a").count();
    links >= 3 && leave::linked(page, id) * 10 >= page.words[id] * 9
}

/// Takes out what is left outside of `parts`.
pub fn drop_rest(page: &mut Page, parts: &[Id]) {
    let is_around = |page: &Page, id: Id| parts.iter().any(|it| within(page, *it, id));
    let mut next = page.tree.find(DOCUMENT, "body");
    let body = next.unwrap_or(DOCUMENT);
    while let Some(id) = next {
        let inside = parts.contains(&id);
        if inside || page.fates[id] != Fate::Keep {
            next = page.tree.next(id, body, false);
            continue;
        }
        if is_around(page, id) {
            next = page.tree.next(id, body, true);
            continue;
        }
        if !matches!(page.tree.name(id), "script" | "style" | "template") {
            page::drop(page, id, OUTSIDE);
        }
        next = page.tree.next(id, body, false);
    }
}
