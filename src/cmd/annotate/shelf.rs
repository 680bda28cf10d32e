//! The bibliography that new works go to: one in YAML that the site names, else a new one beside.

use std::path::{Path, PathBuf};

use crate::base::edit;
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::span::{FileId, Span};
use crate::cmd::Failure;
use crate::cmd::session::Session;
use crate::io::{IoError, clock, read, rewrite};
use crate::model::work::Work;
use crate::parse::value::{Node, Value};
use crate::parse::{config, toml, works, yaml};
use crate::reference::entry;

/// What has to be written for new works; nothing is yet.
#[derive(Debug)]
pub struct Shelf {
    /// From the site's folder.
    pub name: String,
    works: Change,
    /// The settings get the name of a new bibliography.
    settings: Option<Change>,
}

/// A file that is made, or one that is changed where it has to be.
#[derive(Debug)]
enum Change {
    New(PathBuf, String),
    Edits(PathBuf, Source, Vec<Edit>),
}

impl Change {
    fn path(&self) -> &Path {
        match self {
            Self::New(path, _) | Self::Edits(path, ..) => path,
        }
    }

    fn write(&self) -> Result<(), IoError> {
        match self {
            Self::New(path, text) => rewrite::replace(path, text.as_bytes()),
            Self::Edits(path, source, edits) => rewrite::edit(path, source, edits),
        }
    }
}

const NAME: &str = "references.yaml";
const SETTINGS: &str = "ibid.toml";

impl Shelf {
    /// Finds the place of new works. Fails where a bibliography has a fault: what cannot be read could be doubled.
    pub fn plan(session: &Session, new: &[Work]) -> Result<Self, Failure> {
        for name in session.config.bibliography.iter().filter(|name| is_yaml(name)) {
            let Ok(place) = read::confined(&session.root, name) else {
                // Named, and not written yet.
                let path = session.root.join(name);
                if path.symlink_metadata().is_err() && Path::new(name).is_relative() && !name.contains("..") {
                    return Ok(Self { name: name.clone(), works: Change::New(path, fresh(new)), settings: None });
                }
                continue;
            };
            if let Some(works) = added_to(&place, name, new)? {
                return Ok(Self { name: name.clone(), works, settings: None });
            }
        }
        Self::beside(session, new)
    }

    /// A bibliography of its own, which the settings get to name.
    fn beside(session: &Session, new: &[Work]) -> Result<Self, Failure> {
        for n in 1..100 {
            let name = if n == 1 { NAME.to_owned() } else { format!("references-{n}.yaml") };
            let path = session.root.join(&name);
            if session.config.bibliography.contains(&name) {
                continue;
            }
            let there = path.symlink_metadata().is_ok();
            let works = if there { added_to(&path, &name, new)? } else { Some(Change::New(path, fresh(new))) };
            let Some(works) = works else { continue };
            let settings = naming(session, &name)?;
            return Ok(Self { name, works, settings: Some(settings) });
        }
        Err(Failure::new("there is no name left for a bibliography").help("name one in YAML in ibid.toml"))
    }

    /// Whether all may be written, before anything is.
    pub fn check(&self) -> Result<(), Failure> {
        for change in std::iter::once(&self.works).chain(&self.settings) {
            rewrite::check(change.path())?;
        }
        Ok(())
    }

    /// The works first, then their name: a crash in between leaves a file that nothing names yet.
    pub fn write(&self) -> Result<(), Failure> {
        for change in std::iter::once(&self.works).chain(&self.settings) {
            change.write()?;
        }
        Ok(())
    }

    /// What an editor has to know of where the works went.
    pub fn remark(&self, session: &Session) -> Option<String> {
        self.settings.as_ref()?;
        let others = session.config.bibliography.join(", ");
        Some(match (others.is_empty(), session.settings.is_some()) {
            (true, true) => format!("{} is new; ibid.toml names it", self.name),
            (true, false) => format!("{} is new; so is ibid.toml, which names it", self.name),
            (false, _) => {
                format!("{others} stays as it is: the new works stand in {}, which ibid.toml names too", self.name)
            }
        })
    }
}

