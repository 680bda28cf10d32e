//! How letters look: what a style says, what a run says itself, and which of them counts.

use super::xml::{Element, Space};

/// What one place (defaults, a style, a run) says of letters; `None` where it is silent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub small_caps: Option<bool>,
    pub strikethrough: Option<bool>,
    pub hidden: Option<bool>,
    pub raised: Option<Raised>,
    /// In points.
    pub size: Option<f32>,
    pub language: Option<String>,
    pub font: Option<String>,
    pub code: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    No,
    Superscript,
    Subscript,
}

/// Reads a `w:rPr`. Its former state (`w:rPrChange`) is a child of its own and is not looked into.
pub fn said(properties: Option<Element>) -> Said {
    let mut out = Said::default();
    for property in properties.into_iter().flat_map(Element::children) {
        let value = property.attribute("val");
        match property.word() {
            "b" => out.bold = Some(on(property)),
            "i" => out.italic = Some(on(property)),
            "smallCaps" => out.small_caps = Some(on(property)),
            "strike" | "dstrike" => out.strikethrough = Some(on(property)),
            "vanish" => out.hidden = Some(on(property)),
            "vertAlign" => {
                out.raised = Some(match value {
                    Some("superscript") => Raised::Superscript,
                    Some("subscript") => Raised::Subscript,
                    _ => Raised::No,
                });
            }
            "sz" => out.size = value.and_then(|value| value.parse().ok()).map(|half: f32| half / 2.0),
            "lang" => out.language = value.filter(|it| !it.is_empty() && !it.starts_with("x-")).map(str::to_owned),
            "rFonts" => {
                let font = property.attribute("ascii").or_else(|| property.attribute("hAnsi"));
                out.font = font.map(str::to_owned);
            }
            _ => {}
        }
    }
    out
}

/// A property without a value is on.
pub fn on(property: Element) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off" | "none"))
}

/// What counts where `nearer` may overrule `farther`.
pub fn over(nearer: &Said, farther: &Said) -> Said {
    Said {
        bold: nearer.bold.or(farther.bold),
        italic: nearer.italic.or(farther.italic),
        small_caps: nearer.small_caps.or(farther.small_caps),
        strikethrough: nearer.strikethrough.or(farther.strikethrough),
        hidden: nearer.hidden.or(farther.hidden),
        raised: nearer.raised.or(farther.raised),
        size: nearer.size.or(farther.size),
        language: nearer.language.clone().or_else(|| farther.language.clone()),
        font: nearer.font.clone().or_else(|| farther.font.clone()),
        code: nearer.code.or(farther.code),
    }
}

/// A style of letters inside a style of paragraphs: bold in bold is not bold (the standard's “toggle properties”).
pub fn toggled(letters: &Said, paragraph: &Said) -> Said {
    let either = |a: Option<bool>, b: Option<bool>| match (a, b) {
        (Some(true), Some(true)) => Some(false),
        (a, b) => a.or(b),
    };
    Said {
        bold: either(letters.bold, paragraph.bold),
        italic: either(letters.italic, paragraph.italic),
        small_caps: either(letters.small_caps, paragraph.small_caps),
        ..over(letters, paragraph)
    }
}

/// `w:rPr` of a run or of a style.
pub fn properties(element: Element) -> Option<Element> {
    element.child(Space::Word, "rPr")
}
