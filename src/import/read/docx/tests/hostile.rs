//! Files made to harm, and broken ones: one sentence each, and no time lost. Proves C2 and C4 for Word files.

use std::io::Cursor;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{File, check, p, r, word};
use crate::import::limits;
use crate::import::read::docx;
use expect_test::expect;

#[track_caller]
fn refused(bytes: &[u8], cause: &str) {
    match docx::read(bytes) {
        Ok(reading) => panic!("read as {} lines, and not refused: {cause}", reading.lines.len()),
        Err(refusal) => {
            assert!(refusal.cause.contains(cause), "{} has not: {cause}", refusal.cause);
            assert!(!refusal.remedy.is_empty());
        }
    }
}

#[test]
fn a_document_type_is_refused() {
    let evil = r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="x">&e;</w:document>"#;
    refused(&File::default().member("word/document.xml", evil).bytes(), "declares a document type");
}

#[test]
fn an_entity_that_nobody_declared_is_text() {
    check(
        word(&p("a &nowhere; b")),
        expect![[r#"
        paragraph| a &nowhere; b
    "#]],
    );
}

#[test]
fn an_archive_that_grows_too_much_is_refused() {
    let blank = vec![b' '; 8 << 20];
    refused(&File::default().member("word/document.xml", blank).bytes(), "200 times");
}

#[test]
fn names_that_leave_the_archive_are_refused() {
    for name in ["../../evil.xml", "/etc/passwd", "word/../../x", "C:\\x", "..\\x"] {
        refused(&word(&p("x")).member(name, "x").bytes(), "points outside");
    }
}

#[test]
fn too_many_members_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..=limits::MEMBERS {
        zip.start_file(n.to_string(), SimpleFileOptions::default()).unwrap();
    }
    refused(&zip.finish().unwrap().into_inner(), "more than 10000 files");
}

#[test]
fn deep_nesting_is_refused_and_what_is_allowed_is_read() {
    let nested = |depth: usize| format!("{}{}{}", "<w:ins>".repeat(depth), p("deep"), "</w:ins>".repeat(depth));
    refused(&word(&nested(limits::DEPTH)).bytes(), "nested more than");
    refused(&word(&nested(100_000)).bytes(), "nested more than");
    assert!(docx::read(&word(&nested(limits::DEPTH - 6)).bytes()).is_ok());
    let tables = |depth: usize| {
        format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(depth), p("deep"), "</w:tc></w:tr></w:tbl>".repeat(depth))
    };
    assert!(docx::read(&word(&tables(83)).bytes()).is_ok());
}

#[test]
fn a_wide_span_is_refused() {
    let row = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>"#;
    refused(&word(row).bytes(), "wider than 1000 columns");
}

#[test]
fn a_protected_file_and_one_of_old_word_are_told_apart() {
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    refused(&file, "old version of Word");
    file.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused(&file, "protected by a password");
}

/// The bit in each header that says so is set; the bytes are those of a sound file.
#[test]
fn an_archive_with_a_password_is_refused() {
    let mut bytes = sample();
    for (header, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let found: Vec<usize> = memchr::memmem::find_iter(&bytes, header).collect();
        assert!(found.len() > 3);
        for at in found {
            bytes[at + flags] |= 1;
        }
    }
    refused(&bytes, "protected by a password");
}

#[test]
fn other_archives_are_named() {
    let container = File::default().member("META-INF/container.xml", "<x/>");
    refused(&container.bytes(), "electronic book");
    let relation =
        r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let sheet = File::default().member("_rels/.rels", relation).member("xl/workbook.xml", "<x/>");
    refused(&sheet.bytes(), "spreadsheet");
    refused(&File::default().member("a.txt", "a").bytes(), "no document of Word");
}

#[test]
fn a_part_that_is_no_xml_is_named() {
    refused(
        &File::default().member("word/document.xml", "<w:document><w:p>").bytes(),
        "`word/document.xml` is damaged",
    );
    refused(&File::default().member("word/document.xml", "").bytes(), "`word/document.xml` is damaged");
    refused(
        &File::default().member("word/document.xml", b"<a>\xFF</a>".to_vec()).bytes(),
        "`word/document.xml` is damaged",
    );
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = sample();
    for end in 0..whole.len() {
        let Err(refusal) = docx::read(&whole[..end]) else { panic!("{end} bytes were read") };
        assert!(!refusal.remedy.is_empty());
    }
    assert!(docx::read(&whole).is_ok());
}

