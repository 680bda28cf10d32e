//! Which spellings of a site belong together, and which are near the name of an entity.
//!
//! Nothing is merged here: the result is proposals, each with its confidence. Work is near-linear in the number of
//! distinct spellings: only names that share the sounds of a word are compared, and of those so many at most.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::lists::{self, is_in};
use super::near::{self, Name};
use super::read::{Names, Occurrences, Quoted};
use super::skeleton::Sound;
use crate::model::matter::EntityKind;

/// What is at least this sure is proposed.
pub const THRESHOLD: f64 = 0.85;
/// What is less sure than this is not told at all.
const POSSIBLE: f64 = 0.6;
/// Names that are compared within a bucket; the most frequent come first.
const BUCKET: usize = 64;
/// Sentences kept for a spelling.
const SENTENCES: usize = 5;

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

/// One name as it is written, whatever its case and marks.
#[derive(Debug)]
struct Node {
    name: Name,
    spellings: BTreeMap<String, Seen>,
    entity: Option<usize>,
    /// That it belongs where it stands.
    confidence: f64,
    /// It stands in running text, and not in notes and headings alone.
    running: bool,
}

#[derive(Debug, Default)]
struct Seen {
    count: u32,
    opens: u32,
    titled: u32,
    placed: u32,
    /// File and how often.
    files: BTreeMap<usize, u32>,
    sentences: Vec<(usize, Quoted)>,
}

impl Seen {
    fn add(&mut self, file: usize, found: &Occurrences, beside: bool) {
        self.count += found.count;
        if !beside {
            self.opens += found.opens;
            self.titled += found.titled;
            self.placed += found.placed;
        }
        *self.files.entry(file).or_default() += found.count;
        let room = SENTENCES.saturating_sub(self.sentences.len());
        self.sentences.extend(found.sentences.iter().take(room).map(|sentence| (file, sentence.clone())));
    }
}

impl Node {
    fn new(name: Name, entity: Option<usize>) -> Self {
        Self { name, spellings: BTreeMap::new(), entity, confidence: 1.0, running: false }
    }

    fn count(&self) -> u32 {
        self.spellings.values().map(|seen| seen.count).sum()
    }

    fn files(&self) -> BTreeSet<usize> {
        self.spellings.values().flat_map(|seen| seen.files.keys().copied()).collect()
    }

    /// Names that are read as one: more words first, then the more frequent.
    fn rank(&self) -> (bool, bool, usize, u32) {
        (self.entity.is_some(), self.running, self.name.words.len().min(3), self.count())
    }
}

#[derive(Debug)]
struct Table<'a> {
    nodes: Vec<Node>,
    /// Words that the site prints in small letters: seldom parts of a person's name.
    small: HashSet<&'a str>,
    /// The node that stands for each one's group.
    parent: Vec<usize>,
    /// Pairs of entity and key that an editor has parted.
    not: HashSet<(usize, String)>,
    ambiguous: BTreeMap<usize, Vec<usize>>,
}

struct Edge {
    a: usize,
    b: usize,
    confidence: f64,
}

impl<'a> Table<'a> {
    fn of(files: &'a [(String, Names)], known: &[Known]) -> Self {
        let small: HashSet<&str> = files.iter().flat_map(|(_, names)| names.small.iter().map(String::as_str)).collect();
        let mut entities: HashMap<String, Option<usize>> = HashMap::new();
        let mut nodes: Vec<Node> = Vec::new();
        let mut at: HashMap<String, usize> = HashMap::new();
        let mut not = HashSet::new();
        for (number, entity) in known.iter().enumerate() {
            for spelling in std::iter::once(&entity.name).chain(&entity.aliases) {
                let name = Name::of(spelling);
                let key = name.key();
                let owner = entities.entry(key.clone()).or_insert(Some(number));
                if *owner != Some(number) {
                    *owner = None;
                }
                at.entry(key).or_insert_with(|| {
                    nodes.push(Node::new(name, Some(number)));
                    nodes.len() - 1
                });
            }
            not.extend(entity.not.iter().map(|spelling| (number, Name::of(spelling).key())));
        }
        for (file, (_, names)) in files.iter().enumerate() {
            let found = names.found.iter().map(|found| (found, false));
            for ((spelling, found), beside) in found.chain(names.beside.iter().map(|found| (found, true))) {
                let Some(spelling) = settled(spelling, found.opens == found.count, &small, &entities) else { continue };
                let name = Name::of(spelling);
                let key = name.key();
                if key.is_empty() || entities.get(&key) == Some(&None) {
                    continue;
                }
                let node = *at.entry(key).or_insert_with(|| {
                    nodes.push(Node::new(name, None));
                    nodes.len() - 1
                });
                nodes[node].running |= !beside;
                nodes[node].spellings.entry(spelling.to_owned()).or_default().add(file, found, beside);
            }
        }
        let parent = (0..nodes.len()).collect();
        Self { nodes, parent, small, not, ambiguous: BTreeMap::new() }
    }

