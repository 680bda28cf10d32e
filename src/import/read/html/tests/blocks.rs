//! What stands in an article: figures, tables, lists, quotations.

use expect_test::expect;

use super::check;

#[test]
fn letters_keep_their_looks_and_lose_their_spaces() {
    check(
        "<p>A  <b>bold</b>\n <em>word</em>, H<sub>2</sub>O, <code>x</code>, <abbr title=no>UN</abbr>&nbsp;&amp; <a href=' /x '>link</a> <a href=#y>here</a><br>next <s>old</s> <bdo dir=rtl>abc</bdo></p>",
        expect![[""]],
    );
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    check(
        r#"<html lang="de"><p>Er sagte: <q>Das ist <q>gut</q>.</q> <span lang="fr">Elle dit <q>oui</q></span></p></html>"#,
        expect![[""]],
    );
}

#[test]
fn two_breaks_are_a_new_paragraph() {
    check("<div>One line<br>and another.<br><br>A new paragraph.<p>In an element.</p>Loose.</div>", expect![[""]]);
}

#[test]
fn lists_know_their_numbers() {
    check(
        "<ol start=3><li>three<li value=7><p>seven</p><p>more</p><ul><li>deep</ul><li>eight</ol><ul><li>a</li><ul><li>b</li></ul></ul><dl><dt>Term</dt><dd>Meaning</dd></dl>",
        expect![[""]],
    );
}

#[test]
fn cells_stand_where_merged_ones_leave_room() {
    check(
        "<table><caption>Prices</caption><thead><tr><th>Town<th colspan=2>Bread</thead><tr><td rowspan=2>Ode<td>1<td></tr><tr><td>2<td>3</tr></table>",
        expect![[""]],
    );
}

#[test]
fn a_table_for_layout_is_none() {
    check(
        "<table><tr><td><h2>Head</h2><p>Text.</p></td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table><table role=presentation><tr><td>x<td>y</table>",
        expect![[""]],
    );
}

#[test]
fn figures_have_captions_and_credits() {
    check(
        r#"<figure><picture><source srcset="/big.webp 2x"><img src="data:image/gif;base64,R0lG" data-src="/late.jpg" alt="A  tower"></picture><noscript><img src="/late.jpg"></noscript><figcaption>The tower. <small class="photo-credit">Photo: A. B.</small></figcaption></figure>
        <div class="wp-caption"><img srcset="/s.jpg 300w, /l.jpg 900w"><p class="wp-caption-text">Below</p></div><img src="/dot.gif" width=1 height=1><p>In <img src="/i.png" alt="an image"> text</p>"#,
        expect![[""]],
    );
}

#[test]
fn pull_quotes_come_once() {
    check(
        r#"<p>A clock is a promise, and so is a bell.</p><aside class="PullQuote"><p>A clock is a promise</p></aside><div class="pull-quote mobile" aria-hidden="true">“A clock is a promise”</div>
        <figure class="wp-block-pullquote"><blockquote><p>And so is a bell</p></blockquote></figure><p>Text <span class="pullquote">in the middle</span> goes on.</p><blockquote cite="/x"><p>Quoted.</p><blockquote>Inner.</blockquote></blockquote>"#,
        expect![[""]],
    );
}

#[test]
fn boxes_code_and_rules() {
    check(
        "<aside><h3>Key facts</h3><p>One fact.</p><ul><li>Two</ul></aside><pre><code>let x = 1;\n  y\n</code></pre><hr><details><summary>More</summary>Hidden text</details>",
        expect![[""]],
    );
}

#[test]
fn foreign_words_are_marked() {
    check(
        r#"<html lang="en-GB"><p>The <i lang="fr">raison d’être</i> of <span lang="en-US">color</span></p><p lang="be">Так</p></html>"#,
        expect![[""]],
    );
}

#[test]
fn formulas_are_their_letters_once() {
    check(
        r#"<p>So <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow><annotation>x=1</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x=1</span></span> holds.</p>"#,
        expect![[""]],
    );
}
