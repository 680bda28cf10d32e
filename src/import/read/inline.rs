//! The little markup that extractors leave in a text: `*words*`, `\$`, `^1^`.

use crate::import::evidence::{Look, Run};

/// Cuts a line at its marks. What is no pair stays as letters.
pub fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c == '\\' {
            if let Some(next) = rest[1..].chars().next().filter(char::is_ascii_punctuation) {
                plain.push(next);
                at += 1 + next.len_utf8();
                continue;
            }
        } else if let Some((look, inner, len)) = marked(text, at) {
            flush(&mut out, &mut plain);
            for mut run in runs(inner) {
                run.look.bold |= look.bold;
                run.look.italic |= look.italic;
                run.look.superscript |= look.superscript;
                out.push(run);
            }
            at += len;
            continue;
        }
        plain.push(c);
        at += c.len_utf8();
    }
    flush(&mut out, &mut plain);
    out
}

fn flush(out: &mut Vec<Run>, plain: &mut String) {
    if !plain.is_empty() {
        out.push(Run { text: std::mem::take(plain), ..Run::default() });
    }
}

/// No pair of marks is longer: a lone star does not reach over a paragraph.
const LONGEST: usize = 240;

/// The look, the words and the length of what is marked at `at`.
fn marked(text: &str, at: usize) -> Option<(Look, &str, usize)> {
    let rest = &text[at..];
    let before = text[..at].chars().next_back();
    if let Some(inner) = rest.strip_prefix('^') {
        let end = inner.find('^').filter(|end| (1..=3).contains(end))?;
        let digits = inner[..end].bytes().all(|b| b.is_ascii_digit() || b == b'*');
        return digits.then(|| (Look { superscript: true, ..Look::default() }, &inner[..end], end + 2));
    }
    let sign = rest.chars().next().filter(|c| matches!(c, '*' | '_'))?;
    if before.is_some_and(|c| c.is_alphanumeric() || c == sign) {
        return None;
    }
    let width = rest.chars().take_while(|c| *c == sign).count();
    if width > if sign == '*' { 3 } else { 1 } {
        return None;
    }
    let inner = &rest[width..];
    if inner.starts_with(char::is_whitespace) {
        return None;
    }
    let limit = inner.char_indices().nth(LONGEST).map_or(inner.len(), |(at, _)| at);
    let mut from = 0;
    while let Some(found) = inner.get(from..limit).and_then(|part| part.find(&rest[..width])) {
        let end = from + found;
        let closes = inner[..end].chars().next_back().is_some_and(|c| !c.is_whitespace() && c != '\\')
            && !inner[end + width..].starts_with(|c: char| c.is_alphanumeric() || c == sign);
        if closes && end > 0 {
            let look = Look { italic: width != 2, bold: width > 1, ..Look::default() };
            return Some((look, &inner[..end], end + 2 * width));
        }
        from = end + width;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let mark = |run: Run| match (run.look.bold, run.look.italic, run.look.superscript) {
            (false, false, false) => run.text,
            (true, ..) => format!("<b>{}</b>", run.text),
            (_, true, _) => format!("<i>{}</i>", run.text),
            _ => format!("<sup>{}</sup>", run.text),
        };
        runs(text).into_iter().map(mark).collect()
    }

    #[test]
    fn pairs_are_marks_and_lone_signs_are_letters() {
        assert_eq!(seen("In *Slow Harbours*, said.^1^"), "In <i>Slow Harbours</i>, said.<sup>1</sup>");
        assert_eq!(seen(r"3\* as much, \$4m and 2*3*4"), "3* as much, $4m and 2*3*4");
        assert_eq!(seen("Ewan Strand* and * so"), "Ewan Strand* and * so");
        assert_eq!(seen("**Bold.** *"), "<b>Bold.</b> *");
        assert_eq!(seen("_All of it_ but snake_case_ and ____"), "<i>All of it</i> but snake_case_ and ____");
    }
}
