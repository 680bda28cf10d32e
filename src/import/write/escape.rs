//! Words that look like markup come out as words.

/// Where a text stands, for what would be markup there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Inside a line.
    Inside,
    /// At the start of a paragraph's line.
    Start,
}

/// Writes a text so that a reader of markdown gives back the same words. `next` is the character after it, if any.
pub fn text(words: &str, place: Place, next: Option<char>, out: &mut String) {
    let mut start = place == Place::Start;
    let mut before = out.chars().next_back();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        if start {
            start = c == '\n';
            if let Some(len) = opening(rest) {
                out.push_str(&rest[..len - 1]);
                out.push('\\');
                out.push_str(&rest[len - 1..len]);
                before = rest[..len].chars().next_back();
                rest = &rest[len..];
                continue;
            }
        }
        let after = rest[c.len_utf8()..].chars().next().or(next.filter(|_| rest.len() == c.len_utf8()));
        match c {
            '[' => match plain_brackets(rest, next) {
                Some(len) => {
                    out.push('[');
                    let inner = &rest[1..len - 1];
                    text(inner, Place::Inside, Some('x'), out);
                    out.push(']');
                    before = Some(']');
                    rest = &rest[len..];
                    continue;
                }
                None => out.push_str("\\["),
            },
            '\n' => {
                out.push('\n');
                start = true;
            }
            '\r' => out.push_str("&#13;"),
            c => {
                if must_escape(c, before, after, rest) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
}

fn must_escape(c: char, before: Option<char>, after: Option<char>, rest: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | ']' | '<' | '~' | '|' | '{' | '}' => true,
        '_' => !(word(before) && word(after)),
        '&' => entity(&rest[1..]),
        '@' => !word(before),
        // Behind the mark of a note it would look like the note itself.
        ':' => before == Some(']'),
        '!' => after == Some('['),
        _ => false,
    }
}

/// What begins a block at the start of a line: its length with the sign to escape at its end.
fn opening(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let spaced = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', '\n']);
    match first {
        '#' => {
            let len = line.bytes().take_while(|b| *b == b'#').count();
            (len <= 6 && spaced(&line[len..])).then_some(1)
        }
        '>' | '=' => Some(1),
        '+' | ':' => spaced(&line[1..]).then_some(1),
        // A line of dashes as well: a rule, or the underline of a heading.
        '-' => (spaced(&line[1..])
            || line.lines().next().is_some_and(|line| line.chars().all(|c| matches!(c, '-' | ' '))))
        .then_some(1),
        '0'..='9' => {
            let len = line.bytes().take_while(u8::is_ascii_digit).count();
            (len < 10 && line[len..].starts_with(['.', ')']) && spaced(&line[len + 1..])).then_some(len + 1)
        }
        _ => None,
    }
}

/// `[had]` in a quotation is no link: no reference has that name, and nothing after it makes one. `next` follows the text.
fn plain_brackets(text: &str, next: Option<char>) -> Option<usize> {
    let len = text[1..].find(['[', ']', '\n'])? + 1;
    let inner = &text[1..len];
    let after = text[len + 1..].chars().next().or(next);
    let quiet =
        inner.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '\'' | '’' | '…' | '-' | '–' | '?'));
    let marker = inner.trim().is_empty() || inner.eq_ignore_ascii_case("x");
    (text[len..].starts_with(']') && quiet && !marker && !matches!(after, Some('(' | '[' | ':' | '{')))
        .then_some(len + 1)
}

fn entity(rest: &str) -> bool {
    let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    len > 0 && rest[len..].starts_with(';')
}

/// An address between brackets, where it needs them.
pub fn address(url: &str) -> String {
    let odd = url.is_empty()
        || url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '<' | '>' | '\\'));
    if !odd {
        return url.replace('&', "&amp;");
    }
    let mut out = String::from("<");
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("%0A"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

/// A title after an address.
pub fn title(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, want: &str) {
        let mut out = String::new();
        text(words, Place::Start, None, &mut out);
        assert_eq!(out, want);
    }

    #[test]
    fn only_what_would_be_markup_is_escaped() {
        check("3* as much (rule #12) for $4m", r"3\* as much (rule #12) for $4m");
        check("# no heading", r"\# no heading");
        check("1. no item", r"1\. no item");
        check("1998. A year", r"1998\. A year");
        check("- no item", r"\- no item");
        check("--- title: x", "--- title: x");
        check("---", r"\---");
        check("<script>alert(1)</script>", r"\<script>alert(1)\</script>");
        check("formula [had] outlived", "formula [had] outlived");
        check("a [link](x) and [^1] and [@key]", r"a \[link\](x) and \[^1\] and \[\@key\]");
        let mut out = "said[^1]".to_owned();
        text(": so", Place::Inside, None, &mut out);
        assert_eq!(out, r"said[^1]\: so");
        check("snake_case and _so_", r"snake_case and \_so\_");
        check("ask @editor or a@b.example", r"ask \@editor or a@b.example");
        check("Shelf & Stack &amp; so", r"Shelf & Stack \&amp; so");
        check("{{ template }} {% if %}", r"\{\{ template \}\} \{% if %\}");
    }
}
