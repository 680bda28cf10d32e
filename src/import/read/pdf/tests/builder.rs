//! Small PDFs, written by hand: pages of operators with standard fonts.

#![allow(clippy::format_collect, clippy::format_push_string, reason = "files are put together to be read, not fast")]

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A file in the making. The first objects are the catalog, the tree of pages and the fonts.
pub struct Builder {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// Entries of the catalog and of the trailer.
    pub catalog: String,
    pub trailer: String,
}

const CATALOG: usize = 1;
const PAGES: usize = 2;
const FONTS: &str = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>";

impl Builder {
    pub fn new() -> Builder {
        let font = |name: &str| {
            format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes()
        };
        let objects = vec![Vec::new(), Vec::new(), font("Helvetica"), font("Helvetica-Bold"), font("Times-Italic")];
        Builder { objects, pages: Vec::new(), catalog: String::new(), trailer: String::new() }
    }

    /// The number of the new object.
    pub fn object(&mut self, text: impl Into<Vec<u8>>) -> usize {
        self.objects.push(text.into());
        self.objects.len()
    }

    pub fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.object(object)
    }

    pub fn packed(&mut self, entries: &str, data: &[u8]) -> usize {
        self.stream(&format!("{entries} /Filter /FlateDecode"), &pack(data))
    }

    /// The number of the page's object. `more` are entries of its dictionary, `resources` of its resources.
    pub fn page_with(&mut self, content: &str, more: &str, resources: &str) -> usize {
        let content = self.packed("", content.as_bytes());
        let page = self.object(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R /Resources << {FONTS} {resources} >> {more} >>"
        ));
        self.pages.push(page);
        page
    }

    pub fn page(&mut self, content: &str) -> usize {
        self.page_with(content, "", "")
    }

    fn close(&mut self) {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        self.objects[PAGES - 1] = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", self.pages.len()).into_bytes();
        self.objects[CATALOG - 1] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into_bytes();
    }

    /// With a table of objects, as the first versions of the format have it.
    pub fn bytes(mut self) -> Vec<u8> {
        self.close();
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = String::new();
        for (number, object) in (1..).zip(&self.objects) {
            table.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.extend(format!("{number} 0 obj\n").into_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (at, count) = (out.len(), self.objects.len() + 1);
        out.extend(
            format!("xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {} >>\nstartxref\n{at}\n%%EOF\n", self.trailer)
                .into_bytes(),
        );
        out
    }

    /// With its plain objects packed in a stream of objects, and the table in a stream too.
    pub fn packed_bytes(mut self) -> Vec<u8> {
        self.close();
        let mut out = b"%PDF-1.7\n".to_vec();
        let (mut heads, mut bodies, mut count) = (String::new(), Vec::new(), 0u8);
        let holder = self.objects.len() + 1;
        let mut rows = vec![[0u8; 4]];
        for (number, object) in (1usize..).zip(&self.objects) {
            if object.ends_with(b"endstream") {
                rows.push(row(1, out.len(), 0));
                out.extend(format!("{number} 0 obj\n").into_bytes());
                out.extend_from_slice(object);
                out.extend_from_slice(b"\nendobj\n");
            } else {
                rows.push(row(2, holder, count));
                heads.push_str(&format!("{number} {} ", bodies.len()));
                bodies.extend_from_slice(object);
                bodies.push(b' ');
                count += 1;
            }
        }
        rows.push(row(1, out.len(), 0));
        let first = heads.len();
        let data = pack(&[heads.into_bytes(), bodies].concat());
        out.extend(
            format!("{holder} 0 obj\n<< /Type /ObjStm /N {count} /First {first} /Filter /FlateDecode /Length {} >>\nstream\n", data.len()).into_bytes(),
        );
        out.extend(data);
        out.extend_from_slice(b"\nendstream\nendobj\n");
        let at = out.len();
        rows.push(row(1, at, 0));
        let data = pack(&rows.concat());
        out.extend(
            format!(
                "{} 0 obj\n<< /Type /XRef /Size {} /W [1 2 1] /Root 1 0 R {} /Filter /FlateDecode /Length {} >>\nstream\n",
                holder + 1,
                rows.len(),
                self.trailer,
                data.len()
            )
            .into_bytes(),
        );
        out.extend(data);
        out.extend(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").into_bytes());
        out
    }
}

fn row(kind: u8, place: usize, index: u8) -> [u8; 4] {
    let [high, low] = u16::try_from(place).unwrap().to_be_bytes();
    [kind, high, low, index]
}

pub fn pack(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A text in a font, at a place: `F1` upright, `F2` bold, `F3` italic.
pub fn text(font: &str, size: u32, x: u32, y: u32, words: &str) -> String {
    format!("BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n")
}

/// Lines of a column from `y` downwards, as wide as text is.
pub fn column(x: u32, y: u32, lines: &[&str]) -> String {
    (0..).zip(lines).map(|(line, words)| text("F1", 10, x, y - 12 * line, words)).collect()
}

/// One page.
pub fn pdf(content: &str) -> Vec<u8> {
    let mut builder = Builder::new();
    builder.page(content);
    builder.bytes()
}
