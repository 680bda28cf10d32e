//! The names of all entities, ready to be found in text.
//!
//! One automaton holds them all, made from the sorted list in linear time. It is walked from each place where a word
//! with the first letter of a name starts, and left at the first letter that no name goes on with, so that the cost
//! hangs on the text and not on the list. Names
//! are compared as they are written; a line break, several spaces and a no-break space equal a space, and a curly
//! apostrophe a straight one.

use std::collections::{BTreeMap, BTreeSet};

use fst::Map;
use fst::raw::{Fst, Output};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::base::hash::Fingerprint;
use crate::base::text::squeeze;

/// No longer name is sought: a bound, so that work stays linear in the text.
const LONGEST: usize = 256;

/// A value of the automaton from here on stands for several entities: an index into `shared`.
const SHARED: u64 = 1 << 32;

/// See the module.
#[derive(Debug)]
pub struct Names {
    /// From names to entities.
    automaton: Option<Map<Vec<u8>>>,
    /// First bytes of names.
    first: [bool; 256],
    /// Entities that share a name.
    shared: Vec<Vec<u32>>,
    /// The name of each entity, for messages.
    labels: Vec<String>,
    fingerprint: Fingerprint,
}

/// A name in a text, as bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub owner: Owner,
    pub start: usize,
    pub end: usize,
}

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Entity(u32),
    /// Several have it: see [`Names::shared`].
    Shared(u32),
}

impl Default for Names {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Names {
    /// Each entity's name and its other names; mentions tell an entity by its place in this list.
    #[must_use]
    pub fn new(entities: &[(String, Vec<String>)]) -> Self {
        let mut patterns: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        let mut parts = Vec::new();
        for (number, (name, aliases)) in (0..u32::MAX).zip(entities) {
            for name in std::iter::once(name).chain(aliases) {
                parts.push(name.as_bytes());
                let name = squeeze(&squeeze(name).replace('’', "'").replace(['-', '\u{2010}', '\u{2011}'], " "));
                if name.len() <= LONGEST && name.contains(char::is_alphanumeric) {
                    for name in cases(&name) {
                        patterns.entry(name.nfc().collect()).or_default().insert(number);
                        patterns.entry(name.nfd().collect()).or_default().insert(number);
                    }
                }
            }
            parts.push(b"\0");
        }
        let fingerprint = Fingerprint::of_parts(parts);
        let mut first = [false; 256];
        for byte in patterns.keys().filter_map(|name| name.bytes().next()) {
            first[byte as usize] = true;
        }
        let mut shared: Vec<Vec<u32>> = Vec::new();
        let mut numbers: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
        let mut value = |owners: &BTreeSet<u32>| match owners.iter().next() {
            Some(one) if owners.len() == 1 => u64::from(*one),
            _ => *numbers.entry(owners.iter().copied().collect()).or_insert_with_key(|owners| {
                shared.push(owners.clone());
                SHARED + shared.len() as u64 - 1
            }),
        };
        // Sorted by bytes, as the automaton wants them: the only fault that it knows.
        let sorted: Vec<(&[u8], u64)> =
            patterns.iter().map(|(name, owners)| (name.as_bytes(), value(owners))).collect();
        let automaton = Map::from_iter(sorted).ok().filter(|_| !patterns.is_empty());
        let labels = entities.iter().map(|(name, _)| name.clone()).collect();
        Self { automaton, first, shared, labels, fingerprint }
    }

