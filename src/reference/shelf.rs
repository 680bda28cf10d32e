//! The works that a document has cited so far and those of the library: which of them a short form means, and whether two
//! records are one work.

use std::collections::HashMap;

use super::library::Library;
use super::stated::{Field, Stated};
use super::{MergeProposal, WorkRef};
use crate::base::text::fold;
use crate::model::work::{Name, Work};

/// A work that was cited.
#[derive(Clone, Debug)]
pub struct Entry {
    pub work: WorkRef,
    pub stated: Stated,
    families: Vec<String>,
    title: Vec<String>,
    short: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Shelf {
    pub entries: Vec<Entry>,
    by_family: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, usize>,
    /// DOI, address or number.
    by_name: HashMap<String, usize>,
    by_key: HashMap<String, usize>,
    new: usize,
    pub proposals: Vec<MergeProposal>,
}

/// More works of one name are not looked at.
const NAMESAKES: usize = 64;

impl Shelf {
    /// The place of the work that a full reference names: an old one, or a new.
    pub fn full(&mut self, stated: &Stated, known: Option<WorkRef>) -> usize {
        if let Some(WorkRef::Known(key)) = &known
            && let Some(at) = self.by_key.get(key)
        {
            return *at;
        }
        if known.is_none()
            && let Some(at) = self.same(stated)
        {
            self.complete(at, stated);
            return at;
        }
        let at = self.entries.len();
        let work = known.unwrap_or(WorkRef::New(self.new));
        match &work {
            WorkRef::Known(key) => drop(self.by_key.insert(key.clone(), at)),
            WorkRef::New(_) => self.new += 1,
        }
        self.propose(stated, &work);
        self.entries.push(Entry {
            work,
            families: families(&stated.authors, &stated.editors),
            title: tokens(stated.title()),
            short: tokens(stated.get(Field::ShortTitle).unwrap_or("")),
            stated: stated.clone(),
        });
        self.index(at);
        at
    }

