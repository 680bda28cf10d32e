//! E: no input takes it down, and what comes out is bounded by what goes in.

use crate::site::SiteTest;

/// Builds a site of one file; whatever it says, it ends by itself.
#[track_caller]
fn survives(name: &str, text: &str) -> SiteTest {
    let site = SiteTest::new().text("content/a.md", text);
    let run = site.run(["build", "--quiet", "--format", "gcc"]);
    assert!(
        matches!(run.code, Some(0 | 1)),
        "{name}: {:?} {}",
        run.code,
        run.stderr.chars().take(2000).collect::<String>()
    );
    // A page whose front matter cannot be read is held back: it may be a draft.
    let held_back = name.contains("front matter") && run.stdout.contains("[front-matter-syntax]");
    assert!(held_back || site.path("public/a.html").exists(), "{name}: the page is there");
    site
}

#[test]
fn e1_nesting_without_end_is_no_stack_overflow() {
    let deep = 20_000;
    survives("quotations", &format!("{} x\n", "> ".repeat(deep)));
    survives("lists", &(0..1_000).map(|n| format!("{}- x\n", "  ".repeat(n))).collect::<String>());
    survives("brackets", &format!("{}x{}\n", "[".repeat(deep), "](y)".repeat(deep)));
    survives("emphasis", &format!("{}x{}\n", "*a ".repeat(deep), " a*".repeat(deep)));
    survives("strong", &format!("{}x{}\n", "**a".repeat(deep), "**".repeat(deep)));
    survives("boxes", &format!("{}[!box] x\n", "> ".repeat(deep)));
    survives("pictures", &format!("{}x{}\n", "![".repeat(deep), "](y)".repeat(deep)));
    survives("citations", &format!("{}@x{}\n", "[".repeat(deep), "]".repeat(deep)));
    survives("front matter", &format!("---\ntitle: {}{}\n---\nText.\n", "[".repeat(deep), "]".repeat(deep)));
    survives(
        "aliases in front matter",
        &format!(
            "---\ntitle: T\ndate: 2024-01-02\na: &a [x]\n{}---\nText.\n",
            (0..60).map(|n| format!("b{n}: [*a, *a]\n")).collect::<String>()
        ),
    );
}

#[test]
fn e1_long_lines_and_many_of_each_thing() {
    let many = 3_000;
    survives("one line", &format!("{}\n", "word ".repeat(200_000)));
    survives("one word", &format!("{}\n", "w".repeat(500_000)));
    survives("notes", &(0..many).map(|n| format!("x[^{n}]\n\n[^{n}]: note\n\n")).collect::<String>());
    survives("a note with many marks", &format!("{}\n\n[^1]: note\n", "x[^1] ".repeat(many)));
    survives("headings of one name", &"## Same\n\n".repeat(many));
    survives("marks without notes", &(0..many).map(|n| format!("x[^{n}] ")).collect::<String>());
    survives("backticks", &format!("{}\n", (1..400).map(|n| format!("{} ", "`".repeat(n))).collect::<String>()));
    survives("entities", &format!("{}\n", "&#0;&#x110000;&nosuch;".repeat(many)));
    survives("nulls", &"a\u{0}b\u{1}\u{7f}\u{85}\n".repeat(many));
    survives(
        "pull quotes",
        &format!(
            "{}\n{}",
            "The gap is a choke point. ".repeat(300),
            "\n> [!pullquote]\n> The gap is not a choke point of them.\n".repeat(100)
        ),
    );
    survives("a broad table", &format!("|{}\n|{}\n", "a|".repeat(500), "-|".repeat(500)));
}

