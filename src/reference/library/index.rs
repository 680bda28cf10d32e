//! The words of all works, each with the works and fields that it stands in; exact, by beginning, and with slips of the
//! pen.
//!
//! Words are folded: no case, no accents, no apostrophes. Works can be added one by one.

use std::collections::HashMap;

use crate::base::text::{distance, fold};
use crate::model::work::{Name, Work};

/// Where a word stands in a work; the more it tells, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Kind,
    Publisher,
    Container,
    Given,
    Contributor,
    Title,
    Year,
    /// The family name, or the words of a body.
    Author,
    Key,
}

impl Place {
    /// What a word found here is worth.
    pub fn weight(self) -> f64 {
        match self {
            Self::Kind => 0.3,
            Self::Publisher => 0.5,
            Self::Container => 0.6,
            Self::Given => 0.75,
            Self::Contributor => 0.8,
            Self::Title => 0.9,
            Self::Year => 0.95,
            Self::Author | Self::Key => 1.0,
        }
    }
}

/// Longer words are cut: nobody searches by them, and comparing them is dear.
const LONGEST: usize = 40;

#[derive(Clone, Debug, Default)]
pub struct Index {
    words: Vec<Entry>,
    by_word: HashMap<Box<str>, u32>,
    /// Numbers of words by their length in characters.
    by_length: Vec<Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Entry {
    word: Box<str>,
    letters: u64,
    /// In order of works; a word that stands in several fields of one has the one that tells most.
    found: Vec<(u32, Place)>,
}

impl Index {
    pub fn add(&mut self, number: u32, work: &Work) {
        self.put(number, Place::Key, &fold(&work.key));
        for word in words(work.title()).chain(work.field("title-short").into_iter().flat_map(words)) {
            self.put(number, Place::Title, &word);
        }
        let leading = work.authors();
        for (role, names) in &work.names {
            let first = std::ptr::eq(work.people(role), leading);
            for name in names {
                self.name(number, name, if first { Place::Author } else { Place::Contributor });
            }
        }
        if let Some(year) = work.year() {
            self.put(number, Place::Year, &year.to_string());
        }
        for (field, place) in [
            ("container-title", Place::Container),
            ("collection-title", Place::Container),
            ("event-title", Place::Container),
            ("authority", Place::Publisher),
            ("publisher", Place::Publisher),
            ("number", Place::Publisher),
        ] {
            for word in work.field(field).into_iter().flat_map(words) {
                self.put(number, place, &word);
            }
        }
        for word in words(&work.kind) {
            self.put(number, Place::Kind, &word);
        }
    }

    fn name(&mut self, number: u32, name: &Name, place: Place) {
        match name {
            Name::Literal(body) => words(body).for_each(|word| self.put(number, place, &word)),
            Name::Person { family, given, particle, .. } => {
                words(family).for_each(|word| self.put(number, place, &word));
                let rest = words(given).chain(words(particle));
                rest.for_each(|word| self.put(number, Place::Given.min(place), &word));
            }
        }
    }

    fn put(&mut self, number: u32, place: Place, word: &str) {
        let word: &str = word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end]);
        if word.is_empty() {
            return;
        }
        let at = self.by_word.get(word).copied().unwrap_or_else(|| self.enter(word));
        let Some(entry) = self.words.get_mut(at as usize) else { return };
        match entry.found.last_mut() {
            Some((last, known)) if *last == number => *known = place.max(*known),
            _ => entry.found.push((number, place)),
        }
    }

    fn enter(&mut self, word: &str) -> u32 {
        let at = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let length = word.chars().count();
        if self.by_length.len() <= length {
            self.by_length.resize(length + 1, Vec::new());
        }
        self.by_length[length].push(at);
        self.words.push(Entry { word: word.into(), letters: letters(word), found: Vec::new() });
        self.by_word.insert(word.into(), at);
        at
    }

    /// The works that a word stands in.
    pub fn exactly(&self, word: &str) -> &[(u32, Place)] {
        self.by_word.get(word).and_then(|at| self.words.get(*at as usize)).map_or(&[], |entry| &entry.found)
    }

    /// The works that a word stands in which begins so.
    pub fn beginning<'s>(&'s self, start: &'s str) -> impl Iterator<Item = &'s [(u32, Place)]> + 's {
        let long = self.words.iter().filter(move |entry| entry.word.len() > start.len());
        long.filter(move |entry| entry.word.starts_with(start)).map(|entry| entry.found.as_slice())
    }

    /// The works that a word stands in which differs by a slip of the pen: by one letter from four letters on, by two
    /// from eight on. Numbers have no slips: another year is another year.
    pub fn nearly(&self, word: &str) -> Vec<(usize, &[(u32, Place)])> {
        let Some(limit) = slips(word) else { return Vec::new() };
        let typed: Vec<char> = word.chars().collect();
        let signs = letters(word);
        let lengths = typed.len().saturating_sub(limit)..=typed.len() + limit;
        let mut out = Vec::new();
        for at in lengths.filter_map(|length| self.by_length.get(length)).flatten() {
            let Some(entry) = self.words.get(*at as usize) else { continue };
            // A letter that one has and the other has not costs at least half a change.
            if (entry.letters ^ signs).count_ones() as usize > 2 * limit || !entry.word.contains(char::is_alphabetic) {
                continue;
            }
            let other: Vec<char> = entry.word.chars().collect();
            if let Some(away) = distance(&typed, &other, limit).filter(|away| *away > 0) {
                out.push((away, entry.found.as_slice()));
            }
        }
        out
    }
}

