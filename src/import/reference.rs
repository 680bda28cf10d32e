//! Notes become works, as far as that is certain.
//!
//! Three forms of a reference leave no doubt where each part ends: `Family, Given. 2020. “Title”. Journal 3, 5.`,
//! `Family, G. (2020) ‘Title’, Journal 3, p. 5.` and `Family, Title (Place: Publisher, 2020), 5.` What has another
//! form keeps its words and no tie. A typed Ibid. is tied where the note that it stands for cites a single work.

mod forms;
mod yaml;

pub use self::yaml::entries;

use std::collections::BTreeSet;

use self::forms::Found;
use super::draft::{Cite, Draft, SURE};
use crate::model::work::{Name, Work};

/// Ties the notes to works and gives back those that are new. `known` are those that the site has.
pub fn tie(draft: &mut Draft, known: &[Work]) -> Vec<Work> {
    let mut works: Vec<Work> = known.to_vec();
    // For each note the keys of the works that it cites.
    let mut cited: Vec<Vec<String>> = vec![Vec::new(); draft.notes.len()];
    for (n, cited) in cited.iter_mut().enumerate() {
        let Some(text) = draft.notes[n].text.first() else { continue };
        let plain = text.plain();
        // Marks inside a note would move the places.
        if plain != text.printed() || draft.notes[n].antecedent.is_some() {
            continue;
        }
        let mut found = forms::read(&plain);
        found.extend(short(&plain, &works, &found));
        found.sort_by_key(|found| found.start);
        for found in found.iter().rev() {
            let key = key_of(&mut works, &found.work);
            cited.insert(0, key.clone());
            attach(draft, n, found, &key);
            let line = draft.notes[n].at.line;
            draft.decide("references", format!("note {} cites {key}", draft.notes[n].printed), (line, line), 0.95);
        }
    }
    ibids(draft, &mut cited);
    let used: BTreeSet<&String> = cited.iter().flatten().collect();
    let old: BTreeSet<&str> = known.iter().map(|work| work.key.as_str()).collect();
    let new = works.iter().filter(|work| used.contains(&work.key) && !old.contains(work.key.as_str()));
    new.cloned().collect()
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
        let (end, locator) = forms::ibid(&plain);
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

/// The key of a work: that of the same work where it is known, or a new one made of name and year.
fn key_of(works: &mut Vec<Work>, work: &Work) -> String {
    if let Some(same) = works.iter().find(|known| is_same(known, work)) {
        return same.key.clone();
    }
    let family = work.authors().first().map_or_else(|| "work".to_owned(), Name::short);
    let stem: String = crate::base::slug::slug(&family).chars().filter(|c| *c != '-').take(24).collect();
    let stem = format!(
        "{}{}",
        if stem.is_empty() { "work" } else { &stem },
        work.year().map_or(String::new(), |year| year.to_string())
    );
    let taken = |key: &str, works: &[Work]| works.iter().any(|work| work.key == key);
    let mut key = stem.clone();
    let mut letter = b'b';
    while taken(&key, works) {
        key = if letter <= b'z' { format!("{stem}{}", char::from(letter)) } else { format!("{stem}-{}", works.len()) };
        letter += 1;
        if letter > b'z' + 1 {
            break;
        }
    }
    works.push(Work { key: key.clone(), ..work.clone() });
    key
}

fn is_same(a: &Work, b: &Work) -> bool {
    let fold =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let family = |work: &Work| work.authors().first().map(|name| fold(&name.short()));
    fold(a.title()) == fold(b.title())
        && family(a) == family(b)
        && (a.year() == b.year() || a.year().is_none() || b.year().is_none())
}

/// `Gilchrist, Dues and Duties, 40–2.`: a name and the start of a title that the document has cited in full.
fn short(text: &str, works: &[Work], taken: &[Found]) -> Option<Found> {
    if !taken.is_empty() {
        return None;
    }
    for work in works {
        let Some(family) = work.authors().first().map(Name::short) else { continue };
        let Some(rest) = text.strip_prefix(family.as_str()).and_then(|rest| rest.strip_prefix(", ")) else { continue };
        let at = text.len() - rest.len();
        let bare = rest.trim_start_matches(['“', '‘', '"', '\'']);
        let title = work.title();
        let head = title.split(':').next().unwrap_or(title);
        let same = |words: &str| {
            words.len() > 4
                && bare.len() >= words.len()
                && bare.is_char_boundary(words.len())
                && bare[..words.len()].to_lowercase() == words.to_lowercase()
        };
        let Some(words) = [title, head].into_iter().find(|words| same(words)) else { continue };
        let after = at + (rest.len() - bare.len()) + words.len();
        let mark = text[after..].len() - text[after..].trim_start_matches([',', '.', '”', '’', '"']).len();
        let (end, locator) = forms::locator(text, after + mark);
        return Some(Found { start: 0, end, locator, work: work.clone() });
    }
    None
}
