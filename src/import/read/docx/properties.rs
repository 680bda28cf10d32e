//! `core.xml`: what the file says of itself. Often it is that of the draft before, so these are claims and no more.
//!
//! When a file was made and saved is not told: no reader ever saw it printed.

use super::xml::{Space, Tree};
use crate::import::evidence::{Claim, Field};

pub fn claims(core: Option<&Tree>) -> Vec<Claim> {
    let mut out = Vec::new();
    for property in core.into_iter().flat_map(|tree| tree.root().children()) {
        let text = property.text();
        let field = match (property.space(), property.name()) {
            (Space::DublinCore, "title") => Field::Title,
            (Space::DublinCore, "creator") => Field::Author,
            (Space::DublinCore, "publisher") => Field::Publisher,
            (Space::DublinCore, "language") => Field::Language,
            _ => continue,
        };
        let values: Vec<&str> = if field == Field::Author { text.split(';').collect() } else { vec![&text] };
        for value in values.into_iter().map(str::trim).filter(|it| !it.is_empty()) {
            out.push(Claim { field, value: value.to_owned(), place: format!("core.xml {}", property.name()) });
        }
    }
    out
}
