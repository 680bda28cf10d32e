//! The last step of a build: the spare tree becomes the new site and takes the old one's place.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::PoisonError;

use rayon::prelude::*;

use super::spare::{self, Spare, forgive};
use super::tree::{self, Kind, Node, ancestors};
use super::{Planned, Report, Stage, sys};
use crate::base::hash::Fingerprint;
use crate::io::IoError;
use crate::io::manifest::{self, Manifest, Record, Seen};

/// The record's name in the cache folder.
pub(super) const RECORD: &str = "published";

pub(super) fn commit(stage: &Stage) -> Result<Report, IoError> {
    if let Some(error) = stage.failed.get() {
        return Err(error.clone());
    }
    let plan = std::mem::take(&mut *stage.plan.lock().unwrap_or_else(PoisonError::into_inner));
    refuse_files_in_files(stage, &plan)?;
    let manifest = Manifest { files: plan.iter().map(|(path, planned)| (path.clone(), planned.listed)).collect() };
    let text = manifest.write();
    let written: Vec<String> =
        plan.iter().filter(|(_, planned)| planned.written).map(|(path, _)| path.clone()).collect();
    let removed: Vec<String> = stage.old.keys().filter(|path| !plan.contains_key(*path)).cloned().collect();
    let mut swap = None;
    if !written.is_empty() || !removed.is_empty() || text != stage.old_text {
        swap = Some(replace(stage, &plan, &text)?);
    }
    let files = plan.values().map(|planned| Seen {
        key: planned.key,
        inode: planned.node.id.inode(),
        mtime_ns: planned.node.mtime_ns,
    });
    let record = Record { manifest: Fingerprint::of(text.as_bytes()), files: files.collect() };
    if stage.old_record.as_ref() != Some(&record) {
        // Only a short cut for the next build: without it that one reads the published files.
        let _ = write_record(stage, &record);
    }
    let unchanged = plan.len() - written.len();
    Ok(Report { unchanged, written, removed, swap, published: record.manifest })
}

/// What the new tree holds under a path.
enum Want {
    /// Already there.
    Written,
    /// A hard link of the published file: one of ours that stayed the same, or a stranger's.
    Link(Node),
    Symlink,
}

fn replace(stage: &Stage, plan: &BTreeMap<String, Planned>, text: &str) -> Result<sys::Swap, IoError> {
    let faults = &stage.faults;
    let spare = stage.spare()?;
    let strangers = strangers(stage).map_err(|error| IoError::new("read the folder", &stage.shown, &error))?;
    let taken = refuse_strangers_places(stage, plan, &strangers)?;
    let mut wanted: BTreeMap<OsString, Want> = BTreeMap::new();
    let mut folders: BTreeSet<OsString> = BTreeSet::new();
    for (path, node) in strangers.iter().filter(|(path, _)| !taken.contains(path.as_os_str())) {
        folders.extend(Path::new(path).ancestors().skip(1).map(|folder| folder.as_os_str().to_owned()));
        match node.kind {
            Kind::Folder => {
                folders.insert(path.clone());
            }
            Kind::Symlink => {
                wanted.insert(path.clone(), Want::Symlink);
            }
            Kind::File | Kind::Other => {
                wanted.insert(path.clone(), Want::Link(*node));
            }
        }
    }
    let mut last = "";
    for (path, planned) in plan {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if parent != last {
            folders.extend(ancestors(path).map(OsString::from));
            last = parent;
        }
        let want = if planned.written { Want::Written } else { Want::Link(planned.node) };
        wanted.insert(path.into(), want);
    }
    folders.remove(OsStr::new(""));
    wanted.insert(manifest::NAME.into(), Want::Written);

    let failed = |path: &OsStr, error: &io::Error| IoError::new("write", &stage.shown.join(path), error);
    let there = clear(stage, spare, &wanted, &folders).map_err(|error| failed(OsStr::new(""), &error))?;
    for folder in &folders {
        faults.step().and_then(|()| make(stage, spare, folder, &strangers)).map_err(|error| failed(folder, &error))?;
    }
    wanted.par_iter().filter(|(path, _)| !there.contains(path.as_os_str())).try_for_each(|(path, want)| {
        let (from, to) = (stage.out.join(path), spare.root.join(path));
        let done = faults.step().and_then(|()| match want {
            Want::Written => Ok(()),
            Want::Link(_) => spare::link(&from, &to),
            Want::Symlink => sys::copy_symlink(&from, &to),
        });
        // A stranger may take his file away while we work.
        let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound && strangers.contains_key(path);
        done.or_else(|error| if gone(&error) { Ok(()) } else { Err(failed(path, &error)) })
    })?;
    spare.write(manifest::NAME, text.as_bytes(), faults).map_err(|error| failed(OsStr::new(manifest::NAME), &error))?;
    change_places(stage, spare)
}

