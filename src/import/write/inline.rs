//! What stands inside a paragraph, as markdown.

use super::escape::{self, Place};
use crate::model::cite::{CiteForm, CiteGroup, CiteItem};
use crate::model::inline::{Image, Inline, Link, Target};

/// How deep words are nested before their looks are left out. The parser's own bound is lower.
const DEPTH: usize = 64;

/// Writes inlines; `place` is where the first stands.
pub fn inlines(inlines: &[Inline<'_>], place: Place) -> String {
    let mut out = String::new();
    write(inlines, place, 0, &mut out);
    out
}

fn write(inlines: &[Inline<'_>], mut place: Place, depth: usize, out: &mut String) {
    if depth > DEPTH {
        return;
    }
    let mut guard = false;
    for (n, inline) in inlines.iter().enumerate() {
        let next = inlines.get(n + 1);
        match inline {
            Inline::Text(text, _) => {
                let mut text: &str = text;
                // A letter that would change what the mark before it means is written as a number.
                if std::mem::take(&mut guard)
                    && let Some(first) = text.chars().next().filter(|c| c.is_alphanumeric())
                {
                    out.push_str(&format!("&#{};", u32::from(first)));
                    text = &text[first.len_utf8()..];
                    place = Place::Inside;
                }
                escape::text(text, place, next.and_then(first_char), out);
            }
            Inline::Code(text, _) => code(text, out),
            Inline::Emphasis(inner) => {
                guard = marked(inner, if depth.is_multiple_of(2) { "*" } else { "_" }, depth, out);
            }
            Inline::Strong(inner) => guard = marked(inner, "**", depth, out),
            Inline::Strikethrough(inner) => guard = marked(inner, "~~", depth, out),
            Inline::Link(link) => self::link(link, depth, out),
            Inline::Image(image) => self::image(image, out),
            Inline::Noteref(noteref) => out.push_str(&format!("[^{}]", noteref.label)),
            Inline::Cite(group) => cite(group, depth, out),
            Inline::Unlinked(words, _) => out.push_str(&format!("[[!{words}]]")),
            Inline::HardBreak => out.push_str("\\\n"),
            Inline::Html(html, _) => out.push_str(html),
            Inline::TaskMarker(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
        }
        place = if matches!(inline, Inline::HardBreak) || out.ends_with('\n') { Place::Start } else { Place::Inside };
    }
}

/// What the character after a text will be, where that matters to it.
fn first_char(inline: &Inline<'_>) -> Option<char> {
    match inline {
        Inline::Link(_) | Inline::Noteref(_) | Inline::Unlinked(..) => Some('['),
        Inline::Cite(group) if !matches!(group.form, CiteForm::Narrative) => Some('['),
        Inline::Text(text, _) => text.chars().next(),
        _ => None,
    }
}

/// Words between marks; whether the letter after them has to be guarded.
fn marked(inner: &[Inline<'_>], mark: &str, depth: usize, out: &mut String) -> bool {
    let mut words = String::new();
    write(inner, Place::Inside, depth + 1, &mut words);
    if words.trim().is_empty() {
        out.push_str(&words);
        return false;
    }
    let punctuation = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let sign = mark.chars().next().unwrap_or('*');
    if out.ends_with(sign) && !out.ends_with(&format!("\\{sign}")) {
        // Marks side by side would be read as one.
        out.push_str("<!-- -->");
    }
    let word = out.chars().next_back().filter(|c| c.is_alphanumeric());
    if let Some(last) = word.filter(|_| words.starts_with(punctuation) || sign == '_') {
        out.pop();
        out.push_str(&format!("&#{};", u32::from(last)));
    }
    out.push_str(mark);
    out.push_str(&words);
    out.push_str(mark);
    words.ends_with(punctuation) || sign == '_'
}

fn code(text: &str, out: &mut String) {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let ticks = "`".repeat(longest + 1);
    let pad = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty());
    let space = if pad { " " } else { "" };
    out.push_str(&format!("{ticks}{space}{text}{space}{ticks}"));
}

fn link(link: &Link<'_>, depth: usize, out: &mut String) {
    let url = match &link.target {
        Target::Slug { slug, anchor } => {
            let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
            if slug.is_empty() && !link.words.is_empty() {
                anchor
            } else {
                let mut words = String::new();
                write(&link.words, Place::Inside, depth + 2, &mut words);
                let bar = if words.is_empty() { "" } else { "|" };
                out.push_str(&format!("[[{slug}{anchor}{bar}{words}]]"));
                return;
            }
        }
        Target::Path { path, anchor } => {
            let percent = |text: &str| text.replace('%', "%25").replace('#', "%23");
            let anchor = if anchor.is_empty() { String::new() } else { format!("#{}", percent(anchor)) };
            format!("{}{anchor}", percent(path))
        }
        Target::Url(url) | Target::Refused(url) => url.to_string(),
    };
    out.push('[');
    write(&link.words, Place::Inside, depth + 2, out);
    out.push_str("](");
    out.push_str(&escape::address(&url));
    titled(&link.title, out);
    out.push(')');
}

fn titled(title: &str, out: &mut String) {
    if !title.is_empty() {
        out.push_str(&format!(" \"{}\"", escape::title(title)));
    }
}

pub fn image(image: &Image<'_>, out: &mut String) {
    out.push_str("![");
    escape::text(&image.alt, Place::Inside, None, out);
    out.push_str("](");
    out.push_str(&escape::address(&image.path));
    titled(&image.title, out);
    out.push(')');
}

fn cite(group: &CiteGroup<'_>, depth: usize, out: &mut String) {
    match &group.form {
        CiteForm::Bracketed => {
            let items: Vec<String> = group.items.iter().map(bracketed).collect();
            out.push_str(&format!("[{}]", items.join("; ")));
        }
        CiteForm::Narrative => {
            if let Some(item) = group.items.first() {
                out.push_str(&format!("@{}", key(&item.key)));
                if let Some(locator) = &item.locator {
                    out.push_str(&format!(" [{}]", locator_of(locator)));
                }
            }
        }
        CiteForm::Tied(words) => {
            out.push('[');
            write(words, Place::Inside, depth + 2, out);
            out.push_str("](");
            if let Some(item) = group.items.first() {
                out.push_str(&escape::address(&format!("cite:{}", item.key)));
                if let Some(locator) = &item.locator {
                    titled(&locator_of(locator), out);
                }
            }
            out.push(')');
        }
    }
}

fn bracketed(item: &CiteItem<'_>) -> String {
    let mut out = String::new();
    if !item.prefix.is_empty() {
        out.push_str(&item.prefix);
        out.push(' ');
    }
    if item.suppress_author {
        out.push('-');
    }
    out.push('@');
    out.push_str(&key(&item.key));
    if let Some(locator) = &item.locator {
        out.push_str(", ");
        out.push_str(&locator_of(locator));
    }
    out.push_str(&item.suffix);
    out
}

/// A key that holds other signs than words and single signs between stands in braces.
fn key(key: &str) -> String {
    let simple = key.chars().all(|c| c.is_alphanumeric() || c == '_' || ":-/".contains(c))
        && key.ends_with(|c: char| c.is_alphanumeric());
    if simple { key.to_owned() } else { format!("{{{key}}}") }
}

fn locator_of(locator: &crate::model::cite::Locator) -> String {
    let words = locator.label.written();
    let several = locator.value.contains([',', '-', '–', '&']);
    let word = if several { words.get(1) } else { words.first() }.or(words.first()).copied().unwrap_or("");
    format!("{word} {}", locator.value)
}
