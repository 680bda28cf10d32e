//! A note, cut into its citations: where one work ends and the next begins, and which signal governs it.

use std::ops::Range;

use super::parts::{Group, Kind};
use super::pattern::pattern;
use super::text::Even;
use super::{dates, words};

/// A stretch of a note that may cite one work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub range: Range<usize>,
    /// In lower case, as written: "see also", "cf.".
    pub signal: Option<String>,
    /// A signal or a semicolon sets it off, so that less evidence is needed.
    pub set_off: bool,
}

const SIGNALS: &str = r"see also,? (?:e\.g\.|for example|for instance),?|see also|see,? (?:e\.g\.|for example|for instance|inter alia),?|see (?:generally|especially|particularly|in particular|further|now|esp\.)|but see(?: also)?|but cf\.?|but compare|see|cf\.?|compare|accord|contra|e\.g\.,?|quoting|citing|(?:as )?quoted in|(?:as )?cited in|(?:as )?reported in|(?:as )?discussed in|reprinted in|as reprinted in|quoted by|cited by|quoted from|vgl\.? (?:auch|dazu|hierzu|etwa|z\. ?b\.)|vgl\.|siehe (?:auch|dazu|hierzu|etwa)|siehe|s\. (?:auch|dazu|hierzu)|so auch|so|dazu|dagegen|zit\. nach|zit\. n\.|zitiert nach|voir (?:aussi|notamment|par exemple|également)|voir|cité (?:dans|par|in)|cf\. aussi|див\. також|див\.|дивіться|див|см\. также|см\.|ср\.|пор\.|цит\. за|цит\. по|цит\. по:|цит\. за:|por\.|zob\. też|zob\.|zob|cyt\. za|véase|vedi|cfr\.";

pattern!(
    SIGNAL,
    &format!(
        r"(?i)^(?:and |und |et |also |for (?:background|details|discussion|an overview|examples|more),? )?(?:,? ?)({SIGNALS})(?:[,:]? |[,:]$)"
    )
);
pattern!(
    CONNECT,
    r"(?i)^(?:and|but|also|und|et|та|и|і|as well as|along with|likewise|similarly|with|sowie|ainsi que)[, ]\s*"
);
pattern!(INNER, &format!(r"(?i)(?:^|[\s(\[,;—–-])((?:{SIGNALS}))[,:]? "));
pattern!(
    PAREN,
    begins = ["quot", "cit", "as quot", "as cit", "reprint", "discuss", "zit", "цит"],
    r"(?i)^(quoting|citing|quoted in|cited in|as quoted in|as cited in|reprinted in|quoted by|cited by|discussing|cité dans|zit\. nach|zitiert nach|цит\. за|цит\. по)[: ]"
);

/// No note has more citations.
const MOST: usize = 64;

/// The stretches of a note.
pub fn cut(even: &Even, groups: &[Group]) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut signal: Option<String> = None;
    for (n, (range, fresh)) in chunks(even, groups).into_iter().enumerate() {
        if out.len() >= MOST {
            break;
        }
        // A signal governs all works up to the end of the sentence.
        if fresh {
            signal = None;
        }
        chunk(even, groups, range, n > 0 && !fresh, &mut signal, &mut out);
    }
    out
}

