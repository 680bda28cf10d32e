//! `numbering.xml`: whether a list is numbered, and which number an item has.

use std::collections::BTreeMap;

use super::xml::{Element, Tree};

#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// Lists by their ids.
    lists: BTreeMap<String, List>,
    counters: BTreeMap<String, Counter>,
    /// Lists that began already: their own start counts once.
    begun: BTreeMap<String, bool>,
}

#[derive(Clone, Debug, Default)]
struct List {
    /// Lists with the same pattern count on.
    pattern: String,
    levels: [Level; LEVELS],
    /// Where a list starts anew although its pattern has been used.
    restarts: [Option<u32>; LEVELS],
}

#[derive(Clone, Debug)]
struct Level {
    kind: Kind,
    start: u32,
    /// `%1.%2`
    text: String,
    format: String,
    /// All numbers of its mark are digits, whatever the other levels say.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Level { kind: Kind::Bullet, start: 1, text: String::new(), format: String::new(), legal: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bullet,
    Number,
    /// A level without any mark: a paragraph like others.
    Plain,
}

const LEVELS: usize = 9;
type Counter = [Option<u32>; LEVELS];

pub fn read(tree: Option<&Tree>) -> Numbering {
    let mut out = Numbering::default();
    let Some(tree) = tree else { return out };
    let root = tree.root();
    let mut patterns: BTreeMap<&str, Element> = BTreeMap::new();
    // A pattern may be only the name of a style, under which another one describes itself.
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    for pattern in root.children().filter(|it| it.word() == "abstractNum") {
        let Some(id) = pattern.attribute("abstractNumId") else { continue };
        patterns.insert(id, pattern);
        if let Some(name) = pattern.value("styleLink") {
            named.insert(name, id);
        }
    }
    for list in root.children().filter(|it| it.word() == "num") {
        let (Some(id), Some(mut pattern)) = (list.attribute("numId"), list.value("abstractNumId")) else { continue };
        let link = patterns.get(pattern).and_then(|it| it.value("numStyleLink"));
        if let Some(other) = link.and_then(|name| named.get(name)) {
            pattern = other;
        }
        let mut read = List { pattern: pattern.to_owned(), ..List::default() };
        for level in patterns.get(pattern).into_iter().flat_map(|it| it.children()).filter(|it| it.word() == "lvl") {
            describe(level, &mut read.levels);
        }
        for change in list.children().filter(|it| it.word() == "lvlOverride") {
            let Some(at) = place(change) else { continue };
            if let Some(level) = change.part("lvl") {
                describe(level, &mut read.levels);
            }
            read.restarts[at] = change.value("startOverride").and_then(|it| it.parse().ok());
        }
        out.lists.insert(id.to_owned(), read);
    }
    out
}

fn place(level: Element) -> Option<usize> {
    level.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)
}

fn describe(level: Element, levels: &mut [Level; LEVELS]) {
    let Some(at) = place(level) else { return };
    let mark = level.value("lvlText");
    levels[at].kind = match level.value("numFmt") {
        // Further paragraphs of an item are often items of a list whose mark is a space.
        Some("bullet" | "none") if mark.is_some_and(|it| it.trim().is_empty()) => Kind::Plain,
        Some("none") if mark.is_none() => Kind::Plain,
        Some("bullet" | "none") => Kind::Bullet,
        _ => Kind::Number,
    };
    levels[at].start = level.value("start").and_then(|it| it.parse().ok()).unwrap_or(1);
    mark.unwrap_or_default().clone_into(&mut levels[at].text);
    level.value("numFmt").unwrap_or_default().clone_into(&mut levels[at].format);
    levels[at].legal = level.part("isLgl").is_some_and(super::look::on);
}

