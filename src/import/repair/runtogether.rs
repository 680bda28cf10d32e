//! Two small words that the extraction ran together: `onit`. A short list, each pair no word of its own.

use super::words::{Words, split};
use crate::import::draft::{Draft, Kind, Text};

const PAIRS: [(&str, &str); 30] = [
    ("on", "it"),
    ("of", "the"),
    ("in", "the"),
    ("to", "the"),
    ("and", "the"),
    ("for", "the"),
    ("on", "the"),
    ("it", "is"),
    ("of", "a"),
    ("in", "a"),
    ("at", "the"),
    ("by", "the"),
    ("from", "the"),
    ("with", "the"),
    ("that", "the"),
    ("to", "be"),
    ("of", "its"),
    ("in", "its"),
    ("with", "a"),
    ("for", "a"),
    ("is", "the"),
    ("was", "the"),
    ("it", "was"),
    ("of", "it"),
    ("to", "it"),
    ("and", "it"),
    ("as", "the"),
    ("but", "the"),
    ("of", "this"),
    ("in", "this"),
];

pub fn part(draft: &mut Draft, words: &Words) {
    let pairs: Vec<(&str, &str)> = PAIRS.into_iter().filter(|(a, b)| is_pair(a, b, words)).collect();
    if pairs.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for (n, chunk) in draft.chunks.iter_mut().enumerate() {
        if !matches!(chunk.kind, Kind::Body | Kind::Item { .. } | Kind::Quote { .. }) {
            continue;
        }
        for (word, apart) in cut(&mut chunk.text, &pairs) {
            chunk.reviews.push(format!("“{word}” was one word: is “{apart}” right?"));
            found.push((n, word, apart));
        }
    }
    for (n, word, apart) in found {
        let lines = draft.chunks[n].lines();
        draft.decide("characters", format!("“{word}” is “{apart}”"), lines, 0.85);
    }
}

/// The document has both words, and once the two as one.
fn is_pair(a: &str, b: &str, words: &Words) -> bool {
    let both = format!("{a}{b}");
    words.get(&both).is_some_and(|forms| forms.lower == 1) && words.knows(a) && words.knows(b)
}

fn cut(text: &mut Text, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for piece in &mut text.pieces {
        let mut places = Vec::new();
        for (at, word) in split(&piece.text) {
            let is =
                |(a, b): &&(&str, &str)| word.len() == a.len() + b.len() && word.starts_with(a) && word.ends_with(b);
            if let Some((a, b)) = pairs.iter().find(is) {
                places.push(at + a.len());
                out.push((word.to_owned(), format!("{a} {b}")));
            }
        }
        for at in places.into_iter().rev() {
            piece.text.insert(at, ' ');
        }
    }
    out
}
