//! Lines before the text that say several things at once: `Una Harrow · 3 May 2021 · 9 min read`.
//!
//! Each thing gets a line of its own, before anybody asks what the line is. A line is parted only where all of it is
//! known: somebody's name, a date, how long it takes to read, and short words beside these two.

use memchr::memmem;

use super::front::names;
use super::rows::Row;
use super::shape;
use crate::import::dates;
use crate::import::evidence::Role;

/// So many lines are looked at.
const HEAD: usize = 60;
/// No such line is longer, in bytes.
const LONG: usize = 160;

/// Signs between the parts. A comma or a dash parts as well, but may stand inside a date or a name.
const SIGNS: [&str; 6] = ["·", "|", "•", "∙", "‖", " / "];
const WEAK: [&str; 4] = [" – ", " — ", " - ", ", "];

/// Parts the lines; the signs between stay at the end of the part before.
pub fn part(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len() + 8);
    let mut parted = false;
    for (n, mut row) in rows.into_iter().enumerate() {
        if std::mem::take(&mut parted) {
            row.gap = true;
        }
        let text = row.text.printed();
        let places = if n < HEAD && row.open() && text.len() <= LONG { places(&text) } else { Vec::new() };
        if places.is_empty() {
            out.push(row);
            continue;
        }
        parted = true;
        let pieces = std::mem::take(&mut row.text).cut(&places);
        for mut piece in pieces {
            // A sign is no word.
            for run in &mut piece.pieces {
                run.text = SIGNS.iter().fold(run.text.clone(), |text, sign| text.replace(sign.trim(), " "));
            }
            if let Some(last) = piece.pieces.last_mut() {
                last.text.truncate(last.text.trim_end().trim_end_matches([',', '–', '—', '-']).len());
            }
            piece.trim();
            let role = if is_count(&piece.printed()) { Role::Furniture } else { row.role.clone() };
            out.push(Row { text: piece, gap: true, role, ..row.clone() });
        }
    }
    out
}

/// Lines of a block with title, standfirst, names and date.
const BLOCK: usize = 10;

/// A title block without empty lines: title, standfirst, who wrote it and when, each in its line. A line of names or a
/// date shows that it is one; the lines that begin something else get a gap before them.
pub fn open_block(rows: &mut [Row]) {
    let texts: Vec<String> = rows.iter().take(BLOCK).map(|row| row.text.printed().into_owned()).collect();
    // What looks like a name may be words of the document.
    let small = |word: &str| writes_small(rows, word);
    let labelled = |text: &str| {
        let (label, rest) = names::unlabelled(text);
        label > 0 && names::is_line(&names::calm(rest))
    };
    let known = |text: &str| dates::printed(text).is_some() || names::is_line_of(text, small) || labelled(text);
    let prose = texts.iter().position(|text| text.len() > LONG || shape::words(text) > 14).unwrap_or(texts.len());
    let head = texts.get(..prose).unwrap_or_default();
    // A standfirst of long lines may stand before the names: then the date, or `By`, shows where it ends.
    let dated = |n: usize| texts.get(n).is_some_and(|text| shape::words(text) < 6 && dates::printed(text).is_some());
    let sure = |n: &usize| {
        let text = &texts[*n];
        dated(*n) || labelled(text) || names::is_line_of(text, small) && (dated(n + 1) || *n > 0 && dated(n - 1))
    };
    let last = head.iter().rposition(|text| known(text)).max((prose..texts.len()).rev().find(sure));
    let Some(last) = last.filter(|last| *last > 0) else { return };
    let begins = |n: &usize| {
        let (before, text) = (&texts[n - 1], &texts[*n]);
        let leads = shape::hangs(before) || shape::goes_on(text) || before.ends_with([',', ';', '-']);
        let other = || known(text) || known(before) || shape::is_titled(before) && !shape::is_titled(text);
        rows[*n].open() && rows[n - 1].open() && !leads && other()
    };
    let begins: Vec<usize> = (1..texts.len().min(last + 2)).filter(begins).collect();
    for n in begins {
        rows[n].gap = true;
    }
}

/// The document has the word in small letters somewhere.
fn writes_small(rows: &[Row], word: &str) -> bool {
    let word = word.to_lowercase();
    let finder = memmem::Finder::new(&word);
    rows.iter().filter(|row| row.open()).any(|row| {
        let text = row.text.printed();
        finder.find_iter(text.as_bytes()).any(|at| {
            let inside = |c: char| c.is_alphanumeric();
            !text[..at].ends_with(inside) && !text[at + word.len()..].starts_with(inside)
        })
    })
}

/// Where the parts after the first one begin.
fn places(text: &str) -> Vec<usize> {
    // Names side by side, each in a column of its own.
    let apart = starts(text);
    if !apart.is_empty() && text.split("   ").map(str::trim).filter(|part| !part.is_empty()).all(names::is_line) {
        return apart;
    }
    let strong = cuts(text, &SIGNS);
    if !strong.is_empty() && told(text, &strong) {
        return strong;
    }
    // A weak sign once: `Una Harrow, 3 May 2021`, `London, 3 May 2021` is a date with its place.
    let weak = WEAK.iter().flat_map(|sign| text.match_indices(sign).map(|(at, sign)| at + sign.len()));
    let mut weak: Vec<usize> = weak.filter(|at| told(text, &[*at])).collect();
    weak.sort_unstable();
    weak.truncate(1);
    weak
}

