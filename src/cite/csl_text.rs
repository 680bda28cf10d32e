//! The text of a `.csl` file before its tree is made: well-formed, no deeper than a style is, of CSL's own words.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, Locator, NameVariable, NumberOrPageVariable, Term, Variable,
};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::csl::{Fault, Why};
use crate::base::text::nearest;

/// Where the parts of a style begin.
#[derive(Debug, Default)]
pub struct Places {
    pub root: usize,
    pub macros: BTreeMap<String, usize>,
    /// The link to the style that this one stands on.
    pub parent: usize,
}

/// Names with the place of each.
type Called = Vec<(String, usize)>;

/// Elements that print something; those of `info` are nobody's business here.
const ELEMENTS: [&str; 33] = [
    "bibliography",
    "choose",
    "citation",
    "date",
    "date-part",
    "else",
    "else-if",
    "et-al",
    "group",
    "if",
    "info",
    "institution",
    "intext",
    "key",
    "label",
    "layout",
    "locale",
    "macro",
    "multiple",
    "name",
    "name-part",
    "names",
    "number",
    "single",
    "sort",
    "style",
    "style-options",
    "substitute",
    "term",
    "terms",
    "text",
    "translator",
    "updated",
];

/// Reads the text once, and never into itself.
pub fn check(xml: &str, max_depth: usize) -> Result<Places, Fault> {
    let mut reader = Reader::from_str(xml);
    let mut places = Places::default();
    let mut called: Called = Vec::new();
    let mut depth = 0usize;
    // Inside `info`, whose elements are read and not judged.
    let mut info: Option<usize> = None;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(at);
            Fault { at: at.min(xml.len()), why: Why::Syntax(plain(&error)) }
        })?;
        match event {
            Event::DocType(_) => return Err(Fault { at, why: Why::Entities }),
            Event::GeneralRef(entity) => {
                let known = ["amp", "lt", "gt", "quot", "apos"].iter().any(|name| name.as_bytes() == &*entity);
                if !known && !entity.starts_with(b"#") {
                    return Err(Fault { at, why: Why::Entities });
                }
            }
            Event::Start(element) => {
                depth += 1;
                if depth > max_depth {
                    return Err(Fault { at, why: Why::TooDeep });
                }
                open(&element, at, depth, info.is_some(), &mut places, &mut called)?;
                if element.local_name().as_ref() == b"info" && info.is_none() {
                    info = Some(depth);
                }
            }
            Event::Empty(element) => open(&element, at, depth + 1, info.is_some(), &mut places, &mut called)?,
            Event::End(_) => {
                if info == Some(depth) {
                    info = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(Fault {
            at: xml.len(),
            why: Why::Syntax("the file ends before its last element is closed".into()),
        });
    }
    if let Some((name, at)) = called.into_iter().find(|(name, _)| !places.macros.contains_key(name)) {
        let nearest = nearest(&name, places.macros.keys().map(String::as_str)).map(str::to_owned);
        return Err(Fault { at, why: Why::MissingMacro { name, nearest } });
    }
    Ok(places)
}

fn open(
    element: &BytesStart<'_>,
    at: usize,
    depth: usize,
    in_info: bool,
    places: &mut Places,
    called: &mut Called,
) -> Result<(), Fault> {
    let name = String::from_utf8_lossy(element.local_name().as_ref()).into_owned();
    if depth == 1 {
        places.root = at;
        if name != "style" {
            return Err(Fault { at, why: Why::NotAStyle(name) });
        }
    }
    if !in_info && !ELEMENTS.contains(&name.as_str()) {
        return Err(Fault { at, why: Why::Element(name) });
    }
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| Fault { at, why: Why::Syntax(error.to_string()) })?;
        let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let Ok(value) = attribute.unescape_value() else { return Err(Fault { at, why: Why::Entities }) };
        if in_info {
            if name == "link" && key == "rel" && value == "independent-parent" {
                places.parent = at;
            }
            continue;
        }
        match (name.as_str(), key.as_str()) {
            ("macro", "name") => {
                places.macros.insert(value.into_owned(), at);
            }
            ("text" | "key", "macro") => called.push((value.into_owned(), at)),
            _ => judge(&name, &key, &value).map_err(|why| Fault { at, why })?,
        }
    }
    Ok(())
}

