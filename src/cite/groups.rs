//! Works whose short citations would be the same words, such as two of one author in one year.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::item::Letter;
use crate::base::hash::Fingerprint;
use crate::model::work::Work;

/// More works than this under one name and year are not told apart.
const MAX_MEMBERS: usize = 40;

#[derive(Debug)]
pub struct Group {
    /// In the order of their letters: by title.
    pub members: Vec<usize>,
    pub print: Fingerprint,
}

/// The groups among `works`, each under all its members. `short` words a citation as if no other work were there; it is
/// asked only for works that share their first author.
pub fn find(
    works: &[Arc<Work>],
    prints: &[Fingerprint],
    short: impl Fn(&Work) -> String,
) -> BTreeMap<usize, Arc<Group>> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, work) in works.iter().enumerate() {
        let name = work.authors().first().map(|name| name.short().to_lowercase()).unwrap_or_default();
        by_name.entry(name).or_default().push(n);
    }
    let mut groups = BTreeMap::new();
    for same_name in by_name.into_values().filter(|works| works.len() > 1) {
        let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in same_name {
            by_words.entry(short(&works[n])).or_default().push(n);
        }
        for mut members in by_words.into_values().filter(|works| works.len() > 1) {
            members.sort_by_cached_key(|n| (works[*n].title().to_lowercase(), works[*n].key.clone()));
            members.truncate(MAX_MEMBERS);
            let prints: Vec<[u8; 16]> = members.iter().map(|n| prints[*n].0.to_le_bytes()).collect();
            let print = Fingerprint::of_parts(prints.iter().map(<[u8; 16]>::as_slice));
            let group = Arc::new(Group { members, print });
            for n in &group.members {
                groups.insert(*n, Arc::clone(&group));
            }
        }
    }
    groups
}

impl Group {
    /// The letter of a member. Namesakes get letters as well: initials alone would leave "Wilson 2021" to be taken for
    /// any of them in the notes of a reader.
    pub fn letter(&self, work: &Work, works: &[Arc<Work>], stand_in: i16) -> Letter {
        let at = self.members.iter().position(|n| works[*n].key == work.key);
        Letter { stand_in, letter: at.map(letters).unwrap_or_default() }
    }
}

/// a … z, aa, ab …
fn letters(n: usize) -> String {
    let last = char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
    match n / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}
