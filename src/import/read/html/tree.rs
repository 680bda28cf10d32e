//! A page as a tree that lies flat in a vector: no recursion drops it, and its depth is known.

use std::borrow::Cow;

pub type Id = usize;
pub const NONE: Id = usize::MAX;
pub const DOCUMENT: Id = 0;

#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: Vec<Node>,
}

#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    pub parent: Id,
    pub first: Id,
    pub last: Id,
    pub before: Id,
    pub after: Id,
    /// Line of the markup where it begins.
    pub line: u32,
    pub depth: u32,
}

#[derive(Debug)]
pub enum Kind {
    Element {
        name: Box<str>,
        attributes: Vec<(Box<str>, Box<str>)>,
    },
    Text(String),
    /// The document, comments, contents of templates.
    Other,
}

impl Tree {
    /// An element's name; empty for everything else.
    pub fn name(&self, id: Id) -> &str {
        match &self.nodes[id].kind {
            Kind::Element { name, .. } => name,
            _ => "",
        }
    }

    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].kind {
            Kind::Element { attributes, .. } => {
                attributes.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    pub fn letters(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id].parent)
    }

    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(some(self.nodes[id].first), |id| some(self.nodes[*id].after))
    }

    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// It and everything in it, in the order of the page.
    pub fn all(&self, root: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(root), move |id| self.next(*id, root, true))
    }

    /// What follows `id` inside `root`; what is in `id` is passed over unless `into`.
    pub fn next(&self, id: Id, root: Id, into: bool) -> Option<Id> {
        if into && self.nodes[id].first != NONE {
            return Some(self.nodes[id].first);
        }
        let mut at = id;
        while at != root {
            if self.nodes[at].after != NONE {
                return Some(self.nodes[at].after);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// All letters in it, spaces as they are.
    pub fn text(&self, id: Id) -> String {
        self.all(id).filter_map(|id| self.letters(id)).collect()
    }

    /// The first of this name, it included.
    pub fn find(&self, root: Id, name: &str) -> Option<Id> {
        self.all(root).find(|id| self.name(*id) == name)
    }
}

pub fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

/// One space for every stretch of spaces, none at the ends.
pub fn tidy(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether an element stands in a line of text; what nobody knows does.
pub fn is_inline(name: &str) -> bool {
    !matches!(
        name,
        "" | "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "noframes"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "xmp"
    )
}

pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
