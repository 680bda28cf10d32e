//! Links between pages, and files.

use expect_test::expect;

use super::*;

#[test]
fn a_link_names_a_briefing_then_an_entity_an_author_a_page_a_work() {
    let (site, found) = plainly(vec![
        Draft::new(1, "from.md")
            .sentence("s-x")
            .link("gap", "")
            .link("minsk", "")
            .link("Мінск", "")
            .link("Minsk", "")
            .link("jane", "")
            .link("Jane Doe", "")
            .link("handbook/notes", "")
            .link("notes", "")
            .link("a", "")
            .link("entities/gap", "")
            .link("", "")
            .source_link("pages/handbook/notes.md")
            .source_link("gap/index.md"),
        Draft::new(2, "gap/index.md"),
        Draft::new(3, "entities/minsk.md").title("Minsk").matter(|matter| matter.aliases = ats(&["Мінск"])),
        Draft::new(4, "entities/gap.md").title("The gap"),
        Draft::new(5, "authors/jane.md").title("Jane Doe"),
        Draft::new(6, "pages/handbook/notes.md"),
    ]);
    is(
        &(links(&site, "from.html") + &faults(&found)),
        &expect![[r"
        gap.html#
        entities/minsk.html#
        entities/minsk.html#
        entities/minsk.html#
        authors/jane.html#
        authors/jane.html#
        handbook/notes.html#
        handbook/notes.html#
        works/a.html
        entities/gap.html#
        from.html#
        handbook/notes.html#
        gap.html#
    "]],
    );
}

#[test]
fn dead_and_ambiguous_links_are_told_with_a_way_out() {
    let alias = |draft: Draft| draft.matter(|matter| matter.aliases = ats(&["Lukashenko"]));
    let (site, found) = plainly(vec![
        Draft::new(1, "from.md")
            .sentence("s-x")
            .link("suwalki-gpa", "")
            .link("qqqqqq", "")
            .link("Lukashenko", "")
            .link("notes", "")
            .source_link("suwalki-gpa.md"),
        Draft::new(2, "suwalki-gap.md"),
        alias(Draft::new(3, "entities/alexander.md")),
        alias(Draft::new(4, "entities/viktor.md")),
        Draft::new(5, "pages/a/notes.md"),
        Draft::new(6, "pages/b/notes.md"),
    ]);
    is(
        &(links(&site, "from.html") + &faults(&found)),
        &expect![[r"
        dead
        dead
        dead
        dead
        dead
        dead-link: nothing on this site is called “suwalki-gpa”
            did you mean [[suwalki-gap]]?
        dead-link: nothing on this site is called “qqqqqq”
            a link of this form names a briefing, entity, author, page or work
        ambiguous-link: several pages are called “Lukashenko”
            [this one; this one]
            write [[entities/alexander]] or [[entities/viktor]]
        ambiguous-link: several pages are called “notes”
            [this one; this one]
            write [[a/notes]] or [[b/notes]]
        dead-link: there is no page made from content/suwalki-gpa.md
            did you mean content/suwalki-gap.md?
    "]],
    );
}

#[test]
fn a_link_reaches_headings_notes_sentences_and_nothing_else() {
    let (site, found) = plainly(vec![
        Draft::new(1, "from.md")
            .sentence("s-x")
            .link("to", "the-gap")
            .link("to", "The gap")
            .link("to", "n2")
            .link("to", "r1-2")
            .link("to", "note-word")
            .link("to", "note-7")
            .link("to", "s-y")
            .link("", "s-x")
            .link("to", "the-gpa")
            .link("to", "n3")
            .link("to", "s-z")
            .link("a", "x"),
        Draft::new(2, "to.md").section("the-gap").sentence("s-y").note("word").note("7").refer(1),
    ]);
    is(
        &(links(&site, "from.html") + &faults(&found)),
        &expect![[r"
        to.html#the-gap
        to.html#the-gap
        to.html#n2
        to.html#r1-2
        to.html#note-word
        to.html#n2
        to.html#s-y
        from.html#s-x
        to.html#
        to.html#
        to.html#
        works/a.html
        dead-anchor: the page of a work has no place called “x”
            a place is a heading, a note (#n3, #note-label), a paragraph or a sentence
        dead-anchor: “to.md” has no place called “the-gpa”
            did you mean #the-gap?
        dead-anchor: “to.md” has no place called “n3”
            did you mean #n1?
        dead-anchor: “to.md” has no place called “s-z”
            a place is a heading, a note (#n3, #note-label), a paragraph or a sentence
    "]],
    );
}

#[test]
fn files_are_looked_for_and_named() {
    let files = ["gap/map.svg", "gap/aux.svg", "Map.svg", "map.svg"];
    let draft = Draft::new(1, "gap/index.md").image("gap/map.svg").image("gap/mpa.svg").image("gap/aux.svg");
    let (site, found) = link(vec![draft.image("Map.svg").image("map.svg")], vec![], &files, config());
    let urls: Vec<_> = site.articles[0].files.iter().map(|url| url.as_ref().map(|url| url.0.as_str())).collect();
    assert_eq!(
        urls,
        [Some("media/gap/map.svg"), None, Some("media/gap/aux-.svg"), Some("media/Map.svg"), Some("media/map.svg")]
    );
    is(
        &faults(&found),
        &expect![[r"
        missing-file: the picture content/gap/mpa.svg does not exist
            did you mean content/gap/map.svg?
        unportable-slug: not every system can hold a file called “gap/aux.svg”; it is published as media/gap/aux-.svg
            rename the file
        duplicate-url: the files map.svg and Map.svg cannot stand side by side on every system
            [the other file is used here]
            rename one of them: they differ only by upper and lower case or by the way an accent is stored
    "]],
    );
}
