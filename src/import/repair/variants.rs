//! Names that are spelled in two ways. Both stay as they are printed; the editor is told.

use super::words::Words;
use crate::import::draft::Draft;

/// So many names are compared with each other.
const NAMES: usize = 400;
/// Letters of a name; shorter ones differ by chance.
const LETTERS: usize = 6;
const NOUNS: usize = 10;

pub fn tell(draft: &mut Draft, words: &Words) {
    // Nouns are more alike than names.
    let letters = if words.has_nouns() { NOUNS } else { LETTERS };
    let names: Vec<&str> =
        words.names().into_iter().filter(|name| name.chars().count() >= letters).take(NAMES).collect();
    // A plural says nothing that its singular has not said.
    let plural = |name: &str| name.strip_suffix('s').is_some_and(|one| names.contains(&one));
    let names: Vec<&str> = names.iter().copied().filter(|name| !plural(name)).collect();
    let small: Vec<Vec<char>> = names.iter().map(|name| name.to_lowercase().chars().collect()).collect();
    let mut told = Vec::new();
    for (n, a) in names.iter().enumerate() {
        for (m, b) in names.iter().enumerate().skip(n + 1) {
            if near(&small[n], &small[m]) {
                told.push(format!("a name is spelled in two ways: {a}, {b}"));
            }
        }
    }
    for words in told {
        draft.decide("variants", words.clone(), (1, 1), 0.7);
        draft.doubts.push(words);
    }
}

/// One or two letters differ, and neither is a form of the other.
fn near(a: &[char], b: &[char]) -> bool {
    let short = a.len().min(b.len());
    if a.len().abs_diff(b.len()) > 2 || a[0] != b[0] || a[..short] == b[..short] {
        return false;
    }
    // The end of a word is where its forms differ.
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    if common + 3 > short {
        return false;
    }
    let limit = if short < 9 { 1 } else { 2 };
    distance(a, b) <= limit
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    fn near(a: &str, b: &str) -> bool {
        let [a, b] = [a, b].map(|name| name.to_lowercase().chars().collect::<Vec<char>>());
        super::near(&a, &b)
    }

    #[test]
    fn spellings_are_told_from_forms() {
        for (a, b) in [("Suwalki", "Sulwalki"), ("Tsikhanouskaya", "Tsihanouskaya"), ("Ottermouth", "Otermouth")] {
            assert!(near(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("Belarus", "Belarussian"),
            ("Russian", "Russians"),
            ("Marlow", "Harlow"),
            ("Western", "Eastern"),
            ("Kessler", "Kestrel"),
            ("Baltic", "Baltics"),
        ] {
            assert!(!near(a, b), "{a} {b}");
        }
    }
}
