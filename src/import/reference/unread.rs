//! A source in no form that the importer can read, which a later Ibid. stands for: a record that holds its words.
//!
//! The Ibid. itself is the evidence that the note names one source. What is known of it is what is printed.

use super::{Found, empty};
use crate::model::work::{Work, WorkDate};

/// More words are a remark with a source in it.
const WORDS: usize = 40;

/// The source of a note, by its words; nothing where they say more than one thing.
pub fn source(note: &str) -> Option<Found> {
    let start = ["See also ", "See ", "Cf. ", "Compare ", "Vgl. ", "Siehe "]
        .iter()
        .find_map(|signal| note.strip_prefix(signal))
        .map_or(0, |rest| note.len() - rest.len());
    let rest = note[start..].split("; ").next().unwrap_or("");
    let whole = rest.trim_end().trim_end_matches('.');
    // A first sentence would lose the source that stands in the second.
    let count = whole.split_whitespace().count();
    if !(2..=WORDS).contains(&count) || !whole.contains(char::is_alphabetic) || rest.contains(['?', '!']) {
        return None;
    }
    let title = unplaced(whole);
    let mut work = empty();
    kind(title).clone_into(&mut work.kind);
    work.fields.push(("title".to_owned(), title.to_owned()));
    if let Some(year) = year(title) {
        work.dates.push(("issued".to_owned(), WorkDate::Parts { from: (year, 0, 0), to: None, circa: false }));
    }
    Some(Found { start, end: start + title.len(), locator: None, work })
}

/// Without the place inside the source that the note names last: `, question 118`, `, table 4`, `, pp. 3–5`.
fn unplaced(text: &str) -> &str {
    let Some((head, last)) = text.rsplit_once(", ") else { return text };
    let number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '–'))
    };
    let place = match last.split(' ').collect::<Vec<_>>().as_slice() {
        [word, at] => word.starts_with(char::is_lowercase) && number(at) || word.starts_with('§'),
        [at] => number(at) && year(at).is_none(),
        _ => false,
    };
    if place && head.contains(' ') { head } else { text }
}

fn year(text: &str) -> Option<i32> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).rev();
    words.find_map(|word| word.parse().ok().filter(|year| word.len() == 4 && (1400..2200).contains(year)))
}

/// What people say and write to each other is told by one of its words.
fn kind(text: &str) -> &'static str {
    const SPOKEN: [&str; 8] =
        ["interview", "wywiad", "інтерв’ю", "інтерв'ю", "интервью", "entretien", "entrevista", "interviewed"];
    const TOLD: [&str; 20] = [
        "conversation",
        "conversations",
        "correspondence",
        "email",
        "e-mail",
        "letter",
        "message",
        "communication",
        "discussion",
        "call",
        "gespräch",
        "brief",
        "rozmowa",
        "list",
        "розмова",
        "лист",
        "разговор",
        "беседа",
        "письмо",
        "conversación",
    ];
    // The first words name the kind; further on `letter` may be a part of a title.
    for word in text.split_whitespace().take(5) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if SPOKEN.contains(&word.as_str()) {
            return "interview";
        }
        if TOLD.contains(&word.as_str()) {
            return "personal_communication";
        }
    }
    "document"
}

/// What a key is made of, where there is no author: two words of the title.
pub fn stem(work: &Work) -> String {
    let long = |word: &&str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    work.title().split(|c: char| !c.is_alphanumeric()).filter(long).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_record() {
        for (note, title, kind, year) in [
            (
                "Interview with the author, Tull, March 2022.",
                "Interview with the author, Tull, March 2022",
                "interview",
                2022,
            ),
            ("Tull Packet, 3 June 2016; its clock was slow.", "Tull Packet, 3 June 2016", "document", 2016),
            (
                "Evidence to the hearing of 2 May 2022, question 118.",
                "Evidence to the hearing of 2 May 2022",
                "document",
                2022,
            ),
            (
                "See Ministry of Roads, Annual Return 2019, table 4.",
                "Ministry of Roads, Annual Return 2019",
                "document",
                2019,
            ),
            (
                "Gespräch mit dem Verein, April 2021.",
                "Gespräch mit dem Verein, April 2021",
                "personal_communication",
                2021,
            ),
        ] {
            let found = source(note).unwrap();
            assert_eq!((found.work.title(), found.work.kind.as_str(), found.work.year()), (title, kind, Some(year)));
            assert_eq!(&note[found.start..found.end], title);
        }
        for note in ["", "Ask.", "Who knows? Not we."] {
            assert_eq!(source(note), None, "{note}");
        }
    }
}
