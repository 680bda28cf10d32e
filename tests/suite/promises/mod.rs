//! What ibid promises, by the numbers of the threat model: a test's name begins with the promise that it proves.
//!
//! Promises that stand beside their code are not repeated here: A4 in `parse/links.rs`, F in `io/http`, and what needs a
//! browser in `tests/browser`.

mod limits;
#[cfg(unix)]
mod paths;
#[cfg(unix)]
mod publish;
mod text;