    fn index(&mut self, at: usize) {
        let Some(entry) = self.entries.get(at) else { return };
        for family in &entry.families {
            self.by_family.entry(family.clone()).or_default().push(at);
        }
        for literal in entry.stated.authors.iter().chain(&entry.stated.editors) {
            if let Name::Literal(name) = literal {
                self.by_family.entry(fold(name)).or_default().push(at);
                // "GAO" for the Government Accountability Office.
                for short in acronyms(name) {
                    self.by_family.entry(short).or_default().push(at);
                }
            }
        }
        for word in entry.title.iter().chain(&entry.short).filter(|word| word.len() > 2) {
            let list = self.by_word.entry(word.clone()).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        for field in [Field::Doi, Field::Url, Field::Number] {
            if let Some(value) = entry.stated.get(field) {
                self.by_name.entry(fold(value)).or_insert(at);
            }
        }
        if let Some(alias) = entry.stated.get(Field::ShortTitle) {
            self.by_alias.insert(fold(alias), at);
        }
    }

    /// A later full reference may say more.
    fn complete(&mut self, at: usize, stated: &Stated) {
        let Some(entry) = self.entries.get_mut(at) else { return };
        for (field, value) in &stated.fields {
            entry.stated.put(*field, value.clone());
        }
        if let Some(alias) = stated.get(Field::ShortTitle) {
            entry.short = tokens(alias);
            self.by_alias.insert(fold(alias), at);
        }
    }

    /// The one work that a full reference repeats. Pages are no part of it; two works of one author stay apart.
    fn same(&self, stated: &Stated) -> Option<usize> {
        if let Some(doi) = stated.get(Field::Doi)
            && let Some(at) = self.by_name.get(&fold(doi))
        {
            return Some(*at);
        }
        let title = tokens(stated.title());
        if title.is_empty() {
            let url = stated.get(Field::Url)?;
            return self.by_name.get(&fold(url)).copied();
        }
        let families = families(&stated.authors, &stated.editors);
        let word = title
            .iter()
            .filter(|word| word.len() > 2)
            .min_by_key(|word| self.by_word.get(*word).map_or(0, Vec::len))
            .or(title.first())?;
        let list = self.by_word.get(word)?;
        list.iter().rev().take(NAMESAKES).copied().find(|at| {
            let entry = &self.entries[*at];
            let years = entry.stated.year.is_none() || stated.year.is_none() || entry.stated.year == stated.year;
            let authors =
                entry.families.is_empty() || families.is_empty() || entry.families.first() == families.first();
            let letters =
                entry.stated.letter != stated.letter && entry.stated.letter.is_some() && stated.letter.is_some();
            let numbers = letters
                || differ(&entry.stated, stated, Field::Number)
                || differ(&entry.stated, stated, Field::Edition);
            let volumes = (!entry.stated.kind.starts_with("book")) && differ(&entry.stated, stated, Field::Volume);
            let dates = differ(&entry.stated, stated, Field::Date)
                && !stated.kind.is_empty()
                && !matches!(stated.kind, "book" | "article-journal" | "chapter");
            let main = |title: &str| tokens(title.split(':').next().unwrap_or(title));
            let named = entry.families == families
                && !families.is_empty()
                && entry.stated.year.is_some()
                && entry.stated.year == stated.year;
            let head = named
                && main(entry.stated.title()) == main(stated.title())
                && (entry.stated.title().contains(':') != stated.title().contains(':'));
            (head || same_title(&entry.title, &title)) && years && authors && !numbers && !volumes && !dates
        })
    }

    /// Two records that are alike are told to a person.
    fn propose(&mut self, stated: &Stated, work: &WorkRef) {
        let families = families(&stated.authors, &stated.editors);
        let title = tokens(stated.title());
        let Some(first) = families.first() else { return };
        let found = self.by_family.get(first).into_iter().flatten().rev().take(NAMESAKES).find(|at| {
            let entry = &self.entries[**at];
            let shared = title.iter().filter(|word| entry.title.contains(word)).count();
            let most = title.len().max(entry.title.len());
            most > 1
                && shared * 4 >= most * 3
                && (entry.stated.year.is_none()
                    || stated.year.is_none()
                    || entry.stated.year == stated.year
                    || same_title(&entry.title, &title))
        });
        if let Some(at) = found {
            self.proposals.push(MergeProposal {
                one: self.entries[*at].work.clone(),
                other: work.clone(),
                reason: "same author, titles alike".to_owned(),
            });
        }
    }

    /// The works that a short form may mean, by what it states. Order of citation.
    pub fn short(&self, authors: &[Name], title: &str, year: Option<i32>) -> Vec<usize> {
        self.lettered(authors, title, year, None)
    }

    /// As [`Shelf::short`], with the letter of "2019a".
    pub fn lettered(&self, authors: &[Name], title: &str, year: Option<i32>, letter: Option<char>) -> Vec<usize> {
        let wanted = families(authors, &[]);
        let words = tokens(title);
        let candidates: Vec<usize> = if let Some(first) = wanted.first() {
            self.by_family.get(first).map(|list| newest(list)).unwrap_or_default()
        } else if let Some(rarest) = words
            .iter()
            .filter(|word| word.len() > 2 && self.by_word.contains_key(*word))
            .min_by_key(|word| self.by_word.get(*word).map_or(0, Vec::len))
        {
            self.by_word.get(rarest).map(|list| newest(list)).unwrap_or_default()
        } else {
            return Vec::new();
        };
        let mut out: Vec<usize> = candidates
            .into_iter()
            .filter(|at| {
                let entry = &self.entries[*at];
                let same = |(a, b): (&String, &String)| {
                    a == b
                        || entry
                            .stated
                            .authors
                            .iter()
                            .any(|name| matches!(name, Name::Literal(name) if acronyms(name).contains(a)))
                };
                let names = wanted.len() <= entry.families.len() && wanted.iter().zip(&entry.families).all(same);
                let letters = letter.is_none() || entry.stated.letter.is_none() || letter == entry.stated.letter;
                let years = year.is_none() || entry.stated.year.is_none() || year == entry.stated.year;
                let titled = words.is_empty()
                    || contains(&entry.title, &words)
                    || (!entry.short.is_empty() && contains(&entry.short, &words));
                (names || wanted.is_empty()) && years && letters && titled
            })
            .collect();
        out.reverse();
        out.dedup();
        // "Loy and Marsh (2019)" is by these two; "Loy (2019)" by her alone, where there is such a work.
        let alone: Vec<usize> =
            out.iter().copied().filter(|at| self.entries[*at].families.len() == wanted.len()).collect();
        if out.len() > 1 && !alone.is_empty() && !wanted.is_empty() && year.is_some() {
            out = alone;
        }
        // Small words tell works apart where the others do not.
        let raw = raw_tokens(title);
        let exact: Vec<usize> =
            out.iter().copied().filter(|at| contains(&raw_tokens(self.entries[*at].stated.title()), &raw)).collect();
        if out.len() > 1 && !exact.is_empty() && !raw.is_empty() { exact } else { out }
    }

    pub fn alias(&self, name: &str) -> Option<usize> {
        let name = name.trim().trim_end_matches(['.', ',']);
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        self.by_alias.get(&fold(bare)).or_else(|| self.by_alias.get(&fold(name))).copied()
    }

    /// The work of this number or address.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(&fold(name)).copied()
    }

