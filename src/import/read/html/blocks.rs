//! Elements that stand below each other, and the order in which they become lines.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::flow::{self, Context, Place, Writing};
use super::notes::Note;
use super::page::{Fate, Page};
use super::tree::{Id, is_heading, is_inline};
use super::{address, claims, inline, leave, listed, roles, sheet, table};
use crate::import::evidence::{At, Claim, Field, Line, Look, Mark, Reading, Role, Run};
use crate::import::read::Refusal;

/// Reads the parts of the article, then its notes.
pub fn read(page: &Page, parts: &[Id], notes: &[Note]) -> Result<Reading, Refusal> {
    let language = claims::language(&page.tree);
    let in_text = |note: &&Note| note.mark.is_empty();
    let mut writing = Writing {
        page,
        reading: Reading::default(),
        runs: Vec::new(),
        line: 0,
        begun: false,
        titled: false,
        table_count: 0,
        box_count: 0,
        quotes: 0,
        language: language.to_owned(),
        pictures: BTreeMap::new(),
        labels: notes.iter().filter(in_text).map(|note| (note.parts[0], note.label.clone())).collect(),
        sheet: sheet::read(&page.tree),
        place: address::base(&page.tree),
        refusal: None,
    };
    for id in parts {
        block(&mut writing, *id, &flow::body());
    }
    flow::flush(&mut writing, &flow::body());
    for note in notes {
        self::note(&mut writing, note);
    }
    writing.refusal.map_or(Ok(writing.reading), Err)
}

fn note(writing: &mut Writing, note: &Note) {
    let context = Context { place: Place::Note(note.label.clone()), ..flow::body() };
    let first = writing.reading.lines.len();
    for part in &note.parts {
        contents(writing, *part, &context);
        flow::flush(writing, &context);
    }
    let counted = writing.page.tree.name(note.parts[0]) == "li";
    let back_first = back_first(writing.page, note.parts[0]);
    if let Some(line) = writing.reading.lines.get_mut(first) {
        printed_mark(line, &note.mark, counted);
        if back_first {
            after_mark(line);
        }
    }
}

/// Whether a note begins with its way back, which is the printed mark then.
fn back_first(page: &Page, note: Id) -> bool {
    let filled = |id: &Id| {
        page.fates[*id] != Fate::Keep && *id != note || page.tree.letters(*id).is_some_and(|it| !it.trim().is_empty())
    };
    page.tree.all(note).find(filled).is_some_and(|id| page.fates[id] == Fate::Back)
}

/// The full stop or bracket behind a mark belongs to it.
fn after_mark(line: &mut Line) {
    let Some(run) = line.runs.first_mut().filter(|run| run.mark.is_none()) else { return };
    let rest = run.text.trim_start_matches(['.', ')', ']', ':']);
    if rest.len() < run.text.len() && rest.starts_with(char::is_whitespace) {
        run.text = rest.trim_start().to_owned();
    }
}

/// The number that is printed before a note is no word of it. In a list it is the browser that prints it, so that only
/// one with a bracket or a full stop is taken for a mark there.
fn printed_mark(line: &mut Line, mark: &str, counted: bool) {
    let Some(run) = line.runs.first_mut().filter(|run| run.mark.is_none() && !mark.is_empty()) else { return };
    let text = run.text.trim_start_matches(['[', '(', '^']);
    let Some(rest) = text.strip_prefix(mark) else { return };
    let after = rest.trim_start_matches([']', ')', '.', ':']);
    let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace());
    if !ends || counted && after.len() == rest.len() {
        return;
    }
    let printed = run.text[..run.text.len() - after.len()].to_owned();
    run.text = after.trim_start().to_owned();
    if run.text.is_empty() {
        line.runs.remove(0);
    }
    if let Some(next) = line.runs.first_mut().filter(|run| run.mark.is_none()) {
        next.text = next.text.trim_start().to_owned();
    }
    line.runs.insert(0, Run { text: printed, look: Look::default(), mark: Some(Mark::Backlink) });
}

/// Reads what stands in an element: letters gather until a block ends them.
pub fn contents(writing: &mut Writing, id: Id, context: &Context) {
    let page = writing.page;
    for child in page.tree.children(id) {
        let name = page.tree.name(child);
        let in_line = page.tree.letters(child).is_some() || is_inline(name) || page.fates[child] != Fate::Keep;
        if in_line {
            let kept = page.fates[child] == Fate::Keep && matches!(context.place, Place::Body);
            let caption = page.tree.letters(child).is_none() && roles::is_margin_caption(page, child);
            if kept && (caption || leave::is_pull(page, child) || stands_alone(writing, child, context)) {
                block(writing, child, context);
            } else {
                inline::read(writing, child, context);
            }
        } else if !name.is_empty() {
            block(writing, child, context);
        }
    }
}

