//! Which pages there are, where, in which order.

use expect_test::expect;

use super::*;

#[test]
fn articles_come_newest_first_and_the_rest_by_name() {
    let (site, found) = plainly(vec![
        Draft::new(1, "pages/about.md").title("about"),
        Draft::new(2, "undated.md"),
        Draft::new(3, "old.md").date("2020-01-01"),
        Draft::new(4, "new.md").date("2024-06-01"),
        Draft::new(5, "also-new.md").date("2024-06-01"),
        Draft::new(6, "entities/b.md").title("Łódź"),
        Draft::new(7, "entities/a.md").title("Minsk"),
        Draft::new(8, "authors/x.md").title("X"),
    ]);
    is(
        &pages(&site),
        &expect![[r"
        Briefing also-new.html
        Briefing new.html
        Briefing old.html
        Briefing undated.html
        Entity entities/b.html
        Entity entities/a.html
        Author authors/x.html
        Page about.html
    "]],
    );
    assert_eq!(site.briefings, 4);
    assert_eq!(site.entities.iter().map(|entity| entity.name.as_str()).collect::<Vec<_>>(), ["Minsk", "Łódź"]);
    assert_eq!(found, []);
}

#[test]
fn drafts_and_the_future_are_held_back_and_links_to_them_are_told() {
    let drafts = || {
        vec![
            Draft::new(1, "a.md").date("2024-01-01").sentence("s").link("later", "").source_link("c.md"),
            Draft::new(2, "later.md").date("2024-06-02"),
            Draft::new(3, "c.md").date("2024-01-01").matter(|matter| matter.draft = true),
            Draft::new(4, "pages/p.md").date("2030-01-01"),
            Draft::new(5, "entities/e.md").matter(|matter| matter.draft = true),
        ]
    };
    let (site, found) = plainly(drafts());
    is(
        &(pages(&site) + &faults(&found)),
        &expect![[r"
        Briefing a.html
        Page p.html
        unpublished: this is a draft and is not published
            take `draft: true` out of the front matter to publish it, or build with --drafts to see it
        unpublished: this is a draft and is not published
            take `draft: true` out of the front matter to publish it, or build with --drafts to see it
        unpublished: this briefing is dated 2 June 2024 and is not published before that day
            build with --drafts to see it now
        dead-link: “later” is not published, so nothing can link to it
            [it is a draft or dated in the future]
            publish it first, or take the link out; build with --drafts to see both
        dead-link: “c.md” is not published, so nothing can link to it
            [it is a draft or dated in the future]
            publish it first, or take the link out; build with --drafts to see both
    "]],
    );
    let (all, found) = link(drafts(), vec![], &[], Config { drafts: true, ..config() });
    assert_eq!((all.articles.len(), found), (5, vec![]));
}

/// THREATS B4.
#[test]
fn two_pages_with_one_address_are_an_error_that_names_both() {
    let former = |draft: Draft, aliases: &[&str]| draft.matter(|matter| matter.aliases = ats(aliases));
    let (site, found) = plainly(vec![
        Draft::new(1, "Gap.md"),
        Draft::new(2, "x/gap.md"),
        Draft::new(3, "citations.md"),
        Draft::new(4, "pages/works/a.md"),
        Draft::new(5, "pages/assets/x.md"),
        Draft::new(6, "pages/gap/index.md"),
        former(Draft::new(7, "new.md"), &["old", "gap", "/search.html", "old.html", "new", "../up"]),
        former(Draft::new(8, "other.md"), &["/OLD.html", "older/"]),
    ]);
    is(
        &(pages(&site) + &faults(&found)),
        &expect![[r"
        Briefing Gap.html
        Briefing new.html
        Briefing other.html
        old.html -> new.html
        older/index.html -> other.html
        duplicate-url: content/citations.md would become citations.html, which is a page that ibid makes itself
            rename one of them, or give it a `slug` of its own in its front matter
        duplicate-url: content/x/gap.md and content/Gap.md would both become gap.html
            [this page has the address]
            rename one of them, or give it a `slug` of its own in its front matter
        duplicate-url: content/pages/assets/x.md would become assets/x.html, which is a page that ibid makes itself
            rename one of them, or give it a `slug` of its own in its front matter
        duplicate-url: content/pages/gap/index.md and content/Gap.md would both become gap.html
            [this page has the address]
            rename one of them, or give it a `slug` of its own in its front matter
        duplicate-url: content/pages/works/a.md would become works/a.html, which is a page that ibid makes itself
            rename one of them, or give it a `slug` of its own in its front matter
        duplicate-url: the former address gap.html of content/new.md is the address of content/Gap.md
            [this page has the address]
            take it out of `aliases` on one of them
        duplicate-url: the former address search.html of content/new.md is a page that ibid makes itself
            take it out of `aliases` on one of them
        duplicate-url: content/new.md has the former address old.html twice
            [the former address]
            take it out of `aliases` on one of them
        bad-value: “../up” cannot be a former address: its path leads elsewhere
            write a path of this site, such as old-name.html or 2021/old-name/
        duplicate-url: content/other.md and content/new.md both have the former address OLD.html
            [the former address]
            take it out of `aliases` on one of them
    "]],
    );
}

/// THREATS B5.
#[test]
fn a_slug_that_has_to_change_is_named() {
    let (site, found) = plainly(vec![
        Draft::new(1, "My file.md"),
        Draft::new(2, "b.md").matter(|matter| matter.slug = Some(at("../b".into()))),
    ]);
    is(
        &(pages(&site) + &faults(&found)),
        &expect![[r"
            Briefing my-file.html
            Briefing b.html
            unportable-slug: “My file” cannot stand in an address as it is; the address says “my-file”
                use letters, digits and hyphens, so that the address is the one you chose
            unportable-slug: “../b” cannot stand in an address as it is; the address says “b”
                use letters, digits and hyphens, so that the address is the one you chose
        "]],
    );
}

#[test]
fn pretty_addresses_are_folders() {
    let pretty = Config { pretty_urls: true, ..config() };
    let draft = |file, path: &str| Draft::new(file, path).author("Jane");
    let drafts =
        vec![draft(1, "a.md"), draft(2, "citations.md"), draft(3, "entities/e.md"), draft(4, "pages/h/index.md")];
    let (site, found) = link(drafts, vec![work("k", "K", 2001, "K")], &[], pretty);
    assert_eq!(site.works[0].url.0, "works/k/index.html");
    assert_eq!(site.authors[0].url.0, "authors/jane/index.html");
    is(
        &(pages(&site) + &faults(&found)),
        &expect![[r"
        Briefing a/index.html
        Entity entities/e/index.html
        Page h/index.html
        duplicate-url: content/citations.md would become citations/index.html, which is a page that ibid makes itself
            rename one of them, or give it a `slug` of its own in its front matter
    "]],
    );
}

#[test]
fn the_order_of_files_changes_nothing() {
    let drafts = || {
        let draft = |n: u32| {
            let path = format!("{}b{n}.md", if n.is_multiple_of(3) { "entities/" } else { "" });
            let draft = Draft::new(n, &path).date("2024-01-01").sentence("s-1").note("x").cite("a", OWN, None);
            draft.link("b7", "").link("none", "").mention(n % 5, "X").author(&format!("author {}", n % 4))
        };
        (0..40).map(draft).collect::<Vec<Draft>>()
    };
    let (one, found) = plainly(drafts());
    let (other, same) = plainly(drafts().into_iter().rev().collect());
    assert_eq!((pages(&one) + &rows(&one), found), (pages(&other) + &rows(&other), same));
    let names =
        |site: &Site| site.authors.iter().map(|author| (author.name.clone(), author.url.clone())).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
}
