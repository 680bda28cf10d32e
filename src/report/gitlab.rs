//! A Code Quality report for GitLab: the list that a merge request compares with the one before.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json;
use super::place::Found;
use crate::base::diag::Severity;
use crate::base::hash::Fingerprint;

pub(super) fn print(found: &[Found]) -> String {
    let fingerprints = fingerprints(found);
    let issue = |(one, fingerprint): (&'_ Found, Fingerprint)| Issue {
        description: one.diagnostic.message.clone(),
        check_name: one.diagnostic.code.name(),
        fingerprint: fingerprint.hex(),
        severity: match one.diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info | Severity::Off => "info",
        },
        location: Location {
            // GitLab drops an entry without a path: what belongs to no file belongs to the site.
            path: one.place.as_ref().map_or_else(|| "ibid.toml".to_owned(), |place| place.path.clone()),
            lines: Lines { begin: one.place.as_ref().map_or(1, |place| place.start.line) },
        },
    };
    json::line(&found.iter().zip(fingerprints).map(issue).collect::<Vec<_>>())
}

/// The same for the same fault from one build to the next, wherever it moves in its file: made of code, path, message
/// and the words at the place. Of several that are equal in all of these, each has its number.
pub(super) fn fingerprints(found: &[Found]) -> Vec<Fingerprint> {
    let mut seen: BTreeMap<Fingerprint, u64> = BTreeMap::new();
    let fingerprint = |one: &Found| {
        let (path, words) = match &one.place {
            Some(place) => (place.source.path.as_ref(), place.source.slice(place.span)),
            None => ("", ""),
        };
        let parts = [one.diagnostic.code.name(), path, one.diagnostic.message.as_str(), words];
        let first = Fingerprint::of_parts(parts.map(str::as_bytes));
        let times = seen.entry(first).or_default();
        *times += 1;
        if *times == 1 { first } else { Fingerprint::of_parts([first.hex().as_bytes(), &times.to_le_bytes()]) }
    };
    found.iter().map(fingerprint).collect()
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}
