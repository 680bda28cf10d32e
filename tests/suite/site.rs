//! A site in a folder of its own, built by the real program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Where the repository is, for what is read from it.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The settings of a site that says nothing about any.
const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\n";

/// The front matter of a file that says nothing about itself.
pub fn with_matter(path: &str, text: &str) -> String {
    if text.starts_with("---\n") || text.starts_with("+++\n") || !path.starts_with("content/") {
        return text.to_owned();
    }
    let stem = path.trim_start_matches("content/").trim_end_matches(".md").trim_end_matches("/index");
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let fields = match path.trim_start_matches("content/").split('/').next() {
        Some("entities" | "authors") => format!("name: {name}"),
        Some("pages") => format!("title: {name}"),
        _ => format!("title: {name}\ndate: 2024-01-02"),
    };
    format!("---\n{fields}\n---\n{text}")
}

pub struct SiteTest {
    folder: TempDir,
    env: Vec<(String, String)>,
}

impl SiteTest {
    /// A site without content, with the least settings.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("ibid-test-").tempdir().unwrap();
        Self { folder, env: Vec::new() }.file("ibid.toml", SETTINGS)
    }

    /// A copy of a folder below `tests/`, or of the repository's own site where it is `.`.
    pub fn from(name: &str) -> Self {
        let site = Self::new();
        if name == "." {
            for part in ["ibid.toml", "references.yaml", "content"] {
                copy(&repository().join(part), &site.path(part));
            }
        } else {
            copy(&repository().join("tests").join(name), site.folder.path());
            let _ = fs::remove_dir_all(site.path("expected"));
        }
        site
    }

    pub fn file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        self.write(path, contents);
        self
    }

    /// A markdown file; front matter is added where the text has none.
    pub fn text(self, path: &str, text: &str) -> Self {
        let text = with_matter(path, text);
        self.file(path, text)
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    /// Replaces words in a file; they have to be there.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{path} does not hold {from:?}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn command<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = program();
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command
    }

    pub fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Run {
        let before = self.pages();
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        let after = self.pages();
        let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
        let gone = before.keys().filter(|path| !after.contains_key(*path));
        Run {
            code: status.code(),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
            changed: changed.map(|(path, _)| path).chain(gone).cloned().collect(),
        }
    }

    #[track_caller]
    pub fn build(&self) -> Run {
        self.run(["build"]).exits(0)
    }

    /// One file of the built site, as text.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        let full = self.path("public").join(path);
        fs::read_to_string(&full).unwrap_or_else(|error| {
            let there: Vec<_> = self.pages().into_keys().filter(|path| path.ends_with(".html")).collect();
            panic!("public/{path}: {error}; the pages are {there:?}")
        })
    }

    /// Every file of the built site with its bytes.
    pub fn pages(&self) -> BTreeMap<String, Vec<u8>> {
        files_of(&self.path("public"))
    }

    /// Compares `<main>` of the pages that `expected/` of that folder holds.
    #[track_caller]
    pub fn check_pages(&self, name: &str) {
        let folder = repository().join("tests").join(name).join("expected");
        let mut faults = Vec::new();
        let expected = files_of(&folder);
        assert!(!expected.is_empty(), "{} holds no expected pages", folder.display());
        for (path, bytes) in expected {
            let got = if path.ends_with(".html") {
                super::html::main(&self.page(&path)).to_owned()
            } else {
                self.page(&path)
            };
            if got.trim_end() == String::from_utf8(bytes).unwrap().trim_end() {
                continue;
            }
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                fs::write(folder.join(&path), format!("{}\n", got.trim_end())).unwrap();
            } else {
                faults.push(format!("== {path}\n{got}"));
            }
        }
        assert!(faults.is_empty(), "pages differ from {name}/expected:\n{}", faults.join("\n"));
    }
}

/// The program that is tested: the one that cargo built, or the one that `IBID` names, such as an installed one.
pub fn executable() -> PathBuf {
    std::env::var_os("IBID").map_or_else(|| env!("CARGO_BIN_EXE_ibid").into(), PathBuf::from)
}

/// The program, told nothing by the environment that runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(executable());
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "RAYON_NUM_THREADS", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

#[derive(Debug)]
pub struct Run {
    /// None: ended by a signal.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    /// Output files that are new, gone or have other bytes than before.
    pub changed: BTreeSet<String>,
}

impl Run {
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        let Self { stdout, stderr, .. } = &self;
        assert_eq!(self.code, Some(code), "exit status\n-- stdout\n{stdout}\n-- stderr\n{stderr}");
        self
    }

    /// Both streams.
    pub fn says(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    #[track_caller]
    pub fn names(self, words: &str) -> Self {
        assert!(self.says().contains(words), "{words:?} is not in\n{}", self.says());
        self
    }

    /// The output files that changed are these and no others.
    #[track_caller]
    pub fn rebuilt<'a>(self, paths: impl IntoIterator<Item = &'a str>) -> Self {
        let paths: BTreeSet<String> = paths.into_iter().map(str::to_owned).collect();
        assert_eq!(self.changed, paths, "output files that changed");
        self
    }
}

/// The files below a folder with their bytes; what a build keeps for itself is left out.
pub fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        if path.starts_with(".ibid") {
            continue;
        }
        // A build may take a file away between the listing and the reading.
        if let Ok(bytes) = fs::read(entry.path()) {
            out.insert(path, bytes);
        }
    }
    out
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let inside = entry.path().strip_prefix(from).unwrap();
        let target = if inside.as_os_str().is_empty() { to.to_owned() } else { to.join(inside) };
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
