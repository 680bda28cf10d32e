//! What the document says of its lines besides where they stand: the order and kind of its tags, its bookmarks, and
//! links from a mark to its note.

use super::lines::single;
use super::outline::Bookmark;
use super::places::Spot;
use super::rows::Row;
use super::tags::{Kind, Tags};
use crate::import::evidence::{At, Line, Mark, Role, Run};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Lines that are compared with bookmarks, besides a hundred for each line: many bookmarks may lead to one long page.
const LOOKS: usize = 1_000_000;
/// How far below a place, in points and in lines, the note that it means may begin.
const NEAR: f32 = 120.0;
const NEAR_LINES: usize = 48;

/// A line with what is known of it, before it is one of a reading.
#[derive(Debug, Default)]
pub struct Entry {
    pub line: Line,
    /// Of the tree of tags.
    pub block: Option<u32>,
    /// Of its page: what is read from top to foot.
    pub part: usize,
    /// Runs that lead to a place in the document.
    pub spots: Vec<(usize, Spot)>,
    /// The document says that it is none of its words: a running head, a folio.
    pub artifact: bool,
    pub picture: Option<usize>,
}

impl Entry {
    pub fn picture(number: usize, alternative: String, row: &Row, page: u32) -> Entry {
        let run = Run { text: alternative, mark: Some(Mark::Picture(number)), ..Run::default() };
        let at = At { page, left: single(row.left), right: single(row.right), y: single(row.y), ..At::default() };
        let line = Line { runs: vec![run], at, ..Line::default() };
        Entry { line, part: row.part, picture: Some(number), ..Entry::default() }
    }
}

/// The lines in the order in which they are read.
pub fn settle(mut entries: Vec<Entry>, tags: &Tags, bookmarks: &[Bookmark]) -> Vec<Line> {
    code(&mut entries);
    gaps(&mut entries);
    if trusted(&entries) {
        order(&mut entries);
        kinds(&mut entries, tags);
    }
    headings(&mut entries, bookmarks);
    for entry in &mut entries {
        plain(&mut entry.line);
    }
    notes(&mut entries);
    tagged(&mut entries, tags);
    between(&mut entries);
    further(&mut entries, tags);
    for (number, entry) in (1..).zip(&mut entries) {
        entry.line.at.line = number;
    }
    entries.into_iter().map(|entry| entry.line).collect()
}

/// A heading is bold by itself.
fn plain(line: &mut Line) {
    let heading = matches!(line.role, Role::Heading(_) | Role::Title);
    if heading && line.runs.iter().all(|run| run.look.bold) {
        line.runs.iter_mut().for_each(|run| run.look.bold = false);
    }
}

/// A document that is all in one width is none of code.
fn code(entries: &mut [Entry]) {
    let mut letters = [0, 0];
    for run in entries.iter().flat_map(|entry| &entry.line.runs) {
        letters[usize::from(run.look.code)] += run.text.len();
    }
    if letters[1] * 2 > letters[0] {
        entries.iter_mut().flat_map(|entry| &mut entry.line.runs).for_each(|run| run.look.code = false);
    }
}

/// A gap is wider than the usual step between two lines of this size.
fn gaps(entries: &mut [Entry]) {
    let step = |pair: &[Entry]| -> Option<f32> {
        let (above, below) = (&pair[0], &pair[1]);
        let same = above.line.at.page == below.line.at.page && above.part == below.part;
        let step = below.line.at.y - above.line.at.y;
        (same && step > 0.5 && above.picture.is_none() && below.picture.is_none()).then_some(step)
    };
    let key = |entry: &Entry| lines_of(entry.line.at.size);
    let mut steps: HashMap<i32, Vec<f32>> = HashMap::new();
    for pair in entries.windows(2).filter(|pair| key(&pair[0]) == key(&pair[1])) {
        steps.entry(key(&pair[0])).or_default().extend(step(pair));
    }
    let usual: HashMap<i32, f32> = steps
        .into_iter()
        .filter_map(|(key, mut steps)| {
            steps.sort_by(f32::total_cmp);
            // Where many paragraphs have one line only, most steps are those between paragraphs.
            steps.get(steps.len() / 4).map(|&step| (key, step))
        })
        .collect();
    let wide: Vec<bool> = entries
        .windows(2)
        .map(|pair| {
            let below = &pair[1];
            let usual =
                usual.get(&key(below)).copied().unwrap_or(0.0).clamp(below.line.at.size, below.line.at.size * 2.0);
            step(pair).is_some_and(|step| step > usual * 1.25) || below.picture.is_some() || pair[0].picture.is_some()
        })
        .collect();
    for (entry, wide) in entries.iter_mut().skip(1).zip(wide) {
        entry.line.gap = wide;
    }
    if let Some(first) = entries.first_mut() {
        first.line.gap = true;
    }
}

