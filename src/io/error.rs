//! What the machine refused: which operation, on which path, and why, in words for an editor.
//!
//! Not for faults in the content: those are diagnostics.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// `could not write public/a.html: the disk is full`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IoError {
    /// A verb with its object, such as `write`, `make the folder`, `put the new site in place at`.
    pub operation: &'static str,
    pub path: PathBuf,
    /// Why, without a full stop.
    pub cause: String,
    /// What to do, one sentence; only where it is more than the cause turned round.
    pub help: Option<String>,
}

impl IoError {
    #[must_use]
    pub fn new(operation: &'static str, path: &Path, error: &io::Error) -> Self {
        Self { operation, path: path.to_path_buf(), cause: cause(error), help: None }
    }

    /// For what ibid itself refuses.
    #[must_use]
    pub fn refused(operation: &'static str, path: &Path, cause: impl Into<String>) -> Self {
        Self { operation, path: path.to_path_buf(), cause: cause.into(), help: None }
    }

    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

impl fmt::Display for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {} {}: {}", self.operation, self.path.display(), self.cause)
    }
}

impl std::error::Error for IoError {}

/// Words for the causes that an editor meets; the system's own words for the rest.
#[must_use]
pub fn cause(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::StorageFull => "the disk is full",
        Kind::QuotaExceeded => "your share of the disk is used up",
        Kind::ReadOnlyFilesystem => "the disk can only be read, not written",
        Kind::PermissionDenied => "you have no permission for it",
        Kind::NotFound => "it does not exist",
        Kind::AlreadyExists => "something with that name is already there",
        Kind::FileTooLarge => "the file is larger than this system allows",
        Kind::NotADirectory => "part of its path is a file, not a folder",
        Kind::IsADirectory => "it is a folder, not a file",
        Kind::DirectoryNotEmpty => "the folder is not empty",
        Kind::AddrInUse => "another program already uses that port",
        Kind::InvalidFilename => "the name is not allowed on this disk",
        Kind::OutOfMemory => "there is not enough memory",
        Kind::CrossesDevices => "it lies on another disk",
        Kind::ResourceBusy => "it is in use, or another disk is mounted there",
        _ => return by_number(error),
    };
    words.to_owned()
}

fn by_number(error: &io::Error) -> String {
    match error.raw_os_error() {
        #[cfg(unix)]
        Some(number) if number == rustix::io::Errno::MFILE.raw_os_error() => {
            "too many files are open at once (see `ulimit -n`)".to_owned()
        }
        #[cfg(unix)]
        Some(number) if number == rustix::io::Errno::IO.raw_os_error() => "the disk reports a fault".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_operation_path_and_cause() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = IoError::new("write", Path::new("public/a.html"), &full);
        assert_eq!(error.to_string(), "could not write public/a.html: the disk is full");
    }
}
