//! No bytes make the reader panic, run on or grow without a bound; each limit is named when it is reached.

use std::fmt::Write as _;

use super::builder::{Builder, column, pack, pdf, text};
use super::{LEFT, read, refusal, texts};
use crate::import::limits;

#[test]
fn what_unpacks_to_far_more_is_refused() {
    let mut builder = Builder::new();
    builder.page("");
    builder.packed("", &vec![b' '; 3 << 20]);
    assert!(refusal(&builder.bytes()).contains("unpacks to far more"));
}

#[test]
fn a_bomb_in_a_stream_of_objects_is_refused_before_it_is_unpacked() {
    let mut builder = Builder::new();
    builder.page(&text("F1", 10, 50, 700, &"word ".repeat(400_000)));
    assert!(refusal(&builder.packed_bytes()).contains("unpacks to far more"));
    // Packed twice, under a name with an escape.
    let mut builder = Builder::new();
    builder.page(&text("F1", 10, 50, 700, "word"));
    let twice = pack(&pack(&vec![b' '; 3 << 20]));
    builder.stream("/Type /Obj#53tm /N 1 /First 4 /Filter [/Fl#61teDecode /FlateDecode]", &twice);
    assert!(refusal(&builder.bytes()).contains("unpacks to far more"));
}

#[test]
fn streams_without_an_end_are_refused() {
    let mut bytes = pdf(&text("F1", 10, 50, 700, "word"));
    for number in 100..30_100 {
        bytes.extend(format!("{number} 0 obj << /Length 9 >> stream\n").into_bytes());
    }
    assert!(refusal(&bytes).contains("broken"));
}

#[test]
fn too_many_pages_are_refused() {
    let mut builder = Builder::new();
    for _ in 0..=limits::PAGES {
        builder.page("");
    }
    assert!(refusal(&builder.bytes()).contains(&format!("it has {} pages", limits::PAGES + 1)));
}

#[test]
fn too_many_letters_of_a_page_are_refused() {
    let mut builder = Builder::new();
    let form = builder.stream("/Subtype /Form", text("F1", 10, 50, 700, &"word ".repeat(1_000)).as_bytes());
    builder.page_with(
        &"/X1 Do ".repeat(limits::PAGE_CHARACTERS / 5_000 + 1),
        "",
        &format!("/XObject << /X1 {form} 0 R >>"),
    );
    assert!(refusal(&builder.bytes()).contains("a page holds too many letters"));
}

#[test]
fn too_many_letters_of_all_pages_are_refused() {
    let mut builder = Builder::new();
    let form = builder.stream("/Subtype /Form", text("F1", 10, 50, 700, &"word ".repeat(10_000)).as_bytes());
    for _ in 0..=limits::LETTERS / 350_000 {
        builder.page_with(&"/X1 Do ".repeat(7), "", &format!("/XObject << /X1 {form} 0 R >>"));
    }
    assert_eq!(
        refusal(&builder.bytes()),
        format!("this PDF is too large: it holds too many letters (the limit is {})", limits::LETTERS)
    );
}

#[test]
fn too_many_operators_of_all_pages_are_refused() {
    let mut builder = Builder::new();
    let form = builder.stream("/Subtype /Form", "0 0 m ".repeat(1_000).as_bytes());
    for _ in 0..3 {
        let content = "/X1 Do ".repeat(limits::OPERATORS / 2_500);
        builder.page_with(&content, "", &format!("/XObject << /X1 {form} 0 R >>"));
    }
    assert_eq!(
        refusal(&builder.bytes()),
        format!("this PDF is too large: its pages draw too much (the limit is {})", limits::OPERATORS)
    );
}

/// Pages that show pictures of so many bytes each.
fn pictured(count: usize, bytes: usize) -> Vec<u8> {
    let mut builder = Builder::new();
    for page in 0..count.div_ceil(10) {
        let (mut content, mut names) = (text("F1", 10, 50, 700, "words"), String::new());
        for n in 0..10.min(count - page * 10) {
            let data = [b"\xff\xd8".to_vec(), vec![b'a'; bytes]].concat();
            let entries =
                "/Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode";
            let picture = builder.stream(entries, &data);
            let _ = write!(names, "/I{n} {picture} 0 R ");
            let _ = write!(content, "q 60 0 0 60 100 300 cm /I{n} Do Q ");
        }
        builder.page_with(&content, "", &format!("/XObject << {names} >>"));
    }
    builder.bytes()
}

#[test]
fn too_many_pictures_are_refused() {
    assert_eq!(read(&pictured(limits::PICTURES, 100)).pictures.len(), limits::PICTURES);
    assert_eq!(
        refusal(&pictured(limits::PICTURES + 1, 100)),
        format!("this PDF is too large: it holds too many pictures (the limit is {})", limits::PICTURES)
    );
}

