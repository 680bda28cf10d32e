//! What of a page is no part of the article: navigation, sharing, newsletters, hidden copies.
//!
//! Names are only believed on small parts of a page: a class `has-sidebar` on the element around everything is no
//! sidebar.

use std::collections::BTreeSet;

use super::class;
use super::page::{self, Fate, Page};
use super::tree::{DOCUMENT, Id, is_heading, is_inline, tidy};
use super::{pull, roles};

pub const OUTSIDE: &str = "outside of the article";
const SPEAKER: &str = "speaker of a pull quote";
const ARTICLE_FOOT: &str = "foot of the article";
const AFFILIATION: &str = "affiliation of an author";

pub fn leave(page: &mut Page) {
    page::count(page);
    let all = page.words[DOCUMENT];
    let mut texts = BTreeSet::new();
    let is_title = |id: &Id| is_heading(page.tree.name(*id)) && page.words[*id] > 0 && roles::is_title(page, *id);
    let first = page.tree.all(DOCUMENT).find(|id| page.tree.name(*id) == "h1" && page.words[*id] > 0);
    page.title = first.or_else(|| page.tree.all(DOCUMENT).find(is_title));
    let mut next = Some(DOCUMENT);
    while let Some(id) = next {
        let stays = page.fates[id] == Fate::Keep;
        let reason = if stays { reason(page, id, all, &mut texts) } else { None };
        match reason {
            Some(reason) if [SPEAKER, ARTICLE_FOOT, AFFILIATION].contains(&reason) => {
                page::drop_in_doubt(page, id, reason);
            }
            Some(reason) => page::drop(page, id, reason),
            None => {}
        }
        next = page.tree.next(id, DOCUMENT, page.fates[id] == Fate::Keep);
    }
    page::count(page);
}

fn reason(page: &Page, id: Id, all: u32, pulls: &mut BTreeSet<String>) -> Option<&'static str> {
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
    // Parts of a pull quote are named after it.
    if is_pull(page, id) && !tree.ancestors(id).take(4).any(|around| is_pull(page, around)) {
        let text = page::text(page, id);
        return (!page::is_new(pulls, &text)).then_some("the same pull quote again");
    }
    let in_page = tree.attribute(id, "href").is_some_and(|it| it.starts_with('#'));
    let in_pull = |around: Id| is_pull(page, around) && page.words[around] > page.words[id];
    if name == "a" && in_page && tree.ancestors(id).take(3).any(in_pull) {
        return Some("link to the words that a pull quote repeats");
    }
    // A sign beside a heading leads to the heading.
    let sign = || {
        !tree.text(id).contains(char::is_alphanumeric) && tree.ancestors(id).take(3).any(|it| is_heading(tree.name(it)))
    };
    if name == "a" && in_page && (is_skip(&tree.text(id)) || sign()) {
        return Some("navigation");
    }
    if pull::is_speaker(page, id) {
        return Some(SPEAKER);
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
    if !small || page.title.is_some_and(|title| page::within(page, title, id)) {
        return None;
    }
    if class::token(tree, id, "class", &["noprint", "no-print", "d-print-none", "hidden-print", "print-hidden"]) {
        return Some("on screens only");
    }
    if is_control(page, id) {
        return Some("form or button");
    }
    if is_heading_of_abstract(page, id) {
        return Some("word before the standfirst");
    }
    if is_heading(name) && page.words[id] <= 6 && tree.ancestors(id).take(3).any(|around| roles::is_bio(page, around)) {
        return Some("heading over the line about the author");
    }
    if is_affiliation(page, id) {
        return Some(AFFILIATION);
    }
    if is_label(page, id) {
        return Some("label of a field");
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
        "footer" if is_short_foot(page, id) => return Some(ARTICLE_FOOT),
        _ => {}
    }
    if let Some(reason) = by_name(page, id) {
        return Some(reason);
    }
    if is_how_to_cite(page, id) {
        return Some("how to cite the page");
    }
    is_related(page, id).then_some("links to other pages")
}

