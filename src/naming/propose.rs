//! Which spellings of a site belong together, and which are near the name of an entity.
//!
//! Nothing is merged here: the result is proposals, each with its confidence. Work is near-linear in the number of
//! distinct spellings: only names that share the sounds of a word are compared, and of those so many at most.

use std::collections::{BTreeMap, HashMap};

use super::lists::{self, is_in};
use super::near::Name;
use super::read::{Names, Quoted};
use super::table::{Edge, Seen, Table};
use crate::model::matter::EntityKind;

/// What is at least this sure is proposed.
pub const THRESHOLD: f64 = 0.85;

/// An entity of the site, as far as its names go.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Its slug.
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    /// Spellings that the editor has said are not it.
    pub not: Vec<String>,
    pub kind: EntityKind,
}

/// Spellings that are of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The entity's name, or the most frequent of the fullest spellings.
    pub name: String,
    /// Index into the list of entities; none: no entity yet.
    pub entity: Option<usize>,
    pub kind: Option<EntityKind>,
    /// Most frequent first.
    pub spellings: Vec<Spelling>,
    /// That all this is one name, and a name at all: 0 to 1.
    pub confidence: f64,
    /// How much the site has to say of it: files count more than mentions.
    pub weight: f64,
    /// Where two entities are as near: indices of all of them. Nothing is proposed then.
    pub rivals: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    pub text: String,
    pub count: u32,
    pub files: u32,
    /// A name or alias of the entity already.
    pub known: bool,
    /// That it belongs to the group.
    pub confidence: f64,
    /// Path and sentence.
    pub sentences: Vec<(String, Quoted)>,
}

impl Group {
    pub fn count(&self) -> u32 {
        self.spellings.iter().map(|spelling| spelling.count).sum()
    }

    /// Sure enough, and frequent enough, to be shown to the editor.
    #[must_use]
    pub fn is_proposed(&self) -> bool {
        self.confidence >= THRESHOLD && self.rivals.is_empty() && (self.entity.is_some() || self.count() > 1)
    }
}

/// All names of a site that are no entity's yet, most weighty first. `ignored` are spellings that the editor wants no
/// entity for.
#[must_use]
pub fn propose(files: &[(String, Names)], known: &[Known], ignored: &[String]) -> Vec<Group> {
    let mut table = Table::of(files, known);
    table.ignore(ignored);
    let edges = table.edges();
    table.join(&edges);
    table.single_words();
    table.groups(files, known, &edges)
}

