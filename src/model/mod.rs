//! The types that the stages hand to each other. No function here reads, writes or decides.

pub mod article;
pub mod block;
pub mod briefing;
pub mod cite;
pub mod config;
pub mod facts;
#[cfg(test)]
pub(crate) mod fixture;
mod index_views;
pub mod inline;
pub mod matter;
pub mod page;
pub mod short;
pub mod site;
pub mod url;
pub mod walk;
pub mod wording;
pub mod work;
