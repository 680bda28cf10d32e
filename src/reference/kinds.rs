//! What kind of work a reference is, by all that it says. The names are CSL's types.

use super::parts::Kind;
use super::stated::{Field, Stated};
use super::tail::{Tail, body};
use super::{genres, locators, words};
use crate::model::cite::{Locator, LocatorLabel};

pub fn decide(stated: &mut Stated, tail: &Tail<'_>) {
    if !stated.kind.is_empty() {
        return;
    }
    stated.kind = kind(stated, tail);
}

fn kind(stated: &Stated, tail: &Tail<'_>) -> &'static str {
    let container = stated.get(Field::Container).unwrap_or("");
    let has = |field| stated.get(field).is_some();
    if let Some(genre) = tail.genre {
        // A report in a journal is an article.
        return if genre == "report" && has(Field::Volume) && has(Field::Container) {
            "article-journal"
        } else {
            genre
        };
    }
    if genres::is_platform(container) {
        return "post";
    }
    if genres::is_video(container) || genres::is_video(stated.get(Field::Publisher).unwrap_or("")) {
        return "motion_picture";
    }
    if tail.chapter || (tail.slashes && (has(Field::Publisher) || has(Field::Place))) {
        return "chapter";
    }
    let body_author = stated.authors.first().and_then(body).is_some();
    if container.is_empty() {
        if stated.title().is_empty() {
            return if has(Field::Url) { "webpage" } else { "" };
        }
        let imprint = has(Field::Publisher) || has(Field::Place) || has(Field::Edition);
        if tail.title == Kind::Quoted {
            return if has(Field::Url) && !imprint {
                "webpage"
            } else if imprint && body_author {
                "report"
            } else {
                "document"
            };
        }
        let undated = stated.year.is_none();
        if has(Field::Url) && !imprint && !has(Field::Number) && (undated || (has(Field::Accessed) && !body_author)) {
            return "webpage";
        }
        let report = has(Field::Number) || (body_author && !has(Field::Edition)) || words_of_report(stated.title());
        return if report && !has(Field::Edition) { "report" } else { "book" };
    }
    let volume = tail.slashes || has(Field::Volume) || has(Field::Issue);
    if volume && !words::is_news(container) {
        return "article-journal";
    }
    if tail.day {
        let web = has(Field::Url) && words::is_body(container) && !words::is_news(container);
        return if web {
            "webpage"
        } else if words::is_news(container) || !is_magazine(container) {
            "article-newspaper"
        } else {
            "article-magazine"
        };
    }
    if words::is_news(container) {
        return "article-newspaper";
    }
    if has(Field::Accessed) && !has(Field::Date) && !has(Field::Pages) {
        return "webpage";
    }
    if has(Field::Doi) || has(Field::Pages) {
        return "article-journal";
    }
    if volume {
        return "article-journal";
    }
    "article-magazine"
}

fn words_of_report(title: &str) -> bool {
    let title = title.to_lowercase();
    ["annual report", "final report", "report on", "report of the", "yearbook of"]
        .iter()
        .any(|words| title.contains(words))
        && title.len() < 80
}

fn is_magazine(container: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "magazine",
        "review",
        "affairs",
        "policy",
        "quarterly",
        "monthly",
        "economist",
        "atlantic",
        "new yorker",
        "nation",
        "spectator",
        "wired",
    ];
    let lower = container.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign))
}

impl Tail<'_> {
    /// Which of the places is meant, and which are pages of the whole article.
    pub fn places(&mut self, stated: &mut Stated) -> Option<Locator> {
        let mut places = std::mem::take(&mut self.places);
        let part_of = self.chapter || self.journal || !stated.get(Field::Container).unwrap_or("").is_empty();
        let is_page = |locator: &Locator| locator.label == LocatorLabel::Page;
        if places.len() > 1 && !part_of {
            // "ch. 2, p. 45": the narrower one comes last.
            return places.pop().map(|place| place.locator);
        }
        if part_of && stated.get(Field::Pages).is_none() {
            let pages: Vec<usize> =
                places.iter().enumerate().filter(|(_, place)| is_page(&place.locator)).map(|(n, _)| n).collect();
            let first = pages.first().copied();
            let long = |value: &str| {
                value.split(',').next().and_then(locators::run).is_some_and(|pages| pages > 2)
                    && !value.contains(['f', '&'])
            };
            if let Some(first) = first {
                let value = places[first].locator.value.clone();
                // "233, 240": the first page of the article, then the place in it.
                if pages.len() > 1 || places.len() > 1 {
                    stated.put(Field::Pages, value);
                    places.remove(first);
                } else if let Some((whole, place)) = value.split_once(", ").filter(|_| self.journal) {
                    stated.put(Field::Pages, whole);
                    places[first].locator.value = place.to_owned();
                } else if long(&value) && !places[first].at {
                    stated.put(Field::Pages, value);
                    places.remove(first);
                    if stated.get(Field::Volume).is_none() && !self.chapter {
                        self.journal = true;
                    }
                }
            }
        }
        places.pop().map(|place| place.locator)
    }
}
