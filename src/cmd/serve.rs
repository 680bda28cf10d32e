//! `ibid serve`: the site on this computer, following every change.
//!
//! The site is built into memory and never to the disk. A build that fails leaves the last good site where it is; what is
//! wrong is shown in a corner of every page, on a page of its own and on the terminal.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::session::Session;
use super::world::Shown;
use super::{Failure, colour, theme};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::text::count;
use crate::cli;
use crate::io::http::{Built, Bytes, File, Listen, Notice, Preview, Server, serve};
use crate::io::{read, watch};
use crate::memo::Memo;
use crate::pipeline::sink::{InMemory, Kept};
use crate::pipeline::write::{ChangedMeanwhile, write};
use crate::pipeline::{self, Fault};
use crate::render::escape;
use crate::report::{self, Format, Settings};

/// Tried one after the other where the user names none.
const PORTS: std::ops::Range<u16> = 4000..4020;

pub fn run(args: &cli::Serve) -> Result<u8, Failure> {
    let mut builder = Builder { args, memo: None, files: BTreeMap::new(), quiet: args.output.quiet };
    let start = Instant::now();
    let (preview, mut watched) = match builder.build() {
        Ok(done) => {
            builder.say(&done, start.elapsed());
            (Arc::new(Preview::new(done.built)), done.watched)
        }
        // With nothing to show, there is nothing to serve.
        Err(failure) => return Err(failure),
    };
    let server = listen(args, &preview)?;
    announce(&server);
    let (sender, changes) = channel();
    let follow = |watched: &watch::Watched| {
        let sender = sender.clone();
        let told = move |_| {
            // The main thread has ended, and the process with it.
            let _ = sender.send(());
        };
        watch::watch(watched, told).map_err(|error| Failure::new(error.to_string()))
    };
    let mut watch = follow(&watched)?;
    while wait(&changes) {
        let start = Instant::now();
        match builder.build() {
            Ok(done) => {
                builder.say(&done, start.elapsed());
                preview.publish(done.built);
                if paths(&done.watched) != paths(&watched) {
                    watched = done.watched;
                    watch = follow(&watched)?;
                }
            }
            Err(failure) => {
                eprintln!("error: {}", failure.message);
                if let Some(help) = &failure.help {
                    eprintln!("help: {help}");
                }
                eprintln!("The last good site stays.");
                preview.fault(notice_of(&failure));
            }
        }
    }
    drop(watch);
    Ok(0)
}

/// Waits for a change, and takes what came with it.
fn wait(changes: &Receiver<()>) -> bool {
    let waited = changes.recv().is_ok();
    while changes.try_recv().is_ok() {}
    waited
}

fn paths(watched: &watch::Watched) -> (&[PathBuf], &[PathBuf]) {
    (&watched.folders, &watched.files)
}

fn listen(args: &cli::Serve, preview: &Arc<Preview>) -> Result<Server, Failure> {
    let ports = args.port.map_or(PORTS, |port| port..port.saturating_add(1));
    let mut last = None;
    for port in ports {
        let listen = Listen { address: SocketAddr::new(args.host, port), hosts: Vec::new() };
        match serve(&listen, Arc::clone(preview)) {
            Ok(server) => return Ok(server),
            Err(error) => last = Some(error),
        }
    }
    let cause = last.map_or_else(|| "no port is free".to_owned(), |error| error.to_string());
    Err(Failure::new(cause).help("name another port: ibid serve --port 8080"))
}

fn announce(server: &Server) {
    println!("Serving at http://{}/", server.address);
    if server.is_exposed() {
        println!(
            "Others in your network can read this site, drafts included. Leave --host out to keep it to yourself."
        );
    }
    println!("Stop with Ctrl+C.");
}

/// Builds the site again and again, each time from what the last build left.
struct Builder<'a> {
    args: &'a cli::Serve,
    memo: Option<Memo>,
    files: BTreeMap<String, Kept>,
    quiet: bool,
}

struct Done {
    built: Built,
    watched: watch::Watched,
    briefings: usize,
    /// For the terminal.
    told: String,
    summary: String,
}

