//! What stands after the title, part by part.

mod numbers;
mod titles;

use super::front::Front;
use super::house::House;
use super::parts::{Before, Kind, Part};
use super::pattern::pattern;
use super::stated::{Field, Stated};
use super::text::Even;
use super::{brackets, containers, dates, genres, imprint, locators, names, web, words};
use crate::model::cite::Locator;
use crate::model::work::Name;

/// A reference that is being read.
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that was seen")]
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
    /// The container stands behind "//".
    pub slashes: bool,
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
    begins = ["ed", "hg.", "hrsg", "herausgegeben", "éd.", "dir", "sous la dir", "red.", "под ред", "за ред", "a cura"],
    r"(?i)^((?:ed\.|eds\.|edited|ed|eds|hg\.|hrsg\.|herausgegeben|éd\.|dir\.|sous la dir(?:ection|\.)|red\.|под ред\.|под редакцией|за ред\.|за редакцією|a cura|edición)(?:\s(?:and|&|und)\s(?:trans\.|transl\.|translated|introd?\.))?)(?:\s(?:by|von|v\.|par|de|di))?\s+(\S.*)$"
);
pattern!(
    TRANSLATED,
    begins = ["tr", "übers", "aus dem ", "пер"],
    r"(?i)^(?:trans\.|transl\.|translated|tr\.|übers(?:etzt|\.)|aus dem \p{L}+|trad(?:uit|\.)?(?: de l[’']\p{L}+| du \p{L}+)?|пер\.(?: с [\p{L}.]+| з [\p{L}.]+)?|переклад)(?:\s(?:from (?:the )?\p{L}+\s)?(?:by|von|v\.|par|de))?\s+(\p{Lu}.*)$"
);
pattern!(PLACE_YEAR, r"^(\p{Lu}[\p{L} ./-]{1,40}?)\s(?:\d{1,2})?((?:1[5-9]|20)\d\d)$");
pattern!(
    REPORT_NUMBER,
    needs = ["Report", "Paper", "Brief", "Memorandum", "Insight", "Series"],
    r"^(?:(.{2,50}?)\s)?(?:(?:Research |Working |Policy |Discussion |Briefing |Occasional |Technical |Staff |Issue |White )*(?:Report|Paper|Brief|Memorandum|Insight|Series)s?)(?:\s(?:No\.|Nr\.|no\.|number|#))?\s([A-Z]{0,5}[-–]?\d[\w./–-]*)$"
);
pattern!(
    CODE,
    r"^(?:[A-Z][A-Z0-9]*[-/ ])+(?:\w+[-/.])*\d[\w/.-]*$|^[A-Z]{2,}\d[\w-]*$|^[HS]\.\s?(?:Rept|Rep|Doc|Hrg|Prt)\.\s(?:No\.\s)?\d+[-–]\d+$|^(?:A|S|E|CM|COM|SWD)/?\(?\d{4}\)?[ /]\S*\d$"
);
pattern!(
    EPISODE,
    begins = ["ep", "season", "folge", "épisode", "выпуск"],
    r"(?i)^(?:episode|ep\.|season \d+, episode|folge|épisode|выпуск)\s?(\d+)$"
);
pattern!(VERSION, begins = ["ver", "v."], r"(?i)^(?:version|ver\.|v\.)\s?(\d[\w.]*)$");
pattern!(TOTAL, r"(?i)^\d{1,4}\s?(?:с|p|pp|s|стор|pages|vols?|volumes|bde|bände|tomes|т|тт)\.?$");
pattern!(CONGRESS, needs = ["cong", "sess"], r"(?i)^\d+(?:st|nd|rd|th)\s(?:cong(?:ress)?|sess(?:ion)?)\b");
pattern!(CLOCK, r"(?i)^\d{1,2}[:.]\d\d\s?(?:a\.?m\.?|p\.?m\.?|GMT|UTC|BST|EST|EDT|CET|Uhr)");
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
            slashes: false,
            after: false,
        }
    }

    pub fn text(&self, n: usize) -> &'a str {
        self.parts.get(n).map_or("", |part| self.even.get(part.inner.clone()))
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
        self.stated.letter = text.chars().last().filter(|c| text.len() == 5 && c.is_ascii_lowercase());
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
        if self.parts[n].before == Before::Slashes
            && self.stated.get(Field::Container).is_none()
            && !EDITED.is_match(text)
            && text.starts_with(char::is_uppercase)
        {
            containers::put(self, text);
            self.slashes = true;
            return n + 1;
        }
        if let Some(name) = brackets::alias_of(self, text) {
            self.stated.put(Field::ShortTitle, name);
            return n + 1;
        }
        if CLOCK.is_match(text) {
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
        if is_place_and_year(text) && !self.quoted_title() {
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
            if let Some(body) = found.get(1).filter(|body| !genres::is_modifier(body.as_str())) {
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

/// "Berlin 1998"
fn is_place_and_year(text: &str) -> bool {
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
