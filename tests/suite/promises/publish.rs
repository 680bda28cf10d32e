//! D: the published site is always whole, and the same input gives the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::fuzz::Random;
use crate::site::{SiteTest, executable};

type Files = BTreeMap<String, Vec<u8>>;

/// A site with a page of every kind. `name` stands on all of them.
fn site(name: &str) -> SiteTest {
    let mut site = SiteTest::new()
        .file("ibid.toml", settings(name))
        .file("references.yaml", "references:\n  - id: marsh2019\n    type: book\n    author: [{ family: Marsh, given: Ellen }]\n    title: The River Toll\n    issued: { date-parts: [[2019]] }\n")
        .text("content/entities/gap.md", "---\nname: the Gap\nkind: place\n---\nWords.\n")
        .text("content/pages/about.md", "About.\n");
    for n in 0..12 {
        let text = format!(
            "---\ntitle: Briefing {n}\ndate: 2024-01-{:02}\nauthors: [Anna Marsh]\ntopics: [Roads]\n---\n## One\n\nIn the Gap nothing moved.[^1] \
             See [[b{}]].\n\n> [!pullquote]\n> nothing moved\n\n[^1]: [@marsh2019, p. {n}].\n",
            n + 1,
            (n + 1) % 12
        );
        site = site.file(&format!("content/b{n}.md"), text);
    }
    site
}

fn settings(name: &str) -> String {
    format!(
        "title = \"{name}\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\nbibliography = \"references.yaml\"\n"
    )
}

fn built(name: &str) -> Files {
    let site = site(name);
    site.build();
    site.pages()
}

/// Names of files, for a message that can be read.
fn differing(a: &Files, b: &Files) -> Vec<String> {
    let all: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    all.into_iter().filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

#[track_caller]
fn same(a: &Files, b: &Files) {
    let differing = differing(a, b);
    assert!(differing.is_empty(), "{} of {} files differ: {differing:?}", differing.len(), a.len());
}

#[test]
fn d1_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let sites = [built("Old"), built("New")];
    let site = site("Old");
    let start = Instant::now();
    site.build();
    let usual = start.elapsed();
    let mut random = Random::new(7);
    let (mut stood, mut changed) = (0, 0);
    for round in 0..30 {
        let now = site.pages();
        let old = usize::from(now != sites[0]);
        same(&now, &sites[old]);
        site.write("ibid.toml", settings(["New", "Old"][old]));
        let mut child = site.command(["build", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let micros = u64::try_from(usual.as_micros()).unwrap() * 5 / 4;
        std::thread::sleep(Duration::from_micros(random.below(micros)));
        let _ = child.kill();
        child.wait().unwrap();
        let after = site.pages();
        if after == sites[old] {
            stood += 1;
        } else {
            same(&after, &sites[1 - old]);
            changed += 1;
        }
        // d3: the next build repairs by itself, and nothing is left beside the site.
        if round % 3 == 2 {
            site.build();
            same(&site.pages(), &sites[1 - old]);
            let mut left: Vec<String> = fs::read_dir(site.path(""))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            left.sort();
            assert_eq!(left, [".ibid-cache", "content", "ibid.toml", "public", "references.yaml"]);
        }
    }
    assert!(stood > 0, "no build of 30 was killed before its end: the moments prove nothing ({changed} changed)");
}

/// A build that is ended after the site was exchanged, and before it wrote down what it had read. No signal hits this
/// moment often enough, so it is made: the cache may not be written once the site stands.
#[test]
fn d3_a_build_ended_before_it_saved_its_memo_misleads_no_other() {
    let site = site("Old");
    let head = site.path(".ibid-cache/head");
    // Files that have just been written are read again in any case.
    std::thread::sleep(Duration::from_millis(2_100));
    site.build();
    site.write("ibid.toml", settings("New"));
    site.build();
    // A folder stands where the new head is written first: it is not saved, as if the build had ended before.
    fs::create_dir_all(site.path(".ibid-cache/head.part/x")).unwrap();
    site.write("ibid.toml", settings("Old"));
    site.build();
    fs::remove_dir_all(site.path(".ibid-cache/head.part")).unwrap();
    assert!(!head.exists(), "what the build before knew is not believed any more");
    site.write("ibid.toml", settings("New"));
    site.build();
    same(&site.pages(), &built("New"));
}

#[test]
fn d3_a_damaged_cache_costs_time_and_nothing_else() {
    let site = site("Old");
    let cache = site.path(".ibid-cache");
    site.build();
    fs::remove_dir_all(&cache).unwrap();
    site.build().rebuilt([]);
    for name in fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        fs::write(name, b"damaged").unwrap();
    }
    site.build().rebuilt([]);
    site.edit("content/b1.md", "nothing moved.", "little moved.");
    site.build();
    assert!(site.page("b1.html").contains("little moved."));
}

#[test]
fn d1_a_reader_never_misses_a_page_while_the_site_is_written() {
    let site = site("Old");
    site.build();
    let stop = AtomicBool::new(false);
    let pages = ["public/index.html", "public/b3.html", "public/works/marsh2019.html"].map(|page| site.path(page));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !stop.load(Ordering::Relaxed) {
                for page in &pages {
                    let text = fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
                    assert!(text.ends_with("</html>\n"), "half a page");
                    assert!(text.contains("Old") != text.contains("New"), "a mixture");
                    reads += 1;
                }
            }
            reads
        });
        for name in ["New", "Old", "New", "Old"] {
            site.write("ibid.toml", settings(name));
            let done = site.command(["build", "--quiet"]).status();
            assert!(done.unwrap().success());
        }
        stop.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 100);
    });
}

