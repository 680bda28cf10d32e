//! The command, as an editor uses it.

use std::fs;

use crate::site::SiteTest;

/// Exit status and both streams.
fn output(site: &SiteTest, args: &[&str]) -> (i32, String, String) {
    let run = site.run(args.iter().copied());
    (run.code.unwrap(), run.stdout, run.stderr)
}

const PAPER: &str = "The kiosk at the pier\n\nBy Una Harrow\n\n14 March 2019\n\n\
    The kiosk sold its last newspaper in the spring of 2017 and nobody noticed until the tide tables ran out, which was late in the year.¹\n\n\
    ¹Harrow, Una. 2018. “Paper at the Edge”. Island Quarterly 12, 40.\n";

#[test]
fn a_document_becomes_a_briefing_that_builds() {
    let site = SiteTest::new().file("paper.txt", PAPER);
    let (status, out, err) = output(&site, &["import", "paper.txt"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, "content/the-kiosk-at-the-pier.md: 1 note placed\n");
    let text = fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap();
    assert!(text.contains("late in the year.[^1]"), "{text}");
    assert!(text.contains("[^1]: [Harrow, Una. 2018."), "{text}");
    // The site names no bibliography: the briefing names the one beside it.
    assert!(fs::read_to_string(site.path("content/references.yaml")).unwrap().contains("harrow2018"));
    assert!(site.path("content/the-kiosk-at-the-pier.import.md").exists());
    let (status, _, err) = output(&site, &["build"]);
    assert_eq!(status, 0, "{err}");
    assert!(site.path("public/the-kiosk-at-the-pier.html").exists());
    assert!(!site.path("public/the-kiosk-at-the-pier.import.html").exists());
}

#[test]
fn a_paper_dated_by_its_month_builds_with_no_hand_between() {
    let site = SiteTest::new().file("paper.txt", PAPER.replace("14 March 2019", "October 2019"));
    assert_eq!(output(&site, &["import", "paper.txt"]).0, 0);
    let text = fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap();
    assert!(text.contains("\ndate: 2019-10\n"), "{text}");
    let (status, _, err) = output(&site, &["build"]);
    assert_eq!((status, err.contains("date")), (0, false), "{err}");
    let page = fs::read_to_string(site.path("public/the-kiosk-at-the-pier.html")).unwrap();
    assert!(page.contains("October 2019") && page.contains("datetime=\"2019-10\""), "{page}");
}

/// THREATS C1: an import opens one file, so the picture that lies beside it is not taken, and nothing waits for it.
#[test]
fn pictures_that_a_document_only_names_keep_no_site_from_being_built() {
    let words =
        "The kiosk sold its last newspaper in the spring of 2017, and nobody at all noticed until the tides ran out.";
    let text = format!(
        "# The kiosk at the pier\n![The kiosk](../up/images/kiosk.svg)\n> Mar 14th 2019\n{words}\n###### After\n{words} Twice."
    );
    let page = format!(
        "<html><head><title>Tin roofs</title></head><body><article><h1>Tin roofs</h1><p>{words}</p>\
         <figure><img src=\"/img/roof.jpg\" alt=\"A roof\"></figure><p>{words} <img src=\"https://a.example/b.png\" alt=\"b\"></p>\
         <figure><img src=\"blob:c\" alt=\"A third one\"></figure></article></body></html>"
    );
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let site =
        SiteTest::new().file("in/kiosk.txt", text).file("in/roofs.html", page).file("up/images/kiosk.svg", picture);
    let (status, out, err) = output(&site, &["import", "in/kiosk.txt", "in/roofs.html"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let kiosk = fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap();
    assert!(
        kiosk.contains("![The kiosk](up/images/kiosk.svg)\n\n<!-- review: the picture up/images/kiosk.svg is not"),
        "{kiosk}"
    );
    let roofs = fs::read_to_string(site.path("content/tin-roofs.md")).unwrap();
    for mark in
        ["review: the picture /img/roof.jpg is not", "review: the picture https://a.example/b.png is on another"]
    {
        assert!(roofs.contains(mark), "{mark}: {roofs}");
    }
    assert!(roofs.contains("> [!figure]\n> A third one\n"), "{roofs}");
    assert!(!site.path("content/up").exists());
    let report = fs::read_to_string(site.path("content/the-kiosk-at-the-pier.import.md")).unwrap();
    assert!(report.contains("up/images/kiosk.svg"), "{report}");
    let (status, _, err) = output(&site, &["build"]);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("content/up/images/kiosk.svg is still to be found"), "{err}");
    // With the picture and without the mark, all is well; without both, it is a fault as any other.
    site.write(
        "content/the-kiosk-at-the-pier.md",
        kiosk.lines().filter(|line| !line.starts_with("<!--")).collect::<Vec<_>>().join("\n"),
    );
    assert_eq!(output(&site, &["build"]).0, 1);
    site.write("content/up/images/kiosk.svg", picture);
    let (status, _, err) = output(&site, &["build"]);
    assert_eq!((status, err.contains("kiosk.svg")), (0, false), "{err}");
}

#[test]
fn nothing_is_written_over_without_force() {
    let site = SiteTest::new().file("paper.txt", PAPER);
    assert_eq!(output(&site, &["import", "paper.txt"]).0, 0);
    assert_eq!(output(&site, &["import", "paper.txt"]).0, 0, "the same bytes are no loss");
    site.write("content/the-kiosk-at-the-pier.md", "mine");
    let (status, _, err) = output(&site, &["import", "paper.txt"]);
    assert_eq!(status, 1);
    assert!(err.contains("is there already") && err.contains("--force"), "{err}");
    assert_eq!(fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap(), "mine");
    assert_eq!(output(&site, &["import", "paper.txt", "--force"]).0, 0);
    assert_ne!(fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap(), "mine");
}

#[test]
fn works_are_merged_and_never_doubled() {
    let site = SiteTest::new().file("paper.txt", PAPER).file("second.txt", PAPER.replace("kiosk", "stall"));
    assert_eq!(output(&site, &["import", "paper.txt"]).0, 0);
    assert_eq!(output(&site, &["import", "second.txt"]).0, 0);
    let works = fs::read_to_string(site.path("content/references.yaml")).unwrap();
    assert_eq!(works.matches("- id:").count(), 1, "{works}");
    let named = "title = \"T\"\nbase_url = \"https://a.example/\"\nbibliography = \"works.yaml\"\n";
    let own = "references:\n- id: kiosk\n  type: article\n  title: Paper at the Edge\n  author:\n  - family: Harrow\n    given: Una\n";
    let site = SiteTest::new().file("paper.txt", PAPER).file("ibid.toml", named).file("works.yaml", own);
    assert_eq!(output(&site, &["import", "paper.txt"]).0, 0);
    assert!(fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap().contains("cite:kiosk"));
    assert_eq!(fs::read_to_string(site.path("works.yaml")).unwrap(), own);
    assert_eq!(output(&site, &["build"]).0, 0);
}

#[test]
fn outside_of_a_site_works_stand_beside_the_briefing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("paper.txt"), PAPER).unwrap();
    let status = crate::site::program().args(["import", "paper.txt"]).current_dir(folder.path()).output().unwrap();
    assert!(status.status.success());
    let text = fs::read_to_string(folder.path().join("the-kiosk-at-the-pier.md")).unwrap();
    assert!(text.contains("cite:harrow2018") && !text.contains("bibliography"), "{text}");
    assert!(fs::read_to_string(folder.path().join("references.yaml")).unwrap().contains("harrow2018"));
}

