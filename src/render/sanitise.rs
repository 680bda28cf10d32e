//! Raw HTML of a site that allows it: an allow-list of elements, nothing that runs or collides.
//!
//! Not wired to a parser of HTML yet: a block of raw HTML keeps its words and loses its tags' effect. `clean` is the
//! one place to change.

use super::escape;

/// A block of raw HTML as it may stand on a page.
#[must_use]
pub fn clean(html: &str) -> String {
    format!("<p class=\"raw\">{}</p>", escape::to_text(html.trim_end()))
}
