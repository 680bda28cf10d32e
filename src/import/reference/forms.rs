//! The forms of a reference that show where each part ends.

use super::place::{locator, trimmed};
use crate::base::span::{FileId, Span};
use crate::model::work::{Name, Work, WorkDate};

/// A reference in a note: its bytes, its place in the work, the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub locator: Option<String>,
    pub work: Work,
}

/// Longest list of authors.
const AUTHORS: usize = 160;

/// The references of a note, in order; none where one is unclear.
pub fn read(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for start in starts(text) {
        if out.last().is_some_and(|last| start < last.end) {
            continue;
        }
        out.extend(by_year(text, start).or_else(|| article(text, start)).or_else(|| by_imprint(text, start)));
    }
    out
}

/// Where a reference may begin: the start, after a signal, after a semicolon.
fn starts(text: &str) -> Vec<usize> {
    let mut out = vec![0];
    for sign in [
        "See ",
        "see ",
        "Cf. ",
        "cf. ",
        "See also ",
        "see also ",
        "Compare ",
        "Vgl. ",
        "vgl. ",
        "Siehe ",
        "siehe ",
        "with ",
        "; ",
        " in ",
        "Quoted in ",
        "Cited in ",
    ] {
        for (at, _) in text.match_indices(sign) {
            out.push(at + sign.len());
        }
    }
    out.retain(|at| text[*at..].starts_with(char::is_uppercase));
    // A signal is no part of a name.
    let signals = ["See ", "Cf. ", "Compare ", "Quoted in ", "Cited in ", "But see ", "E.g. ", "Vgl. ", "Siehe "];
    out.retain(|at| !signals.iter().any(|signal| text[*at..].starts_with(signal)));
    out.sort_unstable();
    out.dedup();
    out
}

/// `Deni, John. 2022. “Title”. Journal.` and `Quill, J. (2023) Title, ch. 4.`
fn by_year(text: &str, start: usize) -> Option<Found> {
    let rest = &text[start..];
    let year_at = start + find_year(rest)?;
    let year: i32 = text[year_at..year_at + 4].parse().ok()?;
    let before = &text[start..year_at];
    let round = before.ends_with('(');
    let listed = before.trim_end_matches(['(', ' ']);
    // The stop belongs to an initial as well.
    let mut last = listed.chars().rev().skip(1);
    let initial =
        last.next().is_some_and(char::is_uppercase) && last.next().is_some_and(|c| matches!(c, ' ' | '.' | '-'));
    let listed = if round || (initial && listed.ends_with('.')) { listed } else { listed.trim_end_matches('.') };
    let names = authors(listed)?;
    let after = text[year_at + 4..].strip_prefix(if round { ")" } else { "." })?;
    if !round && !before.trim_end().ends_with('.') {
        return None;
    }
    let title_at = text.len() - after.trim_start_matches(['.', ',', ' ']).len();
    let mut work = Work { dates: vec![issued(year)], names: vec![("author".to_owned(), names)], ..empty() };
    let (end, locator) = titled(text, title_at, &mut work)?;
    Some(Found { start, end, locator, work })
}

/// Title and what follows it; a journal makes it an article, nothing a book.
fn titled(text: &str, at: usize, work: &mut Work) -> Option<(usize, Option<String>)> {
    let rest = &text[at..];
    if let Some((title, end)) = quoted(rest) {
        work.fields.push(("title".to_owned(), title.to_owned()));
        let after = &rest[end..];
        let journal_at = at + end + (after.len() - after.trim_start_matches(['.', ',', ' ']).len());
        let journal = &text[journal_at..];
        let len = name_end(journal);
        let (name, volume) = volume(journal[..len].trim_end());
        if name.is_empty() || !name.starts_with(char::is_uppercase) || name.split(' ').count() > 9 {
            "document".clone_into(&mut work.kind);
            let closed =
                at + end + usize::from(after.starts_with(['.', ',']) && !after[1..].starts_with(char::is_alphanumeric));
            return Some((trimmed(text, closed), None));
        }
        work.fields.push(("container-title".to_owned(), name.to_owned()));
        if let Some(volume) = volume.filter(|volume| volume.bytes().all(|b| b.is_ascii_digit())) {
            work.fields.push(("volume".to_owned(), volume.to_owned()));
            "article-journal".clone_into(&mut work.kind);
        } else {
            "article".clone_into(&mut work.kind);
        }
        let mut end = journal_at + journal[..len].trim_end().len();
        // An issue or a year in brackets.
        if let Some(inner) = text[end..].trim_start().strip_prefix('(')
            && let Some(close) = inner.find(')').filter(|close| *close < 24)
        {
            end = text.len() - inner.len() + close + 1;
        }
        return Some(locator(text, end));
    }
    let len = book_end(rest);
    let title = rest[..len].trim_end();
    if !is_title(title) {
        return None;
    }
    work.fields.push(("title".to_owned(), title.to_owned()));
    "book".clone_into(&mut work.kind);
    Some(locator(text, at + title.len()))
}

