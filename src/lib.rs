//! ibid turns annotated markdown into a cross-linked static site.
#![forbid(unsafe_code)]

pub mod base;
pub mod io;
pub mod model;
