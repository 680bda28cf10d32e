//! The wording of what linking finds.

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::fix::Applicability;
use crate::base::span::Span;
use crate::model::cite::Locator;
use crate::model::work::Work;

use super::urls::Owner;

pub fn unpublished_draft(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unpublished, span, "this is a draft and is not published")
        .help("take `draft: true` out of the front matter to publish it, or build with --drafts to see it")
}

pub fn unpublished_until(span: Span, date: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Unpublished,
        span,
        format!("this briefing is dated {date} and is not published before that day"),
    )
    .help("build with --drafts to see it now")
}

pub fn changed_name(span: Span, written: &str, now: &str) -> Diagnostic {
    let message = format!("“{written}” cannot stand in an address as it is; the address says “{now}”");
    Diagnostic::new(Code::UnportableSlug, span, message)
        .help("use letters, digits and hyphens, so that the address is the one you chose")
}

pub fn changed_slug(span: Span, written: &str, now: &str) -> Diagnostic {
    changed_name(span, written, now).fix(Applicability::Unsafe, span, now)
}

pub fn duplicate_url(span: Span, url: &str, path: &str, owner: &Owner) -> Diagnostic {
    let message = match owner {
        Owner::Ibid => format!("{path} would become {url}, which is a page that ibid makes itself"),
        Owner::Source { path: other, .. } => format!("{path} and {other} would both become {url}"),
        Owner::Former { path: other, .. } => format!("{path} would become {url}, which is a former address of {other}"),
    };
    with_owner(Diagnostic::new(Code::DuplicateUrl, span, message), owner)
        .help("rename one of them, or give it a `slug` of its own in its front matter")
}

pub fn duplicate_former(span: Span, url: &str, path: &str, owner: &Owner) -> Diagnostic {
    let message = match owner {
        Owner::Ibid => format!("the former address {url} of {path} is a page that ibid makes itself"),
        Owner::Source { path: other, .. } => format!("the former address {url} of {path} is the address of {other}"),
        Owner::Former { path: other, .. } if other == path => format!("{path} has the former address {url} twice"),
        Owner::Former { path: other, .. } => format!("{path} and {other} both have the former address {url}"),
    };
    with_owner(Diagnostic::new(Code::DuplicateUrl, span, message), owner)
        .help("take it out of `aliases` on one of them")
}

pub fn duplicate_media(span: Span, path: &str, other: &str, other_span: Span) -> Diagnostic {
    let message = format!("the files {path} and {other} cannot stand side by side on every system");
    Diagnostic::new(Code::DuplicateUrl, span, message)
        .label(other_span, "the other file is used here")
        .help("rename one of them: they differ only by upper and lower case or by the way an accent is stored")
}

fn with_owner(diagnostic: Diagnostic, owner: &Owner) -> Diagnostic {
    match owner {
        Owner::Ibid => diagnostic,
        Owner::Source { span, .. } => diagnostic.label(*span, "this page has the address"),
        Owner::Former { span, .. } => diagnostic.label(*span, "the former address"),
    }
}

pub fn bad_former(span: Span, alias: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::BadValue, span, format!("“{alias}” cannot be a former address: {reason}"))
        .help("write a path of this site, such as old-name.html or 2021/old-name/")
}

pub fn duplicate_work(work: &Work, first: &Work) -> Diagnostic {
    Diagnostic::new(Code::DuplicateWork, work.span, format!("the key “{}” stands for two different works", work.key))
        .note("this one is not used")
        .label(first.span, "this one is used")
        .help("give one of them another key, or delete it")
}

pub fn unknown_work(span: Span, key: &str, near: &[String]) -> Diagnostic {
    let found = Diagnostic::new(Code::UnknownWork, span, format!("no work in the bibliography has the key “{key}”"));
    match near {
        [] => found.help("add the work to the bibliography, or correct the key"),
        [one] => found.help(format!("did you mean “{one}”?")).fix(Applicability::Unsafe, span, one.clone()),
        [first, ..] => {
            found.help(format!("did you mean one of {}?", quoted(near))).fix(Applicability::Unsafe, span, first.clone())
        }
    }
}

/// `candidates`: the keys and places that the note before cites.
pub fn ambiguous_ibid(span: Span, candidates: &[(&str, Span)]) -> Diagnostic {
    let mut found = Diagnostic::new(
        Code::AmbiguousIbid,
        span,
        "this Ibid. follows a citation of several works: which one is meant?",
    );
    for (key, place) in candidates.iter().take(4) {
        found = found.label(*place, format!("perhaps “{key}”"));
    }
    let key = candidates.last().map_or("key", |(key, _)| key);
    found.help(format!("tie it to the work that is meant, for example [Ibid.](cite:{key})"))
}

pub fn ibid_without_antecedent(span: Span) -> Diagnostic {
    Diagnostic::new(Code::IbidWithoutAntecedent, span, "this Ibid. has no citation before it that it could stand for")
        .help("name the work, or tie the words to it: [Ibid.](cite:key)")
}

/// `other`: the key that the note in between cites; none where it is a reference in plain words. `short`: the short form
/// as it would be typed.
pub fn broken_ibid(span: Span, key: &str, other: Option<&str>, between: Span, short: &str) -> Diagnostic {
    let message = match other {
        Some(other) => {
            format!("this Ibid. is tied to “{key}”, but a reader takes it for “{other}”, which is cited before it")
        }
        None => format!("this Ibid. is tied to “{key}”, but a reader takes it for the reference in the note before it"),
    };
    Diagnostic::new(Code::BrokenIbid, span, message)
        .note("was a note put in between?")
        .label(between, "the reader looks back to this")
        .help(format!("write the short form instead: {short}"))
        .fix(Applicability::Unsafe, span, short)
}

