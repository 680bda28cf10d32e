//! The document while it is repaired: text that knows where each of its letters stands in the source.
//!
//! A [`Piece`] is letters of one look out of one line. Passes cut, move and rewrite pieces; none may lose one, and
//! [`conserve`](super::conserve) counts them at the end.

use std::borrow::Cow;
use std::ops::Range;

use super::evidence::{At, Look, Mark};

/// Letters of one look and one source line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    pub text: String,
    pub look: Look,
    pub mark: Option<Mark>,
    /// The place of its line in `Reading::lines`; [`NOWHERE`] for a space between two lines.
    pub row: u32,
    /// Where it begins in that line, to keep the order when a line is cut.
    pub start: u32,
    /// Its first word goes on where the piece before ends: a word that was cut at a line's end.
    pub glued: bool,
    /// Written before it: `<!-- review: … -->`.
    pub review: Option<String>,
    /// It cites a work, in its own words.
    pub cite: Option<Cite>,
}

/// A tie to a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    pub key: String,
    /// As a tie writes it: `p. 279`.
    pub locator: Option<String>,
}

/// The row of what stands in no line of the source.
pub const NOWHERE: u32 = u32::MAX;

/// A run of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    pub pieces: Vec<Piece>,
}

impl Text {
    /// All its letters, printed marks of notes included. Offsets of [`Text::split`] and the like count in this.
    /// Nearly every line is one piece, which nobody needs to copy to look at.
    pub fn printed(&self) -> Cow<'_, str> {
        letters(self.pieces.iter())
    }

    /// As a reader reads it: without marks of notes and pictures.
    pub fn plain(&self) -> Cow<'_, str> {
        letters(self.pieces.iter().filter(|piece| piece.mark.is_none()))
    }

    /// Its first letters, whole pieces of them: enough to see what it begins with.
    pub fn head(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            out.push_str(&piece.text);
            if out.len() > NEAR {
                break;
            }
        }
        out
    }

    /// Its last letters, whole pieces of them: enough to see how it ends.
    pub fn tail(&self) -> String {
        let mut len = 0;
        let mut from = self.pieces.len();
        while from > 0 && len <= NEAR {
            from -= 1;
            len += self.pieces[from].text.len();
        }
        self.pieces[from..].iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Cuts it at places that go up, in one walk; one part more than there are places.
    pub fn cut(self, places: &[usize]) -> Vec<Self> {
        let mut out = vec![Self::default()];
        let mut seen = 0;
        let mut places = places.iter().copied().peekable();
        for mut piece in self.pieces {
            // Copied part by part: what a split leaves behind would keep room for the whole.
            let whole = std::mem::take(&mut piece.text);
            let mut from = 0;
            while let Some(at) = places.next_if(|at| *at <= seen + whole.len()) {
                let to = at.saturating_sub(seen).max(from);
                if to > from {
                    let mut head = piece.clone();
                    whole[from..to].clone_into(&mut head.text);
                    push(&mut out, head);
                    piece.start += u32::try_from(to - from).unwrap_or(u32::MAX);
                    (piece.glued, piece.review, piece.mark) = (false, None, None);
                    from = to;
                }
                out.push(Self::default());
            }
            seen += whole.len();
            piece.text = if from == 0 { whole } else { whole[from..].to_owned() };
            push(&mut out, piece);
        }
        out.extend(places.map(|_| Self::default()));
        out
    }

    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.is_empty() && piece.mark.is_none())
    }

    /// The part before byte `at`, and the rest. A piece is cut where needed.
    pub fn split(mut self, at: usize) -> (Self, Self) {
        let mut seen = 0;
        for n in 0..self.pieces.len() {
            let len = self.pieces[n].text.len();
            if seen + len > at || (seen + len == at && len > 0) {
                let inner = at - seen;
                if inner == len {
                    let tail = self.pieces.split_off(n + 1);
                    return (self, Self { pieces: tail });
                }
                let mut tail = self.pieces.split_off(n);
                if inner == 0 {
                    return (self, Self { pieces: tail });
                }
                let mut head = tail[0].clone();
                if let Some((a, b)) = head.text.split_at_checked(inner) {
                    let (a, b) = (a.to_owned(), b.to_owned());
                    head.text = a;
                    tail[0].text = b;
                    tail[0].glued = false;
                    tail[0].review = None;
                    tail[0].start += u32::try_from(inner).unwrap_or(u32::MAX);
                    self.pieces.push(head);
                }
                return (self, Self { pieces: tail });
            }
            seen += len;
        }
        (self, Self::default())
    }

    /// Takes bytes out.
    #[must_use]
    pub fn take(&mut self, range: Range<usize>) -> Self {
        let (head, rest) = std::mem::take(self).split(range.start);
        let (taken, tail) = rest.split(range.end - range.start);
        self.pieces = head.pieces;
        self.pieces.extend(tail.pieces);
        taken
    }

    /// Takes white space from both ends.
    pub fn trim(&mut self) {
        while let Some(first) = self.pieces.first_mut() {
            let kept = first.text.trim_start();
            let cut = first.text.len() - kept.len();
            if cut > 0 {
                first.start += u32::try_from(cut).unwrap_or(0);
                first.text = kept.to_owned();
            }
            if !first.text.is_empty() || first.mark.is_some() {
                break;
            }
            self.pieces.remove(0);
        }
        while let Some(last) = self.pieces.last_mut() {
            let kept = last.text.trim_end().len();
            last.text.truncate(kept);
            if !last.text.is_empty() || last.mark.is_some() {
                break;
            }
            self.pieces.pop();
        }
    }

    /// Appends a text after a space.
    pub fn append(&mut self, other: Self) {
        if !self.is_empty() && !other.is_empty() {
            let italic = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.look.italic && piece.mark.is_none());
            let inside = italic(self.pieces.last()) && italic(other.pieces.first());
            self.space();
            // What is italic on both sides of a line's end is so in one go.
            if let Some(space) = self.pieces.last_mut() {
                space.look.italic = inside;
            }
        }
        self.pieces.extend(other.pieces);
    }

    pub fn space(&mut self) {
        self.pieces.push(Piece { text: " ".to_owned(), row: NOWHERE, ..Piece::default() });
    }

    /// The first and last line of the source that it stands in.
    pub fn rows(&self) -> Option<(u32, u32)> {
        let rows = || self.pieces.iter().map(|piece| piece.row).filter(|row| *row != NOWHERE);
        Some((rows().min()?, rows().max()?))
    }

    /// Rewrites letters piece by piece, each with its place in the printed text.
    pub fn map(&mut self, mut f: impl FnMut(usize, &str) -> String) {
        let mut seen = 0;
        for piece in &mut self.pieces {
            let len = piece.text.len();
            piece.text = f(seen, &piece.text);
            seen += len;
        }
    }
}

