//! From a request to its answer: a function of the request's head and of the site in memory. No path ever reaches the
//! disk.

use std::net::SocketAddr;

use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode, header};

use super::guard;
use super::preview::{Current, File};
use super::range::{Selection, select};
use crate::model::url::encode;

/// Longer targets get 414.
const MAX_TARGET: usize = 8 << 10;

const RELOAD_SCRIPT: &str = include_str!("reload.js");

const TEXT: &str = "text/plain; charset=utf-8";

#[derive(Debug)]
pub enum Answer {
    Whole(Response<Bytes>),
    /// The head of the reload channel; its body never ends.
    Channel(Response<()>),
}

pub fn answer(request: &Parts, current: &Current, local: SocketAddr, names: &[String]) -> Answer {
    let target = request.uri.path_and_query().map_or("", |target| target.as_str());
    if target.len() > MAX_TARGET {
        return plain(StatusCode::URI_TOO_LONG, "The address is too long.\n");
    }
    let host = match guard::host(&request.headers, &request.uri, request.version, local, names) {
        Ok(host) => host,
        Err(status) => return plain(status, "This server does not answer to that name.\n"),
    };
    if request.method != Method::GET && request.method != Method::HEAD {
        let mut response = plain_response(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Answer::Whole(response);
    }
    let Some(path) = request.uri.path().strip_prefix('/') else {
        return plain(StatusCode::BAD_REQUEST, "The address does not start with a slash.\n");
    };
    let Ok(path) = decoded(path) else {
        return plain(StatusCode::BAD_REQUEST, "The address has a broken percent escape.\n");
    };
    match path.as_deref() {
        Some("-ibid/reload") if !guard::same_origin(&request.headers, host) => {
            plain(StatusCode::FORBIDDEN, "The reload channel is for pages of this site.\n")
        }
        Some("-ibid/reload") if request.method == Method::GET => Answer::Channel(channel()),
        Some("-ibid/reload.js") => found(request, current, &File::new("reload.js", RELOAD_SCRIPT), StatusCode::OK),
        Some("-ibid/diagnostics") => {
            let page = current.built.notice.as_ref().map_or_else(nothing_to_say, |notice| notice.page.clone());
            found(request, current, &File::new("diagnostics.html", page), StatusCode::OK)
        }
        path => from_table(request, current, path.unwrap_or("\0")),
    }
}

fn from_table(request: &Parts, current: &Current, path: &str) -> Answer {
    let files = &current.built.files;
    let is_folder = path.is_empty() || path.ends_with('/');
    let name = if is_folder { format!("{path}index.html") } else { path.to_owned() };
    if let Some(file) = files.get(&name) {
        return found(request, current, file, StatusCode::OK);
    }
    if !is_folder {
        if let Some(file) = files.get(&format!("{path}.html")) {
            return found(request, current, file, StatusCode::OK);
        }
        if files.contains_key(&format!("{path}/index.html")) {
            let mut response = plain_response(StatusCode::PERMANENT_REDIRECT, "");
            // The path is one of ours, so it cannot name another server.
            if let Ok(to) = HeaderValue::from_str(&format!("/{}/", encode(path))) {
                response.headers_mut().insert(header::LOCATION, to);
            }
            return Answer::Whole(response);
        }
    }
    match files.get("404.html") {
        Some(file) => found(request, current, file, StatusCode::NOT_FOUND),
        None => plain(StatusCode::NOT_FOUND, "There is no such page.\n"),
    }
}

/// A file, or the part of it that was asked for.
fn found(request: &Parts, current: &Current, file: &File, status: StatusCode) -> Answer {
    let is_html = file.content_type.starts_with("text/html");
    let bytes = if is_html { with_script(&file.bytes, &current.build) } else { file.bytes.clone() };
    let etag = format!("\"{}{}\"", file.fingerprint.hex(), if is_html { &current.build } else { "" });
    let selection = if status == StatusCode::OK {
        select(&request.headers, &etag, bytes.len(), request.method == Method::GET)
    } else {
        Selection::Whole
    };
    let len = bytes.len();
    let (status, bytes, range) = match selection {
        Selection::Whole => (status, bytes, None),
        Selection::NotModified => (StatusCode::NOT_MODIFIED, Bytes::new(), None),
        Selection::PreconditionFailed => return plain(StatusCode::PRECONDITION_FAILED, "The page is another now.\n"),
        Selection::Part(part) => {
            let range = format!("bytes {}-{}/{len}", part.start, part.end - 1);
            (StatusCode::PARTIAL_CONTENT, bytes.slice(part), Some(range))
        }
        Selection::NotSatisfiable => (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(format!("bytes */{len}"))),
    };
    let mut response = response(status, file.content_type, bytes);
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    for (name, value) in [(header::ETAG, Some(etag)), (header::CONTENT_RANGE, range)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    Answer::Whole(response)
}

/// The page with the preview's script in its head: one of its own origin, which the page's policy lets run.
fn with_script(page: &Bytes, build: &str) -> Bytes {
    let Some(at) = memchr::memmem::find(page, b"</head>") else { return page.clone() };
    let script = format!("<script src=\"/-ibid/reload.js\" data-build=\"{build}\" defer></script>");
    let mut out = Vec::with_capacity(page.len() + script.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(script.as_bytes());
    out.extend_from_slice(&page[at..]);
    out.into()
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    Answer::Whole(plain_response(status, text))
}

fn plain_response(status: StatusCode, text: &'static str) -> Response<Bytes> {
    response(status, TEXT, Bytes::from_static(text.as_bytes()))
}

fn response(status: StatusCode, content_type: &'static str, bytes: Bytes) -> Response<Bytes> {
    let has_body = status != StatusCode::NOT_MODIFIED;
    let len = bytes.len();
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    guarded(&mut response, content_type);
    if has_body {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(len));
    }
    response
}

fn channel() -> Response<()> {
    let mut response = Response::new(());
    guarded(&mut response, "text/event-stream; charset=utf-8");
    response
}

/// What every answer carries: nothing is guessed, kept, framed or read by another site.
fn guarded<T>(response: &mut Response<T>, content_type: &'static str) {
    let pairs: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_TYPE, content_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in pairs {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
}

fn nothing_to_say() -> String {
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Diagnostics</title></head>\
     <body><p>The last build has nothing to say.</p></body></html>"
        .to_owned()
}

/// `Err` for a broken escape; `None` for what is not UTF-8: no address of ours.
fn decoded(path: &str) -> Result<Option<String>, ()> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(0), digit(1)) else { return Err(()) };
        bytes.push(u8::try_from(high * 16 + low).unwrap_or(0));
        rest = &rest[2..];
    }
    Ok(String::from_utf8(bytes).ok())
}
