//! Formatted citations, kept from build to build and shared by all threads.
//!
//! A key is made of everything that the words depend on, so an entry is never wrong, only unused; what a build did not
//! ask for is not saved.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::base::hash::Fingerprint;
use crate::base::web;
use crate::model::work::Rich;

const SHARDS: usize = 16;
/// Changes with the form of the file.
const FORMAT: u32 = 1;

#[derive(Debug, Default)]
pub struct Memo {
    shards: [Mutex<HashMap<Fingerprint, Entry>>; SHARDS],
    added: AtomicBool,
}

#[derive(Debug)]
struct Entry {
    words: Rich,
    used: bool,
}

#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    entries: Vec<(Fingerprint, Rich)>,
}

impl Memo {
    /// What [`Memo::save`] wrote; empty for anything else. A cache is no more trusted than a bibliography: its links
    /// are judged again.
    #[must_use]
    pub fn load(bytes: &[u8]) -> Self {
        let memo = Self::default();
        let file = postcard::from_bytes::<File>(bytes).ok().filter(|file| file.format == FORMAT);
        for (key, mut words) in file.into_iter().flat_map(|file| file.entries) {
            for run in &mut words.0 {
                run.link = run.link.take().filter(|link| web::address(link) == Some(link));
            }
            memo.shard(key).insert(key, Entry { words, used: false });
        }
        memo
    }

    /// All that was asked for since loading, in an order that does not depend on threads.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let mut entries: Vec<(Fingerprint, Rich)> = Vec::new();
        for shard in &self.shards {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            #[allow(clippy::iter_over_hash_type, reason = "sorted below")]
            for (key, entry) in shard.iter().filter(|(_, entry)| entry.used) {
                entries.push((*key, entry.words.clone()));
            }
        }
        entries.sort_unstable_by_key(|(key, _)| *key);
        postcard::to_stdvec(&File { format: FORMAT, entries }).unwrap_or_default()
    }

    /// Whether something was formatted that was not there: otherwise there is nothing to save.
    pub fn has_new(&self) -> bool {
        self.added.load(Ordering::Relaxed)
    }

    /// The words of a key. No lock is held while they are made: two threads may make the same words once each.
    pub(super) fn get(&self, key: Fingerprint, make: impl FnOnce() -> Rich) -> Rich {
        if let Some(entry) = self.shard(key).get_mut(&key) {
            entry.used = true;
            return entry.words.clone();
        }
        let words = make();
        self.added.store(true, Ordering::Relaxed);
        self.shard(key).insert(key, Entry { words: words.clone(), used: true });
        words
    }

    fn shard(&self, key: Fingerprint) -> std::sync::MutexGuard<'_, HashMap<Fingerprint, Entry>> {
        let n = key.0 % SHARDS as u128;
        self.shards[usize::try_from(n).unwrap_or(0)].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::work::Run;

    fn key(n: u8) -> Fingerprint {
        Fingerprint::of(&[n])
    }

    #[test]
    fn what_was_used_is_kept_and_the_rest_forgotten() {
        let memo = Memo::default();
        for n in 0..40 {
            memo.get(key(n), || Rich::plain(n.to_string()));
        }
        let again = Memo::load(&memo.save());
        assert_eq!(again.get(key(7), || unreachable!()).text(), "7");
        assert!(!again.has_new());
        let third = Memo::load(&again.save());
        assert_eq!(third.get(key(8), || Rich::plain("made")).text(), "made");
        assert!(third.has_new());
    }

    #[test]
    fn the_file_does_not_depend_on_the_order_of_work() {
        let (a, b) = (Memo::default(), Memo::default());
        for n in 0..40 {
            a.get(key(n), || Rich::plain("x"));
            b.get(key(39 - n), || Rich::plain("x"));
        }
        assert_eq!(a.save(), b.save());
    }

    #[test]
    fn e1_a_spoiled_file_is_an_empty_memo() {
        let memo = Memo::default();
        let bad = Run { text: "x".into(), link: Some("javascript:alert(1)".into()), ..Run::default() };
        memo.get(key(1), || Rich(vec![bad]));
        let bytes = memo.save();
        for cut in 0..bytes.len() {
            assert!(Memo::load(&bytes[..cut]).save().len() <= 2);
        }
        let links = Memo::load(&bytes).get(key(1), || unreachable!());
        assert_eq!(links.0[0].link, None);
    }
}