fn is_yaml(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

fn fresh(new: &[Work]) -> String {
    let head = "# Works that the notes cite, as CSL items in YAML. The id of each is its key.\nreferences:\n";
    format!("{head}{}\n", entry::entries(new, 2).trim_end())
}

/// The text of a bibliography with more works at the end of its list, to the byte as it was before; none where it has no
/// list of CSL items in which a work has a line of its own.
fn added_to(path: &Path, name: &str, new: &[Work]) -> Result<Option<Change>, Failure> {
    let bytes = read::all(path, read::MAX_TEXT).map_err(|error| Failure::io("cannot read", path, &error))?;
    let source = read::decode(bytes, name, FileId(0)).map_err(|fault| Failure::new(fault.message))?;
    let root = yaml::read(&source.text, source.id, 0).map_err(|error| {
        let at = source.position(error.span.start);
        Failure::new(format!("{name}:{}:{}: {}", at.line, at.column, error.message))
            .help("mend the bibliography first (ibid check): a work that cannot be read would be added a second time")
    })?;
    let Some((at, indent, first)) = end_of_list(&source.text, &root) else { return Ok(None) };
    let mut more = entry::entries(new, indent).trim_end().to_owned();
    more.insert_str(0, if first { "\n" } else { "\n\n" });
    // The list may be the last line of a file without a line end.
    more.push_str(if source.text[at..].is_empty() { "\n" } else { "" });
    if source.text.contains("\r\n") {
        more = more.replace('\n', "\r\n");
    }
    let edits = vec![Edit { span: Span::new(source.id, at, at), text: more }];
    let Some(text) = edit::apply(&source.text, &edits) else { return Ok(None) };
    Ok(holds(&source, &text, new).then(|| Change::Edits(path.to_path_buf(), source, edits)))
}

/// Whether a bibliography has become the same works and the new ones behind them.
fn holds(before: &Source, text: &str, new: &[Work]) -> bool {
    let bare = |works: Vec<Work>| -> Vec<Work> {
        works.into_iter().map(|work| Work { span: Span::top(FileId(0)), ..work }).collect()
    };
    let mut wanted = bare(works::read(before).0);
    wanted.extend(bare(new.to_vec()));
    let found = bare(works::read(&Source::new(FileId(0), before.path.clone(), text)).0);
    // A field that a bibliography refuses (an address that is none) is left out there; its work counts all the same.
    wanted.len() == found.len() && wanted.iter().zip(&found).all(|(a, b)| a.key == b.key && a.names == b.names)
}

/// Where the list of works ends, how far its items are set in, and whether it is empty.
fn end_of_list(text: &str, root: &Node) -> Option<(usize, usize, bool)> {
    let line_end = |at: usize| text.get(at..).map(|rest| at + rest.find(['\n', '\r']).unwrap_or(rest.len()));
    let list = match &root.value {
        Value::Null => {
            // Nothing, or remarks only.
            return None;
        }
        Value::List(_) => root,
        _ => root.entries().iter().find(|(key, _)| key.text == "references").map(|(_, node)| node)?,
    };
    let Some(last) = list.items().last() else {
        let (key, _) = root.entries().iter().find(|(key, _)| key.text == "references")?;
        return list.is_null().then(|| line_end(key.span.end as usize)).flatten().map(|at| (at, 2, true));
    };
    if !matches!(list.value, Value::List(_)) {
        return None;
    }
    let first = list.items().first()?.span.start as usize;
    let start = text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
    let lead = text.get(start..first)?;
    let indent = lead.find('-').filter(|at| lead[..*at].chars().all(|c| c == ' '))?;
    Some((line_end(end(last))?, indent, false))
}

/// The end of what is written of a node; its span may take the space behind it in.
fn end(node: &Node) -> usize {
    let own = node.span.end as usize;
    match &node.value {
        Value::List(items) => items.iter().map(end).max().unwrap_or(own),
        Value::Map(entries) => {
            entries.iter().map(|(key, node)| end(node).max(key.span.end as usize)).max().unwrap_or(own)
        }
        Value::Null => node.span.start as usize,
        Value::Scalar { .. } => own,
    }
}

/// The settings, naming one bibliography more.
fn naming(session: &Session, name: &str) -> Result<Change, Failure> {
    let path = session.root.join(SETTINGS);
    let Some(source) = &session.settings else {
        let text = format!("title = \"{}\"\nbibliography = \"{name}\"\n", session.config.title);
        return Ok(Change::New(path, text));
    };
    let by_hand = || {
        Failure::new(format!("cannot write the name of {name} into {SETTINGS}"))
            .help(format!("add it to the setting by hand: bibliography = [\"{name}\"]"))
    };
    let root = toml::read(&source.text, source.id, 0).map_err(|_| by_hand())?;
    let edit = |at: usize, text: String| Edit { span: Span::new(source.id, at, at), text };
    let edits = match root.get("bibliography") {
        Some(Node { value: Value::Scalar { .. }, span }) => {
            vec![edit(span.start as usize, "[".to_owned()), edit(span.end as usize, format!(", \"{name}\"]"))]
        }
        Some(Node { value: Value::List(items), span }) => match items.last() {
            Some(last) => vec![edit(last.span.end as usize, format!(", \"{name}\""))],
            None => vec![edit(span.start as usize + 1, format!("\"{name}\""))],
        },
        Some(_) => return Err(by_hand()),
        None => {
            // Before the first group of settings a line is a setting of the site.
            let after = root.get("title").map_or(0, |node| node.span.end as usize);
            let rest = source.text.get(after..).unwrap_or("");
            let at = if after == 0 { 0 } else { after + rest.find('\n').map_or(rest.len(), |n| n + 1) };
            let lead = if at > 0 && !source.text[..at].ends_with('\n') { "\n" } else { "" };
            vec![edit(at, format!("{lead}bibliography = \"{name}\"\n"))]
        }
    };
    let text = edit::apply(&source.text, &edits).ok_or_else(by_hand)?;
    let (now, _) = config::read(&Source::new(source.id, SETTINGS, text.as_str()), clock::today());
    let mut wanted = session.config.bibliography.clone();
    wanted.push(name.to_owned());
    if now.bibliography != wanted || now.title != session.config.title {
        return Err(by_hand());
    }
    Ok(Change::Edits(path, (**source).clone(), edits))
}
