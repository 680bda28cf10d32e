//! A folder as it stands on the disk, by relative path; symbolic links are seen, never followed.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

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

impl Kind {
    fn of(kind: fs::FileType) -> Self {
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_symlink() {
            Self::Symlink
        } else {
            Self::Other
        }
    }
}

impl Node {
    #[must_use]
    pub fn of(meta: &Metadata) -> Self {
        Self { kind: Kind::of(meta.file_type()), id: id(meta), size: meta.len(), mtime_ns: mtime_ns(meta) }
    }
}

/// Lists a folder. Folders for which `enter` says no are listed without what is in them. A folder that does not exist
/// is empty.
pub fn scan(root: &Path, enter: impl Fn(&OsStr) -> bool) -> io::Result<Tree> {
    looked_at(&list(root, OsString::new(), enter)?)
}

/// All that is in the folder `below` of `root` (which may be empty); the paths are those from `root`.
pub fn scan_below(root: &Path, below: OsString) -> io::Result<Tree> {
    looked_at(&list(root, below, |_| true)?)
}

/// The paths and kinds of all that is in a folder: cheaper than [`scan`], which looks at each entry.
pub fn names(root: &Path) -> io::Result<Vec<(OsString, Kind)>> {
    Ok(list(root, OsString::new(), |_| true)?.into_iter().map(|found| (found.path, found.kind)).collect())
}

struct Found {
    path: OsString,
    abs: PathBuf,
    kind: Kind,
}

fn list(root: &Path, below: OsString, enter: impl Fn(&OsStr) -> bool) -> io::Result<Vec<Found>> {
    let mut folders = vec![below];
    let mut all = Vec::new();
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
            let kind = Kind::of(entry.file_type()?);
            if kind == Kind::Folder && enter(&path) {
                folders.push(path.clone());
            }
            all.push(Found { path, abs: entry.path(), kind });
        }
    }
    Ok(all)
}

/// On threads of its own, not on rayon's: rayon's tasks may be waiting for this, and a thread of the pool that took one
/// of them up meanwhile would wait for itself.
fn looked_at(all: &[Found]) -> io::Result<Tree> {
    const SHARE: usize = 1000;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(all.len() / SHARE).max(1);
    let nodes = |part: &[Found]| -> io::Result<Vec<(OsString, Node)>> {
        part.iter().map(|found| Ok((found.path.clone(), Node::of(&fs::symlink_metadata(&found.abs)?)))).collect()
    };
    let parts = std::thread::scope(|scope| {
        let mut parts = all.chunks(all.len().div_ceil(threads).max(1));
        let first = parts.next().unwrap_or(&[]);
        let others: Vec<_> = parts.map(|part| scope.spawn(move || nodes(part))).collect();
        let mut done = vec![nodes(first)];
        done.extend(others.into_iter().map(|thread| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread that looked at files has ended")))
        }));
        done
    });
    let nodes: Vec<_> = parts.into_iter().collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect();
    Ok(Tree { nodes: nodes.into_iter().collect() })
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
