//! Addresses of the pages that ibid makes itself, flat or in folders as the site chose.

use crate::model::site::Site;
use crate::model::url::{Url, built_in};

/// One of the pages named in [`built_in`].
pub fn page(site: &Site, name: &str) -> Url {
    Url::page(name, site.config.pretty_urls)
}

pub fn home() -> Url {
    Url(built_in::HOME.to_owned())
}

/// A part of the citation index, by its names: `["publications", "w"]`. They are slugs already.
pub fn citations_part(site: &Site, names: &[&str]) -> Url {
    page(site, &format!("{}/{}", built_in::CITATIONS, names.join("/")))
}
