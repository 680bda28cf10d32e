//! A work as reference managers keep it in a text: an item of CSL-JSON.

use serde_json::Value;

use crate::base::span::{FileId, Span};
use crate::model::work::{Name, Work, WorkDate};

const NAMES: &[&str] = &[
    "author",
    "editor",
    "translator",
    "container-author",
    "collection-editor",
    "director",
    "interviewer",
    "recipient",
    "reviewed-author",
];
const DATES: &[&str] = &["issued", "accessed", "original-date", "event-date"];
const TEXTS: &[&str] = &[
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "publisher",
    "publisher-place",
    "volume",
    "number-of-volumes",
    "issue",
    "number",
    "page",
    "edition",
    "genre",
    "medium",
    "version",
    "section",
    "chapter-number",
    "event-title",
    "event-place",
    "archive",
    "archive_location",
    "authority",
    "language",
    "DOI",
    "ISBN",
    "ISSN",
    "URL",
];
const KINDS: &[&str] = &[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// One without anything but a kind.
pub fn empty(kind: &str) -> Work {
    let kind = KINDS.iter().find(|known| **known == kind).copied().unwrap_or("document");
    Work {
        key: String::new(),
        span: Span { file: FileId(0), start: 0, end: 0 },
        kind: kind.to_owned(),
        names: Vec::new(),
        dates: Vec::new(),
        fields: Vec::new(),
    }
}

/// The work of an item; nothing where it has no title, or is no item.
pub fn work(item: &Value) -> Option<Work> {
    let fields = item.as_object()?;
    let mut out = empty(fields.get("type").and_then(Value::as_str).unwrap_or_default());
    // `citation-key` is what an editor calls a work; `id` is mostly a number or an address.
    if let Some(key) = fields.get("citation-key").and_then(Value::as_str).filter(|key| is_key(key)) {
        key.clone_into(&mut out.key);
    }
    for role in NAMES {
        let names: Vec<Name> =
            fields.get(*role).and_then(Value::as_array).into_iter().flatten().filter_map(name).collect();
        if !names.is_empty() {
            out.names.push(((*role).to_owned(), names));
        }
    }
    for field in TEXTS {
        if let Some(text) = fields.get(*field).and_then(text) {
            out.fields.push(((*field).to_owned(), text));
        }
    }
    for field in DATES {
        if let Some(date) = fields.get(*field).and_then(date) {
            out.dates.push(((*field).to_owned(), date));
        }
    }
    (!out.title().is_empty()).then_some(out)
}

/// A key as a citation may write it.
fn is_key(key: &str) -> bool {
    (2..80).contains(&key.len())
        && key.starts_with(char::is_alphabetic)
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Numbers are texts, and the few tags that reference managers write in titles are no words.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let text = untagged(&text);
    (!text.is_empty()).then_some(text)
}

fn untagged(text: &str) -> String {
    let mut text = text.to_owned();
    for tag in ["i", "b", "sup", "sub"] {
        text = text.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name(value: &Value) -> Option<Name> {
    let part = |name: &str| value.get(name).and_then(text).unwrap_or_default();
    let (family, given) = (part("family"), part("given"));
    if family.is_empty() {
        let literal = [part("literal"), given].into_iter().find(|text| !text.is_empty())?;
        return Some(Name::Literal(literal));
    }
    let particle = format!("{} {}", part("dropping-particle"), part("non-dropping-particle")).trim().to_owned();
    Some(Name::Person { family, given, particle, suffix: part("suffix") })
}

fn date(value: &Value) -> Option<WorkDate> {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    let parts = |value: &Value| {
        let parts = value.as_array()?;
        let year = parts.first().and_then(number).and_then(|year| i32::try_from(year).ok())?;
        let small = |at: usize, most: i64| {
            let part = parts.get(at).and_then(number).filter(|part| (1..=most).contains(part));
            part.and_then(|part| u8::try_from(part).ok()).unwrap_or(0)
        };
        Some((year, small(1, 12), small(2, 31)))
    };
    let all = value.get("date-parts").and_then(Value::as_array);
    if let Some(from) = all.and_then(|all| parts(all.first()?)) {
        let to = all.and_then(|all| parts(all.get(1)?));
        let circa = value.get("circa").is_some_and(|circa| !matches!(circa, Value::Bool(false) | Value::Null));
        return Some(WorkDate::Parts { from, to, circa });
    }
    let literal = ["literal", "raw"].iter().find_map(|name| value.get(*name).and_then(Value::as_str));
    literal.map(str::trim).filter(|it| !it.is_empty()).map(|literal| WorkDate::Literal(literal.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_becomes_a_work() {
        let item = r#"{"id": 12, "citation-key": "vell2011", "type": "article-journal", "title": "Dues of the <i>Upper</i> River",
            "author": [{"family": "Vell", "given": "Marta", "non-dropping-particle": "van"}, {"literal": "River Board"}],
            "issued": {"date-parts": [["2011", 3], [2012]]}, "volume": 4, "abstract": "No."}"#;
        let work = work(&serde_json::from_str(item).unwrap()).unwrap();
        assert_eq!(
            (work.key.as_str(), work.kind.as_str(), work.title()),
            ("vell2011", "article-journal", "Dues of the Upper River")
        );
        assert_eq!(work.authors()[0].short(), "van Vell");
        assert_eq!(work.authors()[1], Name::Literal("River Board".to_owned()));
        assert_eq!(work.field("volume"), Some("4"));
        assert_eq!(work.dates[0].1, WorkDate::Parts { from: (2011, 3, 0), to: Some((2012, 0, 0)), circa: false });
        assert_eq!(work.field("abstract"), None);
    }

    #[test]
    fn what_is_no_item_is_none() {
        for item in ["1", "{}", "[]", r#"{"title": " "}"#] {
            assert_eq!(work(&serde_json::from_str(item).unwrap()), None);
        }
    }
}
