//! Positions, and what an Ibid. stands for.

use std::sync::Arc;

use expect_test::{Expect, expect};

use super::{OWN, STYLED};
use crate::base::span::{FileId, Span};
use crate::model::article::WorkId;
use crate::model::facts::CiteStyle;
use crate::model::fixture::{Draft, work};
use crate::model::short::Short;
use crate::model::site::SiteWork;
use crate::model::url::Url;
use crate::model::work::Rich;
use crate::resolve::antecedents::bind;
use crate::resolve::fault::Fault;
use crate::resolve::works::Keys;

const OWN_IBID: CiteStyle = CiteStyle::Literal { ibid: Some(Span { file: FileId(0), start: 0, end: 0 }) };

/// Two works of one author, and one of another.
fn library() -> Vec<SiteWork> {
    let works = [("a", "Marsh", 2019, "The River Toll"), ("b", "Marsh", 2021, "Ferries"), ("c", "Holt", 2021, "Fords")];
    let site = |(key, family, year, title)| SiteWork {
        work: Arc::new(work(key, family, year, title)),
        url: Url(String::new()),
        entry: Rich::default(),
        places: Vec::new(),
    };
    works.into_iter().map(site).collect()
}

fn named(name: &str, title: &str) -> Short {
    Short { names: vec![name.to_owned()], title: title.to_owned(), ..Short::default() }
}

/// One line a cite: note, work, position, form, locator; then what was found.
fn print(draft: &Draft, note_style: bool) -> String {
    let keys: Keys = ["a", "b", "c"].into_iter().map(str::to_owned).zip((0..).map(WorkId)).collect();
    let mut faults = Vec::new();
    let bound = bind(&draft.facts, &keys, &library(), note_style, &mut faults);
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
            Fault::TiedIbid { why, .. } => format!("tied {why:?}\n"),
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
        &expect![[r#"
            1 a First Full 3
            2 b First Ibid
            3 b IbidWithLocator Ibid 9
            tied Other(0)
        "#]],
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
    let bound = bind(&draft.facts, &keys, &[], true, &mut faults);
    assert!(bound.iter().all(|bound| bound.work.is_some()) && faults.is_empty());
    assert_eq!(bound[19_998].locator.map(|locator| locator.value.as_str()), Some("3"));
}

#[test]
fn a_short_form_is_the_one_work_cited_before_that_fits() {
    let one = || notes().note("1").cite("a", OWN, None).note("2").cite("c", OWN, Some("5")).note("3");
    check(
        &one().short(named("Marsh", ""), Some("7")).note("4").ibid(None),
        &expect![[r#"
        1 a First Full
        2 c First Full 5
        3 a NearNote Short 7
        4 a Ibid Ibid 7
    "#]],
    );
    check(
        &one().short(named("Marsh", "River Toll"), None),
        &expect![[r#"
        1 a First Full
        2 c First Full 5
        3 a NearNote Short
    "#]],
    );
    check(
        &one().short(Short { note: Some(2), ..Short::default() }, Some("9")),
        &expect![[r#"
        1 a First Full
        2 c First Full 5
        3 c IbidWithLocator Short 9
    "#]],
    );
}

#[test]
fn a_short_form_that_fits_nothing_is_talk() {
    let one = || notes().note("1").cite("a", OWN, None).note("2");
    check(
        &one().short(named("Holt", ""), None).note("3").ibid(None),
        &expect![[r#"
        1 a First Full
        2 - First Full
        3 a Ibid Ibid
    "#]],
    );
    check(
        &one().short(named("Marsh", "Ferries"), None),
        &expect![[r#"
        1 a First Full
        2 - First Full
    "#]],
    );
    check(
        &one().short(Short { note: Some(2), ..Short::default() }, None),
        &expect![[r#"
        1 a First Full
        2 - First Full
    "#]],
    );
    check(
        &one().short(Short { note: Some(1), ..named("Holt", "") }, None),
        &expect![[r#"
        1 a First Full
        2 - First Full
    "#]],
    );
    check(
        &one().untied().short(named("Holt", ""), None).note("3").ibid(None),
        &expect![[r#"
        1 a First Full
        2 - First Full
        3 - First Ibid
    "#]],
    );
}

#[test]
fn a_short_form_that_fits_two_is_refused() {
    let two = || notes().note("1").cite("a", OWN, None).cite("b", OWN, None).cite("c", OWN, None).note("2");
    check(
        &two().short(named("Marsh", ""), None).note("3").ibid(None),
        &expect![[r#"
        1 a First Full
        1 b First Full
        1 c First Full
        2 - First Short
        3 - First Ibid
        ambiguous-short-form perhaps “a”, perhaps “b”
    "#]],
    );
    check(
        &two().short(Short { year: Some(2021), ..named("Marsh", "") }, None),
        &expect![[r#"
        1 a First Full
        1 b First Full
        1 c First Full
        2 b NearNote Short
    "#]],
    );
    check(
        &two().short(Short { note: Some(1), ..Short::default() }, Some("3")),
        &expect![[r#"
        1 a First Full
        1 b First Full
        1 c First Full
        2 - First Short 3
        ambiguous-short-form perhaps “a”, perhaps “b”, perhaps “c”
    "#]],
    );
    check(
        &two().short(Short { note: Some(1), ..Short::default() }, None),
        &expect![[r#"
        1 a First Full
        1 b First Full
        1 c First Full
        2 - First Full
    "#]],
    );
}