/// It is tied, so the work is known to ibid; a reader has only the page.
pub fn tied_ambiguous_ibid(span: Span, key: &str, short: &str) -> Diagnostic {
    let message = format!("this Ibid. is tied to “{key}”, but the note before it cites several works");
    Diagnostic::new(Code::AmbiguousIbid, span, message)
        .note("a reader cannot tell which is meant")
        .help(format!("write the short form instead: {short}"))
        .fix(Applicability::Unsafe, span, short)
}

/// `whole`: with its tie.
pub fn tied_ibid_without_antecedent(span: Span, whole: Span, key: &str, locator: Option<&Locator>) -> Diagnostic {
    let place = locator.map_or(String::new(), |locator| format!(", {}", locator.printed()));
    let message = format!("this Ibid. is tied to “{key}”, but no citation stands before it");
    let plain = key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let typed = if plain { format!("[@{key}{place}]") } else { format!("[@{{{key}}}{place}]") };
    Diagnostic::new(Code::IbidWithoutAntecedent, span, message).help(format!("cite the work itself: {typed}")).fix(
        Applicability::Unsafe,
        whole,
        typed,
    )
}

/// `candidates`: the keys of the works that fit, and where each is first cited.
pub fn ambiguous_short_form(span: Span, candidates: &[(&str, Span)]) -> Diagnostic {
    let keys: Vec<String> = candidates.iter().take(4).map(|(key, _)| (*key).to_owned()).collect();
    let message = format!("this short reference fits several works cited before: {}", quoted(&keys));
    let mut found = Diagnostic::new(Code::AmbiguousShortForm, span, message);
    for (key, place) in candidates.iter().take(4) {
        found = found.label(*place, format!("perhaps “{key}”"));
    }
    let key = candidates.last().map_or("key", |(key, _)| key);
    found.help(format!("tie its words to the work that is meant, for example [words](cite:{key})"))
}

pub fn dead_link(span: Span, slug: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(Code::DeadLink, span, format!("nothing on this site is called “{slug}”"));
    match near {
        Some(near) => found.help(format!("did you mean [[{near}]]?")),
        None => found.help("a link of this form names a briefing, entity, author, page or work"),
    }
}

pub fn dead_source_link(span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(Code::DeadLink, span, format!("there is no page made from content/{path}"));
    match near {
        Some(near) => found.help(format!("did you mean content/{near}?")),
        None => found.help("the path leads from the file that holds the link to another file under content/"),
    }
}

pub fn unpublished_link(span: Span, name: &str, target: Span) -> Diagnostic {
    Diagnostic::new(Code::DeadLink, span, format!("“{name}” is not published, so nothing can link to it"))
        .label(target, "it is a draft or dated in the future")
        .help("publish it first, or take the link out; build with --drafts to see both")
}

pub fn unknown_see_also(span: Span, slug: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(Code::DeadLink, span, format!("no entity is called “{slug}”"));
    match near {
        Some(near) => found.help(format!("did you mean “{near}”?")).fix(Applicability::Unsafe, span, near),
        None => found.help("`see_also` takes the file names of other entities, without .md"),
    }
}

/// `candidates`: what to write for each page that has the name, and where the page is.
pub fn ambiguous_link(span: Span, slug: &str, candidates: &[(String, Span)]) -> Diagnostic {
    let mut found = Diagnostic::new(Code::AmbiguousLink, span, format!("several pages are called “{slug}”"));
    for (_, place) in candidates.iter().take(4) {
        found = found.label(*place, "this one");
    }
    let ways: Vec<String> = candidates.iter().take(4).map(|(way, _)| format!("[[{way}]]")).collect();
    found.help(format!("write {}", ways.join(" or ")))
}

pub fn dead_anchor(span: Span, anchor: &str, page: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(Code::DeadAnchor, span, format!("{page} has no place called “{anchor}”"));
    match near {
        Some(near) => found.help(format!("did you mean #{near}?")),
        None => found.help("a place is a heading, a note (#n3, #note-label), a paragraph or a sentence"),
    }
}

pub fn missing_file(span: Span, path: &str, image: bool, near: Option<&str>) -> Diagnostic {
    let what = if image { "picture" } else { "file" };
    let found = Diagnostic::new(Code::MissingFile, span, format!("the {what} content/{path} does not exist"));
    match near {
        Some(near) => found.help(format!("did you mean content/{near}?")),
        None => found.help("put the file there, or correct the path; it is read from the folder of the page"),
    }
}

/// Nobody has to find the picture before the site can be built.
pub fn awaited_file(span: Span, path: &str) -> Diagnostic {
    let mut found =
        Diagnostic::new(Code::MissingFile, span, format!("the picture content/{path} is still to be found"))
            .help("put it there, then delete the review mark that names it; till then its words stand for it");
    found.severity = Severity::Warning;
    found
}

pub fn unportable_file(span: Span, path: &str, url: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnportableSlug,
        span,
        format!("not every system can hold a file called “{path}”; it is published as {url}"),
    )
    .help("rename the file")
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")
}
