//! Headings: which stretches they are, their level, and their words out of capitals.

mod numbers;

use super::front::names;
use super::shape;
use super::words::{self, Words};
use crate::import::draft::{Chunk, Draft, Kind, SURE, Text};

/// Words of a heading.
const WORDS: usize = 16;
const LETTERS: usize = 110;
/// A paragraph with more words is text for certain.
const PROSE: usize = 25;

pub fn find(draft: &mut Draft, words: &Words) {
    bold(draft);
    numbers::given(draft);
    let scarce = gaps_are_scarce(draft);
    let numbered = numbers::numbered(draft);
    let prose = draft.chunks.iter().position(is_prose);
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        if chunk.kind != Kind::Body || chunk.sure {
            continue;
        }
        let text = chunk.text.printed();
        let level = if let Some((depth, len)) = numbers::number(&text).filter(|_| numbered.contains(&n)) {
            let (mut mark, rest) = std::mem::take(&mut draft.chunks[n].text).split(len);
            mark.trim();
            draft.leave(mark, "number of a heading", true);
            draft.chunks[n].text = rest;
            Some(depth)
        } else if stands_out(draft, n, scarce) {
            Some(2)
        } else {
            None
        };
        if let Some(level) = level {
            draft.chunks[n].kind = Kind::Heading(level);
            let words = draft.chunks[n].text.plain().into_owned();
            let lines = draft.chunks[n].lines();
            // What holds a number before the text may be the number of the paper, or a date.
            let early = prose.is_none_or(|first| n <= first);
            let confidence = if numbered.contains(&n) {
                0.97
            } else if early && words.contains(|c: char| c.is_ascii_digit()) {
                0.8
            } else if words::shouted(&words) {
                0.97
            } else if words.ends_with('?') || !draft.chunks[n].gap {
                0.85
            } else {
                0.92
            };
            draft.decide("headings", format!("“{words}” is a heading"), lines, confidence);
            if confidence < SURE {
                draft.chunks[n].reviews.push(format!("is “{words}” a heading?"));
            }
        }
    }
    sizes(draft);
    levels(draft);
    for n in 0..draft.chunks.len() {
        if matches!(draft.chunks[n].kind, Kind::Heading(_)) {
            unshout(draft, n, words);
        }
    }
}

/// Restores the case of a stretch in capitals.
pub fn unshout(draft: &mut Draft, n: usize, words: &Words) {
    let printed = draft.chunks[n].text.plain().into_owned();
    if !words::shouted(&printed) {
        return;
    }
    let mut text = std::mem::take(&mut draft.chunks[n].text);
    let unsure = restore(&mut text, words);
    let lines = draft.chunks[n].lines();
    let now = text.plain().into_owned();
    draft.chunks[n].text = text;
    let confidence = unsure.iter().map(|(_, confidence)| *confidence).fold(0.98, f32::min);
    draft.decide("headings", format!("“{printed}” is written “{now}”"), lines, confidence);
    if confidence < SURE {
        let names: Vec<&str> = unsure.iter().map(|(word, _)| word.as_str()).collect();
        if let Some(last) = draft.decisions.last_mut() {
            last.alternative = Some(format!("if a name: {}", names.join(", ")));
        }
        draft.chunks[n]
            .reviews
            .push(format!("small letters in the heading: is one of these a name? {}", names.join(", ")));
    }
}

/// A text out of capitals; the words that may be names all the same, with how sure their small letters are.
pub fn restore(text: &mut Text, words: &Words) -> Vec<(String, f32)> {
    let mut unsure = Vec::new();
    let mut starts = true;
    for piece in &mut text.pieces {
        let old = piece.text.clone();
        let mut new = String::with_capacity(old.len());
        let mut before = 0;
        let all = words::split(&old);
        let named = |n: Option<usize>| {
            let word = n.and_then(|n| all.get(n)).map(|(_, word)| words::stem(word).0);
            word.and_then(|word| words.get(word)).is_some_and(|forms| forms.name > forms.lower)
        };
        for (n, (at, word)) in all.iter().copied().enumerate() {
            let between = &old[before..at];
            new.push_str(between);
            starts |= between.contains(['.', '?', '!']) && between.ends_with([' ', '“', '"', '‘']);
            before = at + word.len();
            let (mut restored, mut confidence) = words.restore(word);
            // `Basin` is a name in `Tarim Basin`, and a word in `The upper basin`.
            if words.is_part(word) && !named(n.checked_sub(1)) && !named(Some(n + 1)) {
                (restored, confidence) = (restored.to_lowercase(), 0.85);
            }
            if starts {
                restored = capital(&restored);
            } else if confidence < SURE {
                unsure.push((word.to_owned(), confidence));
            }
            new.push_str(&restored);
            starts = false;
        }
        new.push_str(&old[before..]);
        piece.text = new;
    }
    unsure
}

pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Paragraphs in bold letters that are short are headings, in formats that know bold.
fn bold(draft: &mut Draft) {
    for n in 0..draft.chunks.len() {
        let chunk = &draft.chunks[n];
        if chunk.kind != Kind::Body {
            continue;
        }
        let text = chunk.text.plain();
        let all = chunk
            .text
            .pieces
            .iter()
            .all(|piece| piece.look.bold || piece.text.trim().is_empty() || piece.mark.is_some());
        if all && fits(&text) && !shape::caption(&text) && follows(draft, n) {
            let what = format!("“{text}” is a heading, by its bold letters");
            draft.chunks[n].kind = Kind::Heading(2);
            for piece in &mut draft.chunks[n].text.pieces {
                piece.look.bold = false;
            }
            let lines = draft.chunks[n].lines();
            draft.decide("headings", what, lines, 0.95);
        }
    }
}

fn fits(text: &str) -> bool {
    let words = shape::words_up_to(text, WORDS + 1);
    let end = shape::unmarked(text);
    // A question may be a heading; one word alone that asks is a sentence.
    (1..=WORDS).contains(&words)
        && text.len() <= LETTERS
        && !end.ends_with(['.', ',', ';', ':', '…', '-', '!'])
        && !(words == 1 && end.ends_with('?'))
        && !shape::leads_back(text)
        && text.chars().any(char::is_alphabetic)
}

/// Text comes after it.
fn follows(draft: &Draft, n: usize) -> bool {
    draft.chunks[n + 1..]
        .iter()
        .find(|chunk| {
            !matches!(
                chunk.kind,
                Kind::Note(_)
                    | Kind::NoteRule
                    | Kind::Rule
                    | Kind::Figure
                    | Kind::Caption
                    | Kind::Credit
                    | Kind::Pull { .. }
            )
        })
        .is_some_and(|chunk| {
            matches!(
                chunk.kind,
                Kind::Body
                    | Kind::Heading(_)
                    | Kind::Item { .. }
                    | Kind::Cell { .. }
                    | Kind::Quote { .. }
                    | Kind::Box { .. }
            )
        })
}

/// It looks like a heading: short, no end of a sentence, parted from the text, and text follows.
fn stands_out(draft: &Draft, n: usize, scarce: bool) -> bool {
    let chunk = &draft.chunks[n];
    let text = chunk.text.printed();
    let second = n > 0 && matches!(draft.chunks[n - 1].kind, Kind::Heading(_)) && heads(draft, n - 1);
    if !fits(&text)
        || shape::turn(&text)
        || shape::bullet(&text).is_some()
        || shape::hangs(&text) && !asks(&text)
        || !(chunk.gap || scarce || second)
        || shape::quoted(&text).is_some()
        || !follows(draft, n)
    {
        return false;
    }
    let first = text.chars().find(|c| c.is_alphanumeric());
    if words::shouted(&text) {
        return shape::caption(&text) || first.is_some_and(char::is_alphabetic);
    }
    if shape::caption(&text) || !first.is_some_and(char::is_uppercase) || text.starts_with(['“', '"', '(', '[', '‘'])
    {
        return false;
    }
    let size = chunk.at.size;
    let next = draft.chunks[n + 1..].iter().find(|chunk| chunk.kind == Kind::Body);
    if size > 0.0 && next.is_some_and(|next| next.at.size > 0.0 && size > next.at.size + 0.8) {
        return true;
    }
    // A heading may stand at once below another one.
    let short = shape::words_up_to(&text, 11) <= 10;
    let pair = short && ended(draft, n) && heads(draft, n);
    if pair {
        return true;
    }
    let own = scarce || draft.chunks.get(n + 1).is_none_or(|next| next.gap || is_prose(next));
    let prose = next.is_some_and(|next| {
        let text = next.text.printed();
        let said = shape::ends(&text) || text.ends_with(':');
        let count = shape::words_up_to(&text, 12);
        let long = count > 11 || said && count > 4;
        long && !shape::goes_on(&text)
    });
    own && prose && short && ended(draft, n)
}

