//! The styles of a site: its own, and those that briefings ask for by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::formatting::Formatting;
use super::memo::Memo;
use super::style::Style;
use crate::model::cite::{Formatter, Styles};
use crate::model::config::{Dialect, Ibid};
use crate::model::work::Work;

/// Styles by their names, ready to format the works of a site. What they have worded goes into one memo.
#[derive(Debug)]
pub struct Shelf {
    own: Formatting,
    named: BTreeMap<String, Formatting>,
}

impl Shelf {
    /// `named` are the styles that briefings ask for, under the names that they ask by.
    pub fn new(own: Style, named: BTreeMap<String, Style>, works: &[Arc<Work>], memo: Memo, ibid: Ibid) -> Self {
        let memo = Arc::new(memo);
        let at_work = |style| Formatting::new(style, works, Arc::clone(&memo)).with_ibid(ibid);
        Self { named: named.into_iter().map(|(name, style)| (name, at_work(style))).collect(), own: at_work(own) }
    }

    /// To be saved after a build.
    pub fn memo(&self) -> &Memo {
        self.own.memo()
    }
}

impl Styles for Shelf {
    fn named(&self, name: Option<&str>) -> &dyn Formatter {
        name.and_then(|name| self.named.get(name)).unwrap_or(&self.own)
    }
}

/// How briefings in this style are read.
pub fn dialect(style: &Style) -> Dialect {
    Dialect { note_style: style.is_note_style() }
}

/// Whether a style is named by its file.
pub fn is_file(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csl"))
}
