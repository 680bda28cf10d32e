//! Each format with what editors and programs really write, and with faults.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::base::source::Source;
use crate::model::work::{Name, WorkDate};

#[track_caller]
fn check(path: &str, text: &str, expected: Expect) {
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
        expect![[r#""#]],
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
        expect![[r#""#]],
    );
}

#[test]
fn a_fault_in_yaml_costs_one_work() {
    check(
        "references.yaml",
        "references:\n  - id: a\n    title: One\n  - id: b\n    title: NATO: the end\n  - id: c\n    title: Three\n",
        expect![[r#""#]],
    );
    check("w.yml", "a:\n  type: book\n  title: T\nb:\n  title: \"x\nc:\n  type: web\n", expect![[r#""#]]);
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
        expect![[r#""#]],
    );
    check("items.json", r#"{"items": [{"id": "a", "type": "webpage"}]}"#, expect![[r#""#]]);
    check("keyed.json", r#"{"a": {"type": "webpage"}, "b": 1}"#, expect![[r#""#]]);
    check("empty.json", "", expect![[r#""#]]);
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
        expect![[r#""#]],
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
        expect![[r#""#]],
    );
}

#[test]
fn e1_odd_bibtex_ends() {
    let rings = "@string{a = b}\n@string{b = a}\n@book{x, title = a # b}\n@book{y, xdata={y}}\n";
    let nested = format!("@book{{a, title={{{}x{}}}}}", "{".repeat(100_000), "}".repeat(100_000));
    let commands = format!("@book{{a, title={{{}x{}}}}}", "\\emph{".repeat(50_000), "}".repeat(50_000));
    let doubling: String = (1..60).map(|n| format!("@string{{a{n} = a{} # a{0}}}\n", n - 1)).collect();
    for text in [
        "",
        "@",
        "@book",
        "@book{",
        "@book{a",
        "@string{",
        "%",
        "@@@",
        "@book{a,}",
        rings,
        &nested,
        &commands,
        &doubling,
    ] {
        let (works, _) = read(&Source::new(FileId(0), "x.bib", text));
        assert!(works.len() <= 2);
    }
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
        expect![[r#""#]],
    );
}

#[test]
fn faults_in_hayagriva_are_told() {
    check(
        "works.yaml",
        "a:\n  type: bok\n  titel: x\n  date: 2021-13\n  url: 'not a url'\n  author: {given-name: A}\nb: 1\n",
        expect![[r#""#]],
    );
    check("words.yaml", "just words", expect![[r#""#]]);
    check("empty.yaml", "# nothing\n", expect![[r#""#]]);
}