/// Where the parts after the first begin that three blanks or more part.
fn starts(text: &str) -> Vec<usize> {
    let (mut out, mut at) = (Vec::new(), 0);
    for part in text.split("   ") {
        if !part.trim().is_empty() {
            out.push(at + part.len() - part.trim_start().len());
        }
        at += part.len() + 3;
    }
    out.into_iter().skip(1).collect()
}

fn cuts(text: &str, signs: &[&str]) -> Vec<usize> {
    let mut all: Vec<usize> =
        signs.iter().flat_map(|sign| text.match_indices(sign).map(|(at, sign)| at + sign.len())).collect();
    all.sort_unstable();
    all
}

/// How long a text is, or what it has: "9 minutes", "18 notes", "6 works cited".
fn is_count(part: &str) -> bool {
    const COUNTED: [&str; 19] = [
        "min",
        "mins",
        "minute",
        "minutes",
        "words",
        "pages",
        "note",
        "notes",
        "footnotes",
        "endnotes",
        "comment",
        "comments",
        "views",
        "shares",
        "works",
        "references",
        "minuten",
        "seiten",
        "stron",
    ];
    let mut words = part.split_whitespace();
    let number = words.next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b','));
    let what = words.next().map(str::to_lowercase);
    number && what.is_some_and(|what| COUNTED.contains(&what.trim_end_matches('.'))) && words.count() < 2
}

/// Whether all parts are known, and at least a name or a time stands beside a date.
fn told(text: &str, places: &[usize]) -> bool {
    let (mut names, mut dates, mut times) = (0, 0, 0);
    let ends = places.iter().copied().chain([text.len()]);
    let mut from = 0;
    for end in ends {
        let part = text.get(from..end).unwrap_or("");
        from = end;
        let later = ["revised ", "updated ", "last updated ", "aktualisiert "];
        if from > 0 && later.iter().any(|word| part.trim_start().to_lowercase().starts_with(word)) {
            continue;
        }
        let part = part.trim().trim_end_matches(['·', '|', '•', '∙', '‖', '/', ',', '–', '—', '-', ' ']).trim();
        let (label, rest) = names::unlabelled(part);
        let calm = names::calm(rest);
        if dates::printed(part).is_some() {
            dates += 1;
        } else if names::is_line(&calm) || label > 0 && !names::people(&calm).is_empty() {
            names += 1;
        } else if is_count(part) || shape::is_reading_time(&part.to_lowercase()) {
            times += 1;
        } else if part.is_empty()
            || shape::words(part) > 4
            || shape::ends(part)
            || places.len() == 1
            // The number of a page: a running head.
            || part.contains(|c: char| c.is_ascii_digit())
        {
            return false;
        }
    }
    dates == 1 && names < 2 && names + times > 0
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;
    use crate::import::read::text::lines;

    fn parts(text: &str) -> Vec<String> {
        part(rows(&lines(text))).iter().map(|row| row.text.printed().into_owned()).collect()
    }

    #[test]
    fn who_and_when_stand_in_lines_of_their_own() {
        for line in
            ["Una Harrow · 3 May 2021", "Una Harrow | 3 May 2021", "Una Harrow, 3 May 2021", "Una Harrow – 3 May 2021"]
        {
            assert_eq!(parts(line), ["Una Harrow", "3 May 2021"], "{line}");
        }
        assert_eq!(parts("By Una Harrow and Ida Lind, May 3, 2021"), ["By Una Harrow and Ida Lind", "May 3, 2021"]);
        assert_eq!(parts("7 July 2024 · 9 min read"), ["7 July 2024", "9 min read"]);
        assert_eq!(parts("Una Harrow | Analysis | 3 May 2021"), ["Una Harrow", "Analysis", "3 May 2021"]);
    }

    #[test]
    fn what_a_text_has_is_no_part_of_it() {
        let rows = part(rows(&lines("2 January 2024 · 9 minutes · 18 notes · 6 works cited")));
        let roles: Vec<(String, bool)> =
            rows.iter().map(|row| (row.text.printed().into_owned(), row.role == Role::Furniture)).collect();
        let told = [("2 January 2024", false), ("9 minutes", true), ("18 notes", true), ("6 works cited", true)];
        assert_eq!(roles, told.map(|(text, gone)| (text.to_owned(), gone)));
    }

    #[test]
    fn a_title_block_without_empty_lines_is_parted() {
        let gaps = |text: &str| {
            let mut rows = rows(&lines(text));
            open_block(&mut rows);
            rows.iter().map(|row| row.gap).collect::<Vec<_>>()
        };
        let block = "The Bridge at Kelmar\nTwo customs offices and no timetable\nUna Harrow\n2 May 2019\nThose who drew it lie there.";
        assert_eq!(gaps(block)[1..], [true, true, true, true]);
        let wrapped = "The Return of the\nBridge at Kelmar\nand Its Owners\nUna Harrow\n\nThose who drew it lie there.";
        assert_eq!(gaps(wrapped)[1..], [false, false, true, true]);
        assert_eq!(gaps("Those who drew it lie there.\nNobody asked them\nand nobody will")[1..], [false, false]);
    }

    #[test]
    fn other_lines_stay() {
        for line in [
            "May 3, 2021",
            "Harrow Bridge, 3 May 2021, and what came after it in the town",
            "Una Harrow, Rivers and Roads (Arle: Pike, 2012), p. 3.",
            "He came on 3 May 2021",
            "Arle, 3 May 2021",
            "A Year of Locks | Harbour Review",
            "Harbour Notes | 3 May 2021 | page 1",
        ] {
            assert_eq!(parts(line), [line]);
        }
    }
}
