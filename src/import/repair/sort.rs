//! Stretches that their first signs tell: credits, captions, items, boxes, quotations set in.

use std::collections::BTreeMap;

use super::headings::restore;
use super::printed;
use super::shape;
use super::words::{self, Words};
use crate::import::draft::{Chunk, Draft, Kind};
use crate::import::evidence::{At, Mark};

/// Figures, captions and credits. A caption without its picture stays text.
pub fn figures(draft: &mut Draft) {
    let mut beside = false;
    for chunk in &mut draft.chunks {
        let marked = chunk.text.pieces.iter().any(|piece| matches!(piece.mark, Some(Mark::Picture(_))));
        let alone = chunk.text.plain().trim().is_empty();
        if marked && alone {
            chunk.kind = Kind::Figure;
            beside = true;
            continue;
        }
        let text = chunk.text.plain();
        let short = chunk.kind == Kind::Body && chunk.gap && shape::words_up_to(&text, 40) < 40;
        if short && (figured(&text) || credited(&text).is_some()) {
            chunk.kind = Kind::Caption;
        }
        if chunk.kind == Kind::Body && (shape::credit(&text) || beside && shape::labelled_credit(&text).is_some()) {
            chunk.kind = Kind::Credit;
        }
        beside = chunk.kind == Kind::Caption;
    }
}

/// The caption of a figure, not of a table.
fn figured(text: &str) -> bool {
    let lower = text.to_lowercase();
    let named = ["figure ", "fig. ", "chart ", "map ", "abbildung ", "abb. ", "рис. ", "рисунок "];
    shape::caption(text) && named.iter().any(|word| lower.starts_with(word))
}

/// `A gate. Photo: Ida Brook`: where the credit begins that a caption ends with.
fn credited(text: &str) -> Option<usize> {
    let mut places = text.match_indices([' ', '\u{a0}']).map(|(at, sign)| at + sign.len());
    places.find(|at| shape::ends(&text[..*at]) && shape::credit(&text[*at..]))
}

/// The credit at the end of a caption stands by itself.
fn part_credits(draft: &mut Draft) {
    let mut out = Vec::with_capacity(draft.chunks.len());
    for mut chunk in std::mem::take(&mut draft.chunks) {
        let text = if chunk.kind == Kind::Caption { chunk.text.printed() } else { "".into() };
        let mut places = text.match_indices([' ', '\u{a0}']).map(|(at, sign)| at + sign.len());
        let at = places.find(|at| shape::ends(&text[..*at]) && shape::labelled_credit(&text[*at..]).is_some());
        let Some(at) = at else {
            out.push(chunk);
            continue;
        };
        let (mut head, mut tail) = std::mem::take(&mut chunk.text).split(at);
        head.trim();
        tail.trim();
        let credit = Chunk { text: tail, kind: Kind::Credit, gap: false, reviews: Vec::new(), ..chunk.clone() };
        out.push(Chunk { text: head, ..chunk });
        out.push(credit);
    }
    draft.chunks = out;
}

/// Italic words at once behind a picture are its caption.
pub fn captions(draft: &mut Draft) {
    for n in 1..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        let italic = chunk.text.pieces.iter().all(|piece| piece.look.italic || piece.text.trim().is_empty());
        if chunk.kind == Kind::Body
            && italic
            && draft.chunks[n - 1].kind == Kind::Figure
            && shape::words_up_to(&chunk.text.plain(), 40) < 40
        {
            draft.chunks[n].kind = Kind::Caption;
        }
    }
    part_credits(draft);
}

