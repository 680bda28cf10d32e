//! The site's folder on the disk, as the pipeline sees it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::io::{read, size};
use crate::pipeline::World;
use crate::report::Files;

/// Texts that are kept between the two passes, in bytes; beyond it a file is read twice.
const KEPT_TEXT: usize = 48 << 20;

/// Files by name. What was read once is the same for the whole build, as far as memory allows; the pipeline notices a
/// file that changed in between.
#[derive(Debug)]
pub struct Disk {
    pub root: PathBuf,
    /// Where the files that the walk found really lie.
    places: BTreeMap<String, PathBuf>,
    /// In 64 parts, so that threads seldom wait for each other.
    kept: Vec<Mutex<BTreeMap<FileId, Source>>>,
    left: AtomicUsize,
}

impl Disk {
    pub fn new(root: &Path, places: BTreeMap<String, PathBuf>) -> Self {
        let kept = (0..64).map(|_| Mutex::default()).collect();
        Self { root: root.to_path_buf(), places, kept, left: AtomicUsize::new(KEPT_TEXT) }
    }

    /// Where a file really lies: one that the walk found, or one that is named and lies inside the site's folder.
    pub fn place(&self, path: &str) -> Result<PathBuf, Box<Diagnostic>> {
        let found = self.places.get(path).map(|place| Ok(place.clone()));
        found.unwrap_or_else(|| read::confined(&self.root, path).map_err(Box::new))
    }

    fn shelf(&self, id: FileId) -> &Mutex<BTreeMap<FileId, Source>> {
        &self.kept[id.0 as usize % self.kept.len()]
    }
}

impl World for Disk {
    fn source(&self, id: FileId, path: &str) -> Result<Source, Box<Diagnostic>> {
        if let Some(source) = self.shelf(id).lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(source.clone());
        }
        let source = match self.places.get(path) {
            Some(place) => read::source(place, path, id).map_err(Box::new)?,
            None => read::named(&self.root, path, id).map_err(Box::new)?,
        };
        let size = source.text.len();
        let fits = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).is_ok();
        if fits {
            self.shelf(id).lock().unwrap_or_else(PoisonError::into_inner).insert(id, source.clone());
        }
        Ok(source)
    }

    fn text(&self, path: &str) -> Option<String> {
        let place = self.place(path).ok()?;
        Some(read::source(&place, path, FileId(u32::MAX)).ok()?.text.to_string())
    }

    fn image_size(&self, path: &str) -> Option<(u32, u32)> {
        let place = self.place(path).ok()?;
        size::of(&read::bytes(&place, path).ok()?)
    }
}

/// Sources for the words around a diagnostic.
#[derive(Debug)]
pub struct Shown<'a> {
    pub disk: &'a Disk,
    pub paths: &'a BTreeMap<FileId, String>,
    /// Read already: the settings, which the walk does not list.
    pub own: Vec<Arc<Source>>,
    /// Asked for before, with their lines found.
    seen: Mutex<BTreeMap<FileId, Arc<Source>>>,
}

impl<'a> Shown<'a> {
    pub fn new(disk: &'a Disk, paths: &'a BTreeMap<FileId, String>, own: Vec<Arc<Source>>) -> Self {
        Self { disk, paths, own, seen: Mutex::default() }
    }
}

impl Files for Shown<'_> {
    fn source(&self, id: FileId) -> Option<Arc<Source>> {
        if let Some(source) = self.own.iter().find(|source| source.id == id) {
            return Some(Arc::clone(source));
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(source) = seen.get(&id) {
            return Some(Arc::clone(source));
        }
        let source = Arc::new(self.disk.source(id, self.paths.get(&id)?).ok()?);
        seen.insert(id, Arc::clone(&source));
        Some(source)
    }
}
