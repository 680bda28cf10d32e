//! Which citation style each file has, while files are read in parallel.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::{Fault, Inputs, World};
use crate::base::diag::Diagnostic;
use crate::base::span::{FileId, Span};
use crate::cite::{self, Style, StyleError};
use crate::memo::Head;
use crate::model::config::Dialect;
use crate::model::facts::Facts;
use crate::model::matter::Matter;

/// Numbers of styles that are read before their files have one.
const FIRST_LOOSE: u32 = u32::MAX / 2;

/// The site's style. One that cannot be used is told, and Chicago's stands in for it.
pub fn of_site(
    inputs: &Inputs,
    world: &dyn World,
    head: &mut Head,
    read: &mut BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Style, Fault> {
    let config = &inputs.config;
    match style(&config.citation_style, None, &config.language, world, &mut |path| head.id(path), read) {
        Ok(style) => Ok(style),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Style::load("chicago-notes", &config.language).map_err(|error| format!("{error:?}").into())
        }
    }
}

/// A style by its name or its file; `span` is where it is asked for. The files that were read for it are added to
/// `read`, also where they are not there.
fn style(
    name: &str,
    span: Option<Span>,
    language: &str,
    world: &dyn World,
    number: &mut dyn FnMut(&str) -> FileId,
    read: &mut BTreeSet<String>,
) -> Result<Style, Box<Diagnostic>> {
    if !cite::is_file(name) {
        return Style::load(name, language).map_err(|error| match error {
            StyleError::Unknown { name, nearest } => {
                Box::new(cite::diag::unknown_style(span, &name, nearest.as_deref()))
            }
            StyleError::File(_) => Box::new(cite::diag::unknown_style(span, name, None)),
        });
    }
    read.insert(name.to_owned());
    let file = world.source(number(name), name).map_err(|mut diagnostic| {
        diagnostic.primary = span;
        diagnostic
    })?;
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let looked_for = RefCell::new(Vec::new());
    let beside = |parent: &str| {
        // It may name any file; one that lies outside the site is none (THREATS B1).
        let path = format!("{folder}{parent}.csl");
        let text = world.text(&path);
        looked_for.borrow_mut().push(path);
        text
    };
    let made = Style::of_file(&file.text, &beside, language);
    read.extend(looked_for.into_inner());
    made.map_err(|error| {
        Box::new(match error {
            StyleError::File(fault) => cite::diag::unreadable_style(&file, &fault),
            StyleError::Unknown { name, nearest } => cite::diag::unknown_style(span, &name, nearest.as_deref()),
        })
    })
}

/// How files are read that ask for a style of their own.
pub struct Dialects<'a> {
    pub site: Dialect,
    inputs: &'a Inputs,
    world: &'a dyn World,
    named: Mutex<BTreeMap<String, Dialect>>,
}

impl<'a> Dialects<'a> {
    pub fn new(site: Dialect, inputs: &'a Inputs, world: &'a dyn World) -> Self {
        Self { site, inputs, world, named: Mutex::default() }
    }

    pub fn of(&self, matter: &Matter) -> Dialect {
        let Some(name) = own(matter, self.inputs) else { return self.site };
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(dialect) = named.get(name) {
            return *dialect;
        }
        // Held while the style is read: the next file asks for the same one.
        let loose = FileId(FIRST_LOOSE + u32::try_from(named.len()).unwrap_or(0));
        let mut read = BTreeSet::new();
        let style = style(name, None, &self.inputs.config.language, self.world, &mut |_| loose, &mut read);
        let dialect = style.as_ref().map_or(self.site, cite::dialect);
        named.insert(name.to_owned(), dialect);
        dialect
    }
}

/// The styles that briefings ask for; each that there is not is told where it stands, and one at fault once.
pub fn of_briefings<'f>(
    facts: impl Iterator<Item = &'f Facts>,
    inputs: &Inputs,
    world: &dyn World,
    head: &mut Head,
    read: &mut BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Style> {
    let mut styles = BTreeMap::new();
    let mut told = BTreeSet::new();
    for matter in facts.map(|facts| &facts.matter) {
        let Some(name) = own(matter, inputs).filter(|name| !styles.contains_key(*name)) else { continue };
        let span = matter.citation_style.as_ref().map(|name| name.span);
        match style(name, span, &inputs.config.language, world, &mut |path| head.id(path), read) {
            Ok(style) => {
                styles.insert(name.to_owned(), style);
            }
            Err(diagnostic) => {
                if told.insert((diagnostic.code, diagnostic.primary)) {
                    diagnostics.push(*diagnostic);
                }
            }
        }
    }
    styles
}

/// What a file asks for that is not the site's style anyway.
fn own<'m>(matter: &'m Matter, inputs: &Inputs) -> Option<&'m str> {
    matter.citation_style.as_ref().map(|name| name.value.as_str()).filter(|name| *name != inputs.config.citation_style)
}
