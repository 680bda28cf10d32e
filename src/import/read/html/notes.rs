//! Notes of a page: which links are marks, which elements are the notes they lead to, and which links lead back.
//!
//! Pages have no element for a note. All forms in use agree on one thing: a short mark is a link to a place further
//! down, and that place leads back or stands where notes stand. Names (`fn1`, `_ftn1`, `cite_note-1`) and roles
//! (`doc-noteref`) only add to that.

mod around;

use std::collections::{BTreeMap, BTreeSet};

use self::around::{between, headings};
use super::page::{Fate, Page, within};
use super::tree::{DOCUMENT, Id, is_heading, is_inline, tidy};
use super::{class, inside};

/// A note: its label, and the elements that it consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub label: String,
    /// As it is printed in the text: `1`, `*`.
    pub mark: String,
    pub parts: Vec<Id>,
}

/// A link that may be a mark.
#[derive(Clone, Copy, Debug)]
struct Link {
    id: Id,
    target: Id,
}

/// Words of one note at most; what is longer is a part of the text that a number leads to.
const LONGEST: usize = 1_500;

/// Finds the notes and takes them, their marks and their ways back out of the text.
pub fn take(page: &mut Page) -> Vec<Note> {
    comments(page);
    let links = links(page);
    let mut notes = Vec::new();
    let mut labels = BTreeSet::new();
    let marks: Vec<Link> = links.iter().copied().filter(|link| is_mark(page, &links, *link)).collect();
    let mut bodies: BTreeMap<Id, usize> = BTreeMap::new();
    let targets: BTreeSet<u32> = marks.iter().map(|link| page.order[link.target].0).collect();
    let mut found: BTreeMap<Id, Option<Id>> = BTreeMap::new();
    for link in marks {
        let body = *found.entry(link.target).or_insert_with(|| body(page, link.target, &targets));
        let Some(body) = body else { continue };
        let printed = bare(&page.tree.text(link.id));
        let at = *bodies.entry(body).or_insert_with(|| {
            let label = label(&printed, notes.len() + 1, &mut labels);
            notes.push(Note { label, mark: printed.clone(), parts: vec![body] });
            notes.len() - 1
        });
        if within(page, link.id, body) {
            continue;
        }
        let number = block_of(page, link.target);
        if matches!(page.tree.name(number), "dt" | "td" | "th") && number != body {
            page.fates[number] = Fate::Back;
        }
        let whole = whole_mark(page, link.id);
        page.fates[whole] = Fate::Mark(notes[at].label.clone(), printed);
    }
    inside::take(page, &mut notes, &mut labels);
    for note in &mut notes {
        continue_note(page, note, &bodies);
    }
    ways_back(page, &links, &notes);
    for id in notes.iter().flat_map(|note| &note.parts) {
        page.fates[*id] = Fate::Note;
    }
    between(page);
    headings(page, &notes);
    notes
}

