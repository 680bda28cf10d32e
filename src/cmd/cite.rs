//! `ibid cite`: works of the bibliography by words that somebody remembers, with their keys.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::IsTerminal as _;

use serde_json::json;

use super::Failure;
use super::session::Session;
use super::world::Shown;
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::text::count;
use crate::cli::{self, Color};
use crate::memo::Memo;
use crate::model::site::{Site, SiteWork};
use crate::model::work::{Rich, Run};
use crate::pipeline::{self, Analysis};
use crate::reference::Library;
use crate::report::{self, Format, Settings};

/// 0: something is found, 1: nothing is.
pub fn run(args: &cli::Cite) -> Result<u8, Failure> {
    let json = match args.format.as_str() {
        "human" => false,
        "json" => true,
        other => return Err(Failure::new(format!("{other} is no form of output")).help("choose human or json")),
    };
    let words = args.words.join(" ");
    if words.trim().is_empty() {
        return Err(Failure::new("there are no words to search for")
            .help("name a family name, a year or a word of the title: ibid cite wilson 2021"));
    }
    let site = cli::Site { root: args.root.clone(), drafts: true, base_url: None };
    let session = Session::open(&site, None)?;
    let mut memo = session.load_memo();
    let analysis = pipeline::analyse(&session.inputs, &session.disk, &mut memo)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    let works = &analysis.site.works;
    let library = Library::new(works.iter().map(|work| (*work.work).clone()).collect());
    let hits = library.search(&words, args.limit);
    let by_key: HashMap<&str, &SiteWork> = works.iter().map(|work| (work.work.key.as_str(), work)).collect();
    let found: Vec<(f64, &SiteWork)> =
        hits.iter().filter_map(|hit| Some((hit.score, *by_key.get(hit.key.as_str())?))).collect();
    if json {
        println!("{}", as_json(&found)?);
    } else {
        print!("{}", as_text(&found, colour(args.color)));
    }
    tell_faults(&session, &analysis, &memo);
    if found.is_empty() {
        let (what, help) = why_nothing(&session, &analysis.site, &words);
        eprintln!("{what}\nhelp: {help}");
    }
    Ok(u8::from(found.is_empty()))
}

fn as_text(found: &[(f64, &SiteWork)], colour: bool) -> String {
    let mut out = String::new();
    for (_, work) in found {
        let key = &work.work.key;
        let cited = match work.places.len() {
            0 => "not cited yet".to_owned(),
            places => format!("cited at {}", count(places, "place", "places")),
        };
        let entry = styled(&work.entry, colour);
        let key = if colour { format!("\u{1b}[1m{key}\u{1b}[0m") } else { key.clone() };
        let _ = writeln!(out, "{key}  ({cited})\n    {entry}");
    }
    out
}

/// What comes from a bibliography is text: no sign of it reaches the terminal as a command.
fn styled(entry: &Rich, colour: bool) -> String {
    let plain = |run: &Run| run.text.chars().filter(|c| !c.is_control()).collect::<String>();
    let italic =
        |run: &Run| if colour && run.italic { format!("\u{1b}[3m{}\u{1b}[0m", plain(run)) } else { plain(run) };
    entry.0.iter().map(italic).collect()
}

fn as_json(found: &[(f64, &SiteWork)]) -> Result<String, Failure> {
    let one = |(score, work): &(f64, &SiteWork)| {
        let names: Vec<String> = work.work.authors().iter().map(crate::model::work::Name::family_first).collect();
        json!({
            "key": work.work.key,
            "score": score,
            "reference": work.entry.text(),
            "type": work.work.kind,
            "authors": names,
            "title": work.work.title(),
            "year": work.work.year(),
            "doi": work.work.field("DOI"),
            "url": work.work.field("URL"),
            "places": work.places.len(),
        })
    };
    let all: Vec<serde_json::Value> = found.iter().map(one).collect();
    serde_json::to_string_pretty(&all).map_err(|error| Failure::new(error.to_string()))
}

fn why_nothing(session: &Session, site: &Site, words: &str) -> (String, &'static str) {
    if site.works.is_empty() && session.config.bibliography.is_empty() {
        let help = "name its file in ibid.toml: bibliography = \"references.yaml\"; ibid annotate --write fills it";
        return ("this site has no bibliography yet".to_owned(), help);
    }
    if site.works.is_empty() {
        return (
            format!("there is no work in {} yet", session.config.bibliography.join(", ")),
            "write the first one, or let ibid annotate --write find the works that notes name",
        );
    }
    let works = count(site.works.len(), "work", "works");
    (
        format!("none of the {works} of this site is found by “{words}”"),
        "try fewer words: a family name, a year or one word of the title",
    )
}

/// A work that cannot be read cannot be found: that is said, or the editor would write it a second time.
fn tell_faults(session: &Session, analysis: &Analysis, memo: &Memo) {
    let concerns = |found: &&Diagnostic| match found.code {
        Code::BibliographySyntax => true,
        // Without a place: named in the settings.
        Code::MissingFile | Code::UnreadableFile | Code::NotUtf8 | Code::PathOutside | Code::SymlinkOutside => {
            found.primary.is_none()
        }
        _ => false,
    };
    let faults: Vec<Diagnostic> = analysis.diagnostics.iter().filter(concerns).cloned().collect();
    let paths = Session::paths(memo);
    let files = Shown::new(&session.disk, &paths, session.settings.clone().into_iter().collect());
    eprint!("{}", report::print(Format::Gcc, &session.placed(faults), &files, &Settings::default()));
}

/// Whether to colour what goes to standard output.
fn colour(wanted: Color) -> bool {
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}
