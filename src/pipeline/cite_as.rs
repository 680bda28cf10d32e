//! "Cite this work": the styles in which the page of a work gives its reference.
//!
//! Wording a reference is dear, and most builds change few works. So a page's key holds what its references are made of,
//! and they are made only where the page is written; nothing of them is kept between builds.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::exports;
use crate::base::diag::Diagnostic;
use crate::base::hash::Fingerprint;
use crate::cite::{self, Formatting, Memo, Style, StyleError};
use crate::model::cite::Formatter;
use crate::model::config::Config;
use crate::model::site::SiteWork;
use crate::model::work::{Rich, Work};

/// As readers call them; others are shown by the names that the site gives them.
const TITLES: [(&str, &str); 8] = [
    ("chicago-notes", "Chicago, notes"),
    ("chicago-author-date", "Chicago, author and date"),
    ("mla", "MLA"),
    ("apa", "APA"),
    ("harvard-cite-them-right", "Harvard"),
    ("mhra", "MHRA"),
    ("ieee", "IEEE"),
    ("vancouver", "Vancouver"),
];

#[derive(Debug, Default)]
pub struct CiteAs {
    names: Vec<String>,
    language: String,
    /// The site's own style: its entries are there already.
    own: String,
    key: Fingerprint,
    styles: OnceLock<BTreeMap<String, Formatting>>,
}

impl CiteAs {
    /// Of the styles that the site names, those that there are; the others are told.
    pub fn new(config: &Config, program: Fingerprint, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names = Vec::new();
        for name in &config.cite_as {
            if *name == config.citation_style || Style::exists(name) {
                names.push(name.clone());
            } else {
                let nearest = match Style::load(name, &config.language) {
                    Err(StyleError::Unknown { nearest, .. }) => nearest,
                    _ => None,
                };
                diagnostics.push(cite::diag::unknown_style(None, name, nearest.as_deref()));
            }
        }
        let own = config.citation_style.clone();
        let parts = names.iter().chain([&config.language, &own]).map(String::as_bytes);
        let key = Fingerprint::of_parts(parts.chain([&program.0.to_le_bytes()[..]]));
        Self { names, language: config.language.clone(), own, key, styles: OnceLock::new() }
    }

    /// Of all that the references of a work are made of.
    pub fn key(&self, work: &Work) -> Fingerprint {
        Fingerprint::of_parts([&self.key.0.to_le_bytes()[..], &exports::print(work).0.to_le_bytes()])
    }

    /// The reference in each style, with the name of the style.
    pub fn entries(&self, work: &SiteWork) -> Vec<(String, Rich)> {
        let styles = self.styles.get_or_init(|| self.load());
        let entry = |name: &String| {
            let words = if *name == self.own { work.entry.clone() } else { styles.get(name)?.entry(&work.work) };
            let title = TITLES.iter().find(|(known, _)| known == name).map_or(name.as_str(), |(_, title)| title);
            Some((title.to_owned(), words))
        };
        self.names.iter().filter_map(entry).collect()
    }

    /// Each work is worded by itself, as if the site had no other: nobody takes the letter of "2021a" with him.
    fn load(&self) -> BTreeMap<String, Formatting> {
        let names = self.names.iter().filter(|name| **name != self.own);
        let style = |name: &String| {
            let style = Style::load(name, &self.language).ok()?;
            Some((name.clone(), Formatting::new(style, &[], Arc::new(Memo::default()))))
        };
        names.filter_map(style).collect()
    }
}