#[test]
fn pictures_of_too_many_bytes_are_refused() {
    assert_eq!(
        refusal(&pictured(6, limits::PICTURES_KEPT / 5)),
        format!("this PDF is too large: its pictures have too many bytes (the limit is {})", limits::PICTURES_KEPT)
    );
}

#[test]
fn too_many_tags_are_refused() {
    let mut builder = Builder::new();
    let page = builder.page("/P << /MCID 0 >> BDC BT /F1 10 Tf 50 700 Td (word) Tj ET EMC");
    let kids = format!("<< /S /P /Pg {page} 0 R /K 0 >> ").repeat(limits::TAGS + 1);
    builder.catalog = format!("/StructTreeRoot << /K [{kids}] >>");
    assert_eq!(
        refusal(&builder.bytes()),
        format!("this PDF is too large: its tree of tags has too many elements (the limit is {})", limits::TAGS)
    );
}

#[test]
fn too_many_packed_objects_of_an_encrypted_file_are_refused() {
    let mut builder = Builder::new();
    builder.page(&text("F1", 10, 50, 700, "word"));
    let noise: Vec<u8> = (0..=limits::SEALED)
        .map(|n| b'a' + u8::try_from((n.wrapping_mul(2_654_435_761) >> 27) % 26).unwrap())
        .collect();
    builder.stream("/Type /ObjStm /N 1 /First 4", &noise);
    builder.trailer = "/Encrypt << /Filter /Standard >>".to_owned();
    assert_eq!(
        refusal(&builder.bytes()),
        format!("this PDF is too large: its packed objects are many, and encrypted (the limit is {})", limits::SEALED)
    );
}

#[test]
fn drawings_in_drawings_are_drawn_to_a_depth() {
    let mut builder = Builder::new();
    let mut inner = builder.stream("/Subtype /Form", text("F1", 10, 50, 700, "deepest").as_bytes());
    for depth in 1..=limits::FORMS {
        let content = format!(
            "/X1 Do {}",
            text("F1", 10, 50, 700 - 12 * u32::try_from(depth).unwrap(), &format!("depth {depth}"))
        );
        inner = builder.stream(
            &format!("/Subtype /Form /Resources << /Font << /F1 3 0 R >> /XObject << /X1 {inner} 0 R >> >>"),
            content.as_bytes(),
        );
    }
    builder.page_with("/X1 Do", "", &format!("/XObject << /X1 {inner} 0 R >>"));
    let lines = texts(&read(&builder.bytes()));
    assert_eq!((lines.len(), lines[0].as_str()), (limits::FORMS, "depth 1"));
}

#[test]
fn a_drawing_that_draws_itself_is_drawn_once() {
    let mut builder = Builder::new();
    let number = 6;
    let form = builder.stream(
        &format!("/Subtype /Form /Resources << /Font << /F1 3 0 R >> /XObject << /X1 {number} 0 R >> >>"),
        format!("/X1 Do /X1 Do {}", text("F1", 10, 50, 700, "once")).as_bytes(),
    );
    assert_eq!(form, number);
    builder.page_with("/X1 Do", "", &format!("/XObject << /X1 {form} 0 R >>"));
    assert_eq!(texts(&read(&builder.bytes())), ["once"]);
}

#[test]
fn deep_objects_do_not_exhaust_the_stack() {
    for (open, close) in [("[", "]"), ("<< /K ", " >>"), ("<< /S /Sect /K [", "] >>")] {
        let mut builder = Builder::new();
        builder.page(&text("F1", 10, 50, 700, "word"));
        let deep = builder.object(format!("{}0{}", open.repeat(20_000), close.repeat(20_000)));
        builder.catalog = format!("/StructTreeRoot {deep} 0 R /Outlines {deep} 0 R /Dests {deep} 0 R");
        assert!(super::super::read(&builder.bytes()).is_ok());
    }
}

#[test]
fn only_so_many_links_of_a_page_count() {
    let mut builder = Builder::new();
    let link = "<< /Subtype /Link /Rect [0 0 600 800] /A << /S /URI /URI (https://example.org) >> >>";
    builder.page_with(&text("F1", 10, 50, 700, "word"), &format!("/Annots [{}]", link.repeat(limits::LINKS * 10)), "");
    assert_eq!(read(&builder.bytes()).lines[0].runs.len(), 1);
}

#[test]
fn a_page_whose_content_is_too_large_is_refused() {
    let mut builder = Builder::new();
    // It packs too little to be a bomb by its ratio: the file is large as well.
    let noise: Vec<u8> =
        (0..700_000u32).map(|n| b'a' + u8::try_from((n.wrapping_mul(2_654_435_761) >> 27) % 26).unwrap()).collect();
    builder.stream("", &noise);
    builder.page(&" ".repeat(limits::STREAM + 1));
    assert!(refusal(&builder.bytes()).contains("content of a page"));
}

