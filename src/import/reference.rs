//! Notes become works, as far as that is certain.
//!
//! Three forms of a reference leave no doubt where each part ends: `Family, Given. 2020. “Title”. Journal 3, 5.`,
//! `Family, G. (2020) ‘Title’, Journal 3, p. 5.` and `Family, Title (Place: Publisher, 2020), 5.` What has another
//! form keeps its words and no tie, unless a typed Ibid. stands for it: then a record holds its words, and both are tied
//! to it. A typed Ibid. is tied where the note that it stands for cites a single work.

mod forms;
mod place;
mod unread;
mod yaml;

pub use self::yaml::entries;

use std::collections::{BTreeSet, HashMap, HashSet};

use self::forms::Found;
use super::draft::{Cite, Draft, SURE};
use crate::model::work::{Name, Work};

/// Ties the notes to works and gives back those that are new. `known` are those that the site has.
pub fn tie(draft: &mut Draft, known: &[Work]) -> Vec<Work> {
    let mut shelf = Shelf::of(known);
    // For each note the keys of the works that it cites.
    let mut cited: Vec<Vec<String>> = vec![Vec::new(); draft.notes.len()];
    for n in 0..draft.notes.len() {
        let (done, rest) = cited.split_at_mut(n);
        let Some(cited) = rest.first_mut() else { continue };
        let Some(text) = draft.notes[n].text.first() else { continue };
        let plain = text.plain();
        // Marks inside a note would move the places.
        if plain != text.printed() || draft.notes[n].antecedent.is_some() {
            continue;
        }
        let mut found = forms::read(&plain);
        if found.is_empty() {
            found.extend(shelf.short(&plain));
        }
        found.sort_by_key(|found| found.start);
        idem(draft, n, done, &shelf, &mut found);
        for found in found.iter().rev() {
            let key = shelf.key_of(&found.work);
            cited.insert(0, key.clone());
            attach(draft, n, found, &key);
            let line = draft.notes[n].at.line;
            draft.decide("references", format!("note {} cites {key}", draft.notes[n].printed), (line, line), 0.95);
        }
    }
    unread(draft, &mut cited, &mut shelf);
    ibids(draft, &mut cited);
    let used: BTreeSet<&String> = cited.iter().flatten().collect();
    shelf.works.iter().skip(known.len()).filter(|work| used.contains(&work.key)).cloned().collect()
}

/// `Idem, “Waivers”` is by the author of the note before; where that is not known, no work is made of it.
fn idem(draft: &Draft, n: usize, done: &[Vec<String>], shelf: &Shelf, found: &mut Vec<Found>) {
    let same = |found: &Found| {
        let words = ["Idem", "Id", "Eadem", "Ders", "Dies", "Derselbe", "Dieselbe"];
        found.work.authors().first().is_some_and(|name| words.contains(&name.short().trim_end_matches('.')))
    };
    if !found.iter().any(same) {
        return;
    }
    let before = (0..n).rev().find(|m| !draft.notes[*m].gone);
    let target = before.map(|m| draft.notes[m].antecedent.map_or(m, |(target, _)| target));
    let work = match target.and_then(|target| done.get(target)).map(Vec::as_slice) {
        Some([key]) => shelf.works.iter().find(|work| work.key == *key),
        _ => None,
    };
    let names = work.map(|work| work.authors().to_vec()).filter(|names| !names.is_empty());
    found.retain_mut(|found| {
        if !same(found) {
            return true;
        }
        let Some(names) = &names else { return false };
        found.work.names = vec![("author".to_owned(), names.clone())];
        true
    });
}

/// An Ibid. stands for a note that names one source, in no form that can be read: the source gets a record of its words.
fn unread(draft: &mut Draft, cited: &mut [Vec<String>], shelf: &mut Shelf) {
    let targets: BTreeSet<usize> = draft
        .notes
        .iter()
        .filter_map(|note| note.antecedent)
        .filter(|(_, sure)| *sure >= SURE)
        .map(|(to, _)| to)
        .collect();
    for n in targets {
        let Some(text) = draft.notes[n].text.first().filter(|_| cited[n].is_empty()) else { continue };
        let plain = text.plain();
        let Some(found) = unread::source(&plain).filter(|_| plain == text.printed()) else { continue };
        let key = shelf.key_of(&found.work);
        attach(draft, n, &found, &key);
        let note = &mut draft.notes[n];
        note.reviews.push(format!("a record {key} was made of these words; complete it in the bibliography"));
        let what = format!("note {} names one source, in no known form: {key} holds its words", note.printed);
        let line = note.at.line;
        draft.decide("references", what, (line, line), 0.8);
        cited[n].push(key);
    }
}

