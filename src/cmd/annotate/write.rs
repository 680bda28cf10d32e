//! What would be tied, for people; and with `--write` the ties themselves.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::shelf::Shelf;
use crate::base::source::Source;
use crate::base::text::count;
use crate::cli;
use crate::cmd::Failure;
use crate::cmd::session::Session;
use crate::io::rewrite;
use crate::model::article::{Article, Kind};
use crate::model::site::Site;
use crate::pipeline::annotate::{self, Annotation, Outcome, Proposed};
use crate::pipeline::{self, World as _};
use crate::reference::Library;

/// One file that was read.
struct Read {
    source: Source,
    place: PathBuf,
    annotation: Annotation,
}

/// 0: every reference is tied or would be; 1: some are left.
pub fn run(args: &cli::Annotate) -> Result<u8, Failure> {
    let site = cli::Site { root: args.root.clone(), drafts: true, base_url: None };
    let session = Session::open(&site, None)?;
    let mut memo = session.load_memo();
    let analysis = pipeline::analyse(&session.inputs, &session.disk, &mut memo)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    let chosen = chosen(&session, &analysis.site, &args.files)?;
    let mut library = Library::new(analysis.site.works.iter().map(|work| (*work.work).clone()).collect());
    let mut new = Vec::new();
    let mut read = Vec::new();
    for article in chosen {
        let facts = &article.facts;
        let source = session.disk.source(facts.file, &facts.path).map_err(|fault| Failure::new(fault.message))?;
        let place = session.disk.place(&facts.path).map_err(|fault| Failure::new(fault.message))?;
        let annotation = annotate::annotate(&source, facts, &library);
        // What one briefing brings is known to the next.
        for work in &annotation.works {
            library.add(work.clone());
            new.push(work.clone());
        }
        read.push(Read { source, place, annotation });
    }
    let mut remark = None;
    if args.write {
        let changed: Vec<&Read> = read.iter().filter(|read| !read.annotation.edits.is_empty()).collect();
        for read in &changed {
            rewrite::check(&read.place)?;
        }
        if !new.is_empty() {
            let shelf = Shelf::plan(&session, &new)?;
            shelf.check()?;
            shelf.write()?;
            remark = shelf.remark(&session).or_else(|| Some(format!("new works stand in {}", shelf.name)));
        }
        for read in &changed {
            rewrite::edit(&read.place, &read.source, &read.annotation.edits)?;
        }
    }
    if !args.quiet {
        let told: String = read.iter().map(told).collect();
        print!("{told}");
    }
    println!("{}", summary(&read, new.len(), args.write));
    if let Some(remark) = remark {
        println!("{remark}");
    }
    let left = read.iter().flat_map(|read| &read.annotation.cites).any(|cite| !cite.is_written());
    Ok(u8::from(left))
}

/// The files named, or all briefings.
pub fn chosen<'s>(session: &Session, site: &'s Site, files: &[PathBuf]) -> Result<Vec<&'s Article>, Failure> {
    if files.is_empty() {
        return Ok(site.articles.iter().filter(|article| article.kind == Kind::Briefing).collect());
    }
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files {
        let path = inside(session, file)?;
        let below = format!("{path}/");
        let fits = |article: &&Article| article.facts.path == path || article.facts.path.starts_with(&below);
        let before = out.len();
        out.extend(site.articles.iter().filter(fits).filter(|article| seen.insert(article.facts.path.as_str())));
        let known = out.len() > before || site.articles.iter().any(|article| fits(&article));
        if !known {
            return Err(Failure::new(format!("{} is no briefing of this site", file.display()))
                .help("name a Markdown file below content, or a folder of them"));
        }
    }
    Ok(out)
}

