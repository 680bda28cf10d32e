//! Bytes that no editor writes: every reader ends, and says where.

use crate::base::source::Source;
use crate::base::span::FileId;
use crate::parse::works::read;

#[test]
fn e1_odd_bibtex_ends() {
    let rings = "@string{a = b}\n@string{b = a}\n@book{x, title = a # b}\n@book{y, xdata={y}}\n";
    let nested = format!("@book{{a, title={{{}x{}}}}}", "{".repeat(100_000), "}".repeat(100_000));
    let commands = format!("@book{{a, title={{{}x{}}}}}", "\\emph{".repeat(50_000), "}".repeat(50_000));
    let doubling = (1..60)
        .fold("@string{a0 = \"xyz\"}\n".to_owned(), |text, n| format!("{text}@string{{a{n} = a{} # a{0}}}\n", n - 1));
    for text in [
        "",
        "@",
        "@book",
        "@book{",
        "@book{a",
        "@string{",
        "%",
        "@@@",
        "@book{a,}",
        rings,
        &nested,
        &commands,
        &doubling,
    ] {
        let (works, _) = read(&Source::new(FileId(0), "x.bib", text));
        assert!(works.len() <= 2);
    }
}

#[test]
fn e1_spoiled_bibliographies_are_read_without_a_panic() {
    const SEEDS: [(&str, &str); 4] = [
        (
            "a.bib",
            "@string{s = \"S\"}\n@article{k, author={de la Cruz, Jr., \\'{A}na and {N}}, title={\\emph{X} ``y''}, date={2021-05-03/2022}, month=jan # s, crossref={l}}\n@book{l, year=2021}\n",
        ),
        (
            "a.json",
            "[{\"id\": \"a\", \"title\": \"\\u00e9<i>x</i>\", \"issued\": {\"date-parts\": [[2021, 5]]}, \"author\": [{\"family\": \"F\"}]}]",
        ),
        (
            "a.yaml",
            "references:\n- id: a\n  issued: {date-parts: [[2021, 5]], season: 2}\n  author: [{family: F, given: G}]\n  URL: https://x.example\n",
        ),
        (
            "b.yaml",
            "a:\n  type: article\n  date: 2021-05\n  parent: [{type: periodical, volume: 3, title: {value: T}}]\n  url: {value: https://x.example, date: 2021}\n",
        ),
    ];
    const BITS: [&str; 32] = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\'",
        ",",
        ":",
        "=",
        "@",
        "\n",
        "\n- ",
        "  ",
        "é",
        "“",
        "\u{301}",
        "~",
        "$",
        "%",
        "#",
        "/",
        "-",
        "0",
        "99999999999",
        "and",
        "&x ",
        "*x",
        "---\n",
        "<",
        "\u{0}",
        "\t",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap_or(0)
    };
    for _ in 0..4000 {
        let (path, seed) = SEEDS[random(SEEDS.len())];
        let mut text: Vec<char> = seed.chars().collect();
        for _ in 0..=random(4) {
            let at = random(text.len());
            let end = (at + random(5)).min(text.len());
            text.splice(at..end, BITS[random(BITS.len())].chars());
        }
        let source = Source::new(FileId(0), path, text.into_iter().collect::<String>());
        let (works, diagnostics) = read(&source);
        for span in works.iter().map(|work| work.span).chain(diagnostics.iter().filter_map(|fault| fault.primary)) {
            assert!(source.text.get(span.range()).is_some(), "{span:?} in {:?}", source.text);
        }
        for work in works {
            assert!(!work.key.is_empty() && work.fields.iter().all(|(_, value)| !value.is_empty()), "{work:?}");
        }
    }
}
