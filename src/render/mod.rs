//! From the site to pages: views, their HTML, feeds and data files.
//!
//! 1. [`html`] writes the body of one briefing from its tree and its facts.
//! 2. [`views`] gathers what each page shows into a closed view ([`Page`](crate::model::page::Page)).
//! 3. [`theme`] turns a view into bytes; [`feeds`] writes the files that are no pages.
//!
//! What is not here: nothing is read or written, and nothing is bound: what a name, number or address stands for was
//! decided before.

pub mod citations_json;
mod default_theme;
mod diag;
pub mod escape;
pub mod exports;
pub mod feeds;
#[cfg(test)]
mod fixtures;
pub mod graph;
pub mod highlight;
pub mod html;
pub mod layout;
pub mod metadata;
pub mod new_works;
pub mod notes_css;
pub mod redirects;
pub mod rich;
mod sanitise;
pub mod theme;
pub mod views;
