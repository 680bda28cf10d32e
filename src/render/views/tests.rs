//! Views of small sites made by hand, and every kind of page through the default theme.

use std::collections::BTreeMap;

use super::{Listing, Part, article, listings, page, prepare, site_view};
use crate::model::article::{Article, ArticleId, Kind};
use crate::model::matter::EntityKind;
use crate::model::page::{Page, View};
use crate::model::site::{Entity, Group, Site};
use crate::model::url::Url;
use crate::render::fixtures::{
    article as article_of, at, briefing, cite, cite_facts, facts, noref_facts, note, note_facts, noteref, paragraph,
    sentence, site, text, work,
};
use crate::render::html::Images;
use crate::render::theme::{self, Theme};
use crate::render::{citations_json, feeds, fixtures};

/// Two briefings that cite one work in note 1, a third that cites another; one entity, one page.
fn small() -> Site {
    let mut articles: Vec<Article> = ["one", "two", "three"].into_iter().map(briefing_of).collect();
    let mut minsk = article_of("minsk", facts("Minsk"));
    minsk.kind = Kind::Entity;
    minsk.url = Url("entities/minsk.html".into());
    articles.push(minsk);
    let mut about = article_of("about", facts("About"));
    about.kind = Kind::Page;
    articles.push(about);
    let works = vec![work("deni2022", "Deni", "NATO <must>"), work("wilson2021", "Wilson", "Belarus")];
    let mut site = site(articles, works);
    site.briefings = 3;
    for list in [&mut site.authors[0].briefings, &mut site.topics[0].briefings] {
        list.truncate(3);
    }
    site.series.push(Group {
        name: "Client State".into(),
        slug: "client-state".into(),
        url: Url("series/client-state.html".into()),
        briefings: vec![ArticleId(1), ArticleId(0)],
    });
    site.entities.push(Entity {
        article: ArticleId(3),
        kind: EntityKind::Place,
        name: "Minsk".into(),
        spellings: vec![("Minsk".into(), 1)],
        mentions: Vec::new(),
        see_also: Vec::new(),
    });
    site.redirects.push((Url("old/one.html".into()), ArticleId(0)));
    cite(&mut site, 0, 0);
    cite(&mut site, 0, 1);
    cite(&mut site, 1, 0);
    cite(&mut site, 2, 1);
    site
}

fn briefing_of(slug: &str) -> Article {
    let mut facts = facts(slug);
    facts.matter.title = at(format!("Title & {slug}"));
    facts.notes = vec![note_facts("a", 1)];
    facts.noterefs = vec![noref_facts(20, 1, 1)];
    facts.sentences = vec![sentence(0, 0, "It is <so>.")];
    facts.cites = vec![cite_facts(Some(1), crate::model::facts::CiteStyle::Literal { ibid: None })];
    let mut article = article_of(slug, facts);
    article.cites = vec![fixtures::bound(0, None)];
    article
}

fn tree() -> crate::model::briefing::Briefing<'static> {
    briefing(
        vec![paragraph(vec![text("It is <so>.", 0), noteref("a", 20)], 0)],
        vec![note("a", 50, vec![text("Note.", 56)])],
    )
}

fn all_pages(site: &Site) -> Vec<Page> {
    let shared = prepare(site);
    let mut pages: Vec<Page> = listings(&shared).iter().map(|listing| page(&shared, listing)).collect();
    for id in (0..).map(ArticleId).take(site.articles.len()) {
        pages.push(article(&shared, id, &tree(), &Images::new()));
    }
    pages
}

#[test]
fn each_page_passes_the_default_theme_and_stands_at_its_own_address() {
    let site = small();
    let theme = Theme::load(&BTreeMap::new(), &site_view(&site)).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for page in all_pages(&site) {
        let html = theme::html(&page, &theme).unwrap_or_else(|error| panic!("{error}"));
        assert!(html.contains("</html>"), "{}", page.url);
        assert!(!html.contains("<so>") && !html.contains("<must>") && !html.contains("<B>"), "{html}");
        assert!(seen.insert(page.url.clone()), "{} twice", page.url);
        assert_eq!(html.matches("<h1").count(), 1, "{}", page.url);
    }
}

#[test]
fn an_address_is_that_of_its_page() {
    let site = small();
    let shared = prepare(&site);
    for listing in listings(&shared) {
        assert_eq!(super::address(&shared, &listing), page(&shared, &listing).url, "{listing:?}");
    }
}

#[test]
fn a_work_lists_every_place_that_cites_it() {
    let site = small();
    let shared = prepare(&site);
    let View::Work(view) = page(&shared, &Listing::Work(crate::model::article::WorkId(0))).page else { panic!() };
    let places: Vec<_> =
        view.briefings.iter().flat_map(|group| &group.places).map(|place| (place.url.as_str(), place.note)).collect();
    assert_eq!(places, [("../one.html#r1", Some(1)), ("../two.html#r1", Some(1))]);
    assert_eq!(view.briefings[0].places[0].sentence_html.as_deref(), Some("It is &lt;so&gt;.<mark>[1]</mark>"));
    assert_eq!(view.locators[0].locator, "p. 279");
    assert_eq!(view.together.len(), 1);
}

#[test]
fn the_index_is_by_letter_and_author() {
    let site = small();
    let shared = prepare(&site);
    let View::Citations(view) = page(&shared, &Listing::Citations(Part::All)).page else { panic!() };
    let letters: Vec<_> = view.groups.iter().map(|group| group.letter.as_str()).collect();
    assert_eq!(letters, ["D", "W"]);
    assert_eq!(view.groups[0].authors[0].name, "Deni, A.");
    assert_eq!((view.works, view.places), (2, 4));
    assert_eq!(view.letters[1].url, "#letter-w");
}

