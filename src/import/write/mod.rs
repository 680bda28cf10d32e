//! A briefing as annotated markdown: what [`parse`](crate::parse) would read as the same tree.
//!
//! One line a paragraph, a blank line between blocks, notes at the end. No word means more here than it meant before.

#![allow(clippy::format_push_string, reason = "a line put together in one place reads best")]

pub mod escape;
pub mod front;
pub mod inline;

use self::escape::Place;
use self::front::Fields;
use crate::model::article::Kind;
use crate::model::block::{Alignment, Block, BlockKind, Callout, Definition, Figure, Heading, List, Table};
use crate::model::briefing::{Briefing, Note};
use crate::model::inline::Inline;

/// Deeper blocks are left out; the parser's own bound is lower.
const DEPTH: usize = 80;

/// The whole file; a page's kind is told by its folder.
pub fn write(briefing: &Briefing<'_>, kind: Kind) -> String {
    let reviews: Vec<String> =
        briefing.reviews.iter().map(|review| format!("<!-- review: {} -->", review.words)).collect();
    document(&front::of(&briefing.matter, kind), &briefing.blocks, &briefing.notes, &reviews)
}

/// Front matter, text and notes.
pub fn document(front: &Fields, blocks: &[Block<'_>], notes: &[Note<'_>], reviews: &[String]) -> String {
    let mut parts = Vec::new();
    let body = self::blocks(blocks, 0);
    if !body.is_empty() {
        parts.push(body);
    }
    parts.extend(reviews.iter().cloned());
    parts.extend(notes.iter().map(note));
    let mut out = front::yaml(front);
    if !out.is_empty() && !parts.is_empty() {
        out.push('\n');
    }
    out.push_str(&parts.join("\n\n"));
    if !parts.is_empty() {
        out.push('\n');
    }
    out
}

fn note(note: &Note<'_>) -> String {
    let body = blocks(&note.blocks, 1);
    let mut lines = body.lines();
    let mut out = format!("[^{}]: {}", note.label, lines.next().unwrap_or(""));
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
    }
    out.trim_end().to_owned()
}