/// A quotation that is set in: all its lines further right than those around it, and in print further left as well.
pub fn quotes(draft: &mut Draft) {
    let edges = Edges::of(&draft.chunks);
    let size = printed::size_of(&draft.chunks);
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        if chunk.kind != Kind::Body || chunk.sure || !chunk.gap {
            continue;
        }
        let print = chunk.at.y > 0.0;
        let step = if print { 12.0 } else { 3.0 };
        let text = chunk.text.printed();
        // Centred sentences in large letters are something else.
        let large = size.is_some_and(|size| chunk.at.size > size + printed::SEEN);
        // The one line of a short paragraph may be set in as first lines are.
        let line = print && chunk.at == chunk.end;
        let set_in =
            !large && !line && edges.right_of_edge(&chunk.at) >= step && edges.right_of_edge(&chunk.end) >= step * 0.5;
        let prose = shape::words_up_to(&text, 12) > 11
            && shape::ends(&text)
            && !words::shouted(&text)
            && shape::label(&text).is_none()
            && shape::bullet(&text).is_none();
        let introduced = draft.chunks[..n].iter().rev().find(|chunk| chunk.kind == Kind::Body).is_some_and(|before| {
            let before = before.text.printed();
            before.ends_with(':') || shape::ends(&before)
        });
        if set_in && prose && introduced {
            // Of print, the right edge has to say the same.
            let sure = !print || edges.left_of_edge(&chunk.at) >= step * 0.5;
            draft.chunks[n].kind = Kind::Quote { depth: 0 };
            let lines = draft.chunks[n].lines();
            draft.decide("quotations", "a quotation, set in".to_owned(), lines, if sure { 0.92 } else { 0.8 });
            if !sure {
                draft.chunks[n].reviews.push("is this a quotation? Only its left edge is set in".to_owned());
            }
        }
    }
}

/// A page and its column.
type Place = (u32, u8);

fn place(at: &At) -> Place {
    (at.page, at.column)
}

/// Where most letters of each page and column begin and end: margins differ from page to page, in books and in scans.
struct Edges(BTreeMap<Place, (f32, f32)>);

impl Edges {
    fn of(chunks: &[Chunk]) -> Self {
        let mut all: BTreeMap<Place, Vec<&Chunk>> = BTreeMap::new();
        for chunk in chunks.iter().filter(|chunk| chunk.kind == Kind::Body && !chunk.sure) {
            all.entry(place(&chunk.at)).or_default().push(chunk);
            if place(&chunk.end) != place(&chunk.at) {
                all.entry(place(&chunk.end)).or_default().push(chunk);
            }
        }
        let edges = |(here, chunks): (Place, Vec<&Chunk>)| {
            // The first line of a paragraph may be set in, and its last one is short.
            let left = |chunk: &&Chunk| match (place(&chunk.at) == here, place(&chunk.end) == here) {
                (true, true) => chunk.at.left.min(chunk.end.left),
                (true, false) => chunk.at.left,
                _ => chunk.end.left,
            };
            let lefts = chunks.iter().map(|chunk| (left(chunk), chunk.text.len()));
            let long = chunks.iter().filter(|chunk| chunk.at != chunk.end && place(&chunk.at) == here);
            let rights = long.map(|chunk| (chunk.at.right, chunk.text.len()));
            (here, (most(lefts).unwrap_or(0.0), most(rights).unwrap_or(0.0)))
        };
        Self(all.into_iter().map(edges).collect())
    }

    fn right_of_edge(&self, at: &At) -> f32 {
        self.0.get(&place(at)).map_or(0.0, |(left, _)| at.left - left)
    }

    fn left_of_edge(&self, at: &At) -> f32 {
        self.0.get(&place(at)).map_or(0.0, |(_, right)| right - at.right)
    }
}

/// The edge that most letters share, give or take a point.
fn most(edges: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    let mut all: Vec<(f32, usize)> = edges.collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.chunk_by(|a, b| b.0 - a.0 < 1.0)
        .map(|same| (same.iter().map(|(_, letters)| letters).sum::<usize>(), same[same.len() / 2].0))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)))
        .map(|(_, edge)| edge)
}

/// Items by their bullets or letters; numbers where at least two count up.
pub fn items(draft: &mut Draft) {
    for n in 0..draft.chunks.len() {
        if draft.chunks[n].kind != Kind::Body {
            continue;
        }
        let text = draft.chunks[n].text.printed();
        // A sign typed before a paragraph that the format marks makes an item only beside another one.
        let doubtful = draft.chunks[n].sure || text.starts_with(['–', '—', '-', '*']);
        if let Some((len, number)) = shape::bullet(&text)
            && (!doubtful || near_bullet(&draft.chunks, n))
        {
            item(draft, n, len, number);
        }
    }
    let mut n = 0;
    while n < draft.chunks.len() {
        let run = numbers(&draft.chunks, n);
        for (k, len) in run.iter().enumerate() {
            item(draft, n + k, *len, u32::try_from(k + 1).ok());
        }
        n += run.len().max(1);
    }
}

