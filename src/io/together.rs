//! Files that belong together, written beside what an editor has: each whole or not at all, in the order given, so that
//! a file that leans on another never stands there without it, whenever the program or the machine stops.
//!
//! All are written under other names first. Only when each is on the disk do they get their own, one after the other;
//! where that fails, what was changed is changed back.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// It may take the place of another.
    pub over: bool,
}

/// Which file could not be written, and why.
#[derive(Debug)]
pub struct Failed {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes all files, or none.
pub fn all(files: &[New]) -> Result<(), Failed> {
    let mut placed = 0;
    let done = steps(files, &mut placed, &mut || Ok(()));
    // Once all have their names, nothing leads back and nothing has to: what is left to do is to clear up.
    if done.is_err() && placed < files.len() {
        undo(files, placed);
    }
    done
}

/// Stages, syncs and places; `step` is asked before each change of the disk. `placed` counts the files that have their
/// own names.
fn steps(files: &[New], placed: &mut usize, step: &mut dyn FnMut() -> io::Result<()>) -> Result<(), Failed> {
    let failed = |file: &New| {
        let path = file.path.clone();
        move |error| Failed { path, error }
    };
    for file in files {
        step().and_then(|()| stage(file)).map_err(failed(file))?;
    }
    for file in files {
        step().and_then(|()| place(file)).map_err(failed(file))?;
        *placed += 1;
    }
    for file in files {
        // What was there before has the other name now.
        step().and_then(|()| gone(&staged(&file.path))).map_err(failed(file))?;
        step().and_then(|()| sync_folder(&file.path)).map_err(failed(file))?;
    }
    Ok(())
}

fn staged(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".importing~");
    path.with_file_name(name)
}

fn stage(file: &New) -> io::Result<()> {
    let path = staged(&file.path);
    // What a killed run has left, whatever it is: a link is not written through.
    gone(&path)?;
    let mut out = File::create_new(&path)?;
    out.write_all(&file.bytes)?;
    if let Ok(old) = fs::metadata(&file.path) {
        out.set_permissions(old.permissions())?;
    }
    out.sync_all()
}

fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Gives a file its own name. Where it takes another's place, that one gets the other name, until all is done.
fn place(file: &New) -> io::Result<()> {
    let staged = staged(&file.path);
    let there = file.path.symlink_metadata().is_ok();
    match (file.over, there) {
        (true, true) => exchange(&staged, &file.path).or_else(|error| match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound => Err(error),
            _ => fs::rename(&staged, &file.path),
        }),
        (false, true) => Err(io::ErrorKind::AlreadyExists.into()),
        (_, false) => rename_new(&staged, &file.path),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Not even a file that came a moment ago is written over, where the system can do that in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && to.symlink_metadata().is_err() => {
            fs::rename(from, to)
        }
        done => done,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// The name is on the disk.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Back to what was there. What cannot be undone stays, and no second fault is told.
fn undo(files: &[New], placed: usize) {
    for file in files.iter().take(placed).rev() {
        let before = staged(&file.path);
        if before.symlink_metadata().is_ok() {
            let _ = fs::rename(&before, &file.path);
        } else if !file.over {
            let _ = fs::remove_file(&file.path);
        }
    }
    for file in files {
        let _ = gone(&staged(&file.path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<New> {
        let new = |name: &str, bytes: &str, over| New { path: folder.join(name), bytes: bytes.into(), over };
        vec![
            new("references.yaml", "references:\n  - id: old\n  - id: new\n", true),
            new("a-1.png", "picture", false),
            new("a.md", "cites new, shows a-1.png", false),
        ]
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("references.yaml"), "references:\n  - id: old\n").unwrap();
        folder
    }

    fn text(folder: &Path, name: &str) -> Option<String> {
        fs::read_to_string(folder.join(name)).ok()
    }

    /// Fails at its `at`th question.
    fn stopping(at: usize) -> impl FnMut() -> io::Result<()> {
        let mut asked = 0;
        move || {
            asked += 1;
            if asked == at { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }
    }

    /// Steps of three files: to stage, to place, to clear, to sync.
    const STEPS: usize = 12;

    #[test]
    fn wherever_it_stops_no_briefing_cites_what_is_not_there() {
        for at in 1..=STEPS {
            let folder = folder();
            let folder = folder.path();
            // As a kill does: nothing is undone.
            assert!(steps(&files(folder), &mut 0, &mut stopping(at)).is_err(), "step {at}");
            let works = text(folder, "references.yaml").unwrap();
            assert!(works.contains("old"), "step {at}: {works}");
            if let Some(briefing) = text(folder, "a.md") {
                assert_eq!(briefing, "cites new, shows a-1.png");
                assert!(works.contains("new") && text(folder, "a-1.png").is_some(), "step {at}: {works}");
            }
            // The next run finds its way.
            let again: Vec<New> = files(folder).into_iter().map(|file| New { over: true, ..file }).collect();
            all(&again).unwrap();
            assert_eq!(names(folder), ["a-1.png", "a.md", "references.yaml"]);
        }
        let folder = folder();
        assert!(steps(&files(folder.path()), &mut 0, &mut stopping(STEPS + 1)).is_ok(), "there is a step more");
    }

    #[test]
    fn where_it_fails_all_is_as_before() {
        for at in 1..=STEPS {
            let folder = folder();
            let folder = folder.path();
            let mut placed = 0;
            assert!(steps(&files(folder), &mut placed, &mut stopping(at)).is_err());
            if placed < 3 {
                undo(&files(folder), placed);
                assert_eq!(names(folder), ["references.yaml"], "step {at}");
                assert_eq!(text(folder, "references.yaml").unwrap(), "references:\n  - id: old\n");
            }
        }
    }

    #[test]
    fn nothing_is_written_over_that_may_not_be() {
        let folder = folder();
        let folder = folder.path();
        fs::write(folder.join("a.md"), "mine").unwrap();
        let failed = all(&files(folder)).unwrap_err();
        assert_eq!((failed.path, failed.error.kind()), (folder.join("a.md"), io::ErrorKind::AlreadyExists));
        assert_eq!(text(folder, "a.md").unwrap(), "mine");
        assert_eq!(names(folder), ["a.md", "references.yaml"]);
        assert_eq!(text(folder, "references.yaml").unwrap(), "references:\n  - id: old\n");
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}
