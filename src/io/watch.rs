//! Says that something in the site's folder changed, so that `serve` builds anew.
//!
//! The paths are hints: who is told looks at the folder itself. Files are watched through the folders they lie in, since
//! editors save by putting a new file in the old one's place; a folder that is taken away and comes back is found again.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::IoError;
use super::walk::is_passed_over;

/// A save is over when nothing has come for so long …
const QUIET: Duration = Duration::from_millis(30);
/// … or when it has gone on for so long.
const PATIENCE: Duration = Duration::from_millis(300);

/// What to watch; paths that do not exist are watched for all the same.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    /// The site's folder itself; of it, only what is named below.
    pub root: PathBuf,
    /// With all that is in them: content, themes.
    pub folders: Vec<PathBuf>,
    /// `ibid.toml`, bibliographies.
    pub files: Vec<PathBuf>,
    /// The output and the cache folder, if they lie in one of the folders.
    pub skip: Vec<PathBuf>,
}

/// Watches until it is dropped.
pub struct Watch {
    sender: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Event(notify::Result<Event>),
    Stop,
}

/// Calls `changed` on a thread of its own, once for all that changes together; what changes while it runs is told next.
pub fn watch(watched: &Watched, mut changed: impl FnMut(BTreeSet<PathBuf>) + Send + 'static) -> Result<Watch, IoError> {
    let failed = |error: notify::Error| IoError::refused("watch", &watched.root, words(&error));
    let watched = resolved(watched);
    let (sender, receiver) = channel();
    let events = sender.clone();
    let tell = move |event| {
        // Nobody listens any more when the watch has ended.
        let _ = events.send(Message::Event(event));
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut system = RecommendedWatcher::new(tell, config).map_err(failed)?;
    for parent in parents(&watched) {
        if parent.is_dir() {
            system.watch(&parent, RecursiveMode::NonRecursive).map_err(failed)?;
        }
    }
    for folder in watched.folders.iter().filter(|folder| folder.is_dir()) {
        system.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    let run = move || {
        while let Some(paths) = next(&receiver, &watched) {
            for folder in &watched.folders {
                if paths.contains(folder) {
                    // It may be another folder of that name.
                    let _ = system.unwatch(folder);
                    if folder.is_dir() {
                        let _ = system.watch(folder, RecursiveMode::Recursive);
                    }
                }
            }
            if !paths.is_empty() {
                changed(paths);
            }
        }
    };
    let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(run);
    let thread = thread.map_err(|error| IoError::new("start to watch", Path::new("the site's folder"), &error))?;
    Ok(Watch { sender, thread: Some(thread) })
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.sender.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

/// Waits for a change and for the quiet after it; `None` at the end.
fn next(receiver: &Receiver<Message>, watched: &Watched) -> Option<BTreeSet<PathBuf>> {
    let mut paths = BTreeSet::new();
    let mut message = receiver.recv().ok()?;
    let start = Instant::now();
    loop {
        match message {
            Message::Stop => return None,
            Message::Event(event) => collect(event, watched, &mut paths),
        }
        let left = PATIENCE.saturating_sub(start.elapsed()).min(QUIET);
        message = match receiver.recv_timeout(left) {
            Ok(message) if !left.is_zero() => message,
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            Ok(Message::Event(event)) => {
                collect(event, watched, &mut paths);
                return Some(paths);
            }
            Err(RecvTimeoutError::Timeout) => return Some(paths),
        };
    }
}

fn collect(event: notify::Result<Event>, watched: &Watched, paths: &mut BTreeSet<PathBuf>) {
    match event {
        Ok(event) if event.need_rescan() => paths.extend(watched.folders.iter().cloned()),
        // Our own reading is an event, too.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(event) => paths.extend(event.paths.into_iter().filter(|path| is_watched(path, watched))),
        // Events were lost: anything may have changed.
        Err(_) => paths.extend(watched.folders.iter().cloned()),
    }
}

fn is_watched(path: &Path, watched: &Watched) -> bool {
    if watched.files.iter().any(|file| file == path) {
        return true;
    }
    if watched.skip.iter().any(|skip| path.starts_with(skip)) {
        return false;
    }
    watched.folders.iter().any(|folder| {
        let passed_over = |below: &Path| below.iter().any(|part| part.to_str().is_some_and(is_passed_over));
        path.strip_prefix(folder).is_ok_and(|below| !passed_over(below))
    })
}

/// The folders that the watched things lie in, save those that are watched with all that is in them.
fn parents(watched: &Watched) -> BTreeSet<PathBuf> {
    let things = watched.folders.iter().chain(&watched.files);
    things
        .filter_map(|path| path.parent())
        .filter(|parent| !watched.folders.iter().any(|folder| parent.starts_with(folder)))
        .map(Path::to_path_buf)
        .collect()
}

/// As the system will name them in its events.
fn resolved(watched: &Watched) -> Watched {
    let one = |path: &PathBuf| {
        let path = if path.is_absolute() { path.clone() } else { watched.root.join(path) };
        let parent = path.parent().and_then(|parent| fs::canonicalize(parent).ok());
        parent.and_then(|parent| Some(parent.join(path.file_name()?))).unwrap_or(path)
    };
    let all = |paths: &[PathBuf]| paths.iter().map(one).collect();
    Watched {
        root: fs::canonicalize(&watched.root).unwrap_or_else(|_| watched.root.clone()),
        folders: all(&watched.folders),
        files: all(&watched.files),
        skip: all(&watched.skip),
    }
}

fn words(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => super::error::cause(error),
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches too many files already (`fs.inotify.max_user_watches`)".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bench {
        dir: tempfile::TempDir,
        told: Receiver<BTreeSet<PathBuf>>,
        _watch: Watch,
    }

    fn bench() -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(dir.path()).unwrap();
        for folder in ["content/a", "refs", "content/out"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("ibid.toml"), "").unwrap();
        fs::write(root.join("content/a/x.md"), "").unwrap();
        let (sender, told) = channel();
        let watched = Watched {
            root,
            folders: vec!["content".into(), "themes".into()],
            files: vec!["ibid.toml".into(), "refs/a.bib".into()],
            skip: vec!["content/out".into()],
        };
        let watch = watch(&watched, move |paths| sender.send(paths).unwrap()).unwrap();
        Bench { dir, told, _watch: watch }
    }

    impl Bench {
        fn path(&self, path: &str) -> PathBuf {
            fs::canonicalize(self.dir.path()).unwrap().join(path)
        }

        /// Told of `path` at last.
        #[track_caller]
        fn hears_of(&self, path: &str) {
            let path = self.path(path);
            let mut all = BTreeSet::new();
            while let Ok(paths) = self.told.recv_timeout(Duration::from_secs(5)) {
                all.extend(paths);
                if all.contains(&path) {
                    return;
                }
            }
            panic!("not told of {}: {all:?}", path.display());
        }

        #[track_caller]
        fn hears_nothing(&self) {
            if let Ok(paths) = self.told.recv_timeout(Duration::from_millis(200)) {
                panic!("told of {paths:?}");
            }
        }
    }

    #[test]
    fn a_change_is_told_and_what_is_no_part_of_the_site_is_not() {
        let bench = bench();
        fs::read(bench.path("content/a/x.md")).unwrap();
        fs::write(bench.path("other.toml"), "x").unwrap();
        fs::write(bench.path("content/a/.x.md.swp"), "x").unwrap();
        fs::write(bench.path("content/a/x.md~"), "x").unwrap();
        fs::write(bench.path("content/out/x.html"), "x").unwrap();
        fs::write(bench.path("refs/b.bib"), "x").unwrap();
        bench.hears_nothing();
        fs::write(bench.path("content/a/x.md"), "x").unwrap();
        bench.hears_of("content/a/x.md");
        fs::create_dir_all(bench.path("content/new/deep")).unwrap();
        bench.hears_of("content/new");
        std::thread::sleep(Duration::from_millis(100));
        fs::write(bench.path("content/new/deep/y.md"), "x").unwrap();
        bench.hears_of("content/new/deep/y.md");
    }

    #[test]
    fn editors_that_save_by_renaming_are_seen_every_time() {
        let bench = bench();
        for round in 0..3 {
            for path in ["ibid.toml", "refs/a.bib", "content/a/x.md"] {
                let new = bench.path(path).with_extension("tmp");
                fs::write(&new, round.to_string()).unwrap();
                fs::rename(&new, bench.path(path)).unwrap();
                bench.hears_of(path);
            }
        }
    }

    #[test]
    fn a_folder_that_comes_back_is_watched_again() {
        let bench = bench();
        fs::rename(bench.path("content"), bench.path("elsewhere")).unwrap();
        bench.hears_of("content");
        fs::create_dir_all(bench.path("content")).unwrap();
        bench.hears_of("content");
        std::thread::sleep(Duration::from_millis(100));
        fs::write(bench.path("content/z.md"), "z").unwrap();
        bench.hears_of("content/z.md");
        // One that was not there at the start.
        fs::create_dir(bench.path("themes")).unwrap();
        bench.hears_of("themes");
        std::thread::sleep(Duration::from_millis(100));
        fs::write(bench.path("themes/page.html"), "z").unwrap();
        bench.hears_of("themes/page.html");
    }
}
