//! Small text helpers that several stages share.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The candidate nearest to `word` by edit distance, where it is near enough to be a slip of the pen.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_few(word, candidates, 1).first().copied()
}

/// The candidates near to `word`, nearest first, at most so many.
#[must_use]
pub fn nearest_few<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 4);
    let folded: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let mut found: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates {
        let other: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
        if let Some(distance) = distance(&folded, &other, limit) {
            found.push((distance, candidate));
            found.sort_unstable();
            found.dedup();
            found.truncate(most);
        }
    }
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Optimal string alignment distance (insert, delete, replace, swap of neighbours), or `None` above `limit`.
#[must_use]
pub fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![0; b.len() + 1];
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j - 1] + same).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    let found = last[b.len()];
    (found <= limit).then_some(found)
}

/// Every run of white space becomes one space; none at the ends.
#[must_use]
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Two names with the same folded case are the same file name on systems that ignore case (THREATS B4): NFC, and each
/// character through upper case to lower case, so that `ß`, `ſ` and a final `ς` meet their like.
#[must_use]
pub fn fold_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let folded: String = text.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    folded.nfc().collect()
}

/// For the order and the letters of an index: case and accents are nothing, `ł` is `l`.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            _ => out.push(c),
        }
    }
    out
}

/// "1 note", "2 notes".
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `1,165`: a number of more than three digits is read in groups.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_case, grouped, nearest, nearest_few, squeeze};

    #[test]
    fn long_numbers_are_grouped() {
        for (n, words) in [(0, "0"), (999, "999"), (1_165, "1,165"), (10_000, "10,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(n), words);
        }
    }

    #[test]
    fn a_slip_finds_its_word() {
        let words = ["wilson2021", "clark2021", "deni2022"];
        assert_eq!(nearest("wilosn2021", words), Some("wilson2021"));
        assert_eq!(nearest("deni22", words), Some("deni2022"));
        assert_eq!(nearest("zzz", words), None);
    }

    #[test]
    fn white_space_is_squeezed() {
        assert_eq!(squeeze(" a\n b\t c "), "a b c");
    }

    #[test]
    fn several_near_words_come_nearest_first() {
        let words = ["deni2021", "deni2022", "deni202", "wilson2021"];
        assert_eq!(nearest_few("deni2022", words, 2), ["deni2022", "deni202"]);
    }

    #[test]
    fn an_index_knows_no_accents() {
        assert_eq!(fold("Łukašenka, Éva"), "lukasenka, eva");
        assert_eq!(fold("Øst & Æsir"), "ost & aesir");
    }

    #[test]
    fn names_that_a_disk_takes_for_one_are_one() {
        assert_eq!(fold_case("STRASSE"), fold_case("straße"));
        assert_eq!(fold_case("ΟΔΟΣ"), fold_case("οδος"));
        assert_eq!(fold_case("e\u{301}"), fold_case("É"));
        assert_ne!(fold_case("e"), fold_case("é"));
    }
}
