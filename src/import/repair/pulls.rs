//! Pull quotes: words of the text, set large beside it. Each is laid against the joined text; the best place gives back
//! the case of its letters, and words that differ are told.

mod body;
pub mod lines;

use self::body::{Body, Found};
use super::headings::{capital, restore};
use super::hyphens;
use super::shape;
use super::words::{self, Words};
use crate::import::draft::{Chunk, Draft, Kind, Text};
use crate::import::evidence::Look;

/// Words of a pull quote.
const FEWEST: usize = 4;
const MOST: usize = 90;
/// Words that a heading does not have in common with a sentence.
const ECHO: usize = 8;
/// Lines of a pull quote that stand as stretches of their own.
const LINES: usize = 8;
/// Paragraphs without any look of a pull quote that are searched for all the same: where so many repeat the text, the
/// text repeats itself.
const TRIES: usize = 100;
/// Blanks before a line that is centred.
const INSET: f32 = 6.0;
/// Such a part of its words has to stand in the text, in this order.
const ENOUGH: f32 = 0.6;

/// Which stretches may be pull quotes: in capitals and no heading, or between quotation marks by themselves.
pub fn mark(draft: &mut Draft) {
    let mut body = None;
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        if chunk.sure || chunk.kind != Kind::Body {
            continue;
        }
        let text = chunk.text.printed();
        if !words::shouted(&text) {
            continue;
        }
        let count = shape::words(&text);
        // A note may be in capitals, as law reviews set their authors and titles.
        if !(FEWEST..=MOST).contains(&count) || shape::label(&text).is_some() {
            continue;
        }
        let quoted = shape::quoted(&text).is_some();
        let sentence = count > 6 && text.ends_with(['.', '”', '"', '!', ',']);
        // A heading does not say five words of the text in their order.
        let mut said = || {
            let spoken: Vec<String> = words::split(&text).iter().map(|(_, word)| words::fold(word)).collect();
            let body = body.get_or_insert_with(|| Body::of(draft));
            body.best(&spoken, &(n..n + 1)).is_some_and(|found| found.share > 0.95)
        };
        if quoted || sentence || count > 4 && n > 2 && said() {
            draft.chunks[n].kind = Kind::Pull { altered: false };
        }
    }
}

/// Stretches in quotation marks that repeat the text: known once the paragraphs are joined.
pub fn repeated(draft: &mut Draft) {
    let mut body = None;
    let usual = usual_size(draft);
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        let large = chunk.at.size > 0.0 && shape::words(&chunk.text.printed()) < MOST;
        // A text box that says what the text says is one as well.
        let boxed = matches!(chunk.kind, Kind::Box { title: false, .. });
        // What the format calls a quotation and the text says itself is quoted from the text.
        let quote = matches!(chunk.kind, Kind::Quote { .. }) && alone(draft, n);
        if !boxed && !quote && (chunk.sure || chunk.kind != Kind::Body) {
            continue;
        }
        let text = chunk.text.printed();
        let count = shape::words_up_to(&text, MOST + 1);
        if !(FEWEST..=MOST).contains(&count)
            || (!(boxed || quote && count >= ECHO)
                && shape::quoted(&text).is_none()
                && !(large && usual.is_some_and(|usual| chunk.at.size > usual + 1.0)))
        {
            continue;
        }
        let spoken: Vec<String> = words::split(&text).iter().map(|(_, word)| words::fold(word)).collect();
        let body = body.get_or_insert_with(|| Body::of(draft));
        if body.best(&spoken, &(n..n + 1)).is_some_and(|found| found.share > if quote { 0.95 } else { 0.85 }) {
            draft.chunks[n].kind = Kind::Pull { altered: false };
        }
    }
}

/// No other quotation stands beside it.
fn alone(draft: &Draft, n: usize) -> bool {
    let near = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
    !near.filter_map(|near| draft.chunks.get(near)).any(|chunk| matches!(chunk.kind, Kind::Quote { .. }))
}

