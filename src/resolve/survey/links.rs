//! Links to other pages of the site, and the files beside a page.
//!
//! Paths are joined with the folder of the file and tidied, from `content/`; one that climbs out of it is told, and
//! leads nowhere (THREATS B1). Whether a page or file is there is not known here.

use std::borrow::Cow;
use std::collections::HashSet;

use super::diag;
use super::notes::{Numbered, Numbering};
use super::reading::{MarkKind, Part, Reading, to_u32};
use super::sentences::Sentences;
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::web::{address, decode};
use crate::model::briefing::Review;
use crate::model::facts::{FileFacts, LinkFacts, LinkTarget};
use crate::model::inline::{Link, Target};
use crate::model::matter::At;

/// Sentences are numbers among all.
pub fn find(
    reading: &Reading<'_, '_>,
    source: &Source,
    image: Option<&At<String>>,
    reviews: &[Review<'_>],
    numbering: &Numbering,
    sentences: &mut Sentences,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<LinkFacts>, Vec<FileFacts>) {
    let folder = folder(&source.path);
    let mut links = Vec::new();
    let mut at = |part: &Part, note: Option<u32>, carried: Option<(u32, Option<u32>)>, sentences: &mut Sentences| {
        for mark in &reading.marks[part.marks.clone()] {
            let MarkKind::Link(link) = mark.kind else { continue };
            let Some((target, anchor)) = target(link, folder, diagnostics) else { continue };
            let run = &reading.runs[mark.run];
            let own = || (run.section, sentences.at(mark.run, mark.at));
            let (section, sentence) = carried.unwrap_or_else(own);
            if target != LinkTarget::Slug(String::new()) {
                sentences.keep_one(sentence);
            }
            links.push(LinkFacts { span: link.span, target, anchor, section, sentence, note, bare: link.is_bare() });
        }
    };
    at(&reading.body, None, None, sentences);
    for (index, entry) in numbering.notes.iter().enumerate() {
        if let Numbered::Defined(note) = entry.note {
            let number = Some(to_u32(index + 1));
            at(&reading.notes[note], number, Some((entry.section, entry.sentence)), sentences);
        }
    }
    let mut files = Vec::with_capacity(reading.files.len());
    let awaited: HashSet<&str> = reviews.iter().filter_map(Review::awaited).collect();
    for file in &reading.files {
        let path = if file.image { decode(file.path) } else { Some(Cow::Borrowed(file.path)) };
        match path.filter(|path| is_local(path)) {
            None if file.image && !file.path.is_empty() => {
                let remote = file.path.starts_with("//") || address(file.path).is_some();
                let fault = if remote { diag::remote_picture } else { diag::refused_picture };
                diagnostics.push(fault(file.span, file.path));
            }
            None => {}
            Some(path) => match join(folder, &path) {
                Some(path) if !path.is_empty() => {
                    let awaited =
                        file.image && !awaited.is_empty() && awaited.contains(Review::path(file.path).as_str());
                    files.push(FileFacts { span: file.span, path, image: file.image, awaited });
                }
                Some(_) => {}
                None => diagnostics.push(diag::path_outside(file.span, file.path)),
            },
        }
    }
    if let Some(image) = image.filter(|image| is_local(&image.value)) {
        match decode(&image.value).and_then(|path| join(folder, &path)) {
            Some(path) if !path.is_empty() => {
                files.push(FileFacts { span: image.span, path, image: true, awaited: false });
            }
            _ => diagnostics.push(diag::path_outside(image.span, &image.value)),
        }
    }
    (links, files)
}

/// Whether a path names a page's source file, or the folder of one.
pub fn is_source(path: &str) -> bool {
    path.len() >= 3 && path.as_bytes()[path.len() - 3..].eq_ignore_ascii_case(b".md")
        || path.ends_with(['/', '\\'])
        || matches!(path.rsplit(['/', '\\']).next(), Some("." | ".."))
}

fn target(link: &Link<'_>, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<(LinkTarget, String)> {
    match &link.target {
        Target::Slug { slug, anchor } => Some((LinkTarget::Slug(slug.to_string()), anchor.to_string())),
        Target::Path { path, anchor } if is_source(path) => {
            let Some(mut joined) = join(folder, path) else {
                diagnostics.push(diag::path_outside(link.span, path));
                return None;
            };
            if joined.len() < 3 || !joined.as_bytes()[joined.len() - 3..].eq_ignore_ascii_case(b".md") {
                joined.push_str(if joined.is_empty() { "index.md" } else { "/index.md" });
            }
            Some((LinkTarget::Source(joined), anchor.to_string()))
        }
        Target::Path { .. } | Target::Url(_) | Target::Refused(_) => None,
    }
}

/// The folder of a file, from `content/`: "" or "kaliningrad".
fn folder(path: &str) -> &str {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins and tidies; none where the path climbs out. A path from the root counts from `content/`; Windows' backslashes
/// separate, too.
fn join(folder: &str, path: &str) -> Option<String> {
    let rooted = path.starts_with(['/', '\\']);
    let mut parts: Vec<&str> =
        if rooted { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Not an address of another site, which the parser has judged, or no path at all.
fn is_local(path: &str) -> bool {
    let scheme = path.find(':').is_some_and(|end| {
        end > 0 && path[..end].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    !path.is_empty() && !scheme && !path.starts_with("//") && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::{folder, is_local, is_source, join};

    #[test]
    fn paths_count_from_the_folder_of_the_file() {
        assert_eq!(folder("content/a.md"), "");
        assert_eq!(folder("content/kaliningrad/index.md"), "kaliningrad");
        assert_eq!(join("a/b", "../c/./d.md").as_deref(), Some("a/c/d.md"));
        assert_eq!(join("", "map.svg").as_deref(), Some("map.svg"));
        assert_eq!(join("a", "..\\map.svg").as_deref(), Some("map.svg"));
        assert_eq!(join("a", "/img/map.svg").as_deref(), Some("img/map.svg"));
    }

    #[test]
    fn no_path_climbs_out() {
        for path in ["../../x.md", "../x/../../y", "/..", "..\\..\\x"] {
            assert_eq!(join("a", path), None, "{path}");
        }
        assert_eq!(join("", ".."), None);
    }

    #[test]
    fn what_is_a_file_here() {
        assert!(is_local("map.svg") && is_local("a/b:c.svg") && is_local("../x"));
        for path in ["https://x/y.png", "//x/y.png", "data:image/png;base64,x", "C:\\x", "", "a\0b"] {
            assert!(!is_local(path), "{path}");
        }
        assert!(is_source("a.md") && is_source("b/C.MD") && is_source("b/") && is_source(".."));
        assert!(!is_source("a.mdx") && !is_source("md") && !is_source("a.pdf"));
    }
}
