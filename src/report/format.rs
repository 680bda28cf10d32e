//! The names of the forms.

use std::fmt;
use std::str::FromStr;

use super::word;
use crate::base::diag::Severity;
use crate::base::text::nearest;

/// How diagnostics are printed; `docs/output.md` describes each form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    #[default]
    Human,
    /// One JSON object, for scripts.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands: annotations on a pull request at GitHub.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
    /// One line each, as compilers print them; most editors jump to it.
    Gcc,
}

impl Format {
    pub const ALL: [Self; 6] = [Self::Human, Self::Json, Self::Sarif, Self::Github, Self::Gitlab, Self::Gcc];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Gcc => "gcc",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if let Some(format) = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name)) {
            return Ok(format);
        }
        let names = Self::ALL.map(Self::name);
        Err(format!("there is no format called {name}; {}", hint(name, &names, "formats")))
    }
}

/// A severity as the user typed it; what to say instead where there is none of that name.
pub fn severity(name: &str) -> Result<Severity, String> {
    let all = [Severity::Off, Severity::Info, Severity::Warning, Severity::Error];
    if let Some(severity) = all.into_iter().find(|severity| word(*severity).eq_ignore_ascii_case(name)) {
        return Ok(severity);
    }
    Err(format!("there is no severity called {name}; {}", hint(name, &all.map(word), "severities")))
}

fn hint(name: &str, known: &[&str], what: &str) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the {what} are {}", known.join(", ")),
    }
}
