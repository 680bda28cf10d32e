//! The bibliography that an import adds works to.

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::source::Source;
use crate::base::span::FileId;
use crate::cmd::Failure;
use crate::import::read::Refusal;
use crate::import::{Library, limits, reference};
use crate::io::together::New;
use crate::io::{self, clock};
use crate::model::work::Work;
use crate::parse::{config, works};

/// The name of a bibliography that has none.
const NAME: &str = "references.yaml";

pub struct Shelf {
    /// Where new works go.
    path: PathBuf,
    /// All that are known.
    pub works: Vec<Work>,
    /// The site does not know the file: each briefing has to name it.
    beside: bool,
    /// Of the site.
    language: Option<String>,
}

impl Shelf {
    /// The first bibliography in YAML that the site names; otherwise one beside the briefings.
    pub fn open(out: &Path) -> Result<Self, Failure> {
        let root = site(out);
        // Without a site nobody knows yet which bibliography it will have.
        let mut shelf = Self { path: out.join(NAME), works: Vec::new(), beside: root.is_some(), language: None };
        let mut own = true;
        if let Some(root) = root {
            let settings = text(&root.join("ibid.toml"))?;
            let (config, _) = config::read(&Source::new(FileId(0), "ibid.toml", settings.as_str()), clock::today());
            shelf.language = Some(config.language.clone());
            for name in &config.bibliography {
                let path = root.join(name);
                let text = if path.exists() { text(&path)? } else { String::new() };
                shelf.works.extend(works::read(&Source::new(FileId(0), name.as_str(), text.as_str())).0);
                if own && Path::new(name).extension().is_some_and(|ending| ending == "yaml") && indent(&text).is_some()
                {
                    (shelf.path, shelf.beside, own) = (path, false, false);
                }
            }
        }
        if own && shelf.path.exists() {
            let text = text(&shelf.path)?;
            if indent(&text).is_none() {
                return Err(Failure::new(format!("cannot add works to {}", shelf.path.display()))
                    .help("its last part has to be the list under references:"));
            }
            shelf.works.extend(works::read(&Source::new(FileId(0), NAME, text.as_str())).0);
        }
        Ok(shelf)
    }

    pub fn library(&self) -> Library<'_> {
        Library { known: &self.works, beside: self.beside.then_some(NAME), language: self.language.as_deref() }
    }

    /// The file with works at its end; what stands there is not touched. Nothing where there are none.
    pub fn with(&self, new: &[Work]) -> Result<Option<New>, Refusal> {
        if new.is_empty() {
            return Ok(None);
        }
        // A link that the editor made is followed.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let refused = |cause: String| Refusal {
            cause: format!("its works cannot be added to {}: {cause}", self.path.display()),
            remedy: "check that the file is yours, and that it is a text in UTF-8; nothing was changed".to_owned(),
        };
        let mut text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| refused("it is no text in UTF-8".to_owned()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(refused(io::error::cause(&error))),
        };
        if text.trim().is_empty() {
            "references:\n".clone_into(&mut text);
        }
        let indent = indent(&text).unwrap_or(2);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&reference::entries(new, indent));
        Ok(Some(New { path, bytes: text.into_bytes(), over: true }))
    }
}

/// The site that a folder belongs to; the folder may be made only later.
fn site(out: &Path) -> Option<PathBuf> {
    let there = out.ancestors().find_map(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        folder.canonicalize().ok()
    })?;
    there.ancestors().find(|folder| folder.join("ibid.toml").is_file()).map(Path::to_path_buf)
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = io::read::all(path, limits::FILE).map_err(|error| Failure::io("cannot read", path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How far the items of a list at the end of the file are set in; nothing where it ends otherwise.
fn indent(text: &str) -> Option<usize> {
    let filled = || text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let last = filled().rfind(|line| !line.starts_with(' '));
    let items = filled().filter(|line| line.trim_start().starts_with("- "));
    let first = items.map(|line| line.len() - line.trim_start().len()).next();
    match last {
        None => Some(2),
        Some(line) if line.trim_end() == "references:" => Some(first.unwrap_or(2)),
        Some(line) if line.starts_with("- ") => Some(0),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::indent;

    #[test]
    fn works_are_added_only_to_a_list_at_the_end() {
        assert_eq!(indent(""), Some(2));
        assert_eq!(indent("references:\n"), Some(2));
        assert_eq!(indent("# All\nreferences:\n    - id: a\n      title: b\n"), Some(4));
        assert_eq!(indent("- id: a\n  title: b\n"), Some(0));
        assert_eq!(indent("references:\n- id: a\n"), Some(0));
        assert_eq!(indent("references: []\n"), None);
        assert_eq!(indent("references:\n  - id: a\nother: x\n"), None);
    }
}
