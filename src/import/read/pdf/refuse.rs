//! The words in which a PDF is refused.

use super::super::Refusal;

pub fn not_a_pdf() -> Refusal {
    refusal(
        "this file is no PDF, or only a part of one",
        "open it in a PDF viewer: if that fails too, ask for the file again",
    )
}

pub fn encrypted() -> Refusal {
    refusal(
        "this PDF is encrypted and wants a password",
        "open it with its password, save or print it as a PDF without one, and import that",
    )
}

pub fn sealed() -> Refusal {
    refusal("this PDF is encrypted in a way that ibid does not know", "print it to a new PDF, and import that")
}

pub fn scan(pages: usize) -> Refusal {
    refusal(
        format!("this PDF is a scan: {} and no text", counted(pages, "page is a picture", "pages are pictures")),
        "run OCR first (for instance: ocrmypdf in.pdf out.pdf), and import the result",
    )
}

pub fn empty() -> Refusal {
    refusal("this PDF holds no text", "export it again from the program that it was written with")
}

pub fn unreadable_letters() -> Refusal {
    refusal(
        "the letters of this PDF are only shapes: it does not say which characters they stand for",
        "run OCR (for instance: ocrmypdf --force-ocr in.pdf out.pdf), and import the result",
    )
}

pub fn broken() -> Refusal {
    refusal(
        "this PDF is broken: its parts do not end where they should",
        "open it in a PDF viewer, print it to a new PDF, and import that",
    )
}

/// `what` is named with its limit, as `limits` has it.
pub fn over(what: &str, limit: u64) -> Refusal {
    refusal(
        format!("this PDF is too large: {what} (the limit is {limit})"),
        "import a part of it, a few chapters at a time",
    )
}

pub fn bomb(limit: u64) -> Refusal {
    refusal(
        format!("this PDF unpacks to far more than it holds (the limit is {limit} bytes)"),
        "do not open it unless you know where it comes from",
    )
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn refusal(cause: impl Into<String>, remedy: &str) -> Refusal {
    Refusal { cause: cause.into(), remedy: remedy.to_owned() }
}