/// A section's name or a date that stands by itself before the text, although its element is one of lines.
fn stands_alone(writing: &Writing, id: Id, context: &Context) -> bool {
    let tree = &writing.page.tree;
    let parent = tree.parent(id).map_or("", |parent| tree.name(parent));
    let blank = writing.runs.iter().all(|run| run.mark.is_none() && run.text.trim().is_empty());
    !writing.begun
        && context.role.is_none()
        && blank
        && matches!(parent, "div" | "article" | "header" | "section" | "main" | "body" | "hgroup")
        && roles::front(writing.page, id, writing.begun).is_some()
}

/// Reads an element that stands for itself. Its depth is that of the tree, which is bounded.
fn block(writing: &mut Writing, id: Id, around: &Context) {
    let page = writing.page;
    let name = page.tree.name(id);
    if page.fates[id] != Fate::Keep || matches!(name, "script" | "style" | "template" | "head") {
        return;
    }
    // A pull quote may stand in the middle of a paragraph.
    let resumes = matches!(name, "span" | "q") && leave::is_pull(page, id);
    let kept = if resumes { std::mem::take(&mut writing.runs) } else { Vec::new() };
    flow::flush(writing, around);
    let mut context = around.clone();
    begin(writing, id, &mut context);
    match name {
        "ul" | "ol" | "menu" | "dir" => list(writing, id, &context),
        "table" => table::read(writing, id, &context),
        "pre" | "listing" | "xmp" => code(writing, id, &context),
        "hr" => rule(writing, id, &context),
        "dl" => terms(writing, id, &context),
        _ => contents(writing, id, &context),
    }
    flow::flush(writing, &context);
    writing.runs = kept;
}

/// What the element makes of what stands in it.
fn begin(writing: &mut Writing, id: Id, context: &mut Context) {
    let page = writing.page;
    let name = page.tree.name(id);
    let body = matches!(context.place, Place::Body);
    if body && leave::is_pull(page, id) {
        context.place = Place::Pull;
    } else if name == "blockquote" && matches!(context.place, Place::Body | Place::Quote) {
        context.place = Place::Quote;
        context.quote_depth = context.quote_depth.saturating_add(1);
        context.role = None;
    } else if body && (is_aside(writing, id) || roles::is_box(page, id)) {
        writing.box_count += 1;
        context.place = Place::Box(writing.box_count);
        context.role = None;
    }
    if body && let Some(item) = listed::item(page, id) {
        context.place = Place::Item { depth: item.depth, number: item.number, first: Rc::new(Cell::new(true)) };
        context.role = None;
    }
    let front = if matches!(context.place, Place::Body) { roles::front(page, id, writing.begun) } else { None };
    if is_heading(name) {
        context.role = front.or_else(|| heading(writing, name));
    } else if matches!(context.place, Place::Box(_)) && roles::is_box_title(page, id) {
        context.role = Some(Role::Heading(6));
    } else if roles::is_caption(page, id) {
        context.role = Some(Role::Caption);
    } else if roles::is_credit(page, id) && page.words[id] <= 40 {
        context.role = Some(Role::Credit);
    } else if let Some(role) = front {
        date_claim(writing, id, &role);
        context.role = Some(role);
    }
    if let Some(language) =
        page.tree.attribute(id, "lang").filter(|it| !it.is_empty() && !matches!(name, "html" | "body"))
    {
        let primary = |it: &str| it.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let foreign = !writing.language.is_empty() && primary(language) != primary(&writing.language);
        context.look.language = foreign.then(|| language.to_owned());
    }
}

/// A few words before the text begins are no box: many pages call what stands around a title an aside.
fn is_aside(writing: &Writing, id: Id) -> bool {
    let tree = &writing.page.tree;
    let headed = || tree.all(id).take(100).any(|id| is_heading(tree.name(id)) && tree.name(id) != "h1");
    tree.name(id) == "aside" && (writing.begun || writing.page.words[id] > 40 || headed())
}

fn heading(writing: &Writing, name: &str) -> Option<Role> {
    if name == "h1" && !writing.titled && !writing.begun {
        return Some(Role::Title);
    }
    name[1..].parse().ok().map(Role::Heading)
}

