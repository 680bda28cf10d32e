//! What is read of small files.

mod builder;
mod limits;
mod printed;
mod said;

use crate::import::evidence::{Line, Reading, Role};
use builder::{Builder, column, pdf, text};

pub(super) fn read(bytes: &[u8]) -> Reading {
    super::read_here(bytes).unwrap()
}

pub(super) fn refusal(bytes: &[u8]) -> String {
    super::read(bytes).unwrap_err().cause
}

fn texts(reading: &Reading) -> Vec<String> {
    reading.lines.iter().map(Line::text).collect()
}

#[track_caller]
fn check(content: &str, expected: &[&str]) {
    assert_eq!(texts(&read(&pdf(content))), expected);
}

#[test]
fn gaps_are_spaces_and_shifts_are_none() {
    check(
        "BT /F1 12 Tf 50 700 Td [(The) -300 (har) 20 (bour)] TJ 0 -14 Td (and its) Tj 60 0 Td (debts) Tj ET",
        &["The harbour", "and its debts"],
    );
}

#[test]
fn a_raised_figure_is_told() {
    let content = "BT /F1 11 Tf 50 700 Td (The gap is a choke point.) Tj /F1 7 Tf 4 Ts (12) Tj 0 Ts /F1 11 Tf ( So is the strait.) Tj ET";
    let reading = read(&pdf(content));
    let runs: Vec<(&str, bool)> =
        reading.lines[0].runs.iter().map(|run| (run.text.as_str(), run.look.superscript)).collect();
    assert_eq!(runs, [("The gap is a choke point.", false), ("12", true), (" So is the strait.", false)]);
}

#[test]
fn a_lowered_figure_is_told() {
    let content = "BT /F1 11 Tf 50 700 Td (CO) Tj /F1 7 Tf -2 Ts (2) Tj 0 Ts /F1 11 Tf ( is not a note.) Tj ET";
    let reading = read(&pdf(content));
    assert!(reading.lines[0].runs[1].look.subscript && !reading.lines[0].runs[1].look.superscript);
}

#[test]
fn bold_and_italic_come_from_the_font() {
    let reading = read(&pdf(&[
        text("F1", 10, 50, 700, "plain"),
        text("F2", 10, 50, 680, "bold"),
        text("F3", 10, 50, 660, "italic"),
    ]
    .concat()));
    let looks: Vec<(bool, bool)> =
        reading.lines.iter().map(|line| (line.runs[0].look.bold, line.runs[0].look.italic)).collect();
    assert_eq!(looks, [(false, false), (true, false), (false, true)]);
}

const LEFT: [&str; 6] = [
    "The gap is a choke point of the continent,",
    "and whoever holds it holds the road to the",
    "north, said the clerk, who had seen the maps",
    "of the last century and the one before it, in",
    "a room without windows, where nobody else",
    "had been for years and nobody would come.",
];
const RIGHT: [&str; 6] = [
    "She kept the rolls in a cupboard, and the key",
    "to the cupboard in a drawer, and nobody asked",
    "for either until the spring of that year, when",
    "a man came from the ministry with a paper that",
    "had a stamp on it and a name which she did not",
    "know, although she knew them all by then.",
];

