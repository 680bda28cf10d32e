//! Who may ask (THREATS F2): requests that any web page in the editor's browser could cause are told from the editor's
//! own by the names they carry.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{StatusCode, Uri, Version, header};

/// The `Host` of a request, if the server was started for that name. A name that an attacker's DNS points at this
/// machine is not among them; a numeric address is, where it is the very one that the connection came to.
pub fn host<'a>(
    headers: &'a HeaderMap,
    uri: &Uri,
    version: Version,
    local: SocketAddr,
    names: &[String],
) -> Result<&'a str, StatusCode> {
    let Some(host) = single(headers, &header::HOST)? else {
        return Err(if version >= Version::HTTP_11 { StatusCode::BAD_REQUEST } else { StatusCode::FORBIDDEN });
    };
    let host = host.to_str().map_err(|_| StatusCode::BAD_REQUEST)?;
    let allowed = |host: &str| name(host).is_some_and(|name| is_ours(name, local.ip(), names));
    let authority = uri.authority().is_none_or(|authority| allowed(authority.as_str()));
    if allowed(host) && authority { Ok(host) } else { Err(StatusCode::FORBIDDEN) }
}

/// Whether a page of this very site opened the reload channel. Browsers name the origin of a foreign page, or `null`.
pub fn same_origin(headers: &HeaderMap, host: &str) -> bool {
    let Ok(origin) = single(headers, &ORIGIN) else { return false };
    let ours = |origin: &HeaderValue| {
        let origin = origin.to_str().unwrap_or_default();
        origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
    };
    let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    origin.is_none_or(ours) && site
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a HeaderValue>, StatusCode> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() { Err(StatusCode::BAD_REQUEST) } else { Ok(first) }
}

/// Without the port. The port is not compared: a page of another origin cannot choose it, and it may be forwarded.
fn name(host: &str) -> Option<&str> {
    let (name, rest) = if host.starts_with('[') {
        host.split_at(host.find(']')? + 1)
    } else {
        host.split_at(host.find(':').unwrap_or(host.len()))
    };
    let port = rest.strip_prefix(':').unwrap_or("80");
    let is_port = !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let whole = rest.is_empty() || rest.starts_with(':');
    (is_port && whole && !name.is_empty()).then_some(name)
}

fn is_ours(name: &str, local: IpAddr, names: &[String]) -> bool {
    let local = local.to_canonical();
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return address.to_canonical() == local;
    }
    (local.is_loopback() && name.eq_ignore_ascii_case("localhost"))
        || names.iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, local: &str, names: &[&str]) -> bool {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        name(host).is_some_and(|name| is_ours(name, local.parse().unwrap(), &names))
    }

    /// THREATS F2.
    #[test]
    fn f2_only_the_names_it_was_started_for() {
        for host in ["localhost", "LOCALHOST:4000", "127.0.0.1", "127.0.0.1:80"] {
            assert!(check(host, "127.0.0.1", &[]), "{host}");
        }
        for host in [
            "",
            ":80",
            "evil.example",
            "localhost.evil.example",
            "localhost.",
            "127.0.0.1.nip.io",
            "192.168.0.2",
            "localhost:",
            "localhost:x",
            "localhost:80:80",
            "localhost@evil",
            "[::1]",
            "[::1]x",
            "[localhost",
            "0.0.0.0",
            "2130706433",
            "127.1",
        ] {
            assert!(!check(host, "127.0.0.1", &[]), "{host}");
        }
        assert!(check("[::1]:4000", "::1", &[]));
        assert!(check("127.0.0.1", "::ffff:127.0.0.1", &[]));
        assert!(check("192.168.0.2:4000", "192.168.0.2", &[]));
        assert!(!check("localhost", "192.168.0.2", &[]));
        assert!(check("desk.local:4000", "192.168.0.2", &["desk.local"]));
    }

    #[test]
    fn f2_a_foreign_or_null_origin_is_refused() {
        let check = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(*name, HeaderValue::from_static(value));
            }
            same_origin(&headers, "localhost:4000")
        };
        assert!(check(&[]));
        assert!(check(&[("origin", "http://localhost:4000"), ("sec-fetch-site", "same-origin")]));
        assert!(!check(&[("origin", "null")]));
        assert!(!check(&[("origin", "http://localhost:3000")]));
        assert!(!check(&[("origin", "https://evil.example")]));
        assert!(!check(&[("origin", "http://localhost:4000"), ("origin", "https://evil.example")]));
        assert!(!check(&[("sec-fetch-site", "cross-site")]));
        assert!(!check(&[("sec-fetch-site", "same-site")]));
    }
}
