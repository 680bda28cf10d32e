//! Proposals as they are printed: for people, as a file to answer in, as data.

use std::fmt::Write as _;

use serde::Serialize;

use crate::base::text::count;
use crate::naming::propose::{Group, Spelling};
use crate::parse::edit::yaml_words;
use crate::pipeline::names::Named;

#[derive(Serialize)]
struct Names<'a> {
    threshold: f64,
    groups: Vec<NameGroup<'a>>,
}

#[derive(Serialize)]
struct NameGroup<'a> {
    name: &'a str,
    kind: Option<&'static str>,
    /// The entity that it is, or is near to.
    entity: Option<Near<'a>>,
    confidence: f64,
    weight: f64,
    count: u32,
    spellings: Vec<Printed<'a>>,
    /// Entities of which none is nearer than the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Near<'a>>,
}

#[derive(Serialize)]
struct Near<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Printed<'a> {
    text: &'a str,
    count: u32,
    files: u32,
    known: bool,
    confidence: f64,
    sentences: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: u32,
    text: &'a str,
}

/// The groups with all that is known of them; the form is described in the handbook.
pub fn json(groups: &[&Group], named: &Named) -> String {
    let near = |e: usize| named.entities.get(e).map(|known| Near { id: &known.id, name: &known.name });
    let round = |n: f64| (n * 1000.0).round() / 1000.0;
    let groups = groups
        .iter()
        .map(|group| NameGroup {
            name: &group.name,
            kind: group.kind.map(crate::model::matter::EntityKind::name),
            entity: group.entity.and_then(near),
            confidence: round(group.confidence),
            weight: round(group.weight),
            count: group.count(),
            spellings: group
                .spellings
                .iter()
                .map(|spelling| Printed {
                    text: &spelling.text,
                    count: spelling.count,
                    files: spelling.files,
                    known: spelling.known,
                    confidence: round(spelling.confidence),
                    sentences: spelling
                        .sentences
                        .iter()
                        .map(|(file, quoted)| Place { file, line: quoted.line, text: &quoted.text })
                        .collect(),
                })
                .collect(),
            candidates: group.rivals.iter().filter_map(|e| near(*e)).collect(),
        })
        .collect();
    let names = Names { threshold: crate::naming::propose::THRESHOLD, groups };
    serde_json::to_string_pretty(&names).unwrap_or_default()
}

/// The file to answer in.
pub fn yaml(groups: &[&Group], named: &Named) -> String {
    let mut out = String::from(
        "# Answer each with yes, no or skip, delete spellings that do not belong, then run\n\
         #   ibid entities --accept THIS-FILE\n\
         # yes: they are its names (or: make this entity); no: they are not, and never ask again.\n",
    );
    if groups.is_empty() {
        out.push_str("groups: []\n");
        return out;
    }
    out.push_str("groups:\n");
    for group in groups {
        let _ = writeln!(out, "- answer: skip");
        if let Some(known) = group.entity.and_then(|e| named.entities.get(e)) {
            let _ = writeln!(out, "  entity: {}", yaml_words(&known.id));
        }
        let _ = writeln!(out, "  name: {}", yaml_words(&group.name));
        if group.entity.is_none() {
            let kind = group.kind.unwrap_or_default().name();
            let _ = writeln!(out, "  kind: {kind}");
        }
        let _ = writeln!(out, "  spellings:");
        for spelling in group.spellings.iter().filter(|spelling| !spelling.known) {
            let times = count(spelling.count as usize, "time", "times");
            let place = spelling.sentences.first().map_or(String::new(), |(file, quoted)| {
                format!(", {file}:{} “{}”", quoted.line, cut(&quoted.text, &spelling.text))
            });
            let _ = writeln!(out, "  - {} # {times}{place}", yaml_words(&spelling.text));
        }
    }
    out
}

/// For people: each name, its spellings, a sentence each.
pub fn human(groups: &[&Group], named: &Named) -> String {
    let mut out = String::new();
    for group in groups {
        out.push_str(&one(group, named));
        out.push('\n');
    }
    out
}

/// One group for people.
pub fn one(group: &Group, named: &Named) -> String {
    let mut out = String::new();
    let sure = format!("{:.0} % sure", group.confidence * 100.0);
    let kind = group.kind.map_or(String::new(), |kind| format!("{}, ", kind.name()));
    let rivals: Vec<&str> = group.rivals.iter().filter_map(|e| Some(named.entities.get(*e)?.id.as_str())).collect();
    let _ = match group.entity.and_then(|e| named.entities.get(e)) {
        Some(known) => writeln!(out, "{} ({}): spellings that are no alias yet, {sure}", known.name, known.id),
        None if rivals.is_empty() => writeln!(out, "{}: no entity yet ({kind}{sure})", group.name),
        None => writeln!(out, "{}: could be {} ({sure})", group.name, rivals.join(" or ")),
    };
    for spelling in &group.spellings {
        let sign = if spelling.known { "=" } else { "+" };
        let places = count(spelling.files as usize, "briefing", "briefings");
        let _ = writeln!(
            out,
            "  {sign} {} ({} in {places})",
            spelling.text,
            count(spelling.count as usize, "time", "times")
        );
        for (file, quoted) in spelling.sentences.iter().take(if spelling.known { 0 } else { 2 }) {
            let _ = writeln!(out, "      {file}:{}  {}", quoted.line, cut(&quoted.text, &spelling.text));
        }
    }
    out
}

/// Spellings that are asked about.
pub fn asked(group: &Group) -> Vec<&Spelling> {
    group.spellings.iter().filter(|spelling| !spelling.known).collect()
}

/// A sentence around a name, about 100 characters.
fn cut(sentence: &str, name: &str) -> String {
    const AROUND: usize = 45;
    let at = sentence.find(name).unwrap_or(0);
    let end = (at + name.len()).min(sentence.len());
    let before: Vec<char> = sentence[..at].chars().collect();
    let after: Vec<char> = sentence.get(end..).unwrap_or("").chars().collect();
    let head: String = before[before.len().saturating_sub(AROUND)..].iter().collect();
    let tail: String = after[..after.len().min(AROUND)].iter().collect();
    let (first, last) = (before.len() > AROUND, after.len() > AROUND);
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{head}{}{tail}{}", dots(first), sentence.get(at..end).unwrap_or(""), dots(last))
}
