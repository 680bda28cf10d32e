//! Small sites made by hand, for the tests of this part.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::span::{FileId, Span};
use crate::model::article::{Article, ArticleId, BoundCite, Kind, WorkId};
use crate::model::block::{Block, BlockKind};
use crate::model::briefing::{Briefing, Note};
use crate::model::cite::{Form, Locator, LocatorLabel, Position};
use crate::model::config::{Beside, Config, ExportsConfig, Fonts, Paragraphs, ThemeConfig};
use crate::model::facts::{
    CiteFacts, CiteStyle, CiteTarget, Facts, NorefFacts, NoteFacts, ParagraphFacts, Section, Sentence,
};
use crate::model::inline::{Inline, Noteref};
use crate::model::matter::{At, AuthorMatter, AuthorRef, EntityMatter, Matter};
use crate::model::site::{Author, Group, Object, Place, Relation, RelationKind, Site, SiteWork};
use crate::model::url::Url;
use crate::model::work::{Name, Rich, Work, WorkDate};

pub fn span(start: usize, end: usize) -> Span {
    Span::new(FileId(0), start, end)
}

pub fn at<T>(value: T) -> At<T> {
    At { value, span: span(0, 0) }
}

pub fn text(words: &str, start: usize) -> Inline<'_> {
    Inline::Text(Cow::Borrowed(words), span(start, start + words.len()))
}

pub fn noteref(label: &str, start: usize) -> Inline<'_> {
    Inline::Noteref(Noteref { label: Cow::Borrowed(label), span: span(start, start + label.len() + 3) })
}

