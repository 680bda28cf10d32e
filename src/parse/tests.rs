//! The tree of small texts, in a short notation.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::parse;
use crate::base::source::Source;
use crate::base::span::FileId;
use crate::model::block::{Block, BlockKind};
use crate::model::cite::{CiteForm, CiteGroup};
use crate::model::inline::{Inline, Target};

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn check(markdown: &str, expected: Expect) {
    let text = format!("---\ntitle: T\ndate: 2023-03-30\n---\n{markdown}");
    let source = Source::new(FileId(0), "content/a.md", text);
    let (briefing, diagnostics) = parse(&source, &std::collections::BTreeSet::new());
    let mut out = String::new();
    blocks(&briefing.blocks, 0, &mut out);
    for note in &briefing.notes {
        let _ = writeln!(out, "note {}{}", note.label, if note.duplicate { " (duplicate)" } else { "" });
        blocks(&note.blocks, 1, &mut out);
    }
    for review in &briefing.reviews {
        let _ = writeln!(out, "review: {}", review.words);
    }
    for diagnostic in diagnostics {
        let at = diagnostic.primary.map_or("", |span| source.slice(span));
        let _ = writeln!(out, "! {} at {at:?}", diagnostic.code.name());
    }
    expected.assert_eq(&out);
}

fn blocks(all: &[Block<'_>], depth: usize, out: &mut String) {
    for block in all {
        let pad = "  ".repeat(depth);
        let _ = match &block.kind {
            BlockKind::Heading(h) => {
                writeln!(out, "{pad}h{} {:?} {:?} {}", h.level, h.id, h.classes, inlines(&h.words))
            }
            BlockKind::Paragraph(words) => writeln!(out, "{pad}p {}", inlines(words)),
            BlockKind::Quote(inner) => writeln!(out, "{pad}quote").map(|()| blocks(inner, depth + 1, out)),
            BlockKind::PullQuote(quote) => writeln!(out, "{pad}pullquote altered={}", quote.altered)
                .map(|()| blocks(&quote.blocks, depth + 1, out)),
            BlockKind::Callout(callout) => writeln!(out, "{pad}{} [{}]", callout.kind.name(), inlines(&callout.title))
                .map(|()| blocks(&callout.blocks, depth + 1, out)),
            BlockKind::Figure(figure) => {
                let image = figure.image.as_ref().map_or("none", |image| &image.path);
                let credit = figure.credit.as_ref().map_or(String::new(), |credit| inlines(&credit.words));
                writeln!(out, "{pad}figure {image} credit={credit}").map(|()| blocks(&figure.caption, depth + 1, out))
            }
            BlockKind::List(list) => {
                let _ = writeln!(out, "{pad}list {:?} tight={}", list.start, list.tight);
                for item in &list.items {
                    let _ = writeln!(out, "{pad} -");
                    blocks(item, depth + 1, out);
                }
                Ok(())
            }
            BlockKind::Definitions(all) => {
                for definition in all {
                    let _ = writeln!(out, "{pad}term {}", inlines(&definition.term));
                    definition.details.iter().for_each(|details| blocks(details, depth + 1, out));
                }
                Ok(())
            }
            BlockKind::Code { language, text } => writeln!(out, "{pad}code {language} {text:?}"),
            BlockKind::Table(table) => {
                let row =
                    |cells: &[Vec<Inline<'_>>]| cells.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join(" | ");
                let _ = writeln!(out, "{pad}table {}", row(&table.head));
                table.rows.iter().try_for_each(|cells| writeln!(out, "{pad}  {}", row(cells)))
            }
            BlockKind::Rule => writeln!(out, "{pad}rule"),
            BlockKind::Html(html) => writeln!(out, "{pad}html {html:?}"),
        };
    }
}

fn inlines(all: &[Inline<'_>]) -> String {
    all.iter()
        .map(|inline| match inline {
            Inline::Text(text, _) => text.replace('\n', "/"),
            Inline::Code(text, _) => format!("`{text}`"),
            Inline::Emphasis(inner) => format!("<em>{}</em>", inlines(inner)),
            Inline::Strong(inner) => format!("<b>{}</b>", inlines(inner)),
            Inline::Strikethrough(inner) => format!("<s>{}</s>", inlines(inner)),
            Inline::Link(link) => {
                let target = match &link.target {
                    Target::Slug { slug, anchor } => format!("slug:{slug}#{anchor}"),
                    Target::Path { path, anchor } => format!("path:{path}#{anchor}"),
                    Target::Url(url) => format!("url:{url}"),
                    Target::Refused(url) => format!("refused:{url}"),
                };
                format!("<a {target}>{}</a>", inlines(&link.words))
            }
            Inline::Image(image) => format!("<img {} {:?}>", image.path, image.alt),
            Inline::Noteref(noteref) => format!("<{}>", noteref.label),
            Inline::Cite(group) => cite(group),
            Inline::Unlinked(text, _) => format!("<!{text}>"),
            Inline::HardBreak => "<br>".to_owned(),
            Inline::Html(html, _) => format!("<html {html:?}>"),
            Inline::TaskMarker(done) => format!("<task {done}>"),
        })
        .collect()
}

fn cite(group: &CiteGroup<'_>) -> String {
    let items: Vec<String> = group
        .items
        .iter()
        .map(|item| {
            let locator = item.locator.as_ref().map_or(String::new(), |locator| format!(" {}", locator.printed()));
            format!("{}@{}{locator}{}", item.prefix, item.key, item.suffix)
        })
        .collect();
    match &group.form {
        CiteForm::Bracketed => format!("<cite {}>", items.join("; ")),
        CiteForm::Narrative => format!("<narrative {}>", items.join("; ")),
        CiteForm::Tied(words) => format!("<tied {}|{}>", inlines(words), items.join("; ")),
    }
}

#[test]
fn notes_are_taken_out_of_line() {
    check(
        "Text.[^a] More.[^B]\n\n[^a]: One.\n\n    Two.\n\n[^b]: Other.\n[^b]: Again.\n",
        expect![[r#"
            p Text.<a> More.<b>
            note a
              p One.
              p Two.
            note b
              p Other.
            note b (duplicate)
              p Again.
            ! duplicate-note at "[^b]:"
        "#]],
    );
}

#[test]
fn an_undefined_noteref_is_seen_but_not_an_escaped_one() {
    check(
        "A[^x] b\\[^x] `[^x]` c[^ x]",
        expect![[r"
        p A<x> b[^x] `[^x]` c[^ x]
    "]],
    );
}

#[test]
fn citations_in_all_forms() {
    check(
        "A [see @a, pp. 33-35; -@b] and @c [p. 33], [w *x*](cite:d \"p. 2\"). me@x.org \\@no &#64;no @_e: f@g",
        expect![[r#"
            p A <cite see@a pp. 33–35; @b> and <narrative @c p. 33>, <tied w <em>x</em>|@d p. 2>. me@x.org @no @no @_e: f@g
        "#]],
    );
}

#[test]
fn links_in_all_forms() {
    check(
        "[[slug]] [[slug#h|words]] [[!Name]] [w](other.md#h) [x](javascript:y) <https://a.example>",
        expect![[r#"
            p <a slug:slug#></a> <a slug:slug#h>words</a> <!Name> <a path:other.md#h>w</a> <a refused:javascript:y>x</a> <a url:https://a.example>https://a.example</a>
            ! refused-url at "[x](javascript:y)"
        "#]],
    );
}

#[test]
fn pull_quotes_boxes_and_figures() {
    check(
        "> [!pullquote] {altered}\n> Some *words*\n> here\n\n> [!pullquote] in one line\n\n> [!BOX] A title[^1]\n> Text.\n>\n> - item\n\n> [!figure]\n> ![Alt](a.svg)\n> A caption\n> Picture: me, CC BY\n\n> [!figur] x\n\n> \\[!box] y\n\n[^1]: n",
        expect![[r#"
            pullquote altered=true
              p Some <em>words</em>/here
            pullquote altered=false
              p in one line
            box [A title<1>]
              p Text.
              list None tight=true
               -
                p item
            figure a.svg credit=me, CC BY
              p A caption
            quote
              p [!figur] x
            quote
              p [!box] y
            note 1
              p n
            ! unknown-block at "[!figur]"
        "#]],
    );
}

#[test]
fn html_is_kept_as_text_and_comments_are_taken_out() {
    check(
        "a <b>x</b> <!-- review: doubtful --> z\n\n<!-- only for us -->\n\n<div>\n*a*\n</div>\n",
        expect![[r#"
            p a <html "<b>">x<html "</b>">  z
            html "<div>\n*a*\n</div>\n"
            review: doubtful
            ! raw-html at "<b>"
            ! raw-html at "<div>\n*a*\n</div>"
        "#]],
    );
}

#[test]
fn tables_lists_and_definitions() {
    check(
        "| a | [[s\\|w]] |\n|---|---|\n| x[^1] | @k |\n\nTerm\n: Def\n\n1. a\n\n2. b\n\n![Alt](p.svg \"Cap\")\n\n# H {#id .c k=v}\n\n[^1]: n",
        expect![[r##"
            table a | <a slug:s#>w</a>
              x<1> | @k
            term Term
              p Def
            list Some(1) tight=false
             -
              p a
             -
              p b
            figure p.svg credit=
              p Cap
            h1 Some("id") ["c"] H
            note 1
              p n
            ! refused-attribute at "# H {#id .c k=v}"
        "##]],
    );
}

#[test]
fn e1_nesting_without_end_keeps_its_words() {
    let deep = format!("{}deep", "> ".repeat(3000));
    let source = Source::new(FileId(0), "content/a.md", deep);
    let (briefing, diagnostics) = parse(&source, &std::collections::BTreeSet::new());
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code.name() == "deep-nesting"));
    assert!(format!("{briefing:?}").contains("deep"));
    for text in [
        "*".repeat(3000) + "x",
        "- ".repeat(2000) + "x",
        "[".repeat(5000),
        "[^a]: ".repeat(500) + "x",
        "![".repeat(3000),
    ] {
        let source = Source::new(FileId(0), "content/a.md", text);
        let _ = parse(&source, &std::collections::BTreeSet::new());
    }
}
