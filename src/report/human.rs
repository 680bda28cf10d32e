//! The form for a person at a terminal: the message, the words it is about, what to do, and the change proposed.
//!
//! The renderer lets the text of labels and paths through as it is: all that comes from a file is cleaned here.

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Padding, Patch, Renderer, Snippet, normalize_untrusted_str as clean,
};

use super::excerpt::{Excerpt, excerpts};
use super::place::{Found, Place, Remedy};
use crate::base::diag::Severity;
use crate::base::span::Span;

/// Lines are cut before they reach it, so that the renderer has nothing to cut.
const WIDTH: usize = 400;
/// A proposed text longer than this is told in words of its own, cut.
const LONG: usize = 160;

pub(super) fn print(found: &[Found], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut out = String::new();
    for one in found {
        let text = renderer.render(&report(one));
        for line in text.lines().filter(|line| !is_bare_mark(line)) {
            out.push_str(line);
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// The renderer counts columns in the text that it is given, which is cut; so the path and position stand in an
/// element of their own, and the renderer marks the lines below it as if they came from a further, nameless file.
fn is_bare_mark(line: &str) -> bool {
    let mut escape = false;
    let visible = line.chars().filter(|c| {
        let skipped = escape || *c == '\u{1b}';
        escape = skipped && *c != 'm';
        !skipped && *c != ' '
    });
    visible.eq(":::".chars())
}

fn report<'a>(found: &'a Found) -> Vec<Group<'a>> {
    let diagnostic = found.diagnostic;
    let title = level(diagnostic.severity).primary_title(clean(&diagnostic.message)).id(diagnostic.code.name());
    let mut group = Group::with_title(title).elements(places(found));
    let help = diagnostic.help.as_deref();
    let Some(fix) = &found.fix else {
        return match help {
            Some(help) => vec![group.element(Level::HELP.message(clean(help)))],
            None => vec![group],
        };
    };
    let words = help.unwrap_or(if fix.safe { "this repairs it" } else { "this may be what is meant" });
    let home = found.place.as_ref().map_or("", |place| place.path.as_str());
    let changes = changes(fix, home);
    if changes.is_empty() {
        group = group.element(Level::HELP.message(clean(words)));
        for (place, text) in &fix.edits {
            group = group.element(Level::HELP.message(told(place, text, home)));
        }
        return vec![group];
    }
    vec![group, Level::HELP.secondary_title(clean(words)).elements(changes)]
}

/// The primary place and the labels, those of one file together.
fn places<'a>(found: &'a Found) -> Vec<Element<'a>> {
    let Some(primary) = &found.place else { return Vec::new() };
    let mut files: Vec<Vec<(&'a Place, &'a str, bool)>> = vec![vec![(primary, &found.diagnostic.note, true)]];
    for (place, text) in &found.labels {
        let same = |file: &&mut Vec<(&Place, &str, bool)>| file.iter().any(|(other, ..)| other.path == place.path);
        match files.iter_mut().find(same) {
            Some(file) => file.push((place, text, false)),
            None => files.push(vec![(place, text, false)]),
        }
    }
    let mut out = Vec::new();
    for file in files {
        let spans: Vec<Span> = file.iter().map(|(place, ..)| place.span).collect();
        let Some((first, ..)) = file.first() else { continue };
        for excerpt in excerpts(&first.source, &spans) {
            let shown =
                excerpt.marks.iter().find_map(|(index, _)| file.get(*index)).map_or(*first, |(place, ..)| *place);
            if !out.is_empty() {
                out.push(Element::Padding(Padding));
            }
            out.push(origin(shown).into());
            let Excerpt { line, text, marks, .. } = excerpt;
            let annotations = marks.into_iter().filter_map(|(index, range)| {
                let (_, text, primary) = file.get(index)?;
                let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                Some(kind.span(range).label((!text.is_empty()).then(|| clean(text))))
            });
            out.push(Snippet::source(text).line_start(line as usize).annotations(annotations).into());
        }
    }
    out
}

fn origin(place: &Place) -> Origin<'_> {
    Origin::path(clean(&place.path)).line(place.start.line as usize).char_column(place.start.column as usize)
}

/// The lines as they are and as they would be; empty where they are too long to compare at a glance, or elsewhere.
fn changes<'a>(fix: &'a Remedy, home: &str) -> Vec<Element<'a>> {
    let spans: Vec<Span> = fix.edits.iter().map(|(place, _)| place.span).collect();
    let (Some((first, _)), true) = (fix.edits.first(), fix.edits.iter().all(|(_, text)| text.len() <= LONG)) else {
        return Vec::new();
    };
    if fix.edits.iter().any(|(place, _)| place.path != home) {
        return Vec::new();
    }
    let excerpts = excerpts(&first.source, &spans);
    if excerpts.iter().any(|excerpt| excerpt.clipped) {
        return Vec::new();
    }
    let element = |excerpt: Excerpt| {
        let patches = excerpt.marks.into_iter().filter_map(|(index, range)| {
            let (place, text) = fix.edits.get(index)?;
            let whole_lines = place.source.slice(place.span).ends_with('\n');
            let text = if whole_lines { text.strip_suffix('\n').unwrap_or(text) } else { text };
            Some(Patch::new(range, clean(text)))
        });
        Snippet::source(excerpt.text).line_start(excerpt.line as usize).patches(patches).into()
    };
    excerpts.into_iter().map(element).collect()
}

/// A change in words.
fn told(place: &Place, text: &str, home: &str) -> String {
    let old = cut(place.source.slice(place.span));
    let new = cut(text);
    let file = if place.path == home { String::new() } else { format!("in {}, ", place.path) };
    let change = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("insert “{new}”"),
        (false, true) => format!("delete “{old}”"),
        (false, false) => format!("replace “{old}” by “{new}”"),
    };
    clean(&format!("{file}{change}"))
}

fn cut(text: &str) -> String {
    let mut out: String = text.chars().take(LONG).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info | Severity::Off => Level::INFO,
    }
}
