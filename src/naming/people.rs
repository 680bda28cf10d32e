//! People by their family names alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::near::{self, Name};
use super::propose::THRESHOLD;
use super::skeleton::Sound;
use super::table::{BUCKET, Table, sketches};

impl Table<'_> {
    /// Family names that stand alone go to the one person of the file, or of the site, who has them.
    pub fn single_words(&mut self) {
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
            let mut someone = false;
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
                let sure = near::word(last, word).filter(|sure| *sure >= THRESHOLD && !parted);
                someone |= sure.is_some();
                if let Some(sure) = sure.filter(|_| person) {
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
                _ => {
                    // Somebody has this family name, and it is not sure who: no entity by itself.
                    if someone {
                        self.nodes[n].confidence = self.nodes[n].confidence.min(0.7);
                    }
                    continue;
                }
            };
            let confidence = f64::min(sure, fulls.get(&target).copied().unwrap_or(0.0));
            let root = self.root(n);
            if confidence >= THRESHOLD && root != target {
                self.nodes[root].confidence = self.nodes[root].confidence.min(confidence);
                self.parent[root] = target;
            } else if root != target {
                self.nodes[n].confidence = self.nodes[n].confidence.min(0.7);
            }
        }
    }

    /// A name that a person may have: none of its words stands in small letters elsewhere.
    pub fn is_person(&self, name: &Name) -> bool {
        name.may_be_person()
            && (name.has_given_name() || name.words.iter().all(|word| !self.small.contains(word.bare.as_str())))
    }
}
