//! The tree of tags: what a tagged document says that its parts are, and in which order they are read.

use super::places::{catalog, string};
use crate::import::limits;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub struct Tags {
    /// In the order of the tree.
    pub blocks: Vec<Block>,
    leaves: HashMap<(ObjectIdentifier, u32), u32>,
    /// There are more elements than are read.
    pub over: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: Kind,
    /// What a picture shows, in words.
    pub alternative: Option<String>,
    /// The item or note that it is a further paragraph of.
    pub inside: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Paragraph,
    Title,
    Heading(u8),
    Item {
        depth: u8,
    },
    Cell {
        table: u32,
        row: u32,
        column: u32,
        header: bool,
    },
    Caption,
    Note,
    Quote,
    Figure,
    /// Grouped, and nothing else.
    Other,
}

/// What an element takes over from those around it.
#[derive(Clone, Debug, Default)]
struct Around {
    page: Option<ObjectIdentifier>,
    block: Option<u32>,
    lists: u8,
    table: Option<u32>,
    quoted: bool,
    /// The item or note whose first paragraph is its own block.
    opens: Option<u32>,
}

struct Walk<'a> {
    tags: Tags,
    seen: HashSet<usize>,
    roles: Dict<'a>,
    tables: u32,
    cell: (u32, u32),
    /// Blocks that have a paragraph already.
    opened: HashSet<u32>,
    /// The block of a label that stands before its paragraph, outside of an item: browsers write lists so.
    label: Option<u32>,
    /// The same, and how deep it stands, until what it stands in ends.
    listed: Option<(u32, usize)>,
}

impl Tags {
    pub fn read(pdf: &Pdf) -> Option<Tags> {
        let root = catalog(pdf).get::<Dict<'_>>("StructTreeRoot")?;
        let mut walk = Walk {
            tags: Tags::default(),
            seen: HashSet::new(),
            roles: root.get::<Dict<'_>>("RoleMap").unwrap_or_default(),
            tables: 0,
            cell: (0, 0),
            opened: HashSet::new(),
            label: None,
            listed: None,
        };
        walk.kids(&root, &Around::default(), 0);
        (walk.tags.over || !walk.tags.leaves.is_empty()).then_some(walk.tags)
    }

    pub fn block(&self, page: ObjectIdentifier, tag: u32) -> Option<u32> {
        self.leaves.get(&(page, tag)).copied()
    }
}

