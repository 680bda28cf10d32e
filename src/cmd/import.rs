//! `ibid import`: documents become briefings, each beside a report of every doubt.

mod shelf;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use self::shelf::Shelf;
use super::{Failure, root};
use crate::base::text::count;
use crate::cli;
use crate::import::read::Refusal;
use crate::import::read::kind::Kind;
use crate::import::{self, Imported, limits};
use crate::io;
use crate::io::together::{self, New};
use crate::reference;

/// More files than these show a bar.
const MANY: usize = 3;
/// Documents that are held in memory at once.
const BATCH: usize = 32;

const EXPLANATION: &str = "\
ibid import turns documents into briefings: annotated markdown with its notes back at their places.

  ibid import paper.txt             a text, as it was pulled out of a PDF, in one column or several
  ibid import report.docx page.html a Word file, a saved web page, a PDF that is no scan
  ibid import *.txt --out drafts    writes to another folder than content

Each document becomes a file named after its title, with its pictures beside it. The file NAME.import.md says what was
decided, how sure that is, and what was left out; doubts stand in the text as <!-- review: … -->, and ibid check lists
them. Nothing is written over unless you say --force. More: ibid import --help, and the handbook’s page on importing.";

/// 0: all are imported, 1: some are not, or the words of one do not add up.
pub fn run(args: &cli::Import) -> Result<u8, Failure> {
    if args.files.is_empty() {
        println!("{EXPLANATION}");
        return Ok(0);
    }
    let from = args.from.as_deref().map(kind).transpose()?;
    reference::prepare();
    let out = folder(args.out.as_deref());
    let mut shelf = Shelf::open(&out)?;
    let bar = bar(args.files.len());
    let mut written = BTreeSet::new();
    let mut reports = Vec::new();
    let mut status = 0;
    for files in args.files.chunks(BATCH) {
        let done: Vec<Result<Imported, Refusal>> = files.par_iter().map(|file| read(file, from, &shelf)).collect();
        let before = shelf.works.len();
        for (file, imported) in files.iter().zip(done) {
            // Keys that an earlier document of these took are no longer free.
            let imported = match imported {
                Ok(imported) if shelf.works.len() > before && !imported.works.is_empty() => read(file, from, &shelf),
                imported => imported,
            };
            let saved = imported.and_then(|imported| {
                let path = save(&imported, &out, args, &mut written, file, &mut shelf)?;
                Ok((imported, path))
            });
            bar.inc(1);
            match saved {
                Ok((imported, path)) => {
                    status |= u8::from(!imported.report.words.closes);
                    bar.suspend(|| tell(&imported, &path, args.json));
                    if args.json {
                        reports.push(serde_json::json!({
                            "file": file.display().to_string(),
                            "briefing": path.display().to_string(),
                            "report": imported.report,
                        }));
                    }
                }
                Err(refusal) => {
                    status = 1;
                    bar.suspend(|| {
                        eprintln!("error: {}: {}", file.display(), refusal.cause);
                        eprintln!("help: {}", refusal.remedy);
                    });
                }
            }
        }
    }
    bar.finish_and_clear();
    if args.json {
        let text = serde_json::to_string_pretty(&reports).map_err(|error| Failure::new(error.to_string()))?;
        println!("{text}");
    } else if args.files.len() > 1 {
        let imported = count(written.len(), "document", "documents");
        match args.files.len() - written.len() {
            0 => println!("Imported {imported}"),
            left => println!("Imported {imported}; {} not imported", count(left, "file was", "files were")),
        }
    }
    Ok(status)
}

fn kind(name: &str) -> Result<Kind, Failure> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        Failure::new(format!("--from does not know “{name}”")).help(format!("say one of {}", names.join(", ")))
    })
}

/// Where briefings go: the site's `content`, or this folder where there is no site.
fn folder(given: Option<&Path>) -> PathBuf {
    match given {
        Some(folder) => folder.to_path_buf(),
        None => root::find(None).map_or_else(|_| PathBuf::new(), |root| root.join("content")),
    }
}

