//! What the parser has to say, worded for an editor.

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::fix::Applicability;
use crate::base::span::Span;
use crate::base::text::nearest;
use crate::parse::slips::Cut;
use crate::parse::value::SyntaxError;

pub fn front_matter_syntax(error: &SyntaxError) -> Diagnostic {
    let message = format!("the front matter cannot be read: {}", error.message);
    let general = "check the indentation, and put a value that holds a colon or starts with a sign into quotes";
    let diagnostic =
        Diagnostic::new(Code::FrontMatterSyntax, error.span, message).help(error.help.as_deref().unwrap_or(general));
    match &error.quoted {
        Some(quoted) => diagnostic.fix(Applicability::Safe, error.span, quoted),
        None => diagnostic,
    }
}

pub fn unclosed_front_matter(span: Span, fence: &str, meant: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::FrontMatterSyntax, span, "the front matter has no end")
        .note("opened here")
        .help(format!("end it with a line that holds only {fence}"));
    match meant {
        Some(line) => diagnostic.label(line, "meant as its end?").fix(Applicability::Safe, line, fence),
        None => diagnostic,
    }
}

pub fn cut_value(field: &str, cut: &Cut) -> Diagnostic {
    let shown: String = cut.words.chars().take(60).collect();
    Diagnostic::new(Code::CutValue, cut.span, format!("“{shown}” is cut off the {field}: # begins a comment here"))
        .help(format!("put the whole value into quotation marks: {}", cut.quoted))
        .fix(Applicability::Unsafe, cut.span, cut.quoted.clone())
}

pub fn late_front_matter(span: Span) -> Diagnostic {
    Diagnostic::new(Code::FrontMatterSyntax, span, "the front matter has to begin in the first line, with exactly ---")
        .help("delete what stands before it")
}

pub fn missing_field(span: Span, field: &str, what: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingField, span, format!("{what} needs a {field}"))
        .help(format!("add a line such as {} to the front matter", example(field)))
}

/// Nobody has to look for the day before the site can be built.
pub fn undated_import(span: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(Code::MissingField, span, "this imported briefing has no date")
        .help("its document prints none; add a line such as date: 2026-03-30 to the front matter");
    diagnostic.severity = Severity::Warning;
    diagnostic
}

fn example(field: &str) -> &'static str {
    match field {
        "date" => "date: 2026-03-30",
        "name" => "name: Kaliningrad",
        _ => "title: The alliance and its price",
    }
}

pub fn unknown_field(span: Span, field: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownField, span, format!("there is no field called {field}"));
    match nearest(field, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean {near}?")).fix(Applicability::Unsafe, span, near),
        None => diagnostic.help("it is ignored; the handbook lists the fields"),
    }
}

pub fn duplicate_field(span: Span, field: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::BadValue, span, format!("{field} is given twice"))
        .label(first, "the first one, which counts")
        .help("delete one of them")
}

pub fn bad_value(span: Span, field: &str, wanted: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadValue, span, format!("{field} has to be {wanted}")).help(help)
}

/// `parts`: what stands between the commas.
pub fn unclear_authors(span: Span, line: &str, parts: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(Code::UnclearAuthors, span, format!("“{line}” is taken for the name of one author"));
    match parts {
        [family, given] if !family.contains(char::is_whitespace) => {
            found.help(format!("write {given} {family} if it is a person, or [{family}, {given}] if these are two"))
        }
        _ => found.help(format!("write [{}] if these are several, or [\"{line}\"] if it is one", parts.join(", "))),
    }
}

pub fn duplicate_note(span: Span, first: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateNote, span, format!("the note [^{label}] is defined twice"))
        .note("the second definition")
        .label(first, "the first, which is used")
        .help("give one of them another label; the second is printed after the other notes")
}

pub fn unknown_block(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownBlock, span, format!("there is no block called [!{name}]"));
    match nearest(name, known.iter().copied()) {
        Some(near) => {
            diagnostic.help(format!("did you mean [!{near}]?")).fix(Applicability::Safe, span, format!("[!{near}]"))
        }
        None => diagnostic.help(format!("the blocks are {}; it is shown as a quotation", known.join(", "))),
    }
}

pub fn raw_html(span: Span) -> Diagnostic {
    Diagnostic::new(Code::RawHtml, span, "HTML is shown as plain text here")
        .help("write it as markdown, or let a safe part of HTML through with [html] allow = true in ibid.toml")
}

pub fn refused_attribute(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::RefusedAttribute, span, format!("a heading cannot have the attribute {name}"))
        .help("only an id and classes are allowed: {#gap .wide}; it is left out")
}

pub fn refused_url(span: Span, url: &str) -> Diagnostic {
    let shown: String = url.chars().filter(|c| !c.is_control()).take(60).collect();
    Diagnostic::new(Code::RefusedUrl, span, format!("the address {shown} is not let through"))
        .help("addresses start with https:, http:, mailto: or doi:, or are paths of this site; the words are shown without a link")
}

/// An address in a field or setting, not in a text.
pub fn refused_field_url(span: Span, url: &str) -> Diagnostic {
    refused_url(span, url).help("write a full address that starts with https:// or http://; this one is left out")
}

pub fn refused_menu(span: Span, url: &str) -> Diagnostic {
    refused_url(span, url)
        .help("write a full address such as https://example.org/, or the name of a page; the entry is left out")
}

pub fn link_without_words(span: Span, target: &str) -> Diagnostic {
    Diagnostic::new(Code::EmptyLink, span, "no words follow the bar of this link")
        .help(format!("write the words after it, or take the bar out: [[{target}]], which shows the title"))
        .fix(Applicability::Safe, span, format!("[[{target}]]"))
}

pub fn link_without_target(span: Span) -> Diagnostic {
    Diagnostic::new(Code::EmptyLink, span, "this link names no page")
        .help("write the name of a page between the brackets: [[toll-bridge]] or [[toll-bridge|words]]")
}

pub fn bad_citation(span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(Code::BadCitation, span, format!("this citation cannot be read: {why}"))
        .help("write it like [@wilson2021, p. 279] or [see @wilson2021; @clark2021]; it is shown as typed")
}

pub fn open_citation(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(Code::BadCitation, span, "the bracket that opens this citation is not closed")
        .help(format!("close it after the page: [@{key}, p. 279]"))
}

pub fn broken_tie(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadCitation, span, "this tie to a work cannot be read")
        .help("write it without a blank before it, with straight quotation marks: [words](cite:wilson2021 \"p. 279\")")
}

pub fn lost_cell(span: Span, written: usize, columns: usize) -> Diagnostic {
    let message = format!("this row has {written} cells and the table {columns} columns: the last cells are not shown");
    Diagnostic::new(Code::LostCell, span, message)
        .help("add a column to the first row; a bar inside a link or code is written \\|")
}

pub fn unclosed_block(span: Span, what: &str, end: &str) -> Diagnostic {
    Diagnostic::new(Code::UnclosedBlock, span, format!("{what} that begins here has no end"))
        .help(format!("all that follows belongs to it; end it with a line {end}"))
}

pub fn image_without_alt(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ImageWithoutAlt, span, "this picture has no description for those who cannot see it")
        .help("write what it shows between the brackets: ![Bar chart of the vote](vote.svg)")
}

pub fn deep_nesting(span: Span) -> Diagnostic {
    Diagnostic::new(Code::DeepNesting, span, "quotations, lists or emphasis are nested too deeply here")
        .help("the words are kept, the inner levels are not; take some of the markers away")
}
