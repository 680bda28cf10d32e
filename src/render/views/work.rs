//! The page of a work: every place that cites it, by briefing and by locator.

use std::collections::BTreeMap;

use super::shared::Shared;
use super::{addresses, citations, files, kinds, link_to, places, related, simple, spoken, title_of, to_u32};
use crate::base::date::Date;
use crate::base::text::fold;
use crate::model::article::WorkId;
use crate::model::cite::{Form, Locator, LocatorLabel};
use crate::model::page::{CountView, FormatView, LinkView, LocatedView, LocatorView, Page, StyledView, View, WorkView};
use crate::model::site::Relation;
use crate::model::url::{Url, built_in};
use crate::model::work::{Name, Rich, Work, WorkDate};
use crate::render::exports::{Format, coins};
use crate::render::{escape, metadata, rich};

/// A work may have thousands of authors.
const MOST_AUTHORS: usize = 20;

pub fn page(shared: &Shared<'_>, id: WorkId) -> Page {
    let site = shared.site;
    let entry = site.work(id);
    let work = &entry.work;
    let url = &entry.url;
    let title = if work.title().is_empty() { crate::render::html::short_name(work) } else { work.title().to_owned() };
    let files = files::of_work(shared, url);
    let links = files::links("describedby", &files);
    let rows = || entry.places.iter().filter_map(|row| site.relations.get(*row as usize));
    let count = |form: Form| to_u32(rows().filter(|row| row.form == form).count());
    let view = WorkView {
        title: title.clone(),
        language_html: work.field("language").map_or_else(String::new, |tag| spoken(tag, &site.config.language)),
        entry_html: rich::to_html(&entry.entry),
        kind: kinds::of(&work.kind).one.to_owned(),
        key: work.key.clone(),
        authors: authors(shared, id, url),
        publication: publication(shared, id, url),
        link: link(work),
        accessed: accessed(work),
        archived: archived(work),
        count: to_u32(entry.places.len()),
        as_ibid: count(Form::Ibid),
        as_short: count(Form::Short),
        styles: Vec::new(),
        formats: Vec::new(),
        briefings: places::by_article(shared, url, &entry.places),
        locators: locators(shared, url, &entry.places),
        together: related::works(shared, id, url),
        index: LinkView {
            title: "Citation index".to_owned(),
            url: url.to(&addresses::page(site, built_in::CITATIONS)),
        },
        files,
        coins: coins::coins(work),
    };
    let mut page = simple(shared, url.clone(), &title, View::Work(Box::new(view)));
    page.head.description = entry.entry.text();
    page.head.links = links;
    page.head.json_ld_html = Some(metadata::work(work, page.head.canonical.as_deref()));
    page
}

/// Where the work itself can be read.
pub fn link(work: &Work) -> Option<LinkView> {
    if let Some(doi) = work.field("DOI").filter(|doi| !doi.is_empty()) {
        return Some(doi_link(doi));
    }
    work.field("URL").and_then(outer_link)
}

/// `10.1000/x`, `doi:10.1000/x` or the full address.
pub fn doi_link(doi: &str) -> LinkView {
    let mut name = doi.trim();
    for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    let mut url = String::new();
    escape::href(&mut url, name.trim());
    LinkView { title: format!("doi:{}", name.trim()), url: format!("https://doi.org/{}", url.replace("&amp;", "&")) }
}

/// A link out of the site, named by its host; none where the address is not safe.
pub fn outer_link(url: &str) -> Option<LinkView> {
    let url = url.trim();
    let (_, rest) = url.split_once("://").filter(|_| escape::is_safe(url))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    Some(LinkView { title: host.strip_prefix("www.").unwrap_or(host).to_owned(), url: url.to_owned() })
}

/// The copy that an archive keeps, where the bibliography has its address.
fn archived(work: &Work) -> Option<LinkView> {
    ["archive_location", "archive"].into_iter().find_map(|field| work.field(field).and_then(outer_link))
}

/// "3 May 2022", "May 2022".
fn accessed(work: &Work) -> Option<String> {
    let (_, date) = work.dates.iter().find(|(name, _)| name == "accessed")?;
    let WorkDate::Parts { from: (year, month, day), .. } = date else { return None };
    let part = |part: u8| i8::try_from(part).ok();
    let full =
        || Some(Date { year: i16::try_from(*year).ok()?, month: part(*month)?, day: part((*day).max(1))? }.long());
    match (month, day) {
        (0, _) => Some(year.to_string()),
        (_, 0) => full().map(|date| date.trim_start_matches("1 ").to_owned()),
        _ => full(),
    }
}

fn authors(shared: &Shared<'_>, id: WorkId, from: &Url) -> Vec<CountView> {
    let indexed = shared.index.authors_of.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
    let mut by_name = BTreeMap::new();
    for (heading, page) in indexed.iter().filter_map(|at| citations::author_place(shared, *at)) {
        by_name.insert(fold(&heading.name), (heading, page));
    }
    let names = shared.site.work(id).work.authors().iter().take(MOST_AUTHORS).map(Name::family_first);
    let view = |name: String| match by_name.get(&fold(&name)) {
        Some((heading, page)) => CountView {
            url: link_to(from, page, &heading.id),
            count: to_u32(heading.works.len() + heading.see.len()),
            title: name,
        },
        None => CountView { title: name, url: String::new(), count: 0 },
    };
    names.map(view).collect()
}

