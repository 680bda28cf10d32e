//! What `ibid explain` says: a diagnostic's page as plain text.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::word;
use crate::base::code::Code;
use crate::base::text::nearest;

/// Columns of a paragraph.
const WIDTH: usize = 80;

/// The page of a code as plain text; where there is no such code, what to say instead.
pub fn explain(name: &str) -> Result<String, String> {
    let name = name.trim();
    let Some(code) = Code::from_name(&name.to_ascii_lowercase()) else {
        let hint = match nearest(name, Code::ALL.iter().map(|code| code.name())) {
            Some(near) => format!("did you mean {near}?"),
            None => "ibid explain lists them all".to_owned(),
        };
        return Err(format!("no diagnostic is called {name}; {hint}"));
    };
    Ok(format!("{} ({})\n\n{}", code.name(), word(code.severity()), plain(code.page())))
}

/// Every code with its severity and title, in the order of the table.
#[must_use]
pub fn codes() -> String {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let mut out = String::new();
    for code in Code::ALL {
        let _ = writeln!(out, "{:width$}  {:7}  {}", code.name(), word(code.severity()), code.title());
    }
    out
}

/// Markdown as plain text: headings underlined, code indented under its file's name, paragraphs filled.
pub(super) fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut words = String::new();
    let mut code = false;
    let mut indent = 0;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                code = true;
                let info = if let CodeBlockKind::Fenced(info) = &kind { info.as_ref() } else { "" };
                if let Some(path) = info.split_whitespace().nth(1) {
                    let _ = writeln!(out, "  {path}:");
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                code = false;
                out.push('\n');
            }
            Event::Start(Tag::Item) => indent += 2,
            Event::End(TagEnd::Item) => {
                flush(&mut out, &mut words, indent, "");
                indent -= 2;
            }
            Event::End(TagEnd::List(_)) => out.push('\n'),
            Event::End(TagEnd::Paragraph) => flush(&mut out, &mut words, indent, "\n"),
            Event::End(TagEnd::Heading(level)) => {
                let line = if level == pulldown_cmark::HeadingLevel::H1 { "=" } else { "-" };
                let rule = line.repeat(words.chars().count());
                let _ = writeln!(out, "{words}\n{rule}\n");
                words.clear();
            }
            Event::Text(text) if code => {
                for line in text.lines() {
                    let _ = writeln!(out, "{}", format!("    {line}").trim_end());
                }
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Fills a paragraph into lines; an item of a list has its dash before the first.
fn flush(out: &mut String, words: &mut String, indent: usize, end: &str) {
    if words.trim().is_empty() {
        return;
    }
    let mut column = 0;
    for word in words.split_whitespace() {
        let wide = word.chars().count();
        if column == 0 {
            let lead = if indent == 0 { String::new() } else { format!("{:>indent$}", "- ") };
            out.push_str(&lead);
            column = indent;
        } else if column + 1 + wide > WIDTH {
            let _ = write!(out, "\n{:indent$}", "");
            column = indent;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += wide;
    }
    out.push('\n');
    out.push_str(end);
    words.clear();
}
