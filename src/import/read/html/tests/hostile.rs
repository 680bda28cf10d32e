//! Pages made to harm: no time, no memory, no request. Proves C2 and C4 for web pages.

use super::PROSE;
use crate::import::limits;
use crate::import::read::html;

#[track_caller]
fn refused(page: &str, cause: &str) {
    match html::read(page.as_bytes()) {
        Ok(reading) => panic!("read as {} lines, and not refused: {cause}", reading.lines.len()),
        Err(refusal) => {
            assert!(refusal.cause.contains(cause), "{} has not: {cause}", refusal.cause);
            assert!(!refusal.remedy.is_empty());
        }
    }
}

fn many(piece: &dyn Fn(usize) -> String, count: usize) -> String {
    let mut out = String::new();
    for n in 0..count {
        out.push_str(&piece(n));
    }
    out
}

#[test]
fn deep_nesting_is_refused() {
    for tag in ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<font color=a>", "<svg>", "<template>"]
    {
        refused(&(tag.repeat(200_000) + "deep"), "nested more than");
    }
    // Emphasis with ever new attributes that no paragraph closes.
    let emphasis = many(&|n| format!("<p><b id={n}>x"), 5_000);
    refused(&emphasis, "nested more than");
}

#[test]
fn what_is_allowed_to_nest_is_read_on_a_small_stack() {
    let depth = limits::DEPTH - 5;
    let page = format!("{}{PROSE}{}", "<div>".repeat(depth), "</div>".repeat(depth));
    let quotes = format!("{}words{}", "<blockquote>".repeat(depth), "</blockquote>".repeat(depth));
    let emphasis = format!("<p>{}words", "<span>".repeat(depth));
    for page in [page, quotes, emphasis] {
        assert_eq!(html::read(page.as_bytes()).unwrap().lines.len(), 1);
    }
}

#[test]
fn a_tag_without_end_is_refused() {
    let attributes = many(&|n| format!(" a{n}"), 400_000);
    refused(&format!("<p{attributes}>text"), "thousands of attributes");
}

#[test]
fn a_large_value_is_no_fault() {
    let json = "{&quot;a&quot;: &quot;b c d&quot;} ".repeat(2_000);
    assert!(html::read(format!("<div data-page=\"{json}\">{PROSE}</div>").as_bytes()).is_ok());
    let picture = "A".repeat(1 << 20);
    let reading = html::read(format!("<img src=\"data:image/png;base64,{picture}\">{PROSE}").as_bytes()).unwrap();
    assert_eq!(reading.pictures[0].bytes.len(), 3 << 18);
}

#[test]
fn a_wide_table_is_refused_and_a_wide_span_is_cut_as_browsers_do() {
    let row = "<td colspan=600>a".repeat(2);
    refused(&format!("<table><tr>{row}<tr><td>b<td>c</table>"), "wider than 1000 columns");
    let page = "<table><tr><td colspan=4000000000 rowspan=4000000000>a<tr><td>b</table>";
    refused(page, "wider than 1000 columns");
}

/// Numbers that look random and are the same in each run (xorshift).
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    }
}

#[test]
fn no_mixture_of_elements_panics() {
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<div class=footnotes>",
        "</div>",
        "<ol>",
        "<li id=fn1>",
        "</ol>",
        "<sup>",
        "</sup>",
        "<a href=#fn1 id=r1>",
        "<a href=#r1>",
        "</a>",
        "1",
        "[2]",
        "words and more words ",
        "<table>",
        "<tr>",
        "<td rowspan=3 colspan=2>",
        "</table>",
        "<h1>",
        "</h1>",
        "<aside class=pullquote>",
        "</aside>",
        "<blockquote>",
        "</blockquote>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<img src=x alt=y>",
        "<time datetime=2021>",
        "</time>",
        "<q>",
        "</q>",
        "<br>",
        "<pre>",
        "</pre>",
        "<nav>",
        "</nav>",
        "<article>",
        "</article>",
        "<main>",
        "</main>",
        "<span class=sidenote>",
        "</span>",
        "<template>",
        "</template>",
        "<svg>",
        "</svg>",
        "<math>",
        "<noscript>",
        "</noscript>",
        "<b>",
        "</b>",
        "<select>",
        "<dl><dt id=fn2>",
        "<dd>",
        "\u{0}",
        "&#x110000;",
        "<!--",
        "-->",
        "<",
        "é",
        "<a href=#fn2>",
        "<body lang=de>",
        "<html lang=fr>",
        "<div hidden>",
        "<header>",
        "</header>",
        "<footer>",
        "</footer>",
        "<label>",
    ];
    let mut next = numbers(0x2545_F491_4F6C_DD1D);
    let (mut read, mut notes) = (0, 0);
    for _ in 0..4_000 {
        let page: String = (0..next(60)).map(|_| PIECES[next(PIECES.len())]).collect();
        if let Ok(reading) = html::read(page.as_bytes()) {
            read += 1;
            notes +=
                reading.lines.iter().filter(|line| matches!(line.role, crate::import::evidence::Role::Note(_))).count();
        }
    }
    assert!(read > 2_000 && notes > 20, "{read} were read, with {notes} notes");
}

#[test]
fn no_bytes_panic() {
    let page = format!(
        "<html lang=en><meta charset=utf-8><article><h1>Title</h1>{PROSE}<p>x<sup><a href=#f>1</a></sup><p id=f>Note"
    );
    let mut next = numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..2_000 {
        let mut bytes = page.clone().into_bytes();
        for _ in 0..=next(8) {
            let at = next(bytes.len());
            bytes[at] = u8::try_from(next(256)).unwrap();
        }
        bytes.truncate(next(bytes.len()) + 1);
        let _ = html::read(&bytes);
    }
}
