//! `ibid serve`: the site on this computer.

use super::Failure;
use crate::cli;

pub fn run(_args: &cli::Serve) -> Result<u8, Failure> {
    Err(Failure::new("not yet"))
}
