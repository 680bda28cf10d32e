//! Pictures: under which paths the markdown names them, and what an editor has to fetch.
//!
//! An import reads one file (THREATS C1), so a picture that its document names and does not hold is not looked for. The
//! markdown keeps its path and its words, and a review mark says where it belongs: until somebody puts it there, the
//! site is built without it.

use std::borrow::Cow;

use super::draft::{Draft, Text};
use super::evidence::{Mark, Picture};
use crate::base::web::decode;
use crate::model::briefing::Review;

/// The path of each picture, from the folder of the markdown. Those that the document holds get safe names; an address
/// from elsewhere stays as it is; what leads out of the folder, or to the disk of whoever wrote the document, is cut to
/// what can lie below it. Empty where nothing is left.
pub fn paths(slug: &str, pictures: &[Picture]) -> Vec<String> {
    let mut number = 0;
    let path = |picture: &Picture| {
        if picture.bytes.is_empty() {
            return named(&picture.name);
        }
        number += 1;
        format!("{slug}-{number}.{}", extension(&picture.bytes, &picture.name))
    };
    pictures.iter().map(path).collect()
}

/// Review marks for pictures that are not in the document, at their places.
pub fn tell(draft: &mut Draft, pictures: &[Picture], paths: &[String]) {
    let mut told = Vec::new();
    let missing = |text: &Text| -> Vec<String> {
        let numbers = text.pieces.iter().filter_map(|piece| match piece.mark {
            Some(Mark::Picture(n)) => Some(n),
            _ => None,
        });
        let missing = numbers.filter_map(|n| Some((pictures.get(n)?, paths.get(n)?)));
        missing
            .filter(|(picture, _)| picture.bytes.is_empty())
            .map(|(picture, path)| word(&picture.name, path))
            .collect()
    };
    for chunk in &mut draft.chunks {
        for what in missing(&chunk.text) {
            told.push((what.clone(), chunk.lines()));
            chunk.reviews.push(what);
        }
    }
    for note in draft.notes.iter_mut().filter(|note| !note.gone) {
        for what in note.text.iter().flat_map(missing).collect::<Vec<_>>() {
            told.push((what.clone(), (note.at.line, note.at.line)));
            note.reviews.push(what);
        }
    }
    for (what, lines) in told {
        draft.decide("pictures", what, lines, 1.0);
    }
}

fn word(name: &str, path: &str) -> String {
    if path.is_empty() {
        format!("a picture is not in the document, and no address leads to it ({name})")
    } else if remote(path) {
        format!("the picture {path} is on another site, and pages show none from there: save it beside this file")
    } else if path.starts_with('/') {
        Review::awaiting(path, "in the folder of all briefings")
    } else {
        Review::awaiting(path, "beside this file")
    }
}

fn remote(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    ["http://", "https://", "//"].iter().any(|start| lower.starts_with(start))
}

/// What a document calls a picture that it does not hold, as a path or an address that a page may have.
fn named(name: &str) -> String {
    let name = name.trim();
    if remote(name) {
        return name.to_owned();
    }
    let name = name.replace('\\', "/");
    // One that would be decoded a second time stays as it is.
    let name = decode(&name).filter(|name| !name.contains('%')).map_or_else(|| name.clone(), Cow::into_owned);
    let scheme = name.split_once(':').filter(|(scheme, _)| !scheme.contains('/'));
    let rest = match scheme {
        // A disk of Windows, or a file of some other: only its own name means something here.
        Some((scheme, rest)) if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") => {
            rest.rsplit('/').next().unwrap_or_default()
        }
        Some(_) => return String::new(),
        None => &name,
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = Vec::new();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if rest.starts_with('/') && !parts.is_empty() { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// By its first bytes; a name may lie.
fn extension(bytes: &[u8], name: &str) -> String {
    let known: [(&[u8], &str); 5] =
        [(b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"RIFF", "webp"), (b"BM", "bmp")];
    if let Some((_, extension)) = known.iter().find(|(start, _)| bytes.starts_with(start)) {
        return (*extension).to_owned();
    }
    let last = name.rsplit('.').next().unwrap_or("").to_lowercase();
    if (1..=4).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_alphanumeric()) {
        last
    } else {
        "bin".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_is_not_there_gets_a_path_that_can_hold_it() {
        for (name, path) in [
            ("images/a.jpg", "images/a.jpg"),
            ("./images/../maps/a.jpg?w=200#x", "maps/a.jpg"),
            ("../../up/a.png", "up/a.png"),
            ("/img/a.png", "/img/a.png"),
            ("Paper_files\\image 1.png", "Paper_files/image 1.png"),
            ("Paper_files/map%20one.png?w=1", "Paper_files/map one.png"),
            ("50%25.png", "50%25.png"),
            ("a%3Fb.png", "a"),
            ("file:///C:/Users/anna/a.png", "a.png"),
            ("C:\\Users\\anna\\a.png", "a.png"),
            ("HTTPS://a.example/b.png?w=1", "HTTPS://a.example/b.png?w=1"),
            ("//a.example/b.png", "//a.example/b.png"),
            ("blob:https://a.example/b", ""),
            ("javascript:x()", ""),
            ("../..", ""),
            ("?w=1", ""),
            (" ", ""),
        ] {
            assert_eq!(named(name), path, "{name}");
        }
    }

    #[test]
    fn pictures_that_the_document_holds_are_numbered() {
        let picture = |name: &str, bytes: &[u8]| Picture { name: name.to_owned(), bytes: bytes.to_vec() };
        let pictures = [picture("a.exe", b"\x89PNG"), picture("b.jpg", b""), picture("../c.svg", b"<svg/>")];
        assert_eq!(paths("tin", &pictures), ["tin-1.png", "b.jpg", "tin-2.svg"]);
    }
}
