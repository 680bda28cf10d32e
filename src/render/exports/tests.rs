//! Each format with works of many kinds, read again by our own readers, and with hostile values.

mod hostile;
mod round;

use expect_test::{Expect, expect};

use super::{Format, bibtex, csl_json, ris};
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::model::work::Work;
use crate::parse;

/// A report, a body, a particle, an article of a newspaper, a book in German, a page of the web, odd dates.
const WORKS: &str = r#"
- id: report
  type: report
  author:
  - {family: Berg, given: Ann, non-dropping-particle: van der, suffix: Jr.}
  - {family: bin Laden, given: Osama}
  - literal: Chatham House & Friends
  title: "NATO’s eastern flank: what the U.S. and Poland can do"
  genre: In-Depth Briefing
  number: 31/2022
  publisher: Centre for Historical Analysis
  publisher-place: Camberley
  issued: 2022-03-05
  language: en-GB
  abstract: "50% of {all} brigades_are\\gone; ~10 #1 $5 ^"
- id: news
  type: article-newspaper
  author: [{family: De Smet, given: Jan}]
  title: Belarus Lives It Up as Neighbours Lock Down Over COVID-19
  container-title: Radio Free Europe/Radio Liberty
  page: A1-A3
  issued: {date-parts: [[2020, 8]]}
  accessed: 2020-09-01
  URL: https://x.example/a_b?c=%7Ed#e~f
- id: buch
  type: book
  author: [{family: Plokhy, given: Serhii}]
  editor: [{family: Humboldt, given: Alexander, non-dropping-particle: von}]
  translator: [{family: Öz, given: Şule}]
  title: "Die Frontlinie: Warum die Ukraine zum Schauplatz wurde"
  collection-title: Rowohlt Sachbuch
  collection-number: 7
  volume: 2
  number-of-volumes: 3
  edition: 2
  publisher: Rowohlt
  publisher-place: Hamburg
  ISBN: 978-3-498-00239-0
  issued: {date-parts: [[2022]], circa: true}
  original-date: 2021
  language: de
- id: page
  type: webpage
  title: How I learned to -- stop 'quoting' ''twice''
  container-title: BBC News
  issued: forthcoming
- id: review
  type: article-journal
  author: [{literal: Plato}, {literal: others}]
  title: A review
  container-title: Slavic Review
  volume: 81
  issue: 2
  page: 33-67, 70
  DOI: 10.1002/(SICI)1097<1:AB>3.0.CO;2-_
  issued: Spring 1968
"#;

fn works(path: &str, text: &str) -> Vec<Work> {
    let (works, faults) = parse::works::read(&Source::new(FileId(0), path, text));
    let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(said, [""; 0], "{text}");
    works
}

#[track_caller]
fn check(format: Format, expected: &Expect) {
    expected.assert_eq(&format.file(&works("a.yaml", WORKS)).replace('\r', ""));
}