/// Cuts at semicolons and at ends of sentences; true where a new sentence begins.
fn chunks(even: &Even, groups: &[Group]) -> Vec<(Range<usize>, bool)> {
    let text = &even.text;
    let mut out = Vec::new();
    let mut start = 0;
    let mut fresh = true;
    let mut group = groups.iter().peekable();
    let mut italic = even.italics.iter().peekable();
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        while group.peek().is_some_and(|group| group.outer.start < at) {
            group.next();
        }
        if let Some(found) = group.peek().filter(|group| group.outer.start == at) {
            skip = found.outer.end;
            continue;
        }
        while italic.peek().is_some_and(|italic| italic.end <= at) {
            italic.next();
        }
        if italic.peek().is_some_and(|italic| italic.start < at) {
            continue;
        }
        if c == ';' {
            out.push((start..at, fresh));
            start = at + 1;
            fresh = false;
        } else if c == '.' && sentence(text, at, start) {
            out.push((start..at + 1, fresh));
            start = at + 1;
            fresh = true;
        }
        if out.len() > MOST {
            break;
        }
    }
    // A stop may stand inside the mark that closes a quotation: “Tolls.” See …
    out.push((start..text.len(), fresh));
    let mut cut = Vec::new();
    for (range, fresh) in out {
        let mut from = range.start;
        let mut fresh = fresh;
        for group in groups.iter().filter(|group| range.start <= group.outer.start && group.outer.end <= range.end) {
            let inner = even.get(group.inner.clone());
            let ends = inner.ends_with(['.', '?', '!']) && group.kind == Kind::Quoted
                || even.get(group.outer.clone()).ends_with(')');
            let rest = even.get(group.outer.end..range.end);
            if ends && rest.starts_with(' ') && opens(rest.trim_start()) && group.outer.end > from {
                cut.push((from..group.outer.end, fresh));
                from = group.outer.end;
                fresh = true;
            }
        }
        cut.push((from..range.end, fresh));
    }
    cut.retain(|(range, _)| !even.get(range.clone()).trim_matches([' ', '.', ';', ',']).is_empty());
    cut
}

