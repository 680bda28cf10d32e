//! A style at work on the works of a site.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TermForm, VerticalAlign};

use super::cluster::{self, Member};
use super::engine::{self, Area};
use super::groups::{self, Told};
use super::memo::Memo;
use super::style::Style;
use super::{item, rewrite, runs, tidy};
use crate::base::hash::Fingerprint;
use crate::base::slug::is_invisible;
use crate::base::text::squeeze;
use crate::model::cite::{CiteRequest, Formatter, Locator, Position};
use crate::model::config::Ibid;
use crate::model::work::{Rich, Run, Work};

const POSITIONS: [Position; 5] =
    [Position::First, Position::Subsequent, Position::NearNote, Position::Ibid, Position::IbidWithLocator];
/// More names than this are "et al." in a sentence.
const MAX_NAMES_IN_TEXT: usize = 3;

/// Words the citations of a site. All methods may be called from many threads; the words never depend on which.
#[derive(Debug)]
pub struct Formatting {
    style: Style,
    memo: Arc<Memo>,
    works: Vec<Arc<Work>>,
    prints: Vec<Fingerprint>,
    by_key: HashMap<String, usize>,
    /// For works that a short citation would confuse.
    told: BTreeMap<usize, Told>,
    /// Of each work, where the style sorts its bibliography.
    numbers: Vec<usize>,
    /// Equal for positions that the style words alike.
    alike: [Position; POSITIONS.len()],
    numbered: bool,
    ibid: Ibid,
    names_first_note: bool,
    /// The style prints the number of a locator as it stands.
    plain_locators: bool,
}

/// Stands for the number of a locator while the engine works.
const SAMPLE: &str = "70707";

/// What is asked of the engine; first in every key of the memo.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Cite = 0,
    Entry = 1,
}

/// One cite or entry.
#[derive(Clone, Copy)]
pub(super) struct One<'a> {
    pub ask: Ask,
    pub work: &'a Work,
    pub locator: Option<&'a Locator>,
    pub position: Position,
    pub without_names: bool,
    pub first_note: u32,
    /// It opens a note.
    pub opens: bool,
}

impl Formatting {
    /// `works` are those of the bibliography, each key once, in the order of the bibliography: styles that number works
    /// count by it.
    pub fn new(style: Style, works: &[Arc<Work>], memo: Arc<Memo>) -> Self {
        let tests = rewrite::tests(&style.csl);
        let shortens = rewrite::shortens_names_later(&style.csl);
        let answers = |position: Position| {
            let later = shortens && position != Position::First;
            (later, tests.iter().map(|test| engine::at(*test, position)).collect::<Vec<_>>())
        };
        let alike = POSITIONS.map(|position| {
            let same = POSITIONS.into_iter().find(|other| answers(*other) == answers(position));
            same.unwrap_or(position)
        });
        let mut formatting = Self {
            numbered: rewrite::is_numbered(&style.csl),
            ibid: Ibid::Style,
            names_first_note: rewrite::names_first_note(&style.csl),
            plain_locators: !rewrite::dresses_locators(&style.csl),
            works: works.to_vec(),
            prints: works.iter().map(|work| print(work)).collect(),
            by_key: works.iter().enumerate().map(|(n, work)| (work.key.clone(), n)).collect(),
            told: BTreeMap::new(),
            numbers: Vec::new(),
            style,
            memo,
            alike,
        };
        if formatting.numbered {
            formatting.numbers = formatting.count();
        } else if rewrite::tells_apart(&formatting.style.csl) && !formatting.names_first_note {
            // Where a short form names the note that cited the work first, no two are alike.
            let say = |n: usize, told: &Told| {
                formatting.works.get(n).map(|work| formatting.alone(work, n, told)).unwrap_or_default()
            };
            let order = |works: &mut [usize]| formatting.sort(works);
            formatting.told = groups::find(&formatting.works, &formatting.style.csl.citation, &say, &order);
        }
        formatting
    }

    /// Works in the order of the style's bibliography; those that it does not tell apart in that of the site's.
    fn sort(&self, works: &mut [usize]) {
        let keys = |n: &usize| {
            let work = self.works.get(*n);
            let keys = work.map(|work| {
                let prepared = item::prepare(work, &self.style.words, self.is_note_style());
                engine::keys(&self.style, &prepared)
            });
            keys.unwrap_or_default()
        };
        let mut sorted: Vec<_> = works.iter().map(|n| (keys(n), *n)).collect();
        sorted.sort_by(|(a, n), (b, m)| engine::compare(a, b).then(n.cmp(m)));
        for (place, (_, n)) in works.iter_mut().zip(sorted) {
            *place = n;
        }
    }