fn bar(files: usize) -> ProgressBar {
    let target = if files > MANY { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("Importing {bar:40} {pos} of {len}");
    ProgressBar::with_draw_target(Some(files as u64), target)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn read(file: &Path, from: Option<Kind>, shelf: &Shelf) -> Result<Imported, Refusal> {
    let refused = |error: &std::io::Error| Refusal {
        cause: format!("it cannot be read: {}", io::error::cause(error)),
        remedy: "check that you may read it".to_owned(),
    };
    // A link that the user names is meant.
    let whole = fs::canonicalize(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Refusal {
            cause: "there is no such file".to_owned(),
            remedy: "check its name, and the folder that you are in".to_owned(),
        },
        _ => refused(&error),
    })?;
    if whole.is_dir() {
        return Err(Refusal {
            cause: "it is a folder".to_owned(),
            remedy: format!("name the documents in it, for example all of them: {}", file.join("*").display()),
        });
    }
    let bytes = io::read::all(&whole, limits::FILE).map_err(|error| match error.kind() {
        std::io::ErrorKind::FileTooLarge => Refusal {
            cause: format!("it is larger than {} MB", limits::FILE >> 20),
            remedy: "cut it into parts".to_owned(),
        },
        _ => refused(&error),
    })?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let hex = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from_digit(u32::from(half), 16).unwrap_or('0'));
    let digest: String = Sha256::digest(&bytes).iter().flat_map(hex).collect();
    import::import(&name, &bytes, from, &digest, &shelf.library())
}

/// Writes the works, the pictures, the report and last the briefing, which leans on them; all or none.
fn save(
    imported: &Imported,
    out: &Path,
    args: &cli::Import,
    written: &mut BTreeSet<PathBuf>,
    source: &Path,
    shelf: &mut Shelf,
) -> Result<PathBuf, Refusal> {
    let path = out.join(format!("{}.md", imported.slug));
    let name = source.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let new = |path: PathBuf, bytes: Vec<u8>| New { path, bytes, over: args.force };
    let pictures = imported.pictures.iter().map(|picture| new(out.join(&picture.name), picture.bytes.clone()));
    let mut files: Vec<New> = pictures.collect();
    if !args.json {
        let report = imported.report.markdown(&name);
        files.push(new(out.join(format!("{}.import.md", imported.slug)), report.into_bytes()));
    }
    files.push(new(path.clone(), imported.markdown.clone().into_bytes()));
    if written.contains(&path) {
        return Err(Refusal {
            cause: format!("{} was written for another of these documents, which has the same title", path.display()),
            remedy: "import it by itself to another folder, with --out".to_owned(),
        });
    }
    // The same document again gives the same bytes.
    files.retain(|file| fs::read(&file.path).ok().as_deref() != Some(&file.bytes));
    if let Some(taken) = files.iter().find(|file| !args.force && file.path.symlink_metadata().is_ok()) {
        return Err(Refusal {
            cause: format!("{} is there already", taken.path.display()),
            remedy: "nothing was changed; say --force to write over it, or --out for another folder".to_owned(),
        });
    }
    if let Some(works) = shelf.with(&imported.works)? {
        files.insert(0, works);
    }
    let failed = |path: &Path, error: &std::io::Error| Refusal {
        cause: format!("cannot write {}: {}", path.display(), io::error::cause(error)),
        remedy: "check that the folder is yours, and that the disk has room".to_owned(),
    };
    fs::create_dir_all(out).map_err(|error| failed(out, &error))?;
    together::all(&files).map_err(|fault| failed(&fault.path, &fault.error))?;
    shelf.works.extend_from_slice(&imported.works);
    written.insert(path.clone());
    Ok(path)
}

fn tell(imported: &Imported, path: &Path, json: bool) {
    let summary = imported.report.summary();
    // From this folder, where it lies below it.
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path);
    let line = format!("{}: {summary}", path.display());
    if json {
        eprintln!("{line}");
    } else {
        println!("{line}");
    }
    for fault in &imported.report.words.faults {
        eprintln!("warning: line {}: {}", fault.line, fault.text);
    }
}
