//! A sentence as other pages show it: the mark of the citation, or the name, set off.

use super::shared::Shared;
use crate::model::article::{ArticleId, WorkId};
use crate::model::facts::LinkTarget;
use crate::model::walk::{BARE_LINK, CITATION};
use crate::render::escape;

/// Longer sentences are shown in part: what a page quotes must not grow with what it quotes from (THREATS E3).
const LONGEST: usize = 500;

/// What is set off.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    Nothing,
    /// The number of the note, at the end of the sentence, or where a citation in the sentence makes the note.
    Note(u32),
    /// The formatted citation of this work.
    Work(WorkId),
    /// Each name of this entity.
    Entity(u32),
}

/// A sentence of an article as HTML; none where there is none.
pub fn html(shared: &Shared<'_>, article: ArticleId, sentence: Option<u32>, mark: Mark) -> Option<String> {
    let index = sentence?;
    let text = shared.site.article(article).facts.sentences.get(index as usize)?.text.as_str();
    let pieces = pieces(shared, article, index, text, mark);
    let mut out = String::with_capacity(text.len() + 32);
    for piece in clip(pieces) {
        if piece.marked {
            out.push_str("<mark>");
        }
        escape::text(&mut out, &piece.text);
        if piece.marked {
            out.push_str("</mark>");
        }
    }
    Some(out)
}

/// A sentence of an article as plain text, whole.
pub fn plain(shared: &Shared<'_>, article: ArticleId, sentence: Option<u32>) -> Option<String> {
    let index = sentence?;
    let text = shared.site.article(article).facts.sentences.get(index as usize)?.text.as_str();
    Some(pieces(shared, article, index, text, Mark::Nothing).into_iter().map(|piece| piece.text).collect())
}

#[derive(Debug, PartialEq)]
struct Piece {
    text: String,
    marked: bool,
}

fn pieces(shared: &Shared<'_>, article: ArticleId, index: u32, text: &str, mark: Mark) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut push = |text: &str, marked| {
        if !text.is_empty() {
            out.push(Piece { text: text.to_owned(), marked });
        }
    };
    if let Mark::Entity(entity) = mark {
        let mut titles = titles(shared, article, index);
        let mut at = 0;
        for (start, end) in names(shared, article, index, entity) {
            if let (Some(before), Some(words)) = (text.get(at..start), text.get(start..end)) {
                push(&with_titles(&before.replace(CITATION, "[…]"), &mut titles), false);
                push(words, true);
                at = end;
            }
        }
        push(&with_titles(&text.get(at..).unwrap_or("").replace(CITATION, "[…]"), &mut titles), false);
        return out;
    }
    let mut marked = false;
    let mut citations = citations(shared, article, index);
    let mut titles = titles(shared, article, index);
    for (n, part) in text.split(CITATION).enumerate() {
        if n > 0 {
            let citation = citations.next();
            let words = citation.as_ref().map_or("[…]", |citation| citation.words.as_str());
            let this = citation.as_ref().is_some_and(|citation| match mark {
                Mark::Note(note) => citation.note == Some(note),
                Mark::Work(work) => citation.works.contains(&work),
                Mark::Nothing | Mark::Entity(_) => false,
            });
            push(words, this);
            marked |= this;
        }
        push(&with_titles(part, &mut titles), false);
    }
    if let (Mark::Note(note), false) = (mark, marked) {
        push(&format!("[{note}]"), true);
    }
    out
}

/// Where the names of an entity stand in a sentence.
fn names(shared: &Shared<'_>, article: ArticleId, index: u32, entity: u32) -> Vec<(usize, usize)> {
    let facts = &shared.site.article(article).facts;
    let Some(sentence) = facts.sentences.get(index as usize) else { return Vec::new() };
    let from = facts.mentions.partition_point(|mention| mention.sentence < index);
    let here = facts.mentions[from..].iter().take_while(|mention| mention.sentence == index);
    here.filter(|mention| mention.entity == entity && mention.start >= sentence.start)
        .map(|mention| ((mention.start - sentence.start) as usize, (mention.end - sentence.start) as usize))
        .collect()
}