/// Whether an attribute says what CSL lets it say; attributes that CSL does not know are passed over, as its processors
/// do.
fn judge(element: &str, key: &str, value: &str) -> Result<(), Why> {
    let words = value.split_whitespace();
    let bad = |value: &str, known: &[&str]| {
        let nearest = nearest(value, known.iter().copied()).map(str::to_owned);
        Err(Why::Value { attribute: key.to_owned(), value: value.to_owned(), nearest })
    };
    let unknown = match (element, key) {
        ("names", "variable") => words.into_iter().find(|word| !reads::<NameVariable>(word)),
        ("date", "variable") => words.into_iter().find(|word| !reads::<DateVariable>(word)),
        ("number" | "label", "variable") => words.into_iter().find(|word| !reads::<NumberOrPageVariable>(word)),
        ("text" | "key" | "if" | "else-if", "variable") | ("if" | "else-if", "is-numeric") => {
            words.into_iter().find(|word| !reads::<Variable>(word))
        }
        ("if" | "else-if", "is-uncertain-date") => words.into_iter().find(|word| !reads::<DateVariable>(word)),
        ("if" | "else-if", "type") => words.into_iter().find(|word| !reads::<Kind>(word)),
        ("if" | "else-if", "locator") => words.into_iter().find(|word| word.parse::<Locator>().is_err()),
        ("text", "term") => Some(value).filter(|term| !reads::<Term>(term)),
        _ => None,
    };
    if let Some(word) = unknown {
        return match key {
            "type" => bad(word, &KINDS),
            "variable" | "is-numeric" | "is-uncertain-date" => bad(word, &VARIABLES),
            _ => bad(word, &[]),
        };
    }
    for (name, allowed) in CHOICES {
        if name == key && !(element == "term" || element == "name-part" && key == "name") {
            let list = matches!(key, "position");
            let found = if list {
                value.split_whitespace().find(|word| !allowed.contains(word))
            } else {
                Some(value).filter(|value| !allowed.contains(value))
            };
            if let Some(word) = found {
                return bad(word, allowed);
            }
        }
    }
    if COUNTS.contains(&key) && value.parse::<u32>().is_err() {
        return bad(value, &[]);
    }
    Ok(())
}

const TRUTH: [&str; 2] = ["true", "false"];

/// Attributes with few values.
const CHOICES: [(&str, &[&str]); 24] = [
    ("class", &["note", "in-text"]),
    ("match", &["all", "any", "none", "last-two-digits", "last-digit", "whole-number"]),
    ("position", &["first", "subsequent", "ibid", "ibid-with-locator", "near-note", "far-note"]),
    ("font-style", &["normal", "italic", "oblique"]),
    ("font-weight", &["normal", "bold", "light"]),
    ("font-variant", &["normal", "small-caps"]),
    ("text-decoration", &["none", "underline"]),
    ("vertical-align", &["baseline", "sup", "sub"]),
    ("text-case", &["lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title"]),
    ("display", &["block", "left-margin", "right-inline", "indent"]),
    ("and", &["text", "symbol"]),
    ("delimiter-precedes-last", &["contextual", "after-inverted-name", "always", "never"]),
    ("delimiter-precedes-et-al", &["contextual", "after-inverted-name", "always", "never"]),
    ("name-as-sort-order", &["first", "all"]),
    ("demote-non-dropping-particle", &["never", "sort-only", "display-and-sort"]),
    ("page-range-format", &["expanded", "minimal", "minimal-two", "chicago", "chicago-15", "chicago-16"]),
    ("collapse", &["citation-number", "year", "year-suffix", "year-suffix-ranged"]),
    ("quotes", &TRUTH),
    ("strip-periods", &TRUTH),
    ("disambiguate-add-names", &TRUTH),
    ("disambiguate-add-givenname", &TRUTH),
    ("disambiguate-add-year-suffix", &TRUTH),
    ("et-al-use-last", &TRUTH),
    ("initialize", &TRUTH),
];

/// Attributes that are numbers.
const COUNTS: [&str; 5] =
    ["et-al-min", "et-al-use-first", "et-al-subsequent-min", "et-al-subsequent-use-first", "near-note-distance"];

/// For the nearest name: the types and variables that styles use most.
const KINDS: [&str; 24] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "dataset",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "motion_picture",
    "paper-conference",
    "patent",
    "post-weblog",
    "report",
    "thesis",
    "webpage",
];
const VARIABLES: [&str; 40] = [
    "DOI",
    "ISBN",
    "URL",
    "accessed",
    "archive",
    "archive-place",
    "archive_location",
    "author",
    "authority",
    "chapter-number",
    "citation-number",
    "collection-editor",
    "collection-number",
    "collection-title",
    "container-author",
    "container-title",
    "container-title-short",
    "director",
    "edition",
    "editor",
    "event-place",
    "event-title",
    "first-reference-note-number",
    "genre",
    "interviewer",
    "issue",
    "issued",
    "locator",
    "medium",
    "note",
    "number",
    "number-of-volumes",
    "original-date",
    "page",
    "publisher",
    "publisher-place",
    "title",
    "title-short",
    "translator",
    "volume",
];

fn reads<'de, T: Deserialize<'de>>(word: &'de str) -> bool {
    T::deserialize(StrDeserializer::<Error>::new(word)).is_ok()
}

/// What the XML reader says, in words.
fn plain(error: &quick_xml::Error) -> String {
    use quick_xml::Error as E;
    use quick_xml::errors::IllFormedError as Ill;
    match error {
        E::IllFormed(Ill::MismatchedEndTag { expected, found }) => {
            format!("</{found}> closes an element that was opened as <{expected}>")
        }
        E::IllFormed(Ill::UnmatchedEndTag(name)) => format!("</{name}> closes an element that was never opened"),
        E::IllFormed(Ill::MissingEndTag(name)) => format!("the element <{name}> is never closed"),
        E::Syntax(error) => error.to_string(),
        other => other.to_string(),
    }
}
