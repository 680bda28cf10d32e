//! Which part of the archive is what: parts name each other by relations.

use std::collections::BTreeMap;

use super::archive::{self, Archive};
use super::refuse;
use super::xml;
use crate::import::read::Refusal;

/// Relations of one part, by their ids.
pub type Relations = BTreeMap<String, Relation>;

#[derive(Clone, Debug)]
pub struct Relation {
    /// The last word of its type: `footnotes`, `hyperlink`, `image`.
    pub kind: String,
    /// A part of the archive, or an address where `external`.
    pub target: String,
    pub external: bool,
}

/// The part that holds the text.
pub fn main_part(archive: &mut Archive) -> Result<String, Refusal> {
    let relations = relations(archive, "")?;
    let main = relations.values().find(|it| it.kind == "officeDocument" && !it.external);
    let part = main.map_or("word/document.xml", |it| &it.target).to_owned();
    if !archive::has(archive, &part) {
        return Err(if archive::has(archive, "META-INF/container.xml") {
            refuse::other_kind("an electronic book (.epub)")
        } else if archive::has(archive, "content.xml") {
            refuse::other_kind("a document of LibreOffice")
        } else {
            refuse::no_document()
        });
    }
    if part.starts_with("xl/") {
        return Err(refuse::other_kind("a spreadsheet"));
    }
    if part.starts_with("ppt/") {
        return Err(refuse::other_kind("a presentation"));
    }
    Ok(part)
}

/// What `part` refers to; of the archive itself where it is empty.
pub fn relations(archive: &mut Archive, part: &str) -> Result<Relations, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let rels = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(bytes) = archive::read(archive, &rels)? else { return Ok(Relations::new()) };
    let tree = xml::parse(&bytes, &rels)?;
    let mut out = Relations::new();
    for relation in tree.root().children() {
        let (Some(id), Some(target)) = (relation.attribute("Id"), relation.attribute("Target")) else { continue };
        let kind = relation.attribute("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let external = relation.attribute("TargetMode") == Some("External");
        let target = if external { target.to_owned() } else { resolve(folder, target) };
        out.insert(id.to_owned(), Relation { kind, target, external });
    }
    Ok(out)
}

/// A target as a name of the archive. What climbs above its top stays at the top.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(folder.split('/').filter(|part| !part.is_empty()));
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The part that `relations` names by its kind.
pub fn of_kind<'r>(relations: &'r Relations, kind: &str) -> Option<&'r str> {
    relations.values().find(|it| it.kind == kind && !it.external).map(|it| it.target.as_str())
}
