//! Whether what a note states and a work of the library are one, and how sure that is.
//!
//! What is not stated does not count against a work; what differs does. Two editions of one title, or two works of one
//! author and year, stay two.

use super::index::{alike, words};
use crate::base::text::fold;
use crate::base::web;
use crate::model::work::{Name, Work};
use crate::reference::stated::{Field, Stated};

/// A work, its words folded once.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub authors: Vec<Who>,
    pub title: Title,
    pub short: Title,
    pub year: Option<i32>,
    container: Vec<String>,
    volume: String,
    number: String,
    pub doi: Option<String>,
    pub url: Option<String>,
}

/// A person by family name and initials, or a body by its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// All words of the name in order; of a person those of the family name, its particles left out.
    pub family: Vec<String>,
    given: Vec<String>,
    body: bool,
}

/// The words of a title, articles at its start apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    pub words: Vec<String>,
    /// How many of them stand before the colon.
    pub main: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreed {
    Same,
    /// But for a slip of the pen.
    Nearly,
    /// One is a part of the other, as a short title is.
    Partly,
    /// One side says nothing.
    Unsaid,
    Differs,
}

impl Known {
    pub fn of(work: &Work) -> Self {
        let text = |name: &str| work.field(name).unwrap_or("");
        Self {
            authors: work.authors().iter().map(Who::of).collect(),
            title: Title::of(work.title()),
            short: Title::of(text("title-short")),
            year: work.year(),
            container: words(text("container-title")).collect(),
            volume: fold(text("volume")),
            number: fold(text("number")),
            doi: doi(text("DOI")),
            url: url(text("URL")),
        }
    }

    pub fn stated(stated: &Stated) -> Self {
        let text = |field: Field| stated.get(field).unwrap_or("");
        let named = if stated.authors.is_empty() { &stated.editors } else { &stated.authors };
        Self {
            authors: named.iter().map(Who::of).collect(),
            title: Title::of(stated.title()),
            short: Title::of(text(Field::ShortTitle)),
            year: stated.year,
            container: words(text(Field::Container)).collect(),
            volume: fold(text(Field::Volume)),
            number: fold(text(Field::Number)),
            doi: doi(text(Field::Doi)),
            url: url(text(Field::Url)),
        }
    }

    /// 0 to 1, and 0 where they are two works.
    pub fn agrees(&self, work: &Self) -> f64 {
        let author = self.author(work);
        let title = self.title(work);
        let year = match (self.year, work.year) {
            (Some(a), Some(b)) if a == b => Agreed::Same,
            (Some(_), Some(_)) => Agreed::Differs,
            _ => Agreed::Unsaid,
        };
        let alien = [author, title].contains(&Agreed::Differs);
        match said(self.doi.as_ref(), work.doi.as_ref()) {
            Agreed::Same => return if alien { 0.7 } else { 1.0 },
            Agreed::Differs => return if title == Agreed::Same && author == Agreed::Same { 0.6 } else { 0.0 },
            _ => {}
        }
        if said(self.url.as_ref(), work.url.as_ref()) == Agreed::Same {
            return if alien || year == Agreed::Differs { 0.7 } else { 1.0 };
        }
        if alien || year == Agreed::Differs {
            return 0.0;
        }
        let differs = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        // Two reports of one title are told apart by their numbers, two volumes by theirs.
        if differs(&self.number, &work.number) || differs(&self.volume, &work.volume) {
            return 0.0;
        }
        let dated = year == Agreed::Same;
        let telling = self.title.is_telling() || work.title.is_telling();
        let sure = match (title, author, dated) {
            (Agreed::Same, Agreed::Same, true) => 1.0,
            (Agreed::Same, Agreed::Same, false) if telling => 0.95,
            (Agreed::Same, Agreed::Nearly, true) => 0.95,
            (Agreed::Nearly, Agreed::Same, true) => 0.94,
            // A piece without a byline, or one whose byline the note leaves out.
            (Agreed::Same, Agreed::Unsaid, true) if telling => 0.92,
            (Agreed::Partly, Agreed::Same | Agreed::Nearly, _) => 0.92,
            (Agreed::Unsaid, Agreed::Same, true) => 0.9,
            (Agreed::Same, Agreed::Nearly, false) | (Agreed::Nearly, Agreed::Same, false) => 0.85,
            (Agreed::Nearly, Agreed::Nearly, true) => 0.8,
            (Agreed::Same, Agreed::Same | Agreed::Unsaid, _) => 0.75,
            (Agreed::Partly, Agreed::Unsaid, true) if telling => 0.7,
            (Agreed::Unsaid, Agreed::Same | Agreed::Nearly, _) => 0.6,
            _ => 0.0,
        };
        // The same words elsewhere: a reprint, or a column that has one title every week.
        let moved =
            !self.container.is_empty() && !work.container.is_empty() && !share(&self.container, &work.container);
        if moved { f64::min(sure, if dated && telling { 0.85 } else { 0.6 }) } else { sure }
    }

    fn author(&self, work: &Self) -> Agreed {
        if self.authors.is_empty() || work.authors.is_empty() {
            return Agreed::Unsaid;
        }
        // Notes leave authors out after the first; what they give has to stand there in order.
        let pairs = self.authors.iter().zip(&work.authors);
        pairs.map(|(a, b)| a.agrees(b)).max_by_key(|agreed| rank(*agreed)).unwrap_or(Agreed::Unsaid)
    }

    fn title(&self, work: &Self) -> Agreed {
        let titles = |known: &'_ Self| [known.title.clone(), known.short.clone()];
        let (ours, theirs) = (titles(self), titles(work));
        let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| a.agrees(b)));
        let said = pairs.filter(|agreed| *agreed != Agreed::Unsaid);
        said.min_by_key(|agreed| rank(*agreed)).unwrap_or(Agreed::Unsaid)
    }
}

