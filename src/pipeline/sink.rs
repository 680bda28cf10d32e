//! A sink in memory: for the preview, and for tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Fault;
use super::write::Sink;
use crate::base::hash::Fingerprint;

/// A file and the key that it was written under.
pub type Kept = (Fingerprint, Arc<[u8]>);

/// The files of a site by path.
#[derive(Debug)]
pub struct InMemory<R> {
    before: BTreeMap<String, Kept>,
    files: Mutex<BTreeMap<String, Kept>>,
    /// Reads a file of the site's folder.
    read: R,
}

impl<R: Fn(&str) -> Result<Vec<u8>, Fault> + Sync> InMemory<R> {
    /// `before` are the files of the last build.
    pub fn new(before: BTreeMap<String, Kept>, read: R) -> Self {
        Self { before, files: Mutex::default(), read }
    }

    pub fn into_files(self) -> BTreeMap<String, Kept> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, path: &str, kept: Kept) -> Result<(), Fault> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.insert(path.to_owned(), kept) {
            None => Ok(()),
            Some(_) => Err(format!("two files of the site have the path {path}").into()),
        }
    }
}

impl<R: Fn(&str) -> Result<Vec<u8>, Fault> + Sync> Sink for InMemory<R> {
    fn previous(&self, path: &str) -> Option<Fingerprint> {
        self.before.get(path).map(|(key, _)| *key)
    }

    fn keep(&self, path: &str, key: Fingerprint) -> Result<bool, Fault> {
        let Some((_, bytes)) = self.before.get(path) else { return Ok(false) };
        self.insert(path, (key, Arc::clone(bytes)))?;
        Ok(true)
    }

    fn put(&self, path: &str, key: Fingerprint, bytes: Vec<u8>) -> Result<(), Fault> {
        self.insert(path, (key, bytes.into()))
    }

    fn copy(&self, path: &str, from: &str) -> Result<(), Fault> {
        let bytes = (self.read)(from)?;
        self.put(path, Fingerprint::of(&bytes), bytes)
    }
}
