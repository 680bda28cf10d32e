//! The repository's own site: every link and id of it, every note and its way back, and what no page may hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::html::{Tag, tags};
use crate::site::SiteTest;

const BASE: &str = "https://ibid.example/";

struct Demo {
    files: BTreeMap<String, Vec<u8>>,
    pages: BTreeMap<String, Vec<Tag>>,
}

/// Built once for all tests of this file.
fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let site = SiteTest::from(".");
        site.build();
        let files = site.pages();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
        let pages = html.map(|(path, bytes)| (path.clone(), named(path, &text(bytes)))).collect();
        Demo { files, pages }
    })
}

/// A fault of the page's HTML is told with the page's name.
fn named(path: &str, page: &str) -> Vec<Tag> {
    std::panic::catch_unwind(|| tags(page)).unwrap_or_else(|_| panic!("{path}: see above"))
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_content_has_no_fault() {
    let run = SiteTest::from(".").run(["check", "--format", "gcc"]);
    let told: Vec<&str> =
        run.stdout.lines().filter(|line| line.contains(": warning: ") || line.contains(": error: ")).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert_eq!(run.code, Some(0));
}

#[test]
fn every_kind_of_page_is_there() {
    let pages = &demo().pages;
    for page in ["index.html", "citations.html", "entities.html", "404.html"] {
        assert!(pages.contains_key(page), "{page} is missing from {:?}", pages.keys());
    }
    for folder in ["works/", "entities/", "authors/", "topics/"] {
        assert!(pages.keys().any(|page| page.starts_with(folder)), "no page in {folder}");
    }
    let briefings = pages.values().filter(|tags| tags.iter().any(|tag| tag.get("role") == Some("doc-noteref"))).count();
    assert!(briefings >= 8, "{briefings} pages with notes");
}

#[test]
fn ids_are_unique_on_each_page() {
    let mut faults = Vec::new();
    for (page, tags) in &demo().pages {
        let mut seen = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            if !seen.insert(id) || id.is_empty() || id.contains(char::is_whitespace) {
                faults.push(format!("{page}: the id “{id}”"));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_link_of_the_site_leads_somewhere() {
    let demo = demo();
    let mut faults = Vec::new();
    let mut followed = 0;
    for (page, tags) in &demo.pages {
        for tag in tags {
            for url in ["href", "src", "poster", "action"].into_iter().filter_map(|name| tag.get(name)) {
                let full = absolute(page, url);
                let Some(inside) = full.strip_prefix(BASE) else { continue };
                followed += 1;
                if let Err(fault) = leads_somewhere(demo, inside) {
                    faults.push(format!("{page}: <{} {url}>: {fault}", tag.name));
                }
            }
            // What a heading or list item is labelled by, or a label is for.
            for ids in ["aria-labelledby", "aria-describedby", "aria-controls", "for"]
                .into_iter()
                .filter_map(|name| tag.get(name))
            {
                for id in ids.split_ascii_whitespace() {
                    if !tags.iter().any(|other| other.get("id") == Some(id)) {
                        faults.push(format!("{page}: <{}> names the id {id}, which is not there", tag.name));
                    }
                }
            }
        }
    }
    assert!(followed > 1000, "only {followed} links");
    none(&faults);
}

fn leads_somewhere(demo: &Demo, inside: &str) -> Result<(), String> {
    let (path, anchor) = inside.split_once('#').unwrap_or((inside, ""));
    let path = path.split('?').next().unwrap_or(path);
    let mut file = decoded(path);
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
    }
    if !demo.files.contains_key(&file) {
        return Err(format!("there is no file {file}"));
    }
    if anchor.is_empty() {
        return Ok(());
    }
    let anchor = decoded(anchor);
    let tags = demo.pages.get(&file).ok_or("an anchor in what is no page")?;
    let there = tags.iter().any(|tag| tag.get("id") == Some(&anchor));
    if there { Ok(()) } else { Err(format!("{file} has no place {anchor}")) }
}

/// The full address of what a page at `page` calls `url`.
fn absolute(page: &str, url: &str) -> String {
    if url.contains(':') && !url.starts_with(['/', '#', '.', '?']) {
        return url.to_owned();
    }
    if let Some(path) = url.strip_prefix('/') {
        return format!("{BASE}{path}");
    }
    if url.starts_with('#') || url.is_empty() {
        return format!("{BASE}{page}{url}");
    }
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    let (path, rest) = url.split_at(url.find(['#', '?']).unwrap_or(url.len()));
    for part in path.split('/') {
        match part {
            ".." => {
                assert!(folders.pop().is_some(), "{page}: {url} leads out of the site");
            }
            "." => {}
            part => folders.push(part),
        }
    }
    let end = if path.ends_with(['.']) { "/" } else { "" };
    format!("{BASE}{}{end}{rest}", folders.join("/"))
}

fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let code = path.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(code) = code.filter(|_| bytes[at] == b'%') {
            out.push(code);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn every_mark_has_its_note_and_every_note_its_ways_back() {
    let mut faults = Vec::new();
    let mut marks = 0;
    for (page, tags) in &demo().pages {
        let role = |name: &'static str| tags.iter().filter(move |tag| tag.get("role") == Some(name));
        let href = |tag: &Tag| tag.get("href").and_then(|href| href.strip_prefix('#')).unwrap_or("").to_owned();
        let backs: BTreeSet<(String, String)> =
            role("doc-backlink").map(|tag| (tag.id_around("li").unwrap_or("").to_owned(), href(tag))).collect();
        let refs: BTreeSet<(String, String)> =
            role("doc-noteref").map(|tag| (href(tag), tag.get("id").unwrap_or("").to_owned())).collect();
        marks += refs.len();
        if refs != backs {
            faults.push(format!(
                "{page}: without a way back {:?}; leading nowhere {:?}",
                refs.difference(&backs).collect::<Vec<_>>(),
                backs.difference(&refs).collect::<Vec<_>>()
            ));
        }
        for back in role("doc-backlink") {
            if back.get("aria-label").is_none_or(str::is_empty) {
                faults.push(format!("{page}: a way back without a name"));
            }
        }
        let in_notes = |tag: &&Tag| tag.name == "li" && tag.get("id").is_some_and(is_note);
        for note in tags.iter().filter(in_notes) {
            let id = note.get("id").unwrap_or("");
            if !refs.iter().any(|(to, _)| to == id) {
                faults.push(format!("{page}: nothing leads to {id}"));
            }
        }
    }
    assert!(marks > 100, "only {marks} marks");
    none(&faults);
}

fn is_note(id: &str) -> bool {
    id.strip_prefix('n').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

#[test]
fn a6_no_page_holds_script_or_style_of_its_own_or_asks_another_origin() {
    let mut faults = Vec::new();
    for (page, tags) in &demo().pages {
        let policy = tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"));
        let policy = policy.and_then(|tag| tag.get("content")).unwrap_or("");
        for part in ["script-src 'self'", "style-src 'self'", "base-uri 'none'"] {
            if !policy.contains(part) {
                faults.push(format!("{page}: the policy lacks {part}"));
            }
        }
        if policy.contains("unsafe") {
            faults.push(format!("{page}: {policy}"));
        }
        for tag in tags {
            let inline = match tag.name.as_str() {
                "script" => tag.get("src").is_none() && tag.get("type") != Some("application/ld+json"),
                "style" | "iframe" | "object" | "embed" | "base" => true,
                _ => false,
            };
            let handler = tag.attributes.iter().find(|(name, _)| name == "style" || name.starts_with("on"));
            if inline || handler.is_some() {
                faults.push(format!("{page}: <{} {handler:?}>", tag.name));
            }
            let loads = match tag.name.as_str() {
                "img" | "script" | "source" | "video" | "audio" => tag.get("src"),
                // These only name another address.
                "link" if matches!(tag.get("rel"), Some("canonical" | "cite-as" | "license")) => None,
                "link" => tag.get("href"),
                _ => None,
            };
            if loads.is_some_and(|url| url.starts_with("http") || url.starts_with("//")) {
                faults.push(format!("{page}: loads {loads:?}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_page_says_what_it_is() {
    let mut faults = Vec::new();
    for (page, tags) in &demo().pages {
        let outer = |tag: &Tag| !tag.inside.iter().any(|(name, _)| name == "svg");
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name && outer(tag)).count();
        let redirect = tags.iter().any(|tag| tag.get("http-equiv") == Some("refresh"));
        if (count("h1") != 1 && !redirect) || count("main") != 1 || count("title") != 1 {
            faults.push(format!("{page}: {} h1, {} main, {} title", count("h1"), count("main"), count("title")));
        }
        if tags[0].get("lang").is_none_or(str::is_empty) {
            faults.push(format!("{page}: no language"));
        }
        let mut last = 1;
        for tag in tags.iter().filter(|tag| tag.name.len() == 2 && tag.name.starts_with('h')) {
            let Ok(level) = tag.name[1..].parse::<u8>() else { continue };
            if level > last + 1 {
                faults.push(format!("{page}: h{level} after h{last}: {}", tag.text.trim()));
            }
            last = level;
        }
        for image in tags.iter().filter(|tag| tag.name == "img" && tag.get("alt").is_none()) {
            faults.push(format!("{page}: a picture without words: {:?}", image.get("src")));
        }
        for data in tags.iter().filter(|tag| tag.get("type") == Some("application/ld+json")) {
            if let Err(error) = serde_json::from_str::<serde_json::Value>(&data.text) {
                faults.push(format!("{page}: its data is no JSON: {error}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn a2_feeds_and_data_are_well_formed() {
    let demo = demo();
    let mut xml = 0;
    for (path, bytes) in &demo.files {
        let text = || String::from_utf8(bytes.clone()).unwrap();
        if path.ends_with(".xml") || path.ends_with(".svg") {
            xml += 1;
            elements(path, &text());
        } else if path.ends_with(".json") || path.ends_with(".webmanifest") {
            serde_json::from_str::<serde_json::Value>(&text()).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    assert!(xml >= 2, "a feed and a sitemap");
    for name in ["citations.json", "citations.schema.json", "sitemap.xml", "feed.xml", "works.xml", "robots.txt"] {
        assert!(demo.files.contains_key(name), "{name} is missing");
    }
}

#[test]
fn the_feed_holds_whole_briefings_with_ids_of_their_own() {
    let demo = demo();
    let feed = elements("feed.xml", std::str::from_utf8(&demo.files["feed.xml"]).unwrap());
    let text_of =
        |name: &str| feed.iter().filter(|(tag, _)| tag == name).map(|(_, text)| text.as_str()).collect::<Vec<_>>();
    let ids = text_of("id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids of entries are unique");
    let contents = text_of("content");
    assert!(contents.len() >= 8, "{} entries with their text", contents.len());
    let mut seen = BTreeSet::new();
    for content in contents {
        for tag in tags(content) {
            if let Some(id) = tag.get("id") {
                assert!(
                    seen.insert(id.to_owned()),
                    "the id {id} occurs in two entries: a reader shows them on one page"
                );
            }
        }
    }
}

#[test]
fn the_sitemap_names_pages_that_are_there() {
    let demo = demo();
    let places = elements("sitemap.xml", std::str::from_utf8(&demo.files["sitemap.xml"]).unwrap());
    let mut count = 0;
    for (_, place) in places.iter().filter(|(tag, _)| tag == "loc") {
        let inside = place.strip_prefix(BASE).unwrap_or_else(|| panic!("{place} is no page of this site"));
        leads_somewhere(demo, inside).unwrap();
        count += 1;
    }
    assert!(count > 50, "{count} pages");
}

/// Every element of a well-formed XML file and its own text. Panics where it is not well-formed.
#[track_caller]
pub fn elements(path: &str, xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<(String, String)> = Vec::new();
    let mut out = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Start(tag) => {
                for attribute in tag.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{path}: {error}"));
                }
                open.push((String::from_utf8(tag.name().as_ref().to_vec()).unwrap(), String::new()));
            }
            Event::End(_) => out.extend(open.pop()),
            Event::Text(text) => {
                if let Some((_, words)) = open.last_mut() {
                    words.push_str(&text.decode().unwrap());
                }
            }
            Event::GeneralRef(entity) => {
                let name = entity.decode().unwrap();
                let c = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => entity.resolve_char_ref().unwrap().unwrap_or_else(|| panic!("{path}: the entity &{name};")),
                };
                if let Some((_, words)) = open.last_mut() {
                    words.push(c);
                }
            }
            Event::CData(text) => {
                if let Some((_, words)) = open.last_mut() {
                    words.push_str(&text.decode().unwrap());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} is not closed");
    for c in xml.chars() {
        let allowed = matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(allowed, "{path} holds {c:?}, which XML 1.0 forbids");
    }
    out
}