/// Removes from the spare tree what the new site has not; gives the paths that are right as they are.
fn clear<'a>(
    stage: &Stage,
    spare: &'a Spare,
    wanted: &BTreeMap<OsString, Want>,
    folders: &BTreeSet<OsString>,
) -> io::Result<BTreeSet<&'a OsStr>> {
    let mut there = BTreeSet::new();
    for (path, node) in spare.tree.nodes.iter().rev() {
        let target = spare.root.join(path);
        let right = match (wanted.get(path), node.kind) {
            (Some(Want::Written), _) => continue,
            (Some(Want::Link(published)), _) => published.id.same(node.id),
            (Some(Want::Symlink), Kind::Symlink) => {
                fs::read_link(stage.out.join(path)).ok() == fs::read_link(&target).ok()
            }
            (None, Kind::Folder) => folders.contains(path),
            _ => false,
        };
        if right {
            there.insert(path.as_os_str());
            continue;
        }
        if node.kind != Kind::Folder
            && folders.contains(path)
            && fs::symlink_metadata(&target).is_ok_and(|m| m.is_dir())
        {
            // Replaced already, when a page was written into the folder.
            continue;
        }
        stage.faults.step()?;
        forgive(if node.kind == Kind::Folder { fs::remove_dir_all(&target) } else { fs::remove_file(&target) })?;
    }
    Ok(there)
}

/// One folder of the new tree; a stranger's folder keeps its mode.
fn make(stage: &Stage, spare: &Spare, folder: &OsStr, strangers: &BTreeMap<OsString, Node>) -> io::Result<()> {
    let target = spare.root.join(folder);
    if !spare.tree.nodes.get(folder).is_some_and(|node| node.kind == Kind::Folder) {
        spare::make_folder(&target)?;
    }
    #[cfg(unix)]
    if strangers.contains_key(folder)
        && let Ok(meta) = fs::symlink_metadata(stage.out.join(folder))
    {
        use std::os::unix::fs::PermissionsExt as _;
        sys::set_mode(&target, &fs::symlink_metadata(&target)?, (meta.permissions().mode() & 0o7777) | 0o700)?;
    }
    Ok(())
}

/// The swap itself. From the first rename on, the tree is called `retired`: what a killed build leaves under that name
/// is complete, whichever of the two it is.
fn change_places(stage: &Stage, spare: &Spare) -> Result<sys::Swap, IoError> {
    let faults = &stage.faults;
    let failed = |error: io::Error| {
        let told = IoError::new("put the new site in place at", &stage.shown, &error);
        match error.kind() {
            io::ErrorKind::ResourceBusy => told.help(format!(
                "Another folder is mounted there: choose a folder inside it, and publish that: --out {}",
                stage.shown.join("site").display()
            )),
            _ => told,
        }
    };
    let exists = fs::symlink_metadata(&stage.out);
    if let Ok(meta) = &exists {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = meta.permissions().mode() & 0o7777;
            let root = fs::symlink_metadata(&spare.root).map_err(failed)?;
            sys::set_mode(&spare.root, &root, mode).map_err(failed)?;
        }
        #[cfg(not(unix))]
        let _ = meta;
    }
    let synced = faults.step().and_then(|()| sys::sync_all(&spare.root));
    synced.map_err(|error| IoError::new("bring to the disk the files for", &stage.shown, &error))?;
    faults.step().and_then(|()| fs::rename(&spare.root, &spare.retired)).map_err(failed)?;
    let swapped = faults.step().and_then(|()| match exists {
        Ok(_) => exchange(stage, &spare.retired),
        Err(_) => fs::rename(&spare.retired, &stage.out).map(|()| sys::Swap::Exchanged),
    });
    let swap = match swapped {
        Ok(swap) => swap,
        Err(error) => {
            if !spare.stays {
                let _ = spare::remove(&spare.retired);
            }
            return Err(failed(error));
        }
    };
    let parent = |path: &Path| path.parent().map_or(Ok(()), sys::sync_folder);
    let synced = faults.step().and_then(|()| parent(&stage.out)).and_then(|()| parent(&spare.retired));
    if let Err(error) = synced {
        // Success would mean that the swap is on the disk: the old site goes back instead, where there still is one.
        let back = match (swap, spare::exists(&spare.retired)) {
            (sys::Swap::Replaced, _) => false,
            (_, true) => exchange(stage, &spare.retired).is_ok(),
            (_, false) => fs::rename(&stage.out, &spare.retired).is_ok(),
        };
        if back && !spare.stays {
            let _ = spare::remove(&spare.retired);
        }
        return Err(IoError::new("bring to the disk the folder", &stage.shown, &error));
    }
    // The new site stands. What fails from here on is done by the next build.
    if spare::exists(&spare.retired) {
        let rescued = spare::rescue(&spare.retired, &stage.out);
        retire(stage, spare, rescued.is_ok());
    }
    Ok(swap)
}

