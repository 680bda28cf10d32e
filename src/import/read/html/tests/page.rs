//! What of a page is the article.

use expect_test::expect;

use super::{PROSE, check};

#[test]
fn what_is_no_part_of_the_article_goes_and_is_told() {
    let page = format!(
        r##"<body class="has-sidebar newsletter-on"><div id="cookie-consent">We use cookies</div><header><a href="/">Clock House</a></header>
        <div id="wrap"><div class="breadcrumbs">Home / Papers</div><main><h1>The hour</h1><div class="share-buttons">Share</div>{PROSE}
        <div class="newsletter-signup"><h4>Newsletter</h4>Write to us</div>{PROSE}<aside><h4>Read next</h4><ul><li><a href="/x">Another</a></li></ul></aside>
        <p>Last words.</p><div id="comments">Great!</div></main><div class="sidebar">Most read</div></div><footer>Imprint</footer></body>"##
    );
    check(
        &page,
        expect![[r#"
            title| The hour
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            paragraph| Last words.
            dropped 1: We use cookies (cookie notice)
            dropped 1: Clock House (head of the page)
            dropped 2: Home / Papers (navigation)
            dropped 2: Share (sharing)
            dropped 3: Newsletter Write to us (newsletter or subscription)
            dropped 3: Read next Another (links to other pages)
            dropped 4: Great! (comments of readers)
            dropped 4: Imprint (foot of the page)
            dropped 4: Most read (outside of the article)
        "#]],
    );
}

#[test]
fn without_main_and_article_the_paragraphs_tell() {
    let page = format!(
        r#"<body><table><tr><td><a href=/1>One</a> <a href=/2>Two</a></td><td><div><h1>The hour</h1>{PROSE}{PROSE}</div></td></tr></table><div>Imprint</div></body>"#
    );
    check(
        &page,
        expect![[r#"
        title| The hour
        paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
        paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
        dropped 1: One Two (outside of the article)
        dropped 1: Imprint (outside of the article)
    "#]],
    );
}

#[test]
fn the_largest_of_several_articles_is_the_article() {
    let page = format!(
        r#"<body><main><article><h1>The hour</h1>{PROSE}{PROSE}</article><article><h2>Other</h2><p>A teaser.</p></article></main></body>"#
    );
    check(
        &page,
        expect![[r#"
            title| The hour
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            dropped 1: Other A teaser. (outside of the article)
        "#]],
    );
}

#[test]
fn hidden_copies_are_read_once() {
    check(
        r##"<p>Shown.</p><p style="display: none">Hidden.</p><p hidden>Also.</p><p><span aria-hidden="true">T</span><span class="sr-only">T</span>owns</p><h2>Head <a class="anchor" aria-hidden="true" href="#h">#</a></h2><span class="visually-hidden">Opens in a new window</span>"##,
        expect![[r#"
            paragraph| Shown.
            paragraph| Towns
            h2| Head
            dropped 1: Hidden. (hidden)
            dropped 1: Also. (hidden)
            dropped 1: T (hidden)
            dropped 1: Opens in a new window (hidden)
        "#]],
    );
}

#[test]
fn a_page_without_words_is_refused() {
    check(
        r#"<html><body><div id="app"></div><script>run()</script></body></html>"#,
        expect![[r#"
        refused: the page holds no text
        remedy: open it in a browser, wait until the text is there, and save it again as a complete page
    "#]],
    );
    check(
        "",
        expect![[r#"
        refused: the page holds no text
        remedy: open it in a browser, wait until the text is there, and save it again as a complete page
    "#]],
    );
}

#[test]
fn beside_an_article_in_main_only_what_is_about_it_stays() {
    let page = format!(
        r#"<body><main><p class="eyebrow">Paper</p><h1>The hour</h1><p class="byline">Ada Byrne</p><article>{PROSE}{PROSE}</article>
        <div class="author-bio">Ada Byrne writes.</div><section><h2>Events</h2><p>Come and see.</p></section></main></body>"#
    );
    check(
        &page,
        expect![[r#"
        kicker| Paper
        title| The hour
        byline| Ada Byrne
        paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
        paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
        byline| Ada Byrne writes.
        dropped 2: Events Come and see. (outside of the article)
    "#]],
    );
}
