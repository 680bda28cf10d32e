//! The usual slips in YAML, found in the lines themselves.
//!
//! A YAML parser says what it expected; an editor wants to know what to mend. So where the parser gives up, the line it
//! stopped at and the lines above it are read again, each by itself, for the few slips that people make.

use super::value::{Key, Node, SyntaxError, Value};
use crate::base::span::{FileId, Span};

/// How many lines above the fault are looked at: a quotation mark left open is noticed late.
const LINES_ABOVE: usize = 400;

/// The fault at byte `at` of `text`, which starts at byte `offset` of its file, in plain words. `None`: no usual slip.
#[must_use]
pub fn explain(text: &str, at: usize, file: FileId, offset: usize) -> Option<SyntaxError> {
    let lines = lines_up_to(text, at);
    let (last, above) = lines.split_last()?;
    let before = above.last();
    let slip = own(last).or_else(|| beside(last, before)).or_else(|| lines.iter().rev().find_map(unclosed))?;
    let span = Span::new(file, offset + slip.start, offset + slip.end);
    Some(SyntaxError { span, message: slip.message, help: Some(slip.help), quoted: slip.quoted })
}

/// A value without quotation marks that a `#` cuts short, and what is cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The value with what is cut off.
    pub span: Span,
    pub words: String,
    pub quoted: String,
}

/// What a `#` after a blank cuts off this value.
#[must_use]
pub fn cut(source: &str, node: &Node) -> Option<Cut> {
    let plain = matches!(node.value, Value::Scalar { quoted: false, .. });
    plain.then(|| cut_after(source, node.span, node.span.start as usize)).flatten()
}

/// A value that begins with the sign is gone as a whole: `number: #3`. Not so a remark: `topics: # to come`.
#[must_use]
pub fn cut_whole(source: &str, key: &Key) -> Option<Cut> {
    let colon = source.get(key.span.end as usize..)?.find(':')? + key.span.end as usize + 1;
    let blanks = source.get(colon..)?;
    let start = colon + (blanks.len() - blanks.trim_start_matches([' ', '\t']).len());
    let cut = cut_after(source, Span::new(key.span.file, colon, colon), start)?;
    (!cut.words.starts_with("# ")).then_some(cut)
}

fn cut_after(source: &str, value: Span, start: usize) -> Option<Cut> {
    let end = value.end as usize;
    let rest = source.get(end..)?;
    // Before the end of the line is looked for: a line of ten thousand values takes linear time.
    if !rest.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let rest = rest.lines().next().unwrap_or("").trim_end();
    let words = rest.trim_start();
    let lead = rest.len() - words.len();
    let follows = lead > 0 || source.get(..end)?.ends_with([' ', '\t']);
    let cut = words.strip_prefix('#')?;
    if !follows || cut.trim().is_empty() {
        return None;
    }
    let whole = source.get(start..end + rest.len())?;
    let span = Span::new(value.file, start, end + rest.len());
    Some(Cut { span, words: words.to_owned(), quoted: quote(&crate::base::text::squeeze(whole)) })
}

/// A list whose hyphens have no blank after them is one value of several words.
#[must_use]
pub fn is_list_without_blanks(source: &str, node: &Node) -> bool {
    let Value::Scalar { text, quoted: false } = &node.value else { return false };
    let above = source.get(..node.span.start as usize).unwrap_or("").trim_end_matches([' ', '\t']);
    above.ends_with('\n') && text.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// A value as YAML reads it back to the letter.
#[must_use]
pub fn quote(value: &str) -> String {
    if value.contains(['"', '\\']) { format!("'{}'", value.replace('\'', "''")) } else { format!("\"{value}\"") }
}

struct Slip {
    start: usize,
    end: usize,
    message: String,
    help: String,
    quoted: Option<String>,
}

/// One line: where it starts, and its parts.
struct Line<'t> {
    start: usize,
    text: &'t str,
    indent: usize,
    /// Of `name: value` or `- value`; empty where there is none.
    value: &'t str,
    name: Option<&'t str>,
}

fn lines_up_to(text: &str, at: usize) -> Vec<Line<'_>> {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
    // At the end of the text the last line that holds something counts.
    let end = if text[at..end].trim().is_empty() { text[..end].trim_end().len() } else { end };
    let mut out = Vec::new();
    let mut stop = end;
    for _ in 0..LINES_ABOVE {
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..stop]).map_or(0, |n| n + 1);
        out.push(Line::new(start, text[start..stop].trim_end()));
        if start == 0 {
            break;
        }
        stop = start - 1;
    }
    out.reverse();
    out
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str) -> Self {
        let words = text.trim_start();
        let indent = text.len() - words.len();
        let item = words.strip_prefix("- ").map(str::trim_start);
        let rest = item.unwrap_or(words);
        let field = rest.split_once(':').filter(|(name, after)| {
            (after.is_empty() || after.starts_with([' ', '\t'])) && !name.is_empty() && !name.contains(['"', '\'', ' '])
        });
        let value = field.map_or(item.unwrap_or(""), |(_, value)| value.trim());
        Self { start, text, indent, value, name: field.map(|(name, _)| name) }
    }

    fn slip(&self, message: impl Into<String>, help: impl Into<String>) -> Slip {
        let start = self.start + self.indent;
        let end = self.start + self.text.len();
        Slip { start, end: end.max(start), message: message.into(), help: help.into(), quoted: None }
    }

    /// A slip that quotation marks around the value mend.
    fn unquoted(&self, message: impl Into<String>) -> Slip {
        self.unquoted_as(message, self.value)
    }

    fn unquoted_as(&self, message: impl Into<String>, meant: &str) -> Slip {
        let quoted = quote(meant);
        let end = self.start + self.text.len();
        let help = format!("put the whole value into quotation marks: {quoted}");
        Slip { start: end - self.value.len(), end, message: message.into(), help, quoted: Some(quoted) }
    }
}

