//! Whatever the notes: no panic, ranges that can be cut out, and no more work than the text is long.

use super::*;

/// Numbers that look random and are the same in each run (xorshift).
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    }
}

/// Pieces that references are made of, whole and broken.
const PIECES: [&str; 64] = [
    "Ada Voss",
    "Voss, A.",
    "Voss",
    ", ",
    ". ",
    "; ",
    ": ",
    " ",
    "*",
    "_",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "«",
    "»",
    "„",
    "(",
    ")",
    "[",
    "]",
    "Ibid.",
    "ibid",
    "Id. at 5",
    "op. cit.",
    "loc. cit.",
    "(n 1)",
    "supra note 2",
    "see also ",
    "See ",
    "cf. ",
    "quoted in ",
    "and ",
    "2019",
    "2019a",
    "(2019)",
    "pp. 3–9",
    "p. 4",
    "12(3)",
    "45.2",
    "in ",
    "(eds)",
    "ed. ",
    "trans. ",
    "https://a.example/x_(y)",
    "<https://",
    "accessed 3 May 2020",
    "3rd edn",
    "London: Ash",
    "[2011] UKSC 4",
    " v ",
    "512 F.4th 8",
    "§ 14(2)",
    "Act 2009",
    "№ 5",
    "ст. 5",
    "Там само",
    "//",
    "🜁é",
    "\n",
    "-\n",
    "\\",
    "1",
];

#[test]
fn any_text_is_read_without_a_panic() {
    let mut next = numbers(0x5eed_1234_9876_5432);
    for round in 0..1500 {
        let count = 1 + next(6);
        let texts: Vec<String> =
            (0..count).map(|_| (0..next(40)).map(|_| PIECES[next(PIECES.len())]).collect()).collect();
        let notes: Vec<NoteText<'_>> =
            texts.iter().zip(1..).map(|(text, number)| NoteText { number, text, tied: Vec::new() }).collect();
        let reading = read(&notes, &Library::default());
        assert_eq!(reading.notes.len(), notes.len());
        for (note, text) in reading.notes.iter().zip(&texts) {
            for cite in &note.cites {
                assert!(text.get(cite.range.clone()).is_some(), "round {round}: {:?} of {text:?}", cite.range);
                assert!((0.0..=1.0).contains(&cite.confidence), "round {round}: {text:?}");
                let works = match &cite.target {
                    Target::Work(work) => vec![work.clone()],
                    Target::Ambiguous(list) => list.clone(),
                };
                for work in works {
                    assert!(matches!(work, WorkRef::New(n) if n < reading.works.len()), "round {round}: {text:?}");
                }
            }
        }
    }
}

#[test]
fn prefixes_of_references_are_read_without_a_panic() {
    let text = "See Ada Voss, ‘Ferries’, *Port Review* 12, no. 3 (2016): 201–29; *Roe v Lowe* [2011] UKSC 97, [2012] AC 301 [34]; idem, *Tolls* (Arle: Ash, 2001), ii, 120, n. 3.";
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        let _ = shown(&[&text[..at], "Ibid.", &text[at..]], &Library::default());
    }
}

/// Rows that open and never close, or part and never end. Where a walk began again at each of them, this would not end.
#[test]
fn long_rows_are_read() {
    for piece in [
        "; ",
        "“",
        "‘a ",
        "(",
        "[",
        "*",
        "see ",
        "See see ",
        "1 ",
        "1 A. ",
        "2019, ",
        "and ",
        "A, B and ",
        "a. a. ",
        "Voss, ",
        "v. ",
        "‘s’ ",
        "§ ",
        "p. ",
        "https://a.example/(",
        "-\n",
        "Ibid. ",
        "(n 1) ",
        " (quoting ",
    ] {
        let text = piece.repeat(24_000 / piece.len());
        let notes = [NoteText { number: 1, text: &text, tied: Vec::new() }];
        let reading = read(&notes, &Library::default());
        assert!(reading.notes[0].cites.len() <= 256, "{piece:?}");
    }
}
