//! Works: what is cited. CSL's terms throughout.

use serde::{Deserialize, Serialize};

use crate::base::span::Span;

/// One entry of a bibliography, in the fields of CSL 1.0.2, whatever format it was written in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub key: String,
    /// Where the key is defined.
    pub span: Span,
    /// A CSL type name: `article-newspaper`, `book`, `report` …
    pub kind: String,
    /// CSL names variables (`author`, `editor`, `translator` …), in order of writing.
    pub names: Vec<(String, Vec<Name>)>,
    /// CSL date variables (`issued`, `accessed`, `original-date` …).
    pub dates: Vec<(String, WorkDate)>,
    /// All other CSL variables as plain text (`title`, `container-title`, `volume`, `URL`, `DOI`, `language` …).
    pub fields: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Name {
    Person {
        family: String,
        given: String,
        /// "von", "de la": stays with the family name.
        particle: String,
        suffix: String,
    },
    /// A body, never turned round.
    Literal(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkDate {
    /// Month and day are 0 where they are not known. The second is the end of a range.
    Parts { from: (i32, u8, u8), to: Option<(i32, u8, u8)>, circa: bool },
    /// A date that is no date: "forthcoming", "spring 1968".
    Literal(String),
}

impl Work {
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    #[must_use]
    pub fn title(&self) -> &str {
        self.field("title").unwrap_or("")
    }

    #[must_use]
    pub fn people(&self, role: &str) -> &[Name] {
        self.names.iter().find(|(name, _)| name == role).map_or(&[], |(_, names)| names)
    }

    /// The names that a citation stands under: authors, else editors, else none.
    #[must_use]
    pub fn authors(&self) -> &[Name] {
        ["author", "editor", "container-author", "director", "composer"]
            .into_iter()
            .map(|role| self.people(role))
            .find(|names| !names.is_empty())
            .unwrap_or(&[])
    }

    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.dates.iter().find(|(name, _)| name == "issued").and_then(|(_, date)| match date {
            WorkDate::Parts { from, .. } => Some(from.0),
            WorkDate::Literal(_) => None,
        })
    }
}

impl Name {
    /// As in running text: "Andrew Wilson".
    #[must_use]
    pub fn given_first(&self) -> String {
        match self {
            Self::Literal(name) => name.clone(),
            Self::Person { family, given, particle, suffix } => join([given, particle, family, suffix]),
        }
    }

    /// As in an index: "Wilson, Andrew".
    #[must_use]
    pub fn family_first(&self) -> String {
        match self {
            Self::Literal(name) => name.clone(),
            Self::Person { family, given, particle, suffix } => {
                let tail = join([given, suffix, &String::new(), &String::new()]);
                let head = join([particle, family, &String::new(), &String::new()]);
                if tail.is_empty() { head } else { format!("{head}, {tail}") }
            }
        }
    }

    /// "Wilson": what a short citation says.
    #[must_use]
    pub fn short(&self) -> String {
        match self {
            Self::Literal(name) => name.clone(),
            Self::Person { family, particle, .. } => join([particle, family, &String::new(), &String::new()]),
        }
    }
}

fn join(parts: [&String; 4]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Text with the few styles that a formatted reference has. Turned into HTML or plain text where it is needed; the
/// text is never markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rich(pub Vec<Run>);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "the styles combine freely")]
pub struct Run {
    pub text: String,
    pub italic: bool,
    pub bold: bool,
    pub small_caps: bool,
    pub superscript: bool,
    pub subscript: bool,
    /// An address that was judged safe (http, https).
    pub link: Option<String>,
    /// In a citation of several works: whose words these are, by the place in which the work was typed, from 0.
    pub cite: Option<u16>,
}

impl Rich {
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Run { text: text.into(), ..Run::default() }])
    }

    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }
}
