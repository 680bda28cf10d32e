//! The list of the files that ibid made, kept in the output folder itself, so that a fresh clone and an emptied cache
//! still know what may be deleted (THREATS B3).
//!
//! It holds no time and no number of the machine: the same site gives the same bytes. What only speeds the next build
//! up is in [`Record`], in the cache folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::base::hash::Fingerprint;

/// Its name in the output folder.
pub const NAME: &str = ".ibid-manifest";

const FIRST_LINE: &str = "ibid-manifest 1: the files that ibid made here, and may replace or delete";

/// Paths from the output folder, with `/`, each with what was written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub files: BTreeMap<String, Listed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Of the file's bytes.
    pub content: Fingerprint,
    pub size: u64,
}

impl Manifest {
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = String::with_capacity(64 + self.files.len() * 80);
        out.push_str(FIRST_LINE);
        out.push('\n');
        for (path, listed) in &self.files {
            let _ = writeln!(out, "{} {} {path}", listed.content.hex(), listed.size);
        }
        let _ = writeln!(out, "end {}", self.files.len());
        out
    }

    /// `None` for what ibid did not write whole: then nothing counts as ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return None;
        }
        let mut files = BTreeMap::new();
        for line in lines.by_ref() {
            let mut parts = line.splitn(3, ' ');
            let (first, second) = (parts.next()?, parts.next()?);
            let Some(path) = parts.next() else {
                let whole = first == "end" && second.parse() == Ok(files.len()) && lines.next().is_none();
                return whole.then_some(Self { files });
            };
            if first.len() != 32 || refusal(path).is_some() {
                return None;
            }
            let content = Fingerprint(u128::from_str_radix(first, 16).ok()?);
            files.insert(path.to_owned(), Listed { content, size: second.parse().ok()? });
        }
        None
    }
}

/// Why a path may not be written in the output folder (THREATS B2).
#[must_use]
pub fn refusal(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("the path is empty");
    }
    if path.chars().any(char::is_control) {
        return Some("the path has a control character");
    }
    if path.contains('\\') {
        return Some("the path has a backslash");
    }
    if cfg!(windows) && path.contains(':') {
        return Some("the path has a colon");
    }
    for segment in path.split('/') {
        match segment {
            "" => return Some("the path has an empty part, or starts or ends with a slash"),
            "." | ".." => return Some("the path leads upwards"),
            _ if segment.len() > 255 => return Some("a part of the path is longer than 255 bytes"),
            _ if segment.eq_ignore_ascii_case(".git") => return Some("the path leads into a `.git` folder"),
            _ if segment.starts_with(".ibid-") => return Some("names that start with `.ibid-` are kept for ibid"),
            _ => {}
        }
    }
    None
}

/// What the last build knew of the files on the disk: a short cut, kept in the cache folder, believed only while it
/// agrees with the manifest and the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Of the manifest's text.
    pub manifest: Fingerprint,
    /// In the order of the manifest.
    pub files: Vec<Seen>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What the caller put the file under.
    pub key: Fingerprint,
    pub inode: u64,
    pub mtime_ns: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let listed = |text: &str| Listed { content: Fingerprint::of(text.as_bytes()), size: text.len() as u64 };
        Manifest {
            files: [("a b.html", "x"), ("works/ł.html", "yy")]
                .map(|(path, text)| (path.to_owned(), listed(text)))
                .into(),
        }
    }

    #[test]
    fn a_manifest_reads_back() {
        assert_eq!(Manifest::read(&sample().write()), Some(sample()));
        assert_eq!(Manifest::read(&Manifest::default().write()), Some(Manifest::default()));
    }

    #[test]
    fn a_cut_or_altered_manifest_makes_nothing_ours() {
        let text = sample().write();
        for end in (0..text.len() - 1).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(Manifest::read(&text[..end]), None, "{}", &text[..end]);
        }
        assert_eq!(Manifest::read(&format!("{text}x")), None);
        assert_eq!(Manifest::read(&text.replace("works/", "../")), None);
    }

    /// THREATS B2.
    #[test]
    fn b2_paths_that_lead_elsewhere_are_refused() {
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\\b", "a\nb", ".git/x", "x/.GIT/y", NAME] {
            assert!(refusal(path).is_some(), "{path:?}");
        }
        for path in ["a", "a/b.html", "…", ".well-known/x", "a..b/c"] {
            assert_eq!(refusal(path), None, "{path:?}");
        }
    }
}
