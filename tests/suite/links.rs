//! What pages say of the pages that they lead to: previews, redirects, feeds of topics, the map and the graph.

use serde_json::Value;

use crate::html::{Tag, tags};
use crate::site::SiteTest;

const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://site.example/s:b/\"\nlanguage = \"en\"\nbibliography = \"references.yaml\"\n";

fn small() -> SiteTest {
    SiteTest::new()
        .file("ibid.toml", SETTINGS)
        .file("references.yaml", "- id: deni2022\n  type: report\n  title: A report\n")
        .text("content/entities/arle.md", "---\nname: Arle\nkind: place\n---\nA town on the river.\n")
        .text(
            "content/a.md",
            "---\ntitle: The \"first\" <one>\nstandfirst: What & why\ndate: 2024-01-02\ntopics: [Rivers & locks, Tolls]\naliases: [/old name.html, /older.html]\n---\nArle has a toll.[^1]\n\n[^1]: [@deni2022, p. 4].\n",
        )
        .text(
            "content/b.md",
            "---\ntitle: Two\ndate: 2024-03-04\ntopics: [Tolls]\n---\nSee [[a]] and [again](a.md). Arle has two.\n\n## More\n\nArle again, and [[#more]].\n",
        )
}

fn links(page: &str) -> Vec<Tag> {
    tags(page).into_iter().filter(|tag| tag.name == "a" && tag.get("data-title").is_some()).collect()
}

#[test]
fn the_first_link_to_a_page_carries_its_title_and_standfirst() {
    let site = small();
    site.build();
    let told = links(&site.page("b.html"));
    let told: Vec<_> =
        told.iter().map(|tag| (tag.get("href"), tag.get("data-title"), tag.get("data-standfirst"))).collect();
    assert_eq!(
        told,
        [
            (Some("a.html"), Some("The \"first\" <one>"), Some("What & why")),
            (Some("entities/arle.html"), Some("Arle"), Some("A town on the river.")),
        ]
    );
    assert!(!site.page("feed.xml").contains("data-title"), "a reader of feeds has no theme");
}

#[test]
fn a_new_standfirst_reaches_the_pages_that_link_to_it() {
    let site = small();
    site.build();
    site.edit("content/a.md", "What & why", "How");
    let run = site.build();
    assert!(run.changed.iter().any(|path| path == "b.html"), "{:?}", run.changed);
    assert_eq!(links(&site.page("b.html"))[0].get("data-standfirst"), Some("How"));
}

#[test]
fn former_addresses_are_told_to_hosts_that_read_them() {
    let site = small();
    site.build();
    assert_eq!(
        site.page("_redirects"),
        "/s%3Ab/old%20name.html /s%3Ab/a.html 301\n/s%3Ab/older.html /s%3Ab/a.html 301\n"
    );
    assert!(site.page("old name.html").contains("http-equiv=\"refresh\""));
    site.edit("content/a.md", "aliases: [/old name.html, /older.html]\n", "");
    site.build();
    assert!(!site.pages().contains_key("_redirects"));
}

#[test]
fn each_topic_has_a_feed_that_its_page_names() {
    let site = small();
    site.build();
    let page = site.page("topics/tolls.html");
    let named = tags(&page).into_iter().any(|tag| {
        tag.name == "link" && tag.get("type") == Some("application/atom+xml") && tag.get("href") == Some("tolls.xml")
    });
    assert!(named);
    let feed = site.page("topics/tolls.xml");
    assert!(feed.contains("<id>https://site.example/s:b/topics/tolls.xml</id>"), "{feed}");
    let titles: Vec<&str> = feed.lines().filter(|line| line.starts_with("<title>")).collect();
    assert_eq!(
        titles,
        ["<title>Test: Tolls</title>", "<title>Two</title>", "<title>The \"first\" &lt;one&gt;</title>"]
    );
    assert!(feed.contains("<summary>What &amp; why</summary>"));
    assert!(!feed.contains("<content"), "the text is in the feed of the site");
    assert!(site.page("topics/rivers-locks.xml").contains("<title>Test: Rivers &amp; locks</title>"));
}

