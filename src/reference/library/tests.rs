use super::*;
use crate::model::fixture::work;
use crate::model::work::Name;
use crate::reference::stated::Field;

fn person(family: &str, given: &str) -> Name {
    Name::Person { family: family.into(), given: given.into(), particle: String::new(), suffix: String::new() }
}

fn with(mut work: Work, fields: &[(&str, &str)]) -> Work {
    work.fields.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    work
}

fn shelf() -> Library {
    let mut roads = work("roads", "", 2020, "Annual Survey of Country Roads");
    roads.names = vec![("author".into(), vec![Name::Literal("Ministry of Roads".into())])];
    let mut anonymous = work("ferry2022", "", 2022, "Ferry Service to Resume in Spring");
    anonymous.names.clear();
    Library::new(vec![
        work("toll", "Marsh", 2019, "The River Toll: Bridges and Their Keepers"),
        with(work("ferries", "Marsh", 2021, "Ferries and Fords"), &[("DOI", "10.5555/FERRIES")]),
        with(work("fords1", "Holt", 2001, "Crossing the Fords"), &[("URL", "https://www.fords.example/one/")]),
        work("fords2", "Holt", 2011, "Crossing the Fords"),
        work("dykes", "Reyes", 2021, "Dykes"),
        work("locks", "Reyes", 2021, "Locks"),
        with(work("survey3", "Łoś", 2018, "Survey"), &[("number", "3")]),
        with(work("survey4", "Łoś", 2018, "Survey"), &[("number", "4")]),
        roads,
        anonymous,
    ])
}

fn stated(authors: &[(&str, &str)], title: &str, year: Option<i32>) -> Stated {
    let authors = authors.iter().map(|(family, given)| person(family, given)).collect();
    let mut stated = Stated { authors, year, ..Stated::default() };
    stated.put(Field::Title, title);
    stated
}

fn show(hits: &[Hit]) -> String {
    let shown: Vec<String> = hits.iter().map(|hit| format!("{} {:.2}", hit.key, hit.score)).collect();
    shown.join(", ")
}

#[test]
fn what_a_note_states_finds_its_work() {
    let shelf = shelf();
    let find = |authors: &[(&str, &str)], title: &str, year| show(&shelf.find(&stated(authors, title, year)));
    for (authors, title, year, hits) in [
        (&[("Marsh", "Alice")][..], "The River Toll: Bridges and Their Keepers", Some(2019), "toll 1.00"),
        (&[("Marsh", "")], "River Toll", None, "toll 0.95"),
        (&[("Mársh", "A.")], "The River Toll: bridges and their keepers", Some(2019), "toll 1.00"),
        (&[("Mrash", "A.")], "The River Toll", Some(2019), "toll 0.95"),
        (&[("Marsh", "A.")], "The Rivr Toll", Some(2019), "toll 0.94"),
        (&[("Marsh", "B.")], "The River Toll", Some(2019), ""),
        (&[("Marsh", "A.")], "The River Toll", Some(2018), ""),
        (&[("Marsh", "A.")], "The River Trade", Some(2019), ""),
        (&[("Marsh", "A.")], "Bridges", None, "toll 0.92"),
        (&[("Marsh", "A.")], "", Some(2019), "toll 0.90"),
        (&[("Reyes", "A.")], "", Some(2021), "dykes 0.90, locks 0.90"),
        (&[("Holt", "A.")], "Crossing the Fords", None, "fords1 0.95, fords2 0.95"),
        (&[("Holt", "A.")], "Crossing the Fords", Some(2011), "fords2 1.00"),
        (&[], "Ferry service to resume in spring", Some(2022), "ferry2022 0.92"),
        (&[], "Ferry service to resume in spring", None, "ferry2022 0.75"),
        (&[("Los", "A.")], "Survey", Some(2018), "survey3 1.00, survey4 1.00"),
        (&[], "", Some(2021), ""),
        (&[], "", None, ""),
    ] {
        assert_eq!(find(authors, title, year), hits, "{authors:?} {title} {year:?}");
    }
}

#[test]
fn numbers_and_addresses_tell_works_apart() {
    let shelf = shelf();
    let find = |stated: Stated, field, value: &str| {
        let mut stated = stated;
        stated.put(field, value);
        show(&shelf.find(&stated))
    };
    let los = || stated(&[("Łoś", "A.")], "Survey", Some(2018));
    assert_eq!(find(los(), Field::Number, "4"), "survey4 1.00");
    assert_eq!(find(los(), Field::Number, "5"), "");
    let ferries = || stated(&[("Marsh", "A.")], "Ferries and Fords", Some(2021));
    assert_eq!(find(ferries(), Field::Doi, "https://doi.org/10.5555/ferries"), "ferries 1.00");
    assert_eq!(find(ferries(), Field::Doi, "10.5555/other"), "ferries 0.60");
    assert_eq!(find(Stated::default(), Field::Doi, "10.5555/ferries"), "ferries 1.00");
    assert_eq!(find(Stated::default(), Field::Url, "http://fords.example/one#page"), "fords1 1.00");
    assert_eq!(find(Stated::default(), Field::Url, "https://fords.example/"), "");
    let holt = || stated(&[("Holt", "A.")], "Crossing the Fords", Some(1999));
    assert_eq!(find(holt(), Field::Url, "fords.example/one"), "fords1 0.70");
}