/// `Mott, “What a Lamp Costs”, Nautical Accounts 4 (1991), 3–30`
fn article(text: &str, start: usize) -> Option<Found> {
    let rest = &text[start..];
    let open = rest.find(['“', '‘', '"']).filter(|open| *open < AUTHORS)?;
    let names = authors(rest[..open].trim_end().strip_suffix(',')?)?;
    let (title, close) = quoted(&rest[open..])?;
    let journal_at = start + open + close;
    let journal = text[journal_at..].trim_start_matches([',', ' ', '.']);
    let round = journal.find('(').filter(|at| *at < 90)?;
    let inner = &journal[round + 1..];
    let shut = inner.find(')').filter(|at| *at < 24)?;
    let year: i32 = inner[..shut].rsplit([' ', ',']).next()?.parse().ok().filter(|year| (1400..2200).contains(year))?;
    let (name, volume) = volume(journal[..round].trim_end());
    if !is_title(name) {
        return None;
    }
    let mut work = Work {
        kind: "article-journal".to_owned(),
        dates: vec![issued(year)],
        names: vec![("author".to_owned(), names)],
        ..empty()
    };
    work.fields.push(("title".to_owned(), title.to_owned()));
    work.fields.push(("container-title".to_owned(), name.to_owned()));
    if let Some(volume) = volume {
        work.fields.push(("volume".to_owned(), volume.to_owned()));
    }
    let (end, locator) = locator(text, text.len() - inner.len() + shut + 1);
    Some(Found { start, end, locator, work })
}

/// `Gilchrist, Dues and Duties: A Coastal History (Portlow, 1988), 12.`
fn by_imprint(text: &str, start: usize) -> Option<Found> {
    let rest = &text[start..];
    let comma = rest.find(", ").filter(|comma| *comma < 60)?;
    let round = rest.find(" (").filter(|round| *round > comma && *round < 240)?;
    let title = rest.get(comma + 2..round)?;
    let inner = &rest[round + 2..];
    let shut = inner.find(')').filter(|shut| *shut < 80)?;
    let (imprint, year) = inner[..shut].rsplit_once(", ")?;
    let year: i32 = year.parse().ok().filter(|year| (1400..2200).contains(year))?;
    if !is_title(title) || title.starts_with(['“', '‘', '"']) || !imprint.starts_with(char::is_uppercase) {
        return None;
    }
    let names = authors(&rest[..comma])?;
    let mut work = Work {
        kind: "book".to_owned(),
        dates: vec![issued(year)],
        names: vec![("author".to_owned(), names)],
        ..empty()
    };
    work.fields.push(("title".to_owned(), title.to_owned()));
    let (place, publisher) = imprint.split_once(": ").map_or((imprint, None), |(place, name)| (place, Some(name)));
    work.fields.push(("publisher-place".to_owned(), place.to_owned()));
    if let Some(name) = publisher {
        work.fields.push(("publisher".to_owned(), name.to_owned()));
    }
    let (end, locator) = locator(text, start + round + 2 + shut + 1);
    Some(Found { start, end, locator, work })
}

/// The place of a year that parts the authors from the title.
fn find_year(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    for at in 1..bytes.len().saturating_sub(4).min(AUTHORS) {
        let year = bytes[at..at + 4].iter().all(u8::is_ascii_digit) && matches!(bytes[at], b'1' | b'2');
        let alone = matches!(bytes[at - 1], b' ' | b'(') && matches!(bytes[at + 4], b'.' | b')');
        if year && alone && text.is_char_boundary(at) {
            return Some(at);
        }
    }
    None
}

