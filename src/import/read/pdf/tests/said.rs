//! What a document says of itself: links, tags, bookmarks, properties, pictures.

use super::builder::{Builder, column, pack, text};
use super::{LEFT, read, refusal, texts};
use crate::import::evidence::{Field, Mark, Role};

#[test]
fn a_link_has_its_address() {
    let mut builder = Builder::new();
    let link = "<< /Subtype /Link /Rect [50 698 90 712] /A << /S /URI /URI (https://example.org/a) >> >>";
    let page = [text("F1", 10, 50, 700, "linked"), text("F1", 10, 120, 700, "not linked")].concat();
    builder.page_with(&page, &format!("/Annots [{link}]"), "");
    let reading = read(&builder.bytes());
    let links: Vec<Option<&str>> = reading.lines[0].runs.iter().map(|run| run.look.link.as_deref()).collect();
    assert_eq!(links, [Some("https://example.org/a"), None]);
}

#[test]
fn a_mark_that_leads_to_a_line_with_the_same_mark_is_a_noteref() {
    let mut builder = Builder::new();
    let page = [
        "BT /F1 11 Tf 50 700 Td (The gap.) Tj /F1 7 Tf 4 Ts (3) Tj ET\n".to_owned(),
        text("F1", 8, 50, 100, "3. Carriers, p. 12."),
    ]
    .concat();
    let link = "<< /Subtype /Link /Rect [93 698 104 716] /Dest (n3) >>";
    let number = builder.page_with(&page, &format!("/Annots [{link}]"), "");
    builder.catalog = format!("/Names << /Dests << /Names [(n3) [{number} 0 R /XYZ 50 112 0]] >> >>");
    let reading = read(&builder.bytes());
    assert_eq!(reading.lines[0].runs[1].mark, Some(Mark::Noteref("3".into())));
    assert_eq!(reading.lines[1].role, Role::Note("3".into()));
    assert_eq!(reading.lines[1].runs[0].mark, Some(Mark::Backlink));
    assert_eq!(reading.lines[1].runs[1].text, "Carriers, p. 12.");
}

/// A heading, and a paragraph over two pages; the running head is marked as an artifact.
pub fn tagged() -> Vec<u8> {
    let mut builder = Builder::new();
    let first = builder.page_with(
        &[
            "/Artifact BMC ".into(),
            text("F1", 8, 50, 780, "Running head"),
            "EMC /H2 << /MCID 0 >> BDC ".into(),
            text("F2", 12, 50, 740, "What follows"),
            "EMC /P << /MCID 1 >> BDC ".into(),
            column(50, 700, &LEFT),
            "EMC".into(),
        ]
        .concat(),
        "/StructParents 0",
        "",
    );
    let second = builder.page_with(
        &["/P << /MCID 0 >> BDC ".into(), text("F1", 10, 50, 700, "She said so twice."), "EMC".into()].concat(),
        "/StructParents 1",
        "",
    );
    let root = builder.object(format!(
        "<< /Type /StructTreeRoot /RoleMap << /Absatz /P >> /K << /S /Document /K [\
         << /S /H2 /Pg {first} 0 R /K 0 >> << /S /Absatz /Pg {first} 0 R /K [<< /S /Span /K 1 >> << /Type /MCR /Pg {second} 0 R /MCID 0 >>] >>] >> >>"
    ));
    builder.catalog = format!("/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>");
    builder.bytes()
}

#[test]
fn tags_say_what_is_a_heading_and_where_paragraphs_go_on() {
    let reading = read(&tagged());
    let said: Vec<(Role, Option<bool>)> = reading.lines.iter().map(|line| (line.role.clone(), line.goes_on)).collect();
    assert_eq!(said[0], (Role::Furniture, None));
    assert_eq!(said[1], (Role::Heading(2), Some(false)));
    assert_eq!(said[2], (Role::Unknown, Some(false)));
    assert!(said[3..].iter().all(|one| *one == (Role::Unknown, Some(true))), "{said:?}");
    assert_eq!((said.len(), reading.lines[8].at.page), (9, 2));
}

