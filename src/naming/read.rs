//! The names in a text: runs of words with a capital letter, and how each stands in its sentence.
//!
//! One file at a time, in linear time. Nothing is judged here that takes more than the sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lists::{self, is_in};
use crate::base::sentence;
use crate::base::text::squeeze;

/// Sentences kept for each spelling and file.
const SENTENCES: usize = 3;
/// Words of a name.
const WORDS: usize = 8;
/// Bytes of a sentence that is shown.
const SHOWN: usize = 400;

/// A paragraph of running text.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub text: String,
    /// Line of the source, from 1.
    pub line: u32,
    /// A note, heading or caption.
    pub beside: bool,
}

/// The names of one file.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// By spelling; of the running text.
    pub found: BTreeMap<String, Occurrences>,
    /// Of notes, headings and captions: other spellings of a name of the text, but no names by themselves, for titles
    /// have capitals of their own.
    pub beside: BTreeMap<String, Occurrences>,
    /// Words that stand in small letters.
    pub small: BTreeSet<String>,
}

/// How a spelling occurs in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrences {
    pub count: u32,
    /// Times that it opens a sentence or a quotation, where any word has a capital.
    pub opens: u32,
    /// Times that a title (`Ms`, `President`) stands before it.
    pub titled: u32,
    /// Times that a word of place (`in`, `near`) stands before it.
    pub placed: u32,
    /// The first few sentences.
    pub sentences: Vec<Quoted>,
}

/// A sentence of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    pub text: String,
    pub line: u32,
}

/// All names of a file.
#[must_use]
pub fn read(paragraphs: &[Paragraph]) -> Names {
    let mut names = Names::default();
    for paragraph in paragraphs {
        for range in sentence::split(&paragraph.text) {
            sentence_names(&paragraph.text[range], paragraph, &mut names);
        }
    }
    names
}

/// A word of a sentence.
#[derive(Clone, Debug)]
struct Word {
    /// Without a possessive.
    text: Range<usize>,
    capital: bool,
    /// The word before belongs to the same phrase: nothing but a space stands between.
    joined: bool,
    /// Opens the sentence or a quotation.
    opens: bool,
}

fn sentence_names(sentence: &str, paragraph: &Paragraph, names: &mut Names) {
    let words = words(sentence);
    let capitals = words.iter().filter(|word| word.capital).count();
    // A line all in capitals tells no name.
    let shouted = sentence.chars().filter(|c| c.is_lowercase()).count() * 3
        < sentence.chars().filter(|c| c.is_uppercase()).count();
    if capitals == 0 || shouted && words.len() > 3 {
        return;
    }
    let text = |word: &Word| &sentence[word.text.clone()];
    for word in words.iter().filter(|word| !word.capital) {
        let small = text(word);
        if small.len() < 32 && !names.small.contains(small) && small.starts_with(char::is_lowercase) {
            names.small.insert(small.to_owned());
        }
    }
    let mut at = 0;
    while at < words.len() {
        if !words[at].capital {
            at += 1;
            continue;
        }
        let end = run_end(sentence, &words, at);
        let mut run = &words[at..end];
        let before = at.checked_sub(1).map(|n| text(&words[n]));
        at = end;
        let mut opens = run.first().is_some_and(|word| word.opens);
        while let [first, rest @ ..] = run
            && (first.opens && is_in(lists::FUNCTION, text(first)) || is_in(&["the"], text(first)))
        {
            run = rest;
            opens = false;
        }
        let titles = run.iter().take_while(|word| is_in(lists::TITLES, text(word))).count();
        let titled = titles > 0 && titles < run.len();
        if titled {
            run = &run[titles..];
            opens = false;
        }
        let ([first, ..], [.., last]) = (run, run) else { continue };
        let spelling = squeeze(&sentence[first.text.start..last.text.end]);
        if run.len() > WORDS || !is_name(run, &|word: &Word| text(word)) {
            continue;
        }
        let list = if paragraph.beside { &mut names.beside } else { &mut names.found };
        let found = list.entry(spelling).or_default();
        found.count += 1;
        found.opens += u32::from(opens);
        found.titled += u32::from(titled);
        found.placed += u32::from(
            run.len() < 3
                && !titled
                && before.is_some_and(|word| {
                    ["in", "at", "near", "from", "around", "outside", "inside", "across"].contains(&word)
                }),
        );
        if found.sentences.len() < SENTENCES {
            let mut end = sentence.len().min(SHOWN);
            while !sentence.is_char_boundary(end) {
                end -= 1;
            }
            let cut = if end < sentence.len() { "…" } else { "" };
            let text = format!("{}{cut}", squeeze(&sentence[..end]));
            if found.sentences.last().is_none_or(|last| last.text != text) {
                found.sentences.push(Quoted { text, line: paragraph.line });
            }
        }
    }
}

