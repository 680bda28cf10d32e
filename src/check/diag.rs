//! The wording of what the rules find.

use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::{Applicability, Edit, Fix};
use crate::base::span::Span;
use crate::model::facts::Tie;
use crate::model::work::Work;

pub fn updated_before_date(span: Span, updated: &str, date: Span, day: &str) -> Diagnostic {
    let message = format!("this was updated on {updated}, before it was published on {day}");
    Diagnostic::new(Code::BadValue, span, message)
        .label(date, "the day of publication")
        .help("correct one of the two days")
}

pub fn bad_language(span: Span, tag: &str) -> Diagnostic {
    let message = format!("“{tag}” is not a language tag that browsers and screen readers understand");
    Diagnostic::new(Code::BadValue, span, message).help("write a tag such as en, en-GB, be, be-tarask or zh-Hans")
}

pub fn author_without_page(span: Span, id: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("“{id}” looks like the id of an author page, and there is no such page");
    let found = Diagnostic::new(Code::UnknownAuthor, span, message);
    match near {
        Some(near) => found.help(format!("did you mean “{near}”?")).fix(Applicability::Unsafe, span, near),
        None => found.help(format!("write content/authors/{id}.md, or give the name as it is to be printed")),
    }
}

pub fn author_nearly_known(span: Span, name: &str, near: &str) -> Diagnostic {
    let message = format!("“{name}” has no author page, but “{near}” has one");
    Diagnostic::new(Code::UnknownAuthor, span, message)
        .help(format!("if the same person is meant, write “{near}”"))
        .fix(Applicability::Unsafe, span, near)
}

/// `likely`: the key of the work that it seems to mean, and the words that could be tied to it.
pub fn untied_reference(span: Span, note: u32, likely: Option<(&str, Option<&Tie>)>) -> Diagnostic {
    let message = format!("note {note} looks like a reference, but is tied to no work of the bibliography");
    let found = Diagnostic::new(Code::UntiedReference, span, message);
    let Some((key, tie)) = likely else {
        return found.help("tie its words to a work, [words](cite:key), so that the citation index knows it");
    };
    let place = tie.and_then(|tie| tie.locator.as_ref());
    let place = place.map_or(String::new(), |place| format!(" \"{}\"", place.printed()));
    let mut found = found.help(format!("if it is the work “{key}”, tie its words to it: [words](cite:{key}{place})"));
    // Other signs would end the address, or be read as something else in it.
    let typed = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '+'));
    if let Some(Tie { span, .. }) = tie.filter(|_| typed) {
        let edit = |at: u32, text: String| Edit { span: Span { start: at, end: at, ..*span }, text };
        let edits = vec![edit(span.start, "[".to_owned()), edit(span.end, format!("](cite:{key}{place})"))];
        found.fix = Some(Fix { applicability: Applicability::Unsafe, edits });
    }
    found
}

pub fn work_without_title(span: Span, key: &str, by: &str) -> Diagnostic {
    Diagnostic::new(Code::IncompleteWork, span, format!("the work “{key}” by {by} is cited and has no title"))
        .help("add its `title` in the bibliography")
}

pub fn work_without_name(span: Span, key: &str) -> Diagnostic {
    let message = format!("the work “{key}” is cited and has neither an author nor a title");
    Diagnostic::new(Code::IncompleteWork, span, message).help("add `author` and `title` in the bibliography")
}

pub fn page_outside(span: Span, place: &str, work: &Work, pages: &str) -> Diagnostic {
    let message = format!("“{}” has no {place}: it stands on pages {pages}", work.key);
    Diagnostic::new(Code::PageOutsideRange, span, message)
        .label(work.span, "its pages are given here")
        .help("correct the page in the text or the pages in the bibliography, or name the work that is meant")
}

/// What two entries have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    Doi,
    Url,
    /// Author, title and year.
    Words,
}

pub fn twins(second: &Work, first: &Work, twin: Twin) -> Diagnostic {
    let same = match twin {
        Twin::Doi => format!("DOI {}", second.field("DOI").unwrap_or("")),
        Twin::Url => format!("address {}", second.field("URL").unwrap_or("")),
        Twin::Words => "author, title and year".to_owned(),
    };
    let message = format!("“{}” and “{}” seem to be one work: they have the same {}", first.key, second.key, same);
    Diagnostic::new(Code::WorkUnderTwoKeys, second.span, message).label(first.span, "the first of the two").help(
        format!(
            "keep one of the entries and cite it everywhere, for example as “{}”: the index lists them as two works",
            first.key
        ),
    )
}

pub fn duplicate_alias(span: Span, name: &str, first: Span, other: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateAlias, span, format!("“{name}” is also a name of {other}"))
        .label(first, "it is a name here already")
        .help("leave it to the one that is usually meant: in a text it can lead to one page only")
}

/// `fix`: the edit that makes it an alias.
pub fn near_name(span: Span, spelling: &str, name: &str, path: &str, edit: Option<Edit>) -> Diagnostic {
    let message = format!("“{spelling}” is near the name “{name}”, and no alias of it");
    let mut found = Diagnostic::new(Code::NearName, span, message).help(format!(
        "if it is the same, add it to aliases in {path}; if not, to not: there. ibid entities --ask does both"
    ));
    found.fix = edit.map(|edit| Fix { applicability: Applicability::Unsafe, edits: vec![edit] });
    found
}

pub fn review_mark(span: Span, words: &str) -> Diagnostic {
    let message = if words.is_empty() { "a review mark".to_owned() } else { format!("review: {words}") };
    Diagnostic::new(Code::ReviewMark, span, message).help("look at this place, then delete the mark")
}