#[test]
fn without_a_document_it_explains_itself() {
    let (status, out, _) = output(&SiteTest::new(), &["import"]);
    assert_eq!(status, 0);
    assert!(out.lines().count() <= 10 && out.contains("ibid import paper.txt"), "{out}");
}

#[test]
fn what_cannot_be_read_is_one_message_and_leaves_nothing() {
    let site = SiteTest::new().file("empty.txt", "").file("noise.bin", [0_u8, 1, 2, 255]);
    for file in ["empty.txt", "noise.bin", "missing.txt"] {
        let (status, out, err) = output(&site, &["import", file, "--out", "drafts"]);
        assert_eq!((status, out.as_str()), (1, ""), "{file}");
        assert_eq!(err.lines().count(), 2, "{err}");
        assert!(!site.path("drafts").exists());
    }
    assert_eq!(output(&site, &["import", "empty.txt", "--from", "scroll"]).0, 2);
}

#[test]
fn over_a_limit_nothing_is_left_behind() {
    let deep = format!("<html><body>{}words", "<div>".repeat(300));
    let site = SiteTest::new().file("deep.html", deep).file("bomb.docx", bomb());
    // No bytes are on the disk: the file is only said to be so long.
    fs::File::create(site.path("large.docx")).unwrap().set_len((256 << 20) + 1).unwrap();
    for (file, cause) in [
        ("deep.html", "elements nested more than 256 deep"),
        ("large.docx", "it is larger than 256 MB"),
        ("bomb.docx", "its part `word/document.xml` unpacks to more than 200 times its size"),
    ] {
        let (status, out, err) = output(&site, &["import", file, "--out", "drafts"]);
        assert_eq!((status, out.as_str()), (1, ""), "{file}");
        assert!(err.starts_with(&format!("error: {file}: ")) && err.contains(cause), "{err}");
        assert!(err.contains("\nhelp: ") && err.lines().count() == 2, "{err}");
        assert!(!site.path("drafts").exists(), "{file}");
    }
}

