//! The output folder, written whole or not at all (THREATS D).
//!
//! A [`Stage`] takes the files of the new site in any order and from any thread. The first one that differs from what
//! is published starts a second tree on the same disk; [`Stage::commit`] fills it up with hard links of the files that
//! stayed the same and of the strangers' files, syncs the disk and lets the two trees change places in one system call.
//! If nothing differs, nothing at all is touched. Every failure, and the end of the process at any moment, leaves the
//! old site; the next build tidies up, and there is no lock to remove: the kernel drops those of a dead process.
//!
//! Where the file system has no exchange, or cannot move the old folder, see [`Swap::Renamed`] and [`Swap::Replaced`].
//!
//! What is not here: which files a site has, and fingerprints of what they are made from (the caller's *keys*).

mod commit;
mod place;
mod spare;
pub(super) mod sys;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use self::spare::Spare;
pub use self::sys::Swap;
use self::tree::{Kind, Node, Tree, ancestors};
use super::IoError;
use super::manifest::{self, Listed, Manifest, Record, Seen};
use super::read;
use crate::base::hash::Fingerprint;

/// How long a build waits for another one that writes the same output.
const PATIENCE: Duration = Duration::from_mins(10);

/// The folders of one build. `sources` are all that the site is made from: the content and theme folders, `ibid.toml`,
/// bibliographies; the output may not be, hold or lie inside any of them.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    pub out: &'a Path,
    pub cache: &'a Path,
    pub sources: &'a [PathBuf],
}

/// A site that is being written. Dropped without [`Stage::commit`], it leaves the output folder as it was.
#[derive(Debug)]
pub struct Stage {
    /// As the caller named it, for messages.
    shown: PathBuf,
    out: PathBuf,
    cache: PathBuf,
    /// The output folder at the start; strangers' folders are listed, not entered.
    tree: Tree,
    old: BTreeMap<String, Old>,
    old_text: String,
    old_record: Option<Record>,
    plan: Mutex<BTreeMap<String, Planned>>,
    spare: OnceLock<Result<Spare, IoError>>,
    /// The first file that could not be taken: then there is no new site, whatever the caller makes of it.
    failed: OnceLock<IoError>,
    faults: Faults,
    locks: Held,
    waited: bool,
}

/// Keeps other builds of the same output waiting until it is dropped.
#[derive(Debug, Default)]
pub struct Held {
    _locks: Vec<File>,
}

/// What a build did to the output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Sorted paths of new and changed files.
    pub written: Vec<String>,
    pub unchanged: usize,
    /// Sorted paths of files that the old site had and the new one has not.
    pub removed: Vec<String>,
    /// `None` if nothing differed.
    pub swap: Option<Swap>,
    /// Of the manifest that stands now.
    pub published: Fingerprint,
}

/// A file of the published site.
#[derive(Debug)]
struct Old {
    listed: Listed,
    node: Option<Node>,
    seen: Option<Seen>,
    /// Worked out at most once, when somebody asks.
    intact: OnceLock<bool>,
}

#[derive(Clone, Copy, Debug)]
struct Planned {
    key: Fingerprint,
    listed: Listed,
    /// In the old tree (kept) or in the new one (written).
    node: Node,
    written: bool,
}

impl Stage {
    /// Looks at the output folder and waits for other builds of it. Changes nothing there, except that what a killed
    /// build left is tidied up.
    pub fn begin(places: &Places<'_>) -> Result<Self, IoError> {
        let (out, cache) = place::check(places)?;
        let parent = out.parent().unwrap_or(Path::new("/")).to_path_buf();
        for folder in [&cache, &parent] {
            fs::create_dir_all(folder).map_err(|error| IoError::new("make the folder", folder, &error))?;
        }
        sys::survive_file_size_limit();
        let (locks, waited) = lock(&cache, &parent, places.out)?;
        spare::clear_beside(&out).map_err(|error| IoError::new("tidy up beside", places.out, &error))?;
        let old_text = manifest_text(&out);
        let manifest = Manifest::read(&old_text).unwrap_or_default();
        let ours: BTreeSet<&str> = manifest.files.keys().flat_map(|path| ancestors(path)).collect();
        let tree = tree::scan(&out, |folder| folder.to_str().is_some_and(|folder| ours.contains(folder)))
            .map_err(|error| IoError::new("read the folder", places.out, &error))?;
        let old_record = record(&cache, &old_text).filter(|record| record.files.len() == manifest.files.len());
        let mut seen = old_record.iter().flat_map(|record| &record.files);
        let old = manifest.files.iter().map(|(path, listed)| {
            let node = tree.nodes.get(std::ffi::OsStr::new(path)).copied();
            (path.clone(), Old { listed: *listed, node, seen: seen.next().copied(), intact: OnceLock::new() })
        });
        Ok(Self {
            shown: places.out.to_path_buf(),
            old: old.collect(),
            out,
            cache,
            tree,
            old_text,
            old_record,
            plan: Mutex::default(),
            spare: OnceLock::new(),
            failed: OnceLock::new(),
            faults: Faults::default(),
            locks: Held { _locks: locks },
            waited,
        })
    }

