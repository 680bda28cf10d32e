//! What is left out where a site allows HTML, each piece by its name and place (THREATS A3, A8).
//!
//! Says what [`sanitise`](crate::render::sanitise) and [`raw`](super::raw) do, without writing a page: both are asked for their own judgement.
//! What they show as text is no loss and not told.

use std::collections::BTreeMap;

use super::inlines::inner;
use super::raw::{Raw, judge};
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::model::block::{Block, BlockKind};
use crate::model::briefing::Briefing;
use crate::model::inline::{Inline, Target};
use crate::model::walk;
use crate::render::diag;
use crate::render::sanitise::{Fate, Part, Tag, parts};

/// Elements whose end may be missing: HTML says where it is.
const OPEN_ENDED: [&str; 15] =
    ["br", "hr", "wbr", "col", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"];
const IN_TABLES: [&str; 9] = ["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Elements, attributes and addresses of raw HTML that no page of this text shows.
#[must_use]
pub fn dropped(briefing: &Briefing<'_>, source: &Source) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut all: Vec<&[Block<'_>]> = vec![&briefing.blocks];
    all.extend(briefing.notes.iter().map(|note| note.blocks.as_slice()));
    for blocks in all {
        in_blocks(blocks, source, &mut out);
        walk::runs(blocks, &mut |_, _, inlines| in_words(inlines, false, &mut out));
    }
    out
}

fn in_blocks(blocks: &[Block<'_>], source: &Source, out: &mut Vec<Diagnostic>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Html(html) => in_block(html, Place::new(source, block.span), out),
            BlockKind::Quote(inner) => in_blocks(inner, source, out),
            BlockKind::PullQuote(quote) => in_blocks(&quote.blocks, source, out),
            BlockKind::Callout(callout) => in_blocks(&callout.blocks, source, out),
            BlockKind::Figure(figure) => in_blocks(&figure.caption, source, out),
            BlockKind::List(list) => list.items.iter().for_each(|item| in_blocks(item, source, out)),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.details).for_each(|details| in_blocks(details, source, out));
            }
            BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Table(_)
            | BlockKind::Code { .. }
            | BlockKind::Rule => {}
        }
    }
}

/// Finds tags again in the source, where signs of quotation may stand between the lines of a block.
struct Place<'a> {
    text: &'a str,
    span: Span,
    from: usize,
}

impl<'a> Place<'a> {
    fn new(source: &'a Source, span: Span) -> Self {
        let range = span.start as usize..span.end as usize;
        Self { text: source.text.get(range).unwrap_or(""), span, from: 0 }
    }

    /// Tags are asked for in their order.
    fn of(&mut self, tag: &Tag<'_>) -> Span {
        let first = tag.source.lines().next().unwrap_or("");
        let Some(at) = self.text[self.from..].find(first).map(|at| at + self.from) else { return self.span };
        self.from = at + first.len();
        let start = self.span.start as usize + at;
        Span::new(self.span.file, start, start + first.len())
    }
}

