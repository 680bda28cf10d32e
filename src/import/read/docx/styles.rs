//! `styles.xml`: what a paragraph's style makes of it, its chain of parents followed.

use std::collections::BTreeMap;

use super::look::{self, Said};
use super::names;
use super::xml::{Element, Space, Tree};
use crate::import::evidence::Role;

/// A style together with all that it inherits.
#[derive(Clone, Debug, Default)]
pub struct Style {
    pub role: Option<Role>,
    pub letters: Said,
    /// Number of a list, and the level in it.
    pub list: Option<(String, u32)>,
    /// A table of contents, made by the program.
    pub contents: bool,
    /// A further paragraph of a list's item.
    pub continues_item: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Styles {
    pub defaults: Said,
    all: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
}

/// Parents followed at most: a ring ends here.
const CHAIN: usize = 32;

pub fn read(tree: Option<&Tree>) -> Styles {
    let Some(tree) = tree else { return Styles::default() };
    let root = tree.root();
    let defaults = root.part("docDefaults").and_then(|it| it.part("rPrDefault")).and_then(look::properties);
    let mut out = Styles { defaults: look::said(defaults), ..Styles::default() };
    let written: BTreeMap<&str, Element> = root
        .children()
        .filter(|it| it.word() == "style")
        .filter_map(|it| Some((it.attribute("styleId")?, it)))
        .collect();
    for (id, style) in &written {
        if style.attribute("type") == Some("paragraph") && matches!(style.attribute("default"), Some("1" | "true")) {
            out.default_paragraph = Some((*id).to_owned());
        }
        out.all.insert((*id).to_owned(), inherit(id, *style, &written));
    }
    out
}

fn inherit(id: &str, style: Element, written: &BTreeMap<&str, Element>) -> Style {
    let mut out = Style::default();
    let mut outline = None;
    let mut level = None;
    let mut number = None;
    let mut next = Some((id, style));
    for _ in 0..CHAIN {
        let Some((id, style)) = next else { break };
        let name = style.value("name").unwrap_or(id);
        out.letters = look::over(&out.letters, &look::said(look::properties(style)));
        out.letters.code = out.letters.code.or(names::is_code(name).then_some(true));
        // The nearest name that means something counts: “Heading 1 without number” is based on “Heading 1”.
        out.role = out.role.or_else(|| names::role(name).or_else(|| names::role(id)));
        out.contents |= names::is_contents(name);
        out.continues_item |= names::continues_item(name);
        if let Some(properties) = style.part("pPr") {
            outline = outline.or_else(|| outline_level(properties));
            let list = properties.part("numPr");
            level = level.or_else(|| list.and_then(|it| it.value("ilvl")));
            number = number.or_else(|| list.and_then(|it| it.value("numId")));
        }
        next = style.value("basedOn").and_then(|parent| written.get_key_value(parent)).map(|(id, it)| (*id, *it));
    }
    if let Some(depth) = outline.filter(|_| !matches!(out.role, Some(Role::Title | Role::Standfirst))) {
        // An outline level of 9 is the standard's word for “no heading”.
        out.role = if depth < 9 { Some(Role::Heading(heading(depth))) } else { out.role.filter(|it| !is_heading(it)) };
    }
    out.list = number.map(|it| (it.to_owned(), level.and_then(|it| it.parse().ok()).unwrap_or(0)));
    out
}

fn is_heading(role: &Role) -> bool {
    matches!(role, Role::Heading(_))
}

/// Word counts its levels from 0 and has nine.
pub fn heading(level: u32) -> u8 {
    u8::try_from(level.min(5) + 1).unwrap_or(6)
}

/// `w:outlineLvl` of a `w:pPr`.
pub fn outline_level(properties: Element) -> Option<u32> {
    properties.child(Space::Word, "outlineLvl")?.attribute("val")?.parse().ok()
}

/// The style of this id; without one, the style of all paragraphs that name none.
pub fn paragraph(styles: &Styles, id: Option<&str>) -> Style {
    let id = id.or(styles.default_paragraph.as_deref());
    id.and_then(|id| styles.all.get(id)).cloned().unwrap_or_else(|| {
        // A style that the file does not describe still has its name.
        let name = id.unwrap_or_default();
        let (contents, continues_item) = (names::is_contents(name), names::continues_item(name));
        Style { role: names::role(name), contents, continues_item, ..Style::default() }
    })
}

/// What a style of letters says.
pub fn letters(styles: &Styles, id: &str) -> Said {
    styles.all.get(id).map(|style| style.letters.clone()).unwrap_or_default()
}
