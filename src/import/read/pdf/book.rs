//! Page after page is added to what was read so far.

use super::evidence::Entry;
use super::links::Links;
use super::paint::Painted;
use super::piece::{Hidden, Piece};
use super::tags::Tags;
use super::unpack::Unpacker;
use super::{Refusal, lines, pictures, refuse, rows};
use crate::import::evidence::{Dropped, Picture};
use crate::import::limits;
use std::collections::HashMap;

/// Letters of a page that is a scan, at most: a stamp or a folio.
const FEW: usize = 60;
/// Pages on which the same picture is an ornament, such as a logo.
const REPEATED: usize = 3;

/// What was read of all pages so far.
#[derive(Debug, Default)]
pub struct Book {
    pub entries: Vec<Entry>,
    pub pictures: Vec<Picture>,
    pub dropped: Vec<Dropped>,
    pub letters: usize,
    unknown: usize,
    /// A limit was reached.
    pub over: Option<(&'static str, u64)>,
    /// Pages that are pictures of text.
    pub scans: Vec<u32>,
    /// By the bytes that a picture is: its number if it could be taken out, and how often it was seen.
    known: HashMap<usize, (Option<usize>, usize)>,
    bytes: usize,
    /// The middle of the gutter between the columns of the pages so far.
    gutter: Option<f64>,
}

/// A page, as far as what is on it has to be looked up.
#[derive(Clone, Copy)]
pub struct Leaf<'a> {
    /// From 1.
    pub page: u32,
    pub links: &'a Links,
    pub tags: &'a Tags,
    pub block: &'a dyn Fn(u32) -> Option<u32>,
}

impl Book {
    pub fn add(&mut self, painted: Painted<'_>, leaf: &Leaf<'_>, unpacker: &mut Unpacker) {
        self.letters += painted.letters;
        self.unknown += painted.unknown;
        if painted.letters < FEW && painted.pictured > 0.5 {
            self.scans.push(leaf.page);
        }
        let recognized = recognized(&painted.pieces, painted.pictured);
        let (mut frames, mut shots) = (Vec::new(), Vec::new());
        // The picture of a scan's page is its text, which is read.
        let pictures = painted.pictures.iter().filter(|_| !recognized);
        for placed in pictures.filter(|placed| pictures::matters(placed, painted.width, painted.height)) {
            let alternative = placed
                .tag
                .and_then(leaf.block)
                .and_then(|block| leaf.tags.blocks.get(block as usize)?.alternative.clone())
                .unwrap_or_default();
            if let Some(number) = self.picture(placed, leaf.page, unpacker) {
                frames.push(placed.area);
                shots.push((number, alternative));
            }
        }
        let mut shown = self.shown(painted.pieces, recognized, leaf.page);
        narrow(&mut shown);
        let (upright, turned) = by_turn(shown);
        for row in rows::read(upright, &frames, &mut self.gutter) {
            match row.picture.and_then(|index| shots.get(index)) {
                Some((number, alternative)) => {
                    self.entries.push(Entry::picture(*number, alternative.clone(), &row, leaf.page));
                }
                None => self.entries.extend(lines::read(&row, leaf, false)),
            }
        }
        for row in turned.into_iter().flat_map(|pieces| rows::read(pieces, &[], &mut None)) {
            self.entries.extend(lines::read(&row, leaf, true));
        }
    }

    pub fn refusal(&mut self, pages: usize) -> Option<Refusal> {
        // What is on most pages is no picture of the text.
        let ornaments: Vec<usize> =
            self.known.values().filter(|(_, seen)| *seen >= REPEATED).filter_map(|(number, _)| *number).collect();
        self.entries.retain(|entry| entry.picture.is_none_or(|number| !ornaments.contains(&number)));
        let read = self.entries.iter().any(|entry| entry.picture.is_none());
        let scans = self.scans.len();
        if scans > 0 && (scans * 2 > pages || !read) {
            return Some(refuse::scan(scans));
        }
        if !read {
            return Some(refuse::empty());
        }
        (self.unknown * 10 > self.letters * 3).then(refuse::unreadable_letters)
    }

