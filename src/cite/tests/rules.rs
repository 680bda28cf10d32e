//! Rules that no single snapshot shows: letters, numbers, positions, odd works, the memo.

use std::fmt::Write as _;
use std::sync::Arc;

use expect_test::{Expect, expect};

use super::{formatting, page, request, shown, work, works};
use crate::cite::{Formatting, Memo, Style};
use crate::model::cite::{CiteRequest, Formatter, Locator, LocatorLabel, Position};
use crate::model::work::{Rich, Work, WorkDate};

/// Cites of the works of `check_group`, each as `[@key, p. 12]`, `[-@key, p. 12]`, `@key [p. 12]`; entries.
#[track_caller]
fn check_group(style: &str, expected: &Expect) {
    let book =
        |title: &str, given: &str, year: i32| work(title, "book", title).by(&[("Wilson", given)]).on(year, 0, 0).0;
    let undated = |title: &str| work(title, "report", title).by(&[("Davis", "Oliver")]).0;
    let works = [
        book("Beta", "Andrew", 2021),
        book("Alpha", "Andrew", 2021),
        book("Gamma", "Bert", 2021),
        book("Delta", "Andrew", 2020),
        undated("One"),
        undated("Two"),
    ];
    let formatting = formatting(style, "en-US", &works);
    let twelve = page("12");
    let mut out = String::new();
    for work in &works {
        let full = request(work, Position::First, Some(&twelve));
        let bare = CiteRequest { suppress_author: true, ..full };
        let told = CiteRequest { narrative: true, ..full };
        let cites = [full, bare, told].map(|request| shown(&formatting.cite(&[request]))).join(" | ");
        let _ = writeln!(out, "{cites} | {}", shown(&formatting.entry(work)));
    }
    let see =
        CiteRequest { prefix: "see", suffix: ", emphasis added", ..request(&works[0], Position::First, Some(&twelve)) };
    let also = CiteRequest { prefix: "but cf.", ..request(&works[3], Position::Subsequent, None) };
    out.push_str(&shown(&formatting.cite(&[see, also])));
    expected.assert_eq(&out);
}

