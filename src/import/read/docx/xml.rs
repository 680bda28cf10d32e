//! A part of the archive as a tree of elements, namespaces told apart by their addresses and not by their prefixes.
//!
//! No document type is read, so no entity can name a file or grow. The tree lies flat in vectors: dropping it needs no
//! recursion, and its depth is bounded.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::refuse;
use crate::import::limits;
use crate::import::read::Refusal;

/// The vocabularies of a Word file, each under its two addresses (the transitional and the strict one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// `w:`, the text.
    Word,
    /// `r:`, references to other parts.
    Relation,
    /// `a:`, drawings.
    Drawing,
    /// `wp:`, where a drawing stands.
    Anchor,
    /// `wps:`, shapes with text.
    Shape,
    /// `v:`, drawings before 2010.
    Vml,
    /// `o:`
    Office,
    /// `mc:`, the same thing said for several versions.
    Compatibility,
    /// `m:`
    Math,
    /// `c:`
    Chart,
    /// `dgm:`
    Diagram,
    /// `b:`, Word's own list of works.
    Bibliography,
    /// `dc:`
    DublinCore,
    Other,
}

fn space(address: &str) -> Space {
    let strict = address.strip_prefix("http://purl.oclc.org/ooxml/");
    let transitional = address.strip_prefix("http://schemas.openxmlformats.org/");
    match (strict, transitional) {
        (Some("wordprocessingml/main"), _) | (_, Some("wordprocessingml/2006/main")) => Space::Word,
        (Some("officeDocument/relationships"), _) | (_, Some("officeDocument/2006/relationships")) => Space::Relation,
        (Some("drawingml/main"), _) | (_, Some("drawingml/2006/main")) => Space::Drawing,
        (Some("drawingml/wordprocessingDrawing"), _) | (_, Some("drawingml/2006/wordprocessingDrawing")) => {
            Space::Anchor
        }
        (Some("drawingml/chart"), _) | (_, Some("drawingml/2006/chart")) => Space::Chart,
        (Some("drawingml/diagram"), _) | (_, Some("drawingml/2006/diagram")) => Space::Diagram,
        (Some("officeDocument/bibliography"), _) | (_, Some("officeDocument/2006/bibliography")) => Space::Bibliography,
        (Some("officeDocument/math"), _) | (_, Some("officeDocument/2006/math")) => Space::Math,
        (_, Some("markup-compatibility/2006")) => Space::Compatibility,
        _ => match address {
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => Space::Shape,
            "urn:schemas-microsoft-com:vml" => Space::Vml,
            "urn:schemas-microsoft-com:office:office" => Space::Office,
            "http://purl.org/dc/elements/1.1/" => Space::DublinCore,
            _ => Space::Other,
        },
    }
}

#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    names: Vec<Box<str>>,
}

#[derive(Debug)]
struct Node {
    space: Space,
    name: u32,
    /// Where its attributes begin; they end where the next element's begin.
    attributes: u32,
    attributes_end: u32,
    first: u32,
    next: u32,
    text: Option<Box<str>>,
}

#[derive(Debug)]
struct Attribute {
    /// `None` without a prefix.
    space: Option<Space>,
    name: u32,
    value: Box<str>,
}

