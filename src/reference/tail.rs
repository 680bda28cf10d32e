//! What stands after the title, part by part.

use std::ops::Range;

use super::front::Front;
use super::house::House;
use super::parts::{Before, Kind, Part};
use super::pattern::pattern;
use super::stated::{Field, Stated};
use super::text::Even;
use super::{brackets, containers, dates, general, genres, imprint, locators, names, web, words};
use crate::model::cite::{Locator, LocatorLabel};
use crate::model::work::Name;

/// A reference that is being read.
pub struct Tail<'a> {
    pub even: &'a Even,
    pub parts: &'a [Part],
    pub house: &'a House,
    pub stated: Stated,
    pub front: Front,
    /// How the title is marked.
    pub title: Kind,
    /// Parallel to the parts: recognised already.
    pub used: Vec<bool>,
    /// Where the words of the reference end.
    pub end: usize,
    pub sure: f64,
    /// Parts without a form of their own, in order.
    pub open: Vec<usize>,
    pub places: Vec<Place>,
    /// It stands "in" something.
    pub chapter: bool,
    /// Press release, blog, podcast …
    pub genre: Option<&'static str>,
    /// The container was in italics, or its volume was found.
    pub journal: bool,
    /// The year stands between names and title.
    pub year_first: bool,
    pub day: bool,
    after: bool,
}

#[derive(Clone, Debug)]
pub struct Place {
    pub locator: Locator,
    pub labelled: bool,
    pub at: bool,
}

pattern!(
    EDITED,
    r"(?i)^((?:ed\.|eds\.|edited|ed|eds|hg\.|hrsg\.|herausgegeben|éd\.|dir\.|sous la dir(?:ection|\.)|red\.|под ред\.|под редакцией|за ред\.|за редакцією|a cura|edición)(?:\s(?:and|&|und)\s(?:trans\.|transl\.|translated|introd?\.))?)(?:\s(?:by|von|v\.|par|de|di))?\s+(\S.*)$"
);
pattern!(
    TRANSLATED,
    r"(?i)^(?:trans\.|transl\.|translated|tr\.|übers(?:etzt|\.)|aus dem \p{L}+|trad(?:uit|\.)?(?: de l[’']\p{L}+| du \p{L}+)?|пер\.(?: с [\p{L}.]+| з [\p{L}.]+)?|переклад)(?:\s(?:from (?:the )?\p{L}+\s)?(?:by|von|v\.|par|de))?\s+(\p{Lu}.*)$"
);
pattern!(
    ISSUE,
    r"(?i)^(?:no|nos|nr|n°|nº|№|issue|iss|heft|h|вип|випуск|вып|выпуск|fasc|num|núm|numéro)\.?\s?([\w–/-]+)$"
);
pattern!(
    VOLUME_ISSUE,
    r"(?i)^(?:vols?\.?|volume|bd\.|jg\.|t\.|tome|т\.|том)?\s?(\d{1,4}|[ivxlc]+)[ ,]*(?:no|nos|nr|n°|nº|№|issue|iss|heft|h)\.?\s?([\w–/-]+)$"
);
pattern!(NUMBER_PAIR, r"^(\d{1,4})(?:[./:]\s?(\d{1,4})|\s?\(([^()]{1,20})\))$");
pattern!(PLACE_YEAR, r"^(\p{Lu}[\p{L} ./-]{1,40}?)\s(?:\d{1,2})?((?:1[5-9]|20)\d\d)$");
pattern!(
    REPORT_NUMBER,
    r"^(?:(.{2,50}?)\s)?(?:(?:Research |Working |Policy |Discussion |Briefing |Occasional |Technical |Staff |Issue |White )*(?:Report|Paper|Brief|Memorandum|Insight|Series)s?)(?:\s(?:No\.|Nr\.|no\.|number|#))?\s([A-Z]{0,5}[-–]?\d[\w./–-]*)$"
);
pattern!(
    CODE,
    r"^(?:[A-Z][A-Z0-9]*[-/ ])+(?:\w+[-/.])*\d[\w/.-]*$|^[A-Z]{2,}\d[\w-]*$|^(?:A|S|E|CM|COM|SWD)/?\(?\d{4}\)?[ /]\S*\d$"
);
pattern!(EPISODE, r"(?i)^(?:episode|ep\.|season \d+, episode|folge|épisode|выпуск)\s?(\d+)$");
pattern!(VERSION, r"(?i)^(?:version|ver\.|v\.)\s?(\d[\w.]*)$");
pattern!(TOTAL, r"(?i)^\d{1,4}\s?(?:с|p|pp|s|стор|pages|vols?|volumes|bde|bände|tomes|т|тт)\.?$");
pattern!(CONGRESS, r"(?i)^\d+(?:st|nd|rd|th)\s(?:cong(?:ress)?|sess(?:ion)?)\b");
pattern!(IN, r"(?i)^(?:in|in:|dans|dans:|en:|w:|у:|в:|у кн\.:?|в кн\.:?|im)(?:\s+|$)");

