//! The promises of THREATS D1–D5, one by one.

use super::*;

/// THREATS D1, D2, D3: each step that changes the disk fails once; a site stands whole, and the next build ends well.
/// THREATS D4: a sync that fails is such a step, and takes the swap back.
#[test]
fn d1_every_step_that_fails_leaves_the_old_site() {
    let (mut failures, mut succeeded) = (0, 0);
    for step in 1.. {
        let site = Site::new();
        site.write("public/CNAME", "c");
        site.build(FIRST).unwrap();
        if step % 2 == 0 {
            // With a spare tree.
            site.build(SECOND).unwrap();
            site.build(FIRST).unwrap();
        }
        let old = site.public();
        let stage = site.begin().unwrap();
        stage.faults.fail_at.store(step, std::sync::atomic::Ordering::SeqCst);
        let result = build(stage, SECOND);
        let now = site.public();
        let Err(error) = result else {
            succeeded += 1;
            if succeeded == 2 {
                break;
            }
            continue;
        };
        succeeded = 0;
        failures += 1;
        assert!(error.to_string().ends_with("the disk is full"), "{error}");
        assert_eq!(now, old, "step {step}");
        assert_eq!(site.build(FIRST).unwrap().swap, None);
        site.build(SECOND).unwrap();
        let fresh = Site::new();
        fresh.write("public/CNAME", "c");
        fresh.build(SECOND).unwrap();
        assert_eq!(site.public(), fresh.public());
        assert_eq!(site.beside(), [".ibid-cache", "content", "public"]);
    }
    assert!(failures > 10, "only {failures} steps can fail");
}

const ROUNDS: &str = "IBID_TEST_BUILDS_IN";

/// What the next test kills; by itself it does nothing.
#[test]
fn d1_child() {
    let Some(root) = std::env::var_os(ROUNDS) else { return };
    let pages: Vec<(String, String)> = (0..300).map(|n| (format!("p{}/{n}.html", n % 7), n.to_string())).collect();
    for round in 0..10_000 {
        let stage = begin(Path::new(&root), "public").unwrap();
        let mark = if round % 2 == 0 { "even" } else { "odd" };
        for (at, (path, text)) in pages.iter().enumerate() {
            let text = if at % 3 == 0 { format!("{mark} {text}") } else { text.clone() };
            stage.put(path, Fingerprint::default(), text.as_bytes()).unwrap();
        }
        stage.put(&format!("{mark}.html"), Fingerprint::default(), b"x").unwrap();
        stage.commit().unwrap();
    }
}

/// THREATS D1, D3: builds are killed at any moment, two at once; the site is always a whole one.
#[test]
fn d1_a_killed_build_leaves_the_old_site_or_the_new_one() {
    let site = Site::new();
    site.write("public/CNAME", "c");
    site.build(&[("even.html", "x")]).unwrap();
    let child = || {
        let mut command = process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "io::publish::tests::whole::d1_child"]).env(ROUNDS, site.dir.path());
        command.stdout(process::Stdio::null()).stderr(process::Stdio::null()).spawn().unwrap()
    };
    let mut seen = BTreeSet::new();
    for round in 0..12_u64 {
        let mut children = [child(), child()];
        std::thread::sleep(Duration::from_millis(60 + round * 17));
        for child in &mut children {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let public = site.public();
        let (even, odd) = (public.contains("even.html"), public.contains("odd.html"));
        assert_ne!(even, odd, "{public}");
        assert!(public.contains("CNAME"));
        if public.contains("p0/") {
            let mark = if even { "even " } else { "odd " };
            assert_eq!(public.matches(mark).count(), 100, "{public}");
            assert_eq!(public.matches(".html ").count(), 301);
        }
        let text = manifest_text(&site.path("public"));
        let listed = Manifest::read(&text).unwrap();
        for (path, listed) in listed.files {
            let bytes = fs::read(site.path("public").join(path)).unwrap();
            assert_eq!(Fingerprint::of(&bytes), listed.content);
        }
        seen.insert(even);
    }
    site.build(FIRST).unwrap();
    assert_eq!(site.beside(), [".ibid-cache", "content", "public"]);
    assert!(!site.path(".ibid-cache/stage").exists());
    let fresh = Site::new();
    fresh.write("public/CNAME", "c");
    fresh.build(FIRST).unwrap();
    assert_eq!(site.public(), fresh.public());
}