impl Table<'_> {
    fn groups(&self, files: &[(String, Names)], known: &[Known], edges: &[Edge]) -> Vec<Group> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in 0..self.nodes.len() {
            members.entry(self.root(n)).or_default().push(n);
        }
        let mut out: Vec<Group> = Vec::new();
        let mut at: HashMap<usize, usize> = HashMap::new();
        for (root, members) in &members {
            let entity = self.nodes[*root].entity;
            let nothing_new =
                members.iter().all(|n| self.nodes[*n].entity.is_some() || self.nodes[*n].spellings.is_empty());
            if nothing_new || entity.is_none() && !self.nodes[*root].running {
                continue;
            }
            at.insert(*root, out.len());
            out.push(self.group(members, entity, known, files));
        }
        // A name that is near an entity, but not so near that it is put there.
        for edge in edges.iter().filter(|edge| edge.confidence < THRESHOLD) {
            let (a, b) = (self.root(edge.a), self.root(edge.b));
            let (entity, free) = match (self.nodes[a].entity, self.nodes[b].entity) {
                (Some(entity), None) => (entity, b),
                (None, Some(entity)) => (entity, a),
                _ => continue,
            };
            if let Some(group) = at.get(&free).and_then(|at| out.get_mut(*at)).filter(|group| group.entity.is_none()) {
                group.entity = Some(entity);
                group.confidence = edge.confidence;
            }
        }
        out.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
        out
    }

    fn group(&self, members: &[usize], entity: Option<usize>, known: &[Known], files: &[(String, Names)]) -> Group {
        let mut spellings = Vec::new();
        let mut per_file: BTreeMap<usize, u32> = BTreeMap::new();
        let mut confidence: f64 = 1.0;
        let mut seen_as = Seen::default();
        for n in members {
            let node = &self.nodes[*n];
            for (text, seen) in &node.spellings {
                for (file, count) in &seen.files {
                    *per_file.entry(*file).or_default() += count;
                }
                seen_as.count += seen.count;
                seen_as.opens += seen.opens;
                seen_as.titled += seen.titled;
                seen_as.placed += seen.placed;
                let sentences = seen
                    .sentences
                    .iter()
                    .filter_map(|(file, quoted)| Some((files.get(*file)?.0.clone(), quoted.clone())));
                spellings.push(Spelling {
                    text: text.clone(),
                    count: seen.count,
                    files: u32::try_from(seen.files.len()).unwrap_or(u32::MAX),
                    known: node.entity.is_some(),
                    confidence: node.confidence,
                    sentences: sentences.collect(),
                });
                confidence = confidence.min(node.confidence);
            }
        }
        spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        let fullest = spellings
            .iter()
            .max_by(|a, b| {
                let rank = |s: &Spelling| (Name::of(&s.text).words.len().min(3), s.count);
                rank(a)
                    .cmp(&rank(b))
                    .then_with(|| a.confidence.total_cmp(&b.confidence))
                    .then_with(|| b.text.cmp(&a.text))
            })
            .map(|s| s.text.clone());
        let name = entity.and_then(|e| known.get(e)).map(|known| known.name.clone()).or(fullest).unwrap_or_default();
        if entity.is_none() {
            confidence = confidence.min(is_name(&name, &seen_as));
        }
        let kind = match entity.and_then(|e| known.get(e)) {
            Some(known) => Some(known.kind),
            None => self.kind(&name, &seen_as, spellings.iter().map(|s| s.text.as_str())),
        };
        let weight = per_file.values().map(|count| 1.0 + f64::from(*count).ln()).sum();
        let rivals = members.iter().find_map(|n| self.ambiguous.get(n)).cloned().unwrap_or_default();
        if members.iter().any(|n| self.ambiguous.contains_key(n)) {
            confidence = confidence.min(0.5);
        }
        Group { name, entity, kind, spellings, confidence, weight, rivals }
    }

    /// What it most likely is; none where nothing tells.
    fn kind<'s>(&self, name: &str, seen: &Seen, spellings: impl Iterator<Item = &'s str>) -> Option<EntityKind> {
        let words: Vec<&str> = name.split([' ', '-']).collect();
        let has = |list: &[&str]| {
            words.first().is_some_and(|w| is_in(list, w)) || words.last().is_some_and(|w| is_in(list, w))
        };
        let parsed = Name::of(name);
        let alone = spellings.filter(|text| !text.contains(' ')).count() > 0;
        if seen.titled > 0 || (parsed.has_given_name() && self.is_person(&parsed)) || self.is_person(&parsed) && alone {
            return Some(EntityKind::Person);
        }
        if has(lists::EVENTS) {
            return Some(EntityKind::Event);
        }
        if has(lists::BODIES) {
            return Some(EntityKind::Organisation);
        }
        if has(lists::PLACES) || seen.placed * 2 >= seen.count.max(1) {
            return Some(EntityKind::Place);
        }
        let acronym = name.chars().count() > 1 && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        acronym.then_some(EntityKind::Organisation)
    }
}

/// How sure it is that a spelling is a name at all.
fn is_name(name: &str, seen: &Seen) -> f64 {
    let inside = seen.count - seen.opens.min(seen.count);
    let words = Name::of(name).words.len();
    match (words, inside) {
        _ if seen.titled > 0 => 0.95,
        (2.., 1..) => 0.95,
        (_, 3..) => 0.93,
        (_, 2) => 0.9,
        (2.., 0) | (_, 1) => 0.8,
        _ => 0.5,
    }
}
