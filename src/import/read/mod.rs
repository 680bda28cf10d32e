//! Readers, one a format: bytes become a [`Reading`].

pub mod docx;
pub mod html;
#[cfg(test)]
pub mod shown;

use super::evidence::Reading;

/// Why a document could not be read, in words for its editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is the matter: "the file is encrypted".
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
}

/// What every reader is.
pub type Read = fn(&[u8]) -> Result<Reading, Refusal>;
