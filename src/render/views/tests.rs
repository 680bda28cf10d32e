//! Views of small sites made by hand, and every kind of page through the default theme.

use std::collections::BTreeMap;

use super::{Grouping, Listing, Part, article, listings, page, prepare, site_view};
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

fn index_page(site: &Site, part: Part) -> crate::model::page::CitationsView {
    let View::Citations(view) = page(&prepare(site), &Listing::Citations(part)).page else { panic!() };
    *view
}

/// The titles of the groups of a page, each with the keys of its works.
fn groups_of(view: &crate::model::page::CitationsView) -> Vec<(&str, Vec<&str>)> {
    view.groups
        .iter()
        .map(|group| {
            let works = group.authors.iter().flat_map(|author| &author.works);
            (group.title.as_str(), works.map(|work| work.id.as_str()).collect())
        })
        .collect()
}

#[test]
fn the_index_is_by_letter_and_author() {
    let view = index_page(&small(), Part::All(Grouping::Author));
    assert_eq!(groups_of(&view), [("D", vec!["w-deni2022"]), ("W", vec!["w-wilson2021"])]);
    assert_eq!(view.groups[0].authors[0].name, "Deni, A.");
    assert_eq!((view.works, view.places), (2, 4));
    assert_eq!(view.parts[0].links[1].url, "#letter-w");
    let orders: Vec<_> = view.orders.iter().map(|order| (order.url.as_str(), order.here)).collect();
    assert_eq!(
        orders,
        [
            ("citations.html", true),
            ("citations/kinds.html", false),
            ("citations/years.html", false),
            ("citations/publications.html", false),
            ("citations/authors.html", false),
        ]
    );
}

/// Changes the work at `at`.
fn change(site: &mut Site, at: usize, change: impl FnOnce(&mut crate::model::work::Work)) {
    let mut work = (*site.works[at].work).clone();
    change(&mut work);
    site.works[at].work = work.into();
}

#[test]
fn the_index_is_by_kind_year_and_publication() {
    let mut site = small();
    for (key, family) in [("law", "Sejm"), ("paper", "Adams"), ("undated", "Brown")] {
        site.works.push(work(key, family, "T"));
        let at = u32::try_from(site.works.len() - 1).unwrap();
        cite(&mut site, 0, at);
    }
    let publish = |field: &str, name: &str| (field.to_owned(), name.to_owned());
    change(&mut site, 0, |work| {
        work.kind = "article-magazine".into();
        work.fields.push(publish("container-title", "The Economist"));
    });
    change(&mut site, 2, |work| work.kind = "legislation".into());
    change(&mut site, 3, |work| {
        work.kind = "article-magazine".into();
        work.fields.push(publish("container-title", "Economist"));
    });
    change(&mut site, 4, |work| {
        work.dates.clear();
        work.fields.push(publish("publisher", "Bridge Press"));
    });
    let kinds = index_page(&site, Part::All(Grouping::Kind));
    assert_eq!(
        groups_of(&kinds),
        [
            ("Laws", vec!["w-law"]),
            ("Books", vec!["w-wilson2021", "w-undated"]),
            ("Magazine articles", vec!["w-deni2022", "w-paper"]),
        ],
        "laws come first, as in a table of authorities"
    );
    let years = index_page(&site, Part::All(Grouping::Year));
    let titles: Vec<_> = years.groups.iter().map(|group| (group.title.as_str(), group.id.as_str())).collect();
    assert_eq!(titles, [("2021", "year-2021"), ("Without a date", "year-no-date")]);
    let publications = index_page(&site, Part::All(Grouping::Publication));
    assert_eq!(
        groups_of(&publications),
        [
            ("Bridge Press", vec!["w-undated"]),
            ("Economist", vec!["w-deni2022", "w-paper"]),
            ("Not named", vec!["w-wilson2021", "w-law"]),
        ],
        "one name with and without its article is one publication"
    );
    let classes: Vec<_> = publications.parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(classes, ["Magazines", "Institutes and publishers"]);
    for view in [&kinds, &years, &publications] {
        assert_eq!(view.groups.iter().map(|group| group.places).sum::<u32>(), 7, "every place once: {}", view.title);
    }
}

#[test]
fn a_second_author_leads_to_the_work_under_the_first() {
    let mut site = small();
    change(&mut site, 1, |work| {
        let peters = crate::model::work::Name::Literal("Peters Institute".into());
        work.names[0].1.push(peters);
    });
    let view = index_page(&site, Part::All(Grouping::Author));
    let peters = view.groups.iter().find(|group| group.title == "P").unwrap();
    assert_eq!((peters.works, peters.authors[0].name.as_str()), (0, "Peters Institute"));
    assert_eq!(peters.authors[0].see[0].url, "#w-wilson2021");
    let View::CitedAuthors(authors) = page(&prepare(&site), &Listing::Citations(Part::Authors)).page else { panic!() };
    let rows = authors.groups.iter().flat_map(|group| &group.authors);
    let rows: Vec<_> = rows.map(|row| (row.name.as_str(), row.url.as_str(), row.works, row.places)).collect();
    assert_eq!(
        rows,
        [
            ("Deni, A.", "../citations.html#a-deni-a", 1, 2),
            ("Peters Institute", "../citations.html#a-peters-institute", 1, 2),
            ("Wilson, A.", "../citations.html#a-wilson-a", 1, 2),
        ]
    );
}

