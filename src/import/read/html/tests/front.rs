//! What stands before an article, and what a page says of itself.

use expect_test::expect;

use super::{PROSE, check};

#[test]
fn parts_before_the_text_are_known_by_their_names() {
    let page = format!(
        r#"<article><span class="post-category"><a href="/c">Security</a></span><h1>The hour</h1><h2 class="subtitle">On clocks</h2>
        <div class="entry-meta"><span class="author">By <a rel="author" href="/a">Ada Byrne</a></span> | <time datetime="2021-03-04T10:00">4 March 2021</time></div>
        {PROSE}<p>Later, <time datetime="1999">in 1999</time>, it stopped.</p><div class="author-bio"><p>Ada Byrne writes on clocks.</p></div></article>"#
    );
    check(
        &page,
        expect![[r#"
            kicker| {/c Security}
            title| The hour
            standfirst| On clocks
            byline| By {/a Ada Byrne}
            date| 4 March 2021
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            paragraph| Later, in 1999, it stopped.
            byline| Ada Byrne writes on clocks.
            claim Author: Ada Byrne (rel="author")
            claim Date: 2021-03-04T10:00 (time datetime)
        "#]],
    );
}

#[test]
fn a_title_above_the_article_comes_with_its_byline() {
    let page = format!(
        r#"<body><header><nav><a href=/>Home</a></nav></header><div class="hero"><h1>The hour</h1><p class="byline">Ada Byrne</p></div><div class="x"><article>{PROSE}</article></div></body>"#
    );
    check(
        &page,
        expect![[r#"
        title| The hour
        byline| Ada Byrne
        paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
        dropped 1: Home (head of the page)
    "#]],
    );
}

#[test]
fn linked_data_and_meta_elements_are_claims() {
    let page = format!(
        r#"<html lang="en"><head><title>The hour | Clock House</title>
        <meta name="citation_title" content="The hour"><meta name="citation_author" content="Byrne, Ada"><meta name="citation_doi" content="10.1/x">
        <meta name="DC.date" content="2021-03-04"><meta property="og:site_name" content="Clock House"><meta property="og:locale" content="en_GB">
        <meta name="twitter:description" content="On clocks."><link rel="canonical" href="https://example.org/hour"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
        <script type="application/ld+json">{{"@graph":[{{"@type":"WebSite","name":"No"}},{{"@type":["Report"],"headline":"The hour","author":[{{"name":"Ada Byrne"}},"Ben Cole"],"publisher":{{"name":"Clock House"}},"isPartOf":{{"name":"Papers"}},"image":["/a.jpg"]}}]}}</script>
        <script type="application/ld+json">{{broken</script></head><body>{PROSE}</body></html>"#
    );
    check(
        &page,
        expect![[r#"
        paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
        claim Title: The hour (JSON-LD Report.headline)
        claim Author: Ada Byrne (JSON-LD Report.author)
        claim Author: Ben Cole (JSON-LD Report.author)
        claim Publisher: Clock House (JSON-LD Report.publisher)
        claim Series: Papers (JSON-LD Report.isPartOf)
        claim Image: /a.jpg (JSON-LD Report.image)
        claim Title: The hour (meta citation_title)
        claim Author: Byrne, Ada (meta citation_author)
        claim Doi: 10.1/x (meta citation_doi)
        claim Date: 2021-03-04 (meta DC.date)
        claim Publisher: Clock House (meta og:site_name)
        claim Language: en-GB (meta og:locale)
        claim Language: en (html lang)
        claim Url: https://example.org/hour (link rel="canonical")
        claim License: https://creativecommons.org/licenses/by/4.0/ (link rel="license")
        claim Standfirst: On clocks. (meta twitter:description)
        claim Title: The hour | Clock House (title)
    "#]],
    );
}

#[test]
fn dates_in_a_list_and_links_in_a_pull_quote() {
    let page = format!(
        r##"<article><h1>The hour</h1><ul><li><time datetime="2021-03-04">4 March 2021</time></li><li>2 minutes</li></ul><p class="print-only">The hour, 2021</p>
        {PROSE}<figure class="pullquote"><blockquote aria-hidden="true"><p>The one it misses first is the hour</p></blockquote><a href="#s">in the text</a></figure>
        <div class="callout"><p class="callout-title">How to read</p><p>Slowly.</p></div></article>"##
    );
    check(
        &page,
        expect![[r#"
            title| The hour
            date| 4 March 2021
            item 0 -| 2 minutes
            paragraph| Of all the things that a town may forget, the one it misses first is the hour, for a clock that stands still is right only twice a day and nobody knows when.
            pullquote| The one it misses first is the hour
            box 1 title| How to read
            box 1| Slowly.
            claim Date: 2021-03-04 (time datetime)
            dropped 1: The hour, 2021 (hidden)
            dropped 2: in the text (link to the words that a pull quote repeats)
        "#]],
    );
}
