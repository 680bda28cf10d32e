//! What kind of document some bytes are, by their content; a file's name may lie.

use super::Refusal;

/// The kinds that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Dialect,
    Markdown,
    Html,
    Docx,
    Pdf,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Text, Self::Dialect, Self::Markdown, Self::Html, Self::Docx, Self::Pdf];

    /// As `--from` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dialect => "dialect",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// How much of a file is looked at.
const HEAD: usize = 1 << 16;
/// Bytes of a title, at most.
const TITLE: usize = 200;

pub fn of(bytes: &[u8]) -> Kind {
    let start = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(start, b"%PDF-").is_some() {
        return Kind::Pdf;
    }
    // Which archive it is, and whether it is a file of old Word, the reader tells.
    if super::docx::is_docx(bytes) {
        return Kind::Docx;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start_matches('\u{feff}');
    if is_html(head) {
        Kind::Html
    } else if super::markdown::is_annotated(head) {
        Kind::Markdown
    } else {
        marked(head)
    }
}

/// Kinds that are none of these, though their first bytes are letters, or nearly so.
pub fn foreign(bytes: &[u8]) -> Option<Refusal> {
    let pictures: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"];
    let refusal = |cause: &str, remedy: &str| Some(Refusal { cause: cause.to_owned(), remedy: remedy.to_owned() });
    if bytes.starts_with(b"{\\rtf") {
        return refusal("this is rich text (.rtf)", "open it in a word processor and save it as .docx");
    }
    if pictures.iter().any(|start| bytes.starts_with(start)) {
        return refusal("this is a picture, and holds no text", "run OCR over it, and import the text that comes out");
    }
    None
}

fn is_html(head: &str) -> bool {
    let start: String = head.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag));
    let wrapped = (start.starts_with("<?xml") || start.starts_with("<!--")) && start.contains("<html");
    let fragment =
        ["<p>", "<p ", "<div", "<article", "<section", "<h1", "<h2", "<main", "<blockquote", "<ul", "<ol>", "<table"]
            .iter()
            .any(|tag| start.starts_with(tag));
    begins || wrapped || fragment
}

/// Text, or one of the forms that mark their headings.
fn marked(head: &str) -> Kind {
    let (mut headings, mut definitions, mut links, mut fences, mut pictures) = (0, 0, 0, 0, 0);
    let mut titled = false;
    let (mut lines, mut close) = (0, 0);
    let mut before = false;
    for line in head.lines() {
        let line = line.trim();
        let filled = !line.is_empty();
        if filled {
            lines += 1;
            close += usize::from(before);
        }
        before = filled;
        let level = line.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..=6).contains(&level) && line[level..].starts_with(' ');
        titled |= heading && level == 1 && lines == 1 && line.len() <= TITLE && !line.ends_with('.');
        headings += usize::from(heading);
        pictures += usize::from(line.starts_with("![") && line.contains("](") && line.ends_with(')'));
        definitions += usize::from(line.starts_with("[^") && line.contains("]:"));
        links += usize::from(line.contains("](http"));
        fences += usize::from(line.starts_with("```"));
    }
    if (headings > 1 || titled) && lines > 2 && close * 10 >= (lines - 1) * 9 {
        return Kind::Dialect;
    }
    let signs = [headings > 0, definitions > 0, links > 0, fences > 1, pictures > 0];
    if titled || headings > 1 || definitions > 1 || signs.iter().filter(|sign| **sign).count() > 1 {
        Kind::Markdown
    } else {
        Kind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_rich_text_are_not_taken_for_text() {
        for bytes in [b"{\\rtf1\\ansi ".as_slice(), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0JFIF"] {
            assert!(foreign(bytes).is_some());
        }
        assert!(foreign(b"{a note} RIFF").is_none());
    }

    #[test]
    fn content_tells() {
        let cases: [(&[u8], Kind); 13] = [
            (b"\n%PDF-1.7 ...", Kind::Pdf),
            (b"PK\x03\x04...", Kind::Docx),
            (b"\xef\xbb\xbf<!DOCTYPE html><p>", Kind::Html),
            (b"---\ntitle: A\n---\nText", Kind::Markdown),
            (b"# A\n\nText.[^1]\n\n[^1]: Note", Kind::Markdown),
            (b"###### K\n# A\n##### S\n> May 1st 2020\nText.\nMore text.", Kind::Dialect),
            (b"THE TITLE\n\nText with *stars* and < signs.", Kind::Text),
            (b"# A title\n\nWords, and no other mark.\n\nMore words.", Kind::Markdown),
            (b"Words.\n\n# A\n\n![A map](a.png)", Kind::Markdown),
            (b"# A title\n![A map](a.png)\nWords.\nMore words.", Kind::Dialect),
            (b"# 3 of these were never found again.\n\nWords.", Kind::Text),
            (b"Words ![c](d) and more.\n\n# A", Kind::Text),
            (b"", Kind::Text),
        ];
        for (bytes, kind) in cases {
            assert_eq!(of(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
