//! Word's own list of works, `b:Sources`, which it keeps beside the text.

use std::collections::BTreeMap;

use super::csl;
use super::xml::{Element, Space, Tree};
use crate::model::work::{Name, Work, WorkDate};

/// Works by their tags.
pub fn read(trees: &[Tree]) -> BTreeMap<String, Work> {
    let lists = trees.iter().map(Tree::root).filter(|root| root.is(Space::Bibliography, "Sources"));
    let sources = lists.flat_map(Element::children).filter(|it| it.is(Space::Bibliography, "Source"));
    sources.filter_map(|source| Some((text(source, "Tag")?, work(source)?))).collect()
}

fn text(source: Element, name: &str) -> Option<String> {
    let text = source.child(Space::Bibliography, name)?.text();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
}

fn work(source: Element) -> Option<Work> {
    let mut work = csl::empty(match text(source, "SourceType").unwrap_or_default().as_str() {
        "Book" => "book",
        "BookSection" => "chapter",
        "JournalArticle" => "article-journal",
        "ArticleInAPeriodical" => "article-magazine",
        "ConferenceProceedings" => "paper-conference",
        "Report" => "report",
        "DocumentFromInternetSite" | "InternetSite" => "webpage",
        "Interview" => "interview",
        "Case" => "legal_case",
        "Patent" => "patent",
        "Film" => "motion_picture",
        _ => "document",
    });
    let fields = [
        ("Title", "title"),
        ("JournalName", "container-title"),
        ("PeriodicalTitle", "container-title"),
        ("BookTitle", "container-title"),
        ("InternetSiteTitle", "container-title"),
        ("Publisher", "publisher"),
        ("Institution", "publisher"),
        ("City", "publisher-place"),
        ("Volume", "volume"),
        ("Issue", "issue"),
        ("Pages", "page"),
        ("Edition", "edition"),
        ("ThesisType", "genre"),
        ("URL", "URL"),
        ("DOI", "DOI"),
    ];
    for (theirs, field) in fields {
        if let Some(text) = text(source, theirs).filter(|_| work.field(field).is_none()) {
            work.fields.push((field.to_owned(), text));
        }
    }
    let people = source.child(Space::Bibliography, "Author");
    for (theirs, role) in [("Author", "author"), ("Editor", "editor"), ("Translator", "translator")] {
        let names: Vec<Name> = people.and_then(|it| it.child(Space::Bibliography, theirs)).map_or_else(Vec::new, names);
        if !names.is_empty() {
            work.names.push((role.to_owned(), names));
        }
    }
    let number = |name: &str, most: u8| text(source, name).and_then(|it| it.parse().ok()).filter(|it| *it <= most);
    if let Some(year) = text(source, "Year").and_then(|it| it.parse().ok()) {
        let from = (year, number("Month", 12).unwrap_or(0), number("Day", 31).unwrap_or(0));
        work.dates.push(("issued".to_owned(), WorkDate::Parts { from, to: None, circa: false }));
    }
    (!work.title().is_empty()).then_some(work)
}

fn names(group: Element) -> Vec<Name> {
    if let Some(body) = text(group, "Corporate") {
        return vec![Name::Literal(body)];
    }
    let list = group.child(Space::Bibliography, "NameList");
    let people = list.into_iter().flat_map(Element::children).filter(|it| it.is(Space::Bibliography, "Person"));
    let person = |person: Element| {
        let part = |name: &str| text(person, name).unwrap_or_default();
        let given = format!("{} {}", part("First"), part("Middle")).trim().to_owned();
        let family = part("Last");
        if family.is_empty() {
            return Some(Name::Literal(given)).filter(|_| !person.text().is_empty() || !part("First").is_empty());
        }
        Some(Name::Person { family, given, particle: String::new(), suffix: String::new() })
    };
    people.filter_map(person).collect()
}

/// `Vell, Marta`; without a comma it is the name of a body.
pub fn name(text: &str) -> Option<Name> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return None;
    }
    Some(match text.split_once(", ") {
        Some((family, given)) => Name::Person {
            family: family.to_owned(),
            given: given.to_owned(),
            particle: String::new(),
            suffix: String::new(),
        },
        None => Name::Literal(text.trim_end_matches(',').to_owned()),
    })
}
