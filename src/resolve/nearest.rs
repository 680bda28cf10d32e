//! "Did you mean": the nearest names, within a bounded effort.

use std::collections::HashMap;

use crate::base::text::{fold_case, nearest_few};

/// A comparison takes under a microsecond; a site that needs more of them than this has another trouble than a slip of
/// the pen, and gets its diagnostics without proposals.
const COMPARISONS: usize = 1_000_000;
/// Longer words are no slip of the pen, and comparing them is dear.
const LONGEST: usize = 100;

#[derive(Debug)]
pub struct Nearest<'a> {
    names: Vec<&'a str>,
    found: HashMap<String, Vec<String>>,
    left: usize,
}

impl<'a> Nearest<'a> {
    /// The order of the names does not matter.
    #[must_use]
    pub fn among(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<&str> = names.into_iter().filter(|name| name.len() <= LONGEST).collect();
        names.sort_unstable();
        names.dedup();
        Self { names, found: HashMap::new(), left: COMPARISONS }
    }

    #[cfg(test)]
    fn within(self, comparisons: usize) -> Self {
        Self { left: comparisons, ..self }
    }

    /// At most three, nearest first: slips of the pen, else names that begin with the word.
    pub fn few(&mut self, word: &str) -> &[String] {
        if !self.found.contains_key(word) {
            let near = self.look_up(word);
            self.found.insert(word.to_owned(), near);
        }
        self.found.get(word).map_or(&[], Vec::as_slice)
    }

    pub fn one(&mut self, word: &str) -> Option<&str> {
        self.few(word).first().map(String::as_str)
    }

    fn look_up(&mut self, word: &str) -> Vec<String> {
        if word.len() > LONGEST || self.left < self.names.len() {
            return Vec::new();
        }
        self.left -= self.names.len();
        let mut near = nearest_few(word, self.names.iter().copied(), 3);
        if near.is_empty() && word.chars().count() > 2 {
            let word = fold_case(word);
            near = self.names.iter().copied().filter(|name| fold_case(name).starts_with(&word)).take(3).collect();
        }
        near.into_iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Nearest;

    #[test]
    fn a_slip_or_a_beginning_is_proposed() {
        let mut nearest = Nearest::among(["wilson2021", "wilson2011", "deni2022"]);
        assert_eq!(nearest.few("wilson"), ["wilson2011", "wilson2021"]);
        assert_eq!(nearest.few("deni2202"), ["deni2022"]);
        assert_eq!(nearest.few("zzz"), Vec::<String>::new());
    }

    #[test]
    fn the_effort_is_bounded() {
        let mut nearest = Nearest::among(["one", "two", "three"]).within(8);
        let answers = ["oen", "tow", "there", "oen"].map(|word| nearest.one(word).map(str::to_owned));
        assert_eq!(answers.each_ref().map(Option::as_deref), [Some("one"), Some("two"), None, Some("one")]);
    }
}
