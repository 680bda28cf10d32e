//! What the documents promise: each diagnostic's example has the fault and its remedy has not, and the handbook's
//! samples build.

use std::collections::BTreeSet;
use std::fs;

use ibid::base::code::Code;
use rayon::prelude::*;

use crate::fences::{Fence, fences};
use crate::site::{SiteTest, repository};

/// Diagnostics whose example is a folder and no text, and the tests that make such folders.
const SHOWN_ELSEWHERE: [(&str, &str); 6] = [
    ("empty-site", "cases: files/empty-site"),
    ("not-a-regular-file", "promises::paths::b6_what_is_no_file_is_named_and_not_opened"),
    ("not-utf8", "promises::paths::b7_a_file_that_is_not_utf8_is_named_with_the_offset"),
    ("path-outside", "promises::paths::b1_nothing_outside_the_site_is_read"),
    ("symlink-outside", "promises::paths::b1_a_link_out_of_the_site_is_named_and_not_followed"),
    ("unreadable-file", "promises::paths::b6_a_file_without_the_right_to_read_is_named"),
];

#[test]
fn examples_of_diagnostics_have_the_fault_and_their_remedies_have_not() {
    let faults: Vec<String> = Code::ALL.par_iter().flat_map_iter(|code| faults_of(*code)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

fn faults_of(code: Code) -> Vec<String> {
    let name = code.name();
    let page = code.page();
    let mut faults = Vec::new();
    let mut section = |title: &str, wanted: bool| {
        let Some(text) = section(page, title) else {
            faults.push(format!("docs/diagnostics/{name}.md has no section “{title}”"));
            return;
        };
        let fences = fences(text);
        let inputs: Vec<&Fence> = fences.iter().filter(|fence| is_input(fence)).collect();
        if inputs.is_empty() {
            if !SHOWN_ELSEWHERE.iter().any(|(code, _)| *code == name) {
                faults
                    .push(format!("docs/diagnostics/{name}.md: “{title}” holds no file, and no test is named for it"));
            }
            return;
        }
        let (codes, said) = check(&inputs);
        if codes.contains(name) != wanted {
            let what = if wanted { "does not yield" } else { "yields" };
            faults.push(format!("docs/diagnostics/{name}.md: “{title}” {what} {name}; it says:\n{said}"));
        }
    };
    section("Example", true);
    section("Instead", false);
    faults
}

/// The text under a heading of the second level.
fn section<'a>(page: &'a str, title: &str) -> Option<&'a str> {
    let start = page.find(&format!("\n## {title}\n"))? + 1;
    let rest = &page[start..];
    let end = rest[1..].find("\n## ").map_or(rest.len(), |end| end + 1);
    Some(&rest[..end])
}

/// A markdown sample without a path is a briefing.
fn is_input(fence: &Fence) -> bool {
    fence.info.len() == 2 || fence.info == ["md"] || fence.info == ["markdown"]
}

/// The codes that `ibid check` names.
fn check(inputs: &[&Fence]) -> (BTreeSet<String>, String) {
    let mut site = SiteTest::new();
    for fence in inputs {
        let path = if fence.word(1).is_empty() { "content/sample.md" } else { fence.word(1) };
        site = site.file(path, &fence.text);
    }
    let run = site.run(["check", "--format", "gcc"]);
    assert!(matches!(run.code, Some(0 | 1)), "ibid check ended with {:?}: {}", run.code, run.stderr);
    let codes = run.stdout.lines().filter_map(|line| line.strip_suffix(']')?.rsplit_once('[')).map(|(_, code)| code);
    (codes.map(str::to_owned).collect(), run.stdout.clone())
}

#[test]
fn samples_of_the_handbook_build_without_an_error() {
    let folder = repository().join("content/pages/handbook");
    let mut samples = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for (n, fence) in fences(&text).into_iter().enumerate() {
            if fence.word(0) == "markdown" || fence.word(0) == "md" {
                samples.push((format!("{}, sample {}", path.file_name().unwrap().display(), n + 1), fence.text));
            }
        }
    }
    assert!(samples.len() > 10, "only {} samples", samples.len());
    let errors: Vec<String> = samples
        .par_iter()
        .filter_map(|(name, text)| {
            let site = SiteTest::new()
                .file("references.yaml", fs::read(repository().join("references.yaml")).unwrap())
                .text("content/sample.md", text);
            site.edit("ibid.toml", "language", "bibliography = \"references.yaml\"\nlanguage");
            let run = site.run(["check", "--format", "gcc"]);
            let errors: Vec<&str> = run.stdout.lines().filter(|line| line.contains(": error: ")).collect();
            (!errors.is_empty()).then(|| format!("{name}:\n{text}\n{}", errors.join("\n")))
        })
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n\n"));
}

#[test]
fn every_code_is_explained_on_the_command_line() {
    let site = SiteTest::new();
    let all = site.run(["explain"]).exits(0);
    for code in Code::ALL {
        assert!(all.stdout.contains(code.name()), "`ibid explain` does not list {}", code.name());
    }
    site.run(["explain", "unused-note"]).exits(0).names("What it does");
    site.run(["explain", "unused-nota"]).exits(2).names("unused-note");
}
