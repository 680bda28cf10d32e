//! SARIF 2.1.0 (OASIS, 2020), for code scanning.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::gitlab::fingerprints;
use super::json::line;
use super::place::{Found, Place};
use crate::base::code::Code;
use crate::base::diag::Severity;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// All paths are relative to it; the reader of the log says where it is.
const BASE: &str = "%SRCROOT%";

pub(super) fn print(found: &[Found]) -> String {
    let names: BTreeSet<&str> = found.iter().map(|one| one.diagnostic.code.name()).collect();
    let codes: Vec<Code> = names.into_iter().filter_map(Code::from_name).collect();
    let index = |code: Code| codes.iter().position(|other| *other == code).unwrap_or(0);
    let results: Vec<Value> = found
        .iter()
        .zip(fingerprints(found))
        .map(|(one, fingerprint)| result(one, index(one.diagnostic.code), &fingerprint.hex()))
        .collect();
    line(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ibid",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.title() },
        "help": { "text": super::explain::plain(code.page()), "markdown": code.page() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(found: &Found, index: usize, fingerprint: &str) -> Value {
    let diagnostic = found.diagnostic;
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": index,
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "partialFingerprints": { "ibid/v1": fingerprint },
    });
    if let Some(place) = &found.place {
        result["locations"] = json!([{ "physicalLocation": physical(place) }]);
    }
    if !found.labels.is_empty() {
        let related = found.labels.iter().enumerate().map(
            |(id, (place, text))| json!({ "id": id, "physicalLocation": physical(place), "message": { "text": text } }),
        );
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &found.fix {
        let words = diagnostic.help.as_deref().unwrap_or(&diagnostic.message);
        result["fixes"] = json!([{ "description": { "text": words }, "artifactChanges": changes(&fix.edits) }]);
    }
    result
}

/// One entry a file, in the order in which the files are first named.
fn changes(edits: &[(Place, &str)]) -> Vec<Value> {
    let mut files: Vec<(&Place, Vec<Value>)> = Vec::new();
    for (place, text) in edits {
        let replacement = json!({ "deletedRegion": region(place), "insertedContent": { "text": text } });
        match files.iter_mut().find(|(other, _)| other.path == place.path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((place, vec![replacement])),
        }
    }
    let change = |(place, replacements)| json!({ "artifactLocation": artifact(place), "replacements": Value::Array(replacements) });
    files.into_iter().map(change).collect()
}

fn physical(place: &Place) -> Value {
    json!({ "artifactLocation": artifact(place), "region": region(place) })
}

fn artifact(place: &Place) -> Value {
    json!({ "uri": uri(&place.path), "uriBaseId": BASE })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

/// A relative path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
        }
    }
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "none",
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
