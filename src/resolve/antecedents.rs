//! Which work each citation means, and where it stands among those before it (CSL, `position`).
//!
//! An `Ibid.` stands for the work of the *preceding* note, and only where that note cites a single work (Chicago 14.34,
//! biblatex `constrict`). After a note that cites two there is no antecedent: we report it, we do not guess. Notes and
//! running text are two trails that know nothing of each other.
//!
//! A short form ("Wilson, op. cit.") stands for the one work cited before it that fits all it says; where two do it is
//! reported, where none does its words are talk.
//!
//! What is not here: the words of a citation.

use std::collections::HashMap;
use std::ops::Range;

use crate::base::span::Span;
use crate::model::article::WorkId;
use crate::model::cite::{Form, Locator, Position};
use crate::model::facts::{CiteFacts, CiteStyle, CiteTarget, Facts};
use crate::model::short::{Short, catchword, words};
use crate::model::site::SiteWork;
use crate::model::work::{Name, Work};

use super::diag;
use super::fault::{Astray, Fault};
use super::works::Keys;

/// CSL's default `near-note-distance`.
const NEAR: u32 = 5;

/// How many works are looked at for one short form; where there are more it is left alone.
const NAMESAKES: usize = 64;

/// A cite with its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound<'f> {
    pub work: Option<WorkId>,
    pub position: Position,
    pub form: Form,
    /// The cite's own, or for an Ibid. without one that of its antecedent: Ibid. means the same place.
    pub locator: Option<&'f Locator>,
    /// The first note that cites the work; 0 in running text.
    pub first_note: u32,
}

/// Binds all cites of a file; the result is parallel to `facts.cites`.
pub fn bind<'f>(
    facts: &'f Facts,
    keys: &Keys,
    works: &[SiteWork],
    note_style: bool,
    faults: &mut Vec<Fault>,
) -> Vec<Bound<'f>> {
    let cites = &facts.cites;
    let mut order: Vec<usize> = (0..cites.len()).collect();
    order.sort_by_key(|at| cites[*at].note);
    let unbound = Bound { work: None, position: Position::First, form: Form::Full, locator: None, first_note: 0 };
    let mut trail = Trail {
        facts,
        keys,
        works,
        note_style,
        shortens: cites.iter().any(|cite| matches!(cite.target, CiteTarget::Earlier(_))),
        order: &order,
        bound: vec![unbound; cites.len()],
        targets: vec![Target::Nothing; cites.len()],
        seen: HashMap::new(),
        named: HashMap::new(),
        before: None,
        faults,
    };
    let mut start = 0;
    while let Some(first) = order.get(start).map(|at| &cites[*at]) {
        let joins = |at: &usize| match first.note {
            Some(_) => cites[*at].note == first.note,
            None => cites[*at].note.is_none() && cites[*at].group == first.group,
        };
        let end = start + order[start..].iter().take_while(|at| joins(at)).count();
        if first.note.is_some() && start > 0 && cites[order[start - 1]].note.is_none() {
            trail.seen.clear();
            trail.before = None;
        }
        trail.unit(start..end);
        start = end;
    }
    trail.bound
}

/// What a cite names, whether it is known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target<'f> {
    Work(WorkId),
    Unknown(&'f str),
    /// An Ibid. or short form that stands for nothing.
    Nothing,
    /// A short form that fits no work.
    Talk,
}

/// What an Ibid. refers to.
#[derive(Clone, Copy)]
enum Antecedent {
    /// The cite at this index of `facts.cites`.
    Cite(usize),
    Missing,
    Ambiguous,
    /// None, for a reason that is reported elsewhere.
    Silent,
}

/// A note, or in running text a group: what an Ibid. after it refers to.
struct Unit {
    note: Option<u32>,
    /// In [`Trail::order`].
    cites: Range<usize>,
    /// All its cites name the same.
    single: bool,
}

