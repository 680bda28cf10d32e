//! Footnotes and endnotes.

use expect_test::expect;

use super::{check, p, r, rp, word};

fn mark(kind: &str, id: &str) -> String {
    format!(r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{id}"/></w:r>"#)
}

fn note(kind: &str, id: &str, text: &str) -> String {
    format!(r#"<w:{kind} w:id="{id}"><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>"#, r(text))
}

#[test]
fn footnotes_and_endnotes_with_the_same_ids_do_not_collide() {
    let body =
        format!("<w:p>{}{}{}{}</w:p>", r("One"), mark("footnote", "2"), mark("endnote", "2"), mark("footnote", "1"));
    let separator = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"#;
    let footnotes = separator.to_owned() + &note("footnote", "1", " Second.") + &note("footnote", "2", " First.");
    let file = word(&body).footnotes(&footnotes).endnotes(&note("endnote", "2", " At the end."));
    check(
        file,
        expect![[r#"
        paragraph| One[^1][^e1][^2]
        note 1| [back ]First.
        note e1| [back ]At the end.
        note 2| [back ]Second.
    "#]],
    );
}

#[test]
fn endnotes_alone_are_numbered_plainly() {
    let body = format!("<w:p>{}{}</w:p>", r("One"), mark("endnote", "5"));
    check(
        word(&body).endnotes(&note("endnote", "5", " End.")),
        expect![[r#"
        paragraph| One[^1]
        note 1| [back ]End.
    "#]],
    );
}

#[test]
fn a_note_of_two_paragraphs_is_one_note_and_is_told_once() {
    let body = format!("<w:p>{}{}</w:p><w:p>{}{}</w:p>", r("a"), mark("footnote", "1"), r("b"), mark("footnote", "1"));
    let two = format!(r#"<w:footnote w:id="1">{}{}</w:footnote>"#, p("One."), p("Two."));
    check(
        word(&body).footnotes(&two),
        expect![[r#"
        paragraph| a[^1]
        paragraph| b[^1]
        note 1| One.
        note 1| Two.
    "#]],
    );
}

#[test]
fn a_mark_that_an_author_chose_is_no_word_of_the_note() {
    let star = r#"<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>"#;
    let body = format!("<w:p>{}{star}{}{}</w:p>", r("Name"), r(" text"), mark("footnote", "2"));
    let notes = format!(r#"<w:footnote w:id="1"><w:p>{}{}</w:p></w:footnote>"#, rp("<w:b/>", "*"), r(" The author."));
    check(
        word(&body).footnotes(&(notes + &note("footnote", "2", "Numbered."))),
        expect![[r#"
        paragraph| Name[^mark1 *] text[^1]
        note mark1| [back *]The author.
        note 1| [back ]Numbered.
    "#]],
    );
}

#[test]
fn a_note_of_deleted_text_is_listed_and_a_mark_without_its_note_is_nothing() {
    let body = format!("<w:p>{}<w:del>{}</w:del>{}</w:p>", r("Text"), mark("footnote", "1"), mark("footnote", "9"));
    check(
        word(&body).footnotes(&note("footnote", "1", "Lost.")),
        expect![[r#"
        paragraph| Text
        dropped 1: Lost. (note that nothing in the text refers to)
    "#]],
    );
}

#[test]
fn a_link_in_a_note_is_looked_up_among_the_notes_own_relations() {
    let body = format!("<w:p>{}{}</w:p>", r("a"), mark("footnote", "1"));
    let linked =
        format!(r#"<w:footnote w:id="1"><w:p><w:hyperlink r:id="l">{}</w:hyperlink></w:p></w:footnote>"#, r("site"));
    let rels = |address: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l" Type="x/hyperlink" Target="{address}" TargetMode="External"/></Relationships>"#
        )
    };
    let file = word(&body).link("l", "hyperlink", "https://example.org/text").footnotes(&linked);
    check(
        file.member("word/_rels/footnotes.xml.rels", rels("https://example.org/note")),
        expect![[r#"
        paragraph| a[^1]
        note 1| {https://example.org/note site}
    "#]],
    );
}
