//! `ibid entities`: proposals as an editor sees them, and answers as they end in the files.

use std::io::Write as _;
use std::process::Stdio;

use expect_test::expect;
use serde_json::Value;

use crate::site::{SiteTest, files_of, repository};

fn site() -> SiteTest {
    SiteTest::new()
        .text("content/a.md", "Mr Lukashenko spoke. Ann Harlow met Lukashenka in Tidewick, and left Tidewick.\n\nHere Harlow is: *Harlow*.\n")
        .text("content/b.md", "The Kalinousky Regiment was near Tidewick. Nobody saw the Kalinousky Regiment.\n")
        .file("content/entities/lukashenka.md", "---\nname: Alexander Lukashenka\nkind: person\naliases:\n  - Lukashenka # as he writes\n---\nText.\n")
        .file("content/entities/kalinouski.md", "---\nname: Kalinouski Regiment\n---\n")
}

#[test]
fn an_answer_file_is_written_answered_and_carried_out_once() {
    let site = site();
    let file = site.run(["entities", "--format", "yaml"]).exits(0).stdout;
    assert!(file.contains("entity: lukashenka") && file.contains("- Lukashenko # 1 time"), "{file}");
    assert!(file.contains("name: Tidewick"), "{file}");
    let file = file.replace("answer: skip", "answer: yes");
    site.write("names.yaml", &file);
    site.run(["entities", "--accept", "names.yaml"]).exits(0);
    let lukashenka = std::fs::read_to_string(site.path("content/entities/lukashenka.md")).unwrap();
    assert_eq!(
        lukashenka,
        "---\nname: Alexander Lukashenka\nkind: person\naliases:\n  - Lukashenka # as he writes\n  - Lukashenko\n---\nText.\n"
    );
    let tidewick = std::fs::read_to_string(site.path("content/entities/tidewick.md")).unwrap();
    assert!(tidewick.starts_with("---\nname: Tidewick\nkind: place\n"), "{tidewick}");
    site.run(["entities", "--accept", "names.yaml"]).exits(0).names("nothing to change");
    assert_eq!(site.run(["entities", "--format", "yaml"]).exits(0).stdout.lines().last(), Some("groups: []"));
    site.build().exits(0);
}

#[test]
fn no_is_an_answer_too() {
    let site = site();
    let file = site.run(["entities", "--format", "json"]).exits(0).stdout;
    let data: Value = serde_json::from_str(&file).unwrap();
    let group = data["groups"].as_array().unwrap().iter().find(|group| group["entity"]["id"] == "lukashenka").unwrap();
    let new: Vec<_> = group["spellings"].as_array().unwrap().iter().filter(|s| s["known"] == false).collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0]["text"], "Lukashenko");
    assert_eq!(new[0]["sentences"][0]["file"], "content/a.md");
    assert_eq!(new[0]["sentences"][0]["text"], "Mr Lukashenko spoke.");
    // The data itself is a file of answers.
    site.write("no.json", file.replace("\"name\": \"", "\"answer\": \"no\", \"name\": \""));
    site.run(["entities", "--accept", "no.json"]).exits(0);
    // Who is not the one may still be somebody: that is another question.
    let after: Value = serde_json::from_str(&site.run(["entities", "--format", "json"]).stdout).unwrap();
    assert!(after["groups"].as_array().unwrap().iter().all(|group| group["entity"].is_null()), "{after}");
    let settings = std::fs::read_to_string(site.path("ibid.toml")).unwrap();
    assert!(settings.contains("ignore_names = [") && settings.contains("Tidewick"), "{settings}");
    let lukashenka = std::fs::read_to_string(site.path("content/entities/lukashenka.md")).unwrap();
    assert!(lukashenka.contains("not: [Lukashenko]"), "{lukashenka}");
    let said = site.run(["check"]).exits(0);
    assert!(!said.stderr.contains("near-name"), "{}", said.stderr);
}

#[test]
fn asked_one_by_one() {
    let site = site();
    let mut child = site
        .command(["entities", "--ask"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Unclear, then yes to each; the end of the input is the end of the questions.
    child.stdin.take().unwrap().write_all("what\ny\ny\ny\ny\n".as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let out = String::from_utf8(out.stdout).unwrap();
    assert!(out.contains("1 of "), "{out}");
    assert!(site.path("content/entities/tidewick.md").exists(), "{out}");
    site.run(["entities"]).exits(0).names("settled");
}

#[test]
fn slips_in_answers_are_told_with_their_line() {
    let site = site();
    for (text, words) in [
        ("groups:\n- answer: perhaps\n  spellings: [A]\n", "names.yaml:2:3: perhaps is no answer"),
        ("groups:\n- answer: yes\n  entity: lukashenk\n  spellings: [A]\n", "did you mean lukashenka?"),
        ("groups:\n- answer: yes\n  kind: town\n  spellings: [A]\n", "town is no kind"),
        ("groups:\n- just words\n", "names.yaml:2:3: here has to stand a name"),
        ("groups: [", "names.yaml:1"),
    ] {
        site.write("names.yaml", text);
        site.run(["entities", "--accept", "names.yaml"]).exits(2).names(words);
    }
    site.run(["entities", "--accept", "nowhere.yaml"]).exits(2).names("nowhere.yaml");
}

/// The demo's names without the answers that its editors gave: what is proposed is right, and nothing near is left out.
#[test]
fn proposals_of_the_demo_are_right() {
    let site = SiteTest::from(".");
    for (path, bytes) in files_of(&repository().join("content/entities")) {
        let text = String::from_utf8(bytes).unwrap();
        // Each list stands in one line.
        let bare: String = text
            .lines()
            .filter(|line| !line.starts_with("aliases:") && !line.starts_with("not:"))
            .map(|line| format!("{line}\n"))
            .collect();
        site.write(&format!("content/entities/{path}"), &bare);
    }
    let run = site.run(["entities", "--format", "json"]).exits(0);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let said: Vec<String> = found["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| {
            let new = group["spellings"].as_array().unwrap().iter().filter(|spelling| spelling["known"] == false);
            let new: Vec<&str> = new.map(|spelling| spelling["text"].as_str().unwrap()).collect();
            format!("{}: {}", group["entity"]["id"].as_str().unwrap_or("-"), new.join(", "))
        })
        .collect();
    expect![[r#"
        oliver-davis: Davis
        lukashenka: Lukashenka, Lukashenko
        -: Economist
        tsikhanouskaya: Tsikhanouskaya, Svaityana Tsikhanowskaya, Svitlana Tikhanovskaya, Tikhanovskaya, Tsihanouskaya, Tsikhanowskaya
        -: Moscow
        putin: Putin
        andrew-wilson: Wilson
        -: Kastus Kalinouski, Kalinouski, Kalinousky, Kastus Kalinousky
        deni: Deni
        -: Kramer, Andrew Kramer
        suwalki-gap: Sulwalki Gap
        -: Astapenia, Ryhor Astapenia
        -: Suwałki
        -: Europe
        -: Covid-19
        -: Sly, Liz Sly
        -: Furlong, Ray Furlong
        -: Suwalki Corridor
        viacorka: Viacorka
        -: Ryanair
        kalinouski-regiment: Kalinouski Regiment, Kalinousky Regiment
        -: Kremlin"#]].assert_eq(&said.join("\n"));
}
