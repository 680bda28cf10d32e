//! Titles of books and journals in notes: a text has lost their italics, and a reference shows where they stood.
//!
//! Only where the form leaves no doubt: after a quoted title the journal up to its number, after “Author. 2020.” the
//! book up to its page, before “(Place, year)” the book after its author.

use super::words;
use crate::import::draft::{Draft, Text};

/// Words of a title.
const WORDS: usize = 14;

pub fn emphasise(draft: &mut Draft) {
    let mut known: Vec<String> = Vec::new();
    for note in 0..draft.notes.len() {
        for text in 0..draft.notes[note].text.len() {
            let words = &draft.notes[note].text[text];
            // The format shows italics where there are any.
            if words.pieces.iter().any(|piece| piece.look.italic) {
                continue;
            }
            let printed = words.plain().into_owned();
            if words.printed() != printed {
                continue;
            }
            let mut ranges = titles(&printed);
            for title in &known {
                if let Some(at) = printed
                    .find(title.as_str())
                    .filter(|at| !ranges.iter().any(|(start, end)| *at < *end && at + title.len() > *start))
                {
                    ranges.push((at, at + title.len()));
                }
            }
            ranges.sort_unstable();
            ranges.dedup();
            for (start, end) in ranges.iter().rev() {
                let title = &printed[*start..*end];
                remember(&mut known, title);
                italic(&mut draft.notes[note].text[text], *start, *end);
            }
        }
    }
}

/// A title, and its part before the colon, which later notes use alone.
fn remember(known: &mut Vec<String>, title: &str) {
    let short = title.split_once(':').map(|(short, _)| short);
    for name in short.into_iter().chain([title]) {
        if name.split(' ').count() > 1 && !known.iter().any(|old| old == name) && known.len() < 500 {
            known.push(name.to_owned());
        }
    }
    known.sort_by_key(|name| std::cmp::Reverse(name.len()));
}

fn italic(text: &mut Text, start: usize, end: usize) {
    let (mut head, rest) = std::mem::take(text).split(start);
    let (mut middle, tail) = rest.split(end - start);
    middle.pieces.iter_mut().for_each(|piece| piece.look.italic = true);
    head.pieces.extend(middle.pieces);
    head.pieces.extend(tail.pieces);
    *text = head;
}

fn titles(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    journals(text, &mut out);
    after_year(text, &mut out);
    before_imprint(text, &mut out);
    out.sort_unstable();
    out.dedup_by(|b, a| b.0 < a.1);
    out
}

/// `… in Three Towns”. Journal of Small Ports.`: after a quoted title.
fn journals(text: &str, out: &mut Vec<(usize, usize)>) {
    for close in ['”', '’', '"'] {
        for (at, _) in text.match_indices(close) {
            let before = text[..at].chars().next_back();
            let rest = &text[at + close.len_utf8()..];
            let after = rest.trim_start_matches(['.', ',']);
            // A quoted title ends in a letter or a stop, and a space follows: no apostrophe.
            let outside = rest.len() - after.len();
            let stop = outside > 0 || before.is_some_and(|c| matches!(c, ',' | '.' | '?' | '!'));
            if !stop
                || !after.starts_with(' ')
                || (close == '"' && text[..at].matches('"').count().is_multiple_of(2))
                || (close == '’' && !text[..at].contains('‘'))
            {
                continue;
            }
            let start = text.len() - after.len() + 1;
            let words = &text[start..];
            let end = title_end(words);
            if is_title(&words[..end]) {
                out.push((start, start + end));
            }
        }
    }
}

/// `Okafor, Ben. 2020. Who Owns the Slip? Notes on Harbour Property, 41-4.`
fn after_year(text: &str, out: &mut Vec<(usize, usize)>) {
    for (at, word) in words::split(text) {
        let year = word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit());
        let rest = &text[at + word.len()..];
        let Some(rest) = rest.strip_prefix([')', '.']).map(|rest| rest.trim_start_matches(['.', ','])) else {
            continue;
        };
        let authored = text[..at].trim_end_matches(['(', ' ']).ends_with(['.', ',']) || text[..at].ends_with('(');
        if !year || !authored || !rest.starts_with(' ') || rest.trim_start().starts_with(['“', '‘', '"', '\'']) {
            continue;
        }
        let start = text.len() - rest.len() + 1;
        let words = &text[start..];
        let end = book_end(words);
        if is_title(&words[..end]) {
            out.push((start, start + end));
        }
    }
}

