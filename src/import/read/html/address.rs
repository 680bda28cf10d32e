//! Addresses as they are from everywhere: a saved page knows where it stood, and its links and pictures count from there.

use super::class;
use super::tree::{DOCUMENT, Tree};
use crate::import::evidence::Picture;

/// Where a page stood; empty where it does not say.
#[derive(Clone, Debug, Default)]
pub struct Base(String);

/// What `base`, the canonical link or `og:url` say.
pub fn base(tree: &Tree) -> Base {
    let find = |fits: &dyn Fn(usize) -> Option<String>| tree.all(DOCUMENT).find_map(fits);
    let absolute = |address: &str| {
        let address = address.trim();
        (address.starts_with("https://") || address.starts_with("http://")).then(|| address.to_owned())
    };
    let base = find(&|id| (tree.name(id) == "base").then(|| tree.attribute(id, "href").and_then(absolute)).flatten());
    let canonical = || {
        find(&|id| {
            let link = tree.name(id) == "link" && class::token(tree, id, "rel", &["canonical"]);
            link.then(|| tree.attribute(id, "href").and_then(absolute)).flatten()
        })
    };
    let told = || {
        find(&|id| {
            let meta = tree.name(id) == "meta" && tree.attribute(id, "property") == Some("og:url");
            meta.then(|| tree.attribute(id, "content").and_then(absolute)).flatten()
        })
    };
    Base(base.or_else(canonical).or_else(told).unwrap_or_default())
}

impl Base {
    /// An address that is relative to the page, as it is from everywhere; others, and all where the page does not say
    /// where it stood, stay as they are.
    pub fn whole(&self, address: &str) -> String {
        let address = straight(address);
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return match address.strip_prefix("//") {
                Some(rest) => format!("https://{rest}"),
                None => address,
            };
        };
        let colon = address.find(':').unwrap_or(usize::MAX);
        let sign = address.find(['/', '?', '#']).unwrap_or(usize::MAX);
        if address.is_empty() || colon < sign {
            return address;
        }
        if let Some(rest) = address.strip_prefix("//") {
            return format!("{scheme}://{rest}");
        }
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(host_end);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if address.starts_with('#') || address.starts_with('?') {
            return format!("{scheme}://{host}{path}{address}");
        }
        let (new, tail) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
        let mut parts: Vec<&str> = Vec::new();
        if !new.starts_with('/') {
            parts.extend(path.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(|it| !it.is_empty()));
        }
        let mut folder = new.ends_with('/');
        for part in new.split('/') {
            folder = matches!(part, "" | "." | "..");
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let end = if folder && !parts.is_empty() { "/" } else { "" };
        format!("{scheme}://{host}/{}{end}{tail}", parts.join("/"))
    }

    pub fn picture(&self, picture: Picture) -> Picture {
        if picture.bytes.is_empty() { Picture { name: self.whole(&picture.name), ..picture } } else { picture }
    }
}

/// Links that first lead to a counter, without it: Google Docs writes all of them so.
fn straight(address: &str) -> String {
    let query = ["https://www.google.com/url?", "http://www.google.com/url?"];
    let told = query.iter().find_map(|start| address.strip_prefix(start)).and_then(|query| {
        let value = query.split('&').find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("url=")))?;
        let whole = super::notes::decoded(value);
        (whole.starts_with("https://") || whole.starts_with("http://")).then_some(whole)
    });
    told.unwrap_or_else(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_from_where_the_page_stood() {
        let base = Base("https://a.example/x/y/page.html?q=1".to_owned());
        for (address, whole) in [
            ("https://b.example/z", "https://b.example/z"),
            ("//b.example/z", "https://b.example/z"),
            ("/z?k=v#p", "https://a.example/z?k=v#p"),
            ("z/", "https://a.example/x/y/z/"),
            ("../z.html", "https://a.example/x/z.html"),
            ("../../../../z", "https://a.example/z"),
            ("?p=2", "https://a.example/x/y/page.html?p=2"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("javascript:x()", "javascript:x()"),
        ] {
            assert_eq!(base.whole(address), whole);
        }
        assert_eq!(Base("https://a.example".to_owned()).whole("z"), "https://a.example/z");
        assert_eq!(Base::default().whole("../z"), "../z");
    }

    #[test]
    fn a_counter_before_an_address_goes() {
        let counted = "https://www.google.com/url?q=https://a.example/b%3Fc%3Dd&sa=D&ust=1";
        assert_eq!(Base::default().whole(counted), "https://a.example/b?c=d");
        assert_eq!(
            Base::default().whole("https://www.google.com/url?q=javascript:x"),
            "https://www.google.com/url?q=javascript:x"
        );
    }
}
