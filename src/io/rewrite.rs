//! Changing files that editors wrote: whole or not at all, and only as they were read.

use std::fs;
use std::io;
use std::path::Path;

use super::error::IoError;
use super::{read, save};
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::span::FileId;

/// Whether a file may be written over, told before anything is: a file that is not there yet may be.
///
/// What an editor has made read-only is meant to stay, even for somebody whom the system would let through.
pub fn check(path: &Path) -> Result<(), IoError> {
    let operation = "write";
    match fs::metadata(path) {
        Ok(meta) if !meta.is_file() => Err(IoError::refused(operation, path, "it is no ordinary file")),
        Ok(meta) if meta.permissions().readonly() => {
            Err(IoError::refused(operation, path, "it can only be read, not written")
                .help("allow yourself to write it, or leave it out by naming the other files"))
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(IoError::new(operation, path, &error)),
    }
}

/// Puts edits of a source into its file. Byte-order mark and line ends stay; a file that is no longer the source is
/// left as it is.
pub fn edit(path: &Path, source: &Source, edits: &[Edit]) -> Result<(), IoError> {
    let operation = "change";
    let bytes = read::all(path, read::MAX_TEXT).map_err(|error| IoError::new("read", path, &error))?;
    let same = read::decode(bytes.clone(), &source.path, FileId(0)).is_ok_and(|now| now.text == source.text);
    if !same {
        return Err(IoError::refused(operation, path, "somebody changed it just now").help("give the command again"));
    }
    // What was cut off before the text, so that places in the text are places in the file.
    let mark = bytes.len() - source.text.len();
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = Vec::with_capacity(bytes.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in order {
        let (start, end) = (edit.span.start as usize + mark, edit.span.end as usize + mark);
        let (Some(before), true) = (bytes.get(at..start), end <= bytes.len()) else {
            return Err(IoError::refused(operation, path, "two changes of it overlap"));
        };
        out.extend_from_slice(before);
        out.extend_from_slice(edit.text.as_bytes());
        at = end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or(&[]));
    replace(path, &out)
}

/// Puts bytes in the place of a file in one step, or makes it: after it the file is the old or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), IoError> {
    save::bytes(path, bytes).map_err(|error| IoError::new("write", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    fn insert(at: usize, text: &str) -> Edit {
        Edit { span: Span::new(FileId(0), at, at), text: text.to_owned() }
    }

    #[test]
    fn marks_and_line_ends_stay() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        fs::write(&path, "\u{feff}Łoś\r\nx\ry\n").unwrap();
        let source = read::source(&path, "a.md", FileId(0)).unwrap();
        edit(&path, &source, &[insert(5, "]"), insert(0, "[")]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}[Łoś]\r\nx\ry\n");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_changed_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        fs::write(&path, "old").unwrap();
        let source = read::source(&path, "a.md", FileId(0)).unwrap();
        fs::write(&path, "new").unwrap();
        let error = edit(&path, &source, &[insert(0, "[")]).unwrap_err();
        assert_eq!(error.cause, "somebody changed it just now");
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn a_file_that_can_only_be_read_is_told_before_anything_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        assert_eq!(check(&path), Ok(()));
        fs::write(&path, "x").unwrap();
        let mut meta = fs::metadata(&path).unwrap().permissions();
        meta.set_readonly(true);
        fs::set_permissions(&path, meta).unwrap();
        assert!(check(&path).is_err());
        assert!(check(dir.path()).is_err(), "a folder");
    }
}
