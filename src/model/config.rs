//! The site's settings, total: every default is worked out before any stage sees them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::code::Code;
use crate::base::date::Date;
use crate::base::diag::Severity;
use crate::base::span::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own, by its name in ibid.toml")]
pub struct Config {
    pub title: String,
    pub description: String,
    /// Ends with `/`; http or https.
    pub base_url: String,
    /// A BCP 47 tag.
    pub language: String,
    /// Paths from the site's folder.
    pub bibliography: Vec<String>,
    /// A name of hayagriva's archive, or the path of a `.csl` file.
    pub citation_style: String,
    /// Whether notes say "Ibid.".
    pub ibid: Ibid,
    pub theme: ThemeConfig,
    pub severities: BTreeMap<Code, Severity>,
    /// `[html] allow = true`: a sanitised subset of raw HTML is let through.
    pub html: bool,
    pub pretty_urls: bool,
    /// Links of the site's menu after the built-in ones.
    pub menu: Vec<MenuItem>,
    /// Who answers for the site; the feed's author where a briefing names none.
    pub author: String,
    pub license: String,
    /// The day of the build: what is dated later is not published.
    pub today: Date,
    pub drafts: bool,
    /// Names that `ibid entities` does not propose.
    pub ignore_names: Vec<String>,
    /// How many briefings the feed holds.
    pub feed_limit: usize,
    /// A work with more places than this is *passim* in the index: its briefings are named instead.
    pub passim: usize,
    /// Names of styles: the page of a work gives its reference in each.
    pub cite_as: Vec<String>,
    pub exports: ExportsConfig,
    /// Whether there is a map of the site, where it has more than one briefing.
    pub map: bool,
}

/// Which pages have files for reference managers beside them. Those of the whole site are always written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportsConfig {
    pub briefings: Beside,
    pub works: Beside,
}

/// When pages of a kind have files beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Beside {
    Always,
    Never,
    /// As long as there are not too many of them.
    Few,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeConfig {
    /// A folder under `themes/`; `default` is built in.
    pub name: String,
    pub fonts: Fonts,
    pub paragraphs: Paragraphs,
}

/// Whether a citation of the work that the note before cites is printed as "Ibid.".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ibid {
    /// Where the style has it.
    #[default]
    Style,
    /// Also in a style of notes that knows none.
    Always,
    /// The short form instead.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fonts {
    Own,
    System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paragraphs {
    Spaced,
    Indented,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuItem {
    pub title: String,
    pub to: MenuTarget,
    /// Of what the editor wrote as its place.
    pub span: Span,
}

/// Where an entry of the menu leads, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MenuTarget {
    /// Already judged safe.
    Url(String),
    /// A page by its name, as in `[[name#anchor]]`, its address or its file.
    Page { name: String, anchor: String },
}

/// What the survey of one file needs to know of the site; a part of the key of its facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dialect {
    /// The site's citation style prints notes: a formatted citation in the body makes a note of its own.
    pub note_style: bool,
}