    /// The entities that share a name.
    #[must_use]
    pub fn shared(&self, index: u32) -> &[u32] {
        self.shared.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// The name of an entity.
    #[must_use]
    pub fn label(&self, entity: u32) -> &str {
        self.labels.get(entity as usize).map_or("", String::as_str)
    }

    /// Of the whole list, in its order: facts that were made with another list are stale.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Calls `f` with each name that lies in `text[start..end]`, from left to right: the longest where several start.
    /// Neither neighbour in `text` may be a letter, digit or combining mark.
    pub fn find(&self, text: &str, start: usize, end: usize, f: &mut dyn FnMut(Found)) {
        let Some(automaton) = self.automaton.as_ref().map(Map::as_fst) else { return };
        let bytes = &text.as_bytes()[..end.min(text.len())];
        let mut at = start;
        while at < bytes.len() {
            let starts = self.first[bytes[at] as usize] && text.is_char_boundary(at) && is_free_before(text, at);
            let Some((owner, end)) = starts.then(|| longest(automaton, text, bytes, at)).flatten() else {
                at += 1;
                continue;
            };
            f(Found { owner, start: at, end });
            at = end;
        }
    }
}

/// The longest name that starts at a byte, and its end.
fn longest(automaton: &Fst<Vec<u8>>, text: &str, bytes: &[u8], start: usize) -> Option<(Owner, usize)> {
    let mut node = automaton.root();
    let mut out = Output::zero();
    let mut at = start;
    let mut best = None;
    while at < bytes.len() {
        let (byte, len) = fold(&bytes[at..]);
        let Some(step) = node.find_input(byte) else { break };
        let step = node.transition(step);
        out = out.cat(step.out);
        node = automaton.node(step.addr);
        at += len;
        if node.is_final() && text.is_char_boundary(at) {
            let several = text.get(start..at).is_some_and(|name| name.contains([' ', '-', '\u{a0}']));
            let end = if is_free_after(text, at) { Some(at) } else { plural(text, at).filter(|_| several) };
            if let Some(end) = end.filter(|end| *end <= bytes.len()) {
                best = Some((owner(out.cat(node.final_output()).value()), end));
            }
        }
    }
    best
}

fn owner(value: u64) -> Owner {
    let number = u32::try_from(value % SHARED).unwrap_or(0);
    if value < SHARED { Owner::Entity(number) } else { Owner::Shared(number) }
}

/// The end of a name of several words with the `s` of a plural: `Harbour Boards`. A single word with an `s` may be
/// another name: `Brook`, `Brooks`.
fn plural(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    (rest.starts_with('s') && is_free_after(text, at + 1)).then_some(at + 1)
}

/// The name, and what it is at the start of a sentence and in a title, where it has words in small letters.
fn cases(name: &str) -> Vec<String> {
    let raised = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect::<String>())
    };
    let mut out = vec![name.to_owned(), raised(name)];
    // Small words stay small in a title: `Bank of the River`.
    let title: Vec<String> =
        name.split(' ').map(|word| if word.chars().count() > 3 { raised(word) } else { word.to_owned() }).collect();
    out.push(raised(&title.join(" ")));
    out.sort();
    out.dedup();
    out
}

/// The byte that the automaton is given, and how many bytes of the text it stands for.
fn fold(bytes: &[u8]) -> (u8, usize) {
    match bytes[0] {
        b'-' => (b' ', 1),
        b' ' | b'\n' | b'\t' | 0xc2 | 0xe2 => match space(bytes) {
            0 if bytes.starts_with("’".as_bytes()) => (b'\'', 3),
            0 if bytes.starts_with("\u{2010}".as_bytes()) || bytes.starts_with("\u{2011}".as_bytes()) => (b' ', 3),
            0 => (bytes[0], 1),
            mut len => loop {
                match space(&bytes[len..]) {
                    0 => return (b' ', len),
                    more => len += more,
                }
            },
        },
        byte => (byte, 1),
    }
}

fn space(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\n' | b'\t', ..] => 1,
        [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0xaf, ..] => 3,
        _ => 0,
    }
}

fn is_free_before(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at.wrapping_sub(1)) {
        None => true,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => text[..at].chars().next_back().is_none_or(is_boundary),
    }
}

fn is_free_after(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => true,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => text[at..].chars().next().is_none_or(is_boundary),
    }
}

