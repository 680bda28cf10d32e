//! What cites what, where, and in which words.

use expect_test::expect;

use super::*;

#[test]
fn each_place_that_cites_is_a_row() {
    let (site, found) = plainly(vec![
        Draft::new(1, "one.md")
            .date("2024-01-01")
            .sentence("s-1")
            .cite_in_text("a", OWN)
            .note("x")
            .cite("a", OWN, Some("3"))
            .note("y")
            .ibid(None)
            .section("later")
            .sentence("s-2")
            .refer(1)
            .mention(0, "Minsk"),
        Draft::new(2, "two.md").date("2024-01-02").sentence("s-3").note("x").cite("b", OWN, None).link("one", ""),
        Draft::new(3, "entities/minsk.md").title("Minsk").sentence("s-4").mention(0, "Minsk").link("one", "s-1"),
    ]);
    is(
        &rows(&site),
        &expect![[r"
        Cites two.html#r1 §0 note 1 s0 -> works/b.html
        Links two.html#s-3 §0 s0 -> one.html
        Cites one.html#s-1 §0 s0 -> works/a.html
        Cites one.html#r1 §0 note 1 s0 -> works/a.html p. 3
        Cites one.html#r1-2 §1 note 1 s1 -> works/a.html p. 3
        Cites one.html#r2 §0 note 2 s0 -> works/a.html p. 3
        Mentions one.html#s-2 §1 s1 -> entity Minsk
        Links entities/minsk.html#s-4 §0 s0 -> one.html
    "]],
    );
    assert_eq!(site.works[0].places, [2, 3, 4, 5]);
    assert_eq!(site.works[1].places, [0]);
    assert_eq!(site.articles[0].cites_rows, [0]);
    assert_eq!(site.articles[1].linked_from, [1, 7]);
    assert_eq!(site.entities[0].mentions, [6]);
    assert_eq!(found, []);
}

#[test]
fn a_note_that_nothing_refers_to_still_cites() {
    let mut draft = Draft::new(1, "one.md").sentence("s-1").note("x").cite("a", OWN, None);
    draft.facts.noterefs.clear();
    let (site, _) = plainly(vec![draft]);
    is(
        &rows(&site),
        &expect![[r"
        Cites one.html#n1 §0 note 1 s0 -> works/a.html
    "]],
    );
}

/// THREATS E3.
#[test]
fn many_references_to_many_cites_do_not_multiply() {
    let mut draft = Draft::new(1, "one.md").sentence("s-1").note("x");
    for _ in 0..200 {
        draft = draft.refer(1).cite("a", OWN, None);
    }
    assert_eq!(plainly(vec![draft]).0.relations.len(), 200 * 64);
}

#[test]
fn the_style_words_a_group_once_and_never_half_of_it() {
    let (site, found) = plainly(vec![
        Draft::new(1, "one.md")
            .sentence("s-1")
            .note("1")
            .cite("a", STYLED, Some("3"))
            .cite("b", STYLED, None)
            .grouped()
            .note("2")
            .cite("a", STYLED, None)
            .cite("alpha", STYLED, None)
            .grouped()
            .note("3")
            .cite("a", OWN, None),
    ]);
    let words: Vec<Option<String>> =
        site.articles[0].cites.iter().map(|cite| cite.formatted.as_ref().map(crate::model::work::Rich::text)).collect();
    assert_eq!(words, [Some("a first p. 3; b first".to_owned()), None, None, None, None]);
    is(
        &faults(&found),
        &expect![[r"
        unknown-work: no work in the bibliography has the key “alpha”
            add the work to the bibliography, or correct the key
    "]],
    );
    assert_eq!(site.works[0].places.len(), 3);
}

#[test]
fn unknown_works_are_told_at_each_place_with_the_nearest_keys() {
    let works = vec![work("wilson2021", "W", 2021, "A"), work("wilson2011", "W", 2011, "B")];
    let draft = Draft::new(1, "one.md").sentence("s-1").note("1").cite("wilson2012", OWN, None);
    let draft = draft.note("2").cite("wilson", OWN, None).note("3").cite("wilson", OWN, None);
    let (_, found) = link(vec![draft], works, &[], config());
    is(
        &faults(&found),
        &expect![[r"
        unknown-work: no work in the bibliography has the key “wilson2012”
            did you mean one of “wilson2011”, “wilson2021”?
        unknown-work: no work in the bibliography has the key “wilson”
            did you mean one of “wilson2011”, “wilson2021”?
        unknown-work: no work in the bibliography has the key “wilson”
            did you mean one of “wilson2011”, “wilson2021”?
    "]],
    );
}