/// THREATS D3: what a fallback swap left half done.
#[test]
fn d3_an_output_folder_that_was_put_aside_comes_back() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let old = site.public();
    fs::rename(site.path("public"), site.path(".public.ibid-aside")).unwrap();
    fs::create_dir(site.path(".public.ibid-stage")).unwrap();
    drop(site.begin().unwrap());
    assert_eq!(site.public(), old);
    assert_eq!(site.beside(), [".ibid-cache", "content", "public"]);
}

/// THREATS D3, B3: a stranger wrote into the old tree in the moment of the swap, and the build was killed there.
#[test]
fn d3_a_file_that_came_during_the_swap_is_brought_back() {
    let site = Site::new();
    site.write("public/notes.txt", "1");
    site.build(FIRST).unwrap();
    site.build(SECOND).unwrap();
    let retired = site.path(".ibid-cache/retired");
    fs::write(retired.join("late.txt"), "l").unwrap();
    fs::remove_file(retired.join("notes.txt")).unwrap();
    fs::write(retired.join("notes.txt"), "22").unwrap();
    site.build(FIRST).unwrap();
    site.build(SECOND).unwrap();
    assert_eq!(fs::read_to_string(site.path("public/late.txt")).unwrap(), "l");
    assert_eq!(fs::read_to_string(site.path("public/notes.txt")).unwrap(), "22");
}

/// What the next test runs; by itself it does nothing.
#[test]
fn d5_child() {
    let Some(root) = std::env::var_os(ROUNDS) else { return };
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    build(begin(Path::new(&root), "public").unwrap(), FIRST).unwrap();
}

/// THREATS D5: whatever the umask is. It belongs to the whole process, so another one builds.
#[test]
fn d5_modes_do_not_depend_on_the_umask() {
    let site = Site::new();
    let mut command = process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "io::publish::tests::whole::d5_child"]).env(ROUNDS, site.dir.path());
    assert!(command.stdout(process::Stdio::null()).status().unwrap().success());
    let mode = |path: &str| fs::metadata(site.path(path)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode("public"), mode("public/works"), mode("public/works/w.html")), (0o755, 0o755, 0o644));
}

/// Where the file system has no exchange, and where it cannot even move the old folder.
#[test]
fn d1_the_fallbacks_give_the_same_site() {
    for (kind, swap) in [(io::ErrorKind::Unsupported, Swap::Renamed), (io::ErrorKind::CrossesDevices, Swap::Replaced)] {
        let site = Site::new();
        site.write("public/CNAME", "c");
        for files in [FIRST, SECOND, FIRST] {
            let stage = site.begin().unwrap();
            stage.faults.exchange.set(kind).unwrap();
            assert_eq!(build(stage, files).unwrap().swap, Some(swap));
            let fresh = Site::new();
            fresh.write("public/CNAME", "c");
            fresh.build(files).unwrap();
            assert_eq!(site.public(), fresh.public());
            assert_eq!(site.beside(), [".ibid-cache", "content", "public"]);
        }
        // Any other refusal is an error, and the old site stands.
        let old = site.public();
        let stage = site.begin().unwrap();
        stage.faults.exchange.set(io::ErrorKind::ResourceBusy).unwrap();
        let error = build(stage, SECOND).unwrap_err();
        assert!(error.to_string().contains("put the new site in place"), "{error}");
        assert_eq!(site.public(), old);
        assert_eq!(site.build(FIRST).unwrap().swap, None);
    }
}

/// THREATS D3: killed while an output folder that cannot be moved was being removed.
#[test]
fn d3_a_new_site_that_waited_for_its_place_gets_it() {
    let site = Site::new();
    site.build(SECOND).unwrap();
    let new = site.public();
    fs::rename(site.path("public"), site.path(".public.ibid-next")).unwrap();
    site.write("public/a.html", "half removed");
    fs::remove_file(site.path("public/a.html")).unwrap();
    drop(site.begin().unwrap());
    assert_eq!(site.public(), new);
    assert_eq!(site.beside(), [".ibid-cache", "content", "public"]);
}

/// THREATS D1: what a build writes down about its site, it writes before another one begins.
#[test]
fn d1_another_build_waits_until_the_first_has_written_down_what_it_did() {
    let site = Site::new();
    let stage = site.begin().unwrap();
    assert!(!stage.has_waited());
    stage.put("a.html", Fingerprint::default(), b"a").unwrap();
    let (report, held) = stage.commit().unwrap();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| site.begin().unwrap());
        std::thread::sleep(Duration::from_millis(60));
        assert!(!other.is_finished());
        drop(held);
        let other = other.join().unwrap();
        assert!(other.has_waited());
        assert_eq!(other.published(), report.published);
    });
}
