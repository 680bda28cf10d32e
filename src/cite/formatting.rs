//! A style at work on the works of a site.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, IndependentStyle, VerticalAlign};

use super::engine::{self, Engine};
use super::groups::{self, Group};
use super::item::{self, Prepared};
use super::memo::Memo;
use super::specialise::{Place, Shape, specialise};
use super::style::Style;
use super::{rewrite, runs, tidy};
use crate::base::hash::Fingerprint;
use crate::base::slug::is_invisible;
use crate::base::text::squeeze;
use crate::model::cite::{CiteRequest, Formatter, Locator, Position};
use crate::model::work::{Rich, Run, Work};

const POSITIONS: [Position; 5] =
    [Position::First, Position::Subsequent, Position::NearNote, Position::Ibid, Position::IbidWithLocator];
/// Each position, with and without the names.
const VARIANTS: usize = POSITIONS.len() * 2;
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
    /// For works that a short citation would confuse: all of them, in the order of their letters.
    groups: BTreeMap<usize, Arc<Group>>,
    /// Equal for positions that the style words alike.
    alike: [Position; POSITIONS.len()],
    variants: [OnceLock<IndependentStyle>; VARIANTS],
    /// The style and its variants, cut to the shapes of works that were asked for.
    fitted: Mutex<HashMap<(usize, String), Arc<IndependentStyle>>>,
    silent: IndependentStyle,
    numbered: bool,
    looks_back: bool,
    /// The style prints the number of a locator as it stands.
    plain_locators: bool,
}

/// Stands for the number of a locator while the engine works.
const SAMPLE: &str = "70707";

/// What is asked of the engine; first in every key of the memo.
#[derive(Clone, Copy)]
pub(super) enum Ask {
    Cite = 0,
    Entry = 1,
    /// A citation as if no other work were there.
    Alone = 2,
}

impl Formatting {
    /// `works` are those of the bibliography, each key once, in the order of the bibliography: styles that number works
    /// count by it.
    pub fn new(style: Style, works: &[Arc<Work>], memo: Arc<Memo>) -> Self {
        let tests = rewrite::tests(&style.csl);
        let looks_back = rewrite::shortens_names_later(&style.csl);
        let answers = |position: Position| {
            let later = looks_back && position != Position::First;
            (later, tests.iter().map(|test| rewrite::holds(*test, position)).collect::<Vec<_>>())
        };
        let alike = POSITIONS.map(|position| {
            let same = POSITIONS.into_iter().find(|other| answers(*other) == answers(position));
            same.unwrap_or(position)
        });
        let mut formatting = Self {
            silent: rewrite::silent(&style.csl),
            numbered: rewrite::is_numbered(&style.csl),
            plain_locators: !rewrite::dresses_locators(&style.csl),
            works: works.to_vec(),
            prints: works.iter().map(|work| print(work)).collect(),
            by_key: works.iter().enumerate().map(|(n, work)| (work.key.clone(), n)).collect(),
            groups: BTreeMap::new(),
            variants: std::array::from_fn(|_| OnceLock::new()),
            fitted: Mutex::default(),
            style,
            memo,
            alike,
            looks_back,
        };
        if !formatting.is_note_style() && !formatting.numbered {
            let alone = |work: &Work| formatting.one(Ask::Alone, work, None, Position::First, false).text();
            formatting.groups = groups::find(&formatting.works, &formatting.prints, alone);
        }
        formatting
    }

    /// To be saved after a build.
    pub fn memo(&self) -> &Memo {
        &self.memo
    }

    /// The words of one work, without the brackets or the full stop of a whole citation.
    ///
    /// A page makes no difference to the words around it, so a work is worded once for all of its pages.
    pub(super) fn one(
        &self,
        ask: Ask,
        work: &Work,
        locator: Option<&Locator>,
        position: Position,
        without_names: bool,
    ) -> Rich {
        if let Some(locator) = locator.filter(|locator| self.plain_locators && is_plain_number(&locator.value)) {
            let sample = Locator { label: locator.label, value: SAMPLE.to_owned() };
            let words = self.whole(ask, work, Some(&sample), position, without_names);
            if let Some(words) = with_number(words, &locator.value) {
                return words;
            }
        }
        self.whole(ask, work, locator, position, without_names)
    }