/// Half points.
#[expect(clippy::cast_possible_truncation, reason = "sizes of letters")]
fn lines_of(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

/// Tags are believed where nearly all words have one, and where their order is that of the pages.
fn trusted(entries: &[Entry]) -> bool {
    let (mut all, mut tagged, mut blocks) = (0, 0, HashMap::new());
    for entry in entries.iter().filter(|entry| !entry.artifact && entry.picture.is_none()) {
        let letters: usize = entry.line.runs.iter().map(|run| run.text.len()).sum();
        all += letters;
        if let Some(block) = entry.block {
            tagged += letters;
            blocks.entry(block).or_insert(entry.line.at.page);
        }
    }
    let mut pages: Vec<(u32, u32)> = blocks.into_iter().collect();
    pages.sort_unstable();
    let back = pages.windows(2).filter(|pair| pair[1].1 < pair[0].1).count();
    tagged * 10 >= all * 9 && pages.len() > 1 && back * 20 <= pages.len()
}

/// In the order of the tree. What has no tag stays behind what stood before it.
fn order(entries: &mut [Entry]) {
    let mut last = 0;
    for entry in entries.iter_mut() {
        last = entry.block.unwrap_or(last);
        // For the sort only: an artifact is none of the block that it follows.
        entry.line.at.line = last;
    }
    entries.sort_by_key(|entry| entry.line.at.line);
}

fn kinds(entries: &mut [Entry], tags: &Tags) {
    let mut begun = HashSet::new();
    let mut open = None;
    let lines: Vec<f32> = entries.iter().map(|entry| entry.line.at.right).collect();
    let paragraphs: HashSet<u32> = entries.iter().filter_map(|entry| entry.block).collect();
    // A program that tags each line as a paragraph knows nothing of paragraphs.
    let knows = lines.len() * 10 > paragraphs.len() * 13;
    for entry in entries.iter_mut() {
        if entry.artifact {
            entry.line.role = Role::Furniture;
            continue;
        }
        let Some(block) = entry.block else { continue };
        let first = begun.insert(block);
        let kind = tags.blocks.get(block as usize).map_or(Kind::Other, |block| block.kind);
        if knows && entry.picture.is_none() && kind != Kind::Other {
            entry.line.goes_on = Some(!first && open == Some(block));
        }
        open = Some(block);
        entry.line.role = match kind {
            Kind::Title => Role::Title,
            Kind::Heading(level) => Role::Heading(level),
            Kind::Cell { table, row, column, header } => Role::Cell { table, row, column, header },
            Kind::Caption => Role::Caption,
            Kind::Quote => Role::Quote { depth: 0 },
            // Browsers draw bullets and do not write them: nothing else would say that it is an item.
            Kind::Item { depth } if first && knows && !marked(&entry.line) => {
                Role::Item { depth, number: None, first: true }
            }
            _ => continue,
        };
    }
}

/// A bullet, a number or a letter stands before it.
fn marked(line: &Line) -> bool {
    let text = line.text();
    let word = text.trim_start().split([' ', '\t', '\u{a0}']).next().unwrap_or("");
    word.chars().count() <= 5 && !word.chars().all(char::is_alphabetic) || first_mark(line).is_some()
}

/// Bookmarks whose words are those of one line, or of a few, on the page that they lead to.
fn headings(entries: &mut [Entry], bookmarks: &[Bookmark]) {
    if bookmarks.is_empty() {
        return;
    }
    let mut pages: HashMap<u32, Vec<usize>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        pages.entry(entry.line.at.page).or_default().push(index);
    }
    let texts: Vec<String> = entries.iter().map(|entry| letters(&entry.line.text())).collect();
    let mut used = HashSet::new();
    let mut looks = LOOKS + 100 * entries.len();
    for bookmark in bookmarks {
        let title = letters(&bookmark.title);
        let Some(spot) = bookmark.spot.filter(|_| !title.is_empty() && title.len() <= 400) else { continue };
        let Some(page) = u32::try_from(spot.page + 1).ok().and_then(|page| pages.get(&page)) else { continue };
        looks = looks.saturating_sub(page.len());
        if looks == 0 {
            return;
        }
        let found = page.iter().enumerate().find_map(|(at, &index)| {
            if used.contains(&index) || spot.y.is_some_and(|y| f64::from(entries[index].line.at.y) < y - 4.0) {
                return None;
            }
            let mut said = String::new();
            for (taken, &next) in page[at..].iter().take(4).enumerate() {
                said.push_str(&texts[next]);
                if said == title {
                    return Some(at..=at + taken);
                }
                if !title.starts_with(&said) {
                    return None;
                }
            }
            None
        });
        for (place, &index) in found.into_iter().flat_map(|found| page[found].iter().enumerate()) {
            used.insert(index);
            let line = &mut entries[index].line;
            if matches!(line.role, Role::Unknown) {
                line.role = Role::Heading(bookmark.level);
                line.goes_on = Some(place > 0);
            }
        }
    }
}

