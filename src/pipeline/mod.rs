//! The stages in order. Alone knows them all; knows no file system, no clock and no terminal.
//!
//! [`analyse`] reads and links (walked files → facts → [`Site`]); [`write`](write::write) renders what changed into a
//! [`Sink`](write::Sink). What
//! they need of the machine comes through [`World`]; what they can spare comes out of the [`Memo`].

pub mod annotate;
mod cite_as;
mod exports;
pub mod fix;
pub mod names;
pub mod sink;
mod styles;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::sync::Arc;

use rayon::prelude::*;

use self::cite_as::CiteAs;
use self::styles::Dialects;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::hash::Fingerprint;
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::cite::{Memo as CiteMemo, Shelf};
use crate::memo::{Library, Memo, Stamp, Surveyed};
use crate::model::article::Kind;
use crate::model::config::{Config, Dialect};
use crate::model::facts::Facts;
use crate::model::matter::Matter;
use crate::model::site::Site;
use crate::model::work::Work;
use crate::render::exports::briefing::Cited;
use crate::resolve::survey::names::Names;
use crate::{check, cite, parse, render, resolve};

pub type Fault = Box<dyn Error + Send + Sync>;

/// What the pipeline asks of the machine. Paths are relative to the site's folder, with `/`.
pub trait World: Sync {
    /// A text file as it is now. A file that cannot be read, or is not UTF-8, is a diagnostic.
    fn source(&self, id: FileId, path: &str) -> Result<Source, Box<Diagnostic>>;

    /// The text of a file that no diagnostic will point into.
    fn text(&self, path: &str) -> Option<String>;

    /// Width and height of a picture, where its format is known.
    fn image_size(&self, path: &str) -> Option<(u32, u32)>;

    /// So many pages of so many are done.
    fn progress(&self, _done: u64, _all: u64) {}
}

/// A file below `content/`, or a bibliography.
#[derive(Clone, Debug)]
pub struct Listed {
    pub path: String,
    pub stamp: Stamp,
}

/// Everything that a build is made from.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub config: Arc<Config>,
    /// All files below `content/`, in order of path.
    pub content: Vec<Listed>,
    /// Of the program itself: another build of it believes nothing that the memo holds.
    pub program: Fingerprint,
}

/// The linked site and what is wrong with it.
#[derive(Debug)]
pub struct Analysis {
    pub site: Site,
    pub diagnostics: Vec<Diagnostic>,
    /// Fingerprints of the articles' files, parallel to `site.articles`.
    pub bytes: Vec<Fingerprint>,
    /// The keys of the site's works, as the parser was given them.
    pub keys: BTreeSet<String>,
    /// Pictures and their sizes, by path from `content/`.
    pub images: BTreeMap<String, (u32, u32)>,
    /// The files of citation styles that were asked for, whether they are there or not.
    pub styles: BTreeSet<String>,
    /// The one of [`Inputs`].
    pub program: Fingerprint,
    /// Each briefing as others cite it, parallel to the first of `site.articles`.
    pub cited: Vec<Cited>,
    /// Styles for the pages of works.
    pub cite_as: CiteAs,
}