/// Letters that are enough to see how a text begins or ends.
const NEAR: usize = 240;

fn letters<'a>(mut pieces: impl Iterator<Item = &'a Piece>) -> Cow<'a, str> {
    let first = pieces.next().map_or("", |piece| piece.text.as_str());
    let Some(second) = pieces.next() else { return Cow::Borrowed(first) };
    let mut out = String::with_capacity(first.len() + second.text.len());
    out.extend([first, second.text.as_str()]);
    out.extend(pieces.map(|piece| piece.text.as_str()));
    Cow::Owned(out)
}

fn push(parts: &mut [Text], piece: Piece) {
    if let Some(last) = parts.last_mut()
        && !(piece.text.is_empty() && piece.mark.is_none())
    {
        last.pieces.push(piece);
    }
}

/// What a stretch of text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Body,
    Heading(u8),
    Title,
    Standfirst,
    Kicker,
    Byline,
    Bio,
    Date,
    Disclaimer,
    Publisher,
    /// The body of the note at this place in [`Draft::notes`].
    Note(usize),
    Item {
        depth: u8,
        number: Option<u32>,
        first: bool,
    },
    Cell {
        table: u32,
        row: u32,
        column: u32,
        header: bool,
    },
    Quote {
        depth: u8,
    },
    Pull {
        altered: bool,
    },
    Box {
        number: u32,
        title: bool,
    },
    /// A picture, its caption and credit; what follows it at once with `Caption` or `Credit` belongs to it.
    Figure,
    Caption,
    Credit,
    Code,
    Rule,
    /// What stands between notes and text.
    NoteRule,
    /// The heading over the notes.
    NoteHeading,
}