/// Letters and figures only, in lower case: bookmarks leave out or change what stands between.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A short mark that leads to a line which begins with the same mark is a reference to that note.
fn notes(entries: &mut [Entry]) {
    let mut pages: BTreeMap<u32, Vec<(f32, usize)>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.picture.is_none()) {
        pages.entry(entry.line.at.page).or_default().push((entry.line.at.y, index));
    }
    for lines in pages.values_mut() {
        lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let mut labels: HashMap<usize, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let mut marks: Vec<(usize, usize, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        for &(run, spot) in &entry.spots {
            let Some(mark) = entry.line.runs.get(run).and_then(|run| core(&run.text)) else { continue };
            let Some(lines) = u32::try_from(spot.page + 1).ok().and_then(|page| pages.get(&page)) else { continue };
            // The place is above the line; how far, programs do not agree (Chromium forgets the page's margin).
            let y = spot.y.map_or(f32::MIN, |y| single(y) - 2.0);
            let from = lines.partition_point(|&(line, _)| line < y);
            let note = lines[from..]
                .iter()
                .take(NEAR_LINES)
                .take_while(|&&(line, _)| line < y + NEAR)
                .map(|&(_, note)| note)
                .find(|&note| note != index && first_mark(&entries[note].line).is_some_and(|first| first == mark));
            if let Some(note) = note {
                marks.push((index, run, note));
                labels.entry(note).or_insert_with(|| {
                    let page = entries[note].line.at.page;
                    let label = if taken.contains(mark) { format!("{mark}-p{page}") } else { mark.to_owned() };
                    taken.insert(label.clone());
                    label
                });
            }
        }
    }
    for (index, run, note) in marks {
        // A link from the note's number back to the text leads to no note.
        if labels.contains_key(&index) && run == 0 {
            continue;
        }
        if let (Some(label), Some(run)) = (labels.get(&note).cloned(), entries[index].line.runs.get_mut(run)) {
            run.mark = Some(Mark::Noteref(label));
        }
    }
    let mut noted: Vec<(usize, String)> = labels.into_iter().collect();
    noted.sort_unstable();
    for (index, label) in noted {
        let line = &mut entries[index].line;
        part_label(line);
        line.role = Role::Note(label);
    }
}

/// What the tags call a note, and no link leads to: it begins with its mark.
fn tagged(entries: &mut [Entry], tags: &Tags) {
    let mut taken: HashSet<String> = entries
        .iter()
        .filter_map(|entry| if let Role::Note(label) = &entry.line.role { Some(label.clone()) } else { None })
        .collect();
    let is_note = |block: u32| tags.blocks.get(block as usize).is_some_and(|block| block.kind == Kind::Note);
    for entry in entries.iter_mut().filter(|entry| entry.line.goes_on == Some(false)) {
        if entry.line.role != Role::Unknown || !entry.block.is_some_and(is_note) {
            continue;
        }
        let Some(mark) = first_mark(&entry.line).or_else(|| glued(&entry.line)) else { continue };
        let page = entry.line.at.page;
        let label = if taken.contains(&mark) { format!("{mark}-p{page}") } else { mark };
        if taken.insert(label.clone()) {
            part_label(&mut entry.line);
            entry.line.role = Role::Note(label);
        }
    }
}