/// A Word file whose text is eight mebibytes of spaces.
fn bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![b' '; 8 << 20]).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn works_that_cannot_be_added_leave_no_briefing_that_cites_them() {
    let site =
        SiteTest::new().file("paper.txt", PAPER).file("content/references.yaml", b"references:\n  - id: caf\xe9\n");
    let (status, out, err) = output(&site, &["import", "paper.txt"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("references.yaml") && err.contains("UTF-8") && err.contains("nothing was changed"), "{err}");
    assert!(!site.path("content/the-kiosk-at-the-pier.md").exists());
    assert_eq!(fs::read(site.path("content/references.yaml")).unwrap(), b"references:\n  - id: caf\xe9\n");
}

#[test]
fn a_document_without_a_date_is_imported_and_built_with_no_hand_between() {
    let month = PAPER.replace("14 March 2019", "March 2019").replace("kiosk", "stall");
    let site = SiteTest::new().file("none.txt", PAPER.replace("14 March 2019\n\n", "")).file("month.txt", month);
    assert_eq!(output(&site, &["import", "none.txt", "month.txt"]).0, 0);
    let (status, _, err) = output(&site, &["build"]);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("this imported briefing has no date"), "{err}");
    assert!(site.path("public/the-kiosk-at-the-pier.html").exists());
    assert!(site.path("public/the-stall-at-the-pier.html").exists());
}

#[test]
fn messages_say_what_to_do() {
    let site = SiteTest::new().file("paper.txt", PAPER).file("folder/a.txt", PAPER).file("a.rtf", "{\\rtf1\\ansi A}");
    for (file, cause, help) in [
        ("folder", "it is a folder", "folder/*"),
        ("missing.txt", "there is no such file", "check its name"),
        ("a.rtf", "rich text", ".docx"),
    ] {
        let (status, _, err) = output(&site, &["import", file]);
        assert_eq!(status, 1);
        let (first, second) = err.trim().split_once('\n').unwrap();
        assert!(first.contains(file) && first.contains(cause) && second.contains(help), "{err}");
    }
    let (status, out, _) = output(&site, &["import", "paper.txt", "missing.txt"]);
    assert_eq!(status, 1);
    assert!(out.ends_with("Imported 1 document; 1 file was not imported\n"), "{out}");
}

#[test]
fn the_report_as_json_says_each_decision() {
    let site = SiteTest::new().file("paper.txt", PAPER);
    let (status, out, _) = output(&site, &["import", "paper.txt", "--json"]);
    assert_eq!(status, 0);
    let reports: serde_json::Value = serde_json::from_str(&out).unwrap();
    let report = &reports[0]["report"];
    assert_eq!(report["counts"]["notes_placed"], 1);
    assert_eq!(report["words"]["closes"], true);
    let decision = &report["decisions"][0];
    for key in ["decision", "lines", "pass", "confidence"] {
        assert!(!decision[key].is_null(), "{key}");
    }
    assert!(!site.path("content/the-kiosk-at-the-pier.import.md").exists());
}

const TALK: &str = "The kiosk at the pier\n\nBy Una Harrow\n\n14 March 2019\n\n\
    The kiosk sold its last newspaper in the spring of 2017 and nobody noticed until the tide tables ran out, which was late in the year.¹\n\n\
    The owner says that she noticed, and that she kept the tide tables for herself, because somebody had to know when it was.²\n\n\
    ¹Evidence to the hearing of 2 May 2018, question 118.\n²Ibid.\n";

#[test]
fn an_ibid_after_a_source_in_no_known_form_is_tied_to_a_record_of_its_words() {
    let site = SiteTest::new().file("talk.txt", TALK);
    assert_eq!(output(&site, &["import", "talk.txt"]).0, 0);
    let text = fs::read_to_string(site.path("content/the-kiosk-at-the-pier.md")).unwrap();
    assert!(
        text.contains(
            "[^1]: [Evidence to the hearing of 2 May 2018](cite:evidencehearing2018), question 118. <!-- review: "
        ),
        "{text}"
    );
    assert!(text.contains("[^2]: [Ibid.](cite:evidencehearing2018)"), "{text}");
    let works = fs::read_to_string(site.path("content/references.yaml")).unwrap();
    assert!(works.contains("type: document\n    title: \"Evidence to the hearing of 2 May 2018\""), "{works}");
    let (status, _, err) = output(&site, &["build"]);
    assert_eq!(status, 0, "{err}");
    let page = fs::read_to_string(site.path("public/the-kiosk-at-the-pier.html")).unwrap();
    assert!(page.contains("evidencehearing2018"), "{page}");
}

#[test]
fn a_language_is_written_where_it_is_not_that_of_the_site() {
    let page = |language: &str| {
        format!(
            "<html lang=\"{language}\"><title>A</title><article><h1>A pier</h1><p>{}</p></article></html>",
            "One two three. ".repeat(30)
        )
    };
    let site = SiteTest::new().file("en.html", page("en-GB")).file("sr.html", page("sr-Latn"));
    for (file, written) in [("en.html", false), ("sr.html", true)] {
        assert_eq!(output(&site, &["import", file, "--force"]).0, 0);
        let text = fs::read_to_string(site.path("content/a-pier.md")).unwrap();
        assert_eq!(text.contains("language:"), written, "{text}");
    }
}
