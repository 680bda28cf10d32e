//! One paragraph: what it is, and its line.

use super::document::{self, Document, Place};
use super::field;
use super::look::Said;
use super::numbering::{self, Kind};
use super::runs::{self, Around};
use super::styles::{self, Style};
use super::xml::Element;
use crate::import::evidence::{At, Line, Look, Mark, Role, Run};

pub fn read<'t>(document: &mut Document<'t>, paragraph: Element<'t>, place: &Place) {
    document.line += 1;
    let line = document.line;
    let properties = paragraph.part("pPr");
    let style = styles::paragraph(&document.styles, properties.and_then(|it| it.value("pStyle")));
    let outline = properties.and_then(styles::outline_level);
    let said = match outline {
        Some(level) if level < 9 => Some(Role::Heading(styles::heading(level))),
        _ => style.role.clone(),
    };
    let mut making = runs::begin(letters(document, &style, said.as_ref()));
    if style.contents && *place != Place::Furniture {
        making.dropped = Some(field::CONTENTS);
    }
    if let Place::Note(label) = place {
        making.own_mark = document.notes.own_marks.remove(label);
    }
    runs::read(document, paragraph, &mut making, Around::default());
    runs::flush(document, &mut making);
    field::paragraph_ends(&mut document.fields);
    if let Some(mark) = making.own_mark.take() {
        split_mark(&mut making.runs, &mark);
    }
    if making.rule && making.runs.iter().all(|run| run.text.trim().is_empty()) {
        document.reading.lines.push(line_of(Role::Rule, line));
        return;
    }
    let mut all = std::mem::take(&mut document.carried);
    all.extend(making.runs);
    let frame = properties.and_then(|it| it.part("framePr"));
    if properties.is_some_and(ends_in_deleted_mark) {
        document.carried = all;
        return;
    }
    if frame.and_then(|it| it.attribute("dropCap")).is_some_and(|it| it != "none") {
        // A letter as tall as several lines: its size is no evidence.
        for run in &mut all {
            run.look = Look::default();
        }
        document.carried = all;
        return;
    }
    if frame.is_none() {
        document.frame = None;
    } else if *place == Place::Body && document.frame.is_none() {
        document.box_count += 1;
        document.frame = Some(document.box_count);
    }
    let said = document.control.clone().or(making.role).or(said);
    let role = role(document, place, said, &style, properties, &all);
    document::emit(document, all, role, line);
}

fn line_of(role: Role, line: u32) -> Line {
    Line { role, at: At { line, ..At::default() }, ..Line::default() }
}

/// The looks that count in a paragraph of this style. Where the style says what the paragraph is, its own bold or italic
/// says nothing more, and only what differs from it is worth telling.
fn letters(document: &Document, style: &Style, role: Option<&Role>) -> Said {
    let mut own = super::look::over(&style.letters, &document.styles.defaults);
    if role.is_some() {
        own.bold = None;
        own.italic = None;
        own.small_caps = None;
    }
    own
}

/// The paragraph's end was deleted: its words belong to the next.
fn ends_in_deleted_mark(properties: Element) -> bool {
    let mark = super::look::properties(properties);
    mark.is_some_and(|it| it.part("del").is_some() || it.part("moveFrom").is_some())
}

/// The note's own mark, chosen by its author, is no word of it.
fn split_mark(runs: &mut Vec<Run>, mark: &str) {
    let Some(at) = runs.iter().position(|run| run.mark.is_none() && !run.text.trim().is_empty()) else { return };
    let run = &mut runs[at];
    let Some(rest) = run.text.trim_start().strip_prefix(mark) else { return };
    let rest = Run { text: rest.to_owned(), look: run.look.clone(), mark: None };
    mark.clone_into(&mut run.text);
    run.mark = Some(Mark::Backlink);
    runs.insert(at + 1, rest);
}

fn role(
    document: &mut Document,
    place: &Place,
    said: Option<Role>,
    style: &Style,
    properties: Option<Element>,
    runs: &[Run],
) -> Role {
    match place {
        Place::Note(label) => return Role::Note(label.clone()),
        Place::Furniture => return Role::Furniture,
        Place::Cell { table, row, column, header } => {
            return Role::Cell { table: *table, row: *row, column: *column, header: *header };
        }
        Place::Body | Place::Box(_) => {}
    }
    let picture = runs.iter().any(|run| matches!(run.mark, Some(Mark::Picture(_))))
        && runs.iter().all(|run| run.mark.is_some() || run.text.trim().is_empty());
    if picture {
        return Role::Paragraph;
    }
    let number = if let Place::Box(number) = place { Some(*number) } else { document.frame };
    if let Some(number) = number {
        return match said {
            Some(Role::Caption | Role::Credit | Role::PullQuote) => said.unwrap_or_default(),
            said => Role::Box { number, title: matches!(said, Some(Role::Heading(_) | Role::Title)) },
        };
    }
    let empty = runs.iter().all(|run| run.text.trim().is_empty());
    if !empty
        && matches!(said, Some(Role::Heading(_)))
        && let Some((list, level)) = list(properties, style)
    {
        numbering::next(&mut document.numbering, &list, level);
        // Nobody has typed it, so it is no word of the text.
        let mark = numbering::shown(&document.numbering, &list, level);
        document::drop_words(document, &mark, "number that the program prints before a heading");
    }
    let mut continues = style.continues_item;
    if !empty
        && !matches!(said, Some(Role::Heading(_) | Role::Title))
        && let Some((list, level)) = list(properties, style)
    {
        let (kind, number) = numbering::next(&mut document.numbering, &list, level);
        if kind != Kind::Plain {
            let depth = u8::try_from(level.min(8)).unwrap_or(8);
            let number = (kind == Kind::Number).then_some(number);
            document.item = Some((depth, number));
            return Role::Item { depth, number, first: true };
        }
        continues = true;
    }
    if continues && let Some((depth, number)) = document.item {
        return Role::Item { depth, number, first: false };
    }
    if !empty {
        document.item = None;
    }
    said.unwrap_or(Role::Paragraph)
}

/// Id and level of the paragraph's list. The id 0 takes a paragraph out of the list of its style.
fn list(properties: Option<Element>, style: &Style) -> Option<(String, u32)> {
    let direct = properties.and_then(|it| it.part("numPr"));
    let level = direct.and_then(|it| it.value("ilvl")).and_then(|it| it.parse().ok());
    let id = direct.and_then(|it| it.value("numId"));
    let inherited = style.list.as_ref();
    let id = id.or(inherited.map(|(id, _)| id.as_str())).filter(|id| *id != "0")?;
    Some((id.to_owned(), level.or(inherited.map(|(_, level)| *level)).unwrap_or(0)))
}
