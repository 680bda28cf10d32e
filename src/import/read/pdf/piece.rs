//! Letters become pieces: what stands close together on one base line, in one look.
//!
//! A piece never reaches over the white between two columns, nor over the end of a link or of a tag.

use unicode_normalization::UnicodeNormalization;

/// Of the size: less than this between two letters is no space.
const SPACE: f64 = 0.15;
/// More than this begins a new piece.
const APART: f64 = 0.7;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    pub text: String,
    /// Along the base line and across it, in points, for text that is turned by `place.turn`.
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub look: Look,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of a font, and any of them may meet")]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub small_caps: bool,
    pub fixed: bool,
    /// The font draws it raised.
    pub raised: bool,
    /// One of the page's links.
    pub link: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Degrees, clockwise; 0 is as one reads.
    pub turn: i16,
    /// Of the marked content that it stands in.
    pub tag: Option<u32>,
    pub artifact: bool,
    pub hidden: Option<Hidden>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Drawn with neither fill nor outline, as the text below a scan is; or too small to be seen.
    Invisible,
    /// White on white.
    White,
    /// Outside of what is shown of the page.
    Outside,
}

/// A letter where it stands on the page.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    pub text: &'a str,
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub look: Look,
    pub place: Place,
}

#[derive(Debug, Default)]
pub struct Pieces {
    pub done: Vec<Piece>,
    open: Option<Piece>,
    /// Where the last letter or space ended.
    edge: f64,
    space: Option<char>,
}

impl Pieces {
    pub fn add(&mut self, letter: Letter<'_>) {
        let joins = self.open.as_ref().is_some_and(|piece| goes_on(piece, &letter, self.edge));
        if letter.text.is_empty() {
            // Drawn, and said by the letter before it.
            if joins && let Some(piece) = &mut self.open {
                piece.right = piece.right.max(letter.right);
                self.edge = letter.right;
            }
            return;
        }
        if letter.text.chars().all(char::is_whitespace) {
            if joins {
                self.space = Some(if letter.text == "\u{a0}" { '\u{a0}' } else { ' ' });
                self.edge = self.edge.max(letter.right);
            }
            return;
        }
        if !joins {
            self.close();
        }
        let space = self.space.take();
        match &mut self.open {
            Some(piece) => {
                let overlap = self.edge - letter.left;
                if !accented(piece, &letter, overlap) {
                    if let Some(space) = space.or((-overlap > SPACE * piece.size).then_some(' ')) {
                        piece.text.push(space);
                    }
                    piece.text.push_str(letter.text);
                }
                piece.right = piece.right.max(letter.right);
            }
            None => {
                self.open = Some(Piece {
                    text: letter.text.to_owned(),
                    left: letter.left,
                    right: letter.right,
                    y: letter.y,
                    size: letter.size,
                    look: letter.look,
                    place: letter.place,
                });
            }
        }
        self.edge = letter.right;
    }

    pub fn close(&mut self) {
        if let Some(mut piece) = self.open.take() {
            // A space at the end says that the next piece is another word, and how far the gap is says it too.
            if self.space.take().is_some() {
                piece.text.push(' ');
            }
            self.done.push(piece);
        }
        self.space = None;
    }
}

fn goes_on(piece: &Piece, letter: &Letter<'_>, edge: f64) -> bool {
    let gap = letter.left - edge;
    piece.look == letter.look
        && piece.place == letter.place
        && (piece.size - letter.size).abs() <= piece.size * 0.02
        && (piece.y - letter.y).abs() <= piece.size * 0.05
        && gap > -0.6 * piece.size
        && gap < APART * piece.size
}

/// Some programs draw an accent first, and its letter over it.
fn accented(piece: &mut Piece, letter: &Letter<'_>, overlap: f64) -> bool {
    let mark = match piece.text.chars().next_back() {
        Some('´') => '\u{301}',
        Some('`') => '\u{300}',
        Some('¨') => '\u{308}',
        Some('ˆ') => '\u{302}',
        Some('˜') => '\u{303}',
        Some('ˇ') => '\u{30c}',
        Some('¸') => '\u{327}',
        Some('˚') => '\u{30a}',
        _ => return false,
    };
    if overlap < 0.2 * piece.size || !letter.text.chars().all(char::is_alphabetic) {
        return false;
    }
    piece.text.pop();
    let base = if letter.text == "ı" { "i" } else { letter.text };
    piece.text.extend(base.chars().chain([mark]).nfc());
    true
}
