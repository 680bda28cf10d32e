//! What our writers write, our readers read: the same works again, in all fields that a format can hold.

use super::works;
use crate::base::span::{FileId, Span};
use crate::model::work::{Name, Work, WorkDate};
use crate::render::exports::Format;

/// The repository's own bibliography.
const OWN: &str = include_str!("../../../../references.yaml");

fn again(works_before: &[Work], format: Format) -> Vec<Work> {
    works(&format!("x.{}", format.ending()), &format.file(works_before))
}

/// Without places in files, and in one order.
fn normal(work: &Work) -> Work {
    let mut work = Work { span: Span::top(FileId(0)), ..work.clone() };
    work.names.sort_by(|a, b| a.0.cmp(&b.0));
    work.dates.sort_by(|a, b| a.0.cmp(&b.0));
    work.fields.sort();
    work
}

#[test]
fn csl_json_holds_everything() {
    for text in [OWN, super::WORKS, EVERY_KIND] {
        let before = works("a.yaml", text);
        let after = again(&before, Format::CslJson);
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(normal(before), normal(after));
        }
    }
}

#[test]
fn biblatex_holds_what_it_has_fields_for() {
    for text in [OWN, super::WORKS, EVERY_KIND] {
        let before = works("a.yaml", text);
        let after = again(&before, Format::Bibtex);
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(in_biblatex(&normal(before)), in_biblatex(&normal(after)), "{}", before.key);
        }
    }
}

/// A work as far as BibLaTeX can say it.
fn in_biblatex(work: &Work) -> Work {
    let mut work = work.clone();
    // Types that share one of BibLaTeX's.
    let kind = match work.kind.as_str() {
        "classic" | "collection" => "book",
        "entry" | "entry-dictionary" => "entry-encyclopedia",
        "article" | "post" | "post-weblog" => "webpage",
        "bill" | "regulation" | "treaty" => "legislation",
        "broadcast" => "motion_picture",
        "musical_score" => "song",
        "figure" | "map" => "graphic",
        "review-book" => "review",
        "event" | "hearing" | "interview" | "speech" => "document",
        kind => kind,
    };
    work.kind = kind.to_owned();
    let roles = ["author", "container-author", "editor", "translator", "compiler", "director", "producer"];
    work.names.retain(|(role, _)| roles.contains(&role.as_str()));
    for name in work.names.iter_mut().flat_map(|(_, names)| names) {
        if let Name::Person { family, particle, .. } = name {
            // A particle with a capital is a part of the family name.
            if particle.starts_with(char::is_uppercase) {
                *family = format!("{particle} {family}");
                particle.clear();
            }
        }
    }
    work.dates.retain(|(name, date)| {
        let has_field = matches!(name.as_str(), "issued" | "accessed" | "event-date" | "original-date");
        has_field && (name == "issued" || matches!(date, WorkDate::Parts { .. }))
    });
    for (_, value) in work.fields.iter_mut().filter(|(name, _)| name == "page") {
        *value = value.replace('-', "–");
    }
    let lawful = matches!(work.kind.as_str(), "legal_case" | "legislation");
    work.fields.retain(|(name, _)| FIELDS.contains(&name.as_str()) && (name != "authority" || lawful));
    work
}

const FIELDS: &[&str] = &[
    "DOI",
    "ISBN",
    "ISSN",
    "URL",
    "abstract",
    "annote",
    "archive",
    "authority",
    "chapter-number",
    "container-title",
    "container-title-short",
    "edition",
    "event-place",
    "event-title",
    "genre",
    "issue",
    "keyword",
    "language",
    "note",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "part-number",
    "publisher",
    "publisher-place",
    "status",
    "title",
    "title-short",
    "version",
    "volume",
];

/// One work of each type of CSL, with a container, a number and a name; some with what only they have.
const EVERY_KIND: &str = include_str!("every-kind.yaml");