    pub(super) fn whole(
        &self,
        ask: Ask,
        work: &Work,
        locator: Option<&Locator>,
        position: Position,
        without_names: bool,
    ) -> Rich {
        let position = POSITIONS.iter().position(|p| *p == position).map_or(position, |n| self.alike[n]);
        let known = self
            .by_key
            .get(&work.key)
            .copied()
            .filter(|n| std::ptr::eq(Arc::as_ptr(&self.works[*n]), work) || *self.works[*n] == *work);
        let own = known.map_or_else(|| print(work), |n| self.prints[n]);
        let group = known.and_then(|n| self.groups.get(&n)).filter(|_| !matches!(ask, Ask::Alone));
        let number = if self.numbered { known.map_or(0, |n| n + 1) } else { 0 };
        let flags = [ask as u8, position as u8, u8::from(without_names)];
        let key = Fingerprint::of_parts([
            self.style.fingerprint.0.to_le_bytes().as_slice(),
            own.0.to_le_bytes().as_slice(),
            flags.as_slice(),
            number.to_le_bytes().as_slice(),
            locator.map_or("", |locator| locator.label.csl()).as_bytes(),
            locator.map_or("", |locator| &locator.value).as_bytes(),
            group.map_or([0; 16], |group| group.print.0.to_le_bytes()).as_slice(),
        ]);
        self.memo.get(key, || {
            let asked = Asked { work, locator, position, without_names, group: group.map(Arc::as_ref), number };
            match ask {
                Ask::Cite | Ask::Alone => self.make_cite(&asked),
                Ask::Entry => self.make_entry(&asked),
            }
        })
    }

    fn make_cite(&self, asked: &Asked<'_>) -> Rich {
        let engine = Engine::new(&self.style);
        let locator = asked.locator.map(|locator| Locator {
            label: locator.label,
            value: locator.value.chars().filter(|c| !is_invisible(*c)).take(200).collect(),
        });
        let locator = locator.as_ref();
        let prepared = self.prepare(asked);
        let item = &prepared.item;
        let place = if self.looks_back || self.numbered { Place::Open } else { Place::Decided };
        let shape = Shape { item, locator: locator.map(|locator| engine::label(locator.label)), place };
        let style = self.fitted(Some((asked.position, asked.without_names)), &shape);
        let children = if self.numbered {
            engine.cite_numbered(&style, item, locator, asked.number)
        } else if asked.group.is_some() && !self.has_letters() {
            let mut style = style.as_ref().clone();
            rewrite::tell_apart(&mut style);
            engine.cite(&style, item, locator)
        } else if self.looks_back {
            engine.cite_after(&style, item, locator, asked.position)
        } else {
            engine.cite(&style, item, locator)
        };
        children.map(|children| runs::rich(&children, &prepared, &self.style.words)).unwrap_or_default()
    }

    fn make_entry(&self, asked: &Asked<'_>) -> Rich {
        let prepared = self.prepare(asked);
        let number = asked.number.max(1);
        let style = self.fitted(None, &Shape { item: &prepared.item, locator: None, place: Place::Entry });
        let children = Engine::new(&self.style).entry(&style, &self.silent, &prepared.item, number);
        children.map(|children| runs::rich(&children, &prepared, &self.style.words)).unwrap_or_default()
    }

    /// The work for the engine, with its letter if it has one. Letters are put on here: the engine gives them to some
    /// works of a group, and takes the first names of others away.
    fn prepare(&self, asked: &Asked<'_>) -> Prepared {
        let group = asked.group.filter(|_| self.has_letters());
        let letter = group.map(|group| group.letter(asked.work, &self.works, item::free_year(asked.work)));
        item::prepare(asked.work, &self.style.words, self.is_note_style(), letter.as_ref())
    }

