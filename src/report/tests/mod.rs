#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod forms;
mod human;
mod odd;

use std::collections::BTreeMap;
use std::sync::Arc;

use expect_test::{Expect, expect};

use super::explain::{codes, explain, plain};
use super::{Files, Format, Settings, apply, exit_code, print, severity, summary};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::fix::Applicability;
use crate::base::source::Source;
use crate::base::span::{FileId, Span};

type Map = BTreeMap<FileId, Arc<Source>>;

fn files(texts: &[(&str, &str)]) -> Map {
    let source = |(id, (path, text)): (usize, &(&str, &str))| {
        let id = FileId(u32::try_from(id).unwrap());
        (id, Arc::new(Source::new(id, *path, *text)))
    };
    texts.iter().enumerate().map(source).collect()
}

/// The span of the n-th (from 0) occurrence of some words in a file.
fn at(files: &Map, file: u32, words: &str, nth: usize) -> Span {
    let source = files.source(FileId(file)).unwrap();
    let (start, found) = source.text.match_indices(words).nth(nth).unwrap();
    Span::new(FileId(file), start, start + found.len())
}

fn check(format: Format, diagnostics: &[Diagnostic], files: &Map, expected: &Expect) {
    expected.assert_eq(&print(format, diagnostics, files, &Settings::default()));
}

fn unknown_work(files: &Map) -> Diagnostic {
    let key = at(files, 0, "wilosn2021", 0);
    Diagnostic::new(Code::UnknownWork, key, "there is no work called wilosn2021").help("did you mean wilson2021?").fix(
        Applicability::Unsafe,
        key,
        "wilson2021",
    )
}

#[test]
fn the_order_is_that_of_paths_whatever_the_numbers() {
    let one = files(&[("b.md", "bb"), ("a.md", "aa")]);
    let two = files(&[("a.md", "aa"), ("b.md", "bb")]);
    let diagnostics = |a: u32, b: u32| {
        vec![
            Diagnostic::new(Code::RawHtml, Span::new(FileId(b), 1, 2), "b, later"),
            Diagnostic::new(Code::RawHtml, Span::new(FileId(b), 0, 1), "b"),
            Diagnostic::new(Code::UnusedNote, Span::new(FileId(a), 0, 1), "a, later by its code"),
            Diagnostic::new(Code::RawHtml, Span::new(FileId(a), 0, 1), "a"),
            Diagnostic::new(Code::EmptySite, None, "first"),
        ]
    };
    for format in Format::ALL {
        let mut turned = diagnostics(0, 1);
        turned.reverse();
        assert_eq!(
            print(format, &diagnostics(1, 0), &one, &Settings::default()),
            print(format, &turned, &two, &Settings::default()),
        );
    }
    check(
        Format::Gcc,
        &diagnostics(1, 0),
        &one,
        &expect![[r#"
        ibid: warning: first [empty-site]
        a.md:1:1: warning: a [raw-html]
        a.md:1:1: warning: a, later by its code [unused-note]
        b.md:1:1: warning: b [raw-html]
        b.md:1:2: warning: b, later [raw-html]
    "#]],
    );
}

#[test]
fn severities_are_the_sites() {
    let severities = BTreeMap::from([(Code::RawHtml, Severity::Error), (Code::ReviewMark, Severity::Off)]);
    let given = [Code::RawHtml, Code::ReviewMark, Code::UnusedNote].map(|code| Diagnostic::new(code, None, ""));
    let applied = apply(&severities, given.to_vec());
    let seen: Vec<_> = applied.iter().map(|diagnostic| (diagnostic.code, diagnostic.severity)).collect();
    assert_eq!(seen, [(Code::RawHtml, Severity::Error), (Code::UnusedNote, Severity::Warning)]);
}

#[test]
fn the_exit_status_is_that_of_the_worst() {
    let of = |code| vec![Diagnostic::new(code, None, "")];
    assert_eq!(exit_code(&[], Severity::Info), 0);
    assert_eq!(exit_code(&of(Code::UnusedNote), Severity::Error), 0);
    assert_eq!(exit_code(&of(Code::UnusedNote), Severity::Warning), 1);
    assert_eq!(exit_code(&of(Code::UnknownWork), Severity::Warning), 1);
    assert_eq!(exit_code(&of(Code::ReviewMark), Severity::Warning), 0);
}

#[test]
fn the_summary_counts() {
    let mut diagnostics =
        vec![Diagnostic::new(Code::UnknownWork, None, ""), Diagnostic::new(Code::UnknownWork, None, "")];
    assert_eq!(summary(&[]), "");
    assert_eq!(summary(&diagnostics), "2 errors; ibid explain unknown-work tells more");
    diagnostics.push(Diagnostic::new(Code::UnusedNote, None, ""));
    diagnostics.push(Diagnostic::new(Code::ReviewMark, None, ""));
    assert_eq!(summary(&diagnostics), "2 errors, 1 warning, 1 info; ibid explain CODE tells more");
}

#[test]
fn a_slip_in_a_name_finds_the_name() {
    assert_eq!("JSON".parse(), Ok(Format::Json));
    assert_eq!("sarfi".parse::<Format>(), Err("there is no format called sarfi; did you mean sarif?".to_owned()));
    let unknown = "there is no format called pdf; the formats are human, json, sarif, github, gitlab, gcc";
    assert_eq!("pdf".parse::<Format>(), Err(unknown.to_owned()));
    assert_eq!(severity("warnings"), Err("there is no severity called warnings; did you mean warning?".to_owned()));
    assert_eq!(severity("Info"), Ok(Severity::Info));
    assert_eq!(
        explain("unknwon-work"),
        Err("no diagnostic is called unknwon-work; did you mean unknown-work?".to_owned())
    );
    assert!(explain("Unknown-Work").is_ok_and(|page| page.starts_with("unknown-work (error)\n\n")));
    assert_eq!(codes().lines().count(), Code::ALL.len());
}

#[test]
fn a_page_is_explained_in_plain_text() {
    let page = "# A `title`\n\n## What it does\n\nFinds *notes* that nothing refers to, in any file whatever its name, and says so once.\n\n\
                - one\n- two `[^1]`\n\n## Example\n\n```md content/a.md\nText.\n\n    [^1]: x\n```\n";
    expect![[r#"
        A title
        =======

        What it does
        ------------

        Finds notes that nothing refers to, in any file whatever its name, and says so
        once.

        - one
        - two [^1]

        Example
        -------

          content/a.md:
            Text.

                [^1]: x
    "#]]
    .assert_eq(&plain(page));
}
