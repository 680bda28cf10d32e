//! Raw tags inside a paragraph, where the site allows them: pairs of simple elements among the same neighbours.
//!
//! A tag without its partner among its neighbours is text: it can neither close nor swallow what is around it. Only
//! the name of an element is taken over, and the address of a link; attributes are not.

use super::Writer;
use super::inlines::inner;
use crate::model::inline::Inline;
use crate::render::escape;
use crate::render::sanitise::{Fate, Tag};

/// Elements that only set the words they hold; `a` is the last.
const PAIRS: [&str; 20] = [
    "b", "i", "em", "strong", "sub", "sup", "kbd", "small", "q", "cite", "mark", "s", "u", "ins", "del", "var", "samp",
    "abbr", "code", "a",
];
const LINK: usize = PAIRS.len() - 1;

/// What is written for a raw tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    Text,
    Nothing,
    Break,
    Open(&'static str),
    Close(&'static str),
    Link(String),
    LinkEnd,
}

/// Whether a run of words holds raw tags, at any depth.
pub fn holds_html(inlines: &[Inline<'_>]) -> bool {
    inlines.iter().any(|inline| matches!(inline, Inline::Html(..)) || inner(inline).is_some_and(holds_html))
}

/// What becomes of each raw tag among neighbours, in their order.
pub fn judge(inlines: &[Inline<'_>], in_link: bool) -> Vec<Raw> {
    let mut out = Vec::new();
    // Rows of `out` with a tag that waits for its partner, and how many of each name there are.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut counts = [0_usize; PAIRS.len()];
    for inline in inlines {
        let Inline::Html(html, _) = inline else { continue };
        let row = out.len();
        out.push(Raw::Text);
        let Some(tag) = Tag::read(html).filter(|tag| tag.source.len() == html.len()) else { continue };
        let Some(name) = PAIRS.iter().position(|name| tag.is(name)) else {
            if tag.is("br") && !tag.closes {
                out[row] = Raw::Break;
            } else if tag.fate() != Fate::Text {
                out[row] = Raw::Nothing;
            }
            continue;
        };
        if !tag.closes {
            open.push((row, name));
            counts[name] += 1;
        } else if counts[name] > 0 {
            while let Some((start, other)) = open.pop() {
                counts[other] -= 1;
                if other == name {
                    (out[start], out[row]) = (Raw::Open(PAIRS[name]), Raw::Close(PAIRS[name]));
                    break;
                }
            }
        }
    }
    links(inlines, in_link, &mut out);
    out
}

/// Pairs of `a` become links where their address is safe and they stand in no other link; else nothing.
fn links(inlines: &[Inline<'_>], in_link: bool, out: &mut [Raw]) {
    let mut open = Vec::new();
    let mut linked = in_link;
    let tags = inlines.iter().filter_map(|inline| if let Inline::Html(html, _) = inline { Some(html) } else { None });
    for (html, raw) in tags.zip(out) {
        if *raw == Raw::Open(PAIRS[LINK]) {
            let address = if linked { None } else { Tag::read(html).and_then(|tag| tag.address()) };
            open.push(address.is_some());
            linked |= address.is_some();
            *raw = address.map_or(Raw::Nothing, Raw::Link);
        } else if *raw == Raw::Close(PAIRS[LINK]) {
            let closes = open.pop() == Some(true);
            linked &= !closes;
            *raw = if closes { Raw::LinkEnd } else { Raw::Nothing };
        }
    }
}

impl<'s> Writer<'_, 's> {
    /// Words among which are raw tags.
    pub fn raw_inlines(&mut self, inlines: &[Inline<'s>]) {
        let mut judged = judge(inlines, self.in_link).into_iter();
        for (at, inline) in inlines.iter().enumerate() {
            if let Inline::Html(html, _) = inline {
                let raw = judged.next().unwrap_or(Raw::Text);
                self.raw_tag(html, raw);
            } else {
                self.words_follow_in(&inlines[at + 1..]);
                self.one(inline);
            }
        }
    }

    fn raw_tag(&mut self, html: &str, raw: Raw) {
        match raw {
            Raw::Text => self.text(html),
            Raw::Nothing => {}
            Raw::Break => self.push("<br>"),
            Raw::Open(name) => {
                self.push("<");
                self.push(name);
                self.push(">");
            }
            Raw::Close(name) => {
                self.push("</");
                self.push(name);
                self.push(">");
            }
            Raw::Link(url) => {
                self.push("<a href=\"");
                escape::href(&mut self.out, &url);
                self.push("\">");
                self.in_link = true;
            }
            Raw::LinkEnd => {
                self.push("</a>");
                self.in_link = false;
                self.flush_marks();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Raw, judge};
    use crate::model::inline::Inline;
    use crate::render::fixtures::span;

    fn tags(tags: &[&str]) -> String {
        let inlines: Vec<_> = tags.iter().map(|tag| Inline::Html(Cow::Borrowed(*tag), span(0, 0))).collect();
        let shown = judge(&inlines, false).into_iter().zip(tags).map(|(raw, tag)| match raw {
            Raw::Text => format!("'{tag}'"),
            Raw::Nothing => "-".to_owned(),
            Raw::Break => "<br>".to_owned(),
            Raw::Open(name) => format!("<{name}>"),
            Raw::Close(name) => format!("</{name}>"),
            Raw::Link(url) => format!("<a {url}>"),
            Raw::LinkEnd => "</a>".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a3_only_pairs_that_nest_are_tags() {
        assert_eq!(tags(&["<b onclick=x>", "<SUB>", "</sub >", "</B>"]), "<b> <sub> </sub> </b>");
        assert_eq!(tags(&["<b>", "<i>", "</b>", "</i>"]), "<b> '<i>' </b> '</i>'");
        assert_eq!(tags(&["</b>", "<b>", "<br/>", "</br>"]), "'</b>' '<b>' <br> -");
        assert_eq!(tags(&["</p>", "<script>", "</script>", "<T>", "<?x?>"]), "- - - '<T>' '<?x?>'");
    }

    #[test]
    fn a4_a_pair_is_a_link_where_its_address_is_safe() {
        assert_eq!(tags(&["<a href='https://x/' id=n1>", "</a>"]), "<a https://x/> </a>");
        assert_eq!(tags(&["<a href='java&#10;script:x'>", "</a>"]), "- -");
        assert_eq!(tags(&["<a href=b>", "<a href=c>", "</a>", "</a>"]), "<a b> - - </a>");
        assert_eq!(tags(&["<a href=b>"]), "'<a href=b>'");
    }

    #[test]
    fn tags_without_partners_cost_no_more_than_their_number() {
        let many = [vec!["<b>"; 50_000], vec!["</i>"; 50_000]].concat();
        assert!(tags(&many).starts_with("'<b>'"));
    }
}