/// `Deni, John`, `Bozovic, Marijeta, and Benjamin Peters`, `R. Halloran`, `Ministry of Roads`.
fn authors(text: &str) -> Option<Vec<Name>> {
    let text = text.trim().trim_end_matches(',');
    if text.is_empty()
        || text.len() > AUTHORS
        || !text.starts_with(char::is_uppercase)
        || text.contains(['“', '"', '‘', ':', ';'])
    {
        return None;
    }
    let named = |word: &str| {
        word.starts_with(char::is_uppercase)
            || ["of", "for", "and", "the", "de", "van", "von", "der", "&", "on", "in"].contains(&word)
    };
    if !text.split([' ', ',']).filter(|word| !word.is_empty()).all(named) {
        return None;
    }
    let parts: Vec<&str> = text.split(", ").collect();
    let person = |family: &str, given: &str| Name::Person {
        family: family.trim().to_owned(),
        given: given.trim().to_owned(),
        particle: String::new(),
        suffix: String::new(),
    };
    let straight = |name: &str| {
        let name = name.trim().trim_start_matches("and ").trim_start_matches("& ");
        name.rsplit_once(' ').map(|(given, family)| person(family, given))
    };
    match parts.as_slice() {
        [one] if one.split(' ').filter(|word| matches!(*word, "and" | "&")).count() == 1 && !is_body(one) => {
            // `J. Brandt and T. Oyelaran`
            one.replace(" & ", " and ").split(" and ").map(straight).collect()
        }
        [one] => {
            let words: Vec<&str> = one.split(' ').collect();
            let body =
                words.iter().any(|word| word.starts_with(char::is_lowercase) || is_body(word)) || words.len() > 3;
            Some(vec![if body {
                Name::Literal((*one).to_owned())
            } else if words.len() == 1 {
                person(one, "")
            } else {
                straight(one)?
            }])
        }
        [family, given, more @ ..] => {
            if family.split(' ').count() > 3 || is_body(family) {
                return None;
            }
            // `Family, Given and Given Family`
            let (given, second) =
                given.split_once(" and ").map_or((*given, None), |(given, second)| (given, Some(second)));
            let mut out = vec![person(family, given)];
            out.extend(second.and_then(straight));
            for name in more {
                out.push(straight(name)?);
            }
            Some(out)
        }
        [] => None,
    }
}

fn is_body(word: &str) -> bool {
    const WORDS: [&str; 18] = [
        "Ministry",
        "Council",
        "Office",
        "Commission",
        "Institute",
        "Centre",
        "Center",
        "Bank",
        "University",
        "Committee",
        "Department",
        "Agency",
        "Association",
        "Foundation",
        "Board",
        "Authority",
        "Union",
        "Group",
    ];
    word.split(' ').any(|word| WORDS.contains(&word))
}

/// The words between quotation marks at the start, and where the closing mark ends.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '“' => '”',
        '‘' => '’',
        '"' => '"',
        _ => return None,
    };
    let start = open.len_utf8();
    let mut inside = 0;
    for (at, c) in text[start..].char_indices() {
        let end = start + at + c.len_utf8();
        if c == open && open != close {
            inside += 1;
        } else if c == close && inside > 0 {
            inside -= 1;
        } else if c == close {
            // An apostrophe inside a title closes nothing.
            let after = &text[end..];
            if after.starts_with(char::is_alphanumeric)
                || (close == '’' && after.starts_with(' ') && after.contains('’'))
            {
                continue;
            }
            let title = text[start..start + at].trim_end_matches([',', '.']);
            return (!title.is_empty()).then_some((title, end));
        }
    }
    None
}

/// Where a journal's name and number end; a stop inside a word (`Nytimes.com`) is none.
fn name_end(journal: &str) -> usize {
    let ends = |(at, c): &(usize, char)| match c {
        ',' | '(' | ';' => true,
        '.' => !journal[at + 1..].starts_with(char::is_alphanumeric),
        _ => false,
    };
    journal.char_indices().find(ends).map_or(journal.len(), |(at, _)| at)
}

