//! Facts made by hand, for the tests of stages that start from them. A test says only what it is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::article::{Article, Kind};
use super::cite::{CiteRequest, Formatter, Locator, LocatorLabel, Position};
use super::config::{Beside, Config, ExportsConfig, Fonts, Ibid, Paragraphs, ThemeConfig};
use super::facts::{
    CiteFacts, CiteStyle, CiteTarget, Facts, FileFacts, LinkFacts, LinkTarget, MentionFacts, NorefFacts, NoteFacts,
    Section, Sentence,
};
use super::matter::{At, AuthorMatter, AuthorRef, EntityMatter, Matter};
use super::short::Short;
use super::site::Site;
use super::url::Url;
use super::work::{Name, Rich, Work, WorkDate};
use crate::base::date::Date;
use crate::base::span::{FileId, Span};

pub fn config() -> Config {
    Config {
        title: "Site".into(),
        description: String::new(),
        base_url: "https://example.org/".into(),
        language: "en".into(),
        bibliography: Vec::new(),
        citation_style: "chicago-notes".into(),
        ibid: Ibid::Style,
        theme: ThemeConfig { name: "default".into(), fonts: Fonts::Own, paragraphs: Paragraphs::Spaced },
        severities: BTreeMap::new(),
        html: false,
        pretty_urls: false,
        menu: Vec::new(),
        author: String::new(),
        license: String::new(),
        today: date("2024-06-01"),
        drafts: false,
        ignore_names: Vec::new(),
        feed_limit: 20,
        passim: 12,
        cite_as: Vec::new(),
        exports: ExportsConfig { briefings: Beside::Few, works: Beside::Few },
        map: true,
    }
}

