//! What a page's own style sheet says of letters. Word processors on the web have no other sign for bold and italics
//! than classes: `.c3{font-weight:700}`.
//!
//! Only rules for one class are read, and only what concerns letters.

use std::collections::HashMap;

use super::tree::{DOCUMENT, Tree};

#[derive(Clone, Debug, Default)]
pub struct Sheet(HashMap<String, Style>);

#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub raised: bool,
}

/// Letters of style sheets that are looked at.
const MOST: usize = 1 << 20;
/// Classes of one element that are looked at.
const CLASSES: usize = 16;

pub fn read(tree: &Tree) -> Sheet {
    let mut out = Sheet::default();
    let mut rest = MOST;
    for id in tree.all(DOCUMENT).filter(|id| tree.name(*id) == "style") {
        let text = tree.text(id);
        let Some(left) = rest.checked_sub(text.len()) else { break };
        rest = left;
        for rule in text.split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            for selector in selectors.split(',') {
                let name = selector.trim().strip_prefix('.').unwrap_or_default();
                if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
                    declare(declarations, out.0.entry(name.to_owned()).or_default());
                }
            }
        }
    }
    out.0.retain(|_, style| style.bold.is_some() || style.italic.is_some() || style.raised);
    out
}

fn declare(declarations: &str, style: &mut Style) {
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        match (name.trim(), value.trim()) {
            ("font-weight", value) => {
                style.bold = Some(matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900"));
            }
            ("font-style", value) => style.italic = Some(matches!(value, "italic" | "oblique")),
            ("vertical-align", "super") => style.raised = true,
            _ => {}
        }
    }
}

impl Sheet {
    /// What the classes of an element say.
    pub fn of<'s>(&'s self, classes: &'s str) -> impl Iterator<Item = Style> + 's {
        let classes = if self.0.is_empty() { "" } else { classes };
        classes.split_ascii_whitespace().take(CLASSES).filter_map(|name| self.0.get(name).copied())
    }
}