/// Remarks that readers of a draft left beside it: `#cmnt1` of Google Docs, `#_msocom_1` of Word.
fn comments(page: &mut Page) {
    let tree = &page.tree;
    let numbered = |id: Id, starts: [&str; 2]| {
        [tree.attribute(id, "id"), tree.attribute(id, "name")].into_iter().flatten().any(|name| {
            let rest = starts.iter().find_map(|start| name.strip_prefix(start));
            rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    let anchors: Vec<Id> = tree.all(DOCUMENT).filter(|id| tree.name(*id) == "a").collect();
    let marks: Vec<Id> = anchors.iter().copied().filter(|id| numbered(*id, ["cmnt_ref", "_msoanchor_"])).collect();
    let bodies: Vec<Id> = anchors.into_iter().filter(|id| numbered(*id, ["cmnt", "_msocom_"])).collect();
    let bodies: Vec<Id> = bodies.into_iter().map(|id| block_of(page, id)).collect();
    for id in marks {
        page.fates[id] = Fate::Back;
    }
    for id in bodies {
        let own = matches!(page.tree.name(id), "p" | "div" | "li" | "td");
        if own && page.tree.find(id, "h1").is_none() {
            super::page::drop(page, id, "comment");
        }
    }
}

/// The words of a heading without the links that edit it.
fn heading_words(page: &Page, id: Id) -> String {
    let tree = &page.tree;
    let mut out = String::new();
    let mut next = Some(id);
    while let Some(at) = next {
        let into = !class::has(tree, at, &["editsection", "anchor", "headerlink"]);
        out.push_str(tree.letters(at).filter(|_| into).unwrap_or_default());
        next = tree.next(at, id, into);
    }
    out
}

/// Links inside the page, with what they lead to.
fn links(page: &Page) -> Vec<Link> {
    let tree = &page.tree;
    let mut ids: BTreeMap<&str, Id> = BTreeMap::new();
    for id in tree.all(DOCUMENT) {
        let named = tree.attribute(id, "name").filter(|_| tree.name(id) == "a");
        for name in [tree.attribute(id, "id"), named].into_iter().flatten() {
            ids.entry(name).or_insert(id);
        }
    }
    let own = tree.all(DOCUMENT).find(|id| tree.name(*id) == "link" && class::token(tree, *id, "rel", &["canonical"]));
    let own = own.and_then(|id| tree.attribute(id, "href")).unwrap_or_default();
    let target = |address: &str| {
        let (before, place) = address.trim().split_once('#')?;
        if !before.is_empty() && before != own {
            return None;
        }
        let place = decoded(place);
        let prefixed = || ids.get(format!("user-content-{place}").as_str());
        ids.get(place.as_str()).or_else(prefixed).copied()
    };
    let anchors = tree.all(DOCUMENT).filter(|id| tree.name(*id) == "a");
    // Some open the note where it stands, and only a reader of screens is told which.
    let described =
        |id: Id| ids.get(tree.attribute(id, "aria-describedby")?.trim()).copied().filter(|it| opens(page, *it));
    let lead = |id: Id| target(tree.attribute(id, "href").unwrap_or_default()).or_else(|| described(id));
    anchors.filter_map(|id| Some(Link { id, target: lead(id)? })).collect()
}

/// Words inside a line that a mark opens.
fn opens(page: &Page, id: Id) -> bool {
    is_inline(page.tree.name(id)) && class::token(&page.tree, id, "role", &["tooltip", "note", "doc-footnote"])
}

/// `%3A` as `:`.
pub fn decoded(place: &str) -> String {
    if !place.contains('%') {
        return place.to_owned();
    }
    let bytes = place.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| place.get(at + 1..at + 3)).flatten();
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What is printed, without brackets.
fn bare(text: &str) -> String {
    tidy(text).trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | ' ' | '.' | '^')).to_owned()
}

/// A number, a letter or two, one of the signs of old printers.
fn is_short(mark: &str) -> bool {
    let count = mark.chars().count();
    let number = mark.chars().all(|c| c.is_ascii_digit()) && count <= 4;
    let letters = mark.chars().all(|c| c.is_ascii_alphanumeric()) && count <= 4;
    let named = mark.strip_prefix("note ").or(mark.strip_prefix("nb ")).or(mark.strip_prefix("Note "));
    let named = named.is_some_and(|rest| rest.len() <= 4 && rest.chars().all(|c| c.is_ascii_alphanumeric()));
    let signs = count <= 4 && mark.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖' | '#' | '※'));
    count > 0 && (number || letters || signs || named)
}

fn is_mark(page: &Page, links: &[Link], link: Link) -> bool {
    let tree = &page.tree;
    if leads_back(page, link) || within(page, link.target, link.id) {
        return false;
    }
    let (at, target) = (page.order[link.id].0, page.order[link.target].0);
    let said = class::token(tree, link.id, "role", &["doc-noteref"])
        || class::token(tree, link.id, "epub:type", &["noteref", "footnoteref"])
        || tree.attribute(link.id, "data-footnote-ref").is_some()
        || class::token(tree, link.id, "rel", &["footnote"]);
    if said {
        return true;
    }
    if target < at || is_heading(tree.name(link.target)) || !is_short(&bare(&tree.text(link.id))) {
        return false;
    }
    let raised = tree.ancestors(link.id).take(4).any(|id| tree.name(id) == "sup")
        || tree.children(link.id).any(|id| tree.name(id) == "sup");
    let numbered = bare(&tree.text(link.id)).len() < 4;
    raised
        || names_a_note(page, link)
        || numbered && is_in_list(page, link.target)
        || leads_back_from(page, links, link)
}

/// An entry of a list of references: a number that leads there cites it.
fn is_in_list(page: &Page, target: Id) -> bool {
    let tree = &page.tree;
    let entry = block_of(page, target);
    let lists = ["reflist", "references", "referencelist", "bibliography", "biblist"];
    let around = tree
        .ancestors(entry)
        .take(3)
        .any(|around| class::has(tree, around, &lists) || class::token(tree, around, "role", &["doc-bibliography"]));
    matches!(tree.name(entry), "li" | "div" | "p" | "dt" | "dd" | "tr" | "td") && around
}

/// Names that say it: `#fn1`, `#_ftn1`, `#cite_note-3`, `class="footnote"`.
fn names_a_note(page: &Page, link: Link) -> bool {
    let tree = &page.tree;
    let address = tree.attribute(link.id, "href").unwrap_or_default().rsplit('#').next().unwrap_or_default();
    let address = address.trim_start_matches(['_', '-']).to_ascii_lowercase();
    let plain = address.trim_start_matches("user-content-");
    let named =
        ["fn", "ftn", "footnote", "endnote", "edn", "en", "note", "cite_note", "sdfootnote", "sdendnote", "sidenote"];
    let numbered = |rest: &str| {
        let rest = rest.trim_start_matches([':', '-', '_', '.']);
        rest.chars().next().is_some_and(|c| c.is_ascii_digit()) || rest.is_empty()
    };
    named.iter().any(|name| plain.strip_prefix(name).is_some_and(numbered))
        || plain.starts_with("cite_note")
        || plain.starts_with("ftn.")
        || class::has(tree, link.id, &["footnote", "footnoteref", "noteref", "endnote", "fnref"])
}

/// Whether the place that the mark leads to has a link back to the mark, or to what is around it.
fn leads_back_from(page: &Page, links: &[Link], link: Link) -> bool {
    let block = block_of(page, link.target);
    let (first, end) = page.order[block];
    // Links stand in the order of the page.
    let from = links.partition_point(|other| page.order[other.id].0 < first);
    links[from..].iter().take(8).take_while(|other| page.order[other.id].0 < end).any(|other| {
        let around = page.tree.ancestors(link.id).take(3).any(|around| around == other.target);
        // An anchor of its own right before the mark.
        let distance = page.order[link.id].0.checked_sub(page.order[other.target].0);
        other.target == link.id || around || within(page, other.target, link.id) || distance.is_some_and(|it| it <= 3)
    })
}

/// A link from a note back into the text, as it says itself.
fn leads_back(page: &Page, link: Link) -> bool {
    let tree = &page.tree;
    class::token(tree, link.id, "role", &["doc-backlink"])
        || class::token(tree, link.id, "epub:type", &["backlink"])
        || class::token(tree, link.id, "rev", &["footnote"])
        || tree.attribute(link.id, "data-footnote-backref").is_some()
        || class::has(tree, link.id, &["backref", "backlink", "reversefootnote", "footnoteback", "footnotebackref"])
        || tree.ancestors(link.id).take(4).any(|id| class::has(tree, id, &["backlink", "backref"]))
}

/// The block in which an element stands, or it itself.
fn block_of(page: &Page, id: Id) -> Id {
    let block = |id: &Id| !is_inline(page.tree.name(*id));
    if block(&id) { id } else { page.tree.ancestors(id).find(block).unwrap_or(id) }
}

/// The element that holds a whole note and no other one; `None` where the place is no note.
fn body(page: &Page, target: Id, targets: &BTreeSet<u32>) -> Option<Id> {
    let tree = &page.tree;
    if opens(page, target) {
        return Some(target);
    }
    let mut at = block_of(page, target);
    if matches!(tree.name(at), "dt" | "td" | "th") {
        // `dt` holds the number and `dd` the note; so do two cells.
        let next = std::iter::successors(super::tree::some(tree.nodes[at].after), |id| {
            super::tree::some(tree.nodes[*id].after)
        });
        let wanted = if tree.name(at) == "dt" { "dd" } else { "td" };
        at = next.into_iter().find(|id| tree.name(*id) == wanted).unwrap_or(at);
    }
    while let Some(parent) = tree.parent(at) {
        let wraps = matches!(tree.name(parent), "li" | "dd")
            || matches!(tree.name(parent), "div" | "aside" | "section" | "p")
                && (class::has(tree, parent, &["footnote", "note", "ftn", "edn", "fn", "sdfootnote", "endnote"])
                    || numbered_name(tree.attribute(parent, "id")));
        let (first, end) = page.order[parent];
        let alone = targets.range(first..end).take(2).count() == 1;
        if !wraps || !alone || class::has(tree, parent, &["footnotes", "endnotes", "notes"]) {
            break;
        }
        at = parent;
    }
    let too_much = matches!(tree.name(at), "body" | "html" | "main" | "article" | "") || is_heading(tree.name(at));
    let (first, end) = page.order[at];
    let several = targets.range(first..end).take(2).count() > 1;
    let long =
        || tree.all(at).filter_map(|id| tree.letters(id)).map(|it| it.split_ascii_whitespace().count()).sum::<usize>();
    (!too_much && !several && end - first < 2_000 && long() <= LONGEST).then_some(at)
}

/// `ftn1`, `sdfootnote2`: an element that a word processor made for a note.
fn numbered_name(id: Option<&str>) -> bool {
    let Some(id) = id else { return false };
    let name = id.trim_end_matches(|c: char| c.is_ascii_digit());
    name.len() < id.len() && matches!(name, "ftn" | "edn" | "sdfootnote" | "sdendnote" | "fn" | "footnote-" | "fn-")
}

/// The mark with its brackets and its `sup`.
fn whole_mark(page: &Page, link: Id) -> Id {
    let tree = &page.tree;
    let own = bare(&tree.text(link));
    let mut at = link;
    for around in tree.ancestors(link).take(4) {
        let (first, end) = page.order[around];
        if !is_inline(tree.name(around)) || end - first > 12 || tree.all(around).any(|id| is_long(tree.letters(id))) {
            break;
        }
        if bare(&tree.text(around)) != own {
            break;
        }
        at = around;
    }
    at
}

fn is_long(letters: Option<&str>) -> bool {
    letters.is_some_and(|letters| letters.len() > 80)
}

pub fn label(printed: &str, number: usize, labels: &mut BTreeSet<String>) -> String {
    let plain: String = printed.chars().map(|c| if c == ' ' { '-' } else { c }).collect();
    let mut label = plain;
    if label.is_empty() || !label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        label = format!("note{number}");
    }
    let base = label.clone();
    let mut next = number;
    while !labels.insert(label.clone()) {
        label = format!("{base}-{next}");
        next += 1;
    }
    label
}

