//! All names of a site in one table, and which of them are near each other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::lists::{self, is_in};
use super::near::{self, Name};
use super::propose::{Known, THRESHOLD};
use super::read::{Names, Occurrences, Quoted};
use super::skeleton::Sound;

/// What is less sure than this is not told at all.
const POSSIBLE: f64 = 0.6;
/// Names that are compared within a bucket; the most frequent come first.
pub const BUCKET: usize = 64;
/// Sentences kept for a spelling.
const SENTENCES: usize = 5;

/// One name as it is written, whatever its case and marks.
#[derive(Debug)]
pub struct Node {
    pub name: Name,
    pub spellings: BTreeMap<String, Seen>,
    pub entity: Option<usize>,
    /// That it belongs where it stands.
    pub confidence: f64,
    /// It stands in running text, and not in notes and headings alone.
    pub running: bool,
}

#[derive(Debug, Default)]
pub struct Seen {
    pub count: u32,
    pub opens: u32,
    pub titled: u32,
    pub placed: u32,
    /// File and how often.
    pub files: BTreeMap<usize, u32>,
    pub sentences: Vec<(usize, Quoted)>,
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

    pub fn count(&self) -> u32 {
        self.spellings.values().map(|seen| seen.count).sum()
    }

    pub fn files(&self) -> BTreeSet<usize> {
        self.spellings.values().flat_map(|seen| seen.files.keys().copied()).collect()
    }

    /// Names that are read as one: more words first, then the more frequent.
    fn rank(&self) -> (bool, bool, usize, u32) {
        (self.entity.is_some(), self.running, self.name.words.len().min(3), self.count())
    }
}

#[derive(Debug)]
pub struct Table<'a> {
    pub nodes: Vec<Node>,
    /// Words that the site prints in small letters: seldom parts of a person's name.
    pub small: HashSet<&'a str>,
    /// The node that stands for each one's group.
    pub parent: Vec<usize>,
    /// Pairs of entity and key that an editor has parted.
    pub not: HashSet<(usize, String)>,
    pub ambiguous: BTreeMap<usize, Vec<usize>>,
}

pub struct Edge {
    pub a: usize,
    pub b: usize,
    pub confidence: f64,
}

impl<'a> Table<'a> {
    pub fn of(files: &'a [(String, Names)], known: &[Known]) -> Self {
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

    pub fn ignore(&mut self, ignored: &[String]) {
        let ignored: HashSet<String> = ignored.iter().map(|spelling| Name::of(spelling).key()).collect();
        for node in self.nodes.iter_mut().filter(|node| node.entity.is_none()) {
            if ignored.contains(&node.name.key()) {
                node.spellings.clear();
            }
        }
    }

    /// Nodes that count: what does not occur and is no entity's name does not.
    pub fn live(&self) -> Vec<usize> {
        (0..self.nodes.len())
            .filter(|n| self.nodes[*n].entity.is_some() || !self.nodes[*n].spellings.is_empty())
            .collect()
    }

    /// Pairs of names that may be one, surest first.
    pub fn edges(&self) -> Vec<Edge> {
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

    pub fn root(&self, mut node: usize) -> usize {
        while self.parent[node] != node {
            node = self.parent[node];
        }
        node
    }

    pub fn join(&mut self, edges: &[Edge]) {
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
    let nothing = name.words.is_empty() || name.words.len() == 1 && common(rest);
    (!nothing).then_some(rest)
}

/// Keys under which words that sound alike meet: the consonants, and these without one of them each.
pub fn sketches(skeleton: &[Sound]) -> Vec<Vec<Sound>> {
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