fn is_prose(chunk: &Chunk) -> bool {
    shape::words_up_to(&chunk.text.plain(), PROSE + 1) > PROSE
}

/// At once below it stands another short line, and then a paragraph.
fn heads(draft: &Draft, n: usize) -> bool {
    let (Some(next), Some(prose)) = (draft.chunks.get(n + 1), draft.chunks.get(n + 2)) else { return false };
    let text = next.text.printed();
    let open = |chunk: &Chunk| chunk.kind == Kind::Body && !chunk.sure && chunk.at.page == draft.chunks[n].at.page;
    open(next)
        && open(prose)
        && fits(&text)
        && shape::words(&text) <= 10
        && !names::is_line(&text)
        && text.starts_with(char::is_uppercase)
        && !shape::hangs(&text)
        && shape::label(&text).is_none()
        && !shape::caption(&text)
        && is_prose(prose)
}

/// `What a harbour is for`: a clause that may end in a word that elsewhere leads on.
fn asks(text: &str) -> bool {
    const WORDS: [&str; 8] = ["What", "How", "Why", "Where", "When", "Who", "Whom", "Which"];
    WORDS.contains(&text.split_whitespace().next().unwrap_or(""))
}

/// No blank line parts the paragraphs of this document: extractors that keep only lines write so.
fn gaps_are_scarce(draft: &Draft) -> bool {
    let long =
        |chunk: &&Chunk| chunk.kind == Kind::Body && !chunk.sure && shape::words_up_to(&chunk.text.plain(), 26) > 25;
    let all = draft.chunks.iter().filter(long).count();
    let parted = draft.chunks.iter().filter(long).filter(|chunk| chunk.gap).count();
    all > 3 && parted * 2 < all
}

/// The text before it has ended.
fn ended(draft: &Draft, n: usize) -> bool {
    draft.chunks[..n]
        .iter()
        .rev()
        .filter(|chunk| matches!(chunk.kind, Kind::Body | Kind::Item { .. } | Kind::Heading(_)))
        // What stands in quotation marks by itself is no part of the text.
        .find(|chunk| shape::quoted(&chunk.text.printed()).is_none())
        .is_none_or(|chunk| {
            matches!(chunk.kind, Kind::Heading(_) | Kind::Item { .. })
                || shape::ends(&chunk.text.printed())
                || shape::caption(&chunk.text.printed())
        })
}

/// The levels as the text uses them: the highest is 2, none is left out.
fn levels(draft: &mut Draft) {
    let mut used: Vec<u8> = draft.chunks.iter().filter_map(level).collect();
    used.sort_unstable();
    used.dedup();
    for chunk in &mut draft.chunks {
        if let Kind::Heading(level) = &mut chunk.kind {
            let place = used.iter().position(|used| used == level).unwrap_or(0);
            *level = u8::try_from(place + 2).unwrap_or(6).min(6);
        }
    }
}

/// Of headings that are known by their looks alone, the larger ones are the higher ones.
fn sizes(draft: &mut Draft) {
    let open = |chunk: &Chunk| !chunk.sure && chunk.at.size > 0.0 && matches!(chunk.kind, Kind::Heading(2));
    let mut sizes: Vec<f32> = draft.chunks.iter().filter(|chunk| open(chunk)).map(|chunk| chunk.at.size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|smaller, larger| *larger - *smaller < 0.5);
    if draft.chunks.iter().any(|chunk| chunk.sure && matches!(chunk.kind, Kind::Heading(_))) {
        return;
    }
    for chunk in draft.chunks.iter_mut().filter(|chunk| open(chunk)) {
        let place = sizes.iter().position(|size| chunk.at.size > size - 0.5).unwrap_or(0);
        chunk.kind = Kind::Heading(u8::try_from(place + 2).unwrap_or(6).min(6));
    }
}

