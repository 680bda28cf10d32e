//! The names that the briefings print, for proposals: a pass of its own over all texts, that no build pays for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Inputs, World, is_markdown};
use crate::base::diag::Diagnostic;
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::span::{FileId, Span};
use crate::memo::Memo;
use crate::model::article::Kind;
use crate::model::block::Block;
use crate::model::cite::{CiteForm, CiteGroup};
use crate::model::inline::Inline;
use crate::model::matter::{At, Matter};
use crate::model::walk::{self, Role};
use crate::naming::propose::{self, Group, Known};
use crate::naming::read::{self, Names, Paragraph};
use crate::{check, parse, resolve};

/// What a site prints and knows of names.
#[derive(Debug)]
pub struct Named {
    /// Path and names of each published briefing, in order of path.
    pub files: Vec<(String, Names)>,
    /// In order of path.
    pub entities: Vec<Known>,
    /// The file that describes each entity.
    pub paths: Vec<String>,
    /// Of files that cannot be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Named {
    /// See [`propose`](propose::propose).
    #[must_use]
    pub fn groups(&self, ignored: &[String]) -> Vec<Group> {
        propose::propose(&self.files, &self.entities, ignored)
    }
}

/// Reads all briefings and entities. Linear in their texts, in parallel.
#[must_use]
pub fn named(inputs: &Inputs, world: &dyn World, memo: &mut Memo) -> Named {
    enum Part {
        Briefing(String, Names),
        Entity(String, Box<Matter>),
        Fault(Diagnostic),
    }
    let markdown: Vec<&str> =
        inputs.content.iter().map(|file| file.path.as_str()).filter(|path| is_markdown(path)).collect();
    let ids = memo.head.number(markdown.iter().copied());
    let files: Vec<(FileId, &str)> = ids.into_iter().zip(markdown).collect();
    let parts: Vec<Part> = files
        .par_iter()
        .filter_map(|(id, path)| {
            let kind = Kind::of(path);
            if !matches!(kind, Kind::Briefing | Kind::Entity) {
                return None;
            }
            let source = match world.source(*id, path) {
                Ok(source) => source,
                Err(fault) => return Some(Part::Fault(*fault)),
            };
            let (briefing, _) = parse::parse(&source, &BTreeSet::new());
            if !resolve::publish::is_published(path, &briefing.matter, &inputs.config) {
                return None;
            }
            if kind == Kind::Entity {
                return Some(Part::Entity((*path).to_owned(), Box::new(briefing.matter)));
            }
            let mut paragraphs = Vec::new();
            let mut take = |note: bool, role: Role, block: &Block<'_>, inlines: &[Inline<'_>]| {
                if role == Role::PullQuote {
                    return;
                }
                let mut text = String::new();
                words(inlines, note, &mut text);
                let line = source.position(block.span.start).line;
                paragraphs.push(Paragraph { text, line, beside: note || role != Role::Paragraph });
            };
            walk::runs(&briefing.blocks, &mut |role, block, inlines| take(false, role, block, inlines));
            for note in &briefing.notes {
                walk::runs(&note.blocks, &mut |role, block, inlines| take(true, role, block, inlines));
            }
            Some(Part::Briefing((*path).to_owned(), read::read(&paragraphs)))
        })
        .collect();
    let mut out = Named { files: Vec::new(), entities: Vec::new(), paths: Vec::new(), diagnostics: Vec::new() };
    for part in parts {
        match part {
            Part::Briefing(path, names) => out.files.push((path, names)),
            Part::Entity(path, matter) => {
                let texts = |list: &[At<String>]| list.iter().map(|at| at.value.clone()).collect::<Vec<_>>();
                out.entities.push(Known {
                    id: resolve::urls::name(&path, &matter, inputs.config.pretty_urls).slug,
                    name: matter.title.value.clone(),
                    aliases: [texts(&matter.aliases), texts(&matter.entity.unlinked)].concat(),
                    not: texts(&matter.entity.not),
                    kind: matter.entity.kind,
                });
                out.paths.push(path);
            }
            Part::Fault(fault) => out.diagnostics.push(fault),
        }
    }
    out
}

/// Spellings that are near the name of an entity and no alias of it, each told once a site, where it first stands.
#[must_use]
pub fn near(named: &Named, inputs: &Inputs, world: &dyn World, memo: &mut Memo) -> Vec<Diagnostic> {
    if named.entities.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for group in named.groups(&inputs.config.ignore_names).iter().filter(|group| group.is_proposed()) {
        let Some(entity) = group.entity else { continue };
        let (Some(known), Some(own)) = (named.entities.get(entity), named.paths.get(entity)) else { continue };
        for spelling in group.spellings.iter().filter(|spelling| !spelling.known) {
            let Some((path, quoted)) = spelling.sentences.first() else { continue };
            let Ok(source) = world.source(memo.head.id(path), path) else { continue };
            let Some(span) = place(&source, quoted.line, &spelling.text) else { continue };
            let edit = world.source(memo.head.id(own), own).ok().and_then(|file| alias(&file, &spelling.text));
            out.push(check::near_name(span, &spelling.text, &known.name, own, edit));
        }
    }
    out
}

/// The first place of some words from a line on; the line itself where markup stands between them.
fn place(source: &Source, line: u32, words: &str) -> Option<Span> {
    let start = source.text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum::<usize>();
    let rest = source.text.get(start..)?;
    let found = rest.find(words).map(|at| (start + at, start + at + words.len()));
    let (from, to) = found.unwrap_or((start, start + rest.find('\n').unwrap_or(rest.len())));
    Some(Span::new(source.id, from, to))
}

/// The edit that adds an alias to the file of an entity.
fn alias(file: &Source, spelling: &str) -> Option<Edit> {
    let old: &str = &file.text;
    let new = parse::edit::front_matter(old, "aliases", &[spelling.to_owned()])?;
    let same = old.char_indices().zip(new.chars()).take_while(|((_, a), b)| a == b);
    let start = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let end = new.len() - (old.len() - start);
    // What is added stands in one piece, and the rest of the file behind it.
    (new.get(end..) == old.get(start..))
        .then(|| Edit { span: Span::new(file.id, start, start), text: new[start..end].to_owned() })
}

/// Text without code; in running text also without words that are tied to a work, for they are titles of others.
fn words(inlines: &[Inline<'_>], tied: bool, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Unlinked(text, _) => {
                out.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => words(inner, tied, out),
            Inline::Link(link) => words(&link.words, tied, out),
            Inline::Cite(CiteGroup { form: CiteForm::Tied(inner), .. }) if tied => words(inner, tied, out),
            // Something stands there, so that what follows does not open the sentence.
            Inline::Cite(_) | Inline::Code(..) => out.push(walk::CITATION),
            Inline::HardBreak => out.push(' '),
            Inline::Image(_) | Inline::Noteref(_) | Inline::TaskMarker(_) | Inline::Html(..) => {}
        }
    }
}
