//! A short reference: words that stand for a work cited earlier, and whether they fit one.
//!
//! Strict on purpose: a reference that is bound to the wrong work is worse than one that is bound to none.

use serde::{Deserialize, Serialize};

use super::work::{Name, Work};
use crate::base::text::fold;

/// "Wilson, op. cit." · "K. Dworak, *Rivers*" · "Marsh and Holt 2021" · "Marsh (n 4)" · "supra note 4".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// As typed, in order.
    pub names: Vec<String>,
    /// "et al.": there are more.
    pub others: bool,
    /// Empty where none is given.
    pub title: String,
    pub year: Option<i32>,
    /// The note that it points to.
    pub note: Option<u32>,
}

impl Short {
    /// Whether all that it says is true of a work; the note it points to is for others to judge.
    #[must_use]
    pub fn fits(&self, work: &Work) -> bool {
        let authors = work.authors();
        let named = self.names.len() <= authors.len()
            && self.names.iter().zip(authors).all(|(typed, author)| is_name_of(typed, author));
        // "Marsh and Holt" leaves nobody out; "Marsh" alone is how many shorten the two.
        let whole = match (self.names.len(), self.others) {
            (_, true) => authors.len() > self.names.len(),
            (0 | 1, false) => true,
            (named, false) => authors.len() == named,
        };
        let dated = self.year.is_none_or(|year| work.year() == Some(year));
        named && whole && dated && (self.title.is_empty() || is_title_of(&self.title, work))
    }
}

/// The words of a text, folded: "Sant’Elia-Łoś" is `sant'elia` and `los`.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| word.trim_matches(['\'', '’']).replace('’', "'"))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The word that a name is looked up by: its last, folded.
#[must_use]
pub fn catchword(name: &str) -> Option<String> {
    words(name).pop()
}

/// The family name alone, or with given names or their initials before it.
fn is_name_of(typed: &str, name: &Name) -> bool {
    let typed = words(typed);
    let short = words(&name.short());
    let Name::Person { family, given, .. } = name else { return typed == short };
    let family = words(family);
    let before = |tail: &[String]| typed.strip_suffix(tail).filter(|_| !tail.is_empty());
    let Some(head) = before(&short).or_else(|| before(&family)) else { return false };
    let given = words(given);
    head.len() <= given.len()
        && head.iter().zip(&given).all(|(typed, given)| {
            let initial = typed.chars().count() == 1 || given.chars().count() == 1;
            typed == given || initial && typed.chars().next() == given.chars().next()
        })
}

/// Words that stand together in the title, articles at their start apart.
fn is_title_of(typed: &str, work: &Work) -> bool {
    let typed = words(typed);
    let typed = match typed.split_first() {
        Some((first, rest)) if !rest.is_empty() && matches!(first.as_str(), "the" | "a" | "an") => rest,
        _ => &typed,
    };
    let within = |title: &str| words(title).windows(typed.len().max(1)).any(|run| run == typed);
    // A title of one short word ("On") says nothing.
    let telling = typed.iter().map(String::len).sum::<usize>() >= 4;
    telling && [work.title(), work.field("title-short").unwrap_or("")].into_iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::work;

    fn person(family: &str, given: &str, particle: &str) -> Name {
        let [family, given, particle] = [family, given, particle].map(str::to_owned);
        Name::Person { family, given, particle, suffix: String::new() }
    }

    fn short(names: &[&str], title: &str, year: Option<i32>) -> Short {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Short { names, title: title.to_owned(), year, ..Short::default() }
    }

    #[test]
    fn what_is_said_has_to_be_true() {
        let toll = work("marsh2019", "Marsh", 2019, "The River Toll: Bridges and Their Keepers");
        for (names, title, year, fits) in [
            (&["Marsh"][..], "", None, true),
            (&["MARSH"], "River Toll", None, true),
            (&["A. Marsh"], "The River Toll", Some(2019), true),
            (&["Ann Marsh"], "Bridges and their keepers", None, true),
            (&["B. Marsh"], "", None, false),
            (&["Marshal"], "", None, false),
            (&["Marsh"], "River of Toll", None, false),
            (&["Marsh"], "", Some(2020), false),
            (&["Marsh", "Holt"], "", None, false),
            (&["Marsh"], "The", None, false),
        ] {
            assert_eq!(short(names, title, year).fits(&toll), fits, "{names:?} {title} {year:?}");
        }
    }

    #[test]
    fn several_authors_and_bodies() {
        let mut two = work("x", "Marsh", 2019, "Ferries");
        two.names[0].1 = vec![person("Berg", "Jan Piet", "van den"), person("Holt", "Piers", "")];
        for (names, others, fits) in [
            (&["Berg"][..], false, true),
            (&["van den Berg"], false, true),
            (&["J. P. van den Berg", "Holt"], false, true),
            (&["Berg"], true, true),
            (&["Berg", "Holt"], true, false),
            (&["Holt"], false, false),
        ] {
            assert_eq!(Short { others, ..short(names, "", None) }.fits(&two), fits, "{names:?} {others}");
        }
        let mut body = work("y", "Marsh", 2019, "Ferries");
        body.names[0].1 = vec![Name::Literal("Ministry of Roads".into())];
        assert!(short(&["Ministry of Roads"], "", None).fits(&body));
        assert!(!short(&["Roads"], "", None).fits(&body));
    }
}
