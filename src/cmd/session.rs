//! One site opened: its settings read, its files listed, its memo at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::world::Disk;
use super::{Failure, root};
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::hash::Fingerprint;
use crate::base::source::{Position, Source};
use crate::base::span::{FileId, Span};
use crate::cli;
use crate::io::{clock, read, walk};
use crate::memo::{Head, Last, Memo, SHARDS, Stamp};
use crate::model::config::Config;
use crate::parse;
use crate::pipeline::{Inputs, Listed};

pub const CACHE: &str = ".ibid-cache";
const LAST: &str = "last";
const SETTINGS: &str = "ibid.toml";

/// Changes within this time before the walk may not show in a stamp.
const CLOCK_GRAIN_NS: i64 = 2_000_000_000;

/// What a command works on.
#[derive(Debug)]
pub struct Session {
    pub root: PathBuf,
    pub cache: PathBuf,
    pub config: Arc<Config>,
    pub settings: Option<Arc<Source>>,
    pub disk: Disk,
    pub inputs: Inputs,
    /// Of settings, walk and command line.
    pub diagnostics: Vec<Diagnostic>,
    /// Files below `themes/NAME/`, by path from there, with the place where they lie.
    pub theme_files: BTreeMap<String, PathBuf>,
}

impl Session {
    /// Opens the site's folder. `out` is where the site will be written: never read.
    pub fn open(args: &cli::Site, out: Option<&Path>) -> Result<Self, Failure> {
        let root = root::find(args.root.as_deref())?;
        let cache = root.join(CACHE);
        let mut diagnostics = Vec::new();
        // The settings have the last number: the memo never gives it to a file.
        let settings_id = FileId(u32::MAX);
        let (mut config, settings) = settings(&root, settings_id, &mut diagnostics)?;
        config.drafts |= args.drafts;
        if let Some(url) = &args.base_url {
            config.base_url = parse::config::base_url(url).ok_or_else(|| {
                Failure::new(format!("{url} is no base address")).help("write it like https://briefings.example.org/")
            })?;
        }
        let public = root.join("public");
        let skip: Vec<&Path> = [Some(public.as_path()), Some(cache.as_path()), out].into_iter().flatten().collect();
        let theme = format!("themes/{}", config.theme.name);
        let walked = walk::walk(&root, &["content", &theme], &skip);
        diagnostics.extend(walked.diagnostics);
        let now = clock::now_ns();
        let mut places = BTreeMap::new();
        let mut content = Vec::new();
        let mut theme_files = BTreeMap::new();
        for entry in walked.entries {
            if let Some(inner) = entry.path.strip_prefix(&format!("{theme}/")) {
                theme_files.insert(inner.to_owned(), entry.abs);
                continue;
            }
            let fresh = entry.mtime_ns.max(entry.ctime_ns) > now.saturating_sub(CLOCK_GRAIN_NS);
            let stamp =
                Stamp { len: entry.len, mtime_ns: entry.mtime_ns, ctime_ns: entry.ctime_ns, inode: entry.inode };
            content.push(Listed { path: entry.path.clone(), stamp: if fresh { Stamp::default() } else { stamp } });
            places.insert(entry.path, entry.abs);
        }
        let disk = Disk::new(&root, places);
        let config = Arc::new(config);
        let inputs = Inputs { config: Arc::clone(&config), content, program: program() };
        Ok(Self { root, cache, config, settings, disk, inputs, diagnostics, theme_files })
    }

    /// The numbers of files as the memo gives them, turned round.
    pub fn paths(memo: &Memo) -> BTreeMap<FileId, String> {
        memo.head.ids.iter().map(|(path, id)| (*id, path.clone())).collect()
    }

    /// What the last build was made from and had to say.
    pub fn load_last(&self) -> Option<Last> {
        Last::read(&read::all(&self.cache.join(LAST), read::MAX_COPY).ok()?)
    }

    pub fn load_memo(&self) -> Memo {
        let read = |name: String| read::all(&self.cache.join(name), read::MAX_COPY).unwrap_or_default();
        let head = Head::read(&read("head".to_owned()));
        let shards = (0..SHARDS).into_par_iter().map(|n| Memo::read_shard(&read(format!("facts-{n:02}")))).collect();
        Memo::new(head, shards)
    }