    /// The number of each work, where the style sorts its bibliography; else none.
    fn count(&self) -> Vec<usize> {
        let sort = self.style.csl.bibliography.as_ref().and_then(|bibliography| bibliography.sort.as_ref());
        if !sort.is_some_and(rewrite::sorts_by_words) {
            return Vec::new();
        }
        let mut order: Vec<usize> = (0..self.works.len()).collect();
        self.sort(&mut order);
        let mut numbers = vec![0; order.len()];
        for (at, n) in order.into_iter().enumerate() {
            if let Some(number) = numbers.get_mut(n) {
                *number = at + 1;
            }
        }
        numbers
    }

    /// Whether notes say "Ibid.", where the style leaves it open.
    #[must_use]
    pub fn with_ibid(mut self, ibid: Ibid) -> Self {
        self.ibid = ibid;
        self
    }

    /// Whether the style has words of its own for the work of the note before.
    fn knows_ibid(&self, one: One<'_>) -> bool {
        let bare = One { locator: None, ..one };
        self.whole(One { position: Position::Ibid, ..bare }) != self.whole(One { position: Position::NearNote, ..bare })
    }

    /// "Ibid., 292", in a style of notes that has no words for it: the language's word, and the locator as a short form
    /// prints it.
    fn own_ibid(&self, one: One<'_>) -> Rich {
        let short = One { position: Position::Subsequent, opens: false, ..one };
        let ibid = self.style.words.term(Term::Other(OtherTerm::Ibid), TermForm::Long, false).unwrap_or("ibid.");
        let mut words = ibid.to_owned();
        if one.opens {
            let mut chars = ibid.chars();
            words = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
        }
        if let Some(locator) = one.locator.filter(|_| one.position == Position::IbidWithLocator) {
            let (with, without) = (self.one(short).text(), self.one(One { locator: None, ..short }).text());
            if let Some(tail) = with.strip_prefix(&without).filter(|tail| !tail.is_empty()) {
                words.push_str(tail);
            } else {
                words.push_str(", ");
                words.push_str(&locator.printed());
            }
        }
        Rich::plain(words)
    }

    /// To be saved after a build.
    pub fn memo(&self) -> &Memo {
        &self.memo
    }

    pub(super) fn style(&self) -> &Style {
        &self.style
    }

    /// How a work is told from others, and its number where the style counts; 0 for one that is not of the bibliography.
    pub(super) fn told_of(&self, work: &Work) -> (Told, usize) {
        let known = self.by_key.get(&work.key).copied();
        let told = known.and_then(|n| self.told.get(&n)).cloned().unwrap_or_default();
        (told, known.map_or(0, |n| self.numbers.get(n).copied().unwrap_or(n + 1)))
    }

    /// A first citation as if no other work were there but those it is told from.
    fn alone(&self, work: &Work, n: usize, told: &Told) -> String {
        let print = self.prints.get(n).copied().unwrap_or_default();
        let key = Fingerprint::of_parts([
            self.style.fingerprint.0.to_le_bytes().as_slice(),
            print.0.to_le_bytes().as_slice(),
            b"alone",
            format!("{told:?}").as_bytes(),
        ]);
        let one = One {
            ask: Ask::Cite,
            work,
            locator: None,
            // In notes it is the short forms that may be taken for each other.
            position: if self.is_note_style() { Position::Subsequent } else { Position::First },
            without_names: false,
            first_note: 0,
            opens: false,
        };
        self.memo.get(key, || self.make(&one, told, 0)).text()
    }

    /// The words of one work, without the brackets or the full stop of a whole citation.
    ///
    /// A page makes no difference to the words around it, so a work is worded once for all of its pages.
    pub(super) fn one(&self, one: One<'_>) -> Rich {
        let again = matches!(one.position, Position::Ibid | Position::IbidWithLocator) && self.is_note_style();
        match self.ibid {
            Ibid::Never if again => return self.one(One { position: Position::NearNote, ..one }),
            Ibid::Always if again && !self.knows_ibid(one) => return self.own_ibid(one),
            _ => {}
        }
        if let Some(locator) = one.locator.filter(|locator| self.plain_locators && is_plain_number(&locator.value)) {
            let sample = Locator { label: locator.label, value: SAMPLE.to_owned() };
            let words = self.whole(One { locator: Some(&sample), ..one });
            if let Some(words) = with_number(words, &locator.value) {
                return words;
            }
        }
        self.whole(one)
    }

