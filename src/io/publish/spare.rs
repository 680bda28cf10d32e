//! The tree that the next site is built in: the one before the last, or an empty one.
//!
//! After a swap the old tree stays in the cache folder. It still holds every file that has not changed since, as a hard
//! link, so that the next build touches only what differs: of 10,000 pages with one edited, a handful. Nothing in it is
//! trusted but this: a name that leads to the very inode of the published file is that file.
//!
//! Two names tell what a killed build left. `stage` is half built and wholly ours. `retired` is complete: the tree that
//! was, or was about to be, exchanged. A file that a stranger put into it at the very moment of the exchange is brought
//! back ([`rescue`]) before it is used again.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::Faults;
use super::sys;
use super::tree::{self, Kind, Node, Tree, ancestors};
use crate::io::IoError;
use crate::io::manifest::{self, Manifest};

#[derive(Debug)]
pub struct Spare {
    /// `stage`, while it is built.
    pub root: PathBuf,
    /// What `root` is called from just before the swap on.
    pub retired: PathBuf,
    /// As it was found.
    pub tree: Tree,
    /// It lies in the cache folder and may stay there.
    pub stays: bool,
    /// Folders known to be there.
    made: Mutex<BTreeSet<String>>,
}

/// Where a spare tree may lie for an output folder.
#[derive(Clone, Debug)]
pub struct Seat {
    pub stage: PathBuf,
    pub retired: PathBuf,
}

/// In the cache folder.
pub fn seat_in(cache: &Path) -> Seat {
    Seat { stage: cache.join("stage"), retired: cache.join("retired") }
}

/// Beside the output folder, when the cache lies on another disk.
pub fn seat_beside(out: &Path) -> Seat {
    Seat { stage: beside(out, "stage"), retired: beside(out, "retired") }
}

/// `.public.ibid-WORD` beside `public`.
pub fn beside(out: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(format!(".ibid-{word}"));
    out.with_file_name(name)
}

/// Finds or makes the spare tree. Uses no thread of rayon's, whose tasks wait for it.
pub fn open(out: &Path, cache: &Path) -> Result<Spare, IoError> {
    let stays = moves_between(out, cache);
    let seat = if stays { seat_in(cache) } else { seat_beside(out) };
    let failed = |error: io::Error| {
        let error = IoError::new("make the folder", &seat.stage, &error);
        if stays {
            error
        } else {
            error.help("The new site is built beside the old one: ibid must be able to write there.")
        }
    };
    if exists(&seat.retired) {
        rescue(&seat.retired, out).map_err(failed)?;
        if exists(&seat.stage) || fs::rename(&seat.retired, &seat.stage).is_err() {
            remove(&seat.retired).map_err(failed)?;
        }
    }
    match fs::symlink_metadata(&seat.stage) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => {
            fs::remove_file(&seat.stage).map_err(failed)?;
            make_folder(&seat.stage).map_err(failed)?;
        }
        Err(_) => make_folder(&seat.stage).map_err(failed)?,
    }
    let tree = tree::scan_below(&seat.stage, OsString::new()).map_err(failed)?;
    Ok(Spare { root: seat.stage, retired: seat.retired, tree, stays, made: Mutex::default() })
}

/// What a killed build left beside the output folder: an output folder that was put aside goes back, the rest away.
pub fn clear_beside(out: &Path) -> io::Result<()> {
    let aside = beside(out, "aside");
    if exists(&aside) {
        if exists(out) {
            rescue(&aside, out)?;
            remove(&aside)?;
        } else {
            fs::rename(&aside, out)?;
        }
    }
    complete(out)?;
    let seat = seat_beside(out);
    if exists(&seat.retired) {
        rescue(&seat.retired, out)?;
        remove(&seat.retired)?;
    }
    if exists(&seat.stage) {
        remove(&seat.stage)?;
    }
    Ok(())
}

/// Puts the whole new tree `next` in the place of an output folder that cannot be moved, by removing that first; the
/// next build does it, if this one is killed.
pub fn complete(out: &Path) -> io::Result<()> {
    let next = beside(out, "next");
    if !exists(&next) {
        return Ok(());
    }
    if exists(out) {
        rescue(out, &next)?;
        remove(out)?;
    }
    fs::rename(&next, out)
}

