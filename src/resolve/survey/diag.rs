//! The words of what the survey finds.

use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::span::Span;

pub fn unresolved_noteref(span: Span, label: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(Code::UnresolvedNoteref, span, format!("no note is called `{label}`"));
    match near {
        Some(near) => {
            found.help(format!("did you mean `[^{near}]`?")).fix(Applicability::Unsafe, span, format!("[^{near}]"))
        }
        None => found.help(format!("write the note on a line of its own: `[^{label}]: words of the note`")),
    }
}

pub fn unused_note(span: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code::UnusedNote, span, format!("nothing in the text refers to note `{label}`"))
        .note("it is printed after the other notes, with no way back")
        .help(format!("put `[^{label}]` after the words that the note belongs to"))
}

pub fn empty_note(span: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code::EmptyNote, span, format!("note `{label}` has no words"))
        .help("write the note after its label, or take the label and its references out")
}

pub fn self_referring_note(span: Span, label: &str, other: Option<Span>) -> Diagnostic {
    match other {
        None => Diagnostic::new(Code::SelfReferringNote, span, format!("note `{label}` refers to itself"))
            .help("name the note that is meant, or take the reference out"),
        Some(defined) => {
            let message = format!("this leads back to note `{label}`: the notes refer to each other in a ring");
            Diagnostic::new(Code::SelfReferringNote, span, message)
                .label(defined, "the ring starts here")
                .help("take one of the references out")
        }
    }
}

pub fn duplicate_heading_id(span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateHeadingId, span, format!("two headings have the address `{id}`"))
        .label(first, "the first one keeps it")
        .help("give this heading another word in its `{#…}`")
}

pub fn path_outside(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::PathOutside, span, format!("`{path}` leads out of the folder `content`"))
        .help("copy the file into the folder of this page and link to it there")
}

/// A page asks no other site for anything (THREATS A6).
pub fn remote_picture(span: Span, address: &str) -> Diagnostic {
    let message = format!("the picture {} is on another site, and a page shows none from there", short(address));
    Diagnostic::new(Code::RemotePicture, span, message)
        .help("save it beside this file, if you may, and write its name; till then its words stand for it")
}

pub fn refused_picture(span: Span, address: &str) -> Diagnostic {
    Diagnostic::new(Code::RefusedUrl, span, format!("the address {} is not let through", short(address)))
        .help("a picture is a file of this site, named by its path; its words stand for it")
}

/// As much of an address as a message has room for.
fn short(address: &str) -> String {
    address.chars().filter(|c| !c.is_control()).take(60).collect()
}

pub fn pull_quote_altered(
    span: Span,
    sentence: Option<Span>,
    differences: &str,
    words: Option<(Span, &str)>,
) -> Diagnostic {
    let message = format!("this pull quote differs from the sentence that it repeats: {differences}");
    let mut found = Diagnostic::new(Code::PullQuoteAltered, span, message);
    if let Some(sentence) = sentence {
        found = found.label(sentence, "the sentence in the text");
    }
    if let Some((span, words)) = words {
        found = found.fix(Applicability::Unsafe, span, words);
    }
    found.help("repeat the words of the text, or write `{altered}` after `[!pullquote]` if the change is meant")
}

pub fn pull_quote_not_found(span: Span) -> Diagnostic {
    Diagnostic::new(Code::PullQuoteNotFound, span, "the text holds no sentence like this pull quote")
        .help("a pull quote repeats a sentence of its own page: copy one, or make this an ordinary quotation by taking `[!pullquote]` out")
}

pub fn ambiguous_name(span: Span, name: &str, owners: &[&str]) -> Diagnostic {
    let message = format!("“{name}” is a name of {}, and the text does not tell which", owners.join(" and of "));
    Diagnostic::new(Code::AmbiguousName, span, message)
        .note("it is not linked")
        .help(format!("name one of them in full in this text, or write [[id|{name}]]; [[!{name}]] leaves it as it is"))
}
