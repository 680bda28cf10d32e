//! What the user typed. No defaults are worked out here: that is [`cmd`](crate::cmd)'s business.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The static site generator for briefings: footnotes, pull quotes, names and a citation index.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "Start with:  ibid init my-briefings  &&  cd my-briefings  &&  ibid serve\n\
                        Exit status: 0 all is well, 1 faults in the content, 2 the command could not run.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site to the folder `public`
    Build(Build),
    /// Name the faults in the content, and write nothing
    Check(Check),
    /// Show the site in the browser, and follow each change
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Make a folder with a small site to start from
    Init(Init),
    /// Make a new briefing from its title
    New(New),
    /// Find the works that notes name, and tie the notes to them
    Annotate(Annotate),
    /// Mend what needs no question: an Ibid. that has gone astray, notes whose work is sure
    Fix(Fix),
    /// Turn text, Word, PDF and web pages into briefings
    Import(Import),
    /// Find a work of the bibliography: its key, and the reference in the style of the site
    Cite(Cite),
    /// List names that are no entity yet, and spellings near a known name
    Entities(Entities),
    /// List the built-in citation styles, or those with a word in their title
    Styles(Styles),
    /// Explain a diagnostic, or list them all
    Explain(Explain),
}

/// Where the site is and how it is read.
#[derive(Args, Clone, Debug)]
pub struct Site {
    /// The site's folder, the one with ibid.toml [default: this folder, or the nearest above it]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Publish drafts, and briefings dated later than today
    #[arg(long)]
    pub drafts: bool,
    /// Another base address than the one in ibid.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// How diagnostics are shown.
#[derive(Args, Clone, Debug)]
pub struct Output {
    /// Form of the diagnostics: human, json, sarif, github, gitlab, gcc
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: String,
    /// Colour on the terminal
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Args, Clone, Debug)]
pub struct Build {
    #[command(flatten)]
    pub site: Site,
    /// The folder to write [default: public, in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Do not use what an earlier build has worked out
    #[arg(long)]
    pub no_cache: bool,
    /// How many cores to use [default: all]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Args, Clone, Debug)]
pub struct Check {
    #[command(flatten)]
    pub site: Site,
    #[command(flatten)]
    pub output: Output,
    /// The least severity that makes the exit status 1: info, warning, error
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub fail_on: String,
}

#[derive(Args, Clone, Debug)]
pub struct Entities {
    #[command(flatten)]
    pub site: Site,
    /// Also what is less sure, and what stands once
    #[arg(long)]
    pub all: bool,
    /// Ask about each, and write the answers into the files of the entities
    #[arg(long, conflicts_with_all = ["accept", "format"])]
    pub ask: bool,
    /// Carry out the answers in this file (written with --format yaml, or json)
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub accept: Option<PathBuf>,
    /// How they are printed; yaml is the file to answer in
    #[arg(long, value_enum, default_value_t = NamesFormat::Human)]
    pub format: NamesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NamesFormat {
    Human,
    Json,
    Yaml,
}

#[derive(Args, Clone, Debug)]
pub struct Serve {
    #[command(flatten)]
    pub site: Site,
    /// The address to listen on; only this computer can reach the default
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// The port [default: 4000, or the next free one]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Args, Clone, Debug)]
pub struct Init {
    /// The folder to make; it has to be empty or new
    pub dir: PathBuf,
    /// The title of the site
    #[arg(long, default_value = "Briefings")]
    pub title: String,
}

#[derive(Args, Clone, Debug)]
pub struct New {
    /// The title of the briefing
    pub title: String,
    /// The site's folder [default: this folder, or the nearest above it with ibid.toml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// A folder of its own, for a briefing with pictures
    #[arg(long)]
    pub folder: bool,
}

#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  \
    ibid annotate                            shows what would be tied, in all briefings; changes nothing\n  \
    ibid annotate content/bridge.md --write  ties the notes of one briefing to works of the bibliography\n  \
    ibid annotate --format json a.md         what was read, field by field, for other programs\n\n\
    The words of a note stay to the letter; brackets come around them: [words](cite:key \"p. 279\").\n\
    What is less than 90 % sure gets a mark <!-- review: … -->, what is less than 60 % sure stays as it is.\n\
    Exit status: 0 all is well, 1 notes are left that a person has to look at, 2 the command could not run.")]
pub struct Annotate {
    /// The briefings, or folders of them [default: all of the site]
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// Write the ties into the notes, and new works into the bibliography
    #[arg(long)]
    pub write: bool,
    /// The site's folder [default: this folder, or the nearest above it with ibid.toml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// What is printed: human, or json for what was read in the notes
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: String,
    /// Say nothing of single notes
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  \
    ibid fix                       shows each change, in all briefings and bibliographies; changes nothing\n  \
    ibid fix content/bridge.md     the same for one briefing\n  \
    ibid fix --write               makes the changes\n\n\
    No note gets another number, and no work another key.\n\
    Exit status: 0 nothing is left to mend, 1 something is, 2 the command could not run.")]
pub struct Fix {
    /// The briefings, or folders of them [default: all of the site, and its bibliographies]
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// Make the changes
    #[arg(long, conflicts_with = "dry_run")]
    pub write: bool,
    /// Only show them, which is the default
    #[arg(long)]
    pub dry_run: bool,
    /// The site's folder [default: this folder, or the nearest above it with ibid.toml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Do not show the changes
    #[arg(long, short)]
    pub quiet: bool,
    /// Colour on the terminal
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

#[derive(Args, Clone, Debug)]
pub struct Import {
    /// The documents; without one the command explains itself
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The folder to write to [default: the folder content of this site, or this folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What the documents are, where their content does not tell: text, dialect, markdown, html, docx, pdf
    #[arg(long, value_name = "KIND")]
    pub from: Option<String>,
    /// Write over files that are there already
    #[arg(long)]
    pub force: bool,
    /// Print the reports as JSON, and write none beside the briefings
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Clone, Debug)]
pub struct Styles {
    /// Words of the style's name or title, such as: chicago notes
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
}

#[derive(Args, Clone, Debug)]
pub struct Explain {
    /// The code, such as unresolved-noteref; without one all are listed
    pub code: Option<String>,
}

#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  \
    ibid cite wilson belarus         all works that these words find, best first; slips are forgiven\n  \
    ibid cite lukash crisis 2020     the beginning of a word is enough\n  \
    ibid cite 10.1080/09668136       a DOI, an address or a key finds its work at once\n\n\
    In a note the key stands after an @:  [@wilson2021, p. 279]\n\
    Exit status: 0 something is found, 1 nothing is, 2 the command could not run.")]
pub struct Cite {
    /// Words of the author, the title or the newspaper, or a year
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// The site's folder [default: this folder, or the nearest above it with ibid.toml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// At most so many works
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// What is printed: human, or json for other programs
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: String,
    /// Colour on the terminal
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}
