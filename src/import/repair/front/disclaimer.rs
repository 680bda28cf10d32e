//! Whose views a paper holds, and what may be done with it.

use super::{names, take};
use crate::import::draft::{Draft, Kind};
use crate::import::repair::shape;

/// It says whose views these are, or what may be done with the text.
pub fn is_disclaimer(text: &str) -> bool {
    const SIGNS: [&str; 18] = [
        "views expressed",
        "opinions expressed",
        "views and opinions",
        "not necessarily",
        "cannot be reproduced",
        "may not be reproduced",
        "not be reproduced",
        "may be copied",
        "may be reproduced",
        "all rights reserved",
        "is licensed under",
        "die meinung der autor",
        "no part of this",
        "and not those of",
        "alone and do not",
        "do not represent",
        "does not represent",
        "мнение автора",
    ];
    let lower = text.to_lowercase();
    let count = SIGNS.iter().filter(|sign| lower.contains(**sign)).count();
    shape::words(text) < 200 && (count > 1 || count == 1 && (shape::words(text) < 90))
}

/// Disclaimers before the text and at its end; who publishes, and in which series, where they say it.
pub fn disclaimers(draft: &mut Draft) {
    let last = draft.chunks.len().saturating_sub(6);
    let first = draft.chunks.iter().position(|chunk| matches!(chunk.kind, Kind::Heading(_))).unwrap_or(12).min(12);
    for n in 0..draft.chunks.len() {
        let text = draft.chunks[n].text.plain();
        let place = n <= first || n >= last;
        if !place || draft.chunks[n].kind != Kind::Body || !is_disclaimer(&text) || draft.front.disclaimer.is_some() {
            continue;
        }
        let lines = draft.chunks[n].lines();
        draft.decide("front matter", "the disclaimer".to_owned(), lines, 0.95);
        let text = take(draft, n);
        if draft.front.publisher.is_none()
            && let Some(name) = names::publisher(&text)
        {
            draft.decide("front matter", format!("publisher: {name}"), lines, 0.92);
            draft.front.publisher = Some(name);
        }
        if draft.front.series.is_none()
            && let Some(name) = names::series(&text)
        {
            draft.decide("front matter", format!("series: {name}"), lines, 0.92);
            draft.front.series = Some(name);
        }
        draft.front.disclaimer = Some(text);
    }
}
