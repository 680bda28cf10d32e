//! Works whose citations would be the same words, told apart as CSL prescribes: by more names, by given names, by what
//! the style keeps for such cases (`disambiguate="true"`), at last by a letter after the year.
//!
//! All works of a site count, not only those of one briefing: "2021a" is the same work on every page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayagriva::citationberg::{Citation, DisambiguationRule};

use super::engine::{Apart, Given};
use crate::model::work::{Name, Work};

/// More works than this under one name and year are not told apart by names.
const MAX_MEMBERS: usize = 40;
/// More names than this are not looked at.
const MAX_NAMES: usize = 10;

/// How a work is told from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub apart: Apart,
    /// `a` in "2021a".
    pub letter: String,
}

/// Words a citation of the `n`th work, told apart in a way.
type Say<'a> = dyn Fn(usize, &Told) -> String + 'a;
/// Puts works into the order of the style's bibliography.
type Order<'a> = dyn Fn(&mut [usize]) + 'a;

/// How each work has to be told apart; none where it is unlike all others.
pub fn find(works: &[Arc<Work>], citation: &Citation, say: &Say<'_>, order: &Order<'_>) -> BTreeMap<usize, Told> {
    let mut told: BTreeMap<usize, Told> = BTreeMap::new();
    if citation.disambiguate_add_givenname {
        for (n, apart) in namesakes(works, citation.givenname_disambiguation_rule) {
            told.entry(n).or_default().apart = apart;
        }
    }
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, work) in works.iter().enumerate() {
        let name = work.authors().first().map(|name| name.short().to_lowercase()).unwrap_or_default();
        by_name.entry(name).or_default().push(n);
    }
    for same_name in by_name.into_values().filter(|works| works.len() > 1) {
        let alike = alike(&same_name, &|n| say(n, &told.get(&n).cloned().unwrap_or_default()));
        for members in alike {
            tell(&members, works, citation, (say, order), &mut told);
        }
    }
    told
}

/// Those of some works that read the same, in groups of two and more.
fn alike(works: &[usize], say: &dyn Fn(usize) -> String) -> Vec<Vec<usize>> {
    let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for n in works {
        by_words.entry(say(*n)).or_default().push(*n);
    }
    by_words.into_values().filter(|works| works.len() > 1).collect()
}

fn tell(
    members: &[usize],
    works: &[Arc<Work>],
    citation: &Citation,
    (say, order): (&Say<'_>, &Order<'_>),
    told: &mut BTreeMap<usize, Told>,
) {
    let apart =
        |told: &BTreeMap<usize, Told>, n: usize| told.get(&n).map(|told| told.apart.clone()).unwrap_or_default();
    let with = |apart: Apart| Told { apart, letter: String::new() };
    let names = citation.disambiguate_add_names || citation.disambiguate_add_givenname;
    if names && members.len() <= MAX_MEMBERS {
        for n in members {
            let before = apart(told, *n);
            let clashes = |apart: &Apart| {
                let own = say(*n, &with(apart.clone()));
                let others = members.iter().filter(|other| *other != n);
                others.filter(|other| say(**other, &with(apart.clone())) == own).count()
            };
            // The least that tells it from the most of the others; what tells it from none is not printed.
            let mut best = (clashes(&before), before.clone());
            for attempt in attempts(works.get(*n).map_or(0, |work| work.authors().len()), citation, &before) {
                let left = clashes(&attempt);
                if left < best.0 {
                    best = (left, attempt);
                }
                if left == 0 {
                    break;
                }
            }
            if best.1 != before {
                told.entry(*n).or_default().apart = best.1;
            }
        }
    }
    for mut left in alike(members, &|n| say(n, &with(apart(told, n)))) {
        let with_condition = |told: &BTreeMap<usize, Told>, n: usize| with(Apart { condition: true, ..apart(told, n) });
        let changes = left.iter().any(|n| say(*n, &with_condition(told, *n)) != say(*n, &with(apart(told, *n))));
        if changes {
            for n in &left {
                told.entry(*n).or_default().apart.condition = true;
            }
            let still = alike(&left, &|n| say(n, &with(apart(told, n))));
            left.retain(|n| still.iter().any(|group| group.contains(n)));
        }
        // A letter follows a date; where another year is printed for want of one, it has no place.
        let lettered = |n: usize| Told { letter: "a".to_owned(), apart: apart(told, n) };
        left.retain(|n| say(*n, &lettered(*n)) != say(*n, &with(apart(told, *n))));
        if citation.disambiguate_add_year_suffix && left.len() > 1 {
            order(&mut left);
            for (at, n) in left.iter().enumerate() {
                told.entry(*n).or_default().letter = letters(at);
            }
        }
    }
}

/// More names and more of them, step by step.
fn attempts(names: usize, citation: &Citation, before: &Apart) -> Vec<Apart> {
    let names = names.min(MAX_NAMES);
    let counts: Vec<usize> = if citation.disambiguate_add_names { (0..=names).collect() } else { vec![0] };
    let mut out: Vec<Apart> = counts.iter().map(|count| Apart { names: *count, ..before.clone() }).collect();
    let by_cite = citation.givenname_disambiguation_rule == DisambiguationRule::ByCite;
    if citation.disambiguate_add_givenname && by_cite {
        for count in &counts {
            for at in 0..names {
                for given in [Given::Initials, Given::Full] {
                    let mut all = vec![Given::AsTheStyle; at + 1];
                    if let Some(last) = all.last_mut() {
                        *last = given;
                    }
                    out.push(Apart { names: *count, given: all, condition: before.condition });
                }
            }
        }
    }
    out
}

/// Names that are told apart wherever they stand, not only where two citations would be alike.
fn namesakes(works: &[Arc<Work>], rule: DisambiguationRule) -> Vec<(usize, Apart)> {
    if rule == DisambiguationRule::ByCite {
        return Vec::new();
    }
    let many = if rule.allows_multiple_names() { MAX_NAMES } else { 1 };
    let initial = |given: &str| given.chars().next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    let mut known: BTreeMap<String, BTreeSet<(String, &str)>> = BTreeMap::new();
    let people = |work: &'_ Work| work.authors().len().min(many);
    for work in works {
        for name in work.authors().iter().take(people(work)) {
            if let Name::Person { given, .. } = name {
                known.entry(name.short().to_lowercase()).or_default().insert((initial(given), given));
            }
        }
    }
    let told = |name: &Name| {
        let Name::Person { given, .. } = name else { return Given::AsTheStyle };
        let Some(others) = known.get(&name.short().to_lowercase()).filter(|others| others.len() > 1) else {
            return Given::AsTheStyle;
        };
        let same_initial = others.iter().any(|(other, full)| *other == initial(given) && *full != given.as_str());
        if same_initial && rule.allows_full_first_names() { Given::Full } else { Given::Initials }
    };
    let mut out = Vec::new();
    for (n, work) in works.iter().enumerate() {
        let given: Vec<Given> = work.authors().iter().take(people(work)).map(told).collect();
        if given.iter().any(|given| *given != Given::AsTheStyle) {
            out.push((n, Apart { given, ..Apart::default() }));
        }
    }
    out
}

/// a … z, aa, ab …
fn letters(n: usize) -> String {
    let last = char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
    match n / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}