#[test]
fn a_picture_that_is_too_large_is_left_out() {
    let mut builder = Builder::new();
    let data = pack(&vec![7; limits::PICTURE + 1]);
    let picture = builder.stream(
        "/Subtype /Image /Width 8192 /Height 8193 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
        &data,
    );
    let content = format!("q 200 0 0 200 100 300 cm /I1 Do Q {}", column(50, 700, &LEFT));
    builder.page_with(&content, "", &format!("/XObject << /I1 {picture} 0 R >>"));
    builder.page(&text("F1", 10, 50, 700, "the next page"));
    let reading = read(&builder.bytes());
    assert_eq!((texts(&reading).len(), reading.pictures.len()), (7, 0));
}

/// Damaged at random from fixed seeds.
#[test]
fn damaged_files_are_read_or_refused() {
    let files = samples();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |end: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % end.max(1) as u64).unwrap()
    };
    for round in 0..400 {
        let mut bytes = files[round % files.len()].clone();
        for _ in 0..=next(12) {
            let at = next(bytes.len());
            match next(5) {
                0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                1 => bytes[at] = b"0123456789<>[]()/ R"[next(19)],
                2 => drop(bytes.drain(at..(at + next(80)).min(bytes.len()))),
                3 => {
                    let part = bytes[at..(at + next(200)).min(bytes.len())].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, part);
                }
                _ => bytes.truncate(at.max(20)),
            }
            if bytes.len() < 20 {
                break;
            }
        }
        // Not on its own thread: a panic fails the test.
        let _ = super::super::read_here(&bytes);
    }
}

/// Files that use what the reader knows, unpacked, so that damage meets operators and objects too.
fn samples() -> Vec<Vec<u8>> {
    let page = [
        text("F2", 18, 150, 740, "The road to the north"),
        column(50, 700, &LEFT),
        column(310, 697, &super::RIGHT),
        "q BT /F1 7 Tf 1 0 0 1 50 500 Tm 4 Ts 2 Tr [(a) -300 <6263> 20 (d)] TJ ET Q 0 0 1 rg 10 10 80 80 re f /X1 Do "
            .into(),
        "/P << /MCID 0 /ActualText (x) >> BDC (y) ' EMC 1 0 0 1 5 5 cm BI /W 1 /H 1 ID x EI ".into(),
    ]
    .concat();
    let build = || {
        let mut builder = Builder::new();
        let form = builder.stream("/Subtype /Form /Matrix [1 0 0 1 3 3]", b"BT /F1 9 Tf 50 50 Td (form) Tj ET /X1 Do");
        let picture = builder.packed(
            "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 1 <000000ffffff>]",
            &[0, 1, 0, 1],
        );
        let content = builder.stream("", page.as_bytes());
        let map = builder.stream(
            "",
            b"begincmap 1 beginbfrange <00> <7f> <0041> endbfrange 1 beginbfchar <41> <D83DDE00> endbfchar endcmap",
        );
        let font = builder.object(format!("<< /Subtype /TrueType /BaseFont /A+B /FirstChar 32 /Widths [250 300] /ToUnicode {map} 0 R /Encoding << /Differences [65 /fi /uni0042] >> >>"));
        let link = "<< /Subtype /Link /Rect [93 698 104 716] /Dest (n3) >>";
        let number = builder.page_with(
            "",
            &format!("/Contents {content} 0 R /Annots [{link}] /Rotate 90 /CropBox [0 0 500 700]"),
            &format!("/XObject << /X1 {form} 0 R /I1 {picture} 0 R >> /Font << /F9 {font} 0 R >>"),
        );
        builder.page_with(
            "BT /F9 10 Tf 50 700 Td (ABC) Tj ET q 100 0 0 100 9 9 cm /I1 Do Q",
            "",
            &format!("/XObject << /I1 {picture} 0 R >> /Font << /F9 {font} 0 R >>"),
        );
        let entry = builder.object(format!("<< /Title (The road to the north) /Dest [{number} 0 R /XYZ 50 812 0] >>"));
        builder.catalog = format!(
            "/Names << /Dests << /Kids [<< /Names [(n3) [{number} 0 R /XYZ 50 112 0]] >>] >> >> /Outlines << /First {entry} 0 R >> \
             /StructTreeRoot << /K [<< /S /P /Pg {number} 0 R /K [0 << /S /L /K << /S /LI /K << /S /LBody /K 1 >> >> >>] >>] >>"
        );
        builder
    };
    vec![build().bytes(), build().packed_bytes(), super::said::tagged()]
}
