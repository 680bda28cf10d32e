//! Runs each file of `tests/cases` as a test of its own: prose, input files in fences, expected output in fences.
//!
//! Fences by their first words:
//! - ` ```md content/a.md `, or any other kind of text with a path: an input file. Front matter and `ibid.toml` are
//!   filled in where they are missing.
//! - ` ```text diagnostics `: what `ibid check --format gcc` says, to the letter. Without it, it has to say nothing.
//! - ` ```html a.html text `, `notes` or `main`: that part of the page, equal but for white space.
//! - ` ```html a.html `: lines that stand in `<main>`, in this order; ` ```html a.html lacks `: lines that do not.
//! - ` ```xml feed.xml once `: lines that stand in that file of the site once.
//!
//! Front matter that is filled in has four lines, and they count. The arrow of a way back is shown as `↩`.
//!
//! `UPDATE_EXPECT=1` rewrites diagnostics and whole parts; a fence of more backticks holds samples with fences.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names of files are ours")]

#[path = "suite/fences.rs"]
mod fences;
#[path = "suite/html.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod html;
#[path = "suite/site.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod site;

use std::fmt::Write as _;
use std::path::Path;

use fences::{Fence, fences};
use libtest_mimic::{Arguments, Failed, Trial};
use site::SiteTest;

fn main() {
    let folder = site::repository().join("tests/cases");
    let mut trials = Vec::new();
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let path = entry.expect("tests/cases can be read").into_path();
        if path.extension().is_some_and(|end| end == "md") {
            let name = path.strip_prefix(&folder).expect("it is below").with_extension("");
            let name = name.to_str().expect("names of cases are ASCII").replace('\\', "/");
            trials.push(Trial::test(name, move || run(&path)));
        }
    }
    assert!(trials.len() >= 40, "only {} cases were found below {}", trials.len(), folder.display());
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn run(path: &Path) -> Result<(), Failed> {
    let case = std::fs::read_to_string(path)?;
    let fences = fences(&case);
    let mut test = SiteTest::new();
    for fence in fences.iter().filter(|fence| is_input(fence)) {
        test = test.text(&fence.info[1..].join(" "), &fence.text);
    }
    let pages = fences.iter().any(is_page);
    let said = test.run(["check", "--format", "gcc"]);
    let mut faults = String::new();
    let mut updates: Vec<(&Fence, String)> = Vec::new();
    let mut compare = |fence: &Fence, what: &str, got: &str, equal: bool| {
        if !equal {
            let _ = writeln!(faults, "== {what}\n-- expected\n{}\n-- got\n{got}", fence.text.trim_end());
        }
    };
    match fences.iter().find(|fence| is_diagnostics(fence)) {
        Some(fence) => {
            let equal = fence.text == said.stdout;
            compare(fence, "diagnostics", &said.stdout, equal);
            if !equal {
                updates.push((fence, said.stdout.clone()));
            }
        }
        None if said.stdout.is_empty() => {}
        None => return Err(format!("diagnostics that the case does not expect:\n{}", said.stdout).into()),
    }
    if said.code != Some(0) && said.code != Some(1) {
        return Err(format!("`ibid check` ended with {:?}:\n{}", said.code, said.stderr).into());
    }
    if pages {
        let built = test.run(["build", "--quiet"]);
        if built.code != Some(0) && built.code != Some(1) {
            return Err(format!("`ibid build` ended with {:?}:\n{}", built.code, built.stderr).into());
        }
    }
    for fence in fences.iter().filter(|fence| is_page(fence)) {
        let name = &fence.info[1];
        let page = without_icons(&test.page(name));
        let part = match fence.word(2) {
            "once" => page.as_str(),
            "text" => html::body(&page),
            "notes" => html::notes(&page),
            _ => html::main(&page),
        };
        match fence.word(2) {
            "" => {
                let whole = html::squeeze(part);
                let mut from = 0;
                for line in fence.text.lines().filter(|line| !line.trim().is_empty()) {
                    let line = html::squeeze(line);
                    match whole[from..].find(&line) {
                        Some(at) => from += at + line.len(),
                        None => compare(fence, &format!("{name} holds, in this order, {line}"), part, false),
                    }
                }
            }
            "once" => {
                for line in fence.text.lines() {
                    compare(fence, &format!("{name} holds once {line}"), part, part.matches(line).count() == 1);
                }
            }
            "lacks" => {
                let whole = html::squeeze(part);
                for line in fence.text.lines().filter(|line| !line.trim().is_empty()) {
                    compare(fence, &format!("{name} lacks {line}"), part, !whole.contains(&html::squeeze(line)));
                }
            }
            "text" | "notes" | "main" => {
                let equal = html::squeeze(part) == html::squeeze(&fence.text);
                compare(fence, &fence.info.join(" "), part, equal);
                if !equal {
                    updates.push((fence, format!("{part}\n")));
                }
            }
            other => return Err(format!("a page has no part called {other}").into()),
        }
    }
    if !updates.is_empty() && std::env::var_os("UPDATE_EXPECT").is_some() {
        let mut case = case.clone();
        for (fence, text) in updates.iter().rev() {
            case.replace_range(fence.at.clone(), text);
        }
        std::fs::write(path, case)?;
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// The drawn arrow of a way back is noise here.
fn without_icons(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<svg class=\"icon\"") {
        out.push_str(before);
        out.push('↩');
        rest = after.split_once("</svg>").map_or("", |(_, after)| after);
    }
    out + rest
}

fn is_diagnostics(fence: &Fence) -> bool {
    fence.word(0) == "text" && fence.word(1) == "diagnostics"
}

fn is_page(fence: &Fence) -> bool {
    fence.word(2) == "once" || fence.word(0) == "html" && fence.word(1).ends_with(".html")
}

fn is_input(fence: &Fence) -> bool {
    fence.info.len() > 1 && !is_page(fence) && !is_diagnostics(fence)
}
