//! Whole texts: what is proposed, and what is not.

use super::propose::{Group, Known, propose};
use super::read::{Names, Paragraph, read};
use crate::model::matter::EntityKind;

fn texts(texts: &[&str]) -> Vec<(String, Names)> {
    let paragraphs = |text: &&str| vec![Paragraph { text: (*text).to_owned(), line: 1, beside: false }];
    texts.iter().enumerate().map(|(n, text)| (format!("content/{n}.md"), read(&paragraphs(text)))).collect()
}

fn known(name: &str, aliases: &[&str], not: &[&str]) -> Known {
    let own = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    let id = name.to_lowercase().replace(' ', "-");
    Known { id, name: name.to_owned(), aliases: own(aliases), not: own(not), kind: EntityKind::Person }
}

/// `name [entity]: + new spelling, = known spelling`, proposed groups only.
fn shown(groups: &[Group], entities: &[Known]) -> Vec<String> {
    let mut out: Vec<String> = groups
        .iter()
        .filter(|group| group.is_proposed())
        .map(|group| {
            let mut spellings: Vec<String> = group
                .spellings
                .iter()
                .map(|spelling| format!("{}{}", if spelling.known { "=" } else { "+" }, spelling.text))
                .collect();
            spellings.sort();
            let entity = group.entity.map_or("-", |e| entities[e].id.as_str());
            format!("{} [{entity}]: {}", group.name, spellings.join(", "))
        })
        .collect();
    out.sort();
    out
}

#[track_caller]
fn check(files: &[&str], entities: &[Known], expected: &[&str]) {
    assert_eq!(shown(&propose(&texts(files), entities, &[]), entities), expected);
}

#[test]
fn spellings_meet_over_files() {
    check(
        &[
            "In 2020 Mr Lukashenko won. The rival of Alexander Lukashenko fled.",
            "The rule of Lukashenka is long, and Lukashenka knows it. Then came Łukaszenka.",
        ],
        &[],
        &["Alexander Lukashenko [-]: +Alexander Lukashenko, +Lukashenka, +Lukashenko, +Łukaszenka"],
    );
}

#[test]
fn a_spelling_goes_to_the_entity() {
    let entities = [known("Kastus Kalinouski Regiment", &["Kalinouski Regiment"], &[]), known("Suwałki Gap", &[], &[])];
    check(
        &["They met the Kalinousky Regiment near the Sulwalki Gap. Then the Kalinouski Regiment left the Suwalki Gap."],
        &entities,
        &[
            "Kastus Kalinouski Regiment [kastus-kalinouski-regiment]: +Kalinousky Regiment, =Kalinouski Regiment",
            "Suwałki Gap [suwałki-gap]: +Sulwalki Gap, =Suwalki Gap",
        ],
    );
}

#[test]
fn two_people_of_one_family_name_stay_two() {
    let entities = [known("Andrew Wilson", &[], &[]), known("Ben Wilson", &[], &[])];
    let files = [
        "The essay of Andrew Wilson is long.",
        "The essay of Ben Wilson is short.",
        "What did Wilson say? Many asked Wilson.",
    ];
    check(&files, &entities, &[]);
    let groups = propose(&texts(&files), &entities, &[]);
    let wilson = groups.iter().find(|group| group.name == "Wilson").unwrap();
    assert_eq!(wilson.rivals, [0, 1]);
    // In a text that names one of them, it is that one; but as an alias it would be wrong elsewhere.
    check(&files[..1], &entities[..1], &[]);
    check(
        &["The essay of Andrew Wilson is long. He asked Wilson."],
        &entities[..1],
        &["Andrew Wilson [andrew-wilson]: +Wilson, =Andrew Wilson"],
    );
}

#[test]
fn two_people_without_pages_stay_two() {
    let groups = propose(
        &texts(&[
            "Here Ellen Marsh spoke, and Ellen Marsh left.",
            "Here Peter Marsh spoke, and Peter Marsh left.",
            "Later came Marsh. So did Marsh.",
        ]),
        &[],
        &[],
    );
    assert_eq!(shown(&groups, &[]), ["Ellen Marsh [-]: +Ellen Marsh", "Peter Marsh [-]: +Peter Marsh"]);
}

#[test]
fn what_an_editor_has_answered_is_not_asked_again() {
    let parted = [known("Ann Harlow", &["Harlow"], &["Harlowe"])];
    check(&["They saw Harlowe. They saw Harlow."], &parted, &[]);
    let files = texts(&["They saw Tidewick. They left Tidewick."]);
    assert_eq!(shown(&propose(&files, &[], &[]), &[]), ["Tidewick [-]: +Tidewick"]);
    assert!(shown(&propose(&files, &[], &["Tidewick".to_owned()]), &[]).is_empty());
    let accepted = [known("Alexander Lukashenka", &["Lukashenka", "Lukashenko"], &[])];
    check(&["They saw Lukashenko and Lukashenka. He met Alexander Lukashenka."], &accepted, &[]);
}

#[test]
fn capitals_of_sentences_are_no_names() {
    check(
        &[
            "Furthermore it rained. Furthermore it snowed. Although it rained, Tuesday was fine. Russian troops met Belarusian ones.",
        ],
        &[],
        &[],
    );
    // A word that stands in small letters elsewhere only has its capital from the sentence.
    check(
        &["Critics of Tidewick spoke. Tidewick heard critics. They left Tidewick."],
        &[],
        &["Tidewick [-]: +Tidewick"],
    );
}

#[test]
fn notes_and_headings_add_spellings_but_no_names() {
    let beside = |text: &str| Paragraph { text: text.to_owned(), line: 3, beside: true };
    let running = |text: &str| Paragraph { text: text.to_owned(), line: 1, beside: false };
    let names = read(&[
        running("They held the Suwalki Gap. Then the Suwalki Gap fell."),
        beside("Closing the Sulwalki Gap"),
        beside("Marlow Press, Marlow Press"),
    ]);
    let groups = propose(&[("content/a.md".to_owned(), names)], &[], &[]);
    assert_eq!(shown(&groups, &[]), ["Suwalki Gap [-]: +Sulwalki Gap, +Suwalki Gap"]);
}
