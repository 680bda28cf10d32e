//! ibid turns annotated markdown into a cross-linked static site.
#![forbid(unsafe_code)]

pub mod base;
pub mod cite;
pub mod model;
pub mod parse;
