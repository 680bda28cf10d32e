//! The commands: what the user asked for becomes calls of the pipeline and of `io`, and their results become words.

mod annotate;
mod build;
mod check;
mod cite;
mod entities;
mod explain;
mod fix;
mod import;
mod init;
mod root;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod styles;
mod theme;
mod world;

use std::path::Path;
use std::process::ExitCode;

use crate::cli::{Cli, Color, Command};

/// Runs a command. 0: all is well, 1: faults in the content, 2: it could not run.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Init(args) => init::init(&args).map(|()| 0),
        Command::New(args) => init::new(&args).map(|()| 0),
        Command::Annotate(args) => annotate::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Cite(args) => cite::run(&args),
        Command::Entities(args) => entities::run(&args),
        Command::Styles(args) => styles::run(&args).map(|()| 0),
        Command::Explain(args) => explain::run(&args).map(|()| 0),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            eprintln!("error: {}", failure.message);
            if let Some(help) = failure.help {
                eprintln!("help: {help}");
            }
            ExitCode::from(2)
        }
    }
}

/// Why a command could not run; faults of content are diagnostics instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub message: String,
    pub help: Option<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub fn io(what: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{what} {}: {}", path.display(), crate::io::error::cause(error)))
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<crate::io::IoError> for Failure {
    fn from(error: crate::io::IoError) -> Self {
        Self { message: error.to_string(), help: error.help }
    }
}

/// Whether to colour what goes to standard error.
fn colour(wanted: Color) -> bool {
    use std::io::IsTerminal as _;
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}