impl<'a> Tail<'a> {
    pub fn new(even: &'a Even, parts: &'a [Part], house: &'a House) -> Self {
        Self {
            even,
            parts,
            house,
            stated: Stated::default(),
            front: Front::default(),
            title: Kind::Words,
            used: vec![false; parts.len()],
            end: parts.last().map_or(0, |part| part.outer.end),
            sure: 1.0,
            open: Vec::new(),
            places: Vec::new(),
            chapter: false,
            genre: None,
            journal: false,
            year_first: false,
            day: false,
            after: false,
        }
    }

    pub fn text(&self, n: usize) -> &'a str {
        self.parts.get(n).map_or("", |part| self.even.get(part.inner.clone()))
    }

    /// Addresses, DOIs, days of access: wherever they stand.
    pub fn addresses(&mut self) {
        for n in 0..self.parts.len() {
            let text = self.text(n);
            match self.parts[n].kind {
                Kind::Url => {
                    web::address(text, &mut self.stated);
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
                        // "Retrieved May 3, 2020, from" may be cut before its last word.
                        let url = self.parts[n].inner.end;
                        let _ = url;
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
            let body = so_far >= 2
                && (words::is_publisher(text) || words::is_body(text))
                && !text.contains(" and ")
                && part.before != Before::Colon;
            let title = match part.kind {
                Kind::Words => {
                    (self.is_plain(end) || small)
                        && !place
                        && !body
                        && !PLACE_YEAR_END(text)
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

    pub fn put_title(&mut self, text: &str) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
        let text = match text.strip_suffix('.') {
            Some(bare) if !words::keeps_stop(bare) => bare,
            _ => text,
        };
        self.stated.put(Field::Title, text);
    }

    /// The year between names and title.
    pub fn year(&mut self, n: usize) {
        let text = self.text(n);
        self.year_first = true;
        self.used[n] = true;
        self.date(text);
    }

    pub fn date(&mut self, text: &str) -> bool {
        if let Some(found) = dates::whole(text) {
            self.stated.year = self.stated.year.or(Some(found.year));
            self.day |= found.day;
            self.stated.put(Field::Date, found.value);
            return true;
        }
        if let Some(year) = dates::year(text) {
            self.stated.year = self.stated.year.or(Some(year));
            return true;
        }
        // "5 March" of a year that stands elsewhere.
        if let Some(year) = self.stated.year
            && self.stated.get(Field::Date).is_none()
            && text.len() < 20
            && text.contains(' ')
            && let Some(found) =
                dates::whole(&format!("{text} {year}")).or_else(|| dates::whole(&format!("{text}, {year}")))
            && found.day
        {
            self.day = true;
            self.stated.put(Field::Date, found.value);
            return true;
        }
        matches!(text, "n.d." | "n.d" | "o. J." | "s. d." | "s.d." | "forthcoming" | "in press" | "б. г.")
    }

    /// Reads the parts from `from` on.
    pub fn read(&mut self, from: usize) {
        let mut n = from;
        while n < self.parts.len() && !self.after {
            if self.used[n] {
                n += 1;
                continue;
            }
            let part = &self.parts[n];
            match part.kind {
                Kind::Words => n = self.words(n),
                Kind::Round | Kind::Square => {
                    brackets::read(self, n);
                    n += 1;
                }
                Kind::Italic | Kind::Quoted => n = self.marked(n),
                Kind::Url => n += 1,
            }
        }
        containers::settle(self);
    }

    fn marked(&mut self, n: usize) -> usize {
        let text = self.text(n);
        // APA sets the volume in italics.
        if self.stated.get(Field::Container).is_some() && text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty() {
            self.stated.put(Field::Volume, text);
            return n + 1;
        }
        if self.parts[n].kind == Kind::Italic
            && self.stated.get(Field::Container).is_none()
            && self.title != Kind::Italic
        {
            containers::put(self, text);
            self.journal = true;
            return n + 1;
        }
        if matches!(text, "passim" | "inter alia") {
            return n + 1;
        }
        if self.title == Kind::Italic
            && self.parts[n].kind == Kind::Italic
            && self.parts[n].before == Before::Comma
            && self.stated.get(Field::Container).is_none()
        {
            // Bluebook: title and journal are both in italics.
            containers::put(self, text);
            return n + 1;
        }
        self.sure *= 0.6;
        n + 1
    }

    /// One part of words; where the reading goes on.
    fn words(&mut self, n: usize) -> usize {
        let text = self.text(n);
        if let Some(next) = self.chapter_of(n) {
            return next;
        }
        if self.place(n) || self.numbers(n) || self.date(weekdayless(text)) {
            return n + 1;
        }
        if let Some(edition) = imprint::edition(text) {
            self.stated.put(Field::Edition, edition);
            return n + 1;
        }
        if let Some(next) = self.people(n) {
            return next;
        }
        if self.kinds(n) || TOTAL.is_match(text) || CONGRESS.is_match(text) || web::leads_to_address(text) {
            return n + 1;
        }
        if text == "passim" || locators::whole(text).is_some() {
            self.close(n);
            return n + 1;
        }
        if PLACE_YEAR_END(text) && !self.quoted_title() {
            if let Some(found) = PLACE_YEAR.captures(text) {
                self.stated.put(Field::Place, found.get(1).map_or("", |place| place.as_str()));
                self.stated.year = self.stated.year.or(found.get(2).and_then(|year| year.as_str().parse().ok()));
            }
            return n + 1;
        }
        let small = text.starts_with(char::is_lowercase)
            && !text.starts_with("and ")
            && !names::PARTICLES_AND.iter().any(|word| text.starts_with(&format!("{word} ")));
        if small || (words::is_prose(text) && self.parts[n].before != Before::Colon) {
            self.close(n);
            return n + 1;
        }
        self.open.push(n);
        n + 1
    }

    fn quoted_title(&self) -> bool {
        self.title == Kind::Quoted
    }

    /// The reference ended before part `n`; what follows is a remark.
    pub fn close(&mut self, n: usize) {
        self.after = true;
        let end = self.parts.get(n.wrapping_sub(1)).map_or(self.end, |part| part.outer.end);
        self.end = end;
    }

    /// Pages and other places.
    fn place(&mut self, n: usize) -> bool {
        let text = self.text(n);
        let pinned = |n: usize| {
            self.parts.get(n).is_some_and(|next| next.kind == Kind::Words && locators::whole(self.text(n)).is_some())
        };
        if locators::roman(text).is_some()
            && self.stated.get(Field::Volume).is_none()
            && (pinned(n + 1) && self.title == Kind::Italic)
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
    fn numbers(&mut self, n: usize) -> bool {
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
                self.stated.year = self.stated.year.or(dates::year(issue))
            } else {
                self.stated.put(Field::Issue, issue)
            }
            self.journal = true;
            return true;
        }
        false
    }

    /// "ed. Paul Whitlock and Sara Ncube", "trans. X", "by X".
    fn people(&mut self, n: usize) -> Option<usize> {
        let text = self.text(n);
        let (editor, translator, rest) = if let Some(found) = EDITED.captures(text) {
            let both = found.get(1).is_some_and(|role| role.as_str().contains("trans"));
            (true, both, found.get(2)?)
        } else if let Some(found) = TRANSLATED.captures(text) {
            (false, true, found.get(1)?)
        } else if let Some(rest) = text.strip_prefix("by ").filter(|_| self.stated.authors.is_empty()) {
            let people = names::read(rest)?;
            self.stated.authors = people.names;
            return Some(n + 1);
        } else {
            return None;
        };
        // More names may follow after commas: those up to an "and".
        let start = self.parts[n].inner.start + rest.start();
        let mut next = n + 1;
        let joins = |text: &str| text.starts_with("and ") || text.starts_with("& ");
        let last = (next..self.parts.len().min(next + 6))
            .take_while(|m| self.parts[*m].kind == Kind::Words && self.parts[*m].before == Before::Comma)
            .find(|m| joins(self.text(*m)));
        if let Some(last) = last {
            next = last + 1;
        }
        let people = names::read(self.even.get(start..self.parts[next - 1].inner.end))?;
        if editor {
            self.stated.editors.clone_from(&people.names);
        }
        if translator {
            self.stated.translators = people.names;
        }
        Some(next)
    }

    /// Press releases, episodes, versions, numbers of reports.
    fn kinds(&mut self, n: usize) -> bool {
        let text = self.text(n);
        if let Some(found) = EPISODE.captures(text) {
            self.genre = self.genre.or(Some("broadcast"));
            self.stated.put(Field::Number, found.get(1).map_or("", |n| n.as_str()));
            return true;
        }
        if let Some(found) = VERSION.captures(text) {
            self.stated.put(Field::Version, found.get(1).map_or("", |n| n.as_str()));
            return true;
        }
        if let Some(found) = REPORT_NUMBER.captures(text) {
            self.stated.put(Field::Number, found.get(2).map_or("", |n| n.as_str()));
            if let Some(body) = found.get(1) {
                self.stated.put(Field::Publisher, body.as_str());
            }
            self.genre = self.genre.or(Some("report"));
            return true;
        }
        if CODE.is_match(text) && text.len() < 40 {
            self.stated.put(Field::Number, text);
            self.genre = self.genre.or(Some("report"));
            return true;
        }
        genres::take(self, text)
    }

    /// "in *Rebuilding Mass*", "in: Ute Weiss (Hg.), Hafen".
    fn chapter_of(&mut self, n: usize) -> Option<usize> {
        let text = self.text(n);
        let lead = IN.find(text)?;
        if self.stated.get(Field::Container).is_some() || self.stated.title().is_empty() {
            return None;
        }
        containers::chapter(self, n, lead.end())
    }
}

fn imprint_volume(text: &str) -> Option<String> {
    pattern!(VOLUME, r"(?i)^(?:vols?\.?|volume|bd\.|band|t\.|tome|т\.|том|tom|jg\.)\s?(\d+|[ivxlc]+)$");
    VOLUME.captures(text).map(|found| imprint::arabic(found.get(1).map_or("", |n| n.as_str())))
}

#[allow(non_snake_case, reason = "named as the patterns beside it")]
fn PLACE_YEAR_END(text: &str) -> bool {
    PLACE_YEAR.captures(text).is_some_and(|found| {
        let place = found.get(1).map_or("", |place| place.as_str());
        words::is_city(place)
    })
}

/// "Monday 3 May 2020", "published 3 May 2020".
fn weekdayless(text: &str) -> &str {
    const LEADS: [&str; 22] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "published on",
        "published",
        "posted on",
        "posted",
        "updated on",
        "updated",
        "last updated",
        "last modified",
        "dated",
        "of",
        "vom",
        "du",
        "от",
        "від",
        "am",
    ];
    let mut text = text;
    for lead in LEADS {
        if let Some(rest) = text.strip_prefix(lead)
            && rest.starts_with([' ', ','])
        {
            text = rest.trim_start_matches([' ', ',']);
        }
    }
    text
}

/// The name of a body that stands as an author.
pub fn body(name: &Name) -> Option<&str> {
    match name {
        Name::Literal(name) => Some(name),
        Name::Person { .. } => None,
    }
}
