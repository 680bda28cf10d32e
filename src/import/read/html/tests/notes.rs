//! Each form in which pages write notes.

use expect_test::expect;

use super::check;

#[test]
fn pandoc() {
    check(
        r##"<p>Bread was dear.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>
        <section class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1" role="doc-endnote"><p>First.</p><p>More.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>"##,
        expect![[r#"
            paragraph| Bread was dear.[^1 1]
            note 1| First.
            note 1| More.
        "#]],
    );
}

#[test]
fn kramdown_and_its_second_reference() {
    check(
        r##"<p>One<sup id="fnref:a"><a href="#fn:a" class="footnote" rel="footnote">1</a></sup> two<sup id="fnref:a:1"><a href="#fn:a" class="footnote">1</a></sup></p>
        <div class="footnotes" role="doc-endnotes"><ol><li id="fn:a"><p>Note. <a href="#fnref:a" class="reversefootnote">&#8617;</a> <a href="#fnref:a:1" class="reversefootnote">&#8617;<sup>2</sup></a></p></li></ol></div>"##,
        expect![[r#"
            paragraph| One[^1 1] two[^1 1]
            note 1| Note.
        "#]],
    );
}

#[test]
fn github() {
    check(
        r##"<p>One<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup></p>
        <section data-footnotes class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2><ol><li id="user-content-fn-1"><p>Note. <a href="#user-content-fnref-1" data-footnote-backref aria-label="Back">↩</a></p></li></ol></section>"##,
        expect![[r#"
            paragraph| One[^1 1]
            note 1| Note.
            dropped 2: Footnotes (heading of the notes)
        "#]],
    );
}

#[test]
fn word() {
    check(
        r##"<p class=MsoNormal>One<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span>[1]</span></span></a> two.<a href="#_ftn2" name="_ftnref2">[2]</a></p>
        <div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
        <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> First note.</p><p class=MsoFootnoteText>More of it.</p></div>
        <div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2">[2]</a> Second note.</p></div></div>"##,
        expect![[r#"
            paragraph| One[^1 1] two.[^2 2]
            note 1| First note.
            note 1| More of it.
            note 2| Second note.
        "#]],
    );
}

#[test]
fn docbook() {
    check(
        r##"<p>One<sup class="footnote">[<a id="id1" href="#ftn.id1" class="footnote">1</a>]</sup>.</p>
        <div class="footnotes"><br><hr><div id="ftn.id1" class="footnote"><p><a href="#id1" class="para"><sup class="para">[1] </sup></a>Note.</p></div></div>"##,
        expect![[r#"
            paragraph| One[^1 1].
            note 1| Note.
        "#]],
    );
}

#[test]
fn mediawiki_with_several_references() {
    check(
        r##"<p>One<sup id="cite_ref-x_1-0" class="reference"><a href="#cite_note-x-1">[1]</a></sup> two<sup id="cite_ref-x_1-1" class="reference"><a href="#cite_note-x-1">[1]</a></sup> three<sup id="cite_ref-2" class="reference"><a href="#cite_note-2"><span>[</span>2<span>]</span></a></sup></p>
        <h2>References</h2><div class="reflist"><ol class="references">
        <li id="cite_note-x-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-x_1-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-x_1-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text">First.</span></li>
        <li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> <span class="reference-text">Second.</span></li></ol></div>"##,
        expect![[r#"
            paragraph| One[^1 1] two[^1 1] three[^2 2]
            note 1| First.
            note 2| Second.
            dropped 2: References (heading of the notes)
        "#]],
    );
}

#[test]
fn hugo() {
    check(
        r##"<p>One<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup><sup id="fnref:2"><a href="#fn:2" class="footnote-ref" role="doc-noteref">2</a></sup></p>
        <div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>First.&#160;<a href="#fnref:1" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li><li id="fn:2"><p>Second.&#160;<a href="#fnref:2" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li></ol></div>"##,
        expect![[r#"
            paragraph| One[^1 1][^2 2]
            note 1| First.
            note 2| Second.
        "#]],
    );
}

#[test]
fn libreoffice() {
    check(
        r##"<p>One<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> two.</p>
        <div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Note.</p></div>"##,
        expect![[r#"
            paragraph| One[^1 1] two.
            note 1| Note.
        "#]],
    );
}

#[test]
fn a_plain_sup_with_a_link_and_numbers_typed_before_the_notes() {
    check(
        r##"<p>One.<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup> In 2019<sup>th</sup></p>
        <h3>Notes</h3><p id="n1">1. First note.</p><p id="n2">[2] Second note.</p>"##,
        expect![[r#"
            paragraph| One.[^1 1][^2 2] In 2019{sup th}
            note 1| [back 1.]First note.
            note 2| [back [2]]Second note.
            dropped 2: Notes (heading of the notes)
        "#]],
    );
}

#[test]
fn old_anchors_by_name() {
    check(
        r##"<p>One <a name="r1"></a><a href="#f1">(1)</a> and two <a name="r2"></a><a href="#f2">(2)</a>.</p>
        <hr><p><a name="f1"></a>(1) First. <a href="#r1">Back</a></p><p><a name="f2"></a>(2) Second. <a href="#r2">Back</a></p>"##,
        expect![[r#"
            paragraph| One [^1 1] and two [^2 2].
            note 1| [back (1)]First.
            note 2| [back (2)]Second.
        "#]],
    );
}

#[test]
fn an_electronic_book() {
    check(
        r##"<html xmlns:epub="x"><body><p>One<a epub:type="noteref" href="#n1">*</a> goes on.</p><aside epub:type="footnote" id="n1" hidden><p>Note.</p></aside><p>Next.</p></body></html>"##,
        expect![[r#"
            paragraph| One[^note1 *] goes on.
            paragraph| Next.
            note note1| Note.
        "#]],
    );
}

#[test]
fn notes_in_the_margin() {
    check(
        r##"<p>One<label for="sn-1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn-1" class="margin-toggle"/><span class="sidenote">In the <em>margin</em>.</span> two.</p>"##,
        expect![[r#"
            paragraph| One[^1] two.
            note 1| In the {i margin}.
        "#]],
    );
}

#[test]
fn a_newsletter_s_notes() {
    check(
        r##"<article><p>One<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" target="_self">1</a>.</p>
        <div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false">1</a><div class="footnote-content"><p>Note.</p><p>More.</p></div></div></article>"##,
        expect![[r#"
            paragraph| One[^1 1].
            note 1| Note.
            note 1| More.
        "#]],
    );
}

#[test]
fn notes_in_a_list_of_terms_and_in_a_table() {
    check(
        r##"<p>One<sup><a href="#d1">1</a></sup> two<sup><a href="#t1">2</a></sup></p><dl class="footnotes"><dt id="d1">1</dt><dd>In a list.</dd></dl>
        <table class="footnotes"><tr><td id="t1">2</td><td>In a table.</td></tr></table>"##,
        expect![[r#"
            paragraph| One[^1 1] two[^2 2]
            note 1| In a list.
            note 2| In a table.
        "#]],
    );
}

#[test]
fn a_number_that_leads_to_a_part_of_the_text_is_no_note() {
    check(
        r##"<p>See section <a href="#s2">2</a>, <a href="#fig1">1</a> and <a href="#top">up</a>.</p><h2 id="s2">Second</h2><p id="fig1">Text.</p>"##,
        expect![[r#"
            paragraph| See section 2, 1 and up.
            h2| Second
            paragraph| Text.
        "#]],
    );
}

#[test]
fn notes_outside_of_the_article_are_found_first() {
    let page = format!(
        r##"<body><nav>Home</nav><article>{}<p>Said.<sup><a href="#f1">1</a></sup></p></article><footer><ol><li id="f1">Outside. <a href="#top">↑</a></li></ol><p>Imprint</p></footer></body>"##,
        super::PROSE
    );
    check(
        &page,
        expect![[r#"
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            paragraph| Said.[^1 1]
            note 1| Outside.
            dropped 1: Home (navigation)
            dropped 1: Imprint (foot of the page)
        "#]],
    );
}

#[test]
fn addresses_that_name_the_page_itself() {
    check(
        r##"<link rel="canonical" href="https://example.org/a"><p>One<sup><a href="https://example.org/a#fn%3A1">1</a></sup><sup><a href="https://example.org/b#fn:1">2</a></sup></p><p id="fn:1">Note.</p>"##,
        expect![[r#"
            paragraph| One[^1 1]{sup https://example.org/b#fn:1 2}
            note 1| Note.
            claim Url: https://example.org/a (link rel="canonical")
        "#]],
    );
}
