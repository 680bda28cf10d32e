//! Which line is the title.

use super::{PARAGRAPH, is_disclaimer, names, set_title};
use crate::import::dates;
use crate::import::draft::{Chunk, Draft, Kind};
use crate::import::repair::hyphens;
use crate::import::repair::printed;
use crate::import::repair::shape;
use crate::import::repair::words::{Words, shouted};

/// Finds the title, takes it out, and says where it stood. A title that the format gave stands at the start.
pub fn find(draft: &mut Draft, words: &Words) -> Option<usize> {
    if draft.front.title.is_some() {
        return Some(0);
    }
    let largest = largest(draft);
    let first = first_paragraph(draft);
    let mut best: Option<(i32, usize)> = None;
    for n in 0..draft.chunks.len().min(first.max(24)) {
        let Some(mut score) = score(draft, n, largest, words) else { continue };
        // Behind the first paragraph only a line with its author after it can be the title.
        if n >= first {
            if !authored(draft, n) {
                continue;
            }
            score -= 1;
        }
        if best.is_none_or(|(old, _)| score > old) {
            best = Some((score, n));
        }
    }
    let (score, n) = best?;
    let (n, whole) = gather(draft, n, words);
    // A second line in capitals may belong to it.
    let loud = |k: usize| draft.chunks.get(k).is_some_and(|chunk| shouted(&chunk.text.printed()));
    let open = loud(n)
        && loud(n + 1)
        && !draft.chunks[n + 1].gap
        && draft.chunks[n + 1].at.size <= draft.chunks[n].at.size
        && !names::is_name(draft.chunks[n + 1].text.printed().trim_end_matches(['*', '†']));
    set_title(draft, n, words, if score > 3 && !open && whole { 0.96 } else { 0.85 });
    Some(n)
}

/// The size of the title, most likely. Chapters of a report may begin in larger letters, on a later page.
fn largest(draft: &Draft) -> f32 {
    let head = || draft.chunks.iter().take(30);
    let most = |page: Option<u32>| {
        let sizes = head().filter(|chunk| page.is_none_or(|page| chunk.at.page == page)).map(|chunk| chunk.at.size);
        sizes.fold(0.0, f32::max)
    };
    let usual = printed::size_of(&draft.chunks).unwrap_or(0.0);
    let first = most(draft.chunks.first().map(|chunk| chunk.at.page));
    if first > usual + 2.0 { first } else { most(None) }
}

/// Lines of a title, at most.
const LINES: usize = 4;

/// Words that begin no heading and no name, in capitals as they are.
const SMALL: [&str; 16] =
    ["after", "and", "at", "before", "for", "from", "in", "of", "on", "or", "to", "under", "with", "is", "are", "und"];

/// A title is set in large letters, and its line may be broken where no line of the text would be. It goes on where a
/// line ends in a word that leads on, or the next one begins with a small one; what else stands close below it, before
/// the authors or a gap, is a line of it in all likelihood.
fn gather(draft: &mut Draft, n: usize, words: &Words) -> (usize, bool) {
    let (mut n, mut sure) = (n, true);
    for _ in 0..LINES {
        let Some(above) = n.checked_sub(1) else { break };
        if !close(draft, above, n) {
            break;
        }
        if !leads(draft, above, n) {
            // `A Bridge Too Few: The` | `Return of the Owners`
            let text = draft.chunks[above].text.printed();
            let asks =
                text.ends_with('?') && draft.chunks[..above].iter().all(|chunk| shape::words(&chunk.text.plain()) < 6);
            if !(asks || text.contains(": ") && may_go_on(draft, above, n, words)) {
                break;
            }
            sure = false;
        }
        merge(draft, above, n, words);
        n = above;
    }
    for _ in 0..LINES {
        let next = n + 1 + draft.chunks[n + 1..].iter().take_while(|chunk| chunk.text.is_empty()).count();
        if !close(draft, n, next) {
            break;
        }
        if !leads(draft, n, next) {
            if !may_go_on(draft, n, next, words) {
                break;
            }
            sure = false;
        }
        merge(draft, n, next, words);
    }
    (n, sure)
}

