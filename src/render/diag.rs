//! The wording of what the cleaning of allowed HTML leaves out (THREATS A3, A8).

use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::span::Span;

/// `name` as in `iframe`; a paragraph lets fewer elements through than a block.
pub fn dropped_element(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DroppedHtml, span, format!("<{name}> is left out here"))
        .help("the words inside it are kept; the handbook, under HTML in briefings, lists what may stand on a page")
}

pub fn emptied_element(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DroppedHtml, span, format!("<{name}> and all that it holds are left out"))
        .help("programs and styles belong into the theme, not into a text")
}

pub fn dropped_attributes(span: Span, element: &str, names: &[&str]) -> Diagnostic {
    let are = if names.len() == 1 { "is" } else { "are" };
    let names = names.join(", ");
    Diagnostic::new(Code::DroppedHtml, span, format!("{names} of <{element}> {are} left out"))
        .help("the handbook, under HTML in briefings, lists what may stand on a page")
}

pub fn refused_address(span: Span, url: &str) -> Diagnostic {
    let shown: String = url.chars().filter(|c| !c.is_control()).take(60).collect();
    Diagnostic::new(Code::RefusedUrl, span, format!("the address {shown} is not let through"))
        .help("addresses in HTML start with https:, http: or mailto:, or are paths of this site; the words are shown without a link")
}

pub fn link_in_a_link(span: Span) -> Diagnostic {
    Diagnostic::new(Code::DroppedHtml, span, "this link stands inside another one and is left out")
        .help("end the outer link before it; the words are kept")
}

pub fn closes_nothing(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DroppedHtml, span, format!("</{name}> closes nothing here and is left out"))
        .help("a tag and its end stand in one block: take out the empty line between them, or this tag")
}

pub fn has_no_end(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DroppedHtml, span, format!("<{name}> has no end here and is closed with what is around it"))
        .help(format!("write </{name}> in the same block, without an empty line before it"))
}

pub fn outside_a_table(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DroppedHtml, span, format!("<{name}> stands in no table and is left out"))
        .help("put <table> and </table> around it, in one block without an empty line")
}
