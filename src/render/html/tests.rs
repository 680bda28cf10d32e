//! Bodies of trees made by hand; the whole way from markdown is tested where parser and writer meet.

use std::borrow::Cow;
use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::{Body, Html, Images, Mode, body};
use crate::model::block::{Block, BlockKind, Heading, PullQuote, Table};
use crate::model::briefing::Briefing;
use crate::model::cite::{CiteForm, CiteGroup, CiteItem};
use crate::model::facts::{CiteStyle, CiteTarget, Facts, MentionFacts, PullFacts, PullState, Section};
use crate::model::inline::{Inline, Link, Target};
use crate::render::fixtures::{
    article, bound, briefing, cite_facts, facts, noref_facts, note, note_facts, noteref, paragraph, paragraph_facts,
    sentence, site, span, text, work,
};

fn write(briefing: &Briefing<'_>, facts: Facts, mode: Mode) -> Body {
    let mut article = article("a", facts);
    article.cites = article.facts.cites.iter().map(|_| bound(0, None)).collect();
    let site = site(vec![article.clone()], vec![work("wilson2021", "Wilson", "Belarus")]);
    body(briefing, &article, &site, &Html { mode, prefix: "", images: &Images::new() })
}

#[track_caller]
fn check(briefing: &Briefing<'_>, facts: Facts, expected: &Expect) {
    let body = write(briefing, facts, Mode::Page);
    let mut html = body.html;
    for note in &body.notes {
        let _ = writeln!(html, "{}: {}", note.id, note.html);
    }
    expected.assert_eq(&html);
}

