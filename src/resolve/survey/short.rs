//! Short references as people type them: "Wilson, op. cit., p. 3", "Wilson, *Belarus*, 33", "Wilson 2021, 33",
//! "Wilson (n 4) 12", "supra note 4, at 12".
//!
//! Only what opens a note counts, and only where all of it is one: what stands after the place has to be the end, a full
//! stop or a semicolon before another. Whether a work fits is decided where the works are known.

use std::ops::Range;

use super::ibid;
use super::untied;
use crate::model::cite::{Locator, LocatorLabel};
use crate::model::short::Short;

#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    pub short: Short,
    /// From its first word to the end of its locator.
    pub whole: Range<usize>,
    /// Its last words before the locator.
    pub words: Range<usize>,
    pub locator: Option<Locator>,
}

/// Longer names and titles are no short ones.
const NAMES: usize = 10;
const TITLE: usize = 160;
/// How many places are tried as the end of a title, and how many references a note may hold.
const ENDS: usize = 12;
const FORMS: usize = 16;

/// All references of a note, or none.
pub fn read(text: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut at = 0;
    while forms.len() < FORMS {
        at += blank(&text[at..], |c| matches!(c, '(' | '['));
        at += signals(&text[at..]);
        let Some((found, end)) = form(text, at) else { return Vec::new() };
        forms.push(found);
        let rest = &text[end..];
        if let Some(next) = rest.strip_prefix(';') {
            at = text.len() - next.len();
            continue;
        }
        // After a second reference in another sentence nobody would know which of them an Ibid. means.
        let more = rest.trim_start_matches('.').trim();
        let second = more.contains(|c: char| c.is_ascii_digit())
            || form(more, signals(more)).is_some()
            || untied::judge(more, false);
        return if second { Vec::new() } else { forms };
    }
    Vec::new()
}

/// The length of the signals at the start: "But see", "See, e.g.,".
fn signals(text: &str) -> usize {
    let first = ibid::signal(text).unwrap_or(0);
    first + ibid::signal(&text[first..]).unwrap_or(0)
}

/// One reference at `at`, and where the text goes on.
fn form(text: &str, at: usize) -> Option<(Form, usize)> {
    let mut short = Short::default();
    let mut end = at;
    if let Some((note, len)) = pointer(&text[at..]) {
        // "Supra." alone leads to a place of the text.
        short.note = Some(note?);
        end += len;
        let (locator, place, next) = tail(text, end)?;
        return Some((Form { short, whole: at..place, words: at..end, locator }, next));
    }
    end += names(&text[at..], &mut short)?;
    let mut words = at..end;
    let mut said = false;
    if let Some((year, len)) = year(&text[end..]) {
        short.year = Some(year);
        end += len;
        words.end = end;
        said = true;
    }
    if let Some((note, range, after)) = pointer_after(text, end) {
        short.note = note;
        words = range;
        end = after;
        said = true;
    } else if tail(text, end).is_none()
        && let Some((title, after)) = title(text, end)
    {
        text[title.clone()].clone_into(&mut short.title);
        words = title.start..after;
        end = after;
        said = true;
        if let Some((note, range, after)) = pointer_after(text, end) {
            short.note = note;
            words = range;
            end = after;
        }
    }
    let (locator, place, next) = tail(text, end)?;
    // A name alone is no reference; "Wilson, n. 4" may be a note of Wilson's or of this page.
    let told = said || locator.as_ref().is_some_and(|locator| locator.label != LocatorLabel::Note);
    told.then_some((Form { short, whole: at..place, words, locator }, next))
}

