//! Pieces of a citation while it is put together: text, and the look that the elements around it gave it.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign};

use crate::model::work::Run;

/// What an element says about the look of its text. The innermost that says anything wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub italic: Option<bool>,
    pub bold: Option<bool>,
    pub small_caps: Option<bool>,
    pub raised: Option<Raised>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    No,
    Up,
    Down,
}

impl Look {
    pub fn of(formatting: Formatting) -> Self {
        Self {
            // What a style underlines is set in italics: on a page of the web, a line under words is a link.
            italic: match (formatting.font_style, formatting.text_decoration) {
                (Some(style), _) => Some(style == FontStyle::Italic),
                (None, Some(TextDecoration::Underline)) => Some(true),
                (None, _) => None,
            },
            bold: formatting.font_weight.map(|weight| weight == FontWeight::Bold),
            small_caps: formatting.font_variant.map(|variant| variant == FontVariant::SmallCaps),
            raised: formatting.vertical_align.map(|align| match align {
                VerticalAlign::Sup => Raised::Up,
                VerticalAlign::Sub => Raised::Down,
                VerticalAlign::None | VerticalAlign::Baseline => Raised::No,
            }),
        }
    }

    fn inside(self, outer: Self) -> Self {
        Self {
            italic: self.italic.or(outer.italic),
            bold: self.bold.or(outer.bold),
            small_caps: self.small_caps.or(outer.small_caps),
            raised: self.raised.or(outer.raised),
        }
    }
}

/// A piece of text that stands together in the style or in the work. Marks that meet where two pieces join are merged;
/// those inside a piece are the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frag {
    pub text: String,
    pub look: Look,
    /// The end of a value with a sign of its own, such as the full stop of an abbreviation.
    pub verbatim: bool,
}

impl Frag {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: Look::default(), verbatim: false }
    }

    pub fn into_run(self) -> Run {
        Run {
            text: self.text,
            italic: self.look.italic == Some(true),
            bold: self.look.bold == Some(true),
            small_caps: self.look.small_caps == Some(true),
            superscript: self.look.raised == Some(Raised::Up),
            subscript: self.look.raised == Some(Raised::Down),
            link: None,
            cite: None,
        }
    }
}

/// What an element gave, and what it asked the work for.
#[derive(Clone, Debug, Default)]
pub struct Out {
    pub frags: Vec<Frag>,
    /// A variable was asked for.
    pub asked: bool,
    /// One that was asked for is there.
    pub found: bool,
}

impl Out {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let frags = if text.is_empty() { Vec::new() } else { vec![Frag::new(text)] };
        Self { frags, asked: false, found: false }
    }

    /// Of a variable.
    pub fn value(text: impl Into<String>) -> Self {
        let out = Self::text(text);
        Self { asked: true, found: !out.is_empty(), ..out }
    }

    /// A variable that is not there.
    pub fn missing() -> Self {
        Self { asked: true, ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.frags.iter().all(|frag| frag.text.is_empty())
    }

    pub fn look(mut self, look: Look) -> Self {
        for frag in &mut self.frags {
            frag.look = frag.look.inside(look);
        }
        self
    }

    /// Words before and after, where there is anything between them.
    pub fn affixed(mut self, prefix: Option<&str>, suffix: Option<&str>) -> Self {
        if self.is_empty() {
            return self;
        }
        if let Some(prefix) = prefix.filter(|prefix| !prefix.is_empty()) {
            self.frags.insert(0, Frag::new(prefix));
        }
        if let Some(suffix) = suffix.filter(|suffix| !suffix.is_empty()) {
            self.frags.push(Frag::new(suffix));
        }
        self
    }

    /// One after the other, without what is empty.
    pub fn join(parts: impl IntoIterator<Item = Out>, delimiter: &str) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.asked |= part.asked;
            all.found |= part.found;
            if part.is_empty() {
                continue;
            }
            if !all.frags.is_empty() && !delimiter.is_empty() {
                all.frags.push(Frag::new(delimiter));
            }
            all.frags.extend(part.frags);
        }
        all
    }

    pub fn plain(&self) -> String {
        self.frags.iter().map(|frag| frag.text.as_str()).collect()
    }
}
