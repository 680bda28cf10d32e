//! Which work each citation means, and where it stands among those before it (CSL, `position`).
//!
//! An `Ibid.` stands for the work of the *preceding* note, and only where that note cites a single work (Chicago 14.34,
//! biblatex `constrict`). After a note that cites two there is no antecedent: we report it, we do not guess. Notes and
//! running text are two trails that know nothing of each other.
//!
//! What is not here: the words of a citation.

use std::collections::HashMap;
use std::ops::Range;

use crate::base::span::Span;
use crate::model::article::WorkId;
use crate::model::cite::{Form, Locator, Position};
use crate::model::facts::{CiteFacts, CiteStyle, CiteTarget, Facts};

use super::diag;
use super::fault::Fault;
use super::works::Keys;

/// CSL's default `near-note-distance`.
const NEAR: u32 = 5;

/// A cite with its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound<'f> {
    pub work: Option<WorkId>,
    pub position: Position,
    pub form: Form,
    /// The cite's own, or for an Ibid. without one that of its antecedent: Ibid. means the same place.
    pub locator: Option<&'f Locator>,
}

/// Binds all cites of a file; the result is parallel to `facts.cites`.
pub fn bind<'f>(facts: &'f Facts, keys: &Keys, note_style: bool, faults: &mut Vec<Fault>) -> Vec<Bound<'f>> {
    let cites = &facts.cites;
    let mut order: Vec<usize> = (0..cites.len()).collect();
    order.sort_by_key(|at| cites[*at].note);
    let unbound = Bound { work: None, position: Position::First, form: Form::Full, locator: None };
    let mut trail = Trail {
        facts,
        keys,
        note_style,
        order: &order,
        bound: vec![unbound; cites.len()],
        targets: vec![Target::Nothing; cites.len()],
        seen: HashMap::new(),
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
    /// An Ibid. that stands for nothing.
    Nothing,
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
    note_style: bool,
    order: &'w [usize],
    bound: Vec<Bound<'f>>,
    targets: Vec<Target<'f>>,
    /// The last note that cites each work; 0 in running text.
    seen: HashMap<WorkId, u32>,
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
        let single = range.clone().all(|n| self.targets[self.order[n]] == first);
        self.before = Some(Unit { note, cites: range, single });
    }

    fn bind(&mut self, n: usize, unit_start: usize) {
        let facts = self.facts;
        let at = self.order[n];
        let cite = &facts.cites[at];
        let typed = cite.style == CiteStyle::Literal { ibid: true };
        let antecedent = if typed { self.typed_antecedent(n, unit_start) } else { self.antecedent(n, unit_start) };
        let target = match (&cite.target, antecedent) {
            (CiteTarget::Key(key), _) => self.look_up(cite, key),
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
        let Target::Work(work) = target else {
            self.bound[at].locator = cite.locator.as_ref();
            self.bound[at].form = if typed { Form::Ibid } else { Form::Full };
            return;
        };
        let before = match antecedent {
            Antecedent::Cite(before) if self.targets[before] == target => Some(before),
            _ => None,
        };
        let inherited = before.and_then(|before| self.bound[before].locator);
        let locator = cite.locator.as_ref().or(if typed { inherited } else { None });
        let note = cite.note.unwrap_or(0);
        let last = self.seen.insert(work, note);
        let position = match last {
            _ if before.is_some() && locator == inherited => Position::Ibid,
            _ if before.is_some() && locator.is_some() => Position::IbidWithLocator,
            None => Position::First,
            Some(last) if cite.note.is_some() && note - last <= NEAR => Position::NearNote,
            Some(_) => Position::Subsequent,
        };
        self.bound[at] = Bound { work: Some(work), position, form: self.form(cite.style, position), locator };
    }

    /// How the place words its citation. Author-date styles know no full and no Ibid. form.
    fn form(&self, style: CiteStyle, position: Position) -> Form {
        match (style, position) {
            (CiteStyle::Literal { ibid: true }, _) => Form::Ibid,
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
            (Some(before), Some(here)) => before + 1 == here,
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

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::model::article::WorkId;
    use crate::model::fixture::Draft;

    const STYLED: CiteStyle = CiteStyle::Bracketed;
    const OWN: CiteStyle = CiteStyle::Literal { ibid: false };
    const OWN_IBID: CiteStyle = CiteStyle::Literal { ibid: true };

    /// One line a cite: note, work, position, form, locator; then what was found.
    fn print(draft: &Draft, note_style: bool) -> String {
        let keys: Keys = ["a", "b", "c"].into_iter().map(str::to_owned).zip((0..).map(WorkId)).collect();
        let mut faults = Vec::new();
        let bound = bind(&draft.facts, &keys, note_style, &mut faults);
        let mut lines: Vec<String> = Vec::new();
        for (cite, bound) in draft.facts.cites.iter().zip(bound) {
            let work = bound.work.map_or("-", |work| ["a", "b", "c"][work.0 as usize]);
            let note = cite.note.map_or("text".to_owned(), |note| note.to_string());
            let place = bound.locator.map_or(String::new(), |locator| format!(" {}", locator.value));
            lines.push(format!("{note} {work} {:?} {:?}{place}\n", bound.position, bound.form));
        }
        for fault in faults {
            lines.push(match fault {
                Fault::Found(found) => {
                    let labels: Vec<&str> = found.labels.iter().map(|label| label.text.as_str()).collect();
                    format!("{} {}\n", found.code.name(), labels.join(", "))
                }
                Fault::UnknownWork { key, .. } => format!("unknown {key}\n"),
                other => panic!("{other:?}"),
            });
        }
        lines.concat()
    }

    #[track_caller]
    fn check(draft: &Draft, expected: &Expect) {
        expected.assert_eq(&print(draft, true));
    }

    fn notes() -> Draft {
        Draft::new(0, "x.md").sentence("s-x")
    }

    #[test]
    fn a_typed_ibid_is_the_work_of_the_note_before_and_its_place() {
        check(
            &notes()
                .note("1")
                .cite("a", OWN, Some("3"))
                .note("2")
                .ibid(None)
                .note("3")
                .ibid(Some("7"))
                .note("4")
                .ibid(None),
            &expect![[r"
                1 a First Full 3
                2 a Ibid Ibid 3
                3 a IbidWithLocator Ibid 7
                4 a Ibid Ibid 7
            "]],
        );
    }

    #[test]
    fn talk_between_is_skipped_by_a_typed_ibid_but_not_by_the_style() {
        check(
            &notes()
                .note("1")
                .cite("a", OWN, None)
                .note("talk")
                .note("3")
                .ibid(None)
                .note("talk2")
                .note("5")
                .cite("a", STYLED, None),
            &expect![[r"
                1 a First Full
                3 a Ibid Ibid
                5 a NearNote Short
            "]],
        );
    }

    #[test]
    fn after_two_works_there_is_no_antecedent() {
        let two = || notes().note("1").cite("a", OWN, None).cite("b", OWN, None).note("2");
        check(
            &two().ibid(None).note("3").ibid(None),
            &expect![[r"
            1 a First Full
            1 b First Full
            2 - First Ibid
            3 - First Ibid
            ambiguous-ibid perhaps “a”, perhaps “b”
        "]],
        );
        check(
            &two().cite("b", STYLED, None),
            &expect![[r"
            1 a First Full
            1 b First Full
            2 b NearNote Short
        "]],
        );
    }

    #[test]
    fn one_work_cited_twice_in_a_note_is_a_single_work() {
        check(
            &notes().note("1").cite("a", OWN, Some("3")).cite("a", OWN, Some("5")).note("2").ibid(None),
            &expect![[r"
                1 a First Full 3
                1 a IbidWithLocator Short 5
                2 a Ibid Ibid 5
            "]],
        );
    }

    #[test]
    fn a_known_and_an_unknown_work_are_two() {
        check(
            &notes().note("1").cite("a", OWN, None).cite("zz", OWN, None).note("2").ibid(None),
            &expect![[r"
            1 a First Full
            1 - First Full
            2 - First Ibid
            unknown zz
            ambiguous-ibid perhaps “a”, perhaps “zz”
        "]],
        );
    }

    #[test]
    fn one_cause_has_one_message() {
        check(
            &notes().note("1").cite("zz", OWN, None).note("2").ibid(None),
            &expect![[r"
            1 - First Full
            2 - First Ibid
            unknown zz
        "]],
        );
        check(
            &notes().note("1").cite("a", OWN, None).note("2").untied().note("3").ibid(None),
            &expect![[r"
            1 a First Full
            3 - First Ibid
        "]],
        );
        check(
            &notes().note("1").ibid(None).note("2").ibid(None),
            &expect![[r"
            1 - First Ibid
            2 - First Ibid
            ibid-without-antecedent 
        "]],
        );
    }

    #[test]
    fn an_ibid_inside_a_note_is_the_cite_right_before_it() {
        check(
            &notes().note("1").cite("a", OWN, None).cite("b", OWN, Some("2")).ibid(Some("4")),
            &expect![[r"
            1 a First Full
            1 b First Full 2
            1 b IbidWithLocator Ibid 4
        "]],
        );
    }

    #[test]
    fn a_tied_ibid_is_taken_at_its_word() {
        check(
            &notes().note("1").cite("a", OWN, Some("3")).note("2").cite("b", OWN_IBID, None).note("3").cite(
                "b",
                OWN_IBID,
                Some("9"),
            ),
            &expect![[r"
                1 a First Full 3
                2 b First Ibid
                3 b IbidWithLocator Ibid 9
            "]],
        );
    }

    #[test]
    fn the_style_says_ibid_only_where_it_is_clear() {
        check(
            &notes()
                .note("1")
                .cite("a", STYLED, Some("3"))
                .note("2")
                .cite("a", STYLED, Some("3"))
                .note("3")
                .cite("a", STYLED, Some("4"))
                .note("4")
                .cite("a", STYLED, None)
                .note("5")
                .cite("b", STYLED, None)
                .note("6")
                .cite("a", STYLED, None)
                .note("7")
                .note("8")
                .note("9")
                .note("10")
                .note("11")
                .note("12")
                .cite("a", STYLED, None),
            &expect![[r"
                1 a First Full 3
                2 a Ibid Ibid 3
                3 a IbidWithLocator Ibid 4
                4 a NearNote Short
                5 b First Full
                6 a NearNote Short
                12 a Subsequent Short
            "]],
        );
    }

    #[test]
    fn inside_one_citation_the_cite_before_counts() {
        check(
            &notes()
                .note("1")
                .cite("a", STYLED, None)
                .cite("b", STYLED, None)
                .grouped()
                .cite("b", STYLED, Some("2"))
                .grouped()
                .cite("b", STYLED, Some("2")),
            &expect![[r"
                1 a First Full
                1 b First Full
                1 b IbidWithLocator Ibid 2
                1 b NearNote Short 2
            "]],
        );
    }

    #[test]
    fn text_and_notes_are_two_trails() {
        let draft = || notes().cite_in_text("a", STYLED).cite_in_text("a", STYLED).note("1").cite("a", STYLED, None);
        check(
            &draft(),
            &expect![[r"
            text a First Full
            text a Ibid Ibid
            1 a First Full
        "]],
        );
        expect![[r"
            text a First Short
            text a Ibid Short
            1 a First Short
        "]]
        .assert_eq(&print(&draft(), false));
    }

    #[test]
    fn a_long_chain_keeps_its_work_and_place() {
        let mut draft = notes().note("1").cite("a", OWN, Some("3"));
        for n in 2..20_000 {
            draft = draft.note(&n.to_string()).ibid(None);
        }
        for _ in 0..20_000 {
            draft = draft.cite("a", STYLED, None).grouped();
        }
        let keys: Keys = [("a".to_owned(), WorkId(0))].into_iter().collect();
        let mut faults = Vec::new();
        let bound = bind(&draft.facts, &keys, true, &mut faults);
        assert!(bound.iter().all(|bound| bound.work.is_some()) && faults.is_empty());
        assert_eq!(bound[19_998].locator.map(|locator| locator.value.as_str()), Some("3"));
    }
}
