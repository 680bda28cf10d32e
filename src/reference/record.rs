//! What notes state becomes an entry of a bibliography, and an entry what a note could state.

use std::collections::HashSet;

use super::stated::{Field, Stated};
use crate::base::slug::slug;
use crate::base::span::{FileId, Span};
use crate::model::work::{Name, Work, WorkDate};

/// The CSL variables of our fields.
const VARIABLES: [(Field, &str); 16] = [
    (Field::Title, "title"),
    (Field::ShortTitle, "title-short"),
    (Field::Container, "container-title"),
    (Field::Series, "collection-title"),
    (Field::Publisher, "publisher"),
    (Field::Place, "publisher-place"),
    (Field::Edition, "edition"),
    (Field::Volume, "volume"),
    (Field::Issue, "issue"),
    (Field::Number, "number"),
    (Field::Version, "version"),
    (Field::Pages, "page"),
    (Field::Authority, "authority"),
    (Field::Archive, "archive"),
    (Field::ArchiveLocation, "archive_location"),
    (Field::Doi, "DOI"),
];

/// An entry with a key of its own.
pub fn work(stated: &Stated, taken: &mut HashSet<String>) -> Work {
    let mut names = Vec::new();
    for (role, list) in [("author", &stated.authors), ("editor", &stated.editors), ("translator", &stated.translators)]
    {
        if !list.is_empty() {
            names.push((role.to_owned(), list.clone()));
        }
    }
    let mut dates = Vec::new();
    if let Some(issued) = stated.get(Field::Date).and_then(date).or(stated.year.map(year)) {
        dates.push(("issued".to_owned(), issued));
    }
    for (field, variable) in [(Field::OriginalDate, "original-date"), (Field::Accessed, "accessed")] {
        if let Some(value) = stated.get(field) {
            dates.push((variable.to_owned(), date(value).unwrap_or_else(|| WorkDate::Literal(value.to_owned()))));
        }
    }
    let mut fields: Vec<(String, String)> = VARIABLES
        .iter()
        .filter_map(|(field, variable)| Some(((*variable).to_owned(), stated.get(*field)?.to_owned())))
        .collect();
    if stated.title().is_empty()
        && let Some(url) = stated.get(Field::Url)
    {
        // What has no title is called by its address.
        fields.insert(0, ("title".to_owned(), url.split("://").last().unwrap_or(url).trim_end_matches('/').to_owned()));
    }
    if let Some(url) = stated.get(Field::Url) {
        // An address that only holds the DOI says nothing more.
        let same = stated.get(Field::Doi).is_some_and(|doi| url.ends_with(doi) && url.contains("doi.org/"));
        if !same {
            fields.push(("URL".to_owned(), url.to_owned()));
        }
    }
    if let Some(url) = stated.get(Field::ArchiveUrl) {
        fields.push(("note".to_owned(), format!("archived: {url}")));
    }
    let kind = if stated.kind.is_empty() { "document" } else { stated.kind };
    Work { key: key(stated, taken), span: Span::top(FileId(0)), kind: kind.to_owned(), names, dates, fields }
}

/// What a note could state of an entry.
pub fn stated(work: &Work) -> Stated {
    let mut out = Stated {
        authors: work.people("author").to_vec(),
        editors: work.people("editor").to_vec(),
        translators: work.people("translator").to_vec(),
        year: work.year(),
        ..Stated::default()
    };
    for (field, variable) in VARIABLES {
        out.put(field, work.field(variable).unwrap_or(""));
    }
    out.put(Field::Url, work.field("URL").unwrap_or(""));
    out
}

fn year(year: i32) -> WorkDate {
    WorkDate::Parts { from: (year, 0, 0), to: None, circa: false }
}

fn date(value: &str) -> Option<WorkDate> {
    let mut parts = value.split('-');
    let year = parts.next()?.parse().ok().filter(|year| (1000..3000).contains(year))?;
    let mut next = || parts.next().map_or(Some(0), |part| part.parse().ok());
    let (month, day) = (next()?, next()?);
    Some(WorkDate::Parts { from: (year, month, day), to: None, circa: false })
}

/// "deni2022", "deni2022b": family name and year; two words of the title where there is no name.
fn key(stated: &Stated, taken: &mut HashSet<String>) -> String {
    let name = stated.authors.first().or(stated.editors.first());
    let stem = match name {
        Some(Name::Person { family, .. }) => family.clone(),
        Some(Name::Literal(name)) => name.clone(),
        None => {
            let long = |word: &&str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
            let title: String = stated.title().split(|c: char| !c.is_alphanumeric()).filter(long).take(2).collect();
            let host =
                stated.get(Field::Url).and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
            let place = stated.get(Field::ArchiveLocation).or(stated.get(Field::Number)).or(stated.get(Field::Title));
            if title.is_empty() {
                host.map(|host| host.trim_start_matches("www.")).or(place).unwrap_or("").to_owned()
            } else {
                title
            }
        }
    };
    free_key(&stem, stated.year, taken)
}

/// A key of a name and a year that no other work has; it is taken then.
pub fn free_key(stem: &str, year: Option<i32>, taken: &mut HashSet<String>) -> String {
    let stem: String = slug(stem).chars().filter(|c| *c != '-').take(24).collect();
    let stem = if stem.is_empty() { "work".to_owned() } else { stem };
    let stem = format!("{stem}{}", year.map_or(String::new(), |year| year.to_string()));
    let mut key = stem.clone();
    let mut n = 1_usize;
    while !taken.insert(key.clone()) {
        n += 1;
        let letter = u8::try_from(n).ok().filter(|n| *n <= 26).map(|n| char::from(b'a' + n - 1));
        key = letter.map_or_else(|| format!("{stem}-{n}"), |letter| format!("{stem}{letter}"));
    }
    key
}
