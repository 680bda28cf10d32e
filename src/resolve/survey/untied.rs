//! Notes whose words look like a reference to a work.
//!
//! Only a proposal to the editor, so it is sparing: a note that talks is none, even when it names a year and a title.

use super::reading::Reading;

/// How much of a note is looked at.
const LOOK: usize = 1200;

pub fn looks_like_reference(reading: &Reading<'_, '_>, note: usize) -> bool {
    let part = &reading.notes[note];
    let mut titled = false;
    let mut text = String::new();
    for run in &reading.runs[part.runs.clone()] {
        if text.len() > LOOK {
            break;
        }
        for leaf in &reading.leaves[run.leaves.clone()] {
            titled |= leaf.italic && leaf.text.len() > 3;
        }
        let words = reading.slice(&run.text);
        let end = (0..=LOOK.min(words.len())).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
        text.push_str(&words[..end]);
        text.push(' ');
    }
    judge(text.trim(), titled)
}

/// `italic`: something in it is set in italics, as titles are.
pub fn judge(text: &str, italic: bool) -> bool {
    let (outside, quoted) = without_quotations(text);
    let title = italic || quoted;
    let author = starts_with_author(&outside);
    let year = has_year(&outside);
    let place = ends_with_place(&outside);
    let address = ["://", "www.", "doi"].iter().any(|sign| outside.contains(sign));
    let words = outside.split_whitespace().count();
    let published = year && has_imprint(&outside);
    if back_reference(&outside) {
        return words <= 25;
    }
    if published && title {
        return true;
    }
    if talks(&outside) {
        return false;
    }
    (address && (title || author || year || words <= 6))
        || (author && year && (title || place || words <= 30))
        || (title && (year || place) && words <= 40)
        || (author && title && place)
        || author_date(&outside)
}

/// The text without what stands in quotation marks, and whether a title of two words or more did.
fn without_quotations(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut inner = String::new();
    let mut close = None;
    let mut quoted = false;
    let mut before = ' ';
    for c in text.chars() {
        match close {
            Some(end) if c == end => {
                quoted |= inner.split_whitespace().count() >= 2;
                close = None;
                inner.clear();
                out.push('“');
            }
            Some(_) => inner.push(c),
            None => {
                close = match c {
                    '“' | '„' => Some('”'),
                    '"' => Some('"'),
                    '«' => Some('»'),
                    '‘' if !before.is_alphanumeric() => Some('’'),
                    _ => None,
                };
                if close.is_none() {
                    out.push(c);
                }
            }
        }
        before = c;
    }
    out.push_str(&inner);
    (out, quoted)
}

/// "Okafor, Lena. 2023." · "Margaret Ellison, The …" · "Dworak, K., …" — after a signal.
fn starts_with_author(text: &str) -> bool {
    let mut text = text.trim_start();
    for signal in ["See also ", "See ", "see ", "Cf. ", "Quoted in ", "But see "] {
        text = text.strip_prefix(signal).unwrap_or(text);
    }
    let Some((head, rest)) = text.split_once([',', '(']) else { return false };
    let words: Vec<&str> = head.split_whitespace().collect();
    let named = (1..=6).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(*word, "and" | "et" | "al." | "&" | "de" | "von" | "van" | "of")
        });
    named && rest.trim_start().starts_with(|c: char| c.is_uppercase() || c == '“' || c.is_ascii_digit())
}

/// "Wilson 2021, p. 279", "Vasquez et al. (2020), 22".
fn author_date(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    let Some(at) = words.iter().position(|word| is_year(word.trim_matches(|c: char| !c.is_alphanumeric()))) else {
        return false;
    };
    let names = &words[..at];
    let many = text.split_whitespace().count();
    at >= 1
        && many <= at + 5
        && names[0].starts_with(char::is_uppercase)
        && names
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "et" | "al." | "al" | "&"))
}

fn has_year(text: &str) -> bool {
    text.as_bytes()
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .any(|run| run.len() == 4 && run[0].is_ascii_digit() && std::str::from_utf8(run).is_ok_and(is_year))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1500..2100).contains(&year))
}