impl Builder<'_> {
    fn build(&mut self) -> Result<Done, Failure> {
        // Somebody may be saving while we read: begin again until the files rest.
        for _ in 0..20 {
            match self.once() {
                Err(fault) if fault.downcast_ref::<ChangedMeanwhile>().is_some() => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(fault) => {
                    return Err(match fault.downcast::<Failure>() {
                        Ok(failure) => *failure,
                        Err(fault) => Failure::new(fault.to_string()),
                    });
                }
                Ok(done) => return Ok(done),
            }
        }
        Err(Failure::new("files were changed again and again while the site was being built"))
    }

    fn once(&mut self) -> Result<Done, Fault> {
        let mut session = Session::open(&self.args.site, None)?;
        let mut memo = self.memo.take().unwrap_or_else(|| session.load_memo());
        let analysis = pipeline::analyse(&session.inputs, &session.disk, &mut memo);
        let analysis = match analysis {
            Ok(analysis) => analysis,
            Err(fault) => {
                self.memo = Some(memo);
                return Err(fault);
            }
        };
        let mut all = std::mem::take(&mut session.diagnostics);
        all.extend(session.placed(analysis.diagnostics.clone()));
        let diagnostics = report::apply(&session.config.severities, all);
        let paths = Session::paths(&memo);
        session.save_memo(&mut memo, None);
        self.memo = Some(memo);
        let dress = theme::load(&session, &analysis.site)?;
        let read = |path: &str| {
            let place = session.disk.place(path).map_err(|diagnostic| diagnostic.message)?;
            Ok(read::bytes(&place, path).map_err(|diagnostic| diagnostic.message)?)
        };
        let sink = InMemory::new(self.files.clone(), read);
        write(&analysis, &dress.theme, &dress.files, &session.disk, &sink)?;
        self.files = sink.into_files();
        let files = self
            .files
            .iter()
            .map(|(path, (_, bytes))| (path.clone(), File::new(path, Bytes::from_owner(Arc::clone(bytes)))));
        let shown = Shown::new(&session.disk, &paths, session.settings.clone().into_iter().collect());
        let worth: Vec<Diagnostic> =
            diagnostics.into_iter().filter(|diagnostic| diagnostic.severity > Severity::Info).collect();
        let summary = report::summary(&worth);
        let notice =
            (!worth.is_empty()).then(|| Notice { summary: summary.clone(), page: report::html(&worth, &shown) });
        let settings = Settings { colour: colour(self.args.output.color), prefix: String::new() };
        let told = report::print(Format::Human, &worth, &shown, &settings);
        let built = Built { files: files.collect(), notice };
        Ok(Done { built, watched: watched(&session), briefings: analysis.site.briefings, told, summary })
    }

    fn say(&self, done: &Done, time: Duration) {
        if self.quiet {
            return;
        }
        eprint!("{}", done.told);
        let briefings = count(done.briefings, "briefing", "briefings");
        let summary = if done.summary.is_empty() { String::new() } else { format!(": {}", done.summary) };
        eprintln!("Built {briefings} in {:.2} s{summary}", time.as_secs_f64());
    }
}

fn watched(session: &Session) -> watch::Watched {
    let mut files = vec![session.root.join("ibid.toml")];
    files.extend(session.config.bibliography.iter().map(|path| session.root.join(path)));
    if crate::cite::is_file(&session.config.citation_style) {
        files.push(session.root.join(&session.config.citation_style));
    }
    // Those that briefings name: beside ibid.toml, or in a folder of their own.
    let beside = std::fs::read_dir(&session.root).into_iter().flatten().flatten().map(|entry| entry.path());
    files.extend(beside.filter(|path| path.extension().is_some_and(|end| end == "csl")));
    watch::Watched {
        root: session.root.clone(),
        folders: ["content", "themes", "styles"].map(|name| session.root.join(name)).to_vec(),
        files,
        skip: vec![session.cache.clone(), session.root.join("public")],
    }
}

fn notice_of(failure: &Failure) -> Notice {
    let help = failure.help.as_ref().map_or_else(String::new, |help| format!("<p>{}</p>\n", escape::to_text(help)));
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>The site could not be built</title></head>\n\
         <body>\n<h1>The site could not be built</h1>\n<p>{}</p>\n{help}<p>The pages shown are those of the last build that \
         went well.</p>\n</body>\n</html>\n",
        escape::to_text(&failure.message)
    );
    Notice { summary: format!("The site could not be built: {}", failure.message), page }
}