/// A slip that this line shows by itself.
fn own(line: &Line<'_>) -> Option<Slip> {
    let words = line.text.trim_start();
    if line.text[..line.indent].contains('\t') {
        return Some(line.slip("a tab stands before the words", "write blanks instead of the tab"));
    }
    if words.starts_with('-') && words[1..].starts_with(|c: char| c.is_alphanumeric() || "\"'“‘".contains(c)) {
        return Some(line.slip("a list item has no blank after its hyphen", "write a blank between them: - like this"));
    }
    let value = line.value;
    let mut letters = value.chars();
    match letters.next() {
        Some(mark @ ('"' | '\'')) if closing(value, mark).is_some_and(|end| !ends_well(&value[end..])) => {
            let message = format!("words follow after the closing {mark}");
            // An apostrophe ends what begins with one.
            let inner = value.strip_prefix('\'').and_then(|value| value.strip_suffix('\''));
            return Some(line.unquoted_as(message, inner.unwrap_or(value)));
        }
        Some('"' | '\'') => {}
        Some('[' | '{') => {
            let close = if value.starts_with('[') { ']' } else { '}' };
            if let Some((_, after)) = value.rsplit_once(close).filter(|(_, after)| !ends_well(after)) {
                return Some(
                    line.unquoted(format!("the value begins with a bracket, and “{}” follows it", after.trim())),
                );
            }
        }
        Some(sign @ ('@' | '`' | '%' | '*' | '&' | '!')) => {
            return Some(line.unquoted(format!("the value begins with the sign {sign}")));
        }
        Some('-') if line.name.is_some() && letters.next().is_none_or(char::is_whitespace) => {
            return Some(line.slip(
                "a list begins on the line of its name",
                "begin it on the next line: - and a blank before each part",
            ));
        }
        Some('>' | '|') if value.len() > 1 && !value[1..].starts_with(['-', '+', '\n']) => {
            return Some(line.unquoted(format!("the value begins with the sign {}", &value[..1])));
        }
        Some(_) if value.contains(": ") || value.contains(":\t") || value.ends_with(':') => {
            return Some(line.unquoted("a value without quotation marks holds a colon"));
        }
        _ => {}
    }
    None
}

/// A slip that shows in the line and the one above it.
fn beside(line: &Line<'_>, before: Option<&Line<'_>>) -> Option<Slip> {
    let words = line.text.trim_start();
    if let Some(before) = before {
        if let Some(name) = before.name.filter(|_| line.name.is_some() && line.indent > before.indent && plain(before))
        {
            let message =
                format!("this line begins further right than its neighbours, though {name} above has a value");
            return Some(line.slip(message, "take the blanks before it away"));
        }
        if let Some(slip) = without_colon(before).filter(|_| line.name.is_some()) {
            return Some(slip);
        }
    }
    if line.name.is_none() && !words.starts_with(['-', '"', '\'', '#', ']', '}']) {
        if before.is_some_and(|before| before.text.is_empty()) {
            return Some(line.slip(
                "this line has no colon; it looks like the text itself",
                "end the fields above it with a line that holds only ---",
            ));
        }
        return without_colon(line);
    }
    None
}

fn without_colon(line: &Line<'_>) -> Option<Slip> {
    let words = line.text.trim_start();
    if line.name.is_some() || words.is_empty() || words.starts_with(['-', '"', '\'', '#', '[', '{', ']', '}']) {
        return None;
    }
    match words.split_once(':') {
        Some((name, value)) if !name.contains(' ') && !value.is_empty() && !value.starts_with("//") => {
            Some(line.slip("the colon has no blank after it", format!("write {name}: {value}")))
        }
        Some(_) => None,
        None => Some(line.slip("this line has no colon", "write a name, a colon, a blank and the value: title: Words")),
    }
}

/// A quotation mark or bracket that is opened in this line and not closed.
fn unclosed(line: &Line<'_>) -> Option<Slip> {
    let value = if line.name.is_some() { line.value } else { line.text.trim_start() };
    let mark = value.chars().next()?;
    let close = match mark {
        '"' | '\'' => closing(value, mark).is_none().then_some(mark),
        '[' => (!value.contains(']')).then_some(']'),
        '{' => (!value.contains('}')).then_some('}'),
        _ => None,
    }?;
    let what = if matches!(mark, '"' | '\'') { "quotation mark" } else { "bracket" };
    Some(line.slip(format!("the {what} {mark} is not closed"), format!("write {close} at the end of the value")))
}

/// Where the quotation that begins `value` ends.
fn closing(value: &str, mark: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if mark == '"' && c == '\\' {
            chars.next();
        } else if c == mark {
            if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

/// Nothing, a comment, or the comma and bracket of a list.
fn ends_well(after: &str) -> bool {
    let words = after.trim_start();
    words.is_empty() || words.starts_with([',', ']', '}', ':']) || (words.starts_with('#') && words.len() < after.len())
}

fn plain(line: &Line<'_>) -> bool {
    !line.value.is_empty() && !line.value.starts_with(['|', '>', '#', '&', '!'])
}
