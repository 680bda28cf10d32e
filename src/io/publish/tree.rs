//! A folder as it stands on the disk, by relative path; symbolic links are seen, never followed.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

/// Every entry below a folder; a folder stands before what is in it.
#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: BTreeMap<OsString, Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: Kind,
    pub id: Id,
    pub size: u64,
    pub mtime_ns: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Symlink,
    /// A pipe, a socket, a device.
    Other,
}

/// Device and inode: equal for two names of one file. `None` where the system has no such numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(pub Option<(u64, u64)>);

impl Id {
    /// Two names of one file; never true where the system cannot tell.
    #[must_use]
    pub fn same(self, other: Self) -> bool {
        self.0.is_some() && self == other
    }

    #[must_use]
    pub fn inode(self) -> u64 {
        self.0.map_or(0, |(_, inode)| inode)
    }
}

impl Node {
    #[must_use]
    pub fn of(meta: &Metadata) -> Self {
        let kind = meta.file_type();
        let kind = if kind.is_file() {
            Kind::File
        } else if kind.is_dir() {
            Kind::Folder
        } else if kind.is_symlink() {
            Kind::Symlink
        } else {
            Kind::Other
        };
        Self { kind, id: id(meta), size: meta.len(), mtime_ns: mtime_ns(meta) }
    }
}

/// Lists a folder. Folders for which `enter` says no are listed without what is in them. A folder that does not exist
/// is empty.
pub fn scan(root: &Path, enter: impl Fn(&OsStr) -> bool) -> io::Result<Tree> {
    let nodes = list(root, OsString::new(), enter)?.into_par_iter().map(node).collect::<io::Result<Vec<_>>>()?;
    Ok(Tree { nodes: nodes.into_iter().collect() })
}

/// All that is in the folder `below` of `root` (which may be empty); the paths are those from `root`. Uses no other
/// thread, so that it may run under a lock that rayon's tasks wait for.
pub fn scan_below(root: &Path, below: OsString) -> io::Result<Tree> {
    let nodes = list(root, below, |_| true)?.into_iter().map(node).collect::<io::Result<_>>()?;
    Ok(Tree { nodes })
}

fn node((path, abs): (OsString, PathBuf)) -> io::Result<(OsString, Node)> {
    let node = Node::of(&fs::symlink_metadata(abs)?);
    Ok((path, node))
}

fn list(root: &Path, below: OsString, enter: impl Fn(&OsStr) -> bool) -> io::Result<Vec<(OsString, PathBuf)>> {
    let mut folders = vec![below];
    let mut found: Vec<(OsString, PathBuf)> = Vec::new();
    while let Some(folder) = folders.pop() {
        let abs = if folder.is_empty() { root.to_path_buf() } else { root.join(&folder) };
        let listing = match fs::read_dir(&abs) {
            Ok(listing) => listing,
            Err(error) if folder.is_empty() && error.kind() == io::ErrorKind::NotFound => break,
            Err(error) => return Err(error),
        };
        for entry in listing {
            let entry = entry?;
            let mut path = folder.clone();
            if !path.is_empty() {
                path.push("/");
            }
            path.push(entry.file_name());
            if entry.file_type()?.is_dir() && enter(&path) {
                folders.push(path.clone());
            }
            found.push((path, entry.path()));
        }
    }
    Ok(found)
}

/// The folders above a relative path, the nearest last: `a`, `a/b` for `a/b/c`.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(unix)]
fn id(meta: &Metadata) -> Id {
    use std::os::unix::fs::MetadataExt as _;
    Id(Some((meta.dev(), meta.ino())))
}

#[cfg(not(unix))]
fn id(_: &Metadata) -> Id {
    Id(None)
}

fn mtime_ns(meta: &Metadata) -> i64 {
    let since = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