fn level(chunk: &Chunk) -> Option<u8> {
    if let Kind::Heading(level) = chunk.kind { Some(level) } else { None }
}

/// Capitals that open a paragraph (`THE ballot papers`) are a way of setting it.
pub fn openings(draft: &mut Draft, words: &Words) {
    for n in 0..draft.chunks.len() {
        if matches!(draft.chunks[n].kind, Kind::Body | Kind::Standfirst) {
            let lines = draft.chunks[n].lines();
            if let Some((was, is)) = opening(&mut draft.chunks[n].text, words) {
                draft.decide("headings", format!("the paragraph begins “{is}”, not “{was}”"), lines, 0.94);
            }
        }
    }
}

pub fn opening(text: &mut Text, words: &Words) -> Option<(String, String)> {
    let first = text.pieces.first_mut()?;
    let mut found = Vec::new();
    for (at, word) in words::split(&first.text) {
        let (stem, _) = words::stem(word);
        let loud = words::shouted(stem) || stem == "I" || (found.is_empty() && stem == "A");
        if found.len() > 5 || !loud {
            break;
        }
        found.push((at, word.to_owned()));
    }
    let (_, last) = found.last()?;
    let rest = &first.text[found.last()?.0 + last.len()..];
    // A whole line in capitals is no opening; a single letter is a word.
    if words::shouted(&first.text)
        || !rest.chars().any(char::is_lowercase)
        || !found.iter().any(|(_, word)| word.chars().count() > 1)
    {
        return None;
    }
    let known = |word: &str| {
        let (stem, _) = words::stem(word);
        words.get(stem).is_some_and(|forms| forms.upper > 1 && forms.upper > forms.lower + forms.name)
    };
    if found.iter().all(|(_, word)| known(word) || words::stem(word).0.chars().count() < 2) {
        return None;
    }
    let seen = found.iter().any(|(_, word)| {
        words.get(words::stem(word).0).is_some_and(|forms| forms.lower + forms.name + forms.first > 0)
    });
    if !seen {
        return None;
    }
    let mut new = String::new();
    let mut before = 0;
    for (n, (at, word)) in found.iter().enumerate() {
        new.push_str(&first.text[before..*at]);
        let restored = if known(word) { word.clone() } else { words.restore(word).0 };
        new.push_str(&if n == 0 { capital(&restored) } else { restored });
        before = at + word.len();
    }
    let was = first.text[..before].to_owned();
    let is = new.clone();
    if was == is {
        return None;
    }
    new.push_str(&first.text[before..]);
    first.text = new;
    Some((was, is))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::Piece;

    fn text(words: &str) -> Text {
        Text { pieces: vec![Piece { text: words.to_owned(), ..Piece::default() }] }
    }

    #[test]
    fn names_stay_in_headings_out_of_capitals() {
        let mut words = Words::default();
        words.learn("The role of Belarus’ army in NATO is small, says Silas McCrae of the agency.");
        let mut heading = text("BELARUS’ ROLE IN NATO: MCCRAE’S AGENCY");
        restore(&mut heading, &words);
        assert_eq!(heading.printed(), "Belarus’ role in NATO: McCrae’s agency");
    }

    #[test]
    fn an_opening_in_capitals_is_text() {
        let mut words = Words::default();
        words.learn("And the ballot of Marrow, and the agency, NATO, which NATO paid.");
        for (was, is) in [
            ("THE ballot papers went", "The ballot papers went"),
            ("MARROW's ferries carry", "Marrow's ferries carry"),
            ("NATO has paid", "NATO has paid"),
            ("A ferry is", "A ferry is"),
            ("ROTA has run", "ROTA has run"),
        ] {
            let mut found = text(was);
            opening(&mut found, &words);
            assert_eq!(found.printed(), is);
        }
    }
}
