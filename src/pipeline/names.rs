//! The names that the briefings print, for proposals: a pass of its own over all texts, that no build pays for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Inputs, World, is_markdown};
use crate::base::diag::Diagnostic;
use crate::base::span::FileId;
use crate::memo::Memo;
use crate::model::article::Kind;
use crate::model::block::Block;
use crate::model::cite::{CiteForm, CiteGroup};
use crate::model::inline::Inline;
use crate::model::matter::Matter;
use crate::model::walk::{self, Role};
use crate::naming::propose::{self, Group, Known};
use crate::naming::read::{self, Names, Paragraph};
use crate::{parse, resolve};

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
                let line = u32::try_from(source.position(block.span.start).line).unwrap_or(u32::MAX);
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
                let texts =
                    |list: &[crate::model::matter::At<String>]| list.iter().map(|at| at.value.clone()).collect();
                out.entities.push(Known {
                    id: resolve::urls::name(&path, &matter, inputs.config.pretty_urls).slug,
                    name: matter.title.value.clone(),
                    aliases: texts(&matter.aliases),
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
