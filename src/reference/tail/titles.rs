//! Where the words of a title that nothing marks end; and what may be words of one.

use std::ops::Range;

use super::{CODE, EDITED, IN, REPORT_NUMBER, is_place_and_year};
use crate::reference::parts::{Before, Kind};
use crate::reference::stated::Field;
use crate::reference::tail::Tail;
use crate::reference::{dates, general, genres, names, web, words};

impl<'a> Tail<'a> {
    /// Addresses, DOIs, days of access: wherever they stand.
    pub fn addresses(&mut self) {
        for n in 0..self.parts.len() {
            let text = self.text(n);
            match self.parts[n].kind {
                Kind::Url => {
                    let before = n.checked_sub(1).map_or("", |n| self.text(n)).to_lowercase();
                    if before.starts_with("archived")
                        || before.starts_with("archiviert")
                        || before.starts_with("archivé")
                        || before.starts_with("archive")
                    {
                        self.stated.put(Field::ArchiveUrl, text);
                    } else {
                        web::address(text, &mut self.stated);
                    }
                    self.used[n] = true;
                    let lead = n.checked_sub(1).filter(|lead| {
                        self.parts[*lead].kind == Kind::Words && web::leads_to_address(self.text(*lead))
                    });
                    if let Some(lead) = lead {
                        self.used[lead] = true;
                    }
                }
                Kind::Words | Kind::Round | Kind::Square => {
                    if let Some(day) = web::accessed(text) {
                        self.stated.put(Field::Accessed, day);
                        self.used[n] = true;
                    } else if self.parts[n].kind == Kind::Words && web::is_doi(text) {
                        self.stated.put(Field::Doi, web::doi(text).unwrap_or_default());
                        self.used[n] = true;
                    } else if matches!(self.parts[n].kind, Kind::Round | Kind::Square)
                        && text.starts_with("http")
                        && !text.contains(' ')
                    {
                        web::address(text, &mut self.stated);
                        self.used[n] = true;
                    }
                }
                _ => {}
            }
        }
    }
    /// Whether a part may be words of a title or a name.
    pub fn is_plain(&self, n: usize) -> bool {
        let text = self.text(n);
        !self.used.get(n).copied().unwrap_or(true)
            && !general::has_form(text)
            && (text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || text.chars().next().is_some_and(|c| !c.is_ascii_alphabetic())
                || self.parts.get(n).is_some_and(|part| part.before == Before::Colon)
                || text.starts_with("and ")
                || names::PARTICLES_AND.iter().any(|word| text.starts_with(&format!("{word} "))))
            && !EDITED.is_match(text)
            && !IN.is_match(text)
            && genres::of(text).is_none()
    }

    /// The words of a title that nothing marks, and the part after it.
    pub fn run_of_title(&self, at: usize, after_year: bool) -> (Range<usize>, usize) {
        let mut end = at + 1;
        let start = self.parts[at].inner.start;
        while let Some(part) = self.parts.get(end) {
            let text = self.text(end);
            let joined = matches!(part.before, Before::Comma | Before::Colon | Before::Dash | Before::Space);
            let words = self.parts[at].inner.start..self.parts[end - 1].inner.end;
            let so_far = self.even.get(words).split(' ').count();
            let small = text.starts_with(char::is_lowercase)
                && part.before == Before::Comma
                && so_far < 14
                && !words::is_prose(text)
                && text.split(' ').count() < 6;
            let place = words::is_city(text)
                && self
                    .parts
                    .get(end + 1)
                    .is_some_and(|next| next.before == Before::Colon || dates::year(self.text(end + 1)).is_some());
            let dated = |n: usize| {
                self.parts.get(n).is_some()
                    && (dates::year(self.text(n)).is_some() || dates::whole(self.text(n)).is_some())
            };
            let place = place || (words::is_city(text) && so_far >= 2 && (dated(end + 1) || dated(end + 2)));
            let news = words::is_news(text) && so_far >= 2 && dated(end + 1) && part.before == Before::Comma;
            // "Titel. Untertitel, Berlin 1998"
            let subtitle = part.before == Before::Stop
                && !after_year
                && end == at + 1
                && part.kind == Kind::Words
                && self.is_plain(end)
                && self.parts.get(end + 1).is_some_and(|next| {
                    next.before == Before::Comma
                        && next.kind == Kind::Words
                        && (is_place_and_year(self.text(end + 1)) || words::is_city(self.text(end + 1)))
                });
            if subtitle {
                end += 1;
                continue;
            }
            let body = so_far >= 2
                && (words::is_publisher(text) || words::is_body(text))
                && !text.contains(" and ")
                && part.before != Before::Colon;
            let title = match part.kind {
                Kind::Words => {
                    (self.is_plain(end) || small)
                        && !news
                        && !place
                        && !body
                        && !is_place_and_year(text)
                        && !CODE.is_match(text)
                        && !REPORT_NUMBER.is_match(text)
                }
                Kind::Quoted | Kind::Italic => part.before == Before::Space && !after_year,
                _ => false,
            };
            if !joined || !title || end - at > 8 {
                break;
            }
            end += 1;
        }
        (start..self.parts[end - 1].inner.end, end)
    }
}
