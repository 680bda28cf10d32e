//! A reference by author and title, in whatever style: what stands before the title, the title, what stands after it.
//!
//! The styles differ in the order of a few parts and in their punctuation. So a reference is cut at its punctuation, each
//! part is recognised by its form, and what has no form of its own (container, publisher, place) is known by its position
//! among the others.

use std::ops::Range;

use super::house::House;
use super::parts::{self, Before, Group, Kind, Part};
use super::stated::{Field, Stated};
use super::tail::Tail;
use super::text::Even;
use super::{dates, front, imprint, kinds, locators, names, web, words};
use crate::model::cite::Locator;

/// What a stretch of a note says.
#[derive(Clone, Debug, Default)]
pub struct Read {
    pub stated: Stated,
    pub locator: Option<Locator>,
    /// The words before the title, as printed: names, or the title of a short form.
    pub front: String,
    /// The words that belong to the reference; after them stand remarks.
    pub range: Range<usize>,
    /// 1 where every part was recognised by its form; each guess lowers it.
    pub sure: f64,
    /// A title was marked by quotation marks or italics.
    pub marked: bool,
    /// The year stands before the title.
    pub year_first: bool,
}

impl Read {
    /// Says where or when the work appeared: more than a short form does.
    pub fn is_full(&self) -> bool {
        let stated = &self.stated;
        let facts = [
            Field::Container,
            Field::Publisher,
            Field::Place,
            Field::Date,
            Field::Url,
            Field::Doi,
            Field::Number,
            Field::Archive,
        ];
        !stated.title().is_empty() && (stated.year.is_some() || facts.iter().any(|field| stated.get(*field).is_some()))
            || stated.get(Field::Url).is_some()
    }
}

/// More parts are no reference.
const MOST: usize = 60;

pub fn read(even: &Even, groups: &[Group], range: Range<usize>, house: &House) -> Option<Read> {
    with_names(even, groups, range, house, true)
}

/// As [`read`]; without `named` no names stand before the title: an *Idem* stood there.
pub fn with_names(even: &Even, groups: &[Group], range: Range<usize>, house: &House, named: bool) -> Option<Read> {
    let mut parts = parts::cut(even, groups, range.clone());
    if parts.is_empty() || parts.len() > MOST {
        return None;
    }
    join(even, &mut parts);
    front::part_slavic(even, &mut parts);
    let mut tail = Tail::new(even, &parts, house);
    tail.addresses();
    let title = place_of_title(&tail, house, named)?;
    let front_range = match title.front {
        0 => range.start..range.start,
        n => parts[0].outer.start..parts[n - 1].outer.end,
    };
    tail.title = title.kind;
    tail.front = front::read(even, &parts[..title.front], &mut tail.stated, &mut tail.sure)?;
    if let Some(at) = title.year {
        tail.year(at);
    }
    let text = even.get(title.words.clone()).trim();
    tail.put_title(text);
    let front_text = even.get(front_range).to_owned();
    tail.read(title.next);
    let mut stated = std::mem::take(&mut tail.stated);
    let locator = tail.places(&mut stated);
    kinds::decide(&mut stated, &tail);
    let end = tail.end.min(range.end);
    let mut start = tail.front.start.unwrap_or(range.start);
    // "The list is at https://…": a sentence, and an address.
    if title.kind == Kind::Words && words::is_prose(stated.title()) && stated.get(Field::Url).is_some() {
        stated.take(Field::Title);
        stated.authors.clear();
        stated.kind = "webpage";
        start = parts.iter().find(|part| part.kind == Kind::Url).map_or(start, |part| part.outer.start);
    }
    let after = even.get(end..range.end).trim_matches(|c: char| matches!(c, ',' | '.' | ';') || c.is_whitespace());
    if stated.text_after.is_empty() {
        after.clone_into(&mut stated.text_after);
    }
    if start > range.start {
        even.get(range.start..start).trim().clone_into(&mut stated.text_before);
    }
    Some(Read {
        year_first: tail.year_first,
        stated,
        locator,
        front: front_text,
        range: start..end,
        sure: tail.sure,
        marked: matches!(title.kind, Kind::Quoted | Kind::Italic),
    })
}