impl Walk<'_> {
    fn kids(&mut self, element: &Dict<'_>, around: &Around, depth: usize) {
        match element.get_raw::<Object<'_>>("K") {
            Some(MaybeRef::NotRef(Object::Array(kids))) => self.all(&kids, around, depth),
            _ => match element.get::<Object<'_>>("K") {
                Some(Object::Array(kids)) => self.all(&kids, around, depth),
                Some(kid) => self.kid(kid, around, depth),
                None => {}
            },
        }
    }

    fn all(&mut self, kids: &Array<'_>, around: &Around, depth: usize) {
        for kid in kids.iter::<Object<'_>>() {
            self.kid(kid, around, depth);
        }
    }

    fn kid(&mut self, kid: Object<'_>, around: &Around, depth: usize) {
        match kid {
            Object::Number(number) => self.leaf(u32::try_from(number.as_i64()).ok(), around),
            Object::Dict(dictionary) => match dictionary.get::<Name<'_>>("Type").as_deref() {
                Some(b"MCR") => {
                    let page = dictionary.get_ref("Pg").map(Into::into).or(around.page);
                    // What stands in a drawing has numbers of its own.
                    if !dictionary.contains_key("Stm") {
                        let tag = dictionary.get::<i32>("MCID").and_then(|id| u32::try_from(id).ok());
                        self.leaf(tag, &Around { page, ..around.clone() });
                    }
                }
                Some(b"OBJR") => {}
                _ if self.seen.len() >= limits::TAGS => self.tags.over = true,
                _ if depth < limits::DEPTH && self.seen.insert(dictionary.data().as_ptr().addr()) => {
                    self.element(&dictionary, around, depth + 1);
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn leaf(&mut self, tag: Option<u32>, around: &Around) {
        if let (Some(page), Some(tag)) = (around.page, tag) {
            let block = around.block.or_else(|| self.open(Kind::Other, None));
            if let Some(block) = block {
                self.tags.leaves.insert((page, tag), block);
            }
        }
    }

    fn open(&mut self, kind: Kind, alternative: Option<String>) -> Option<u32> {
        let number = u32::try_from(self.tags.blocks.len()).ok()?;
        self.tags.blocks.push(Block { kind, alternative, inside: None });
        Some(number)
    }

    fn element(&mut self, element: &Dict<'_>, around: &Around, depth: usize) {
        let role = self.role(element);
        let mut inner = around.clone();
        if let Some(page) = element.get_ref("Pg") {
            inner.page = Some(page.into());
        }
        let level = |from: u8| if around.quoted { Kind::Quote } else { Kind::Heading(from) };
        let grouped = around
            .block
            .is_none_or(|block| self.tags.blocks.get(block as usize).is_none_or(|block| block.kind == Kind::Other));
        let label = self.label.take();
        self.listed = self.listed.filter(|&(_, at)| depth >= at);
        let kind = match role.as_slice() {
            // What only groups, inside a paragraph, groups words.
            b"Div" | b"Sect" | b"Art" | b"Part" | b"NonStruct" | b"Private" if !grouped => {
                return self.kids(element, &inner, depth);
            }
            b"Lbl" if grouped && around.opens.is_none() => {
                inner.block = self.open(Kind::Item { depth: around.lists.saturating_sub(1) }, None);
                self.kids(element, &inner, depth);
                self.label = inner.block;
                self.listed = inner.block.map(|block| (block, depth));
                return;
            }
            b"P" if label.is_some() => {
                inner.block = label;
                return self.kids(element, &inner, depth);
            }
            b"P" if around.opens.is_some_and(|block| self.opened.insert(block)) => {
                inner.block = around.opens;
                return self.kids(element, &inner, depth);
            }
            b"P" if around.table.is_some() && around.block.is_some() => return self.kids(element, &inner, depth),
            b"P" if around.quoted => Kind::Quote,
            b"P" => Kind::Paragraph,
            b"H" | b"H1" => level(1),
            [b'H', digit @ b'2'..=b'6'] => level(digit - b'0'),
            b"Title" => Kind::Title,
            b"Caption" => Kind::Caption,
            b"Note" | b"FENote" | b"Footnote" | b"Endnote" => Kind::Note,
            b"BlockQuote" => {
                inner.quoted = true;
                Kind::Quote
            }
            b"Figure" => Kind::Figure,
            b"L" => {
                inner.lists = around.lists.saturating_add(1);
                Kind::Other
            }
            b"LI" => Kind::Item { depth: around.lists.saturating_sub(1) },
            b"LBody" | b"Lbl" if around.opens.is_some() => return self.kids(element, &inner, depth),
            b"Table" => {
                inner.table = Some(self.tables);
                self.tables += 1;
                self.cell = (0, 0);
                Kind::Other
            }
            b"TR" => {
                self.kids(element, &inner, depth);
                self.cell = (self.cell.0 + 1, 0);
                return;
            }
            b"TH" | b"TD" if around.table.is_some() => {
                let (row, column) = self.cell;
                self.cell.1 += 1;
                Kind::Cell { table: around.table.unwrap_or(0), row, column, header: role == b"TH" }
            }
            b"Document" | b"DocumentFragment" | b"Part" | b"Art" | b"Sect" | b"Div" | b"Aside" | b"NonStruct"
            | b"Private" | b"TOC" | b"TOCI" | b"Index" | b"THead" | b"TBody" | b"TFoot" => Kind::Other,
            // Words inside a paragraph: spans, links, references.
            _ => return self.kids(element, &inner, depth),
        };
        let alternative = string(element, "Alt");
        let own = self.open(kind, alternative);
        inner.block = own;
        if let (Kind::Paragraph, Some(block)) = (kind, self.tags.blocks.last_mut()) {
            block.inside = around.opens.or(self.listed.filter(|&(_, at)| at == depth).map(|(block, _)| block));
        }
        inner.opens = matches!(kind, Kind::Item { .. } | Kind::Note).then_some(own).flatten();
        self.kids(element, &inner, depth);
    }

    fn role(&self, element: &Dict<'_>) -> Vec<u8> {
        let mut role = element.get::<Name<'_>>("S").map(|name| name.to_vec()).unwrap_or_default();
        for _ in 0..8 {
            match self.roles.get::<Name<'_>>(&role) {
                Some(next) if next.as_ref() != role => role = next.to_vec(),
                _ => break,
            }
        }
        role
    }
}
