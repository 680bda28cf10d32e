//! A citation of several works: their order, and what need not be said twice (CSL 1.0.2, `cs:sort` in `cs:citation`,
//! and `collapse`): "Wilson 2020, 2021", "Roe 2019a, b", "[1–3]".
//!
//! Words of the author's own bind a cite to its place: where one of the works has a prefix, or one before the last a
//! suffix, all stay in the order in which they were typed.

use hayagriva::citationberg::Collapse;

use super::engine;
use super::formatting::{Ask, Formatting, One};
use super::item;
use super::runs;
use crate::model::cite::CiteRequest;
use crate::model::work::{Rich, Run};

/// A work of a citation.
#[derive(Debug)]
pub struct Member<'a> {
    /// Its place as typed.
    pub typed: usize,
    pub request: CiteRequest<'a>,
    pub words: Rich,
    /// The same words without the names; none where they cannot be left out.
    bare: Option<Rich>,
    pub joint: Joint,
}

/// What stands between a work and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The delimiter of the layout.
    Other,
    /// Of the same names.
    Names,
    /// Of the same names and year: a letter follows.
    Letters,
    /// A dash: what stands between two numbers or letters is left out.
    Range,
    /// The delimiter after works that were put together.
    After,
}

impl Formatting {
    /// In which order the works of a citation are printed.
    pub fn order(&self, group: &[CiteRequest<'_>]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..group.len()).collect();
        let sort = self.style().csl.citation.sort.as_ref();
        let bound = |(n, cite): (usize, &CiteRequest<'_>)| {
            cite.narrative
                || cite.suppress_author
                || !cite.prefix.is_empty()
                || !cite.suffix.is_empty() && n + 1 < group.len()
        };
        if let (Some(sort), false) = (sort, group.len() < 2 || group.iter().enumerate().any(bound)) {
            let keys = |cite: &CiteRequest<'_>| {
                let work = item::prepare(cite.work, &self.style().words, self.style().is_note_style());
                engine::keys_in_citation(self.style(), sort, &work, self.told_of(cite.work).1)
            };
            let keys: Vec<_> = group.iter().map(keys).collect();
            order.sort_by(|a, b| engine::compare(&keys[*a], &keys[*b]).then(a.cmp(b)));
        }
        order
    }

    /// Leaves out what the work before has said already, as far as the style wants it.
    pub fn collapse(&self, members: &mut Vec<Member<'_>>) {
        let Some(collapse) = self.style().csl.citation.collapse else { return };
        if collapse == Collapse::CitationNumber {
            return ranges(members, &number);
        }
        for member in members.iter_mut().filter(|member| !member.request.suppress_author) {
            let one = One {
                ask: Ask::Cite,
                work: member.request.work,
                locator: member.request.locator,
                position: member.request.position,
                without_names: true,
                first_note: member.request.first_note,
                opens: false,
            };
            member.bare = Some(self.one(one));
        }
        // From the last to the first: each is compared with what the one before it says in full.
        for n in (1..members.len()).rev() {
            let (before, here) = members.split_at_mut(n);
            let (Some(before), Some(here)) = (before.last(), here.first_mut()) else { continue };
            let free = before.request.suffix.is_empty() && here.request.prefix.is_empty();
            let (Some(names), true) = (names(here), free) else { continue };
            if Some(names) != self::names(before) {
                continue;
            }
            let placed = before.request.locator.is_some() || here.request.locator.is_some();
            let letters = (self.told_of(before.request.work).0.letter, self.told_of(here.request.work).0.letter);
            let year = |member: &Member<'_>, letter: &str| {
                let text = member.bare.as_ref()?.text();
                text.strip_suffix(letter).map(str::to_owned).filter(|_| !letter.is_empty())
            };
            let same_year = year(before, &letters.0).is_some_and(|one| Some(one) == year(here, &letters.1));
            if collapse != Collapse::Year && same_year && !placed {
                here.joint = Joint::Letters;
                let look = here.bare.as_ref().and_then(|bare| bare.0.last()).cloned().unwrap_or_default();
                here.words = Rich(vec![Run { text: letters.1, link: None, ..look }]);
            } else if let Some(bare) = here.bare.clone() {
                here.joint = Joint::Names;
                here.words = bare;
            }
        }
        if collapse == Collapse::YearSuffixRanged {
            ranges(members, &letter);
        }
        for n in 1..members.len() {
            if members[n].joint == Joint::Other && members[n - 1].joint != Joint::Other {
                members[n].joint = Joint::After;
            }
        }
    }
}