struct Trail<'f, 'w> {
    facts: &'f Facts,
    keys: &'w Keys,
    works: &'w [SiteWork],
    note_style: bool,
    /// Some cite is a short form.
    shortens: bool,
    order: &'w [usize],
    bound: Vec<Bound<'f>>,
    targets: Vec<Target<'f>>,
    /// The first and the last note that cite each work; 0 in running text.
    seen: HashMap<WorkId, (u32, u32)>,
    /// The works cited so far by the family name of their first author, each once and with its first cite.
    named: HashMap<String, Vec<(WorkId, usize)>>,
    before: Option<Unit>,
    faults: &'w mut Vec<Fault>,
}

impl<'f> Trail<'f, '_> {
    fn unit(&mut self, range: Range<usize>) {
        let note = self.cite(range.start).note;
        for n in range.clone() {
            self.bind(n, range.start);
        }
        let first = self.targets[self.order[range.start]];
        let talk = range.clone().all(|n| self.targets[self.order[n]] == Target::Talk);
        // Talk that looks like a reference to another work cuts the thread, as it does where it is no short form.
        let untied = |note: u32| self.facts.notes.get((note as usize).wrapping_sub(1)).is_some_and(|note| note.untied);
        if talk && !note.is_some_and(untied) {
            return;
        }
        let single = range.clone().all(|n| self.targets[self.order[n]] == first);
        self.before = Some(Unit { note, cites: range, single });
    }

    fn bind(&mut self, n: usize, unit_start: usize) {
        let facts = self.facts;
        let at = self.order[n];
        let cite = &facts.cites[at];
        let typed = matches!(cite.style, CiteStyle::Literal { ibid: Some(_) });
        let antecedent = if typed { self.typed_antecedent(n, unit_start) } else { self.antecedent(n, unit_start) };
        let target = match (&cite.target, antecedent) {
            (CiteTarget::Key(key), _) => self.look_up(cite, key),
            (CiteTarget::Earlier(short), _) => self.earlier(cite, short),
            (CiteTarget::Preceding, Antecedent::Cite(before)) if self.targets[before] == Target::Talk => {
                Target::Nothing
            }
            (CiteTarget::Preceding, Antecedent::Cite(before)) => self.targets[before],
            (CiteTarget::Preceding, Antecedent::Silent) => Target::Nothing,
            (CiteTarget::Preceding, Antecedent::Missing) => {
                self.faults.push(Fault::Found(diag::ibid_without_antecedent(cite.span)));
                Target::Nothing
            }
            (CiteTarget::Preceding, Antecedent::Ambiguous) => {
                self.faults.push(Fault::Found(diag::ambiguous_ibid(cite.span, &self.candidates())));
                Target::Nothing
            }
        };
        self.targets[at] = target;
        if let (true, CiteTarget::Key(_), Target::Work(work)) = (typed, &cite.target, target)
            && let Some(why) = self.astray(work, antecedent, cite.note)
        {
            self.faults.push(Fault::TiedIbid { cite: at, work, why });
        }
        let Target::Work(work) = target else {
            self.bound[at].locator = cite.locator.as_ref();
            self.bound[at].form = match (typed, &cite.target) {
                (true, _) => Form::Ibid,
                (_, CiteTarget::Earlier(_)) if target == Target::Nothing => Form::Short,
                _ => Form::Full,
            };
            return;
        };
        let before = match antecedent {
            Antecedent::Cite(before) if self.targets[before] == target => Some(before),
            _ => None,
        };
        let inherited = before.and_then(|before| self.bound[before].locator);
        let locator = cite.locator.as_ref().or(if typed { inherited } else { None });
        let note = cite.note.unwrap_or(0);
        let cited = self.seen.get(&work).copied();
        let first_note = cited.map_or(note, |(first, _)| first);
        let last = cited.map(|(_, last)| last);
        self.seen.insert(work, (first_note, note));
        let position = match last {
            _ if before.is_some() && locator == inherited => Position::Ibid,
            _ if before.is_some() && locator.is_some() => Position::IbidWithLocator,
            None => Position::First,
            Some(last) if cite.note.is_some() && note.abs_diff(last) <= NEAR => Position::NearNote,
            Some(_) => Position::Subsequent,
        };
        let form = match cite.target {
            CiteTarget::Earlier(_) => Form::Short,
            _ => self.form(cite.style, position),
        };
        self.bound[at] = Bound { work: Some(work), position, form, locator, first_note };
        self.name(work, at);
    }

    fn name(&mut self, work: WorkId, at: usize) {
        if !self.shortens {
            return;
        }
        let first = self.works.get(work.0 as usize).and_then(|work| work.work.authors().first());
        let Some(word) = first.map(Name::short).and_then(|name| catchword(&name)) else { return };
        let named = self.named.entry(word).or_default();
        if named.len() <= NAMESAKES && named.iter().all(|(known, _)| *known != work) {
            named.push((work, at));
        }
    }

    /// The one work cited before that fits a short form.
    fn earlier(&mut self, cite: &CiteFacts, short: &Short) -> Target<'f> {
        let mut fitting = match short.note {
            Some(note) if note > 0 && cite.note.is_some_and(|here| note < here) => self.cited_in(note),
            Some(_) => Vec::new(),
            None => {
                let named = short.names.first().and_then(|name| catchword(name)).and_then(|word| self.named.get(&word));
                named.filter(|named| named.len() <= NAMESAKES).cloned().unwrap_or_default()
            }
        };
        let works = self.works;
        fitting.retain(|(work, _)| works.get(work.0 as usize).is_some_and(|work| short.fits(&work.work)));
        match fitting.as_slice() {
            [] => Target::Talk,
            [(work, _)] => Target::Work(*work),
            // "See note 2 above" may well mean all that stands there.
            _ if short.names.is_empty() && cite.locator.is_none() => Target::Talk,
            several => {
                let candidate = |(work, at): &(WorkId, usize)| {
                    Some((works.get(work.0 as usize)?.work.key.as_str(), self.facts.cites[*at].span))
                };
                let candidates: Vec<(&str, Span)> = several.iter().filter_map(candidate).collect();
                self.faults.push(Fault::Found(diag::ambiguous_short_form(cite.span, &candidates)));
                Target::Nothing
            }
        }
    }

    /// The works of an earlier note, each once and with its first cite.
    fn cited_in(&self, note: u32) -> Vec<(WorkId, usize)> {
        let cites = &self.facts.cites;
        let start = self.order.partition_point(|at| cites[*at].note < Some(note));
        let mut cited: Vec<(WorkId, usize)> = Vec::new();
        for at in self.order[start..].iter().take_while(|at| cites[**at].note == Some(note)).take(NAMESAKES) {
            if let Target::Work(work) = self.targets[*at]
                && cited.iter().all(|(known, _)| *known != work)
            {
                cited.push((work, *at));
            }
        }
        cited
    }

    /// How the place words its citation. Author-date styles know no full and no Ibid. form.
    fn form(&self, style: CiteStyle, position: Position) -> Form {
        match (style, position) {
            (CiteStyle::Literal { ibid: Some(_) }, _) => Form::Ibid,
            (CiteStyle::Literal { .. }, Position::First) => Form::Full,
            (CiteStyle::Literal { .. }, _) => Form::Short,
            _ if !self.note_style => Form::Short,
            (_, Position::First) => Form::Full,
            (_, Position::Ibid | Position::IbidWithLocator) => Form::Ibid,
            (_, Position::Subsequent | Position::NearNote) => Form::Short,
        }
    }

    fn look_up(&mut self, cite: &CiteFacts, key: &'f str) -> Target<'f> {
        if let Some(work) = self.keys.get(key) {
            return Target::Work(*work);
        }
        self.faults.push(Fault::UnknownWork { span: cite.span, key: key.to_owned() });
        Target::Unknown(key)
    }

    /// For the words that a style prints: the cite right before it in its group; else the last of the citation before,
    /// where that cites a single work and stands in this note or the one right before.
    fn antecedent(&self, n: usize, unit_start: usize) -> Antecedent {
        if n > unit_start {
            let last = self.order[n - 1];
            let group = self.facts.cites[last].group;
            let mut others = (unit_start..n).rev().take_while(|at| self.cite(*at).group == group);
            let single =
                group == self.cite(n).group || others.all(|at| self.targets[self.order[at]] == self.targets[last]);
            return if single { Antecedent::Cite(last) } else { Antecedent::Ambiguous };
        }
        let Some(before) = &self.before else { return Antecedent::Missing };
        let adjoins = match (before.note, self.cite(n).note) {
            (Some(before), Some(here)) => here.checked_sub(1) == Some(before),
            (before, here) => before == here,
        };
        match before.single {
            true if adjoins => Antecedent::Cite(self.order[before.cites.end - 1]),
            true => Antecedent::Missing,
            false => Antecedent::Ambiguous,
        }
    }

    /// For a typed Ibid.: the cite right before it in its note; else the single work of the note before. Notes between
    /// that cite nothing are talk, and skipped; one that is a reference tied to nothing is reported as that.
    fn typed_antecedent(&self, n: usize, unit_start: usize) -> Antecedent {
        if n > unit_start {
            return Antecedent::Cite(self.order[n - 1]);
        }
        let after = self.before.as_ref().and_then(|before| before.note).unwrap_or(0);
        if let Some(note) = self.cite(n).note {
            let between = self.facts.notes.get(after as usize..note.saturating_sub(1) as usize).unwrap_or(&[]);
            if between.iter().any(|note| note.untied) {
                return Antecedent::Silent;
            }
        }
        match &self.before {
            None => Antecedent::Missing,
            Some(before) if before.single => Antecedent::Cite(self.order[before.cites.end - 1]),
            Some(_) => Antecedent::Ambiguous,
        }
    }

    /// What a reader takes an Ibid. for that is tied to `work`, where that is something else. A note that was put in
    /// between shows here, and only here: without its tie the Ibid. would now stand for the other work.
    fn astray(&self, work: WorkId, antecedent: Antecedent, note: Option<u32>) -> Option<Astray> {
        match antecedent {
            Antecedent::Cite(before) => match self.targets[before] {
                Target::Work(other) if other != work => Some(Astray::Other(before)),
                _ => None,
            },
            Antecedent::Ambiguous => Some(Astray::Several),
            Antecedent::Missing => Some(Astray::Nothing),
            Antecedent::Silent => {
                let here = note.unwrap_or(0).saturating_sub(1) as usize;
                let between = self.facts.notes.get(..here).unwrap_or(&[]).iter().rev().find(|note| note.untied)?;
                let work = &self.works.get(work.0 as usize)?.work;
                (!names(&between.text, work)).then_some(Astray::Untied(between.span))
            }
        }
    }

    /// The works of the citation before, each once: its key and where it is cited.
    fn candidates(&self) -> Vec<(&'f str, Span)> {
        let before = self.before.as_ref().map_or(0..0, |before| before.cites.clone());
        let mut candidates: Vec<(&str, Span)> = Vec::new();
        for at in &self.order[before] {
            let cite = &self.facts.cites[*at];
            let CiteTarget::Key(key) = &cite.target else { continue };
            if candidates.len() < 4 && candidates.iter().all(|(known, _)| known != key) {
                candidates.push((key, cite.span));
            }
        }
        candidates
    }

    fn cite(&self, n: usize) -> &'f CiteFacts {
        &self.facts.cites[self.order[n]]
    }
}

/// Whether words of a note may be about a work: they hold its author's name, or the first words of its title where it has
/// none.
fn names(text: &str, work: &Work) -> bool {
    let name = work.authors().first().map_or_else(
        || words(work.title()).into_iter().take(3).collect(),
        |name| catchword(&name.short()).into_iter().collect::<Vec<_>>(),
    );
    let text = words(text);
    name.iter().all(|word| text.contains(word))
}
