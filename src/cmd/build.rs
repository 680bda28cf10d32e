//! `ibid build`: the site, in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::session::Session;
use super::world::Shown;
use super::{Failure, colour, theme};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::hash::Fingerprint;
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::base::text::count;
use crate::cli;
use crate::io::IoError;
use crate::io::publish::{Places, Report, Stage};
use crate::memo::{Last, Memo};
use crate::model::site::{RelationKind, Site};
use crate::pipeline::write::{ChangedMeanwhile, Sink, write};
use crate::pipeline::{self, Fault, World};
use crate::report::{self, Format, Settings};

/// How often a build starts again because somebody saves files while it runs.
const TRIES: usize = 5;

pub fn run(args: &cli::Build) -> Result<u8, Failure> {
    let start = Instant::now();
    let format: Format = args.output.format.parse().map_err(Failure::new)?;
    if let Some(threads) = args.threads {
        // Fails only where the pool is there already, which it is not.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build_global();
    }
    let mut tries = 0;
    loop {
        tries += 1;
        match once(args, format, start) {
            Err(Stop::Changed) if tries < TRIES => {}
            Err(Stop::Changed) => {
                return Err(Failure::new("files were changed again and again while the site was being built")
                    .help("wait until they rest, then build again"));
            }
            Err(Stop::Failed(failure)) => return Err(failure),
            Ok(status) => return Ok(status),
        }
    }
}

enum Stop {
    Changed,
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

fn once(args: &cli::Build, format: Format, start: Instant) -> Result<u8, Stop> {
    let given = args.out.as_deref();
    let mut session = Session::open(&args.site, given)?;
    let out = given.map_or_else(|| session.root.join("public"), Path::to_path_buf);
    let mut sources = vec![session.root.join("content"), session.root.join("themes"), session.root.join("ibid.toml")];
    sources.extend(session.config.bibliography.iter().map(|path| session.root.join(path)));
    let places = Places { out: &out, cache: &session.cache, sources: &sources };
    let stage = Stage::begin(&places).map_err(|error| failure(&error))?;
    if stage.has_waited() {
        // The other build may have published what was saved after we looked.
        session = Session::open(&args.site, given)?;
    }

    let last = session.load_last();
    let styles = last.as_ref().map(|last| last.styles.clone()).unwrap_or_default();
    let inputs = session.fingerprint(&out, &styles);
    let ours = |last: &Last| Some(last.inputs) == inputs && last.published == stage.published();
    let last = last.filter(|last| !args.no_cache && ours(last) && stage.is_whole());
    let built = match last {
        Some(last) => {
            Built { counts: last.counts, diagnostics: last.diagnostics, paths: last.paths, published: stage.leave() }
        }
        None => anew(args, start, &mut session, stage, inputs.map(|inputs| (inputs, styles)))?,
    };
    tell(args, format, &session, &built);
    if !args.output.quiet && format == Format::Human {
        eprintln!("{}", summary(&built, &out, start.elapsed()));
    }
    Ok(report::exit_code(&built.diagnostics, Severity::Error))
}

/// What there is to say of a build.
struct Built {
    /// As [`counts_of`].
    counts: Vec<u64>,
    diagnostics: Vec<Diagnostic>,
    /// The files that the diagnostics speak of, and maybe more.
    paths: BTreeMap<FileId, String>,
    published: Report,
}

/// Builds what has changed and publishes it. `inputs` as [`Session::fingerprint`] gives it.
fn anew(
    args: &cli::Build,
    start: Instant,
    session: &mut Session,
    stage: Stage,
    inputs: Option<(Fingerprint, BTreeSet<String>)>,
) -> Result<Built, Stop> {
    let mut memo = if args.no_cache { Memo::default() } else { session.load_memo() };
    let mut analysis = pipeline::analyse(&session.inputs, &session.disk, &mut memo).map_err(|fault| stop(&fault))?;
    let dress = theme::load(session, &analysis.site)?;
    let bar = Bar::new(args.output.quiet, start);
    let world = Watched { disk: &session.disk, bar: &bar };
    let sink = Staged { stage: &stage, session, no_cache: args.no_cache };
    let written = write(&analysis, &dress.theme, &dress.files, &world, &sink);
    bar.finish();
    written.map_err(|fault| stop(&fault))?;
    let counts = counts_of(&analysis.site);
    let mut all = std::mem::take(&mut session.diagnostics);
    all.extend(session.placed(std::mem::take(&mut analysis.diagnostics)));
    let diagnostics = report::apply(&session.config.severities, all);
    let paths = Session::paths(&memo);
    // Ended between the exchange and the last line of the memo, a build must not leave one that knows the site before.
    session.void_memo();
    let (published, held) = stage.commit().map_err(|error| failure(&error))?;
    // Where another style was read than was looked at before, what the next build finds may be another thing.
    let inputs = inputs.filter(|(_, styles)| *styles == analysis.styles);
    let last = inputs.map(|(inputs, styles)| {
        Last::new(inputs, published.published, diagnostics.clone(), counts.clone(), &paths, styles)
    });
    // Still under the lock: another build's memo is not overwritten with what this one knew before it.
    session.save_memo(&mut memo, last.as_ref());
    drop(held);
    // The system takes the memory of a process back faster than we do, page by page.
    std::mem::forget((analysis, memo));
    Ok(Built { counts, diagnostics, paths, published })
}

fn tell(args: &cli::Build, format: Format, session: &Session, built: &Built) {
    let own = session.settings.clone().into_iter().collect();
    let files = Shown::new(&session.disk, &built.paths, own);
    let settings = Settings { colour: colour(args.output.color), prefix: String::new() };
    // While building, what is only worth knowing waits for `ibid check`.
    let told: Vec<Diagnostic> = built
        .diagnostics
        .iter()
        .filter(|diagnostic| {
            format != Format::Human
                || diagnostic.severity > if args.output.quiet { Severity::Warning } else { Severity::Info }
        })
        .cloned()
        .collect();
    let text = report::print(format, &told, &files, &settings);
    if format == Format::Human { eprint!("{text}") } else { print!("{text}") }
}

/// Briefings, notes, works, links, names.
fn counts_of(site: &Site) -> Vec<u64> {
    let links = site.relations.iter().filter(|row| row.kind != RelationKind::Quotes).count();
    let notes: usize = site.articles.iter().map(|article| article.facts.notes.len()).sum();
    [site.briefings, notes, site.works.len(), links, site.entities.len()].map(|n| n as u64).to_vec()
}

fn summary(built: &Built, out: &Path, time: Duration) -> String {
    let Built { counts, diagnostics, published: report, .. } = built;
    let n = |at: usize| usize::try_from(counts.get(at).copied().unwrap_or(0)).unwrap_or(usize::MAX);
    let written = match (report.written.len(), report.removed.len()) {
        (0, 0) => "nothing to write".to_owned(),
        (written, 0) => format!("{} written", count(written, "file", "files")),
        (written, removed) => format!("{} written, {removed} removed", count(written, "file", "files")),
    };
    let more = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Info).count();
    let mut lines = format!(
        "Built {}, {}, {}, {}, {} in {:.2} s\n{written}, {} unchanged, in {}",
        count(n(0), "briefing", "briefings"),
        count(n(1), "note", "notes"),
        count(n(2), "work", "works"),
        count(n(4), "name", "names"),
        count(n(3), "link", "links"),
        time.as_secs_f64(),
        report.unchanged,
        out.display(),
    );
    if diagnostics.len() > more {
        lines.push('\n');
        lines.push_str(&report::summary(diagnostics));
    } else if more > 0 {
        let them = if more == 1 { "it" } else { "them" };
        lines.push_str(&["\n", &count(more, "thing", "things"), " worth a look: ibid check shows ", them].concat());
    }
    lines
}

