//! `_redirects`: former addresses for hosts that read such a file (Netlify, Cloudflare Pages and others), so that their
//! answer is a redirect and not the small page that stands there for all the others.

use crate::model::site::Site;
use crate::model::url::Url;

/// A line for each former address; none where the site has no such address.
#[must_use]
pub fn file(site: &Site) -> Option<String> {
    let line = |(from, to): &(Url, _)| format!("{} {} 301\n", rooted(site, from), rooted(site, &site.article(*to).url));
    (!site.redirects.is_empty()).then(|| site.redirects.iter().map(line).collect())
}

/// The path from the root of the host. A star and a colon stand for parts of addresses in that file.
fn rooted(site: &Site, url: &Url) -> String {
    let full = url.absolute(&site.config.base_url);
    let path = full.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or("/");
    path.replace('*', "%2A").replace(':', "%3A")
}
