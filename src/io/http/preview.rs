//! The site in memory: what the preview serves, and how a new build takes the old one's place.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use hyper::body::Bytes;
use tokio::sync::watch;

use crate::base::hash::Fingerprint;

/// A built site. Nothing that is not in it can be asked for.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// By path from the site's root, without a slash in front; `404.html` is what unknown addresses get.
    pub files: BTreeMap<String, File>,
    pub notice: Option<Notice>,
}

#[derive(Clone, Debug)]
pub struct File {
    pub bytes: Bytes,
    pub content_type: &'static str,
    /// Of the bytes.
    pub fingerprint: Fingerprint,
}

/// What the last build had to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line of plain text, shown in a corner of every page.
    pub summary: String,
    /// A whole HTML page, shown at `/-ibid/diagnostics`.
    pub page: String,
}

impl File {
    #[must_use]
    pub fn new(path: &str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { content_type: content_type(path), fingerprint: Fingerprint::of(&bytes), bytes }
    }
}

/// The site that is served now; handed to the server and to whoever builds.
#[derive(Debug)]
pub struct Preview {
    sender: watch::Sender<Arc<Current>>,
    /// Differs from run to run: a page of an earlier run reloads.
    run: u64,
}

#[derive(Debug)]
pub(super) struct Current {
    pub built: Built,
    /// `run-number`.
    pub build: String,
}

impl Preview {
    #[must_use]
    pub fn new(built: Built) -> Self {
        let run = RandomState::new().hash_one(0);
        let first = Current { built, build: format!("{run:x}-1") };
        Self { sender: watch::Sender::new(Arc::new(first)), run }
    }

    /// From the next request on, this is the site; open pages reload.
    pub fn publish(&self, built: Built) {
        self.sender.send_modify(|current| {
            let number = current.build.rsplit('-').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) + 1;
            *current = Arc::new(Current { built, build: format!("{:x}-{number}", self.run) });
        });
    }

    /// The build failed: the last good site stays (THREATS D6), open pages show the notice without reloading.
    pub fn fault(&self, notice: Notice) {
        self.sender.send_modify(|current| {
            let built = Built { files: current.built.files.clone(), notice: Some(notice) };
            *current = Arc::new(Current { built, build: current.build.clone() });
        });
    }

    pub(super) fn current(&self) -> Arc<Current> {
        self.sender.borrow().clone()
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<Current>> {
        self.sender.subscribe()
    }
}

/// By the name's ending; text is always UTF-8.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" if name.ends_with(".csl.json") => "application/vnd.citationstyles.csl+json",
        "json" if name.ends_with(".schema.json") => "application/schema+json",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" if matches!(name.as_str(), "feed.xml" | "atom.xml" | "works.xml") => {
            "application/atom+xml; charset=utf-8"
        }
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "yaml" | "yml" => "application/yaml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}
