//! What a field cites: Zotero, Mendeley, `EndNote` and Word leave the data of the works in the text.

use serde_json::Value;

use super::document::Document;
use super::xml::{self, Element};
use super::{csl, field, sources};
use crate::import::evidence::{Citation, Cited};
use crate::import::read::base64;
use crate::model::cite::LocatorLabel;
use crate::model::work::{Name, Work, WorkDate};

/// Works of one citation that are looked at.
const MOST: usize = 200;

/// Where the result of a field begins: keeps the works that its instruction names.
pub fn ask(document: &mut Document) {
    let Some(instruction) = field::unasked(&mut document.fields) else { return };
    if let Some(at) = of_instruction(&instruction, document).and_then(|citation| keep(document, citation)) {
        field::cites(&mut document.fields, at);
    }
}

/// The citation that a content control holds in its tag: Mendeley since 2021.
pub fn of_control(document: &mut Document, tag: &str) -> Option<u32> {
    let data = tag.strip_prefix("MENDELEY_CITATION_v3_")?;
    let json = serde_json::from_slice(&base64::decode(data)?).ok()?;
    keep(document, from_json(&json, "Mendeley")?)
}

fn keep(document: &mut Document, citation: Citation) -> Option<u32> {
    let all = &mut document.reading.citations;
    let at = u32::try_from(all.len()).ok()?;
    all.push(citation);
    Some(at)
}

fn of_instruction(instruction: &str, document: &Document) -> Option<Citation> {
    let (first, rest) = instruction.trim_start().split_once(char::is_whitespace)?;
    match first.to_ascii_uppercase().as_str() {
        "ADDIN" => addin(rest.trim_start()),
        "CITATION" => word(rest, document),
        _ => None,
    }
}

fn addin(rest: &str) -> Option<Citation> {
    let json = |from: &str| {
        let start = from.find('{')?;
        // Some write more behind the object.
        serde_json::Deserializer::from_str(&from[start..]).into_iter::<Value>().next()?.ok()
    };
    if let Some(rest) = rest.strip_prefix("ZOTERO_ITEM") {
        from_json(&json(rest)?, "Zotero")
    } else if rest.starts_with("CSL_CITATION") {
        from_json(&json(rest)?, "Mendeley")
    } else {
        endnote(rest.strip_prefix("EN.CITE")?)
    }
}

fn from_json(citation: &Value, by: &'static str) -> Option<Citation> {
    let items = citation.get("citationItems")?.as_array()?;
    let cited: Vec<Cited> = items
        .iter()
        .take(MOST)
        .filter_map(|item| {
            let work = csl::work(item.get("itemData")?)?;
            let said = |name: &str| item.get(name).and_then(Value::as_str).map(str::trim).filter(|it| !it.is_empty());
            let locator = said("locator").map(|value| located(said("label").unwrap_or("page"), value));
            Some(Cited { work, locator })
        })
        .collect();
    (!cited.is_empty()).then_some(Citation { by, cited })
}

/// `p. 279`, `pp. 33–35`.
fn located(label: &str, value: &str) -> String {
    let known = LocatorLabel::ALL.iter().find(|known| known.csl() == label).copied().unwrap_or_default();
    let (one, many) = known.printed();
    let several = value.contains(['-', '–', ',', '&']);
    format!("{} {value}", if several { many } else { one })
}

/// `CITATION Vel11 \\p 17 \\m Had98`: tags of Word's own list, each with its place.
fn word(rest: &str, document: &Document) -> Option<Citation> {
    let mut cited: Vec<Cited> = Vec::new();
    let mut words = rest.split_whitespace();
    let mut tag = words.next();
    while let Some(found) = tag.take().and_then(|tag| document.sources.get(tag.trim_matches('"'))) {
        cited.push(Cited { work: found.clone(), locator: None });
        while let Some(word) = words.next() {
            match word.to_ascii_lowercase().as_str() {
                "\\m" => {
                    tag = words.next();
                    break;
                }
                "\\p" => {
                    let value = words.next().map(|it| it.trim_matches('"'));
                    if let Some((cited, value)) = cited.last_mut().zip(value) {
                        cited.locator = Some(located("page", value));
                    }
                }
                _ => {}
            }
        }
        if tag.is_none() || cited.len() >= MOST {
            break;
        }
    }
    (!cited.is_empty()).then_some(Citation { by: "Word", cited })
}

/// `EndNote` writes XML of its own into the field.
fn endnote(rest: &str) -> Option<Citation> {
    let text = rest.get(rest.find("<EndNote>")?..)?;
    let text = text.get(..text.find("</EndNote>")? + "</EndNote>".len())?;
    let tree = xml::parse(text.as_bytes(), "EN.CITE").ok()?;
    let cites = tree.root().children().filter(|it| it.name() == "Cite");
    let cited: Vec<Cited> = cites.take(MOST).filter_map(record).collect();
    (!cited.is_empty()).then_some(Citation { by: "EndNote", cited })
}

fn record(cite: Element) -> Option<Cited> {
    let record = cite.children().find(|it| it.name() == "record")?;
    let text = |path: &[&str]| {
        let mut at = record;
        for name in path {
            at = at.children().find(|it| it.name() == *name)?;
        }
        let text: String = at.all().map(Element::text).collect();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
    };
    let kind = record.children().find(|it| it.name() == "ref-type").and_then(|it| it.attribute("name"));
    let mut work = csl::empty(match kind.unwrap_or_default() {
        "Journal Article" => "article-journal",
        "Magazine Article" => "article-magazine",
        "Newspaper Article" => "article-newspaper",
        "Book" | "Edited Book" => "book",
        "Book Section" => "chapter",
        "Report" | "Government Document" => "report",
        "Thesis" => "thesis",
        "Conference Paper" | "Conference Proceedings" => "paper-conference",
        "Web Page" | "Blog" => "webpage",
        _ => "document",
    });
    let fields: [(&[&str], &str); 9] = [
        (&["titles", "title"], "title"),
        (&["titles", "secondary-title"], "container-title"),
        (&["publisher"], "publisher"),
        (&["pub-location"], "publisher-place"),
        (&["volume"], "volume"),
        (&["number"], "issue"),
        (&["pages"], "page"),
        (&["edition"], "edition"),
        (&["electronic-resource-num"], "DOI"),
    ];
    for (path, field) in fields {
        work.fields.extend(text(path).map(|text| (field.to_owned(), text)));
    }
    let people = |group: &str| -> Vec<Name> {
        let contributors = record.children().find(|it| it.name() == "contributors");
        let group = contributors.and_then(|it| it.children().find(|it| it.name() == group));
        let names = group.into_iter().flat_map(Element::children);
        names
            .map(|it| it.all().map(Element::text).collect::<String>())
            .filter_map(|name| sources::name(&name))
            .collect()
    };
    for (group, role) in [("authors", "author"), ("secondary-authors", "editor")] {
        let names = people(group);
        if !names.is_empty() {
            work.names.push((role.to_owned(), names));
        }
    }
    let year = text(&["dates", "year"]).and_then(|year| year.parse().ok());
    work.dates
        .extend(year.map(|year| ("issued".to_owned(), WorkDate::Parts { from: (year, 0, 0), to: None, circa: false })));
    let pages = cite.children().find(|it| it.name() == "Pages").map(Element::text);
    let locator = pages.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).map(|it| located("page", &it));
    let titled: Option<Work> = (!work.title().is_empty()).then_some(work);
    titled.map(|work| Cited { work, locator })
}
