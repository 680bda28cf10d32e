//! What reference managers leave in a file.

use super::{p, part, r, word};
use crate::import::evidence::{Citation, Reading};
use crate::import::read::docx;
use crate::model::work::WorkDate;

fn field(instruction: &str, result: &str) -> String {
    // Long instructions are cut into many runs.
    let letters: Vec<char> = instruction.chars().collect();
    let escaped = |part: &[char]| part.iter().collect::<String>().replace('&', "&amp;").replace('<', "&lt;");
    let cut: Vec<String> = letters.chunks(50).map(escaped).collect();
    let runs: Vec<String> = cut
        .iter()
        .map(|part| format!(r#"<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>"#))
        .collect();
    let runs = runs.concat();
    let turn = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    format!("<w:p>{}{}{runs}{}{result}{}{}</w:p>", r("So "), turn("begin"), turn("separate"), turn("end"), r("."))
}

fn read(body: &str) -> Reading {
    docx::read(&word(body).bytes()).unwrap()
}

/// What is cited, and by which words.
#[track_caller]
fn check(reading: &Reading, by: &str, words: &str, works: &[(&str, Option<&str>)]) {
    let [Citation { by: found, cited }] = reading.citations.as_slice() else { panic!("{:?}", reading.citations) };
    assert_eq!(*found, by);
    let cited: Vec<(&str, Option<&str>)> =
        cited.iter().map(|cited| (cited.work.title(), cited.locator.as_deref())).collect();
    assert_eq!(cited, works);
    let runs = reading.lines.iter().flat_map(|line| &line.runs).filter(|run| run.look.cite == Some(0));
    assert_eq!(runs.map(|run| run.text.as_str()).collect::<String>(), words);
    assert_eq!(reading.dropped, []);
}

const ITEM: &str = r#"{"citationItems": [{"locator": "33-35", "itemData": {"type": "book", "title": "Dues & Tolls",
    "author": [{"family": "Vell", "given": "Marta"}], "issued": {"date-parts": [["2011"]]}}},
    {"locator": "4", "label": "chapter", "itemData": {"title": "Lamps", "type": "spell"}}]}"#;

#[test]
fn zotero_and_mendeley() {
    let works = [("Dues & Tolls", Some("pp. 33-35")), ("Lamps", Some("ch. 4"))];
    let reading = read(&field(&format!(" ADDIN ZOTERO_ITEM CSL_CITATION {ITEM} "), &r("(Vell 2011; Lamps)")));
    check(&reading, "Zotero", "(Vell 2011; Lamps)", &works);
    let vell = &reading.citations[0].cited[0].work;
    assert_eq!((vell.kind.as_str(), vell.authors()[0].short().as_str(), vell.year()), ("book", "Vell", Some(2011)));
    assert_eq!(reading.citations[0].cited[1].work.kind, "document");
    let reading = read(&field(&format!("ADDIN CSL_CITATION {ITEM}"), &r("[1]")));
    check(&reading, "Mendeley", "[1]", &works);
}

#[test]
fn endnote() {
    let xml = "<EndNote><Cite><Author>Vell</Author><Pages>19</Pages><record><ref-type name=\"Book\">6</ref-type>\
        <contributors><authors><author>Vell, Marta</author></authors></contributors><titles><title><style>Dues</style>\
        <style> of Tarn</style></title></titles><dates><year>2011</year></dates></record></Cite></EndNote>";
    let reading = read(&field(&format!(" ADDIN EN.CITE {xml}"), &r("(Vell, 2011, p. 19)")));
    check(&reading, "EndNote", "(Vell, 2011, p. 19)", &[("Dues of Tarn", Some("p. 19"))]);
    assert_eq!(reading.citations[0].cited[0].work.authors()[0].family_first(), "Vell, Marta");
}

#[test]
fn word_s_own_list() {
    let sources = r#"<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source>
        <b:Tag>Boa15</b:Tag><b:SourceType>Report</b:SourceType><b:Author><b:Author><b:Corporate>River Board</b:Corporate>
        </b:Author></b:Author><b:Title>Crossings</b:Title><b:Year>2015</b:Year><b:Month>7</b:Month></b:Source></b:Sources>"#;
    let file = word(&field(r" CITATION Boa15 \p 17 \l 2057 \m None ", &r("(River Board, 2015, p. 17)")));
    let reading = docx::read(&file.with("customXml", "item1.xml", sources).bytes()).unwrap();
    check(&reading, "Word", "(River Board, 2015, p. 17)", &[("Crossings", Some("p. 17"))]);
    let work = &reading.citations[0].cited[0].work;
    assert_eq!(work.authors()[0].short(), "River Board");
    assert_eq!(work.dates[0].1, WorkDate::Parts { from: (2015, 7, 0), to: None, circa: false });
}

#[test]
fn data_that_is_none_leaves_the_words() {
    for instruction in [
        "ADDIN ZOTERO_ITEM CSL_CITATION {\"citationItems\": [{\"itemData\": ",
        "ADDIN ZOTERO_ITEM CSL_CITATION {\"citationItems\": 7}",
        "ADDIN EN.CITE <EndNote><Cite>",
        "ADDIN EN.CITE <EndNote><!DOCTYPE a><Cite/></EndNote>",
        "ADDIN",
        "CITATION",
        "CITATION Nobody",
        "ADDIN ZOTERO_BIBL {\"uncited\": []} CSL_BIBLIOGRAPHY",
    ] {
        let reading = read(&field(instruction, &r("(Vell 2011)")));
        assert_eq!(reading.citations, [], "{instruction}");
        assert_eq!(reading.lines[0].text(), "So (Vell 2011).");
    }
    let damaged = word(&p("Text.")).with("customXml", "item1.xml", "<b:Sources");
    assert_eq!(docx::read(&damaged.bytes()).unwrap().lines.len(), 1);
    let other = word(&p("Text.")).with("customXml", "item1.xml", part("Sources", ""));
    assert_eq!(docx::read(&other.bytes()).unwrap().citations, []);
}
