//! `ibid cite`, `ibid annotate` and `ibid fix`, as an editor uses them.

use std::collections::BTreeMap;
use std::fs;

use crate::site::{Run, SiteTest, files_of};

const SETTINGS: &str = "# Ours\ntitle = \"T\"\nbase_url = \"https://a.example/\"\nbibliography = \"references.yaml\"\n";

const WORKS: &str = "# Kept.\nreferences:\n    - id: marsh2019 # a remark\n      type: book\n      author: [{ family: Marsh, given: Ellen }]\n      \
    title: The River Toll\n      publisher: Harbour Press\n      issued: { date-parts: [[2019]] }\n";

const NOTES: &str = "A.[^a] B.[^b] C.[^c] D.[^d] E.[^e] F.[^f]\n\n\
    [^a]: Ellen Marsh, *The River Toll* (Northgate: Harbour Press, 2019), p. 34.\n\n\
    [^b]: Ibid., 36.\n\n\
    [^c]: See Piers Holt, “Ferries and Fords,” *Roads Review* 12, no. 3 (2021): 207–228, at 210; and Marsh, *River Toll*, 40.\n\n\
    [^d]: Ibid.\n\n\
    [^e]: The author is grateful to the harbour office.\n\n\
    [^f]: [Holt](cite:holt1999 \"p. 3\")\n";

fn site() -> SiteTest {
    SiteTest::new().file("ibid.toml", SETTINGS).file("references.yaml", WORKS).text("content/a.md", NOTES)
}

fn text(site: &SiteTest, path: &str) -> String {
    fs::read_to_string(site.path(path)).unwrap()
}

/// All files of the site but what builds leave.
fn all(site: &SiteTest) -> BTreeMap<String, Vec<u8>> {
    files_of(&site.path(""))
}

#[track_caller]
fn annotate(site: &SiteTest, args: &[&str]) -> Run {
    site.run(["annotate"].into_iter().chain(args.iter().copied()))
}

#[test]
fn notes_are_tied_to_the_letter_and_new_works_added_once() {
    let site = site();
    let before = all(&site);
    annotate(&site, &[]).exits(1).names("note 1:").names("marsh2019, p. 34").names("Nothing is changed yet");
    assert_eq!(all(&site), before, "without --write nothing is written");

    annotate(&site, &["--write"]).exits(1).names("1 new work added").names("may mean several works");
    let notes = text(&site, "content/a.md");
    let tied = [
        "[^a]: [Ellen Marsh, *The River Toll* (Northgate: Harbour Press, 2019), p. 34](cite:marsh2019 \"p. 34\").",
        "[^b]: [Ibid., 36](cite:marsh2019 \"p. 36\").",
        "[^c]: See [Piers Holt, “Ferries and Fords,” *Roads Review* 12, no. 3 (2021): 207–228, at 210](cite:holt2021 \"p. 210\"); \
         and [Marsh, *River Toll*, 40](cite:marsh2019 \"p. 40\").",
        "[^d]: Ibid.",
        "[^e]: The author is grateful to the harbour office.",
        "[^f]: [Holt](cite:holt1999 \"p. 3\")",
    ];
    for line in tied {
        assert!(notes.lines().any(|found| found == line), "{line}\n{notes}");
    }
    let works = text(&site, "references.yaml");
    let added = works.strip_prefix(WORKS).expect("what stood there stands there");
    assert!(added.starts_with("\n    - id: holt2021\n      type: article-journal\n"), "{added}");
    assert_eq!(works.matches("- id:").count(), 2, "the known work is not doubled");
    assert_eq!(text(&site, "ibid.toml"), SETTINGS);

    let before = all(&site);
    annotate(&site, &["--write"]).exits(1).names("0 citations tied; 1 left");
    assert_eq!(all(&site), before, "a second time changes nothing");
}

