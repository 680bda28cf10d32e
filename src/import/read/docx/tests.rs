//! Word files made in memory, part by part, and what is read from them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod body;
mod cited;
mod hostile;
mod made;
mod notes;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A Word file in the making.
#[derive(Default)]
pub struct File {
    parts: Vec<(String, Vec<u8>)>,
    relations: Vec<String>,
}

/// One whose text is `body`.
pub fn word(body: &str) -> File {
    let mut file = File::default();
    let relation = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    );
    file.parts.push(("_rels/.rels".into(), relation.into_bytes()));
    file.parts.push(("word/document.xml".into(), part("document", &format!("<w:body>{body}</w:body>"))));
    file
}

/// An XML part of Word's with all the usual prefixes.
pub fn part(root: &str, content: &str) -> Vec<u8> {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{WORD}" xmlns:r="{OFFICE}"
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
        xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
        xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
        xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
        xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
        xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">{content}</w:{root}>"#
    )
    .into_bytes()
}

impl File {
    /// Adds a part that the text refers to as `kind`, under the id `kind`.
    pub fn with(mut self, kind: &str, name: &str, bytes: impl Into<Vec<u8>>) -> File {
        self.parts.push((format!("word/{name}"), bytes.into()));
        self.relations.push(format!(r#"<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{name}"/>"#));
        self
    }

    pub fn styles(self, content: &str) -> File {
        self.with("styles", "styles.xml", part("styles", content))
    }

    pub fn footnotes(self, content: &str) -> File {
        self.with("footnotes", "footnotes.xml", part("footnotes", content))
    }

    pub fn endnotes(self, content: &str) -> File {
        self.with("endnotes", "endnotes.xml", part("endnotes", content))
    }

    /// Adds a relation to an address.
    pub fn link(mut self, id: &str, kind: &str, address: &str) -> File {
        self.relations.push(format!(
            r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{address}" TargetMode="External"/>"#
        ));
        self
    }

    /// Adds a member that nothing refers to.
    pub fn member(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> File {
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    pub fn bytes(self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let relations = format!(r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#, self.relations.concat());
        let relations = ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes());
        for (name, bytes) in self.parts.iter().chain([&relations]) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub fn shown(self) -> String {
        crate::import::read::shown::shown(super::read, &self.bytes())
    }
}

/// A paragraph with one run.
pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

pub fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A run with properties.
pub fn rp(properties: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A paragraph of a style.
pub fn ps(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, r(text))
}

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`check(.., expect![..])` reads best")]
pub fn check(file: File, expected: expect_test::Expect) {
    expected.assert_eq(&file.shown());
}