/// Of two builds, the first one may save what it knows after the second one has published. That moment is made: the
/// first one's memo is put back, whole or in part, after the second build.
#[test]
fn d5_what_one_build_knows_is_not_believed_of_another_one_s_site() {
    let draft = "---\ntitle: Later\ndate: 2024-03-01\ndraft: true\n---\nIn the Gap.\n";
    let make = || site("Two").file("content/later.md", draft);
    let cold = make();
    cold.build();
    let warm = make();
    // Files that have just been written are read again in any case.
    std::thread::sleep(Duration::from_millis(2_100));
    let memo = || -> Files {
        let all = crate::site::files_of(&warm.path(".ibid-cache")).into_iter();
        all.filter(|(path, _)| path == "head" || path.starts_with("facts-")).collect()
    };
    warm.build();
    let first = memo();
    for kept in ["head", "facts-", ""] {
        warm.write("content/entities/gap.md", "---\nname: the Lake\nkind: place\n---\nWords.\n");
        warm.run(["build", "--drafts"]).exits(0);
        assert!(warm.pages().contains_key("later.html"));
        for (path, bytes) in first.iter().filter(|(path, _)| path.starts_with(kept)) {
            warm.write(&format!(".ibid-cache/{path}"), bytes);
        }
        warm.write("content/entities/gap.md", "---\nname: the Gap\nkind: place\n---\nWords.\n");
        warm.build();
        same(&warm.pages(), &cold.pages());
    }
    // And where nothing at all was edited in between.
    warm.run(["build", "--drafts"]).exits(0);
    std::thread::sleep(Duration::from_millis(2_100));
    warm.build();
    let first = memo();
    warm.run(["build", "--drafts"]).exits(0);
    for (path, bytes) in &first {
        warm.write(&format!(".ibid-cache/{path}"), bytes);
    }
    warm.build();
    same(&warm.pages(), &cold.pages());
}

#[test]
fn d1_two_builds_at_once_leave_one_whole_site() {
    let wanted = built("New");
    let site = site("New");
    let mut builds: Vec<_> = (0..3).map(|_| site.command(["build", "--quiet"]).spawn().unwrap()).collect();
    for build in &mut builds {
        assert!(build.wait().unwrap().success());
    }
    same(&site.pages(), &wanted);
}

#[test]
fn d2_a_build_that_fails_leaves_the_old_site() {
    let site = site("Old");
    site.build();
    let before = site.pages();
    site.write("ibid.toml", settings("New"));
    site.write("themes/default/templates/briefing.html", "{% if %}");
    site.run(["build"]).exits(2).names("briefing.html");
    same(&site.pages(), &before);
    fs::remove_dir_all(site.path("themes")).unwrap();
    site.build();
    same(&site.pages(), &built("New"));
}

