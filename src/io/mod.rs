//! The one door to the machine: files, the clock, the network.
//!
//! What is not here: parsing, rendering, and any decision about what a site holds. Nothing outside the site's folder is
//! read, nothing outside the output folder and the cache folder is written.

pub mod clock;
mod diag;
pub mod error;
#[cfg(feature = "serve")]
pub mod http;
pub mod manifest;
pub mod publish;
pub mod read;
pub mod rewrite;
pub mod save;
pub mod size;
pub mod together;
pub mod walk;
#[cfg(feature = "serve")]
pub mod watch;

pub use error::IoError;
