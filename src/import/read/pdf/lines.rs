//! A row of pieces becomes a line: words with spaces between them, in runs of one look.

use super::book::Leaf;
use super::evidence::Entry;
use super::piece::Piece;
use super::places::Spot;
use super::rows::Row;
use super::tags::Kind;
use crate::import::evidence::{At, Line, Look, Role, Run};

/// Of the size: less than this between two pieces is no space.
const SPACE: f64 = 0.15;
/// From here on, a gap is one of a table or a tabulator.
const TAB: f64 = 2.5;

/// One line, or several where the tags say that the row holds several blocks, such as cells.
pub fn read(row: &Row, leaf: &Leaf<'_>, aside: bool) -> Vec<Entry> {
    let mut parts: Vec<(Option<u32>, Vec<&Piece>)> = Vec::new();
    for piece in &row.pieces {
        // What only groups says nothing of where its words end.
        let said = |block: &u32| leaf.tags.blocks.get(*block as usize).is_some_and(|block| block.kind != Kind::Other);
        let block = piece.place.tag.and_then(leaf.block);
        let known = block.as_ref().is_some_and(said);
        match parts.last_mut() {
            Some((last, pieces)) if *last == block || !known => pieces.push(piece),
            Some((last, pieces)) if !last.as_ref().is_some_and(said) => {
                *last = block;
                pieces.push(piece);
            }
            _ => parts.push((block, vec![piece])),
        }
    }
    parts.into_iter().filter_map(|(block, pieces)| entry(row, block, &pieces, leaf, aside)).collect()
}

fn entry(row: &Row, block: Option<u32>, pieces: &[&Piece], leaf: &Leaf<'_>, aside: bool) -> Option<Entry> {
    let mut runs: Vec<Run> = Vec::new();
    let mut spots: Vec<(usize, Spot)> = Vec::new();
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        let link = piece.look.link.and_then(|index| leaf.links.all.get(index as usize));
        let look = look(piece, row, link.and_then(|link| link.address.clone()));
        let space = before.and_then(|before| space(before, piece, row));
        let text = piece.text.trim();
        // A mark that leads to a note is a run of its own, though it looks like the words around it.
        let spot = link.and_then(|link| link.spot);
        let led = spots.last().filter(|(run, _)| run + 1 == runs.len()).map(|(_, spot)| *spot);
        match runs.last_mut() {
            Some(run) if run.look == look && spot == led => {
                run.text.extend(space);
                run.text.push_str(text);
            }
            last => {
                // The space between two looks belongs to the plain one: a raised figure ends with itself.
                let mut next = Run { look, ..Run::default() };
                match last {
                    Some(run)
                        if !run.look.superscript && (run.look == Look::default() || next.look != Look::default()) =>
                    {
                        run.text.extend(space);
                    }
                    _ => next.text.extend(space),
                }
                next.text.push_str(text);
                runs.push(next);
            }
        }
        if let Some(spot) = spot {
            spots.push((runs.len() - 1, spot));
        }
        before = Some(piece);
    }
    let (first, last) = (pieces.first()?, pieces.last()?);
    let left = if row.pieces.first() == Some(*first) { row.left } else { first.left };
    runs.iter().any(|run| !run.text.trim().is_empty()).then(|| Entry {
        line: Line {
            runs,
            role: if aside { Role::Furniture } else { Role::Unknown },
            at: At {
                page: leaf.page,
                left: single(left),
                right: single(pieces.iter().map(|piece| piece.right).fold(last.right, f64::max)),
                y: single(row.y),
                size: single(row.size),
                column: row.column,
                edge: single(row.edge),
                ..At::default()
            },
            ..Line::default()
        },
        block,
        part: row.part,
        spots,
        artifact: pieces.iter().all(|piece| piece.place.artifact),
        picture: None,
    })
}

fn space(before: &Piece, piece: &Piece, row: &Row) -> Option<char> {
    let gap = piece.left - before.right;
    let spaced = before.text.ends_with(char::is_whitespace) || piece.text.starts_with(char::is_whitespace);
    // A bullet or a number stands apart from its text, and is no cell.
    let label = row.pieces.first() == Some(before) && is_label(before.text.trim());
    let size = if before.size > row.size * 1.8 { before.size } else { row.size };
    if row.cells.contains(&piece.left) {
        return Some('\t');
    }
    if gap > TAB * row.size && !label { Some('\t') } else { (spaced || gap > SPACE * size).then_some(' ') }
}

/// `•`, `3.`, `(iv)`, or a short word in its place.
fn is_label(text: &str) -> bool {
    let short = text.chars().count() <= 4;
    short && !(text.chars().count() == 4 && text.chars().all(|letter| letter.is_ascii_digit()))
}

fn look(piece: &Piece, row: &Row, link: Option<String>) -> Look {
    let (smaller, rise) = (piece.size < row.size * 0.9, row.y - piece.y);
    Look {
        bold: piece.look.bold,
        italic: piece.look.italic,
        superscript: piece.look.raised || smaller && rise > 0.12 * row.size,
        subscript: smaller && rise < -0.05 * row.size,
        small_caps: piece.look.small_caps,
        code: piece.look.fixed,
        size: if (piece.size - row.size).abs() > 0.05 * row.size { single(piece.size) } else { 0.0 },
        link,
        ..Look::default()
    }
}

/// Places on a page to a hundredth of a point.
#[expect(clippy::cast_possible_truncation, reason = "points of a page")]
pub fn single(number: f64) -> f32 {
    ((number * 100.0).round() / 100.0) as f32
}
