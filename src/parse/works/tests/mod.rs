//! Each format with what editors and programs really write, and with faults.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::base::source::Source;
use crate::model::work::{Name, WorkDate};

mod odd;

#[track_caller]
fn check(path: &str, text: &str, expected: &Expect) {
    let source = Source::new(FileId(0), path, text);
    let (works, diagnostics) = read(&source);
    let mut out = String::new();
    for work in &works {
        assert!(source.slice(work.span).contains(&work.key), "{} at {:?}", work.key, source.slice(work.span));
        let _ = writeln!(out, "{} ({})", work.key, work.kind);
        for (role, names) in &work.names {
            let _ = writeln!(out, "  {role}: {}", names.iter().map(person).collect::<Vec<_>>().join("; "));
        }
        for (variable, date) in &work.dates {
            let _ = writeln!(out, "  {variable}: {}", day(date));
        }
        for (name, value) in &work.fields {
            let _ = writeln!(out, "  {name}: {value}");
        }
    }
    for fault in diagnostics {
        let at = source.position(fault.primary.map_or(0, |span| span.start));
        let _ = writeln!(out, "{}:{} {}: {}", at.line, at.column, fault.code.name(), fault.message);
    }
    expected.assert_eq(&out);
}

fn person(name: &Name) -> String {
    match name {
        Name::Literal(text) => format!("[{text}]"),
        Name::Person { family, given, particle, suffix } => {
            [family, given, particle, suffix].map(String::as_str).join("|").trim_end_matches('|').to_owned()
        }
    }
}

fn day(date: &WorkDate) -> String {
    match date {
        WorkDate::Literal(words) => format!("“{words}”"),
        WorkDate::Parts { from, to, circa } => {
            let to = to.map_or_else(String::new, |to| format!(" to {to:?}"));
            format!("{from:?}{to}{}", if *circa { " circa" } else { "" })
        }
    }
}

