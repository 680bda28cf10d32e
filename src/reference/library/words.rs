//! The works that a note in plain words names, whatever its form.
//!
//! Strict: its author and its title stand in the note, or its author, its year and something of its title.

use std::collections::BTreeSet;

use super::Library;
use super::agree::Known;
use super::index::{Place, words};

/// How much of a note is read, and how many works are looked at for it.
const WORDS: usize = 160;
const MOST: usize = 128;
/// A note this short has no room for a title: "Marsh 2019, p. 34".
const BRIEF: usize = 8;

const TITLED: f64 = 0.95;
const DATED: f64 = 0.85;

impl Library {
    /// Numbers of works with scores, in order of number.
    pub(super) fn named_in(&self, text: &str) -> Vec<(u32, f64)> {
        let text: Vec<String> = words(text).take(WORDS).collect();
        let asked: BTreeSet<&String> = text.iter().collect();
        let mut candidates = BTreeSet::new();
        for word in asked {
            // A word that stands in more works tells nothing of one, unless it is all that is known of it.
            let found = self.index.exactly(word);
            let named = found.iter().filter(|(number, place)| match place {
                Place::Author => true,
                Place::Title => self.known.get(*number as usize).is_some_and(|known| known.authors.is_empty()),
                _ => false,
            });
            candidates.extend(named.map(|(number, _)| *number).take(MOST + 1));
        }
        if candidates.len() > MOST {
            return Vec::new();
        }
        let year = |known: &Known| known.year.is_some_and(|year| text.contains(&year.to_string()));
        let mut out = Vec::new();
        for number in candidates {
            let Some(known) = self.known.get(number as usize) else { continue };
            let titled = has_title(&text, known);
            let dated = year(known) && has_author(&text, known) && has_something(&text, known);
            if titled || dated {
                // Of two editions of one title the year tells.
                let more = if titled && year(known) { 0.03 } else { 0.0 };
                out.push((number, if titled { TITLED } else { DATED } + more));
            }
        }
        out
    }
}

fn has_title(text: &[String], known: &Known) -> bool {
    let main = known.title.words.get(..known.title.main).filter(|main| !main.is_empty()).unwrap_or(&known.title.words);
    let telling = main.len() >= 2 || main.iter().any(|word| word.len() >= 7);
    // A title without an author has to say more.
    let enough = if known.authors.is_empty() { main.len() >= 4 } else { telling && has_author(text, known) };
    enough && holds(text, main)
}

fn has_something(text: &[String], known: &Known) -> bool {
    text.len() <= BRIEF || known.title.words.iter().any(|word| word.len() >= 5 && text.contains(word))
}

fn has_author(text: &[String], known: &Known) -> bool {
    known.authors.first().is_some_and(|who| holds(text, &who.family))
}

fn holds(text: &[String], words: &[String]) -> bool {
    !words.is_empty() && text.windows(words.len()).any(|run| run == words)
}
