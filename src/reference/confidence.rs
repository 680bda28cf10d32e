//! How sure a reading is, and whether words are a reference at all.
//!
//! What is told at 0.9 or more has all its fields right in 98 of 100 cases. So each part that was known by its position
//! and not by its form, and each kind that was guessed, lowers the number.

use super::general::Read;
use super::house::House;
use super::segment::Segment;
use super::short;
use super::stated::Field;
use super::text::Even;
use super::words;
use super::{NoteReading, NoteText};
use crate::model::work::Name;

/// Whether the words that were read cite a work, by what they hold.
pub fn is_reference(read: &Read, segment: &Segment, even: &Even) -> bool {
    let stated = &read.stated;
    let has = |field| stated.get(field).is_some();
    if has(Field::Doi) || has(Field::Url) {
        return true;
    }
    if has(Field::ArchiveLocation) && stated.kind == "manuscript" {
        return true;
    }
    let title = stated.title();
    if title.is_empty() || (!read.marked && words::is_prose(title)) {
        return false;
    }
    if matches!(
        stated.kind,
        "legal_case"
            | "legislation"
            | "bill"
            | "treaty"
            | "interview"
            | "personal_communication"
            | "regulation"
            | "manuscript"
            | "hearing"
    ) {
        return true;
    }
    let given = stated
        .authors
        .iter()
        .chain(&stated.editors)
        .any(|name| matches!(name, Name::Person { given, .. } if !given.is_empty()));
    let mut weight = 0;
    weight += if read.marked { 2 } else { 0 };
    weight += if given { 2 } else { i32::from(!stated.authors.is_empty()) };
    weight += i32::from(has(Field::Container)) * 2;
    weight += if (has(Field::Publisher) || has(Field::Place)) && stated.year.is_some() { 2 } else { 0 };
    weight += i32::from(has(Field::Date))
        + i32::from(has(Field::Number))
        + i32::from(has(Field::Edition))
        + i32::from(stated.year.is_some());
    weight += i32::from(read.locator.is_some()) + i32::from(segment.set_off);
    // A remark with a quotation in it is none.
    let before = stated.text_before.split_whitespace().count();
    if !read.stated.text_before.is_empty() && words::is_prose(&stated.text_before) && !given {
        weight -= 2;
    }
    let after = even.get(read.range.end..segment.range.end);
    if before == 0 && stated.authors.is_empty() && words::is_prose(after) && !has(Field::Container) {
        weight -= 2;
    }
    let fact = stated.year.is_some()
        || has(Field::Container)
        || has(Field::Publisher)
        || has(Field::Number)
        || read.locator.is_some();
    weight >= 4 && (fact || given && read.marked)
}

/// Whether a note that cites nothing readable seems to name a source all the same: a date or a number, and no sentence.
pub fn names_source(text: &str) -> bool {
    let count = text.split_whitespace().take(45).count();
    let capital = text.starts_with(char::is_uppercase);
    let number = text.bytes().any(|b| b.is_ascii_digit());
    (3..45).contains(&count) && capital && number && !words::is_prose(text)
}

/// Whether words beside the citations of a note look like one more: a title in quotation marks or italics, or a capital
/// and a number.
pub fn left_over(even: &Even, note: &NoteReading, printed: &NoteText<'_>) -> bool {
    let mut at = 0;
    let mut rest = Vec::new();
    for cite in &note.cites {
        rest.push(at..cite.range.start.max(at));
        at = cite.range.end.max(at);
    }
    rest.push(at..printed.text.len());
    rest.into_iter().any(|range| {
        let words = printed.text.get(range.clone()).unwrap_or("");
        let quoted = words.contains(['“', '"', '«', '„']) && words.contains(',');
        let named = words.split_whitespace().any(|word| word.starts_with(char::is_uppercase) && word.len() > 2);
        let number = words.bytes().any(|b| b.is_ascii_digit());
        let tied = printed.tied.iter().any(|(tied, _)| tied.start < range.end && range.start < tied.end);
        let opening = range.start == 0 && words.len() < 6;
        !tied && !opening && named && number && (quoted || words.contains('<')) && !even.text.is_empty()
    })
}

pub fn full(read: &Read, house: &House) -> f64 {
    let stated = &read.stated;
    let has = |field| stated.get(field).is_some();
    let mut sure: f64 = 0.985 * read.sure;
    if !read.marked {
        // Without a mark the end of the title is a guess, less so before an imprint.
        let bounded = read.year_first && (has(Field::Container) || has(Field::Publisher));
        let imprint = has(Field::Publisher) && has(Field::Place) && !house.italics;
        sure *= if bounded {
            0.95
        } else if imprint {
            0.93
        } else {
            0.85
        };
    }
    let container = stated.get(Field::Container).unwrap_or("");
    sure *= match stated.kind {
        "article-newspaper" if words::is_news(container) => 0.97,
        "article-newspaper" | "article-magazine" => 0.915,
        "document" | "" => 0.7,
        "webpage" if stated.title().is_empty() => 0.97,
        "webpage" | "report" => 0.93,
        "manuscript" | "interview" | "personal_communication" | "speech" | "map" | "motion_picture" | "broadcast" => {
            0.93
        }
        "legal_case" | "legislation" | "bill" | "treaty" => 0.96,
        _ => 1.0,
    };
    if !stated.text_before.is_empty() {
        sure *= 0.85;
    }
    let after = stated.text_after.split_whitespace().count();
    if after > 2 {
        sure *= 0.92;
    }
    let law = matches!(stated.kind, "legislation" | "bill" | "legal_case" | "treaty");
    let fact = law || stated.year.is_some() || has(Field::Url) || has(Field::Publisher) || has(Field::Number);
    if !fact {
        // A name and a title: most likely a short form of what the notes do not cite in full.
        sure *= if has(Field::Container) { 0.7 } else { 0.58 };
    }
    if stated.authors.iter().any(|name| matches!(name, Name::Literal(name) if !words::is_body(name))) {
        sure *= 0.8;
    }
    sure.clamp(0.05, 0.99)
}

/// Of an *Ibid.* or the like whose antecedent is certain.
pub fn lean(tail: &short::Tail) -> f64 {
    match tail.after.split_whitespace().count() {
        0 => 0.98,
        1 | 2 => 0.93,
        _ => 0.9,
    }
}