#[test]
fn a_note_referred_to_twice_has_two_ways_back() {
    let tree = briefing(
        vec![paragraph(
            vec![text("One.", 0), noteref("a", 4), text(" Two?", 8), noteref("a", 13), noteref("b", 17)],
            0,
        )],
        vec![note("a", 50, vec![text("Note <a>.", 56)]), note("b", 60, vec![text("B.", 66)])],
    );
    let mut facts = facts("a");
    facts.notes = vec![note_facts("a", 2), note_facts("b", 1)];
    facts.noterefs = vec![noref_facts(4, 1, 1), noref_facts(13, 1, 2), noref_facts(17, 2, 1)];
    check(
        &tree,
        facts,
        &expect![[r##"
            <p>One.<a class="noteref" id="r1" href="#n1" role="doc-noteref">1</a> Two?&#8288;<a class="noteref" id="r1-2" href="#n1" role="doc-noteref">1</a><span class="noteref-comma">,</span><a class="noteref" id="r2" href="#n2" role="doc-noteref">2</a></p>
            n1: <p>Note &lt;a&gt;. <a href="#r1" role="doc-backlink" aria-label="a, back to note 1 in the text">a</a> <a href="#r1-2" role="doc-backlink" aria-label="b, back to note 1 in the text">b</a></p>
            n2: <p>B. <a href="#r2" role="doc-backlink" aria-label="Back to note 2 in the text"><svg class="icon" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false"><path d="M6.5 3 2.5 7l4 4M2.5 7h7.25a3.75 3.75 0 0 1 0 7.5H8" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></a></p>
        "##]],
    );
}

#[test]
fn a_noteref_without_a_note_and_a_note_without_a_noteref_stay_visible() {
    let tree = briefing(
        vec![paragraph(vec![text("One.", 0), noteref("<x>", 4)], 0)],
        vec![note("a", 50, vec![text("Unused.", 56)])],
    );
    let mut facts = facts("a");
    facts.notes = vec![note_facts("a", 0)];
    check(
        &tree,
        facts,
        &expect![[r#"
        <p>One.<span class="unresolved">[^&lt;x&gt;]</span></p>
        n1: <p>Unused.</p>
    "#]],
    );
}

#[test]
fn sentences_close_and_open_at_elements_and_keep_one_id() {
    // "One *two. Three* four.[^a] Five."
    let tree = briefing(
        vec![paragraph(
            vec![
                text("One ", 0),
                Inline::Emphasis(vec![text("two. Three", 5)]),
                text(" four.", 16),
                noteref("a", 22),
                text(" Five ", 26),
                Inline::Strong(vec![text("six", 34)]),
                text(".", 39),
            ],
            0,
        )],
        Vec::new(),
    );
    let mut facts = facts("a");
    facts.noterefs = vec![noref_facts(22, 1, 1)];
    facts.paragraphs = vec![paragraph_facts(0)];
    facts.sentences = vec![sentence(0, 0, "One two."), sentence(0, 9, "Three four."), sentence(0, 21, "Five six.")];
    check(
        &tree,
        facts,
        &expect![[r##"
        <p id="p-0"><span id="s-0" class="sentence">One </span><em><span class="sentence">two.</span> <span id="s-9" class="sentence">Three</span></em><span class="sentence"> four.<a class="noteref" id="r1" href="#n1" role="doc-noteref">1</a></span> <span id="s-21" class="sentence">Five <strong>six</strong>.</span></p>
    "##]],
    );
}

#[test]
fn every_sentence_has_its_id_even_inside_code() {
    let tree = briefing(vec![paragraph(vec![Inline::Code(Cow::Borrowed("a. B. C"), span(0, 9))], 0)], Vec::new());
    let mut facts = facts("a");
    facts.sentences = vec![sentence(0, 0, "a."), sentence(0, 3, "B."), sentence(0, 6, "C")];
    check(
        &tree,
        facts,
        &expect![[r#"
        <p><span id="s-0" class="sentence"><code>a. B. C</code></span><span id="s-3"></span><span id="s-6"></span></p>
    "#]],
    );
}

#[test]
fn a_name_is_linked_but_never_inside_a_link() {
    let link = Inline::Link(Link {
        target: Target::Url(Cow::Borrowed("https://x.y/?a&b")),
        words: vec![text("Minsk", 10), noteref("a", 15)],
        title: Cow::Borrowed("\"t\""),
        span: span(9, 30),
    });
    let tree = briefing(vec![paragraph(vec![text("In Minsk: ", 0), link], 0)], Vec::new());
    let mut facts = facts("a");
    facts.noterefs = vec![noref_facts(15, 1, 1)];
    let mention = |start: u32| MentionFacts {
        entity: 0,
        paragraph: 0,
        start,
        end: start + 5,
        spelling: "Minsk".into(),
        section: 0,
        sentence: 0,
        linked: true,
    };
    facts.mentions = vec![mention(3), mention(10)];
    let own = article("a", facts);
    let mut place = article("minsk", super::super::fixtures::facts("minsk"));
    place.url = crate::model::url::Url("entities/minsk.html".into());
    let mut site = site(vec![own.clone(), place], Vec::new());
    site.entities.push(crate::model::site::Entity {
        article: crate::model::article::ArticleId(1),
        kind: crate::model::matter::EntityKind::Place,
        name: "Minsk".into(),
        spellings: Vec::new(),
        mentions: Vec::new(),
        see_also: Vec::new(),
    });
    let body = body(&tree, &own, &site, &Html { mode: Mode::Page, prefix: "", images: &Images::new() });
    expect![[r##"
        <p>In <a class="entity" href="entities/minsk.html" data-title="minsk" data-standfirst="Some words.">Minsk</a>: <a href="https://x.y/?a&amp;b" title="&quot;t&quot;">Minsk</a><a class="noteref" id="r1" href="#n1" role="doc-noteref">1</a></p>
    "##]].assert_eq(&body.html);
}

#[test]
fn tied_words_and_a_typed_ibid_lead_to_the_work() {
    let tied = Inline::Cite(CiteGroup {
        form: CiteForm::Tied(vec![text("Wilson, ", 501), Inline::Emphasis(vec![text("Belarus", 510)])]),
        items: vec![CiteItem {
            key: Cow::Borrowed("wilson2021"),
            span: span(500, 505),
            prefix: Cow::Borrowed(""),
            locator: None,
            suffix: Cow::Borrowed(""),
            suppress_author: false,
        }],
        span: span(499, 506),
    });
    let tree = briefing(
        vec![paragraph(vec![text("One.", 0), noteref("a", 4), noteref("b", 8)], 0)],
        vec![note("a", 490, vec![tied, text(".", 507)]), note("b", 600, vec![text("Ibid., 292.", 606)])],
    );
    let mut facts = facts("a");
    facts.notes = vec![note_facts("a", 1), note_facts("b", 1)];
    facts.noterefs = vec![noref_facts(4, 1, 1), noref_facts(8, 2, 1)];
    let mut ibid = cite_facts(
        Some(2),
        CiteStyle::Literal { ibid: Some(crate::base::span::Span::top(crate::base::span::FileId(0))) },
    );
    ibid.target = CiteTarget::Preceding;
    ibid.span = span(606, 611);
    facts.cites = vec![cite_facts(Some(1), CiteStyle::Literal { ibid: None }), ibid];
    check(
        &tree,
        facts,
        &expect![[r##"
        <p>One.<a class="noteref" id="r1" href="#n1" role="doc-noteref">1</a><span class="noteref-comma">,</span><a class="noteref" id="r2" href="#n2" role="doc-noteref">2</a></p>
        n1: <p><a class="cite" href="works/wilson2021.html">Wilson, <em>Belarus</em></a>. <a href="#r1" role="doc-backlink" aria-label="Back to note 1 in the text"><svg class="icon" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false"><path d="M6.5 3 2.5 7l4 4M2.5 7h7.25a3.75 3.75 0 0 1 0 7.5H8" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></a></p>
        n2: <p>Ibid. <a class="antecedent" href="works/wilson2021.html">[Wilson 2021]</a>, 292. <a href="#r2" role="doc-backlink" aria-label="Back to note 2 in the text"><svg class="icon" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false"><path d="M6.5 3 2.5 7l4 4M2.5 7h7.25a3.75 3.75 0 0 1 0 7.5H8" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></a></p>
    "##]],
    );
}

#[test]
fn a_pull_quote_hides_its_words_and_keeps_its_mark_outside() {
    let quote = |start| Block {
        kind: BlockKind::PullQuote(PullQuote {
            altered: false,
            blocks: vec![paragraph(vec![text("One.", start + 2), noteref("a", start + 6)], start + 2)],
        }),
        span: span(start, start + 12),
    };
    let blocks = vec![paragraph(vec![text("One.", 0)], 0), quote(10), quote(30)];
    let tree = briefing(blocks, vec![note("a", 90, vec![text("A.", 96)])]);
    let mut facts = facts("a");
    facts.notes = vec![note_facts("a", 2)];
    facts.noterefs = vec![noref_facts(16, 1, 1), noref_facts(36, 1, 2)];
    facts.sentences = vec![sentence(0, 0, "One.")];
    let pull =
        |start, state, sentence| PullFacts { span: span(start, start + 12), text: "One.".into(), state, sentence };
    facts.pulls = vec![pull(10, PullState::Exact, Some(0)), pull(30, PullState::NotFound, None)];
    check(
        &tree,
        facts.clone(),
        &expect![[r##"
            <p><span id="s-0" class="sentence">One.</span></p>
            <figure class="pullquote"><blockquote aria-hidden="true"><p>One.</p></blockquote><a href="#s-0" aria-label="Pull quote: read it in the text">in the text</a><a class="noteref" id="r1" href="#n1" role="doc-noteref">1</a></figure>
            <figure class="pullquote"><blockquote><p>One.</p></blockquote><a class="noteref" id="r1-2" href="#n1" role="doc-noteref">1</a></figure>
            n1: <p>A. <a href="#r1" role="doc-backlink" aria-label="a, back to note 1 in the text">a</a> <a href="#r1-2" role="doc-backlink" aria-label="b, back to note 1 in the text">b</a></p>
        "##]],
    );
    // A feed leaves the repeated words out, and the way back to their mark with them.
    let feed = write(&tree, facts, Mode::Feed);
    expect![[r##"
        <p>One.</p>
        <blockquote>
        <p>One.<a class="noteref" id="r1-2" href="#n1" role="doc-noteref">1</a></p>
        </blockquote>
        <p>A. <a href="#r1-2" role="doc-backlink" aria-label="Back to note 1 in the text"><svg class="icon" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false"><path d="M6.5 3 2.5 7l4 4M2.5 7h7.25a3.75 3.75 0 0 1 0 7.5H8" fill="none" stroke="currentColor" stroke-width="1.5"/></svg></a></p>"##]].assert_eq(&format!("{}{}", feed.html, feed.notes[0].html));
}

#[test]
fn headings_step_down_one_at_a_time() {
    let heading = |level, start: usize| Block {
        kind: BlockKind::Heading(Heading {
            level,
            id: None,
            classes: vec![Cow::Borrowed("x\"y")],
            words: vec![text("H", start)],
        }),
        span: span(start, start + 2),
    };
    let tree =
        briefing(vec![heading(3, 10), heading(6, 20), heading(2, 30), heading(4, 40), heading(1, 50)], Vec::new());
    let mut facts = facts("a");
    let section =
        |start| Section { id: format!("h{start}"), level: 2, words: "H".into(), span: span(start, start + 2) };
    facts.sections.extend([10, 20, 30, 40, 50].map(section));
    let body = write(&tree, facts, Mode::Page);
    let levels: Vec<_> = body.contents.iter().map(|entry| entry.level).collect();
    assert_eq!(levels, [2, 3, 2, 3, 2]);
    assert!(body.html.starts_with("<h2 id=\"h10\" class=\"x&quot;y\">H</h2>\n<h3 id=\"h20\""), "{}", body.html);
}

#[test]
fn tables_are_named_apart() {
    let table = Block {
        kind: BlockKind::Table(Table {
            alignments: Vec::new(),
            head: vec![Vec::new(), vec![text("Votes", 0)]],
            rows: vec![vec![vec![text("A", 0)], vec![text("1", 0)]]],
        }),
        span: span(0, 5),
    };
    let tree = briefing(vec![table.clone(), table], Vec::new());
    let html = write(&tree, facts("a"), Mode::Page).html;
    assert!(html.contains("aria-label=\"Table: Votes\"") && html.contains("aria-label=\"Table 2: Votes\""), "{html}");
    assert!(html.contains("<tr><td></td><th scope=\"col\">Votes</th></tr>"), "{html}");
}

#[test]
fn what_a_body_takes_from_elsewhere_is_in_its_key() {
    let mut facts = facts("a");
    facts.cites = vec![cite_facts(Some(1), CiteStyle::Bracketed)];
    let mut own = article("a", facts);
    own.cites = vec![bound(0, Some("Wilson, Belarus."))];
    let mut site = site(vec![own.clone()], vec![work("wilson2021", "Wilson", "Belarus")]);
    let key = |own: &crate::model::article::Article, site: &_| super::inputs(own, site, &Images::new());
    let before = key(&own, &site);
    assert_eq!(before, key(&own.clone(), &site));
    own.cites = vec![bound(0, Some("Wilson, Belarus, 279."))];
    let after = key(&own, &site);
    assert_ne!(before, after);
    site.works[0].url = crate::model::url::Url("works/wilson.html".into());
    assert_ne!(after, key(&own, &site));
}