#[test]
fn a_large_index_has_a_page_for_each_letter_and_only_there_the_places() {
    let mut site = small();
    let limit = 500;
    for n in site.works.len()..=limit {
        let family = if n % 2 == 0 { "Adams" } else { "Żuk" };
        site.works.push(work(&format!("w{n}"), family, "A work"));
    }
    let parts = |site: &Site| -> Vec<Listing> {
        let letters = listings(&prepare(site)).into_iter();
        letters.filter(|listing| matches!(listing, Listing::Citations(Part::Letter(_)))).collect()
    };
    for n in 2..limit {
        cite(&mut site, 0, u32::try_from(n).unwrap());
    }
    assert_eq!(parts(&site), [], "500 works stand on one page");
    cite(&mut site, 0, u32::try_from(limit).unwrap());
    let letters = parts(&site);
    let named = |letter: &str| Listing::Citations(Part::Letter(letter.into()));
    assert_eq!(letters, [named("A"), named("D"), named("W"), named("Z")]);
    let shared = prepare(&site);
    let View::Citations(all) = page(&shared, &Listing::Citations(Part::All)).page else { panic!() };
    assert!(all.brief && all.groups.iter().flat_map(|group| &group.authors).count() > 0);
    assert_eq!(
        all.letters.iter().map(|letter| letter.url.as_str()).collect::<Vec<_>>(),
        ["citations/a.html", "citations/d.html", "citations/w.html", "citations/z.html",]
    );
    let places = |view: &crate::model::page::CitationsView| -> usize {
        let works = view.groups.iter().flat_map(|group| &group.authors).flat_map(|author| &author.works);
        works.map(|work| work.places.len()).sum()
    };
    assert_eq!(places(&all), 0);
    let mut found = 0;
    for letter in &letters {
        let View::Citations(view) = page(&shared, letter).page else { panic!() };
        found += places(&view);
    }
    assert_eq!(found, 4 + limit - 1, "every place is on one of them");
    let theme = Theme::load(&BTreeMap::new(), &site_view(&site)).unwrap();
    assert!(theme::html(&page(&shared, &letters[3]), &theme).unwrap().contains("Works under Z"));
}

#[test]
fn briefings_with_a_source_in_common_are_related() {
    let site = small();
    let shared = prepare(&site);
    let View::Briefing(view) = article(&shared, ArticleId(0), &tree(), &Images::new()).page else { panic!() };
    let related: Vec<_> = view.related.iter().map(|other| (other.url.as_str(), other.reason.as_str())).collect();
    assert_eq!(
        related,
        [("two.html", "Cites the same work: Deni 2021"), ("three.html", "Cites the same work: Wilson 2021")]
    );
    assert_eq!((view.previous.map(|link| link.url), view.next.is_none()), (Some("two.html".into()), true));
    assert_eq!(view.works.iter().map(|work| work.elsewhere).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(view.cite_as, "Ann <B>, “Title & one” (Series, 1 March 2024), https://example.org/x/one.html.");
}

#[test]
fn the_page_for_lost_readers_links_from_the_root() {
    let site = small();
    let shared = prepare(&site);
    let page = page(&shared, &Listing::NotFound);
    assert_eq!(page.root, "/x/");
    let View::NotFound(view) = page.page else { panic!() };
    assert_eq!(view.latest[0].url, "/x/one.html");
}

#[test]
fn a1_metadata_cannot_leave_its_place() {
    let mut site = small();
    let mut facts = (*site.articles[0].facts).clone();
    facts.matter.title = at("</script><b>".into());
    site.articles[0].facts = facts.into();
    let shared = prepare(&site);
    let head = article(&shared, ArticleId(0), &tree(), &Images::new()).head;
    let json = head.json_ld_html.unwrap();
    assert!(!json.contains('<'), "{json}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["headline"], "</script><b>");
    assert_eq!(value["citation"][0]["name"], "NATO <must>");
    let names: Vec<_> = head.meta.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names.iter().filter(|name| **name == "citation_reference").count(), 2);
}

#[test]
fn a2_the_feed_is_escaped_html_and_has_no_clock() {
    let site = small();
    let entries: Vec<String> =
        feeds::entries(&site).into_iter().map(|id| feeds::entry(&site, id, &tree(), &Images::new())).collect();
    let feed = feeds::atom(&site, &entries);
    assert!(feed.contains("<updated>2024-03-01T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("It is &amp;lt;so&amp;gt;."), "{feed}");
    assert!(feed.contains("id=\"one-r1\" href=\"#one-n1\""), "{feed}");
    assert_eq!(feed.matches("<entry").count(), 3);
    assert_eq!(feed.matches("<author><name>Ann &lt;B&gt;</name></author>").count(), 3);
}

#[test]
fn the_citations_are_data_too() {
    let site = small();
    let value: serde_json::Value = serde_json::from_str(&citations_json::write(&prepare(&site))).unwrap();
    let work = &value["works"][0];
    assert_eq!(work["id"], "deni2022");
    assert_eq!(work["csl"]["author"][0]["family"], "Deni");
    assert_eq!(work["pages"], 2);
    assert_eq!(work["places"][1]["url"], "https://example.org/x/two.html#r1");
    assert_eq!(work["places"][0]["sentence"], "It is <so>.");
}

#[test]
fn the_site_map_knows_every_page_but_not_the_dead_ends() {
    let site = small();
    let map = feeds::sitemap(&prepare(&site));
    for url in ["https://example.org/x/", "one.html", "works/deni2022.html", "citations.html", "entities/minsk.html"] {
        assert!(map.contains(url), "{url}: {map}");
    }
    assert!(!map.contains("404") && !map.contains("old/one"), "{map}");
}