fn blocks(blocks: &[Block<'_>], depth: usize) -> String {
    if depth > DEPTH {
        return String::new();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<&BlockKind<'_>> = None;
    for block in blocks {
        let text = self::block(&block.kind, depth);
        if text.is_empty() {
            continue;
        }
        // Side by side they would be one.
        if before.is_some_and(|before| grow_together(before, &block.kind)) {
            parts.push("<!-- -->".to_owned());
        }
        before = Some(&block.kind);
        parts.push(text);
    }
    parts.join("\n\n")
}

fn grow_together(a: &BlockKind<'_>, b: &BlockKind<'_>) -> bool {
    match (a, b) {
        (BlockKind::List(a), BlockKind::List(b)) => a.start.is_some() == b.start.is_some(),
        // The second paragraph of an item, or a code block, would go into the list.
        (BlockKind::Definitions(_), _) => true,
        (_, BlockKind::Definitions(_)) => matches!(a, BlockKind::Paragraph(_)),
        _ => false,
    }
}

fn block(kind: &BlockKind<'_>, depth: usize) -> String {
    match kind {
        BlockKind::Heading(heading) => self::heading(heading),
        BlockKind::Paragraph(words) => inline::inlines(words, Place::Start).trim_end_matches(['\n', ' ']).to_owned(),
        BlockKind::Quote(inner) => quoted("", &blocks(inner, depth + 1)),
        BlockKind::PullQuote(quote) => {
            let head = if quote.altered { "[!pullquote] {altered}" } else { "[!pullquote]" };
            quoted(head, &blocks(&quote.blocks, depth + 1))
        }
        BlockKind::Callout(callout) => self::callout(callout, depth),
        BlockKind::Figure(figure) => self::figure(figure, depth),
        BlockKind::List(list) => self::list(list, depth),
        BlockKind::Definitions(definitions) => {
            definitions.iter().map(|definition| self::definition(definition, depth)).collect::<Vec<_>>().join("\n\n")
        }
        BlockKind::Code { language, text } => code(language, text),
        BlockKind::Table(table) => self::table(table),
        BlockKind::Rule => "* * *".to_owned(),
        BlockKind::Html(html) => html.trim_end().to_owned(),
    }
}

fn heading(heading: &Heading<'_>) -> String {
    let words = one_line(&heading.words);
    let mut out = format!("{} {words}", "#".repeat(usize::from(heading.level.clamp(1, 6))));
    // A sign at the end would close the heading.
    if words.ends_with('#') {
        out.pop();
        out.push_str("\\#");
    }
    let mut attributes: Vec<String> = heading.id.iter().map(|id| format!("#{id}")).collect();
    attributes.extend(heading.classes.iter().map(|class| format!(".{class}")));
    if !attributes.is_empty() {
        out.push_str(&format!(" {{{}}}", attributes.join(" ")));
    }
    out
}

/// Words that have to stay in their line.
fn one_line(words: &[Inline<'_>]) -> String {
    inline::inlines(words, Place::Inside).replace("\\\n", " ").replace('\n', " ").trim().to_owned()
}

/// Each line behind a `>`.
fn quoted(head: &str, body: &str) -> String {
    let lines = if head.is_empty() { None } else { Some(head) }.into_iter().chain(body.lines());
    let lines: Vec<String> =
        lines.map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect();
    if lines.is_empty() { ">".to_owned() } else { lines.join("\n") }
}

fn callout(callout: &Callout<'_>, depth: usize) -> String {
    let title = one_line(&callout.title);
    let head = format!("[!{}]{}{title}", callout.kind.name(), if title.is_empty() { "" } else { " " });
    quoted(&head, &blocks(&callout.blocks, depth + 1))
}

fn figure(figure: &Figure<'_>, depth: usize) -> String {
    let title_only = figure.image.as_ref().is_some_and(|image| !image.title.trim().is_empty());
    let caption = if title_only { String::new() } else { blocks(&figure.caption, depth + 1) };
    let mut parts = Vec::new();
    if let Some(image) = &figure.image {
        let mut out = String::new();
        inline::image(image, &mut out);
        if caption.is_empty() && figure.credit.is_none() {
            return out;
        }
        parts.push(out);
    }
    if !caption.is_empty() {
        parts.push(caption);
    }
    if let Some(credit) = &figure.credit {
        parts.push(format!("{}{}{}", credit.label, credit.sign(), one_line(&credit.words)));
    }
    quoted("[!figure]", &parts.join("\n\n"))
}

fn list(list: &List<'_>, depth: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for (n, item) in list.items.iter().enumerate() {
        let sign = match list.start {
            Some(start) => format!("{}. ", start.saturating_add(n as u64)),
            None => "- ".to_owned(),
        };
        let indent = " ".repeat(sign.len());
        let body = if list.tight { tight(item, depth + 1) } else { blocks(item, depth + 1) };
        let mut text = sign;
        for (k, line) in body.lines().enumerate() {
            if k > 0 {
                text.push('\n');
                if !line.is_empty() {
                    text.push_str(&indent);
                }
            }
            text.push_str(line);
        }
        out.push(text.trim_end().to_owned());
    }
    out.join(if list.tight { "\n" } else { "\n\n" })
}

/// Blocks of an item without blank lines between.
fn tight(item: &[Block<'_>], depth: usize) -> String {
    let parts: Vec<String> =
        item.iter().map(|block| self::block(&block.kind, depth)).filter(|text| !text.is_empty()).collect();
    parts.join("\n")
}

fn definition(definition: &Definition<'_>, depth: usize) -> String {
    let mut out = one_line(&definition.term);
    for details in &definition.details {
        let body = blocks(details, depth + 1);
        for (n, line) in body.lines().enumerate() {
            out.push('\n');
            if n == 0 {
                out.push_str(": ");
            } else if !line.is_empty() {
                out.push_str("  ");
            }
            out.push_str(line);
        }
    }
    out
}

fn code(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn table(table: &Table<'_>) -> String {
    let row = |cells: &[Vec<Inline<'_>>]| {
        let cells: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = |alignment: &Alignment| match alignment {
        Alignment::None => "---",
        Alignment::Left => ":---",
        Alignment::Center => ":---:",
        Alignment::Right => "---:",
    };
    let rules: Vec<&str> = table.alignments.iter().map(rule).collect();
    let mut lines = vec![row(&table.head), format!("|{}|", rules.join("|"))];
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}
