//! What the size of letters and their place on a page say, where a document is printed: in points.

use super::rows::Row;
use super::shape;
use crate::import::draft::{Chunk, Draft, Kind};

/// Points of difference that a reader sees.
pub const SEEN: f32 = 0.8;
/// A large line in the text: a pull quote or a heading.
const LARGE: f32 = 1.5;
/// Words of a paragraph of the text.
const PARAGRAPH: usize = 12;
/// Words under a picture.
const CAPTION: usize = 60;

/// A first line of a paragraph is set in by so much against its other lines, or those of the one before.
pub fn set_in(step: f32, size: f32) -> bool {
    (0.8 * size..4.0 * size).contains(&step)
}

/// The size of most letters; nothing where the format has none.
pub fn size(rows: &[Row]) -> Option<f32> {
    most(rows.iter().filter(|row| row.open()).map(|row| (row.at.size, row.text.len())))
}

/// The same of stretches.
pub fn size_of(chunks: &[Chunk]) -> Option<f32> {
    most(chunks.iter().filter(|chunk| chunk.kind == Kind::Body).map(|chunk| (chunk.at.size, chunk.text.len())))
}

fn most(sizes: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    let mut all: Vec<(f32, usize)> = sizes.filter(|(size, _)| *size > 0.0).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best: Option<(f32, usize)> = None;
    for same in all.chunk_by(|a, b| b.0 - a.0 < 0.1) {
        let count = same.iter().map(|(_, letters)| letters).sum();
        if best.is_none_or(|(_, most)| count > most) {
            best = same.first().map(|(size, _)| (*size, count));
        }
    }
    best.map(|(size, _)| size)
}

/// Small words at once below a picture are its caption.
pub fn captions(draft: &mut Draft) {
    let Some(usual) = size_of(&draft.chunks) else { return };
    for n in 1..draft.chunks.len() {
        let (before, chunk) = (&draft.chunks[n - 1], &draft.chunks[n]);
        let below = matches!(before.kind, Kind::Figure | Kind::Caption)
            && before.at.page == chunk.at.page
            && (0.0..3.0 * usual).contains(&(chunk.at.y - before.end.y));
        let small = chunk.at.size > 0.0 && chunk.at.size < usual - SEEN;
        let text = chunk.text.plain();
        let noted = raised(chunk) || shape::label(&text).is_some();
        if chunk.kind == Kind::Body && below && small && shape::words(&text) < CAPTION && !noted {
            draft.chunks[n].kind = Kind::Caption;
        }
    }
}

fn raised(chunk: &Chunk) -> bool {
    chunk.text.pieces.first().is_some_and(|piece| piece.look.superscript)
}

/// Where notes begin: small stretches with a label from which on all is small, to the foot of the page or column.
pub fn feet(chunks: &[Chunk]) -> Vec<bool> {
    let mut out = vec![false; chunks.len()];
    let Some(usual) = size_of(chunks) else { return out };
    // With a label before it, half a point is enough.
    let small = |chunk: &Chunk| chunk.at.size > 0.0 && chunk.at.size < usual - SEEN / 2.0;
    let labelled = |chunk: &Chunk| raised(chunk) || shape::label(&chunk.text.head()).is_some();
    let mut from = 0;
    for part in chunks.chunk_by(|a, b| a.at.page == b.at.page && (a.at.column == b.at.column || b.at.y > a.at.y)) {
        let foot = part
            .iter()
            .rposition(|chunk| !small(chunk) || !matches!(chunk.kind, Kind::Body | Kind::Note(_)))
            .map_or(0, |n| n + 1);
        // The tail of a note stands above the first label of its page.
        let label = part[foot..].iter().position(labelled);
        let tail = part.get(foot).filter(|chunk| label == Some(1) && shape::goes_on(&chunk.text.head()));
        if let Some(label) = label.map(|n| if tail.is_some() { foot } else { foot + n }) {
            out[from + label..from + part.len()].fill(true);
        }
        from += part.len();
    }
    out
}

/// The first paragraph of the text, in its size.
fn begins(draft: &Draft, usual: f32) -> Option<usize> {
    draft.chunks.iter().position(|chunk| {
        chunk.kind == Kind::Body
            && (chunk.at.size - usual).abs() < 0.3
            && shape::words(&chunk.text.plain()) > PARAGRAPH
            && chunk.end.y > 0.0
            && !chunk.text.pieces.iter().all(|piece| piece.look.italic || piece.text.trim().is_empty())
    })
}

/// Sentences in letters between those of the title and those of the text, before the text begins: the standfirst. So
/// are those in italics, in any size.
pub fn standfirst(draft: &Draft, title: Option<usize>) -> Option<usize> {
    let usual = size_of(&draft.chunks)?;
    let first = begins(draft, usual)?;
    (title?..first).find(|&n| {
        let chunk = &draft.chunks[n];
        let text = chunk.text.plain();
        let italic = chunk.text.pieces.iter().all(|piece| piece.look.italic || piece.text.trim().is_empty());
        let said = shape::ends(&text) || shape::words(&text) > 7;
        chunk.kind == Kind::Body
            && chunk.at.page <= 2
            && shape::label(&text).is_none()
            && (chunk.at.size > usual + SEEN && said || italic && said && chunk.at.size > usual - SEEN / 2.0)
            && (5..=120).contains(&shape::words(&text))
    })
}

/// Sentences in large letters in the midst of the text are pull quotes; a heading is shorter and ends without a stop.
pub fn pulls(draft: &mut Draft) {
    let Some(usual) = size_of(&draft.chunks) else { return };
    let Some(first) = begins(draft, usual) else { return };
    for chunk in draft.chunks.iter_mut().skip(first).filter(|chunk| chunk.kind == Kind::Body && !chunk.sure) {
        let text = chunk.text.plain();
        let said = shape::ends(&text) || shape::quoted(&text).is_some();
        if chunk.at.size > usual + LARGE && said && (4..=90).contains(&shape::words(&text)) {
            chunk.kind = Kind::Pull { altered: false };
        }
    }
}

/// A name in small letters under the title, before the text begins.
pub fn is_imprint(draft: &Draft, n: usize) -> bool {
    let Some(usual) = size_of(&draft.chunks) else { return false };
    let chunk = &draft.chunks[n];
    let text = chunk.text.plain();
    let before = begins(draft, usual).is_some_and(|first| n < first) && chunk.at.page <= 1;
    let name = text.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase) || matches!(word, "of" | "for" | "and" | "the" | "on" | "de" | "für")
    });
    let short = (2..=7).contains(&shape::words(&text)) && !text.ends_with(['.', ':', ',']);
    before && name && short && chunk.at.size > 0.0 && chunk.at.size < usual - SEEN
}

/// In smaller letters than the text.
pub fn is_small(draft: &Draft, n: usize) -> bool {
    let size = draft.chunks[n].at.size;
    size > 0.0 && size_of(&draft.chunks).is_some_and(|usual| size < usual - SEEN)
}

/// In letters that are no larger than those of the text.
pub fn is_plain(draft: &Draft, n: usize) -> bool {
    let size = draft.chunks[n].at.size;
    size > 0.0 && size_of(&draft.chunks).is_some_and(|usual| size < usual + 0.3)
}
