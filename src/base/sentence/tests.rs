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

#[test]
fn a_quotation_that_goes_on_is_one_sentence() {
    check("“Stop. Go home,” she said.| Nobody went.");
    check("“Stop! Go home!” she cried.| Nobody went.");
    check("“Stop. Go home” was the order.| Nobody went.");
    check("She said: “Stop. Go home.”| Nobody went.");
    check("She said, “It failed. The army stayed”.| They left.");
    check("\"Stop. Go home,\" she said.| \"Why?\" he asked.| She left.");
    check("„Halt. Nach Hause“, sagte sie.| Er ging.");
    check("« Halte. Rentrez », dit-elle.| Il partit.");
    check("»Halt. Geht heim«, sagte sie.| Er ging.");
    check("«Стой. Иди домой», — сказала она.| Он ушёл.");
    check("「止まれ。帰れ」と言った。|彼は去った。");
    check("He left (it was late. Nobody saw him) and slept.| Then he woke.");
    check("The bridge [sic. It was a ferry.] was old.| It fell.");
    check("He wrote (“It failed. They left.”) to her.| She knew.");
}

#[test]
fn a_quotation_of_whole_sentences_has_them() {
    check("“It failed.| The army stayed.”| They left.");
    check("“It failed.”| They left.");
    check("(Nobody asked.| Nobody knew.)| Then it fell.");
    check("“It failed.| The army stayed.”");
    // Never closed, or closed too late: the stops count.
    check("“It failed.| The army stayed.| They left.");
    check("It is 5\" wide.| It is 6\" long.| It fits.");
    check("a) Come. b) Go.| Then: a smile :).| Next.");
    let long = "It failed. ".repeat(80);
    assert_eq!(sentences(&format!("He said: “{}” and left.", long.trim_end())).len(), 80);
}

#[test]
fn numbers_and_references_hold_their_stops() {
    check("See p. 3.| Then p. 4.| No. 4 is lost.| So is no. 5.");
    check("It cost 3.5 million.| In 1.5 years it fell.| Version 2.0.| Next.");
    check("It was the 1st.| The 2nd came.| Am 1. Januar kam er.");
    check("Henry VIII. was king.| The U.S. is large.| So is the U.N. Charter.");
    check("J. R. R. Wren wrote it.| A. Mills did not.| So said B. Mills Jr. in May.");
    check("He left at 5 a.m. on Sunday.| She came at 6 p.m.| They met.");
    check("Wren v. Mills was heard.| It was heard approx. 20 times.");
    check("Проф. Ильин жил на ул. Мира.| Он умер в 1990 г.| Потом дом снесли.");
    check("Гл. 3 и т.д. не важны.| См. стр. 5.| Конец.");
    check("He waited… and left.| He waited…| Then he left.| “… And so it fell.”| Yes.");
}

#[test]
fn many_marks_take_linear_time() {
    for piece in ["(", "“", "(a. B", "\"A. ", "“A. B” c. ", "[(“„«", ")”»", "(A. B) "] {
        let text = piece.repeat(100_000);
        assert!(!sentences(&text).is_empty());
    }
}

#[test]
fn e2_a_paragraph_without_a_stop_is_cut_between_words() {
    let text = format!("Short.  Łódź {}end. Next.", "łódź ".repeat(2000));
    let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found[0], "Short.");
    assert_eq!(found.last(), Some(&"Next."));
    assert!(found.len() > 5 && found.iter().all(|piece| piece.len() <= 2000 && piece.trim() == *piece));
    assert_eq!(found.join(" "), text.replace("  ", " "), "no word is lost");
    let one = "ł".repeat(3000);
    assert_eq!(sentences(&one).into_iter().map(|range| &one[range]).collect::<String>(), one);
}
