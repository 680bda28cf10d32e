//! What of a page is no part of the article: navigation, sharing, newsletters, hidden copies.
//!
//! Names are only believed on small parts of a page: a class `has-sidebar` on the element around everything is no
//! sidebar.

use std::collections::BTreeSet;

use super::class;
use super::page::{self, Fate, Page};
use super::tree::{DOCUMENT, Id, is_heading, tidy};

pub const OUTSIDE: &str = "outside of the article";

pub fn leave(page: &mut Page) {
    page::count(page);
    let all = page.words[DOCUMENT];
    let mut texts = BTreeSet::new();
    let title = page.tree.all(DOCUMENT).find(|id| page.tree.name(*id) == "h1" && page.words[*id] > 0);
    let mut next = Some(DOCUMENT);
    while let Some(id) = next {
        let stays = page.fates[id] == Fate::Keep;
        let reason = if stays { reason(page, id, all, title, &mut texts) } else { None };
        if let Some(reason) = reason {
            page::drop(page, id, reason);
        }
        next = page.tree.next(id, DOCUMENT, page.fates[id] == Fate::Keep);
    }
    page::count(page);
}

fn reason(page: &Page, id: Id, all: u32, title: Option<Id>, pulls: &mut BTreeSet<String>) -> Option<&'static str> {
    let tree = &page.tree;
    let name = tree.name(id);
    match name {
        "" | "html" | "body" | "main" | "article" | "head" | "script" | "style" | "template" => return None,
        "svg" => return Some("letters in a drawing"),
        "annotation" | "annotation-xml" => return Some("a formula once more, for programs"),
        "nav" => return Some("navigation"),
        "dialog" | "menu" => return Some("a window over the page"),
        "button" | "select" | "input" | "textarea" | "form" => return Some("form or button"),
        "iframe" | "object" | "embed" | "video" | "audio" | "canvas" => return Some("embedded from elsewhere"),
        "rt" | "rp" => return Some("reading of the letters beside it"),
        _ => {}
    }
    // Names are not believed where they would take a great part of the page.
    let small = page.words[id] <= all / 3 || page.words[id] < 40;
    if is_pull(page, id) {
        let text = page::text(page, id);
        return (!page::is_new(pulls, &text)).then_some("the same pull quote again");
    }
    let in_page = tree.attribute(id, "href").is_some_and(|it| it.starts_with('#'));
    let in_pull = |around: Id| is_pull(page, around) && page.words[around] > page.words[id];
    if name == "a" && in_page && tree.ancestors(id).take(3).any(in_pull) {
        return Some("link to the words that a pull quote repeats");
    }
    if is_hidden(page, id) {
        return small.then_some("hidden");
    }
    match tree.attribute(id, "role").unwrap_or_default() {
        "navigation" => return Some("navigation"),
        "search" | "form" => return Some("form or button"),
        "dialog" | "alertdialog" if small => return Some("a window over the page"),
        "contentinfo" if small => return Some("foot of the page"),
        _ => {}
    }
    if !small || title.is_some_and(|title| page::within(page, title, id)) {
        return None;
    }
    // LibreOffice's name for what stands on every printed page.
    match tree.attribute(id, "title").filter(|_| name == "div") {
        Some("footer") => return Some("foot of the page"),
        Some("header") => return Some("head of the page"),
        _ => {}
    }
    let of_page = || tree.ancestors(id).all(|around| !matches!(tree.name(around), "article" | "main" | "section"));
    match name {
        "footer" if of_page() => return Some("foot of the page"),
        "header" if of_page() => return Some("head of the page"),
        _ => {}
    }
    if let Some(reason) = by_name(page, id) {
        return Some(reason);
    }
    is_related(page, id).then_some("links to other pages")
}

/// Whether an element is a pull quote by its name.
pub fn is_pull(page: &Page, id: Id) -> bool {
    matches!(page.tree.name(id), "aside" | "figure" | "blockquote" | "div" | "p" | "span" | "section" | "q")
        && class::has(
            &page.tree,
            id,
            &["pullquote", "pullquotes", "pulledquote", "quotepull", "pullout", "breakoutquote"],
        )
}

fn is_hidden(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let style: String =
        tree.attribute(id, "style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    if tree.attribute(id, "hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden") {
        return true;
    }
    if class::has(tree, id, &["printonly", "onlyprint", "visibleprint"]) {
        return true;
    }
    let for_readers_of_screens = |id: Id| {
        class::has(tree, id, &["sronly", "visuallyhidden", "screenreadertext", "screenreaderonly", "assistivetext"])
    };
    let silent = |id: Id| tree.attribute(id, "aria-hidden") == Some("true");
    if for_readers_of_screens(id) {
        // Beside letters that are only drawn, it is what is read.
        let drawn = tree.parent(id).is_some_and(|parent| tree.children(parent).take(20).any(silent));
        return !drawn;
    }
    // Pictures that stand for themselves say so too; what holds many words is shown, and told only once elsewhere.
    // A pull quote repeats what has been read, so its words are often silent; they are printed all the same.
    let pulled = || tree.ancestors(id).take(3).any(|around| is_pull(page, around));
    silent(id) && !pulled() && (page.words[id] < 12 || beside_its_copy(page, id))
}

