//! Reading one file: bounded, never waiting for a pipe, never through a symbolic link.
//!
//! What is not here: which files a site has (that is [`walk`](super::walk)).

#![expect(clippy::result_large_err, reason = "a diagnostic is made once for a file, not once for a byte")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::diag;
use super::error::cause;
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::FileId;

/// No text and no bibliography is larger.
pub const MAX_TEXT: u64 = 64 << 20;
/// No picture or attachment is larger.
pub const MAX_COPY: u64 = 1 << 30;

/// A text file that the walk found. `path` is the one to show.
pub fn source(abs: &Path, path: &str, id: FileId) -> Result<Source, Diagnostic> {
    decode(read(abs, path, MAX_TEXT)?, path, id)
}

/// A picture or attachment that the walk found.
pub fn bytes(abs: &Path, path: &str) -> Result<Vec<u8>, Diagnostic> {
    read(abs, path, MAX_COPY)
}

/// A text file that the configuration or a front matter names: a bibliography, a citation style.
pub fn named(root: &Path, path: &str, id: FileId) -> Result<Source, Diagnostic> {
    source(&confined(root, path)?, path, id)
}

/// Where a named file lies; only if that is inside `root`, by its name and by what symbolic links make of it
/// (THREATS B1).
pub fn confined(root: &Path, path: &str) -> Result<PathBuf, Diagnostic> {
    let inside = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let portable = !path.contains('\\') && !path.contains('\0');
    if !portable || path.is_empty() || !Path::new(path).components().all(inside) {
        return Err(diag::path_outside(path));
    }
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => diag::missing(path),
        _ => diag::unreadable(path, &cause(&error)),
    };
    let root = fs::canonicalize(root).map_err(unreadable)?;
    let found = fs::canonicalize(root.join(path)).map_err(unreadable)?;
    if !found.starts_with(&root) {
        return Err(diag::symlink_outside(path));
    }
    Ok(found)
}

/// The bytes of a text file as a source: a byte-order mark is cut off. CR LF stays; a CR alone, as old systems wrote it,
/// becomes LF, so that no byte moves and no stage has to know it.
pub fn decode(mut bytes: Vec<u8>, path: &str, id: FileId) -> Result<Source, Diagnostic> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(diag::utf16(path));
    }
    let alone: Vec<usize> = memchr::memchr_iter(b'\r', &bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).collect();
    for at in alone {
        bytes[at] = b'\n';
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..offset]).count() + 1;
        diag::not_utf8(path, offset, line)
    })?;
    Ok(Source::new(id, path, text.strip_prefix('\u{feff}').unwrap_or(&text)))
}

fn read(abs: &Path, path: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    try_read(abs, limit).map_err(|refusal| match refusal {
        Refusal::NotRegular => diag::not_regular(path),
        Refusal::TooLarge => diag::too_large(path, limit),
        Refusal::Io(error) if error.kind() == io::ErrorKind::NotFound => diag::missing(path),
        Refusal::Io(error) => diag::unreadable(path, &cause(&error)),
    })
}

/// All bytes of a regular file of at most `limit` bytes; a symbolic link is not followed.
pub fn all(abs: &Path, limit: u64) -> io::Result<Vec<u8>> {
    try_read(abs, limit).map_err(|refusal| match refusal {
        Refusal::NotRegular => io::Error::other("it is no ordinary file"),
        Refusal::TooLarge => io::ErrorKind::FileTooLarge.into(),
        Refusal::Io(error) => error,
    })
}

enum Refusal {
    NotRegular,
    TooLarge,
    Io(io::Error),
}

fn try_read(abs: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let file = open(abs)?;
    let meta = file.metadata().map_err(Refusal::Io)?;
    if !meta.is_file() {
        return Err(Refusal::NotRegular);
    }
    if meta.len() > limit {
        return Err(Refusal::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0) + 1);
    // It may grow while it is read.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(Refusal::Io)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

/// Without waiting for the other end of a pipe (THREATS B6).
fn open(abs: &Path) -> Result<File, Refusal> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    match options.open(abs) {
        Ok(file) => Ok(file),
        // A socket, or a link.
        Err(_) if fs::symlink_metadata(abs).is_ok_and(|meta| !meta.is_file()) => Err(Refusal::NotRegular),
        Err(error) => Err(Refusal::Io(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code::Code;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode(bytes.to_vec(), "a.md", FileId(0)).map(|source| source.text.to_string()).map_err(|d| d.message)
    }

    /// THREATS B7.
    #[test]
    fn b7_bom_and_line_ends_are_accepted_and_wrong_bytes_are_named_with_their_offset() {
        assert_eq!(text(b"\xef\xbb\xbfa\r\nb\rc"), Ok("a\r\nb\nc".to_owned()));
        assert_eq!(
            text(b"ab\ncd\xff"),
            Err("`a.md` is not UTF-8 text: the first wrong byte is at offset 5, in line 2".to_owned())
        );
        assert!(text(b"\xff\xfea\0").unwrap_err().contains("UTF-16"));
        assert!(text(b"\xef\xbb\xbfa\xc5").unwrap_err().contains("offset 4"));
    }

    /// THREATS B1.
    #[test]
    fn b1_a_named_file_outside_the_site_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("site");
        fs::create_dir_all(root.join("refs")).unwrap();
        fs::write(dir.path().join("secret"), "s").unwrap();
        fs::write(root.join("refs/a.bib"), "a").unwrap();
        let code = |path: &str| named(&root, path, FileId(0)).map(|source| source.text.to_string()).map_err(|d| d.code);
        assert_eq!(code("refs/a.bib"), Ok("a".to_owned()));
        assert_eq!(code("./refs/a.bib"), Ok("a".to_owned()));
        for path in ["../secret", "refs/../../secret", "/etc/passwd", "", "..\\secret", "a\0b"] {
            assert_eq!(code(path), Err(Code::PathOutside), "{path:?}");
        }
        assert_eq!(code("refs/b.bib"), Err(Code::MissingFile));
        assert_eq!(code("refs/a.bib/x"), Err(Code::MissingFile));
        assert_eq!(code("refs"), Err(Code::NotARegularFile));
        assert_eq!(code("file:///etc/passwd"), Err(Code::MissingFile));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret", root.join("link")).unwrap();
            std::os::unix::fs::symlink("..", root.join("up")).unwrap();
            std::os::unix::fs::symlink("refs/a.bib", root.join("inside")).unwrap();
            assert_eq!(code("link"), Err(Code::SymlinkOutside));
            assert_eq!(code("up/secret"), Err(Code::SymlinkOutside));
            assert_eq!(code("inside"), Ok("a".to_owned()));
        }
    }

    /// THREATS B6: would hang if the pipe were waited for.
    #[cfg(unix)]
    #[test]
    fn b6_a_pipe_is_named_and_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe.md");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).unwrap();
        assert_eq!(source(&pipe, "pipe.md", FileId(0)).unwrap_err().code, Code::NotARegularFile);
        let socket = dir.path().join("socket.md");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(source(&socket, "socket.md", FileId(0)).unwrap_err().code, Code::NotARegularFile);
        assert_eq!(source(Path::new("/dev/zero"), "zero", FileId(0)).unwrap_err().code, Code::NotARegularFile);
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(all(&path, 5).unwrap(), b"12345");
        assert!(all(&path, 4).is_err());
    }
}
