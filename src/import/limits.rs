//! How much of a document is read. Over a limit a document is refused by name; nothing is written.
//!
//! What a test could not reach in reasonable time has a smaller value there.

/// Bytes of one input file.
pub const FILE: u64 = 256 << 20;
/// Bytes of all members of an archive together, unpacked.
pub const UNPACKED: u64 = 512 << 20;
/// Unpacked bytes for each packed one, above the first mebibyte.
pub const RATIO: u64 = 200;
pub const MEMBERS: usize = 10_000;
/// Elements inside elements, in XML, HTML and the objects of a PDF.
pub const DEPTH: usize = 256;
pub const PAGES: usize = 5_000;
/// Cells that one cell may cover in each direction.
pub const SPAN: u32 = 1_000;
/// Characters of text in all.
pub const CHARACTERS: usize = 64 << 20;
/// Elements and texts of one XML part or of one page.
pub const NODES: usize = 4_000_000;

// Of a PDF, besides the general ones.

/// Bytes of one stream, unpacked.
pub const STREAM: usize = 64 << 20;
/// Bytes of all pictures that are packed as other data is, unpacked. A blank one packs a thousandfold, so
/// [`RATIO`] does not hold for them.
pub const PICTURES_UNPACKED: u64 = 4 << 30;
/// Bytes of one picture, unpacked.
pub const PICTURE: usize = 64 << 20;
pub const PICTURES: usize = if cfg!(test) { 20 } else { 2_000 };
/// Packed bytes of the streams of objects in an encrypted file: they cannot be measured before they are unpacked.
pub const SEALED: u64 = if cfg!(test) { 64 << 10 } else { 4 << 20 };
/// Letters of all pages together.
pub const LETTERS: usize = if cfg!(test) { 2 << 20 } else { CHARACTERS };
pub const PAGE_CHARACTERS: usize = 400_000;
/// Operators of all pages together, each as often as it is carried out.
pub const OPERATORS: usize = if cfg!(test) { 300_000 } else { 100_000_000 };
/// Drawings inside drawings.
pub const FORMS: usize = 16;
/// Links of one page.
pub const LINKS: usize = 2_000;
/// Elements of the tree of tags, or of bookmarks.
pub const TAGS: usize = if cfg!(test) { 3_000 } else { 2_000_000 };
/// Bytes of stack for a reader that runs on its own thread: what reads objects goes as deep as they are nested.
pub const STACK: usize = 16 << 20;
/// Bytes of all pictures that are kept.
pub const PICTURES_KEPT: usize = if cfg!(test) { 1 << 20 } else { 512 << 20 };
