//! Entities, authors, topics, series.

use expect_test::expect;

use super::*;
use crate::model::matter::AuthorRef;

#[test]
fn names_of_entities_are_in_the_order_of_the_sites_entities() {
    let draft = |file, path: &str, title: &str| Draft::new(file, path).title(title);
    let drafts = vec![
        draft(1, "entities/z.md", "A").matter(|matter| matter.aliases = ats(&["AA"])),
        draft(2, "entities/y.md", "B").matter(|matter| matter.draft = true),
        draft(3, "entities/Z.md", "C"),
        draft(4, "a.md", "D"),
    ];
    let matters = drafts.iter().map(|draft| (draft.facts.path.as_str(), &draft.facts.matter));
    let names = entity_names(matters, &config());
    assert_eq!(names, [("C".to_owned(), vec![]), ("A".to_owned(), vec!["AA".to_owned()])]);
    let (site, found) = plainly(drafts);
    assert!(site.entities.iter().map(|entity| &entity.name).eq(names.iter().map(|(name, _)| name)));
    is(
        &(pages(&site) + &faults(&found)),
        &expect![[r"
        Briefing a.html
        Entity entities/z-2.html
        Entity entities/Z.html
        unpublished: this is a draft and is not published
            take `draft: true` out of the front matter to publish it, or build with --drafts to see it
        duplicate-url: content/entities/z.md and content/entities/Z.md would both become entities/z.html
            [this page has the address]
            rename one of them, or give it a `slug` of its own in its front matter
    "]],
    );
}

#[test]
fn spellings_and_mentions_of_an_entity_are_counted_on_other_pages() {
    // In order of path: Hrodna is 0, Minsk is 1; there is no 9.
    let (site, found) = plainly(vec![
        Draft::new(1, "a.md")
            .sentence("s-1")
            .mention(1, "Minsk")
            .mention(1, "Miensk")
            .mention(1, "Minsk")
            .mention(9, "?"),
        Draft::new(2, "entities/minsk.md")
            .title("Minsk")
            .sentence("s-1")
            .mention(1, "Minsk")
            .matter(|matter| matter.entity.see_also = ats(&["hrodna", "Hrodna", "minsk", "hordna"])),
        Draft::new(3, "entities/hrodna.md").title("Hrodna"),
    ]);
    assert_eq!(site.entities[1].spellings, [("Minsk".to_owned(), 2), ("Miensk".to_owned(), 1)]);
    assert_eq!((site.entities[1].mentions.len(), site.entities[0].mentions.len()), (3, 0));
    let see_also: Vec<_> = site.entities[1].see_also.iter().map(|id| site.article(*id).url.0.as_str()).collect();
    assert_eq!(see_also, ["entities/hrodna.html"]);
    is(
        &faults(&found),
        &expect![[r"
        dead-link: no entity is called “hordna”
            did you mean “hrodna”?
    "]],
    );
}

#[test]
fn an_author_is_one_by_name_or_id() {
    let with_bio = AuthorRef { name: "new name".into(), bio: Some("Writes.".into()), url: None, orcid: None };
    let (site, _) = plainly(vec![
        Draft::new(1, "a.md").date("2024-01-01").author("jane").author("Zoë Zed"),
        Draft::new(2, "b.md").date("2024-01-02").author("Jane Doe").author("Jane  Doe").author("***"),
        Draft::new(3, "c.md").date("2024-01-03").author("New Name").matter(|matter| matter.authors.push(at(with_bio))),
        Draft::new(4, "authors/jane.md").title("Jane Doe"),
        Draft::new(5, "authors/idle.md").title("Idle"),
    ]);
    let lines: Vec<String> = site
        .authors
        .iter()
        .map(|author| {
            let briefings: Vec<&str> = author.briefings.iter().map(|id| site.article(*id).slug.as_str()).collect();
            let bio = author.bio.as_deref().unwrap_or("no bio");
            format!("{} {} {} ({bio}) [{}]\n", author.name, author.url, author.page.is_some(), briefings.join(","))
        })
        .collect();
    is(
        &lines.concat(),
        &expect![[r"
        *** authors/untitled.html false (no bio) [b]
        Idle authors/idle.html true (no bio) []
        Jane Doe authors/jane.html true (no bio) [b,a]
        New Name authors/new-name.html false (Writes.) [c]
        Zoë Zed authors/zoë-zed.html false (no bio) [a]
    "]],
    );
}

#[test]
fn topics_fold_and_series_go_by_number_where_all_have_one() {
    let briefing = |file, path: &str, day: &str, topic: &str, series: &str, number: Option<&str>| {
        Draft::new(file, path).date(day).matter(|matter| {
            matter.topics = ats(&[topic, topic]);
            matter.series = Some(at(series.to_owned()));
            matter.number = number.map(str::to_owned);
        })
    };
    let (site, _) = plainly(vec![
        briefing(1, "a.md", "2024-01-01", "Civil society", "Numbered", Some("10")),
        briefing(2, "b.md", "2024-01-02", "civil  Society", "Numbered", Some("9")),
        briefing(3, "c.md", "2024-01-03", "Łódź", "Dated", Some("1")),
        briefing(4, "d.md", "2024-01-02", "economy", "Dated", None),
    ]);
    is(
        &groups(&site, site.topics.iter().chain(&site.series)),
        &expect![[r"
        Civil society topics/civil-society.html b,a
        economy topics/economy.html d
        Łódź topics/łódź.html c
        Dated series/dated.html d,c
        Numbered series/numbered.html b,a
    "]],
    );
}
