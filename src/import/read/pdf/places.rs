//! Where the parts of a document lead to: pages by their objects, and names of places.

use super::text;
use crate::import::limits;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as Text};
use std::collections::{HashMap, HashSet};

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// From 0.
    pub page: usize,
    /// From the top of the page as it is read, where the document says it.
    pub y: Option<f64>,
}

#[derive(Debug, Default)]
pub struct Places {
    pages: HashMap<ObjectIdentifier, usize>,
    names: HashMap<String, Spot>,
}

pub fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default()
}

impl Places {
    pub fn read(pdf: &Pdf) -> Places {
        let pages =
            pdf.pages().iter().enumerate().filter_map(|(index, page)| Some((page.raw().obj_id()?, index))).collect();
        let mut places = Places { pages, names: HashMap::new() };
        let catalog = catalog(pdf);
        if let Some(names) = catalog.get::<Dict<'_>>("Dests") {
            for (name, place) in names.entries().take(limits::TAGS) {
                if let Some(spot) = resolved(place, pdf).and_then(|place| places.spot(&place, pdf)) {
                    places.names.insert(text::decode(&name), spot);
                }
            }
        }
        if let Some(tree) = catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("Dests")) {
            places.tree(tree, pdf);
        }
        places
    }

    pub fn page(&self, id: ObjectIdentifier) -> Option<usize> {
        self.pages.get(&id).copied()
    }

    pub fn named(&self, name: &str) -> Option<Spot> {
        self.names.get(name).copied()
    }

    /// The names of a tree: leaves hold names and places in turn.
    fn tree(&mut self, root: Dict<'_>, pdf: &Pdf) {
        let mut seen = HashSet::new();
        let mut left = vec![root];
        while let Some(node) = left.pop() {
            if !seen.insert(node.data().as_ptr().addr()) || seen.len() > limits::TAGS || self.names.len() > limits::TAGS
            {
                continue;
            }
            if let Some(kids) = node.get::<Array<'_>>("Kids") {
                left.extend(kids.iter::<Dict<'_>>());
            }
            let Some(leaves) = node.get::<Array<'_>>("Names") else { continue };
            let mut name = None;
            for object in leaves.iter::<Object<'_>>() {
                match (name.take(), object) {
                    (None, Object::String(text)) => name = Some(text::decode(&text)),
                    (Some(name), place) => {
                        if let Some(spot) = self.spot(&place, pdf) {
                            self.names.insert(name, spot);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// `[page /XYZ left top zoom]`, `[page /FitH top]`, or a dictionary that holds one.
    pub fn spot(&self, place: &Object<'_>, pdf: &Pdf) -> Option<Spot> {
        match place {
            Object::Array(parts) => {
                let page = match parts.raw_iter().next()? {
                    MaybeRef::Ref(id) => self.page(id.into())?,
                    MaybeRef::NotRef(object) => usize::try_from(object.into_i32()?).ok()?,
                };
                // The page itself may not be read as an object here: only what stands behind it counts.
                let parts: Vec<Option<Object<'_>>> =
                    parts.raw_iter().skip(1).take(5).map(|part| resolved(part, pdf)).collect();
                let part = |index: usize| parts.get(index).cloned().flatten();
                let number = |index: usize| part(index).and_then(Object::into_number).map(|number| number.as_f64());
                let top = match part(0).and_then(Object::into_name).as_deref() {
                    Some(b"XYZ") => number(2),
                    Some(b"FitH" | b"FitBH") => number(1),
                    Some(b"FitR") => number(4),
                    _ => None,
                };
                let shown = pdf.pages().get(page)?;
                let y =
                    top.map(|top| super::matrix::Matrix(shown.initial_transform(true).as_coeffs()).point(0.0, top).1);
                Some(Spot { page, y })
            }
            Object::Dict(dictionary) => match dictionary.get::<Object<'_>>("D")? {
                inner @ Object::Array(_) => self.spot(&inner, pdf),
                _ => None,
            },
            Object::String(name) => self.named(&text::decode(name)),
            Object::Name(name) => self.named(&text::decode(name)),
            _ => None,
        }
    }

    /// Where a link or a bookmark leads inside the document.
    pub fn target(&self, of: &Dict<'_>, pdf: &Pdf) -> Option<Spot> {
        if let Some(place) = of.get::<Object<'_>>("Dest") {
            return self.spot(&place, pdf);
        }
        let action = of.get::<Dict<'_>>("A")?;
        (action.get::<Name<'_>>("S").as_deref() == Some(b"GoTo")).then_some(())?;
        self.spot(&action.get::<Object<'_>>("D")?, pdf)
    }
}

/// The name of the place that a link leads to, if it has one.
pub fn target_name(of: &Dict<'_>) -> Option<String> {
    let place = of.get::<Object<'_>>("Dest").or_else(|| of.get::<Dict<'_>>("A")?.get::<Object<'_>>("D"))?;
    match place {
        Object::String(name) => Some(text::decode(&name)),
        Object::Name(name) => Some(text::decode(&name)),
        _ => None,
    }
}

fn resolved<'a>(object: MaybeRef<Object<'a>>, pdf: &'a Pdf) -> Option<Object<'a>> {
    match object {
        MaybeRef::NotRef(object) => Some(object),
        MaybeRef::Ref(id) => pdf.xref().get::<Object<'a>>(id.into()),
    }
}

/// A string of a dictionary, if it says something.
pub fn string(of: &Dict<'_>, key: &str) -> Option<String> {
    of.get::<Text<'_>>(key)
        .map(|text| text::decode(&text))
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
