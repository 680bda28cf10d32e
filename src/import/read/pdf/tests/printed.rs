//! What size and place on a page say, from the letters of a PDF to the markdown.

use super::builder::{Builder, column, pdf, text};
use super::{LEFT, RIGHT, read, texts};
use crate::import::evidence::Role;
use crate::import::{Imported, Library, import};

fn imported(bytes: &[u8]) -> Imported {
    import("lamp.pdf", bytes, None, "", &Library::default()).unwrap()
}

fn markdown(content: &str) -> String {
    imported(&pdf(content)).markdown
}

const BODY: [&str; 5] = [
    "The harbour of Lower Quay has had a lamp since the year of the flood, and nobody remembers it dark. Its keeper",
    "climbs forty steps each evening, and has done so since she was nineteen. The council pays for the oil and not for",
    "the steps. What a keeper costs was never asked, because the answer would have to be written down somewhere, and",
    "whoever wrote it down would have to sign it. So the lamp burns on, the cheapest in the county, and its keeper is",
    "the dearest thing about it, as the treasurer likes to say when he is asked about the sum in the third column.",
];

/// A page as a designer sets it: large title, larger standfirst, small line of author and date, text.
fn front(title: &str, lines: &[(&str, u32, &str)]) -> String {
    let mut page = text("F2", 24, 50, 740, title);
    let mut y = 715;
    for (font, size, words) in lines {
        page += &text(font, *size, 50, y, words);
        y -= 20;
    }
    page + &column(50, y - 10, &BODY)
}

#[test]
fn larger_sentences_under_the_title_are_the_standfirst() {
    let found = markdown(&front(
        "The price of a lamp",
        &[
            ("F1", 14, "A town pays for its light and not for its keeper, and asks why the bill has"),
            ("F1", 14, "never been smaller than in the year of the great storm. Whoever wants to know has"),
            ("F1", 14, "to climb the steps and to ask, and the steps are forty, and the lamp is lit at six."),
            ("F2", 10, "Una Harrow"),
            ("F1", 8, "12 March 2021"),
        ],
    ));
    assert!(found.contains("title: \"The price of a lamp\""), "{found}");
    assert!(found.contains("standfirst: \"A town pays for its light") && found.contains("is lit at six.\""), "{found}");
    assert!(found.contains("Una Harrow") && found.contains("date: 2021-03-12"), "{found}");
    assert!(found.contains("\n\nThe harbour of Lower Quay"), "{found}");
}

#[test]
fn authors_in_capitals_and_a_name_in_small_letters_stand_under_the_title() {
    let found = markdown(&front(
        "The price of a lamp",
        &[("F1", 8, "BY UNA HARROW AND IDA LIND"), ("F1", 8, "The Quayside Quarterly")],
    ));
    assert!(found.contains("- \"Una Harrow\"") && found.contains("- \"Ida Lind\""), "{found}");
    assert!(found.contains("publisher: \"The Quayside Quarterly\""), "{found}");
    assert!(found.contains("review: is “The Quayside Quarterly” the publisher?"), "{found}");
}

#[test]
fn the_second_line_of_a_title_is_no_menu() {
    let page = [text("F2", 24, 50, 740, "Night boats and the long way"), front("home", &[("F1", 10, "Una Harrow")])];
    let found = markdown(&page[1].replacen("50 740", "50 712", 1).replace("50 715", "50 690").clone());
    assert!(found.contains("title: \"home\""), "{found}");
    let whole = page[0].clone() + &page[1].replacen("50 740", "50 712", 1).replace("50 715", "50 690");
    assert!(markdown(&whole).contains("title: \"Night boats and the long way home\""));
}

#[test]
fn large_sentences_in_the_text_are_pull_quotes() {
    let page = [
        front("The price of a lamp", &[]),
        text("F1", 15, 50, 590, "The lamp burns on, and it is the cheapest one in our county."),
        column(50, 560, &BODY[1..]),
    ]
    .concat();
    let found = markdown(&page);
    assert!(found.contains("> [!pullquote] {altered}\n> The lamp burns on"), "{found}");
}

