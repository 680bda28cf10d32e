//! What is to say about bibliographies, worded for an editor.

use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::span::Span;
use crate::base::text::nearest;
use crate::parse::value::SyntaxError;

pub fn syntax(error: &SyntaxError) -> Diagnostic {
    let message = format!("the bibliography cannot be read here: {}", error.message);
    let kept = "the works before and after it are kept where they can be told apart";
    let diagnostic = Diagnostic::new(Code::BibliographySyntax, error.span, message);
    let diagnostic = match &error.help {
        Some(help) => diagnostic.help(format!("{help}; {kept}")),
        None => diagnostic.help(kept),
    };
    match &error.quoted {
        Some(quoted) => diagnostic.fix(Applicability::Safe, error.span, quoted),
        None => diagnostic,
    }
}

pub fn no_key(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BibliographySyntax, span, "this work has no key, so nothing can cite it")
        .help("add a line such as id: wilson2021; it is left out")
}

pub fn not_a_work(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::BibliographySyntax, span, format!("a work is expected here, but this is {what}"))
        .help("a work is a group of fields, with id, type and title")
}

pub fn duplicate_work(span: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateWork, span, format!("there are two works with the key {key}"))
        .note("the second, which is left out")
        .label(first, "the first, which is used")
        .help("give one of them another key")
}

pub fn unknown_type(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownField, span, format!("there is no kind of work called {name}"));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean {near}?")).fix(Applicability::Unsafe, span, near),
        None => diagnostic.help("it is taken for a document; the handbook lists the kinds"),
    }
}

pub fn bad_date(span: Span, text: &str) -> Diagnostic {
    let shown: String = text.chars().take(40).collect();
    Diagnostic::new(Code::BadValue, span, format!("{shown} is no date of the calendar"))
        .help("write it like 2023-03-30, 2023-03 or 2023; what of it can be read is used")
}

pub fn unknown_parent(span: Span, key: &str, parent: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownWork, span, format!("{key} takes fields from {parent}, which is not in this file"))
        .help("check the key, or delete this field")
}

pub fn ring(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BibliographySyntax,
        span,
        format!("{key} takes fields from itself, through crossref or xdata"),
    )
    .help("delete one of these fields; nothing is taken over here")
}