/// Whether the stop at `at` ends a sentence here: what follows opens another, and no part of a reference.
fn sentence(text: &str, at: usize, start: usize) -> bool {
    let rest = text.get(at + 1..).unwrap_or("");
    if !rest.starts_with(' ') {
        return false;
    }
    let next = rest.trim_start();
    let mut from = at.saturating_sub(300).max(start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or("");
    if opens(next) && before.trim().len() > 1 {
        return true;
    }
    let day = before.ends_with(|c: char| c.is_ascii_digit())
        && dates::month(next.split([' ', ',', '.']).next().unwrap_or("")).is_some();
    if day || words::keeps_stop(before) || !next.starts_with(char::is_uppercase) {
        return false;
    }
    // A sentence about something, before or behind.
    let near: String = next.chars().take(300).collect();
    let sentence = near.split(". ").next().unwrap_or("");
    let whole = sentence.split(['“', '‘', '"', '(', '*']).next().unwrap_or("");
    words::is_prose(whole)
        || words::is_prose(before.split(['“', '‘', '"']).next().unwrap_or("")) && !before.contains(['“', '"', '‘'])
}

/// Signals and typed pointers open a citation wherever they stand.
fn opens(next: &str) -> bool {
    let capital = next.starts_with(char::is_uppercase);
    (capital && SIGNAL.is_match(next)) || super::lean::opens(next)
}

fn chunk(
    even: &Even,
    groups: &[Group],
    range: Range<usize>,
    set_off: bool,
    signal: &mut Option<String>,
    out: &mut Vec<Segment>,
) {
    let mut range = trim(even, range);
    let mut set_off = set_off;
    // "Compare A, with B."
    let compare = even.get(range.clone()).to_lowercase().starts_with("compare ");
    let mut first = true;
    loop {
        let text = even.get(range.clone());
        if let Some(found) = SIGNAL.captures(text) {
            let word = found.get(1).map_or("", |word| word.as_str());
            *signal = Some(clean(word));
            set_off = true;
            range = trim(even, range.start + found.get(0).map_or(0, super::pattern::Match::end)..range.end);
            continue;
        }
        if first && let Some(found) = CONNECT.find(text) {
            range = trim(even, range.start + found.end()..range.end);
            first = false;
            continue;
        }
        break;
    }
    if signal.is_none()
        && let Some((end, word)) = inner_signal(even, groups, &range)
    {
        *signal = Some(word);
        set_off = true;
        range = trim(even, end..range.end);
    }
    if range.is_empty() {
        return;
    }
    // Remarks in brackets that cite: "(quoting X)".
    let inside: Vec<(Range<usize>, String)> = groups
        .iter()
        .filter(|group| {
            matches!(group.kind, Kind::Round | Kind::Square)
                && range.start < group.outer.start
                && group.outer.end <= range.end
        })
        .filter_map(|group| {
            let inner = even.get(group.inner.clone());
            let found = PAREN.captures(inner)?;
            let word = found.get(1)?;
            Some((group.inner.start + found.get(0)?.end()..group.inner.end, clean(word.as_str())))
        })
        .collect();
    let end = inside.first().map_or(range.end, |(inner, _)| bracket_start(even, inner.start));
    let main = trim(even, range.start..end.max(range.start));
    let pieces = split_and(even, groups, main, compare);
    for (n, (piece, with)) in pieces.into_iter().enumerate() {
        let word = if with && compare { Some("with".to_owned()) } else { signal.clone() };
        let (piece, quoted) = quoted_tail(even, groups, piece);
        out.push(Segment { range: piece, signal: word, set_off: set_off || n > 0 });
        if let Some((range, word)) = quoted {
            out.push(Segment { range, signal: Some(word), set_off: true });
        }
    }
    for (inner, word) in inside {
        for (range, _) in split_semicolons(even, inner) {
            out.push(Segment { range, signal: Some(word.clone()), set_off: true });
        }
    }
}

/// "X, quoted in Y": the second is cited as well.
fn quoted_tail(even: &Even, groups: &[Group], range: Range<usize>) -> (Range<usize>, Option<(Range<usize>, String)>) {
    pattern!(
        TAIL,
        needs = ["quoted", "cited", "reprinted", "reproduced", "discussed", "cité", "zit", "abgedruckt", "цит", "cyt"],
        r"(?i)[,;]? ((?:as )?(?:quoted|cited|reprinted|reproduced|discussed) (?:in|by)|cité (?:dans|par)|zit\. nach|zitiert nach|abgedruckt in|цит\. за:?|цит\. по:?|cyt\. za) "
    );
    let text = even.get(range.clone());
    for found in TAIL.captures_iter(text).take(4) {
        let (Some(all), Some(word)) = (found.get(0), found.get(1)) else { continue };
        let at = range.start + all.start();
        if groups.iter().any(|group| group.outer.start <= at && at < group.outer.end) || all.start() < 8 {
            continue;
        }
        let word = clean(word.as_str());
        return (trim(even, range.start..at), Some((trim(even, range.start + all.end()..range.end), word)));
    }
    (range, None)
}

fn split_semicolons(even: &Even, range: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let mut out = Vec::new();
    let mut start = range.start;
    for (at, _) in even.get(range.clone()).match_indices("; ").take(8) {
        out.push((trim(even, start..range.start + at), false));
        start = range.start + at + 2;
    }
    out.push((trim(even, start..range.end), false));
    out
}

fn bracket_start(even: &Even, at: usize) -> usize {
    even.text.get(..at).and_then(|before| before.rfind(['(', '['])).unwrap_or(at)
}

/// A signal inside a sentence: "On the law see Ada Voss, …".
fn inner_signal(even: &Even, groups: &[Group], range: &Range<usize>) -> Option<(usize, String)> {
    let text = even.get(range.clone());
    for found in INNER.captures_iter(text).take(6) {
        let (all, word) = (found.get(0)?, found.get(1)?);
        let at = range.start + word.start();
        let in_group = groups.iter().any(|group| group.outer.start <= at && at < group.outer.end);
        let small = word.as_str().starts_with(char::is_lowercase);
        let before = text.get(..word.start()).unwrap_or("");
        let reference = groups
            .iter()
            .any(|group| group.outer.start < at && range.start <= group.outer.start && group.kind == Kind::Quoted)
            || before.contains(|c: char| c.is_ascii_digit()) && !words::is_prose(before);
        let after = text.get(all.end()..).unwrap_or("");
        let names =
            after.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '"')) || super::lean::opens(after);
        if !in_group
            && small
            && !reference
            && names
            && before.trim().len() > 2
            && word.as_str() != "so"
            && word.as_str() != "accord"
        {
            return Some((range.start + all.end(), clean(word.as_str())));
        }
    }
    None
}

fn clean(word: &str) -> String {
    word.trim().trim_end_matches([',', ':']).to_lowercase()
}