/// How many letters of a word may be wrong; none where it is too short to tell, or holds a number.
pub fn slips(word: &str) -> Option<usize> {
    let (mut count, mut digits) = (0, false);
    for c in word.chars() {
        count += 1;
        digits |= c.is_ascii_digit();
    }
    match count {
        _ if digits && count < 6 => None,
        4..=7 => Some(1),
        8..=LONGEST => Some(2),
        _ => None,
    }
}

/// Whether two folded words are one but for a slip of the pen.
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let limit = slips(a).min(slips(b));
    limit.is_some_and(|limit| {
        let [a, b] = [a, b].map(|word| word.chars().collect::<Vec<char>>());
        distance(&a, &b, limit).is_some()
    })
}

/// Which letters a word holds, one bit for each of 64 classes.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// The words of a text, folded: "Sant’Elia’s Łoś" is `santelia` and `los`.
pub fn words(text: &str) -> impl Iterator<Item = String> + use<> {
    let folded = fold(text);
    let mut out = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)) {
        let word = word.trim_matches(is_apostrophe);
        let word = ["'s", "’s", "ʼs"].iter().find_map(|own| word.strip_suffix(own)).unwrap_or(word);
        if !word.is_empty() {
            out.push(word.replace(is_apostrophe, ""));
        }
    }
    out.into_iter()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::work;

    fn index() -> Index {
        let mut index = Index::default();
        index.add(0, &work("marsh2019", "Marsh", 2019, "The River Toll: Bridges and Their Keepers"));
        index.add(1, &work("losz2001", "Łoś", 2001, "A Country’s Ferries"));
        index
    }

    fn numbers(found: &[(u32, Place)]) -> Vec<u32> {
        found.iter().map(|(number, _)| *number).collect()
    }

    #[test]
    fn words_are_found_without_accents_case_and_apostrophes() {
        assert_eq!(words("Sant’Elia’s Łoś—ÉTAT 'x'").collect::<Vec<_>>(), ["santelia", "los", "etat", "x"]);
        let index = index();
        assert_eq!(numbers(index.exactly("los")), [1]);
        assert_eq!(numbers(index.exactly("country")), [1]);
        assert_eq!(numbers(index.exactly("marsh2019")), [0]);
        assert_eq!(index.exactly("2019"), [(0, Place::Year)]);
        assert_eq!(index.exactly(""), []);
    }

    #[test]
    fn slips_are_forgiven_in_words_and_never_in_years() {
        let index = index();
        let near = |word: &str| index.nearly(word).iter().flat_map(|(_, found)| numbers(found)).collect::<Vec<_>>();
        assert_eq!(near("mrash"), [0]);
        assert_eq!(near("brigdes"), [0]);
        assert_eq!(near("feries"), [1]);
        assert_eq!(near("2018"), Vec::<u32>::new());
        assert_eq!(near("los"), Vec::<u32>::new());
        assert_eq!(near("marsh2018"), [0], "a key is a word");
        assert!(alike("ferries", "feries") && !alike("2019", "2018") && !alike("toll", "tool2"));
    }

    #[test]
    fn a_beginning_is_found() {
        let index = index();
        assert_eq!(index.beginning("brid").map(numbers).collect::<Vec<_>>(), [[0]]);
        assert_eq!(index.beginning("bridges").count(), 0, "the whole word is no beginning");
    }
}
