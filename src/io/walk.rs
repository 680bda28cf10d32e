//! All files of a site: which there are, not what is in them.
//!
//! A symbolic link that leads out of the site is named and skipped; one that stays inside is followed once, so that
//! rings end (THREATS B1). Names that start with a dot, backups of editors and folders of build tools are passed over.

use std::collections::{BTreeSet, VecDeque};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::diag;
use super::error::cause;
use crate::base::diag::Diagnostic;

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the site's folder, with `/`.
    pub path: String,
    /// Where it really lies, no link in it.
    pub abs: PathBuf,
    pub len: u64,
    pub mtime_ns: i64,
    /// Changes with every change of the file that a program could hide from `mtime_ns`; 0 where the system has none.
    pub ctime_ns: i64,
    /// 0 where the system has none.
    pub inode: u64,
}

/// What a walk found, sorted by path.
#[derive(Debug, Default)]
pub struct Walk {
    pub entries: Vec<Entry>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Lists the `folders` (paths from `root`; one that does not exist is empty) without those of `skip` (the output and
/// the cache folder).
#[must_use]
pub fn walk(root: &Path, folders: &[&str], skip: &[&Path]) -> Walk {
    let Ok(root) = fs::canonicalize(root) else { return Walk::default() };
    let skip = skip.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut walker = Walker { root, skip, followed: BTreeSet::new(), found: Vec::new(), diagnostics: Vec::new() };
    let mut queue = VecDeque::new();
    for folder in folders {
        let abs = walker.root.join(folder);
        match fs::symlink_metadata(&abs) {
            Ok(meta) if meta.is_symlink() => queue.extend(walker.follow(folder, &abs)),
            Ok(meta) if meta.is_dir() => queue.push_back(((*folder).to_owned(), abs)),
            Ok(_) => walker.diagnostics.push(diag::not_regular(folder)),
            Err(_) => {}
        }
    }
    while let Some((prefix, folder)) = queue.pop_front() {
        walker.visit(&prefix, &folder, &mut queue);
    }
    walker.finish()
}

/// Length, times of change and of status change in nanoseconds, and inode of a file that is named elsewhere.
#[must_use]
pub fn stamp(path: &Path) -> Option<(u64, i64, i64, u64)> {
    let meta = fs::metadata(path).ok()?;
    let entry = entry(String::new(), PathBuf::new(), &meta);
    Some((entry.len, entry.mtime_ns, entry.ctime_ns, entry.inode))
}

/// Names that are no part of a site: hidden files, backups, reports of imports, what package managers put there.
#[must_use]
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with(".import.md")
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || name == "node_modules"
}

struct Walker {
    root: PathBuf,
    skip: Vec<PathBuf>,
    /// Folders that a link has led to.
    followed: BTreeSet<PathBuf>,
    found: Vec<(String, PathBuf)>,
    diagnostics: Vec<Diagnostic>,
}

impl Walker {
    /// `prefix` is the path by which `folder` is reached.
    fn visit(&mut self, prefix: &str, folder: &Path, queue: &mut VecDeque<(String, PathBuf)>) {
        let mut entries = WalkDir::new(folder).follow_links(false).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.unreadable(prefix, folder, &error);
                    continue;
                }
            };
            let kind = entry.file_type();
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let name = entry.file_name().to_str();
            let left_out = name.is_some_and(is_passed_over)
                || self.skip.iter().any(|skip| skip == entry.path())
                || (kind.is_dir() && name == Some("target") && entry.path().join("CACHEDIR.TAG").exists());
            let path = name.and_then(|_| joined(prefix, below));
            if left_out || path.is_none() {
                if !left_out {
                    let shown = format!("{prefix}/{}", below.to_string_lossy());
                    self.diagnostics.push(diag::name_not_utf8(&shown));
                }
                if kind.is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            let path = path.unwrap_or_default();
            if kind.is_symlink() {
                queue.extend(self.follow(&path, entry.path()));
            } else if kind.is_file() {
                self.found.push((path, entry.into_path()));
            } else if !kind.is_dir() {
                self.diagnostics.push(diag::not_regular(&path));
            }
        }
    }

    /// What a link leads to: a file is noted, a folder given back to be visited.
    fn follow(&mut self, path: &str, link: &Path) -> Option<(String, PathBuf)> {
        let target = match fs::canonicalize(link) {
            Ok(target) => target,
            Err(error) => {
                let dead = error.kind() == io::ErrorKind::NotFound;
                self.diagnostics.push(if dead { diag::symlink_dead(path) } else { diag::symlink_round(path) });
                return None;
            }
        };
        let Ok(below) = target.strip_prefix(&self.root) else {
            self.diagnostics.push(diag::symlink_outside(path));
            return None;
        };
        let hidden = |part: &std::ffi::OsStr| part.to_str().is_none_or(is_passed_over);
        if below.iter().any(hidden) || self.skip.iter().any(|skip| target.starts_with(skip)) {
            self.diagnostics.push(diag::symlink_hidden(path));
            return None;
        }
        let Ok(meta) = fs::metadata(&target) else {
            self.diagnostics.push(diag::symlink_dead(path));
            return None;
        };
        if meta.is_file() {
            self.found.push((path.to_owned(), target));
        } else if !meta.is_dir() {
            self.diagnostics.push(diag::not_regular(path));
        } else if link.starts_with(&target) {
            self.diagnostics.push(diag::symlink_round(path));
        } else if self.followed.insert(target.clone()) {
            return Some((path.to_owned(), target));
        } else {
            self.diagnostics.push(diag::symlink_again(path));
        }
        None
    }

    fn unreadable(&mut self, prefix: &str, folder: &Path, error: &walkdir::Error) {
        let below = error.path().and_then(|path| path.strip_prefix(folder).ok()).unwrap_or(Path::new(""));
        let path = joined(prefix, below).unwrap_or_else(|| prefix.to_owned());
        let cause = error.io_error().map_or_else(|| error.to_string(), cause);
        self.diagnostics.push(diag::unreadable(&path, &cause));
    }

    fn finish(mut self) -> Walk {
        let found = std::mem::take(&mut self.found);
        let looked: Vec<Result<Entry, Box<Diagnostic>>> = found
            .into_par_iter()
            .map(|(path, abs)| match fs::symlink_metadata(&abs) {
                Ok(meta) => Ok(entry(path, abs, &meta)),
                Err(error) => Err(Box::new(diag::unreadable(&path, &cause(&error)))),
            })
            .collect();
        let mut entries = Vec::with_capacity(looked.len());
        for result in looked {
            match result {
                Ok(entry) => entries.push(entry),
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
        }
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        entries.dedup_by(|a, b| a.path == b.path);
        self.diagnostics.sort_by(|a, b| a.message.cmp(&b.message));
        self.diagnostics.dedup();
        Walk { entries, diagnostics: self.diagnostics }
    }
}