fn failure(error: &IoError) -> Stop {
    let mut failure = Failure::new(error.to_string());
    failure.help.clone_from(&error.help);
    Stop::Failed(failure)
}

fn stop(fault: &Fault) -> Stop {
    if fault.downcast_ref::<ChangedMeanwhile>().is_some() {
        return Stop::Changed;
    }
    match fault.downcast_ref::<IoError>() {
        Some(error) => failure(error),
        None => Stop::Failed(Failure::new(fault.to_string())),
    }
}

/// The stage of `io` as the pipeline's sink.
struct Staged<'a> {
    stage: &'a Stage,
    session: &'a Session,
    /// Without the cache every page is made anew, and only bytes are compared.
    no_cache: bool,
}

impl Sink for Staged<'_> {
    fn previous(&self, path: &str) -> Option<Fingerprint> {
        if self.no_cache { None } else { self.stage.previous(path) }
    }

    fn keep(&self, path: &str, key: Fingerprint) -> Result<bool, Fault> {
        Ok(self.stage.keep(path, key)?)
    }

    fn put(&self, path: &str, key: Fingerprint, bytes: Vec<u8>) -> Result<(), Fault> {
        self.stage.put(path, key, &bytes)?;
        Ok(())
    }

    fn copy(&self, path: &str, from: &str) -> Result<(), Fault> {
        let place: PathBuf = self.session.disk.place(from).map_err(|diagnostic| diagnostic.message)?;
        let key = self.session.stamp_key(from);
        if let Some(key) = key.filter(|key| !self.no_cache && self.stage.previous(path) == Some(*key))
            && self.stage.keep(path, key)?
        {
            return Ok(());
        }
        self.stage.copy(path, key.unwrap_or_default(), &place)?;
        Ok(())
    }
}

/// The disk with a progress bar.
struct Watched<'a> {
    disk: &'a super::world::Disk,
    bar: &'a Bar,
}

impl World for Watched<'_> {
    fn source(&self, id: FileId, path: &str) -> Result<Source, Box<Diagnostic>> {
        self.disk.source(id, path)
    }

    fn text(&self, path: &str) -> Option<String> {
        self.disk.text(path)
    }

    fn image_size(&self, path: &str) -> Option<(u32, u32)> {
        self.disk.image_size(path)
    }

    fn progress(&self, done: u64, all: u64) {
        self.bar.at(done, all);
    }
}

/// A progress bar that shows itself when a build takes longer than a second, on a terminal.
struct Bar {
    drawn: ProgressBar,
    start: Instant,
    shown: AtomicBool,
    wanted: bool,
}

impl Bar {
    fn new(quiet: bool, start: Instant) -> Self {
        let style = ProgressStyle::with_template("Writing pages {bar:40} {pos} of {len}");
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        Self {
            drawn: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
            start,
            shown: AtomicBool::new(false),
            wanted: !quiet,
        }
    }

    fn at(&self, done: u64, all: u64) {
        if !self.wanted || !done.is_multiple_of(64) || self.start.elapsed() < Duration::from_secs(1) {
            return;
        }
        if !self.shown.swap(true, Ordering::Relaxed) {
            // Draws nothing where standard error is no terminal.
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
            self.drawn.set_length(all);
        }
        self.drawn.set_position(done);
    }

    fn finish(&self) {
        self.drawn.finish_and_clear();
    }
}
