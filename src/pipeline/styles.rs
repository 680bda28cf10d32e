//! Which citation style each file has, while files are read in parallel.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{Fault, Inputs};
use crate::base::diag::Diagnostic;
use crate::cite::{self, Style};
use crate::model::config::Dialect;
use crate::model::facts::Facts;
use crate::model::matter::Matter;

/// The site's style. One that cannot be used is told, and Chicago's stands in for it.
pub fn of_site(inputs: &Inputs, diagnostics: &mut Vec<Diagnostic>) -> Result<Style, Fault> {
    let config = &inputs.config;
    match Style::load(&config.citation_style, inputs.csl.as_deref(), &config.language) {
        Ok(style) => Ok(style),
        Err(error) => {
            diagnostics.push(cite::diag::unknown_style(None, &config.citation_style, &error));
            Style::load("chicago-notes", None, &config.language).map_err(|error| format!("{error:?}").into())
        }
    }
}

/// How files are read that ask for a style of their own.
#[derive(Debug)]
pub struct Dialects<'a> {
    pub site: Dialect,
    inputs: &'a Inputs,
    named: Mutex<BTreeMap<String, Dialect>>,
}

impl<'a> Dialects<'a> {
    pub fn new(site: Dialect, inputs: &'a Inputs) -> Self {
        Self { site, inputs, named: Mutex::default() }
    }

    pub fn of(&self, matter: &Matter) -> Dialect {
        let Some(name) = own(matter, self.inputs) else { return self.site };
        let known = |named: &BTreeMap<String, Dialect>| named.get(name).copied();
        if let Some(dialect) = known(&self.named.lock().unwrap_or_else(PoisonError::into_inner)) {
            return dialect;
        }
        let style = cite::of_briefing(name, &self.inputs.config.language);
        let dialect = style.as_ref().map_or(self.site, cite::dialect);
        self.named.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), dialect);
        dialect
    }
}

/// The styles that briefings ask for; each name that there is not is told where it stands.
pub fn of_briefings<'f>(
    facts: impl Iterator<Item = &'f Facts>,
    inputs: &Inputs,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Style> {
    let mut styles = BTreeMap::new();
    for matter in facts.map(|facts| &facts.matter) {
        let Some(name) = own(matter, inputs).filter(|name| !styles.contains_key(*name)) else { continue };
        match cite::of_briefing(name, &inputs.config.language) {
            Ok(style) => {
                styles.insert(name.to_owned(), style);
            }
            Err(error) => {
                let span = matter.citation_style.as_ref().map(|name| name.span);
                diagnostics.push(cite::diag::unknown_style(span, name, &error));
            }
        }
    }
    styles
}

/// What a file asks for that is not the site's style anyway.
fn own<'m>(matter: &'m Matter, inputs: &Inputs) -> Option<&'m str> {
    matter.citation_style.as_ref().map(|name| name.value.as_str()).filter(|name| *name != inputs.config.citation_style)
}