fn sample() -> Vec<u8> {
    let body = format!(
        r#"<w:p>{}<w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"#,
        r("Text"),
        p("a"),
        p("b")
    );
    let notes = format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p("Note."));
    let style = r#"<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>"#;
    word(&body).footnotes(&notes).styles(style).bytes()
}

/// Numbers that look random and are the same in each run (xorshift).
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    }
}

#[test]
fn no_mutation_of_an_archive_panics() {
    let whole = sample();
    let mut next = numbers(0x2545_F491_4F6C_DD1D);
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            bytes[at] = u8::try_from(next(256)).unwrap();
        }
        let _ = docx::read(&bytes);
    }
}

/// Elements in any order, some of them closed, inside a sound archive.
#[test]
fn no_mixture_of_elements_panics() {
    const PIECES: &[&str] = &[
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>word </w:t>",
        "<w:p><w:r><w:t>all</w:t></w:r></w:p>",
        "<w:p>",
        "<w:p><w:r><w:t>all</w:t></w:r></w:p>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        r#"<w:fldChar w:fldCharType="begin"/>"#,
        r#"<w:fldChar w:fldCharType="separate"/>"#,
        r#"<w:fldChar w:fldCharType="end"/>"#,
        "<w:instrText>TOC HYPERLINK \"</w:instrText>",
        r#"<w:footnoteReference w:id="1"/>"#,
        "<w:drawing>",
        "</w:drawing>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<mc:AlternateContent>",
        "</mc:AlternateContent>",
        "<mc:Choice>",
        "</mc:Choice>",
        r#"<w:sdt><w:sdtContent>"#,
        "</w:sdtContent></w:sdt>",
        "<w:del>",
        "</w:del>",
        r#"<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>"#,
        r#"<w:pPr><w:numPr><w:ilvl w:val="77"/><w:numId w:val="1"/></w:numPr><w:framePr w:dropCap="drop"/></w:pPr>"#,
        r#"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"#,
        "<m:oMath>",
        "</m:oMath>",
        r#"<w:sym w:font="Symbol" w:char="FFFFFFFF"/>"#,
    ];
    let mut next = numbers(0x9E37_79B9_7F4A_7C15);
    let (mut read, mut words) = (0, 0);
    for _ in 0..2_000 {
        // Open and close by turns, so that most are sound XML.
        let mut open: Vec<&str> = Vec::new();
        let mut body = String::new();
        for _ in 0..next(40) {
            let piece = PIECES[next(PIECES.len())];
            if !piece.starts_with("</") {
                body.push_str(piece);
                if let Some(end) = closing(piece) {
                    open.push(end);
                }
            } else if let Some(end) = open.pop() {
                body.push_str(end);
            }
        }
        body.extend(open.into_iter().rev());
        let notes = format!(r#"<w:footnote w:id="1">{body}</w:footnote>"#);
        if let Ok(reading) = docx::read(&word(&body).footnotes(&notes).bytes()) {
            read += 1;
            words += reading.lines.len();
        }
    }
    assert!(read > 1_500 && words > 100, "{read} were read, {words} lines");
}

fn closing(piece: &str) -> Option<&'static str> {
    const PAIRS: &[(&str, &str)] = &[
        ("<w:p>", "</w:p>"),
        ("<w:r>", "</w:r>"),
        ("<w:tbl>", "</w:tbl>"),
        ("<w:tr>", "</w:tr>"),
        ("<w:tc>", "</w:tc>"),
        ("<w:drawing>", "</w:drawing>"),
        ("<w:txbxContent>", "</w:txbxContent>"),
        ("<w:del>", "</w:del>"),
        ("<mc:AlternateContent>", "</mc:AlternateContent>"),
        ("<mc:Choice>", "</mc:Choice>"),
        ("<m:oMath>", "</m:oMath>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ];
    PAIRS.iter().find(|(open, _)| *open == piece).map(|(_, close)| *close)
}
