//! Paragraphs, lists, tables, fields, pictures.

use expect_test::expect;

use super::{File, check, p, part, ps, r, rp, word};

fn style(id: &str, name: &str, rest: &str) -> String {
    format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{rest}</w:style>"#)
}

#[test]
fn a_paragraph_cut_into_runs_is_one_text() {
    let body =
        format!("<w:p>{}<w:proofErr w:type=\"spellStart\"/>{}{}</w:p>", r("The tow"), r("er lea"), rp("<w:i/>", "ns"));
    check(
        word(&body),
        expect![[r#"
        paragraph| The tower lea{i ns}
    "#]],
    );
}

#[test]
fn headings_are_found_by_outline_parent_and_name() {
    let styles = [
        style("Kapitel", "Kapitel", r#"<w:basedOn w:val="H1"/><w:rPr><w:b/></w:rPr>"#),
        style("H1", "Standard 1", r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>"#),
        style("Titre2", "Titre 2", ""),
        style("A", "A", r#"<w:basedOn w:val="B"/>"#),
        style("B", "B", r#"<w:basedOn w:val="A"/>"#),
        style("Fett", "Fett", "<w:rPr><w:b/></w:rPr>"),
    ];
    let body = [
        ps("Title", "A name"),
        ps("Kapitel", "One"),
        ps("Titre2", "Two"),
        ps("A", "A ring of parents"),
        ps("Fett", "Only bold"),
        format!(r#"<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>{}</w:p>"#, rp("<w:b/>", "Three")),
    ];
    check(
        word(&body.concat()).styles(&styles.concat()),
        expect![[r#"
        title| A name
        h1| One
        h2| Two
        paragraph| A ring of parents
        paragraph| {b Only bold}
        h3| Three
    "#]],
    );
}

#[test]
fn a_change_is_accepted_and_what_it_took_away_is_listed() {
    let body = format!(
        "<w:p>{}<w:del>{}</w:del><w:ins>{}</w:ins></w:p><w:p><w:moveFrom>{}</w:moveFrom></w:p><w:p><w:moveTo>{}</w:moveTo></w:p>",
        r("It costs "),
        "<w:r><w:delText>nine</w:delText></w:r>",
        r("ten"),
        r("Moved."),
        r("Moved."),
    );
    check(
        word(&body),
        expect![[r#"
        paragraph| It costs ten
        paragraph| Moved.
        dropped 1: nine (deleted in the document (tracked change))
        dropped 2: Moved. (moved in the document (tracked change): it stands at its new place)
    "#]],
    );
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let body = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", r("One half "), p("and the other."));
    check(
        word(&body),
        expect![[r#"
        paragraph| One half and the other.
    "#]],
    );
}

#[test]
fn a_drop_cap_belongs_to_its_word() {
    let body = format!(
        r#"<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{}</w:p>{}"#,
        rp(r#"<w:sz w:val="116"/>"#, "T"),
        p("owns were built.")
    );
    check(
        word(&body),
        expect![[r#"
        paragraph| Towns were built.
    "#]],
    );
}

#[test]
fn a_text_box_comes_once_and_after_its_paragraph() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("A clock is a promise."));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p><w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        r("Before"),
        r(" and after."),
        p("In an old drawing."),
    );
    check(
        word(&body),
        expect![[r#"
        paragraph| Before and after.
        box 1| A clock is a promise.
        box 2| In an old drawing.
    "#]],
    );
}

fn item(list: &str, level: u32, text: &str) -> String {
    let number = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
    format!("<w:p><w:pPr>{number}</w:pPr>{}</w:p>", r(text))
}

#[test]
fn items_know_their_depth_and_number() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let styles = [
        style(
            "ListBullet",
            "List Bullet",
            r#"<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>"#,
        ),
        style("ListContinue", "List Continue", ""),
    ];
    let body = [
        item("1", 0, "four"),
        ps("ListContinue", "and more"),
        ps("ListBullet", "below"),
        item("1", 0, "five"),
        item("0", 0, "no item"),
    ];
    let file = word(&body.concat()).styles(&styles.concat());
    check(
        file.with("numbering", "numbering.xml", part("numbering", numbering)),
        expect![[r#"
        item 0 4| four
        item 0 4 more| and more
        item 1 -| below
        item 0 5| five
        paragraph| no item
    "#]],
    );
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

#[test]
fn cells_stand_where_merged_ones_leave_room() {
    let rows = [
        format!(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>",
            cell(r#"<w:gridSpan w:val="2"/>"#, &p("Wide")),
            cell("", &p("Third"))
        ),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell(r#"<w:vMerge w:val="restart"/>"#, &p("Tall")),
            cell("", "<w:p/>"),
            cell("", &(p("two") + &p("paragraphs")))
        ),
        format!("<w:tr>{}{}</w:tr>", cell("<w:vMerge/>", "<w:p/>"), cell("", &p("b"))),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell("", &p("gone"))),
    ];
    check(
        word(&format!("<w:tbl>{}</w:tbl>", rows.concat())),
        expect![[r#"
            cell 0/0/0 header| Wide
            cell 0/0/2 header| Third
            cell 0/1/0| Tall
            cell 0/1/1|
            cell 0/1/2| two
            cell 0/1/2| paragraphs
            cell 0/2/1| b
            dropped 7: gone (deleted in the document (tracked change))
        "#]],
    );
}

#[test]
fn a_table_in_a_table_keeps_its_words_and_one_of_one_cell_is_a_box() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>", cell("", &p("x")), cell("", &p("y")));
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", &inner), cell("", &p("z")));
    let framed = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &(p("Key facts") + &p("One fact."))));
    check(
        word(&(table + &framed)),
        expect![[r#"
        cell 0/0/0| x
        cell 0/0/0| y
        cell 0/0/1| z
        box 1| Key facts
        box 1| One fact.
    "#]],
    );
}

fn field(instruction: &str, result: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    )
}

#[test]
fn fields_leave_their_results() {
    let body = [
        format!("<w:p>{}{}</w:p>", r("See "), field("REF _Ref1", &r("Figure 2"))),
        format!("<w:p>{}</w:p>", field(r#"HYPERLINK "https://example.org/x" \l "y""#, &rp("<w:i/>", "a page"))),
        format!("<w:p>{}{}</w:p>", r("Page "), field("PAGE", &r("7"))),
        format!(r#"<w:p><w:fldSimple w:instr="AUTHOR">{}</w:fldSimple></w:p>"#, r("Ada Byrne")),
        format!(r#"<w:p><w:hyperlink r:id="l1" w:anchor="z">{}</w:hyperlink></w:p>"#, r("linked")),
        format!(r#"<w:p><w:hyperlink w:anchor="_Toc1">{}</w:hyperlink></w:p>"#, r("inside")),
        format!("<w:p>{}</w:p>", field("TOC", &r("Contents 1"))),
        ps("TOC1", "One thing	3"),
        format!("<w:p>{}</w:p>", r(r#"</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>kept"#)),
        p("A field that never ends swallows nothing after its paragraph."),
    ];
    let file = word(&body.concat()).link("l1", "hyperlink", "https://example.org/l");
    check(
        file,
        expect![[r#"
            paragraph| See Figure 2
            paragraph| {i https://example.org/x#y a page}
            paragraph| Page
            paragraph| Ada Byrne
            paragraph| {https://example.org/l#z linked}
            paragraph| inside
            paragraph| A field that never ends swallows nothing after its paragraph.
            dropped 3: 7 (page number)
            dropped 7: Contents 1 (table of contents)
            dropped 8: One thing 3 (table of contents)
            dropped 9: kept (in the instruction of a field)
        "#]],
    );
}

#[test]
fn letters_that_are_no_letters_are_kept_as_what_they_show() {
    let body = format!(
        "<w:p>{}<w:r><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/><w:t>d</w:t><w:br/><w:t>e</w:t><w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r>{}{}</w:p>",
        r("a"),
        rp(r#"<w:vertAlign w:val="superscript"/>"#, "2"),
        rp("<w:smallCaps/>", "Nato"),
    );
    check(
        word(&body),
        expect![[r#"
        paragraph| a[nbhy]b[shy]c→d[br]eα{sup 2}{sc Nato}
    "#]],
    );
}

#[test]
fn pictures_come_with_their_words_and_none_is_fetched() {
    let drawing = |relation: &str, words: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{words}"/><a:graphic><a:blip {relation}/></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    let old = r#"<w:p><w:r><w:pict><v:shape alt="A ladder"><v:imagedata r:id="image"/></v:shape></w:pict></w:r></w:p>"#;
    let body = drawing(r#"r:embed="image""#, "A tower")
        + &drawing(r#"r:link="far""#, "")
        + old
        + &ps("Caption", "Figure 1: a tower");
    let file =
        word(&body).with("image", "media/image1.png", *b"PNG").link("far", "image", "https://example.org/far.png");
    check(
        file,
        expect![[r#"
        paragraph| [picture 0: A tower]
        paragraph| [picture 1: ]
        paragraph| [picture 0: A ladder]
        caption| Figure 1: a tower
        picture 0: image1.png (3 bytes)
        picture 1: https://example.org/far.png (0 bytes)
    "#]],
    );
}

#[test]
fn content_controls_are_looked_through() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let body = [
        control(r#"<w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]"/>"#, &p("A title page")),
        control("<w:showingPlcHdr/>", &p("Click to enter text")),
        control(r#"<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>"#, &p("Contents")),
        format!("<w:p>{}<w:smartTag>{}</w:smartTag></w:p>", control("", &r("in ")), r("line")),
    ];
    check(
        word(&body.concat()),
        expect![[r#"
        title| A title page
        paragraph| in line
        dropped 1: Click to enter text (placeholder that nobody filled in)
        dropped 1: Contents (table of contents)
    "#]],
    );
}

#[test]
fn formulas_are_their_letters() {
    let body = "<w:p><m:oMath><m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>";
    check(
        word(body),
        expect![[r#"
        paragraph| E=mc{sup 2}
    "#]],
    );
}

#[test]
fn built_formulas_are_a_line_and_told() {
    let m = |letters: &str| format!("<m:r><m:t>{letters}</m:t></m:r>");
    let body = format!(
        "<w:p>{}<m:oMath><m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>{}<m:rad><m:deg/><m:e>{}</m:e></m:rad><m:d><m:e>{}</m:e></m:d></m:oMath></w:p>",
        r("Here "),
        m("a+b"),
        m("12"),
        m("="),
        m("c"),
        m("d")
    );
    check(
        word(&body),
        expect![[r#"
        paragraph| Here (a+b)/12=√c(d)
        remark 1: a formula became a line of letters: (a+b)/12=√c(d)
    "#]],
    );
}

#[test]
fn numbers_that_the_program_prints_before_headings_are_told() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let list =
        |level: u32| format!(r#"<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>"#);
    let styles = [style("H1", "heading 1", &list(0)), style("H2", "heading 2", &list(1))];
    let body = [ps("H1", "Scope"), p("Text."), ps("H1", "Count"), ps("H2", "By day"), ps("H1", "")];
    let file = word(&body.concat()).styles(&styles.concat());
    check(
        file.with("numbering", "numbering.xml", part("numbering", numbering)),
        expect![[r#"
        h1| Scope
        paragraph| Text.
        h1| Count
        h2| By day
        dropped 1: 1. (number that the program prints before a heading)
        dropped 3: 2. (number that the program prints before a heading)
        dropped 4: 2.1 (number that the program prints before a heading)
    "#]],
    );
}

#[test]
fn only_a_foreign_language_is_marked() {
    let lang = |language: &str, text: &str| rp(&format!(r#"<w:lang w:val="{language}"/>"#), text);
    let body = format!(
        "<w:p>{}{}{}</w:p>",
        lang("en-GB", "They call it "),
        lang("fr-FR", "raison d’état"),
        lang("en-US", ", as always.")
    );
    check(
        word(&body),
        expect![[r#"
        paragraph| They call it {fr-FR raison d’état}, as always.
        claim Language: en-GB (w:lang)
    "#]],
    );
}

#[test]
fn hidden_text_headers_comments_and_charts_are_told() {
    let body = [
        format!("<w:p>{}{}</w:p>", rp("<w:vanish/>", "secret "), r("Shown.")),
        r#"<w:p><w:r><w:t>Commented</w:t><w:commentReference w:id="0"/></w:r></w:p>"#.to_owned(),
        r#"<w:p><w:r><w:drawing><c:chart r:id="chart"/></w:drawing></w:r></w:p>"#.to_owned(),
    ];
    let file: File = word(&body.concat())
        .with("header", "header1.xml", part("hdr", &p("Policy paper 3")))
        .with("footer", "footer1.xml", part("ftr", &format!("<w:p>{}{}</w:p>", r("Page "), field("PAGE", &r("1")))))
        .with(
            "comments",
            "comments.xml",
            part("comments", &format!(r#"<w:comment w:id="0">{}</w:comment>"#, p("Really?"))),
        )
        .with("chart", "charts/chart1.xml", part("x", "<c:v>Bread</c:v><c:v>12</c:v>"));
    check(
        file,
        expect![[r#"
        paragraph| Shown.
        paragraph| Commented
        furniture| Policy paper 3
        furniture| Page
        dropped 1: secret (hidden text)
        dropped 5: 1 (page number)
        dropped 2: Really? (comment)
        dropped 3: Bread 12 (in a chart or a diagram: save it as a picture)
    "#]],
    );
}

#[test]
fn the_file_s_own_properties_are_claims() {
    let core = r#"<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Draft 3</dc:title><dc:creator>A; B</dc:creator></cp:coreProperties>"#;
    check(
        word(&p("Text.")).member("docProps/core.xml", core),
        expect![[r#"
        paragraph| Text.
        claim Title: Draft 3 (core.xml title)
        claim Author: A (core.xml creator)
        claim Author: B (core.xml creator)
    "#]],
    );
}

#[test]
fn the_strict_form_of_the_format_is_read_too() {
    let text = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Strict.</x:t></x:r></x:p></x:body></x:document>"#;
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Text/main.xml"/></Relationships>"#;
    let file = File::default().member("_rels/.rels", rels).member("text/Main.xml", text);
    check(
        file,
        expect![[r#"
        paragraph| Strict.
    "#]],
    );
}