/// Typed Ibid.s and their like.
fn ibids(draft: &mut Draft, cited: &mut [Vec<String>]) {
    for n in 0..draft.notes.len() {
        let Some((target, confidence)) = draft.notes[n].antecedent else { continue };
        let Some(text) = draft.notes[n].text.first() else { continue };
        let plain = text.plain();
        let [key] = cited[target].as_slice() else { continue };
        if confidence < SURE || plain != text.printed() {
            continue;
        }
        let key = key.clone();
        let (end, locator) = place::ibid(&plain);
        let found = Found { start: 0, end, locator, work: Work { key: key.clone(), ..forms::empty() } };
        attach(draft, n, &found, &key);
        cited[n] = vec![key];
    }
}

fn attach(draft: &mut Draft, note: usize, found: &Found, key: &str) {
    let Some(text) = draft.notes[note].text.first_mut() else { return };
    let (mut head, rest) = std::mem::take(text).split(found.start);
    let (mut middle, tail) = rest.split(found.end - found.start);
    for piece in &mut middle.pieces {
        piece.cite = Some(Cite { key: key.to_owned(), locator: found.locator.clone() });
    }
    head.pieces.extend(middle.pieces);
    head.pieces.extend(tail.pieces);
    *text = head;
}

/// Works by what notes say of them.
struct Shelf {
    works: Vec<Work>,
    keys: HashSet<String>,
    /// By folded title and family name.
    titles: HashMap<(String, String), Vec<usize>>,
    families: HashMap<String, Vec<usize>>,
}

impl Shelf {
    fn of(known: &[Work]) -> Self {
        let mut shelf = Self {
            works: Vec::with_capacity(known.len()),
            keys: HashSet::new(),
            titles: HashMap::new(),
            families: HashMap::new(),
        };
        for work in known {
            shelf.add(work.clone());
        }
        shelf
    }

    fn add(&mut self, work: Work) {
        let place = self.works.len();
        self.keys.insert(work.key.clone());
        self.titles.entry(folded(&work)).or_default().push(place);
        if let Some(name) = work.authors().first() {
            self.families.entry(name.short()).or_default().push(place);
        }
        self.works.push(work);
    }

    /// The key of a work: that of the same work where it is known, or a new one made of name and year.
    fn key_of(&mut self, work: &Work) -> String {
        let near = |other: &Work| work.year() == other.year() || work.year().is_none() || other.year().is_none();
        let same = self.titles.get(&folded(work)).into_iter().flatten().find(|n| near(&self.works[**n]));
        if let Some(same) = same {
            return self.works[*same].key.clone();
        }
        let family = work.authors().first().map_or_else(|| unread::stem(work), Name::short);
        let name: String = crate::base::slug::slug(&family).chars().filter(|c| *c != '-').take(24).collect();
        let name = if name.is_empty() { "work" } else { &name };
        let stem = format!("{name}{}", work.year().map_or(String::new(), |year| year.to_string()));
        let mut key = stem.clone();
        let mut letters = 'b'..='z';
        while self.keys.contains(&key) {
            key = match letters.next() {
                Some(letter) => format!("{stem}{letter}"),
                None => format!("{stem}-{}", self.works.len()),
            };
        }
        self.add(Work { key: key.clone(), ..work.clone() });
        key
    }

    /// `Gilchrist, Dues and Duties, 40–2.`: a name and the start of a title that the document has cited in full.
    fn short(&self, text: &str) -> Option<Found> {
        let (family, rest) = text.split_once(", ")?;
        let bare = rest.trim_start_matches(['“', '‘', '"', '\'']);
        let at = text.len() - bare.len();
        for n in self.families.get(family)? {
            let title = self.works[*n].title();
            let head = title.split(':').next().unwrap_or(title);
            let same = |words: &str| {
                let start = bare.get(..words.len()).filter(|start| start.to_lowercase() == words.to_lowercase());
                words.len() > 4 && start.is_some()
            };
            let Some(words) = [title, head].into_iter().find(|words| same(words)) else { continue };
            let after = at + words.len();
            let mark = text[after..].len() - text[after..].trim_start_matches(['”', '’', '"']).len();
            let (end, locator) = place::locator(text, after + mark);
            return Some(Found { start: 0, end, locator, work: self.works[*n].clone() });
        }
        None
    }
}

fn folded(work: &Work) -> (String, String) {
    let fold =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    (fold(work.title()), work.authors().first().map_or_else(String::new, |name| fold(&name.short())))
}
