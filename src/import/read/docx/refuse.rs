//! Why a Word file is not read: one sentence each, and what to do.

use crate::import::limits;
use crate::import::read::Refusal;

fn refusal(cause: impl Into<String>, remedy: &str) -> Refusal {
    Refusal { cause: cause.into(), remedy: remedy.to_owned() }
}

const SAVE_AGAIN: &str = "open it in a word processor and save it again as .docx";
const NOT_MADE_BY_PEOPLE: &str = "no document that people write looks like this; ask the sender for another copy";

pub fn damaged() -> Refusal {
    refusal(
        "the file is cut off or damaged",
        "ask for it again, or open it in a word processor and save it again as .docx",
    )
}

pub fn encrypted() -> Refusal {
    refusal("the file is protected by a password", "open it with its password and save a copy without one")
}

pub fn old_word() -> Refusal {
    refusal("this is a file of an old version of Word (.doc)", SAVE_AGAIN)
}

/// An archive of another kind: `kind` in words, "a spreadsheet".
pub fn other_kind(kind: &str) -> Refusal {
    refusal(format!("this is {kind}, not a Word file"), "save its text as .docx, .html or .txt")
}

pub fn no_document() -> Refusal {
    refusal("this archive holds no document of Word", "unpack it and import the documents in it")
}

pub fn bad_part(part: &str) -> Refusal {
    refusal(format!("its part `{}` is damaged", shown(part)), SAVE_AGAIN)
}

pub fn doctype(part: &str) -> Refusal {
    refusal(format!("its part `{}` declares a document type, which can name other files", shown(part)), SAVE_AGAIN)
}

pub fn too_large() -> Refusal {
    refusal(format!("the file is larger than {} MB", limits::FILE >> 20), "make its pictures smaller")
}

pub fn too_many_members() -> Refusal {
    refusal(format!("the archive holds more than {} files", limits::MEMBERS), NOT_MADE_BY_PEOPLE)
}

pub fn too_much_unpacked() -> Refusal {
    refusal(format!("unpacked, the file is larger than {} MB", limits::UNPACKED >> 20), "make its pictures smaller")
}

pub fn bomb(part: &str) -> Refusal {
    let times = limits::RATIO;
    refusal(format!("its part `{}` unpacks to more than {times} times its size", shown(part)), NOT_MADE_BY_PEOPLE)
}

pub fn bad_name(name: &str) -> Refusal {
    refusal(format!("the archive holds a file named `{}`, which points outside of it", shown(name)), NOT_MADE_BY_PEOPLE)
}

pub fn too_deep(part: &str) -> Refusal {
    let depth = limits::DEPTH;
    refusal(format!("its part `{}` has elements nested more than {depth} deep", shown(part)), NOT_MADE_BY_PEOPLE)
}

pub fn too_many_elements(part: &str) -> Refusal {
    let nodes = limits::NODES;
    refusal(format!("its part `{}` has more than {nodes} elements", shown(part)), "divide the document")
}

pub fn too_long() -> Refusal {
    refusal(format!("its text is longer than {} million characters", limits::CHARACTERS >> 20), "divide the document")
}

pub fn too_wide() -> Refusal {
    refusal(format!("a table is wider than {} columns", limits::SPAN), "divide the table")
}

/// A name out of the file, short and without control characters.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}
