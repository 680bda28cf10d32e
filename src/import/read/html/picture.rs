//! Pictures: which address is the real one, where a page loads them late.

use super::class;
use super::tree::{Id, Tree};
use crate::import::evidence::Picture;
use crate::import::read::base64;

/// Sources of one picture that are looked at.
const SOURCES: usize = 40;

/// The picture of an `img`; `None` for marks, counters and places where one will be.
pub fn of(tree: &Tree, img: Id) -> Option<Picture> {
    let dot = |name: &str| matches!(tree.attribute(img, name).map(|it| it.trim_end_matches("px")), Some("0" | "1"));
    if dot("width")
        || dot("height")
        || class::has(
            tree,
            img,
            &[
                "avatar",
                "icon",
                "logo",
                "gravatar",
                "pixel",
                "emoji",
                "profileimage",
                "authorimage",
                "authorphoto",
                "headshot",
            ],
        )
    {
        return None;
    }
    let late = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src"];
    let late = late.iter().find_map(|name| tree.attribute(img, name)).filter(|it| !it.trim().is_empty());
    let set = |id: Id| {
        let set = ["data-srcset", "data-lazy-srcset", "srcset"].iter().find_map(|name| tree.attribute(id, name));
        set.and_then(largest)
    };
    let written = tree.attribute(img, "src").map(str::trim).filter(|it| !it.is_empty());
    let real = written.filter(|it| !it.starts_with("data:"));
    let sources = tree.parent(img).filter(|parent| tree.name(*parent) == "picture");
    let of_sources = sources
        .into_iter()
        .flat_map(|parent| tree.children(parent).take(SOURCES))
        .filter(|id| tree.name(*id) == "source" && !is_new_kind(tree.attribute(*id, "type").unwrap_or_default()))
        .filter_map(set);
    let of_sources: Vec<(&str, f64)> = of_sources.collect();
    // Of those that say how wide they are, the widest is nearest to the original.
    let widest = set(img)
        .into_iter()
        .chain(of_sources.iter().copied())
        .filter(|(address, width)| *width > 1.0 && !is_new_name(address));
    let widest = widest.fold(
        None,
        |best: Option<(&str, f64)>, next| {
            if best.is_none_or(|(_, width)| next.1 > width) { Some(next) } else { best }
        },
    );
    if let Some(address) = widest.map(|(address, _)| address).filter(|_| written.is_some()).or(late).or(real) {
        return Some(Picture { name: address.trim().to_owned(), bytes: Vec::new() });
    }
    if let Some(picture) = written.and_then(inside) {
        return Some(picture);
    }
    let any = set(img).or(of_sources.first().copied());
    any.map(|(address, _)| Picture { name: address.to_owned(), bytes: Vec::new() })
}

fn is_new_name(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    path.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "webp" | "avif"))
}

/// Every address under which an `img` may be shown.
pub fn names(tree: &Tree, img: Id) -> impl Iterator<Item = &str> {
    let names = ["src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src"];
    names.into_iter().filter_map(move |name| tree.attribute(img, name)).map(str::trim).filter(|it| !it.is_empty())
}

/// Kinds of pictures that not everything shows; the others hold the same.
fn is_new_kind(kind: &str) -> bool {
    matches!(kind.trim(), "image/webp" | "image/avif" | "image/jxl")
}

/// The address of the largest picture of a `srcset`, and how large it is.
fn largest(set: &str) -> Option<(&str, f64)> {
    let size = |words: &str| words.trim_end_matches(['w', 'x']).parse().unwrap_or(1.0);
    let mut best: Option<(&str, f64)> = None;
    // Addresses may hold commas, but none followed by a space.
    for candidate in set.split(", ").flat_map(|it| it.split(",\n")) {
        let mut words = candidate.split_ascii_whitespace();
        let Some(address) = words.next().map(|it| it.trim_end_matches(',')) else { continue };
        let size: f64 = words.next().map_or(1.0, |it| size(it.trim_end_matches(',')));
        if !address.starts_with("data:") && best.is_none_or(|(_, known)| size > known) {
            best = Some((address, size));
        }
    }
    best
}

/// A picture that the page itself holds. Very small ones only keep a place free.
fn inside(address: &str) -> Option<Picture> {
    let (kind, data) = address.strip_prefix("data:image/")?.split_once(',')?;
    let bytes = base64::decode(data).filter(|bytes| bytes.len() > 200 && kind.ends_with(";base64"))?;
    let kind = kind.split([';', '+']).next().unwrap_or_default();
    Some(Picture { name: format!("picture.{kind}"), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_of_several_is_taken() {
        assert_eq!(largest("/a.jpg 480w, /b,c.jpg 1200w, /d.jpg 800w"), Some(("/b,c.jpg", 1200.0)));
        assert_eq!(largest("/a.jpg, /b.jpg 2x"), Some(("/b.jpg", 2.0)));
        assert_eq!(largest(""), None);
    }
}