#[test]
fn marks_line_ends_and_odd_places_survive() {
    let ms = "Ellen Marsh, *The River Toll* (Northgate: Harbour Press, 2019)";
    let body = format!(
        "\u{feff}---\r\ntitle: \"A: [b](c)\"\r\ndate: 2024-01-02\r\nsummary: \"[^a]: Ibid.\"\r\n---\r\n\r\n\
         A.[^a] A.[^a] B.[^b] C.[^c]\r\n\r\n\
         - Item.[^d]\r\n\r\n    [^d]: {ms}, p. 1.\r\n\r\n\
         [^a]: {ms}, p. 2.\r\n\r\n    It was closed, as \\*the\\* `[x]` of the office shows.\r\n\r\n\
         [^b]: - {ms}, p. 3.\r\n\t- The harbour office was closed.\r\n\r\n\
         [^c]: {ms}, <!-- review: old --> p. 4. <https://a.example/x>\r\n\r\n\
         ```\r\n[^z]: {ms}, p. 9.\r\n```\r\n"
    );
    let site = site().file("content/a.md", &body);
    annotate(&site, &["--write"]);
    let after = text(&site, "content/a.md");
    assert!(after.starts_with('\u{feff}') && !after.replace("\r\n", "").contains('\n'), "{after:?}");
    // What was put in are brackets, nothing else.
    let bare = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("](cite:") {
            out.push_str(&rest[..at]);
            rest = &rest[at + rest[at..].find(')').unwrap() + 1..];
        }
        (out + rest).replace("[Ellen", "Ellen")
    };
    assert_eq!(bare(&after), bare(&body));
    for place in ["p. 1", "p. 2", "p. 3", "p. 4"] {
        assert!(after.contains(&format!("(cite:marsh2019 \"{place}\")")), "{place}: {after}");
    }
    assert!(after.contains("[^z]: Ellen"), "code stays");
    site.run(["check", "--fail-on", "error"]).exits(0);
}

#[test]
fn doubtful_ties_carry_a_review_mark_or_are_left() {
    let site = site();
    annotate(&site, &["--write"]);
    let notes = text(&site, "content/a.md");
    let run = site.run(["check", "--format", "gcc"]);
    assert_eq!(notes.matches("<!-- review: is ").count(), run.says().matches("[review-mark]").count());
}

#[test]
fn works_go_beside_a_bibliography_in_another_format() {
    let bib = "@book{marsh2019, author = {Marsh, Ellen}, title = {The River Toll}, year = 2019}\n";
    let settings = SETTINGS.replace("\"references.yaml\"", "[\"works.bib\"] # ours");
    let site = SiteTest::new().file("ibid.toml", &settings).file("works.bib", bib).text("content/a.md", NOTES);
    annotate(&site, &["--write"]).exits(1).names("works.bib stays as it is").names("references.yaml");
    assert_eq!(text(&site, "works.bib"), bib);
    assert_eq!(text(&site, "ibid.toml"), settings.replace("[\"works.bib\"]", "[\"works.bib\", \"references.yaml\"]"));
    let works = text(&site, "references.yaml");
    assert!(works.contains("holt2021") && !works.contains("marsh2019"), "{works}");
    let before = all(&site);
    annotate(&site, &["--write"]);
    assert_eq!(all(&site), before);
}

#[test]
fn a_site_without_settings_gets_a_bibliography_that_is_known() {
    let site = SiteTest::new().text("content/a.md", NOTES);
    fs::remove_file(site.path("ibid.toml")).unwrap();
    annotate(&site, &["--write"]).exits(1).names("so is ibid.toml");
    assert!(text(&site, "ibid.toml").contains("bibliography = \"references.yaml\""));
    let before = all(&site);
    annotate(&site, &["--write"]);
    assert_eq!(all(&site), before);
    site.run(["cite", "marsh", "toll"]).exits(0).names("marsh2019");
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is() {
    let locked = site();
    let path = locked.path("content/a.md");
    let mut mode = fs::metadata(&path).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&path, mode).unwrap();
    let before = all(&locked);
    annotate(&locked, &["--write"]).exits(2).names("it can only be read").names("content/a.md");
    assert_eq!(all(&locked), before);

    // A bibliography with a fault could hold the work already.
    let broken = site().file("references.yaml", format!("{WORKS}    - id: x\n      title: a: b\n"));
    let before = all(&broken);
    annotate(&broken, &["--write"]).exits(2).names("references.yaml:10:").names("mend the bibliography first");
    assert_eq!(all(&broken), before);
}

#[test]
fn files_are_named_or_refused() {
    let site = site().text("content/b.md", NOTES).text("content/more/c.md", NOTES);
    let before = text(&site, "content/a.md");
    annotate(&site, &["content/b.md", "content/more", "--write"]).exits(1).names("2 briefings read");
    assert_eq!(text(&site, "content/a.md"), before);
    assert!(text(&site, "content/more/c.md").contains("(cite:holt2021"), "known from the file before");
    assert_eq!(text(&site, "references.yaml").matches("- id: holt2021").count(), 1);
    annotate(&site, &["content/none.md"]).exits(2).names("none.md");
    annotate(&site, &["ibid.toml"]).exits(2).names("no briefing of this site");
    annotate(&site, &["--format", "xml"]).exits(2).names("choose human or json");
    annotate(&site, &["--format", "json", "content/a.md"]).exits(0).names("\"notes\"");
}

