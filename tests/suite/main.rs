//! All tests that run the program as an editor does, and those that hold the repository to its own rules.
//!
//! One binary, so that the crate is linked once. `UPDATE_EXPECT=1` rewrites expected files; read the difference before
//! you keep it. What is not here: the case files (`tests/cases.rs`), the examples of `CommonMark` (`tests/commonmark.rs`),
//! and what needs a browser (`tests/browser`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names of files are ours")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "texts are put together to be read, not fast")]

mod annotate;
mod demo;
mod dependencies;
mod docs;
mod ends;
mod exports;
#[allow(dead_code, reason = "the cases use the rest")]
mod fences;
mod fuzz;
#[allow(dead_code, reason = "the cases use the rest")]
mod html;
mod import;
mod links;
mod names;
mod notes;
mod promises;
mod readers;
mod site;
mod sites;
mod survey;
mod tidy;