impl<'a> Member<'a> {
    pub fn new(typed: usize, request: CiteRequest<'a>, words: Rich) -> Self {
        Self { typed, request, words, bare: None, joint: Joint::Other }
    }

    /// Its runs say to which work of the citation they belong.
    pub fn runs(self) -> Vec<Run> {
        let cite = u16::try_from(self.typed).ok();
        self.words.0.into_iter().map(|run| Run { cite, ..run }).collect()
    }
}

/// The words before those that stay without the names.
fn names(member: &Member<'_>) -> Option<String> {
    let (whole, bare) = (member.words.text(), member.bare.as_ref()?.text());
    let names = whole.strip_suffix(bare.as_str()).filter(|names| !names.is_empty() && !bare.is_empty())?;
    Some(names.to_owned())
}

/// A number and the signs around it; of a letter, its place in the alphabet.
type Place = (String, u32, String);

/// Three or more in a row become the first and the last.
fn ranges(members: &mut Vec<Member<'_>>, place: &dyn Fn(&Member<'_>) -> Option<Place>) {
    let plain = |member: &Member<'_>| {
        let request = &member.request;
        let bare = request.locator.is_none() && request.prefix.is_empty() && request.suffix.is_empty();
        place(member).filter(|_| bare)
    };
    let places: Vec<Option<Place>> = members.iter().map(plain).collect();
    let follows = |n: usize| match (&places[n - 1], &places[n]) {
        (Some((a, one, b)), Some((c, two, d))) => (a, b) == (c, d) && one.checked_add(1) == Some(*two),
        _ => false,
    };
    let mut kept = vec![true; members.len()];
    let mut start = 0;
    for n in 1..=members.len() {
        if n < members.len() && follows(n) {
            continue;
        }
        if n - start > 2 {
            kept[start + 1..n - 1].fill(false);
            members[n - 1].joint = Joint::Range;
        }
        start = n;
    }
    let mut kept = kept.into_iter();
    members.retain(|_| kept.next().unwrap_or(true));
}

/// `[`, 12, `]`.
fn number(member: &Member<'_>) -> Option<Place> {
    let text = member.words.text();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let len = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
    let after = &text[start + len..];
    let signs = |text: &str| !text.contains(char::is_alphanumeric);
    (signs(&text[..start]) && signs(after))
        .then(|| Some((text[..start].to_owned(), text[start..start + len].parse().ok()?, after.to_owned())))?
}

/// The letter of a year, where it stands alone.
fn letter(member: &Member<'_>) -> Option<Place> {
    let text = member.words.text();
    let mut chars = text.chars();
    let (Some(letter), None, Joint::Letters) = (chars.next(), chars.next(), member.joint) else { return None };
    Some((String::new(), u32::from(letter), String::new()))
}

/// The delimiter of a joint; `layout` is that of the layout.
pub fn delimiter(formatting: &Formatting, joint: Joint, layout: Run) -> Run {
    let citation = &formatting.style().csl.citation;
    let own = match joint {
        Joint::Other => None,
        Joint::Names => Some(citation.cite_group_delimiter.clone().unwrap_or_else(|| ", ".to_owned())),
        Joint::Letters => citation.year_suffix_delimiter.clone().or_else(|| citation.cite_group_delimiter.clone()),
        Joint::After => citation.after_collapse_delimiter.clone(),
        Joint::Range => Some("–".to_owned()),
    };
    Run { text: own.unwrap_or_else(|| layout.text.clone()), ..layout }
}

/// Puts the works of a citation one after another.
pub fn together(formatting: &Formatting, members: Vec<Member<'_>>, layout: &Run) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for member in members {
        let (prefix, suffix) = (member.request.prefix, member.request.suffix);
        if !out.is_empty() {
            runs::push(&mut out, delimiter(formatting, member.joint, layout.clone()));
        }
        if !prefix.is_empty() {
            let space = if prefix.ends_with(char::is_whitespace) { "" } else { " " };
            runs::push(&mut out, Run { text: format!("{prefix}{space}"), ..Run::default() });
        }
        runs::append(&mut out, member.runs());
        runs::push(&mut out, Run { text: suffix.to_owned(), ..Run::default() });
    }
    out
}