/// "June 14" and "2023" are one date.
pub fn join(even: &Even, parts: &mut Vec<Part>) {
    let mut n = 0;
    while n + 1 < parts.len() {
        let (one, two) = (&parts[n], &parts[n + 1]);
        if one.kind == Kind::Words && two.kind == Kind::Words && one.outer.len() < 60 && two.outer.len() < 40 {
            let whole = one.inner.start..two.inner.end;
            let text = even.get(whole.clone());
            let seam = one.inner.len();
            let dated = dates::first(text).is_some_and(|found| found.range.start < seam && found.range.end > seam + 1);
            if dated || is_state(even.get(one.inner.clone()), even.get(two.inner.clone())) {
                let joined =
                    Part { kind: Kind::Words, inner: whole, outer: one.outer.start..two.outer.end, before: one.before };
                parts[n] = joined;
                parts.remove(n + 1);
                continue;
            }
        }
        n += 1;
    }
}

/// "Boston, MA", "Cambridge, Mass.": a town and its state are one place.
fn is_state(town: &str, state: &str) -> bool {
    const STATES: &str = " MA CA NY DC NJ IL PA VA MD TX CT NC GA MI OH WA OR CO MN WI IN FL TN LA ME NH VT RI DE UK USA ON BC Mass. Mass Conn. Calif. Ill. Pa. Va. Md. Tex. N.J. N.Y. D.C. Mich. NSW ";
    (2..=5).contains(&state.len())
        && town.split(' ').count() <= 3
        && !town.ends_with('.')
        && STATES.split(' ').any(|known| known == state)
}

/// Where the title stands.
struct Title {
    /// How many parts stand before it.
    front: usize,
    /// The part that holds the year between names and title.
    year: Option<usize>,
    kind: Kind,
    words: Range<usize>,
    /// The first part after it.
    next: usize,
}

fn place_of_title(tail: &Tail<'_>, house: &House, named: bool) -> Option<Title> {
    let parts = tail.parts;
    let open = |n: &usize| !tail.used.get(*n).copied().unwrap_or(true);
    let quoted = (0..parts.len()).filter(open).find(|n| parts[*n].kind == Kind::Quoted);
    let italic = (0..parts.len()).filter(open).find(|n| parts[*n].kind == Kind::Italic && tail.text(*n).len() > 1);
    let marked = match (quoted, italic) {
        // "*Review*, “Title”" is rare; a book whose title is followed by a quotation is not.
        (Some(q), Some(i)) if i < q && i > 0 => Some(i),
        (Some(q), _) => Some(q),
        (None, i) => i,
    };
    if let Some(year) = front_year(tail, marked.unwrap_or(parts.len())) {
        let next = year + 1;
        let at = (next..parts.len()).find(open)?;
        if matches!(parts[at].kind, Kind::Quoted | Kind::Italic) {
            return Some(Title {
                front: year,
                year: Some(year),
                kind: parts[at].kind,
                words: parts[at].inner.clone(),
                next: at + 1,
            });
        }
        if parts[at].kind == Kind::Words && tail.is_plain(at) {
            let (words, next) = tail.run_of_title(at, true);
            return Some(Title { front: year, year: Some(year), kind: Kind::Words, words, next });
        }
        // "Vasquez (2020), 22": a short form.
        return Some(Title {
            front: year,
            year: Some(year),
            kind: Kind::Words,
            words: parts[year].outer.end..parts[year].outer.end,
            next: year + 1,
        });
    }
    if let Some(at) = marked {
        // `Names, Title of a chapter, in *Book*`
        let before = at.checked_sub(1).map_or("", |n| tail.text(n));
        if parts[at].kind == Kind::Italic
            && at >= 2
            && matches!(before, "in" | "In")
            && parts[at - 1].kind == Kind::Words
        {
            let (words, next) = tail.run_of_title(1, false);
            return Some(Title { front: 1, year: None, kind: Kind::Quoted, words, next });
        }
        return Some(Title {
            front: at,
            year: None,
            kind: parts[at].kind,
            words: parts[at].inner.clone(),
            next: at + 1,
        });
    }
    if let Some(names) = front::slavic(tail) {
        let (words, next) = tail.run_of_title(names, false);
        return Some(Title { front: names, year: None, kind: Kind::Words, words, next });
    }
    unmarked(tail, house, named)
}