    pub(super) fn whole(&self, one: One<'_>) -> Rich {
        let at = POSITIONS.iter().position(|position| *position == one.position);
        let position = at.map_or(one.position, |at| self.alike[at]);
        let work = one.work;
        let known = self
            .by_key
            .get(&work.key)
            .copied()
            .filter(|n| std::ptr::eq(Arc::as_ptr(&self.works[*n]), work) || *self.works[*n] == *work);
        let own = known.map_or_else(|| print(work), |n| self.prints[n]);
        let told = known.and_then(|n| self.told.get(&n)).cloned().unwrap_or_default();
        let number = known.filter(|_| self.numbered).map_or(0, |n| self.numbers.get(n).copied().unwrap_or(n + 1));
        let first_note = if self.names_first_note { one.first_note } else { 0 };
        let area = if one.ask == Ask::Entry { Area::Bibliography } else { Area::Citation };
        let opens = one.opens && engine::capitalises(&self.style, area);
        let flags = [one.ask as u8, position as u8, u8::from(one.without_names), u8::from(opens)];
        let key = Fingerprint::of_parts([
            self.style.fingerprint.0.to_le_bytes().as_slice(),
            own.0.to_le_bytes().as_slice(),
            flags.as_slice(),
            number.to_le_bytes().as_slice(),
            first_note.to_le_bytes().as_slice(),
            one.locator.map_or("", |locator| locator.label.csl()).as_bytes(),
            one.locator.map_or("", |locator| &locator.value).as_bytes(),
            if told == Told::default() { String::new() } else { format!("{told:?}") }.as_bytes(),
        ]);
        let number = if one.ask == Ask::Entry { number.max(1) } else { number };
        self.memo.get(key, || self.make(&One { position, first_note, opens, ..one }, &told, number))
    }

    fn make(&self, one: &One<'_>, told: &Told, number: usize) -> Rich {
        let locator = one.locator.map(|locator| Locator {
            label: locator.label,
            value: locator.value.chars().filter(|c| !is_invisible(*c)).take(200).collect(),
        });
        let prepared = item::prepare(one.work, &self.style.words, self.is_note_style());
        let ask = engine::Ask {
            area: if one.ask == Ask::Entry { Area::Bibliography } else { Area::Citation },
            position: one.position,
            locator: locator.as_ref(),
            without_names: one.without_names,
            letter: &told.letter,
            number,
            first_note: one.first_note,
            apart: &told.apart,
            opens: one.opens,
            sorting: false,
        };
        runs::rich(engine::words(&self.style, &prepared, ask), &prepared, &self.style.words)
    }

    /// A part of the layout in the look of the layout.
    fn affix(&self, text: Option<&String>) -> Run {
        let layout = &self.style.csl.citation.layout;
        Run {
            text: text.cloned().unwrap_or_default(),
            italic: layout.font_style == Some(FontStyle::Italic),
            bold: layout.font_weight == Some(FontWeight::Bold),
            small_caps: layout.font_variant == Some(FontVariant::SmallCaps),
            superscript: layout.vertical_align == Some(VerticalAlign::Sup),
            subscript: layout.vertical_align == Some(VerticalAlign::Sub),
            link: None,
            cite: None,
        }
    }

    /// "Wilson", "Wilson and Clark", "Wilson et al."; the title of a work that has no author.
    fn names(&self, work: &Work) -> Rich {
        let words = &self.style.words;
        let names: Vec<String> = work.authors().iter().map(|name| squeeze(&name.short())).collect();
        let text = match &names[..] {
            [] => {
                let title = work.field("title-short").filter(|title| !title.is_empty()).unwrap_or(work.title());
                return Rich(vec![Run { text: squeeze(title), italic: true, ..Run::default() }]);
            }
            [one] => one.clone(),
            [one, two] => format!("{one} {} {two}", words.and),
            [first @ .., last] if names.len() <= MAX_NAMES_IN_TEXT => {
                format!("{}, {} {last}", first.join(", "), words.and)
            }
            [first, ..] => format!("{first} {}", words.et_al),
        };
        Rich::plain(text.chars().filter(|c| !is_invisible(*c)).collect::<String>().replace('\'', "’"))
    }

