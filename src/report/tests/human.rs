//! What a person reads at a terminal.

use expect_test::expect;

use super::super::{Format, Settings, print};
use super::{at, check, files, unknown_work};
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::span::{FileId, Span};

#[test]
fn a_place_a_help_and_a_change() {
    let files = files(&[("content/a.md", "---\ntitle: A\n---\n\nIt says so.[@wilosn2021, p. 3]\n")]);
    check(
        Format::Human,
        &[unknown_work(&files)],
        &files,
        &expect![[r#"
            error[unknown-work]: there is no work called wilosn2021
             --> content/a.md:5:14
              |
            5 | It says so.[@wilosn2021, p. 3]
              |              ^^^^^^^^^^
              |
            help: did you mean wilson2021?
              |
            5 - It says so.[@wilosn2021, p. 3]
            5 + It says so.[@wilson2021, p. 3]
              |

        "#]],
    );
}

#[test]
fn labels_stand_near_far_and_in_other_files() {
    let far = "\n\nWords.".repeat(40);
    let text = format!("One.[^a] Two.\n\n[^a]: First.\n\n[^a]: Second.{far}\n\n[^a]: Third.\n");
    let files = files(&[("content/a.md", &text), ("content/b.md", "[^a]: Elsewhere.\n")]);
    let diagnostic = Diagnostic::new(Code::DuplicateNote, at(&files, 0, "[^a]:", 1), "the note [^a] is defined twice")
        .note("the second definition")
        .label(at(&files, 0, "[^a]:", 0), "the first, which is used")
        .label(at(&files, 0, "[^a]:", 2), "and once more")
        .label(at(&files, 1, "[^a]:", 0), "in another file")
        .help("give one of them another label");
    check(
        Format::Human,
        &[diagnostic],
        &files,
        &expect![[r#"
            error[duplicate-note]: the note [^a] is defined twice
              --> content/a.md:5:1
               |
             3 | [^a]: First.
               | ----- the first, which is used
             4 |
             5 | [^a]: Second.
               | ^^^^^ the second definition
               |
              ::: content/a.md:87:1
               |
            87 | [^a]: Third.
               | ----- and once more
               |
              ::: content/b.md:1:1
               |
             1 | [^a]: Elsewhere.
               | ----- in another file
               |
               = help: give one of them another label

        "#]],
    );
}

#[test]
fn a_line_of_ten_thousand_characters_is_cut_on_both_sides() {
    let before = "Prigozhin’s men came from the Suwałki gap to Гродно, and stayed. ".repeat(80);
    let after = " Nobody in Minsk had asked for them, or so it was said at the time.".repeat(80);
    let text = format!("{before}A claim.[^gap]{after}\n");
    let files = files(&[("content/a.md", &text)]);
    let noteref = at(&files, 0, "[^gap]", 0);
    let diagnostics =
        [
            Diagnostic::new(Code::UnresolvedNoteref, noteref, "there is no note [^gap]")
                .help("did you mean [^map]?")
                .fix(Applicability::Unsafe, noteref, "[^map]"),
            Diagnostic::new(Code::RawHtml, Span::top(FileId(0)), "the start of the line"),
            Diagnostic::new(Code::RawHtml, Span::new(FileId(0), text.len() - 8, text.len() - 2), "the end of the line"),
            Diagnostic::new(
                Code::PullQuoteAltered,
                Span::new(FileId(0), noteref.start as usize - 8, text.len() - 1),
                "a place longer than the cut",
            ),
        ];
    check(
        Format::Human,
        &diagnostics,
        &files,
        &expect![[r#"
            warning[raw-html]: the start of the line
             --> content/a.md:1:1
              |
            1 | Prigozhin’s men came from the Suwałki gap to Гродно, and stayed. Prigozhin’s men came from the…
              | ^

            warning[pull-quote-altered]: a place longer than the cut
             --> content/a.md:1:5201
              |
            1 | …gap to Гродно, and stayed. A claim.[^gap] Nobody in Minsk had asked for them, or so it was said…
              |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

            error[unresolved-noteref]: there is no note [^gap]
             --> content/a.md:1:5209
              |
            1 | …to Гродно, and stayed. A claim.[^gap] Nobody in Minsk had asked for them, or so it was said at the…
              |                                 ^^^^^^
              |
            help: did you mean [^map]?
              |
            1 - …to Гродно, and stayed. A claim.[^gap] Nobody in Minsk had asked for them, or so it was said at the…
            1 + …to Гродно, and stayed. A claim.[^map] Nobody in Minsk had asked for them, or so it was said at the…
              |

            warning[raw-html]: the end of the line
             --> content/a.md:1:10568
              |
            1 | …or so it was said at the time. Nobody in Minsk had asked for them, or so it was said at the time.
              |                                                                                            ^^^^^^

        "#]],
    );
}

#[test]
fn wide_and_combining_characters_tabs_and_crlf_keep_the_columns() {
    let files = files(&[("content/a.md", "日本語 wrong\r\nТиха\u{301}новская\twrong\r\n\tИ wrong")]);
    let diagnostics = [0, 1, 2].map(|n| Diagnostic::new(Code::RawHtml, at(&files, 0, "wrong", n), "here").note("this"));
    check(
        Format::Human,
        &diagnostics,
        &files,
        &expect![[r#"
            warning[raw-html]: here
             --> content/a.md:1:5
              |
            1 | 日本語 wrong
              |        ^^^^^ this

            warning[raw-html]: here
             --> content/a.md:2:14
              |
            2 | Тиха́новская    wrong
              |                ^^^^^ this

            warning[raw-html]: here
             --> content/a.md:3:4
              |
            3 |     И wrong
              |       ^^^^^ this

        "#]],
    );
    check(
        Format::Gcc,
        &diagnostics,
        &files,
        &expect![[r#"
        content/a.md:1:5: warning: here [raw-html]
        content/a.md:2:14: warning: here [raw-html]
        content/a.md:3:4: warning: here [raw-html]
    "#]],
    );
}

#[test]
fn places_without_words() {
    let files = files(&[("content/a.md", "One.\n"), ("content/b.md", ""), ("content/c.md", "\n\nThree.")]);
    let diagnostics = [
        Diagnostic::new(Code::MissingField, Span::new(FileId(0), 5, 5), "at the end of the file, after a line end"),
        Diagnostic::new(Code::MissingField, Span::top(FileId(1)), "in an empty file").fix(
            Applicability::Safe,
            Span::top(FileId(1)),
            "title: T\n",
        ),
        Diagnostic::new(Code::MissingField, Span::new(FileId(2), 1, 2), "an empty line"),
        Diagnostic::new(Code::MissingField, Span::new(FileId(2), 8, 8), "at the end without a line end"),
        Diagnostic::new(Code::MissingField, Span::new(FileId(2), 90, 99), "past the end"),
        Diagnostic::new(Code::MissingField, Span::top(FileId(9)), "a file that nobody knows"),
        Diagnostic::new(Code::EmptySite, None, "there is no briefing here").help("write one"),
    ];
    check(
        Format::Human,
        &diagnostics,
        &files,
        &expect![[r#"
            warning[empty-site]: there is no briefing here
             |
             = help: write one

            error[missing-field]: a file that nobody knows

            error[missing-field]: at the end of the file, after a line end
             --> content/a.md:2:1
              |
            2 |  
              | ^

            error[missing-field]: in an empty file
             --> content/b.md:1:1
              |
            1 |  
              | ^
              |
            help: this repairs it
              |
            1 + title: T
              |

            error[missing-field]: an empty line
             --> content/c.md:2:1
              |
            2 |  
              | ^

            error[missing-field]: at the end without a line end
             --> content/c.md:3:7
              |
            3 | Three.
              |       ^

            error[missing-field]: past the end
             --> content/c.md:3:7
              |
            3 | Three.
              |       ^

        "#]],
    );
}

#[test]
fn a_place_of_several_lines() {
    let quote = "> [!pullquote]\n> Words that differ\n> from the sentence.\n";
    let long = "> line\n".repeat(20);
    let text = format!("Body.\n\n{quote}\nBody.\n\n{long}");
    let files = files(&[("content/a.md", &text)]);
    let diagnostics = [
        Diagnostic::new(Code::PullQuoteAltered, at(&files, 0, quote, 0), "this pull quote differs").note("differs"),
        Diagnostic::new(Code::DeepNesting, at(&files, 0, &long, 0), "too long"),
    ];
    check(
        Format::Human,
        &diagnostics,
        &files,
        &expect![[r#"
            warning[pull-quote-altered]: this pull quote differs
             --> content/a.md:3:1
              |
            3 | / > [!pullquote]
            4 | | > Words that differ
            5 | | > from the sentence.
              | |____________________^ differs

            warning[deep-nesting]: too long
              --> content/a.md:9:1
               |
             9 | / > line
            10 | | > line
            11 | | > line
            12 | | > line
               | |______^

        "#]],
    );
}

#[test]
fn colours_are_for_those_who_ask_and_text_cannot_bring_its_own() {
    let files = files(&[("content/\u{1b}[31m.md", "red \u{1b}[31m <b>\n")]);
    let diagnostic = Diagnostic::new(Code::RawHtml, at(&files, 0, "<b>", 0), "no \u{1b}[31m")
        .note("\u{1b}[2J")
        .help("\u{1b}[2J")
        .fix(Applicability::Safe, at(&files, 0, "<b>", 0), "\u{1b}[2J");
    let print = |format, colour| {
        print(format, std::slice::from_ref(&diagnostic), &files, &Settings { colour, ..Settings::default() })
    };
    for format in Format::ALL {
        let out = print(format, false);
        assert!(!out.contains('\u{1b}'), "{format}: {out:?}");
    }
    assert!(print(Format::Human, true).contains("\u{1b}["));
    assert!(!print(Format::Human, true).contains("\u{1b}[2J"));
}

#[test]
fn a_change_too_long_for_a_comparison_or_elsewhere_is_told() {
    let sentence = "It was said that the vote had been counted twice, and that nobody had seen the papers. ".repeat(4);
    let files = files(&[("content/a.md", sentence.trim_end()), ("content/b.md", "> Words\n")]);
    let words = at(&files, 1, "Words", 0);
    let diagnostics = [
        Diagnostic::new(Code::PullQuoteAltered, words, "this pull quote differs").help("repeat the sentence").fix(
            Applicability::Unsafe,
            words,
            sentence.trim_end(),
        ),
        Diagnostic::new(Code::PullQuoteNotFound, words, "elsewhere").fix(
            Applicability::Safe,
            at(&files, 0, "It was said", 0),
            "",
        ),
    ];
    check(
        Format::Human,
        &diagnostics,
        &files,
        &expect![[r#"
        warning[pull-quote-altered]: this pull quote differs
         --> content/b.md:1:3
          |
        1 | > Words
          |   ^^^^^
          |
          = help: repeat the sentence
          = help: replace “Words” by “It was said that the vote had been counted twice, and that nobody had seen the papers. It was said that the vote had been counted twice, and that nobody had see…”

        warning[pull-quote-not-found]: elsewhere
         --> content/b.md:1:3
          |
        1 | > Words
          |   ^^^^^
          |
          = help: this repairs it
          = help: in content/a.md, delete “It was said”

    "#]],
    );
}