#[test]
fn a_body_is_no_person_but_an_undivided_name_may_be() {
    let shelf = shelf();
    let literal = |name: &str, title: &str| {
        let authors = vec![Name::Literal(name.into())];
        show(&shelf.find(&Stated { authors, ..stated(&[], title, None) }))
    };
    assert_eq!(literal("The Ministry of Roads", "Annual Survey of Country Roads"), "roads 0.95");
    assert_eq!(literal("Ministry of Rods", "Annual Survey of Country Roads"), "roads 0.85");
    assert_eq!(literal("Alice Marsh", "Ferries and Fords"), "ferries 0.95");
    assert_eq!(literal("Bert Marsh", "Ferries and Fords"), "");
}

#[test]
fn a_note_in_plain_words_names_one_work() {
    let shelf = shelf();
    for (text, key) in [
        ("Alice Marsh, The River Toll (Northgate: Harbour Press, 2019), p. 34.", "toll"),
        ("Marsh, A. 2021. Ferries & fords, p. 4.", "ferries"),
        ("Marsh 2021, 33", "ferries"),
        ("Marsh, The River Toll, 34, see Marsh on ferries 2021", "toll"),
        ("Alice Marsh, Lanterns (Northgate: Harbour Press, 2019), p. 34, on the lamps of the harbour.", "-"),
        ("Marsh, op. cit.", "-"),
        ("Piers Holt, Crossing the Fords (2011), 3", "fords2"),
        ("Piers Holt, Crossing the Fords, 3", "-"),
        ("Reyes 2021, 3", "-"),
        ("Annual Survey of Country Roads, 2020, p. 4", "-"),
        ("Ministry of Roads, Annual Survey of Country Roads, 2020, p. 4", "roads"),
        ("“Ferry service to resume in spring,” 2 March 2022", "ferry2022"),
        ("", "-"),
    ] {
        let hits = shelf.in_words(text);
        let one = hits.first().filter(|hit| hits.get(1).is_none_or(|next| next.score < hit.score));
        assert_eq!(one.map_or("-", |hit| hit.key.as_str()), key, "{text}: {hits:?}");
    }
}

#[test]
fn typed_words_find_works_with_slips_and_unfinished() {
    let shelf = shelf();
    let search = |typed: &str| shelf.search(typed, 4).into_iter().map(|hit| hit.key).collect::<Vec<_>>().join(" ");
    for (typed, keys) in [
        ("marsh toll", "toll"),
        ("marsh", "ferries toll"),
        ("marsh 2021", "ferries"),
        ("mrash", "ferries toll"),
        ("brigdes keepers", "toll"),
        ("ferr", "ferries ferry2022"),
        ("LOŚ survey", "survey3 survey4"),
        ("los", "survey3 survey4"),
        ("ministry roads", "roads"),
        ("holt crossing 2001", "fords1"),
        ("@dykes", "dykes"),
        ("fords1", "fords1"),
        ("10.5555/ferries", "ferries"),
        ("https://fords.example/one", "fords1"),
        ("zeppelin", ""),
        ("zeppelin toll", "toll"),
        ("", ""),
        ("’ … —", ""),
    ] {
        assert_eq!(search(typed), keys, "{typed}");
    }
    assert_eq!(shelf.search("book", 3).len(), 3, "at most so many");
}

#[test]
fn a_work_added_is_known_at_once_and_a_key_is_taken_once() {
    let mut shelf = shelf();
    shelf.add(work("lamps", "Quill", 1999, "Harbour Lamps"));
    shelf.add(work("toll", "Other", 1999, "Other"));
    assert_eq!(show(&shelf.find(&stated(&[("Quill", "")], "Harbour Lamps", Some(1999)))), "lamps 1.00");
    assert_eq!(shelf.get("toll").map(Work::title), Some("The River Toll: Bridges and Their Keepers"));
    assert_eq!(shelf.works().len(), 11);
}

/// Few authors and common words: no look-up may walk through all works or bring them all.
#[test]
fn among_many_works_of_one_author_the_right_one_comes_first() {
    let nouns = ["river", "bridge", "war", "state", "army", "border", "union", "press", "bank", "law"];
    let many = (0..5_000_i32).map(|n| {
        let word = |n: i32| nouns[usize::try_from(n).unwrap() % nouns.len()];
        let title = format!("The {} and the {} in year {n}: {}", word(n), word(n / 10), word(n / 100));
        work(&format!("k{n}"), &format!("Family{}", n % 10), 1950 + n % 70, &title)
    });
    let shelf = Library::new(many.collect());
    let asked = stated(&[("Family7", "A.")], "The press and the river in year 1507", None);
    assert_eq!(show(&shelf.find(&asked)), "k1507 0.95");
    assert!(shelf.candidates(&Known::stated(&asked)).len() < 400);
    let words = "A. Family7, The press and the river in year 1507, p. 3";
    assert_eq!(shelf.in_words(words), [], "a name that 500 works have tells none of them");
    assert_eq!(shelf.search("family7 press river 1507", 1).first().map(|hit| hit.key.as_str()), Some("k1507"));
}
