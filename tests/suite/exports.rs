//! Files for reference managers, the index as data and the feed of newly cited works, of small sites.

use crate::site::SiteTest;

const WORKS: &str = "- id: deni2022\n  type: report\n  title: A report\n  author: [{family: Deni, given: John}]\n- id: wilson2021\n  type: book\n  title: A book\n- id: unused\n  type: book\n  title: Not cited\n";

fn settings(more: &str) -> String {
    format!(
        "title = \"Test\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\nbibliography = \"references.yaml\"\n{more}"
    )
}

fn briefing(date: &str, note: &str) -> String {
    format!("---\ntitle: One\ndate: {date}\n---\nIt is so.[^1]\n\n[^1]: {note}\n")
}

fn small(more: &str) -> SiteTest {
    SiteTest::new()
        .file("ibid.toml", settings(more))
        .file("references.yaml", WORKS)
        .text("content/a.md", &briefing("2024-01-02", "[@deni2022]."))
        .text("content/b.md", &briefing("2024-03-04", "[@deni2022; @wilson2021]."))
}

fn exports(site: &SiteTest) -> Vec<String> {
    let is_export = |path: &String| [".bib", ".ris", ".csl.json"].iter().any(|ending| path.ends_with(ending));
    site.pages().into_keys().filter(is_export).collect()
}

#[test]
fn every_page_has_its_files_and_the_head_names_them() {
    let site = small("");
    site.build();
    let mut expected = Vec::new();
    for stem in
        ["a", "a.references", "b", "b.references", "references", "works/deni2022", "works/unused", "works/wilson2021"]
    {
        expected.extend([".bib", ".ris", ".csl.json"].map(|ending| format!("{stem}{ending}")));
    }
    let mut there = exports(&site);
    expected.sort();
    there.sort();
    assert_eq!(there, expected);
    assert!(!site.page("references.bib").contains("unused"), "the site's list holds what it cites");
    let page = site.page("works/deni2022.html");
    assert!(
        page.contains(
            "<link rel=\"describedby\" type=\"application/x-bibtex\" title=\"BibTeX\" href=\"deni2022.bib\">"
        )
    );
    assert_eq!(site.page("b.references.bib").matches("\n}\n").count(), 2);
}

#[test]
fn what_is_switched_off_is_neither_written_nor_named() {
    let site = small("[exports]\nbriefings = false\nworks = false\n");
    site.build();
    assert_eq!(exports(&site), ["references.bib", "references.csl.json", "references.ris"]);
    for page in ["a.html", "works/deni2022.html"] {
        assert!(!site.page(page).contains("describedby"), "{page}");
    }
    assert!(site.page("a.html").contains("rel=\"cite-as\""));
}

#[test]
fn many_works_have_files_only_where_somebody_says_so() {
    let works: String = (0..=500).map(|n| format!("- id: w{n}\n  type: book\n  title: Book {n}\n")).collect();
    let site = SiteTest::new().file("ibid.toml", settings("")).file("references.yaml", works);
    let site = site.text("content/a.md", &briefing("2024-01-02", "[@w1]."));
    site.build();
    assert!(!exports(&site).iter().any(|path| path.starts_with("works/")));
    assert!(exports(&site).contains(&"a.bib".to_owned()));
    site.write("ibid.toml", settings("[exports]\nworks = true\n"));
    site.build();
    assert_eq!(exports(&site).iter().filter(|path| path.starts_with("works/")).count(), 3 * 501);
}

#[test]
fn a_setting_that_there_is_not_is_told() {
    small("[exports]\nwork = false\n").run(["check", "--format", "gcc"]).names("did you mean works?");
    small("exports = false\n").run(["check", "--format", "gcc"]).names("a group of settings");
}

#[test]
fn with_pretty_addresses_the_files_stand_beside_the_folder() {
    let site = small("pretty_urls = true\n");
    site.build();
    assert!(site.page("a/index.html").contains("href=\"../a.bib\""));
    assert!(site.page("a.bib").contains("url = {https://site.example/a/}"));
    assert!(site.page("works/deni2022.bib").starts_with("@report{deni2022,"));
}

#[test]
fn a_build_writes_the_files_of_the_work_that_changed() {
    let site = small("");
    site.build();
    site.edit("references.yaml", "A book", "A better book");
    let run = site.build();
    let files: Vec<&String> = run.changed.iter().filter(|path| !path.ends_with(".html")).collect();
    let expected = [
        "b.references.bib",
        "b.references.csl.json",
        "b.references.ris",
        "citations.json",
        "graph.json",
        "references.bib",
        "references.csl.json",
        "references.ris",
        "works.xml",
        "works/wilson2021.bib",
        "works/wilson2021.csl.json",
        "works/wilson2021.ris",
    ];
    let changed: Vec<&str> = files.into_iter().map(String::as_str).filter(|path| *path != "feed.xml").collect();
    assert_eq!(changed, expected);
}

#[test]
fn a_work_is_as_new_as_the_first_briefing_that_cites_it() {
    let site = small("");
    site.build();
    let feed = site.page("works.xml");
    let at = |words: &str| feed.find(words).unwrap_or_else(|| panic!("{words} is not in\n{feed}"));
    assert!(at("<id>https://site.example/works/wilson2021.html") < at("<id>https://site.example/works/deni2022.html"));
    assert_eq!(feed.matches("<entry>").count(), 2);
    assert_eq!(feed.matches("<updated>2024-01-02T00:00:00Z</updated>").count(), 1);
    assert_eq!(feed.matches("<updated>2024-03-04T00:00:00Z</updated>").count(), 2, "the book and the feed itself");
    // A briefing that is found later and is older is where the work was cited first.
    site.write("content/c.md", briefing("2023-01-01", "[@wilson2021]."));
    site.build();
    assert!(site.page("works.xml").contains("<published>2023-01-01T00:00:00Z</published>"));
}

#[test]
fn a_work_without_a_dated_briefing_is_in_the_index_and_not_in_the_feed() {
    let site = SiteTest::new()
        .file("ibid.toml", settings(""))
        .file("references.yaml", WORKS)
        .text("content/pages/about.md", "---\ntitle: About\n---\nIt is so.[^1]\n\n[^1]: [@deni2022].\n")
        .text("content/a.md", &briefing("2024-01-02", "[@wilson2021]."));
    site.build();
    assert!(!site.page("works.xml").contains("deni2022"));
    let index: serde_json::Value = serde_json::from_str(&site.page("citations.json")).unwrap();
    let deni = index["works"].as_array().unwrap().iter().find(|work| work["id"] == "deni2022").unwrap();
    assert!(deni.get("first_cited").is_none());
    assert_eq!(deni["places"][0]["title"], "About");
}