/// "(London: Harrow & Stone, 2018)", "(2015)": brackets that end with a year.
fn has_imprint(text: &str) -> bool {
    text.split('(').skip(1).any(|part| {
        part.split_once(')')
            .is_some_and(|(inner, _)| inner.len() < 160 && inner.rsplit([' ', ',', ':']).next().is_some_and(is_year))
    })
}

/// "…, 279." "…, pp. 3–5": a number at the end, or a page named anywhere.
fn ends_with_place(text: &str) -> bool {
    let tail = text.trim_end_matches(['.', ' ', ')', '“']);
    let number = tail.len() - tail.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–')).len();
    let before = tail[..tail.len() - number].trim_end();
    (number > 0 && before.ends_with([',', ':', '.', '“'])) || [" p", "§"].iter().any(|sign| names_page(text, sign))
}

fn names_page(text: &str, sign: &str) -> bool {
    text.match_indices(sign).any(|(at, _)| {
        let rest = &text[at + sign.len()..];
        let number = rest.trim_start_matches(['p', '.', '§']);
        let short = rest.len() - number.len() <= 3;
        short && number.trim_start().starts_with(|c: char| c.is_ascii_digit())
    })
}

/// "op. cit.", "loc. cit.", "supra note 4".
fn back_reference(text: &str) -> bool {
    text.contains(". cit") || text.contains("upra n")
}

/// Words that only a sentence has.
fn talks(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').any(|word| {
        matches!(
            word,
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
                | "should"
                | "may"
                | "might"
                | "must"
                | "does"
                | "do"
                | "did"
                | "said"
                | "says"
                | "argues"
                | "argued"
                | "claims"
                | "claimed"
                | "shows"
                | "showed"
                | "gives"
                | "gave"
                | "means"
                | "I"
                | "we"
                | "We"
                | "this"
                | "This"
                | "these"
                | "These"
                | "there"
                | "There"
                | "below"
                | "above"
                | "because"
                | "although"
                | "it"
                | "It"
                | "they"
                | "They"
                | "he"
                | "He"
                | "she"
                | "She"
                | "who"
                | "which"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn references() {
        for (text, italic) in [
            ("Okafor, Lena. 2023. \"Why the Cable Matters\". Northern Affairs.", true),
            ("Brandt, Tomas. 2021. Rivers of Iron: Rail and War in the East, 114.", true),
            ("Margaret Ellison, The Hollow Shield (London: Harrow & Stone, 2018), 42–47.", true),
            ("Ellison, Hollow Shield, 88; Lang, “Conscription and Consent,” 210.", true),
            ("Helen Frost, ‘Sanctions and the Bank’ (2015) 78 Northern Law Review 233, 240.", false),
            ("https://www.border.example/data?year=2020, accessed 3/9/2021", false),
            ("“Ferry service to resume,” Agence Littoral, 7 February 2022, https://x.example/f.", false),
            ("Wilson 2021, p. 279.", false),
            ("Vasquez et al. 2020, 22", false),
            ("Dworak, op. cit., vol. i, p. 12.", false),
            (
                "On the law see Ossian Reyes, Visas and Sovereigns (PhD thesis, Karrow, 2017), 203, though he is wrong.",
                true,
            ),
        ] {
            assert!(judge(text, italic), "{text}");
        }
    }

    #[test]
    fn notes_that_talk() {
        for (text, italic) in [
            ("The author is grateful to two serving officers for comments on this section.", false),
            ("The figure “one in three” was given in 2021 by the ministry.", false),
            ("In 2020 there were 40, in 2021 50.", false),
            ("The word is pravda, truth, and it was used in 1912.", true),
            ("See the section on Kaliningrad below.", false),
            ("The ministry’s page (https://x.example) was not there in 2022.", false),
            ("Belarus, Russia and Ukraine.", false),
            ("40 per cent of 1,200 answers.", false),
            ("", false),
        ] {
            assert!(!judge(text, italic), "{text}");
        }
    }
}