/// `Gilchrist, Dues and Duties: A Coastal History (Portlow, 1988), 12.`
fn before_imprint(text: &str, out: &mut Vec<(usize, usize)>) {
    for (at, _) in text.match_indices(" (") {
        let inside = &text[at + 2..];
        let Some(end) = inside.find(')').filter(|end| *end < 60) else { continue };
        let year = inside[..end]
            .rsplit([' ', ','])
            .next()
            .is_some_and(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
        let place = inside.starts_with(char::is_uppercase);
        if !year || !place {
            continue;
        }
        let start =
            text[..at].rfind([';', '”', '’']).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
        // The author's name stands before the first comma.
        let Some(comma) = text[start..at].find(", ") else { continue };
        let mut from = start + comma + 2;
        // `with S. Prewitt, Oil, Wick and Wages`: the last author before the title.
        if let Some(other) = text[from..at].rfind(" with ").or(text[from..at].rfind(" and in ")) {
            let Some(comma) = text[from + other..at].find(", ") else { continue };
            from += other + comma + 2;
        }
        let title = &text[from..at];
        if is_title(title) && !title.starts_with(['“', '‘', '"']) {
            out.push((from, at));
        }
    }
}

/// Where a journal's name ends: before its number, page or stop.
fn title_end(words: &str) -> usize {
    let stop = words.find([',', '.', '(', ';', '?']).unwrap_or(words.len());
    let digit = words
        .char_indices()
        .find(|(at, c)| c.is_ascii_digit() && words[..*at].ends_with(' '))
        .map_or(words.len(), |(at, _)| at);
    words[..stop.min(digit)].trim_end().len()
}

/// Where a book's title ends: before its page, edition or publisher, or at its stop.
fn book_end(words: &str) -> usize {
    let mut end = words.len();
    for (at, c) in words.char_indices() {
        let after = &words[at + c.len_utf8()..];
        let locator = after.trim_start().starts_with(|c: char| c.is_ascii_digit())
            || ["p.", "pp.", "ch.", "chap.", "vol."].iter().any(|word| after.trim_start().starts_with(word));
        if (c == ',' && locator) || c == '(' || (c == '.' && (after.is_empty() || after.starts_with(' '))) {
            end = at;
            break;
        }
    }
    words[..end].trim_end().len()
}

/// Capitals on its main words.
fn is_title(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    if !(1..=WORDS).contains(&all.len()) || !words.starts_with(|c: char| c.is_uppercase()) {
        return false;
    }
    let small = |word: &str| {
        word.starts_with(char::is_lowercase) && word.trim_matches(|c: char| !c.is_alphanumeric()).len() > 4
    };
    let capitals = all.iter().filter(|word| word.starts_with(|c: char| c.is_uppercase())).count();
    let ends = ["Ibid", "Interview", "Letter", "Survey", "Conversation", "In", "See", "The", "It", "He", "She", "Both"];
    !all.iter().any(|word| small(word))
        && capitals * 2 >= all.len()
        && !(all.len() == 1 && words.len() < 4)
        && !ends.contains(&all[0].trim_end_matches('.')) | (all.len() > 1 && all[0] == "The")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let seen: Vec<&str> = titles(text).into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(seen, want, "{text}");
    }

    #[test]
    fn the_form_of_a_reference_shows_its_titles() {
        check(
            "Arden, Lucy. 2017. “Paying for Water: Three Towns”. Journal of Small Ports, 212.",
            &["Journal of Small Ports"],
        );
        check(
            "Okafor, Ben. 2020. Who Owns the Slip? Notes on Harbour Property, 41-4.",
            &["Who Owns the Slip? Notes on Harbour Property"],
        );
        check("Hale, C. 2021. “Beds on Rails”. Inland Bulletin 2/2021.", &["Inland Bulletin"]);
        check(
            "Gilchrist, Dues and Duties: A Coastal History (Portlow, 1988), 12.",
            &["Dues and Duties: A Coastal History"],
        );
        check(
            "Compare Mott, “What a Lamp Costs”, Nautical Accounts 4 (1991), 3–30, with S. Prewitt, Oil, Wick and Wages (Portlow, 2002), 211.",
            &["Nautical Accounts", "Oil, Wick and Wages"],
        );
        check("Idem, “Waivers”, Nautical Accounts 9 (1996), 8.", &["Nautical Accounts"]);
        check("Tolland, R. 1991. Rods and Reckoning, 88.", &["Rods and Reckoning"]);
        check("Interview with the author, Marrow, March 2022.", &[]);
        check("Survey of 1,204 owners, March 2018. See Annex B.", &[]);
        check("Marrow Town Council. 2018. “Minutes of the Transport Committee”.", &[]);
        check("He asked that the word “funding” be kept.", &[]);
    }
}
