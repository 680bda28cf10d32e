//! Where sentences end.
//!
//! English first, and never badly wrong elsewhere: the rules are those of scripts and of punctuation, the lists are
//! small. No dictionary and no model: the same text always gives the same sentences, whose words make public addresses.
//! A stop that may or may not end a sentence ("in the U.S. Army") is judged by the word after it.

mod abbreviation;
mod inside;

use std::ops::Range;

use memchr::Memchr3;

/// Stands for a citation in plain text (the model's `walk::CITATION`).
const CITATION: char = '\u{fffc}';

/// How far a stop looks ahead, in characters. A bound, so that a page of stops takes linear time.
const AHEAD: usize = 48;

/// In bytes. No sentence of prose is as long, and what is quoted, indexed and compared sentence by sentence must not
/// grow with a paragraph that has no stop (THREATS E2, E3): it is cut between words.
const LONGEST: usize = 2000;

/// The sentences of one paragraph's plain text, as byte ranges without the white space around them; they cover every
/// other character. Never empty unless the text is.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    split(text).collect()
}

/// The same, one after the other and without a list.
#[must_use]
pub fn split(text: &str) -> Sentences<'_> {
    let start = text.len() - text.trim_start().len();
    Sentences { text, start, judged: 0, stops: Stops::new(text), pairs: None, rest: 0..0 }
}

/// See [`split`].
#[derive(Debug)]
pub struct Sentences<'t> {
    text: &'t str,
    /// Where the next sentence starts.
    start: usize,
    /// Stops before this place were judged together with an earlier one.
    judged: usize,
    stops: Stops<'t>,
    /// Made when the first stop asks for them: most paragraphs have few sentences, and headings none.
    pairs: Option<inside::Pairs>,
    /// Of a sentence that was too long: what is still to come.
    rest: Range<usize>,
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.rest.is_empty() {
            self.rest = self.whole()?;
        }
        let (piece, rest) = cut(self.text, self.rest.clone());
        self.rest = rest;
        Some(piece)
    }
}

/// A sentence, or as much of it as is not too long, and what is left.
fn cut(text: &str, sentence: Range<usize>) -> (Range<usize>, Range<usize>) {
    if sentence.len() <= LONGEST {
        return (sentence.clone(), sentence.end..sentence.end);
    }
    let most = text.floor_char_boundary(sentence.start + LONGEST);
    let window = &text[sentence.start..most];
    let end = window.rfind(char::is_whitespace).filter(|at| *at > LONGEST / 2);
    let end = sentence.start + end.map_or(window.len(), |at| window[..at].trim_end().len());
    let next = sentence.end - text[end..sentence.end].trim_start().len();
    (sentence.start..end, next..sentence.end)
}

impl Sentences<'_> {
    /// The next sentence, however long.
    fn whole(&mut self) -> Option<Range<usize>> {
        for at in self.stops.by_ref() {
            if at < self.judged || at < self.start {
                continue;
            }
            let run = StopRun::read(self.text, at);
            if run.stops == 0 {
                continue;
            }
            self.judged = run.end;
            if let Some((end, next)) = run.boundary(self.text, self.start) {
                let pairs = self.pairs.get_or_insert_with(|| inside::Pairs::of(self.text));
                if pairs.hold(self.text, self.start, end) {
                    continue;
                }
                let found = self.start..end;
                self.start = next;
                self.judged = next;
                return Some(found);
            }
        }
        let end = self.text.trim_end().len();
        let found = self.start..end;
        self.start = self.text.len();
        (found.start < found.end).then_some(found)
    }
}

/// Stops with the closing quotes and brackets after them: `.`, `?!”`, `...)`.
struct StopRun {
    at: usize,
    end: usize,
    stops: usize,
    /// Only full stops, or `…`.
    dots: bool,
    ellipsis: bool,
    /// Ends a sentence without a space after it, as `。` does.
    wide: bool,
}

impl StopRun {
    fn read(text: &str, at: usize) -> Self {
        let mut run = Self { at, end: at, stops: 0, dots: true, ellipsis: false, wide: false };
        for c in text[at..].chars() {
            if is_stop(c) {
                run.stops += 1;
                run.dots &= matches!(c, '.' | '…');
                run.ellipsis |= c == '…';
                run.wide |= is_wide(c);
            } else if run.stops == 0 || !is_closer(c) {
                break;
            }
            run.end += c.len_utf8();
        }
        run.ellipsis |= run.dots && run.stops > 1;
        run
    }

