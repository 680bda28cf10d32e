//! Word files (.docx): an archive of XML parts that name each other.
//!
//! What the file says outright is handed over: paragraphs with their styles, lists, tables, notes with their marks,
//! pictures. What only looks like something (a paragraph all in bold) stays a paragraph, with its looks.
//! Nothing outside the archive is read, and nothing in it that the text does not name.

mod archive;
mod blocks;
mod cited;
mod csl;
mod document;
mod field;
mod formula;
mod furniture;
mod look;
mod names;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod picture;
mod properties;
mod refuse;
mod runs;
mod sources;
mod styles;
mod symbol;
mod table;
mod xml;

#[cfg(test)]
mod tests;

use archive::Archive;
use document::Document;
use package::Relations;
use xml::Tree;

use super::Refusal;
use crate::import::evidence::Reading;

/// Whether these are the first bytes of a Word file, or of what people take for one: any archive, any file of old Word.
/// Which of them it is, [`read`] tells.
pub fn is_docx(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// Reads a Word file.
pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    let mut archive = archive::open(bytes)?;
    let parts = parts(&mut archive)?;
    let mut document = document::begin(&parts);
    blocks::body(&mut document, &parts);
    notes::emit(&mut document, &parts);
    furniture::emit(&mut document, &parts);
    notes::comments(&mut document, parts.comments.as_ref());
    if let Some(refusal) = document.refusal.take() {
        return Err(refusal);
    }
    let Document { mut reading, pictures, foreign, .. } = document::end(document);
    reading.claims.extend(properties::claims(parts.core.as_ref()));
    reading.pictures = picture::load(&mut archive, pictures)?;
    picture::foreign_words(&mut archive, &foreign, &mut reading.dropped)?;
    Ok(reading)
}

/// A part that holds text, and what it refers to.
#[derive(Debug)]
struct Part {
    tree: Tree,
    relations: Relations,
}

#[derive(Debug)]
struct Parts {
    document: Part,
    footnotes: Option<Part>,
    endnotes: Option<Part>,
    /// Headers, then footers.
    furniture: Vec<Part>,
    comments: Option<Tree>,
    styles: Option<Tree>,
    numbering: Option<Tree>,
    core: Option<Tree>,
    /// Data that other programs keep in the file.
    sources: Vec<Tree>,
}

/// Parts with data of other programs that are looked at.
const DATA: usize = 16;

fn parts(archive: &mut Archive) -> Result<Parts, Refusal> {
    let main = package::main_part(archive)?;
    let document = part(archive, &main)?.ok_or_else(refuse::no_document)?;
    let named = |kind: &str| package::of_kind(&document.relations, kind).map(str::to_owned);
    let (styles, numbering, comments) = (named("styles"), named("numbering"), named("comments"));
    let (footnotes, endnotes) = (named("footnotes"), named("endnotes"));
    let mut furniture = Vec::new();
    for kind in ["header", "footer"] {
        for relation in document.relations.values().filter(|it| it.kind == kind && !it.external) {
            furniture.extend(part(archive, &relation.target)?);
        }
    }
    let mut sources = Vec::new();
    for relation in document.relations.values().filter(|it| it.kind == "customXml" && !it.external).take(DATA) {
        // Whatever a program has put there: it is no part of the text, and a fault in it no fault of the text.
        sources.extend(tree(archive, &relation.target).ok().flatten());
    }
    let core = package::relations(archive, "")?;
    let core = package::of_kind(&core, "core-properties").map(str::to_owned);
    Ok(Parts {
        footnotes: optional(archive, footnotes, part)?,
        endnotes: optional(archive, endnotes, part)?,
        furniture,
        comments: optional(archive, comments, tree)?,
        styles: optional(archive, styles, tree)?,
        numbering: optional(archive, numbering, tree)?,
        core: optional(archive, core, tree)?,
        sources,
        document,
    })
}

fn optional<T>(
    archive: &mut Archive,
    name: Option<String>,
    read: impl Fn(&mut Archive, &str) -> Result<Option<T>, Refusal>,
) -> Result<Option<T>, Refusal> {
    name.map_or(Ok(None), |name| read(archive, &name))
}

fn part(archive: &mut Archive, name: &str) -> Result<Option<Part>, Refusal> {
    let Some(tree) = tree(archive, name)? else { return Ok(None) };
    Ok(Some(Part { tree, relations: package::relations(archive, name)? }))
}

fn tree(archive: &mut Archive, name: &str) -> Result<Option<Tree>, Refusal> {
    archive::read(archive, name)?.map(|bytes| xml::parse(&bytes, name)).transpose()
}
