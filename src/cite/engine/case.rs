//! The case of letters, as CSL's `text-case` asks for it.

use hayagriva::citationberg::TextCase;

use super::frag::Frag;
use crate::cite::item::mark;

/// Words that stay small in an English headline: articles, conjunctions, prepositions. In the order of the alphabet.
const SMALL: [&str; 82] = [
    "a",
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "alongside",
    "amid",
    "among",
    "an",
    "and",
    "around",
    "as",
    "aside",
    "at",
    "atop",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d",
    "de",
    "despite",
    "down",
    "during",
    "et",
    "except",
    "for",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "next",
    "nor",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "van",
    "versus",
    "via",
    "von",
    "vs",
    "with",
    "within",
    "without",
    "yet",
];

/// Changes the case of text that lies in several pieces. `english`: headline and sentence case are for English alone.
pub fn apply(frags: &mut [Frag], case: TextCase, english: bool) {
    match case {
        TextCase::Lowercase => each(frags, str::to_lowercase),
        TextCase::Uppercase => each(frags, str::to_uppercase),
        TextCase::CapitalizeFirst => first(frags),
        TextCase::CapitalizeAll => {
            for frag in frags {
                frag.text = words(&frag.text, |word, _| raised(word));
            }
        }
        TextCase::SentenceCase => {
            if english {
                let shouted = !frags.iter().any(|frag| frag.text.chars().any(char::is_lowercase));
                if shouted {
                    each(frags, str::to_lowercase);
                }
                first(frags);
            }
        }
        TextCase::TitleCase => {
            if english {
                headline(frags);
            }
        }
    }
}

fn each(frags: &mut [Frag], change: impl Fn(&str) -> String) {
    for frag in frags {
        frag.text = change(&frag.text);
    }
}

/// The first word, where it is small throughout.
fn first(frags: &mut [Frag]) {
    let mut seen = false;
    for frag in frags {
        if seen {
            return;
        }
        frag.text = words(
            &frag.text,
            |word, _| {
                if std::mem::replace(&mut seen, true) { word.to_owned() } else { raised(word) }
            },
        );
    }
}

fn headline(frags: &mut [Frag]) {
    let last = frags.iter().rposition(|frag| frag.text.chars().any(char::is_alphanumeric));
    let mut starts = true;
    for (n, frag) in frags.iter_mut().enumerate() {
        let ends = last == Some(n);
        frag.text = words(&frag.text, |word, place| {
            let small = word.chars().nth(1).is_none() || is_small(word);
            let opens = std::mem::replace(&mut starts, false) || place.after_stop;
            let closes = ends && place.last && word.chars().nth(1).is_some();
            if !small || opens || closes || place.before_hyphen { raised(word) } else { word.to_owned() }
        });
    }
}

fn is_small(word: &str) -> bool {
    SMALL.binary_search(&word).is_ok()
}

/// A word with a capital, unless it has one somewhere already.
fn raised(word: &str) -> String {
    if word.chars().any(char::is_uppercase) {
        return word.to_owned();
    }
    let mut chars = word.chars();
    match chars.next() {
        // A Greek letter that stands alone is a sign of science, not a word.
        Some('α'..='ω') if chars.as_str().is_empty() => word.to_owned(),
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

struct Place {
    /// After `:`, `!` or `?`.
    after_stop: bool,
    before_hyphen: bool,
    last: bool,
}

/// Gives each word to `change`, and keeps what stands between.
fn words(text: &str, mut change: impl FnMut(&str, &Place) -> String) -> String {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '’' | mark::APOSTROPHE | '_');
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    let mut after_stop = false;
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric()) {
        let (between, from) = rest.split_at(start);
        if let Some(sign) = between.trim_end_matches([mark::OPEN, mark::CLOSE, ' ']).chars().next_back() {
            after_stop = matches!(sign, ':' | '!' | '?');
        }
        out.push_str(between);
        let end = from.find(|c| !inner(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let last = !after.contains(|c: char| c.is_alphanumeric());
        out.push_str(&change(word, &Place { after_stop, before_hyphen: after.starts_with('-'), last }));
        after_stop = false;
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(case: TextCase, text: &str) -> String {
        let mut frags = vec![Frag::new(text)];
        apply(&mut frags, case, true);
        frags.into_iter().map(|frag| frag.text).collect()
    }

    #[test]
    fn a_headline_keeps_the_capitals_of_names() {
        for (text, expected) in [
            ("NATO’s weakest point", "NATO’s Weakest Point"),
            ("belarus on the brink: the view from the east", "Belarus on the Brink: The View from the East"),
            ("Radio Free Europe/Radio Liberty", "Radio Free Europe/Radio Liberty"),
            ("up-to-date in-depth study of iOS", "Up-To-Date In-Depth Study of iOS"),
            ("what they’re made of", "What They’re Made Of"),
            ("a study of α decay", "A Study of α Decay"),
        ] {
            assert_eq!(shown(TextCase::TitleCase, text), expected);
        }
    }

    #[test]
    fn other_cases_change_what_they_say() {
        assert_eq!(shown(TextCase::CapitalizeFirst, "in: a, B"), "In: a, B");
        assert_eq!(shown(TextCase::CapitalizeFirst, "eBay"), "eBay");
        assert_eq!(shown(TextCase::CapitalizeAll, "a b-c dE"), "A B-C dE");
        assert_eq!(shown(TextCase::SentenceCase, "THE END"), "The end");
        assert_eq!(shown(TextCase::SentenceCase, "the End of X"), "The End of X");
        assert_eq!(shown(TextCase::Uppercase, "straße"), "STRASSE");
    }
}
