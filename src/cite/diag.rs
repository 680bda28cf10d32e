//! What is to say about citation styles, worded for an editor.

use super::style::StyleError;
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::span::Span;

/// `span` is the name where it is written, in the settings or in front matter.
pub fn unknown_style(span: Option<Span>, name: &str, error: &StyleError) -> Diagnostic {
    let diagnostic = |message: String| Diagnostic::new(Code::UnknownStyle, span, message);
    match error {
        StyleError::Unknown { nearest: Some(near), .. } => {
            let diagnostic =
                diagnostic(format!("there is no citation style called {name}")).help(format!("did you mean {near}?"));
            match span {
                Some(span) => diagnostic.fix(Applicability::Unsafe, span, format!("\"{near}\"")),
                None => diagnostic,
            }
        }
        StyleError::Unknown { nearest: None, .. } => diagnostic(format!("there is no citation style called {name}"))
            .help("chicago-notes, chicago-author-date, apa, mla, harvard and mhra are some; or name a .csl file of the site"),
        StyleError::Syntax { message } => diagnostic(format!("the citation style {name} cannot be read: {message}"))
            .help("take a style from the CSL repository as it is"),
        StyleError::Dependent { parent } => {
            diagnostic(format!("the citation style {name} only refers to another one, {parent}"))
                .help(format!("use {parent} itself"))
        }
        StyleError::Ring { name: element } => {
            diagnostic(format!("in the citation style {name} the macro {element} calls itself"))
                .help("such a style has no end; take it from the CSL repository as it is")
        }
        StyleError::TooDeep => diagnostic(format!("the citation style {name} is nested too deeply"))
            .help("take a style from the CSL repository as it is"),
        StyleError::File => diagnostic(format!("a briefing cannot take its citation style from the file {name}"))
            .help("name one of the styles that ibid brings, such as chicago-author-date; a file is named in ibid.toml, for the whole site"),
        StyleError::TooLarge => diagnostic(format!("the citation style {name} is too large"))
            .help("take a style from the CSL repository as it is"),
    }
}