/// Reads, parses, surveys and links. What cannot be read is told and left out; fails only where the program itself is
/// broken.
pub fn analyse(inputs: &Inputs, world: &dyn World, memo: &mut Memo) -> Result<Analysis, Fault> {
    let config = &inputs.config;
    let mut diagnostics = Vec::new();
    let mut style_files = BTreeSet::new();
    let style = styles::of_site(inputs, world, &mut memo.head, &mut style_files, &mut diagnostics)?;
    let cite_as = CiteAs::new(config, inputs.program, &mut diagnostics);
    let dialects = Dialects::new(cite::dialect(&style), inputs, world);

    let markdown: Vec<&Listed> = inputs.content.iter().filter(|file| is_markdown(&file.path)).collect();
    let ids = memo.head.number(markdown.iter().map(|file| file.path.as_str()));
    let files: Vec<(FileId, &Listed)> = ids.into_iter().zip(markdown).collect();

    let entities = Entities::of(&files, world, memo, config);
    let keys = site_keys(config, world, memo);
    let key = Fingerprint::of_parts([
        &inputs.program.0.to_le_bytes()[..],
        &[u8::from(dialects.site.note_style), u8::from(config.html)],
        &entities.names.fingerprint().0.to_le_bytes(),
        &Fingerprint::of_parts(keys.iter().map(String::as_bytes)).0.to_le_bytes(),
    ]);
    if memo.head.key != key {
        memo.clear();
        memo.head.key = key;
    }
    let surveyed = survey_all(
        &files,
        world,
        memo,
        &Context { entities: &entities, keys: &keys, dialects: &dialects, html: config.html },
    );
    let mut facts = Vec::with_capacity(surveyed.len());
    let mut bytes_of = BTreeMap::new();
    let mut there = BTreeSet::new();
    for (path, result) in surveyed {
        match result {
            Found::Kept => {}
            Found::Fresh(new) => memo.insert(path, new),
            Found::Unreadable(diagnostic) => {
                diagnostics.push(diagnostic);
                continue;
            }
        }
        there.insert(path);
        if let Some(file) = memo.get(path) {
            diagnostics.extend(file.diagnostics.iter().cloned());
            bytes_of.insert(file.facts.path.clone(), file.bytes);
            facts.push(Arc::clone(&file.facts));
        }
    }
    memo.retain(|path| there.contains(path));

    let no_briefing = !facts.iter().any(|facts| Kind::of(&facts.path) == Kind::Briefing);
    let works = works(config, &facts, world, memo, &mut diagnostics);
    let media: BTreeSet<String> =
        inputs.content.iter().filter_map(|file| file.path.strip_prefix("content/")).map(str::to_owned).collect();
    let asking = facts.iter().map(Arc::as_ref);
    let named = styles::of_briefings(asking, inputs, world, &mut memo.head, &mut style_files, &mut diagnostics);
    let shelf = Shelf::new(style, named, &works, CiteMemo::load(&memo.head.cites), config.ibid);
    let (site, linking) = resolve::site(facts, works, &media, config, &shelf);
    diagnostics.extend(linking);
    let cited = render::exports::briefing::cited(&site, &shelf);
    diagnostics.extend(check::check(&site));
    if no_briefing {
        diagnostics.push(
            Diagnostic::new(Code::EmptySite, None, "the site has no briefing yet")
                .help("make one with: ibid new \"A title\""),
        );
    }
    let diagnostics = with_severities(diagnostics, config);
    let images = image_sizes(&site, inputs, world, memo);
    let bytes = site.articles.iter().map(|article| bytes_of.get(&article.facts.path).copied().unwrap_or_default());
    let bytes = bytes.collect();
    if shelf.memo().has_new() {
        memo.head.cites = shelf.memo().save();
    }
    let program = inputs.program;
    Ok(Analysis { site, diagnostics, bytes, keys, images, styles: style_files, program, cited, cite_as })
}

pub fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown"))
}

/// The names of all entities, and which file describes which. They come first: all mentions depend on them.
struct Entities {
    names: Names,
    /// In the order of the names.
    paths: Vec<String>,
}

impl Entities {
    fn of(files: &[(FileId, &Listed)], world: &dyn World, memo: &Memo, config: &Config) -> Self {
        let matters: Vec<(String, Matter)> = files
            .par_iter()
            .filter(|(_, file)| Kind::of(&file.path) == Kind::Entity)
            .filter_map(|(id, file)| {
                let known = memo.get(&file.path).filter(|known| known.stamp == file.stamp);
                if let Some(known) = known.filter(|_| file.stamp != Stamp::default()) {
                    return Some((file.path.clone(), known.facts.matter.clone()));
                }
                let source = world.source(*id, &file.path).ok()?;
                Some((file.path.clone(), parse::parse(&source, &BTreeSet::new()).0.matter))
            })
            .collect();
        let all = || matters.iter().map(|(path, matter)| (path.as_str(), matter));
        let mut paths: Vec<String> = all()
            .filter(|(path, matter)| resolve::publish::is_published(path, matter, config))
            .map(|(path, _)| path.to_owned())
            .collect();
        paths.sort_unstable();
        Self { names: Names::new(&resolve::entity_names(all(), config)), paths }
    }

    fn described_by(&self, path: &str) -> Option<u32> {
        let at = self.paths.binary_search_by(|known| known.as_str().cmp(path)).ok()?;
        u32::try_from(at).ok()
    }
}

/// What the facts of a file depend on besides its bytes.
struct Context<'a> {
    entities: &'a Entities,
    keys: &'a BTreeSet<String>,
    dialects: &'a Dialects<'a>,
    /// Tags are let through, and what is left out of them is told instead of their being there.
    html: bool,
}

/// The keys of the site's own bibliographies.
fn site_keys(config: &Config, world: &dyn World, memo: &mut Memo) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for path in &config.bibliography {
        if let Ok(library) = library(path, world, memo) {
            keys.extend(library.works.iter().map(|work| work.key.clone()));
        }
    }
    keys
}

/// A bibliography, read anew only where its bytes have changed.
fn library<'m>(path: &str, world: &dyn World, memo: &'m mut Memo) -> Result<&'m Library, Box<Diagnostic>> {
    let id = memo.head.id(path);
    let source = world.source(id, path)?;
    let bytes = Fingerprint::of(source.text.as_bytes());
    if memo.head.libraries.get(path).is_none_or(|library| library.bytes != bytes) {
        let (works, diagnostics) = parse::works::read(&source);
        memo.head.libraries.insert(path.to_owned(), Library { bytes, works, diagnostics });
    }
    memo.head.libraries.get(path).ok_or_else(|| Box::new(Diagnostic::new(Code::MissingFile, None, path)))
}