/// A block under a heading that says “How to cite”.
fn is_how_to_cite(page: &Page, id: Id) -> bool {
    const NAMES: [&str; 9] = [
        "how to cite",
        "how to cite this article",
        "cite this article",
        "cite this page",
        "suggested citation",
        "zitiervorschlag",
        "pour citer cet article",
        "cómo citar",
        "как цитировать",
    ];
    let tree = &page.tree;
    let first = || tree.children(id).find(|id| !tree.name(*id).is_empty() && page.fates[*id] == Fate::Keep);
    matches!(tree.name(id), "aside" | "div" | "section")
        && page.words[id] <= 80
        && first().is_some_and(|first| {
            page.words[first] <= 6 && NAMES.contains(&tidy(&tree.text(first)).to_lowercase().trim_end_matches(':'))
        })
}

/// The foot of an article that holds no sentence: its tags, when it was changed.
fn is_short_foot(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let quoted =
        tree.ancestors(id).take(6).any(|around| matches!(tree.name(around), "blockquote" | "figure" | "aside"));
    let short = |part: Id| is_inline(tree.name(part)) || page.words[part] <= 12;
    let before = |title: Id| page.order[title].0 < page.order[id].0;
    !quoted
        && page.words[id] > 0
        && page.words[id] <= 40
        && page.title.is_some_and(before)
        && tree.all(id).take(500).filter(|part| matches!(tree.name(*part), "p" | "li" | "dd")).all(short)
}

/// A link that is drawn as a button, and a line that only asks the reader to sign in.
fn is_control(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    if page.words[id] == 0 || page.words[id] > 8 {
        return false;
    }
    if tree.name(id) == "a" {
        return class::token(tree, id, "class", &["button", "btn"]) || class::has(tree, id, &["sharebutton"]);
    }
    let signs_in = |link: Id| {
        let address = tree.attribute(link, "href").unwrap_or_default();
        let place = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        matches!(place.rsplit('/').next(), Some("login" | "signin" | "sign-in" | "register" | "subscribe" | "signup"))
    };
    matches!(tree.name(id), "p" | "div" | "ul" | "li" | "span")
        && tree.all(id).take(20).any(|part| tree.name(part) == "a" && signs_in(part))
}

/// “Abstract” above an abstract.
fn is_heading_of_abstract(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let named = |around: Id| class::has(tree, around, &["abstract"]);
    let words = || tidy(&tree.text(id)).to_lowercase();
    (is_heading(tree.name(id)) || named(id))
        && page.words[id] <= 2
        && tree.ancestors(id).take(2).any(named)
        && matches!(
            words().trim_end_matches([':', '.']),
            "abstract" | "summary" | "zusammenfassung" | "résumé" | "resumen" | "streszczenie" | "аннотация"
        )
}

/// “Skip to content”.
fn is_skip(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    let words = ["skip to ", "jump to ", "zum inhalt", "zur navigation", "aller au contenu", "saltar al", "перейти к "];
    text.len() < 60 && words.iter().any(|start| text.starts_with(start))
}

/// Where an author works, in the line that names authors.
fn is_affiliation(page: &Page, id: Id) -> bool {
    let names =
        |around: Id| class::has(&page.tree, around, &["author", "authors", "creator", "contributors", "byline"]);
    let title = page.title.is_some_and(|title| page.order[title].0 < page.order[id].0);
    title
        && page.words[id] <= 40
        && class::has(&page.tree, id, &["affiliation", "affiliations", "authornotes", "institution"])
        && page.tree.ancestors(id).take(4).any(names)
}

/// `Date` before a date: the name of a field, and not a heading over a text.
fn is_label(page: &Page, id: Id) -> bool {
    let around = page.tree.parent(id).map_or(0, |parent| page.words[parent]);
    class::has(&page.tree, id, &["fieldlabel"]) && page.words[id] <= 3 && around <= 12
}

pub use pull::is_pull;

