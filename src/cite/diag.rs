//! What is to say about citation styles, worded for an editor.

use super::csl::{Fault, Why};
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::source::Source;
use crate::base::span::Span;

/// `span` is the name where it is written, in the settings or in front matter.
pub fn unknown_style(span: Option<Span>, name: &str, nearest: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownStyle, span, format!("there is no citation style called {name}"));
    match nearest {
        Some(near) => {
            let diagnostic = diagnostic.help(format!("did you mean {near}?"));
            match span {
                Some(span) => diagnostic.fix(Applicability::Unsafe, span, format!("\"{near}\"")),
                None => diagnostic,
            }
        }
        None => diagnostic.help("ibid styles lists those that ibid brings; any other is a .csl file of the site"),
    }
}

/// `file` is the style, `fault` what is wrong with it.
pub fn unreadable_style(file: &Source, fault: &Fault) -> Diagnostic {
    let rest = file.text.get(fault.at..).unwrap_or("");
    // The element at fault, in its own line.
    let end = rest.find(['>', '\n']).map_or(rest.len(), |end| end + usize::from(rest[end..].starts_with('>')));
    let span = Span::new(file.id, fault.at.min(file.text.len()), (fault.at + end).min(file.text.len()));
    let diagnostic = |message: String| Diagnostic::new(Code::UnreadableStyle, Some(span), message);
    let repository = "take the style as the CSL project gives it, from https://www.zotero.org/styles";
    let near = |nearest: &Option<String>| match nearest {
        Some(near) => format!("did you mean {near}?"),
        None => repository.to_owned(),
    };
    match &fault.why {
        Why::Syntax(cause) => {
            diagnostic(format!("this citation style is no well-formed XML: {cause}")).help(repository)
        }
        Why::Entities => diagnostic("this citation style brings entities of its own, which no style needs".to_owned())
            .help("take the document type and its entities out, and write what they stand for"),
        Why::NotAStyle(name) => diagnostic(format!("this file is no citation style: it opens with <{name}>"))
            .help("a citation style is a file of CSL, which opens with <style>"),
        Why::Element(name) => {
            diagnostic(format!("there is no element {name} in the language of citation styles")).help(repository)
        }
        Why::Value { attribute, value, nearest } => {
            diagnostic(format!("{value} is nothing that {attribute} can say in a citation style")).help(near(nearest))
        }
        Why::MissingMacro { name, nearest } => {
            diagnostic(format!("this citation style calls a macro {name}, which it does not have")).help(near(nearest))
        }
        Why::Ring(name) => diagnostic(format!("in this citation style the macro {name} calls itself"))
            .help("such a style has no end; take out the call that leads back"),
        Why::TooDeep => diagnostic("this citation style is nested more than 64 deep".to_owned()).help(repository),
        Why::TooLarge => diagnostic("this citation style is larger than any that is known".to_owned()).help(repository),
        Why::Form(cause) => diagnostic(format!("this citation style cannot be read: {cause}")).help(repository),
        Why::Parent(parent) => {
            diagnostic(format!("this citation style stands on another one, {parent}, which is not there"))
                .help(format!("put {parent}.csl into the same folder"))
        }
    }
}
