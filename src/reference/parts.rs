//! A stretch of a note, cut at its punctuation: words, quotations, italics, brackets, addresses, and what parts them.

use std::ops::Range;

use super::text::Even;
use super::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Words,
    Quoted,
    Italic,
    Round,
    Square,
    Url,
}

/// What stands before a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Start,
    Space,
    Comma,
    Stop,
    Colon,
    Slashes,
    Dash,
    Semicolon,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub kind: Kind,
    /// Without quotation marks, brackets, and the punctuation at its end.
    pub inner: Range<usize>,
    pub outer: Range<usize>,
    pub before: Before,
}

/// A quotation or a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: Kind,
    pub inner: Range<usize>,
    pub outer: Range<usize>,
}

/// No title, and no remark in brackets, is longer in bytes: the walk stays linear on text that opens and never closes.
const LONGEST: usize = 600;
/// How many marks are looked at for the end of one group.
const MARKS: usize = 24;

/// The quotations, brackets and addresses of a text, outermost only, in order.
pub fn groups(text: &str) -> Vec<Group> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        if let Some(group) = group(text, at, c) {
            at = group.outer.end.max(at + 1);
            out.push(group);
        } else {
            at += c.len_utf8();
        }
    }
    out
}

fn group(text: &str, at: usize, c: char) -> Option<Group> {
    let before = text.get(..at)?.chars().next_back();
    let opens = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '/' | '“' | '‘' | '"' | ':' | '.' | ',')
    });
    match c {
        '(' => bracket(text, at, '(', ')', Kind::Round),
        '[' => bracket(text, at, '[', ']', Kind::Square),
        'h' | 'w' if opens => url(text, at),
        '“' | '„' | '«' => quoted(text, at),
        '»' | '"' | '‘' | '\'' | '‚' | '‹' if opens => quoted(text, at),
        _ => None,
    }
}

/// The stretch up to which a group that opens here may close.
fn window(text: &str, from: usize) -> &str {
    let mut end = (from + LONGEST).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or("")
}

fn bracket(text: &str, at: usize, open: char, close: char, kind: Kind) -> Option<Group> {
    let mut depth = 0_usize;
    for (n, c) in window(text, at).char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(Group { kind, inner: at + 1..at + n, outer: at..at + n + 1 });
            }
        }
        if depth > 8 {
            return None;
        }
    }
    None
}

pub fn url(text: &str, at: usize) -> Option<Group> {
    let rest = text.get(at..)?;
    if !["http://", "https://", "www."].iter().any(|start| rest.starts_with(start)) {
        return None;
    }
    let len = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '<' | '>' | '»' | '«'))
        .unwrap_or(rest.len());
    let mut address = rest.get(..len)?;
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '’', '\'', '!', '?', '*']);
        let closed = |open: char, close: char| trimmed.matches(open).count() < trimmed.matches(close).count();
        let next = if (trimmed.ends_with(')') && closed('(', ')')) || (trimmed.ends_with(']') && closed('[', ']')) {
            trimmed.get(..trimmed.len() - 1)?
        } else {
            trimmed
        };
        if next.len() == address.len() {
            break;
        }
        address = next;
    }
    (address.len() > 6).then(|| Group { kind: Kind::Url, inner: at..at + address.len(), outer: at..at + address.len() })
}

