//! What the documents promise: each diagnostic's example has the fault and its remedy has not, and the handbook's
//! samples build.

use std::collections::BTreeSet;

use ibid::base::code::Code;
use rayon::prelude::*;

use crate::fences::{Fence, fences};
use crate::site::{SiteTest, files_of, repository};

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

/// The text under a heading of the second level; headings in samples are none.
fn section<'a>(page: &'a str, title: &str) -> Option<&'a str> {
    let samples: Vec<_> = fences(page).into_iter().map(|fence| fence.at).collect();
    let mut headings = page.match_indices("\n## ").filter(|(at, _)| !samples.iter().any(|sample| sample.contains(at)));
    let (start, _) = headings.find(|(at, _)| page[at + "\n## ".len()..].starts_with(&format!("{title}\n")))?;
    let end = headings.next().map_or(page.len(), |(at, _)| at);
    Some(&page[start..end])
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
    // In the repository's own site, where what they name exists; beside them what they show.
    let site = SiteTest::from(".");
    let mut count = 0;
    for (path, text) in files_of(&repository().join("content/pages/handbook")) {
        let text = String::from_utf8(text).unwrap();
        let page = path.trim_end_matches(".md");
        for (n, fence) in fences(&text).into_iter().enumerate() {
            if fence.word(0) == "markdown" || fence.word(0) == "md" {
                count += 1;
                let place = format!("content/pages/handbook/sample-{page}-{n}.md");
                // As typed, but for a slug that the real page has.
                let sample = fence.text.replace("\nslug:", "\n# slug:").replace("\naliases:", "\n# aliases:");
                site.write(&place, crate::site::with_matter(&place, &sample));
            }
        }
    }
    assert!(count > 10, "only {count} samples");
    for picture in ["crossings.svg", "bridge.jpg"] {
        site.write(&format!("content/pages/handbook/{picture}"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    }
    let run = site.run(["check", "--format", "gcc"]);
    let errors: Vec<&str> =
        run.stdout.lines().filter(|line| line.contains("/sample-") && line.contains(": error: ")).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
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

#[test]
fn every_setting_and_every_field_stands_on_its_page_of_the_handbook() {
    let page = |name: &str| {
        let path = repository().join("content/pages/handbook").join(name);
        std::fs::read_to_string(path).unwrap()
    };
    let lacks = |text: &str, name: &str| {
        let shown = |line: &str| {
            let line = line.trim();
            let is = |rest: &str| rest.starts_with([':', ' ']) || rest.is_empty();
            line.strip_prefix(name).is_some_and(is) || line == format!("[{name}]")
        };
        !text.contains(&format!("`{name}`")) && !text.contains(&format!("`{name}: ")) && !text.lines().any(shown)
    };
    let settings = page("configuration.md");
    let missing: Vec<&str> = ibid::parse::config::FIELDS.into_iter().filter(|name| lacks(&settings, name)).collect();
    assert!(missing.is_empty(), "configuration.md says nothing of {missing:?}");
    let fields = page("front-matter.md");
    let names = ibid::parse::schema::FIELDS.iter().map(|field| field.name);
    let missing: Vec<&str> = names.filter(|name| lacks(&fields, name)).collect();
    assert!(missing.is_empty(), "front-matter.md says nothing of {missing:?}");
}
