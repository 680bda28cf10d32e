//! Items and quotations inside each other.

use super::inlines::inlines;
use super::{Names, block, tell};
use crate::import::draft::{Chunk, Kind};
use crate::model::block::{Block, BlockKind, List};

/// Deeper items stand at this depth.
const DEEPEST: u8 = 12;

fn depth(chunk: &Chunk) -> u8 {
    match chunk.kind {
        Kind::Item { depth, .. } | Kind::Quote { depth } => depth.min(DEEPEST),
        _ => 0,
    }
}

/// The list of these items, all at `level` or deeper; nothing where there are none.
pub fn list(chunks: &[Chunk], names: &Names, level: u8) -> Option<BlockKind<'static>> {
    let mut items: Vec<Vec<Block<'static>>> = Vec::new();
    let mut start = None;
    let mut tight = true;
    let mut n = 0;
    while n < chunks.len() {
        if depth(&chunks[n]) > level && level < DEEPEST {
            let end = n + chunks[n..].iter().take_while(|chunk| depth(chunk) > level).count();
            if let Some(inner) = list(&chunks[n..end], names, level + 1) {
                if items.is_empty() {
                    items.push(Vec::new());
                }
                items.last_mut()?.push(block(inner));
            }
            n = end;
            continue;
        }
        let Kind::Item { number, first, .. } = chunks[n].kind else {
            n += 1;
            continue;
        };
        let mut words = inlines(&chunks[n].text, names);
        tell(&mut words, &chunks[n].reviews);
        let paragraph = block(BlockKind::Paragraph(words));
        if items.is_empty() {
            start = number.map(u64::from);
        }
        if first || items.is_empty() {
            items.push(vec![paragraph]);
        } else {
            tight = false;
            items.last_mut()?.push(paragraph);
        }
        n += 1;
    }
    (!items.is_empty()).then_some(BlockKind::List(List { start, tight, items }))
}

pub fn quotes(chunks: &[Chunk], names: &Names, level: u8) -> Vec<Block<'static>> {
    let mut out = Vec::new();
    let mut n = 0;
    while n < chunks.len() {
        if depth(&chunks[n]) > level && level < DEEPEST {
            let end = n + chunks[n..].iter().take_while(|chunk| depth(chunk) > level).count();
            out.push(block(BlockKind::Quote(quotes(&chunks[n..end], names, level + 1))));
            n = end;
        } else {
            let mut words = inlines(&chunks[n].text, names);
            tell(&mut words, &chunks[n].reviews);
            out.push(block(BlockKind::Paragraph(words)));
            n += 1;
        }
    }
    out
}