pub fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn matter(title: &str) -> Matter {
    Matter {
        title: at(title.to_owned()),
        date: None,
        updated: None,
        draft: false,
        withheld: false,
        slug: None,
        kicker: None,
        standfirst: None,
        authors: Vec::new(),
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

/// At the top of file 0: where the place is not what the test is about.
pub fn at<T>(value: T) -> At<T> {
    At { value, span: Span::top(FileId(0)) }
}

pub fn ats(values: &[&str]) -> Vec<At<String>> {
    values.iter().map(|value| at((*value).to_owned())).collect()
}

pub fn page(number: &str) -> Locator {
    Locator { label: LocatorLabel::Page, value: number.into() }
}

/// Builds [`Facts`]: notes, cites and links get spans that count up, so that each has its own.
#[derive(Debug)]
pub struct Draft {
    pub facts: Facts,
    next: u32,
}

impl Draft {
    /// `path` is under `content/`; its title is its path.
    pub fn new(file: u32, path: &str) -> Self {
        let facts = Facts {
            file: FileId(file),
            path: format!("content/{path}"),
            matter: matter(path),
            sections: vec![Section {
                id: String::new(),
                level: 0,
                words: String::new(),
                span: Span::top(FileId(file)),
            }],
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
            words: 0,
            excerpt: String::new(),
            has_code: false,
        };
        Self { facts, next: 0 }
    }

    pub fn matter(mut self, change: impl FnOnce(&mut Matter)) -> Self {
        change(&mut self.facts.matter);
        self
    }

    pub fn title(self, title: &str) -> Self {
        self.matter(|matter| matter.title = at(title.to_owned()))
    }

    pub fn date(self, day: &str) -> Self {
        self.matter(|matter| matter.date = Some(at(date(day))))
    }

    pub fn author(self, name: &str) -> Self {
        let author = AuthorRef { name: name.into(), bio: None, url: None, orcid: None };
        self.matter(|matter| matter.authors.push(at(author)))
    }

    pub fn section(mut self, id: &str) -> Self {
        let span = self.span();
        self.facts.sections.push(Section { id: id.into(), level: 2, words: id.into(), span });
        self
    }

    pub fn sentence(mut self, id: &str) -> Self {
        let section = len(&self.facts.sections) - 1;
        let text = format!("Sentence {id}.");
        self.facts.sentences.push(Sentence { id: id.into(), paragraph: 0, start: 0, end: 0, section, text });
        self
    }

    /// A note with one reference in the last sentence.
    pub fn note(mut self, label: &str) -> Self {
        let span = self.span();
        let anchor = label.chars().any(char::is_alphabetic).then(|| format!("note-{label}"));
        let label = label.to_owned();
        self.facts.notes.push(NoteFacts {
            label,
            span,
            defined: true,
            references: 0,
            anchor,
            text: String::new(),
            untied: false,
            tie: None,
        });
        let note = len(&self.facts.notes);
        self.refer(note)
    }

    /// One more reference to a note, in the last sentence.
    pub fn refer(mut self, note: u32) -> Self {
        let span = self.span();
        let facts = &mut self.facts;
        let of = &mut facts.notes[note as usize - 1];
        of.references += 1;
        let nth = of.references;
        let sentence = len(&facts.sentences).checked_sub(1);
        let section = len(&facts.sections) - 1;
        facts.noterefs.push(NorefFacts { span, note, nth, section, sentence });
        self
    }

    /// The last note looks like a reference, and is tied to none.
    pub fn untied(mut self) -> Self {
        self.facts.notes.last_mut().unwrap().untied = true;
        self
    }

    /// In the last note, a group of its own.
    pub fn cite(self, key: &str, style: CiteStyle, locator: Option<&str>) -> Self {
        let note = len(&self.facts.notes);
        self.any_cite(CiteTarget::Key(key.into()), style, locator, Some(note))
    }

    /// A typed Ibid. in the last note.
    pub fn ibid(self, locator: Option<&str>) -> Self {
        let note = len(&self.facts.notes);
        self.any_cite(
            CiteTarget::Preceding,
            CiteStyle::Literal { ibid: Some(Span::top(FileId(0))) },
            locator,
            Some(note),
        )
    }

    /// A typed short form in the last note.
    pub fn short(self, short: Short, locator: Option<&str>) -> Self {
        let note = len(&self.facts.notes);
        self.any_cite(CiteTarget::Earlier(Box::new(short)), CiteStyle::Literal { ibid: None }, locator, Some(note))
    }

    /// In the last sentence of the running text.
    pub fn cite_in_text(self, key: &str, style: CiteStyle) -> Self {
        self.any_cite(CiteTarget::Key(key.into()), style, None, None)
    }

    /// The last cite joins the group of the one before it.
    pub fn grouped(mut self) -> Self {
        let before = self.facts.cites.len() - 2;
        let group = self.facts.cites[before].group;
        self.facts.cites.last_mut().unwrap().group = group;
        self
    }

    pub fn any_cite(mut self, target: CiteTarget, style: CiteStyle, locator: Option<&str>, note: Option<u32>) -> Self {
        let span = self.span();
        let facts = &mut self.facts;
        facts.cites.push(CiteFacts {
            span,
            group: span,
            target,
            style,
            locator: locator.map(page),
            prefix: String::new(),
            suffix: String::new(),
            suppress_author: false,
            note,
            section: len(&facts.sections) - 1,
            sentence: len(&facts.sentences).checked_sub(1),
        });
        self
    }

    /// `[[slug#anchor]]` in the last sentence.
    pub fn link(self, slug: &str, anchor: &str) -> Self {
        self.any_link(LinkTarget::Slug(slug.into()), anchor)
    }

    /// `[words](path)` in the last sentence.
    pub fn source_link(self, path: &str) -> Self {
        self.any_link(LinkTarget::Source(path.into()), "")
    }

    fn any_link(mut self, target: LinkTarget, anchor: &str) -> Self {
        let span = self.span();
        let facts = &mut self.facts;
        facts.links.push(LinkFacts {
            span,
            target,
            anchor: anchor.into(),
            section: len(&facts.sections) - 1,
            sentence: len(&facts.sentences).checked_sub(1),
            note: None,
            bare: false,
        });
        self
    }

    /// In the last sentence.
    pub fn mention(mut self, entity: u32, spelling: &str) -> Self {
        let facts = &mut self.facts;
        facts.mentions.push(MentionFacts {
            entity,
            paragraph: 0,
            start: 0,
            end: 0,
            spelling: spelling.into(),
            section: len(&facts.sections) - 1,
            sentence: len(&facts.sentences) - 1,
            linked: false,
        });
        self
    }

    pub fn image(mut self, path: &str) -> Self {
        let span = self.span();
        self.facts.files.push(FileFacts { span, path: path.into(), image: true, awaited: false });
        self
    }

    pub fn done(self) -> Arc<Facts> {
        Arc::new(self.facts)
    }

    fn span(&mut self) -> Span {
        self.next += 10;
        Span { file: self.facts.file, start: self.next, end: self.next + 5 }
    }
}

/// `family` may be empty: a work without an author.
pub fn work(key: &str, family: &str, year: i32, title: &str) -> Work {
    let person =
        Name::Person { family: family.into(), given: "A.".into(), particle: String::new(), suffix: String::new() };
    Work {
        key: key.into(),
        span: Span::top(FileId(900)),
        kind: "book".into(),
        names: if family.is_empty() { Vec::new() } else { vec![("author".into(), vec![person])] },
        dates: vec![("issued".into(), WorkDate::Parts { from: (year, 0, 0), to: None, circa: false })],
        fields: vec![("title".into(), title.into())],
    }
}

/// Prints what it was asked: `key first p. 3; key ibid`.
#[derive(Clone, Copy, Debug)]
pub struct Plain {
    pub notes: bool,
}

impl Formatter for Plain {
    fn is_note_style(&self) -> bool {
        self.notes
    }

    fn cite(&self, group: &[CiteRequest<'_>]) -> Rich {
        let words: Vec<String> = group
            .iter()
            .map(|request| {
                let position = match request.position {
                    Position::First => "first",
                    Position::Subsequent => "subsequent",
                    Position::Ibid => "ibid",
                    Position::IbidWithLocator => "ibid-with-locator",
                    Position::NearNote => "near-note",
                };
                let place = request.locator.map_or(String::new(), |locator| format!(" {}", locator.printed()));
                format!("{} {position}{place}", request.work.key)
            })
            .collect();
        Rich::plain(words.join("; "))
    }

    fn entry(&self, work: &Work) -> Rich {
        Rich::plain(work.title())
    }
}

fn len<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap()
}

/// A site of briefings with nothing bound, for rules that read the facts alone.
pub fn unbound_site(drafts: Vec<Draft>) -> Site {
    let article = |draft: Draft| Article {
        kind: Kind::Briefing,
        slug: draft.facts.path.clone(),
        url: Url(draft.facts.path.clone()),
        facts: draft.done(),
        cites: Vec::new(),
        entries: BTreeMap::new(),
        links: Vec::new(),
        events: Vec::new(),
        files: Vec::new(),
        linked_from: Vec::new(),
        cites_rows: Vec::new(),
    };
    let articles: Vec<Article> = drafts.into_iter().map(article).collect();
    Site {
        config: Arc::new(config()),
        briefings: articles.len(),
        articles,
        works: Vec::new(),
        entities: Vec::new(),
        authors: Vec::new(),
        topics: Vec::new(),
        series: Vec::new(),
        relations: Vec::new(),
        redirects: Vec::new(),
        menu: Vec::new(),
    }
}