    /// Of everything that a build reads, where all of it can be told by stamps; none where a file was changed just now.
    pub fn fingerprint(&self, out: &Path, styles: &BTreeSet<String>) -> Option<Fingerprint> {
        let mut seen = format!("{:?} {:?} {}", self.config, self.inputs.program, out.display()).into_bytes();
        let styles = styles.iter().map(|path| self.root.join(path)).filter(|path| {
            seen.push(u8::from(path.exists()));
            path.exists()
        });
        let styles: Vec<PathBuf> = styles.collect();
        let named = self.config.bibliography.iter().map(|path| self.root.join(path)).chain(styles);
        let mut named: Vec<PathBuf> = named.chain(self.theme_files.values().cloned()).collect();
        named.sort();
        let now = clock::now_ns();
        let mut part = |path: &str, stamp: Stamp| {
            if stamp == Stamp::default() {
                return false;
            }
            seen.extend_from_slice(path.as_bytes());
            seen.push(0);
            for n in [
                stamp.len.to_le_bytes(),
                stamp.mtime_ns.to_le_bytes(),
                stamp.ctime_ns.to_le_bytes(),
                stamp.inode.to_le_bytes(),
            ] {
                seen.extend_from_slice(&n);
            }
            true
        };
        let content = self.inputs.content.iter().all(|file| part(&file.path, file.stamp));
        let named = named.iter().all(|path| {
            walk::stamp(path).is_some_and(|(len, mtime_ns, ctime_ns, inode)| {
                let fresh = mtime_ns.max(ctime_ns) > now.saturating_sub(CLOCK_GRAIN_NS);
                !fresh && part(&path.to_string_lossy(), Stamp { len, mtime_ns, ctime_ns, inode })
            })
        });
        // What the walk had to say is not kept, so a walk that had something to say is walked again.
        (content && named && self.diagnostics.is_empty()).then(|| Fingerprint::of(&seen))
    }

    /// Gives diagnostics of a setting the line of `ibid.toml` that it stands in.
    pub fn placed(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let Some(settings) = &self.settings else { return diagnostics };
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.primary.is_none()) {
            let field = match diagnostic.code {
                Code::UnknownStyle
                    if diagnostic.message.ends_with(&format!("called {}", self.config.citation_style)) =>
                {
                    "citation_style"
                }
                Code::UnknownStyle => "cite_as",
                Code::MissingFile | Code::PathOutside | Code::SymlinkOutside | Code::UnreadableFile => "bibliography",
                _ => continue,
            };
            diagnostic.primary = line_of(settings, field);
        }
        diagnostics
    }

    /// The key of a copied file: what its stamp says, where that is sure.
    pub fn stamp_key(&self, path: &str) -> Option<Fingerprint> {
        let at = self.inputs.content.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        let stamp = self.inputs.content[at].stamp;
        (stamp != Stamp::default()).then(|| Fingerprint::of(format!("{stamp:?}").as_bytes()))
    }

    /// Until it is saved again, nothing that the memo holds is believed: without its head it is empty.
    pub fn void_memo(&self) {
        let _ = fs::remove_file(self.cache.join(LAST));
        let _ = fs::remove_file(self.cache.join("head"));
    }

    /// Best effort: a memo that cannot be written costs the next build time, nothing else.
    pub fn save_memo(&self, memo: &mut Memo, last: Option<&Last>) {
        let write = |name: String, bytes: &[u8]| {
            let whole = self.cache.join(&name);
            let part = self.cache.join(format!("{name}.part"));
            let _ = fs::write(&part, bytes).and_then(|()| fs::rename(&part, &whole));
        };
        if fs::create_dir_all(&self.cache).is_err() {
            return;
        }
        let save = Fingerprint::of(format!("{} {}", clock::now_ns(), std::process::id()).as_bytes());
        for (shard, bytes) in memo.take_stale(save) {
            write(format!("facts-{shard:02}"), &bytes);
        }
        write("head".to_owned(), &memo.head.write());
        if let Some(last) = last {
            write(LAST.to_owned(), &last.write());
        }
    }
}

fn settings(
    root: &Path,
    id: FileId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Config, Option<Arc<Source>>), Failure> {
    let path = root.join(SETTINGS);
    let today = clock::today();
    if !path.exists() && root.join("content").is_dir() {
        return Ok((parse::config::defaults(today), None));
    }
    if !path.exists() {
        return Err(Failure::new(format!("there is no ibid.toml in {}", root.display()))
            .help("make a site with: ibid init my-briefings"));
    }
    match read::named(root, SETTINGS, id) {
        Ok(source) => {
            let (config, faults) = parse::config::read(&source, today);
            // Settings that cannot be read at all would give a site that nobody meant.
            if let Some(fault) = faults.iter().find(|fault| fault.code == Code::FrontMatterSyntax) {
                let at = fault.primary.map_or(Position { line: 1, column: 1 }, |span| source.position(span.start));
                let failure = Failure::new(format!("{SETTINGS}:{}:{}: {}", at.line, at.column, fault.message));
                return Err(Failure { help: fault.help.clone(), ..failure });
            }
            diagnostics.extend(faults);
            Ok((config, Some(Arc::new(source))))
        }
        Err(diagnostic) => Err(Failure::new(diagnostic.message)),
    }
}

/// The line of a setting.
fn line_of(settings: &Source, field: &str) -> Option<Span> {
    let at = settings.text.find(field)?;
    let end = settings.text[at..].find('\n').map_or(settings.text.len(), |n| at + n);
    Some(Span::new(settings.id, at, end))
}

/// Another build of the program believes nothing that this one left.
fn program() -> Fingerprint {
    let exe = std::env::current_exe().ok().and_then(|path| fs::metadata(path).ok());
    let changed = exe.as_ref().and_then(|meta| meta.modified().ok());
    let seen = format!("{} {:?} {:?}", env!("CARGO_PKG_VERSION"), exe.map(|meta| meta.len()), changed);
    Fingerprint::of(seen.as_bytes())
}
