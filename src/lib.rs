//! ibid turns annotated markdown into a cross-linked static site.
#![forbid(unsafe_code)]

pub mod base;
pub mod check;
pub mod io;
pub mod model;
pub mod parse;
pub mod render;
pub mod report;
pub mod resolve;