#[test]
fn larger_headings_are_higher_ones() {
    let page = [
        front("The price of a lamp", &[]),
        text("F2", 14, 50, 600, "What it costs"),
        column(50, 580, &BODY),
        text("F2", 11, 50, 500, "The oil"),
        column(50, 482, &BODY),
    ]
    .concat();
    let found = markdown(&page);
    assert!(found.contains("\n## What it costs\n") && found.contains("\n### The oil\n"), "{found}");
}

/// Two pages, each with a mark in its text and a note in small letters at its foot.
fn noted(notes: [&str; 2]) -> Imported {
    let mut builder = Builder::new();
    for (n, note) in notes.iter().enumerate() {
        let said = ["It was so.", "And so it is."][n];
        let mark = format!("BT /F1 10 Tf 50 600 Td ({said}) Tj /F1 6 Tf 4 Ts ({}) Tj ET\n", n + 1);
        let page = match n {
            0 => front("The lamp of Lower Quay", &[]),
            _ => text("F1", 8, 50, 780, "The price of a lamp") + &column(50, 740, &LEFT),
        };
        builder.page(&(page + &mark + &text("F1", 8, 50, 80, note) + &text("F1", 8, 300, 30, &(n + 1).to_string())));
    }
    imported(&builder.bytes())
}

#[test]
fn small_letters_at_the_foot_are_notes_and_a_small_line_at_the_top_a_running_head() {
    let found = noted(["1. Returns of the harbour, 1998, p. 4.", "2. Letter to the author."]);
    assert!(found.markdown.contains("It was so.[^1]") && found.markdown.contains("And so it is.[^2]"), "{found:#?}");
    assert!(found.markdown.contains("[^2]: Letter to the author."), "{found:#?}");
    let left: Vec<&str> = found.report.dropped.iter().map(|gone| gone.text.as_str()).collect();
    assert_eq!(left, ["1", "The price of a lamp", "2"]);
}

#[test]
fn a_note_that_comes_again_is_no_running_head() {
    let found = noted(["1. Ibid", "2. Ibid"]).markdown;
    assert!(found.contains("[^1]: Ibid") && found.contains("[^2]: Ibid"), "{found}");
}

#[test]
fn the_number_of_the_only_page_is_no_text() {
    let found = markdown(&(front("The price of a lamp", &[]) + &text("F1", 10, 300, 40, "1")));
    assert!(!found.contains("\n1\n"), "{found}");
}

#[test]
fn a_first_line_that_is_set_in_begins_a_paragraph() {
    // The last line is as full as any.
    let full = format!("{} and he is asked.", &BODY[4][..BODY[4].len() - 17]);
    let lines = [&BODY[..4], &[full.as_str()]].concat();
    let next =
        column(62, 520, &["Nobody has asked the keeper, who knows what a step costs, since the year of the flood."]);
    let page = [text("F2", 24, 50, 740, "Lamps"), column(50, 580, &lines), next, column(50, 508, &BODY)].concat();
    let found = markdown(&page);
    assert!(found.contains("he is asked.\n\nNobody has asked"), "{found}");
}

#[test]
fn small_words_below_a_picture_are_its_caption() {
    let mut builder = Builder::new();
    let picture = builder.packed(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        &[0, 50, 100, 150],
    );
    let page = [
        front("The price of a lamp", &[]),
        "q 200 0 0 100 50 500 cm /I1 Do Q ".into(),
        text("F1", 7, 50, 490, "The lamp and its steps, seen from the quay"),
        column(50, 460, &BODY),
    ]
    .concat();
    builder.page_with(&page, "", &format!("/XObject << /I1 {picture} 0 R >>"));
    let found = imported(&builder.bytes()).markdown;
    assert!(found.contains("> [!figure]\n") && found.contains("\n> The lamp and its steps"), "{found}");
}

#[test]
fn pages_that_are_pictures_among_others_are_told() {
    let mut builder = Builder::new();
    let scan = builder.packed("/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", &[200]);
    builder.page(&front("The price of a lamp", &[]));
    let picture = format!("/XObject << /I1 {scan} 0 R >>");
    builder.page_with("q 600 0 0 800 0 0 cm /I1 Do Q", "", &picture);
    builder.page(&column(50, 740, &BODY));
    let found = imported(&builder.bytes());
    let told = "page 2 is a picture: any words on it are missing here";
    assert!(found.markdown.contains(&format!("<!-- review: {told} -->")), "{}", found.markdown);
    assert!(found.report.decisions.iter().any(|decision| decision.decision == told && decision.confidence < 0.9));
}

