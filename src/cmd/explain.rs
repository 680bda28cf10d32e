//! `ibid explain`: the page of a diagnostic, on the terminal.

use super::Failure;
use crate::cli;
use crate::report;

pub fn run(args: &cli::Explain) -> Result<(), Failure> {
    match &args.code {
        None => print!("{}", report::explain::codes()),
        Some(code) => print!("{}", report::explain::explain(code).map_err(Failure::new)?),
    }
    Ok(())
}
