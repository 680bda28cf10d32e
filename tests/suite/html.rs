//! What the tests read in a page: its start tags, ids, links and words, by a tokenizer that follows the HTML standard.

use html5gum::{Token, Tokenizer};

/// A start tag and the tags that were open around it.
#[derive(Clone, Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Ids of the open elements around it, the nearest last; empty for those without one.
    pub inside: Vec<(String, String)>,
    /// Words between this tag and its end tag.
    pub text: String,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }

    pub fn is_inside(&self, element: &str) -> bool {
        self.inside.iter().any(|(name, _)| name == element)
    }

    /// The id of the nearest element of this name around it.
    pub fn id_around(&self, element: &str) -> Option<&str> {
        self.inside.iter().rev().find(|(name, _)| name == element).map(|(_, id)| id.as_str())
    }
}

const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Every start tag in order. Panics where tags do not close in the order in which they were opened: our pages leave no
/// end tag out.
#[track_caller]
pub fn tags(page: &str) -> Vec<Tag> {
    let mut out: Vec<Tag> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let attributes = tag.attributes.iter().map(|(key, value)| (text(key), text(&value.value))).collect();
                let around = |row: &usize| {
                    let tag: &Tag = &out[*row];
                    (tag.name.clone(), tag.get("id").unwrap_or("").to_owned())
                };
                let inside = open.iter().map(around).collect();
                let closed = tag.self_closing || VOID.contains(&name.as_str());
                if !closed {
                    open.push(out.len());
                }
                out.push(Tag { name, attributes, inside, text: String::new() });
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                let row = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
                assert_eq!(out[row].name, name, "</{name}> stands inside <{}>", out[row].name);
            }
            Token::String(words) => {
                let words = text(&words.value);
                for row in &open {
                    out[*row].text.push_str(&words);
                }
            }
            Token::Error(error) => panic!("the page is no valid HTML: {:?}", error.value),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    let left: Vec<_> = open.iter().map(|row| out[*row].name.as_str()).collect();
    assert!(left.is_empty(), "not closed: {left:?}");
    out
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What stands between `<main …>` and `</main>`.
#[track_caller]
pub fn main(page: &str) -> &str {
    between(page, "<main", "</main>").unwrap_or_else(|| panic!("the page has no <main>:\n{page}"))
}

/// What stands between the start tag that begins with `start` and the first `end` after it.
pub fn between<'a>(page: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = page.find(start)?;
    let from = from + page[from..].find('>')? + 1;
    let to = from + page[from..].find(end)?;
    Some(page[from..to].trim())
}

/// The text of a briefing or page as it was set: `<div class="text">`.
#[track_caller]
pub fn body(page: &str) -> &str {
    let inner = between(page, "<div class=\"text\"", "</main>").unwrap_or_else(|| panic!("no text in\n{page}"));
    let mut depth = 1;
    for (at, _) in inner.match_indices('<') {
        if inner[at..].starts_with("</div>") {
            depth -= 1;
            if depth == 0 {
                return inner[..at].trim();
            }
        } else if inner[at..].starts_with("<div") {
            depth += 1;
        }
    }
    panic!("the text of the page does not end")
}

/// The notes of a page: what stands in the list of `<section class="notes">`; empty where there are none.
pub fn notes(page: &str) -> &str {
    let Some(section) = between(page, "<section class=\"notes\"", "</section>") else { return "" };
    let (Some(start), Some(end)) = (section.find("<ol>"), section.rfind("</ol>")) else { return "" };
    section[start + "<ol>".len()..end].trim()
}

/// Every run of white space is one space, and none stands beside a tag's line end.
pub fn squeeze(html: &str) -> String {
    html.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
}