    /// `2021a`: otherwise a style tells works of one author apart by their titles.
    fn has_letters(&self) -> bool {
        self.style.csl.citation.disambiguate_add_year_suffix
    }

    /// The style for a citation at a position, without its names or with them, or for an entry; cut to a shape of works.
    fn fitted(&self, cite: Option<(Position, bool)>, shape: &Shape<'_>) -> Arc<IndependentStyle> {
        let n = cite.map_or(VARIANTS, |(position, without_names)| variant_number(position, without_names));
        let key = (n, shape.key());
        if let Some(style) = self.fitted.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(style);
        }
        let whole = cite.map_or(&self.style.csl, |(position, without_names)| self.variant(position, without_names));
        let style = Arc::new(specialise(whole, shape));
        self.fitted.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&style));
        style
    }

    fn variant(&self, position: Position, without_names: bool) -> &IndependentStyle {
        self.variants[variant_number(position, without_names)].get_or_init(|| {
            let mut style = if self.looks_back {
                let mut style = self.style.csl.clone();
                style.bibliography = None;
                style
            } else {
                rewrite::at(&self.style.csl, position)
            };
            rewrite::without_affixes(&mut style);
            if without_names {
                rewrite::without_names(&mut style);
            }
            style
        })
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

fn variant_number(position: Position, without_names: bool) -> usize {
    POSITIONS.iter().position(|p| *p == position).unwrap_or(0) * 2 + usize::from(without_names)
}

struct Asked<'a> {
    work: &'a Work,
    locator: Option<&'a Locator>,
    position: Position,
    without_names: bool,
    group: Option<&'a Group>,
    /// From 1, in styles that number works; else 0.
    number: usize,
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
            runs::append(&mut out, self.names(request.work).0);
            // The note itself holds the rest.
            if self.is_note_style() {
                return Rich(out);
            }
        }
        let mut inside: Vec<Run> = Vec::new();
        for (n, request) in group.iter().enumerate() {
            let without_names = request.suppress_author || (request.narrative && n == 0);
            let mut words = self.one(Ask::Cite, request.work, request.locator, request.position, without_names);
            if words.0.is_empty() && narrative.is_none() {
                words = self.bare(request.work, !without_names);
            }
            if words.0.is_empty() && request.prefix.is_empty() && request.suffix.is_empty() {
                continue;
            }
            if !inside.is_empty() {
                runs::push(&mut inside, self.affix(layout.delimiter.as_ref()));
            }
            if !request.prefix.is_empty() {
                let space = if request.prefix.ends_with(char::is_whitespace) { "" } else { " " };
                runs::push(&mut inside, Run { text: format!("{}{space}", request.prefix), ..Run::default() });
            }
            runs::append(&mut inside, words.0);
            runs::push(&mut inside, Run { text: request.suffix.to_owned(), ..Run::default() });
        }
        if !inside.is_empty() {
            let open = self.affix(layout.prefix.as_ref());
            if narrative.is_some() && !open.superscript {
                runs::push(&mut out, Run { text: " ".to_owned(), ..Run::default() });
            }
            runs::push(&mut out, open);
            runs::append(&mut out, inside);
            runs::push(&mut out, self.affix(layout.suffix.as_ref()));
        }
        tidy::tidy(&mut out);
        Rich(out)
    }

    fn entry(&self, work: &Work) -> Rich {
        let words = self.one(Ask::Entry, work, None, Position::First, false);
        if !words.text().trim().is_empty() {
            return words;
        }
        // Styles have no entry for some kinds of works, such as posts; or none at all.
        let mut words = if self.is_note_style() {
            self.one(Ask::Cite, work, None, Position::First, false)
        } else {
            self.bare(work, true)
        };
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
