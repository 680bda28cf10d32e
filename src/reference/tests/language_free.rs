//! What holds in every language and style: the library first, ties, aliases, merging, marks of notes.

use super::*;
use crate::base::span::{FileId, Span};
use crate::model::work::{Work, WorkDate};

fn work(key: &str, family: &str, title: &str, year: i32) -> Work {
    Work {
        key: key.to_owned(),
        span: Span::top(FileId(0)),
        kind: "book".to_owned(),
        names: vec![(
            "author".to_owned(),
            vec![Name::Person {
                family: family.to_owned(),
                given: "Ada".to_owned(),
                particle: String::new(),
                suffix: String::new(),
            }],
        )],
        dates: vec![("issued".to_owned(), WorkDate::Parts { from: (year, 0, 0), to: None, circa: false })],
        fields: vec![("title".to_owned(), title.to_owned())],
    }
}

#[test]
fn a_work_of_the_library_is_found_first() {
    let library = Library::new(vec![work("tolls", "Voss", "Tolls at Night", 2018)]);
    let seen = shown(&["Ada Voss, *Tolls at Night* (Arle: Ash, 2018), 5.", "Ibid."], &library);
    assert_eq!(seen.matches(" tolls").count(), 2, "{seen}");
}

#[test]
fn an_ibid_after_a_tie_stands_for_its_work() {
    let library = Library::new(vec![work("tolls", "Voss", "Tolls at Night", 2018)]);
    let notes = [
        NoteText { number: 1, text: "Voss, Tolls, 5.", tied: vec![(0..15, "tolls".to_owned())] },
        NoteText { number: 2, text: "Ibid., 7.", tied: Vec::new() },
    ];
    let reading = read(&notes, &library);
    assert!(reading.notes[0].cites.is_empty() && reading.works.is_empty());
    assert_eq!(reading.notes[1].cites[0].target, Target::Work(WorkRef::Known("tolls".to_owned())));
}

#[test]
fn pages_are_no_part_of_a_work_and_titles_are() {
    let notes = [
        "Voss, Ada. 2021. *Tolls*, 279.",
        "Voss, Ada. 2021. *Tolls*, 292.",
        "Voss, Ada. 2021. *Ferries*, 5.",
        "Voss, Ada. 2022. *Tolls*, 9.",
    ];
    let texts: Vec<NoteText<'_>> =
        notes.iter().zip(1..).map(|(text, number)| NoteText { number, text, tied: Vec::new() }).collect();
    let reading = read(&texts, &Library::default());
    let keys: Vec<&str> = reading.works.iter().map(|work| work.key.as_str()).collect();
    assert_eq!(keys, ["voss2021", "voss2021b", "voss2022"]);
    assert_eq!(reading.notes[0].cites[0].target, reading.notes[1].cites[0].target);
    // Same author, same title, another year: a person decides.
    assert_eq!(reading.proposals.len(), 1);
}

#[test]
fn a_remark_does_not_break_the_chain_and_an_unread_source_does() {
    let book = "Ada Voss, *Tolls* (Arle: Ash, 2018), 5.";
    let remark = shown(&[book, "The author is grateful to two officers.", "Ibid."], &Library::default());
    assert!(remark.contains("3 ibid voss2018 |"), "{remark}");
    let source = shown(&[book, "Evidence to the hearing of 2 March 2022, question 118.", "Ibid."], &Library::default());
    assert!(source.contains("3 ibid one of []"), "{source}");
    let two = shown(&[book, "Kai Lind, *Locks* (Arle: Ash, 2001), 4; Voss, *Tolls*, 6.", "Ibid."], &Library::default());
    assert!(two.contains("3 ibid one of [\"voss2018\", \"lind2001\"]"), "{two}");
}

#[test]
fn the_words_that_cite_are_cut_out() {
    let text = "On tolls see Ada Voss, *Tolls* (Arle: Ash, 2018), 5, though she overstates them.";
    let notes = [NoteText { number: 1, text, tied: Vec::new() }];
    let reading = read(&notes, &Library::default());
    let cite = &reading.notes[0].cites[0];
    assert_eq!(&text[cite.range.clone()], "Ada Voss, *Tolls* (Arle: Ash, 2018), 5");
    assert_eq!(cite.stated.text_after, "though she overstates them");
    assert_eq!(cite.signal.as_deref(), Some("see"));
}

#[test]
fn remarks_cite_nothing() {
    for text in [
        "I use the term “hybrid” loosely, as do most writers on this.",
        "The figures are for 2019 and exclude inland ports.",
        "I am grateful to the keepers who answered my letters.",
        "",
        "See below.",
        "A list with pictures was tried in 2014 and was used mainly by people who had lost nothing.",
    ] {
        assert_eq!(shown(&[text], &Library::default()), "1 cites nothing\n", "{text}");
    }
}