/// "Wilson", "A. Wilson and J. Holt", "Wilson et al.", "Dworak, K.", "Ministry of Roads".
fn names(text: &str, short: &mut Short) -> Option<usize> {
    let mut end = 0;
    let mut name = 0..0;
    let mut last_upper = false;
    for _ in 0..NAMES {
        let at = end + blank(&text[end..], |_| false);
        let len = text[at..].find(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '’' | '\'' | '&' | '.'));
        let word = &text[at..at + len.unwrap_or(text.len() - at)];
        // A stop belongs to an initial or to "al."; else it ends the sentence.
        let initial = word.strip_suffix('.').is_some_and(|word| word.split(['.', '-']).all(|w| w.chars().count() == 1));
        let bare = if initial { word } else { word.split('.').next().unwrap_or("") };
        let upper = bare.starts_with(char::is_uppercase) && pointer_word(&text[at..]).is_none();
        let linked = last_upper && matches!(bare, "of" | "for" | "the");
        let particle = matches!(bare, "de" | "la" | "von" | "van" | "den" | "der" | "du" | "da");
        match bare {
            "and" | "&" | "et" | "und" if last_upper => {
                short.names.push(text[name.clone()].to_owned());
                name = 0..0;
                last_upper = false;
                end = at + bare.len();
                let rest = text[end..].trim_start();
                if bare == "et" && rest.starts_with("al") {
                    short.others = true;
                    end = text.len() - rest.len() + 2 + usize::from(rest[2..].starts_with('.'));
                    return Some(end);
                }
                continue;
            }
            _ if upper || linked || particle => {}
            _ => break,
        }
        if name.is_empty() {
            name.start = at;
        }
        end = at + bare.len();
        name.end = end;
        last_upper = upper || linked;
        if text[end..].starts_with([',', '.', ';', '(']) {
            break;
        }
    }
    if name.is_empty() || !last_upper {
        return None;
    }
    // "Dworak, K., …": the initials come after.
    let mut typed = text[name].to_owned();
    if let Some(rest) = text[end..].strip_prefix(", ") {
        let len = rest.split(',').next().unwrap_or("").len();
        let initials = &rest[..len];
        let dotted = |word: &str| word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1);
        if len < rest.len() && !initials.is_empty() && initials.split(' ').all(dotted) {
            typed = format!("{initials} {typed}");
            end += 2 + len;
        }
    }
    short.names.push(typed);
    Some(end)
}

/// " 2021", " (2021)", ", 2021".
fn year(text: &str) -> Option<(i32, usize)> {
    let head = text.trim_start_matches([' ', ',', '\u{a0}']);
    let open = head.starts_with('(');
    let digits = head.trim_start_matches('(');
    let number = digits.get(..4)?;
    let year = number.parse::<i32>().ok().filter(|year| (1500..2100).contains(year))?;
    let rest = &digits[4..];
    let rest = if open { rest.strip_prefix(')')? } else { rest };
    let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–'));
    (whole && head.len() < text.len()).then(|| (year, text.len() - rest.len()))
}

/// "op. cit.", "loc. cit.", "supra", "(n 4)", after a name or title: the note it names, its words, and their end.
fn pointer_after(text: &str, at: usize) -> Option<(Option<u32>, Range<usize>, usize)> {
    let start = at + blank(&text[at..], |c| c == ',');
    let (note, len) = pointer(&text[start..])?;
    Some((note, start..start + len, start + len))
}

/// The note that a pointer names, and the length of the pointer.
fn pointer(text: &str) -> Option<(Option<u32>, usize)> {
    let Some(inner) = text.strip_prefix(['(', '[']) else { return bare_pointer(text) };
    let inner = inner.trim_start();
    let seen = inner.strip_prefix("see ").unwrap_or(inner);
    let (note, len) = match bare_pointer(seen) {
        Some((note, len)) => (note?, len),
        None => numbered(seen)?,
    };
    let rest = seen[len..].trim_start().strip_prefix([')', ']'])?;
    Some((Some(note), text.len() - rest.len()))
}

/// "op. cit.", "supra note 4", "above, n 4", "see note 4 above".
fn bare_pointer(text: &str) -> Option<(Option<u32>, usize)> {
    if let Some(len) = pointer_word(text) {
        let rest = text[len..].trim_start_matches([' ', ',', '\u{a0}']);
        return match numbered(rest) {
            Some((note, n)) => Some((Some(note), text.len() - rest.len() + n)),
            None => (!ibid::starts(text, "above")).then_some((None, len)),
        };
    }
    let seen = text.strip_prefix("see ").unwrap_or(text);
    let (note, len) = numbered(seen)?;
    let rest = seen[len..].trim_start();
    let rest = ["above", "supra"].iter().find_map(|word| rest.strip_prefix(word))?;
    Some((Some(note), text.len() - rest.len()))
}