/// With `/` on every system; `None` if a name is not UTF-8.
fn joined(prefix: &str, below: &Path) -> Option<String> {
    let mut path = prefix.to_owned();
    for part in below {
        path.push('/');
        path.push_str(part.to_str()?);
    }
    Some(path)
}

fn entry(path: String, abs: PathBuf, meta: &Metadata) -> Entry {
    let since = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let mtime_ns = since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0);
    #[cfg(unix)]
    let (ctime_ns, inode) = {
        use std::os::unix::fs::MetadataExt as _;
        (meta.ctime().wrapping_mul(1_000_000_000).wrapping_add(meta.ctime_nsec()), meta.ino())
    };
    #[cfg(not(unix))]
    let (ctime_ns, inode) = (0, 0);
    Entry { path, abs, len: meta.len(), mtime_ns, ctime_ns, inode }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fmt::Write as _;
    use std::os::unix::fs::symlink;

    use super::*;
    use expect_test::{Expect, expect};

    fn check(make: impl Fn(&Path), expected: &Expect) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("site");
        fs::create_dir_all(root.join("content/a")).unwrap();
        fs::write(root.join("content/a/x.md"), "x").unwrap();
        fs::create_dir(dir.path().join("outside")).unwrap();
        fs::write(dir.path().join("outside/secret.md"), "s").unwrap();
        make(&root);
        let walk = walk(&root, &["content", "themes/own"], &[&root.join("content/out")]);
        let mut out = String::new();
        for entry in walk.entries {
            let _ = writeln!(out, "{} {}", entry.path, entry.len);
        }
        for diagnostic in walk.diagnostics {
            let _ = writeln!(out, "{}: {}", diagnostic.code.name(), diagnostic.message);
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn files_are_listed_sorted_and_clutter_is_passed_over() {
        check(
            |root| {
                for path in ["b.md", "b.import.md", "a-b.md", ".hidden.md", "b.md~", "#b.md#", "ö.md", "a/target.md"] {
                    fs::write(root.join("content").join(path), "").unwrap();
                }
                for path in ["node_modules", ".git", "out", "target", "a/target"] {
                    fs::create_dir(root.join("content").join(path)).unwrap();
                    fs::write(root.join("content").join(path).join("z.md"), "").unwrap();
                }
                fs::write(root.join("content/target/CACHEDIR.TAG"), "").unwrap();
                fs::create_dir_all(root.join("themes/own")).unwrap();
                fs::write(root.join("themes/own/page.html"), "").unwrap();
            },
            &expect![[r"
                content/a-b.md 0
                content/a/target.md 0
                content/a/target/z.md 0
                content/a/x.md 1
                content/b.md 0
                content/ö.md 0
                themes/own/page.html 0
            "]],
        );
    }

    /// THREATS B1: a file, a folder, a chain.
    #[test]
    fn b1_links_that_lead_outside_are_named_and_skipped() {
        check(
            |root| {
                symlink("/etc/passwd", root.join("content/passwd.md")).unwrap();
                symlink("../../outside", root.join("content/folder")).unwrap();
                symlink("folder", root.join("content/chain")).unwrap();
                symlink("../../../outside/secret.md", root.join("content/a/secret.md")).unwrap();
            },
            &expect![[r"
                content/a/x.md 1
                symlink-outside: `content/a/secret.md` is a symbolic link that leads out of the site's folder; it is skipped
                symlink-outside: `content/chain` is a symbolic link that leads out of the site's folder; it is skipped
                symlink-outside: `content/folder` is a symbolic link that leads out of the site's folder; it is skipped
                symlink-outside: `content/passwd.md` is a symbolic link that leads out of the site's folder; it is skipped
            "]],
        );
    }

    #[test]
    fn b1_a_content_folder_that_leads_outside_is_skipped() {
        check(
            |root| {
                fs::remove_dir_all(root.join("content")).unwrap();
                symlink("../outside", root.join("content")).unwrap();
            },
            &expect![[r"
                symlink-outside: `content` is a symbolic link that leads out of the site's folder; it is skipped
            "]],
        );
    }

    /// THREATS B1, E4: followed once, rings end.
    #[test]
    fn b1_links_inside_are_followed_once() {
        check(
            |root| {
                fs::create_dir_all(root.join("shared")).unwrap();
                fs::write(root.join("shared/s.md"), "").unwrap();
                symlink("../shared", root.join("content/one")).unwrap();
                symlink("../shared", root.join("content/two")).unwrap();
                symlink("a/x.md", root.join("content/y.md")).unwrap();
                symlink("..", root.join("content/a/up")).unwrap();
                symlink("self", root.join("content/self")).unwrap();
                symlink("nowhere", root.join("content/dead.md")).unwrap();
                // Two folders that lead to each other.
                fs::create_dir(root.join("content/b")).unwrap();
                symlink("../b", root.join("content/a/to-b")).unwrap();
                symlink("../a", root.join("content/b/to-a")).unwrap();
            },
            &expect![[r"
                content/a/x.md 1
                content/b/to-a/x.md 1
                content/one/s.md 0
                content/y.md 1
                not-a-regular-file: `content/a/to-b/to-a` leads to a folder that another symbolic link has led to already; it is skipped
                not-a-regular-file: `content/a/up` is a symbolic link that leads round in a circle; it is skipped
                not-a-regular-file: `content/b/to-a/to-b` leads to a folder that another symbolic link has led to already; it is skipped
                not-a-regular-file: `content/b/to-a/up` is a symbolic link that leads round in a circle; it is skipped
                missing-file: `content/dead.md` is a symbolic link that leads to nothing; it is skipped
                not-a-regular-file: `content/self` is a symbolic link that leads round in a circle; it is skipped
                not-a-regular-file: `content/two` leads to a folder that another symbolic link has led to already; it is skipped
            "]],
        );
    }

    /// A link to `.git/config` would publish what may hold a password.
    #[test]
    fn links_to_hidden_files_and_to_the_output_are_skipped() {
        check(
            |root| {
                fs::create_dir(root.join(".git")).unwrap();
                fs::write(root.join(".git/config"), "").unwrap();
                fs::create_dir(root.join("content/out")).unwrap();
                symlink("../.git/config", root.join("content/config.txt")).unwrap();
                symlink("out", root.join("content/site")).unwrap();
            },
            &expect![[r"
                content/a/x.md 1
                symlink-outside: `content/config.txt` is a symbolic link to something that is not part of the site; it is skipped
                symlink-outside: `content/site` is a symbolic link to something that is not part of the site; it is skipped
            "]],
        );
    }

    /// THREATS B6.
    #[test]
    fn b6_what_is_no_file_and_names_that_are_no_text_are_named() {
        use std::os::unix::ffi::OsStrExt as _;
        check(
            |root| {
                let pipe = root.join("content/pipe.md");
                rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).unwrap();
                symlink("pipe.md", root.join("content/to-pipe.md")).unwrap();
                fs::write(root.join("content").join(std::ffi::OsStr::from_bytes(b"b\xffd.md")), "").unwrap();
            },
            &expect![[r"
                content/a/x.md 1
                not-a-regular-file: `content/pipe.md` is no ordinary file (a pipe, a socket, a device or a folder); it is not read
                not-a-regular-file: `content/to-pipe.md` is no ordinary file (a pipe, a socket, a device or a folder); it is not read
                not-utf8: the name of `content/b�d.md` is not UTF-8; it is skipped
            "]],
        );
    }
}
