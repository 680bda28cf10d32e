//! The form for the preview: a whole page of plain HTML, without style, script or any address.

use std::fmt::Write;

use super::excerpt::{Excerpt, excerpts};
use super::place::{Found, Place, in_order};
use super::{Files, counts, word};
use crate::base::diag::Diagnostic;
use crate::base::span::Span;

/// All diagnostics as a page of HTML5. Everything that comes from the site's files is shown as text.
#[must_use]
pub fn html(diagnostics: &[Diagnostic], files: &dyn Files) -> String {
    let title = counts(diagnostics).unwrap_or_else(|| "Nothing to report".to_owned());
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    let _ = write!(out, "<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n");
    for found in in_order(diagnostics, files, "") {
        article(&mut out, &found);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn article(out: &mut String, found: &Found) {
    let diagnostic = found.diagnostic;
    let severity = word(diagnostic.severity);
    let code = diagnostic.code.name();
    let _ = writeln!(out, "<article class=\"{severity}\" data-code=\"{code}\">");
    let _ = writeln!(out, "<h2>{severity}: {}</h2>", escape(&diagnostic.message));
    if let Some(place) = &found.place {
        where_it_is(out, place, &diagnostic.note);
    }
    for (place, text) in &found.labels {
        where_it_is(out, place, text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "<p><strong>help:</strong> {}</p>", escape(help));
    }
    if let Some(fix) = &found.fix {
        let words = if fix.safe { "This repairs it:" } else { "This may be what is meant:" };
        let _ = writeln!(out, "<p>{words}</p>");
        for (place, text) in &fix.edits {
            let old = place.source.slice(place.span);
            out.push_str("<pre>");
            if !old.is_empty() {
                let _ = write!(out, "<del>{}</del>", escape(old));
            }
            let _ = writeln!(out, "<ins>{}</ins></pre>", escape(text));
        }
    }
    let _ = writeln!(out, "<p><code>ibid explain {code}</code> tells more: {}.</p>", escape(diagnostic.code.title()));
    out.push_str("</article>\n");
}

fn where_it_is(out: &mut String, place: &Place, words: &str) {
    let _ = write!(out, "<p><code>{}:{}:{}</code>", escape(&place.path), place.start.line, place.start.column);
    if !words.is_empty() {
        let _ = write!(out, " {}", escape(words));
    }
    out.push_str("</p>\n");
    for excerpt in excerpts(&place.source, &[Span { file: place.span.file, ..place.span }]) {
        let Excerpt { text, marks, .. } = excerpt;
        let range = marks.into_iter().next().map_or(0..0, |(_, range)| range);
        let (before, marked, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
        let _ = writeln!(out, "<pre>{}<mark>{}</mark>{}</pre>", escape(before), escape(marked), escape(after));
    }
}

/// Text for HTML and for a quoted attribute. Control characters, which HTML forbids, and characters that turn the
/// direction of text are shown as U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
