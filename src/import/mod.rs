//! Documents become annotated markdown, and nothing is lost.
//!
//! 1. [`read`]    bytes become a [`Reading`](evidence::Reading): lines with their evidence, in the order of the source.
//!    A reader knows one format. It decides nothing that the format does not say outright.
//! 2. `repair`    passes over the lines, one subject each, the same for all formats: what the format did not say.
//! 3. `reference` notes become works.
//! 4. `write`     blocks, notes and front matter become markdown that reads back as the same words.
//! 5. `report`    what was done, what is doubted, what was dropped; the sum over the words of the source.
//!
//! Opens no file: bytes come in, texts and pictures go out.

pub mod dates;
pub mod draft;
pub mod evidence;
pub mod limits;
pub mod read;
pub mod repair;
