//! The work of the library that a note in plain words most likely means.
//!
//! Only a proposal, and only where one work fits: its author and its title stand in the note, or its author, its year and
//! something of its title. Work is linear: few candidates are looked at for each note.

use std::collections::{BTreeSet, HashMap};

use crate::model::short::{catchword, words};
use crate::model::site::SiteWork;
use crate::model::work::{Name, Work};

/// How much of a note is read, and how many works are looked at for it.
const WORDS: usize = 160;
const CANDIDATES: usize = 128;
/// A note this short has no room for a title: "Marsh 2019, p. 34".
const BRIEF: usize = 8;

pub struct Library<'s> {
    works: Vec<(&'s Work, Known)>,
    /// Index into `works` by the family name of the first author; by the first word of the title where there is none.
    by_word: HashMap<String, Vec<usize>>,
}

/// What is looked for, folded.
struct Known {
    family: Vec<String>,
    /// To the colon.
    title: Vec<String>,
    year: String,
}

impl<'s> Library<'s> {
    #[must_use]
    pub fn of(works: &'s [SiteWork]) -> Self {
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let mut all = Vec::with_capacity(works.len());
        for (at, work) in works.iter().enumerate() {
            let work = &*work.work;
            let family = work.authors().first().map(Name::short).unwrap_or_default();
            let title = words(work.title().split(':').next().unwrap_or(""));
            if let Some(word) = catchword(&family).or_else(|| title.first().cloned()) {
                by_word.entry(word).or_default().push(at);
            }
            let year = work.year().map_or(String::new(), |year| year.to_string());
            all.push((work, Known { family: words(&family), title, year }));
        }
        Self { works: all, by_word }
    }

    /// The one work that fits the words of a note.
    #[must_use]
    pub fn likely(&self, text: &str) -> Option<&'s Work> {
        let mut text = words(text);
        text.truncate(WORDS);
        // Each work stands under one word, so none is counted twice.
        let asked: BTreeSet<&String> = text.iter().collect();
        let named = asked.into_iter().filter_map(|word| self.by_word.get(word)).flatten();
        let candidates: BTreeSet<usize> = named.copied().take(CANDIDATES + 1).collect();
        if candidates.len() > CANDIDATES {
            return None;
        }
        let (mut titled, mut dated) = (Vec::new(), Vec::new());
        for at in candidates {
            let (work, known) = &self.works[at];
            if has_title(&text, known) {
                titled.push(*work);
            } else if has_date(&text, known) {
                dated.push(*work);
            }
        }
        match (titled.as_slice(), dated.as_slice()) {
            ([one], _) | ([], [one]) => Some(one),
            // Two editions of one title: the year tells.
            (several, _) => {
                let year = |work: &&&Work| work.year().is_some_and(|year| text.contains(&year.to_string()));
                let mut some = several.iter().filter(year);
                some.next().filter(|_| some.next().is_none()).copied()
            }
        }
    }
}

fn has_title(text: &[String], known: &Known) -> bool {
    let telling = known.title.len() >= 2 || known.title.iter().any(|word| word.len() >= 7);
    // A title without an author has to say more.
    let enough = if known.family.is_empty() { known.title.len() >= 4 } else { telling && holds(text, &known.family) };
    enough && holds(text, &known.title)
}

fn has_date(text: &[String], known: &Known) -> bool {
    let something = text.len() <= BRIEF || known.title.iter().any(|word| word.len() >= 5 && text.contains(word));
    !known.family.is_empty()
        && !known.year.is_empty()
        && text.contains(&known.year)
        && holds(text, &known.family)
        && something
}

fn holds(text: &[String], words: &[String]) -> bool {
    !words.is_empty() && text.windows(words.len()).any(|run| run == words)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::fixture::work;
    use crate::model::url::Url;
    use crate::model::work::Rich;

    #[test]
    fn one_work_and_no_other() {
        let mut body = work("roads", "", 2020, "Annual Survey of Country Roads");
        body.names.clear();
        let works: Vec<SiteWork> = [
            work("toll", "Marsh", 2019, "The River Toll: Bridges and Their Keepers"),
            work("ferries", "Marsh", 2021, "Ferries and Fords"),
            work("fords1", "Holt", 2001, "Crossing the Fords"),
            work("fords2", "Holt", 2011, "Crossing the Fords"),
            work("dykes", "Reyes", 2021, "Dykes"),
            work("locks", "Reyes", 2021, "Locks"),
            body,
        ]
        .into_iter()
        .map(|work| SiteWork { work: Arc::new(work), url: Url(String::new()), entry: Rich::default(), places: vec![] })
        .collect();
        let library = Library::of(&works);
        for (text, key) in [
            ("Ellen Marsh, The River Toll (Northgate: Harbour Press, 2019), p. 34.", "toll"),
            ("Marsh, E. 2021. Ferries & fords, p. 4.", "ferries"),
            ("Marsh 2021, 33", "ferries"),
            ("Marsh, The River Toll, 34, see Marsh on ferries 2021", "toll"),
            ("Ellen Marsh, Lanterns (Northgate: Harbour Press, 2019), p. 34, on the lamps of the harbour.", "-"),
            ("Marsh, op. cit.", "-"),
            ("Piers Holt, Crossing the Fords (2011), 3", "fords2"),
            ("Piers Holt, Crossing the Fords, 3", "-"),
            ("Reyes 2021, 3", "-"),
            ("Annual Survey of Country Roads, 2020, p. 4", "roads"),
            ("The marsh was dry in 2019 and the river toll was not paid.", "toll"),
            ("", "-"),
        ] {
            assert_eq!(library.likely(text).map_or("-", |work| work.key.as_str()), key, "{text}");
        }
    }
}