/// What is set apart by its letters (bold, italic, large, capitals) and says, word for word and in one go, what the text
/// says, is a pull quote, in one piece with the lines beside it that go on so. No heading says so much of its text.
pub fn echoes(draft: &mut Draft, words: &Words) {
    let usual = Usual::of(draft);
    let Some(first) = draft.chunks.iter().position(|chunk| shape::words(&chunk.text.plain()) > MOST / 3) else {
        return;
    };
    let mut body = None;
    let mut tries = TRIES;
    let mut n = first + 1;
    while n < draft.chunks.len() {
        let Some(style) = style(&draft.chunks[n], &usual) else {
            n += 1;
            continue;
        };
        let alone = style == Style::Alone;
        let run = draft.chunks[n..].iter().take(if alone { 1 } else { LINES });
        let run = run.take_while(|chunk| self::style(chunk, &usual) == Some(style));
        let echo = (1..=run.count()).rev().find(|len| {
            let said = draft.chunks[n..n + len].iter().map(|chunk| chunk.text.plain());
            let spoken: Vec<String> = said
                .flat_map(|text| words::split(&text).iter().map(|(_, word)| words::fold(word)).collect::<Vec<_>>())
                .collect();
            (ECHO..=MOST).contains(&spoken.len()) && {
                let body = body.get_or_insert_with(|| Body::of(draft));
                let searched = !alone || tries > 0 && body.says_again(&spoken);
                tries -= usize::from(alone && searched);
                let found = if searched { body.best(&spoken, &(n..n + len)) } else { None };
                found.is_some_and(|found| {
                    if alone {
                        found.share >= 1.0 && found.in_one_go(body) || found.alters()
                    } else {
                        found.in_one_go(body)
                    }
                })
            }
        });
        let Some(len) = echo else {
            n += 1;
            continue;
        };
        for next in n + 1..n + len {
            let text = std::mem::take(&mut draft.chunks[next].text);
            let (line, end) = (draft.chunks[next].at.line, draft.chunks[next].end);
            let mut whole = std::mem::take(&mut draft.chunks[n].text);
            hyphens::append(&mut whole, text, words, line, draft);
            draft.chunks[n].text = whole;
            draft.chunks[n].end = end;
        }
        draft.chunks[n].kind = Kind::Pull { altered: false };
        if let Style::Bold = style {
            draft.chunks[n].text.pieces.iter_mut().for_each(|piece| piece.look.bold = false);
        }
        n += len;
    }
    draft.chunks.retain(|chunk| !chunk.text.is_empty() || chunk.kind != Kind::Body);
}

/// What sets a stretch apart from running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Capitals,
    Large,
    Bold,
    Italic,
    /// In a text without looks: in the middle of its lines.
    Centred,
    /// Nothing but that it is a short paragraph of its own.
    Alone,
}

/// What most running text looks like.
struct Usual {
    size: Option<f32>,
    /// Of a text that is laid out with blanks.
    left: Option<f32>,
}

impl Usual {
    fn of(draft: &Draft) -> Self {
        let body = draft.chunks.iter().filter(|chunk| chunk.kind == Kind::Body);
        let long = body.filter(|chunk| chunk.at.y <= 0.0 && chunk.at.line != chunk.end.line);
        let mut lefts: Vec<f32> = long.map(|chunk| chunk.at.left.min(chunk.end.left)).collect();
        lefts.sort_by(f32::total_cmp);
        Self { size: usual_size(draft), left: lefts.get(lefts.len() / 2).copied() }
    }
}

fn style(chunk: &Chunk, usual: &Usual) -> Option<Style> {
    if chunk.kind != Kind::Body {
        return None;
    }
    let all = |look: fn(&Look) -> bool| {
        let mut letters =
            chunk.text.pieces.iter().filter(|piece| piece.mark.is_none() && !piece.text.trim().is_empty());
        letters.all(|piece| look(&piece.look))
    };
    if words::shouted(&chunk.text.plain()) {
        Some(Style::Capitals)
    } else if usual.size.is_some_and(|usual| chunk.at.size > usual + 1.0) {
        Some(Style::Large)
    } else if all(|look| look.bold) {
        Some(Style::Bold)
    } else if all(|look| look.italic) {
        Some(Style::Italic)
    } else if chunk.at.y <= 0.0 && usual.left.is_some_and(|left| chunk.at.left.min(chunk.end.left) > left + INSET) {
        Some(Style::Centred)
    } else if (chunk.sure || chunk.gap)
        && (ECHO..=MOST / 2).contains(&shape::words_up_to(&chunk.text.plain(), MOST))
        && shape::ends(&chunk.text.printed())
        && chunk.text.pieces.iter().all(|piece| piece.mark.is_none())
    {
        Some(Style::Alone)
    } else {
        None
    }
}

