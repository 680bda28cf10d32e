use expect_test::{Expect, expect};

use super::check;
use crate::model::article::{ArticleId, WorkId};
use crate::model::cite::Form;
use crate::model::fixture::{Draft, at, ats, date, unbound_site, work};
use crate::model::matter::EntityKind;
use crate::model::site::{Author, Entity, Object, Place, Relation, RelationKind, Site, SiteWork};
use crate::model::url::Url;
use crate::model::work::{Rich, Work};

#[track_caller]
fn finds(site: &Site, expected: &Expect) {
    let found: Vec<String> = check(site)
        .into_iter()
        .map(|found| {
            let help = found.help.unwrap_or_default();
            format!("{}: {}\n    {help}\n", found.code.name(), found.message)
        })
        .collect();
    expected.assert_eq(&found.concat());
}

#[test]
fn a_clean_site_is_quiet() {
    let draft = Draft::new(1, "a.md").date("2024-01-01").matter(|matter| {
        matter.updated = Some(at(date("2024-01-01")));
        matter.language = Some(at("be-tarask".into()));
    });
    finds(&unbound_site(vec![draft.note("x")]), &expect![[""]]);
}

#[test]
fn days_languages_notes_and_marks_are_looked_at() {
    let mut draft = Draft::new(1, "a.md").date("2024-02-01").note("x").note("y").untied().matter(|matter| {
        matter.updated = Some(at(date("2024-01-31")));
        matter.language = Some(at("english".into()));
    });
    let span = draft.facts.notes[0].span;
    draft.facts.reviews = vec![(span, " is this\n one note? ".into()), (span, String::new())];
    finds(
        &unbound_site(vec![draft]),
        &expect![[r"
        bad-value: this was updated on 31 January 2024, before it was published on 1 February 2024
            correct one of the two days
        bad-value: “english” is not a language tag that browsers and screen readers understand
            write a tag such as en, en-GB, be, be-tarask or zh-Hans
        untied-reference: note 2 looks like a reference, but is tied to no work of the bibliography
            tie its words to a work, [words](cite:key), so that the citation index knows it
        review-mark: review: is this one note?
            look at this place, then delete the mark
        review-mark: a review mark
            look at this place, then delete the mark
    "]],
    );
}

#[test]
fn only_cited_works_have_to_be_complete() {
    let mut site = unbound_site(vec![Draft::new(1, "a.md")]);
    let untitled = |work: Work| Work { fields: Vec::new(), ..work };
    let mut interview = untitled(work("talk", "Clark", 2001, ""));
    interview.kind = "interview".into();
    let works = [
        untitled(work("uncited", "Wilson", 2001, "")),
        untitled(work("untitled", "Wilson", 2001, "")),
        untitled(work("nothing", "", 2001, "")),
        interview,
        work("unsigned", "", 2001, "A title"),
    ];
    site.works = works
        .into_iter()
        .map(|work| {
            let places = if work.key == "uncited" { vec![] } else { vec![0] };
            SiteWork { url: Url(work.key.clone()), work: work.into(), entry: Rich::default(), places }
        })
        .collect();
    let from = Place { article: ArticleId(0), section: 0, note: None, anchor: String::new(), sentence: None };
    let to = Object::Work(WorkId(1));
    site.relations = vec![Relation { kind: RelationKind::Cites, from, to, aim: None, locator: None, form: Form::Full }];
    finds(
        &site,
        &expect![[r"
        incomplete-work: the work “untitled” by A. Wilson is cited and has no title
            add its `title` in the bibliography
        incomplete-work: the work “nothing” is cited and has neither an author nor a title
            add `author` and `title` in the bibliography
    "]],
    );
}

#[test]
fn two_entities_may_share_an_alias_and_not_a_name() {
    let entity = |file, title, aliases: &[&str]| {
        Draft::new(file, "e.md").title(title).matter(|matter| matter.aliases = ats(aliases))
    };
    let mut site = unbound_site(vec![
        entity(1, "Alexander Lukashenko", &["Lukashenko", "Lukashenko"]),
        entity(2, "Viktor Lukashenko", &["Viktor", "Lukashenko"]),
        entity(3, "lukashenko", &[]),
        entity(4, "Viktor", &[]),
    ]);
    site.entities = (0..4)
        .map(|n| Entity {
            article: ArticleId(n),
            kind: EntityKind::Person,
            name: site.article(ArticleId(n)).facts.matter.title.value.clone(),
            spellings: Vec::new(),
            mentions: Vec::new(),
            see_also: Vec::new(),
        })
        .collect();
    finds(
        &site,
        &expect![[r"
        duplicate-alias: “Viktor” is also a name of Viktor Lukashenko
            leave it to the one that is usually meant: in a text it can lead to one page only
    "]],
    );
}

#[test]
fn an_author_without_a_page_is_told_only_where_one_seems_meant() {
    let mut site = unbound_site(vec![
        Draft::new(1, "a.md").author("Jane  Deo").author("A Stranger").author("jane-deo").author("zzz"),
    ]);
    let author = |name: &str, slug: &str, page| Author {
        name: name.into(),
        slug: slug.into(),
        url: Url(slug.into()),
        page,
        bio: None,
        link: None,
        orcid: None,
        briefings: Vec::new(),
    };
    site.authors = vec![
        author("A Stranger", "a-stranger", None),
        author("Jane Deo", "jane-deo", None),
        author("Jane Doe", "jane-doe", Some(ArticleId(0))),
        author("jane-deo", "jane-deo-2", None),
        author("zzz", "zzz", None),
    ];
    finds(
        &site,
        &expect![[r"
        unknown-author: “Jane Deo” has no author page, but “Jane Doe” has one
            if the same person is meant, write “Jane Doe”
        unknown-author: “jane-deo” looks like the id of an author page, and there is no such page
            did you mean “jane-doe”?
        unknown-author: “zzz” looks like the id of an author page, and there is no such page
            write content/authors/zzz.md, or give the name as it is to be printed
    "]],
    );
}
