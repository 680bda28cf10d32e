//! The promises of THREATS F, over real connections.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Instant;

use super::*;

fn site() -> Built {
    let files = [
        ("index.html", "<html><head></head><body>home</body></html>"),
        ("a.html", "<html><head></head><body>a</body></html>"),
        ("x/index.html", "<html><head></head><body>x</body></html>"),
        ("gap/łuk.html", "<html><head></head><body>bow</body></html>"),
        ("404.html", "<html><head></head><body>not here</body></html>"),
        ("data.txt", "0123456789"),
    ];
    Built { files: files.map(|(path, text)| (path.to_owned(), File::new(path, text))).into(), notice: None }
}

fn start() -> (Server, Arc<Preview>) {
    let preview = Arc::new(Preview::new(site()));
    let listen = Listen { address: ([127, 0, 0, 1], 0).into(), hosts: vec![] };
    (serve(&listen, Arc::clone(&preview)).unwrap(), preview)
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends bytes, gives all that comes back until the server closes.
fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = connect(server);
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut out = Vec::new();
    let _ = stream.read_to_end(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn get(server: &Server, path: &str, headers: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    raw(server, request.as_bytes())
}

fn status(response: &str) -> u16 {
    response.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

fn body(response: &str) -> &str {
    response.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn header<'a>(response: &'a str, name: &str) -> Option<&'a str> {
    let head = response.split_once("\r\n\r\n").map_or(response, |(head, _)| head);
    head.lines().filter_map(|line| line.split_once(": ")).find(|(found, _)| *found == name).map(|(_, value)| value)
}

#[test]
fn f1_a_loopback_address_is_not_exposed() {
    let (server, _) = start();
    assert!(!server.is_exposed());
    let preview = Arc::new(Preview::new(site()));
    let listen = Listen { address: ([0, 0, 0, 0], 0).into(), hosts: vec![] };
    assert!(serve(&listen, preview).unwrap().is_exposed());
    let taken = Listen { address: server.address, hosts: vec![] };
    let error = serve(&taken, Arc::new(Preview::new(site()))).unwrap_err();
    assert!(error.to_string().ends_with("another program already uses that port"), "{error}");
}

#[test]
fn f2_a_foreign_host_gets_403_and_every_answer_is_guarded() {
    let (server, _) = start();
    for (request, expected) in [
        ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403),
        ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 403),
        ("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200),
        ("GET / HTTP/1.0\r\n\r\n", 403),
        ("GET / HTTP/1.0\r\nHost: localhost:1\r\n\r\n", 200),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403),
    ] {
        let response = raw(&server, request.as_bytes());
        assert_eq!(status(&response), expected, "{request}{response}");
        assert_eq!(header(&response, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(&response, "cache-control"), Some("no-store"));
        assert_eq!(header(&response, "access-control-allow-origin"), None);
    }
}

#[test]
fn f2_the_reload_channel_is_for_the_sites_own_pages() {
    let (server, _) = start();
    for headers in ["Origin: null\r\n", "Origin: https://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
        assert_eq!(status(&get(&server, "/-ibid/reload", headers)), 403, "{headers}");
    }
}

#[test]
fn f2_nothing_but_the_built_site_can_be_asked_for() {
    let (server, _) = start();
    for path in [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "//etc/passwd",
        "/x/../a.html",
        "/./a.html",
        "/etc/passwd",
        "/a.html%00",
        "/a.html/",
        "/%ff",
        "/x%5cindex.html",
        "/.ibid-manifest",
        "/-ibid/",
        "/ibid.toml",
    ] {
        let response = get(&server, path, "");
        assert_eq!(status(&response), 404, "{path}");
        assert!(body(&response).contains("not here"), "{path}");
    }
}

#[test]
fn f3_pages_are_found_as_a_host_for_static_files_finds_them() {
    let (server, _) = start();
    for (path, expected) in [
        ("/", "home"),
        ("/index.html", "home"),
        ("/?q=1", "home"),
        ("/a.html", ">a<"),
        ("/a", ">a<"),
        ("/x/", ">x<"),
        ("/gap/%C5%82uk.html", "bow"),
        ("/gap/%c5%82uk", "bow"),
    ] {
        let response = get(&server, path, "");
        assert_eq!(status(&response), 200, "{path}");
        assert!(body(&response).contains(expected), "{path}: {response}");
        assert_eq!(header(&response, "content-type"), Some("text/html; charset=utf-8"));
        assert!(body(&response).contains("<script src=\"/-ibid/reload.js\" data-build=\""), "{response}");
        assert_eq!(header(&response, "content-length"), Some(body(&response).len().to_string().as_str()));
    }
    let response = get(&server, "/x", "");
    assert_eq!((status(&response), header(&response, "location")), (308, Some("/x/")));
    assert_eq!(body(&get(&server, "/data.txt", "")), "0123456789");
    let script = get(&server, "/-ibid/reload.js", "");
    assert_eq!(header(&script, "content-type"), Some("text/javascript; charset=utf-8"));
}

#[test]
fn f3_data_have_their_types() {
    for (path, expected) in [
        ("references.bib", "application/x-bibtex; charset=utf-8"),
        ("a.references.csl.json", "application/vnd.citationstyles.csl+json"),
        ("citations.json", "application/json"),
        ("citations.schema.json", "application/schema+json"),
        ("works.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
    ] {
        assert_eq!(content_type(path), expected, "{path}");
    }
}

#[test]
fn f3_methods_ranges_and_conditionals() {
    let (server, _) = start();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO"] {
        let request = format!("{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let response = raw(&server, request.as_bytes());
        assert_eq!((status(&response), header(&response, "allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = raw(&server, b"HEAD /data.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!((status(&head), header(&head, "content-length"), body(&head)), (200, Some("10"), ""));
    let head = raw(&server, b"HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!((status(&head), body(&head)), (404, ""));
    let part = get(&server, "/data.txt", "Range: bytes=2-4\r\n");
    assert_eq!((status(&part), body(&part), header(&part, "content-range")), (206, "234", Some("bytes 2-4/10")));
    let outside = get(&server, "/data.txt", "Range: bytes=10-\r\n");
    assert_eq!((status(&outside), header(&outside, "content-range")), (416, Some("bytes */10")));
    for path in ["/data.txt", "/a.html"] {
        let etag = header(&get(&server, path, ""), "etag").unwrap().to_owned();
        let same = get(&server, path, &format!("If-None-Match: {etag}\r\n"));
        assert_eq!((status(&same), body(&same)), (304, ""));
        let other = get(&server, path, "If-None-Match: \"x\"\r\n");
        assert_eq!(status(&other), 200);
    }
}

#[test]
fn f5_malformed_requests_get_a_4xx_and_the_server_stands() {
    let (server, _) = start();
    let long = "a".repeat(70_000);
    let many = "X: 1\r\n".repeat(200);
    for (request, expected) in [
        (format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", &long[..10_000]), [414, 414]),
        (format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n"), [414, 431]),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\n\r\n"), [431, 431]),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"), [431, 431]),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n".to_owned(), [400, 400]),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_owned(), [400, 400]),
        ("GET  /  HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), [400, 400]),
        ("\0\0\0\0\r\n\r\n".to_owned(), [400, 400]),
        ("GET a HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), [400, 403]),
        ("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(), [400, 400]),
        ("GET /% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(), [400, 400]),
        ("GET / HTTP/1.1\r\nHost: local\u{7f}host\r\nConnection: close\r\n\r\n".to_owned(), [400, 403]),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n".to_owned(), [400, 400]),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n".to_owned(), [400, 400]),
    ] {
        let response = raw(&server, request.as_bytes());
        let line = &request[..request.len().min(60)];
        assert!(expected.contains(&status(&response)), "{line:?}: {response}");
    }
    for noise in [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], b"\x16\x03\x01\x02\0\x01", b"GET / HT", b""] {
        assert!(status(&raw(&server, noise)) < 500);
    }
    assert_eq!(status(&get(&server, "/", "")), 200);
}

#[test]
fn f4_half_open_clients_delay_nobody_and_are_dropped_within_ten_seconds() {
    let (server, _) = start();
    let start = Instant::now();
    let mut half: Vec<TcpStream> = (0..200).map(|_| connect(&server)).collect();
    for (at, stream) in half.iter_mut().enumerate() {
        stream.write_all(&b"GET / HTTP/1.1\r\nHost: loc"[..at % 20]).unwrap();
    }
    // The least of five: other programs delay a reader as well.
    let took = (0..5).map(|_| {
        let asked = Instant::now();
        assert_eq!(status(&get(&server, "/", "")), 200);
        asked.elapsed()
    });
    let least = took.min().unwrap();
    assert!(least < Duration::from_millis(100), "{least:?}");
    // One of them sends a byte now and then; that gives it no more time.
    let mut slow = half.pop().unwrap();
    while start.elapsed() < Duration::from_secs(10) && slow.write_all(b"a").is_ok() {
        std::thread::sleep(Duration::from_millis(500));
    }
    assert!(start.elapsed() < Duration::from_secs(10), "the slow one is still served");
    for mut stream in half {
        stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        let closed = match stream.read(&mut [0; 64]) {
            Ok(read) => read == 0,
            Err(error) => error.kind() == ErrorKind::ConnectionReset,
        };
        assert!(closed);
    }
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn f4_a_thousand_clients_keep_their_connections() {
    let (server, _) = start();
    let mut clients: Vec<TcpStream> = (0..1000).map(|_| connect(&server)).collect();
    for _ in 0..3 {
        for client in &mut clients {
            client.write_all(b"GET /data.txt HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        }
        for client in &mut clients {
            let mut got = Vec::new();
            let mut buffer = [0; 1024];
            while !got.ends_with(b"0123456789") {
                let read = client.read(&mut buffer).unwrap();
                assert_ne!(read, 0);
                got.extend_from_slice(&buffer[..read]);
            }
            assert!(got.starts_with(b"HTTP/1.1 200 OK"));
        }
    }
}

/// THREATS D6: the last good site stays, and open pages learn of both.
#[test]
fn d6_open_pages_hear_of_a_new_build_and_of_a_failed_one() {
    let (server, preview) = start();
    let mut stream = connect(&server);
    stream.write_all(b"GET /-ibid/reload HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut got = String::new();
    let mut until = |words: &str| {
        let mut buffer = [0; 1024];
        while !got.contains(words) {
            let read = stream.read(&mut buffer).unwrap();
            assert_ne!(read, 0, "{got}");
            got.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
        got.clear();
    };
    until("-1\n\nevent: notice\ndata: \n");
    preview.fault(Notice { summary: "1 error\nin a.md".to_owned(), page: "<p>what</p>".to_owned() });
    until("-1\n\nevent: notice\ndata: 1 error in a.md\n");
    assert!(body(&get(&server, "/", "")).contains("home"));
    assert!(body(&get(&server, "/-ibid/diagnostics", "")).contains("<p>what</p>"));
    preview.publish(Built { files: [("index.html".to_owned(), File::new("index.html", "new"))].into(), notice: None });
    until("-2\n\nevent: notice\ndata: \n");
    assert_eq!(body(&get(&server, "/", "")), "new");
    assert!(body(&get(&server, "/-ibid/diagnostics", "")).contains("nothing to say"));
    assert_eq!(body(&get(&server, "/nowhere", "")), "There is no such page.\n");
}

#[test]
fn a_server_that_is_dropped_no_longer_listens() {
    let (server, _) = start();
    let address = server.address;
    let _idle = connect(&server);
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}