    /// The pieces that a reader sees; where a machine read a scan before, those that it wrote.
    fn shown(&mut self, pieces: Vec<Piece>, recognized: bool, page: u32) -> Vec<Piece> {
        let mut shown = Vec::with_capacity(pieces.len());
        for mut piece in pieces {
            let reason = match piece.place.hidden {
                None => None,
                Some(Hidden::Invisible) if recognized => None,
                Some(Hidden::Invisible) => Some("invisible on the page"),
                Some(Hidden::White) => Some("white on white"),
                Some(Hidden::Outside) => Some("outside the page"),
            };
            match reason {
                None => {
                    piece.place.hidden = None;
                    shown.push(piece);
                }
                Some(reason) => {
                    self.dropped.push(Dropped { text: piece.text.trim().to_owned(), line: page, reason, doubt: false });
                }
            }
        }
        shown
    }

    fn picture(&mut self, placed: &super::paint::Placed<'_>, page: u32, unpacker: &mut Unpacker) -> Option<usize> {
        let key = placed.stream.dict().data().as_ptr().addr();
        if let Some((number, seen)) = self.known.get_mut(&key) {
            *seen += 1;
            return *number;
        }
        let mut number = None;
        if let Some((bytes, ending)) = pictures::take(&placed.stream, unpacker) {
            self.bytes += bytes.len();
            if self.pictures.len() >= limits::PICTURES {
                self.over = Some(("it holds too many pictures", limits::PICTURES as u64));
            } else if self.bytes > limits::PICTURES_KEPT {
                self.over = Some(("its pictures have too many bytes", limits::PICTURES_KEPT as u64));
            }
            if self.over.is_some() {
                return None;
            }
            number = Some(self.pictures.len());
            let name = format!("page-{page}-{}.{ending}", self.pictures.len() + 1);
            self.pictures.push(Picture { name, bytes });
        }
        self.known.insert(key, (number, 1));
        number
    }
}

/// Where a link holds a small raised mark and larger letters too, it is the mark's: its area was made wide for fingers.
fn narrow(pieces: &mut [Piece]) {
    let mut smallest: HashMap<u32, f64> = HashMap::new();
    for piece in pieces.iter() {
        if let Some(link) = piece.look.link {
            let size = smallest.entry(link).or_insert(piece.size);
            *size = size.min(piece.size);
        }
    }
    for piece in pieces {
        if piece.look.link.and_then(|link| smallest.get(&link)).is_some_and(|&size| piece.size > size * 1.15) {
            piece.look.link = None;
        }
    }
}

/// A page whose letters are nearly all invisible, over a picture, is a scan that was read by a machine before.
fn recognized(pieces: &[Piece], pictured: f64) -> bool {
    let letters = |hidden: bool| -> usize {
        pieces
            .iter()
            .filter(|piece| (piece.place.hidden == Some(Hidden::Invisible)) == hidden)
            .map(|piece| piece.text.len())
            .sum()
    };
    pictured > 0.5 && letters(true) > 9 * letters(false)
}

/// Pieces as most of the page is turned, and the others, each turn by itself.
fn by_turn(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Vec<Piece>>) {
    let mut turns: Vec<(i16, usize, Vec<Piece>)> = Vec::new();
    for piece in pieces {
        let letters = piece.text.len();
        // A page has few directions; what goes round in a circle counts as one.
        let at = turns.iter().position(|(turn, ..)| *turn == piece.place.turn).or((turns.len() > 16).then_some(16));
        match at.and_then(|at| turns.get_mut(at)) {
            Some((_, count, all)) => {
                *count += letters;
                all.push(piece);
            }
            None => turns.push((piece.place.turn, letters, vec![piece])),
        }
    }
    // The sort is stable: where nothing decides, what came first stays first.
    turns.sort_by_key(|(turn, count, _)| std::cmp::Reverse(count * if *turn == 0 { 2 } else { 1 }));
    let mut turns = turns.into_iter().map(|(.., pieces)| pieces);
    (turns.next().unwrap_or_default(), turns.collect())
}