    fn ignore(&mut self, ignored: &[String]) {
        let ignored: HashSet<String> = ignored.iter().map(|spelling| Name::of(spelling).key()).collect();
        for node in self.nodes.iter_mut().filter(|node| node.entity.is_none()) {
            if ignored.contains(&node.name.key()) {
                node.spellings.clear();
            }
        }
    }

    /// Nodes that count: what does not occur and is no entity's name does not.
    fn live(&self) -> Vec<usize> {
        (0..self.nodes.len())
            .filter(|n| self.nodes[*n].entity.is_some() || !self.nodes[*n].spellings.is_empty())
            .collect()
    }

    /// Pairs of names that may be one, surest first.
    fn edges(&self) -> Vec<Edge> {
        let mut buckets: BTreeMap<Vec<Sound>, Vec<usize>> = BTreeMap::new();
        let mut by_place: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for n in self.live() {
            let words = &self.nodes[n].name.words;
            // By the last word, and by the first where it is not a given name.
            let mut keys = BTreeSet::new();
            for word in [words.last(), words.first()].into_iter().flatten() {
                keys.extend(sketches(&word.skeleton));
            }
            for key in keys {
                buckets.entry(key).or_default().push(n);
            }
            if let Some(place) = words.last().and_then(|word| super::given::place(&word.bare)) {
                by_place.entry(place).or_default().push(n);
            }
        }
        let mut pairs = BTreeSet::new();
        for bucket in buckets.values_mut().chain(by_place.values_mut()).filter(|bucket| bucket.len() > 1) {
            bucket.sort_by_key(|n| (std::cmp::Reverse(self.nodes[*n].count()), *n));
            for (i, a) in bucket.iter().enumerate().take(BUCKET) {
                for b in bucket[i + 1..].iter().take(BUCKET) {
                    pairs.insert((*a.min(b), *a.max(b)));
                }
            }
        }
        let mut edges: Vec<Edge> = pairs.into_iter().filter_map(|(a, b)| self.edge(a, b)).collect();
        edges.sort_by(|x, y| y.confidence.total_cmp(&x.confidence).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
        edges
    }

    fn edge(&self, a: usize, b: usize) -> Option<Edge> {
        let (x, y) = (&self.nodes[a], &self.nodes[b]);
        if x.name.words.len() == 1 && y.name.words.len() > 1 || y.name.words.len() == 1 && x.name.words.len() > 1 {
            return None;
        }
        // In notes and headings words stand before a name that do not belong to it.
        let beside = |one: &Node| !one.running && one.entity.is_none();
        if (beside(x) || beside(y)) && x.name.words.len() != y.name.words.len() {
            return None;
        }
        let parted = |one: &Node, other: &Node| one.entity.is_some_and(|e| self.not.contains(&(e, other.name.key())));
        if x.entity.is_some() && y.entity.is_some() || parted(x, y) || parted(y, x) {
            return None;
        }
        let mut confidence = near::name(&x.name, &y.name)?;
        // Who writes both again and again in one text means two.
        let sounds = |node: &Node| node.name.words.iter().map(|word| word.skeleton.clone()).collect::<Vec<_>>();
        let often = |node: &Node| -> BTreeSet<usize> {
            let files = node.spellings.values().flat_map(|seen| &seen.files);
            files.filter(|(_, count)| **count > 1).map(|(file, _)| *file).collect()
        };
        if sounds(x) != sounds(y) && !often(x).is_disjoint(&often(y)) {
            confidence -= 0.1;
        }
        (confidence >= POSSIBLE).then_some(Edge { a, b, confidence })
    }

    fn root(&self, mut node: usize) -> usize {
        while self.parent[node] != node {
            node = self.parent[node];
        }
        node
    }

    fn join(&mut self, edges: &[Edge]) {
        // All names of one entity are one group from the start.
        let mut first: HashMap<usize, usize> = HashMap::new();
        for n in 0..self.nodes.len() {
            if let Some(entity) = self.nodes[n].entity {
                let root = *first.entry(entity).or_insert(n);
                self.parent[n] = root;
            }
        }
        for edge in edges.iter().filter(|edge| edge.confidence >= THRESHOLD) {
            let (a, b) = (self.root(edge.a), self.root(edge.b));
            if a == b || (self.nodes[a].entity.is_some() && self.nodes[b].entity.is_some()) {
                continue;
            }
            let (keep, gone) = if self.nodes[a].rank() >= self.nodes[b].rank() { (a, b) } else { (b, a) };
            // Titles of works in notes have words of their own: only what the text names too counts.
            if !self.nodes[keep].running && self.nodes[keep].entity.is_none() {
                continue;
            }
            if let Some(entity) = self.nodes[keep].entity
                && self.rivals(edge, entity, edges)
            {
                continue;
            }
            // The two names that stand for the groups must not contradict each other.
            let (x, y) = (&self.nodes[keep].name, &self.nodes[gone].name);
            let entity = self.nodes[keep].entity.is_some();
            if !entity && x.words.len() == y.words.len() && near::name(x, y).is_none() {
                continue;
            }
            self.parent[gone] = keep;
            let confidence = self.nodes[gone].confidence.min(edge.confidence);
            self.nodes[gone].confidence = confidence;
        }
    }

    /// Whether another entity is as near to the name that is no entity's.
    fn rivals(&mut self, edge: &Edge, entity: usize, edges: &[Edge]) -> bool {
        let free = if self.nodes[edge.a].entity.is_none() { edge.a } else { edge.b };
        let mut rivals = vec![entity];
        // Edges are sorted: those that are as sure stand near the front.
        for other in edges.iter().take_while(|other| other.confidence >= edge.confidence - 0.04) {
            let there = match (other.a == free, other.b == free) {
                (true, _) => other.b,
                (_, true) => other.a,
                _ => continue,
            };
            if let Some(found) = self.nodes[there].entity.filter(|found| !rivals.contains(found)) {
                rivals.push(found);
            }
        }
        if rivals.len() > 1 {
            self.ambiguous.insert(free, rivals.clone());
        }
        rivals.len() > 1
    }

    /// Family names that stand alone go to the one person of the file, or of the site, who has them.
    fn single_words(&mut self) {
        let live = self.live();
        let mut by_last: BTreeMap<Vec<Sound>, Vec<usize>> = BTreeMap::new();
        for n in &live {
            let node = &self.nodes[*n];
            if node.name.words.len() > 1
                && node.name.may_be_person()
                && let Some(last) = node.name.words.last()
            {
                for key in sketches(&last.skeleton) {
                    by_last.entry(key).or_default().push(*n);
                }
            }
        }
        // Files that print the group's full names.
        let mut files_of: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        for n in &live {
            if self.nodes[*n].name.words.len() > 1 {
                files_of.entry(self.root(*n)).or_default().extend(self.nodes[*n].files());
            }
        }
        for n in live {
            let node = &self.nodes[n];
            let [word] = node.name.words.as_slice() else { continue };
            if node.entity.is_some()
                || node.spellings.is_empty()
                || self.root(n) != n && self.nodes[self.root(n)].entity.is_some()
            {
                continue;
            }
            if word.is_given() {
                self.nodes[n].confidence = 0.5;
                continue;
            }
            let mut fulls: BTreeMap<usize, f64> = BTreeMap::new();
            let near: BTreeSet<usize> = sketches(&word.skeleton)
                .iter()
                .filter_map(|key| by_last.get(key))
                .flat_map(|list| list.iter().take(BUCKET))
                .copied()
                .collect();
            for full in near {
                let root = self.root(full);
                let Some(last) = self.nodes[full].name.words.last() else { continue };
                let person = self.nodes[full].name.has_given_name()
                    || self.nodes[root].entity.is_some()
                    || self.nodes[full].spellings.values().any(|seen| seen.titled > 0)
                    || node.spellings.values().any(|seen| seen.titled > 0)
                    || !self.nodes[full].files().is_disjoint(&node.files());
                let parted =
                    self.nodes[root].entity.is_some_and(|entity| self.not.contains(&(entity, node.name.key())));
                if let Some(sure) = near::word(last, word).filter(|sure| *sure >= THRESHOLD && person && !parted) {
                    let best = fulls.entry(root).or_default();
                    *best = best.max(sure);
                }
            }
            let files = node.files();
            let nowhere = BTreeSet::new();
            let with: Vec<(usize, &BTreeSet<usize>)> =
                fulls.keys().map(|root| (*root, files_of.get(root).unwrap_or(&nowhere))).collect();
            let shared: Vec<usize> = with
                .iter()
                .filter(|(_, there)| files.iter().all(|file| there.contains(file)))
                .map(|(root, _)| *root)
                .collect();
            let (target, sure) = match (fulls.len(), shared.as_slice()) {
                (1, [one]) => (*one, 0.95),
                // Who is named so often without a given name is known to all.
                (1, _) => (
                    with[0].0,
                    if !with[0].1.is_disjoint(&files) {
                        0.9
                    } else if node.count() > 2 {
                        0.86
                    } else {
                        0.8
                    },
                ),
                (2.., _) => {
                    let rivals = fulls.keys().filter_map(|root| self.nodes[*root].entity).collect();
                    self.ambiguous.insert(n, rivals);
                    continue;
                }
                _ => continue,
            };
            let confidence = f64::min(sure, fulls.get(&target).copied().unwrap_or(0.0));
            let root = self.root(n);
            if confidence >= THRESHOLD && root != target {
                self.nodes[root].confidence = self.nodes[root].confidence.min(confidence);
                self.parent[root] = target;
            }
        }
    }

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

    /// A name that a person may have: none of its words stands in small letters elsewhere.
    fn is_person(&self, name: &Name) -> bool {
        name.may_be_person()
            && (name.has_given_name() || name.words.iter().all(|word| !self.small.contains(word.bare.as_str())))
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

/// A spelling without words that have their capital from the start of a sentence only; none where nothing is left.
fn settled<'s>(
    spelling: &'s str,
    opens: bool,
    small: &HashSet<&str>,
    known: &HashMap<String, Option<usize>>,
) -> Option<&'s str> {
    let mut rest = spelling;
    if opens && !known.contains_key(&Name::of(spelling).key()) {
        while let Some(first) = rest.split(' ').next() {
            if !small.contains(first.to_lowercase().as_str()) {
                break;
            }
            rest = rest[first.len()..].trim_start();
            if rest.is_empty() {
                return None;
            }
        }
    }
    // `Belarusian President Lukashenka`: what stands before a known name is no part of it.
    let common = |word: &str| {
        is_in(lists::TITLES, word)
            || is_in(lists::GENERIC, word)
            || lists::is_demonym(word)
            || is_in(lists::FUNCTION, word)
    };
    let mut tail = rest;
    let mut seen_common = true;
    while let Some((first, after)) = tail.split_once(' ') {
        seen_common &= common(first) || known.contains_key(&Name::of(first).key());
        if !seen_common {
            break;
        }
        tail = after;
        if known.contains_key(&Name::of(tail).key()) && tail != rest {
            return Some(tail);
        }
    }
    let name = Name::of(rest);
    (!name.words.is_empty() && !(name.words.len() == 1 && common(rest))).then_some(rest)
}

/// Keys under which words that sound alike meet: the consonants, and these without one of them each.
fn sketches(skeleton: &[Sound]) -> Vec<Vec<Sound>> {
    use Sound::{Ch, D, F, G, K, S, Sh, T, Ts, V, Z, Zh};
    let coarse = |sound: Sound| match sound {
        Sh | Z | Zh | Ts | Ch => S,
        D => T,
        F => V,
        K => G,
        other => other,
    };
    let mut whole: Vec<Sound> = skeleton.iter().copied().filter(|sound| !sound.is_vowel()).map(coarse).collect();
    whole.dedup();
    let mut out = vec![whole.clone()];
    if (3..=12).contains(&whole.len()) {
        for n in 0..whole.len() {
            let mut less = whole.clone();
            less.remove(n);
            less.dedup();
            out.push(less);
        }
    }
    out.sort();
    out.dedup();
    out
}

/// How sure it is that a spelling is a name at all.
fn is_name(name: &str, seen: &Seen) -> f64 {
    let inside = seen.count - seen.opens.min(seen.count);
    let words = Name::of(name).words.len();
    match (words, inside) {
        _ if seen.titled > 0 => 0.95,
        (2.., 1..) => 0.95,
        (2.., 0) => 0.8,
        (_, 3..) => 0.93,
        (_, 2) => 0.9,
        (_, 1) => 0.8,
        _ => 0.5,
    }
}
