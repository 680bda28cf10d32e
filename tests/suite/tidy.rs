//! The repository's own rules: who imports whom, where the machine may be touched, how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ibid::base::code::Code;

use crate::site::repository;

const STAGES: &[&str] = &["parse", "resolve", "cite", "check", "render", "import", "naming"];

/// `base <- model <- reference <- {parse, resolve, cite, check, render, import} <- pipeline <- {report, io} <- cmd <-
/// main`: what each part may use, its own names apart. Of the stages only `import` and `check` use `reference`.
fn may_use(part: &str) -> Vec<&'static str> {
    let floor: &[&str] = match part {
        "base" => &[],
        "model" => &["base"],
        _ => &["base", "model"],
    };
    let mut out = floor.to_vec();
    if !matches!(part, "base" | "model" | "reference") && !STAGES.contains(&part) {
        out.extend(STAGES);
        out.extend(["memo", "reference"]);
    }
    if matches!(part, "import" | "check") {
        out.push("reference");
    }
    if matches!(part, "report" | "io" | "cmd" | "main") {
        out.push("pipeline");
    }
    if matches!(part, "cmd" | "main") {
        out.extend(["report", "io", "cli", "cmd"]);
    }
    out
}

/// Uses beyond the table, each with its reason.
const EXTRA_USES: &[(&str, &str, &str)] = &[];

