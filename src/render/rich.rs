//! Formatted references (`Rich`) as HTML. Their text is never markup: it is escaped like all text.

use super::escape;
use crate::model::work::{Rich, Run};

/// Whether addresses inside the reference become links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    Keep,
    /// Inside another link: only the words.
    Drop,
}

/// Writes a reference as HTML.
pub fn html(out: &mut String, rich: &Rich, links: Links) {
    for run in &rich.0 {
        self::run(out, run, &run.text, links);
    }
}

/// [`html`] as a string of its own, links kept.
#[must_use]
pub fn to_html(rich: &Rich) -> String {
    let mut out = String::new();
    html(&mut out, rich, Links::Keep);
    out
}

/// Words in the styles of a run, the run's own or a part of them.
pub fn run(out: &mut String, run: &Run, text: &str, links: Links) {
    if text.is_empty() {
        return;
    }
    let link = run.link.as_deref().filter(|url| links == Links::Keep && escape::is_safe(url));
    if let Some(url) = link {
        out.push_str("<a href=\"");
        escape::href(out, url);
        out.push_str("\">");
    }
    let styles = [
        (run.italic, "<i>", "</i>"),
        (run.bold, "<b>", "</b>"),
        (run.small_caps, "<span class=\"small-caps\">", "</span>"),
        (run.superscript, "<sup>", "</sup>"),
        (run.subscript, "<sub>", "</sub>"),
    ];
    for (_, open, _) in styles.iter().filter(|(on, ..)| *on) {
        out.push_str(open);
    }
    escape::text(out, text);
    for (.., close) in styles.iter().rev().filter(|(on, ..)| *on) {
        out.push_str(close);
    }
    if link.is_some() {
        out.push_str("</a>");
    }
}

#[cfg(test)]
mod tests {
    use super::{Links, html, to_html};
    use crate::model::work::{Rich, Run};

    #[test]
    fn styles_nest_and_text_is_escaped() {
        let run = Run { text: "<b> & Co".into(), italic: true, superscript: true, ..Run::default() };
        assert_eq!(to_html(&Rich(vec![run])), "<i><sup>&lt;b&gt; &amp; Co</sup></i>");
    }

    #[test]
    fn a4_an_unsafe_address_is_only_words() {
        let run = |url: &str| Rich(vec![Run { text: "x".into(), link: Some(url.into()), ..Run::default() }]);
        assert_eq!(to_html(&run("https://a.b/?c&d")), "<a href=\"https://a.b/?c&amp;d\">x</a>");
        assert_eq!(to_html(&run("javascript:x")), "x");
        let mut inner = String::new();
        html(&mut inner, &run("https://a.b"), Links::Drop);
        assert_eq!(inner, "x");
    }
}
