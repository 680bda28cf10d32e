//! The feed of works that the site cites for the first time (Atom, RFC 4287).
//!
//! A work is as new as the first briefing that cites it: no clock, and the same feed whenever the site is built.

use std::fmt::Write as _;

use super::feeds::{Opening, element, link, open_feed};
use super::views::{Shared, sentence_of};
use super::{escape, rich};
use crate::base::date::Date;
use crate::model::article::WorkId;
use crate::model::site::Relation;
use crate::model::url::{Url, built_in};

/// The whole feed, newest first; as many works as the other feed has briefings.
#[must_use]
pub fn atom(shared: &Shared<'_>) -> String {
    let site = shared.site;
    let config = &site.config;
    let mut new: Vec<(Date, WorkId, &Relation)> = (0..)
        .map(WorkId)
        .zip(&site.works)
        .filter_map(|(id, work)| shared.first_cited(work).map(|(date, row)| (date, id, row)))
        .collect();
    new.sort_by_key(|(date, id, _)| (std::cmp::Reverse(*date), *id));
    new.truncate(config.feed_limit);

    let here = Url(built_in::NEW_WORKS.to_owned()).absolute(&config.base_url);
    let index = shared.citations().absolute(&config.base_url);
    let mut out = open_feed(
        site,
        &Opening {
            id: &here,
            title: &format!("{}: newly cited works", config.title),
            subtitle: "Works that a briefing cites for the first time, each with the sentence.",
            here: &here,
            page: &index,
            updated: new.first().map(|(date, ..)| *date),
        },
    );
    for (date, id, row) in new {
        entry(&mut out, shared, date, id, row);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, shared: &Shared<'_>, date: Date, id: WorkId, row: &Relation) {
    let site = shared.site;
    let work = site.work(id);
    let url = work.url.absolute(&site.config.base_url);
    let briefing = site.article(row.from.article);
    out.push_str("<entry>\n");
    element(out, "id", &url);
    element(out, "title", &title(shared, id));
    link(out, "alternate", "text/html", &url);
    element(out, "updated", &date.rfc3339());
    element(out, "published", &date.rfc3339());
    out.push_str("<content type=\"html\">");
    let mut html = format!("<p>{}</p>\n<p>First cited in <a href=\"", rich::to_html(&work.entry));
    escape::attribute(&mut html, &briefing.url.absolute(&site.config.base_url));
    if !row.from.anchor.is_empty() {
        html.push('#');
        escape::fragment(&mut html, &row.from.anchor);
    }
    let _ = write!(html, "\">{}</a>", escape::to_text(&briefing.facts.matter.title.value));
    if let Some(note) = row.from.note {
        let _ = write!(html, ", note {note}");
    }
    html.push_str(".</p>\n");
    if let Some(sentence) = sentence_of(shared, row) {
        let _ = writeln!(html, "<blockquote><p>{sentence}</p></blockquote>");
    }
    escape::text(out, &html);
    out.push_str("</content>\n</entry>\n");
}

/// "Wilson, Belarus": what a list of entries shows.
fn title(shared: &Shared<'_>, id: WorkId) -> String {
    let work = &shared.site.work(id).work;
    let names: Vec<String> = work.authors().iter().take(3).map(crate::model::work::Name::short).collect();
    match (names.join(", "), work.title()) {
        (names, "") if names.is_empty() => work.key.clone(),
        (names, "") => names,
        (names, title) if names.is_empty() => title.to_owned(),
        (names, title) => format!("{names}, {title}"),
    }
}
