//! What stands in an article: figures, tables, lists, quotations.

use expect_test::expect;

use super::check;

#[test]
fn letters_keep_their_looks_and_lose_their_spaces() {
    check(
        "<p>A  <b>bold</b>\n <em>word</em>, H<sub>2</sub>O, <code>x</code>, <abbr title=no>UN</abbr>&nbsp;&amp; <a href=' /x '>link</a> <a href=#y>here</a><br>next <s>old</s> <bdo dir=rtl>abc</bdo></p>",
        expect![[r#"
            paragraph| A {b bold} {i word}, H{sub 2}O, {code x}, UN & {/x link} here[br]next {s old} abc
        "#]],
    );
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    check(
        r#"<html lang="de"><p>Er sagte: <q>Das ist <q>gut</q>.</q> <span lang="fr">Elle dit <q>oui</q></span></p></html>"#,
        expect![[r#"
            paragraph| Er sagte: „Das ist ‚gut‘.“ {fr Elle dit « oui »}
            claim Language: de (html lang)
        "#]],
    );
}

#[test]
fn two_breaks_are_a_new_paragraph() {
    check(
        "<div>One line<br>and another.<br><br>A new paragraph.<p>In an element.</p>Loose.</div>",
        expect![[r#"
        paragraph| One line[br]and another.
        paragraph| A new paragraph.
        paragraph| In an element.
        paragraph| Loose.
    "#]],
    );
}

#[test]
fn lists_know_their_numbers() {
    check(
        "<ol start=3><li>three<li value=7><p>seven</p><p>more</p><ul><li>deep</ul><li>eight</ol><ul><li>a</li><ul><li>b</li></ul></ul><dl><dt>Term</dt><dd>Meaning</dd></dl>",
        expect![[r#"
            item 0 3| three
            item 0 7| seven
            item 0 7 more| more
            item 1 -| deep
            item 0 8| eight
            item 0 -| a
            item 1 -| b
            item 0 -| {b Term}
            item 0 - more| Meaning
        "#]],
    );
}

#[test]
fn cells_stand_where_merged_ones_leave_room() {
    check(
        "<table><caption>Prices</caption><thead><tr><th>Town<th colspan=2>Bread</thead><tr><td rowspan=2>Ode<td>1<td></tr><tr><td>2<td>3</tr></table>",
        expect![[r#"
            caption| Prices
            cell 0/0/0 header| Town
            cell 0/0/1 header| Bread
            cell 0/1/0| Ode
            cell 0/1/1| 1
            cell 0/1/2|
            cell 0/2/1| 2
            cell 0/2/2| 3
        "#]],
    );
}

#[test]
fn a_table_for_layout_is_none() {
    check(
        "<table><tr><td><h2>Head</h2><p>Text.</p></td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table><table role=presentation><tr><td>x<td>y</table>",
        expect![[r#"
            h2| Head
            paragraph| Text.
            cell 0/0/0| a
            cell 0/0/1| b
            paragraph| x
            paragraph| y
        "#]],
    );
}

#[test]
fn figures_have_captions_and_credits() {
    check(
        r#"<figure><picture><source srcset="/big.webp 2x"><img src="data:image/gif;base64,R0lG" data-src="/late.jpg" alt="A  tower"></picture><noscript><img src="/late.jpg"></noscript><figcaption>The tower. <small class="photo-credit">Photo: A. B.</small></figcaption></figure>
        <div class="wp-caption"><img srcset="/s.jpg 300w, /l.jpg 900w"><p class="wp-caption-text">Below</p></div><img src="/dot.gif" width=1 height=1><p>In <img src="/i.png" alt="an image"> text</p>"#,
        expect![[r#"
            paragraph| [picture 0: A tower]
            caption| The tower.
            credit| Photo: A. B.
            paragraph| [picture 1: ]
            caption| Below
            paragraph| In [picture 2: an image] text
            picture 0: /late.jpg (0 bytes)
            picture 1: /l.jpg (0 bytes)
            picture 2: /i.png (0 bytes)
        "#]],
    );
}

#[test]
fn pull_quotes_come_once() {
    check(
        r#"<p>A clock is a promise, and so is a bell.</p><aside class="PullQuote"><p>A clock is a promise</p></aside><div class="pull-quote mobile" aria-hidden="true">“A clock is a promise”</div>
        <figure class="wp-block-pullquote"><blockquote><p>And so is a bell</p></blockquote></figure><p>Text <span class="pullquote">in the middle</span> goes on.</p><blockquote cite="/x"><p>Quoted.</p><blockquote>Inner.</blockquote></blockquote>"#,
        expect![[r#"
            paragraph| A clock is a promise, and so is a bell.
            pullquote| A clock is a promise
            pullquote| And so is a bell
            pullquote| in the middle
            paragraph| Text goes on.
            quote 0| Quoted.
            quote 1| Inner.
            dropped 1: “A clock is a promise” (the same pull quote again)
        "#]],
    );
}

#[test]
fn boxes_code_and_rules() {
    check(
        "<aside><h3>Key facts</h3><p>One fact.</p><ul><li>Two</ul></aside><pre><code>let x = 1;\n  y\n</code></pre><hr><details><summary>More</summary>Hidden text</details>",
        expect![[r#"
            box 1 title| Key facts
            box 1| One fact.
            box 1| Two
            code| let x = 1;
            code|   y
            rule|
            paragraph| More
            paragraph| Hidden text
        "#]],
    );
}

#[test]
fn foreign_words_are_marked() {
    check(
        r#"<html lang="en-GB"><p>The <i lang="fr">raison d’être</i> of <span lang="en-US">color</span></p><p lang="be">Так</p></html>"#,
        expect![[r#"
            paragraph| The {i fr raison d’être} of color
            paragraph| {be Так}
            claim Language: en-GB (html lang)
        "#]],
    );
}

#[test]
fn formulas_are_their_letters_once() {
    check(
        r#"<p>So <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow><annotation>x=1</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x=1</span></span> holds.</p>"#,
        expect![[r#"
            paragraph| So x=1 holds.
            dropped 1: x=1 (a formula once more, for programs)
            dropped 1: x=1 (hidden)
        "#]],
    );
}
