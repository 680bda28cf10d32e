//! What the editor answered, as changes of files.

use std::fmt;
use std::path::Path;

use crate::base::slug::slug;
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::base::text::{count, nearest};
use crate::cmd::Failure;
use crate::io::{read, save};
use crate::model::matter::EntityKind;
use crate::naming::near::Name;
use crate::parse::value::Node;
use crate::parse::{edit, toml};
use crate::pipeline::names::Named;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These are names of the entity.
    Aliases { entity: String, spellings: Vec<String> },
    /// These are not.
    Not { entity: String, spellings: Vec<String> },
    /// Make an entity.
    New { name: String, kind: Option<EntityKind>, spellings: Vec<String> },
    /// No entity, and not to be asked again.
    Ignore { spellings: Vec<String> },
}

/// How much was changed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    aliases: usize,
    not: usize,
    new: usize,
    ignored: usize,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.aliases, count(self.aliases, "spelling added", "spellings added")),
            (self.not, count(self.not, "spelling parted", "spellings parted")),
            (self.new, count(self.new, "entity made", "entities made")),
            (self.ignored, count(self.ignored, "name left alone", "names left alone")),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
        if parts.is_empty() { f.write_str("nothing to change") } else { f.write_str(&parts.join(", ")) }
    }
}

/// Reads the file of answers: YAML, or the JSON that the command prints.
pub fn read(root: &Node, source: &Source, name: &str) -> Result<Vec<Answer>, Failure> {
    let fault = |node: &Node, message: &str| {
        let at = source.position(node.span.start);
        Failure::new(format!("{name}:{}:{}: {message}", at.line, at.column))
            .help("write such a file with: ibid entities --format yaml > names.yaml")
    };
    let groups = root.get("groups").map_or_else(|| root.items(), Node::items);
    let mut out = Vec::new();
    for group in groups {
        if group.entries().is_empty() {
            return Err(fault(group, "here has to stand a name with its spellings and an answer"));
        }
        let words =
            |field: &str| group.get(field).and_then(Node::as_text).map(str::trim).filter(|text| !text.is_empty());
        let mut spellings = Vec::new();
        for item in group.get("spellings").map_or(&[][..], Node::items) {
            let known = item.get("known").and_then(Node::as_bool).unwrap_or(false);
            let Some(text) = item.as_text().or_else(|| item.get("text").and_then(Node::as_text)) else {
                return Err(fault(item, "a spelling has to be words"));
            };
            if !known {
                spellings.push(text.to_owned());
            }
        }
        let entity = match group.get("entity") {
            Some(node) => node.as_text().or_else(|| node.get("id").and_then(Node::as_text)).map(str::to_owned),
            None => None,
        };
        let kind = match words("kind") {
            None => None,
            Some(word) => {
                let known = EntityKind::ALL.into_iter().find(|kind| kind.name() == word);
                Some(known.ok_or_else(|| {
                    fault(group, &format!("{word} is no kind: person, organisation, place, event or concept"))
                })?)
            }
        };
        // YAML reads a bare yes as a word here, as it was meant.
        let answer = words("answer").unwrap_or("yes").to_lowercase();
        out.push(match (answer.as_str(), entity) {
            ("skip", _) => continue,
            ("yes" | "true", Some(entity)) => Answer::Aliases { entity, spellings },
            ("no" | "false", Some(entity)) => Answer::Not { entity, spellings },
            ("yes" | "true", None) => {
                let name = words("name").map(str::to_owned).or_else(|| spellings.first().cloned());
                Answer::New { name: name.ok_or_else(|| fault(group, "a new entity needs a name"))?, kind, spellings }
            }
            ("no" | "false" | "ignore", _) => Answer::Ignore { spellings },
            (other, _) => {
                return Err(fault(group, &format!("{other} is no answer: yes, no or skip")));
            }
        });
    }
    Ok(out)
}

/// Where answers are carried out.
#[derive(Debug)]
pub struct Desk<'a> {
    root: &'a Path,
    named: &'a Named,
}

impl<'a> Desk<'a> {
    pub fn new(root: &'a Path, named: &'a Named) -> Self {
        Self { root, named }
    }

    /// Changes the files. What stands there already is not written twice.
    pub fn carry_out(&self, answers: &[Answer]) -> Result<Done, Failure> {
        let mut done = Done::default();
        for answer in answers {
            match answer {
                Answer::Aliases { entity, spellings } => done.aliases += self.add(entity, "aliases", spellings)?,
                Answer::Not { entity, spellings } => done.not += self.add(entity, "not", spellings)?,
                // Known: an answer that was carried out before.
                Answer::New { name, kind, spellings } => {
                    if let Some(known) = self.id_of(name) {
                        done.aliases += self.add(&known, "aliases", spellings)?;
                    } else {
                        self.make(name, *kind, spellings)?;
                        done.new += 1;
                    }
                }
                Answer::Ignore { spellings } => done.ignored += self.ignore(spellings)?,
            }
        }
        Ok(done)
    }

