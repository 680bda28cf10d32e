//! Where the output folder may lie (THREATS B3): refused before anything is touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::Places;
use super::tree::{Kind, Node};
use crate::io::IoError;

const OPERATION: &str = "use as output folder";

/// The output folder's and the cache folder's absolute paths, their parents free of symbolic links.
pub fn check(places: &Places<'_>) -> Result<(PathBuf, PathBuf), IoError> {
    let out = resolved(places.out)?;
    let cache = resolved(places.cache)?;
    own_folder(&out, OPERATION)?;
    not_mounted(&out, places.out)?;
    own_folder(&cache, "use as cache folder")?;
    for source in places.sources {
        let found = fs::canonicalize(source).or_else(|_| resolved(source).map_err(|_| ()));
        let Ok(source) = found else { continue };
        overlap(&out, &source, places.out, "the site's sources")?;
        overlap(&cache, &source, places.cache, "the site's sources")?;
    }
    overlap(&out, &cache, places.out, "the cache folder")?;
    Ok((out, cache))
}

fn overlap(out: &Path, other: &Path, shown: &Path, what: &str) -> Result<(), IoError> {
    let relation = if same(out, other) {
        "is"
    } else if other.ancestors().skip(1).any(|above| same(above, out)) {
        "holds"
    } else if out.ancestors().skip(1).any(|above| same(above, other)) {
        "lies inside"
    } else {
        return Ok(());
    };
    Err(IoError::refused(OPERATION, shown, format!("it {relation} {what} ({})", other.display()))
        .help("Choose a folder of its own, such as `public`."))
}

/// Equal paths, or one folder under two names (other case, a bind mount).
fn same(a: &Path, b: &Path) -> bool {
    let node = |path: &Path| fs::symlink_metadata(path).ok().map(|meta| Node::of(&meta));
    a == b || node(a).zip(node(b)).is_some_and(|(a, b)| a.id.same(b.id))
}

/// A symbolic link could lead out of the project, and would be replaced by a folder.
fn own_folder(path: &Path, operation: &'static str) -> Result<(), IoError> {
    let Ok(meta) = fs::symlink_metadata(path) else { return Ok(()) };
    let cause = match Node::of(&meta).kind {
        Kind::Folder => return Ok(()),
        Kind::Symlink => "it is a symbolic link; name the folder that it leads to",
        Kind::File | Kind::Other => "it is a file, not a folder",
    };
    Err(IoError::refused(operation, path, cause))
}

/// A folder on which another disk is mounted can be neither moved nor exchanged, so no site could take another one's
/// place in one step.
fn not_mounted(out: &Path, shown: &Path) -> Result<(), IoError> {
    let disk =
        |path: &Path| fs::symlink_metadata(path).ok().and_then(|meta| Node::of(&meta).id.0).map(|(disk, _)| disk);
    let (Some(own), Some(above)) = (disk(out), out.parent().and_then(disk)) else { return Ok(()) };
    if own == above {
        return Ok(());
    }
    Err(IoError::refused(
        OPERATION,
        shown,
        "another disk is mounted there, so that it cannot be exchanged for a new one",
    )
    .help(format!("Choose a folder inside it, and publish that: --out {}", shown.join("site").display())))
}

/// Absolute, with the links of the part that exists followed, save the last name itself.
fn resolved(path: &Path) -> Result<PathBuf, IoError> {
    let refused = |cause: &str| IoError::refused(OPERATION, path, cause);
    let absolute = std::path::absolute(path).map_err(|error| IoError::new(OPERATION, path, &error))?;
    if absolute.components().any(|part| part == std::path::Component::ParentDir) {
        return Err(refused("its path has a `..` in it"));
    }
    let Some(name) = absolute.file_name() else { return Err(refused("it is the root of the disk")) };
    let mut above = absolute.parent().unwrap_or(Path::new("/"));
    let mut missing = vec![name];
    loop {
        if let Ok(found) = fs::canonicalize(above) {
            return Ok(missing.iter().rev().fold(found, |path, name| path.join(name)));
        }
        let (Some(name), Some(parent)) = (above.file_name(), above.parent()) else {
            return Err(refused("the folder above it cannot be found"));
        };
        missing.push(name);
        above = parent;
    }
}
