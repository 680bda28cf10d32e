//! Raw HTML of a site that allows it: an allow-list of elements, nothing that runs or collides (THREATS A3).
//!
//! Two steps. First what is no whole tag of a known element becomes text, so that an unfinished tag or comment cannot
//! swallow the words behind it; then a parser of HTML closes what is open, drops what closes nothing, and lets only
//! listed attributes and addresses through. What is not here: raw tags inside a paragraph, which are judged in pairs
//! by [`html`](super::html).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements that may stand on a page.
const ELEMENTS: &str = "\
    a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure \
    h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table \
    tbody td tfoot th thead tr u ul var wbr";

/// Elements of HTML whose tags are dropped; what has a name of neither list is text, such as `Vec<T>`.
const DROPPED: &str = "\
    address applet area article aside audio base bdo big body button canvas center data datalist dialog embed \
    fieldset font footer form frame frameset h1 head header hgroup html iframe img input label legend link main \
    map marquee math menu meta meter nav nobr noscript object optgroup option output param picture plaintext \
    progress script search section select slot source strike style svg template textarea time title track tt \
    video";

/// Elements whose attributes matter. The others lose theirs before the parser sees them: a thousand `<b>` that differ
/// in an attribute are opened again in every paragraph behind them, a thousand alike are not.
const WITH_ATTRIBUTES: &str = "a abbr blockquote col colgroup del details div ins li ol p q span td th";

/// Longer tags are text.
const LONGEST_TAG: usize = 4096;
/// Tags of one block; those behind are text. A parser of HTML looks at all open elements at many a tag.
const MOST_TAGS: usize = 20_000;

/// A block of raw HTML as it may stand on a page.
#[must_use]
pub fn clean(html: &str) -> String {
    BUILDER.clean(&whole_tags(html)).to_string()
}

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", &["href"][..]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("li", &["value"]),
        ("ol", &["start", "reversed", "type"]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan", "scope"]),
    ]
    .into_iter()
    .map(|(element, names)| (element, names.iter().copied().collect()))
    .collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.split(' ').collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(attributes)
        .generic_attributes(["lang", "dir", "title"].into_iter().collect())
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// A whole tag: `<name …>` or `</name …>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    pub name: &'a str,
    pub closes: bool,
    /// With the angle brackets.
    pub source: &'a str,
}

/// What becomes of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept,
    Dropped,
    /// No element of HTML: what the author wrote is meant to be read.
    Text,
}

impl<'a> Tag<'a> {
    /// The tag that starts here, if it ends.
    pub fn read(html: &'a str) -> Option<Self> {
        let bytes = html.as_bytes();
        let closes = bytes.get(1) == Some(&b'/');
        let start = if closes { 2 } else { 1 };
        if bytes.first() != Some(&b'<') || !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        let name = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let mut quote = None;
        for (at, &byte) in bytes.iter().enumerate().take(LONGEST_TAG).skip(start + name) {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>') => {
                    let end = bytes.get(start + name)?;
                    let plain = end.is_ascii_whitespace() || matches!(end, b'/' | b'>');
                    let (name, source) = (&html[start..start + name], &html[..=at]);
                    return plain.then_some(Self { name, closes, source });
                }
                (None, b'<') => return None,
                _ => {}
            }
        }
        None
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_one_of(&self, names: &str) -> bool {
        names.split(' ').any(|name| self.is(name))
    }

    pub fn fate(&self) -> Fate {
        if self.is_one_of(ELEMENTS) {
            Fate::Kept
        } else if self.is_one_of(DROPPED) {
            Fate::Dropped
        } else {
            Fate::Text
        }
    }

    /// The address that a link leads to, read and judged as a browser does; none where it must not be a link.
    pub fn address(&self) -> Option<String> {
        let cleaned = BUILDER.clean(self.source).to_string();
        let (_, rest) = cleaned.split_once(" href=\"")?;
        let (escaped, _) = rest.split_once('"')?;
        let url = escaped.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}");
        let url = url.replace("&amp;", "&");
        super::escape::is_safe(&url).then_some(url)
    }
}

/// Leaves the whole tags of listed elements; scripts and styles go with what they hold, all else becomes text.
fn whole_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html;
    let mut tags = 0;
    // Where no end was found once, none comes later.
    let mut endless = [false; 2];
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let tag = Tag::read(rest).filter(|_| tags < MOST_TAGS);
        let mut taken = tag.map_or(0, |tag| tag.source.len());
        match tag.map(|tag| (tag, tag.fate())) {
            Some((tag, Fate::Kept)) => {
                tags += 1;
                if tag.is_one_of(WITH_ATTRIBUTES) && !tag.closes {
                    out.push_str(tag.source);
                } else {
                    out.push_str(if tag.closes { "</" } else { "<" });
                    out.push_str(tag.name);
                    out.push('>');
                }
            }
            Some((tag, Fate::Dropped)) => {
                for (name, endless) in ["script", "style"].into_iter().zip(&mut endless) {
                    if !tag.is(name) || tag.closes {
                        continue;
                    }
                    let end = if *endless { None } else { end_of(&rest[taken..], name) };
                    if let Some(end) = end {
                        taken += end;
                    } else {
                        *endless = true;
                        taken = 0;
                    }
                }
            }
            Some((_, Fate::Text)) | None => taken = 0,
        }
        if taken == 0 {
            out.push_str("&lt;");
            taken = 1;
        }
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