/// A dash is a bullet only beside another one.
fn near_bullet(chunks: &[Chunk], n: usize) -> bool {
    let sign = chunks[n].text.printed().chars().next();
    [n.checked_sub(1), Some(n + 1)].into_iter().flatten().any(|near| {
        chunks.get(near).is_some_and(|chunk| {
            matches!(chunk.kind, Kind::Item { .. })
                || (chunk.kind == Kind::Body
                    && shape::bullet(&chunk.text.printed()).is_some()
                    && chunk.text.printed().chars().next() == sign)
        })
    })
}

/// `1.`, `2.` … one after the other.
fn numbers(chunks: &[Chunk], from: usize) -> Vec<usize> {
    let mut out = Vec::new();
    for chunk in &chunks[from..] {
        let open = chunk.kind == Kind::Body && !chunk.sure;
        let label = open.then(|| shape::label(&chunk.text.printed())).flatten();
        let Some((shape::Form::Stop, number, len)) = label else { break };
        if usize::try_from(number) != Ok(out.len() + 1) {
            break;
        }
        out.push(len);
    }
    if out.len() < 2 { Vec::new() } else { out }
}

fn item(draft: &mut Draft, n: usize, len: usize, number: Option<u32>) {
    let (mut mark, rest) = std::mem::take(&mut draft.chunks[n].text).split(len);
    mark.trim();
    draft.leave(mark, "sign before an item", true);
    draft.chunks[n].text = rest;
    draft.chunks[n].kind = Kind::Item { depth: 0, number, first: true };
}

/// `BOX A: THE VIOLIN` and the text of the box. Where the box cuts a paragraph in two, it reaches to the second half.
pub fn boxes(draft: &mut Draft, known: &Words) {
    let mut number = draft
        .chunks
        .iter()
        .filter_map(|chunk| if let Kind::Box { number, .. } = chunk.kind { Some(number) } else { None })
        .max()
        .map_or(1, |n| n + 1);
    let mut n = 0;
    while n < draft.chunks.len() {
        let text = draft.chunks[n].text.printed().into_owned();
        let named = matches!(draft.chunks[n].kind, Kind::Body | Kind::Heading(_))
            && text.to_lowercase().starts_with("box ")
            && shape::caption(&text)
            && shape::words(&text) < 16;
        if !named {
            n += 1;
            continue;
        }
        let cut = draft.chunks[..n]
            .iter()
            .rev()
            .find(|chunk| chunk.kind == Kind::Body)
            .is_some_and(|chunk| !shape::ends(&chunk.text.printed()));
        let mut end = n + 1;
        while end < draft.chunks.len() && draft.chunks[end].kind == Kind::Body {
            if cut && shape::goes_on(&draft.chunks[end].text.printed()) || !cut && end > n + 1 {
                break;
            }
            end += 1;
        }
        if cut && end < draft.chunks.len() && draft.chunks[end].kind != Kind::Body {
            end = (n + 2).min(end);
        }
        for (k, chunk) in draft.chunks[n..end].iter_mut().enumerate() {
            chunk.kind = Kind::Box { number, title: k == 0 };
        }
        let lines = (draft.chunks[n].at.line, draft.chunks[end - 1].end.line);
        draft.decide("boxes", format!("“{text}” is a box"), lines, if cut { 0.93 } else { 0.85 });
        if !cut {
            draft.chunks[end - 1].reviews.push("does this box end here?".to_owned());
        }
        let title = &mut draft.chunks[n].text;
        if words::shouted(&title.plain()) {
            let colon = title.printed().find(':').map_or(0, |at| at + 1);
            let (mut head, mut tail) = std::mem::take(title).split(colon);
            restore(&mut head, known);
            restore(&mut tail, known);
            head.pieces.extend(tail.pieces);
            *title = head;
        }
        number += 1;
        n = end;
    }
}
