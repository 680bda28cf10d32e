//! Numbers, noterefs, citations.

use expect_test::expect;

use super::{check, read_as};
use ibid::model::config::Dialect;

#[test]
fn numbers_follow_the_first_reference() {
    check(
        "One.[^b] Two.[^a] Three.[^b]\n\n[^a]: A.\n[^b]: B.",
        expect![[r"
        note 1 b x2 note-b: B.
        note 2 a x1 note-a: A.
        ref [^b] -> 1.1 in 0 s-one
        ref [^a] -> 2.1 in 0 s-two
        ref [^b] -> 1.2 in 0 s-three
        s-one in 0: One.
        s-two in 0: Two.
        s-three in 0: Three.
    "]],
    );
}

#[test]
fn notes_of_notes_come_after_those_of_the_text() {
    check(
        "One.[^a] Two.[^b]\n\n[^c]: C.\n[^a]: See.[^c]\n[^b]: B.[^c]",
        expect![[r"
        note 1 a x1 note-a: See.
        note 2 b x1 note-b: B.
        note 3 c x2 note-c: C.
        ref [^a] -> 1.1 in 0 s-one
        ref [^b] -> 2.1 in 0 s-two
        ref [^c] -> 3.1 in 0 -
        ref [^c] -> 3.2 in 0 -
        s-one in 0: One.
        s-two in 0: Two.
    "]],
    );
}

#[test]
fn references_count_wherever_they_stand() {
    check(
        "## H[^h]\n\n> [!pullquote]\n> One.[^p]\n\n| a[^t] |\n|---|\n| b |\n\n> [!box] T[^x]\n> One.[^h]\n\n![a](b.png \"Cap\")\n\n[^x]: X.\n[^h]: H.\n[^p]: P.\n[^t]: T.",
        expect![[r#"
            note 1 h x2 note-h: H.
            note 2 p x1 note-p: P.
            note 3 t x1 note-t: T.
            note 4 x x1 note-x: X.
            ref [^h] -> 1.1 in 1 
            ref [^p] -> 2.1 in 1 
            ref [^t] -> 3.1 in 1 
            ref [^x] -> 4.1 in 1 
            ref [^h] -> 1.2 in 1 s-one
            s-one in 1: One.
             in 1: H
             in 1: One.
             in 1: a
             in 1: T
            file b.png (picture)
            pull Exact s-one: One.
        "#]],
    );
}

#[test]
fn faults_of_notes_are_told() {
    check(
        "One.[^x] Two.[^gap] Three.[^gapp]\n\n[^gap]: Gap.\n[^lost]: Lost.\n[^e]:\n",
        expect![[r#"
            note 1 gap x1 note-gap: Gap.
            note 2 lost x0 note-lost: Lost.
            note 3 e x0 note-e: 
            ref [^gap] -> 1.1 in 0 s-two
            s-one in 0: One.
            s-two in 0: Two.
            s-three in 0: Three.
            ! unresolved-noteref at "[^x]"
            ! unresolved-noteref at "[^gapp]", write "[^gap]"
            ! unused-note at "[^lost]:" (it is printed after the other notes, with no way back)
            ! unused-note at "[^e]:" (it is printed after the other notes, with no way back)
            ! empty-note at "[^e]:"
        "#]],
    );
}

#[test]
fn rings_of_notes_end() {
    check(
        "One.[^a] Two.[^s]\n\n[^a]: A.[^b]\n[^b]: B.[^a]\n[^s]: S.[^s]\n[^y]: Y.[^z]\n[^z]: Z.[^y]",
        expect![[r#"
        note 1 a x2 note-a: A.
        note 2 s x2 note-s: S.
        note 3 b x1 note-b: B.
        note 4 y x1 note-y: Y.
        note 5 z x1 note-z: Z.
        ref [^a] -> 1.1 in 0 s-one
        ref [^s] -> 2.1 in 0 s-two
        ref [^b] -> 3.1 in 0 -
        ref [^s] -> 2.2 in 0 -
        ref [^a] -> 1.2 in 0 -
        ref [^z] -> 5.1 in 0 -
        ref [^y] -> 4.1 in 0 -
        s-one in 0: One.
        s-two in 0: Two.
        ! unused-note at "[^y]:" (it is printed after the other notes, with no way back)
        ! self-referring-note at "[^a]", the ring starts here "[^a]:"
        ! self-referring-note at "[^s]"
        ! self-referring-note at "[^y]", the ring starts here "[^y]:"
    "#]],
    );
}

#[test]
fn a_noteref_after_the_stop_belongs_to_the_sentence_before() {
    check(
        "One. [^a] Two “three.”[^b] Four[^c].\n\n[^d]Five.\n\n[^a]: A.\n[^b]: B.\n[^c]: C.\n[^d]: D.",
        expect![[r"
        note 1 a x1 note-a: A.
        note 2 b x1 note-b: B.
        note 3 c x1 note-c: C.
        note 4 d x1 note-d: D.
        ref [^a] -> 1.1 in 0 s-one
        ref [^b] -> 2.1 in 0 s-two-three
        ref [^c] -> 3.1 in 0 s-four
        ref [^d] -> 4.1 in 0 s-five
        s-one in 0: One.
        s-two-three in 0: Two “three.”
        s-four in 0: Four.
        s-five in 0: Five.
    "]],
    );
}

#[test]
fn cites_of_the_text_and_of_notes() {
    check(
        "One [@a, p. 3; see @b].[^n] Two @c says. Three [Wilson, 4](cite:w \"4\").\n\n[^n]: [Clark](cite:clark), and [Ibid.](cite:clark \"p. 9\").",
        expect![[r"
            note 1 n x1 note-n: Clark, and Ibid..
            ref [^n] -> 1.1 in 0 s-one
            s-one in 0: One ￼.
            s-two-says in 0: Two ￼ says.
            s-three-wilson-4 in 0: Three Wilson, 4.
            cite a bracketed p. 3 at a in 0 s-one
            cite b bracketed at b in 0 s-one
            cite c narrative at c in 0 s-two-says
            cite w literal p. 4 at w in 0 s-three-wilson-4
            cite clark literal note 1 at clark in 0 s-one
            cite clark ibid p. 9 note 1 at clark in 0 s-one
        "]],
    );
}

#[test]
fn in_a_note_style_a_citation_makes_a_note() {
    let dialect = Dialect { note_style: true };
    let text = "One [@a].[^n] Two [@b; @c]. Three [Wilson](cite:w).\n\n[^n]: See @d.";
    expect![[r"
        note 1  x1 -: ￼ (made)
        note 2 n x1 note-n: See ￼.
        note 3  x1 -: ￼ (made)
        ref [@a] -> 1.1 in 0 s-one
        ref [^n] -> 2.1 in 0 s-one
        ref [@b; @c] -> 3.1 in 0 s-two
        s-one in 0: One ￼.
        s-two in 0: Two ￼.
        s-three-wilson in 0: Three Wilson.
        cite w literal at w in 0 s-three-wilson
        cite a bracketed note 1 at a in 0 s-one
        cite d narrative note 2 at d in 0 s-one
        cite b bracketed note 3 at b in 0 s-two
        cite c bracketed note 3 at c in 0 s-two
    "]]
    .assert_eq(&read_as(text, "content/a.md", &[], None, dialect).show());
}

#[test]
fn a_typed_ibid_stands_for_the_work_before() {
    check(
        "One.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5]\n\n[^1]: [Clark, *Book*](cite:clark).\n[^2]: *Ibid.*, p. 33.\n[^3]: See ibid. 35–36\n[^4]: [Ibid.](cite:clark)\n[^5]: Wilson, Andrew. 2021. *Belarus*, 279.",
        expect![[r"
            note 1 1 x1 -: Clark, Book.
            note 2 2 x1 -: Ibid., p. 33.
            note 3 3 x1 -: See ibid. 35–36
            note 4 4 x1 -: Ibid.
            note 5 5 x1 -: Wilson, Andrew. 2021. Belarus, 279. (untied)
            ref [^1] -> 1.1 in 0 s-one
            ref [^2] -> 2.1 in 0 s-two
            ref [^3] -> 3.1 in 0 s-three
            ref [^4] -> 4.1 in 0 s-four
            ref [^5] -> 5.1 in 0 s-five
            s-one in 0: One.
            s-two in 0: Two.
            s-three in 0: Three.
            s-four in 0: Four.
            s-five in 0: Five.
            cite clark literal note 1 at clark in 0 s-one
            cite (preceding) ibid p. 33 note 2 at Ibid. in 0 s-two
            cite (preceding) ibid pp. 35–36 note 3 at ibid. in 0 s-three
            cite clark ibid note 4 at clark in 0 s-four
        "]],
    );
}

#[test]
fn the_words_that_a_tie_would_hold_are_those_of_the_source() {
    let read = super::read(
        "One.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n\
         [^1]:   Ellen Marsh, *The River Toll* (Northgate, 2019), p. 34.\n\n\
         [^2]: Ellen Marsh, *The River\n    Toll*, Northgate & Sons, 2019.\n\n\
         [^3]: Ellen Marsh, *The River Toll*, [at the library](https://x.example), 2019, p. 3.\n\n\
         [^4]: Ellen Marsh, *The River Toll*, Northgate, 2019, p. 3.\n\n    With a map.",
    );
    let ties = read.facts.notes.iter().map(|note| {
        assert!(note.untied, "{}", note.text);
        note.tie.as_ref().map_or("-\n".to_owned(), |tie| {
            let place = tie.locator.as_ref().map_or("-".to_owned(), ibid::model::cite::Locator::printed);
            format!("{} | {place}\n", read.source.slice(tie.span))
        })
    });
    expect![[r#"
        Ellen Marsh, *The River Toll* (Northgate, 2019), p. 34 | p. 34
        Ellen Marsh, *The River
            Toll*, Northgate & Sons, 2019 | -
        -
        -
    "#]]
    .assert_eq(&ties.collect::<String>());
}

#[test]
fn a_short_form_beside_a_tie_or_a_link_is_left_to_the_editor() {
    let read = super::read(
        "One.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n\
         [^1]: Marsh, *Ferries*, 33.\n\n\
         [^2]: [Marsh, *Ferries*](https://x.example), 33.\n\n\
         [^3]: Marsh, *Ferries*, 33; [Holt](cite:holt).\n\n\
         [^4]: Marsh, *Ferries*, 33; Holt, *Fords*, 9.",
    );
    let notes: Vec<Option<u32>> = read.facts.cites.iter().map(|cite| cite.note).collect();
    assert_eq!(notes, [Some(1), Some(3), Some(4), Some(4)]);
    let words: Vec<&str> = read.facts.cites.iter().map(|cite| read.source.slice(cite.span)).collect();
    assert_eq!(words, ["Ferries", "holt", "Ferries", "Fords"]);
}