#[test]
fn columns_follow_each_other_below_a_title() {
    let page = [
        text("F2", 18, 150, 740, "The road to the north is a long one"),
        column(50, 700, &LEFT),
        column(310, 697, &RIGHT),
    ]
    .concat();
    let expected: Vec<&str> = ["The road to the north is a long one"].into_iter().chain(LEFT).chain(RIGHT).collect();
    let reading = read(&pdf(&page));
    assert_eq!(texts(&reading), expected);
    let columns: Vec<u8> = reading.lines.iter().map(|line| line.at.column).collect();
    assert_eq!(columns, [0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
}

#[test]
fn places_are_points_from_the_upper_left() {
    let line = &read(&pdf(&text("F1", 10, 50, 700, "word"))).lines[0];
    assert_eq!((line.at.page, line.at.line, line.at.left, line.at.y, line.at.size), (1, 1, 50.0, 100.0, 10.0));
    assert!((line.at.right - 71.67).abs() < 0.1, "{}", line.at.right);
}

#[test]
fn a_gap_is_wider_than_the_lines_steps() {
    let page = [column(50, 700, &LEFT), column(50, 610, &RIGHT)].concat();
    let gaps: Vec<usize> = (0..).zip(&read(&pdf(&page)).lines).filter(|(_, line)| line.gap).map(|(n, _)| n).collect();
    assert_eq!(gaps, [0, 6]);
}

#[test]
fn a_turned_page_is_read_as_it_is_shown() {
    let mut builder = Builder::new();
    // Written upwards along the left edge, and shown turned by a quarter.
    builder.page_with("BT /F1 10 Tf 0 1 -1 0 100 50 Tm (turned words) Tj ET", "/Rotate 90", "");
    let reading = read(&builder.bytes());
    assert_eq!(texts(&reading), ["turned words"]);
    assert_eq!((reading.lines[0].at.left, reading.lines[0].at.y), (50.0, 100.0));
    assert_eq!(reading.lines[0].role, Role::Unknown);
}

#[test]
fn words_along_the_edge_are_furniture() {
    let page =
        [column(50, 700, &LEFT), "BT /F1 8 Tf 0 1 -1 0 30 300 Tm (Downloaded by a reader) Tj ET".into()].concat();
    let reading = read(&pdf(&page));
    assert_eq!(reading.lines[6].role, Role::Furniture);
    assert_eq!(reading.lines[6].text(), "Downloaded by a reader");
}

#[test]
fn what_nobody_sees_is_told_and_left_out() {
    let page = [
        text("F1", 10, 50, 700, "seen"),
        "3 Tr ".into(),
        text("F1", 10, 50, 680, "unseen"),
        "0 Tr 1 g ".into(),
        text("F1", 10, 50, 660, "white"),
        "0 0 0.5 rg 40 600 200 40 re f 1 1 1 rg ".into(),
        text("F1", 10, 50, 615, "white on blue"),
        "0 g ".into(),
        text("F1", 10, 50, 5000, "outside"),
    ]
    .concat();
    let reading = read(&pdf(&page));
    assert_eq!(texts(&reading), ["seen", "white on blue"]);
    let dropped: Vec<(&str, &str)> = reading.dropped.iter().map(|one| (one.text.as_str(), one.reason)).collect();
    assert_eq!(
        dropped,
        [("unseen", "invisible on the page"), ("white", "white on white"), ("outside", "outside the page")]
    );
}

#[test]
fn drawings_are_read_once_for_each_time_they_are_drawn() {
    let mut builder = Builder::new();
    let inner = builder
        .stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800]", text("F1", 10, 50, 700, "inner").as_bytes());
    let content = format!("q 1 0 0 1 0 -50 cm /X1 Do Q {}", text("F1", 10, 50, 720, "outer"));
    builder.page_with(&content, "", &format!("/XObject << /X1 {inner} 0 R >>"));
    assert_eq!(texts(&read(&builder.bytes())), ["outer", "inner"]);
}

#[test]
fn packed_objects_are_read() {
    let mut builder = Builder::new();
    builder.page(&text("F1", 10, 50, 700, "packed"));
    assert_eq!(texts(&read(&builder.packed_bytes())), ["packed"]);
}

#[test]
fn a_broken_table_of_objects_is_made_again() {
    let whole = pdf(&text("F1", 10, 50, 700, "found again"));
    let mut moved = b"%PDF-1.7\nsome bytes before all others\n".to_vec();
    moved.extend_from_slice(&whole[9..]);
    assert_eq!(texts(&read(&moved)), ["found again"]);
    let cut = &whole[..whole.len() - 150];
    assert_eq!(texts(&read(cut)), ["found again"]);
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert!(refusal(b"").contains("no PDF"));
    assert!(refusal(b"%PDF-1.7\nnothing").contains("no PDF"));
}

#[test]
fn a_page_without_words_is_refused() {
    assert!(refusal(&pdf("0 0 100 100 re f")).contains("no text"));
}

/// The same page three times: with a password, with an empty one, and with both and the older cipher.
#[test]
fn only_a_password_of_the_reader_is_in_the_way() {
    assert!(refusal(include_bytes!("../../../../../tests/import/pdf/password.pdf")).contains("password"));
    for bytes in [
        &include_bytes!("../../../../../tests/import/pdf/owner.pdf")[..],
        include_bytes!("../../../../../tests/import/pdf/owner-rc4.pdf"),
    ] {
        assert_eq!(texts(&read(bytes)), ["Sealed, but not to its reader."]);
    }
}
