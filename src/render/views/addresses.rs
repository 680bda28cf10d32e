//! Addresses of the pages that ibid makes itself.

use crate::base::slug::slug;
use crate::model::site::Site;
use crate::model::url::Url;

/// Follows the site's choice of flat files or folders.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    pretty: bool,
}

impl Addresses {
    #[must_use]
    pub fn of(site: &Site) -> Self {
        Self { pretty: site.config.pretty_urls }
    }

    #[must_use]
    pub fn home(self) -> Url {
        Url("index.html".to_owned())
    }

    #[must_use]
    pub fn archive(self) -> Url {
        self.page("briefings")
    }

    #[must_use]
    pub fn citations(self) -> Url {
        self.page("citations")
    }

    /// One letter or kind of the citation index.
    #[must_use]
    pub fn citations_part(self, part: &str) -> Url {
        self.page(&format!("citations/{}", if part == "#" { "other".to_owned() } else { slug(part) }))
    }

    #[must_use]
    pub fn entities(self) -> Url {
        self.page("entities")
    }

    #[must_use]
    pub fn authors(self) -> Url {
        self.page("authors")
    }

    #[must_use]
    pub fn topics(self) -> Url {
        self.page("topics")
    }

    #[must_use]
    pub fn series(self) -> Url {
        self.page("series")
    }

    #[must_use]
    pub fn not_found(self) -> Url {
        Url("404.html".to_owned())
    }

    /// `handbook/notes` of `handbook/notes.html` or `handbook/notes/index.html`.
    #[must_use]
    pub fn stem(self, url: &Url) -> &str {
        url.0.strip_suffix("/index.html").or_else(|| url.0.strip_suffix(".html")).unwrap_or(&url.0)
    }

    fn page(self, path: &str) -> Url {
        Url(if self.pretty { format!("{path}/index.html") } else { format!("{path}.html") })
    }
}