/// Behind the first `</name …>`.
fn end_of(html: &str, name: &str) -> Option<usize> {
    let ends = html.match_indices("</");
    ends.filter_map(|(at, _)| Tag::read(&html[at..]).map(|tag| (at, tag)))
        .find(|(_, tag)| tag.is(name))
        .map(|(at, tag)| at + tag.source.len())
}

#[cfg(test)]
mod tests {
    use super::{MOST_TAGS, Tag, clean};

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(clean(html), expected, "{html}");
    }

    #[test]
    fn a3_nothing_that_runs_looks_or_collides() {
        check("<p onclick=x() style=a class=b id=n1 name=c data-x=y title=t>a</p>", "<p title=\"t\">a</p>");
        check("<script>alert(1)</script>a<STYLE>p{}</STYLE >b", "ab");
        check("<iframe src=x>a</iframe><object>b</object><form action=x><input>c</form>", "abc");
        check("<svg><b onload=x>a</b></svg><math><mtext><style><img src onerror=x></style>b", "<b>a</b>&lt;mtext&gt;b");
        check("<div><img src=x onerror=evil()>a</div>", "<div>a</div>");
    }

    #[test]
    fn a4_addresses_are_judged_as_a_browser_reads_them() {
        check("<a href='java&#10;script:x'>a</a>", "<a>a</a>");
        check("<a href=' JavaScript:x'>a</a><a href='data:text/html,x'>b</a>", "<a>a</a><a>b</a>");
        check("<a href='https://x.y/?a&amp;b' target=_top ping=z>a</a>", "<a href=\"https://x.y/?a&amp;b\">a</a>");
        check(
            "<a href='../b.html#n1'>a</a><a href='mailto:a@b.c'>b</a>",
            "<a href=\"../b.html#n1\">a</a><a href=\"mailto:a@b.c\">b</a>",
        );
    }

    #[test]
    fn a3_a_block_closes_what_it_opens_and_nothing_else() {
        check("<div><b>a", "<div><b>a</b></div>");
        check("</div></main></body></html>a</p>", "a<p></p>");
        check("<table><tr><td>a</div></table>b", "<table><tbody><tr><td>a</td></tr></tbody></table>b");
    }

    #[test]
    fn a3_no_words_are_swallowed() {
        check("<div title=\"a\nwords", "&lt;div title=\"a\nwords");
        check("<script>\nwords <b>more</b>", "&lt;script&gt;\nwords <b>more</b>");
        check("<!-- words <b>more</b>", "&lt;!-- words <b>more</b>");
        check("<?php words", "&lt;?php words");
        check("<template>a</template><textarea>b<title>c<plaintext>d<select><p>e", "abcd<p>e</p>");
        check("Vec<T> 1 < 2 && 3 > 2", "Vec&lt;T&gt; 1 &lt; 2 &amp;&amp; 3 &gt; 2");
        check("<script><!--<script></script>words", "words");
    }

    #[test]
    fn hostile_blocks_cost_no_more_than_their_length() {
        let many = "<b x=1>".repeat(MOST_TAGS * 2);
        assert!(clean(&many).contains("&lt;b"));
        let titles: Vec<String> = (0..2000).map(|n| format!("<b title={n}><i title={n}>")).collect();
        let mut formats = titles.concat();
        formats.push_str(&"<p>x</p>".repeat(2000));
        assert!(clean(&formats).len() < 1_000_000);
        assert!(clean(&"<a \"".repeat(50_000)).starts_with("&lt;a"));
        assert!(clean(&"<script>".repeat(50_000)).starts_with("&lt;script"));
    }

    #[test]
    fn an_address_of_a_tag() {
        let address = |html: &str| Tag::read(html).and_then(|tag| tag.address());
        assert_eq!(address("<a href=\"https://x.y/?a&amp;b=&quot;\">").as_deref(), Some("https://x.y/?a&b=\""));
        assert_eq!(address("<a title=' href=\"https://x\"' href='javascript:x'>"), None);
        assert_eq!(address("<a href='jav&#x09;ascript:x'>"), None);
        assert_eq!(address("<a>"), None);
    }
}