#[test]
fn notes_without_a_link_are_tied_beside_those_with_one() {
    let mut builder = Builder::new();
    let mark = |y: u32, n: u32| format!("BT /F1 10 Tf 50 {y} Td (It was so.) Tj /F1 6 Tf 4 Ts ({n}) Tj ET\n");
    let page = [
        front("Lamps", &[]),
        mark(600, 1),
        mark(585, 2),
        text("F1", 8, 50, 100, "1. Returns of the harbour."),
        text("F1", 8, 50, 90, "2. Letter to the author."),
    ]
    .concat();
    let link = "<< /Subtype /Link /Rect [90 583 104 596] /Dest (n2) >>";
    let number = builder.page_with(&page, &format!("/Annots [{link}]"), "");
    builder.catalog = format!("/Names << /Dests << /Names [(n2) [{number} 0 R /XYZ 50 98 0]] >> >>");
    let found = imported(&builder.bytes());
    assert_eq!((found.report.counts.notes, found.report.counts.notes_placed), (2, 2), "{}", found.markdown);
}

#[test]
fn a_first_column_may_begin_above_the_second() {
    let page = [
        text("F2", 24, 50, 760, "A title over both columns of it"),
        column(50, 700, &LEFT),
        column(50, 628, &LEFT),
        column(300, 670, &RIGHT),
        column(300, 598, &RIGHT),
    ]
    .concat();
    let columns: Vec<u8> = read(&pdf(&page)).lines.iter().skip(1).map(|line| line.at.column).collect();
    assert_eq!(columns, [vec![1; 12], vec![2; 12]].concat());
}

