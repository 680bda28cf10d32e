//! What is said about files: one function for each thing that can be wrong with one.
//!
//! None has a span: where a file cannot be read as text there is no line to point at, so its path is in the message.

use crate::base::code::Code;
use crate::base::diag::Diagnostic;

pub fn symlink_outside(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a symbolic link that leads out of the site's folder; it is skipped");
    Diagnostic::new(Code::SymlinkOutside, None, message).help("Put the file itself there.")
}

pub fn symlink_hidden(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a symbolic link to something that is not part of the site; it is skipped");
    Diagnostic::new(Code::SymlinkOutside, None, message)
        .help("Link to files of the site only, not to hidden ones, the cache or the output folder.")
}

pub fn symlink_round(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a symbolic link that leads round in a circle; it is skipped");
    Diagnostic::new(Code::NotARegularFile, None, message).help("Remove the link.")
}

pub fn symlink_again(path: &str) -> Diagnostic {
    let message = format!("`{path}` leads to a folder that another symbolic link has led to already; it is skipped");
    Diagnostic::new(Code::NotARegularFile, None, message).help("Keep one of the links.")
}

pub fn symlink_dead(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a symbolic link that leads to nothing; it is skipped");
    Diagnostic::new(Code::MissingFile, None, message).help("Remove the link, or restore the file that it leads to.")
}

pub fn not_regular(path: &str) -> Diagnostic {
    let message = format!("`{path}` is no ordinary file (a pipe, a socket, a device or a folder); it is not read");
    Diagnostic::new(Code::NotARegularFile, None, message)
}

pub fn name_not_utf8(path: &str) -> Diagnostic {
    let message = format!("the name of `{path}` is not UTF-8; it is skipped");
    Diagnostic::new(Code::NotUtf8, None, message).help("Give the file another name.")
}

pub fn unreadable(path: &str, cause: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, None, format!("`{path}` cannot be read: {cause}"))
}

pub fn too_large(path: &str, limit: u64) -> Diagnostic {
    let message = format!("`{path}` is larger than {} MiB; it is not read", limit >> 20);
    Diagnostic::new(Code::UnreadableFile, None, message)
}

pub fn not_utf8(path: &str, offset: usize, line: usize) -> Diagnostic {
    let message = format!("`{path}` is not UTF-8 text: the first wrong byte is at offset {offset}, in line {line}");
    Diagnostic::new(Code::NotUtf8, None, message).help("Open it in an editor and save it with the encoding UTF-8.")
}

pub fn utf16(path: &str) -> Diagnostic {
    let message = format!("`{path}` is UTF-16, not UTF-8: the first wrong byte is at offset 0, in line 1");
    Diagnostic::new(Code::NotUtf8, None, message).help("Open it in an editor and save it with the encoding UTF-8.")
}

pub fn path_outside(path: &str) -> Diagnostic {
    let message = format!("`{path}` leads out of the site's folder; it is not read");
    Diagnostic::new(Code::PathOutside, None, message)
        .help("Write a path from the site's folder, such as `references.yaml`.")
}

pub fn missing(path: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingFile, None, format!("there is no file `{path}`"))
}
