//! B: paths stay inside.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::site::{SiteTest, executable, files_of};

const SECRET: &str = "a secret of the machine";

/// A folder beside the site that nothing may reach.
fn outside() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["secret.md", "secret.txt", "secret.yaml", "secret.svg", "secret.csl"] {
        fs::write(folder.path().join(name), SECRET).unwrap();
    }
    folder
}

fn published(site: &SiteTest) -> String {
    site.pages().values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

#[test]
fn b1_nothing_outside_the_site_is_read() {
    let outside = outside();
    let above = outside.path().to_str().unwrap().to_owned();
    let name = outside.path().file_name().unwrap().to_str().unwrap();
    let site = SiteTest::new();
    for way in [
        format!("../{name}"),
        format!("../../{name}"),
        format!("../../../../../../..{above}"),
        above.clone(),
        format!("file://{above}"),
    ] {
        site.write(
            "ibid.toml",
            format!("title = \"T\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\nbibliography = \"{way}/secret.yaml\"\ncitation_style = \"{way}/secret.csl\"\n"),
        );
        site.write(
            "content/a.md",
            format!(
                "---\ntitle: A\ndate: 2024-01-02\nbibliography: {way}/secret.yaml\nimage: {way}/secret.svg\n---\n\
                 ![picture]({way}/secret.svg) [file]({way}/secret.txt) [page]({way}/secret.md) [[{way}/secret]]\n"
            ),
        );
        let run = site.run(["build", "--format", "gcc"]);
        assert!(matches!(run.code, Some(0..=2)), "{run:?}");
        assert!(!published(&site).contains(SECRET), "{way}");
        assert!(run.says().contains("secret.yaml"), "{way} is named: {}", run.says());
        assert!(!run.says().contains(SECRET), "{way}: a message quotes it");
    }
    site.write(
        "ibid.toml",
        format!(
            "title = \"T\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\n[theme]\nname = \"../../{name}\"\n"
        ),
    );
    site.run(["build"]).exits(2);
}

#[test]
fn b1_a_link_out_of_the_site_is_named_and_not_followed() {
    let outside = outside();
    let site = SiteTest::new().text("content/a.md", "Text.\n").text("content/sub/b.md", "More.\n");
    let at = |path: &str| site.path(path);
    symlink(outside.path().join("secret.md"), at("content/file.md")).unwrap();
    symlink(outside.path(), at("content/folder")).unwrap();
    symlink(at("content/second.md"), at("content/first.md")).unwrap();
    symlink(at("content/file.md"), at("content/second.md")).unwrap();
    let run = site.run(["check", "--format", "gcc"]);
    for path in ["content/file.md", "content/folder", "content/first.md", "content/second.md"] {
        assert!(
            run.stdout.lines().any(|line| line.contains(path) && line.contains("[symlink-outside]")),
            "{path}: {}",
            run.stdout
        );
    }
    site.run(["build", "--quiet"]);
    assert!(!published(&site).contains(SECRET));
    assert!(
        site.pages().keys().all(|path| !path.contains("secret") && !path.contains("folder")),
        "{:?}",
        site.pages().keys()
    );
}

#[test]
fn b1_a_link_inside_the_site_is_followed_once_and_rings_end() {
    let site = SiteTest::new()
        .text("content/a.md", "Text.\n")
        .text("shelf/b.md", "---\ntitle: B\ndate: 2024-01-02\n---\nMore.\n");
    symlink(site.path("shelf"), site.path("content/kept")).unwrap();
    symlink(site.path("content"), site.path("content/ring")).unwrap();
    symlink(site.path("content/two"), site.path("content/one")).unwrap();
    symlink(site.path("content/one"), site.path("content/two")).unwrap();
    let run = site.run(["build", "--format", "gcc"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    assert!(run.stdout.contains("[not-a-regular-file]"), "e4: the ring is named: {}", run.stdout);
    assert!(site.page("b.html").contains("More."));
}

#[test]
fn b2_nothing_is_written_outside_the_output() {
    let site = SiteTest::new();
    let evil = [
        "../evil",
        "../../evil",
        "/evil",
        "..",
        ".",
        "a/../../evil",
        "..\\\\evil",
        "C:\\\\evil",
        "public/../../evil",
        "%2e%2e/evil",
        "evil\\0x",
    ];
    for (n, way) in evil.iter().enumerate() {
        site.write(
            &format!("content/a{n}.md"),
            format!("---\ntitle: \"T {way}\"\ndate: 2024-01-02\nslug: \"{way}\"\naliases: [\"{way}.html\", \"{way}\"]\nseries: \"{way}\"\ntopics: [\"{way}\"]\nauthors: [\"{way}\"]\nurl: \"{way}\"\n---\nText.\n"),
        );
    }
    let before = files_of(site.path("").as_path());
    site.run(["build", "--quiet"]);
    let mut after = files_of(site.path("").as_path());
    after.retain(|path, _| !path.starts_with("public/") && !path.starts_with(".ibid-cache/"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let above = site.path("").parent().unwrap().to_owned();
    for entry in fs::read_dir(&above).unwrap().flatten() {
        assert!(!entry.file_name().to_str().unwrap_or("").starts_with("evil"), "{:?}", entry.path());
    }
}

#[test]
fn b2_a_link_that_lies_in_the_output_leads_nothing_out() {
    let outside = outside();
    let site = SiteTest::new().text("content/a.md", "Text.\n").text("content/entities/e.md", "Text.\n");
    fs::create_dir(site.path("public")).unwrap();
    fs::create_dir(outside.path().join("folder")).unwrap();
    symlink(outside.path().join("folder"), site.path("public/entities")).unwrap();
    symlink(outside.path().join("secret.txt"), site.path("public/a.html")).unwrap();
    fs::hard_link(outside.path().join("secret.md"), site.path("public/index.html")).unwrap();
    let before = files_of(outside.path());
    let run = site.run(["build", "--quiet"]);
    assert!(run.code.is_some(), "{run:?}");
    assert_eq!(files_of(outside.path()), before);
}

#[test]
fn b3_an_output_folder_that_touches_the_sources_is_refused() {
    let site = SiteTest::new()
        .text("content/a.md", "Text.\n")
        .file("themes/default/static/x.css", "")
        .file("references.yaml", "references: []\n");
    site.edit("ibid.toml", "language", "bibliography = \"references.yaml\"\nlanguage");
    symlink(site.path("content"), site.path("alias")).unwrap();
    let before = files_of(site.path("").as_path());
    for out in [
        "content",
        "content/public",
        ".",
        "..",
        "content/../content",
        "alias",
        "alias/sub",
        "ibid.toml",
        "themes",
        "references.yaml",
        "/",
    ] {
        let run = site.run(["build", "--out", out]).exits(2);
        assert!(run.stderr.contains("output folder"), "{out}: {}", run.stderr);
        let mut after = files_of(site.path("").as_path());
        after.retain(|path, _| !path.starts_with(".ibid-cache/"));
        assert_eq!(after, before, "{out}");
    }
}

#[test]
fn b3_the_files_of_strangers_stay() {
    let site = SiteTest::new().text("content/a.md", "Text.\n").text("content/b.md", "More.\n");
    let strange = ["CNAME", ".git/HEAD", ".well-known/security.txt", "notes/mine.txt", "works/mine.html"];
    for path in strange {
        site.write(&format!("public/{path}"), path);
    }
    site.build();
    fs::remove_file(site.path("content/b.md")).unwrap();
    site.build();
    for path in strange {
        assert_eq!(fs::read_to_string(site.path("public").join(path)).unwrap(), path);
    }
    assert!(!site.path("public/b.html").exists(), "what ibid made and makes no more is gone");
}

#[test]
fn b4_two_sources_of_one_address_are_named() {
    for (first, second) in [
        ("gap", "GAP"),
        ("gap", "Gap"),
        ("\u{142}\u{f3}d\u{17a}", "\u{142}o\u{301}dz\u{301}"),
        ("stra\u{df}e", "STRASSE"),
    ] {
        let site = SiteTest::new()
            .text(&format!("content/one/{first}.md"), "One.\n")
            .text(&format!("content/two/{second}.md"), "Two.\n");
        let run = site.run(["build", "--format", "gcc"]);
        let line = run.stdout.lines().find(|line| line.contains("[duplicate-url]"));
        // ß and SS fold to the same name on no file system, so both may stand.
        if first != "stra\u{df}e" {
            let line = line.unwrap_or_else(|| panic!("{first} and {second}: {}", run.stdout));
            assert!(line.contains("content/one/") && line.contains("content/two/"), "both are named: {line}");
            assert_eq!(run.code, Some(1));
        }
    }
    for own in
        ["index", "404", "citations", "entities", "feed", "sitemap", "search", "topics", "authors", "assets", "works"]
    {
        let site = SiteTest::new().text("content/ok.md", "Text.\n").text(&format!("content/{own}.md"), "Mine.\n");
        let run = site.run(["build", "--format", "gcc"]);
        let twice = run.stdout.contains("[duplicate-url]");
        let pages = site.pages();
        // Either it is named, or its page stands and no page of ibid's is lost.
        assert!(
            twice
                || pages
                    .get(&format!("{own}.html"))
                    .is_some_and(|page| String::from_utf8_lossy(page).contains("Mine.")),
            "{own}: {}",
            run.stdout
        );
        assert!(
            pages.contains_key("index.html") && pages.contains_key("404.html") && pages.contains_key("feed.xml"),
            "{own}"
        );
    }
}

#[test]
fn b5_addresses_can_be_held_by_every_system() {
    let site = SiteTest::new();
    let long = "x".repeat(240);
    for (n, slug) in ["CON", "aux.", "nul ", "a\u{202e}b", "a\u{200b}b", "a:b?c*d|e", &long, "e\u{301}t\u{e9}", "..."]
        .iter()
        .enumerate()
    {
        site.write(
            &format!("content/s{n}.md"),
            format!("---\ntitle: T{n}\ndate: 2024-01-02\nslug: {slug:?}\n---\nText.\n")
                .replace("\\u{", "\\U{")
                .replace("\\U{202e}", "\\u202e")
                .replace("\\U{200b}", "\\u200b")
                .replace("\\U{301}", "\\u0301"),
        );
    }
    let run = site.run(["build", "--format", "gcc"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    for path in site.pages().keys() {
        for segment in path.split('/') {
            let stem = segment.split('.').next().unwrap();
            assert!(segment.len() <= 210, "{segment}");
            assert!(!["con", "aux", "nul"].contains(&stem.to_lowercase().as_str()), "{segment}");
            assert!(!segment.ends_with([' ', '.']) && !stem.ends_with(' '), "{segment:?}");
            assert!(
                segment.chars().all(|c| !c.is_control()
                    && !"<>:\"|?*\\".contains(c)
                    && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')),
                "{segment:?}"
            );
            let composed: String = unicode_normalization::UnicodeNormalization::nfc(segment).collect();
            assert_eq!(segment, composed);
        }
    }
    assert!(run.stdout.matches("[unportable-slug]").count() >= 5, "what had to change is named: {}", run.stdout);
}

#[test]
fn b6_what_is_no_file_is_named_and_not_opened() {
    let site = SiteTest::new().text("content/a.md", "Text.\n");
    let pipe = site.path("content/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(site.path("content/socket.md")).unwrap();
    symlink("/dev/zero", site.path("content/zero.md")).unwrap();
    // A program that opened the pipe would wait for ever.
    let run = site.run(["check", "--format", "gcc"]).exits(1);
    for path in ["content/pipe.md", "content/socket.md"] {
        assert!(
            run.stdout.lines().any(|line| line.contains(path) && line.contains("[not-a-regular-file]")),
            "{path}: {}",
            run.stdout
        );
    }
    assert!(run.stdout.contains("content/zero.md"), "{}", run.stdout);
}

#[test]
fn b6_a_file_without_the_right_to_read_is_named() {
    let site = SiteTest::new().text("content/a.md", "Text.\n").text("content/locked.md", "Text.\n");
    let set = |path: &str, mode: u32| fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    set("content/locked.md", 0);
    // Root reads everything, so where we are root somebody else has to try, with a copy of the program in reach.
    let root = fs::read(site.path("content/locked.md")).is_ok();
    let program = site.path("program");
    fs::copy(executable(), &program).unwrap();
    for path in ["", "content"] {
        set(path, 0o777);
    }
    set("program", 0o755);
    let mut command = Command::new(&program);
    command.args(["check", "--format", "gcc"]).current_dir(site.path("")).stdin(Stdio::null());
    if root {
        command.uid(65534).gid(65534);
    }
    let out = command.output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(said.contains("content/locked.md") && said.contains("[unreadable-file]"), "{said} {:?}", out.stderr);
    assert_eq!(out.status.code(), Some(1));
}

#[test]
fn b7_a_file_that_is_not_utf8_is_named_with_the_offset() {
    let site = SiteTest::new().text("content/a.md", "Text.\n");
    site.write("content/latin.md", b"---\ntitle: T\ndate: 2024-01-02\n---\nCaf\xe9.\n");
    let run = site.run(["check", "--format", "gcc"]).exits(1);
    let line = run.stdout.lines().find(|line| line.contains("[not-utf8]")).unwrap_or_else(|| panic!("{}", run.stdout));
    assert!(line.contains("content/latin.md") && line.contains("offset 37") && line.contains("line 5"), "{line}");
}

#[test]
fn b7_marks_and_line_ends_of_other_systems_are_accepted() {
    let unix = "---\ntitle: T\ndate: 2024-01-02\n---\n## Head\n\nText.[^1]\n\n[^1]: Note.\n";
    let pages: Vec<String> =
        [unix.to_owned(), format!("\u{feff}{unix}"), unix.replace('\n', "\r\n"), unix.replace('\n', "\r")]
            .into_iter()
            .map(|text| {
                let site = SiteTest::new().file("content/a.md", text);
                site.build();
                crate::html::squeeze(&site.page("a.html"))
            })
            .collect();
    for page in &pages[1..] {
        assert_eq!(page, &pages[0]);
    }
}