/// Cuts "A, 5, and B, 6" where both sides are references.
fn split_and(even: &Even, groups: &[Group], range: Range<usize>, compare: bool) -> Vec<(Range<usize>, bool)> {
    pattern!(AND, r",? (and also|and see also|and see|and|as well as|along with|with|und|sowie|et|та|и|і|also) ");
    let text = even.get(range.clone()).to_owned();
    let mut out = Vec::new();
    let mut start = range.start;
    for found in AND.captures_iter(&text).take(24) {
        let (Some(all), Some(word)) = (found.get(0), found.get(1)) else { continue };
        let (at, end) = (range.start + all.start(), range.start + all.end());
        if at < start
            || groups.iter().any(|group| group.outer.start <= at && at < group.outer.end)
            || even.italics.iter().any(|italic| italic.start <= at && at < italic.end)
        {
            continue;
        }
        let is_with = word.as_str() == "with";
        if is_with && !compare {
            continue;
        }
        let left = start..at;
        let right = end..range.end;
        if (is_with && compare && refers(even, groups, &left))
            || (closed(even, groups, &left) && begins(even, groups, &right))
        {
            out.push((trim(even, left), out.last().is_some_and(|(_, with)| *with)));
            start = end;
            if is_with {
                out.push((trim(even, start..range.end), true));
                // Everything behind "with" is on its side.
                let tail = out.pop().map_or(range.end..range.end, |(range, _)| range);
                let mut rest = split_and(even, groups, tail, false);
                for piece in &mut rest {
                    piece.1 = true;
                }
                out.extend(rest);
                return out;
            }
        }
    }
    out.push((trim(even, start..range.end), out.last().is_some_and(|(_, with)| *with)));
    out
}

/// The words hold a title or a place of publication.
fn refers(even: &Even, groups: &[Group], range: &Range<usize>) -> bool {
    let inside = |r: &Range<usize>| range.start <= r.start && r.end <= range.end;
    groups.iter().any(|group| inside(&group.outer))
        || even.italics.iter().any(inside)
        || even.get(range.clone()).contains(|c: char| c.is_ascii_digit())
}

/// What ends here is a whole reference: a title, a bracket or a place in a work stands at its end.
fn closed(even: &Even, groups: &[Group], range: &Range<usize>) -> bool {
    let text = even.get(range.clone()).trim_end_matches([',', ' ', '.']);
    let end = range.start + text.len();
    let group = groups
        .iter()
        .any(|group| group.outer.start > range.start && group.outer.end >= end && group.outer.end <= range.end);
    let digits = text.ends_with(|c: char| c.is_ascii_digit())
        || super::locators::whole(text.rsplit(", ").next().unwrap_or("")).is_some();
    let italic =
        even.italics.iter().any(|italic| italic.start > range.start && italic.end >= end && italic.end <= range.end);
    let volumes = text
        .rsplit([' ', ','])
        .next()
        .is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()) && dates::year(last).is_none());
    let pinned = digits && (volumes || text.contains(','));
    refers(even, groups, range) && (group || pinned || italic || text.ends_with("passim"))
}

/// What begins here is a reference of its own: names, then a title; or a pointer.
fn begins(even: &Even, groups: &[Group], range: &Range<usize>) -> bool {
    let text = even.get(range.clone());
    if super::lean::opens(text) || SIGNAL.is_match(text) {
        return true;
    }
    let first_group = groups.iter().find(|group| {
        group.outer.start >= range.start && group.outer.end <= range.end && matches!(group.kind, Kind::Quoted)
    });
    let first_italic = even.italics.iter().find(|italic| italic.start >= range.start && italic.end <= range.end);
    let mark = [first_group.map(|group| group.outer.start), first_italic.map(|italic| italic.start)]
        .into_iter()
        .flatten()
        .min();
    if let Some(mark) = mark {
        let head = even.get(range.start..mark).trim();
        return head.is_empty() || (head.ends_with(',') && (super::names::read(head.trim_end_matches(',')).is_some()));
    }
    pattern!(
        NAMED,
        r"^\p{Lu}[\p{L}’'-]+(?:(?: and| &| und| et) \p{Lu}[\p{L}’'-]+| et al\.)?(?:,? \(?(?:19|20)\d\d[a-z]?\)?(?:[,:;.]|$)|, (?:pp?\.|S\.|с\.|С\.|ch|chap\.|[IVX]+,|\d{1,4}(?:[–-]\d+)?\.?$))"
    );
    if NAMED.is_match(text) {
        return true;
    }
    super::lean::points(text) || super::law::begins(text)
}

fn trim(even: &Even, range: Range<usize>) -> Range<usize> {
    let text = even.get(range.clone());
    let head = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).len();
    let kept = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).len();
    range.start + head..(range.start + kept).max(range.start + head)
}
