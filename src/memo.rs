//! What a build leaves for the next: facts of files, works of bibliographies, formatted citations, keys of pages.
//!
//! Three laws. A value never changes once it is made. An entry depends on no other file than its own. Everything that
//! it does depend on is part of its key: the facts of a file on its bytes, the dialect and the list of names; a page
//! on its view, its text and the theme. A memo that is missing, old or damaged is an empty one.
//!
//! Facts lie in shards by path, so that one edit rewrites one shard and not the whole. The head says which writing of
//! each shard it belongs to: of two builds that save at once, no head is believed with the facts of the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::diag::Diagnostic;
use crate::base::hash::Fingerprint;
use crate::base::span::FileId;
use crate::model::config::Dialect;
use crate::model::facts::Facts;
use crate::model::work::Work;

/// Changed by hand when the meaning of what is kept changes without its types.
const FORMAT: u32 = 5;

pub const SHARDS: usize = 64;

/// What the file system says of a file without opening it. Equal stamps mean equal bytes, unless the file was changed
/// within the grain of the clock: such stamps are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub len: u64,
    pub mtime_ns: i64,
    pub ctime_ns: i64,
    pub inode: u64,
}

/// A surveyed file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Surveyed {
    pub stamp: Stamp,
    pub bytes: Fingerprint,
    /// Under which the facts were gathered.
    pub dialect: Dialect,
    pub facts: Arc<Facts>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A read bibliography.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Library {
    pub bytes: Fingerprint,
    pub works: Vec<Work>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The small part: everything but the facts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    format: u32,
    /// Of the program, the dialect and the list of names: another one makes all facts void.
    pub key: Fingerprint,
    /// Which number a path had; numbers are never given twice, so that spans in kept facts stay right.
    pub ids: BTreeMap<String, FileId>,
    pub libraries: BTreeMap<String, Library>,
    /// Keys of the pages and files of the last publication.
    pub pages: BTreeMap<String, Fingerprint>,
    /// Formatted citations, in the form of `cite`.
    pub cites: Vec<u8>,
    /// Size of each picture by its path, with its stamp.
    pub images: BTreeMap<String, (Stamp, Option<(u32, u32)>)>,
    /// Of each shard, the save that wrote it.
    saves: Vec<Fingerprint>,
}

/// The last build in short: where nothing that it read has changed, and its output stands, there is nothing to do, and
/// no more of the memo is read than this.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Last {
    format: u32,
    pub inputs: Fingerprint,
    /// Of the manifest of the output that it left: another one is another build's.
    pub published: Fingerprint,
    pub diagnostics: Vec<Diagnostic>,
    pub counts: Vec<u64>,
    /// The files that the diagnostics speak of.
    pub paths: BTreeMap<FileId, String>,
    /// The files of citation styles that it asked for.
    pub styles: BTreeSet<String>,
}

impl Last {
    pub fn new(
        inputs: Fingerprint,
        published: Fingerprint,
        diagnostics: Vec<Diagnostic>,
        counts: Vec<u64>,
        all_paths: &BTreeMap<FileId, String>,
        styles: BTreeSet<String>,
    ) -> Self {
        let labels = diagnostics.iter().flat_map(|diagnostic| diagnostic.labels.iter().map(|label| label.span));
        let spans = diagnostics.iter().filter_map(|diagnostic| diagnostic.primary).chain(labels);
        let fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
        let edits = fixes.flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let named = spans.chain(edits).filter_map(|span| Some((span.file, all_paths.get(&span.file)?.clone())));
        let paths = named.collect();
        Self { format: FORMAT, inputs, published, diagnostics, counts, paths, styles }
    }

    /// `None` for anything but what this version has written.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes::<Self>(bytes).ok().filter(|last| last.format == FORMAT)
    }

    pub fn write(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }
}

/// The surveyed files of one shard, by path.
pub type Shard = BTreeMap<String, Surveyed>;

