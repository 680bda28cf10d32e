//! Elements that stand in a line of text: emphasis, links, quotation marks, pictures, marks of notes.

use super::flow::{self, Context, Place, Writing};
use super::page::Fate;
use super::tree::Id;
use super::{blocks, class, picture, quotes, roles};
use crate::import::evidence::{Look, Mark, Role};

/// Reads one element or its letters. Its depth is that of the tree, which is bounded.
pub fn read(writing: &mut Writing, id: Id, context: &Context) {
    let page = writing.page;
    match &page.fates[id] {
        Fate::Keep => {}
        Fate::Mark(label, printed) => {
            let look = Look { superscript: true, ..Look::default() };
            flow::mark(writing, id, printed.clone(), look, Mark::Noteref(label.clone()));
            return;
        }
        Fate::Note => {
            // In the text itself, where its mark would be.
            if let Some(label) = writing.labels.get(&id).cloned() {
                flow::mark(writing, id, String::new(), Look::default(), Mark::Noteref(label));
            }
            return;
        }
        Fate::Gone | Fate::Back | Fate::Between => {
            // A dot that is drawn between two words parted them.
            let text = if page.fates[id] == Fate::Gone { page.tree.text(id) } else { String::new() };
            if text.contains(char::is_whitespace) && !text.contains(char::is_alphanumeric) {
                flow::letters(writing, id, " ", &context.look);
            }
            return;
        }
    }
    if let Some(text) = page.tree.letters(id) {
        flow::letters(writing, id, text, &context.look);
        return;
    }
    let name = page.tree.name(id);
    match name {
        "br" => line_break(writing, id, context),
        "img" => img(writing, id),
        "q" => quotation(writing, id, context),
        "script" | "style" | "template" | "source" | "wbr" | "" => {}
        _ => {
            let mut inside = context.clone();
            look(writing, id, &mut inside.look);
            // Drawn as blocks, though their element is one of lines.
            let apart = class::has(&page.tree, id, &["bibblock", "authornotes", "bibitem"]);
            if apart {
                flow::letters(writing, id, " ", &context.look);
            }
            match other_role(writing, id, context) {
                Some(role) => {
                    flow::flush(writing, context);
                    inside.role = Some(role);
                    blocks::contents(writing, id, &inside);
                    flow::flush(writing, &inside);
                }
                None => blocks::contents(writing, id, &inside),
            }
        }
    }
}

/// A date in a byline, a credit in a caption: a line of its own.
fn other_role(writing: &Writing, id: Id, context: &Context) -> Option<Role> {
    if !matches!(context.place, Place::Body) {
        return None;
    }
    match context.role {
        Some(Role::Caption) => roles::is_credit(writing.page, id).then_some(Role::Credit),
        Some(Role::Byline) => {
            roles::front(writing.page, id, writing.begun).filter(|role| matches!(role, Role::Date | Role::Kicker))
        }
        _ => None,
    }
}

/// One break is meant; two in a row end a paragraph.
fn line_break(writing: &mut Writing, id: Id, context: &Context) {
    let blank = |run: &&crate::import::evidence::Run| run.mark.is_none() && run.text.trim().is_empty();
    let before = writing.runs.iter().rev().find(|run| !blank(run));
    if before.is_some_and(|run| run.mark == Some(Mark::Break)) {
        flow::flush(writing, context);
    } else if before.is_some() {
        flow::mark(writing, id, " ".to_owned(), Look::default(), Mark::Break);
    }
}

fn img(writing: &mut Writing, id: Id) {
    let tree = &writing.page.tree;
    let alternative = super::tree::tidy(tree.attribute(id, "alt").unwrap_or_default()).into_owned();
    let Some(picture) = picture::of(tree, id).map(|picture| writing.place.picture(picture)) else {
        // A picture of a letter stands for the letter.
        if alternative.chars().count() <= 2 && !alternative.is_empty() {
            flow::letters(writing, id, &alternative, &Look::default());
        }
        return;
    };
    // What a page shows to browsers without scripts is often there already.
    let again =
        tree.ancestors(id).any(|id| tree.name(id) == "noscript") && writing.pictures.contains_key(&picture.name);
    if again {
        return;
    }
    let next = writing.reading.pictures.len();
    if picture.bytes.is_empty() {
        // A copy for browsers without scripts may name another of its addresses.
        for name in picture::names(tree, id).filter(|name| !name.starts_with("data:")) {
            let name = writing.place.whole(name);
            let known = writing.pictures.get(&picture.name).copied().unwrap_or(next);
            writing.pictures.entry(name).or_insert(known);
        }
    }
    let at =
        if picture.bytes.is_empty() { *writing.pictures.entry(picture.name.clone()).or_insert(next) } else { next };
    if at == next {
        writing.reading.pictures.push(picture);
    }
    flow::mark(writing, id, alternative, Look::default(), Mark::Picture(at));
}

fn quotation(writing: &mut Writing, id: Id, context: &Context) {
    let tree = &writing.page.tree;
    let nearest = std::iter::once(id).chain(tree.ancestors(id)).find_map(|id| tree.attribute(id, "lang"));
    let (open, close) = quotes::marks(nearest.unwrap_or(&writing.language), writing.quotes);
    flow::letters(writing, id, open, &context.look);
    writing.quotes += 1;
    blocks::contents(writing, id, context);
    writing.quotes -= 1;
    flow::letters(writing, id, close, &context.look);
}

fn look(writing: &Writing, id: Id, look: &mut Look) {
    let tree = &writing.page.tree;
    match tree.name(id) {
        "b" | "strong" => look.bold = true,
        // A whole reference is no title.
        "cite" if class::has(tree, id, &["citation", "cs1"]) || writing.page.words[id] > 15 => {}
        "i" | "em" | "cite" | "dfn" | "var" => look.italic = true,
        "sup" => look.superscript = true,
        "sub" => look.subscript = true,
        "s" | "strike" | "del" => look.strikethrough = true,
        "code" | "kbd" | "samp" | "tt" => look.code = true,
        "a" => {
            // A place in the same page is no address once the page is another.
            let address = tree.attribute(id, "href").map(str::trim);
            let address = address.filter(|it| !it.is_empty() && !it.starts_with('#'));
            look.link = address.map(|it| writing.place.whole(it));
        }
        _ => {}
    }
    for style in tree.attribute(id, "class").into_iter().flat_map(|names| writing.sheet.of(names)) {
        look.bold = style.bold.unwrap_or(look.bold);
        look.italic = style.italic.unwrap_or(look.italic);
        look.superscript |= style.raised;
    }
    let style = tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
    if style.contains("small-caps") {
        look.small_caps = true;
    }
    if style.contains("font-style") && style.contains("italic") {
        look.italic = true;
    }
    if style.contains("font-weight") && (style.contains("bold") || style.contains(":700") || style.contains(": 700")) {
        look.bold = true;
    }
    if let Some(language) = tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")) {
        let primary = |it: &str| it.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let known = !language.is_empty() && !writing.language.is_empty();
        let foreign = known && primary(language) != primary(&writing.language);
        look.language = foreign.then(|| language.to_owned());
    }
}