/// The size of most running text. A pull quote may be set in larger letters.
fn usual_size(draft: &Draft) -> Option<f32> {
    let mut sizes: Vec<f32> =
        draft.chunks.iter().filter(|chunk| chunk.kind == Kind::Body).map(|chunk| chunk.at.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}

/// Ties each pull quote to its words in the text.
pub fn align(draft: &mut Draft, words: &Words) {
    if !draft.chunks.iter().any(|chunk| matches!(chunk.kind, Kind::Pull { .. })) {
        return;
    }
    let body = Body::of(draft);
    for n in 0..draft.chunks.len() {
        if !matches!(draft.chunks[n].kind, Kind::Pull { .. }) {
            continue;
        }
        unquote(&mut draft.chunks[n].text);
        let printed = draft.chunks[n].text.plain().into_owned();
        let spoken: Vec<String> = words::split(&printed).iter().map(|(_, word)| words::fold(word)).collect();
        let found = body.best(&spoken, &(0..0)).filter(|found| found.share >= ENOUGH);
        let lines = draft.chunks[n].lines();
        let loud = words::shouted(&printed);
        let Some(found) = found else {
            if loud {
                restore(&mut draft.chunks[n].text, words);
            }
            let what = format!("“{}” is set as a pull quote, and the text does not say it", short(&printed));
            draft.decide("pull quotes", what, lines, 0.7);
            draft.chunks[n].reviews.push("these words were not found in the text".to_owned());
            continue;
        };
        if loud {
            recase(&mut draft.chunks[n].text, &body, &found, words);
        }
        let now = draft.chunks[n].text.plain();
        let shown: Vec<&str> = words::split(&now).into_iter().map(|(_, word)| word).collect();
        let differ = found.differences(&shown, &body);
        if differ.is_empty() {
            draft.decide("pull quotes", format!("“{}” repeats the text", short(&printed)), lines, 0.98);
        } else {
            draft.chunks[n].kind = Kind::Pull { altered: true };
            let what = format!("“{}” differs from the text: {}", short(&printed), differ.join("; "));
            draft.decide("pull quotes", what, lines, 0.95);
            draft.chunks[n].reviews.push(format!("the pull quote differs from the text: {}", differ.join("; ")));
        }
    }
}

fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 8 { format!("{} …", words[..8].join(" ")) } else { words.join(" ") }
}

/// Quotation marks around all of it show only that it is set apart.
fn unquote(text: &mut Text) {
    text.trim();
    let printed = text.printed();
    let Some(inner) = shape::quoted(&printed) else { return };
    let start = printed.find(inner).unwrap_or(0);
    let end = start + inner.len();
    let (head, rest) = std::mem::take(text).split(start);
    let (inner, tail) = rest.split(end - start);
    debug_assert!(!head.is_empty() && !tail.is_empty());
    *text = inner;
}

/// The form of a cut word, in its two halves; where it has other letters than they, each is written small.
fn halves(form: &str, head: &str, tail: &str) -> (String, Option<String>) {
    let Some((_, end)) = words::split(tail).into_iter().next().filter(|(at, _)| *at == 0) else {
        return (form.to_owned(), None);
    };
    let at = form.char_indices().nth(head.chars().count()).map(|(at, _)| at);
    match at.map(|at| form.split_at(at)) {
        Some((first, second)) if second.chars().count() == end.chars().count() => {
            (first.to_owned(), Some(second.to_owned()))
        }
        _ => (head.to_lowercase(), Some(end.to_lowercase())),
    }
}

