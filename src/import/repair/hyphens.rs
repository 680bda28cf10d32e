//! Words that a line's end cut: `veri-` and `fication` are one word, `state-` and `run` keep their hyphen.
//!
//! The document's own words decide; where they say nothing, the ends of English words do.

use super::words::{self, Words, split};
use crate::import::draft::{Draft, Text};

/// What becomes of a hyphen at a line's end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    /// Taken out: the halves are one word.
    Gone(f32),
    /// It stands between two words.
    Stays(f32),
    /// No cut word: a dash, or a list (`pre- and post-war`).
    None,
}

/// Appends a line to a text, over a hyphen where there is one.
pub fn append(text: &mut Text, next: Text, words: &Words, line: u32, draft: &mut Draft) {
    let (before, after) = (text.tail(), next.head());
    match judge(&before, &after, words) {
        Fate::None => text.append(next),
        fate => {
            let gone = matches!(fate, Fate::Gone(_));
            let confidence = confidence_of(fate);
            let (head, tail) = (last_word(&before), first_word(&after));
            if gone && let Some(piece) = text.pieces.iter_mut().rev().find(|piece| !piece.text.trim().is_empty()) {
                piece.text.truncate(piece.text.trim_end().len());
                piece.text.pop();
            }
            let mut next = next;
            if let Some(first) = next.pieces.first_mut() {
                first.glued = gone;
            }
            let sign = before.trim_end().chars().next_back().filter(|sign| *sign == '–').unwrap_or('-');
            let made = if gone { format!("{head}{tail}") } else { format!("{head}{sign}{tail}") };
            draft.decide(
                "hyphens",
                format!("“{head}{sign}” + “{tail}” = “{made}”"),
                (line.saturating_sub(1), line),
                confidence,
            );
            if let Some(decision) = draft.decisions.last_mut() {
                decision.alternative = Some(if gone { format!("{head}-{tail}") } else { format!("{head}{tail}") });
            }
            text.pieces.extend(next.pieces);
        }
    }
}

fn confidence_of(fate: Fate) -> f32 {
    match fate {
        Fate::Gone(confidence) | Fate::Stays(confidence) => confidence,
        Fate::None => 1.0,
    }
}

pub fn judge(before: &str, after: &str, words: &Words) -> Fate {
    let before = before.trim_end();
    if let Some(head) = before.strip_suffix('–')
        && head.ends_with(|c: char| c.is_ascii_digit())
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        return Fate::Stays(0.97);
    }
    let Some(head) = before.strip_suffix(['-', '‐', '\u{ad}']) else { return Fate::None };
    if !head.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric) {
        return Fate::None;
    }
    let (head, tail) = (last_word(before), first_word(after));
    if matches!(tail.to_lowercase().as_str(), "and" | "or" | "to" | "und" | "oder" | "bis") {
        return Fate::None;
    }
    // A program that breaks words writes one sign where people type another.
    let alike = tail.starts_with(char::is_lowercase) || words::shouted(&head) && words::shouted(&tail);
    if before.ends_with('\u{ad}') || before.ends_with('‐') && !words.has_hyphens() && alike {
        return Fate::Gone(0.99);
    }
    if tail.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || head.ends_with(|c: char| c.is_ascii_digit())
    {
        let sure = words.knows(&head) || words::shouted(&head) || head.ends_with(|c: char| c.is_ascii_digit());
        return Fate::Stays(if sure { 0.95 } else { 0.8 });
    }
    let whole = format!("{head}{tail}");
    if words.has_compound(&format!("{head}-{tail}")) {
        return Fate::Stays(0.99);
    }
    if words.knows(&whole) {
        return Fate::Gone(0.99);
    }
    let (known_head, known_tail) = (words.knows(&head), words.knows(&tail));
    if is_fragment(&tail) && !known_tail {
        return Fate::Gone(0.96);
    }
    // `ex` and `co` begin words as well: what follows has to be one.
    let prefixed = PREFIXES.contains(&head.to_lowercase().as_str()) && (head.chars().count() > 3 || known_tail);
    if prefixed || TAILS.contains(&tail.to_lowercase().as_str()) {
        return Fate::Stays(if known_head || known_tail { 0.95 } else { 0.9 });
    }
    if words.begins_compound(&head) && head.chars().count() > 2 {
        return Fate::Stays(0.9);
    }
    if known_head && known_tail && head.chars().count() > 3 && tail.chars().count() > 3 {
        return Fate::Stays(0.85);
    }
    // A half that is a word elsewhere may be one here.
    let word = |known: bool, half: &str| known && half.chars().count() > 3;
    let unsure = word(known_head, &head) || word(known_tail, &tail) || known_tail && !is_fragment(&tail);
    Fate::Gone(if unsure { 0.8 } else { 0.93 })
}