/// The titles that the links without words in a sentence show, in order.
fn titles<'a>(shared: &'a Shared<'_>, article: ArticleId, sentence: u32) -> impl Iterator<Item = &'a str> {
    let site = shared.site;
    let article = site.article(article);
    let links = article.facts.links.iter().zip(&article.links);
    let here = links.filter(move |(link, _)| link.bare && link.note.is_none() && link.sentence == Some(sentence));
    here.map(|(link, bound)| {
        let (LinkTarget::Slug(slug) | LinkTarget::Source(slug)) = &link.target;
        let own = slug.is_empty().then_some(link.anchor.as_str());
        site.shown(bound, own).unwrap_or(slug)
    })
}

fn with_titles<'a>(text: &str, titles: &mut impl Iterator<Item = &'a str>) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split(BARE_LINK).enumerate() {
        if n > 0 {
            out.push_str(titles.next().unwrap_or("[…]"));
        }
        out.push_str(part);
    }
    out
}

/// A citation that the style formats, as it stands in a sentence.
struct Citation {
    words: String,
    works: Vec<WorkId>,
    note: Option<u32>,
}

fn citations<'a>(shared: &'a Shared<'_>, article: ArticleId, sentence: u32) -> impl Iterator<Item = Citation> + 'a {
    let groups = shared.sentence_groups.get(article.0 as usize).map_or(&[][..], Vec::as_slice);
    let from = groups.partition_point(|(other, ..)| *other < sentence);
    let site = shared.site;
    groups[from..].iter().take_while(move |(other, ..)| *other == sentence).map(move |(_, start, row)| {
        let article = site.article(article);
        let rest = article.facts.cites.get(*row as usize..).unwrap_or(&[]);
        let len = rest.iter().take_while(|cite| cite.group.start == *start).count();
        let bound = article.cites.get(*row as usize..).unwrap_or(&[]);
        let works = bound.iter().take(len).filter_map(|bound| bound.work).collect();
        let note = rest.first().and_then(|cite| cite.note);
        let printed = match (note, bound.first().and_then(|bound| bound.formatted.as_ref())) {
            (Some(note), _) => format!("[{note}]"),
            (None, Some(formatted)) => formatted.text(),
            (None, None) => "[…]".to_owned(),
        };
        Citation { words: printed, works, note }
    })
}

/// At most [`LONGEST`] characters, about the first piece that is set off.
fn clip(pieces: Vec<Piece>) -> Vec<Piece> {
    let lengths: Vec<usize> = pieces.iter().map(|piece| piece.text.chars().count()).collect();
    let total: usize = lengths.iter().sum();
    if total <= LONGEST {
        return pieces;
    }
    let first = pieces.iter().position(|piece| piece.marked).unwrap_or(0);
    let before: usize = lengths[..first].iter().sum();
    let start = before.saturating_sub(LONGEST / 2).min(total - LONGEST);
    let end = start + LONGEST;
    let mut out = Vec::new();
    let mut at = 0;
    for (piece, len) in pieces.into_iter().zip(lengths) {
        let (from, to) = (start.clamp(at, at + len) - at, end.clamp(at, at + len) - at);
        at += len;
        if from < to {
            let text = piece.text.chars().skip(from).take(to - from).collect();
            out.push(Piece { text, marked: piece.marked });
        }
    }
    if let Some(first) = out.first_mut().filter(|_| start > 0) {
        first.text.insert_str(0, "… ");
    }
    if let Some(last) = out.last_mut().filter(|_| end < total) {
        last.text.push_str(" …");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Piece, clip};

    #[test]
    fn a_long_sentence_is_shown_about_its_mark() {
        let piece = |text: String, marked| Piece { text, marked };
        let cut = clip(vec![piece("a".repeat(2000), false), piece("[3]".into(), true), piece("b".repeat(2000), false)]);
        assert_eq!(cut.len(), 3);
        assert_eq!(cut[1].text, "[3]");
        let shown: usize = cut.iter().map(|piece| piece.text.chars().count()).sum();
        assert_eq!(shown, LONGEST + 4);
        let whole = vec![piece("short".into(), false)];
        assert_eq!(clip(whole).len(), 1);
    }
}