/// Two lines below each other that look alike, each short.
fn close(draft: &Draft, a: usize, b: usize) -> bool {
    let (Some(first), Some(next)) = (draft.chunks.get(a), draft.chunks.get(b)) else { return false };
    let (text, more) = (first.text.printed(), next.text.printed());
    next.kind == first.kind
        && !next.gap
        && (next.at.size - first.at.size).abs() < 0.5
        && first.at.page == next.at.page
        && (1..12).contains(&shape::words(&more))
        && (1..16).contains(&shape::words(&text))
        && shouted(&text) == shouted(&more)
        && names::unlabelled(&more).0 == 0
        && dates::printed(&more).is_none()
        && shape::label(&more).is_none()
        && shape::bullet(&more).is_none()
        && !shape::caption(&more)
}

fn leads(draft: &Draft, a: usize, b: usize) -> bool {
    let (text, more) = (draft.chunks[a].text.printed(), draft.chunks[b].text.printed());
    let small = SMALL.contains(&more.split(' ').next().unwrap_or("").to_lowercase().as_str());
    // In a text, `die` may be the end of an English sentence; in a title it is the German article.
    let article = text.ends_with(" Die");
    !shape::ends(&text) && (shape::hangs(&text) || article || shape::goes_on(&more) || shouted(&more) && small)
}

/// Capitals, many of them alone: `T HIRD RE P ORT`.
fn is_spaced(text: &str) -> bool {
    let alone =
        text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphanumeric()).count() == 1).count();
    shouted(text) && alone > 2 && alone * 3 >= text.split_whitespace().count()
}

/// A second line that nothing else explains, with the authors, a date or a gap after it.
fn may_go_on(draft: &Draft, a: usize, b: usize, words: &Words) -> bool {
    let (text, more) = (draft.chunks[a].text.printed(), draft.chunks[b].text.printed());
    let parted = draft.chunks.get(b + 1).is_some_and(|after| {
        let after_text = after.text.printed();
        let told = dates::printed(&after_text).is_some()
            || names::is_line(&after_text)
            || names::unlabelled(&after_text).0 > 0
            || names::is_organisation(&after_text);
        // Or what follows is a sentence, and these lines are none.
        let sentence = shape::words(&after_text) > 5 && !shape::is_titled(&after_text);
        told || after.gap || sentence && shape::is_titled(&text) && shape::is_titled(&more)
    });
    // In print, one size and no gap are enough to know.
    let name = names::is_line(&more) || names::is_organisation(&more) || names::described(&more).is_some();
    let name = name && !names::is_common(&more, |word| words.has_small(word));
    let open = !shape::ends(&text) || text.ends_with('?');
    parted && !shouted(&more) && !name && open && !shape::ends(&more) && !more.ends_with(':')
}

fn merge(draft: &mut Draft, a: usize, b: usize, words: &Words) {
    let more = std::mem::take(&mut draft.chunks[b].text);
    let end = draft.chunks[b].end;
    let mut text = std::mem::take(&mut draft.chunks[a].text);
    hyphens::append(&mut text, more, words, end.line, draft);
    draft.chunks[a].text = text;
    draft.chunks[a].end = end;
}

/// The first stretch that is clearly text.
fn first_paragraph(draft: &Draft) -> usize {
    draft
        .chunks
        .iter()
        .position(|chunk| {
            let text = chunk.text.plain();
            chunk.kind == Kind::Body && shape::words(&text) >= PARAGRAPH && !is_disclaimer(&text)
        })
        .unwrap_or(draft.chunks.len())
}