#[test]
fn biblatex() {
    check(
        Format::Bibtex,
        &expect![[r#"
            @report{report,
              author = {van der Berg, Jr., Ann and {bin Laden}, Osama and {Chatham House \& Friends}},
              title = {{NATO’s} eastern flank: what the {U.S.} and {Poland} can do},
              date = {2022-03-05},
              number = {31/2022},
              institution = {Centre for Historical Analysis},
              location = {Camberley},
              type = {In-Depth Briefing},
              langid = {british},
              abstract = {50\% of \{all\} brigades\_are\textbackslash{}gone; \textasciitilde{}10 \#1 \$5 \textasciicircum{}},
            }

            @article{news,
              author = {De Smet, Jan},
              title = {Belarus Lives It Up as Neighbours Lock Down Over {COVID-19}},
              journaltitle = {Radio Free Europe/Radio Liberty},
              entrysubtype = {newspaper},
              date = {2020-08},
              pages = {A1--A3},
              url = {https://x.example/a_b?c=%7Ed#e~f},
              urldate = {2020-09-01},
            }

            @book{buch,
              author = {Plokhy, Serhii},
              editor = {von Humboldt, Alexander},
              translator = {Öz, Şule},
              title = {{Die Frontlinie: Warum die Ukraine zum Schauplatz wurde}},
              date = {2022~},
              origdate = {2021},
              volume = {2},
              number = {7},
              edition = {2},
              volumes = {3},
              series = {Rowohlt Sachbuch},
              publisher = {Rowohlt},
              location = {Hamburg},
              langid = {german},
              isbn = {978-3-498-00239-0},
            }

            @online{page,
              title = {How {I} learned to -{}- stop 'quoting' '{}'twice'{}'},
              journaltitle = {BBC News},
              year = {forthcoming},
              organization = {BBC News},
            }

            @article{review,
              author = {{Plato} and others},
              title = {A review},
              journaltitle = {Slavic Review},
              date = {1968-21},
              volume = {81},
              number = {2},
              pages = {33--67, 70},
              doi = {10.1002/(SICI)1097<1:AB>3.0.CO;2-_},
            }
        "#]],
    );
}

#[test]
fn ris_records() {
    check(
        Format::Ris,
        &expect![[r#"
            TY  - RPRT
            ID  - report
            AU  - van der Berg, Ann, Jr.
            AU  - bin Laden, Osama
            AU  - Chatham House & Friends
            TI  - NATO’s eastern flank: what the U.S. and Poland can do
            PY  - 2022
            DA  - 2022/03/05/
            SN  - 31/2022
            M3  - In-Depth Briefing
            CY  - Camberley
            PB  - Centre for Historical Analysis
            LA  - en-GB
            AB  - 50% of {all} brigades_are\gone; ~10 #1 $5 ^
            ER  - 

            TY  - NEWS
            ID  - news
            AU  - De Smet, Jan
            TI  - Belarus Lives It Up as Neighbours Lock Down Over COVID-19
            T2  - Radio Free Europe/Radio Liberty
            PY  - 2020
            DA  - 2020/08//
            Y2  - 2020/09/01/
            SP  - A1
            EP  - A3
            UR  - https://x.example/a_b?c=%7Ed#e~f
            ER  - 

            TY  - BOOK
            ID  - buch
            AU  - Plokhy, Serhii
            ED  - von Humboldt, Alexander
            A4  - Öz, Şule
            TI  - Die Frontlinie: Warum die Ukraine zum Schauplatz wurde
            T2  - Rowohlt Sachbuch
            PY  - 2022
            DA  - 2022///
            VL  - 2
            ET  - 2
            NV  - 3
            SN  - 978-3-498-00239-0
            CY  - Hamburg
            PB  - Rowohlt
            LA  - de
            ER  - 

            TY  - ELEC
            ID  - page
            TI  - How I learned to -- stop 'quoting' ''twice''
            T2  - BBC News
            PY  - forthcoming
            ER  - 

            TY  - JOUR
            ID  - review
            AU  - Plato
            TI  - A review
            T2  - Slavic Review
            PY  - Spring 1968
            VL  - 81
            IS  - 2
            SP  - 33-67, 70
            DO  - 10.1002/(SICI)1097<1:AB>3.0.CO;2-_
            ER  - 

        "#]],
    );
}

#[test]
fn csl_items() {
    check(
        Format::CslJson,
        &expect![[r#"
        [
        {"abstract":"50% of {all} brigades_are\\gone; ~10 #1 $5 ^","author":[{"family":"Berg","given":"Ann","non-dropping-particle":"van der","suffix":"Jr."},{"family":"bin Laden","given":"Osama"},{"literal":"Chatham House & Friends"}],"genre":"In-Depth Briefing","id":"report","issued":{"date-parts":[[2022,3,5]]},"language":"en-GB","number":"31/2022","publisher":"Centre for Historical Analysis","publisher-place":"Camberley","title":"NATO’s eastern flank: what the U.S. and Poland can do","type":"report"},
        {"URL":"https://x.example/a_b?c=%7Ed#e~f","accessed":{"date-parts":[[2020,9,1]]},"author":[{"family":"De Smet","given":"Jan"}],"container-title":"Radio Free Europe/Radio Liberty","id":"news","issued":{"date-parts":[[2020,8]]},"page":"A1-A3","title":"Belarus Lives It Up as Neighbours Lock Down Over COVID-19","type":"article-newspaper"},
        {"ISBN":"978-3-498-00239-0","author":[{"family":"Plokhy","given":"Serhii"}],"collection-number":"7","collection-title":"Rowohlt Sachbuch","edition":"2","editor":[{"family":"Humboldt","given":"Alexander","non-dropping-particle":"von"}],"id":"buch","issued":{"circa":true,"date-parts":[[2022]]},"language":"de","number-of-volumes":"3","original-date":{"date-parts":[[2021]]},"publisher":"Rowohlt","publisher-place":"Hamburg","title":"Die Frontlinie: Warum die Ukraine zum Schauplatz wurde","translator":[{"family":"Öz","given":"Şule"}],"type":"book","volume":"2"},
        {"container-title":"BBC News","id":"page","issued":{"literal":"forthcoming"},"title":"How I learned to -- stop 'quoting' ''twice''","type":"webpage"},
        {"DOI":"10.1002/(SICI)1097<1:AB>3.0.CO;2-_","author":[{"literal":"Plato"},{"literal":"others"}],"container-title":"Slavic Review","id":"review","issue":"2","issued":{"literal":"Spring 1968"},"page":"33-67, 70","title":"A review","type":"article-journal","volume":"81"}
        ]
    "#]],
    );
}

#[test]
fn lines_of_ris_end_as_the_format_asks() {
    let text = Format::Ris.file(&works("a.yaml", WORKS));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn one_work_is_a_file_of_one() {
    for work in &works("a.yaml", WORKS) {
        assert_eq!(Format::Bibtex.file([work]), bibtex::bibtex(work));
        assert_eq!(Format::Ris.file([work]), ris::ris(work));
        assert_eq!(Format::CslJson.file([work]), csl_json::csl_json(work));
    }
}

#[test]
fn an_odd_key_becomes_one_that_programs_can_read() {
    for key in ["wilson2021", "RFE/RL:2021", "Łukašenka_2020", "10.5555/a-b"] {
        assert_eq!(bibtex::key(key), key);
    }
    let odd = ["a b", "a,b", "a{b", "a}b", "a\"b", "a#b", "a%b", "a'b", "a(b", "a=b", "a~b", "a\\b", "a@b", "", "é\n"];
    let mut seen = std::collections::BTreeSet::new();
    for key in odd {
        let now = bibtex::key(key);
        assert!(now.chars().all(|c| c.is_alphanumeric() || c == '-'), "{now}");
        assert!(seen.insert(now), "{key} is another’s");
    }
}

#[test]
fn capitals_that_are_names_are_kept() {
    let title = |text: &str| super::latex::title(text);
    assert_eq!(title("Russia in Review"), "Russia in Review");
    assert_eq!(title("What the war did to Belarus’s army"), "What the war did to {Belarus’s} army");
    assert_eq!(
        title("A war story: Minsk and its army after Bakhmut"),
        "A war story: Minsk and its army after {Bakhmut}"
    );
    assert_eq!(title("The “COVID-19” Year and McDonald’s"), "The “{COVID-19}” Year and {McDonald’s}");
    assert_eq!(title("Anglo-American Ties"), "Anglo-American Ties");
    assert_eq!(title("What I Saw"), "What {I} Saw");
    assert_eq!(title(""), "");
}