#[test]
fn csl_items_as_yaml() {
    check(
        "references.yaml",
        r#"---
references:
- id: wilson2021
  type: book
  author:
  - family: Wilson
    given: Andrew
  - literal: NATO
  - {family: Berg, given: Ann, non-dropping-particle: van der, suffix: Jr.}
  title: "Belarus: <i>Europe’s</i> last dictatorship"
  volume: 081
  issued: {date-parts: [[2021, 5, 3]]}
  URL: https://x.example/a
- id: b
  type: report
  issued: 2022-03
  accessed: {year: 2021, month: 5}
  DOI: https://doi.org/10.5555/a_b
- id: c
  issued: {date-parts: [[2020, 8, 5], [2020, 8, 9]], circa: true}
  event-date: {literal: spring 1968}
  submitted: [{year: 2020}, {year: 2021}]
  original-date: {season: 2, date-parts: [[1968]]}
---
"#,
        &expect![[r"
            wilson2021 (book)
              author: Wilson|Andrew; [NATO]; Berg|Ann|van der|Jr.
              issued: (2021, 5, 3)
              title: Belarus: Europe’s last dictatorship
              volume: 081
              URL: https://x.example/a
            b (report)
              issued: (2022, 3, 0)
              accessed: (2021, 5, 0)
              DOI: 10.5555/a_b
            c (document)
              issued: (2020, 8, 5) to (2020, 8, 9) circa
              event-date: “spring 1968”
              submitted: (2020, 0, 0) to (2021, 0, 0)
              original-date: “Summer 1968”
        "]],
    );
}

#[test]
fn faults_in_csl_items_are_told() {
    check(
        "references.yaml",
        r#"- id: a
  type: bok
  titel: X
  title: [x, {y: z}]
  author: [{name-family: A}, "Wilson, Andrew", {given: Madonna}]
  issued: 2021-13
  accessed: {date-parts: [[2021, 2, 30]]}
  URL: javascript:alert(1)
  DOI: forthcoming
- type: book
- just words
- id: a
  title: Y
"#,
        &expect![[r"
            a (document)
              author: Wilson|Andrew; [Madonna]
              issued: (2021, 0, 0)
              accessed: (2021, 2, 0)
            2:9 unknown-field: there is no kind of work called bok
            3:3 unknown-field: there is no field called titel
            4:10 bad-value: title has to be text
            5:13 unknown-field: there is no field called name-family
            5:12 bad-value: author has to be a name
            6:11 bad-value: 2021-13 is no date of the calendar
            7:13 bad-value: 2021-2-30 is no date of the calendar
            8:8 refused-url: the address javascript:alert(1) is not let through
            9:8 bad-value: a DOI has to be like 10.1234/abc
            10:3 bibliography-syntax: this work has no key, so nothing can cite it
            11:3 bibliography-syntax: a work is expected here, but this is a single value
            12:7 duplicate-work: there are two works with the key a
        "]],
    );
}

#[test]
fn a_fault_in_yaml_costs_one_work() {
    check(
        "references.yaml",
        "references:\n  - id: a\n    title: One\n  - id: b\n    title: NATO: the end\n  - id: c\n    title: Three\n",
        &expect![[r#"
            a (document)
              title: One
            c (document)
              title: Three
            5:12 bibliography-syntax: the bibliography cannot be read here: a value without quotation marks holds a colon
        "#]],
    );
    check(
        "w.yml",
        "a:\n  type: book\n  title: T\nb:\n  title: \"x\nc:\n  type: web\n",
        &expect![[r#"
            a (book)
              title: T
            c (webpage)
            5:3 bibliography-syntax: the bibliography cannot be read here: the quotation mark " is not closed
        "#]],
    );
}

#[test]
fn csl_json() {
    check(
        "export.json",
        r#"[
  {"id": "http://zotero.org/x", "type": "article-journal", "title": "A \"b\"", "volume": 46,
   "issued": {"date-parts": [["2021", 10]]}, "author": [{"family": "Sharp", "given": "Travis"}],
   "shortTitle": "A", "citation-key": "sharp2021", "categories": []},
  {"id": "broken" "type": "book"},
  {"id": 7, "type": "book", "issued": {"raw": "2020-01"}}
]"#,
        &expect![[r#"
            sharp2021 (article-journal)
              author: Sharp|Travis
              issued: (2021, 10, 0)
              title: A "b"
              volume: 46
              title-short: A
            7 (book)
              issued: (2020, 1, 0)
            5:19 bibliography-syntax: the bibliography cannot be read here: a comma is missing
        "#]],
    );
    check(
        "items.json",
        r#"{"items": [{"id": "a", "type": "webpage"}]}"#,
        &expect![[r"
        a (webpage)
    "]],
    );
    check(
        "keyed.json",
        r#"{"a": {"type": "webpage"}, "b": 1}"#,
        &expect![[r"
        a (webpage)
        1:33 bibliography-syntax: a work is expected here, but this is a single value
    "]],
    );
    check(
        "empty.json",
        "",
        &expect![[r"
        1:1 bibliography-syntax: the bibliography cannot be read here: a value is expected
    "]],
    );
}

#[test]
fn bibtex_and_biblatex() {
    check(
        "works.bib",
        r#"% Encoding: UTF-8
@string{isec = "International Security"}
@comment{jabref-meta: databaseType:bibtex;}
@article{mahnken2021,
  author = {Mahnken, Thomas G. and {NATO and Friends} and van der Berg, Jr., K\"{a}te and others},
  title = {Deterrence by {NATO} \& d\'etente}, subtitle = {``Quoted''},
  journal = isec, volume = 46, number = {2}, pages = {33--67}, year = 2021, month = oct, doi = {10.5555/a_b},
}
@online{web, title={A \emph{page}}, date={2021?}, urldate={2021-07-02}, langid={ngerman}, url={https://x.example/a\_b--c}}
@article{mag, title={M}, journaltitle={Foreign Policy}, entrysubtype={magazine}, date={2022-03-05/2022-03-07}}
@inproceedings{paper, crossref={proc}, title={Paper}, author={A B}, pages={1-2}}
@proceedings{proc, title={Proc}, subtitle={S}, year={1999}, publisher={Pub}, editor={Ed Itor}, note={n}}
@phdthesis{t, title={T}, school={King’s College London}, year={2016}}
@book{forth, title={F}, year={forthcoming}, editor={X, Y}, editora={Z, Q}, editoratype={compiler}, series={S}, number={4}}
@xdata{x, publisher={XP}}
@report{r, xdata={x}, title={R}, number={31}, type={techreport}, institution={I}, eprint={1234.5}, eprinttype={arXiv}}
"#,
        &expect![[r"
            mahnken2021 (article-journal)
              author: Mahnken|Thomas G.; [NATO and Friends]; Berg|Käte|van der|Jr.; [others]
              issued: (2021, 10, 0)
              title: Deterrence by NATO & détente: “Quoted”
              container-title: International Security
              volume: 46
              page: 33–67
              DOI: 10.5555/a_b
              issue: 2
            web (webpage)
              issued: (2021, 0, 0)
              accessed: (2021, 7, 2)
              title: A page
              URL: https://x.example/a_b--c
              language: de
            mag (article-magazine)
              issued: (2022, 3, 5) to (2022, 3, 7)
              title: M
              container-title: Foreign Policy
            paper (paper-conference)
              author: B|A
              editor: Itor|Ed
              issued: (1999, 0, 0)
              title: Paper
              container-title: Proc: S
              page: 1-2
              publisher: Pub
            proc (book)
              editor: Itor|Ed
              issued: (1999, 0, 0)
              title: Proc: S
              publisher: Pub
              note: n
            t (thesis)
              issued: (2016, 0, 0)
              title: T
              publisher: King’s College London
              genre: PhD diss.
            forth (book)
              editor: X|Y
              compiler: Z|Q
              issued: “forthcoming”
              title: F
              collection-title: S
              collection-number: 4
            r (report)
              title: R
              publisher: XP
              number: 31
              genre: Technical report
              URL: https://arxiv.org/abs/1234.5
        "]],
    );
}

#[test]
fn faults_in_bibtex_are_told() {
    check(
        "works.bib",
        r"@book{a, title={x}, titel={y}, keywrds={}}
@book{b title={no comma}}
@boook{c, title={unknown type}, date={2021-13}}
@book{d, title={unclosed
@book{e, title=undefined, url={javascript:x}}
@book{e, title={twice}}
@book{f, crossref={g}}
@book{g, crossref={f}}
@book{h, crossref={nowhere}, title={H}}
@book{, title={no key}}
",
        &expect![[r"
            a (book)
              title: x
            c (document)
              issued: (2021, 0, 0)
              title: unknown type
            e (book)
              title: undefined
            f (book)
            g (book)
            h (book)
              title: H
            2:9 bibliography-syntax: the bibliography cannot be read here: expected comma
            4:1 bibliography-syntax: the bibliography cannot be read here: this entry has no end
            5:16 bibliography-syntax: the bibliography cannot be read here: the abbreviation undefined is not defined
            1:32 unknown-field: there is no field called keywrds
            1:21 unknown-field: there is no field called titel
            7:7 bibliography-syntax: f takes fields from itself, through crossref or xdata
            8:7 bibliography-syntax: g takes fields from itself, through crossref or xdata
            9:19 unknown-work: h takes fields from nowhere, which is not in this file
            3:2 unknown-field: there is no kind of work called boook
            3:38 bad-value: 2021-13 is no date of the calendar
            5:31 refused-url: the address javascript:x is not let through
            10:2 bibliography-syntax: this work has no key, so nothing can cite it
            6:7 duplicate-work: there are two works with the key e
        "]],
    );
}

#[test]
fn hayagriva_yaml() {
    check(
        "works.yaml",
        r#"wilson:
  type: book
  title: {value: Belarus, verbatim: true, short: B}
  author: ["Wilson, Andrew", {name: NATO}, {name: Berg, given-name: Ann, prefix: van der}]
  date: 2021-05
  publisher: {name: Yale, location: New Haven}
  serial-number: {isbn: 978-0-300-25921-7}
mag:
  type: article
  title: Why
  author: Okafor, Lena
  page-range: 12-19
  parent: {type: periodical, title: Foreign Affairs, date: 2023-07}
journal:
  type: Article
  title: J
  parent: [{type: Periodical, title: International Security, volume: 46, issue: 2}]
  url: {value: https://x.example, date: 2021-01-02}
chapter:
  type: chapter
  title: The Energy Weapon
  parent:
    type: book
    title: Handbook
    editor: Kuzio, Taras
    volume: 2
    parent: {type: anthology, title: Series, volume: 14}
paper:
  type: article
  title: P
  parent: {type: proceedings, title: Proc}
blog:
  type: entry
  parent: {type: blog, title: B}
  affiliated: [{role: translator, names: ["A, B"]}]
case:
  type: case
  title: A v. B
  organization: ECtHR
  serial-number: 12/10
"#,
        &expect![[r"
            wilson (book)
              author: Wilson|Andrew; [NATO]; Berg|Ann|van der
              issued: (2021, 5, 0)
              title: Belarus
              title-short: B
              publisher: Yale
              publisher-place: New Haven
              ISBN: 978-0-300-25921-7
            mag (article-magazine)
              author: Okafor|Lena
              issued: (2023, 7, 0)
              title: Why
              page: 12-19
              container-title: Foreign Affairs
            journal (article-journal)
              accessed: (2021, 1, 2)
              title: J
              URL: https://x.example
              container-title: International Security
              volume: 46
              issue: 2
            chapter (chapter)
              editor: Kuzio|Taras
              title: The Energy Weapon
              container-title: Handbook
              volume: 2
              collection-title: Series
              collection-number: 14
            paper (paper-conference)
              title: P
              container-title: Proc
            blog (post-weblog)
              translator: A|B
              container-title: B
            case (legal_case)
              title: A v. B
              number: 12/10
              authority: ECtHR
        "]],
    );
}

#[test]
fn faults_in_hayagriva_are_told() {
    check(
        "works.yaml",
        "a:\n  type: bok\n  titel: x\n  date: 2021-13\n  url: 'not a url'\n  author: {given-name: A}\nb: 1\n",
        &expect![[r"
            a (document)
              issued: (2021, 0, 0)
            2:9 unknown-field: there is no kind of work called bok
            3:3 unknown-field: there is no field called titel
            6:11 bad-value: author has to be a name
            4:9 bad-value: 2021-13 is no date of the calendar
            5:8 refused-url: the address not a url is not let through
            7:4 bibliography-syntax: a work is expected here, but this is a single value
        "]],
    );
    check(
        "words.yaml",
        "just words",
        &expect![[r"
        1:1 bibliography-syntax: the bibliography cannot be read here: a list of works is expected
    "]],
    );
    check("empty.yaml", "# nothing\n", &expect![[r""]]);
}

#[test]
fn the_bibliography_of_the_demo_site_is_clean() {
    let source = Source::new(FileId(0), "references.yaml", include_str!("../../../../references.yaml"));
    let (works, diagnostics) = read(&source);
    assert_eq!((works.len(), diagnostics), (17, Vec::new()));
}

#[test]
fn the_same_work_twice_is_no_fault() {
    let twice = "- id: a\n  type: book\n  title: A\n".repeat(2);
    check(
        "w.yaml",
        &twice,
        &expect![[r"
            a (book)
              title: A
        "]],
    );
}