fn is_boundary(c: char) -> bool {
    !c.is_alphanumeric() && !is_combining_mark(c) && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(entities: &[&[&str]]) -> Names {
        let list: Vec<(String, Vec<String>)> = entities
            .iter()
            .map(|names| (names[0].to_owned(), names[1..].iter().map(|name| (*name).to_owned()).collect()))
            .collect();
        Names::new(&list)
    }

    /// What several share is told as 99.
    fn found(names: &Names, text: &str) -> Vec<(u32, String)> {
        let mut out = Vec::new();
        names.find(text, 0, text.len(), &mut |found| {
            let entity = match found.owner {
                Owner::Entity(entity) => entity,
                Owner::Shared(_) => 99,
            };
            out.push((entity, text[found.start..found.end].to_owned()));
        });
        out
    }

    #[track_caller]
    fn check(entities: &[&[&str]], text: &str, expected: &[(u32, &str)]) {
        let expected: Vec<(u32, String)> = expected.iter().map(|(n, name)| (*n, (*name).to_owned())).collect();
        assert_eq!(found(&names(entities), text), expected);
    }

    #[test]
    fn the_longest_name_wins_and_the_first_place() {
        let list: &[&[&str]] = &[&["Kalinouski"], &["Kalinouski Regiment", "Regiment"], &["Minsk"]];
        check(list, "Kalinouski Regiment of Minsk", &[(1, "Kalinouski Regiment"), (2, "Minsk")]);
        check(list, "Kalinouski’s Regiment", &[(0, "Kalinouski"), (1, "Regiment")]);
    }

    #[test]
    fn a_longer_name_that_ends_inside_a_word_hides_no_shorter_one() {
        let list: &[&[&str]] = &[&["Belarus"], &["Belarus Army Choir"], &["Belarus Army"]];
        check(list, "the Belarus Army Choirage and Belarus Armyx", &[(2, "Belarus Army"), (0, "Belarus")]);
        check(&[&["New York"], &["York"]], "New Yorker, New York", &[(0, "New York")]);
    }

    #[test]
    fn words_are_those_of_unicode() {
        check(&[&["Łuk"]], "Łukasz Łuk, ŁukŁ (Łuk) Łuk\u{301}", &[(0, "Łuk"), (0, "Łuk")]);
        check(&[&["Путин"]], "Путина Путин-Путин", &[(0, "Путин"), (0, "Путин")]);
        check(&[&["NATO"]], "NATOs nato NATO’s xNATO NATO2 NATO", &[(0, "NATO"), (0, "NATO")]);
        check(&[&["C++"]], "C++ C+++", &[(0, "C++"), (0, "C++")]);
    }

    #[test]
    fn spaces_and_apostrophes_are_equal() {
        let list: &[&[&str]] = &[&["Sviatlana Tsikhanouskaya"], &["L'viv"]];
        check(
            list,
            "Sviatlana\u{a0}Tsikhanouskaya, Sviatlana \n Tsikhanouskaya, L’viv",
            &[(0, "Sviatlana\u{a0}Tsikhanouskaya"), (0, "Sviatlana \n Tsikhanouskaya"), (1, "L’viv")],
        );
    }

    #[test]
    fn composed_and_decomposed_letters_are_equal() {
        check(&[&["Suwałki"], &["Gdan\u{301}sk"]], "Gdańsk Gdan\u{301}sk", &[(1, "Gdańsk"), (1, "Gdan\u{301}sk")]);
    }

    #[test]
    fn hyphens_capitals_and_plurals() {
        check(&[&["Cyber Partisans"]], "Cyber-Partisans and cyber-partisans", &[(0, "Cyber-Partisans")]);
        check(&[&["Jean-Luc Orde"]], "Jean Luc Orde, Jean‑Luc Orde", &[(0, "Jean Luc Orde"), (0, "Jean‑Luc Orde")]);
        check(
            &[&["tide crisis"]],
            "Tide crisis, the Tide Crisis, TIDE CRISIS",
            &[(0, "Tide crisis"), (0, "Tide Crisis")],
        );
        check(
            &[&["Harbour Board"]],
            "Harbour Boards, Harbour Boards’ and harbour board",
            &[(0, "Harbour Boards"), (0, "Harbour Boards")],
        );
        check(&[&["Brook"]], "Brooks", &[]);
    }

    #[test]
    fn a_name_of_two_is_shared() {
        check(&[&["A B"], &["B"], &["A B"]], "A B and B", &[(99, "A B"), (1, "B")]);
        check(&[&["X", "X", " X "]], "X", &[(0, "X")]);
    }

    #[test]
    fn odd_lists() {
        check(&[], "text", &[]);
        check(&[&["", "  ", "—"]], "— text", &[]);
        check(&[&["ab"], &["b"], &["a"]], "ab b a", &[(0, "ab"), (1, "b"), (2, "a")]);
        check(&[&[&"x".repeat(300)]], &"x".repeat(300), &[]);
        assert_ne!(names(&[&["a", "b"]]).fingerprint(), names(&[&["a"], &["b"]]).fingerprint());
    }
}
