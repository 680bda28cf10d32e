//! Readers, one a format: bytes become a [`Reading`].

pub mod base64;
pub mod dialect;
pub mod docx;
pub mod html;
pub mod inline;
pub mod kind;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(test)]
pub mod shown;
pub mod text;

use self::kind::Kind;
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

/// The reader of a kind.
pub fn reader(kind: Kind) -> Read {
    match kind {
        Kind::Text => text::read,
        Kind::Dialect => dialect::read,
        Kind::Markdown => markdown::read,
        Kind::Html => html::read,
        Kind::Docx => docx::read,
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read,
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => left_out,
    }
}

#[cfg(not(feature = "pdf"))]
fn left_out(_: &[u8]) -> Result<Reading, Refusal> {
    Err(Refusal {
        cause: "this program was built without its reader of PDF files".to_owned(),
        remedy: "save the document as plain text, or build ibid with its default features".to_owned(),
    })
}