fn publication(shared: &Shared<'_>, id: WorkId, from: &Url) -> Option<CountView> {
    let (section, page) = citations::publication_place(shared, id)?;
    Some(CountView { title: section.title.clone(), url: link_to(from, &page, &section.id), count: section.works })
}

/// What a page says that needs neither the site nor its places, and is made only where the page is written.
pub fn cite_this(page: &mut Page, work: &Work, styles: &[(String, Rich)]) {
    let View::Work(view) = &mut page.page else { return };
    let styled = |(name, entry): &(String, Rich)| StyledView { name: name.clone(), entry_html: rich::to_html(entry) };
    view.styles = styles.iter().map(styled).collect();
    let format = |format: Format| FormatView { name: format.name().to_owned(), text: format.file([work]) };
    view.formats = Format::ALL.into_iter().map(format).collect();
}

/// The places of each locator, in natural order: kinds of locators apart, Roman numbers before Arabic ones.
fn locators(shared: &Shared<'_>, from: &Url, rows: &[u32]) -> Vec<LocatorView> {
    let site = shared.site;
    let mut found: BTreeMap<LocatorKey, (String, Vec<&Relation>)> = BTreeMap::new();
    for row in rows.iter().filter_map(|row| site.relations.get(*row as usize)) {
        if let Some(locator) = &row.locator {
            let printed = locator.printed();
            let entry = found.entry(key(locator, &printed)).or_insert_with(|| (printed, Vec::new()));
            entry.1.push(row);
        }
    }
    let located = |rows: &[&Relation]| {
        let article = rows.first()?.from.article;
        let url = &site.article(article).url;
        let note = |(n, row): (usize, &&Relation)| LinkView {
            title: match row.from.note {
                Some(note) if n == 0 => format!("note {note}"),
                Some(note) => note.to_string(),
                None => "in the text".to_owned(),
            },
            url: link_to(from, url, &row.from.anchor),
        };
        Some(LocatedView {
            title: title_of(site, article).to_owned(),
            notes: rows.iter().enumerate().map(note).collect(),
        })
    };
    found
        .into_values()
        .map(|(locator, rows)| LocatorView {
            locator,
            places: rows.chunk_by(|a, b| a.from.article == b.from.article).filter_map(located).collect(),
        })
        .collect()
}

/// Kind, Arabic or not, the numbers in it, the words.
type LocatorKey = (LocatorLabel, bool, Vec<u64>, String);

fn key(locator: &Locator, printed: &str) -> LocatorKey {
    let number = |digits: &str| digits.parse::<u64>().unwrap_or(u64::MAX);
    let parts = locator.value.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let arabic: Vec<u64> = parts.take(8).map(number).collect();
    let roman = locator.value.split(|c: char| !c.is_alphanumeric()).next().and_then(roman);
    match roman {
        Some(roman) if arabic.is_empty() => (locator.label, false, vec![roman], printed.to_owned()),
        _ => (locator.label, true, arabic, printed.to_owned()),
    }
}

/// The value of "xiv"; what is no Roman number has none.
fn roman(text: &str) -> Option<u64> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let digits: Vec<u64> = text.chars().map(value).collect::<Option<_>>()?;
    if digits.is_empty() || digits.len() > 15 {
        return None;
    }
    let mut after = 0;
    // From the right, a smaller one before a greater one is taken away.
    digits.iter().rev().try_fold(0_u64, |sum, digit| {
        let next = std::mem::replace(&mut after, *digit);
        if *digit < next { sum.checked_sub(*digit) } else { Some(sum + digit) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_in_natural_order() {
        let of = |label, value: &str| Locator { label, value: value.to_owned() };
        let page = |value| of(LocatorLabel::Page, value);
        let mut all = vec![
            of(LocatorLabel::Chapter, "2"),
            page("1010"),
            page("292"),
            page("33-35"),
            page("33"),
            page("xiv"),
            page("ix"),
            page("S4"),
            page("33, 40"),
        ];
        all.sort_by_cached_key(|locator| key(locator, &locator.printed()));
        let printed: Vec<String> = all.iter().map(Locator::printed).collect();
        assert_eq!(
            printed,
            ["p. ix", "p. xiv", "p. S4", "p. 33", "pp. 33–35", "pp. 33, 40", "p. 292", "p. 1010", "ch. 2"]
        );
    }

    #[test]
    fn a_roman_number_has_its_value() {
        for (text, value) in
            [("iv", Some(4)), ("XIX", Some(19)), ("mcmxc", Some(1990)), ("a", None), ("", None), ("x1", None)]
        {
            assert_eq!(roman(text), value, "{text}");
        }
    }
}