/// The path of a file from the site's folder, with `/`.
fn inside(session: &Session, file: &Path) -> Result<String, Failure> {
    let whole = file.canonicalize().map_err(|error| Failure::io("cannot find", file, &error))?;
    let Ok(path) = whole.strip_prefix(&session.root) else {
        return Err(Failure::new(format!("{} lies outside the site {}", file.display(), session.root.display()))
            .help("name the site's folder with --root"));
    };
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    Ok(parts.join("/"))
}

/// What was read in one file, note by note; nothing where nothing was.
fn told(read: &Read) -> String {
    let Read { source, annotation, .. } = read;
    let mut out = String::new();
    for cite in &annotation.cites {
        let at = source.position(cite.span.start);
        let _ = writeln!(out, "{}:{}: note {}: {}", source.path, at.line, cite.note, shortened(&cite.words));
        let _ = writeln!(out, "    {}", outcome(cite));
    }
    for doubt in &annotation.doubts {
        let _ = writeln!(out, "{}: {doubt}; they are kept apart", source.path);
    }
    out
}

fn outcome(cite: &Proposed) -> String {
    let place = cite.locator.as_ref().map_or(String::new(), |locator| format!(", {}", locator.printed()));
    let sure = format!("{:.0} % sure", (cite.confidence * 100.0).floor());
    let known = if cite.new { "new" } else { "known" };
    let work = match &cite.work {
        Some((key, title)) if title.is_empty() => key.clone(),
        Some((key, title)) => format!("{key}{place}: {}", shortened(title)),
        None => "no work".to_owned(),
    };
    match &cite.outcome {
        Outcome::Tied => format!("-> {work} ({known}, {sure})"),
        Outcome::Doubted => format!("-> {work} ({known}, {sure}: with a review mark)"),
        Outcome::Unsure if cite.work.is_some() => format!("left: perhaps {work} ({known}, only {sure})"),
        Outcome::Unsure => "left: which work is meant could not be told".to_owned(),
        Outcome::Ambiguous(keys) if keys.is_empty() => {
            "left: nothing before it tells which work is meant; name the work, or tie it: [words](cite:key)".to_owned()
        }
        Outcome::Ambiguous(keys) => {
            let some = keys.iter().take(4).map(|key| format!("[words](cite:{key})")).collect::<Vec<_>>();
            format!("left: it may mean several works; tie it to the right one: {}", some.join(" or "))
        }
        Outcome::Refused(refusal) => {
            let (why, help) = refusal.words();
            format!("left: {work} ({known}, {sure}), but {why}; {help}")
        }
        Outcome::Unsafe => format!("left: {work} ({known}, {sure}), but with a tie the note would not read as it does"),
    }
}

/// On one line, without signs that a terminal would take for commands.
fn shortened(words: &str) -> String {
    let plain: String = words.chars().filter(|c| !c.is_control()).collect();
    match plain.char_indices().nth(90) {
        Some((at, _)) => format!("{}…", plain[..at].trim_end()),
        None => plain,
    }
}

fn summary(read: &[Read], new: usize, written: bool) -> String {
    let all = || read.iter().flat_map(|read| &read.annotation.cites);
    let tied = all().filter(|cite| cite.is_written()).count();
    let doubted = all().filter(|cite| cite.outcome == Outcome::Doubted).count();
    let left = all().count() - tied;
    let files = count(read.len(), "briefing", "briefings");
    if all().next().is_none() {
        return format!("{files} read: no note names a work that it is not tied to");
    }
    let (tie, works) = if written { ("tied", "added") } else { ("would be tied", "would be added") };
    let mut out = format!("{files} read: {} {tie}", count(tied, "citation", "citations"));
    if doubted > 0 {
        let _ = write!(out, ", {doubted} of them with a review mark");
    }
    if new > 0 {
        let _ = write!(out, "; {} {works} to the bibliography", count(new, "new work", "new works"));
    }
    if left > 0 {
        let _ = write!(out, "; {left} left for you to look at");
    }
    if !written && tied > 0 {
        out.push_str("\nNothing is changed yet: ibid annotate --write does it");
    }
    out
}
