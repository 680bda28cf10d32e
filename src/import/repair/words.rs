//! How the document writes its words: which are names, which are acronyms, which are cut.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// One word's forms in running text.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    pub lower: u32,
    /// With a capital inside a sentence, and the form itself (`McCrae`).
    pub name: u32,
    /// Of these, beside another word with a capital: `Basin` in `Tarim Basin`; the word beside it, and whether there was
    /// another one.
    pub inside: u32,
    pub beside: String,
    pub several: bool,
    pub form: String,
    /// With a capital where every word has one.
    pub first: u32,
    pub first_form: String,
    /// In capitals among words that are not.
    pub upper: u32,
}

/// The words of a document.
#[derive(Clone, Debug, Default)]
pub struct Words {
    forms: HashMap<String, Forms>,
    compounds: HashSet<String>,
    /// First parts of compounds.
    heads: HashSet<String>,
    /// Some word has `‐` (U+2010) inside: elsewhere it is only the sign of a cut word.
    hyphens: bool,
    /// Whether nouns have capitals, once somebody has asked.
    nouns: OnceLock<bool>,
}

/// A word of letters and digits, apostrophes inside it included, by its bytes.
pub fn split(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        let inner =
            matches!(c, '\'' | '’') && start.is_some() && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let mark = || !c.is_ascii() && start.is_some() && unicode_normalization::char::is_combining_mark(c);
        if c.is_alphanumeric() || inner || mark() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            out.push((from, &text[from..at]));
        }
    }
    if let Some(from) = start {
        out.push((from, &text[from..]));
    }
    out
}

/// In lower case, with plain apostrophes.
pub fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    // Most words have none, and a copy of each is most of the work.
    if lower.contains('’') { lower.replace('’', "'") } else { lower }
}

/// Letters, and how many of them are capitals.
pub fn capitals(text: &str) -> (usize, usize) {
    if text.is_ascii() {
        let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
        return (text.bytes().filter(u8::is_ascii_alphabetic).count(), upper);
    }
    let (mut letters, mut upper) = (0, 0);
    for c in text.chars() {
        let capital = c.is_uppercase();
        upper += usize::from(capital);
        letters += usize::from(capital || c.is_lowercase());
    }
    (letters, upper)
}

/// All in capitals.
pub fn shouted(text: &str) -> bool {
    // Running text shows it in its first line: no text has more letters than bytes.
    let enough = text.len() / 10 + 1;
    if text.bytes().filter(u8::is_ascii_lowercase).take(enough).count() == enough {
        return false;
    }
    let (letters, upper) = capitals(text);
    letters > 1 && upper * 100 >= letters * 90
}

/// A word without `’s` or a possessive apostrophe, and that ending.
pub fn stem(word: &str) -> (&str, &str) {
    let stem = word.strip_suffix(['s', 'S']).and_then(|word| word.strip_suffix(['\'', '’']));
    stem.map_or((word, ""), |stem| (stem, &word[stem.len()..]))
}

impl Words {
    /// Learns from a text that is not written in capitals.
    pub fn learn(&mut self, text: &str) {
        if shouted(text) {
            return;
        }
        self.nouns = OnceLock::new();
        self.hyphens |=
            text.match_indices('‐').any(|(at, sign)| text[at + sign.len()..].starts_with(char::is_alphanumeric));
        let mut before = 0;
        for (n, (at, word)) in split(text).into_iter().enumerate() {
            let between = &text[before..at];
            before = at + word.len();
            let starts = n == 0
                || between != " " && between.contains(['.', '?', '!', ':', '“', '"', '‘', '«', '„', '¹', '²', '³']);
            let (stem, _) = stem(word);
            self.add(stem, starts, || {
                let left = if between == " " { text[..at].trim_end().rsplit(' ').next() } else { None };
                let right = || text[before..].strip_prefix(' ')?.split(' ').next();
                left.filter(|word| is_capital(word)).or_else(|| right().filter(|word| is_capital(word)))
            });
            if stem.len() != word.len() {
                self.forms.entry(fold(word)).or_default();
            }
        }
        let mut end = 0;
        for (at, _) in text.match_indices('-') {
            if at < end {
                continue;
            }
            let apart = |c: char| !c.is_alphanumeric() && c != '-';
            let start = at - text[..at].chars().rev().take_while(|c| !apart(*c)).map(char::len_utf8).sum::<usize>();
            end = text[at..].find(apart).map_or(text.len(), |len| at + len);
            let compound = &text[start..end];
            if !compound.ends_with('-') {
                let folded = fold(compound);
                if let Some((head, _)) = folded.split_once('-') {
                    self.heads.insert(head.to_owned());
                }
                self.compounds.insert(folded);
            }
        }
    }

