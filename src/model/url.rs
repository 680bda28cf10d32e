//! Addresses of pages inside the site.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

/// The path of an output file from the site's root, with `/` and without one in front: `works/deni2022.html`.
///
/// With pretty addresses the file is `slug/index.html` and links leave `index.html` out; without them only the home
/// page is an `index.html`, and links name it, because `file://` knows no index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Url(pub String);

/// Files that ibid writes itself at the root, whatever the site holds.
pub mod built_in {
    pub const HOME: &str = "index.html";
    pub const NOT_FOUND: &str = "404.html";
    pub const FEED: &str = "feed.xml";
    pub const SITEMAP: &str = "sitemap.xml";
    pub const ROBOTS: &str = "robots.txt";
    pub const CITATIONS_JSON: &str = "citations.json";
    pub const CITATIONS_SCHEMA: &str = "citations.schema.json";
    /// The feed of works that are cited for the first time.
    pub const NEW_WORKS: &str = "works.xml";
    pub const REFERENCES: [&str; 3] = ["references.bib", "references.ris", "references.csl.json"];
    /// Former addresses, for hosts that read such a file.
    pub const REDIRECTS: &str = "_redirects";
    /// The relations of the site, for programs.
    pub const GRAPH_JSON: &str = "graph.json";
    pub const GRAPH_SCHEMA: &str = "graph.schema.json";
    pub const FILES: [&str; 14] = [
        HOME,
        NOT_FOUND,
        FEED,
        SITEMAP,
        ROBOTS,
        CITATIONS_JSON,
        CITATIONS_SCHEMA,
        GRAPH_JSON,
        GRAPH_SCHEMA,
        NEW_WORKS,
        REFERENCES[0],
        REFERENCES[1],
        REFERENCES[2],
        REDIRECTS,
    ];

    /// What the names of files end with that ibid writes beside pages; no folder of pages may have such a name.
    pub const ENDINGS: [&str; 3] = [".bib", ".ris", ".csl.json"];
    /// Before these endings: the works that a briefing cites. No page may have such a name.
    pub const OF_BRIEFING: &str = ".references";

    /// Pages whose address follows `pretty_urls`: see [`Url::page`](super::Url::page).
    pub const ARCHIVE: &str = "briefings";
    pub const CITATIONS: &str = "citations";
    pub const ENTITIES: &str = "entities";
    /// The names from A to Z.
    pub const NAMES: &str = "names";
    pub const AUTHORS: &str = "authors";
    pub const TOPICS: &str = "topics";
    pub const SERIES: &str = "series";
    pub const MAP: &str = "map";
    pub const SEARCH: &str = "search";
    pub const TIMELINE: &str = "timeline";
    pub const PAGES: [&str; 10] = [ARCHIVE, CITATIONS, ENTITIES, NAMES, AUTHORS, TOPICS, SERIES, MAP, TIMELINE, SEARCH];

    /// The folder of the works' own pages.
    pub const WORKS: &str = "works";
    /// Files of the theme, and files that content shows.
    pub const ASSETS: &str = "assets";
    pub const MEDIA: &str = "media";
    /// Everything below these is ibid's own; the letters of a large citation index are in `citations/`.
    pub const FOLDERS: [&str; 3] = [ASSETS, MEDIA, CITATIONS];
}

impl Url {
    /// The page at a path without an ending: `handbook/notes.html`, or `handbook/notes/index.html`.
    #[must_use]
    pub fn page(path: &str, pretty: bool) -> Self {
        Self(if pretty { format!("{path}/index.html") } else { format!("{path}.html") })
    }

    /// What [`Url::page`] was made from: `handbook/notes`; empty for the home page.
    #[must_use]
    pub fn stem(&self) -> &str {
        let path = self.0.strip_suffix(".html").unwrap_or(&self.0);
        path.strip_suffix("/index").unwrap_or(if path == "index" { "" } else { path })
    }

    /// How a page at `self` links to a page or file at `target`: relative, so that the site works in a sub-folder and
    /// from `file://`. Percent-encoded where HTML needs it.
    #[must_use]
    pub fn to(&self, target: &Self) -> String {
        let mut here: Vec<&str> = self.0.split('/').collect();
        here.pop();
        let there: Vec<&str> = target.0.split('/').collect();
        let shared = here.iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut out = "../".repeat(here.len() - shared);
        out.push_str(&there[shared..].join("/"));
        if there.len() > 1 && there.last() == Some(&"index.html") {
            out.truncate(out.len() - "index.html".len());
            if out.is_empty() {
                out.push_str("./");
            }
        }
        encode(&out)
    }

    /// The full address, for feeds, sitemaps and canonical links. `base` ends with `/`.
    #[must_use]
    pub fn absolute(&self, base: &str) -> String {
        let path = self.0.strip_suffix("index.html").filter(|head| head.is_empty() || head.ends_with('/'));
        format!("{base}{}", encode(path.unwrap_or(&self.0)))
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes what may not stand in a path (RFC 3986), as UTF-8.
#[must_use]
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn links_are_relative() {
        let url = |path: &str| Url(path.to_owned());
        assert_eq!(url("a.html").to(&url("b.html")), "b.html");
        assert_eq!(url("works/a.html").to(&url("b.html")), "../b.html");
        assert_eq!(url("works/a.html").to(&url("works/b.html")), "b.html");
        assert_eq!(url("a.html").to(&url("works/ł.html")), "works/%C5%82.html");
    }

    #[test]
    fn an_absolute_address_leaves_index_html_out() {
        assert_eq!(Url("index.html".into()).absolute("https://x/"), "https://x/");
        assert_eq!(Url("a/index.html".into()).absolute("https://x/"), "https://x/a/");
    }

    #[test]
    fn a_page_has_its_stem() {
        for pretty in [true, false] {
            assert_eq!(Url::page("handbook/notes", pretty).stem(), "handbook/notes");
        }
        assert_eq!(Url(super::built_in::HOME.into()).stem(), "");
    }
}
