//! Asking one by one. Each answer is carried out at once, so that nothing is lost when the editor stops.

use std::io::{self, BufRead as _, Write as _};

use super::answers::{Answer, Desk};
use super::shown;
use crate::cmd::Failure;
use crate::model::matter::EntityKind;
use crate::naming::propose::Group;
use crate::pipeline::names::Named;

pub fn all(groups: &[&Group], named: &Named, desk: &Desk<'_>) -> Result<(), Failure> {
    if groups.is_empty() {
        println!("Every name is settled.");
        return Ok(());
    }
    let mut lines = io::stdin().lock().lines();
    for (n, group) in groups.iter().enumerate() {
        println!("{} of {}", n + 1, groups.len());
        print!("{}", shown::one(group, named));
        loop {
            print!("{} ", question(group));
            let _ = io::stdout().flush();
            let Some(Ok(line)) = lines.next() else {
                println!();
                return Ok(());
            };
            match answer(line.trim(), group, named) {
                Typed::Stop => return Ok(()),
                Typed::Skip => break,
                Typed::Do(answers) => {
                    println!("{}\n", desk.carry_out(&answers)?);
                    break;
                }
                Typed::Unclear => println!("{}", help(group)),
            }
        }
    }
    Ok(())
}

enum Typed {
    Do(Vec<Answer>),
    Skip,
    Stop,
    Unclear,
}

fn question(group: &Group) -> &'static str {
    if group.entity.is_some() {
        "Are these its names? [y]es, [n]o, numbers (1,3), [s]kip, [q]uit:"
    } else {
        "Make an entity? [y]es, [p]erson, [o]rganisation, p[l]ace, [e]vent, [c]oncept, [n]ever, [s]kip, [q]uit:"
    }
}

fn help(group: &Group) -> String {
    if group.entity.is_none() {
        return "Type one of the letters in brackets.".to_owned();
    }
    let spellings = shown::asked(group);
    let listed: Vec<String> =
        spellings.iter().enumerate().map(|(n, spelling)| format!("{} {}", n + 1, spelling.text)).collect();
    format!("Type y, n, s, q, or the numbers of those that are its names: {}", listed.join(", "))
}

fn answer(typed: &str, group: &Group, named: &Named) -> Typed {
    let spellings: Vec<String> = shown::asked(group).into_iter().map(|spelling| spelling.text.clone()).collect();
    let typed = typed.to_lowercase();
    let known = group.entity.and_then(|e| named.entities.get(e)).map(|known| known.id.clone());
    match (typed.as_str(), known) {
        ("q" | "quit", _) => Typed::Stop,
        ("s" | "skip" | "", _) => Typed::Skip,
        ("y" | "yes", Some(entity)) => Typed::Do(vec![Answer::Aliases { entity, spellings }]),
        ("n" | "no", Some(entity)) => Typed::Do(vec![Answer::Not { entity, spellings }]),
        (numbers, Some(entity)) => chosen(numbers, spellings.len()).map_or(Typed::Unclear, |chosen| {
            let (yes, no): (Vec<_>, Vec<_>) =
                spellings.into_iter().enumerate().partition(|(n, _)| chosen.contains(&(n + 1)));
            let words = |list: Vec<(usize, String)>| list.into_iter().map(|(_, text)| text).collect();
            let aliases = Answer::Aliases { entity: entity.clone(), spellings: words(yes) };
            Typed::Do(vec![aliases, Answer::Not { entity, spellings: words(no) }])
        }),
        ("n" | "no" | "never", None) => Typed::Do(vec![Answer::Ignore { spellings }]),
        (letter, None) => {
            let kind = match letter {
                "y" | "yes" => group.kind,
                "p" | "person" => Some(EntityKind::Person),
                "o" | "organisation" => Some(EntityKind::Organisation),
                "l" | "place" => Some(EntityKind::Place),
                "e" | "event" => Some(EntityKind::Event),
                "c" | "concept" => Some(EntityKind::Concept),
                _ => return Typed::Unclear,
            };
            Typed::Do(vec![Answer::New { name: group.name.clone(), kind, spellings }])
        }
    }
}

/// `1,3` or `1 3`.
fn chosen(typed: &str, most: usize) -> Option<Vec<usize>> {
    let parts = typed.split([',', ' ']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<usize>> = parts.map(|part| part.parse().ok().filter(|n| (1..=most).contains(n))).collect();
    numbers.filter(|numbers| !numbers.is_empty())
}