    fn id_of(&self, name: &str) -> Option<String> {
        self.named.entities.iter().find(|known| known.name == name).map(|known| known.id.clone())
    }

    fn add(&self, entity: &str, field: &str, spellings: &[String]) -> Result<usize, Failure> {
        let Some(at) = self.named.entities.iter().position(|known| known.id == entity) else {
            let near = nearest(entity, self.named.entities.iter().map(|known| known.id.as_str()));
            let failure = Failure::new(format!("there is no entity {entity}"));
            return Err(match near {
                Some(near) => failure.help(format!("did you mean {near}?")),
                None => failure.help("its id is the name of its file in content/entities, without .md"),
            });
        };
        let path = self.root.join(&self.named.paths[at]);
        let text = text_of(&path)?;
        // The file as it is now: an answer before this one may have changed it.
        let have = edit::list(&text, field);
        let mut new: Vec<String> = Vec::new();
        for spelling in spellings {
            if !have.contains(spelling) && !new.contains(spelling) && *spelling != self.named.entities[at].name {
                new.push(spelling.clone());
            }
        }
        if new.is_empty() {
            return Ok(0);
        }
        let edited = edit::front_matter(&text, field, &new).ok_or_else(|| by_hand(&path, field, &new))?;
        save::text(&path, &edited).map_err(|error| Failure::io("cannot write", &path, &error))?;
        Ok(new.len())
    }

    fn make(&self, name: &str, kind: Option<EntityKind>, spellings: &[String]) -> Result<(), Failure> {
        let own = slug(name);
        if own.is_empty() {
            return Err(Failure::new(format!("{name} has no letter that an address could be made of")));
        }
        let path = self.root.join("content/entities").join(format!("{own}.md"));
        if path.exists() {
            return Err(Failure::new(format!("{} is there already", path.display()))
                .help("add the spelling to its aliases, or give the new entity another name"));
        }
        let kind = kind.unwrap_or_default().name();
        let mut seen = vec![name.to_owned()];
        // A word that names many is left to the editor: `Wilson` of `Andrew Wilson` is an alias, a first name is none.
        let mut others = Vec::new();
        for spelling in spellings {
            if !seen.contains(spelling) && !Name::of(spelling).words.is_empty() {
                seen.push(spelling.clone());
                others.push(spelling.clone());
            }
        }
        let aliases: Vec<String> = others.iter().map(|other| edit::yaml_words(other)).collect();
        let aliases = if aliases.is_empty() { String::new() } else { format!("aliases: [{}]\n", aliases.join(", ")) };
        let text = format!("---\nname: {}\nkind: {kind}\n{aliases}---\n", edit::yaml_words(name));
        save::text(&path, &text).map_err(|error| Failure::io("cannot write", &path, &error))
    }

    fn ignore(&self, spellings: &[String]) -> Result<usize, Failure> {
        let path = self.root.join("ibid.toml");
        let text = text_of(&path)?;
        let root = toml::read(&text, FileId(0), 0).ok();
        let have = root.as_ref().and_then(|root| root.get("ignore_names")).map_or(&[][..], Node::items);
        let have: Vec<&str> = have.iter().filter_map(Node::as_text).collect();
        let mut new: Vec<String> =
            spellings.iter().filter(|spelling| !have.contains(&spelling.as_str())).cloned().collect();
        new.dedup();
        if new.is_empty() {
            return Ok(0);
        }
        let edited = edit::in_toml(&text, "ignore_names", &new).ok_or_else(|| by_hand(&path, "ignore_names", &new))?;
        save::text(&path, &edited).map_err(|error| Failure::io("cannot write", &path, &error))?;
        Ok(new.len())
    }
}

fn text_of(path: &Path) -> Result<String, Failure> {
    let bytes = read::all(path, read::MAX_COPY).map_err(|error| Failure::io("cannot read", path, &error))?;
    String::from_utf8(bytes).map_err(|_| Failure::new(format!("{} is not UTF-8", path.display())))
}

fn by_hand(path: &Path, field: &str, words: &[String]) -> Failure {
    Failure::new(format!("{} cannot be changed as it is written", path.display()))
        .help(format!("add to {field} by hand: {}", words.join(", ")))
}
