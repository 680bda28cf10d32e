//! Pages of our own in the forms that the web has, and what is read from them.

use expect_test::Expect;

use crate::import::read::{html, shown::shown};

mod blocks;
mod front;
mod hostile;
mod made;
mod notes;
mod page;

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`check(.., expect![..])` reads best")]
fn check(page: &str, expected: Expect) {
    expected.assert_eq(&shown(html::read, page.as_bytes()));
}

/// A paragraph long enough to be one of an article.
const PROSE: &str = "<p>Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.</p>";
