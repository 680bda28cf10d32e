//! Numbers after the title: volumes, issues, pages.

use crate::model::cite::LocatorLabel;
use crate::reference::parts::{Before, Kind};
use crate::reference::pattern::pattern;
use crate::reference::stated::Field;
use crate::reference::tail::{Place, Tail};
use crate::reference::{dates, imprint, locators};

pattern!(
    ISSUE,
    r"(?i)^(?:no|nos|nr|n°|nº|№|issue|iss|heft|h|вип|випуск|вып|выпуск|fasc|num|núm|numéro)\.?\s?([\w–/-]+)$"
);

pattern!(
    VOLUME_ISSUE,
    r"(?i)^(?:vols?\.?|volume|bd\.|jg\.|t\.|tome|т\.|том)?\s?(\d{1,4}|[ivxlc]+)[ ,]*(?:no|nos|nr|n°|nº|№|issue|iss|heft|h)\.?\s?([\w–/-]+)$"
);

pattern!(NUMBER_PAIR, r"^(\d{1,4})(?:[./:]\s?(\d{1,4})|\s?\(([^()]{1,20})\))$");

impl Tail<'_> {
    /// Pages and other places.
    pub(super) fn place(&mut self, n: usize) -> bool {
        let text = self.text(n);
        let pinned = |n: usize| {
            self.parts.get(n).is_some_and(|next| next.kind == Kind::Words && locators::whole(self.text(n)).is_some())
        };
        if locators::roman(text).is_some()
            && self.stated.get(Field::Volume).is_none()
            && (pinned(n + 1) && (self.title == Kind::Italic || self.stated.title().is_empty()))
        {
            self.stated.put(Field::Volume, imprint::arabic(text));
            return true;
        }
        if locators::roman(text).is_some()
            && text.starts_with(char::is_uppercase)
            && self.stated.get(Field::Container).is_some()
            && self.stated.get(Field::Volume).is_none()
            && self.follows_container(n)
        {
            self.stated.put(Field::Volume, imprint::arabic(text));
            self.journal = true;
            return true;
        }
        let Some(found) = locators::whole(text) else { return false };
        let before = self.parts[n].before;
        let digits = !found.labelled && text.bytes().all(|b| b.is_ascii_digit());
        if !found.labelled {
            // A number behind a journal's name is its volume, four figures are a year.
            let year = dates::year(text).is_some_and(|year| text.len() < 6 || year >= 1800)
                && self.stated.year.is_none()
                && before != Before::Colon
                && !(text.len() > 5 && self.dated_later(n));
            if year {
                return false;
            }
            let volume = before != Before::Colon
                && self.title != Kind::Italic
                && self.stated.get(Field::Container).is_some()
                && self.stated.get(Field::Volume).is_none()
                && !self.chapter
                && (digits || locators::roman(text).is_some())
                && self.follows_container(n);
            let roman = locators::roman(text).is_some()
                && self.title == Kind::Italic
                && self
                    .parts
                    .get(n + 1)
                    .is_some_and(|next| locators::whole(self.text(n + 1)).is_some() && next.kind == Kind::Words);
            if volume || roman {
                self.stated.put(Field::Volume, imprint::arabic(text));
                self.journal |= volume;
                return true;
            }
        }
        if found.locator.label == LocatorLabel::Note && !self.places.is_empty() {
            return false;
        }
        let mut locator = found.locator;
        if self.house.s_is_page && text.starts_with("s.") {
            locator.label = LocatorLabel::Page;
        }
        let at = text.starts_with("at ")
            || text.starts_with("hier ")
            || text.starts_with("here ")
            || text.starts_with("ici ");
        // "12, 15–18": pages that go on.
        let article = self.is_article_like();
        if let Some(last) = self.places.last_mut()
            && !found.labelled
            && !at
            && last.locator.label == LocatorLabel::Page
            && before == Before::Comma
            && (last.labelled || self.title == Kind::Italic || self.chapter && self.stated.get(Field::Pages).is_none())
            && !article
        {
            last.locator.value = format!("{}, {}", last.locator.value, locator.value);
            return true;
        }
        self.places.push(Place { locator, labelled: found.labelled, at });
        true
    }

    /// A bracket further on holds the year.
    fn dated_later(&self, n: usize) -> bool {
        (n + 1..self.parts.len()).any(|n| self.parts[n].kind == Kind::Round && dates::year(self.text(n)).is_some())
    }

    fn is_article_like(&self) -> bool {
        self.journal || self.title == Kind::Quoted
    }

    /// The part stands directly behind the container, or behind the part that was taken for it.
    fn follows_container(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1).and_then(|n| self.parts.get(n)) else { return false };
        let container = self.stated.get(Field::Container).unwrap_or("");
        self.even.get(before.inner.clone()).starts_with(container)
    }

    /// Volume and issue.
    pub(super) fn numbers(&mut self, n: usize) -> bool {
        let text = self.text(n);
        if let Some(found) = imprint_volume(text) {
            if self.stated.get(Field::Container).is_none() && self.title == Kind::Quoted && self.open.is_empty() {
                return false;
            }
            self.stated.put(Field::Volume, found);
            self.journal |= self.title == Kind::Quoted && !self.chapter;
            return true;
        }
        if let Some(found) = VOLUME_ISSUE.captures(text) {
            self.stated.put(Field::Volume, imprint::arabic(found.get(1).map_or("", |n| n.as_str())));
            self.stated.put(Field::Issue, found.get(2).map_or("", |n| n.as_str()));
            self.journal = true;
            return true;
        }
        if let Some(found) = ISSUE.captures(text) {
            let value = found.get(1).map_or("", |n| n.as_str());
            if !value.contains(|c: char| c.is_ascii_digit()) {
                return false;
            }
            let journal = self.title == Kind::Quoted
                || self.stated.get(Field::Volume).is_some()
                || self.stated.get(Field::Container).is_some();
            self.stated.put(if journal && self.genre != Some("report") { Field::Issue } else { Field::Number }, value);
            self.journal |= journal;
            return true;
        }
        if let Some(found) = NUMBER_PAIR.captures(text)
            && self.title != Kind::Italic
            && (self.stated.get(Field::Container).is_some() || !self.open.is_empty())
        {
            self.stated.put(Field::Volume, found.get(1).map_or("", |n| n.as_str()));
            let issue = found.get(2).or(found.get(3)).map_or("", |n| n.as_str());
            if dates::year(issue).is_some() {
                self.stated.year = self.stated.year.or(dates::year(issue));
            } else {
                self.stated.put(Field::Issue, issue);
            }
            self.journal = true;
            return true;
        }
        false
    }
}

fn imprint_volume(text: &str) -> Option<String> {
    pattern!(
        VOLUME,
        begins = ["vol", "bd.", "band", "t", "т", "jg."],
        r"(?i)^(?:vols?\.?|volume|bd\.|band|t\.|tome|т\.|том|tom|jg\.)\s?(\d+|[ivxlc]+)$"
    );
    VOLUME.captures(text).map(|found| imprint::arabic(found.get(1).map_or("", |n| n.as_str())))
}