    /// Whether the words are the family names, or the body, of a work that was cited.
    pub fn knows_authors(&self, authors: &[Name]) -> bool {
        families(authors, &[]).first().is_some_and(|first| self.by_family.contains_key(first))
    }

    /// The container may be what a note calls the author: an agency.
    pub fn by_container(&self, name: &str, title: &str) -> Option<usize> {
        let wanted = fold(name);
        self.short(&[], title, None).into_iter().find(|at| {
            self.entries[*at].stated.get(Field::Container).is_some_and(|container| fold(container) == wanted)
        })
    }

    /// Works of the library that fit what is stated.
    pub fn known(&self, stated: &Stated, library: &Library) -> Option<WorkRef> {
        let hits = library.find(stated);
        let best = hits.first().filter(|hit| hit.score >= 0.9)?;
        let single = hits.get(1).is_none_or(|second| second.score < best.score);
        single.then(|| WorkRef::Known(best.key.clone()))
    }

    /// Puts a work of the library among those that were cited.
    pub fn library(&mut self, work: &Work) -> usize {
        self.full(&super::record::stated(work), Some(WorkRef::Known(work.key.clone())))
    }
}

/// The letters that a body may be called by.
fn acronyms(name: &str) -> Vec<String> {
    let bare = name.trim_start_matches("The ").trim_start_matches("U.S. ").trim_start_matches("UK ");
    let letters: String =
        bare.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    let mut out = Vec::new();
    if letters.chars().count() >= 2 {
        out.push(fold(&letters));
        if bare.len() < name.len() && name.starts_with('U') {
            out.push(fold(&format!("US{letters}")));
        }
    }
    out
}

/// The last of a list, newest first.
fn newest(list: &[usize]) -> Vec<usize> {
    list.iter().rev().take(NAMESAKES).copied().collect()
}

fn differ(a: &Stated, b: &Stated, field: Field) -> bool {
    matches!((a.get(field), b.get(field)), (Some(a), Some(b)) if fold(a) != fold(b))
}

fn families(authors: &[Name], editors: &[Name]) -> Vec<String> {
    let list = if authors.is_empty() { editors } else { authors };
    list.iter().map(|name| fold(&name.short())).collect()
}

const ARTICLES: [&str; 20] = [
    "the", "a", "an", "der", "die", "das", "le", "la", "les", "l", "un", "une", "el", "los", "il", "and", "of", "und",
    "et", "s",
];

fn raw_tokens(title: &str) -> Vec<String> {
    fold(title).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

pub fn tokens(title: &str) -> Vec<String> {
    let all: Vec<String> =
        fold(title).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let bare: Vec<String> = all.iter().filter(|word| !ARTICLES.contains(&word.as_str())).cloned().collect();
    if bare.is_empty() { all } else { bare }
}

/// The words of the short title stand in the long one, in this order, near its start or as a row.
fn contains(long: &[String], short: &[String]) -> bool {
    if short.is_empty() || short.len() > long.len() {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|word| {
        rest.any(|other| other == word || (word.len() > 4 && other.starts_with(word.as_str())) || near(word, other))
    })
}

/// "harbor" and "harbour": one letter more, less or other in a long word.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    start + end.min(short.len() - start) >= short.len() - usize::from(short.len() == long.len())
}

/// The same title; a subtitle may be missing on one side.
fn same_title(a: &[String], b: &[String]) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 3 && long.starts_with(short)
}