/// The whole memo in memory.
#[derive(Debug)]
pub struct Memo {
    pub head: Head,
    /// Always [`SHARDS`] of them.
    shards: Vec<Shard>,
    /// Shards that differ from what was loaded.
    stale: Vec<bool>,
}

impl Default for Memo {
    fn default() -> Self {
        Self::new(Head::default(), Vec::new())
    }
}

impl Head {
    /// Reads `head`; anything but a head of this format is an empty one.
    pub fn read(bytes: &[u8]) -> Self {
        postcard::from_bytes::<Self>(bytes).ok().filter(|head| head.format == FORMAT).unwrap_or_default()
    }

    pub fn write(&mut self) -> Vec<u8> {
        self.format = FORMAT;
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The number of a path, a new one where it has none yet.
    pub fn id(&mut self, path: &str) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let next = self.ids.values().map(|id| id.0 + 1).max().unwrap_or(0);
        let id = FileId(next);
        self.ids.insert(path.to_owned(), id);
        id
    }

    /// Numbers for many paths at once, in their order.
    pub fn number<'a>(&mut self, paths: impl IntoIterator<Item = &'a str>) -> Vec<FileId> {
        let mut next = self.ids.values().map(|id| id.0 + 1).max().unwrap_or(0);
        paths
            .into_iter()
            .map(|path| {
                if let Some(id) = self.ids.get(path) {
                    return *id;
                }
                let id = FileId(next);
                next += 1;
                self.ids.insert(path.to_owned(), id);
                id
            })
            .collect()
    }
}

impl Memo {
    /// `shards` in order, each with the save that wrote it; one that is missing, damaged or of another save than the
    /// head's holds nothing.
    pub fn new(mut head: Head, shards: Vec<(Fingerprint, Shard)>) -> Self {
        head.saves.resize(SHARDS, Fingerprint::default());
        let ours = shards.into_iter().zip(&head.saves).map(|((save, shard), ours)| (save == *ours).then_some(shard));
        let mut shards: Vec<Shard> = ours.map(Option::unwrap_or_default).collect();
        shards.resize_with(SHARDS, Shard::new);
        Self { head, shards, stale: vec![false; SHARDS] }
    }

    pub fn read_shard(bytes: &[u8]) -> (Fingerprint, Shard) {
        postcard::from_bytes(bytes).unwrap_or_default()
    }

    pub fn get(&self, path: &str) -> Option<&Surveyed> {
        self.shards[shard_of(path)].get(path)
    }

    pub fn insert(&mut self, path: &str, surveyed: Surveyed) {
        let shard = shard_of(path);
        self.stale[shard] = true;
        self.shards[shard].insert(path.to_owned(), surveyed);
    }

    /// Forgets all facts.
    pub fn clear(&mut self) {
        self.shards.iter_mut().for_each(Shard::clear);
        self.stale.fill(true);
    }

    /// Forgets files that are gone.
    pub fn retain(&mut self, there: impl Fn(&str) -> bool) {
        for (shard, stale) in self.shards.iter_mut().zip(&mut self.stale) {
            let before = shard.len();
            shard.retain(|path, _| there(path));
            *stale |= shard.len() != before;
        }
    }

    /// The numbers and bytes of the shards that have to be written again, once; the head is written after them. `save`
    /// is another one each time.
    pub fn take_stale(&mut self, save: Fingerprint) -> Vec<(usize, Vec<u8>)> {
        let stale: Vec<usize> = (0..SHARDS).filter(|shard| self.stale[*shard]).collect();
        self.stale.fill(false);
        for shard in &stale {
            self.head.saves[*shard] = save;
        }
        stale
            .into_par_iter()
            .map(|shard| (shard, postcard::to_stdvec(&(save, &self.shards[shard])).unwrap_or_default()))
            .collect()
    }
}

/// The shard that keeps the facts of a path.
pub fn shard_of(path: &str) -> usize {
    // FNV-1a: stable over versions of Rust, unlike its own hashers.
    let hash = path
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from(hash % SHARDS as u64).unwrap_or(0)
}