/// The year between names and title: "2023." or "(2023)".
fn front_year(tail: &Tail<'_>, title: usize) -> Option<usize> {
    let parts = tail.parts;
    let at = (1..title.min(parts.len())).find(|n| {
        let text = tail.text(*n);
        match parts[*n].kind {
            Kind::Round | Kind::Square => {
                dates::year(text).is_some()
                    || text == "n.d."
                    || text == "o. J."
                    || (dates::first(text).is_some_and(|found| found.range.start < 3) && text.len() < 24)
            }
            Kind::Words => dates::year(text).is_some() && matches!(parts[*n].before, Before::Stop | Before::Comma),
            _ => false,
        }
    })?;
    // Names before it, and nothing else.
    let plain =
        |n: usize| parts[n].kind == Kind::Words || (parts[n].kind == Kind::Round && front::is_role(tail.text(n)));
    if !(0..at).all(plain) {
        return None;
    }
    let text = tail.even.get(parts[0].outer.start..parts[at - 1].outer.end);
    if parts[at].kind == Kind::Words
        && parts[at].before == Before::Comma
        && (tail.text(at + 1).is_empty() || parts.len() == at + 1)
    {
        return None;
    }
    let people = names::read(text)?;
    // "Names, Title (2020)": the title is no name.
    let body_title = parts[at].kind == Kind::Round
        && at > 1
        && people.names.len() > 1
        && people.names.iter().skip(1).any(|name| matches!(name, crate::model::work::Name::Literal(_)));
    let follows = (at + 1..parts.len()).any(|n| {
        matches!(parts[n].kind, Kind::Quoted | Kind::Italic) || (parts[n].kind == Kind::Words && tail.is_plain(n))
    });
    (!body_title && (follows || people.names.len() <= 3 && parts.len() <= at + 3)).then_some(at)
}

/// Nothing marks the title: it stands after the names, up to an imprint, a date, a place in the work.
fn unmarked(tail: &Tail<'_>, house: &House, named: bool) -> Option<Title> {
    let parts = tail.parts;
    let first = parts.iter().position(|part| part.kind == Kind::Words);
    let Some(first) = first.filter(|first| *first == 0 && tail.is_plain(0)) else {
        // An address and nothing more.
        let url = tail.stated.get(Field::Url).or(tail.stated.get(Field::Doi));
        return url.map(|_| Title { front: 0, year: None, kind: Kind::Words, words: 0..0, next: 0 });
    };
    let names = if named { front::length(tail, house) } else { 0 };
    let title = names.max(first);
    if names > 0 && parts.get(title).is_some_and(|part| part.kind == Kind::Words) && tail.is_plain(title) {
        let (words, next) = tail.run_of_title(title, false);
        return Some(Title { front: names, year: None, kind: Kind::Words, words, next });
    }
    if names > 0
        && (names == parts.len() || !tail.is_plain(names))
        && !parts.iter().any(|part| part.kind == Kind::Round)
    {
        // Only names, then places: a short form; or the title of a work without an author.
        return Some(Title { front: names, year: None, kind: Kind::Words, words: 0..0, next: names });
    }
    let (words, next) = tail.run_of_title(0, false);
    Some(Title { front: 0, year: None, kind: Kind::Words, words, next })
}

/// Whether a part has a form that no title and no name has.
pub fn has_form(text: &str) -> bool {
    text.is_empty()
        || (locators::roman(text).is_some() && text.chars().all(char::is_uppercase) && text.len() < 6)
        || locators::whole(text).is_some()
        || imprint::edition(text).is_some()
        || dates::whole(text).is_some()
        || dates::year(text).is_some()
        || web::accessed(text).is_some()
        || web::is_doi(text)
        || words::is_prose(text)
}
