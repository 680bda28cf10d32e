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

/// Attributes that an element may have besides [`EVERYWHERE`].
const ATTRIBUTES: [(&str, &[&str]); 8] = [
    ("a", &["href"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("details", &["open"]),
    ("li", &["value"]),
    ("ol", &["start", "reversed", "type"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
];
const EVERYWHERE: [&str; 3] = ["lang", "dir", "title"];

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> =
        ATTRIBUTES.into_iter().map(|(element, names)| (element, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.split(' ').collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(attributes)
        .generic_attributes(EVERYWHERE.into_iter().collect())
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|_, name, value| (name != "href" || super::escape::is_safe(value)).then(|| value.into()))
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

    /// Names and values of its attributes, as they were typed.
    pub fn attributes(&self) -> Vec<(&'a str, &'a str)> {
        let mut out = Vec::new();
        let start = usize::from(self.closes) + 1 + self.name.len();
        let mut rest = &self.source[start..self.source.len() - 1];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let Some(first) = rest.chars().next() else { return out };
            let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=');
            let end = rest[first.len_utf8()..].find(ends).map_or(rest.len(), |end| end + first.len_utf8());
            let name = &rest[..end];
            let after = rest[end..].trim_ascii_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_ascii_start) else {
                out.push((name, ""));
                rest = after;
                continue;
            };
            let (value, left) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            out.push((name, value));
            rest = left;
        }
    }

    /// Whether an attribute may stay in a block; addresses are judged besides.
    pub fn may_have(&self, attribute: &str) -> bool {
        let is = |name: &&str| name.eq_ignore_ascii_case(attribute);
        let own = ATTRIBUTES.iter().filter(|(element, _)| self.is(element)).any(|(_, names)| names.iter().any(is));
        self.is_one_of(WITH_ATTRIBUTES) && (own || EVERYWHERE.iter().any(is))
    }
}

/// A piece of raw HTML, as the first step takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words with their character references.
    Words(&'a str),
    /// A `<` that is no tag's, and is shown.
    Bracket,
    /// Of a listed element.
    Kept(Tag<'a>),
    Dropped(Tag<'a>),
    /// A script or style, dropped with what it holds.
    Emptied(Tag<'a>),
}

/// What a block of raw HTML is made of.
pub fn parts(html: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut rest = html;
    let mut tags = 0;
    // Where no end was found once, none comes later.
    let mut endless = [false; 2];
    while let Some(start) = rest.find('<') {
        if start > 0 {
            out.push(Part::Words(&rest[..start]));
        }
        rest = &rest[start..];
        let tag = Tag::read(rest).filter(|_| tags < MOST_TAGS);
        let mut taken = tag.map_or(1, |tag| tag.source.len());
        out.push(match tag.map(|tag| (tag, tag.fate())) {
            Some((tag, Fate::Kept)) => {
                tags += 1;
                Part::Kept(tag)
            }
            Some((tag, Fate::Dropped)) => {
                let held = ["script", "style"].iter().position(|name| tag.is(name) && !tag.closes);
                let end = held.filter(|row| !endless[*row]).map(|row| end_of(&rest[taken..], tag.name).ok_or(row));
                match (held, end) {
                    (None, _) => Part::Dropped(tag),
                    (_, Some(Ok(end))) => {
                        taken += end;
                        Part::Emptied(tag)
                    }
                    (_, end) => {
                        if let Some(Err(row)) = end {
                            endless[row] = true;
                        }
                        taken = 1;
                        Part::Bracket
                    }
                }
            }
            Some((_, Fate::Text)) | None => {
                taken = 1;
                Part::Bracket
            }
        });
        rest = &rest[taken..];
    }
    if !rest.is_empty() {
        out.push(Part::Words(rest));
    }
    out
}

/// Leaves the whole tags of listed elements; scripts and styles go with what they hold, all else becomes text.
fn whole_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    for part in parts(html) {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Bracket => out.push_str("&lt;"),
            Part::Kept(tag) if tag.is_one_of(WITH_ATTRIBUTES) && !tag.closes => out.push_str(tag.source),
            Part::Kept(tag) => {
                out.push_str(if tag.closes { "</" } else { "<" });
                out.push_str(tag.name);
                out.push('>');
            }
            Part::Dropped(_) | Part::Emptied(_) => {}
        }
    }
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
    fn a4_a_block_s_addresses_have_two_locks() {
        check("<a href='doi:10.1/x'>a</a><a href='&#1;javascript:x'>b</a>", "<a>a</a><a>b</a>");
    }

    #[test]
    fn attributes_are_read_as_typed() {
        let of = |html: &str| format!("{:?}", Tag::read(html).unwrap().attributes());
        assert_eq!(of("<a\nhref = \"x y\" b/c=d e>"), r#"[("href", "x y"), ("b", ""), ("c", "d"), ("e", "")]"#);
        assert_eq!(of("</a ł='=>'=y>"), r#"[("ł", "=>"), ("=y", "")]"#);
        assert_eq!(of("<a =>"), r#"[("=", "")]"#);
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
