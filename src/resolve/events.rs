//! Where on its page a briefing tells of the events of its front matter.

use super::diag;
use super::links::Anchors;
use crate::base::diag::Diagnostic;
use crate::model::facts::Facts;

/// The id for each event, parallel to those of the front matter; empty where it names no place, or one that is not there.
pub fn bind(facts: &Facts, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let events = &facts.matter.events;
    if events.iter().all(|event| event.value.at.is_none()) {
        return vec![String::new(); events.len()];
    }
    let anchors = Anchors::of(facts);
    let mut nearest = anchors.nearest();
    let mut bind = |at: &crate::model::matter::At<String>| {
        let found = anchors.find(&at.value);
        if found.is_none() {
            diagnostics.push(diag::dead_anchor(at.span, &at.value, "this briefing", nearest.one(&at.value)));
        }
        found.unwrap_or("").to_owned()
    };
    events.iter().map(|event| event.value.at.as_ref().map_or_else(String::new, &mut bind)).collect()
}