/// Each of these once took the square of its length: at this size minutes, where seconds are right.
#[test]
fn e2_long_rows_of_half_written_things_take_linear_time() {
    let many = 20_000;
    survives("marks that never close", &format!("{}\n", "[^".repeat(many)));
    survives("citations that never close", &format!("{}\n", "[@a; @b ".repeat(many)));
    survives("citations with a signal that never close", &format!("{}\n", "[see @a, p. ".repeat(many)));
    survives("keys that never close", &format!("{}\n", "@{a ".repeat(many)));
    survives("places that never close", &format!("{}\n", "@a [b ".repeat(many)));
    survives("marks without notes", &(0..many).map(|n| format!("x[^{n}] ")).collect::<String>());
    survives("rows with too many cells", &format!("|a|a|\n|-|-|\n{}", "|a|b|c|d\n".repeat(many)));
    let aliases: String = (0..many).map(|n| format!("al{n}, ")).collect();
    SiteTest::new()
        .text("content/a.md", &format!("{}\n", "al1 al22 ".repeat(many)))
        .text("content/entities/e.md", &format!("---\nname: E\naliases: [{aliases}x]\n---\n\nText.\n"))
        .run(["build", "--quiet"])
        .exits(0);
}

/// What it is, and the text that is so many of it.
type Growing = (&'static str, fn(usize) -> String);

#[test]
fn e3_output_is_bounded_by_input() {
    // Each would grow with the square if every mention, mark or link were written out on every page.
    let texts: [Growing; 4] = [
        ("marks", |n| format!("{}\n\n[^1]: note\n", "x[^1] ".repeat(n))),
        ("headings", |n| "## Same\n\n".repeat(n)),
        ("sentences", |n| format!("{}[^1]\n\n[^1]: note\n", "The same sentence. ".repeat(n))),
        ("aliases in front matter", |n| format!("---\ntitle: T\ndate: 2024-01-02\n---\n{}\n", "word ".repeat(n))),
    ];
    for (name, text) in texts {
        let size = |n: usize| {
            let site = survives(name, &text(n));
            let bytes: usize = site.pages().values().map(Vec::len).sum();
            bytes
        };
        let (small, large) = (size(500), size(2_000));
        assert!(large < small * 9 / 2, "{name}: four times the input, {small} and then {large} bytes");
    }
}

#[test]
fn e3_a_sentence_without_an_end_is_not_quoted_whole_at_each_of_its_citations() {
    let size = |n: usize| {
        let site = SiteTest::new()
            .text("references.yaml", "references:\n  - id: w\n    type: book\n    title: Walls\n")
            .text("ibid.toml", "title = \"T\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\nbibliography = \"references.yaml\"\n")
            .text("content/a.md", &(0..n).map(|n| format!("word [@w, p. {n}] and ")).collect::<String>());
        site.run(["build", "--quiet"]).exits(0);
        let bytes: usize = crate::site::files_of(&site.path("public")).values().map(Vec::len).sum();
        bytes
    };
    let (small, large) = (size(500), size(2_000));
    assert!(large < small * 9 / 2, "four times the input, {small} and then {large} bytes");
}

#[test]
fn e4_rings_end() {
    let site = SiteTest::new()
        .text("content/a.md", "---\ntitle: A\ndate: 2024-01-02\naliases: [b-old.html, a.html]\n---\nSee [[b]] and [[a]].[^1]\n\n[^1]: See.[^2]\n\n[^2]: See.[^1]\n")
        .text("content/b.md", "---\ntitle: B\ndate: 2024-01-02\naliases: [a-old.html]\n---\nSee [[a]].\n")
        .text("content/entities/x.md", "---\nname: X\nsee_also: [y, x]\nsame_as: [https://site.example/entities/y.html]\n---\nX and Y.\n")
        .text("content/entities/y.md", "---\nname: Y\nsee_also: [x]\n---\nY and X.\n");
    let run = site.run(["build", "--quiet", "--format", "gcc"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    assert!(run.stdout.contains("[self-referring-note]"), "the ring of notes is named: {}", run.stdout);
    assert!(site.page("a.html").contains("<main"), "a page that is its own former address is still a page");
}
