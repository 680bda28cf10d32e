//! The examples of the `CommonMark` specification through our parser, tree and renderer.
//!
//! All examples are pages of one site. What ibid means to do otherwise stands in `tests/commonmark/differences.md`, by
//! number and with the reason; every other example has to come out as the specification says, and every difference that
//! is listed has to be one. The specification comes from npm: `tests/run` fetches it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names of files are ours")]

#[path = "suite/html.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod html;
#[path = "suite/site.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod site;

use std::collections::BTreeMap;
use std::fs;

use html5gum::{StartTag, Token, Tokenizer};
use site::{SiteTest, repository};

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

#[test]
fn every_example_is_read_as_commonmark_or_its_difference_is_written_down() {
    let examples = examples();
    assert_eq!(examples.len(), 652, "examples of CommonMark 0.31.2");
    let differences = differences();
    let mut test = SiteTest::new();
    for example in &examples {
        let front = "---\ntitle: Example\ndate: 2024-01-02\nlink_entities: false\n---\n";
        let text = format!("{front}{}", with_addresses(&example.markdown));
        test = test.file(&format!("content/example-{:03}.md", example.number), text);
    }
    let run = test.run(["build", "--quiet"]);
    assert!(matches!(run.code, Some(0 | 1)), "ibid build ended with {:?}: {}", run.code, run.stderr);
    let mut faults = Vec::new();
    for Example { number, markdown, html } in &examples {
        let page = test.page(&format!("example-{number:03}.html"));
        let ours = canonical(html::body(&page), Levels::AsSet);
        let wanted = canonical(&with_addresses(html), Levels::AsTyped);
        let listed = differences.contains_key(number);
        if ours != wanted && !listed {
            faults.push(format!("example {number}\n{markdown}-- CommonMark\n{wanted}\n-- ours\n{ours}\n"));
        } else if ours == wanted && listed {
            faults.push(format!("example {number} is no difference any more: take it off the list\n"));
        }
    }
    assert!(faults.is_empty(), "{} examples:\n{}", faults.len(), faults.join("\n"));
}

/// The examples as the specification writes them: 32 backticks, `example`, markdown, a full stop, HTML.
fn examples() -> Vec<Example> {
    let path = std::env::var_os("COMMONMARK_SPEC").map_or_else(
        || repository().join("tests/browser/node_modules/commonmark-spec/spec.txt"),
        std::path::PathBuf::from,
    );
    let spec = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `tests/run rust` fetches the specification", path.display()));
    let fence = "`".repeat(32);
    let mut out = Vec::new();
    let mut parts = None;
    for line in spec.lines() {
        match (&mut parts, line) {
            (None, line) if line.strip_prefix(&fence).is_some_and(|rest| rest.trim() == "example") => {
                parts = Some((String::new(), None::<String>));
            }
            (Some(_), line) if line == fence => {
                let (markdown, html) = parts.take().unwrap();
                let html = html.expect("an example has HTML").replace('→', "\t");
                out.push(Example { number: out.len() + 1, markdown: markdown.replace('→', "\t"), html });
            }
            (Some((_, html @ None)), ".") => *html = Some(String::new()),
            (Some((markdown, html)), line) => {
                let part = html.as_mut().unwrap_or(markdown);
                part.push_str(line);
                part.push('\n');
            }
            (None, _) => {}
        }
    }
    out
}

/// Lines such as `- 148, 149–151: raw HTML is text`.
fn differences() -> BTreeMap<usize, String> {
    let path = repository().join("tests/commonmark/differences.md");
    let text = fs::read_to_string(path).unwrap();
    let mut out = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("- ")) {
        let (numbers, reason) = line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}"));
        for part in numbers.split(", ") {
            let (from, to) = part.split_once('–').unwrap_or((part, part));
            let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
            for number in from..=to {
                assert!(out.insert(number, reason.to_owned()).is_none(), "{number} is listed twice");
            }
        }
    }
    out
}