/// Where the run of words that belong to one name ends.
fn run_end(sentence: &str, words: &[Word], start: usize) -> usize {
    let text = |n: usize| words.get(n).map_or("", |word| &sentence[word.text.clone()]);
    let joined = |n: usize| words.get(n).is_some_and(|word| word.joined);
    let capital = |n: usize| words.get(n).is_some_and(|word| word.capital && !word.opens);
    let mut end = start + 1;
    loop {
        if !joined(end) {
            return end;
        }
        if capital(end) {
            end += 1;
            continue;
        }
        // `Cyber 3`, `Apollo 13`: a small number that counts nothing.
        let number = text(end).len() < 3 && text(end).bytes().all(|b| b.is_ascii_digit());
        if number && !text(end).is_empty() && (capital(end + 1) || !joined(end + 1)) {
            return end + 1;
        }
        // `Ludwig van Beethoven`, `Charles de Gaulle`; `Ministry of Foreign Affairs`, `Bank for International Settlements`.
        let particle = is_in(lists::PARTICLES, text(end)) && text(end).starts_with(char::is_lowercase);
        let link = is_in(lists::LINKS, text(end)) && has_things(text(end - 1));
        if !particle && !link {
            return end;
        }
        let second = usize::from(joined(end + 1) && (is_in(lists::PARTICLES, text(end + 1)) || text(end + 1) == "the"));
        if joined(end + 1) && capital(end + 1) {
            end += 2;
        } else if second == 1 && joined(end + 2) && capital(end + 2) {
            end += 3;
        } else {
            return end;
        }
    }
}

/// A body, place or event that may be "of" something.
fn has_things(word: &str) -> bool {
    is_in(lists::BODIES, word) || is_in(lists::PLACES, word) || is_in(lists::EVENTS, word)
}

fn is_name<'s>(run: &[Word], text: &dyn Fn(&Word) -> &'s str) -> bool {
    // An office is no name: `Defence Minister`, `Secretary General`.
    if run.len() > 1 && run.last().is_some_and(|word| is_in(lists::TITLES, text(word))) {
        return false;
    }
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let common = |word: &str| {
        is_in(lists::GENERIC, word)
            || is_in(lists::TITLES, word)
            || is_in(lists::FUNCTION, word)
            || lists::is_demonym(word)
    };
    match run {
        [one] => {
            let word = text(one);
            letters(word) > 1 && !common(word) && !is_roman(word) && !has_things(word)
        }
        // One word at least that is none of all these.
        many => many.iter().any(|word| {
            let word = text(word);
            word.starts_with(char::is_uppercase) && letters(word) > 1 && !common(word) && !is_roman(word)
        }),
    }
}