#[test]
fn a_replacement_stands_for_what_is_drawn() {
    let content = "BT /F1 10 Tf 50 700 Td (The o) Tj /Span << /ActualText (ffi) >> BDC (##) Tj EMC (ce) Tj ET";
    assert_eq!(texts(&read(&super::pdf(content))), ["The office"]);
}

#[test]
fn bookmarks_are_headings_where_their_words_stand() {
    let mut builder = Builder::new();
    let page = builder.page(
        &[text("F1", 10, 50, 740, "The road"), column(50, 700, &LEFT), text("F1", 10, 50, 600, "The road")].concat(),
    );
    let outlines = builder.object("<< >>");
    let entry =
        builder.object(format!("<< /Title (THE ROAD) /Parent {outlines} 0 R /Dest [{page} 0 R /XYZ 50 612 0] >>"));
    builder.catalog = format!("/Outlines << /First {entry} 0 R /Last {entry} 0 R >>");
    let reading = read(&builder.bytes());
    assert_eq!((reading.lines[0].role.clone(), reading.lines[7].role.clone()), (Role::Unknown, Role::Heading(1)));
}

#[test]
fn a_ring_of_bookmarks_and_of_tags_ends() {
    let mut builder = Builder::new();
    builder.page(&text("F1", 10, 50, 740, "word"));
    let next = builder.object("");
    let ring = format!("<< /Title (a) /Next {next} 0 R /First {next} 0 R /S /Sect /K {next} 0 R >>");
    let last = builder.object(ring.clone());
    assert_eq!(last, next + 1);
    builder.catalog = format!("/Outlines << /First {next} 0 R >> /StructTreeRoot << /K {last} 0 R >>");
    let bytes = String::from_utf8_lossy(&builder.bytes())
        .replace(&format!("{next} 0 obj\n\n"), &format!("{next} 0 obj\n{ring}\n"));
    let _ = super::super::read_here(bytes.as_bytes());
}

#[test]
fn properties_are_claims() {
    let mut builder = Builder::new();
    builder.page(&text("F1", 10, 50, 740, "word"));
    let xml =
        "<x><dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li></rdf:Seq></dc:creator><prism:doi>10.1/x</prism:doi></x>";
    let metadata = builder.stream("/Type /Metadata /Subtype /XML", xml.as_bytes());
    let info = builder.object("<< /Title (A \\220gap\\220) /Author (Ann Lee) /CreationDate (D:20240102) >>");
    builder.catalog = format!("/Metadata {metadata} 0 R /Lang (en-GB)");
    builder.trailer = format!("/Info {info} 0 R");
    let claims: Vec<(Field, String)> =
        read(&builder.bytes()).claims.into_iter().map(|claim| (claim.field, claim.value)).collect();
    let expected =
        [(Field::Title, "A ’gap’"), (Field::Author, "Ann Lee"), (Field::Language, "en-GB"), (Field::Doi, "10.1/x")];
    assert_eq!(claims, expected.map(|(field, value)| (field, value.to_owned())));
}

/// A page with a picture of grey points at 100, 300, 200 points wide.
fn pictured(words: &str, size: u32) -> Vec<u8> {
    let mut builder = Builder::new();
    let picture = builder.packed(
        "/Type /XObject /Subtype /Image /Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        &[0, 50, 100, 150, 200, 250, 20, 70],
    );
    let content = format!("q {size} 0 0 {size} 100 300 cm /I1 Do Q {words}");
    builder.page_with(&content, "", &format!("/XObject << /I1 {picture} 0 R >>"));
    builder.bytes()
}

#[test]
fn a_picture_stands_where_it_is_shown() {
    let reading = read(&pictured(&[column(50, 700, &LEFT), text("F1", 10, 50, 200, "below")].concat(), 200));
    assert_eq!(reading.lines[6].runs[0].mark, Some(Mark::Picture(0)));
    assert_eq!((reading.lines[6].at.y, reading.lines[7].text().as_str()), (500.0, "below"));
    let picture = &reading.pictures[0];
    assert_eq!(picture.name, "page-1-1.png");
    assert_eq!(imagesize(&picture.bytes), (4, 2));
}

