//! `ibid fix`: what can be mended without a question, shown or done.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::annotate::chosen;
use super::session::Session;
use super::{Failure, colour};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::text::count;
use crate::cli;
use crate::io::{clock, rewrite};
use crate::model::article::Article;
use crate::pipeline::fix::{self, Fixes};
use crate::pipeline::{self, Analysis, World as _, annotate};
use crate::reference::Library;
use crate::report::{self, diff};
use crate::{memo::Memo, parse};

/// 0: nothing is left to mend, 1: something is.
pub fn run(args: &cli::Fix) -> Result<u8, Failure> {
    let site = cli::Site { root: args.root.clone(), drafts: true, base_url: None };
    let session = Session::open(&site, None)?;
    let mut memo = session.load_memo();
    let analysis = pipeline::analyse(&session.inputs, &session.disk, &mut memo)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    let mut diagnostics = session.diagnostics.clone();
    diagnostics.extend(analysis.diagnostics.iter().cloned());
    // What the site's settings switch off is not mended either.
    let diagnostics = report::apply(&session.config.severities, diagnostics);
    let mut files = Vec::new();
    let articles = chosen(&session, &analysis.site, &args.files)?;
    let library = Library::new(analysis.site.works.iter().map(|work| (*work.work).clone()).collect());
    for article in articles {
        files.extend(content(&session, article, &diagnostics, &library)?);
    }
    if args.files.is_empty() {
        files.extend(data(&session, &memo, &analysis, &diagnostics)?);
    }
    files.retain(|file| !file.fixes.mended.is_empty() || file.fixes.left > 0);
    let changed = || files.iter().filter(|file| !file.fixes.mended.is_empty());
    if args.write {
        for file in changed() {
            rewrite::check(&file.place)?;
        }
        for file in changed() {
            rewrite::edit(&file.place, &file.source, &file.edits())?;
        }
    }
    if !args.quiet {
        for file in changed() {
            print!("{}", painted(&file.diff(), colour(args.color)));
        }
    }
    let mended: usize = files.iter().map(|file| file.fixes.mended.len()).sum();
    let left: usize = files.iter().map(|file| file.fixes.left).sum();
    eprintln!("{}", summary(mended, changed().count(), left, &diagnostics, args.write));
    Ok(u8::from(left > 0 || (mended > 0 && !args.write)))
}

struct Mended {
    source: Source,
    place: PathBuf,
    fixes: Fixes,
}

impl Mended {
    fn edits(&self) -> Vec<Edit> {
        self.fixes.mended.iter().flat_map(|one| one.edits.iter().cloned()).collect()
    }

    fn diff(&self) -> String {
        let changes: Vec<(&str, &[Edit])> =
            self.fixes.mended.iter().map(|one| (one.code.name(), one.edits.as_slice())).collect();
        diff::unified(&self.source, &changes)
    }
}

fn content(
    session: &Session,
    article: &Article,
    diagnostics: &[Diagnostic],
    library: &Library,
) -> Result<Option<Mended>, Failure> {
    let facts = &article.facts;
    let failed = |fault: Box<Diagnostic>| Failure::new(fault.message);
    let source = session.disk.source(facts.file, &facts.path).map_err(failed)?;
    let place = session.disk.place(&facts.path).map_err(failed)?;
    let annotation = annotate::annotate(&source, facts, library);
    let fixes = fix::of_content(&source, diagnostics, &annotation);
    Ok(Some(Mended { source, place, fixes }))
}

/// Bibliographies and settings.
fn data(
    session: &Session,
    memo: &Memo,
    analysis: &Analysis,
    diagnostics: &[Diagnostic],
) -> Result<Vec<Mended>, Failure> {
    let articles = analysis.site.articles.iter().map(|article| article.facts.path.as_str());
    let content: BTreeSet<&str> = articles.collect();
    let mut out = Vec::new();
    for (id, path) in Session::paths(memo) {
        let concerned =
            diagnostics.iter().any(|found| fix::is_sure(found) && found.primary.is_some_and(|s| s.file == id));
        if !concerned || content.contains(path.as_str()) {
            continue;
        }
        let failed = |fault: Box<Diagnostic>| Failure::new(fault.message);
        let source = session.disk.source(id, &path).map_err(failed)?;
        let place = session.disk.place(&path).map_err(failed)?;
        let faults = |text: &str| parse::works::read(&Source::new(id, path.as_str(), text)).1.len();
        let fixes = fix::of_data(&source, diagnostics, faults);
        out.push(Mended { source, place, fixes });
    }
    if let Some(settings) = &session.settings {
        let today = clock::today();
        let faults =
            |text: &str| parse::config::read(&Source::new(settings.id, settings.path.clone(), text), today).1.len();
        let fixes = fix::of_data(settings, diagnostics, faults);
        out.push(Mended { source: (**settings).clone(), place: session.root.join(&*settings.path), fixes });
    }
    Ok(out)
}

/// Removed lines in red, added ones in green.
fn painted(diff: &str, colour: bool) -> String {
    if !colour {
        return diff.to_owned();
    }
    let line = |line: &str| match line.as_bytes().first() {
        Some(b'-') => format!("\u{1b}[31m{line}\u{1b}[0m\n"),
        Some(b'+') => format!("\u{1b}[32m{line}\u{1b}[0m\n"),
        Some(b'@') => format!("\u{1b}[36m{line}\u{1b}[0m\n"),
        _ => format!("{line}\n"),
    };
    diff.lines().map(line).collect()
}

fn summary(mended: usize, files: usize, left: usize, diagnostics: &[Diagnostic], written: bool) -> String {
    let mut out = match (mended, written) {
        (0, _) => "nothing can be mended without a question".to_owned(),
        (_, true) => format!("{} mended in {}", count(mended, "place", "places"), count(files, "file", "files")),
        (_, false) => {
            let places = count(mended, "place", "places");
            format!("{places} could be mended in {}: ibid fix --write does it", count(files, "file", "files"))
        }
    };
    if left > 0 {
        let _ = write!(out, "; {left} left, since the text would then say something else");
    }
    let ask = |found: &&Diagnostic| found.fix.is_some() && !fix::is_sure(found) && found.severity > Severity::Info;
    let asked = diagnostics.iter().filter(ask).count();
    if asked > 0 {
        let _ =
            write!(out, "\n{} for you to judge: ibid check shows them", count(asked, "proposal is", "proposals are"));
    }
    out
}