    /// The key under which the last build put this file, if the file still stands as it was written. Unknown (`None`)
    /// after the cache was emptied.
    #[must_use]
    pub fn previous(&self, path: &str) -> Option<Fingerprint> {
        let old = self.old.get(path)?;
        let seen = old.seen?;
        self.is_intact(path, old).then_some(seen.key)
    }

    /// The file stays as it is published. False if it no longer stands there as it was written: then it must be
    /// [put](Self::put).
    pub fn keep(&self, path: &str, key: Fingerprint) -> Result<bool, IoError> {
        let Some(old) = self.old.get(path) else { return Ok(false) };
        let Some(node) = old.node.filter(|_| self.is_intact(path, old)) else { return Ok(false) };
        self.plan(path, Planned { key, listed: old.listed, node, written: false })?;
        Ok(true)
    }

    /// The file has these bytes; true if that is a change. `key` is for the next build's [`Stage::previous`].
    pub fn put(&self, path: &str, key: Fingerprint, bytes: &[u8]) -> Result<bool, IoError> {
        self.try_put(path, key, bytes).inspect_err(|error| {
            let _ = self.failed.set(error.clone());
        })
    }

    /// The file is a copy of a source, such as a picture: `from` as the walk gave it, never a link.
    pub fn copy(&self, path: &str, key: Fingerprint, from: &Path) -> Result<bool, IoError> {
        match read::all(from, read::MAX_COPY) {
            Ok(bytes) => self.put(path, key, &bytes),
            Err(error) => Err(self.failed.get_or_init(|| IoError::new("read", from, &error)).clone()),
        }
    }

    /// Whether every file of the last publication stands as it was written. False where there was none.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.old.is_empty() && self.old.par_iter().all(|(path, old)| old.seen.is_some() && self.is_intact(path, old))
    }

    /// Ends a build that has nothing to change.
    #[must_use]
    pub fn leave(self) -> Report {
        Report {
            written: Vec::new(),
            unchanged: self.old.len(),
            removed: Vec::new(),
            swap: None,
            published: self.published(),
        }
    }

    /// Whether another build was writing the output when this one came: what was read before may be old.
    #[must_use]
    pub fn has_waited(&self) -> bool {
        self.waited
    }

    /// Of the manifest that stands in the output folder.
    #[must_use]
    pub fn published(&self) -> Fingerprint {
        Fingerprint::of(self.old_text.as_bytes())
    }

    /// Lets the new site take the old one's place, if anything differs. What the caller writes down about it is written
    /// while the lock is held.
    pub fn commit(mut self) -> Result<(Report, Held), IoError> {
        let report = commit::commit(&self)?;
        Ok((report, std::mem::take(&mut self.locks)))
    }

    fn try_put(&self, path: &str, key: Fingerprint, bytes: &[u8]) -> Result<bool, IoError> {
        let listed = Listed { content: Fingerprint::of(bytes), size: bytes.len() as u64 };
        if self.old.get(path).is_some_and(|old| old.listed == listed) && self.keep(path, key)? {
            return Ok(false);
        }
        if let Some(cause) = manifest::refusal(path) {
            return Err(IoError::refused("write", &self.shown.join(path), cause));
        }
        // Taken before the file is written: two writers of one path must not meet on the disk.
        let node = Node { kind: Kind::File, id: tree::Id(None), size: listed.size, mtime_ns: 0 };
        self.plan(path, Planned { key, listed, node, written: true })?;
        let spare = self.spare()?;
        let node = spare
            .write(path, bytes, &self.faults)
            .map_err(|error| IoError::new("write", &self.shown.join(path), &error))?;
        if let Some(planned) = self.plan.lock().unwrap_or_else(PoisonError::into_inner).get_mut(path) {
            planned.node = node;
        }
        Ok(true)
    }

    fn plan(&self, path: &str, planned: Planned) -> Result<(), IoError> {
        let earlier = self.plan.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), planned);
        if earlier.is_none() {
            return Ok(());
        }
        let error = IoError::refused("write", &self.shown.join(path), "two files of the site have this path");
        Err(self.failed.get_or_init(|| error).clone())
    }

    fn spare(&self) -> Result<&Spare, IoError> {
        self.spare.get_or_init(|| spare::open(&self.out, &self.cache)).as_ref().map_err(Clone::clone)
    }

    fn is_intact(&self, path: &str, old: &Old) -> bool {
        *old.intact.get_or_init(|| {
            let Some(node) = old.node.filter(|node| node.kind == Kind::File && node.size == old.listed.size) else {
                return false;
            };
            if old.seen.is_some_and(|seen| seen.inode == node.id.inode() && seen.mtime_ns == node.mtime_ns) {
                return true;
            }
            read::all(&self.out.join(path), old.listed.size)
                .is_ok_and(|bytes| Fingerprint::of(&bytes) == old.listed.content)
        })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(Ok(spare)) = self.spare.get()
            && !spare.stays
        {
            // Best effort: the next build clears what stays.
            let _ = spare::remove(&spare.root);
        }
    }
}