impl Spare {
    /// Writes a new file; never into an existing one, which may be a hard link of a published page.
    pub fn write(&self, path: &str, bytes: &[u8], faults: &Faults) -> io::Result<Node> {
        self.make_parents(path, faults)?;
        let target = self.root.join(path);
        match self.tree.nodes.get(OsStr::new(path)).map(|node| node.kind) {
            None => {}
            Some(Kind::Folder) => forgive(fs::remove_dir_all(&target))?,
            Some(_) => forgive(fs::remove_file(&target))?,
        }
        faults.step()?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
        let mut file = options.open(&target)?;
        file.write_all(bytes)?;
        faults.step()?;
        let meta = file.metadata()?;
        sys::set_mode(&target, &meta, 0o644)?;
        sys::close(file)?;
        Ok(Node::of(&meta))
    }

    /// The folders above a path.
    pub fn make_parents(&self, path: &str, faults: &Faults) -> io::Result<()> {
        let Some((parent, _)) = path.rsplit_once('/') else { return Ok(()) };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.contains(parent) {
            return Ok(());
        }
        for folder in ancestors(path) {
            if made.contains(folder) {
                continue;
            }
            let target = self.root.join(folder);
            match self.tree.nodes.get(OsStr::new(folder)).map(|node| node.kind) {
                Some(Kind::Folder) => {}
                Some(_) => {
                    forgive(fs::remove_file(&target))?;
                    make_folder(&target)?;
                }
                None => {
                    faults.step()?;
                    make_folder(&target)?;
                }
            }
            made.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// Brings back to `out` what a stranger put into the tree `old` after it was listed: every entry that `old`'s own
/// manifest does not name and that is not the same in `out`.
pub fn rescue(old: &Path, out: &Path) -> io::Result<()> {
    let mut names = tree::names(old)?;
    let read = |root: &Path| Manifest::read(&fs::read_to_string(root.join(manifest::NAME)).unwrap_or_default());
    let (was_ours, is_ours) = (read(old).unwrap_or_default(), read(out).unwrap_or_default());
    names.retain(|(path, kind)| {
        let ours = path.to_str().is_some_and(|path| path == manifest::NAME || was_ours.files.contains_key(path));
        *kind != Kind::Folder && !(ours && *kind == Kind::File)
    });
    names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    for (path, _) in &names {
        let name = path.to_str().unwrap_or_default();
        let (from, mut to) = (old.join(path), out.join(path));
        let node = Node::of(&fs::symlink_metadata(&from)?);
        if let Ok(there) = fs::symlink_metadata(&to) {
            let there = Node::of(&there);
            let copied = there.kind == node.kind && there.size == node.size && there.mtime_ns == node.mtime_ns;
            let leads_alike = node.kind == Kind::Symlink && fs::read_link(&from).ok() == fs::read_link(&to).ok();
            if there.id.same(node.id) || copied || leads_alike {
                continue;
            }
            if is_ours.files.contains_key(name) || there.kind == Kind::Folder {
                to.as_mut_os_string().push(".rescued");
            }
        }
        if real_parents(out, path)? {
            fs::rename(&from, &to)?;
        }
    }
    Ok(())
}

/// Makes the folders above `out/path`; false if one of them is no folder or a symbolic link: nothing is written
/// through it.
fn real_parents(out: &Path, path: &OsStr) -> io::Result<bool> {
    let Some(parent) = Path::new(path).parent() else { return Ok(true) };
    let mut folder = out.to_path_buf();
    for part in parent.components() {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Ok(false),
            Err(_) => make_folder(&folder)?,
        }
    }
    Ok(true)
}

/// Whether a folder can be moved from the cache to the output's place: they lie on one disk, and hard links work there.
/// Tried with the manifest itself; a first build has none and no use for a spare tree.
fn moves_between(out: &Path, cache: &Path) -> bool {
    let probe = cache.join("probe");
    let _ = fs::remove_file(&probe);
    let linked = fs::hard_link(out.join(manifest::NAME), &probe).is_ok();
    let _ = fs::remove_file(&probe);
    linked
}

/// A folder of mode 0755, whatever the umask is.
pub fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    sys::set_mode(path, &fs::symlink_metadata(path)?, 0o755)
}

/// Removes a tree, or whatever stands there, without following a link.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// What is already gone need not be removed.
pub fn forgive(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        other => other,
    }
}

/// A second name for a file; a copy where the disk has no hard links, or this one allows no more.
pub fn link(from: &Path, to: &Path) -> io::Result<()> {
    let Err(error) = fs::hard_link(from, to) else { return Ok(()) };
    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists | io::ErrorKind::StorageFull) {
        return Err(error);
    }
    let meta = fs::symlink_metadata(from)?;
    if !meta.is_file() {
        return Err(error);
    }
    fs::copy(from, to)?;
    let copy = File::options().write(true).open(to)?;
    copy.set_modified(meta.modified()?)?;
    sys::close(copy)
}

pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
