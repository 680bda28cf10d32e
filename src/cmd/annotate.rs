//! `ibid annotate`: what the notes of a briefing cite, read out of their words.

mod json;
mod shelf;
mod write;

pub use self::write::chosen;

use std::collections::BTreeSet;
use std::path::Path;

use super::{Failure, root};
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::cli;
use crate::io::{self, clock};
use crate::model::briefing::Note;
use crate::parse::{self, config, works};
use crate::reference::{self, Library, NoteText};

/// Longer files are no briefings.
const LONGEST: u64 = 32 << 20;

pub fn run(args: &cli::Annotate) -> Result<u8, Failure> {
    reference::prepare();
    match args.format.as_str() {
        "human" => return write::run(args),
        "json" if args.write => return Err(Failure::new("--format json only reads").help("leave out --write")),
        "json" if args.files.is_empty() => {
            return Err(Failure::new("--format json needs to know which files").help("name them: ibid annotate a.md"));
        }
        "json" => {}
        other => return Err(Failure::new(format!("{other} is no form of output")).help("choose human or json")),
    }
    let library = library()?;
    let sources: Vec<Source> = args.files.iter().map(|file| read(file)).collect::<Result<_, Failure>>()?;
    let read = |source| {
        let (briefing, _) = parse::parse(source, &BTreeSet::new());
        let notes = briefing.notes.iter().zip(1..);
        let notes: Vec<NoteText<'_>> = notes
            .map(|(note, n)| NoteText { number: number(note, n), text: words(note, source), tied: Vec::new() })
            .collect();
        let reading = reference::read(&notes, &library);
        (notes, reading)
    };
    let read: Vec<_> = args.files.iter().zip(sources.iter().map(read)).collect();
    let documents: Vec<json::Document<'_>> =
        read.iter().map(|(file, (notes, reading))| json::Document { file, notes, reading }).collect();
    print!("{}", json::print(&documents)?);
    Ok(0)
}

fn read(file: &Path) -> Result<Source, Failure> {
    let bytes = io::read::all(file, LONGEST).map_err(|error| Failure::io("cannot read", file, &error))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Source::new(FileId(0), file.to_string_lossy().as_ref(), text.as_str()))
}

/// The works of the site that this folder belongs to; none where there is no site.
fn library() -> Result<Library, Failure> {
    let Ok(root) = root::find(None) else { return Ok(Library::default()) };
    let text = |path: &Path| -> Result<String, Failure> {
        if !path.exists() {
            return Ok(String::new());
        }
        let bytes = io::read::all(path, LONGEST).map_err(|error| Failure::io("cannot read", path, &error))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let settings = text(&root.join("ibid.toml"))?;
    let (config, _) = config::read(&Source::new(FileId(0), "ibid.toml", settings.as_str()), clock::today());
    let mut known = Vec::new();
    for name in &config.bibliography {
        let text = text(&root.join(name))?;
        known.extend(works::read(&Source::new(FileId(0), name.as_str(), text.as_str())).0);
    }
    Ok(Library::new(known))
}

/// The number of a note: its label where that is one, else its place.
fn number(note: &Note<'_>, place: u32) -> u32 {
    note.label.parse().unwrap_or(place)
}

/// The words of a note as they are typed.
fn words<'s>(note: &Note<'_>, source: &'s Source) -> &'s str {
    let range = note.label_span.end as usize..note.span.end as usize;
    source.text.get(range).unwrap_or("").trim()
}