/// A quotation at `at`, its closing mark found.
fn quoted(text: &str, at: usize) -> Option<Group> {
    let open = text.get(at..)?.chars().next()?;
    let start = at + open.len_utf8();
    let closes: &[char] = match open {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '"' => &['"'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '\'' => &['\''],
        _ => return None,
    };
    let single = matches!(open, '‘' | '\'' | '‚');
    let mut depth = 0;
    let mut marks = 0;
    let mut fallback = None;
    let inside = window(text, start);
    for (n, c) in inside.char_indices() {
        let end = start + n + c.len_utf8();
        if c == open
            && !closes.contains(&c)
            && !(single && inside.get(..n).is_some_and(|t| t.ends_with(char::is_alphanumeric)))
        {
            depth += 1;
        } else if closes.contains(&c) {
            let after = text.get(end..).unwrap_or("");
            if after.starts_with(char::is_alphanumeric)
                || (c == '"' && inside.get(..n).is_some_and(|t| t.ends_with(' ') || t.is_empty()))
            {
                continue;
            }
            marks += 1;
            if marks > MARKS {
                break;
            }
            if depth > 0 {
                // A nested quotation closes; an apostrophe may look like it.
                depth -= 1;
                fallback = Some((n, end));
                continue;
            }
            if single && !ends_title(inside.get(..n).unwrap_or(""), after) {
                fallback = fallback.or(Some((n, end)));
                continue;
            }
            return Some(Group { kind: Kind::Quoted, inner: start..start + n, outer: at..end });
        }
    }
    let (n, end) = fallback?;
    (n > 0).then(|| Group { kind: Kind::Quoted, inner: start..start + n, outer: at..end })
}

/// Whether a `’` between these words closes a title: after the plural possessive (`the workers’ movement`) it does not.
fn ends_title(before: &str, after: &str) -> bool {
    if before.ends_with([',', '.', '?', '!']) || after.is_empty() {
        return true;
    }
    if after.starts_with([',', '.', ';', ':', ')', ']', '?', '!', '”', '’', '"']) {
        return true;
    }
    let next = after.trim_start();
    let sure =
        next.starts_with(['(', '[', '“']) || next.starts_with(|c: char| c.is_ascii_digit()) || next.starts_with("in ");
    sure || !before.ends_with('s') || !after.contains(['’', '\''])
}

/// Cuts a range of a note into its parts. `groups` are those of the whole note.
pub fn cut(even: &Even, groups: &[Group], range: Range<usize>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut at = range.start;
    let mut before = Before::Start;
    let mut group = groups.partition_point(|group| group.outer.start < range.start);
    let mut italic = even.italics.partition_point(|italic| italic.end <= range.start);
    while at < range.end {
        while groups.get(group).is_some_and(|group| group.outer.start < at) {
            group += 1;
        }
        while even.italics.get(italic).is_some_and(|italic| italic.end <= at) {
            italic += 1;
        }
        let rest = even.get(at..range.end);
        let Some(c) = rest.chars().next() else { break };
        let next_group = groups.get(group).filter(|group| group.outer.end <= range.end);
        let next_italic = even.italics.get(italic).filter(|italic| italic.end <= range.end);
        if let Some(found) = next_group.filter(|group| group.outer.start == at) {
            out.push(Part { kind: found.kind, inner: trim(even, &found.inner), outer: found.outer.clone(), before });
            before = closing(even.get(found.inner.clone()));
            at = found.outer.end;
        } else if let Some(found) = next_italic.filter(|italic| italic.start == at) {
            out.push(Part { kind: Kind::Italic, inner: trim(even, found), outer: found.clone(), before });
            before = closing(even.get(found.clone()));
            at = found.end;
        } else if let Some(kind) = separator(rest) {
            if before != Before::Start || !out.is_empty() {
                before = stronger(before, kind);
            }
            at += c.len_utf8();
        } else {
            let end = words_end(even, at, range.end, next_italic, &groups[group.min(groups.len())..]);
            out.push(Part { kind: Kind::Words, inner: trim(even, &(at..end)), outer: at..end, before });
            let stopped = !even.get(end..range.end).starts_with(',')
                && words::is_initial(even.get(at..end).trim_end_matches('.'))
                && even.get(at..end).ends_with('.');
            before = if stopped { Before::Stop } else { Before::Space };
            at = end.max(at + c.len_utf8());
        }
    }
    out.retain(|part| !part.inner.is_empty());
    out
}

fn separator(rest: &str) -> Option<Before> {
    if rest.starts_with("// ") || rest.starts_with("//") {
        return Some(Before::Slashes);
    }
    match rest.chars().next()? {
        ' ' => Some(Before::Space),
        ',' => Some(Before::Comma),
        '.' => Some(Before::Stop),
        ':' => Some(Before::Colon),
        ';' => Some(Before::Semicolon),
        '–' | '—' | '-' if rest.chars().nth(1) == Some(' ') => Some(Before::Dash),
        '/' => Some(Before::Slashes),
        '”' | '’' | '"' | '»' | '*' => Some(Before::Space),
        _ => None,
    }
}

fn stronger(a: Before, b: Before) -> Before {
    let rank = |before: Before| match before {
        Before::Start | Before::Space => 0,
        Before::Dash => 1,
        Before::Comma => 2,
        Before::Colon => 3,
        Before::Stop => 4,
        Before::Slashes => 5,
        Before::Semicolon => 6,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// `“Consent,”` says a comma before what follows.
fn closing(inner: &str) -> Before {
    match inner.trim_end().chars().next_back() {
        Some(',') => Before::Comma,
        Some('.' | '?' | '!') => Before::Stop,
        _ => Before::Space,
    }
}

fn trim(even: &Even, range: &Range<usize>) -> Range<usize> {
    let text = even.get(range.clone());
    let head = text.len() - text.trim_start().len();
    let kept = text.trim_end();
    let kept = kept.trim_end_matches([',', ';', ':', ' ']);
    // The stop of an abbreviation or of an initial is part of the words.
    let kept = match kept.strip_suffix('.') {
        Some(bare) if !words::keeps_stop(bare) => bare.trim_end_matches([',', ' ']),
        _ => kept,
    };
    let start = range.start + head;
    start..(range.start + kept.len()).max(start)
}

/// Where a run of words ends.
fn words_end(even: &Even, at: usize, end: usize, italic: Option<&Range<usize>>, groups: &[Group]) -> usize {
    let mut stop = end;
    if let Some(italic) = italic {
        stop = stop.min(italic.start.max(at + 1));
    }
    let mut glued = groups.iter().skip_while(|group| group.outer.start < at).peekable();
    let text = even.get(at..stop);
    let mut skip = 0;
    for (n, c) in text.char_indices() {
        let here = at + n;
        if here < skip {
            continue;
        }
        while glued.peek().is_some_and(|group| group.outer.start < here) {
            glued.next();
        }
        if let Some(group) = glued.peek().filter(|group| group.outer.start == here && here > at) {
            // `7(2)`, `14(2)(b)`: a bracket without a space before it belongs to the word.
            let tight =
                matches!(group.kind, Kind::Round | Kind::Square) && !text.get(..n).is_some_and(|t| t.ends_with(' '));
            if !tight || group.outer.end > stop {
                return here;
            }
            skip = group.outer.end;
            continue;
        }
        let rest = text.get(n + c.len_utf8()..).unwrap_or("");
        match c {
            ',' | ';' if rest.is_empty() || rest.starts_with(' ') => return here,
            ':' if rest.is_empty() || rest.starts_with(' ') => return here,
            '.' if ends_at_stop(text.get(..n).unwrap_or(""), rest, even, here + 1, end) => {
                return if words::is_initial(text.get(..n).unwrap_or("")) { here + 1 } else { here };
            }
            '/' if rest.starts_with('/') => return here,
            _ => {}
        }
    }
    stop
}

/// Whether a stop ends a run of words: not that of an initial or an abbreviation.
fn ends_at_stop(before: &str, after: &str, even: &Even, at: usize, end: usize) -> bool {
    if after.is_empty() {
        // Italics or a bracket may follow.
        return at >= end || !words::keeps_stop(before);
    }
    if !after.starts_with(' ') {
        return false;
    }
    let next = after.trim_start().chars().next();
    // "12 Harv. L. Rev. 345": a journal's abbreviated name between its volume and its page.
    if before.starts_with(|c: char| c.is_ascii_digit())
        && before.split_once(' ').is_some_and(|(_, name)| name.starts_with(char::is_uppercase))
    {
        let near: String = after.chars().take(70).collect();
        let name = near.split([',', ';', '(']).next().unwrap_or("").trim_end();
        if name.len() < 60 && name.ends_with(|c: char| c.is_ascii_digit()) && name.contains(' ') {
            return false;
        }
    }
    if !words::keeps_stop(before) {
        // "12. März", "2. Aufl.": the stop of a number in German.
        let last = before.rsplit(' ').next().unwrap_or("");
        let number = last.len() <= 2 && !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
        let word = after.trim_start().split([' ', '.', ',']).next().unwrap_or("");
        let german = super::dates::month(word).is_some()
            || matches!(
                word,
                "Aufl" | "Auflage" | "Bd" | "überarb" | "erw" | "изд" | "вид" | "Jg" | "vols" | "Jahrgang"
            );
        return !(number && german);
    }
    // "2nd edn. London": an edition ends there.
    let mut words_back = before.rsplit(' ');
    let edition = words_back.next().is_some_and(|word| matches!(word, "ed" | "edn" | "Aufl" | "Ed"));
    let ordinal = words_back.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) || word == "rev");
    if edition && ordinal && next.is_some_and(char::is_uppercase) {
        return true;
    }
    // "Deni, John R. 2022": the year ends the name.
    let initial = words::is_initial(before);
    initial
        && next.is_some_and(|c| c.is_ascii_digit())
        && super::dates::year(even.get(at..end).trim_start().get(..4).unwrap_or("")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::text::{Lexicon, even};

    fn shown(text: &str) -> String {
        let even = even(text, 0, &Lexicon::default());
        let groups = groups(&even.text);
        let parts = cut(&even, &groups, 0..even.text.len());
        let one = |part: &Part| format!("{:?}{:?} {}", part.before, part.kind, even.get(part.inner.clone()));
        parts.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn parts_of_references() {
        for (text, want) in [
            (
                "Ada Voss and Kai Lind, “Tolls at Night,” *Port Review* 12, no. 3 (2016): 201–29.",
                "StartWords Ada Voss and Kai Lind | CommaQuoted Tolls at Night | CommaItalic Port Review | SpaceWords 12 | \
                 CommaWords no. 3 | SpaceRound 2016 | ColonWords 201–29",
            ),
            (
                "Voss, Ada R. 2022. ‘The Ferrymen’s Case’. Notes 7(2), pp. 15–33",
                "StartWords Voss | CommaWords Ada R. | StopWords 2022 | StopQuoted The Ferrymen’s Case | StopWords Notes 7(2) | CommaWords pp. 15–33",
            ),
            (
                "‘The Ferrymen’ (2015) 78 Arle Law Review 2, https://a.example/x_(y).",
                "StartQuoted The Ferrymen | SpaceRound 2015 | SpaceWords 78 Arle Law Review 2 | CommaUrl https://a.example/x_(y)",
            ),
            (
                "Orlow: „Die Fähre“, in: Hafenblatt 3",
                "StartWords Orlow | ColonQuoted Die Fähre | CommaWords in | ColonWords Hafenblatt 3",
            ),
            (
                "““No Boat”: A Tale” (Arle: Ash & Co., 2001)",
                "StartQuoted “No Boat”: A Tale | SpaceRound Arle: Ash & Co., 2001",
            ),
        ] {
            assert_eq!(shown(text), want);
        }
    }
}