fn score(draft: &Draft, n: usize, largest: f32, words: &Words) -> Option<i32> {
    let chunk = &draft.chunks[n];
    let text = chunk.text.plain();
    let text = text.trim();
    let count = shape::words(text);
    if !matches!(chunk.kind, Kind::Body | Kind::Heading(_)) || !(1..=22).contains(&count) || text.len() > 180 {
        return None;
    }
    let plain = text.ends_with(['.', ',', ';', ':']);
    let other = dates::printed(text).is_some()
        || names::unlabelled(text).0 > 0
        || names::is_number(text)
        || shape::credit(text)
        || shape::caption(text);
    if plain
        || other
        || shape::label(text).is_some()
        || shape::bullet(text).is_some()
        || (shape::quoted(text).is_some() && n > 2)
        || shape::turn(text)
        || !text.chars().any(char::is_alphabetic)
    {
        return None;
    }
    let mut score = 0;
    if largest > 0.0 && (chunk.at.size - largest).abs() <= 0.5 {
        score += 6;
    }
    if matches!(chunk.kind, Kind::Heading(1)) {
        score += 5;
    }
    if authored(draft, n) || introduced(draft, n) {
        score += 3;
    }
    if is_dotted(text) {
        score -= 3;
    }
    // Letters that were spaced, and read as words: a line above the title is set so.
    if is_spaced(text) {
        score -= 4;
    } else if shouted(text) && count > 1 {
        score += 2;
    }
    // A word alone is a kicker or a heading.
    if count == 1 && !shouted(text) {
        score -= 1;
    }
    if count > 2 {
        score += 1;
    }
    if text.contains(':') || text.ends_with('?') {
        score += 1;
    }
    if n == 0 {
        score += 1;
    }
    // The head of the other pages may be the journal's name, or the title itself: the title is largest.
    if super::is_running_head(draft, text) && !(largest > 0.0 && chunk.at.size + 0.5 >= largest) {
        score -= 5;
    }
    // The first line of all is nobody's name where somebody is named below it.
    let named = |chunk: &Chunk| names::is_line(chunk.text.plain().trim());
    let first = n == 0 && draft.chunks.iter().skip(1).take(4).any(named);
    if names::is_line_of(text, |word| words.has_small(word)) && !first || names::is_organisation(text) {
        score -= 3;
    }
    // A long line below a short one is what the short one is about.
    let below = draft.chunks[n.saturating_sub(2)..n].iter().map(|chunk| chunk.text.plain()).any(|above| {
        (2..count).contains(&shape::words(&above))
            && !shape::ends(&above)
            && !names::is_number(&above)
            && !is_dotted(&above)
    });
    if count > 12 && below && largest == 0.0 {
        score -= 4;
    }
    Some(score)
}

/// Its author or date stands in one of the next lines, before any text.
fn authored(draft: &Draft, n: usize) -> bool {
    draft.chunks[n + 1..]
        .iter()
        .filter(|chunk| !chunk.text.is_empty())
        .take(2)
        .any(|chunk| says_who(&chunk.text.plain()))
}

/// "Client State 4 · Sabotage": a series and its topic.
pub fn is_dotted(text: &str) -> bool {
    [" · ", " | ", " • "].iter().any(|sign| text.contains(sign))
}

fn says_who(text: &str) -> bool {
    let text = text.trim();
    let (label, rest) = names::unlabelled(text);
    (label > 0 && !names::people(rest).is_empty())
        || names::is_line(text)
        || names::described(text).is_some()
        || names::is_organisation(text)
}

/// A standfirst follows at once, and then who wrote it or when.
pub fn introduced(draft: &Draft, n: usize) -> bool {
    let mut next = draft.chunks[n + 1..].iter().filter(|chunk| !chunk.text.is_empty());
    let Some(standfirst) = next.next() else { return false };
    let text = standfirst.text.plain();
    let count = shape::words(&text);
    (8..=60).contains(&count)
        && (shape::ends(&text) || count > 12)
        && next.take(2).any(|chunk| says_who(&chunk.text.plain()) || dates::printed(&chunk.text.plain()).is_some())
}