/// Whether the element before or after it says the same.
fn beside_its_copy(page: &Page, id: Id) -> bool {
    let node = &page.tree.nodes[id];
    let own = page::folded(&page.tree.text(id));
    let same = |mut at: Id, step: fn(&super::tree::Node) -> Id| {
        for _ in 0..3 {
            let Some(other) = super::tree::some(at) else { return false };
            if page.words[other].abs_diff(page.words[id]) <= 2 && page::folded(&page.tree.text(other)) == own {
                return true;
            }
            at = step(&page.tree.nodes[other]);
        }
        false
    };
    same(node.before, |node| node.before) || same(node.after, |node| node.after)
}

fn by_name(page: &Page, id: Id) -> Option<&'static str> {
    const NAMES: &[(&[&str], &str)] = &[
        (
            &[
                "share",
                "sharing",
                "sharebar",
                "sharebuttons",
                "sociallinks",
                "social",
                "addtoany",
                "sharedaddy",
                "followus",
            ],
            "sharing",
        ),
        (&["cookie", "cookies", "consent", "gdpr", "cookiebanner"], "cookie notice"),
        (
            &[
                "newsletter",
                "subscribe",
                "subscription",
                "signup",
                "mailinglist",
                "paywall",
                "optin",
                "donate",
                "donation",
            ],
            "newsletter or subscription",
        ),
        (
            &[
                "related",
                "readnext",
                "readmore",
                "morefrom",
                "recommended",
                "recommendations",
                "recirc",
                "morestories",
                "upnext",
                "seealso",
                "mostread",
                "mostpopular",
                "trending",
                "alsolike",
                "outbrain",
                "taboola",
            ],
            "links to other pages",
        ),
        (
            &[
                "breadcrumb",
                "breadcrumbs",
                "pagination",
                "navigation",
                "nav",
                "navbar",
                "menu",
                "skiplink",
                "toc",
                "tableofcontents",
                "postnav",
                "skiptocontent",
            ],
            "navigation",
        ),
        (
            &["advert", "advertisement", "ads", "ad", "adslot", "sponsored", "promo", "promotion", "banner"],
            "advertisement",
        ),
        (&["comments", "commentlist", "respond", "disqus", "commentform"], "comments of readers"),
        (
            &["toolbar", "printbutton", "listen", "audioplayer", "readingtime", "fontsize", "editsection"],
            "tools of the page",
        ),
        (&["tags", "taglist", "tagcloud", "postags", "catlinks", "submeta", "entryfooter"], "tags"),
        (&["postufi", "postfooter", "likes", "likebutton"], "tools of the page"),
        (&["tooltip", "popover", "popup", "modal", "lightbox"], "a window over the page"),
    ];
    let tree = &page.tree;
    if is_heading(tree.name(id))
        || matches!(tree.name(id), "p" | "blockquote" | "figure" | "figcaption" | "table" | "li" | "a")
    {
        // What stands for itself in the text is believed to be text, unless it is called so in one word.
        let exact =
            ["share", "newsletter", "related", "advertisement", "breadcrumb", "breadcrumbs", "skip-link", "tags"];
        let found = exact.iter().find(|name| class::token(tree, id, "class", &[name]))?;
        return NAMES
            .iter()
            .find(|(names, _)| names.contains(&found.replace('-', "").as_str()))
            .map(|(_, reason)| *reason);
    }
    let words = class::words(tree, id);
    NAMES.iter().find(|(names, _)| words.iter().any(|word| names.contains(&word.as_str()))).map(|(_, reason)| *reason)
}

/// A block of links under a heading that says “Read next”.
fn is_related(page: &Page, id: Id) -> bool {
    const HEADINGS: &[&str] = &[
        "read next",
        "related",
        "related articles",
        "related posts",
        "related stories",
        "related content",
        "you may also like",
        "you might also like",
        "more from",
        "read more",
        "read also",
        "see also",
        "more on this topic",
        "recommended",
        "mehr zum thema",
        "das könnte sie auch interessieren",
        "lesen sie auch",
        "à lire aussi",
        "sur le même sujet",
        "czytaj także",
        "читайте также",
        "lees ook",
        "share this",
        "share this article",
        "newsletter",
    ];
    let tree = &page.tree;
    if !matches!(tree.name(id), "aside" | "div" | "section" | "ul") {
        return false;
    }
    let mut children = tree.children(id).filter(|id| !tree.name(*id).is_empty());
    let Some(first) = children.next().filter(|id| page.fates[*id] == Fate::Keep) else { return false };
    let says = page.words[first] <= 8 && {
        let words = tidy(&tree.text(first)).to_lowercase();
        HEADINGS.contains(&words.trim_end_matches([':', '…', '.']))
    };
    says && linked(page, id) * 2 >= page.words[id].saturating_sub(page.words[first])
}

/// Words of an element that are links.
pub fn linked(page: &Page, id: Id) -> u32 {
    let links = page::kept(page, id).into_iter().filter(|id| page.tree.name(*id) == "a");
    links.map(|id| page.words[id]).sum()
}