    /// Where the sentence ends and the next one starts, if it ends here.
    fn boundary(&self, text: &str, start: usize) -> Option<(usize, usize)> {
        let after = &text[self.end..];
        let next = after.trim_start();
        if next.is_empty() {
            return None;
        }
        let spaced = next.len() < after.len();
        if next.starts_with(CITATION) {
            return self.boundary_at_citation(text, start, next, spaced);
        }
        let ends = (spaced || self.wide) && starts_sentence(next) && self.ends(text, start, next);
        ends.then(|| (self.end, text.len() - next.len()))
    }

    /// A citation after the stop belongs to the sentence before, unless it is the subject of the next one:
    /// `It failed. [@a] The` and `It failed. @a argues`.
    fn boundary_at_citation(&self, text: &str, start: usize, next: &str, spaced: bool) -> Option<(usize, usize)> {
        let mut cited = text.len() - next.len();
        for c in next.chars().take(AHEAD) {
            if !(c == CITATION
                || c.is_whitespace()
                || (cited > text.len() - next.len() && (is_stop(c) || is_closer(c))))
            {
                break;
            }
            cited += c.len_utf8();
        }
        let tail = &text[cited..];
        if tail.is_empty() {
            return None;
        }
        let cited = text[..cited].trim_end().len();
        if cited < text.len() - tail.len() && starts_sentence(tail) {
            return self.ends(text, start, tail).then(|| (cited, text.len() - tail.len()));
        }
        (spaced && self.ends(text, start, tail)).then(|| (self.end, text.len() - next.len()))
    }

    fn ends(&self, text: &str, start: usize, next: &str) -> bool {
        let before = text.get(start..self.at).unwrap_or("");
        if self.ellipsis {
            // Set off by a space or a bracket it stands for words left out, not for an end.
            return before
                .chars()
                .next_back()
                .is_some_and(|c| !c.is_whitespace() && !matches!(c, '[' | '(' | '“' | '„' | '«'));
        }
        !(self.dots && self.stops == 1 && abbreviation::holds(before, next))
    }
}

/// Whether a sentence may start here: a capital, a digit, a letter without case, or one of these after an opening
/// quote or bracket.
fn starts_sentence(next: &str) -> bool {
    let mut ahead = next.chars().take(AHEAD).skip_while(|c| is_opener(*c) || c.is_whitespace());
    match ahead.next() {
        Some('.' | '…') => ahead.find(|c| !matches!(c, '.' | '…' | ']' | ' ')).is_some_and(char::is_uppercase),
        None | Some(',' | ';' | ':' | '?' | '!' | ')' | ']') => false,
        Some(c) => !c.is_lowercase(),
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '؟' | '۔' | '।') || is_wide(c)
}

fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

/// What may stand between a stop and the space after it. Quotes of either direction: `»So.«` and `„So.“` close too.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | ')' | ']' | '}' | '」' | '』' | '）' | '】'
    ) || matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '*' | '†' | '‡')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
    ) || matches!(c, '—' | '–' | '-' | '•')
}

/// Places where a stop may stand, in order. The bytes are sought, not the characters: most text has no other stops
/// than the three of ASCII.
#[derive(Debug)]
struct Stops<'t> {
    ascii: Memchr3<'t>,
    general: Option<Memchr3<'t>>,
    other: Option<Memchr3<'t>>,
    next: [Option<usize>; 3],
}

impl<'t> Stops<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let plain = text.is_ascii();
        let mut ascii = memchr::memchr3_iter(b'.', b'?', b'!', bytes);
        // First bytes of: … | 。 | ！？｡ and of ؟ | ۔ | ।
        let mut general = (!plain).then(|| memchr::memchr3_iter(0xe2, 0xe3, 0xef, bytes));
        let mut other = (!plain).then(|| memchr::memchr3_iter(0xd8, 0xdb, 0xe0, bytes));
        let next = [ascii.next(), general.as_mut().and_then(Iterator::next), other.as_mut().and_then(Iterator::next)];
        Self { ascii, general, other, next }
    }
}

impl Iterator for Stops<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let first = self.next.iter().flatten().min().copied()?;
        if self.next[0] == Some(first) {
            self.next[0] = self.ascii.next();
        } else if self.next[1] == Some(first) {
            self.next[1] = self.general.as_mut().and_then(Iterator::next);
        } else {
            self.next[2] = self.other.as_mut().and_then(Iterator::next);
        }
        Some(first)
    }
}

#[cfg(test)]
mod tests;