fn is_roman(word: &str) -> bool {
    word.len() < 6 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// The words of a sentence.
fn words(sentence: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut at = 0;
    let mut opens = true;
    let mut last_end = None;
    while let Some(c) = sentence[at..].chars().next() {
        if !c.is_alphanumeric() {
            // What opens again: a quotation, and what follows a colon.
            opens |= matches!(c, '“' | '«' | '„' | '"' | ':' | '‘' | '•' | '…' | '(');
            at += c.len_utf8();
            continue;
        }
        let end = word_end(sentence, at);
        let whole = &sentence[at..end];
        let bare = possessive(whole);
        let capital = whole.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let capital = capital && !is_compound(whole) || after_prefix(whole);
        let number = whole.bytes().all(|b| b.is_ascii_digit());
        let joined = last_end.is_some_and(|last| {
            let between = &sentence[last..at];
            // `Cyber #3`.
            is_space(between.strip_suffix('#').filter(|_| number).unwrap_or(between))
        });
        out.push(Word { text: at..at + bare.len(), capital, joined: joined && !opens, opens });
        opens = false;
        // After a possessive another name begins.
        last_end = (bare.len() == whole.len()).then_some(end);
        at = end;
        // The stop of an initial or a title belongs to the word.
        if sentence[at..].starts_with('.') && (whole.chars().count() == 1 && capital || is_in(lists::TITLES, whole)) {
            at += 1;
            last_end = last_end.map(|end| end + 1);
            if let Some(word) = out.last_mut()
                && whole.chars().count() == 1
            {
                word.text.end += 1;
            }
        }
    }
    out
}

/// `al-Assad`, `d’Estaing`: small letters before the capital.
fn after_prefix(word: &str) -> bool {
    word.split_once(['-', '’', '\'']).is_some_and(|(prefix, rest)| {
        prefix.len() < 4 && prefix.chars().all(char::is_lowercase) && rest.starts_with(char::is_uppercase)
    })
}

/// `London-based`: no name, but a word made of one.
fn is_compound(word: &str) -> bool {
    word.rsplit_once(['-', '‑']).is_some_and(|(_, last)| last.starts_with(char::is_lowercase))
}

/// Letters, digits and marks; hyphens and apostrophes between them.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '-' | '‑' | '’' | '\'' | 'ʼ' | '&')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) && !inner {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// The word without `’s`.
fn possessive(word: &str) -> &str {
    ["’s", "'s"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|word| !word.is_empty()).unwrap_or(word)
}

fn is_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let names = read(&[Paragraph { text: text.to_owned(), line: 1, beside: false }]);
        let mut seen: Vec<String> = names
            .found
            .iter()
            .map(|(spelling, found)| {
                let marks = [(found.opens, 'o'), (found.titled, 't'), (found.placed, 'p')];
                let marks: String = marks.iter().filter(|(n, _)| *n > 0).map(|(_, c)| *c).collect();
                if marks.is_empty() { spelling.clone() } else { format!("{spelling} {marks}") }
            })
            .collect();
        seen.sort();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn runs_of_capitals_are_names() {
        check("She met Ellen Marsh in Ottermouth.", &["Ellen Marsh", "Ottermouth p"]);
        check("They read Cyber 3, then Hale 20 times.", &["Cyber 3", "Hale"]);
        check("It was told by Hale #3. Orde #4 # 5.", &["Hale #3", "Orde #4 o"]);
        check("Then President Hale and Ms. Orde left for Saint Brannock.", &["Hale t", "Orde t", "Saint Brannock"]);
        check("The Ministry of Tidal Affairs told the Harbour Board.", &["Harbour Board", "Ministry of Tidal Affairs"]);
        check("They heard Piet van der Loo and J. K. Amis.", &["J. K. Amis", "Piet van der Loo"]);
        check("Hale’s Ottermouth is not Orde's Marrow.", &["Hale o", "Marrow", "Orde", "Ottermouth"]);
        check("He spoke to al-Kadir and to the Tide-Watchers.", &["Tide-Watchers", "al-Kadir"]);
    }

    #[test]
    fn other_capitals_are_none() {
        check("The Defence Minister of a London-based firm", &[]);
        check("In March the Russian army read Article 5 on Monday. However, Western leaders did not.", &[]);
        check("THE TOWN THAT WOULD NOT SLEEP AGAIN", &[]);
        check("World War II, not part III", &["World War II o"]);
        check("", &[]);
    }

    #[test]
    fn what_opens_a_sentence_is_marked() {
        check("Ottermouth slept. “Marrow did not.”", &["Marrow o", "Ottermouth o"]);
    }
}
