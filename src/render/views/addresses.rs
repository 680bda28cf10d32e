//! Addresses of the pages that ibid makes itself, flat or in folders as the site chose.

use crate::base::slug::slug;
use crate::model::site::Site;
use crate::model::url::{Url, built_in};

/// One of the pages named in [`built_in`].
pub fn page(site: &Site, name: &str) -> Url {
    Url::page(name, site.config.pretty_urls)
}

pub fn home() -> Url {
    Url(built_in::HOME.to_owned())
}

/// One letter or kind of the citation index.
pub fn citations_part(site: &Site, part: &str) -> Url {
    let name = if part == "#" { "other".to_owned() } else { slug(part) };
    page(site, &format!("{}/{name}", built_in::CITATIONS))
}