const NONE: u32 = u32::MAX;

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Element<'t> {
    tree: &'t Tree,
    at: u32,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.at == other.at
    }
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node {
        &self.tree.nodes[self.at as usize]
    }

    pub fn space(self) -> Space {
        self.node().space
    }

    /// Without its prefix.
    pub fn name(self) -> &'t str {
        &self.tree.names[self.node().name as usize]
    }

    pub fn is(self, space: Space, name: &str) -> bool {
        self.space() == space && self.name() == name
    }

    /// A `w:` element's name; empty for others.
    pub fn word(self) -> &'t str {
        if self.space() == Space::Word { self.name() } else { "" }
    }

    pub fn children(self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.nodes().filter(|child| child.node().text.is_none())
    }

    fn nodes(self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let tree = self.tree;
        let first = Some(self.node().first).filter(|at| *at != NONE);
        std::iter::successors(first, move |at| Some(tree.nodes[*at as usize].next).filter(|at| *at != NONE))
            .map(move |at| Element { tree, at })
    }

    pub fn child(self, space: Space, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.is(space, name))
    }

    /// The `w:` child of this name.
    pub fn part(self, name: &str) -> Option<Element<'t>> {
        self.child(Space::Word, name)
    }

    /// An attribute of the element's own vocabulary, with or without the prefix.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let own = self.space();
        self.find(|space| space.is_none_or(|space| space == own), name)
    }

    /// An attribute of another vocabulary: `r:embed`.
    pub fn attribute_of(self, space: Space, name: &str) -> Option<&'t str> {
        self.find(|found| found == Some(space), name)
    }

    fn find(self, fits: impl Fn(Option<Space>) -> bool, name: &str) -> Option<&'t str> {
        let node = self.node();
        let all = &self.tree.attributes[node.attributes as usize..node.attributes_end as usize];
        let found = all.iter().find(|it| fits(it.space) && &*self.tree.names[it.name as usize] == name)?;
        Some(&found.value)
    }

    /// `w:val` of the `w:` child of this name.
    pub fn value(self, name: &str) -> Option<&'t str> {
        self.part(name)?.attribute("val")
    }

    /// The letters directly in it.
    pub fn text(self) -> String {
        self.nodes().filter_map(|node| node.node().text.as_deref()).collect()
    }

    /// It and all elements inside it, in the order of the document.
    pub fn all(self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let element = waiting.pop()?;
            let first = waiting.len();
            waiting.extend(element.children());
            waiting[first..].reverse();
            Some(element)
        })
    }
}

impl Tree {
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }
}

/// `part` is the name under which a fault is told.
pub fn parse(bytes: &[u8], part: &str) -> Result<Tree, Refusal> {
    parse_within(bytes, part, limits::NODES)
}

