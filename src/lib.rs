//! ibid turns annotated markdown into a cross-linked static site.
//!
//! A site is compiled in stages; each is a function, and its result a type of its own:
//! 1. [`parse`]     a source file becomes a [`Briefing`](model::briefing::Briefing): a typed tree that knows no other file.
//! 2. [`resolve::survey`]  a tree becomes [`Facts`](model::facts::Facts): what the rest of the site needs to know of it.
//! 3. [`resolve`]   all facts and works become one [`Site`](model::site::Site), every reference bound; [`cite`] words citations.
//! 4. [`check`]     rules about content, over the whole site.
//! 5. [`render`]    each page becomes a closed view and, through a template, HTML.
//!
//! [`mod@reference`] reads the free text of notes, for `annotate` and [`import`].
//! [`pipeline`] puts them in order, [`io`] reads and publishes, [`report`] words the diagnostics, [`cmd`] is the command.
#![forbid(unsafe_code)]

pub mod base;
pub mod check;
pub mod cite;
pub mod cli;
pub mod cmd;
pub mod import;
pub mod io;
pub mod memo;
pub mod model;
pub mod naming;
pub mod parse;
pub mod pipeline;
pub mod reference;
pub mod render;
pub mod report;
pub mod resolve;
