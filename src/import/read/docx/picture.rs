//! Drawings: pictures with their alternative texts, text boxes, and what only a drawing can show.

use std::collections::BTreeMap;

use super::archive::{self, Archive};
use super::document::{self, Document};
use super::runs::{Making, chosen};
use super::xml::{self, Element, Space};
use crate::import::evidence::{Dropped, Look, Mark, Picture, Run};
use crate::import::read::Refusal;

#[derive(Debug, Default)]
pub struct Pictures {
    /// Names of parts, or addresses of pictures that the file does not hold.
    targets: Vec<Target>,
    by_target: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Target {
    name: String,
    external: bool,
}

/// A chart or a diagram.
#[derive(Debug)]
pub struct Foreign {
    part: String,
    line: u32,
}

/// Reads a drawing of either kind. Text boxes wait in `document.boxes` until the paragraph ends.
pub fn read<'t>(document: &mut Document<'t>, drawing: Element<'t>, making: &mut Making) {
    let mut alternative = String::new();
    let mut waiting = vec![drawing];
    while let Some(element) = waiting.pop() {
        match (element.space(), element.name()) {
            (Space::Word, "txbxContent") => {
                document.boxes.push_back(element);
                continue;
            }
            (Space::Compatibility, "AlternateContent") => {
                waiting.extend(chosen(element));
                continue;
            }
            (_, "docPr" | "cNvPr") => {
                let said = [element.attribute("descr"), element.attribute("title")];
                if let Some(said) = said.into_iter().flatten().find(|it| !it.trim().is_empty()) {
                    said.clone_into(&mut alternative);
                }
            }
            (Space::Vml, "shape" | "rect") => {
                if matches!(element.attribute_of(Space::Office, "hr"), Some("t" | "true")) {
                    making.rule = true;
                }
                if let Some(said) = element.attribute("alt") {
                    said.clone_into(&mut alternative);
                }
            }
            (Space::Drawing, "blip") => {
                let embedded = element.attribute_of(Space::Relation, "embed");
                let id = embedded.filter(|it| !it.is_empty()).or_else(|| element.attribute_of(Space::Relation, "link"));
                place(document, id, &std::mem::take(&mut alternative), making);
            }
            (Space::Vml, "imagedata") => {
                let id = element.attribute_of(Space::Relation, "id");
                let title = element.attribute_of(Space::Office, "title").unwrap_or_default();
                let said = std::mem::take(&mut alternative);
                place(document, id, if said.is_empty() { title } else { &said }, making);
            }
            (Space::Vml, "textpath") => {
                document::drop_words(
                    document,
                    element.attribute("string").unwrap_or_default(),
                    "letters drawn as a picture",
                );
            }
            (Space::Chart, "chart") => foreign(document, element.attribute_of(Space::Relation, "id")),
            (Space::Diagram, "relIds") => foreign(document, element.attribute_of(Space::Relation, "dm")),
            _ => {}
        }
        let first = waiting.len();
        waiting.extend(element.children());
        waiting[first..].reverse();
    }
}

fn place(document: &mut Document, relation: Option<&str>, alternative: &str, making: &mut Making) {
    let Some(relation) = relation.and_then(|id| document.relations.get(id)) else { return };
    if making.dropped.is_some() {
        return;
    }
    let pictures = &mut document.pictures;
    let next = pictures.targets.len();
    let at = *pictures.by_target.entry(relation.target.clone()).or_insert(next);
    if at == next {
        pictures.targets.push(Target { name: relation.target.clone(), external: relation.external });
    }
    let text = alternative.split_whitespace().collect::<Vec<_>>().join(" ");
    making.runs.push(Run { text, look: Look::default(), mark: Some(Mark::Picture(at)) });
}

fn foreign(document: &mut Document, id: Option<&str>) {
    if let Some(relation) = id.and_then(|id| document.relations.get(id)).filter(|it| !it.external) {
        let line = document.line;
        document.foreign.push(Foreign { part: relation.target.clone(), line });
    }
}

/// The pictures' bytes. One that lies elsewhere is only named.
pub fn load(archive: &mut Archive, pictures: Pictures) -> Result<Vec<Picture>, Refusal> {
    let mut out = Vec::with_capacity(pictures.targets.len());
    for target in pictures.targets {
        if target.external {
            out.push(Picture { name: target.name, bytes: Vec::new() });
            continue;
        }
        let bytes = archive::read(archive, &target.name)?.unwrap_or_default();
        let name = target.name.rsplit('/').next().unwrap_or_default().to_owned();
        out.push(Picture { name, bytes });
    }
    Ok(out)
}

/// Words of charts and diagrams: no markdown holds them, so they are listed.
pub fn foreign_words(archive: &mut Archive, foreign: &[Foreign], dropped: &mut Vec<Dropped>) -> Result<(), Refusal> {
    for Foreign { part, line } in foreign {
        let Some(bytes) = archive::read(archive, part)? else { continue };
        let tree = xml::parse(&bytes, part)?;
        let words: Vec<String> = tree
            .root()
            .all()
            .filter(|it| it.is(Space::Drawing, "t") || it.is(Space::Chart, "v"))
            .map(|it| it.text().trim().to_owned())
            .filter(|it| !it.is_empty())
            .collect();
        if !words.is_empty() {
            let reason = "in a chart or a diagram: save it as a picture";
            dropped.push(Dropped { text: words.join(" "), line: *line, reason, doubt: false });
        }
    }
    Ok(())
}
