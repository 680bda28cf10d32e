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
            ! pull-quote-altered at "Putin has built a dysfunctional relationship of really sponsored authoritarianism", the sentence in the text "Putin has consolidated a “dysfunctional relationship” of sponsored authoritarianism.", write "Putin has consolidated a “dysfunctional relationship” of sponsored authoritarianism."
        "#]],
    );
    check_quote(
        "The railway was cut by people whom no one has named",
        expect![[r#"
            Altered s-railway-cut-again-again-people-whom
            ! pull-quote-altered at "The railway was cut by people whom no one has named", the sentence in the text "The railway was cut, again and again, by people whom no one has named.", write "The railway was cut, again and again, by people whom no one has named."
        "#]],
    );
    check_quote(
        "A first paragraph says how the army remained at home for 2022",
        expect![[r#"
            Altered s-second-paragraph-says-army-stayed-home
            ! pull-quote-altered at "A first paragraph says how the army remained at home for 2022", the sentence in the text "A second paragraph says that the *army* stayed at home in 2022.", write "A second paragraph says that the army stayed at home in 2022."
        "#]],
    );
    check_quote(
        "The railway was cut, again and again, by people whom we have named.[^1]",
        expect![[r#"
            Altered s-railway-cut-again-again-people-whom
            ! pull-quote-altered at "The railway was cut, again and again, by people whom we have named.", the sentence in the text "The railway was cut, again and again, by people whom no one has named."
        "#]],
    );
}

#[track_caller]
fn differs(body: &str, quote: &str, words: &str) {
    let found = read(&format!("{body}\n\n> [!pullquote]\n> {quote}\n"));
    let told = found.told();
    let state = format!("{:?}", found.facts.pulls[0].state);
    if words.is_empty() || !words.contains(' ') {
        assert_eq!((state.as_str(), told.as_str()), (words, ""), "{quote}");
    } else {
        let (_, after) = found.diagnostics[0].message.split_once("repeats: ").unwrap_or(("", &told));
        assert_eq!((state.as_str(), after), ("Altered", words), "{quote}");
    }
}

#[test]
fn the_very_words_that_differ_are_told() {
    const TEXT: &str = "The old bridge at Mills had stood for a hundred years. Nobody knew who built it.\n\nThe ferry’s owner sold his boat in spring.";
    // At the ends, where the words stand for others.
    differs(TEXT, "This bridge at Mills had stood for a hundred years", "the text has “The old”, the quote has “This”");
    differs(
        TEXT,
        "The old bridge at Mills had stood for a hundred winters",
        "the text has “years”, the quote has “winters”",
    );
    differs(TEXT, "The old bridge at Mills had stood for ages", "the text has “a hundred years”, the quote has “ages”");
    differs(TEXT, "Stories say the old bridge at Mills had stood for a hundred years", "the quote adds “Stories say”");
    differs(TEXT, "the old bridge at Mills had stood for a hundred years and more", "the quote adds “and more”");
    // In the middle, and in two sentences.
    differs(TEXT, "The old bridge had stood for a hundred years", "the quote leaves out “at Mills”");
    differs(
        TEXT,
        "The old bridge at Mills had stood for a hundred years. Nobody knows who built it.",
        "the text has “knew”, the quote has “knows”",
    );
    differs(
        TEXT,
        "Nobody knew who built it. The ferry’s owner sold a boat in spring",
        "the text has “his”, the quote has “a”",
    );
    differs(TEXT, "THE OLD BRIDGE AT MILLS HAD LAIN FOR A HUNDRED YEARS", "the text has “stood”, the quote has “LAIN”");
    differs(TEXT, "The ferry owner sold his boat in spring", "the text has “ferry’s”, the quote has “ferry”");
    differs(TEXT, "The old [stone] bridge at Mills had stood for a hundred years", "the quote adds “stone”");
    // These are the same words.
    differs(TEXT, "THE FERRY'S OWNER SOLD HIS BOAT IN SPRING", "Exact");
    differs(TEXT, "[N]obody knew who built it", "Exact");
    differs(TEXT, "Nobody knew who built it. The ferry’s owner sold his boat in spring.", "Exact");
    differs(TEXT, "The old bridge … had stood for a hundred years", "Trimmed");
    differs(TEXT, "had stood for a hundred years. Nobody knew", "Trimmed");
    differs(TEXT, "The old bridge at Mills had stood …", "Trimmed");
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