/// A note's further paragraphs stand beside it where only its first has a name.
fn continue_note(page: &Page, note: &mut Note, bodies: &BTreeMap<Id, usize>) {
    let tree = &page.tree;
    let Some(&first) = note.parts.first() else { return };
    let Some(parent) = tree.parent(first) else { return };
    let holds_notes = class::has(tree, parent, &["footnotes", "endnotes", "notes", "references"])
        || class::token(tree, parent, "role", &["doc-endnotes", "doc-footnote"])
        || class::token(tree, parent, "epub:type", &["footnotes", "endnotes", "rearnotes"]);
    if tree.name(first) != "p" || !holds_notes {
        return;
    }
    let mut next = super::tree::some(tree.nodes[first].after);
    while let Some(id) = next {
        next = super::tree::some(tree.nodes[id].after);
        let blank = tree.letters(id).is_some_and(|it| it.trim().is_empty());
        if blank {
            continue;
        }
        if bodies.contains_key(&id) || !matches!(tree.name(id), "p" | "ul" | "ol" | "blockquote") {
            break;
        }
        note.parts.push(id);
    }
}

/// Links in a note to what stands before it, and what surrounds them.
fn ways_back(page: &mut Page, links: &[Link], notes: &[Note]) {
    for part in notes.iter().flat_map(|note| note.parts.iter().map(move |part| (note, *part))) {
        let (note, part) = part;
        let (first, end) = page.order[part];
        let from = links.partition_point(|link| page.order[link.id].0 < first);
        let inside: Vec<Link> = links[from..].iter().take_while(|link| page.order[link.id].0 < end).copied().collect();
        for link in inside {
            let text = bare(&page.tree.text(link.id));
            let back = leads_back(page, link)
                || page.order[link.target].0 < first && (is_short(&text) || is_arrow(&text) || text == note.mark);
            if back {
                let whole = whole_mark(page, link.id);
                let whole = if within(page, whole, part) && whole != part { whole } else { link.id };
                page.fates[whole] = Fate::Back;
            }
        }
        let arrow = |id: &Id| {
            let address = page.tree.attribute(*id, "href").unwrap_or_default();
            page.tree.name(*id) == "a" && address.starts_with('#') && is_arrow(&bare(&page.tree.text(*id)))
        };
        let arrows: Vec<Id> = page.tree.all(part).filter(arrow).collect();
        for id in arrows {
            page.fates[id] = Fate::Back;
        }
        let wrappers: Vec<Id> = page
            .tree
            .all(part)
            .filter(|id| {
                *id != part && is_inline(page.tree.name(*id)) && class::has(&page.tree, *id, &["backlink", "backref"])
            })
            .collect();
        for id in wrappers {
            page.fates[id] = Fate::Back;
        }
    }
}

fn is_arrow(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
        || ["back", "return", "top", "jump up", "up", "zurück", "retour"].contains(&text.to_lowercase().as_str())
        || ["back to ", "return to ", "zurück zu", "retour au "]
            .iter()
            .any(|start| text.len() < 40 && text.to_lowercase().starts_with(start))
}