/// A date for machines beside the printed one.
fn date_claim(writing: &mut Writing, id: Id, role: &Role) {
    let wanted = matches!(role, Role::Date | Role::Byline) && !writing.begun;
    if !wanted || writing.reading.claims.len() > 20 {
        return;
    }
    let tree = &writing.page.tree;
    let Some(time) = tree.all(id).take(200).find(|id| tree.name(*id) == "time") else { return };
    if let Some(date) = tree.attribute(time, "datetime").filter(|it| it.starts_with(|c: char| c.is_ascii_digit())) {
        let claim = Claim { field: Field::Date, value: date.to_owned(), place: "time datetime".to_owned() };
        if !writing.reading.claims.contains(&claim) {
            writing.reading.claims.push(claim);
        }
    }
}

fn list(writing: &mut Writing, id: Id, context: &Context) {
    let tree = &writing.page.tree;
    let ordered = tree.name(id) == "ol";
    let mut number: u32 = tree.attribute(id, "start").and_then(|it| it.trim().parse().ok()).unwrap_or(1);
    for child in tree.children(id) {
        if tree.name(child) != "li" {
            // Lists directly in lists belong to the item before.
            if tree.name(child).is_empty() {
                inline::read(writing, child, context);
            } else {
                let inside = Context { list_depth: context.list_depth.saturating_add(1), ..context.clone() };
                block(writing, child, &inside);
            }
            continue;
        }
        if writing.page.fates[child] != Fate::Keep {
            continue;
        }
        flow::flush(writing, context);
        number = tree.attribute(child, "value").and_then(|it| it.trim().parse().ok()).unwrap_or(number);
        let mut inside = context.clone();
        if matches!(context.place, Place::Body | Place::Item { .. }) {
            let first = Rc::new(Cell::new(true));
            let number = ordered.then_some(number);
            inside.place = Place::Item { depth: context.list_depth, number, first };
            inside.role = None;
            // Dates and names above a text often stand in a list.
            let front = if writing.begun { None } else { roles::front(writing.page, child, false) };
            if let Some(role) = front.filter(|role| matches!(role, Role::Date | Role::Byline)) {
                date_claim(writing, child, &role);
                inside.place = Place::Body;
                inside.role = Some(role);
            }
        }
        inside.list_depth = context.list_depth.saturating_add(1);
        contents(writing, child, &inside);
        flow::flush(writing, &inside);
        number = number.saturating_add(1);
    }
}

/// A term and what it means are one item: a list of terms has no role of its own.
fn terms(writing: &mut Writing, id: Id, context: &Context) {
    let tree = &writing.page.tree;
    let mut first = Rc::new(Cell::new(true));
    let mut after_term = false;
    // Terms may be wrapped in pairs.
    let wrapped = |id: Id| if tree.name(id) == "div" { tree.children(id).collect() } else { vec![id] };
    for part in tree.children(id).flat_map(wrapped) {
        let name = tree.name(part);
        if name.is_empty() || writing.page.fates[part] != Fate::Keep {
            continue;
        }
        if name == "dt" && !after_term {
            first = Rc::new(Cell::new(true));
        }
        after_term = name == "dt";
        let mut inside = context.clone();
        if matches!(context.place, Place::Body | Place::Item { .. }) {
            inside.place = Place::Item { depth: context.list_depth, number: None, first: first.clone() };
            inside.role = None;
        }
        inside.list_depth = context.list_depth.saturating_add(1);
        inside.look.bold = name == "dt";
        contents(writing, part, &inside);
        flow::flush(writing, &inside);
    }
}

fn rule(writing: &mut Writing, id: Id, context: &Context) {
    if matches!(context.place, Place::Body) {
        let at = At { line: writing.page.tree.nodes[id].line, ..At::default() };
        writing.reading.lines.push(Line { role: Role::Rule, at, ..Line::default() });
    }
}

/// Each line of a program's text is a line of its own.
fn code(writing: &mut Writing, id: Id, context: &Context) {
    let page = writing.page;
    let letters = super::page::kept(page, id).into_iter().filter_map(|id| match page.tree.name(id) {
        "br" => Some("\n"),
        _ => page.tree.letters(id),
    });
    let text: String = letters.collect();
    if !matches!(context.place, Place::Body) {
        let look = Look { code: true, ..context.look.clone() };
        flow::letters(writing, id, &text, &look);
        return;
    }
    let first = page.tree.nodes[id].line;
    for (number, line) in text.trim_end().split('\n').enumerate() {
        let run = Run { text: line.trim_end_matches('\r').to_owned(), ..Run::default() };
        let line = first.saturating_add(u32::try_from(number).unwrap_or(u32::MAX));
        let at = At { line, ..At::default() };
        writing.reading.lines.push(Line { runs: vec![run], role: Role::Code, at, gap: number == 0, goes_on: None });
    }
}
