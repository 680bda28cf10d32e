//! Timelines: the events of one briefing, and those of the whole site by year.

use super::shared::Shared;
use super::{addresses, date_view, link_to, simple, spoken_by, to_u32};
use crate::model::article::{Article, ArticleId};
use crate::model::matter::EventMatter;
use crate::model::page::{EventView, LinkView, Page, TimelineView, TimelineYearView, View};
use crate::model::site::Site;
use crate::model::url::{Url, built_in};

/// Whether a briefing of the site has events.
pub fn is_wanted(site: &Site) -> bool {
    site.articles.iter().take(site.briefings).any(|article| !article.facts.matter.events.is_empty())
}

/// The events that a briefing tells of, the earliest first.
pub fn of_briefing(article: &Article) -> Vec<EventView> {
    let mut events: Vec<(&EventMatter, &String)> = own(article).collect();
    events.sort_by_key(|(event, _)| order(event));
    let view = |(event, anchor): (&EventMatter, &String)| EventView {
        url: if anchor.is_empty() { String::new() } else { link_to(&article.url, &article.url, anchor) },
        ..event_view(event)
    };
    events.into_iter().map(view).collect()
}

/// The events of all briefings by the year in which they began. The same day and words are one event, told in several.
pub fn page(shared: &Shared<'_>) -> Page {
    let site = shared.site;
    let url = addresses::page(site, built_in::TIMELINE);
    let mut told: Vec<(&EventMatter, ArticleId, &String)> = Vec::new();
    for id in (0..to_u32(site.briefings)).map(ArticleId) {
        told.extend(own(site.article(id)).map(|(event, anchor)| (event, id, anchor)));
    }
    let mut briefings: Vec<ArticleId> = told.iter().map(|(_, id, _)| *id).collect();
    briefings.dedup();
    told.sort_by_key(|(event, id, _)| (order(event), &event.text, *id));
    let mut years: Vec<TimelineYearView> = Vec::new();
    let mut events = 0;
    for same in told.chunk_by(|(one, ..), (other, ..)| order(one) == order(other) && one.text == other.text) {
        let Some((event, first, _)) = same.first() else { continue };
        events += 1;
        let mut told_in: Vec<ArticleId> = same.iter().map(|(_, id, _)| *id).collect();
        told_in.dedup();
        let view = EventView {
            url: (same.iter().find(|(.., anchor)| !anchor.is_empty()))
                .map_or_else(String::new, |(_, id, anchor)| link_to(&url, &site.article(*id).url, anchor)),
            language_html: spoken_by(site, *first),
            told_in: told_in.into_iter().map(|id| briefing(site, &url, id)).collect(),
            ..event_view(event)
        };
        match years.last_mut().filter(|year| year.year == event.date.year) {
            Some(year) => year.events.push(view),
            None => years.push(TimelineYearView { year: event.date.year, events: vec![view] }),
        }
    }
    let view = TimelineView { years, events, briefings: to_u32(briefings.len()) };
    let mut page = simple(shared, url, "Timeline", View::Timeline(Box::new(view)));
    page.head.description = format!("What the briefings of {} tell of, in order of time.", site.config.title);
    page
}

/// The address of the site's timeline; empty where it has none.
pub fn address(site: &Site, from: &Url) -> String {
    if is_wanted(site) { from.to(&addresses::page(site, built_in::TIMELINE)) } else { String::new() }
}

fn own(article: &Article) -> impl Iterator<Item = (&EventMatter, &String)> {
    article.facts.matter.events.iter().map(|event| &event.value).zip(&article.events)
}

/// By the day on which it began, then by the one on which it ended.
fn order(event: &EventMatter) -> (crate::base::date::Date, Option<crate::base::date::Date>) {
    (event.date, event.until)
}

fn event_view(event: &EventMatter) -> EventView {
    EventView {
        date: date_view(event.date),
        until: event.until.map(date_view),
        text: event.text.clone(),
        language_html: String::new(),
        url: String::new(),
        told_in: Vec::new(),
    }
}

fn briefing(site: &Site, from: &Url, id: ArticleId) -> LinkView {
    let article = site.article(id);
    LinkView { title: article.facts.matter.title.value.clone(), url: from.to(&article.url) }
}