    /// Counts a word; `beside` is asked for the word with a capital beside it.
    fn add<'a>(&mut self, word: &str, starts: bool, beside: impl FnOnce() -> Option<&'a str>) {
        // Most words have been seen, and in small letters: no copy of them is made to look them up.
        if word.bytes().all(|b| b.is_ascii_lowercase())
            && let Some(forms) = self.forms.get_mut(word)
        {
            forms.lower += 1;
            return;
        }
        let (letters, upper) = capitals(word);
        let forms = self.forms.entry(fold(word)).or_default();
        if letters > 1 && upper == letters {
            forms.upper += 1;
        } else if upper == 0 {
            forms.lower += 1;
        } else if starts {
            forms.first += 1;
            word.clone_into(&mut forms.first_form);
        } else {
            forms.name += 1;
            if let Some(beside) = beside() {
                forms.inside += 1;
                forms.several |= forms.inside > 1 && forms.beside != beside;
                beside.clone_into(&mut forms.beside);
            }
            word.clone_into(&mut forms.form);
        }
    }

    pub fn get(&self, word: &str) -> Option<&Forms> {
        self.forms.get(&fold(word))
    }

    /// Nouns have capitals here, as in German: a capital shows no name.
    pub fn has_nouns(&self) -> bool {
        let named = || self.forms.values().filter(|forms| forms.name > 0 && forms.lower == 0).count();
        *self.nouns.get_or_init(|| named() * 4 > self.forms.len())
    }

    /// Words that have a capital wherever they stand, in order of the alphabet.
    pub fn names(&self) -> Vec<&str> {
        let named = self.forms.values().filter(|forms| forms.name > 0 && forms.lower == 0);
        let mut out: Vec<&str> = named.map(|forms| forms.form.as_str()).collect();
        out.sort_unstable();
        out
    }

    /// `‐` (U+2010) stands inside words, and not only where a line's end cuts one.
    pub fn has_hyphens(&self) -> bool {
        self.hyphens
    }

    /// The text writes it in small letters somewhere.
    pub fn has_small(&self, word: &str) -> bool {
        self.get(word).is_some_and(|forms| forms.lower > 0)
    }

    pub fn knows(&self, word: &str) -> bool {
        self.get(word).is_some_and(|forms| forms.lower + forms.name + forms.first + forms.upper > 0)
    }

    /// `state-run`, with its hyphen.
    pub fn has_compound(&self, word: &str) -> bool {
        self.compounds.contains(&fold(word))
    }

    /// Some compound begins so: `state-`.
    pub fn begins_compound(&self, head: &str) -> bool {
        self.heads.contains(&fold(head))
    }

    /// The text gives it a capital only as a part of longer names, of several ones.
    pub fn is_part(&self, word: &str) -> bool {
        let forms = self.get(stem(word).0);
        let odd = |forms: &Forms| capitals(&forms.form).1 > 1 || forms.lower + forms.upper > 0;
        forms.is_some_and(|forms| forms.several && forms.name == forms.inside && !odd(forms)) && !self.has_nouns()
    }

    /// A word out of capitals as the text writes it, and how sure that is. Never the capital of a sentence's start.
    pub fn restore(&self, word: &str) -> (String, f32) {
        let (stem_part, ending) = stem(word);
        let ending = ending.to_lowercase();
        if stem_part.chars().all(|c| !c.is_alphabetic()) {
            return (word.to_owned(), 1.0);
        }
        if stem_part == "I" {
            return (format!("I{ending}"), 0.95);
        }
        let lower = stem_part.to_lowercase();
        let Some(forms) = self.get(stem_part).filter(|forms| forms.lower + forms.name + forms.first + forms.upper > 0)
        else {
            if is_roman(stem_part) {
                return (format!("{stem_part}{ending}"), 0.8);
            }
            return (format!("{lower}{ending}"), if is_small(&lower) { 0.99 } else { 0.8 });
        };
        if forms.upper > forms.lower + forms.name {
            return (format!("{stem_part}{ending}"), 0.97);
        }
        if forms.name > forms.lower {
            return (format!("{}{ending}", forms.form), 0.97);
        }
        if forms.lower == 0 && forms.name == 0 && forms.first > 0 {
            // A capital only where sentences begin says little, unless it has another inside.
            let odd = capitals(&forms.first_form).1 > 1;
            return if odd {
                (format!("{}{ending}", forms.first_form), 0.95)
            } else {
                (format!("{lower}{ending}"), 0.8)
            };
        }
        (format!("{lower}{ending}"), 0.97)
    }
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.len() < 6 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Words that are never names.
pub fn is_small(word: &str) -> bool {
    const SMALL: [&str; 72] = [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "as",
        "is",
        "are",
        "was",
        "be",
        "it",
        "its",
        "that",
        "this",
        "these",
        "those",
        "what",
        "who",
        "how",
        "why",
        "when",
        "where",
        "which",
        "not",
        "no",
        "but",
        "if",
        "into",
        "over",
        "under",
        "after",
        "before",
        "between",
        "about",
        "towards",
        "their",
        "our",
        "we",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "new",
        "conclusion",
        "introduction",
        "background",
        "summary",
        "methods",
        "results",
        "discussion",
        "notes",
        "references",
        "findings",
        "recommendations",
        "context",
        "analysis",
    ];
    SMALL.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_the_text() {
        let mut words = Words::default();
        words.learn("The agency, ROTA, asked Deirdre O'Dell and Silas McCrae of the USA. It asked us about Belarus' role and the seats.");
        let restored = |word: &str| words.restore(word).0;
        let cases = [
            ("ROTA'S", "ROTA's"),
            ("O'DELL'S", "O'Dell's"),
            ("MCCRAE", "McCrae"),
            ("BELARUS", "Belarus"),
            ("SEATS", "seats"),
            ("THE", "the"),
            ("USA", "USA"),
            ("UNSEEN", "unseen"),
        ];
        for (word, want) in cases {
            assert_eq!(restored(word), want);
        }
    }
}