enum Found {
    /// As the memo has it.
    Kept,
    Fresh(Surveyed),
    Unreadable(Diagnostic),
}

fn survey_all<'f>(
    files: &[(FileId, &'f Listed)],
    world: &dyn World,
    memo: &Memo,
    context: &Context<'_>,
) -> Vec<(&'f str, Found)> {
    files
        .par_iter()
        .map(|(id, file)| {
            // Facts hold for the style under which they were gathered: a file of a style may have changed since.
            let known = memo.get(&file.path).filter(|known| {
                let wanted =
                    known.facts.matter.citation_style.is_some().then(|| context.dialects.of(&known.facts.matter));
                wanted.is_none_or(|dialect| dialect == known.dialect)
            });
            if known.is_some_and(|known| known.stamp == file.stamp && file.stamp != Stamp::default()) {
                return (file.path.as_str(), Found::Kept);
            }
            let source = match world.source(*id, &file.path) {
                Ok(source) => source,
                Err(diagnostic) => return (file.path.as_str(), Found::Unreadable(*diagnostic)),
            };
            let bytes = Fingerprint::of(source.text.as_bytes());
            if let Some(known) = known.filter(|known| known.bytes == bytes) {
                return (file.path.as_str(), Found::Fresh(Surveyed { stamp: file.stamp, ..known.clone() }));
            }
            let (facts, diagnostics, dialect) = survey(&source, context);
            (
                file.path.as_str(),
                Found::Fresh(Surveyed { stamp: file.stamp, bytes, dialect, facts: Arc::new(facts), diagnostics }),
            )
        })
        .collect()
}

fn survey(source: &Source, context: &Context<'_>) -> (Facts, Vec<Diagnostic>, Dialect) {
    let (briefing, mut diagnostics) = parse::parse(source, context.keys);
    let own = context.entities.described_by(&source.path);
    let dialect = context.dialects.of(&briefing.matter);
    let (facts, more) = resolve::survey::survey(&briefing, source, &context.entities.names, own, &dialect);
    diagnostics.extend(more);
    if context.html {
        diagnostics.retain(|diagnostic| diagnostic.code != Code::RawHtml);
        diagnostics.extend(render::html::dropped(&briefing, source));
    }
    (facts, diagnostics, dialect)
}

/// The works of the site's bibliographies and of those that briefings name, in this order.
fn works(
    config: &Config,
    facts: &[Arc<Facts>],
    world: &dyn World,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Work>> {
    let mut paths: Vec<(String, Option<crate::base::span::Span>)> =
        config.bibliography.iter().map(|path| (path.clone(), None)).collect();
    for facts in facts {
        let folder = facts.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for path in &facts.matter.bibliography {
            paths.push((format!("{folder}/{}", path.value), Some(path.span)));
        }
    }
    let mut seen = BTreeSet::new();
    paths.retain(|(path, _)| seen.insert(path.clone()));
    let mut out = Vec::new();
    for (path, span) in &paths {
        match library(path, world, memo) {
            Ok(library) => {
                diagnostics.extend(library.diagnostics.iter().cloned());
                out.extend(library.works.iter().cloned().map(Arc::new));
            }
            Err(mut diagnostic) => {
                diagnostic.primary = diagnostic.primary.or(*span);
                diagnostics.push(*diagnostic);
            }
        }
    }
    memo.head.libraries.retain(|path, _| seen.contains(path));
    out
}

fn with_severities(diagnostics: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    diagnostics
        .into_iter()
        .map(|mut diagnostic| {
            if let Some(severity) = config.severities.get(&diagnostic.code) {
                diagnostic.severity = *severity;
            }
            diagnostic
        })
        .filter(|diagnostic| diagnostic.severity != Severity::Off)
        .collect()
}

/// Sizes of the pictures that pages show, so that a page does not jump while it loads.
fn image_sizes(site: &Site, inputs: &Inputs, world: &dyn World, memo: &mut Memo) -> BTreeMap<String, (u32, u32)> {
    let shown: BTreeSet<&str> = site
        .articles
        .iter()
        .flat_map(|article| &article.facts.files)
        .filter(|file| file.image)
        .map(|file| file.path.as_str())
        .collect();
    let stamps: BTreeMap<&str, Stamp> =
        inputs.content.iter().filter_map(|file| Some((file.path.strip_prefix("content/")?, file.stamp))).collect();
    let mut out = BTreeMap::new();
    let mut known = BTreeMap::new();
    for path in shown {
        let Some(stamp) = stamps.get(path) else { continue };
        let kept = memo.head.images.get(path).filter(|(old, _)| old == stamp && *stamp != Stamp::default());
        let size = kept.map_or_else(|| world.image_size(&format!("content/{path}")), |(_, size)| *size);
        known.insert(path.to_owned(), (*stamp, size));
        if let Some(size) = size {
            out.insert(path.to_owned(), size);
        }
    }
    memo.head.images = known;
    out
}
