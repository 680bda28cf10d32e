//! Markup to tree, as browsers do it (html5ever), within limits.
//!
//! The page is fed in small pieces, and between two of them the limits are looked at: a page made to nest without end
//! is refused before it takes time.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, ParseOpts, QualName, parse_document};

use super::refuse;
use super::tree::{DOCUMENT, Id, Kind, NONE, Node, Tree};
use crate::import::limits;
use crate::import::read::Refusal;

/// Bytes between two looks at the limits.
const PIECE: usize = 4096;

/// html5ever compares each attribute of an element with all before it. So many comparisons are allowed, and so many
/// more for each byte: real pages have a hundredth of that.
const COMPARISONS: u64 = 1_000_000_000;
const COMPARISONS_EACH: u64 = 200;

pub fn parse(text: &str) -> Result<Tree, Refusal> {
    parse_within(text, limits::NODES)
}

/// Of at most so many elements and texts.
fn parse_within(text: &str, most: usize) -> Result<Tree, Refusal> {
    if text.len() > limits::CHARACTERS {
        return Err(refuse::too_long());
    }
    // Without scripts, what stands in `noscript` is part of the page.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(sink(most), ParseOpts { tree_builder, ..ParseOpts::default() });
    let mut rest = text;
    let (mut seen, mut separators, mut comparisons) = (0, 0_u64, 0_u64);
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        parser.process(StrTendril::from_slice(piece));
        rest = after;
        let sink = &parser.tokenizer.sink.sink;
        if let Some(refusal) = sink.refusal.take() {
            return Err(refusal);
        }
        // Where the tree has not changed, the piece is still inside the same element's tag.
        let changes = sink.changes.get();
        if changes != seen {
            separators = 0;
            seen = changes;
        }
        let new =
            piece.bytes().filter(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'"' | b'\'')).count() as u64;
        comparisons += (separators + new).pow(2) - separators.pow(2);
        separators += new;
        if comparisons > COMPARISONS + COMPARISONS_EACH * text.len() as u64 {
            return Err(refuse::too_many_attributes());
        }
    }
    let sink = parser.finish();
    if let Some(refusal) = sink.refusal.take() {
        return Err(refusal);
    }
    let tree = sink.tree.into_inner();
    too_deep(&tree)?;
    Ok(tree)
}

/// The depth as it is in the end: elements may have been moved.
fn too_deep(tree: &Tree) -> Result<(), Refusal> {
    let mut depths = vec![0_usize; tree.nodes.len()];
    for id in tree.all(DOCUMENT) {
        depths[id] = tree.parent(id).map_or(0, |parent| depths[parent] + 1);
        if depths[id] > limits::DEPTH {
            return Err(refuse::too_deep());
        }
    }
    Ok(())
}

#[derive(Debug)]
struct Sink {
    tree: RefCell<Tree>,
    line: Cell<u64>,
    changes: Cell<u64>,
    refusal: RefCell<Option<Refusal>>,
    nameless: Rc<QualName>,
    /// Elements and texts in all.
    most: usize,
}

/// A node, and its name where it is an element.
#[derive(Clone, Debug)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

fn sink(most: usize) -> Sink {
    let nameless = Rc::new(QualName::new(None, Namespace::from(""), LocalName::from("")));
    let out = Sink {
        tree: RefCell::default(),
        line: Cell::new(1),
        changes: Cell::new(0),
        refusal: RefCell::new(None),
        nameless,
        most,
    };
    out.make(Kind::Other);
    out
}

impl Sink {
    fn make(&self, kind: Kind) -> Id {
        let mut tree = self.tree.borrow_mut();
        let id = tree.nodes.len();
        if id >= self.most {
            *self.refusal.borrow_mut() = Some(refuse::too_many_elements());
        }
        let line = u32::try_from(self.line.get()).unwrap_or(u32::MAX);
        tree.nodes.push(Node {
            kind,
            parent: NONE,
            first: NONE,
            last: NONE,
            before: NONE,
            after: NONE,
            line,
            depth: 0,
        });
        self.changes.set(self.changes.get() + 1);
        id
    }

    fn other(&self) -> Handle {
        Handle { id: self.make(Kind::Other), name: self.nameless.clone() }
    }

