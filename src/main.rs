//! The command `ibid`.

use std::process::ExitCode;

use clap::Parser as _;
use ibid::cli::Cli;

fn main() -> ExitCode {
    ibid::cmd::run(Cli::parse())
}
