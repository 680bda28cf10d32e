//! Whole sites in small: what `site` makes of a few files.

mod antecedents;
mod links;
mod names;
mod pages;
mod places;

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::Expect;

use super::{entity_names, site};
use crate::base::diag::Diagnostic;
use crate::model::article::BoundLink;
use crate::model::config::Config;
use crate::model::facts::CiteStyle;
use crate::model::fixture::{Draft, Plain, at, ats, config, work};
use crate::model::site::{Group, Object, Relation, Site};
use crate::model::work::Work;

const OWN: CiteStyle = CiteStyle::Literal { ibid: None };
const STYLED: CiteStyle = CiteStyle::Bracketed;

fn link(drafts: Vec<Draft>, works: Vec<Work>, files: &[&str], config: Config) -> (Site, Vec<Diagnostic>) {
    let facts = drafts.into_iter().map(Draft::done).collect();
    let files: BTreeSet<String> = files.iter().map(|path| (*path).to_owned()).collect();
    site(facts, works.into_iter().map(Arc::new).collect(), &files, &Arc::new(config), &Plain { notes: true })
}

/// With two works, `a` and `b`.
fn plainly(drafts: Vec<Draft>) -> (Site, Vec<Diagnostic>) {
    link(drafts, vec![work("a", "Alpha", 2001, "A"), work("b", "Beta", 2002, "B")], &[], config())
}

#[track_caller]
fn is(found: &str, expected: &Expect) {
    expected.assert_eq(found);
}

fn pages(site: &Site) -> String {
    let redirects = site.redirects.iter().map(|(url, to)| format!("{url} -> {}\n", site.article(*to).url));
    site.articles.iter().map(|article| format!("{:?} {}\n", article.kind, article.url)).chain(redirects).collect()
}

fn faults(found: &[Diagnostic]) -> String {
    let line = |found: &Diagnostic| {
        let labels: Vec<&str> = found.labels.iter().map(|label| label.text.as_str()).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("\n    [{}]", labels.join("; ")) };
        let help = found.help.as_ref().map_or(String::new(), |help| format!("\n    {help}"));
        format!("{}: {}{labels}{help}\n", found.code.name(), found.message)
    };
    found.iter().map(line).collect()
}

/// Where the links of the article at this address lead.
fn links(site: &Site, url: &str) -> String {
    let article = site.articles.iter().find(|article| article.url.0 == url).unwrap();
    let line = |link: &BoundLink| match link {
        BoundLink::Article { article, anchor } => format!("{}#{anchor}\n", site.article(*article).url),
        BoundLink::Work(work) => format!("{}\n", site.work(*work).url),
        BoundLink::Dead => "dead\n".to_owned(),
    };
    article.links.iter().map(line).collect()
}

fn rows(site: &Site) -> String {
    let line = |row: &Relation| {
        let from = &row.from;
        let to = match row.to {
            Object::Work(work) => site.work(work).url.0.clone(),
            Object::Entity(entity) => format!("entity {}", site.entities[entity as usize].name),
            Object::Article(article) => site.article(article).url.0.clone(),
            Object::Sentence(sentence) => format!("sentence {sentence}"),
        };
        let note = from.note.map_or(String::new(), |note| format!(" note {note}"));
        let sentence = from.sentence.map_or("-".to_owned(), |sentence| sentence.to_string());
        let place = row.locator.as_ref().map_or(String::new(), |locator| format!(" {}", locator.printed()));
        let url = &site.article(from.article).url;
        format!("{:?} {url}#{} §{}{note} s{sentence} -> {to}{place}\n", row.kind, from.anchor, from.section)
    };
    site.relations.iter().map(line).collect()
}

fn groups<'a>(site: &'a Site, groups: impl IntoIterator<Item = &'a Group>) -> String {
    let line = |group: &Group| {
        let briefings: Vec<&str> = group.briefings.iter().map(|id| site.article(*id).slug.as_str()).collect();
        format!("{} {} {}\n", group.name, group.url, briefings.join(","))
    };
    groups.into_iter().map(line).collect()
}