#[test]
fn a_work_with_many_places_is_cited_passim() {
    let mut site = small();
    let shown = |site: &Site| {
        let view = index_page(site, Part::All(Grouping::Author));
        view.groups[0].authors[0].works[0].clone()
    };
    for _ in 2..12 {
        cite(&mut site, 0, 0);
    }
    // The places of a work are in the order of the articles.
    site.works[0].places.sort_by_key(|row| site.relations[*row as usize].from.article);
    let twelve = shown(&site);
    assert!(twelve.places.len() == 12 && twelve.passim.is_none());
    cite(&mut site, 2, 0);
    let thirteen = shown(&site);
    assert_eq!((thirteen.places.len(), thirteen.count), (0, 13));
    let passim = thirteen.passim.unwrap();
    let named: Vec<_> = passim.briefings.iter().map(|named| (named.url.as_str(), named.count)).collect();
    assert_eq!(named, [("one.html#r1", 11), ("two.html#r1", 1), ("three.html#r1", 1)]);
    let View::Work(work) = page(&prepare(&site), &Listing::Work(crate::model::article::WorkId(0))).page else {
        panic!()
    };
    assert_eq!(work.briefings.iter().map(|group| group.places.len()).sum::<usize>(), 13, "its own page shows all");
}

#[test]
fn a_large_index_has_a_page_for_each_group_and_places_only_by_author() {
    let mut site = small();
    let limit = 500;
    for n in site.works.len()..=limit {
        let family = if n % 2 == 0 { "Adams" } else { "Żuk" };
        site.works.push(work(&format!("w{n}"), family, "A work"));
    }
    let parts = |site: &Site| -> Vec<Part> {
        let all = listings(&prepare(site)).into_iter();
        all.filter_map(|listing| match listing {
            Listing::Citations(part @ Part::Group(..)) => Some(part),
            _ => None,
        })
        .collect()
    };
    for n in 2..limit {
        cite(&mut site, 0, u32::try_from(n).unwrap());
    }
    assert_eq!(parts(&site), [], "500 works stand on one page");
    cite(&mut site, 0, u32::try_from(limit).unwrap());
    let groups = parts(&site);
    let shared = prepare(&site);
    let addresses: Vec<String> =
        groups.iter().map(|part| super::address(&shared, &Listing::Citations(part.clone())).0).collect();
    assert_eq!(
        addresses,
        [
            "citations/a.html",
            "citations/d.html",
            "citations/w.html",
            "citations/z.html",
            "citations/books.html",
            "citations/2021.html",
            "citations/publications/none.html",
        ]
    );
    let all = index_page(&site, Part::All(Grouping::Author));
    assert!(all.brief && all.groups.is_empty() && all.most.len() == 25);
    let letters: Vec<_> = all.parts[0].links.iter().map(|link| (link.url.as_str(), link.id.as_str())).collect();
    assert_eq!(letters[0], ("citations/a.html", "letter-a"), "the place of the letter stays on the first page");
    let places = |view: &crate::model::page::CitationsView| -> usize {
        let works = view.groups.iter().flat_map(|group| &group.authors).flat_map(|author| &author.works);
        works.map(|work| work.places.len()).sum()
    };
    let of = |by: Grouping| -> Vec<crate::model::page::CitationsView> {
        let mine = groups.iter().filter(|part| matches!(part, Part::Group(of, _) if *of == by));
        mine.map(|part| index_page(&site, part.clone())).collect()
    };
    assert_eq!(of(Grouping::Author).iter().map(places).sum::<usize>(), 4 + limit - 1, "every place is on one of them");
    assert_eq!(of(Grouping::Year).iter().map(places).sum::<usize>(), 0);
    let years = of(Grouping::Year);
    assert!(years[0].groups.is_empty(), "501 works of one year are divided by letters");
    let urls: Vec<_> = years[0].parts[0].links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["2021/a.html", "2021/d.html", "2021/w.html", "2021/z.html"]);
    let theme = Theme::load(&BTreeMap::new(), &site_view(&site)).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for listing in listings(&shared).iter().filter(|listing| matches!(listing, Listing::Citations(_))) {
        let page = page(&shared, listing);
        assert_eq!(super::address(&shared, listing), page.url);
        assert!(seen.insert(page.url.clone()), "{} twice", page.url);
        theme::html(&page, &theme).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn a_note_says_where_else_its_work_is_cited() {
    let site = small();
    let shared = prepare(&site);
    let View::Briefing(view) = article(&shared, ArticleId(0), &tree(), &Images::new()).page else { panic!() };
    let also: Vec<_> = view.notes[0].also.iter().map(|also| (also.briefing.url.as_str(), also.more)).collect();
    assert_eq!(also, [("two.html#r1", 0), ("three.html#r1", 0)]);
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