/// Of at most so many elements and texts.
fn parse_within(bytes: &[u8], part: &str, most: usize) -> Result<Tree, Refusal> {
    let text = decode(bytes).ok_or_else(|| refuse::bad_part(part))?;
    let mut reader = Reader::from_str(&text);
    let mut making = Making { most, ..Making::default() };
    loop {
        match reader.read_event().map_err(|_| refuse::bad_part(part))? {
            Event::Start(tag) => open(&mut making, &tag, part)?,
            Event::Empty(tag) => {
                open(&mut making, &tag, part)?;
                close(&mut making);
            }
            Event::End(_) => close(&mut making),
            Event::Text(text) => making.text.push_str(&text.xml_content().map_err(|_| refuse::bad_part(part))?),
            Event::CData(text) => making.text.push_str(&text.decode().map_err(|_| refuse::bad_part(part))?),
            Event::GeneralRef(reference) => refer(&mut making, &reference),
            Event::DocType(_) => return Err(refuse::doctype(part)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if making.tree.nodes.is_empty() || !making.open.is_empty() {
        return Err(refuse::bad_part(part));
    }
    Ok(making.tree)
}

/// UTF-8, or UTF-16 as its first bytes say: XML of Office knows no other.
fn decode(bytes: &[u8]) -> Option<String> {
    let (text, _, faulty) = encoding_rs::UTF_8.decode(bytes);
    (!faulty).then(|| text.into_owned())
}

#[derive(Debug, Default)]
struct Making {
    tree: Tree,
    names: HashMap<Box<str>, u32>,
    /// Open elements: the node, its last child so far, how many prefixes it declared.
    open: Vec<(u32, u32, usize)>,
    /// The meanings of each prefix, the innermost last.
    prefixes: HashMap<Box<str>, Vec<Space>>,
    declared: Vec<Box<str>>,
    text: String,
    /// Elements and texts in all.
    most: usize,
}

fn open(making: &mut Making, tag: &BytesStart, part: &str) -> Result<(), Refusal> {
    flush(making);
    if making.open.len() >= limits::DEPTH {
        return Err(refuse::too_deep(part));
    }
    if making.tree.nodes.len() >= making.most {
        return Err(refuse::too_many_elements(part));
    }
    let bad = || refuse::bad_part(part);
    let mut written = Vec::new();
    let mut declared = 0;
    // Repeated attributes are not looked for: that takes the square of their number.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| bad())?;
        let key = std::str::from_utf8(attribute.key.as_ref()).map_err(|_| bad())?;
        let value = attribute.unescape_value().map_err(|_| bad())?;
        let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
        if let Some(prefix) = prefix {
            making.prefixes.entry(prefix.into()).or_default().push(space(&value));
            making.declared.push(prefix.into());
            declared += 1;
        } else if !key.contains(":rsid") {
            written.push((key.to_owned(), Box::<str>::from(value)));
        }
    }
    let attributes = u32::try_from(making.tree.attributes.len()).map_err(|_| bad())?;
    for (key, value) in written {
        let (space, name) = match key.split_once(':') {
            Some((prefix, name)) => (Some(meaning(making, prefix)), name),
            None => (None, key.as_str()),
        };
        let name = intern(making, name);
        making.tree.attributes.push(Attribute { space, name, value });
    }
    let name = tag.name();
    let name = std::str::from_utf8(name.as_ref()).map_err(|_| bad())?;
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let node = Node {
        space: meaning(making, prefix),
        name: intern(making, local),
        attributes,
        attributes_end: u32::try_from(making.tree.attributes.len()).map_err(|_| bad())?,
        first: NONE,
        next: NONE,
        text: None,
    };
    // A second root has no place in a part.
    if making.open.is_empty() && !making.tree.nodes.is_empty() {
        return Err(bad());
    }
    let at = append(making, node);
    making.open.push((at, NONE, declared));
    Ok(())
}

fn close(making: &mut Making) {
    flush(making);
    let Some((_, _, declared)) = making.open.pop() else { return };
    for _ in 0..declared {
        if let Some(meanings) = making.declared.pop().and_then(|prefix| making.prefixes.get_mut(&prefix)) {
            meanings.pop();
        }
    }
}

/// The five entities of XML and characters by number; others stay as they are written.
fn refer(making: &mut Making, reference: &BytesRef) {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        making.text.push(c);
        return;
    }
    let name = reference.decode().unwrap_or_default();
    match &*name {
        "amp" => making.text.push('&'),
        "lt" => making.text.push('<'),
        "gt" => making.text.push('>'),
        "quot" => making.text.push('"'),
        "apos" => making.text.push('\''),
        other => {
            making.text.push('&');
            making.text.push_str(other);
            making.text.push(';');
        }
    }
}

fn flush(making: &mut Making) {
    if making.text.is_empty() {
        return;
    }
    let text = std::mem::take(&mut making.text);
    if making.open.is_empty() {
        return;
    }
    let name = intern(making, "");
    let end = u32::try_from(making.tree.attributes.len()).unwrap_or(NONE);
    let text = Some(text.into_boxed_str());
    let node = Node { space: Space::Other, name, attributes: end, attributes_end: end, first: NONE, next: NONE, text };
    append(making, node);
}

fn append(making: &mut Making, node: Node) -> u32 {
    let at = u32::try_from(making.tree.nodes.len()).unwrap_or(NONE);
    making.tree.nodes.push(node);
    if let Some((parent, last, _)) = making.open.last_mut() {
        let before = if *last == NONE { *parent } else { *last };
        let node = &mut making.tree.nodes[before as usize];
        if *last == NONE {
            node.first = at;
        } else {
            node.next = at;
        }
        *last = at;
    }
    at
}

fn meaning(making: &Making, prefix: &str) -> Space {
    making.prefixes.get(prefix).and_then(|meanings| meanings.last()).copied().unwrap_or(Space::Other)
}

fn intern(making: &mut Making, name: &str) -> u32 {
    if let Some(at) = making.names.get(name) {
        return *at;
    }
    let at = u32::try_from(making.tree.names.len()).unwrap_or(NONE);
    making.tree.names.push(name.into());
    making.names.insert(name.into(), at);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_too_many_elements_is_refused() {
        let text = format!("<a>{}</a>", "<b>x</b>".repeat(10));
        assert!(parse_within(text.as_bytes(), "word/document.xml", 21).is_ok());
        let refusal = parse_within(text.as_bytes(), "word/document.xml", 19).unwrap_err();
        assert_eq!(refusal, refuse::too_many_elements("word/document.xml"));
        assert_eq!(refusal.cause, "its part `word/document.xml` has more than 4000000 elements");
    }
}