/// `12` of `12Returns of the harbour`, where raised figures are shapes of their own.
fn glued(line: &Line) -> Option<String> {
    let text = line.text();
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let word =
        text[len..].starts_with(|letter: char| letter.is_alphabetic() || matches!(letter, '“' | '‘' | '«' | '„'));
    ((1..=3).contains(&len) && word).then(|| text[..len].to_owned())
}

/// After a note, a line that begins as notes do, with the next number, is the next note: its link may be elsewhere, as
/// Chromium has it for marks at the top of a page.
fn between(entries: &mut [Entry]) {
    let mut before: Option<(u32, At)> = None;
    for entry in entries {
        let at = entry.line.at;
        if let Role::Note(label) = &entry.line.role {
            before = label.parse().ok().map(|number| (number, at));
            continue;
        }
        let Some((number, last)) = before.filter(|_| entry.line.role == Role::Unknown) else { continue };
        let next = number + 1;
        let alike = (at.size - last.size).abs() < 0.3 && (at.left - at.edge - last.left + last.edge).abs() < last.size;
        if alike && first_mark(&entry.line).is_some_and(|mark| mark == next.to_string()) {
            part_label(&mut entry.line);
            entry.line.role = Role::Note(next.to_string());
            before = Some((next, at));
        }
    }
}

/// Further paragraphs of a note, where the tags say so.
fn further(entries: &mut [Entry], tags: &Tags) {
    let labels: HashMap<u32, String> = entries
        .iter()
        .filter_map(
            |entry| if let Role::Note(label) = &entry.line.role { Some((entry.block?, label.clone())) } else { None },
        )
        .collect();
    for entry in
        entries.iter_mut().filter(|entry| entry.line.goes_on == Some(false) && entry.line.role == Role::Unknown)
    {
        let inside = entry.block.and_then(|block| tags.blocks.get(block as usize)?.inside);
        if let Some(label) = inside.and_then(|inside| labels.get(&inside)) {
            entry.line.role = Role::Note(label.clone());
        }
    }
}

/// `12` of `[12]`, `(12)`, `12.`; also `*` and the like.
fn core(text: &str) -> Option<&str> {
    let core = text.trim().trim_matches(['[', ']', '(', ')', '.', ':', ' ', '\u{a0}']);
    let short = (1..=5).contains(&core.chars().count());
    let mark =
        core.chars().all(|letter| letter.is_ascii_digit()) || core.chars().all(|letter| "*†‡§¶#".contains(letter));
    let roman = core.len() <= 5 && core.chars().all(|letter| "ivxlc".contains(letter));
    (short && (mark || roman)).then_some(core)
}

fn first_mark(line: &Line) -> Option<String> {
    let text = line.text();
    let word = text.trim_start().split([' ', '\t', '\u{a0}']).next()?;
    core(word).map(str::to_owned).or_else(|| line.runs.first().and_then(|run| core(&run.text)).map(str::to_owned))
}

/// The printed number of a note becomes a run of its own, marked as no words of the note.
fn part_label(line: &mut Line) {
    let Some(run) = line.runs.first_mut() else { return };
    if core(&run.text).is_some() {
        run.mark = Some(Mark::Backlink);
        return;
    }
    let spaced = run.text.find([' ', '\t', '\u{a0}']).filter(|&at| core(&run.text[..at]).is_some());
    let figures = run.text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(at) = spaced.or((figures > 0).then_some(figures)) else { return };
    let rest = run.text.split_off(at);
    let label = Run { mark: Some(Mark::Backlink), ..std::mem::take(run) };
    line.runs[0] = Run { text: rest.trim_start().to_owned(), look: label.look.clone(), mark: None };
    line.runs.insert(0, label);
}
