//! The readers of `ibid import` take linear time: these documents are so long that a loop in a loop would take many
//! minutes, where seconds are right. `benches/growth.py` measures.

use std::io::{Cursor, Write as _};

use ibid::import::read::{docx, html};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::ends::ends;

fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for n in 0..count {
        out.push_str(&piece(n));
    }
    out
}

/// So many pieces are in each document.
const MANY: usize = 20_000;

#[track_caller]
fn page(of: impl Fn(usize) -> String) {
    let text = of(MANY);
    ends("a page", move || {
        html::read(text.as_bytes()).unwrap();
    });
}

#[test]
fn pages_of_notes() {
    let mark = |n: usize| format!("<p>Text {n}<sup><a href=#fn{n} id=r{n}>{n}</a></sup></p>");
    let note = |n: usize| format!("<div class=footnote id=fn{n}><p>{n}. Note. <a href=#r{n}>back</a></p></div>");
    page(|count| many(count, mark) + "<div class=footnotes>" + &many(count, note) + "</div>");
    let flat = |n: usize| format!("<p id=fn{n}>{n}. Note.</p>");
    page(|count| many(count, mark) + "<div class=footnotes>" + &many(count, flat) + "</div>");
}

#[test]
fn pages_of_marks_of_one_note() {
    page(|count| "<p>".to_owned() + &many(count, |_| "<a href=#x>1</a> ".to_owned()) + "</p><p id=x>Note.</p>");
}

#[test]
fn pages_of_hidden_parts_and_pull_quotes() {
    let hidden =
        |n: usize| format!("<div aria-hidden=true>so many words hidden here, and some more of them follow, {n}</div>");
    let pull = |n: usize| format!("<aside class=pullquote>Pulled {n}</aside><nav>{n}</nav>");
    page(|count| "<p>Text</p>".to_owned() + &many(count, hidden) + &many(count, pull));
}

#[test]
fn pages_of_tables_lists_and_breaks() {
    page(|count| "<table>".to_owned() + &"<tr><td rowspan=9>a<td>b".repeat(count) + "</table>");
    page(|count| "<ul>".to_owned() + &"<li>item<dl><dt>a<dd>b</dl>".repeat(count) + "</ul>");
    page(|count| "word<br>".repeat(count) + &"<br>".repeat(count));
}

#[test]
fn word_files() {
    let row = |n: usize| {
        let cell = "<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc>";
        format!(
            r#"<w:p><w:r><w:t>Paragraph {n}</w:t></w:r><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p><w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"#
        )
    };
    let note = |n: usize| format!(r#"<w:footnote w:id="{n}"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote>"#);
    let bytes = word(&many(MANY, row), &many(MANY, note));
    ends("a Word file", move || assert_eq!(docx::read(&bytes).unwrap().lines.len(), MANY * 4));
}

fn word(body: &str, notes: &str) -> Vec<u8> {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let relations =
        r#"<Relationships><Relationship Id="n" Type="x/footnotes" Target="footnotes.xml"/></Relationships>"#;
    let parts = [
        ("word/document.xml", format!(r#"<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>"#)),
        ("word/footnotes.xml", format!(r#"<w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>"#)),
        ("word/_rels/document.xml.rels", relations.to_owned()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