fn last_word(text: &str) -> String {
    split(text.trim_end_matches(['-', '‐', '–', '\u{ad}', ' ']))
        .last()
        .map_or(String::new(), |(_, word)| (*word).to_owned())
}

fn first_word(text: &str) -> String {
    split(text).first().map_or(String::new(), |(_, word)| (*word).to_owned())
}

/// First parts that keep their hyphen.
const PREFIXES: [&str; 34] = [
    "self", "well", "non", "anti", "pro", "ex", "co", "pre", "post", "semi", "quasi", "long", "short", "high", "low",
    "far", "near", "half", "full", "two", "three", "four", "five", "ten", "twenty", "state", "so", "ill", "all",
    "cross", "mid", "vice", "counter", "third",
];

/// Second parts that are words of their own.
const TAILS: [&str; 58] = [
    "based",
    "run",
    "led",
    "owned",
    "made",
    "term",
    "level",
    "century",
    "year",
    "old",
    "style",
    "like",
    "wide",
    "free",
    "scale",
    "range",
    "speed",
    "called",
    "known",
    "sponsored",
    "sanctioned",
    "backed",
    "funded",
    "driven",
    "related",
    "building",
    "making",
    "maker",
    "makers",
    "party",
    "point",
    "side",
    "sided",
    "hand",
    "part",
    "ten",
    "day",
    "hour",
    "week",
    "month",
    "mile",
    "tech",
    "profit",
    "fifths",
    "thirds",
    "quarters",
    "economic",
    "political",
    "military",
    "government",
    "war",
    "up",
    "off",
    "down",
    "out",
    "in",
    "to",
    "right",
];

/// Ends of words that are no words.
fn is_fragment(tail: &str) -> bool {
    const ENDS: [&str; 40] = [
        "tion", "tions", "sion", "ment", "ments", "ness", "ing", "ings", "ed", "er", "ers", "ly", "ity", "ities",
        "able", "ible", "ance", "ence", "ous", "ive", "al", "ally", "ism", "ist", "ists", "ize", "ise", "ized", "ised",
        "ful", "less", "ship", "cation", "fication", "ation", "ations", "ture", "tures", "cy", "ty",
    ];
    ENDS.contains(&tail.to_lowercase().as_str()) || !tail.contains(['a', 'e', 'i', 'o', 'u', 'y']) && tail.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_own_words_decide() {
        let mut words = Words::default();
        words.learn("The co-op and the cooperation; a ship-owner said so. The market and the place.");
        let gone = |before: &str, after: &str| match judge(before, after, &words) {
            Fate::Gone(_) => Some(true),
            Fate::Stays(_) => Some(false),
            Fate::None => None,
        };
        let cases = [
            ("the coop-", "eration", Some(true)),
            ("a ship-", "owner went", Some(false)),
            ("Strict veri-", "fication", Some(true)),
            ("produced by state-", "run channels", Some(false)),
            ("a shore-", "based yard", Some(false)),
            ("pre-", "and post-war", None),
            ("COVID-", "19 came", Some(false)),
            ("trans-", "Atlantic", Some(false)),
            ("a dash -", "so", None),
            ("a sign which ex-", "plains it", Some(true)),
            ("Economy 41, 2–", "19.", Some(false)),
        ];
        for (before, after, want) in cases {
            assert_eq!(gone(before, after), want, "{before} {after}");
        }
    }
}
