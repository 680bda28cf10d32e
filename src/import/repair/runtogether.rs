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
    let mut found = Vec::new();
    for (n, chunk) in draft.chunks.iter_mut().enumerate() {
        if !matches!(chunk.kind, Kind::Body | Kind::Item { .. } | Kind::Quote { .. }) {
            continue;
        }
        for (word, apart) in cut(&mut chunk.text, words) {
            chunk.reviews.push(format!("“{word}” was one word: is “{apart}” right?"));
            found.push((n, word, apart));
        }
    }
    for (n, word, apart) in found {
        let lines = draft.chunks[n].lines();
        draft.decide("characters", format!("“{word}” is “{apart}”"), lines, 0.85);
    }
}

fn cut(text: &mut Text, words: &Words) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for piece in &mut text.pieces {
        let mut places = Vec::new();
        for (at, word) in split(&piece.text) {
            let pair =
                PAIRS.iter().find(|(a, b)| word.len() == a.len() + b.len() && word.starts_with(a) && word.ends_with(b));
            let once = || words.get(word).is_some_and(|forms| forms.lower == 1);
            if let Some((a, b)) = pair.filter(|(a, b)| once() && words.knows(a) && words.knows(b)) {
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
