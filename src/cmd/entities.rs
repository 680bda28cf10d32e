//! `ibid entities`: names that are no entity yet, and spellings near a known name. Answers become data in the files of
//! the entities, and are not asked again.

mod answers;
mod ask;
mod shown;

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::Path;

use self::answers::Desk;
use super::Failure;
use super::session::Session;
use crate::base::span::FileId;
use crate::base::text::count;
use crate::io::read;
use crate::naming::propose::Group;
use crate::pipeline::names::{self, Named};
use crate::{cli, parse};

pub fn run(args: &cli::Entities) -> Result<u8, Failure> {
    let session = Session::open(&args.site, None)?;
    let named = names::named(&session.inputs, &session.disk, &mut session.load_memo());
    for fault in &named.diagnostics {
        eprintln!("warning: {}", fault.message);
    }
    let desk = Desk::new(&session.root, &named);
    if let Some(path) = &args.accept {
        return accept(&desk, path);
    }
    let groups = named.groups(&session.config.ignore_names);
    let shown: Vec<&Group> = groups.iter().filter(|group| args.all || group.is_proposed()).collect();
    match args.format {
        cli::NamesFormat::Json => println!("{}", shown::json(&shown, &named)),
        cli::NamesFormat::Yaml => print!("{}", shown::yaml(&shown, &named)),
        cli::NamesFormat::Human if args.ask => return ask::all(&shown, &named, &desk).map(|()| 0),
        cli::NamesFormat::Human => {
            print!("{}", shown::human(&shown, &named));
            eprintln!("{}", summary(&shown, groups.len() - shown.len(), &named));
            if !shown.is_empty() && std::io::stdin().is_terminal() {
                eprintln!("Answer them one by one with: ibid entities --ask");
            }
        }
    }
    Ok(0)
}

fn summary(shown: &[&Group], rest: usize, named: &Named) -> String {
    let near = shown.iter().filter(|group| group.entity.is_some()).count();
    let new = shown.len() - near;
    let mut out = match shown.len() {
        0 => format!("Every name of {} is settled", count(named.files.len(), "briefing", "briefings")),
        _ => format!(
            "{} near a known name, {} no entity yet",
            count(near, "name with a spelling", "names with spellings"),
            count(new, "name is", "names are")
        ),
    };
    if rest > 0 {
        let _ = write!(out, "; {rest} less sure or standing once: ibid entities --all");
    }
    out
}

/// Carries out the answers of a file.
fn accept(desk: &Desk<'_>, path: &Path) -> Result<u8, Failure> {
    let name = path.display().to_string();
    let bytes = read::all(path, read::MAX_COPY).map_err(|error| Failure::io("cannot read", path, &error))?;
    let source = read::decode(bytes, &name, FileId(0)).map_err(|fault| Failure::new(fault.message))?;
    let root = parse::yaml::read(&source.text, source.id, 0).map_err(|fault| {
        let at = source.position(fault.span.start);
        Failure::new(format!("{name}:{}:{}: {}", at.line, at.column, fault.message))
            .help("write such a file with: ibid entities --format yaml > names.yaml")
    })?;
    let answers = answers::read(&root, &source, &name)?;
    let done = desk.carry_out(&answers)?;
    eprintln!("{done}");
    Ok(0)
}
