//! The promises of THREATS B2 and B3, and what a build writes; D1–D5 are in [`whole`].
#![cfg(unix)]

mod whole;

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::{fs, process};

use tempfile::TempDir;

use super::*;

/// A site folder with `content/` in it; `public` and `.ibid-cache` come with the first build.
struct Site {
    dir: TempDir,
}

impl Site {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("content")).unwrap();
        Self { dir }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn begin(&self) -> Result<Stage, IoError> {
        begin(self.dir.path(), "public")
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Report, IoError> {
        build(self.begin()?, files)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// All that a reader can see, with links and modes.
    fn public(&self) -> String {
        shown(&self.path("public"))
    }

    /// What lies in the site's folder beside the content.
    fn beside(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn begin(root: &Path, out: &str) -> Result<Stage, IoError> {
    let sources = [root.join("content"), root.join("ibid.toml")];
    Stage::begin(&Places { out: &root.join(out), cache: &root.join(".ibid-cache"), sources: &sources })
}

fn build(stage: Stage, files: &[(&str, &str)]) -> Result<Report, IoError> {
    for (path, text) in files {
        stage.put(path, Fingerprint::of(text.as_bytes()), text.as_bytes())?;
    }
    Ok(stage.commit()?.0)
}

fn shown(root: &Path) -> String {
    let mut out = String::new();
    for (path, node) in tree::scan(root, |_| true).unwrap().nodes {
        let abs = root.join(&path);
        let path = path.to_string_lossy();
        let mode = fs::symlink_metadata(&abs).unwrap().permissions().mode() & 0o7777;
        let line = match node.kind {
            Kind::File => format!("{path} {mode:o} {:?}\n", fs::read_to_string(abs).unwrap()),
            Kind::Folder => format!("{path}/ {mode:o}\n"),
            Kind::Symlink => format!("{path} -> {}\n", fs::read_link(abs).unwrap().display()),
            Kind::Other => format!("{path} is something else\n"),
        };
        out.push_str(&line);
    }
    out
}

const FIRST: &[(&str, &str)] = &[("index.html", "1"), ("a.html", "a"), ("works/w.html", "w"), ("works/old.html", "o")];
const SECOND: &[(&str, &str)] = &[("index.html", "2"), ("a.html", "a"), ("works/w.html", "w"), ("new/n.html", "n")];

fn paths(report: &Report) -> (Vec<&str>, usize, Vec<&str>) {
    fn strs(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    (strs(&report.written), report.unchanged, strs(&report.removed))
}

#[test]
fn only_what_differs_is_written() {
    let site = Site::new();
    let report = site.build(FIRST).unwrap();
    assert_eq!(paths(&report), (vec!["a.html", "index.html", "works/old.html", "works/w.html"], 0, vec![]));
    let inode = |path: &str| fs::metadata(site.path(path)).unwrap().ino();
    let before = inode("public/a.html");
    for round in 0..3 {
        let (files, written, removed) = if round % 2 == 0 {
            (SECOND, vec!["index.html", "new/n.html"], vec!["works/old.html"])
        } else {
            (FIRST, vec!["index.html", "works/old.html"], vec!["new/n.html"])
        };
        let report = site.build(files).unwrap();
        assert_eq!(paths(&report), (written, 2, removed), "round {round}");
        assert_eq!(inode("public/a.html"), before);
        let fresh = Site::new();
        fresh.build(files).unwrap();
        assert_eq!(site.public(), fresh.public(), "D5: a warm build gives what a cold one gives");
        assert_eq!(site.beside(), [".ibid-cache", "content", "public"]);
    }
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let before = (fs::metadata(site.path("public")).unwrap(), site.public());
    let report = site.build(FIRST).unwrap();
    assert_eq!((paths(&report), report.swap), ((vec![], 4, vec![]), None));
    let stage = site.begin().unwrap();
    for (path, text) in FIRST {
        let key = stage.previous(path).unwrap();
        assert_eq!(key, Fingerprint::of(text.as_bytes()));
        assert!(stage.keep(path, key).unwrap());
    }
    assert_eq!(stage.commit().unwrap().0.swap, None);
    let after = fs::metadata(site.path("public")).unwrap();
    assert_eq!((after.ino(), after.ctime_nsec()), (before.0.ino(), before.0.ctime_nsec()));
    assert_eq!(site.public(), before.1);
}

#[test]
fn without_the_cache_the_published_files_themselves_are_compared() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    fs::remove_dir_all(site.path(".ibid-cache")).unwrap();
    assert_eq!(site.begin().unwrap().previous("a.html"), None);
    assert_eq!(site.build(FIRST).unwrap().swap, None);
    assert!(site.begin().unwrap().previous("a.html").is_some());
}

#[test]
fn a_published_file_that_somebody_changed_is_written_anew() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let whole = site.public();
    site.write("public/a.html", "b");
    fs::remove_file(site.path("public/index.html")).unwrap();
    let stage = site.begin().unwrap();
    assert_eq!((stage.previous("a.html"), stage.previous("index.html")), (None, None));
    assert!(!stage.keep("a.html", Fingerprint::default()).unwrap());
    let report = build(stage, FIRST).unwrap();
    assert_eq!(paths(&report).0, ["a.html", "index.html"]);
    assert_eq!(site.public(), whole);
}

/// THREATS B3.
#[test]
fn b3_strangers_files_stay() {
    let site = Site::new();
    site.write("public/CNAME", "example.org");
    site.write("public/.git/refs/heads/main", "1");
    site.write("public/.well-known/security.txt", "s");
    site.write("public/works/mine.txt", "m");
    fs::create_dir(site.path("public/empty")).unwrap();
    fs::set_permissions(site.path("public/empty"), fs::Permissions::from_mode(0o700)).unwrap();
    symlink("../content", site.path("public/link")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, site.path("public/pipe"), rustix::fs::Mode::RUSR).unwrap();
    let strangers: Vec<String> = site.public().lines().map(str::to_owned).collect();
    for files in [FIRST, SECOND, &[], FIRST] {
        site.build(files).unwrap();
        let now = site.public();
        for line in &strangers {
            assert!(now.lines().any(|now| now == line), "{line} is missing in\n{now}");
        }
        let ours = now.lines().count() - strangers.len() - 1;
        let folders = usize::from(files == SECOND);
        assert_eq!(ours, files.len() + folders, "{now}");
    }
}

/// THREATS B3: also when the cache is gone.
#[test]
fn b3_only_listed_files_are_deleted() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    site.write("public/stranger.html", "s");
    fs::remove_dir_all(site.path(".ibid-cache")).unwrap();
    assert_eq!(paths(&site.build(SECOND).unwrap()).2, ["works/old.html"]);
    assert_eq!(fs::read_to_string(site.path("public/stranger.html")).unwrap(), "s");
    assert!(!site.path("public/works/old.html").exists());
    // Nobody knows any more what is ours: all stays.
    fs::remove_file(site.path("public").join(manifest::NAME)).unwrap();
    site.build(FIRST).unwrap_err();
    fs::remove_file(site.path("public/index.html")).unwrap();
    site.build(FIRST).unwrap();
    assert!(site.path("public/new/n.html").exists());
}

/// THREATS B3: a file of the same bytes is taken over, any other is refused.
#[test]
fn b3_a_strangers_file_at_our_path_is_an_error_that_names_it() {
    let site = Site::new();
    site.write("public/a.html", "a");
    site.build(FIRST).unwrap();
    for (path, make) in [("b.html", "file"), ("c", "file"), ("d.html", "folder"), ("e.html", "link")] {
        let abs = site.path("public").join(path);
        match make {
            "file" => fs::write(&abs, "mine").unwrap(),
            "folder" => fs::create_dir(&abs).unwrap(),
            _ => symlink("a.html", &abs).unwrap(),
        }
        let before = site.public();
        let ours = if path == "c" { "c/x.html" } else { path };
        let error = site.build(&[FIRST, &[(ours, "ours")]].concat()).unwrap_err();
        assert!(error.to_string().contains(&format!("public/{path}: something that ibid did not make")), "{error}");
        assert_eq!(site.public(), before);
    }
}

/// THREATS B3.
#[test]
fn b3_an_output_folder_among_the_sources_is_refused() {
    let site = Site::new();
    site.write("ibid.toml", "");
    site.write("content/a.md", "a");
    symlink("content", site.path("alias")).unwrap();
    let before = shown(site.dir.path());
    for out in [
        ".",
        "content",
        "content/public",
        "content/x/y",
        "..",
        "ibid.toml",
        "alias",
        "alias/public",
        "x/../content",
        ".ibid-cache",
        ".ibid-cache/public",
        "../../../../../../../../..",
    ] {
        let error = begin(site.dir.path(), out).unwrap_err();
        assert!(error.to_string().starts_with("could not use as "), "{out}: {error}");
    }
    assert_eq!(shown(site.dir.path()), before, "refused before anything is touched");
    begin(site.dir.path(), "contents").unwrap();
    begin(site.dir.path(), "build/public").unwrap();
}

/// THREATS B2.
#[test]
fn b2_nothing_outside_the_output_is_written() {
    let site = Site::new();
    site.write("victim/v.txt", "v");
    symlink("victim", site.path("public")).unwrap();
    assert!(site.build(FIRST).unwrap_err().to_string().contains("symbolic link"));
    fs::remove_file(site.path("public")).unwrap();
    site.build(FIRST).unwrap();
    for path in ["../victim/v.txt", "/etc/x", "works/../../victim/v.txt", ".git/config", ".ibid-manifest", ""] {
        let stage = site.begin().unwrap();
        assert!(stage.put(path, Fingerprint::default(), b"x").is_err(), "{path}");
        assert!(stage.commit().is_err(), "a file that was refused fails the build: {path}");
    }
    // Links that already lie in the output, at our paths.
    fs::remove_file(site.path("public/a.html")).unwrap();
    fs::hard_link(site.path("victim/v.txt"), site.path("public/a.html")).unwrap();
    site.build(SECOND).unwrap();
    assert_eq!(fs::read_to_string(site.path("victim/v.txt")).unwrap(), "v");
    assert_eq!(fs::read_to_string(site.path("public/a.html")).unwrap(), "a");
    fs::remove_dir_all(site.path("public/works")).unwrap();
    symlink("../victim", site.path("public/works")).unwrap();
    assert!(site.build(FIRST).unwrap_err().to_string().contains("public/works: something"));
    assert_eq!(shown(&site.path("victim")).lines().count(), 1);
}

/// THREATS B2: a cache that came with the sources may hold links, too.
#[test]
fn b2_a_prepared_cache_leads_nowhere() {
    let site = Site::new();
    site.write("victim/index.html", "v");
    fs::create_dir(site.path(".ibid-cache")).unwrap();
    site.build(FIRST).unwrap();
    symlink("../victim", site.path(".ibid-cache/stage")).unwrap();
    site.build(SECOND).unwrap();
    let retired = site.path(".ibid-cache/retired");
    fs::remove_dir_all(retired.join("works")).unwrap();
    symlink("../../victim", retired.join("works")).unwrap();
    fs::hard_link(site.path("victim/index.html"), retired.join("b.html")).unwrap();
    site.build(&[("works/index.html", "x"), ("b.html", "y")]).unwrap();
    assert_eq!(shown(&site.path("victim")).lines().count(), 1);
    assert_eq!(fs::read_to_string(site.path("victim/index.html")).unwrap(), "v");
    assert_eq!(fs::read_to_string(site.path("public/works/index.html")).unwrap(), "x");
}

#[test]
fn a_stage_that_is_dropped_changes_nothing() {
    let site = Site::new();
    let stage = site.begin().unwrap();
    stage.put("a.html", Fingerprint::default(), b"a").unwrap();
    drop(stage);
    assert_eq!(site.beside(), [".ibid-cache", "content"]);
}

#[test]
fn two_files_of_one_path_are_refused() {
    let site = Site::new();
    for (one, two) in [("a.html", "a.html"), ("a", "a/b")] {
        let error = site.build(&[("a-b", "x"), (one, "1"), (two, "2")]).unwrap_err();
        assert!(error.to_string().starts_with("could not write"), "{error}");
        assert!(!site.path("public").exists());
    }
    site.build(&[("a", "file")]).unwrap();
    site.build(&[("a/b", "in a folder")]).unwrap();
    site.build(&[("a", "file")]).unwrap();
    site.build(&[("a/b", "in a folder")]).unwrap();
    assert_eq!(fs::read_to_string(site.path("public/a/b")).unwrap(), "in a folder");
}

/// With `cargo test --release -- --ignored --nocapture publish_figures`.
#[test]
#[ignore = "prints figures"]
fn publish_figures() {
    use rayon::prelude::*;
    let site = Site::new();
    let page = "x".repeat(20_000);
    let pages: Vec<String> = (0..10_000).map(|n| format!("briefing-number-{n}.html")).collect();
    let run = |name: &str, edited: usize, keep: bool| {
        let start = Instant::now();
        let stage = site.begin().unwrap();
        let begun = start.elapsed();
        pages.par_iter().enumerate().for_each(|(at, path)| {
            let text = if at < edited { format!("{name}{page}") } else { page.clone() };
            if !keep || at < edited || !stage.keep(path, Fingerprint::default()).unwrap() {
                stage.put(path, Fingerprint::default(), text.as_bytes()).unwrap();
            }
        });
        let put = start.elapsed();
        let (report, _) = stage.commit().unwrap();
        println!("{name}: begin {begun:?} put {put:?} all {:?}, {} written", start.elapsed(), report.written.len());
    };
    run("cold", 0, false);
    run("same", 0, true);
    run("one, no spare tree", 1, true);
    run("one", 1, true);
    run("same", 1, true);
    run("same, put", 0, false);
    run("same, put", 0, false);
    run("all", 10_000, false);
}