#[test]
fn two_rows_make_a_last_column_where_the_gutter_is_in_the_middle() {
    let wide = |line: &str| format!("{line} and the");
    let lines: Vec<String> = LEFT.iter().chain(&LEFT).map(|line| wide(line)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let right = read(&pdf(&column(50, 700, &lines))).lines.iter().map(|line| line.at.right).fold(0.0, f32::max);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on a page")]
    let gutter = right as u32 + 10;
    let page = [column(50, 700, &lines), column(gutter, 700, &lines[..2])].concat();
    let reading = read(&pdf(&page));
    assert_eq!(reading.lines.iter().filter(|line| line.at.column == 2).count(), 2, "{:?}", texts(&reading));
    assert_eq!(reading.lines.len(), 14);
}

#[test]
fn cells_that_stand_below_each_other_make_a_table() {
    let row = |y: u32, cells: [&str; 3]| {
        (0..).zip(cells).map(|(n, cell)| text("F1", 10, 50 + 75 * n, y, cell)).collect::<String>()
    };
    let page = [
        front("Lamps", &[]),
        row(600, ["Lower Quay", "Oil and wick", "212"]),
        row(582, ["Upper Quay", "Oil alone", "48"]),
        row(564, ["Saint Cutha", "Neither one", "0"]),
        column(50, 530, &BODY),
    ]
    .concat();
    let found = markdown(&page);
    let table: Vec<&str> = found.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(table.len(), 4, "{found}");
    assert_eq!(table[2].split('|').map(str::trim).collect::<Vec<_>>(), ["", "Upper Quay", "Oil alone", "48", ""]);
}

#[test]
fn a_large_first_letter_comes_before_words_that_begin_under_it() {
    let page = [text("F1", 36, 50, 676, "T"), text("F1", 10, 50, 700, "he harbour has had a lamp since the flood")];
    let pushed = column(75, 688, &["and nobody remembers it dark since", "its keeper was nineteen years of age"]);
    let rest = column(50, 664, &LEFT);
    let reading = read(&pdf(&[page.concat(), pushed, rest].concat()));
    assert!(reading.lines[0].text().starts_with("The harbour"), "{:?}", texts(&reading));
    let lefts: Vec<f32> = reading.lines[..3].iter().map(|line| line.at.left).collect();
    assert_eq!(lefts, [50.0; 3]);
}

#[test]
fn a_mark_alone_in_its_line_belongs_to_the_line_above() {
    let page = [text("F1", 10, 50, 700, "It was said so twice."), text("F1", 6, 50, 690, "3"), column(50, 670, &LEFT)];
    let reading = read(&pdf(&page.concat()));
    assert_eq!(texts(&reading)[0], "It was said so twice.3");
    assert!(reading.lines[0].runs[1].look.superscript);
}

#[test]
fn many_paragraphs_of_one_line_do_not_hide_the_gaps() {
    let single: String = (0..9).map(|n| text("F1", 10, 50, 600 - 24 * n, "One line says it.")).collect();
    let reading = read(&pdf(&[column(50, 740, &LEFT), single].concat()));
    assert!(reading.lines[7..].iter().all(|line| line.gap), "{reading:?}");
    assert!(reading.lines[1..6].iter().all(|line| !line.gap));
}

#[test]
fn an_item_whose_bullet_is_drawn_is_an_item() {
    let mut builder = Builder::new();
    let mut content = String::new();
    for (n, line) in (0_u32..).zip(["oil for the lamp,", "a keeper who", "climbs the steps."]) {
        content +=
            &["/P << /MCID ", &n.to_string(), " >> BDC ", &text("F1", 10, 65, 700 - 12 * n, line), "EMC "].concat();
    }
    let page = builder.page_with(&content, "/StructParents 0", "");
    let item = |tags: &str| format!("<< /S /LI /Pg {page} 0 R /K << /S /LBody /Pg {page} 0 R /K [{tags}] >> >>");
    let root = builder.object(format!(
        "<< /Type /StructTreeRoot /K [<< /S /L /Pg {page} 0 R /K [{} {}] >>] >>",
        item("0"),
        item("1 2")
    ));
    builder.catalog = format!("/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>");
    let roles: Vec<Role> = read(&builder.bytes()).lines.into_iter().map(|line| line.role).collect();
    let begins = Role::Item { depth: 0, number: None, first: true };
    assert_eq!(roles, [begins.clone(), begins, Role::Unknown]);
}

#[test]
fn a_remark_in_italics_is_no_end_of_the_paragraph_before_it() {
    let page = [
        front("Lamps", &[]),
        text(
            "F1",
            10,
            50,
            600,
            "The keeper has an answer of her own to all who ask about it, and it is only this: sixty steps",
        ),
        text("F3", 10, 50, 580, "Correction: an earlier text had another number of steps."),
    ];
    let found = markdown(&page.concat());
    assert!(found.contains("sixty steps\n\n*Correction"), "{found}");
}

/// Lines of a text at the page's edge; of those that begin with `>`, the first letter is set in.
fn set(top: u32, lines: &[&str]) -> String {
    (0..)
        .zip(lines)
        .map(|(n, line)| match line.strip_prefix('>') {
            Some(line) => text("F1", 10, 65, top - 12 * n, line),
            None => text("F1", 10, 50, top - 12 * n, line),
        })
        .collect()
}

#[test]
fn a_first_line_that_is_set_in_begins_a_paragraph_where_the_line_before_is_full() {
    let page = front("The price of a lamp", &[])
        + &set(
            580,
            &[
                ">The oil comes in the first week of the month, on the boat that brings the mail, and it is carried up by",
                "the boy from the shop, who is paid for it by the keeper and by nobody of those three who should do so, as she has said.",
                ">Nobody has ever asked him what he thinks of it, and he has never said, though he has carried it for so",
                "long that he is a boy no more, and has one of his own at the school, who does not want to carry any oil.",
            ],
        );
    let found = markdown(&page);
    assert!(found.contains("as she has said.\n\nNobody has ever"), "{found}");
    assert!(found.contains("carried up by the boy") && found.contains("for so long that"), "{found}");
}

#[test]
fn a_paragraph_that_is_set_in_does_not_go_on_with_one_that_has_no_stop() {
    let mut builder = Builder::new();
    builder.page(
        &(front("The price of a lamp", &[])
            + &set(580, &["The last line of the account, which is written in another hand than all those above it, reads: paid to Ida"])),
    );
    builder.page(&set(
        740,
        &[
            ">Whoever Ida was, she was paid, and that is more than can be said of the keepers that came after her, who",
            "had a house and a lamp and not a word about money in the papers that they signed when they were hired.",
        ],
    ));
    let found = imported(&builder.bytes()).markdown;
    assert!(found.contains("paid to Ida\n\nWhoever Ida was"), "{found}");
}