/// The mark of the item that was counted last in list `id`, as it is printed: `2.1`. Empty where it has no number.
pub fn shown(numbering: &Numbering, id: &str, level: u32) -> String {
    let at = usize::try_from(level).unwrap_or(0).min(LEVELS - 1);
    let Some(list) = numbering.lists.get(id).filter(|list| list.levels[at].kind == Kind::Number) else {
        return String::new();
    };
    let counter = numbering.counters.get(&list.pattern).copied().unwrap_or_default();
    let mut out = String::new();
    let mut letters = list.levels[at].text.chars();
    while let Some(c) = letters.next() {
        let place = if c == '%' { letters.next().and_then(|c| c.to_digit(10)) } else { None };
        match place.and_then(|place| usize::try_from(place).ok()) {
            Some(place) if (1..=LEVELS).contains(&place) => {
                let level = &list.levels[place - 1];
                let number = counter[place - 1].unwrap_or(level.start);
                out.push_str(&written(number, if list.levels[at].legal { "decimal" } else { &level.format }));
            }
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// A number in the letters of a format.
fn written(number: u32, format: &str) -> String {
    let out = match format {
        // After z come aa, bb, cc.
        "lowerLetter" | "upperLetter" if (1..=780).contains(&number) => {
            let letter = char::from_u32(u32::from('a') + (number - 1) % 26).unwrap_or('?');
            letter.to_string().repeat(usize::try_from((number - 1) / 26 + 1).unwrap_or(1))
        }
        "lowerRoman" | "upperRoman" if (1..4000).contains(&number) => roman(number),
        _ => number.to_string(),
    };
    if format.starts_with("upper") { out.to_uppercase() } else { out }
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// Counts an item of list `id`: what its mark is, and its number.
pub fn next(numbering: &mut Numbering, id: &str, level: u32) -> (Kind, u32) {
    let at = usize::try_from(level).unwrap_or(0).min(LEVELS - 1);
    let Some(list) = numbering.lists.get(id) else { return (Kind::Bullet, 1) };
    let counter = numbering.counters.entry(list.pattern.clone()).or_default();
    if numbering.begun.insert(id.to_owned(), true).is_none() {
        for (count, restart) in counter.iter_mut().zip(list.restarts) {
            if restart.is_some() {
                *count = None;
            }
        }
    }
    let start = list.restarts[at].unwrap_or(list.levels[at].start);
    let number = counter[at].map_or(start, |before| before.saturating_add(1));
    counter[at] = Some(number);
    counter[at + 1..].fill(None);
    (list.levels[at].kind, number)
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn numbers(lists: &str, items: &[(&str, u32)]) -> Vec<(Kind, u32)> {
        let text = format!("<w:numbering xmlns:w=\"{WORD}\">{lists}</w:numbering>");
        let tree = xml::parse(text.as_bytes(), "numbering.xml").unwrap();
        let mut numbering = read(Some(&tree));
        items.iter().map(|(id, level)| next(&mut numbering, id, *level)).collect()
    }

    const DECIMAL: &str = r#"<w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;

    #[test]
    fn a_list_starts_where_it_says_and_counts_on_after_a_deeper_one() {
        let found = numbers(DECIMAL, &[("1", 0), ("1", 1), ("1", 0)]);
        assert_eq!(found, [(Kind::Number, 3), (Kind::Bullet, 1), (Kind::Number, 4)]);
    }

    #[test]
    fn a_list_of_the_same_pattern_starts_anew_only_where_it_says_so() {
        let found = numbers(DECIMAL, &[("1", 0), ("2", 0), ("2", 0), ("1", 0)]);
        assert_eq!(found.iter().map(|it| it.1).collect::<Vec<_>>(), [3, 1, 2, 3]);
    }

    #[test]
    fn the_mark_of_a_heading_is_written_as_word_prints_it() {
        let lists = r#"<w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
        let text = format!("<w:numbering xmlns:w=\"{WORD}\">{lists}</w:numbering>");
        let tree = xml::parse(text.as_bytes(), "numbering.xml").unwrap();
        let mut numbering = read(Some(&tree));
        let mut marks = Vec::new();
        for level in [0, 0, 0, 0, 1, 1, 2, 0, 2] {
            next(&mut numbering, "1", level);
            marks.push(shown(&numbering, "1", level));
        }
        let want = ["Part I", "Part II", "Part III", "Part IV", "IV.a)", "IV.b)", "4.2.1", "Part V", "5.1.1"];
        assert_eq!(marks, want);
        assert_eq!(shown(&numbering, "7", 0), "");
        assert_eq!((written(28, "lowerLetter"), written(1994, "upperRoman")), ("bb".to_owned(), "MCMXCIV".to_owned()));
    }

    #[test]
    fn a_list_that_nobody_describes_has_bullets() {
        assert_eq!(numbers("", &[("7", 0)]), [(Kind::Bullet, 1)]);
    }
}
