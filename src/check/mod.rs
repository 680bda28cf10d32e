//! Rules about content, over the finished site. Each rule is a file and reads only what it is about.
//!
//! What is not here: what a stage finds while it does its own work (unknown keys, dead links, syntax).

mod aliases;
mod authors;
mod dates;
mod diag;
mod languages;
mod pages;
mod references;
mod reviews;
mod twins;
mod works;

pub use self::diag::near_name;

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

type Rule = fn(&Site, &mut Vec<Diagnostic>);

/// In the order in which their diagnostics are told.
const RULES: [Rule; 9] = [
    dates::check,
    languages::check,
    authors::check,
    references::check,
    works::check,
    twins::check,
    pages::check,
    aliases::check,
    reviews::check,
];

/// What all rules find. What they say of a page that is not published is nothing: it is not in the site.
#[must_use]
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        rule(site, &mut diagnostics);
    }
    diagnostics
}

#[cfg(test)]
mod tests;