#[test]
fn parts_use_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for (path, text) in sources("src") {
        let part = path.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        if part == "lib" || is_test(&path) {
            continue;
        }
        let mut allowed = may_use(&part);
        allowed.extend(EXTRA_USES.iter().filter(|(from, ..)| *from == part).map(|(_, to, _)| *to));
        for used in uses(&text) {
            if used != part && !allowed.contains(&used.as_str()) {
                faults.push(format!("{path} uses crate::{used}, and {part} lies below it or beside it"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The parts of the crate that the code names, tests left out.
fn uses(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut name = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 1 && (c.is_alphanumeric() || c == '_') {
                    name.push(c);
                } else if depth <= 1 && matches!(c, ',' | '}' | ':') && !name.is_empty() {
                    out.insert(std::mem::take(&mut name));
                }
                if depth == 0 {
                    break;
                }
                if c == ':' || depth > 1 {
                    name.clear();
                }
            }
        } else {
            out.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    // `use crate::{parse::yaml, cite}`: what follows a `::` inside the braces is no part.
    out.retain(|name| PARTS.contains(&name.as_str()));
    out
}

/// Tests may make what they need by the stages before.
fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.contains("/fixture")
}

const PARTS: [&str; 15] = [
    "base",
    "model",
    "reference",
    "parse",
    "resolve",
    "cite",
    "check",
    "render",
    "import",
    "pipeline",
    "memo",
    "report",
    "io",
    "cmd",
    "cli",
];

/// A file without comments and without its module of tests.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let lines = text[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_finds_uses_of_every_form() {
    let names = |text: &str| uses(text).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::base::span::Span;"), "base");
    assert_eq!(names("use crate::{check, cite::{self, Style}, parse};"), "check cite parse");
    assert_eq!(names("// use crate::io;\nlet x = crate::render::escape::text(y);"), "render");
    assert_eq!(names("use $crate::io;\n#[cfg(test)]\nmod tests {\n    use crate::parse;\n}"), "");
}

/// What only `io` and `cmd` touch: files, the clock, the network, other programs, the environment.
const MACHINE: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "SystemTime",
    "Instant::now",
    "walkdir",
    "File::open",
    "jiff::Zoned",
];

/// Uses of these names outside `io` and `cmd`, each with its reason.
const HARMLESS: &[(&str, &str, &str)] = &[
    ("src/main.rs", "std::process", "the exit status of the program"),
    ("src/cli.rs", "std::net", "the type of an address that was typed"),
];

#[test]
fn only_io_and_cmd_touch_the_machine() {
    let mut faults = Vec::new();
    for (path, text) in sources("src") {
        if path.starts_with("src/io/") || path.starts_with("src/cmd/") {
            continue;
        }
        let code = code(&text);
        for name in MACHINE {
            let known = HARMLESS.iter().any(|(file, harmless, _)| *file == path && *harmless == name);
            if code.contains(name) && !known {
                faults.push(format!("{path} names {name}, which only io/ and cmd/ may"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const LONGEST: usize = 500;

/// Longer files, each with its reason.
const LONG: &[(&str, &str)] = &[];

#[test]
fn files_are_about_one_thing() {
    let mut faults = Vec::new();
    for (path, text) in sources("src").into_iter().chain(sources("tests")) {
        let lines = text.lines().count();
        if lines > LONGEST && !LONG.iter().any(|(file, _)| *file == path) {
            faults.push(format!("{path} has {lines} lines: which is its second subject?"));
        }
        let first = text.lines().find(|line| !line.starts_with("#!["));
        if !first.is_some_and(|line| line.starts_with("//!")) && !is_test(&path) {
            faults.push(format!("{path} does not begin by saying what it is about"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_names_a_folder_of_somebodys_machine() {
    // Written in two halves, so that this file does not name them.
    let places = ["work", "root", "farm", "Users", "home", "tmp/bash_jobs"].map(|place| format!("/{place}/"));
    let invented = ["/home/anna/"];
    let mut faults = Vec::new();
    for (path, text) in texts() {
        for (n, line) in text.lines().enumerate() {
            let mut line = line.to_owned();
            for place in invented {
                line = line.replace(place, "");
            }
            // An address of the web or of the site may have any path.
            let words = line.split(|c: char| c.is_whitespace() || "\"'`()<>=,".contains(c));
            for word in words.filter(|word| places.iter().any(|place| word.starts_with(place))) {
                faults.push(format!("{path}:{}: {word}", n + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    let pages: BTreeSet<String> = fs::read_dir(repository().join("docs/diagnostics"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().trim_end_matches(".md").to_owned())
        .collect();
    assert_eq!(codes, pages);
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with("# "), "{}: a title", code.name());
        for heading in ["What it does", "Why it matters", "Example", "Instead"] {
            assert!(
                page.contains(&format!("\n## {heading}\n")),
                "docs/diagnostics/{}.md has no “{heading}”",
                code.name()
            );
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let reasons = fs::read_to_string(repository().join("docs/dependencies.md")).unwrap_or_default();
    let missing: Vec<String> =
        direct_dependencies().into_iter().filter(|name| !reasons.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/dependencies.md says nothing of {missing:?}");
}

fn direct_dependencies() -> BTreeSet<String> {
    let manifest: BTreeMap<String, toml::Value> =
        toml::from_str(&fs::read_to_string(repository().join("Cargo.toml")).unwrap()).unwrap();
    let mut out = BTreeSet::new();
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        out.extend(manifest.get(table).and_then(toml::Value::as_table).into_iter().flat_map(|t| t.keys().cloned()));
    }
    for (_, target) in manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten() {
        let table = target.get("dependencies").and_then(toml::Value::as_table);
        out.extend(table.into_iter().flat_map(|table| table.keys().cloned()));
    }
    out
}

/// The Rust files below a folder, as paths from the repository and texts.
fn sources(folder: &str) -> Vec<(String, String)> {
    texts().into_iter().filter(|(path, _)| path.starts_with(&format!("{folder}/")) && path.ends_with(".rs")).collect()
}

/// Every text file of the repository; what is made from it is left out.
fn texts() -> Vec<(String, String)> {
    let made = ["target", "node_modules", ".git", "public", ".ibid-cache"];
    let entries = walkdir::WalkDir::new(repository())
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !made.contains(&entry.file_name().to_str().unwrap_or("")));
    let mut out = Vec::new();
    for entry in entries.flatten().filter(|entry| entry.file_type().is_file()) {
        if let Ok(text) = fs::read_to_string(entry.path()) {
            out.push((relative(entry.path()), text));
        }
    }
    assert!(out.len() > 50);
    out
}

fn relative(path: &Path) -> String {
    path.strip_prefix(repository()).unwrap().to_str().unwrap().replace('\\', "/")
}