/// A mounted folder cannot be exchanged. Only root can mount one; another user's run proves nothing here.
#[cfg(target_os = "linux")]
#[test]
fn d2_a_mounted_output_folder_is_refused_and_left_as_it_is() {
    let mount = |args: &[&str], at: &std::path::Path| Command::new("mount").args(args).arg(at).output();
    let site = site("Old");
    site.build();
    let (old, public, other) = (site.pages(), site.path("public"), site.path("other"));
    fs::create_dir(&other).unwrap();
    for (path, bytes) in &old {
        let target = other.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
    fs::copy(public.join(".ibid-manifest"), other.join(".ibid-manifest")).unwrap();
    site.write("ibid.toml", settings("New"));
    let from = other.to_str().unwrap();
    for (args, why) in [
        (&["-t", "tmpfs", "-o", "size=8m", "none"][..], "another disk is mounted there"),
        (&["--bind", from], "Another folder is mounted there"),
    ] {
        if !mount(args, &public).is_ok_and(|done| done.status.success()) {
            continue;
        }
        fs::write(public.join("stranger.txt"), "s").unwrap();
        let before = site.pages();
        let refused = site.run(["build"]);
        let after = site.pages();
        let inside = site.run(["build", "--out", "public/site"]);
        let unmounted = Command::new("umount").arg(&public).status();
        assert!(unmounted.unwrap().success());
        refused.exits(2).names(why).names("public/site");
        same(&before, &after);
        inside.exits(0);
    }
    same(&site.pages(), &old);
    site.build();
    same(&site.pages(), &built("New"));
}

/// Each way of running out, at each of several sizes: the message names what could not be done and where, and the old
/// site stands.
#[cfg(target_os = "linux")]
#[test]
fn d2_running_out_of_files_or_of_room_leaves_the_old_site() {
    let site = site("Old");
    site.build();
    let before = site.pages();
    site.write("ibid.toml", settings("New"));
    let mut failed = 0;
    for limit in ["ulimit -n 4", "ulimit -n 8", "ulimit -n 12", "ulimit -n 16", "ulimit -f 1", "ulimit -f 0"] {
        let script = format!("{limit}; exec \"$0\" build --no-cache");
        let done =
            Command::new("sh").args(["-c", &script]).arg(executable()).current_dir(site.path("")).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        if done.status.success() {
            // Enough, after all.
            site.write("ibid.toml", settings("Old"));
            site.build();
            site.write("ibid.toml", settings("New"));
            continue;
        }
        assert!(!said.contains("panicked"), "{limit}: {said}");
        if done.status.code() == Some(2) {
            assert!(said.contains("error: cannot ") || said.contains("could not"), "{limit}: {said}");
            failed += 1;
        }
        same(&site.pages(), &before);
    }
    assert!(failed > 0, "no limit was hit");
    site.build();
    same(&site.pages(), &built("New"));
}

/// Only root can make a disk of its own.
#[cfg(target_os = "linux")]
#[test]
fn d2_a_full_disk_leaves_the_old_site() {
    let disk = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "none"]).arg(disk.path()).output();
    if !mounted.is_ok_and(|done| done.status.success()) {
        return;
    }
    let site = site("Old");
    let out = disk.path().join("site");
    let out = out.to_str().unwrap();
    site.run(["build", "--out", out]).exits(0);
    let before = crate::site::files_of(out.as_ref());
    let all = vec![0; 4 << 20];
    let _ = fs::write(disk.path().join("filler"), all);
    site.write("ibid.toml", settings("New"));
    let full = site.run(["build", "--out", out]);
    let after = crate::site::files_of(out.as_ref());
    fs::remove_file(disk.path().join("filler")).unwrap();
    let again = site.run(["build", "--out", out]);
    let new = crate::site::files_of(out.as_ref());
    let mut left: Vec<_> = fs::read_dir(disk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert!(Command::new("umount").arg(disk.path()).status().unwrap().success());
    full.exits(2).names("the disk is full").names("site");
    same(&before, &after);
    again.exits(0);
    same(&new, &built("New"));
    assert_eq!(left, ["site"]);
}

