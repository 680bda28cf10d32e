//! A reading as a text, for tests: a line for each line, its role first, its looks and marks in brackets.

use std::fmt::Write as _;

use super::{Read, Refusal};
use crate::import::evidence::{Line, Look, Mark, Reading, Role, Run};

/// What `read` makes of `bytes`, as a text.
pub fn shown(read: Read, bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(reading) => reading_shown(&reading),
        Err(Refusal { cause, remedy }) => format!("refused: {cause}\nremedy: {remedy}\n"),
    }
}

pub fn reading_shown(reading: &Reading) -> String {
    let mut out = String::new();
    for line in &reading.lines {
        out.push_str(&line_shown(line));
        out.push('\n');
    }
    for (at, picture) in reading.pictures.iter().enumerate() {
        let _ = writeln!(out, "picture {at}: {} ({} bytes)", picture.name, picture.bytes.len());
    }
    for claim in &reading.claims {
        let _ = writeln!(out, "claim {:?}: {} ({})", claim.field, claim.value, claim.place);
    }
    for remark in &reading.remarks {
        let _ = writeln!(out, "remark {}: {}", remark.line, remark.what);
    }
    for dropped in &reading.dropped {
        let _ = writeln!(out, "dropped {}: {} ({})", dropped.line, dropped.text, dropped.reason);
    }
    out
}

fn line_shown(line: &Line) -> String {
    let role = match &line.role {
        Role::Item { depth, number, first } => {
            let number = number.map_or("-".to_owned(), |number| number.to_string());
            format!("item {depth} {number}{}", if *first { "" } else { " more" })
        }
        Role::Cell { table, row, column, header } => {
            format!("cell {table}/{row}/{column}{}", if *header { " header" } else { "" })
        }
        Role::Note(label) => format!("note {label}"),
        Role::Heading(level) => format!("h{level}"),
        Role::Box { number, title } => format!("box {number}{}", if *title { " title" } else { "" }),
        Role::Quote { depth } => format!("quote {depth}"),
        other => format!("{other:?}").to_lowercase(),
    };
    let text: String = line.runs.iter().map(run_shown).collect();
    let text = text.replace('\t', "→").replace('\u{ad}', "[shy]").replace('\u{2011}', "[nbhy]");
    format!("{role}| {text}").trim_end().to_owned()
}

fn run_shown(run: &Run) -> String {
    let text = &run.text;
    let inner = match &run.mark {
        None => text.clone(),
        Some(Mark::Noteref(label)) if text.is_empty() => format!("[^{label}]"),
        Some(Mark::Noteref(label)) => format!("[^{label} {text}]"),
        Some(Mark::Picture(at)) => format!("[picture {at}: {text}]"),
        Some(Mark::Backlink) => format!("[back {text}]"),
        Some(Mark::Break) => "[br]".to_owned(),
    };
    let Look { bold, italic, superscript, subscript, small_caps, strikethrough, code, size, link, language, cite } =
        &run.look;
    let mut looks: Vec<String> = Vec::new();
    let named = [
        (bold, "b"),
        (italic, "i"),
        (superscript, "sup"),
        (subscript, "sub"),
        (small_caps, "sc"),
        (strikethrough, "s"),
        (code, "code"),
    ];
    looks.extend(named.iter().filter(|(on, _)| **on).map(|(_, name)| (*name).to_owned()));
    if *size > 0.0 {
        looks.push(format!("{size}pt"));
    }
    looks.extend(link.iter().cloned());
    looks.extend(language.iter().cloned());
    looks.extend(cite.map(|at| format!("cite {at}")));
    if looks.is_empty() || matches!(run.mark, Some(Mark::Noteref(_) | Mark::Backlink)) {
        inner
    } else {
        format!("{{{} {inner}}}", looks.join(" "))
    }
}
