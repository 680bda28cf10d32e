//! A: text never becomes code, and nothing that a reader should see is lost.

use std::collections::BTreeMap;

use crate::demo::elements;
use crate::html::{Tag, tags};
use crate::site::SiteTest;

/// Something hostile that says where it was put. The quotes end attributes, the tags would run, the braces would be a
/// template.
fn hostile(place: &str) -> String {
    format!("{place}\"'><script>alert(1)</script><img src=x onerror=alert(1)></title>{{{{ 7*7 }}}}&amp;")
}

/// As YAML in single quotes.
fn quoted(place: &str) -> String {
    format!("'{}'", hostile(place).replace('\'', "''"))
}

/// As markdown that stands for these words; HTML has to be shown as it was typed.
const FIELDS: [&str; 13] = [
    "title",
    "kicker",
    "standfirst",
    "series",
    "number",
    "publisher",
    "license",
    "disclaimer",
    "summary",
    "doi",
    "language",
    "citation_style",
    "url",
];

fn site() -> SiteTest {
    let mut matter = String::from("---\ndate: 2024-01-02\n");
    for field in FIELDS {
        if !matches!(field, "language" | "citation_style") {
            matter.push_str(&format!("{field}: {}\n", quoted(field)));
        }
    }
    matter.push_str(&format!("language: {}\n", quoted("language")));
    matter.push_str(&format!("topics: [{}]\n", quoted("topic")));
    matter.push_str(&format!("aliases: [{}]\n", quoted("alias")));
    matter.push_str(&format!(
        "authors:\n  - name: {}\n    bio: {}\n    url: {}\n    orcid: {}\n",
        quoted("author"),
        quoted("bio"),
        quoted("authorurl"),
        quoted("orcid")
    ));
    matter.push_str("---\n");
    let mark = |place: &str| hostile(place);
    let text = format!(
        "## {heading} {{#\"><script>}}\n\nRunning {running}.[^{label}] See [@work, p. {locator}] and Mallory.\n\n\
         > [!pullquote]\n> {pull}\n\n> [!box] {title}\n> Words.\n\n> [!figure]\n> ![{alt}](map.svg \"imagetitle\\\"'><script>alert(1)</script>\")\n> {caption}\n> Picture: {credit}\n\n\
         [{words}](https://example.org/ \"linktitle\\\"'><script>alert(1)</script>\")\n\n```{language}\n{code}\n```\n\n| {cell} |\n|---|\n| x |\n\n{definition}\n: x\n\n[^{label}]: Note {note}. Ibid.\n",
        heading = mark("heading"),
        running = mark("running"),
        label = "label\"'><script>",
        locator = "33\"><script>",
        pull = mark("pull"),
        title = mark("boxtitle"),
        alt = mark("alt"),
        caption = mark("caption"),
        credit = mark("credit"),
        words = mark("words"),
        language = "\"><script>alert(1)</script>",
        code = mark("code"),
        cell = mark("cell").replace('|', ""),
        definition = mark("definition"),
        note = mark("note"),
    );
    let work = format!(
        "references:\n  - id: work\n    type: book\n    author: [{{ family: {}, given: {} }}]\n    title: {}\n    \
         publisher: {}\n    publisher-place: {}\n    URL: {}\n    note: {}\n    issued: {{ date-parts: [[2020]] }}\n",
        quoted("family"),
        quoted("given"),
        quoted("worktitle"),
        quoted("workpublisher"),
        quoted("place"),
        quoted("workurl"),
        quoted("worknote"),
    );
    let entity = format!(
        "---\nname: Mallory\nkind: person\naliases: [{}]\nsame_as: ['javascript:alert(1)', {}]\ndescription: {}\n---\nWords {}.\n",
        quoted("entityalias"),
        quoted("sameas"),
        quoted("description"),
        mark("entitytext"),
    );
    let settings = format!(
        "title = {:?}\ndescription = {:?}\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\nbibliography = \
         \"references.yaml\"\nauthor = {:?}\nlicense = {:?}\nmenu = [{{ title = {:?}, to = \"p\" }}]\n",
        hostile("sitetitle"),
        hostile("sitedescription"),
        hostile("siteauthor"),
        hostile("sitelicense"),
        hostile("menu"),
    );
    SiteTest::new()
        .file("ibid.toml", settings)
        .file("references.yaml", work)
        .file("content/a/index.md", format!("{matter}{text}"))
        .file("content/a/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
        .file("content/entities/mallory.md", entity)
        .file("content/pages/p.md", format!("---\ntitle: {}\n---\nText.\n", quoted("pagetitle")))
}

#[test]
fn a1_every_field_is_text_wherever_it_goes() {
    let site = site();
    let run = site.run(["build", "--quiet"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let files = site.pages();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (path, bytes) in &files {
        let text = std::str::from_utf8(bytes).unwrap_or("");
        let tags = if path.ends_with(".html") {
            tags(text)
        } else if path == "feed.xml" {
            let contents = elements(path, text).into_iter().filter(|(name, _)| name == "content");
            contents.flat_map(|(_, content)| tags(&content)).collect()
        } else {
            if path.ends_with(".xml") {
                elements(path, text);
            } else if path.ends_with(".json") {
                serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
            continue;
        };
        faults.extend(tags.iter().filter_map(runs).map(|what| format!("{path}: {what}")));
        for place in MUST_BE_SEEN {
            // Shown as it was typed, the template among it.
            let shown = |words: &str| words.contains(&format!("{place}\"")) && words.contains("{{ 7*7 }}");
            if tags.iter().any(|tag| tag.name == "body" && shown(&tag.text)) {
                *seen.entry(place).or_default() += 1;
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let lost: Vec<_> = MUST_BE_SEEN.iter().filter(|place| !seen.contains_key(*place)).collect();
    assert!(lost.is_empty(), "a8: nowhere on the site a reader finds {lost:?}");
}

/// Places whose words a reader of the pages has to find, as they were typed.
const MUST_BE_SEEN: [&str; 24] = [
    "sitetitle",
    "title",
    "kicker",
    "standfirst",
    "series",
    "number",
    "disclaimer",
    "license",
    "topic",
    "author",
    "heading",
    "running",
    "pull",
    "boxtitle",
    "caption",
    "credit",
    "words",
    "code",
    "note",
    "family",
    "worktitle",
    "description",
    "pagetitle",
    "entitytext",
];

/// What would run in a reader's browser.
fn runs(tag: &Tag) -> Option<String> {
    let script = tag.name == "script"
        && tag.get("type") != Some("application/ld+json")
        && !tag
            .get("src")
            .is_some_and(|src| src.trim_start_matches("../").trim_start_matches('/').starts_with("assets/"));
    let handler = tag.attributes.iter().find(|(name, _)| name.starts_with("on") || name == "style" || name == "srcdoc");
    let picture = tag.name == "img" && tag.get("src") == Some("x");
    let active = matches!(tag.name.as_str(), "iframe" | "object" | "embed" | "base" | "form" | "style");
    let address =
        ["href", "src", "action", "formaction", "content"].into_iter().filter_map(|name| tag.get(name)).find(|url| {
            let bare: String =
                url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
            ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| bare.starts_with(scheme))
        });
    (script || picture || active || handler.is_some() || address.is_some())
        .then(|| format!("<{} {:?}>", tag.name, tag.attributes))
}

#[test]
fn a2_data_in_the_page_cannot_end_its_script() {
    let site = SiteTest::new()
        .file("content/a.md", "---\ntitle: \"</script><!-- <script> \\u2028 & \"\ndate: 2024-01-02\n---\nText.\n");
    site.build();
    let page = site.page("a.html");
    let data: Vec<Tag> = tags(&page).into_iter().filter(|tag| tag.get("type") == Some("application/ld+json")).collect();
    assert_eq!(data.len(), 1);
    for c in ['<', '>', '&', '\u{2028}', '\u{2029}'] {
        assert!(!data[0].text.contains(c), "{c:?} in {}", data[0].text);
    }
    let value: serde_json::Value = serde_json::from_str(&data[0].text).unwrap();
    assert!(value.to_string().contains("</script><!-- <script>"));
}

#[test]
fn a2_characters_that_xml_forbids_are_not_in_the_feed() {
    let site = SiteTest::new().file(
        "content/a.md",
        "---\ntitle: \"Bell \\u0007 and \\uFFFE\"\ndate: 2024-01-02\n---\nA \u{1}b\u{b} \u{fffe} text.\n",
    );
    site.build();
    elements("feed.xml", &site.page("feed.xml"));
    elements("sitemap.xml", &site.page("sitemap.xml"));
}

#[test]
fn a3_a_stray_tag_neither_closes_nor_swallows_the_page() {
    let strays = [
        "</main></body></html>",
        "<!-- open",
        "<textarea>",
        "<title>",
        "<plaintext>",
        "<svg><style>",
        "</div></div></div>",
        "<table><tr><td>",
        "<a href=\"https://x.example\">open",
        "<![CDATA[ open",
        "<b",
        "<xmp>",
        "<noscript>",
        "<template>",
    ];
    for allow in [false, true] {
        let mut site = SiteTest::new().file(
            "ibid.toml",
            format!(
                "title = \"T\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\n[html]\nallow = {allow}\n"
            ),
        );
        for (n, stray) in strays.iter().enumerate() {
            site = site.text(&format!("content/s{n}.md"), &format!("Before {stray}\n\n{stray}\n\nThe last words.\n"));
        }
        let run = site.run(["build", "--quiet"]);
        assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
        for (n, stray) in strays.iter().enumerate() {
            let page = site.page(&format!("s{n}.html"));
            // `tags` panics where tags do not close in order.
            let tags = tags(&page);
            let main = tags.iter().find(|tag| tag.name == "main").unwrap();
            assert!(main.text.contains("The last words."), "{stray}: {page}");
            assert!(tags.iter().any(|tag| tag.name == "footer" && !tag.is_inside("main")), "{stray}");
            assert_eq!(tags.iter().find_map(runs), None, "{stray}");
        }
    }
}

#[test]
fn a3_allowed_html_cannot_take_an_id_of_the_page() {
    let site = SiteTest::new()
        .file("ibid.toml", "title = \"T\"\nbase_url = \"https://site.example/\"\nlanguage = \"en\"\n[html]\nallow = true\n")
        .text("content/a.md", "Text.[^1] <span id=\"n1\" name=\"main\" class=\"notes\">x</span>\n\n<div id=\"main\">y</div>\n\n[^1]: Note.\n");
    site.run(["build", "--quiet"]);
    let page = site.page("a.html");
    let ids: Vec<_> = tags(&page).into_iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    for id in ["n1", "main"] {
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id} in {ids:?}");
    }
}

#[test]
fn a5_ids_of_headings_are_unique_and_never_the_page_s_own() {
    let site = SiteTest::new().text(
        "content/a.md",
        "## Main\n\n## Main\n\n## Notes\n\n## Works cited {#works-cited}\n\n## N1 {#n1}\n\n## R1 {#r1}\n\n## X {#a\"b}\n\nText.[^1]\n\n[^1]: Note.\n",
    );
    let run = site.run(["build", "--quiet"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let mut ids: Vec<_> =
        tags(&site.page("a.html")).into_iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
}

#[test]
fn a7_text_that_looks_like_a_template_is_text() {
    let words = "{{ site.title }} {% include \"base.html\" %} {# gone #} {{ <neighbours/> }} {{% raw %}} ${x} <%= y %>";
    let site = SiteTest::new().file(
        "content/a.md",
        format!("---\ntitle: '{words}'\ndate: 2024-01-02\n---\n{}\n", words.replace('<', "\\<").replace('{', "\\{")),
    );
    site.build();
    let tags = tags(&site.page("a.html"));
    let text = |name: &str| tags.iter().find(|tag| tag.name == name).unwrap().text.clone();
    assert_eq!(text("h1"), words);
    let paragraph = tags.iter().find(|tag| tag.name == "p" && tag.is_inside("div")).unwrap();
    assert_eq!(paragraph.text, words);
}
