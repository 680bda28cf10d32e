//! Sections, paragraphs, links, files, mentions, summary.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::{check, read, read_as};
use ibid::model::config::Dialect;

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn check_ids(markdown: &str, expected: Expect) {
    let found = read(markdown);
    let mut out = String::new();
    for section in &found.facts.sections {
        let _ = writeln!(out, "{} {} {}", section.level, section.id, section.words);
    }
    for paragraph in &found.facts.paragraphs {
        let _ = writeln!(out, "{}", paragraph.id);
    }
    out.push_str(&found.told());
    expected.assert_eq(&out);
}

#[test]
fn headings_and_paragraphs_have_addresses() {
    check_ids(
        "Intro text here.\n\n## Notes\n\nThe war.\n\n- The war.\n\n## N3\n\n### Notes\n\n### The *gap* [@a]\n\n## Own {#Top}\n\n## Two {#x}\n\n## Three {#x}\n\n## X\n\n## —",
        expect![[r###"
            0  
            2 h-notes Notes
            2 h-n3 N3
            3 h-notes-2 Notes
            3 the-gap The gap
            2 h-Top Own
            2 x Two
            2 x-2 Three
            2 x-3 X
            2 section —
            p-intro-text-here
            p-war
            p-war-2
            ! duplicate-heading-id at "## Three {#x}", the first one keeps it "## Two {#x}"
        "###]],
    );
}

#[test]
fn a_heading_in_a_box_ends_with_it() {
    check(
        "## A\n\n> [!box]\n> ## B\n>\n> One [[x]].\n\nTwo [[y]].",
        expect![[r"
            s-one in 2: One ￻.
            s-two in 1: Two ￻.
            link [[x]]# in 2 s-one
            link [[y]]# in 1 s-two
        "]],
    );
}

#[test]
fn links_and_files_count_from_the_content_folder() {
    let text = "See [[slug#h|words]] and [o](other.md#h). See [[#here]]. A [pdf](../a%20b.pdf), ![p](../../x.png) [u](https://x.example/a.md).\n\n\
        [up](../../up.md) [dir](sub/)\n\n![alt](map.svg)\n\nEnd.[^1]\n\n[^1]: In [[note]].";
    let found = read_as(text, "content/kaliningrad/index.md", &[], None, Dialect::default());
    expect![[r#"
        note 1 1 x1 -: In ￻.
        ref [^1] -> 1.1 in 0 s-end
        s-see-words-o in 0: See words and o.
        s-up-dir in 0: up dir
        s-end in 0: End.
        link [[slug]]#h in 0 s-see-words-o
        link kaliningrad/other.md#h in 0 s-see-words-o
        link [[]]#here in 0 -
        link kaliningrad/sub/index.md# in 0 s-up-dir
        link [[note]]# note 1 in 0 s-end
        file a b.pdf
        file kaliningrad/map.svg (picture)
        ! path-outside at "[up](../../up.md)"
        ! path-outside at "![p](../../x.png)"
    "#]]
    .assert_eq(&found.show());
}

const ENTITIES: &[(&str, &[&str])] =
    &[("Sviatlana Tsikhanouskaya", &["Tsikhanouskaya"]), ("NATO", &[]), ("Minsk", &[])];

#[test]
fn entities_are_linked_at_first_mention_in_each_section() {
    let text = "# NATO\n\nNATO met Sviatlana\nTsikhanouskaya. Tsikhanouskaya left **NATO**.\n\n## Minsk\n\nIn Minsk, [NATO](https://x.example) `NATO` [[!NATO]] [NATO](cite:k).\n\n> [!pullquote]\n> NATO met Sviatlana Tsikhanouskaya.\n\n| NATO |\n|---|\n| Minsk |\n\n- NATO[^1]\n\n[^1]: NATO.";
    let found = read_as(text, "content/a.md", ENTITIES, None, Dialect::default());
    expect![[r"
        note 1 1 x1 -: NATO.
        ref [^1] -> 1.1 in 2 s-nato
        s-nato-met-sviatlana-tsikhanouskaya in 1: NATO met Sviatlana Tsikhanouskaya.
        s-tsikhanouskaya-left-nato in 1: Tsikhanouskaya left NATO.
        s-minsk-nato-nato-nato-nato in 2: In Minsk, NATO NATO NATO NATO.
        s-nato in 2: NATO
        cite k literal at k in 2 s-minsk-nato-nato-nato-nato
        mention 1 NATO linked in 1 s-nato-met-sviatlana-tsikhanouskaya
        mention 0 Sviatlana Tsikhanouskaya linked in 1 s-nato-met-sviatlana-tsikhanouskaya
        mention 0 Tsikhanouskaya plain in 1 s-tsikhanouskaya-left-nato
        mention 1 NATO plain in 1 s-tsikhanouskaya-left-nato
        mention 2 Minsk linked in 2 s-minsk-nato-nato-nato-nato
        mention 1 NATO linked in 2 s-nato
        pull Exact s-nato-met-sviatlana-tsikhanouskaya: NATO met Sviatlana Tsikhanouskaya.
    "]]
    .assert_eq(&found.show());
}

#[test]
fn an_entity_does_not_mention_itself_and_links_can_be_off() {
    let text = "---\ntitle: T\ndate: 2023-03-30\nlink_entities: false\n---\nMinsk and NATO.";
    let found = read_as(text, "content/a.md", ENTITIES, Some(2), Dialect::default());
    expect![[r"
        s-minsk-nato in 0: Minsk and NATO.
        mention 1 NATO plain in 0 s-minsk-nato
    "]]
    .assert_eq(&found.show());
}

#[test]
fn a_summary() {
    let found = read("## H\n\nOne two [@a]. Three – four.[^1]\n\n> Five.\n\n    code\n\n[^1]: Six.");
    assert_eq!(found.facts.words, 5);
    assert_eq!(found.facts.excerpt, "One two. Three – four. Five.");
    assert!(found.facts.has_code);
    assert!(!read("`code`").facts.has_code);
}

#[test]
fn an_excerpt_is_short_and_whole() {
    let sentence = "This sentence has forty characters in it. ";
    let found = read(&sentence.repeat(20));
    assert_eq!(found.facts.excerpt, sentence.repeat(7).trim());
    let endless = read(&"word ".repeat(200)).facts.excerpt;
    assert!(endless.ends_with("word…") && endless.chars().count() <= 300, "{endless}");
    let excerpt = |text: &str| read(text).facts.excerpt;
    assert_eq!(excerpt("See [[b]] first. The road is narrow. So is [[c]]. The end."), "The road is narrow.");
    assert_eq!(excerpt("See [[b]] first."), "See first.", "where nothing else stands");
}
