//! What holds of every import, whatever the document: no word is lost, nothing panics, long texts end, and the markdown
//! reads back as the same tree.

use std::collections::BTreeSet;
use std::fs;

use ibid::base::source::Source;
use ibid::base::span::FileId;
use ibid::import::read::kind::Kind;
use ibid::import::write::write;
use ibid::import::{Library, import};
use ibid::model::article::Kind as Page;
use ibid::parse::parse;

use super::{documents, imported};
use crate::ends::ends;
use crate::fuzz::Random;
use crate::site::{files_of, repository};

/// A text with some of its lines lost, doubled, cut, joined, moved or changed.
fn damaged(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..=random.below(6) {
        let n = usize::try_from(random.below(lines.len() as u64)).unwrap();
        match random.below(9) {
            0 => {
                lines.remove(n);
            }
            1 => lines.insert(n, lines[n].clone()),
            2 => {
                let cut = lines[n].char_indices().nth(lines[n].chars().count() / 2).map_or(0, |(at, _)| at);
                let tail = lines[n].split_off(cut);
                lines.insert(n + 1, tail);
            }
            3 if n + 1 < lines.len() => {
                let next = lines.remove(n + 1);
                lines[n].push_str(&next);
            }
            4 => lines[n] = lines[n].to_uppercase(),
            5 => lines.insert(n, String::new()),
            6 => {
                let signs = [
                    "¹",
                    "*",
                    "[2]",
                    "\u{c}",
                    "(1) ",
                    "-",
                    "# ",
                    "“",
                    "---",
                    "\u{ad}",
                    "ﬁ",
                    "| a | b |",
                    "  3  ",
                    "^1^",
                    "Picture: x",
                    "1. ",
                ];
                let sign = signs[usize::try_from(random.below(signs.len() as u64)).unwrap()];
                let at =
                    lines[n].char_indices().nth(usize::try_from(random.below(40)).unwrap()).map_or(0, |(at, _)| at);
                lines[n].insert_str(at, sign);
            }
            7 => lines.swap(n, 0),
            _ => lines[n] = lines[n].replace(' ', "   "),
        }
        if lines.is_empty() {
            lines.push("x".to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn no_word_is_lost_whatever_the_damage() {
    let documents = documents();
    for seed in 1..=400_u64 {
        let mut random = Random::new(seed);
        let n = usize::try_from(random.below(documents.len() as u64)).unwrap();
        let text = damaged(&documents[n].1, &mut random);
        let Ok(imported) = import("a.txt", text.as_bytes(), Some(Kind::Text), "0", &Library::default()) else {
            continue;
        };
        let faults = &imported.report.words.faults;
        assert!(faults.is_empty(), "seed {seed}, {}: {faults:?}\n{text}", documents[n].0);
    }
}

#[test]
fn every_word_of_the_text_is_in_the_markdown() {
    for (name, text) in documents() {
        let imported = imported(&name, &text);
        let source = Source::new(FileId(0), "content/a.md", imported.markdown.as_str());
        let letters = |text: &str| {
            let mut words: Vec<String> = text
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| word.chars().count() > 2)
                .map(str::to_lowercase)
                .collect();
            words.sort();
            words.dedup();
            words
        };
        let report = imported.report.markdown(&name);
        let there: BTreeSet<String> = letters(&source.text).into_iter().chain(letters(&report)).collect();
        let cut: Vec<String> = text.split('\n').filter(|line| line.ends_with('-')).flat_map(letters).collect();
        let lost: Vec<String> = letters(&text)
            .into_iter()
            .filter(|word| {
                !there.contains(word) && !cut.contains(word) && !there.iter().any(|known| known.ends_with(word))
            })
            .collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let documents = documents();
    for seed in 1..=300_u64 {
        let mut random = Random::new(seed);
        let mut bytes = match seed % 3 {
            0 => (0..random.below(400)).map(|_| u8::try_from(random.below(256)).unwrap()).collect(),
            _ => documents[usize::try_from(seed).unwrap() % documents.len()].1.clone().into_bytes(),
        };
        for _ in 0..random.below(12) {
            if !bytes.is_empty() {
                let at = usize::try_from(random.below(bytes.len() as u64)).unwrap();
                bytes[at] = u8::try_from(random.below(256)).unwrap();
            }
        }
        for kind in [None, Some(Kind::Text), Some(Kind::Dialect), Some(Kind::Markdown)] {
            let _ = import("a", &bytes, kind, "0", &Library::default());
        }
    }
}

#[test]
fn importing_the_output_again_changes_nothing() {
    for (name, text) in documents() {
        let first = imported(&name, &text);
        assert_eq!(imported("a.md", &first.markdown).markdown, first.markdown, "{name}");
    }
}

#[test]
fn what_an_editor_wrote_above_the_text_is_kept() {
    let matter = "---\ntitle: The toll\ndate: 2024-03-02\nevents:\n  - date: 2020-08-09\n    until: 2020-08-11\n    text: \"The vote: all of it\"\n    at: \"#the-count\"\n  - date: 2019\n    text: Talks\ntopics: [Rivers]\n---\n\nWords.\n\n## The count\n\nMore words.\n";
    let first = imported("a.md", matter).markdown;
    for line in ["2020-08-09", "2020-08-11", "The vote: all of it", "the-count", "2019", "Talks", "Rivers"] {
        assert!(first.contains(line), "{line}: {first}");
    }
    assert_eq!(imported("a.md", &first).markdown, first);
    let read = |text: &str| {
        let source = Source::new(FileId(0), "content/a.md", text);
        let (briefing, faults) = parse(&source, &BTreeSet::new());
        assert!(faults.is_empty(), "{faults:?}");
        let events = briefing.matter.events.iter().map(|event| &event.value);
        events
            .map(|event| (event.date.to_string(), event.text.clone(), event.at.as_ref().map(|at| at.value.clone())))
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&first), read(matter));
    assert_eq!(read(matter).len(), 2);
}

#[test]
fn what_was_imported_reads_back_as_it_was_written() {
    let documents = documents();
    for seed in 0..120_u64 {
        let (name, text) = &documents[usize::try_from(seed).unwrap() % documents.len()];
        let text = if seed < documents.len() as u64 { text.clone() } else { damaged(text, &mut Random::new(seed)) };
        let Ok(imported) = import("a.txt", text.as_bytes(), Some(Kind::Text), "0", &Library::default()) else {
            continue;
        };
        reads_back(name, "content/a.md", &imported.markdown);
    }
}

/// Whatever an editor writes comes out of the writer as the same tree.
#[test]
fn all_forms_of_the_format_are_written_as_they_are_read() {
    let mut count = 0;
    for folder in ["content", "tests/sites"] {
        for (path, bytes) in files_of(&repository().join(folder)) {
            if path.ends_with(".md")
                && let Ok(text) = String::from_utf8(bytes)
            {
                let place = if folder == "content" { format!("content/{path}") } else { path.clone() };
                reads_back(&path, &place[place.find("content/").unwrap_or(0)..], &text);
                count += 1;
            }
        }
    }
    assert!(count > 30);
    let odd = [
        "*a*b **c**d *“e”*f g*(h)*i",
        "***a** b* and **_c_ d** and *a **b***",
        "`` a ` b `` and [`x`](y.md \"ti\\\"tle\")",
        "1. a\n2. b\n\n   c\n\n- x\n- y\n\n* z",
        "> a\n\n> b\n>\n> > c",
        "# A *b* #\n\n## C {#id .x}\n\nD\n: e\n: f",
        "| a | b |\n|:--|--:|\n| `c` \\| d | [e](f) |",
        "a  \nb\\\nc",
        "```rust\nlet x = 1;\n```\n\n~~a~~ <b>c</b> &amp; \\* \\[x\\] \\<d>",
        "[^a] x[^b]\n\n[^a]: one\n\n    two\n\n    - three\n\n[^b]: four",
        "[see @a2020, pp. 3-4; -@b2021] and @c2020 [p. 5] and [x *y*](cite:d \"p. 6\")",
        "[[slug]] [[slug#h|words *so*]] [[!Name]] [a](b%20c.md#d) [e](#f)",
        "> [!pullquote] {altered}\n> so\n\n> [!box] Title *x*\n> a\n>\n> - b\n\n> [!figure]\n> ![alt](p.png)\n>\n> cap\n>\n> Picture: me",
        "![alt](p.png \"title\")\n\n- [ ] a\n- [x] b",
        "<!-- review: doubt -->\n\nText <!-- review: more --> on.",
        "1986\\. A year\n\n\\# no\n\n\\- no\n\n\\+ no\n\n\\> no\n\n---- so",
    ];
    for text in odd {
        reads_back(text, "content/a.md", &format!("---\ntitle: \"A\"\ndate: 2024-01-02\n---\n\n{text}\n"));
    }
}

#[track_caller]
fn reads_back(name: &str, path: &str, text: &str) {
    let tree = |text: &str| {
        let source = Source::new(FileId(0), path, text);
        let (briefing, _) = parse(&source, &BTreeSet::new());
        (without_places(&format!("{briefing:#?}")), write(&briefing, Page::of(path)))
    };
    let (before, written) = tree(text);
    let (after, again) = tree(&written);
    if before != after {
        let line = before.lines().zip(after.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let near = |text: &str| text.lines().skip(line.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
        panic!(
            "{name} is another tree after writing\n--- before\n{}\n--- after\n{}\n--- written\n{written}",
            near(&before),
            near(&after)
        );
    }
    assert_eq!(written, again, "{name}");
}

/// A printed tree without the places of its parts, and without the space at the end of a paragraph that a comment
/// behind it leaves.
fn without_places(tree: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut inside = false;
    for line in tree.lines() {
        if inside {
            inside = !line.trim_start().starts_with('}');
        } else if line.trim_end().ends_with("Span {") {
            inside = true;
            lines.push("span".to_owned());
        } else {
            lines.push(line.to_owned());
        }
    }
    let mut out = String::new();
    let mut n = 0;
    while n < lines.len() {
        let at = |k: usize| lines.get(n + k).map_or("", |line| line.trim());
        if at(0) == "Text(" && at(3) == ")," && at(1).starts_with('"') {
            let words = at(1).trim_end_matches("\",").trim_start_matches('"');
            let last = at(4) == "],";
            let words = if last { words.trim_end() } else { words };
            // Two texts with a comment between them are one.
            if let Some(before) = out.strip_suffix("</text>\n") {
                out.truncate(before.len());
                out.push_str(&format!("{words}</text>\n"));
            } else if !words.is_empty() {
                out.push_str(&format!("<text>{words}</text>\n"));
            }
            n += 4;
        } else {
            out.push_str(at(0));
            out.push('\n');
            n += 1;
        }
    }
    out
}

/// At these sizes what grows with the square takes many minutes, where seconds are right. `benches/growth.py` measures.
#[test]
fn e2_long_texts_are_imported() {
    let documents = documents().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n\n");
    let texts = [
        ("documents", documents.repeat(60)),
        ("short lines", "A B\n".repeat(100_000)),
        ("marks in one paragraph", format!("{}\n\n¹ Note.\n", "word.¹ ".repeat(100_000))),
        ("notes", (0..50_000).map(|k| format!("[{}] Note {k}.\n", k % 900 + 1)).collect()),
    ];
    for (name, text) in texts {
        ends(name, move || {
            import("a.txt", text.as_bytes(), Some(Kind::Text), "0", &Library::default()).unwrap();
        });
    }
}

#[test]
fn words_that_look_like_markup_stay_words() {
    let text = "A title of words\n\nBy Una Harrow\n\n\
        A first paragraph with <script>alert(1)</script> and {{ template }} and {% if x %} and [a](b) and ![c](d) and [[e]] and [^f] and @g2020 [p. 3] and [@h2020] and &lt;i&gt; and `code` and $x$ and ~~y~~.\n\n\
        --- title: not front matter, though the words are those of front matter, and there are many of them here.\n\n\
        # not a heading but words after a sign that go on for some time, so that it is a paragraph by itself.\n";
    let imported = imported("a.txt", text);
    let source = Source::new(FileId(0), "content/a.md", imported.markdown.as_str());
    let (briefing, _) = parse(&source, &BTreeSet::new());
    let mut plain = String::new();
    ibid::model::walk::runs(&briefing.blocks, &mut |_, _, inlines| plain.push_str(&ibid::model::walk::plain(inlines)));
    for words in [
        "<script>alert(1)</script>",
        "{{ template }}",
        "{% if x %}",
        "[a](b)",
        "![c](d)",
        "[[e]]",
        "[^f]",
        "@g2020 [p. 3]",
        "[@h2020]",
        "&lt;i&gt;",
        "`code`",
        "~~y~~",
        "--- title: not",
        "# not a heading",
    ] {
        assert!(plain.contains(words), "{words}\n{}", imported.markdown);
    }
    assert!(fs::metadata(repository()).is_ok());
}