/// Waits for other builds that use the same cache or write beside the same output, and says whether it had to. The kernel frees a lock when its
/// holder ends, however it ends.
fn lock(cache: &Path, parent: &Path, shown: &Path) -> Result<(Vec<File>, bool), IoError> {
    let own = cache.join("publish.lock");
    let file = File::options().create(true).truncate(false).write(true).open(&own);
    let mut locks = vec![file.map_err(|error| IoError::new("open", &own, &error))?];
    // A folder can be locked like a file, on systems where it can be opened.
    locks.extend(File::open(parent).ok());
    let start = Instant::now();
    let mut waited = false;
    for lock in &locks {
        loop {
            match lock.try_lock() {
                // Some network disks have no locks; a build alone needs none.
                Ok(()) | Err(TryLockError::Error(_)) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    waited = true;
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(IoError::refused(
                        "write to",
                        shown,
                        "another build has been writing there for minutes",
                    )
                    .help("Stop the other build, then run this one again."));
                }
            }
        }
    }
    Ok((locks, waited))
}

/// Empty if there is none, or none of ours.
fn manifest_text(out: &Path) -> String {
    let bytes = read::all(&out.join(manifest::NAME), read::MAX_COPY).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn record(cache: &Path, manifest: &str) -> Option<Record> {
    let bytes = read::all(&cache.join(commit::RECORD), read::MAX_COPY).ok()?;
    let record: Record = postcard::from_bytes(&bytes).ok()?;
    (record.manifest == Fingerprint::of(manifest.as_bytes())).then_some(record)
}

/// Lets tests fail any step that changes something on the disk; nothing in a release.
#[derive(Debug, Default)]
struct Faults {
    /// The number of the step that fails, from 1; 0 for none.
    #[cfg(test)]
    fail_at: std::sync::atomic::AtomicUsize,
    /// What the system says to an exchange.
    #[cfg(test)]
    exchange: OnceLock<io::ErrorKind>,
}

impl Faults {
    #[cfg_attr(not(test), allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "only tests inject faults"))]
    fn step(&self) -> io::Result<()> {
        #[cfg(test)]
        {
            use std::sync::atomic::Ordering;
            let left = self.fail_at.load(Ordering::SeqCst);
            if left > 0 {
                self.fail_at.store(left - 1, Ordering::SeqCst);
                if left == 1 {
                    return Err(io::ErrorKind::StorageFull.into());
                }
            }
        }
        Ok(())
    }

    #[cfg_attr(not(test), allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "only tests inject faults"))]
    fn exchange(&self) -> io::Result<()> {
        #[cfg(test)]
        if let Some(kind) = self.exchange.get() {
            return Err((*kind).into());
        }
        Ok(())
    }
}