/// The better, the less.
fn rank(agreed: Agreed) -> u8 {
    match agreed {
        Agreed::Same => 0,
        Agreed::Nearly => 1,
        Agreed::Partly => 2,
        Agreed::Unsaid => 3,
        Agreed::Differs => 4,
    }
}

impl Who {
    pub fn of(name: &Name) -> Self {
        match name {
            Name::Literal(body) => Self { family: words(body).collect(), given: Vec::new(), body: true },
            Name::Person { family, given, .. } => {
                Self { family: words(family).collect(), given: words(given).collect(), body: false }
            }
        }
    }

    fn agrees(&self, other: &Self) -> Agreed {
        if self.body != other.body {
            // "Andrew Wilson", not yet taken apart.
            let (body, person) = if self.body { (self, other) } else { (other, self) };
            let given = body.family.strip_suffix(person.family.as_slice()).filter(|_| !person.family.is_empty());
            let whole = given.is_some_and(|given| !given.is_empty() && initials(given, &person.given));
            return if whole || body.family == person.family { Agreed::Same } else { Agreed::Differs };
        }
        if self.body {
            let article = |words: &[String]| usize::from(words.len() > 1 && words[0] == "the");
            let [a, b] = [&self.family, &other.family].map(|words| &words[article(words)..]);
            return if a == b { Agreed::Same } else { nearly(a, b) };
        }
        // "van den Berg" has its particles elsewhere now and then.
        let tail = |a: &[String], b: &[String]| a.ends_with(b) || b.ends_with(a);
        let (a, b) = (self.family.as_slice(), other.family.as_slice());
        let empty = a.is_empty() || b.is_empty();
        if empty || !initials(&self.given, &other.given) {
            return Agreed::Differs;
        }
        if tail(a, b) { Agreed::Same } else { nearly(a, b) }
    }
}

/// Whether given names may be those of one person: "A." and "Andrew", "J. P." and "Jan".
fn initials(a: &[String], b: &[String]) -> bool {
    a.iter().zip(b).all(|(a, b)| {
        let short = a.chars().count() == 1 || b.chars().count() == 1;
        if short {
            a.chars().next() == b.chars().next()
        } else {
            a.starts_with(b.as_str()) || b.starts_with(a.as_str()) || alike(a, b)
        }
    })
}

impl Title {
    pub fn of(title: &str) -> Self {
        let colon = title.find([':', '?', '—']).filter(|at| *at > 0).unwrap_or(title.len());
        let mut all: Vec<String> = words(title).collect();
        let mut main = words(&title[..colon]).count();
        if all.len() > 1 && matches!(all[0].as_str(), "the" | "a" | "an") {
            all.remove(0);
            main = main.saturating_sub(1);
        }
        Self { words: all, main }
    }

    /// More than a word or two that many titles consist of.
    pub fn is_telling(&self) -> bool {
        self.words.iter().filter(|word| word.chars().count() > 2).count() >= 3
    }

    fn agrees(&self, other: &Self) -> Agreed {
        let (a, b) = (self.words.as_slice(), other.words.as_slice());
        if a.is_empty() || b.is_empty() {
            return Agreed::Unsaid;
        }
        let joined = |words: &[String]| words.concat();
        if a == b || joined(a) == joined(b) {
            return Agreed::Same;
        }
        let (short, long) = if a.len() < b.len() { (self, other) } else { (other, self) };
        let (few, many) = (short.words.as_slice(), long.words.as_slice());
        let letters = few.iter().map(|word| word.chars().count()).sum::<usize>();
        if many.starts_with(few) && (few.len() == long.main || few.len() >= 4) && letters >= 4 {
            return Agreed::Same;
        }
        if nearly(a, b) == Agreed::Nearly || nearly(few, &many[..long.main.min(many.len())]) == Agreed::Nearly {
            return Agreed::Nearly;
        }
        let part = letters >= 5 && few.len() < many.len() && many.windows(few.len()).any(|run| run == few);
        if part { Agreed::Partly } else { Agreed::Differs }
    }
}

/// Word for word one, but for a slip of the pen, or one more in five words.
fn nearly(a: &[String], b: &[String]) -> Agreed {
    if a.len() != b.len() || a.is_empty() {
        return Agreed::Differs;
    }
    let (mut slips, most) = (0, 1 + a.len() / 5);
    for (a, b) in a.iter().zip(b) {
        if a != b {
            slips += 1;
            if slips > most || !alike(a, b) {
                return Agreed::Differs;
            }
        }
    }
    Agreed::Nearly
}

fn said(a: Option<&String>, b: Option<&String>) -> Agreed {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Agreed::Same,
        (Some(_), Some(_)) => Agreed::Differs,
        _ => Agreed::Unsaid,
    }
}

/// Whether two names of newspapers or journals may be one: a word of four letters in common, or initials.
fn share(a: &[String], b: &[String]) -> bool {
    let first = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    let short = |one: &[String], other: &[String]| one.len() == 1 && other.len() > 1 && one[0] == first(other);
    a.iter().any(|word| word.chars().count() >= 4 && b.contains(word)) || a == b || short(a, b) || short(b, a)
}

/// The DOI of a text that holds one, folded.
pub fn doi(text: &str) -> Option<String> {
    web::doi(text.trim()).map(fold)
}

/// An address without what does not change the page: scheme, `www.`, the last slash, the place on the page.
pub fn url(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['<', '>']);
    let text = text.split('#').next().unwrap_or("");
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = path.trim_end_matches('/');
    // The front page of a site is where many works are.
    (!path.is_empty() && host.contains('.')).then(|| format!("{host}/{path}"))
}