fn is_hidden(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let style: String =
        tree.attribute(id, "style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    if tree.attribute(id, "hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden") {
        return true;
    }
    if class::has(tree, id, &["printonly", "onlyprint", "visibleprint"])
        || class::token(tree, id, "class", &["hidden", "d-none", "is-hidden", "js-hidden"])
    {
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

/// Names of parts that are no text, and what they are.
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
    (&["sitenotice", "announcementbar"], "notice of the site"),
    (&["citethis", "howtocite", "citethisarticle", "citationtools"], "how to cite the page"),
    (&["apparatus"], "apparatus that the site makes"),
    (
        &[
            "newsletter",
            "subscribe",
            "subscription",
            "subscriptions",
            "emailsignup",
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
            "readalso",
            "backlinks",
            "linkedfrom",
            "relatedarticles",
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
            "jumplink",
            "toc",
            "tableofcontents",
            "postnav",
            "skiptocontent",
        ],
        "navigation",
    ),
    (&["advert", "advertisement", "ads", "ad", "adslot", "sponsored", "promo", "promotion", "banner"], "advertisement"),
    (&["comments", "commentlist", "respond", "disqus", "commentform"], "comments of readers"),
    (
        &["toolbar", "printbutton", "listen", "audioplayer", "readingtime", "readtime", "fontsize", "editsection"],
        "tools of the page",
    ),
    (&["tags", "taglist", "tagcloud", "fieldtags", "postags", "catlinks", "submeta", "entryfooter"], "tags"),
    (&["postufi", "postfooter", "likes", "likebutton"], "tools of the page"),
    (&["tooltip", "popover", "popup", "modal", "lightbox"], "a window over the page"),
];

fn by_name(page: &Page, id: Id) -> Option<&'static str> {
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
    let found = NAMES.iter().find(|(names, _)| words.iter().any(|word| names.contains(&word.as_str())));
    // A name alone does not make links of a chapter “Recommendations”, nor tags of what stands above a title.
    match found.map(|(_, reason)| *reason) {
        Some(OTHER_PAGES) if !leads_away(page, id) => None,
        Some("tags") if is_above_title(page, id) => None,
        found => found,
    }
}

const OTHER_PAGES: &str = "links to other pages";

/// It holds a link, and no more prose than a teaser has.
fn leads_away(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let links = tree.all(id).take(2_000).filter(|id| tree.name(*id) == "a" && page.words[*id] > 0).count();
    let linked = linked(page, id) as usize;
    let prose = (page.words[id] as usize).saturating_sub(linked);
    page.words[id] <= 4 || links > 0 && prose <= 40 * links
}

/// A section's name over the title is often called a tag.
pub fn is_above_title(page: &Page, id: Id) -> bool {
    page.title.is_some_and(|title| page.order[id].0 < page.order[title].0) && page.words[id] <= 5
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
    // A list of links under the standfirst.
    let standfirst = || tree.ancestors(id).take(2).any(|around| class::has(tree, around, &["standfirst", "dek"]));
    if tree.name(id) == "ul" && page.words[id] > 0 && linked(page, id) == page.words[id] && standfirst() {
        return true;
    }
    let mut children = tree.children(id).filter(|id| !tree.name(*id).is_empty());
    let Some(first) = children.next().filter(|id| page.fates[*id] == Fate::Keep) else { return false };
    let calls = |words: &str| {
        let words = words.trim().to_lowercase();
        HEADINGS.contains(&words.trim_end_matches([':', '…', '.']))
    };
    // `Read also:` and a link in one line.
    let line = tree.children(id).next().and_then(|first| tree.letters(first)).is_some_and(calls);
    let says = line && page.words[id] <= 25 || page.words[first] <= 8 && calls(&tidy(&tree.text(first)));
    says && linked(page, id) * 2 >= page.words[id].saturating_sub(if line { 3 } else { page.words[first] })
}

/// Words of an element that are links.
pub fn linked(page: &Page, id: Id) -> u32 {
    let links = page::kept(page, id).into_iter().filter(|id| page.tree.name(*id) == "a");
    links.map(|id| page.words[id]).sum()
}
