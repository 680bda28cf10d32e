//! What an element before the text is, by the names that pages give it: title, byline, date, standfirst, kicker.

use super::page::Page;
use super::tree::{Id, is_heading};
use super::{class, leave};
use crate::import::evidence::Role;

const STANDFIRST: &[&str] = &[
    "standfirst",
    "dek",
    "deck",
    "subtitle",
    "subhead",
    "subheadline",
    "subheading",
    "lede",
    "lead",
    "strapline",
    "intro",
    "excerpt",
    "summary",
    "abstract",
    "articledescription",
    "articlesummary",
    "chapo",
    "chapeau",
    "sottotitolo",
    "fieldsummary",
    "postdescription",
    "postexcerpt",
    "articleexcerpt",
];
const BYLINE: &[&str] = &[
    "byline",
    "bylines",
    "author",
    "authors",
    "authorname",
    "contributors",
    "contributor",
    "writer",
    "meta",
    "postmeta",
    "entrymeta",
    "articlemeta",
    "articleinfo",
    "dateline",
    "auteur",
    "autor",
    "submitted",
    "personname",
    "creator",
];
const DATE: &[&str] = &[
    "date",
    "pubdate",
    "published",
    "publishdate",
    "publicationdate",
    "timestamp",
    "postdate",
    "entrydate",
    "posted",
    "datetime",
];
const KICKER: &[&str] = &[
    "kicker",
    "rubric",
    "eyebrow",
    "overline",
    "category",
    "categories",
    "topic",
    "primarycategory",
    "articlesection",
    "surtitre",
    "primarytag",
];
const BIO: &[&str] = &["authorbio", "aboutauthor", "authorcard", "authorbox", "bio", "biography", "contributorbio"];

/// What the element is by its name, where that is one of the parts that stand before a text. `begun` once the text has.
pub fn front(page: &Page, id: Id, begun: bool) -> Option<Role> {
    let tree = &page.tree;
    let words = page.words[id];
    let name = tree.name(id);
    if words == 0 || words > 120 || matches!(name, "body" | "main" | "article" | "html") {
        return None;
    }
    let property = tree.attribute(id, "itemprop").unwrap_or_default();
    match property {
        "headline" if !begun => return Some(Role::Title),
        "description" | "alternativeHeadline" if !begun => return Some(Role::Standfirst),
        "author" if words <= 40 => return Some(Role::Byline),
        "datePublished" if words <= 12 => return Some(Role::Date),
        "articleSection" if !begun && words <= 8 => return Some(Role::Kicker),
        _ => {}
    }
    let names = class::words(tree, id);
    let has = |wanted: &[&str]| names.iter().any(|word| wanted.contains(&word.as_str()));
    if has(BIO) {
        return Some(Role::Byline);
    }
    if !begun && words <= 8 && has(KICKER) {
        return Some(Role::Kicker);
    }
    if !begun && has(&["tag", "tags", "posttags", "cardtags", "terms"]) && leave::is_above_title(page, id) {
        return Some(Role::Kicker);
    }
    if !begun && has(STANDFIRST) {
        return Some(Role::Standfirst);
    }
    if is_heading(name) {
        // In headings only whole names count: a heading may well be about an author.
        let named = |name: &str| !begun && class::token(tree, id, "class", &[name]);
        return if is_title(page, id) && !begun {
            Some(Role::Title)
        } else if named("author") || named("byline") {
            Some(Role::Byline)
        } else {
            named("date").then_some(Role::Date)
        };
    }
    if !begun && words <= 30 && name == "p" && class::token(tree, id, "class", &["title"]) {
        return Some(Role::Title);
    }
    let time = |id: Id| tree.name(id) == "time" && page.words[id] == words;
    if words <= 12 && (has(DATE) || !begun && (time(id) || name != "p" && tree.children(id).take(3).any(time))) {
        return Some(Role::Date);
    }
    let linked = || words <= 20 && tree.all(id).take(60).any(|id| class::token(tree, id, "rel", &["author"]));
    let meta =
        names.iter().any(|word| matches!(word.as_str(), "meta" | "postmeta" | "entrymeta" | "articlemeta" | "author"));
    let fits = if begun { has(BYLINE) && !meta } else { has(BYLINE) || name == "address" || linked() };
    (words <= 40 && fits).then_some(Role::Byline)
}

/// A heading that is the title of its page by its name.
pub fn is_title(page: &Page, id: Id) -> bool {
    class::has(&page.tree, id, &["headline", "articletitle", "posttitle", "entrytitle"])
        || class::token(&page.tree, id, "itemprop", &["headline"])
}

/// A line about the author, wherever it stands.
pub fn is_bio(page: &Page, id: Id) -> bool {
    page.words[id] > 0 && page.words[id] <= 120 && class::has(&page.tree, id, BIO)
}

/// The title of a box by its name.
pub fn is_box_title(page: &Page, id: Id) -> bool {
    class::has(&page.tree, id, &["callouttitle", "boxtitle", "infoboxtitle", "factboxtitle"])
        || class::token(&page.tree, id, "class", &["admonition-title"])
}

/// A credit of a picture by its name.
pub fn is_credit(page: &Page, id: Id) -> bool {
    let names =
        ["credit", "credits", "copyright", "photographer", "imagecredit", "photocredit", "attribution", "imagesource"];
    class::has(&page.tree, id, &names) || class::token(&page.tree, id, "itemprop", &["copyrightHolder", "creditText"])
}

/// A caption by its name.
pub fn is_caption(page: &Page, id: Id) -> bool {
    page.tree.name(id) == "figcaption"
        || is_margin_caption(page, id)
        || class::has(&page.tree, id, &["caption", "wpcaptiontext", "imagecaption", "figcaption", "photocaption"])
            && page.words[id] <= 120
            && !is_heading(page.tree.name(id))
}

/// Words in the margin beside a picture.
pub fn is_margin_caption(page: &Page, id: Id) -> bool {
    class::token(&page.tree, id, "class", &["marginnote"])
        && page.tree.ancestors(id).take(3).any(|around| page.tree.name(around) == "figure")
}

/// A box beside the text by its name.
pub fn is_box(page: &Page, id: Id) -> bool {
    matches!(page.tree.name(id), "div" | "section")
        && (class::has(
            &page.tree,
            id,
            &["infobox", "factbox", "textbox", "callout", "keyfacts", "keypoints", "calloutbox", "sidebox"],
        ) || is_admonition(page, id))
}

/// A “Note” or “Warning” that says so in a heading of its own.
fn is_admonition(page: &Page, id: Id) -> bool {
    let tree = &page.tree;
    let names = ["note", "tip", "hint", "warning", "caution", "important", "attention", "admonition", "sidebar"];
    let title = |id: Id| is_heading(tree.name(id)) || class::token(tree, id, "class", &["title", "admonition-title"]);
    class::token(tree, id, "class", &names)
        && tree.children(id).find(|id| !tree.name(*id).is_empty()).is_some_and(title)
}