/// Each word as the text writes it; a word of its own by the evidence of the whole document.
fn recase(text: &mut Text, body: &Body, found: &Found, words: &Words) {
    let mut n = 0;
    let mut starts = true;
    let matches = &found.matches;
    // A word that a line's end cut goes on in the next piece: what is left of it.
    let mut rest: Option<String> = None;
    for k in 0..text.pieces.len() {
        let tail = text.pieces.get(k + 1).filter(|next| next.glued).map(|next| next.text.clone());
        let piece = &mut text.pieces[k];
        let old = piece.text.clone();
        let mut new = String::with_capacity(old.len());
        let mut before = 0;
        for (at, word) in words::split(&old) {
            if let Some(rest) = rest.take() {
                new.push_str(&rest);
                before = at + word.len();
                continue;
            }
            let between = &old[before..at];
            new.push_str(between);
            starts |= between.contains(['.', '?', '!']);
            before = at + word.len();
            let place = matches.get(n).copied().flatten();
            let quote = old[..at].ends_with(['“', '"', '‘']);
            let form = match place {
                // The first word of a sentence in the text may stand inside one here, and the other way round.
                Some(place) if !starts && !quote && body.starts[place] && capital_only(body, place) => {
                    words.restore(word).0
                }
                Some(place) => body.forms[place].clone(),
                None => words.restore(word).0,
            };
            let (form, left) = match tail.as_deref().filter(|_| before == old.len()) {
                Some(tail) => halves(&form, word, tail),
                None => (form, None),
            };
            rest = left;
            // The apostrophe stays as it is printed.
            let form = if word.contains('\'') { form.replace('’', "'") } else { form };
            new.push_str(&if starts { capital(&form) } else { form });
            starts = false;
            n += 1;
        }
        new.push_str(&old[before..]);
        starts |= old[before..].contains(['.', '?', '!']);
        piece.text = new;
    }
}

/// The word has a capital that its place may have given it.
fn capital_only(body: &Body, place: usize) -> bool {
    let word = &body.forms[place];
    words::capitals(word).1 == 1 && word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::{chunks, joins, rows::rows};
    use super::*;
    use crate::import::read::text::lines;

    #[test]
    fn a_cut_word_keeps_its_letters() {
        let cut = |form: &str, head: &str, tail: &str| halves(form, head, tail);
        assert_eq!(cut("accord", "AC", "CORD BY"), ("ac".to_owned(), Some("cord".to_owned())));
        assert_eq!(cut("accords", "AC", "CORD BY"), ("ac".to_owned(), Some("cord".to_owned())));
        assert_eq!(cut("accord", "ACCORD", " BY"), ("accord".to_owned(), None));
    }

    fn seen(text: &str) -> (String, Vec<String>) {
        let mut draft = Draft::default();
        let mut known = Words::default();
        draft.chunks = chunks::gather(rows(&lines(text)), &known, &mut draft);
        draft.chunks.iter().for_each(|chunk| known.learn(&chunk.text.printed()));
        mark(&mut draft);
        repeated(&mut draft);
        joins::join(&mut draft, &known);
        repeated(&mut draft);
        align(&mut draft, &known);
        let pull = draft.chunks.iter().find(|chunk| matches!(chunk.kind, Kind::Pull { .. })).expect("a pull quote");
        (pull.text.printed().into_owned(), pull.reviews.clone())
    }

    #[test]
    fn case_comes_back_from_the_text() {
        let text = "It follows that the slipway, and not the boats, should be the subject of the next talks with Tidewater. So it is.\n\n“THE SLIPWAY, AND NOT THE BOATS, SHOULD BE THE SUBJECT OF THE TALKS WITH TIDEWATER.”";
        let (pull, reviews) = seen(text);
        assert_eq!(pull, "The slipway, and not the boats, should be the subject of the talks with Tidewater.");
        assert_eq!(reviews, ["the pull quote differs from the text: it leaves out “next”"]);
    }

    #[test]
    fn a_quotation_that_repeats_the_text_is_a_pull_quote() {
        let text = "The boats go out empty because that is what they are paid for, and nobody asks for more than\n\n“The boats go out empty because that is what they are paid for.”\n\nthat of them.";
        assert_eq!(seen(text).0, "The boats go out empty because that is what they are paid for.");
    }
}