/// `Nautical Accounts 4`: the name and the number.
fn volume(journal: &str) -> (&str, Option<&str>) {
    match journal.rsplit_once(' ') {
        Some((name, number)) if number.starts_with(|c: char| c.is_ascii_digit()) => (name.trim_end(), Some(number)),
        _ => (journal, None),
    }
}

fn book_end(words: &str) -> usize {
    for (at, c) in words.char_indices() {
        let after = &words[at + c.len_utf8()..];
        let next = after.trim_start();
        let place = next.starts_with(|c: char| c.is_ascii_digit())
            || ["p.", "pp.", "ch.", "chap.", "vol.", "2nd", "3rd"].iter().any(|word| next.starts_with(word));
        if (c == ',' && place) || matches!(c, '(' | ';') || (c == '.' && (after.is_empty() || after.starts_with(' '))) {
            return at;
        }
    }
    words.len()
}

fn is_title(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let capitals = all.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    (1..=24).contains(&all.len())
        && words.starts_with(char::is_uppercase)
        && (capitals * 2 >= all.len() || all.len() > 2 && words.contains(':'))
}

fn issued(year: i32) -> (String, WorkDate) {
    ("issued".to_owned(), WorkDate::Parts { from: (year, 0, 0), to: None, circa: false })
}

pub fn empty() -> Work {
    let span = Span::top(FileId(0));
    Work { key: String::new(), span, kind: String::new(), names: Vec::new(), dates: Vec::new(), fields: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let seen: Vec<String> = read(text)
            .into_iter()
            .map(|found| {
                let work = found.work;
                let names: Vec<String> = work.authors().iter().map(Name::family_first).collect();
                let place = found.locator.unwrap_or_default();
                format!(
                    "{} | {} | {:?} | {} | {place}",
                    names.join("; "),
                    work.title(),
                    work.year().unwrap_or(0),
                    work.kind
                )
            })
            .collect();
        assert_eq!(seen, want, "{text}");
    }

    #[test]
    fn forms_that_leave_no_doubt() {
        check(
            "Arden, Lucy. 2017. “Paying for Water: Three Towns”. Journal of Small Ports, 212.",
            &["Arden, Lucy | Paying for Water: Three Towns | 2017 | article | p. 212"],
        );
        check(
            "Okafor, Ben. 2020. Who Owns the Slip? Notes on Harbour Property, 41-4.",
            &["Okafor, Ben | Who Owns the Slip? Notes on Harbour Property | 2020 | book | pp. 41-4"],
        );
        check(
            "Marrow Town Council. 2018. “Minutes of the Committee”.",
            &["Marrow Town Council | Minutes of the Committee | 2018 | document | "],
        );
        check(
            "It is discussed in Quill, J. (2023) Keeping Watch, ch. 4.",
            &["Quill, J. | Keeping Watch | 2023 | book | ch. 4"],
        );
        check(
            "R. Halloran, Cold Comfort: Public Money (Eastmere: Plough Press, 2021), pp. 14-19.",
            &["Halloran, R. | Cold Comfort: Public Money | 2021 | book | pp. 14-19"],
        );
        check(
            "Kramer, A. 2020. ““None Here”: a Leader Scoffs”. Dailies.com.",
            &["Kramer, A. | “None Here”: a Leader Scoffs | 2020 | article | "],
        );
        check(
            "J. Brandt and T. Oyelaran, ‘Who Comes?’, Nursing Measures 12 (2014), pp. 99–120",
            &["Brandt, J.; Oyelaran, T. | Who Comes? | 2014 | article-journal | pp. 99–120"],
        );
        check(
            "Compare Mott, “What a Lamp Costs”, Nautical Accounts 4 (1991), 3–30",
            &["Mott | What a Lamp Costs | 1991 | article-journal | pp. 3–30"],
        );
    }

    #[test]
    fn what_has_another_form_is_left() {
        for text in [
            "Interview with the author, Marrow, March 2022.",
            "See the communiqué of 12 May 2023, paragraph 31.",
            "Ibid.",
            "Based on the accounts of two operators. A table is available; figures are for 2023.",
            "",
        ] {
            check(text, &[]);
        }
    }
}
