//! Rules about content, over the finished site. Each rule is a file and reads only what it is about.
//!
//! What is not here: what a stage finds while it does its own work (unknown keys, dead links, syntax).

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

#[must_use]
pub fn check(_site: &Site) -> Vec<Diagnostic> {
    Vec::new()
}
