//! Small whole sites with the pages that they should give, and the site that `ibid init` makes.

use crate::html::tags;
use crate::site::SiteTest;

#[test]
fn two_briefings() {
    let site = SiteTest::from("sites/two-briefings");
    let run = site.run(["build"]).exits(0);
    assert!(run.stderr.contains("2 briefings"), "{}", run.stderr);
    site.check_pages("sites/two-briefings");
    site.build().rebuilt([]);
}

#[test]
fn two_briefings_with_pretty_addresses() {
    let site = SiteTest::from("sites/two-briefings");
    site.edit("ibid.toml", "title", "pretty_urls = true\ntitle");
    site.build();
    assert!(site.page("gap/index.html").contains("href=\"../corridor/\""), "{}", site.page("gap/index.html"));
}

#[test]
fn the_site_that_init_makes_has_no_fault() {
    let site = SiteTest::new();
    site.run(["init", "new", "--title", "Bridge \"papers\" & more"]).exits(0);
    let run = site.run(["check", "--root", "new", "--format", "gcc"]).exits(0);
    assert_eq!(run.stdout, "");
    site.run(["build", "--root", "new"]).exits(0);
    let page = std::fs::read_to_string(site.path("new/public/index.html")).unwrap();
    let heading = tags(&page).into_iter().find(|tag| tag.name == "h1").unwrap();
    assert_eq!(heading.text.trim(), "Bridge \"papers\" & more");
    site.run(["init", "new"]).exits(2).names("not empty");
    site.run(["new", "The harbour: and its debts", "--root", "new"]).exits(0);
    site.run(["check", "--root", "new", "--drafts", "--fail-on", "warning"]).exits(0);
    site.run(["new", "The harbour: and its debts", "--root", "new"]).exits(2);
}

#[test]
fn the_command_line_says_what_it_cannot_do() {
    let site = SiteTest::new();
    std::fs::remove_file(site.path("ibid.toml")).unwrap();
    site.run(["build", "--root", "."]).exits(2).names("ibid.toml");
    site.run(["build", "--root", "nowhere"]).exits(2);
    site.run(["bulid"]).exits(2).names("build");
    site.run(["check", "--format", "words"]).exits(2);
    site.run([]).exits(2).names("Usage");
    site.run(["--version"]).exits(0).names(env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_exit_status_does_not_depend_on_what_is_said() {
    let faulty = SiteTest::new().text("content/a.md", "Text.[^1]\n");
    let doubtful = SiteTest::new().text("content/a.md", "Text.\n\n[^1]: Unused.\n");
    for args in [&["--quiet"][..], &["--format", "json"], &["--format", "sarif"], &[]] {
        let with = |command: &'static str| std::iter::once(command).chain(args.iter().copied());
        faulty.run(with("build")).exits(1);
        faulty.run(with("check")).exits(1);
        doubtful.run(with("build")).exits(0);
        doubtful.run(with("check")).exits(1);
    }
    doubtful.run(["check", "--fail-on", "error"]).exits(0);
}