/// A stretch of text that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    pub text: Text,
    pub kind: Kind,
    /// Of its first line.
    pub at: At,
    /// Of its last line.
    pub end: At,
    pub gap: bool,
    /// The format said what it is.
    pub sure: bool,
    /// Written after it: `<!-- review: … -->`.
    pub reviews: Vec<String>,
}

/// A note and how it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// As printed: `12`, `*`.
    pub printed: String,
    /// In the markdown; made when all are known.
    pub label: String,
    pub text: Vec<Text>,
    pub at: At,
    /// A mark in the text leads to it.
    pub placed: bool,
    /// Notes that it stands for: the place of `Ibid.`’s note, and how sure that is.
    pub antecedent: Option<(usize, f32)>,
    pub reviews: Vec<String>,
    /// It became something else: an author's line.
    pub gone: bool,
}

/// Words that left the text, and why; or that became structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    pub text: Text,
    pub reason: &'static str,
    /// They are kept in another form: a date in the front matter, the number of a note.
    pub kept: bool,
}

/// A decision, as the report tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub pass: &'static str,
    pub what: String,
    /// Lines of the source, as [`At::line`].
    pub lines: (u32, u32),
    pub confidence: f32,
    pub alternative: Option<String>,
}

/// Below this a decision is told at its place as well.
pub const SURE: f32 = 0.9;

/// An author as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub bio: Option<String>,
}

/// What goes before the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    pub title: Option<String>,
    pub kicker: Option<String>,
    pub standfirst: Option<String>,
    pub authors: Vec<Author>,
    pub date: Option<String>,
    pub updated: Option<String>,
    pub publisher: Option<String>,
    pub series: Option<String>,
    pub number: Option<String>,
    pub disclaimer: Option<String>,
    pub language: Option<String>,
    pub license: Option<String>,
    pub url: Option<String>,
    pub doi: Option<String>,
}

/// The whole document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub front: Front,
    pub chunks: Vec<Chunk>,
    pub notes: Vec<Note>,
    pub left: Vec<Left>,
    /// Text that went into the front matter.
    pub fronted: Vec<Text>,
    /// Letters that were mended: the row, as they stood, as they stand.
    pub mended: Vec<(u32, String, String)>,
    pub decisions: Vec<Decision>,
    /// Doubts about what stands in the front matter; written behind it.
    pub front_doubts: Vec<String>,
    /// What has no place in the text of its own; written at its end.
    pub doubts: Vec<String>,
}

impl Draft {
    pub fn decide(&mut self, pass: &'static str, what: impl Into<String>, lines: (u32, u32), confidence: f32) {
        self.decisions.push(Decision { pass, what: what.into(), lines, confidence, alternative: None });
    }

    pub fn leave(&mut self, text: Text, reason: &'static str, kept: bool) {
        if !text.is_empty() {
            self.left.push(Left { text, reason, kept });
        }
    }
}

impl Chunk {
    pub fn lines(&self) -> (u32, u32) {
        (self.at.line, self.end.line.max(self.at.line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Text {
        Text { pieces: vec![Piece { text: words.to_owned(), ..Piece::default() }] }
    }

    #[test]
    fn what_is_taken_out_keeps_its_place_in_the_line() {
        let mut line = text("paid.1 The event");
        let mark = line.take(5..6);
        assert_eq!((mark.printed(), mark.pieces[0].start), ("1".into(), 5));
        assert_eq!(line.printed(), "paid. The event");
        assert_eq!(line.pieces[1].start, 6);
    }

    #[test]
    fn a_text_is_cut_at_many_places_in_one_walk() {
        let mut line = text("paid.1 The ");
        line.pieces.push(Piece { text: "event.2".to_owned(), row: 1, ..Piece::default() });
        let parts: Vec<String> =
            line.clone().cut(&[5, 6, 17, 18]).iter().map(|text| text.printed().into_owned()).collect();
        assert_eq!(parts, ["paid.", "1", " The event.", "2", ""]);
        assert_eq!(line.cut(&[6])[1].pieces[0].start, 6);
    }

    #[test]
    fn trimming_takes_empty_pieces_away() {
        let mut line = text("  a ");
        line.space();
        line.trim();
        assert_eq!((line.printed(), line.pieces[0].start), ("a".into(), 2));
    }
}
