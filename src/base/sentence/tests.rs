use super::sentences;

/// `|` stands where a sentence ends.
#[track_caller]
fn check(marked: &str) {
    let text: String = marked.replace('|', "");
    let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
    let expected: Vec<&str> = marked.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_stop_before_a_capital_ends_a_sentence() {
    check("It failed.| The army stayed.| Why?| Nobody knew!| 40 left.");
    check("  He left. | “She stayed.”| (Nobody asked.)| [Someone did.]| “Why?”");
    check("He asked “Why?” and left.| Then he came.");
    check("It ended…| Then it began.| What?!| Yes.");
}

#[test]
fn abbreviations_end_none() {
    check("Mr. Smith met Dr. Jones, Gen. Miller and Lt. Col. Ames.| They ate.");
    check("See Smith, p. 12, pp. 13–15 and vol. 2, no. 3, ch. IV, fig. 7.| Next.");
    check("cf. Smith; e.g. Poland, i.e. Warsaw.| Others, e.g. Vilnius, did not.");
    check("It was St. Petersburg on Jan. 5 and Dec. 31.| Then nothing.");
    check("Acme Inc. and Acme Ltd. Holdings signed.| The firm is Acme Inc.| The deal held.");
    check("Smith et al. Found nothing.|  Smith et al.| The rest agreed.");
    check("J. K. Rowling and A. G. Lukashenka met.| Plan B.| The end.");
    check("The U.S. Army left.| It was the U.S.| The army left.| In the U.K. Parliament sat.");
    check("Approx. 20 men came at 5 p.m.| They left.| She has a Ph.D. Thesis in print.");
    check("The answer was no.| Nobody came.| It is state of the art.| Good.| No. 5 is art. 7.");
    check("1. First point.| 2. Second point.");
}

#[test]
fn numbers_and_addresses_are_whole() {
    check("It fell by 20.6 per cent in www.chacr.org.uk.| The rest.| It was 2020.| Then 5.| Six.");
}

#[test]
fn an_ellipsis_is_judged_by_what_follows() {
    check("He waited ... did nothing.| Yes.");
    check("He waited … Putin did nothing.| Yes.");
    check("He […] Putin left.| They . . . stayed.| No.");
    check("He waited...| Putin did nothing.");
}

#[test]
fn other_scripts_have_sentences_too() {
    check("Это правда.| Он ушёл.| А. Г. Лукашенко в 2020 г. победил.| В 2021 г.| Потом всё.");
    check("第一。|第二！|「第三？」|第四");
    check("Am 3. Mai 2020 kam er.| „Warum?“| Er ging.| »So.«| Aus.");
    check("¿Por qué?| ¡Nada!| Fin.");
    check("هل هذا؟| نعم.");
}

#[test]
fn a_citation_after_the_stop_belongs_to_the_sentence_before() {
    check("It failed. \u{fffc}| The army stayed \u{fffc}.| Then.\u{fffc}| End. \u{fffc}");
    check("It failed.| \u{fffc} argues that it did.| Yes. \u{fffc} \u{fffc}.| No.");
}

#[test]
fn nothing_has_no_sentences_and_nothing_is_lost() {
    check("");
    check("  ");
    check("no stop at all");
    check("... Yes.| No.");
    for text in ["a.b. C! ? …。 x", "“.” ‘?’ \u{fffc}. \u{fffc}", "é. É.\u{a0}Ž. 。。。a", ". . . .", "?\u{fffc}"]
    {
        let mut last = 0;
        for range in sentences(text) {
            assert!(text[last..range.start].trim().is_empty(), "{text:?}");
            assert!(!text[range.clone()].trim().is_empty());
            assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
            last = range.end;
        }
        assert!(text[last..].trim().is_empty(), "{text:?}");
    }
}