pub fn paragraph(words: Vec<Inline<'_>>, start: usize) -> Block<'_> {
    Block { kind: BlockKind::Paragraph(words), span: span(start, start + 1) }
}

pub fn note<'s>(label: &'s str, start: usize, words: Vec<Inline<'s>>) -> Note<'s> {
    let span = span(start, start + 10);
    Note {
        label: Cow::Borrowed(label),
        label_span: span,
        span,
        blocks: vec![paragraph(words, start)],
        duplicate: false,
    }
}

pub fn briefing<'s>(blocks: Vec<Block<'s>>, notes: Vec<Note<'s>>) -> Briefing<'s> {
    Briefing { file: FileId(0), matter: matter("T"), blocks, notes, reviews: Vec::new() }
}

pub fn matter(title: &str) -> Matter {
    Matter {
        title: at(title.to_owned()),
        date: Some(at(Date { year: 2024, month: 3, day: 1 })),
        updated: None,
        draft: false,
        withheld: false,
        slug: None,
        kicker: None,
        standfirst: None,
        authors: vec![at(AuthorRef { name: "Ann <B>".into(), bio: None, url: None, orcid: None })],
        series: None,
        number: None,
        publisher: None,
        topics: Vec::new(),
        language: None,
        doi: None,
        url: None,
        license: None,
        rights: None,
        disclaimer: None,
        summary: None,
        image: None,
        bibliography: Vec::new(),
        citation_style: None,
        aliases: Vec::new(),
        link_entities: true,
        events: Vec::new(),
        source: Vec::new(),
        weight: None,
        entity: EntityMatter::default(),
        author: AuthorMatter::default(),
    }
}

pub fn facts(title: &str) -> Facts {
    Facts {
        file: FileId(0),
        path: format!("{title}.md"),
        matter: matter(title),
        sections: vec![Section { id: String::new(), level: 0, words: String::new(), span: span(0, 0) }],
        notes: Vec::new(),
        noterefs: Vec::new(),
        sentences: Vec::new(),
        cites: Vec::new(),
        links: Vec::new(),
        mentions: Vec::new(),
        pulls: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        files: Vec::new(),
        reviews: Vec::new(),
        words: 300,
        excerpt: "Some words.".into(),
        has_code: false,
    }
}

pub fn note_facts(label: &str, references: u32) -> NoteFacts {
    NoteFacts {
        label: label.into(),
        span: span(0, 0),
        defined: true,
        references,
        anchor: None,
        text: String::new(),
        untied: false,
        tie: None,
    }
}

pub fn noref_facts(start: usize, note: u32, nth: u32) -> NorefFacts {
    NorefFacts { span: span(start, start + 4), note, nth, section: 0, sentence: Some(0) }
}

pub fn sentence(paragraph: u32, start: u32, text: &str) -> Sentence {
    let end = start + u32::try_from(text.len()).unwrap();
    Sentence { id: format!("s-{start}"), paragraph, start, end, section: 0, text: text.into() }
}

pub fn paragraph_facts(start: u32) -> ParagraphFacts {
    ParagraphFacts { start, id: format!("p-{start}") }
}

pub fn cite_facts(note: Option<u32>, style: CiteStyle) -> CiteFacts {
    CiteFacts {
        span: span(500, 505),
        group: span(499, 506),
        target: CiteTarget::Key("wilson2021".into()),
        style,
        locator: Some(Locator { label: LocatorLabel::Page, value: "279".into() }),
        prefix: String::new(),
        suffix: String::new(),
        suppress_author: false,
        note,
        section: 0,
        sentence: Some(0),
    }
}

pub fn bound(work: u32, formatted: Option<&str>) -> BoundCite {
    BoundCite {
        work: Some(WorkId(work)),
        position: Position::First,
        form: Form::Full,
        formatted: formatted.map(Rich::plain),
    }
}

pub fn article(slug: &str, facts: Facts) -> Article {
    Article {
        kind: Kind::Briefing,
        slug: slug.into(),
        url: Url(format!("{slug}.html")),
        facts: Arc::new(facts),
        cites: Vec::new(),
        entries: BTreeMap::new(),
        links: Vec::new(),
        events: Vec::new(),
        files: Vec::new(),
        linked_from: Vec::new(),
        cites_rows: Vec::new(),
    }
}

pub fn work(key: &str, family: &str, title: &str) -> SiteWork {
    SiteWork {
        work: Arc::new(Work {
            key: key.into(),
            span: span(0, 0),
            kind: "book".into(),
            names: vec![(
                "author".into(),
                vec![Name::Person {
                    family: family.into(),
                    given: "A.".into(),
                    particle: String::new(),
                    suffix: String::new(),
                }],
            )],
            dates: vec![("issued".into(), WorkDate::Parts { from: (2021, 0, 0), to: None, circa: false })],
            fields: vec![("title".into(), title.into())],
        }),
        url: Url(format!("works/{key}.html")),
        entry: Rich::plain(format!("{family}. {title}.")),
        places: Vec::new(),
    }
}

pub fn config() -> Config {
    Config {
        title: "Series".into(),
        description: "Papers.".into(),
        base_url: "https://example.org/x/".into(),
        language: "en-GB".into(),
        bibliography: Vec::new(),
        citation_style: "chicago-notes".into(),
        ibid: crate::model::config::Ibid::Style,
        theme: ThemeConfig { name: "default".into(), fonts: Fonts::Own, paragraphs: Paragraphs::Spaced },
        severities: BTreeMap::new(),
        html: false,
        pretty_urls: false,
        menu: Vec::new(),
        author: "Editors".into(),
        license: String::new(),
        today: Date { year: 2025, month: 1, day: 1 },
        drafts: false,
        ignore_names: Vec::new(),
        feed_limit: 20,
        passim: 12,
        cite_as: Vec::new(),
        exports: ExportsConfig { briefings: Beside::Few, works: Beside::Few },
        map: true,
    }
}

pub fn site(articles: Vec<Article>, works: Vec<SiteWork>) -> Site {
    let briefings = articles.len();
    let ids: Vec<_> = (0..).map(ArticleId).take(briefings).collect();
    Site {
        config: Arc::new(config()),
        articles,
        briefings,
        works,
        entities: Vec::new(),
        authors: vec![Author {
            name: "Ann <B>".into(),
            slug: "ann-b".into(),
            url: Url("authors/ann-b.html".into()),
            page: None,
            bio: None,
            link: None,
            orcid: None,
            briefings: ids.clone(),
        }],
        topics: vec![Group {
            name: "War".into(),
            slug: "war".into(),
            url: Url("topics/war.html".into()),
            briefings: ids,
        }],
        series: Vec::new(),
        relations: Vec::new(),
        redirects: Vec::new(),
        menu: Vec::new(),
    }
}

/// Adds the row of a cite in note 1 of an article, and the lists that lead to it.
pub fn cite(site: &mut Site, article: u32, work: u32) {
    let row = u32::try_from(site.relations.len()).unwrap();
    site.relations.push(Relation {
        kind: RelationKind::Cites,
        from: Place { article: ArticleId(article), section: 0, note: Some(1), anchor: "r1".into(), sentence: Some(0) },
        to: Object::Work(WorkId(work)),
        aim: None,
        locator: Some(Locator { label: LocatorLabel::Page, value: "279".into() }),
        form: Form::Full,
    });
    site.works[work as usize].places.push(row);
    site.articles[article as usize].cites_rows.push(row);
}