#[test]
fn an_ornament_is_no_picture() {
    assert!(read(&pictured(&column(50, 700, &LEFT), 20)).pictures.is_empty());
}

fn imagesize(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_jpeg_keeps_its_bytes() {
    let mut builder = Builder::new();
    let jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9];
    let picture = builder.stream("/Subtype /Image /Width 4 /Height 2 /Filter [/FlateDecode /DCTDecode]", &pack(&jpeg));
    let content = format!("q 200 0 0 200 100 300 cm /I1 Do Q {}", column(50, 700, &LEFT));
    builder.page_with(&content, "", &format!("/XObject << /I1 {picture} 0 R >>"));
    let reading = read(&builder.bytes());
    assert_eq!((reading.pictures[0].name.as_str(), reading.pictures[0].bytes.as_slice()), ("page-1-1.jpg", &jpeg[..]));
}

#[test]
fn a_scan_is_refused_and_its_recognized_text_is_read() {
    let scan = |words: &str| {
        let mut builder = Builder::new();
        let picture =
            builder.packed("/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", &[200]);
        let content = format!("q 600 0 0 800 0 0 cm /I1 Do Q {words}");
        builder.page_with(&content, "", &format!("/XObject << /I1 {picture} 0 R >>"));
        builder.bytes()
    };
    let cause = refusal(&scan(""));
    assert!(cause.contains("scan") && cause.contains("1 page"), "{cause}");
    let recognized = read(&scan(&format!("3 Tr {}", column(50, 700, &LEFT))));
    assert_eq!(texts(&recognized), LEFT);
    assert!(recognized.dropped.is_empty());
}

#[test]
fn letters_without_a_meaning_are_refused() {
    let mut builder = Builder::new();
    let font = builder.object("<< /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 /DW 500 >>] >>");
    builder.page_with(
        "BT /G1 10 Tf 50 700 Td <00010002000300040005> Tj ET",
        "",
        &format!("/Font << /G1 {font} 0 R >>"),
    );
    // The first of two entries of the same name counts here.
    let bytes = builder.bytes();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/G1"));
    let bytes = replaced(&bytes, b"/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>", b"");
    assert!(refusal(&bytes).contains("only shapes"));
}

#[test]
fn a_map_of_characters_gives_letters_their_meaning() {
    let mut builder = Builder::new();
    let map = builder.packed(
        "",
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange \
          2 beginbfchar <0001> <00660069> <0002> <0078> endbfchar 1 beginbfrange <0003> <0005> <0061> endbfrange endcmap end end",
    );
    let font = builder.object(format!(
        "<< /Subtype /Type0 /BaseFont /X-Bold /Encoding /Identity-H /ToUnicode {map} 0 R /DescendantFonts [<< /Subtype /CIDFontType2 /DW 500 /W [1 [600 500] 3 5 400] >>] >>"
    ));
    builder.page_with(
        "BT /G1 10 Tf 50 700 Td <00010002000300040005> Tj ET",
        "",
        &format!("/Font << /G1 {font} 0 R >>"),
    );
    let bytes = replaced(&builder.bytes(), b"/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>", b"");
    let reading = read(&bytes);
    assert_eq!(texts(&reading), ["fixabc"]);
    assert!(reading.lines[0].runs[0].look.bold);
    assert!((reading.lines[0].at.right - 73.0).abs() < 0.01, "{}", reading.lines[0].at.right);
}

/// The same bytes with blanks where `what` stood: places stay.
fn replaced(bytes: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    while let Some(at) = memchr::memmem::find(&out, what) {
        out[at..at + what.len()].fill(b' ');
        out[at..at + with.len()].copy_from_slice(with);
    }
    out
}