    /// What is printed where a style has nothing to say about a work.
    fn bare(&self, work: &Work, with_names: bool) -> Rich {
        let title = squeeze(work.title());
        let names = if with_names && !work.authors().is_empty() { self.names(work).text() } else { String::new() };
        let text = match (names.is_empty(), title.is_empty()) {
            (true, true) => work.key.clone(),
            (true, false) => title,
            (false, true) => names,
            (false, false) => format!("{names}, {title}"),
        };
        Rich::plain(text.chars().filter(|c| !is_invisible(*c)).collect::<String>())
    }
}

/// A number that the engine prints as it was written.
fn is_plain_number(value: &str) -> bool {
    (1..=6).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0')
}

/// The words for another number than [`SAMPLE`]; none where that does not stand there once.
fn with_number(mut words: Rich, number: &str) -> Option<Rich> {
    let mut places = words.0.iter_mut().filter(|run| run.text.contains(SAMPLE));
    let run = places.next()?;
    if places.next().is_some() || run.text.matches(SAMPLE).count() > 1 {
        return None;
    }
    run.text = run.text.replace(SAMPLE, number);
    Some(words)
}

impl Formatter for Formatting {
    fn is_note_style(&self) -> bool {
        self.style.is_note_style()
    }

    fn cite(&self, group: &[CiteRequest<'_>]) -> Rich {
        let layout = &self.style.csl.citation.layout;
        let mut out: Vec<Run> = Vec::new();
        let narrative = group.first().filter(|request| request.narrative);
        if let Some(request) = narrative {
            runs::append(&mut out, Member::new(0, *request, self.names(request.work)).runs());
            // The note itself holds the rest.
            if self.is_note_style() {
                return Rich(out);
            }
        }
        let mut members: Vec<Member<'_>> = Vec::with_capacity(group.len());
        for n in self.order(group) {
            let request = group[n];
            let without_names = request.suppress_author || (request.narrative && n == 0);
            let mut words = self.one(One {
                ask: Ask::Cite,
                work: request.work,
                locator: request.locator,
                position: request.position,
                without_names,
                first_note: request.first_note,
                opens: members.is_empty() && request.prefix.is_empty(),
            });
            if words.0.is_empty() && narrative.is_none() {
                words = self.bare(request.work, !without_names);
            }
            if !words.0.is_empty() || !request.prefix.is_empty() || !request.suffix.is_empty() {
                members.push(Member::new(n, request, words));
            }
        }
        if members.len() > 1 && narrative.is_none() {
            self.collapse(&mut members);
        }
        let inside = cluster::together(self, members, &self.affix(layout.delimiter.as_ref()));
        if !inside.is_empty() {
            let open = self.affix(layout.prefix.as_ref());
            if narrative.is_some() && !open.superscript {
                runs::push(&mut out, Run { text: " ".to_owned(), ..Run::default() });
            }
            runs::push(&mut out, open);
            runs::append(&mut out, inside);
            runs::push(&mut out, self.affix(layout.suffix.as_ref()));
        }
        // The citation of one work belongs to it with its brackets and its stop.
        if group.len() == 1 {
            for run in &mut out {
                run.cite = Some(0);
            }
        }
        tidy::tidy(&mut out);
        Rich(out)
    }

    fn entry(&self, work: &Work) -> Rich {
        let one = One {
            ask: Ask::Entry,
            work,
            locator: None,
            position: Position::First,
            without_names: false,
            first_note: 0,
            opens: true,
        };
        let words = self.one(one);
        if !words.text().trim().is_empty() {
            return words;
        }
        // Styles have no entry for some kinds of works, such as posts; or none at all.
        let mut words =
            if self.is_note_style() { self.one(One { ask: Ask::Cite, ..one }) } else { self.bare(work, true) };
        let layout = self.style.csl.bibliography.as_ref().map_or(&self.style.csl.citation.layout, |b| &b.layout);
        let suffix = layout.suffix.as_ref().filter(|_| self.is_note_style());
        runs::push(&mut words.0, Run { text: suffix.cloned().unwrap_or_default(), ..Run::default() });
        tidy::tidy(&mut words.0);
        words
    }
}

/// Of all that is printed of a work: not its key, not its place.
fn print(work: &Work) -> Fingerprint {
    let printed = (&work.kind, &work.names, &work.dates, &work.fields);
    Fingerprint::of(&postcard::to_stdvec(&printed).unwrap_or_default())
}