#[test]
fn works_of_one_author_and_year_get_letters() {
    check_group(
        "chicago-author-date",
        &expect![[r#"
            (A. Wilson 2021b, 12) | (2021b, 12) | Wilson (2021b, 12) | Wilson, Andrew. 2021b. *Beta*.
            (A. Wilson 2021a, 12) | (2021a, 12) | Wilson (2021a, 12) | Wilson, Andrew. 2021a. *Alpha*.
            (B. Wilson 2021, 12) | (2021, 12) | Wilson (2021, 12) | Wilson, Bert. 2021. *Gamma*.
            (A. Wilson 2020, 12) | (2020, 12) | Wilson (2020, 12) | Wilson, Andrew. 2020. *Delta*.
            (Davis, n.d.-a, 12) | (n.d.-a, 12) | Davis (n.d.-a, 12) | Davis, Oliver. n.d.-a. *One*.
            (Davis, n.d.-b, 12) | (n.d.-b, 12) | Davis (n.d.-b, 12) | Davis, Oliver. n.d.-b. *Two*.
            (see A. Wilson 2021b, 12, emphasis added; but cf. A. Wilson 2020)"#]],
    );
    check_group(
        "apa",
        &expect![[r#"
            (A. Wilson, 2021b, p. 12) | (2021b, p. 12) | Wilson (2021b, p. 12) | Wilson, A. (2021b). *Beta*.
            (A. Wilson, 2021a, p. 12) | (2021a, p. 12) | Wilson (2021a, p. 12) | Wilson, A. (2021a). *Alpha*.
            (B. Wilson, 2021, p. 12) | (2021, p. 12) | Wilson (2021, p. 12) | Wilson, B. (2021). *Gamma*.
            (A. Wilson, 2020, p. 12) | (2020, p. 12) | Wilson (2020, p. 12) | Wilson, A. (2020). *Delta*.
            (Davis, n.d.-a, p. 12) | (n.d.-a, p. 12) | Davis (n.d.-a, p. 12) | Davis, O. (n.d.-a). *One*.
            (Davis, n.d.-b, p. 12) | (n.d.-b, p. 12) | Davis (n.d.-b, p. 12) | Davis, O. (n.d.-b). *Two*.
            (see A. Wilson, 2021b, p. 12, emphasis added; but cf. A. Wilson, 2020)"#]],
    );
}

#[test]
fn works_are_told_apart_by_titles_where_the_style_says_so() {
    check_group(
        "mla",
        &expect![[r#"
            (A. Wilson, *Beta* 12) | (*Beta* 12) | Wilson (*Beta* 12) | Wilson, Andrew. *Beta*. 2021.
            (A. Wilson, *Alpha* 12) | (*Alpha* 12) | Wilson (*Alpha* 12) | Wilson, Andrew. *Alpha*. 2021.
            (B. Wilson 12) | (12) | Wilson (12) | Wilson, Bert. *Gamma*. 2021.
            (A. Wilson, *Delta* 12) | (*Delta* 12) | Wilson (*Delta* 12) | Wilson, Andrew. *Delta*. 2020.
            (Davis, *One* 12) | (*One* 12) | Davis (*One* 12) | Davis, Oliver. *One*.
            (Davis, *Two* 12) | (*Two* 12) | Davis (*Two* 12) | Davis, Oliver. *Two*.
            (see A. Wilson, *Beta* 12, emphasis added; but cf. A. Wilson, *Delta*)"#]],
    );
}

#[test]
fn works_are_numbered_in_the_order_of_the_bibliography() {
    check_group(
        "ieee",
        &expect![[r#"
            [1, p. 12] | [1, p. 12] | Wilson [1, p. 12] | [1] A. Wilson, *Beta*. 2021.
            [2, p. 12] | [2, p. 12] | Wilson [2, p. 12] | [2] A. Wilson, *Alpha*. 2021.
            [3, p. 12] | [3, p. 12] | Wilson [3, p. 12] | [3] B. Wilson, *Gamma*. 2021.
            [4, p. 12] | [4, p. 12] | Wilson [4, p. 12] | [4] A. Wilson, *Delta*. 2020.
            [5, p. 12] | [5, p. 12] | Davis [5, p. 12] | [5] O. Davis, “One.”
            [6, p. 12] | [6, p. 12] | Davis [6, p. 12] | [6] O. Davis, “Two.”
            see [1, p. 12], emphasis added, but cf. [4]"#]],
    );
    check_group(
        "nature",
        &expect![[r#"
            ^1^ | ^1^ | Wilson^1^ | 1. Wilson, A. *Beta*. (2021).
            ^2^ | ^2^ | Wilson^2^ | 2. Wilson, A. *Alpha*. (2021).
            ^3^ | ^3^ | Wilson^3^ | 3. Wilson, B. *Gamma*. (2021).
            ^4^ | ^4^ | Wilson^4^ | 4. Wilson, A. *Delta*. (2020).
            ^5^ | ^5^ | Davis^5^ | 5. Davis, O. *One*.
            ^6^ | ^6^ | Davis^6^ | 6. Davis, O. *Two*.
            see ^1^, emphasis added^,^but cf. ^4^"#]],
    );
}

#[test]
fn narrative_citations_in_notes_are_names() {
    check_group(
        "chicago-notes",
        &expect![[r"
        Andrew Wilson, *Beta* (2021), 12. | *Beta* (2021), 12. | Wilson | Wilson, Andrew. *Beta*. 2021.
        Andrew Wilson, *Alpha* (2021), 12. | *Alpha* (2021), 12. | Wilson | Wilson, Andrew. *Alpha*. 2021.
        Bert Wilson, *Gamma* (2021), 12. | *Gamma* (2021), 12. | Wilson | Wilson, Bert. *Gamma*. 2021.
        Andrew Wilson, *Delta* (2020), 12. | *Delta* (2020), 12. | Wilson | Wilson, Andrew. *Delta*. 2020.
        Oliver Davis, *One* (n.d.), 12. | *One* (n.d.), 12. | Davis | Davis, Oliver. *One*. n.d.
        Oliver Davis, *Two* (n.d.), 12. | *Two* (n.d.), 12. | Davis | Davis, Oliver. *Two*. n.d.
        see Andrew Wilson, *Beta* (2021), 12, emphasis added; but cf. Wilson, *Delta*."]],
    );
}

#[test]
fn a_style_of_the_site_sees_positions() {
    let xml = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title>
<id>http://x.example</id><updated>2024-01-01T00:00:00+00:00</updated></info>
<citation><layout suffix="." delimiter="; "><choose>
<if position="ibid-with-locator"><group delimiter=", "><text term="ibid" text-case="capitalize-first"/><text variable="locator"/></group></if>
<else-if position="ibid"><text term="ibid" text-case="capitalize-first"/></else-if>
<else-if position="near-note"><text value="near"/></else-if>
<else-if position="subsequent"><text value="later"/></else-if>
<else><text variable="title" font-style="italic"/></else>
</choose></layout></citation></style>"#;
    let works = [work("a", "book", "A").0];
    let style = Style::of_file(xml, &|_| None, "en-GB").unwrap();
    let formatting = Formatting::new(style, &[Arc::new(works[0].clone())], Arc::default());
    let twelve = page("12");
    let words = [Position::First, Position::Subsequent, Position::NearNote, Position::Ibid, Position::IbidWithLocator]
        .map(|position| shown(&formatting.cite(&[request(&works[0], position, Some(&twelve))])));
    assert_eq!(words, ["*A*.", "later.", "near.", "Ibid.", "Ibid., 12."]);
    // Without a bibliography, an entry is the full note.
    assert_eq!(shown(&formatting.entry(&works[0])), "*A*.");
}

#[test]
fn odd_works_are_printed_and_nothing_panics() {
    let odd = [
        work("nothing", "", "").0,
        work("markup", "book", "<b>A</b> & \u{202e}B {{ x }} $z$").by(&[("O'Brien", "J.-P."), ("", "")]).0,
        work("links", "webpage", "L").with(&[("URL", "javascript:alert(1)"), ("DOI", "10.1/<x>\"y")]).0,
        work("long", "book", &"x".repeat(100_000)).by(&[("A", "B"); 500]).with(&[("page", &"1-".repeat(9999))]).0,
        work("dates", "book", "D")
            .dated("issued", WorkDate::Literal("forthcoming".into()))
            .dated("accessed", WorkDate::Parts { from: (2021, 99, 99), to: None, circa: false })
            .dated("original-date", WorkDate::Parts { from: (-43, 3, 15), to: Some((i32::MAX, 0, 0)), circa: true })
            .0,
    ];
    for style in ["chicago-notes", "apa", "mhra", "ieee"] {
        let formatting = formatting(style, "be", &odd);
        let strange = Locator { label: LocatorLabel::Article, value: "\u{0}–12, 14 n. 3".into() };
        for work in &odd {
            for words in [formatting.cite(&[request(work, Position::NearNote, Some(&strange))]), formatting.entry(work)]
            {
                assert!(!words.text().trim().is_empty(), "{style} {}", work.key);
                assert!(!words.text().contains(['\u{202e}', '\u{e000}', '\u{e001}', '\u{e002}', '\u{0}']), "{words:?}");
                let links: Vec<&String> = words.0.iter().filter_map(|run| run.link.as_ref()).collect();
                assert!(links.iter().all(|link| link.starts_with("https://doi.org/10.1/%3Cx%3E%22y")), "{links:?}");
            }
        }
    }
    let soon = work("soon", "book", "S").dated("issued", WorkDate::Literal("forthcoming".into())).0;
    let notes = formatting("chicago-notes", "en", &[]);
    assert_eq!(shown(&notes.entry(&soon)), "*S*. Forthcoming.");
    assert_eq!(shown(&notes.cite(&[request(&soon, Position::First, None)])), "*S* (forthcoming).");
}

#[test]
fn what_a_build_has_formatted_the_next_one_takes_over() {
    let works = works();
    let shared: Vec<Arc<Work>> = works.iter().cloned().map(Arc::new).collect();
    let words = |memo: Memo| {
        let style = Style::load("chicago-notes", "en").unwrap();
        let formatting = Formatting::new(style, &shared, Arc::new(memo));
        let words: Vec<Rich> = shared.iter().map(|work| formatting.entry(work)).collect();
        (words, formatting.memo().has_new(), formatting.memo().save())
    };
    let (first, new, saved) = words(Memo::default());
    let (again, new_again, saved_again) = words(Memo::load(&saved));
    assert_eq!((first, true, false, saved), (again, new, new_again, saved_again));
}