/// In one step where the system can do that; see [`sys::Swap`] for the rest.
fn exchange(stage: &Stage, retired: &Path) -> io::Result<sys::Swap> {
    let error = match stage.faults.exchange().and_then(|()| sys::exchange(retired, &stage.out)) {
        Ok(()) => return Ok(sys::Swap::Exchanged),
        Err(error) => error,
    };
    if sys::is_unsupported(&error) {
        sys::change_by_renames(retired, &stage.out, &spare::beside(&stage.out, "aside"))?;
        return Ok(sys::Swap::Renamed);
    }
    if error.kind() != io::ErrorKind::CrossesDevices {
        return Err(error);
    }
    fs::rename(retired, spare::beside(&stage.out, "next"))?;
    spare::complete(&stage.out)?;
    Ok(sys::Swap::Replaced)
}

/// The old tree goes to the cache folder, as the next build's spare tree, or away.
fn retire(stage: &Stage, spare: &Spare, rescued: bool) {
    if spare.stays || !rescued {
        return;
    }
    let seat = spare::seat_in(&stage.cache);
    let _ = spare::remove(&seat.stage).and_then(|()| spare::remove(&seat.retired));
    if fs::rename(&spare.retired, &seat.retired).is_err() {
        let _ = spare::remove(&spare.retired);
    }
}

/// Everything in the output folder that ibid did not make, with what is in the strangers' folders.
fn strangers(stage: &Stage) -> io::Result<BTreeMap<OsString, Node>> {
    let ours: BTreeSet<&str> = stage.old.keys().flat_map(|path| ancestors(path)).collect();
    let mut out = BTreeMap::new();
    for (path, node) in &stage.tree.nodes {
        let name = path.to_str();
        let is_ours = match node.kind {
            Kind::File => name.is_some_and(|name| name == manifest::NAME || stage.old.contains_key(name)),
            Kind::Folder => name.is_some_and(|name| ours.contains(name)),
            Kind::Symlink | Kind::Other => false,
        };
        if is_ours {
            continue;
        }
        out.insert(path.clone(), *node);
        if node.kind == Kind::Folder {
            out.extend(tree::scan_below(&stage.out, path.clone())?.nodes);
        }
    }
    Ok(out)
}

/// A stranger's file at a path of the new site is an error, unless it has the very bytes; then it becomes ours. Gives
/// the paths that do.
fn refuse_strangers_places<'a>(
    stage: &Stage,
    plan: &'a BTreeMap<String, Planned>,
    strangers: &BTreeMap<OsString, Node>,
) -> Result<BTreeSet<&'a OsStr>, IoError> {
    let mut taken = BTreeSet::new();
    if strangers.is_empty() {
        return Ok(taken);
    }
    for (path, planned) in plan {
        let stranger = |path: &str| strangers.get(OsStr::new(path));
        let conflict = match stranger(path) {
            Some(node) if node.kind == Kind::File && node.size == planned.listed.size => {
                let bytes = crate::io::read::all(&stage.out.join(path), node.size).unwrap_or_default();
                taken.insert(OsStr::new(path));
                (Fingerprint::of(&bytes) != planned.listed.content).then_some(path.as_str())
            }
            Some(_) => Some(path.as_str()),
            None => ancestors(path).find(|folder| stranger(folder).is_some_and(|node| node.kind != Kind::Folder)),
        };
        if let Some(place) = conflict {
            let cause = "something that ibid did not make is already there";
            return Err(IoError::refused("write", &stage.shown.join(place), cause)
                .help("Move it away, or choose another output folder."));
        }
    }
    Ok(taken)
}

fn refuse_files_in_files(stage: &Stage, plan: &BTreeMap<String, Planned>) -> Result<(), IoError> {
    let clash = plan.keys().find_map(|path| ancestors(path).find(|folder| plan.contains_key(*folder)));
    match clash {
        None => Ok(()),
        Some(path) => {
            let cause = "the site has a file and a folder of this name";
            Err(IoError::refused("write", &stage.shown.join(path), cause))
        }
    }
}

fn write_record(stage: &Stage, record: &Record) -> io::Result<()> {
    let bytes = postcard::to_allocvec(record).map_err(io::Error::other)?;
    let (new, name) = (stage.cache.join("published.new"), stage.cache.join(RECORD));
    fs::write(&new, bytes)?;
    fs::rename(new, name)
}