fn in_block(html: &str, mut place: Place<'_>, out: &mut Vec<Diagnostic>) {
    let mut open: Vec<(Tag<'_>, Span)> = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let count = |counts: &BTreeMap<String, usize>, name: &str| counts.get(name).copied().unwrap_or(0);
    for part in parts(html) {
        let (tag, kept) = match part {
            Part::Words(_) | Part::Bracket => continue,
            Part::Emptied(tag) => {
                out.push(diag::emptied_element(place.of(&tag), tag.name));
                continue;
            }
            Part::Kept(tag) => (tag, true),
            Part::Dropped(tag) => (tag, false),
        };
        let (span, name) = (place.of(&tag), tag.name.to_ascii_lowercase());
        if tag.closes {
            if count(&counts, &name) == 0 {
                out.push(diag::closes_nothing(span, tag.name));
                continue;
            }
            while let Some((other, at)) = open.pop() {
                if let Some(count) = counts.get_mut(&other.name.to_ascii_lowercase()) {
                    *count -= 1;
                }
                if other.is(&name) {
                    break;
                }
                unclosed(&other, at, out);
            }
            continue;
        }
        if !kept {
            out.push(diag::dropped_element(span, tag.name));
        } else if IN_TABLES.contains(&name.as_str()) && count(&counts, "table") == 0 {
            out.push(diag::outside_a_table(span, tag.name));
        } else if name == "a" && count(&counts, "a") > 0 {
            out.push(diag::link_in_a_link(span));
        } else {
            attributes(&tag, span, |name| tag.may_have(name), out);
        }
        if !["br", "hr", "wbr", "col"].contains(&name.as_str()) {
            *counts.entry(name).or_default() += 1;
            open.push((tag, span));
        }
    }
    for (tag, span) in open {
        unclosed(&tag, span, out);
    }
}

fn unclosed(tag: &Tag<'_>, span: Span, out: &mut Vec<Diagnostic>) {
    if tag.fate() == Fate::Kept && !OPEN_ENDED.iter().any(|name| tag.is(name)) {
        out.push(diag::has_no_end(span, tag.name));
    }
}

fn attributes(tag: &Tag<'_>, span: Span, may_have: impl Fn(&str) -> bool, out: &mut Vec<Diagnostic>) {
    let all = tag.attributes();
    let lost: Vec<&str> = all.iter().map(|(name, _)| *name).filter(|name| !may_have(name)).collect();
    if !lost.is_empty() {
        out.push(diag::dropped_attributes(span, tag.name, &lost));
    }
    let href = all.iter().find(|(name, _)| name.eq_ignore_ascii_case("href"));
    if let Some((_, url)) = href.filter(|_| tag.is("a") && tag.address().is_none()) {
        out.push(diag::refused_address(span, url));
    }
}

/// Tags among the words of a paragraph.
fn in_words(inlines: &[Inline<'_>], in_link: bool, out: &mut Vec<Diagnostic>) {
    let mut linked = in_link;
    let mut judged = None;
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for inline in inlines {
        if let Inline::Html(html, span) = inline {
            let judged = judged.get_or_insert_with(|| judge(inlines, in_link).into_iter());
            let raw = judged.next().unwrap_or(Raw::Text);
            if let Some(tag) = Tag::read(html) {
                in_paragraph(&tag, &raw, *span, linked, &mut open, out);
            }
            match raw {
                Raw::Link(_) => linked = true,
                Raw::LinkEnd => linked = false,
                _ => {}
            }
        } else if let Some(words) = inner(inline) {
            let links = match inline {
                Inline::Link(link) => !matches!(link.target, Target::Refused(_)),
                Inline::Cite(_) => true,
                _ => false,
            };
            in_words(words, linked || links, out);
        }
    }
}

fn in_paragraph(
    tag: &Tag<'_>,
    raw: &Raw,
    span: Span,
    linked: bool,
    open: &mut BTreeMap<String, usize>,
    out: &mut Vec<Diagnostic>,
) {
    match raw {
        Raw::Open(_) | Raw::Break => attributes(tag, span, |_| false, out),
        Raw::Link(_) => attributes(tag, span, |name| name.eq_ignore_ascii_case("href"), out),
        Raw::Nothing if tag.closes => match open.get_mut(&tag.name.to_ascii_lowercase()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => out.push(diag::closes_nothing(span, tag.name)),
        },
        Raw::Nothing => {
            *open.entry(tag.name.to_ascii_lowercase()).or_default() += 1;
            let href = tag.attributes().into_iter().find(|(name, _)| name.eq_ignore_ascii_case("href"));
            out.push(match href {
                Some((_, url)) if tag.is("a") && tag.address().is_none() => diag::refused_address(span, url),
                Some(_) if tag.is("a") && linked => diag::link_in_a_link(span),
                _ => diag::dropped_element(span, tag.name),
            });
        }
        Raw::Text | Raw::Close(_) | Raw::LinkEnd => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use expect_test::{Expect, expect};

    use super::dropped;
    use crate::base::source::Source;
    use crate::base::span::FileId;
    use crate::parse::parse;

    #[track_caller]
    fn check(markdown: &str, expected: &Expect) {
        let text = format!("---\ntitle: T\ndate: 2024-01-02\n---\n{markdown}\n");
        let source = Source::new(FileId(0), "content/a.md", text.as_str());
        let (briefing, _) = parse(&source, &BTreeSet::new());
        let lines = dropped(&briefing, &source).into_iter().map(|found| {
            let at = source.position(found.primary.unwrap().start);
            format!("{}:{} {}\n", at.line - 4, at.column, found.message)
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn a8_each_piece_of_a_block_that_is_left_out_is_named() {
        check(
            "<div style='a:b' class=x title=t onclick=\"c('>')\"><p id=n1>words</p>\n<iframe src=x>more</iframe></div>",
            &expect![[r#"
                1:1 style, class, onclick of <div> are left out
                1:51 id of <p> is left out
                2:1 <iframe> is left out here
            "#]],
        );
        check(
            "<div><a href='java&#10;script:x'>a</a> <a href=b.html target=_top>b <a href=c>c</a></a></div>",
            &expect![[r#"
                1:6 the address java&#10;script:x is not let through
                1:40 target of <a> is left out
                1:69 this link stands inside another one and is left out
            "#]],
        );
        check(
            "> <div>\n> <script>\n> x\n> </script><style>y</style></div>\n\n- <div\n  hidden\n  lang=de>x</div>",
            &expect![[r#"
                2:3 <script> and all that it holds are left out
                4:12 <style> and all that it holds are left out
                6:3 hidden of <div> is left out
            "#]],
        );
    }

    #[test]
    fn a3_tags_without_partners_are_named() {
        check(
            "<div>\n\nwords\n\n</div>\n\n<div></main></div>\n\n<td>x</td>\n\n<ul><li>a<li>b</ul><table><tr><td>c</table>",
            &expect![[r#"
                1:1 <div> has no end here and is closed with what is around it
                5:1 </div> closes nothing here and is left out
                7:6 </main> closes nothing here and is left out
                9:1 <td> stands in no table and is left out
            "#]],
        );
    }

    #[test]
    fn a8_what_is_left_out_of_a_paragraph_or_a_note_is_named() {
        check(
            "A <b onclick=x>b</b> <span class=y>c</span> <a href=javascript:x>d</a> [e <a href=f>g</a>](h.md)<br clear=all></p>.[^1]\n\n[^1]: An <i lang=la>note</i>, <b>shown.",
            &expect![[r#"
                1:3 onclick of <b> is left out
                1:22 <span> is left out here
                1:45 the address javascript:x is not let through
                1:75 this link stands inside another one and is left out
                1:97 clear of <br> is left out
                1:111 </p> closes nothing here and is left out
                3:10 lang of <i> is left out
            "#]],
        );
    }

    #[test]
    fn what_stays_or_is_shown_as_text_is_not_told() {
        check(
            "A <b>b</b>, H<sub>2</sub>O, <a href=\"https://x.example/\">c</a><br>, `Vec<T>` and Vec<T>, <kbd>open.\n\n<div lang=de><table><caption>c</caption><tr><td colspan=2>a</td></tr></table><br><hr></div>\n\n<!-- gone -->",
            &expect![[""]],
        );
    }
}
