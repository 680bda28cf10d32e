//! What is read out of free-text notes, counted over invented notes with their right readings, where those lie beside the
//! repository. The rules of counting are told in `docs/citations.md`.

#![allow(clippy::cast_precision_loss, reason = "counts of a few hundred notes become rates")]

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::site::{SiteTest, repository};

const FIELDS: [&str; 28] = [
    "type",
    "authors",
    "editors",
    "translators",
    "title",
    "short_title",
    "container",
    "publisher",
    "place",
    "year",
    "date",
    "original_date",
    "edition",
    "volume",
    "issue",
    "number",
    "version",
    "pages",
    "locator",
    "authority",
    "archive",
    "archive_location",
    "url",
    "archive_url",
    "doi",
    "accessed",
    "signal",
    "note_ref",
];

/// Dashes, quotation marks, spaces and the stop at the end do not count.
fn fold(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(fold).collect::<Vec<_>>().join(";"),
        Value::Object(map) => {
            let parts: BTreeMap<&String, String> = map.iter().map(|(key, value)| (key, fold(value))).collect();
            format!("{parts:?}")
        }
        other => other.to_string(),
    };
    let even: String = text
        .chars()
        .filter(|c| *c != '*')
        .map(|c| match c {
            '–' | '—' | '‑' => '-',
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            c => c,
        })
        .collect();
    even.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ',', ';', ':']).to_owned()
}

fn said(cite: &Value, field: &str) -> Option<String> {
    cite.get(field).filter(|value| !value.is_null()).map(fold).filter(|text| !text.is_empty())
}

#[derive(Debug, Default)]
struct Count {
    cites: usize,
    found: usize,
    matched: usize,
    fields: usize,
    fields_said: usize,
    fields_right: usize,
    leaning: usize,
    resolved: usize,
    sure: usize,
    sure_right: usize,
}

fn f1(right: usize, said: usize, wanted: usize) -> f64 {
    if said + wanted == 0 { 1.0 } else { 2.0 * right as f64 / (said + wanted) as f64 }
}

#[test]
fn the_figures_of_reading_notes_hold() {
    let path = repository().join("../shared/citations/notes.json");
    let Ok(text) = fs::read_to_string(&path) else { return };
    let gold: Value = serde_json::from_str(&text).unwrap();
    let mut count = Count::default();
    let mut wrong = Vec::new();
    for document in gold["documents"].as_array().unwrap() {
        let notes = document["notes"].as_array().unwrap();
        let body: String = notes.iter().map(|note| format!("A finding.[^{}]\n\n", note["n"])).collect();
        let back: String =
            notes.iter().map(|note| format!("[^{}]: {}\n\n", note["n"], note["text"].as_str().unwrap())).collect();
        let site = SiteTest::new().text("a.md", &format!("---\ntitle: A\ndate: 2024-01-01\n---\n\n{body}{back}"));
        let run = site.run(["annotate", "--format", "json", "a.md"]).exits(0);
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        let mut owner: BTreeMap<String, Value> = BTreeMap::new();
        for (note, read) in notes.iter().zip(answer["notes"].as_array().unwrap()) {
            let bare = |text: &Value| text.as_str().unwrap().split_whitespace().collect::<String>();
            assert_eq!(bare(&read["text"]), bare(&note["text"]), "the literal words");
            let (wanted, found) = (note["cites"].as_array().unwrap(), read["cites"].as_array().unwrap());
            count.cites += wanted.len();
            count.found += found.len();
            count.matched += wanted.len().min(found.len());
            for cite in wanted {
                count.fields += FIELDS.iter().filter(|field| said(cite, field).is_some()).count();
            }
            for cite in found {
                count.fields_said += FIELDS.iter().filter(|field| said(cite, field).is_some()).count();
            }
            for (want, have) in wanted.iter().zip(found) {
                let right =
                    FIELDS.iter().filter(|field| said(want, field).is_some() && said(want, field) == said(have, field));
                count.fields_right += right.count();
                let all = FIELDS.iter().all(|field| said(want, field) == said(have, field));
                if have["confidence"].as_f64().unwrap_or(0.0) >= 0.9 {
                    count.sure += 1;
                    count.sure_right += usize::from(all);
                }
                if !all {
                    wrong.push(note["case"].to_string());
                }
                let key = want["work"].as_str().map(str::to_owned);
                let full = want["form"] == "full";
                let same = match &key {
                    None => have["ambiguous"] == true,
                    Some(key) if full => {
                        owner.entry(key.clone()).or_insert_with(|| have["work"].clone()) == &have["work"]
                    }
                    Some(key) => owner.get(key) == Some(&have["work"]),
                };
                if !full {
                    count.leaning += 1;
                    count.resolved += usize::from(same);
                }
            }
        }
        // Two works are never one.
        let mut keys: Vec<String> = owner.values().map(Value::to_string).collect();
        let works = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), works, "works merged in {}", document["id"]);
    }
    let segmentation = f1(count.matched, count.found, count.cites);
    let fields = f1(count.fields_right, count.fields_said, count.fields);
    let resolution = count.resolved as f64 / count.leaning as f64;
    let sure = count.sure_right as f64 / count.sure as f64;
    assert!(
        segmentation >= 0.97
            && fields >= 0.97
            && resolution >= 0.97
            && sure >= 0.98
            && count.sure * 10 >= count.cites * 8,
        "segmentation {segmentation:.3}, fields {fields:.3}, resolution {resolution:.3}, sure {sure:.3} of {}: {wrong:?}",
        count.sure
    );
}