/// What says of itself that it stands for something earlier.
fn pointer_word(text: &str) -> Option<usize> {
    let words = [
        "op. cit.",
        "op. cit",
        "op cit.",
        "op cit",
        "loc. cit.",
        "loc. cit",
        "loc cit.",
        "art. cit.",
        "supra",
        "above",
    ];
    words.iter().find(|word| ibid::starts(text, word) && starts_word(text, word)).map(|word| word.len())
}

fn starts_word(text: &str, word: &str) -> bool {
    ibid::starts(text, word) && !text[word.len()..].starts_with(char::is_alphanumeric)
}

/// "note 4", "n. 4", "n 4", "fn. 4".
fn numbered(text: &str) -> Option<(u32, usize)> {
    let word = ["footnote", "note", "fn.", "fn", "n.", "n"].iter().find(|word| ibid::starts(text, word))?;
    let rest = text[word.len()..].trim_start_matches([' ', '\u{a0}']);
    let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = !rest[len..].starts_with(char::is_alphanumeric);
    let number = rest[..len].parse().ok().filter(|_| whole)?;
    Some((number, text.len() - rest.len() + len))
}

/// ", *Belarus*", ", “Conscription and Consent,”": the words of a title, and where the text goes on.
fn title(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = text[at..].strip_prefix(',')?.trim_start();
    let start = text.len() - rest.len();
    let close = match rest.chars().next()? {
        '“' | '„' => Some('”'),
        '"' => Some('"'),
        '«' => Some('»'),
        '‘' => Some('’'),
        c if c.is_alphanumeric() => None,
        _ => return None,
    };
    if let Some(close) = close {
        let inner = start + rest.chars().next().map_or(0, char::len_utf8);
        let len = text[inner..].find(close).filter(|len| *len <= TITLE)?;
        return Some((inner..inner + len, inner + len + close.len_utf8()));
    }
    let ends =
        rest.char_indices().take_while(|(len, _)| *len <= TITLE).filter(|(_, c)| matches!(c, ',' | '.' | ';' | ':'));
    let mut last = 0;
    for (len, _) in ends.take(ENDS) {
        last = len;
        let end = start + len;
        if len > 0 && (pointer_after(text, end).is_some() || tail(text, end).is_some()) {
            return Some((start..end, end));
        }
    }
    let open = rest.len() <= TITLE && rest[last..].len() > 1;
    (open && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some((start..text.len(), text.len()))
}

/// The locator after the words, the end of it, and the end of the reference: nothing else may follow.
fn tail(text: &str, at: usize) -> Option<(Option<Locator>, usize, usize)> {
    let mut locator = None;
    let mut end = at;
    // "vol. 2, p. 33": the last is the nearest.
    for _ in 0..3 {
        let Some((found, len)) = ibid::locator(&text[end..]) else { break };
        locator = Some(found);
        end += len;
    }
    let next = end + blank(&text[end..], |c| matches!(c, ')' | ']' | '”' | '"'));
    let rest = &text[next..];
    let stop = rest.strip_prefix('.').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    (rest.is_empty() || stop || rest.starts_with(';')).then_some((locator, end, next))
}

/// The length of white space, and of what else is let through.
fn blank(text: &str, through: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || through(c)).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let show = |form: Form| {
            let Short { names, others, title, year, note } = form.short;
            let mut out = names.join("+");
            out.push_str(if others { "+…" } else { "" });
            out.push_str(&year.map_or(String::new(), |year| format!(" {year}")));
            let title = if title.is_empty() { String::new() } else { format!(" ‹{title}›") };
            out.push_str(&title);
            out.push_str(&note.map_or(String::new(), |note| format!(" n{note}")));
            let place = form.locator.map_or(String::new(), |l| format!(" {} {}", l.label.csl(), l.value));
            format!("{out}{place} @{}", &text[form.words])
        };
        let shown: Vec<String> = read(text).into_iter().map(show).collect();
        if shown.is_empty() { "-".to_owned() } else { shown.join(" | ") }
    }

    #[test]
    fn typed_forms() {
        for (text, expected) in [
            ("Wilson, op. cit., p. 33.", "Wilson page 33 @op. cit."),
            ("Wilson, Op. cit.", "Wilson @Op. cit."),
            ("See Wilson, op. cit., vol. 2, p. 33", "Wilson page 33 @op. cit."),
            ("Dworak, K., op. cit., 12", "K. Dworak page 12 @op. cit."),
            ("K. Dworak, loc. cit.", "K. Dworak @loc. cit."),
            ("Wilson, Belarus, 33.", "Wilson ‹Belarus› page 33 @Belarus"),
            ("Wilson, Belarus.", "Wilson ‹Belarus› @Belarus"),
            ("Wilson, Belarus", "Wilson ‹Belarus› @Belarus"),
            ("Wilson, Belarus, op. cit., p. 4", "Wilson ‹Belarus› page 4 @op. cit."),
            (
                "Lang, “Conscription and Consent,” 210.",
                "Lang ‹Conscription and Consent,› page 210 @Conscription and Consent,”",
            ),
            ("Wilson 2021, 33", "Wilson 2021 page 33 @Wilson 2021"),
            ("Wilson (2021), pp. 33–35.", "Wilson 2021 page 33–35 @Wilson (2021)"),
            ("Marsh and Holt 2021.", "Marsh+Holt 2021 @Marsh and Holt 2021"),
            ("Vasquez et al. 2020, 22", "Vasquez+… 2020 page 22 @Vasquez et al. 2020"),
            ("Wilson, p. 33.", "Wilson page 33 @Wilson"),
            ("Wilson (n 4) 12.", "Wilson n4 page 12 @(n 4)"),
            ("Wilson (see note 4 above), p. 12", "Wilson n4 page 12 @(see note 4 above)"),
            ("Wilson, supra note 4, at 12", "Wilson n4 page 12 @supra note 4"),
            ("Supra note 4, at 12.", " n4 page 12 @Supra note 4"),
            ("See note 2 above.", " n2 @note 2 above"),
            ("Ministry of Roads, op. cit.", "Ministry of Roads @op. cit."),
            ("van den Berg, Dykes, 3", "van den Berg ‹Dykes› page 3 @Dykes"),
            (
                "Ellison, Hollow Shield, 88; Lang, “Consent,” 210.",
                "Ellison ‹Hollow Shield› page 88 @Hollow Shield | Lang ‹Consent,› page 210 @Consent,”",
            ),
            ("Wilson, Belarus, 33. Emphasis added.", "Wilson ‹Belarus› page 33 @Belarus"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_short_form() {
        for text in [
            "",
            "Wilson.",
            "Wilson, n. 4",
            "Wilson argues this in Belarus, 33, and elsewhere.",
            "Wilson, 33 and more",
            "Supra.",
            "Note 4 gives the figures.",
            "The ministry did not answer.",
            "Op. cit., 3",
            "Ellison, Hollow Shield, 88; the ministry did not answer.",
            "Wilson, Belarus, 33. See Lang, Consent, 210.",
            "Wilson, Belarus. New Haven: Yale, 2021, 33.",
            "See",
            "See above.",
        ] {
            assert_eq!(show(text), "-", "{text}");
        }
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "Ł, ł.",
            "(((",
            "É (n 99999999999)",
            "Wilson,",
            "Wilson, “",
            "Wilson, “é",
            "A é. é",
            "Wilson, ,",
            "Ab\u{301}, é,é.é;",
        ] {
            let _ = read(text);
        }
        let _ = read(&"Wilson, a, ".repeat(50_000));
        let _ = read(&"Wilson, op. cit.; ".repeat(50_000));
        let _ = read(&"(".repeat(50_000));
        let _ = read(&format!("Wilson {}", "((see ".repeat(50_000)));
    }
}