#[test]
fn an_ibid_that_went_astray_becomes_a_short_form() {
    let notes = "A.[^a] B.[^b] C.[^c] D.[^d]\n\n\
        [^a]: [Marsh, *The River Toll*, 34](cite:marsh2019 \"p. 34\").\n\n\
        [^b]: [@holt2021, p. 3].\n\n\
        [^c]: [Ibid., 36](cite:marsh2019 \"p. 36\").\n\n\
        [^d]: Ellen Marsh, *The River Toll* (Northgate: Harbour Press, 2019), p. 40.\n";
    let more = "    - id: holt2021\n      type: book\n      author: [{ family: Holt }]\n      title: Fords\n";
    let site = site().file("references.yaml", format!("{WORKS}{more}")).text("content/a.md", notes);
    let before = all(&site);
    let shown = site.run(["fix"]).exits(1);
    assert_eq!(all(&site), before, "shown only");
    assert!(
        shown
            .stdout
            .starts_with("--- content/a.md\n+++ content/a.md\n@@ -10,4 +10,4 @@ broken-ibid, untied-reference\n"),
        "{}",
        shown.stdout
    );
    assert!(shown.stdout.contains("\n-[^c]: [Ibid., 36](cite:marsh2019 \"p. 36\").\n+[^c]: [Marsh, *The River Toll*, 36](cite:marsh2019 \"p. 36\").\n"));
    site.run(["fix", "--dry-run", "--quiet"]).exits(1);
    site.run(["fix", "--write", "--dry-run"]).exits(2);

    site.run(["fix", "--write"]).exits(0).names("2 places mended in 1 file");
    let after = text(&site, "content/a.md");
    assert!(after.contains(
        "[^d]: [Ellen Marsh, *The River Toll* (Northgate: Harbour Press, 2019), p. 40](cite:marsh2019 \"p. 40\")."
    ));
    let before = all(&site);
    site.run(["fix", "--write"]).exits(0).names("nothing can be mended");
    assert_eq!(all(&site), before);
    site.run(["check"]).exits(0);
}

/// The diff is one that `patch` understands: it is applied by hand here, line by line.
#[test]
fn fix_mends_a_bibliography_and_no_more_than_is_safe() {
    let notes = "A [@mrash2019].\n\n> [!pulquote] x\n";
    let site =
        site().file("references.yaml", WORKS.replace("The River Toll", "Toll: the river")).text("content/a.md", notes);
    site.run(["fix", "--write"]).exits(0).names("2 places mended in 2 files");
    site.run(["fix"]).exits(0).names("1 proposal is for you to judge");
    assert!(text(&site, "references.yaml").contains("title: \"Toll: the river\"\n"));
    assert!(text(&site, "references.yaml").starts_with("# Kept.\nreferences:\n    - id: marsh2019 # a remark\n"));
    assert!(text(&site, "content/a.md").contains("@mrash2019"), "a key is a guess");
}

#[test]
fn works_are_found_by_words() {
    let site = site();
    let run = site.run(["cite", "mrash", "tol"]).exits(0);
    assert_eq!(run.stdout, "marsh2019  (not cited yet)\n    Marsh, Ellen. The River Toll. Harbour Press, 2019.\n");
    site.run(["cite", "zeppelin"]).exits(1).names("none of the 1 work of this site is found by “zeppelin”");
    let json: serde_json::Value =
        serde_json::from_str(&site.run(["cite", "marsh", "--format", "json"]).exits(0).stdout).unwrap();
    assert_eq!(json[0]["key"], "marsh2019");
    assert_eq!(json[0]["year"], 2019);
    assert_eq!(site.run(["cite", "zeppelin", "--format", "json"]).exits(1).stdout, "[]\n");
    site.run(["cite"]).exits(2);
    site.run(["cite", " "]).exits(2).names("there are no words to search for");
    site.run(["cite", "x", "--format", "xml"]).exits(2).names("choose human or json");

    let none = SiteTest::new().text("content/a.md", "x");
    none.run(["cite", "marsh"]).exits(1).names("this site has no bibliography yet");
    none.write("ibid.toml", SETTINGS);
    none.run(["cite", "marsh"]).exits(1).names("there is no file `references.yaml`");
    none.write("references.yaml", "references:\n  - id: a\n    title: b: c\n");
    none.run(["cite", "marsh"]).exits(1).names("references.yaml:3:12").names("there is no work in references.yaml yet");
    fs::remove_dir_all(none.path("content")).unwrap();
    fs::remove_file(none.path("ibid.toml")).unwrap();
    none.run(["cite", "marsh"]).exits(2).names("there is no ibid.toml");
    none.run(["annotate"]).exits(2).names("there is no ibid.toml");
    none.run(["fix"]).exits(2).names("there is no ibid.toml");
}

#[test]
fn each_help_has_an_example() {
    for command in ["cite", "annotate", "fix"] {
        let help = SiteTest::new().run([command, "--help"]).exits(0).stdout;
        assert!(help.contains("Examples:") && help.contains("Exit status:"), "{help}");
    }
}
