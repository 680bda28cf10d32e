//! Reading a tree: its plain text and its parts in reading order.
//!
//! The parser bounds the depth of a tree, so these functions may recurse.

use super::block::{Block, BlockKind};
use super::cite::CiteForm;
use super::inline::Inline;

/// Stands in plain text for a citation that the style formats. One character, three bytes.
pub const CITATION: char = '\u{fffc}';

/// Stands in plain text for a link without words (`[[slug]]`), which shows its target's title.
pub const BARE_LINK: char = '\u{fffb}';

/// Both stand-ins, for those who cannot tell what they stand for.
pub const STAND_INS: [char; 2] = [CITATION, BARE_LINK];

/// The plain text of a paragraph, as sentences, mentions and quotes count it: noterefs and pictures leave nothing,
/// a line break is a space, a citation that the style formats is [`CITATION`], a link without words [`BARE_LINK`].
///
/// Byte offsets into this text are what [`Sentence`](super::facts::Sentence) and
/// [`MentionFacts`](super::facts::MentionFacts) hold, so every writer has to count the same way: by [`pieces`].
#[must_use]
pub fn plain(inlines: &[Inline<'_>]) -> String {
    let mut out = String::new();
    pieces(inlines, &mut |piece, _| push(&mut out, piece));
    out
}

/// What an inline adds to the plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands, but for line breaks, which count as spaces.
    Text(&'a str),
    Space,
    Citation,
    BareLink,
}

impl Piece<'_> {
    /// Bytes of plain text.
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Space => 1,
            Self::Citation => CITATION.len_utf8(),
            Self::BareLink => BARE_LINK.len_utf8(),
        }
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// Calls `f` with each piece of plain text in order, and the inline that it comes from (always a leaf).
pub fn pieces<'a, 's>(inlines: &'a [Inline<'s>], f: &mut dyn FnMut(Piece<'a>, &'a Inline<'s>)) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text, _) | Inline::Unlinked(text, _) => f(Piece::Text(text), inline),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => pieces(inner, f),
            Inline::Link(link) if link.is_bare() => f(Piece::BareLink, inline),
            Inline::Link(link) => pieces(&link.words, f),
            Inline::Cite(group) => match &group.form {
                CiteForm::Tied(words) => pieces(words, f),
                CiteForm::Bracketed | CiteForm::Narrative => f(Piece::Citation, inline),
            },
            Inline::HardBreak => f(Piece::Space, inline),
            // A tag is no word, whether it is let through or shown.
            Inline::Image(_) | Inline::Noteref(_) | Inline::TaskMarker(_) | Inline::Html(..) => {}
        }
    }
}

fn push(out: &mut String, piece: Piece<'_>) {
    match piece {
        Piece::Text(text) => {
            for (n, line) in text.split('\n').enumerate() {
                if n > 0 {
                    out.push(' ');
                }
                out.push_str(line);
            }
        }
        Piece::Space => out.push(' '),
        Piece::Citation => out.push(CITATION),
        Piece::BareLink => out.push(BARE_LINK),
    }
}

/// What a run of inlines is for the text: running text is read and cited; a heading or table cell is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A paragraph of the running text, also in a list, box, definition or quotation.
    Paragraph,
    Heading {
        level: u8,
    },
    Cell,
    /// A caption, credit, box title or definition term.
    Label,
    /// Repeats what stands in the text.
    PullQuote,
}

/// Calls `f` for each run of inlines in reading order, with the block that holds it. Links without words count none.
pub fn runs<'a, 's>(blocks: &'a [Block<'s>], f: &mut dyn FnMut(Role, &'a Block<'s>, &'a [Inline<'s>])) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => f(Role::Heading { level: heading.level }, block, &heading.words),
            BlockKind::Paragraph(inlines) => f(Role::Paragraph, block, inlines),
            BlockKind::Quote(inner) => runs(inner, f),
            BlockKind::PullQuote(quote) => {
                runs(&quote.blocks, &mut |_, block, inlines| f(Role::PullQuote, block, inlines));
            }
            BlockKind::Callout(callout) => {
                if !callout.title.is_empty() {
                    f(Role::Label, block, &callout.title);
                }
                runs(&callout.blocks, f);
            }
            BlockKind::Figure(figure) => {
                runs(&figure.caption, &mut |_, block, inlines| f(Role::Label, block, inlines));
                if let Some(credit) = &figure.credit {
                    f(Role::Label, block, &credit.words);
                }
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| runs(item, f)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    f(Role::Label, block, &definition.term);
                    definition.details.iter().for_each(|details| runs(details, f));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| f(Role::Cell, block, cell));
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}
