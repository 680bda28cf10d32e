//! How much of a document is read. Over a limit a document is refused by name; nothing is written.

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