    fn detach(&self, id: Id) {
        let mut tree = self.tree.borrow_mut();
        let Node { parent, before, after, .. } = tree.nodes[id];
        if parent == NONE {
            return;
        }
        match before {
            NONE => tree.nodes[parent].first = after,
            before => tree.nodes[before].after = after,
        }
        match after {
            NONE => tree.nodes[parent].last = before,
            after => tree.nodes[after].before = before,
        }
        let node = &mut tree.nodes[id];
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
    }

    /// Puts `id` into `parent` before `after`; at its end where that is `NONE`.
    fn attach(&self, parent: Id, id: Id, after: Id) {
        self.detach(id);
        let mut tree = self.tree.borrow_mut();
        let before = if after == NONE { tree.nodes[parent].last } else { tree.nodes[after].before };
        match before {
            NONE => tree.nodes[parent].first = id,
            before => tree.nodes[before].after = id,
        }
        match after {
            NONE => tree.nodes[parent].last = id,
            after => tree.nodes[after].before = id,
        }
        let depth = tree.nodes[parent].depth + 1;
        let node = &mut tree.nodes[id];
        (node.parent, node.before, node.after, node.depth) = (parent, before, after, depth);
        if depth as usize > limits::DEPTH {
            *self.refusal.borrow_mut() = Some(refuse::too_deep());
        }
    }

    fn insert(&self, parent: Id, child: NodeOrText<Handle>, after: Id) {
        match child {
            NodeOrText::AppendNode(child) => self.attach(parent, child.id, after),
            NodeOrText::AppendText(text) => {
                let before = {
                    let tree = self.tree.borrow();
                    if after == NONE { tree.nodes[parent].last } else { tree.nodes[after].before }
                };
                if before != NONE
                    && let Kind::Text(letters) = &mut self.tree.borrow_mut().nodes[before].kind
                {
                    letters.push_str(&text);
                    self.changes.set(self.changes.get() + 1);
                    return;
                }
                let id = self.make(Kind::Text(text.to_string()));
                self.attach(parent, id, after);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: DOCUMENT, name: self.nameless.clone() }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes.iter().map(written).collect();
        let id = self.make(Kind::Element { name: Box::from(&*name.local), attributes });
        Handle { id, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, child, NONE);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().nodes[element.id].parent;
        if parent == NONE {
            self.insert(previous.id, child, NONE);
        } else {
            self.insert(parent, child, element.id);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Nothing in a template is shown, so its contents hang nowhere; their depth is counted all the same.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        let out = self.other();
        let mut tree = self.tree.borrow_mut();
        tree.nodes[out.id].depth = tree.nodes[target.id].depth;
        out
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().nodes[sibling.id].parent;
        if parent != NONE {
            self.insert(parent, child, sibling.id);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, new: Vec<Attribute>) {
        if let Kind::Element { attributes, .. } = &mut self.tree.borrow_mut().nodes[target.id].kind {
            for attribute in &new {
                let attribute = written(attribute);
                // `html` and `body` may come again and again with ever new attributes.
                if attributes.len() < 100 && attributes.iter().all(|(name, _)| *name != attribute.0) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let first = self.tree.borrow().nodes[node.id].first;
            if first == NONE {
                break;
            }
            self.attach(new_parent.id, first, NONE);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }
}

/// Name and value; `epub:type` keeps its prefix, which HTML takes for a part of the name.
fn written(attribute: &Attribute) -> (Box<str>, Box<str>) {
    (Box::from(&*attribute.name.local), Box::from(&*attribute.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_too_many_elements_is_refused() {
        let text = "<p>x".repeat(100);
        assert!(parse_within(&text, 300).is_ok());
        let refusal = parse_within(&text, 150).unwrap_err();
        assert_eq!(refusal, refuse::too_many_elements());
        assert_eq!(refusal.cause, "the page has more than 4000000 elements");
    }

    #[test]
    fn a_page_that_is_too_long_is_not_read() {
        let refusal = parse(&" ".repeat(limits::CHARACTERS + 1)).unwrap_err();
        assert_eq!(refusal.cause, "the page is longer than 64 million characters");
    }
}
