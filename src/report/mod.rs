//! Diagnostics on their way out: for people, editors, code hosts and scripts.
//!
//! Every form says the same in the same order: by path, position and code. What is not here: no diagnostic is worded
//! here, nothing is written to a terminal or a file, and no form knows of another.

pub mod diff;
mod excerpt;
pub mod explain;
mod format;
mod gitlab;
mod html;
mod human;
mod json;
mod lines;
mod place;
mod sarif;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::base::text::count;

pub use format::{Format, severity};
pub use html::html;

/// The files of a build by number, so that a diagnostic can show the words it is about.
pub trait Files {
    fn source(&self, id: FileId) -> Option<Arc<Source>>;
}

impl Files for BTreeMap<FileId, Arc<Source>> {
    fn source(&self, id: FileId) -> Option<Arc<Source>> {
        self.get(&id).cloned()
    }
}

#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Colours for a terminal; only the human form has any.
    pub colour: bool,
    /// Put before every path, with its `/`: where the site's folder lies, seen from where the reader of the output
    /// stands. Editors and code hosts find the file by it.
    pub prefix: String,
}

/// All diagnostics in one form. The text ends with a line end unless it is empty.
#[must_use]
pub fn print(format: Format, diagnostics: &[Diagnostic], files: &dyn Files, settings: &Settings) -> String {
    let found = place::in_order(diagnostics, files, &settings.prefix);
    match format {
        Format::Human => human::print(&found, settings.colour),
        Format::Json => json::print(&found),
        Format::Sarif => sarif::print(&found),
        Format::Github => lines::github(&found),
        Format::Gitlab => gitlab::print(&found),
        Format::Gcc => lines::gcc(&found),
    }
}

/// With the site's own severities; what is switched off is left out.
#[must_use]
pub fn apply(severities: &BTreeMap<Code, Severity>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let changed = diagnostics.into_iter().map(|mut diagnostic| {
        if let Some(severity) = severities.get(&diagnostic.code) {
            diagnostic.severity = *severity;
        }
        diagnostic
    });
    changed.filter(|diagnostic| diagnostic.severity != Severity::Off).collect()
}

/// 1 where a diagnostic is as severe as the threshold or more, else 0. What was printed plays no part.
#[must_use]
pub fn exit_code(diagnostics: &[Diagnostic], threshold: Severity) -> u8 {
    let counts = |diagnostic: &Diagnostic| diagnostic.severity != Severity::Off && diagnostic.severity >= threshold;
    u8::from(diagnostics.iter().any(counts))
}

/// "2 errors, 3 warnings; ibid explain CODE tells more"; empty where there is nothing to tell.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let Some(counts) = counts(diagnostics) else { return String::new() };
    let first = diagnostics.first().map_or(Code::EmptySite, |diagnostic| diagnostic.code);
    let alone = diagnostics.iter().all(|diagnostic| diagnostic.code == first);
    let code = if alone { first.name() } else { "CODE" };
    format!("{counts}; ibid explain {code} tells more")
}

/// "2 errors, 3 warnings"; none where there is nothing to count.
fn counts(diagnostics: &[Diagnostic]) -> Option<String> {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts = [
        (of(Severity::Error), "error", "errors"),
        (of(Severity::Warning), "warning", "warnings"),
        (of(Severity::Info), "info", "infos"),
    ];
    let said: Vec<String> = parts.iter().filter(|part| part.0 > 0).map(|part| count(part.0, part.1, part.2)).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// The word for a severity in every form that has no word of its own.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "off",
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests;
