//! Pull quotes and their sentences.

use expect_test::{Expect, expect};

use super::{check, read};

const BODY: &str = "Putin has consolidated a “dysfunctional relationship” of sponsored authoritarianism. The railway was cut, again and again, by people whom no one has named.[^1] It moved.\n\n## The next\n\nA second paragraph says that the *army* stayed at home in 2022.\n\n[^1]: N.\n\n";

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn check_quote(quote: &str, expected: Expect) {
    let found = read(&format!("{BODY}> [!pullquote]\n> {quote}\n"));
    let pull = &found.facts.pulls[0];
    let sentence = pull.sentence.map_or("-", |number| found.facts.sentences[number as usize].id.as_str());
    expected.assert_eq(&format!("{:?} {sentence}\n{}", pull.state, found.told()));
}

#[test]
fn exact() {
    for quote in [
        "Putin has consolidated a dysfunctional relationship of sponsored authoritarianism",
        "PUTIN HAS CONSOLIDATED A ‘DYSFUNCTIONAL RELATIONSHIP’ OF SPONSORED AUTHORITARIANISM!",
        "Putin has *consolidated* a “dysfunctional\n> relationship” of sponsored\n> authoritarianism.",
    ] {
        check_quote(
            quote,
            expect![[r"
            Exact s-putin-consolidated-dysfunctional-relationship
        "]],
        );
    }
    check_quote(
        "It moved.",
        expect![[r"
        Exact s-moved
    "]],
    );
}

#[test]
fn exact_over_several_sentences() {
    check_quote(
        "The railway was cut, again and again, by people whom no one has named. It moved.",
        expect![[r"
        Exact s-railway-cut-again-again-people-whom
    "]],
    );
    check_quote(
        "It moved. A second paragraph says that the army stayed at home in 2022.",
        expect![[r"
        Exact s-moved
    "]],
    );
}

#[test]
fn trimmed() {
    check_quote(
        "the railway was cut, again and again",
        expect![[r"
        Trimmed s-railway-cut-again-again-people-whom
    "]],
    );
    check_quote(
        "[S]ponsored authoritarianism",
        expect![[r"
        Trimmed s-putin-consolidated-dysfunctional-relationship
    "]],
    );
    check_quote(
        "Putin has consolidated … sponsored authoritarianism",
        expect![[r"
        Trimmed s-putin-consolidated-dysfunctional-relationship
    "]],
    );
    check_quote(
        "The railway […] by people whom no one has named. It moved.",
        expect![[r"
        Trimmed s-railway-cut-again-again-people-whom
    "]],
    );
    check_quote(
        "A second paragraph says ... the army stayed ... in 2022",
        expect![[r"
        Trimmed s-second-paragraph-says-army-stayed-home
    "]],
    );
    check_quote(
        "... the army stayed at home ...",
        expect![[r"
        Trimmed s-second-paragraph-says-army-stayed-home
    "]],
    );
}

#[test]
fn altered() {
    check_quote(
        "Putin has built a dysfunctional relationship of really sponsored authoritarianism",
        expect![[r#"
            Altered s-putin-consolidated-dysfunctional-relationship
            ! pull-quote-altered at "Putin has built a dysfunctional relationship of really sponsored authoritarianism" (“built” instead of “consolidated”; “really” added), the sentence in the text "Putin has consolidated a “dysfunctional relationship” of sponsored authoritarianism.", write "Putin has consolidated a “dysfunctional relationship” of sponsored authoritarianism."
        "#]],
    );
    check_quote(
        "The railway was cut by people whom no one has named",
        expect![[r#"
            Altered s-railway-cut-again-again-people-whom
            ! pull-quote-altered at "The railway was cut by people whom no one has named" (“again and again” left out), the sentence in the text "The railway was cut, again and again, by people whom no one has named.", write "The railway was cut, again and again, by people whom no one has named."
        "#]],
    );
    check_quote(
        "A first paragraph says how the army remained at home for 2022",
        expect![[r#"
            Altered s-second-paragraph-says-army-stayed-home
            ! pull-quote-altered at "A first paragraph says how the army remained at home for 2022" (“first” instead of “second”; “how” instead of “that”; “remained” instead of “stayed”; 1 more), the sentence in the text "A second paragraph says that the *army* stayed at home in 2022.", write "A second paragraph says that the army stayed at home in 2022."
        "#]],
    );
    check_quote(
        "The railway was cut, again and again, by people whom we have named.[^1]",
        expect![[r#"
            Altered s-railway-cut-again-again-people-whom
            ! pull-quote-altered at "The railway was cut, again and again, by people whom we have named." (“we have” instead of “no one has”), the sentence in the text "The railway was cut, again and again, by people whom no one has named."
        "#]],
    );
}

#[test]
fn the_proposed_words_replace_the_quote_alone() {
    for quote in [
        "> [!pullquote] Putin has built",
        "> [!pullquote]\n> *Putin* has\n> built",
        "> [!PullQuote]  \n>Putin has built",
    ] {
        let found = read(&format!("{BODY}{quote} a dysfunctional relationship of sponsored authoritarianism\n\nEnd."));
        let edit = &found.diagnostics[0].fix.as_ref().unwrap().edits[0];
        let before = &found.source.text[..edit.span.start as usize];
        let after = &found.source.text[edit.span.end as usize..];
        let edited = format!("{before}{}{after}", edit.text);
        let (_, body) = edited.split_once("> [!").unwrap();
        let again = read(edited.split("---\n").nth(2).unwrap());
        assert_eq!(again.told(), "", "{body}");
        assert_eq!(format!("{:?}", again.facts.pulls[0].state), "Exact", "{body}");
    }
}

#[test]
fn altered_on_purpose() {
    let found = read(&format!(
        "{BODY}> [!pullquote] {{altered}}\n> Putin has built a dysfunctional relationship of sponsored authoritarianism\n"
    ));
    assert_eq!(found.told(), "");
    assert_eq!(format!("{:?}", found.facts.pulls[0].state), "Altered");
}

#[test]
fn not_found() {
    check_quote(
        "Nothing like this is anywhere in this text at all",
        expect![[r#"
            NotFound -
            ! pull-quote-not-found at "Nothing like this is anywhere in this text at all"
        "#]],
    );
    check_quote(
        "The next",
        expect![[r#"
            NotFound -
            ! pull-quote-not-found at "The next"
        "#]],
    );
    check_quote(
        "It paused.",
        expect![[r#"
            NotFound -
            ! pull-quote-not-found at "It paused."
        "#]],
    );
    check_quote(
        "—",
        expect![[r#"
            NotFound -
            ! pull-quote-not-found at "—"
        "#]],
    );
}

#[test]
fn quotes_are_sought_in_the_running_text_alone() {
    check(
        "> [!pullquote]\n> One two three four.\n\n> [!pullquote]\n> One two three four.\n\n## One two three four\n\nText.[^1]\n\n[^1]: One two three four.",
        expect![[r#"
            note 1 1 x1 -: One two three four.
            ref [^1] -> 1.1 in 1 s-text
            s-text in 1: Text.
            pull NotFound -: One two three four.
            pull NotFound -: One two three four.
            ! pull-quote-not-found at "One two three four."
            ! pull-quote-not-found at "One two three four."
        "#]],
    );
    check(
        "> [!box] B\n> - One two three four.\n\n> [!pullquote] One two three four",
        expect![[r"
        s-one-two-three-four in 0: One two three four.
        pull Exact s-one-two-three-four: One two three four
    "]],
    );
}

#[test]
fn a_whole_sentence_goes_before_a_part_of_one() {
    check(
        "They say that the war is lost, and the war is lost. The war is lost.\n\n> [!pullquote] The war is lost",
        expect![[r"
            s-war-lost in 0: The war is lost.
            pull Exact s-war-lost: The war is lost
        "]],
    );
}

/// Work is counted by what it leaves: a text of one word, many quotes, long quotes end soon (THREATS E2).
#[test]
fn hostile_texts_end() {
    let word = "war ".repeat(20_000);
    let many = "> [!pullquote]\n> war war war … war peace\n\n".repeat(2_000);
    let found = read(&format!(
        "{word}\n\n{many}\n\n> [!pullquote]\n> {word} peace\n\n> [!pullquote]\n> {}",
        "war … ".repeat(5_000)
    ));
    assert_eq!(found.facts.pulls.len(), 2_002);
    let stops = read(&"A. . ? “ \u{fffc} ".repeat(20_000));
    assert!(stops.facts.words > 0);
}