/// `/url` of the examples becomes an address of another site: on ours a path has to lead to a file.
fn with_addresses(text: &str) -> String {
    const PATHS: [&str; 9] = ["url", "uri", "bar", "my uri", "my%20uri", "foo-url", "baz-url", "f", "φ"];
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let free = !text[..at].ends_with(|c: char| c.is_alphanumeric() || "/.:)".contains(c));
        let path = text[at..].starts_with("/%CF")
            || PATHS.iter().any(|path| text[at..].get(1..).is_some_and(|rest| rest.starts_with(path)));
        if c == '/' && free && path {
            out.push_str("https://u.example");
        }
        out.push(c);
    }
    out
}

/// How the levels of headings are to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Levels {
    /// As our pages set them.
    AsSet,
    /// As they were typed; our pages make a ladder without gaps of them, from the second level on.
    AsTyped,
}

/// HTML without what we add for readers and what means nothing: ids, wrappers of sentences, names of regions, white space
/// between blocks. One tag or text a line.
fn canonical(html: &str, levels: Levels) -> String {
    let mut out = Lines::default();
    let mut ladder: Vec<u8> = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let mut name = text(&tag.name);
                if let Some(level) = level(&name).filter(|_| levels == Levels::AsTyped) {
                    while ladder.last().is_some_and(|open| *open >= level) {
                        ladder.pop();
                    }
                    ladder.push(level);
                    name = format!("h{}", (ladder.len() + 1).min(6));
                }
                out.preformatted |= name == "pre";
                if name != "span" {
                    out.tag(format!("<{name}{}>", attributes(&name, &tag)));
                }
            }
            Token::EndTag(tag) => {
                let mut name = text(&tag.name);
                if level(&name).is_some() && levels == Levels::AsTyped {
                    name = format!("h{}", (ladder.len() + 1).min(6));
                }
                out.preformatted &= name != "pre";
                if name != "span" {
                    out.tag(format!("</{name}>"));
                }
            }
            Token::String(words) => out.text(&text(&words.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out.finish()
}

#[derive(Default)]
struct Lines {
    out: Vec<Line>,
    preformatted: bool,
}

enum Line {
    Tag(String),
    Text(String),
}

impl Lines {
    fn tag(&mut self, tag: String) {
        self.out.push(Line::Tag(tag));
    }

    fn text(&mut self, words: &str) {
        let words = if self.preformatted { words.to_owned() } else { words.replace('\n', " ") };
        match self.out.last_mut() {
            Some(Line::Text(text)) => text.push_str(&words),
            _ => self.out.push(Line::Text(words)),
        }
    }

    /// White space at the edges of a block says nothing.
    fn finish(mut self) -> String {
        for n in 0..self.out.len() {
            let after_block = n.checked_sub(1).is_none_or(|n| is_block(&self.out[n]));
            let before_block = self.out.get(n + 1).is_none_or(is_block);
            if let Line::Text(text) = &mut self.out[n] {
                let start = if after_block { text.trim_start_matches([' ', '\n']) } else { text.as_str() };
                let whole = if before_block { start.trim_end_matches([' ', '\n']) } else { start };
                *text = whole.to_owned();
            }
        }
        let lines = self.out.into_iter().map(|line| match line {
            Line::Tag(tag) => tag,
            Line::Text(text) => format!("{text:?}"),
        });
        lines.filter(|line| line != "\"\"").collect::<Vec<_>>().join("\n")
    }
}

fn is_block(line: &Line) -> bool {
    const INLINE: [&str; 7] = ["a", "em", "strong", "img", "s", "del", "code"];
    match line {
        Line::Tag(tag) => {
            let name = tag.trim_matches(['<', '/', '>']).split(' ').next().unwrap_or("");
            !INLINE.contains(&name)
        }
        Line::Text(_) => false,
    }
}

fn attributes(name: &str, tag: &StartTag<()>) -> String {
    let keep: &[&str] = match name {
        "a" => &["href", "title"],
        "img" => &["src", "alt", "title"],
        "code" => &["class"],
        "ol" => &["start"],
        _ => &[],
    };
    let value =
        |key: &str| tag.attributes.iter().find(|(name, _)| text(name) == key).map(|(_, value)| text(&value.value));
    keep.iter().filter_map(|key| Some(format!(" {key}={:?}", value(key)?))).collect()
}

fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