#[test]
fn d5_the_same_input_gives_the_same_bytes() {
    let wanted = built("Same");
    for (name, value) in
        [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8"), ("HOME", "/nowhere"), ("RAYON_NUM_THREADS", "1")]
    {
        let site = site("Same").env(name, value);
        site.build();
        same(&site.pages(), &wanted);
    }
    let one = site("Same");
    one.run(["build", "--threads", "1"]).exits(0);
    same(&one.pages(), &wanted);
    let closed = site("Same");
    let status = Command::new("sh")
        .args(["-c", "umask 077; exec \"$0\" build --quiet"])
        .arg(executable())
        .current_dir(closed.path(""))
        .status()
        .unwrap();
    assert!(status.success());
    same(&closed.pages(), &wanted);
    // Made in another order, and long ago.
    let aged = site("Same");
    for n in (0..12).rev() {
        let path = aged.path(&format!("content/b{n}.md"));
        let text = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_000_000)).unwrap();
    }
    aged.build();
    same(&aged.pages(), &wanted);
}

#[test]
fn d5_no_page_holds_a_path_of_the_machine() {
    let site = site("Paths");
    site.build();
    let root = fs::canonicalize(site.path("")).unwrap();
    let name = root.file_name().unwrap().to_str().unwrap();
    for (path, bytes) in site.pages() {
        assert!(!String::from_utf8_lossy(&bytes).contains(name), "{path}");
    }
}

/// An edit that reaches pages in its own way: one file, all files, names, works, addresses, settings.
type Step = (&'static str, fn(&SiteTest));

const STEPS: [Step; 9] = [
    ("a word", |site| site.edit("content/b3.md", "nothing moved.", "little moved.")),
    ("a title", |site| site.edit("content/b4.md", "title: Briefing 4", "title: \"Another & title\"")),
    ("an alias", |site| site.edit("content/entities/gap.md", "kind: place", "kind: place\naliases: [Briefing]")),
    ("a work", |site| site.edit("references.yaml", "The River Toll", "The Lake Toll")),
    ("one briefing less", |site| fs::remove_file(site.path("content/b5.md")).unwrap()),
    ("one more", |site| {
        site.write("content/new.md", "---\ntitle: New\ndate: 2024-02-01\n---\nIn the Gap. [@marsh2019]\n");
    }),
    ("a note", |site| {
        site.edit("content/b6.md", "[^1]: [@marsh2019, p. 6].", "[^1]: Ibid.[^2]\n\n[^2]: [@marsh2019].");
    }),
    ("a setting", |site| site.edit("ibid.toml", "language = \"en\"", "language = \"de\"\npretty_urls = true")),
    ("a template", |site| {
        site.write(
            "themes/default/templates/404.html",
            "<!doctype html><html lang=\"en\"><title>x</title><h1>Gone</h1></html>",
        );
    }),
];

#[test]
fn d5_a_build_after_an_edit_gives_what_a_first_build_gives() {
    let warm = site("Warm");
    warm.build();
    for (n, (name, step)) in STEPS.iter().enumerate() {
        step(&warm);
        let run = warm.run(["build", "--quiet"]);
        assert!(matches!(run.code, Some(0 | 1)), "{name}: {run:?}");
        let cold = site("Warm");
        for (_, step) in &STEPS[..=n] {
            step(&cold);
        }
        cold.run(["build", "--quiet"]);
        let differing = differing(&warm.pages(), &cold.pages());
        assert!(differing.is_empty(), "after {name}: {differing:?}");
        let again = warm.run(["build", "--quiet"]);
        assert!(again.changed.is_empty(), "after {name}, nothing was changed and yet {:?}", again.changed);
    }
}

#[test]
fn an_edit_rewrites_the_pages_that_show_it_and_no_others() {
    let site = site("Edit");
    site.build();
    // The sentence that cites and names stands on the pages of the work and the name, and in the indexes.
    site.edit("content/b3.md", "In the Gap nothing moved.", "In the Gap nothing moved at all.");
    let run = site.build();
    let changed: Vec<&str> = run.changed.iter().map(String::as_str).collect();
    assert!(
        changed.contains(&"b3.html")
            && changed.contains(&"works/marsh2019.html")
            && changed.contains(&"entities/gap.html"),
        "{changed:?}"
    );
    for other in ["b5.html", "index.html", "404.html", "topics/roads.html", "pages/about.html", "about.html"] {
        assert!(!changed.contains(&other), "{other} shows nothing of it: {changed:?}");
    }
    site.build().rebuilt([]);
}