#[test]
fn the_graph_holds_every_relation_once() {
    let site = small();
    site.build();
    let graph: Value = serde_json::from_str(&site.page("graph.json")).unwrap();
    let list = |name: &str| graph[name].as_array().unwrap().clone();
    let ids: Vec<String> = list("nodes").iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect();
    let edges: Vec<String> = list("edges")
        .iter()
        .map(|edge| {
            for end in ["from", "to"] {
                assert!(ids.iter().any(|id| edge[end] == id.as_str()), "{edge} leads nowhere");
            }
            let more = edge.get("count").or(edge["locator"].get("printed")).unwrap_or(&Value::Null);
            format!("{} {} {} {more}", edge["from"], edge["kind"], edge["to"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        edges,
        [
            "b.html links a.html null",
            "b.html links a.html null",
            "a.html cites works/deni2022.html p. 4",
            "b.html mentions entities/arle.html 2",
            "a.html mentions entities/arle.html 1",
        ]
    );
    assert_eq!(list("edges")[2]["sentence"], "Arle has a toll.");
    assert_eq!(list("edges")[2]["note"], 1);
}

#[test]
fn the_map_shows_what_the_graph_holds() {
    let site = small();
    site.build();
    let tags = tags(&site.page("map.html"));
    let inside = |tag: &Tag, name: &str| tag.inside.iter().any(|(open, _)| open == name);
    let drawn = |tag: &&Tag| tag.name == "a" && inside(tag, "svg");
    let mut nodes: Vec<&str> = tags.iter().filter(drawn).filter_map(|tag| tag.get("href")).collect();
    let listed = |tag: &&Tag| tag.name == "a" && inside(tag, "li") && inside(tag, "section");
    let mut lists: Vec<&str> = tags.iter().filter(listed).filter_map(|tag| tag.get("href")).collect();
    nodes.sort_unstable();
    lists.sort_unstable();
    assert_eq!(nodes, ["a.html", "b.html", "entities/arle.html", "works/deni2022.html"]);
    assert_eq!(nodes, lists, "who cannot see it reads the same");
    let before = site.page("map.html");
    site.edit("content/b.md", "has two", "has three");
    let run = site.build();
    assert!(!run.changed.iter().any(|path| path == "map.html"), "the same graph is the same picture");
    assert_eq!(before, site.page("map.html"));
}

#[test]
fn a_name_shows_the_first_mention_of_each_briefing_and_folds_the_others() {
    let site = small();
    site.build();
    let tags = tags(&site.page("entities/arle.html"));
    let folded: Vec<bool> = tags
        .iter()
        .filter(|tag| tag.name == "p" && tag.get("class") == Some("quoted"))
        .map(|tag| tag.inside.iter().any(|(name, _)| name == "details"))
        .collect();
    assert_eq!(folded, [false, true, false]);
    let summary: Vec<&str> = tags.iter().filter(|tag| tag.name == "summary").map(|tag| tag.text.trim()).collect();
    assert_eq!(summary, ["1 more"]);
    // The places of a work stay open: its page is an index.
    assert!(!site.page("works/deni2022.html").contains("more-places"));
}

const EVENTS: &str =
    "events:\n  - { date: 2021-05, until: 2022, text: Talks, at: n1 }\n  - { date: 2020-08-09, text: The <vote> }\n---";

#[test]
fn events_stand_on_their_briefing_and_on_the_timeline_of_the_site() {
    let site = small();
    site.edit("content/a.md", "---\nArle", &format!("{EVENTS}\nArle"));
    site.edit("content/b.md", "---\nSee", "events:\n  date: 2020-08-09\n  text: The <vote>\n  at: more\n---\nSee");
    site.build();
    let events = |page: &str| -> Vec<(String, Vec<String>)> {
        let tags = tags(&site.page(page));
        let inside = |tag: &&Tag, name: &str| tag.inside.iter().any(|(open, _)| open == name);
        let of = |name: &str| {
            let all = tags.iter().filter(move |tag| tag.name == name);
            all.filter(|tag| inside(tag, "ol")).collect::<Vec<_>>()
        };
        let days = of("time").into_iter().filter_map(|tag| tag.get("datetime"));
        let links = of("a").into_iter().map(|tag| format!("{} {}", tag.get("href").unwrap_or(""), tag.text.trim()));
        vec![(days.collect::<Vec<_>>().join(" "), links.filter(|link| !link.contains("noteref")).collect())]
    };
    let page = events("timeline.html");
    assert_eq!(page[0].0, "2020-08-09 2021-05 2022");
    let links: Vec<&str> = page[0].1.iter().map(String::as_str).collect();
    assert_eq!(
        links,
        [
            "b.html#more The <vote>",
            "b.html Two",
            "a.html The \"first\" <one>",
            "a.html#n1 Talks",
            "a.html The \"first\" <one>"
        ],
        "the same day and words are one event, told by both"
    );
    let own = site.page("a.html");
    let section = own.split("id=\"timeline\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or("");
    let vote = section.find("The &lt;vote&gt;");
    let talks = section.find("<a href=\"#n1\">Talks</a>");
    assert!(vote.is_some() && vote < talks, "{section}");
    assert!(section.contains("href=\"timeline.html\""));
    assert!(site.page("index.html").contains("timeline.html"), "the foot leads to it");
    assert!(site.page("sitemap.xml").contains("/timeline.html"));
}

#[test]
fn a_site_without_events_has_no_timeline() {
    let site = small();
    site.build();
    assert!(!site.pages().contains_key("timeline.html"));
    assert!(!site.page("a.html").contains("timeline"));
}

/// What machines read on the page of a name is what the front matter says, and never ends the script that holds it.
#[test]
fn the_page_of_a_name_says_what_it_is_in_json_ld() {
    for (kind, of) in [
        ("person", "Person"),
        ("organisation", "Organization"),
        ("place", "Place"),
        ("event", "Event"),
        ("concept", "DefinedTerm"),
    ] {
        let front = format!(
            "---\nname: Arle </script>\nkind: {kind}\naliases: [Arl]\nsame_as: [https://a.example/1, https://b.example/2]\n---\nWords.\n"
        );
        let site = small().text("content/entities/arle.md", &front);
        site.build();
        let page = site.page("entities/arle.html");
        let script = page.split("<script type=\"application/ld+json\">").nth(1).unwrap_or("");
        let json = script.split("</script>").next().unwrap_or("");
        let read: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(read["@type"], of, "{read}");
        assert_eq!(read["name"], "Arle </script>");
        assert_eq!(read["sameAs"], serde_json::json!(["https://a.example/1", "https://b.example/2"]));
    }
}

/// A page with a heading, a note and a table, and five others that lead to them.
fn pointing() -> SiteTest {
    let mut site = SiteTest::new().file("ibid.toml", "title = \"Test\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\n").text(
        "content/a.md",
        "---\ntitle: A\ndate: 2024-01-02\n---\n## The count\n\nWords.[^toll]\n\n| Town | Toll |\n|--|--|\n| Arle | 2 |\n\nSee [[#the-count]].\n\n[^toll]: A book.\n",
    );
    for (n, day) in (1..=5).zip(3..) {
        site = site.text(
            &format!("content/b{n}.md"),
            &format!("---\ntitle: B{n} <&>\ndate: 2024-01-0{day}\n---\nThey count [[a#the-count|in May]]. They count [[a#the-count|in June]].\n"),
        );
    }
    site.text("content/c.md", "---\ntitle: C\ndate: 2024-02-01\n---\nSee [[a#table-1|the table]], [[a#note-toll|its note]], [[a#n1|again]] and [[a]].\n")
}

#[test]
fn a_heading_a_note_and_a_table_say_which_pages_lead_to_them() {
    let site = pointing();
    site.build();
    let page = site.page("a.html");
    let after = |start: &str| page.split(start).nth(1).unwrap_or("").split("</p>").next().unwrap_or("").to_owned();
    let heading = after("The count</h2>\n<p class=\"also\">");
    assert!(heading.starts_with("Linked from <a href=\"b5.html#s-they-count-may\""), "{heading}");
    assert!(heading.contains(">B5 &lt;&amp;&gt;</a>, <a "), "{heading}");
    assert!(heading.ends_with("and <a href=\"#linked-from\">2 more</a>"), "two links of one page are one: {heading}");
    let table = after("</table>\n</div>\n<p class=\"also\">");
    assert!(
        table.starts_with("Linked from <a href=\"c.html#s-see-table-note-again\"") && table.ends_with(">C</a>"),
        "{table}"
    );
    assert!(page.contains("<div class=\"table-wrap\" id=\"table-1\""));
    let note = page.split("<li id=\"n1\"").nth(1).unwrap_or("");
    let note = note.split("</li>").next().unwrap_or("");
    assert_eq!(note.matches("Linked from <a href=\"c.html#").count(), 1, "both addresses of the note: {note}");
    let list = page.split("id=\"linked-from\"").nth(1).unwrap_or("");
    assert!(list.contains(" <span class=\"aim\">to <a href=\"#the-count\">“The count”</a>"), "{list}");
    assert!(list.contains("to <a href=\"#table-1\">table 1</a>"), "{list}");
    assert!(!site.page("feed.xml").contains("Linked from"), "a feed is no page");
    let graph: Value = serde_json::from_str(&site.page("graph.json")).unwrap();
    let aims: Vec<_> = graph["edges"].as_array().unwrap().iter().map(|edge| edge["to_anchor"].as_str()).collect();
    assert!(aims.contains(&Some("table-1")) && aims.contains(&None), "{aims:?}");
}

#[test]
fn a_new_link_reaches_the_heading_that_it_leads_to() {
    let site = pointing();
    site.build();
    site.edit("content/c.md", "[[a#table-1|the table]]", "[[a#the-count|the count]]");
    let run = site.build();
    assert!(run.changed.iter().any(|path| path == "a.html"), "{:?}", run.changed);
    let page = site.page("a.html");
    assert!(page.contains("The count</h2>\n<p class=\"also\">Linked from <a href=\"c.html#"), "{page}");
    assert!(!page.contains("</table>\n</div>\n<p class=\"also\">"));
}

#[test]
fn a_heading_may_have_the_address_of_a_table() {
    let site =
        SiteTest::new().text("content/a.md", "## Table 1\n\n| A |\n|--|\n| b |\n\n[[#table-1]], [[#table-1-2|that]]\n");
    site.build();
    let page = site.page("a.html");
    assert!(page.contains("<h2 id=\"table-1\">") && page.contains("id=\"table-1-2\""), "{page}");
}

#[test]
fn names_stand_by_kind_and_from_a_to_z() {
    let site = small()
        .text("content/entities/lodz.md", "---\nname: Łódź\nkind: place\n---\n")
        .text("content/entities/lo.md", "---\nname: Ann Lo\nsort: Lo, Ann\nkind: person\n---\n")
        .text("content/entities/7.md", "---\nname: 7th Army\nkind: organisation\n---\n");
    site.build();
    let order = |page: &str| {
        let tags =
            tags(page).into_iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.get("href").map(str::to_owned));
        tags.filter(|href| href.starts_with("entities/"))
            .map(|href| href["entities/".len()..].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(order(&site.page("entities.html")), ["lo.html", "7.html", "arle.html", "lodz.html"]);
    let names = site.page("names.html");
    assert_eq!(order(&names), ["7.html", "arle.html", "lo.html", "lodz.html"]);
    for id in ["letter-other", "letter-a", "letter-l"] {
        assert!(names.contains(&format!("<h2 id=\"{id}\">")), "{id}");
    }
    assert!(names.contains("<a href=\"entities.html\">By kind</a>"), "each leads to the other");
    assert!(site.page("entities.html").contains("<a href=\"names.html\">A–Z</a>"));
    assert!(site.page("sitemap.xml").contains("/names.html"));
}

#[test]
fn a_site_can_do_without_a_map() {
    let site = small().file("ibid.toml", format!("{SETTINGS}map = false\n"));
    site.build();
    assert!(!site.pages().contains_key("map.html") && site.pages().contains_key("graph.json"));
    assert!(!site.page("index.html").contains("map.html"));
}

/// Nine briefings with works, names and links in common.
fn kin(settings: &str) -> SiteTest {
    let works: String = (1..=4).map(|n| format!("- id: w{n}\n  type: book\n  title: Book {n}\n")).collect();
    let mut site = SiteTest::new()
        .file("ibid.toml", format!("{SETTINGS}{settings}"))
        .file("references.yaml", works)
        .text("content/entities/arle.md", "---\nname: Arle\nkind: place\n---\n")
        .text(
            "content/first.md",
            "---\ntitle: First\ndate: 2024-01-01\n---\nArle.[^1] See [[b8]].\n\n[^1]: [@w1; @w2; @w3].\n",
        );
    for n in 1..=8 {
        let cited = match n {
            1 => "[@w1; @w2; @w3]",
            2 => "[@w1]",
            8 => "Nothing",
            _ => "[@w4]",
        };
        let name = if n == 3 { "Arle" } else { "Elsewhere" };
        site = site.text(
            &format!("content/b{n}.md"),
            &format!("---\ntitle: B{n}\ndate: 2024-02-0{n}\n---\n{name}.[^1]\n\n[^1]: {cited}.\n"),
        );
    }
    site
}

fn related(page: &str) -> Vec<(String, String)> {
    let section = page.split("<section class=\"related").nth(1).unwrap_or("").split("</section>").next().unwrap_or("");
    let item = |item: &str| {
        let title = item.split("</a>").next()?.rsplit('>').next()?.to_owned();
        let reason = item.split("class=\"why\">").nth(1)?.split(", <time").next()?.to_owned();
        Some((title, reason))
    };
    section.split("<li").skip(1).filter_map(item).collect()
}

#[test]
fn related_briefings_say_why_the_nearest_first() {
    let site = kin("");
    site.build();
    let found = related(&site.page("first.html"));
    let found: Vec<_> = found.iter().map(|(title, reason)| (title.as_str(), reason.as_str())).collect();
    assert_eq!(
        found,
        [
            ("B1", "Cites the same 3 works: Book 1, Book 2 and Book 3"),
            ("B8", "Linked from here"),
            ("B2", "Cites the same work: Book 1"),
            ("B3", "Names Arle"),
        ]
    );
    let equal: Vec<String> = related(&site.page("b4.html")).into_iter().map(|(title, _)| title).collect();
    assert_eq!(equal, ["B7", "B6", "B5", "B3"], "among equals the newest");
    assert_eq!(related(&site.page("b8.html")), [("First".to_owned(), "Links here".to_owned())]);
}

#[test]
fn at_most_five_are_related_and_the_number_of_cores_does_not_matter() {
    let mut site = kin("");
    for n in 1..=4 {
        site = site.text(
            &format!("content/c{n}.md"),
            &format!("---\ntitle: C{n}\ndate: 2024-03-0{n}\n---\nWords.[^1]\n\n[^1]: [@w4].\n"),
        );
    }
    site.run(["build", "--quiet", "--no-cache", "--threads", "1"]).exits(0);
    let one = site.pages();
    let titles: Vec<String> = related(&site.page("b4.html")).into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["C4", "C3", "C2", "C1", "B7"]);
    site.run(["build", "--quiet", "--no-cache", "--threads", "4"]).exits(0);
    assert!(one == site.pages(), "the same bytes with one core and with four");
}
